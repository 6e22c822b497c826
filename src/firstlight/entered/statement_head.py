"""What every statement and checklist says of itself: subject, place, time, author, audience."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.base.errors import InputFaults
from firstlight.base.period import Period, PeriodKind
from firstlight.base.place import Area, Place, Zone
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import SubjectKind
from firstlight.entered.faults import FaultList
from firstlight.entered.nonidentifying import check_statement_words
from firstlight.entered.notes import Judge, read_day
from firstlight.entered.scans import Scans
from firstlight.entered.statement_shapes import About

HEAD = (
    *("subject_kind", "subject", "place", "zone", "zone_residents", "businesses", "period"),
    *("made_by", "made_on", "approved_by", "approved_on", "audience", "not_part_23"),
)
COARSE = (PeriodKind.YEAR, PeriodKind.YEARS, PeriodKind.SCHOOL_YEAR, PeriodKind.FISCAL_YEAR)
ZONE_LONGEST = 40


@dataclass(frozen=True, slots=True)
class StatementContext:
    """What an entry is held against."""

    catalogue: Catalogue
    area: Area
    judge: Judge
    scans: Scans
    today: datetime.date


class Head:
    """Reads the common cells of one entry; `rows` says in which row each cell stands."""

    def __init__(
        self,
        cells: Mapping[str, str],
        rows: Mapping[str, int],
        context: StatementContext,
        faults: FaultList,
    ) -> None:
        self.cells, self.rows = cells, rows
        self.context, self.faults = context, faults

    def fault(self, column: str, what: str, do: str) -> None:
        """Note one fault of a cell; its value is never repeated."""
        self.faults.add(what, do, row=self.rows.get(column), column=column)

    def read(self, *, checklist: bool = False) -> tuple[SubjectKind, About] | None:
        """The head, or None with every fault noted."""
        before = self.faults.count
        kind = self._kind(checklist=checklist)
        self._subject(kind)
        place = self._place()
        self._zone(place)
        self._businesses(kind)
        period = self._period()
        made_on, approved_on = self._people()
        self._audience(kind)
        if kind is None or place is None or period is None or made_on is None:
            return None
        if self.faults.count != before:
            return None
        cells = self.cells
        return kind, About(
            kind=cells["subject_kind"],
            subject=cells["subject"],
            place=place,
            zone=cells["zone"],
            period=period,
            made_by=cells["made_by"],
            made_on=made_on,
            approved_by=cells["approved_by"],
            approved_on=approved_on,
            audience=cells["audience"],
        )

    def _kind(self, *, checklist: bool) -> SubjectKind | None:
        kinds = self.context.catalogue.statements.kinds
        known = [name for name, kind in kinds.items() if kind.has_checklist or not checklist]
        text = self.cells["subject_kind"]
        if text not in known:
            what = "Every entry says which kind of subject it is about."
            self.fault("subject_kind", what, f"Write one of {', '.join(known)}.")
            return None
        return kinds[text]

    def _subject(self, kind: SubjectKind | None) -> None:
        if kind is None:
            return
        known = tuple(kind.subjects) or tuple(p.id for p in self.context.catalogue.populations)
        if self.cells["subject"] not in known:
            what = "The subject is not one of the list for its kind."
            self.fault("subject", what, f"Write one of {', '.join(known)}.")

    def _place(self) -> Place | None:
        text, area = self.cells["place"], self.context.area
        if text == "area":
            return area.place
        for county in area.counties:
            if county.fips == text:
                return county.place
        do = "Write area, or a county of it by five digits. A part of it goes into zone."
        self.fault("place", "The place is not one of this assessment.", do)
        return None

    def _zone(self, place: Place | None) -> None:
        cells, least = self.cells, self.context.catalogue.thresholds.zone_minimum_residents
        check_statement_words(
            cells,
            ("zone",),
            self.rows.get("zone", 1),
            self.faults,
            self.context.scans,
            self.context.judge,
            self.context.today,
        )
        all_of_it = self._residents(place)
        if not cells["zone"]:
            if cells["zone_residents"]:
                self.fault("zone", "Residents of a zone are given, and no zone.", "Name the zone.")
            if place is not None and (all_of_it is None or all_of_it < least):
                what = f"The place is not known to have {least:,} residents or more."
                self.fault("place", what, "Give it for the whole area, or join counties beside it.")
            return
        if len(cells["zone"]) > ZONE_LONGEST:
            do = f"Use {ZONE_LONGEST} characters at most: north of the county."
            self.fault("zone", "The name of the zone is too long.", do)
        residents = read_whole(cells["zone_residents"])
        if residents is None:
            do = f"Write how many residents the zone has: {least:,} or more."
            self.fault("zone_residents", "The number of residents is not there.", do)
            return
        try:
            Zone(cells["zone"], self.context.area, (cells["zone"],), residents, "author", least)
        except InputFaults as error:
            for fault in error.faults:
                self.fault("zone_residents", fault.what, fault.do)
        if all_of_it is not None and residents > all_of_it:
            what = "The zone has more residents than the place it is a part of."
            self.fault("zone_residents", what, "Mend the number, or the place.")

    def _residents(self, place: Place | None) -> int | None:
        counties = [
            county
            for county in self.context.area.counties
            if place is not None and place.id in (county.fips, self.context.area.place.id)
        ]
        known = [county.residents for county in counties if county.residents is not None]
        return sum(known) if known and len(known) == len(counties) else None

    def _businesses(self, kind: SubjectKind | None) -> None:
        text, least = self.cells["businesses"], self.context.catalogue.statements
        if kind is None or not kind.counted:
            if text and kind is not None:
                do = "Leave it blank for this kind of subject."
                self.fault("businesses", "No business is counted here.", do)
            return
        number = read_whole(text)
        if number is None or number < least.businesses_at_least:
            what = (
                f"There must be {least.businesses_at_least} such businesses or more in the zone, "
                "so that none of them is meant."
            )
            self.fault("businesses", what, "Write how many there are, or take a larger zone.")

    def _period(self) -> Period | None:
        try:
            period = Period.read(self.cells["period"])
        except ValueError:
            period = None
        known = period is not None and period.kind in COARSE
        if period is None or not known or not 1990 <= period.first.year <= self.context.today.year:
            do = "Write a year or years together: 2025, 2023-2025. A day could point at one event."
            self.fault("period", "This is no year that has begun.", do)
            return None
        return period

    def _people(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The day it was made, and the day it was approved. Both people are roles."""
        cells = self.cells
        for column in ("made_by", "approved_by"):
            check_statement_words(
                cells,
                (column,),
                self.rows.get(column, 1),
                self.faults,
                self.context.scans,
                self.context.judge,
                self.context.today,
            )
        if not cells["made_by"]:
            do = "Write the role of whoever made it and the office: analyst, sheriff’s office."
            self.fault("made_by", "Nobody is named who made it.", do)
        made_on = read_day(cells["made_on"], self.context.today)
        if made_on is None:
            do = "Write year-month-day: 2026-05-31."
            self.fault("made_on", "This is no day that has been.", do)
        if not cells["approved_by"] and not cells["approved_on"]:
            return made_on, None
        approved_on = read_day(cells["approved_on"], self.context.today)
        if approved_on is None or (made_on is not None and approved_on < made_on):
            do = "Write the day it was approved, or blank both: not approved yet."
            self.fault("approved_on", "This is no day after it was made.", do)
        if not cells["approved_by"]:
            do = "Write the role of whoever approved sharing it, or blank both: not approved yet."
            self.fault("approved_by", "Nobody is named who approved it.", do)
        elif cells["approved_by"].casefold() == cells["made_by"].casefold():
            do = "Ask a second person to approve it."
            self.fault("approved_by", "Nobody approves an entry of their own.", do)
        return made_on, approved_on

    def _audience(self, kind: SubjectKind | None) -> None:
        known = self.context.catalogue.statements.audiences
        allowed = kind.audiences if kind is not None else tuple(known)
        if self.cells["audience"] not in allowed:
            what = "It must say who may read it, and this kind of subject has its own audiences."
            self.fault("audience", what, f"Write one of {', '.join(allowed)}.")
        if self.cells["not_part_23"].casefold() != "yes":
            what = "The author has not said that it comes from no record under 28 CFR Part 23."
            do = "Write yes if it does not. If it does, it may not be entered here at all."
            self.fault("not_part_23", what, do)


def read_whole(text: str) -> int | None:
    """A whole number from 0, with commas between thousands or without, or None."""
    bare = text.replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 9 else None
