"""A state labor agency's CSV, rolled up to counties and years by a map that a person wrote.

Only the mapped columns are looked at: county, year, and at most a count and an amount. Names of
employers and claimants, addresses and numbers are never read out of their line.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from firstlight.base.cell import Cell, Status, add_cells
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.provenance import Address, write_rows
from firstlight.catalogue.reader import LOADER
from firstlight.entered.faults import FaultList
from firstlight.entered.files import Sheet, read_bytes, read_sheet, read_text
from firstlight.entered.headers import look_like_people, write_letter
from firstlight.entered.notes import Judge, check_names, check_numbers, check_texts, read_day
from firstlight.entered.scans import Scans
from firstlight.entered.shapes import Origin, Total

MAP_KEYS = (
    *("measure", "rows", "state", "county", "year", "count", "amount"),
    *("holder", "document", "definition", "given_on"),
)
MEASURES = ("wage_claims", "child_labor_findings")
AMOUNT = "wage_claim_amount"
NO_ROW = "the file has no row for this county and year, which is not a count of none"
NO_COUNT = "a row of this county and year has no count"
NO_AMOUNT = "a row of this county and year has no amount"
HELD_BACK = "the holder's file hides a count of this county and year"
# A county's name or code to its five digits, or None when it is no county of the state.
FindCounty = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class LaborMap:
    """Which columns to read, what they count, and who gave the file."""

    name: str
    measure: str
    by_case: bool
    state: str
    county: str
    year: str
    count: str
    amount: str
    holder: str
    document: str
    definition: str
    given_on: datetime.date


@dataclass(slots=True)
class Group:
    """One county and year: its rows, counts and amounts so far."""

    rows: list[int] = field(default_factory=list)
    counts: list[Cell] = field(default_factory=list)
    amounts: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RollUp:
    """A labor file rolled up, before small counts are hidden. Stays inside this room."""

    sheet_name: str
    sha256: str
    map: LaborMap
    origin: Origin
    groups: Mapping[tuple[str, int], Group]
    rows: int
    unplaced: int
    dropped: tuple[str, ...]
    totals: tuple[Total, ...]


def read_map(
    file: Path, *, states: Mapping[str, str], judge: Judge, scans: Scans, today: datetime.date
) -> LaborMap:
    """Read the map of columns; every fault at once.

    Raises
    ------
    InputFaults
        With the file and the line.
    """
    faults = FaultList(file.name)
    values, lines = _read_keys(file, faults)
    if "example" in values:
        do = "Put the names of your own columns in and delete the line."
        faults.add("This is the template as it came.", do, row=lines["example"])
    for key in MAP_KEYS:
        if key not in values:
            faults.add(f"The map lacks {key}.", "Add it as in the template.")

    def check(key: str, is_good: bool, do: str) -> None:
        if key in values and not is_good:
            faults.add(f"{key} is not filled in as it must be.", do, row=lines[key])

    get = values.get
    check("measure", get("measure") in MEASURES, f"Write {' or '.join(MEASURES)}.")
    check("rows", get("rows") in ("cases", "counties"), "Write cases or counties.")
    check("state", get("state") in states, "Write the state's two letters.")
    for key in ("county", "year", "holder", "document", "definition"):
        check(key, bool(get(key)), "It cannot be blank.")
    counties = get("rows") == "counties"
    check("count", bool(get("count")) == counties, "Name it for rows: counties, and only then.")
    check(
        "amount",
        not get("amount") or get("measure") == "wage_claims",
        "Only wage claims have an amount.",
    )
    day = read_day(get("given_on", ""), today)
    check("given_on", day is not None, "Write year-month-day: 2026-05-31.")
    for key in ("county", "year", "count", "amount"):
        if values.get(key) and look_like_people(values[key], but_county=key == "county"):
            faults.add(
                "The column looks as if it were about a person.",
                "Map another one. Names, numbers and addresses are never read.",
                row=lines[key],
                column=key,
            )
    for key in ("holder", "document", "definition"):
        if key in values:
            check_texts(values, (key,), lines[key], faults, judge)
            check_names(values, key, lines[key], faults, scans)
            check_numbers(values, (key,), lines[key], faults, scans, today=today)
    faults.raise_if_any()
    return LaborMap(
        name=file.name,
        by_case=not counties,
        given_on=day or today,
        **{key: values[key] for key in MAP_KEYS if key not in ("rows", "given_on")},
    )


def _read_keys(file: Path, faults: FaultList) -> tuple[dict[str, str], dict[str, int]]:
    try:
        node = yaml.compose(read_text(read_bytes(file)), Loader=LOADER)
    except yaml.YAMLError:
        node = None
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    if not isinstance(node, yaml.MappingNode):
        faults.add("This is not a map of columns.", "Begin with: firstlight template labor.")
        faults.raise_if_any()
        return values, lines
    for name, value in node.value:
        line = name.start_mark.line + 1
        known = isinstance(name, yaml.ScalarNode) and name.value in (*MAP_KEYS, "example")
        if not known or not isinstance(value, yaml.ScalarNode) or name.value in values:
            do = f"The keys are: {', '.join(MAP_KEYS)}."
            faults.add("A key is unknown, stands twice or holds several things.", do, row=line)
            continue
        values[name.value] = " ".join(value.value.split())
        lines[name.value] = line
    return values, lines


def roll_up(
    file: Path, mapped: LaborMap, *, area: Area, find_county: FindCounty, today: datetime.date
) -> RollUp:
    """Add a state's rows up by county and year, in memory.

    Raises
    ------
    InputFaults
        A mapped column that is not there, a number that is none, or no row that could be
        placed. A cell is never repeated, and no name of a column that was not mapped.
    """
    wanted = [name for name in (mapped.county, mapped.year, mapped.count, mapped.amount) if name]
    sheet = read_sheet(file, needs=wanted, is_ours=False)
    faults = FaultList(file.name)
    groups: dict[tuple[str, int], Group] = {}
    unplaced = 0
    for row, cells in _mapped_cells(sheet, wanted):
        fips = find_county(cells[mapped.county], mapped.state)
        year = _read_year(cells[mapped.year], today)
        if fips is None or year is None:
            unplaced += 1
            continue
        group = groups.setdefault((fips, year), Group())
        group.rows.append(row)
        group.counts.append(
            Cell.counted(1)
            if mapped.by_case
            else _read_number(cells[mapped.count], row, mapped.count, faults, whole=True)
        )
        if mapped.amount:
            amount = _read_number(cells[mapped.amount], row, mapped.amount, faults, whole=False)
            group.amounts.append(amount)
    if not groups:
        do = "Check the columns for county and year, and the state's two letters."
        faults.add("No row could be placed in a county and a year.", do)
    faults.raise_if_any()
    key = f"entered:{sheet.sha256[:12]}:labor"
    return RollUp(
        sheet_name=sheet.name,
        sha256=sheet.sha256,
        map=mapped,
        origin=Origin(
            key, "State labor agency's file", mapped.holder, mapped.document, mapped.given_on
        ),
        groups=groups,
        rows=len(sheet.records),
        unplaced=unplaced,
        dropped=tuple(_dropped(sheet, wanted)),
        totals=tuple(_totals(sheet, mapped, key, groups, area)),
    )


def _mapped_cells(sheet: Sheet, wanted: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    places = {name: sheet.column(name) for name in wanted}
    for record in sheet.records:
        yield record.row, {name: record.values[place] for name, place in places.items()}


def _dropped(sheet: Sheet, wanted: list[str]) -> Iterator[str]:
    """Columns left unread that look like people, by their letter: a header is not repeated."""
    for index, name in enumerate(sheet.header):
        what = look_like_people(name)
        if what and name not in wanted:
            yield f"column {write_letter(index)} ({what})"


def _read_year(text: str, today: datetime.date) -> int | None:
    """The one year in a cell: "2021", "2021-05-30", "5/30/2021", "May 30, 2021"."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    if len(years) != 1:
        return None
    year = int(years.pop())
    return year if 1990 <= year <= today.year else None


