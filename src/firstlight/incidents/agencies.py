"""Who sent this download, from which counties, and in which months?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from firstlight.catalogue.catalogue import Nibrs
from firstlight.incidents.load import MONTHS, Loaded, read_small
from firstlight.incidents.parts import Part
from firstlight.pack import TextStream

AGENCY_WORDS = ("id", "ori", "name", "kind", "state", "population", "county", "year", "start")
MONTH_WORDS = ("agency", "month", "year", "status", "id")


@dataclass(slots=True)
class AgencyRow:
    """What a part's list says of one agency; of several years the latest."""

    key: str
    name: str = ""
    kind: str = ""
    state: str = ""
    county: str = ""
    population: int | None = None
    year: int = 0
    started: str = ""


@dataclass(slots=True)
class Reporters:
    """Agencies of a part by their number in it, and the months each reported.

    `doubled` counts agency-months that stand twice, `silent` those marked as not reported,
    `early` an agency's incidents before it began to send NIBRS. Without `has_months` months are
    read from the dates of incidents, if it `has_dates`; without both they are not known.
    """

    rows: dict[str, AgencyRow] = field(default_factory=dict)
    months: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    has_list: bool = False
    has_months: bool = False
    has_dates: bool = False
    doubled: int = 0
    silent: int = 0
    early: dict[str, int] = field(default_factory=dict)


def read_reporters(
    stream: TextStream,
    part: Part,
    loaded: Loaded,
    by_agency: Mapping[tuple[str, int, int], int],
    nibrs: Nibrs,
) -> Reporters:
    """Read the lists of agencies and months of a part.

    Without a table of months, or where it has no row of an agency, months are those with an
    incident. The list of the older layout names every agency of a state: those without a
    month or an incident are left out.
    """
    incidents = part.files.get("nibrs_incident")
    found = Reporters(has_dates=incidents is not None and "date" in incidents.columns)
    years = {year for _, year, _ in by_agency if year}
    file = part.files.get("nibrs_month")
    seen: set[str] = {agency for agency, _, _ in by_agency}
    if file is not None:
        found.has_months = True
        places: dict[tuple[str, int, int], set[str]] = {}
        for row in read_small(stream, file, loaded, MONTH_WORDS):
            month, year = _number(row.get("month")), _number(row.get("year"))
            year = year or (min(years) if len(years) == 1 else 0)
            seen.add(row["agency"])
            if row.get("status", "I").upper() not in nibrs.rules.reported_codes:
                found.silent += 1
                continue
            if month and 1 <= month <= nibrs.rules.months_in_year:
                found.months.setdefault(row["agency"], set()).add((year, month))
                places.setdefault((row["agency"], year, month), set()).add(row.get("id", ""))
        found.doubled = sum(len(ids) > 1 for ids in places.values())
    else:
        for agency, year, month in by_agency:
            if month:
                found.months.setdefault(agency, set()).add((year, month))
    file = part.files.get("agencies")
    if file is None:
        found.rows = {agency: AgencyRow(f"agency {agency}") for agency in sorted(seen)}
        return found
    found.has_list = True
    for row in read_small(stream, file, loaded, AGENCY_WORDS):
        if part.layout == "cde_agencies" and row["id"] not in seen:
            continue
        year = _number(row.get("year"))
        known = found.rows.get(row["id"])
        if known is not None and known.year > year:
            continue
        found.rows[row["id"]] = AgencyRow(
            key=row.get("ori") or f"agency {row['id']}",
            name=row.get("name", ""),
            kind=row.get("kind", ""),
            state=row.get("state", ""),
            county=row.get("county", ""),
            population=_number(row.get("population")) or None,
            year=year,
            started=_month_of(row.get("start", "")),
        )
    if part.layout == "from_2021" or not found.has_months:
        _leave_out_early(found, by_agency)
    return found


def _leave_out_early(found: Reporters, by_agency: Mapping[tuple[str, int, int], int]) -> None:
    """Where a month is known by its incidents only, a few of an earlier date are no report."""
    for agency, row in found.rows.items():
        if not row.started:
            continue
        year, month = (int(part) for part in row.started.split("-"))
        months = found.months.get(agency, set())
        found.months[agency] = {one for one in months if one >= (year, month)}
        early = sum(
            n
            for (a, y, m), n in by_agency.items()
            if a == agency and m and 0 < y * 12 + m < year * 12 + month
        )
        if early:
            found.early[row.key] = early


def _month_of(date: str) -> str:
    """The month of a date such as 2021-08-01 or 01-AUG-21, as 2021-08, or nothing."""
    if match := re.match(r"(\d{4})-(\d{2})", date):
        return f"{match.group(1)}-{match.group(2)}"
    match = re.fullmatch(r"\d{1,2}-([A-Z]{3})-(\d{2}|\d{4})", date.upper())
    if match is None or match.group(1) not in MONTHS:
        return ""
    year = int(match.group(2))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    return f"{year}-{MONTHS.index(match.group(1)) // 3 + 1:02d}"


def split_counties(county: str, nibrs: Nibrs) -> tuple[str, ...]:
    """Single counties of an entry: "TODD; DOUGLAS" is two, "NOT SPECIFIED" is none."""
    names = (part.strip().upper() for part in re.split(r"[;,/]", county))
    return tuple(dict.fromkeys(n for n in names if n and n not in nibrs.rules.no_county))


def _number(text: str | None) -> int:
    """A whole number, or 0 where there is none."""
    try:
        return int(float(text or "0"))
    except (ValueError, OverflowError):
        return 0
