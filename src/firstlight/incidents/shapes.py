"""What a download says, as totals: tables of counts, who reported, what was read, what is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firstlight.base.cell import Cell

Key = tuple[str, ...]
TOTAL = "Total"
NO_COUNTY = "no county"
MONTH_TABLE = "month table"
INCIDENT_DATES = "dates of incidents"
MONTHS_UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class CountTable:
    """A table of counts that are exact until they are protected.

    `cells` are inner cells by the values of `dimensions`, in that order; together they are
    `total` where there is one (its key is ("Total",)). `unit` is what one count is: incidents,
    offenses, people, arrests. Counts are left out of the repr.
    """

    id: str
    unit: str
    dimensions: tuple[str, ...]
    cells: Mapping[Key, Cell] = field(repr=False)
    total: Cell | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """A fact of addition that a reader of several tables knows: the total of these parts.

    Keys begin with the table's id. A protected release must not let it be solved.
    """

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Agency:
    """A law-enforcement agency in the download, counted once whatever its counties.

    `months` are the year-months it reported. `population` is None where the file has none,
    or has it as 0 because another agency covers the same people.
    """

    id: str
    name: str
    kind: str
    state: str
    counties: tuple[str, ...]
    population: int | None
    months: tuple[tuple[int, int], ...]
    started: str
    listed: bool

    @property
    def group(self) -> str:
        """Its state and counties, as the tables by county name them: "MN: DOUGLAS; TODD".

        An agency of several counties is in a group of its own kind, never in a single county's.
        """
        return f"{self.state}: {'; '.join(sorted(self.counties)) or NO_COUNTY}"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its path in what was given, the table it is, rows, and its hash.

    `sha256` of a file in a zip is that of the zip, named in `hash_of`.
    """

    file: str
    table: str
    rows: int | None
    sha256: str
    hash_of: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader must know. `count` is put for `{n}` in the text, hidden where small."""

    id: str
    text: str
    count: int | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Zero:
    """What a zero of a code can mean here: `structural` or `recorded none`."""

    code: str
    kind: str
    means: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentSummary:
    """A NIBRS download read as counts. Exact: nothing of `tables` leaves before protection.

    Counts that need a missing table are cells without a number (`not_reported`).
    `months_from` is MONTH_TABLE, INCIDENT_DATES or MONTHS_UNKNOWN: then nothing says who reported
    when, and the months of `agencies` are no answer. `agencies_reporting` and `completeness`,
    the share of agency-months that were reported, are None where months or agencies are not
    known. `tables_missing` are tables that a download of this layout has and this one lacks.
    `parts` are the downloads (a state and year each) where several were given together.
    """

    given: str
    years: tuple[int, ...]
    layouts: tuple[str, ...]
    months_from: str
    agencies: tuple[Agency, ...]
    agencies_known: bool
    agencies_with_incidents: int | None
    counties: tuple[str, ...]
    tables: Mapping[str, CountTable] = field(repr=False)
    sums: tuple[Sum, ...] = field(repr=False)
    zeros: Mapping[str, Zero]
    notes: tuple[Note, ...]
    tables_missing: tuple[str, ...]
    files: tuple[ReadFile, ...]
    unread: tuple[str, ...]
    completeness: float | None
    agencies_reporting: int | None
    parts: tuple[IncidentSummary, ...] = ()
