"""One row of a totals file while it is read: what it counts, for whom, and who gave it."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from firstlight.base.cell import Cell, Status
from firstlight.base.period import Period, PeriodKind
from firstlight.base.place import US, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.entered.faults import FaultList
from firstlight.entered.files import Record, Sheet
from firstlight.entered.notes import read_day
from firstlight.entered.periods import read_period
from firstlight.entered.row_words import TotalsContext, check_filled, check_words
from firstlight.entered.shapes import (
    DIMENSIONS,
    NOT_COUNTED,
    REFUSED,
    WAITING,
    Origin,
    Parts,
    Total,
)

TOTAL_COLUMNS = (
    *("bullet", "measure", "group", "place", "period", "value", "low", "high", "status"),
    *("unit", "definition", "holder", "document", "given_on"),
)
MORE_COLUMNS = (
    *("given_by", "approved_by", "approved_on", "effort", "effort_unit"),
    *(*DIMENSIONS, "privacy_route", "rationale", "on_double", "holder_is"),
)
# What may stand in `status`, and what the holder's answer then was.
STATUSES: Mapping[str, str] = {
    "shown": "",
    "not_collected": NOT_COUNTED,
    "not_reported": WAITING,
    "refused": REFUSED,
    "suppressed": "",
    "not_reportable": NOT_COUNTED,
}
WHYS: Mapping[str, str] = {
    "not_collected": "the holder does not record this",
    "not_reported": "the holder was asked and has not answered",
    "refused": "the holder was asked and refused",
    "suppressed": "small counts are hidden, and so is what would give one away",
    "not_reportable": "the holder says that it cannot be given",
}
ONLY_A_RANGE = "the holder gave a range and no number"
REPLACE, CORRECT, KEEP = "replace", "correct", "keep"
NUMBERS = ("value", "low", "high", "effort")


class Row:
    """One row while it is read. Adds faults; gives totals when there are none."""

    def __init__(
        self,
        sheet: Sheet,
        record: Record,
        context: TotalsContext,
        faults: FaultList,
        counts: Collection[float],
    ) -> None:
        self.sheet, self.record, self.context, self.faults = sheet, record, context, faults
        self.cells = sheet.cells(record, (*TOTAL_COLUMNS, *MORE_COLUMNS))
        self.counts = counts
        self.key = f"entered:{sheet.sha256[:12]}:{record.row}"
        self.day: datetime.date | None = None

    def fault(self, column: str, what: str, do: str) -> None:
        self.faults.add(what, do, row=self.record.row, column=column)

    def read(self) -> tuple[Total, ...]:
        """The row's total and, where it has one, its effort; nothing where it has a fault."""
        before = self.faults.count
        cells = self.cells
        measure = self._measure()
        template = self.context.catalogue.templates[measure.template] if measure else None
        place = self._place(measure)
        period = self._period(measure)
        status = cells["status"]
        if status not in STATUSES:
            self.fault("status", "This is no status.", f"Write one of {', '.join(STATUSES)}.")
        numbers = self._numbers(status)
        group = self._group(measure, place)
        parts = self._parts(measure)
        check_filled(cells, self.fault, measure, template, place)
        self.day = read_day(cells["given_on"], self.context.today)
        if self.day is None:
            self.fault("given_on", "This is no day that has been.", "Write 2026-05-31.")
        approved_on = self._approval()
        effort = self._effort(measure)
        check_words(cells, self.record.row, self.faults, self.context, self.counts, place)
        if self.faults.count > before or place is None or period is None:
            return ()
        total = Total(
            measure=measure.id if measure else f"bullet.{cells['bullet']}",
            group=group,
            place=place,
            period=period,
            cell=self._cell(status, numbers),
            low=numbers[1] if numbers else None,
            high=numbers[2] if numbers else None,
            answer=STATUSES[status],
            definition=cells["definition"],
            holder=cells["holder"],
            made_from=(self._address("value" if numbers else "status"),),
            parts=parts,
            unit=cells["unit"] if measure is not None and measure.open_unit else "",
            given_by=cells["given_by"],
            approved_by=cells["approved_by"],
            approved_on=approved_on,
            route=cells["privacy_route"],
            rationale=cells["rationale"],
            row=self.record.row,
        )
        if effort is None:
            return (total,)
        other, number = effort
        beside = replace(
            total,
            measure=other.id,
            cell=Cell.counted(number),
            low=None,
            high=None,
            answer="",
            definition="",
            made_from=(self._address("effort"),),
            unit="",
            rationale="",
        )
        return total, beside

    def origin(self) -> Origin:
        """Who gave it, for its footnote."""
        day = self.day or self.context.today
        return Origin(self.key, "Totals", self.cells["holder"], self.cells["document"], day)

    def _address(self, column: str) -> Address:
        return Address(self.key, self.sheet.name, self.record.row, column, self.sheet.sha256)

    @staticmethod
    def _cell(status: str, numbers: tuple[float | None, float | None, float | None] | None) -> Cell:
        if numbers is None:
            return Cell.missing(Status(status), WHYS.get(status, ""))
        if numbers[0] is None:
            return Cell.missing(Status.NOT_REPORTED, ONLY_A_RANGE)
        return Cell.counted(numbers[0])

    def _measure(self) -> EnteredMeasure | None:
        name, bullet = self.cells["measure"], self.cells["bullet"]
        entered = self.context.catalogue.entered
        bullets = {b.id for p in self.context.catalogue.parameters for b in p.bullets}
        if bullet not in bullets:
            do = "Write its id, as sources.csv of an assessment lists it."
            self.fault("bullet", "There is no such source.", do)
        if not name and STATUSES.get(self.cells["status"]):
            return None
        measure = entered.get(name)
        if measure is None:
            own = [m.id for m in entered.values() if m.bullet == bullet]
            do = (
                f"For this source write {', '.join(own)}."
                if own
                else "No total can be entered for this source yet; a blank measure with the "
                "status refused, not_reported or not_collected can."
            )
            self.fault("measure", "There is no such measure.", do)
        elif measure.bullet != bullet and bullet in bullets:
            do = f"It belongs to {measure.bullet}."
            self.fault("bullet", "The measure belongs to another source.", do)
        return measure

    def _place(self, measure: EnteredMeasure | None) -> Place | None:
        text, area = self.cells["place"], self.context.area
        states = self.context.catalogue.states
        place: Place | None = None
        if text == "area":
            place = area.place
        elif text == "US":
            place = US
        elif text in area.states:
            place = Place(PlaceKind.STATE, text, states.names[text])
        elif text in area.fips:
            place = next(county.place for county in area.counties if county.fips == text)
        if place is None:
            do = "Write a county of the area by five digits, its state by two letters, US or area."
            self.fault("place", "The place is not one of this assessment.", do)
        elif measure is not None and place.kind.value not in measure.levels:
            do = "Leave the row out, or give the total for the place it was counted for."
            self.fault("place", measure.why_not_here, do)
        return place

    def _period(self, measure: EnteredMeasure | None) -> Period | None:
        text = self.cells["period"]
        try:
            period = read_period(text)
        except (ValueError, OverflowError):  # the last month of the last year has no day after
            period = None
        if period is None or not period.first.year >= 1990 or period.first > self.context.today:
            do = (
                "Write 2025, 2023-2025, school year 2024, 2025-03 for a month, July 2024-June "
                "2025, as of 2025-10-01, or fiscal year 2025 for October 2024 to September 2025."
            )
            self.fault("period", "This is no period that has begun.", do)
            return None
        if (
            measure is not None
            and measure.school_years
            and period.kind is not PeriodKind.SCHOOL_YEAR
            and not STATUSES.get(self.cells["status"])
        ):
            do = "Write school year and the year in which it began: school year 2024."
            self.fault("period", "This is counted by school year.", do)
        return period

    def _numbers(self, status: str) -> tuple[float | None, float | None, float | None] | None:
        """Value, low and high, where the row has a count or a range."""
        values: dict[str, float | None] = {}
        for column in ("value", "low", "high"):
            text = self.cells[column]
            values[column] = read_count(text) if text else None
            if text and values[column] is None:
                do = "Write digits only: 1250. A count from 1 to 10 is hidden by the program."
                self.fault(column, "This is no count.", do)
        value, low, high = values["value"], values["low"], values["high"]
        if status == "shown":
            if not any(self.cells[column] for column in values):
                do = "Write the count or its range, or the status that says why there is none."
                self.fault("value", "The value is blank, and a blank is not 0.", do)
            if (low is None) != (high is None):
                self.fault("low", "A range has two ends.", "Give both low and high, or neither.")
            elif low is not None and high is not None and low > high:
                self.fault("low", "The range ends before it begins.", "Mend low and high.")
            elif None not in (value, low, high) and not (low or 0) <= (value or 0) <= (high or 0):
                self.fault("value", "The value lies outside low and high.", "Mend the three.")
        elif any(self.cells[column] for column in values):
            do = "Blank the value, low and high, or write shown."
            self.fault("status", "A number stands beside a status that has none.", do)
        return (value, low, high) if status == "shown" else None

    def _group(self, measure: EnteredMeasure | None, place: Place | None) -> str:
        name = self.cells["group"]
        if measure is None or not measure.group:
            if name:
                self.fault("group", "A group stands with group_size only.", "Blank it.")
            return ""
        groups = {group.id: group for group in self.context.catalogue.populations}
        group = groups.get(name)
        if group is None:
            named = [g.id for g in groups.values() if g.entered_for]
            self.fault("group", "There is no such group.", f"Write one of {', '.join(named)}.")
        elif place is not None and place.kind.value not in group.entered_for:
            why = group.why_not_entered or "A size of this group is not entered for such a place."
            self.fault("group", why, "Leave the row out.")
        return name

    def _parts(self, measure: EnteredMeasure | None) -> Parts:
        """The part of the total that the row is, by dimension; unknown is a value too."""
        words = self.context.catalogue.entered_parts
        lists: Mapping[str, Mapping[str, str]] = {
            "form": words.form,
            "age": {**words.age, **words.age_bands},
            "identified_by": words.identified_by,
            "facility_type": words.facility_type,
        }
        found = []
        for name in DIMENSIONS:
            text = self.cells[name]
            if name == "facility_type" and measure is not None:
                if measure.facility_types and text not in measure.facility_types:
                    do = f"Write {', '.join(measure.facility_types)}."
                    self.fault(name, "The kind of facility is not one of this measure.", do)
                    continue
                if text and not measure.facility_types:
                    self.fault(name, "A kind of facility stands with bookings only.", "Blank it.")
                    continue
            if not text:
                continue
            if name == "district":
                if measure is not None and not measure.districts:
                    self.fault(name, "A district stands with truancy only.", "Blank it.")
                found.append((name, text))
            elif text not in lists[name]:
                do = f"Write {', '.join(lists[name])}, or leave it blank."
                self.fault(name, "This is no such part.", do)
            else:
                found.append((name, text))
        return tuple(found)

    def _approval(self) -> datetime.date | None:
        """The day of approval; None where nobody has approved sharing it yet."""
        by, on = self.cells["approved_by"], self.cells["approved_on"]
        if not by and not on:
            return None
        day = read_day(on, self.context.today)
        if not by:
            do = "Write the role of whoever approved sharing it, or blank both: not approved yet."
            self.fault("approved_by", "Nobody is named who approved it.", do)
        if day is None:
            do = "Write 2026-05-31, or blank both: not approved yet."
            self.fault("approved_on", "This is no day that has been.", do)
        return day

    def _effort(self, measure: EnteredMeasure | None) -> tuple[EnteredMeasure, float] | None:
        """What the total is divided by: a total of its own of another measure."""
        text, unit = self.cells["effort"], self.cells["effort_unit"]
        if not text and not unit:
            return None
        entered = self.context.catalogue.entered
        number = read_count(text)
        if measure is None or not measure.rates:
            if measure is not None:
                self.fault("effort", "This measure is divided by nothing.", "Blank it.")
            return None
        rate = measure.rates[0]
        wanted = rate.effort_unit or entered[rate.of].unit
        if number is None:
            self.fault("effort", "This is no count.", "Write digits only, or blank both cells.")
        if unit != wanted:
            do = f"Write {wanted}: the count is divided by that and by nothing else."
            self.fault("effort_unit", "The unit is not that of the effort.", do)
        # a holder who hides a small count can still say how many were asked
        if self.cells["status"] not in ("shown", "suppressed"):
            self.fault("effort", "An effort stands beside a count only.", "Blank both cells.")
        return None if number is None else (entered[rate.of], number)


def read_count(text: str) -> float | None:
    """A count written in digits, with commas between thousands or without."""
    if not re.fullmatch(r"\d{1,12}|\d{1,3}(?:,\d{3}){1,3}", text):
        return None
    number = float(text.replace(",", ""))
    return number if math.isfinite(number) else None
