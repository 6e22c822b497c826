"""The shape of a publisher's own file: what it is known by, what is read of it, how it is checked.

One file in `catalogue/formats/` describes one series. Names of columns may hold `{year}`, `{yy}`
(its last two digits), `{first}` (the first year of a span) and `{second_yy}` (the year after);
they are compared without regard to case and spaces. A name in `also` is one that the publisher
used in another year, or in another form of the same table.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from firstlight.base.errors import CatalogueFaults, Fault
from firstlight.catalogue.reader import read_folder

KINDS = frozenset({"count", "number", "margin", "code", "text", "date"})
PLACE_RULES = frozenset(
    (
        *("fips", "state_county", "geo_id", "county_name", "county_and_state", "zip", "coc"),
        *("state_name", "school_district", "as_is"),
    )
)
LAYOUTS = frozenset({"csv", "pipe", "tab", "lines", "json", "workbook"})
FETCHES = frozenset({"file", "listed_file", "census_api", "socrata"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """One column that is read.

    `kind`: `count` (whole things somebody counted), `number`, `margin`, `code`, `text` or `date`.
    `stands_for` is the column of the replaced table that it takes the place of. `margin_of` names
    the column whose 90 percent margin this is. A file without an `optional` column still loads.

    A count or number lies between `least` (0 unless said; `null` where it may be below) and
    `most`. Counts, and numbers that are `whole`, have no decimals. `signs` are the signs beside
    a number that the publisher writes, such as `$`. What is `only_checked` is compared with the
    other columns and not kept.
    """

    column: str
    means: str
    kind: str = "count"
    also: tuple[str, ...] = ()
    stands_for: str = ""
    margin_of: str = ""
    optional: bool = False
    least: float | None = 0.0
    most: float | None = None
    whole: bool = False
    signs: tuple[str, ...] = ()
    only_checked: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.kind} is no kind of column")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"{self.column} has a least above its most")


@dataclass(frozen=True, slots=True)
class Identity:
    """What must hold in every row between columns that are all there.

    `column` is the sum of `parts`; with `of`, it is the one part in percent of that column.
    `within` is how far rounding may lead away, in the unit of `column`.
    """

    column: str
    parts: tuple[str, ...]
    within: float
    of: str = ""


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """How a row says where it belongs. `by` is the rule, `columns` what it reads.

    `fips` (leading zeros may be lost), `state_county` (two codes), `geo_id` (0500000US48201; rows
    of other areas are left out), `county_name` (county, state), `county_and_state` ("Harris
    County, TX"), `zip` (only where the whole ZIP code lies in one county), `coc` (MO-604,
    without a footnote's letter), `state_name` (a state, DC or Puerto Rico, digits of footnotes
    aside; rows of anything else are left out), `school_district` (seven digits, a leading zero
    may be lost), `as_is`.
    """

    by: str
    columns: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.by not in PLACE_RULES:
            raise ValueError(f"{self.by} is no rule for places")


@dataclass(frozen=True, slots=True)
class KnownTotal:
    """A total of an earlier release, and how far a new one may lie from it.

    The sum of `column` over the rows where `where` holds, divided by `known`, must lie between
    `at_least` and `at_most`. `known_from` says whose total it is and of when. With `year` it is
    compared only in a file of that year. With `each_year` the rows have days, and every year of
    them is compared by itself; a year that has some months only is compared with as many
    twelfths.
    """

    column: str
    known: float
    known_from: str
    at_least: float
    at_most: float
    where: Mapping[str, str] = field(default_factory=dict)
    year: int = 0
    each_year: bool = False


@dataclass(frozen=True, slots=True)
class RollUp:
    """Rows about employers or cases that become counts by place before anything is kept.

    `cases` names the new column with the number of rows; `case_id` the column that tells one
    case from another (a second row of a case is left out and counted). `by` are the columns a
    row is counted under besides its place, with how many leading characters of their text.
    """

    cases: str
    cases_means: str
    case_id: str
    by: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wide:
    """A sheet with one column a measure, made long: one row a place and measure.

    The new rows have the place's columns, `measure`, the number in `into`, and in `named_in`
    the received column it stood in. `measures` maps our words to the received columns. Where
    `place` is `measure`, each measure is a place of its own (a class of visa) and no name is kept.
    """

    measure: str
    into: str
    named_in: str
    year: str
    measures: Mapping[str, tuple[str, ...]]
    place: str
    name: str
    name_column: str


@dataclass(frozen=True, slots=True)
class Reread:
    """What of an indicator changes when it reads the new release, beyond columns and years.

    `inputs` maps an argument of the formula to a column of the file, and `rows` to the rows
    meant (column and value, as the file has them). Without `inputs` those of the shipped
    release are found by `stands_for`. Words that are empty stay.
    """

    formula: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    label: str = ""
    short: str = ""
    question: str = ""
    universe: str = ""
    per: float | None = None
    says: str = ""
    known_bias: str = ""
    cannot_tell: tuple[str, ...] = ()
    margin_note: str | None = None


@dataclass(frozen=True, slots=True)
class Fetch:
    """How a person's request for the newest file is made. Nothing happens unasked.

    `kind`: `file`, `listed_file`, `census_api` or `socrata`. `key` names the environment
    variable with the person's key, which is had at `key_at`; with `needs_key` nothing is asked
    without one.
    `needs_contact`: the publisher turns away who does not say who asks.

    `of_years` holds addresses that follow no rule, by year; a year that is not in it is not asked
    for. A `listed_file` is named in the publisher's list at `address`, in the record whose `id`
    is `listed_as`; `signed_by` gives a passing address for it, on a host that ends like one of
    `stored_on`.
    """

    kind: str
    address: str
    file: str
    key: str = ""
    key_at: str = ""
    needs_contact: bool = False
    page: int = 50_000
    at_most_mb: int = 300
    needs_key: bool = False
    of_years: Mapping[str, str] = field(default_factory=dict)
    listed_as: str = ""
    signed_by: str = ""
    stored_on: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in FETCHES:
            raise ValueError(f"{self.kind} is no way to fetch")
        if (self.kind == "listed_file") != bool(
            self.listed_as and self.signed_by and self.stored_on
        ):
            raise ValueError("a listed file, and no other, is listed, signed and stored somewhere")
        if self.needs_key and not self.key:
            raise ValueError("a key is wanted, and no variable is named that holds it")
        if bool(self.key) != bool(self.key_at):
            raise ValueError("a key has a variable that holds it and an address where it is had")


@dataclass(frozen=True, slots=True)
class Format:
    """One publisher's own file layout.

    `replaces` is the shipped source and table ("bls_laus_2020.counties"), or empty. `seen_live`
    is "no" while nobody has loaded a file that the publisher itself sent, or says which verbatim
    copy the layout was written to. `line` is the pattern of a record for text that is no table
    of separated columns; its groups are `line_columns`; what begins like `line_begins` and is
    no record is a fault. `sheet` names the sheet of a workbook (with `{year}`), where it
    matters. `year_column` holds the year row by row, `year_in_name` is
    the pattern of a file's name that holds it. `several_rows` says that a place may stand in
    many rows. `fiscal` is true where a date from October on belongs to the next year.
    `holds` lists what the first records have in a column where two series share their columns;
    `keep` and `leave_out` choose rows by the values of a column, `*` standing for any signs.
    `unique` are the columns that, with the place, make a row the only one of its kind.
    `for_blocks` lets the table be read by its columns' names where the replaced one is.
    `identities` are checked in every row. `blank_at_most` is the largest share of rows that may
    have no number in a column that must be there. `rounded_to` is what the publisher rounds its
    counts to in some or all years. `every_month` says that no month between the first and the
    last is without a row.

    `also_replaces` names further shipped tables whose rows are in the same file. `codes` says how
    the file writes what a column of the shipped table has ("72" is "72----"). `of_all_rows` is
    what every row of the file is, where the shipped table has a column for it. `stands_for_period`
    is the time of the part that is replaced, where the shipped table holds parts of several.
    `withheld` maps a column of marks to the columns whose cells are withheld where it has one of
    `withheld_marks`. With `whole_year` a release whose days are not a whole year is kept and not
    read. `stays_apart` says why a series takes no shipped table's place; `beside` are then the
    shipped sources of the same subject.
    """

    id: str
    publisher: str
    title: str
    short: str
    licence: str
    geography: str
    address: str
    seen_live: str
    layouts: tuple[str, ...]
    columns: tuple[Wanted, ...]
    places: tuple[PlaceRule, ...]
    place_is: str
    period: str
    defects: tuple[str, ...]
    replaces: str = ""
    table: str = "counties"
    encodings: tuple[str, ...] = ("utf-8",)
    header_within: int = 12
    line: str = ""
    line_begins: str = ""
    line_columns: tuple[str, ...] = ()
    sheet: str = ""
    year_column: str = ""
    year_in_name: str = ""
    fiscal: bool = False
    spans: int = 1
    holds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    blank: str = "not_reported"
    blank_why: str = ""
    absent: str = "not_reported"
    absent_why: str = ""
    hide_up_to: int = 0
    totals: tuple[KnownTotal, ...] = ()
    places_at_least: int = 0
    places_at_most: int = 0
    identities: tuple[Identity, ...] = ()
    blank_at_most: float = 1.0
    rounded_to: int = 1
    every_month: bool = False
    unique: tuple[str, ...] = ()
    several_rows: bool = False
    rollup: RollUp | None = None
    wide: Wide | None = None
    indicators: Mapping[str, Reread] = field(default_factory=dict)
    for_blocks: bool = False
    also_replaces: tuple[str, ...] = ()
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    of_all_rows: Mapping[str, str] = field(default_factory=dict)
    stands_for_period: str = ""
    withheld: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    withheld_marks: tuple[str, ...] = ("1",)
    whole_year: bool = False
    stays_apart: str = ""
    beside: tuple[str, ...] = ()
    fetch: Fetch | None = None
    notes: str = ""

    def __post_init__(self) -> None:
        unknown = set(self.layouts) - LAYOUTS
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))} is no layout")
        if self.line and re.compile(self.line).groups != len(self.line_columns):
            raise ValueError("the pattern of a line has another number of groups than columns")
        known = {w.column for w in self.columns}
        for identity in self.identities:
            if strange := {identity.column, *identity.parts, identity.of} - known - {""}:
                raise ValueError(f"an identity reads {min(strange)}, which is not listed")
        for rule in self.places:
            lacking = [c for c in rule.columns if c not in {w.column for w in self.columns}]
            if lacking:
                raise ValueError(f"a rule for places reads {lacking[0]}, which is not listed")
        if bool(self.replaces) == bool(self.stays_apart):
            raise ValueError("a series replaces a table, or says why it does not: one of the two")
        if self.beside and not self.stays_apart:
            raise ValueError("only a series that stays apart stands beside a source")

    def wanted(self, column: str) -> Wanted:
        """The entry of a column by its first name."""
        return next(entry for entry in self.columns if entry.column == column)

    @property
    def tables_replaced(self) -> tuple[str, ...]:
        """Every shipped table that the file stands for, as SOURCE.TABLE."""
        return tuple(filter(None, (self.replaces, *self.also_replaces)))

    @property
    def sources(self) -> tuple[str, ...]:
        """Every shipped source that it is a newer file of, in whose place or beside it."""
        replaced = (table.partition(".")[0] for table in self.tables_replaced)
        return tuple(dict.fromkeys((*replaced, *self.beside)))

    @property
    def name(self) -> str:
        """What the series is called, without a year."""
        bare = re.sub(r"[ ,]*(\{\w+\}[–-]?)+", "", self.short)
        return bare.removesuffix(", to").removesuffix(" to")

    @property
    def dates(self) -> str:
        """The column with the day of each row, or nothing."""
        return next((entry.column for entry in self.columns if entry.kind == "date"), "")


def fill_year(template: str, year: int, spans: int = 1) -> str:
    """Put a year into `{year}`, `{yy}`, `{first}`, `{before}`, `{before_yy}`, `{second_yy}`."""
    return (
        template.replace("{year}", f"{year}")
        .replace("{yy}", f"{year % 100:02d}")
        .replace("{first}", f"{year - spans + 1}")
        .replace("{before}", f"{year - 1}")
        .replace("{before_yy}", f"{(year - 1) % 100:02d}")
        .replace("{second_yy}", f"{(year + 1) % 100:02d}")
    )


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A shipped source for which no newer file is taken. `id` is the source's.

    `why` is the reason and `instead` what a person can do, both without a full stop.
    """

    id: str
    why: str
    instead: str


@functools.lru_cache(maxsize=8)
def read_not_taken(folder: Path) -> Mapping[str, NotTaken]:
    """Every shipped source below a catalogue for which no newer file is taken, by id.

    Raises
    ------
    CatalogueFaults
        With every fault of every file.
    """
    root = folder / "not_taken"
    return read_folder(root, NotTaken) if root.is_dir() else {}


@functools.lru_cache(maxsize=8)
def read_formats(folder: Path) -> Mapping[str, Format]:
    """Every format below the folder of a catalogue, by id.

    Raises
    ------
    CatalogueFaults
        With every fault of every file.
    """
    root = folder / "formats"
    formats = read_folder(root, Format) if root.is_dir() else {}
    faults = [
        Fault("`replaces` is not SOURCE.TABLE.", "Mend it.", file=f"formats/{entry.id}.yaml")
        for entry in formats.values()
        if any(table.count(".") != 1 for table in entry.tables_replaced)
    ]
    if faults:
        raise CatalogueFaults(faults)
    return formats