def _read_number(text: str, row: int, column: str, faults: FaultList, *, whole: bool) -> Cell:
    """A number with its commas and dollar sign; blank and hidden stay what they are."""
    if not text or text.lower() in ("na", "n/a", "null", "none", "-", "--"):
        return Cell.missing(Status.NOT_REPORTED, NO_COUNT if whole else NO_AMOUNT)
    if re.fullmatch(r"[*]+|<\s*=?\s*\d+|[(]?[DSX][)]?|suppressed|hidden|redacted", text, re.I):
        return Cell.missing(Status.SUPPRESSED, HELD_BACK)
    bare = text.replace("$", "").replace(",", "").strip()
    if not re.fullmatch(r"\d{1,12}" if whole else r"\d{1,12}(?:\.\d{1,4})?", bare):
        what = "This is no count." if whole else "This is no amount in dollars."
        faults.add(what, "Mend the cell, or blank it.", row=row, column=column)
        return Cell.missing(Status.NOT_REPORTED)
    return Cell.counted(float(bare))


def _totals(
    sheet: Sheet,
    mapped: LaborMap,
    key: str,
    groups: Mapping[tuple[str, int], Group],
    area: Area,
) -> Iterator[Total]:
    """One total a county and year of the area, and their sum where every county has one."""
    years = sorted({year for fips, year in groups if fips in area.fips})
    for year in years:
        found = [groups.get((county.fips, year)) for county in area.counties]
        kinds = [(mapped.measure, mapped.count or mapped.county, NO_ROW, "counts")]
        if mapped.amount:
            kinds.append((AMOUNT, mapped.amount, NO_ROW, "amounts"))
        for measure, column, why, name in kinds:
            cells = [
                add_cells(getattr(group, name)) if group else Cell.missing(Status.NOT_REPORTED, why)
                for group in found
            ]
            rows = [group.rows if group else [] for group in found]
            places = [county.place for county in area.counties]
            if not area.is_one_county:
                cells.append(add_cells(cells))
                rows.append([row for group in rows for row in group])
                places.append(area.place)
            for cell, own, place in zip(cells, rows, places, strict=True):
                yield Total(
                    measure=measure,
                    group="",
                    place=place,
                    period=Period.year(year),
                    cell=cell,
                    low=None,
                    high=None,
                    answer="",
                    definition=mapped.definition,
                    holder=mapped.holder,
                    made_from=_addresses(key, sheet, column, own),
                )


def _addresses(key: str, sheet: Sheet, column: str, rows: list[int]) -> tuple[Address, ...]:
    if not rows:
        return ()
    if len(rows) == 1:
        return (Address(key, sheet.name, rows[0], column, sheet.sha256),)
    text = write_rows(rows)
    return (Address(key, sheet.name, None, column, sheet.sha256, n=len(rows), rows=text),)
