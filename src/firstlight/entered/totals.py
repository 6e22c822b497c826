"""Totals that holders gave to the leads, from `totals.csv`."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.cell import Cell, Status
from firstlight.base.period import Period
from firstlight.base.place import US, Area, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.entered.files import FaultList, Record, Sheet, is_example, read_sheet
from firstlight.entered.notes import Judge, check_names, check_numbers, check_texts, read_day
from firstlight.entered.protect import pairs
from firstlight.entered.scans import Scans
from firstlight.entered.shapes import NOT_COUNTED, REFUSED, WAITING, Origin, Total

TOTAL_COLUMNS = (
    *("bullet", "measure", "group", "place", "period", "value", "low", "high", "status"),
    *("unit", "definition", "holder", "document", "given_on"),
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
SHARED_OUT = re.compile(
    r"\b(?:apportion\w*|allocat\w*|pro[- ]?rat\w*|shared? out|prorated|our share of|"
    r"estimated from the (?:state|nation\w*)|(?:state|national) total)\b",
    re.I,
)
TYPED = ("definition", "holder", "document")


@dataclass(frozen=True, slots=True)
class TotalsFile:
    """A totals file before small counts are hidden. Stays inside this room."""

    sheet: Sheet
    totals: tuple[Total, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class TotalsContext:
    """What a row is checked against."""

    catalogue: Catalogue
    area: Area
    judge: Judge
    scans: Scans
    today: datetime.date


def read_totals(file: Path, context: TotalsContext) -> TotalsFile:
    """Read totals; every fault of the file at once, and never a value in a message.

    Raises
    ------
    InputFaults
        With file, row and column.
    """
    sheet = read_sheet(file, needs=TOTAL_COLUMNS, is_ours=True)
    faults = FaultList(file.name)
    totals: list[Total] = []
    origins: dict[str, Origin] = {}
    rows: dict[int, int] = {}
    counts = _all_counts(sheet)
    for record in sheet.records:
        if is_example(record):
            faults.add("This is the template's example row.", "Delete it.", row=record.row)
            continue
        row = _Row(sheet, record, context, faults, counts)
        total = row.read()
        if total is not None:
            rows[id(total)] = record.row
            totals.append(total)
            origins[row.key] = row.origin()
    _check_doubles(totals, rows, faults)
    _check_children(totals, rows, faults)
    if not sheet.records:
        faults.add("There is no total in the file.", "Write one total a row.")
    faults.raise_if_any()
    return TotalsFile(sheet, tuple(totals), tuple(origins.values()))


class _Row:
    """One row while it is read. Adds faults; gives a total when there is none."""

    def __init__(
        self,
        sheet: Sheet,
        record: Record,
        context: TotalsContext,
        faults: FaultList,
        counts: Collection[float],
    ) -> None:
        self.sheet, self.record, self.context, self.faults = sheet, record, context, faults
        self.cells = {name: record.values[sheet.column(name)] for name in TOTAL_COLUMNS}
        self.counts = counts
        self.key = f"entered:{sheet.sha256[:12]}:{record.row}"
        self.day: datetime.date | None = None

    def fault(self, column: str, what: str, do: str) -> None:
        self.faults.add(what, do, row=self.record.row, column=column)

    def read(self) -> Total | None:
        before = len(self.faults.faults) + self.faults.more
        cells = self.cells
        measure = self._measure()
        place = self._place(measure)
        period = self._period()
        status = cells["status"]
        if status not in STATUSES:
            self.fault("status", "This is no status.", f"Write one of {', '.join(STATUSES)}.")
        numbers = self._numbers(status)
        group = self._group(measure, place)
        for column in TYPED:
            if not cells[column] and (column != "definition" or status == "shown"):
                self.fault(column, "The cell is blank.", "Fill it in: a total needs it.")
        self.day = read_day(cells["given_on"], self.context.today)
        if self.day is None:
            self.fault("given_on", "This is no day that has been.", "Write 2026-05-31.")
        if measure is not None and status == "shown" and cells["unit"] != measure.unit:
            self.fault("unit", "The unit is not that of the measure.", f"Write {measure.unit}.")
        self._check_words(place)
        if len(self.faults.faults) + self.faults.more > before or place is None or period is None:
            return None
        cell = (
            Cell.counted(numbers[0])
            if numbers
            else Cell.missing(Status(status), WHYS.get(status, ""))
        )
        low, high = (numbers[1], numbers[2]) if numbers else (None, None)
        column = "value" if numbers else "status"
        address = Address(self.key, self.sheet.name, self.record.row, column, self.sheet.sha256)
        return Total(
            measure=measure.id if measure else f"bullet.{cells['bullet']}",
            group=group,
            place=place,
            period=period,
            cell=cell,
            low=low,
            high=high,
            answer=STATUSES[status],
            definition=cells["definition"],
            holder=cells["holder"],
            made_from=(address,),
        )

    def origin(self) -> Origin:
        day = self.day or self.context.today
        return Origin(self.key, "Totals", self.cells["holder"], self.cells["document"], day)

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

    def _period(self) -> Period | None:
        try:
            period = Period.read(self.cells["period"])
        except ValueError:
            period = None
        if period is None or not period.first.year >= 1990 or period.first > self.context.today:
            do = "Write 2025, 2023-2025, school year 2024, or as of 2025-10-01."
            self.fault("period", "This is no period that has begun.", do)
            return None
        return period

    def _numbers(self, status: str) -> tuple[float, float | None, float | None] | None:
        """Value, low and high, where the row has a count."""
        values: dict[str, float | None] = {}
        for column in ("value", "low", "high"):
            text = self.cells[column]
            values[column] = _read_count(text) if text else None
            if text and values[column] is None:
                do = "Write digits only: 1250. A count from 1 to 10 is hidden by the program."
                self.fault(column, "This is no count.", do)
        value, low, high = values["value"], values["low"], values["high"]
        if status == "shown":
            if not self.cells["value"]:
                do = "Write the count, or the status that says why there is none."
                self.fault("value", "The value is blank, and a blank is not 0.", do)
            if (low is None) != (high is None):
                self.fault("low", "A range has two ends.", "Give both low and high, or neither.")
            elif None not in (value, low, high) and not (low or 0) <= (value or 0) <= (high or 0):
                self.fault("value", "The value lies outside low and high.", "Mend the three.")
        elif any(self.cells[column] for column in values):
            do = "Blank the value, low and high, or write shown."
            self.fault("status", "A number stands beside a status that has none.", do)
        return None if status != "shown" or value is None else (value, low, high)

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

    def _check_words(self, place: Place | None) -> None:
        """No person, no number but a year, and no share of a larger total for a county."""
        cells, row, faults, context = self.cells, self.record.row, self.faults, self.context
        check_texts(cells, TYPED, row, faults, context.judge)
        for column in TYPED:
            check_names(cells, column, row, faults, context.scans)
        check_numbers(
            cells, TYPED, row, faults, context.scans, today=context.today, counts=self.counts
        )
        local = place is not None and place.kind in (PlaceKind.COUNTY, PlaceKind.AREA)
        if local and any(SHARED_OUT.search(cells[column]) for column in TYPED):
            self.fault(
                "place",
                "The words say that a larger total was shared out to this place.",
                "Give the total for the place it was counted for. Nobody counted the share.",
            )


def _all_counts(sheet: Sheet) -> frozenset[float]:
    """Every count of the file, so that none can be told as if it were a year."""
    columns = [sheet.column(name) for name in ("value", "low", "high")]
    found = (_read_count(r.values[column]) for r in sheet.records for column in columns)
    return frozenset(count for count in found if count is not None)


def _read_count(text: str) -> float | None:
    """A count written in digits, with commas between thousands or without."""
    if not re.fullmatch(r"\d{1,12}|\d{1,3}(?:,\d{3}){1,3}", text):
        return None
    number = float(text.replace(",", ""))
    return number if math.isfinite(number) else None


def _check_doubles(totals: Sequence[Total], rows: Mapping[int, int], faults: FaultList) -> None:
    """The same holder gives the same measure for the same place and time once."""
    seen = set()
    for total in totals:
        key = (total.measure, total.group, total.place.id, total.period, total.holder.casefold())
        if key in seen:
            do = "Keep the newer one."
            faults.add("This total stands twice in the file.", do, row=rows[id(total)])
        seen.add(key)


def _check_children(totals: Sequence[Total], rows: Mapping[int, int], faults: FaultList) -> None:
    """Reports are about children: never fewer reports than children, never about none."""
    for children in (total for total in totals if total.measure == "children"):
        for episodes in (total for total in totals if total.measure == "episodes"):
            few, many = children.cell.value, episodes.cell.value
            if not pairs(episodes, children) or few is None or many is None:
                continue
            if few > many or (few == 0) != (many == 0):
                faults.add(
                    "Reports and children do not fit: there cannot be more children than "
                    "reports, nor reports about no child.",
                    "Ask the holder which of the two is wrong.",
                    row=rows[id(children)],
                    column="value",
                )
