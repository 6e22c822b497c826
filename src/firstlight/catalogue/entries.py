"""The shapes of our facts: what a file in each folder of the catalogue may say."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Total:
    """A total that the publisher printed and the build asserts.

    The sum of `column` over the rows where every key of `where` has its value (a
    value may end in `*`) equals `equals`
    when rounded to whole units. A `column` of `*` counts rows. `printed_in` says where
    the total stands.
    """

    column: str
    equals: int
    printed_in: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One received file and what of it enters the pack.

    `file` is its path below the folder of received data. `format` is csv, parquet, topojson or
    geojson; a name ending in .gz is unpacked. `header_rows` counts lines before the first
    record. `columns` maps each kept column to what it holds; every kept cell stays the
    text that was received. `keep` keeps only rows whose column has one of the values.
    `place` names the column with the place; `place_is` its kind. `blank` is the status
    an empty cell has, `blank_why` why. `margins` maps a column to the column of its 90
    percent margin, `bounds` to those of the publisher's own lower and upper bound, and
    `controlled` lists columns whose empty margin means that the
    publisher controlled the estimate (margin 0). `period` is given where a table is of
    another time than its source. `no_sum` says why only the number of its rows is
    asserted, where that is so. Only tables that a person loaded have these: `named_in` maps
    a column to the one that holds its received name row by row (a wide sheet made long),
    `rows_in` names the column with the received rows that a sum was made of, and `received_as`
    maps a column to the received one where it goes by another name here.
    """

    file: str
    columns: Mapping[str, str]
    place: str
    place_is: str
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    margins: Mapping[str, str] = field(default_factory=dict)
    controlled: tuple[str, ...] = ()
    bounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    format: str = "csv"
    header_rows: int = 1
    blank: str = "not_reported"
    blank_why: str = ""
    absent: str = "not_reported"
    absent_why: str = ""
    period: str = ""
    no_sum: str = ""
    totals: tuple[Total, ...] = ()
    named_in: Mapping[str, str] = field(default_factory=dict)
    rows_in: str = ""
    received_as: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A release of public data, and everything a footnote needs to say of it.

    `altered_before_receipt` is "no", or says what was done to it before it reached us.
    `missing` maps codes in its cells to the status they stand for. `vintage` names the
    year up to which changes of county codes have reached it. Counts from 1 to `hide_up_to`
    are hidden; 0 hides nothing (estimates from samples, and totals of everybody).
    """

    id: str
    publisher: str
    title: str
    short: str
    release: str
    address: str
    licence: str
    received_from: str
    received_on: datetime.date
    altered_before_receipt: str
    geography: str
    vintage: int
    period: str
    tables: Mapping[str, Table]
    defects: tuple[str, ...]
    hide_up_to: int = 0
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of a source, with the rows meant where it holds several years.

    `source` and `table` name entries of the catalogue. `where` picks rows by one value a
    column; `over` adds the rows that have any of several values.
    """

    source: str
    table: str
    column: str
    where: Mapping[str, str] = field(default_factory=dict)
    over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is worked out of the sources and shown, and how it may be read.

    `formula` names a function of `firstlight.indicators` and `inputs` its arguments; an
    input named `guard` hides the value when it is hidden itself. `unit` is printed after
    the number, `universe` says out of whom, `per` is 100 for a share. `scored` is false
    for context: it is never part of a susceptibility score, and `why_not_scored` says
    why. `factor` is the susceptibility factor it belongs to. `compare` says what stands
    beside it: `sum` (state and nation by the same formula over their counties),
    `median` (the middle county of those that have a figure) or `none`. `says` is its
    sentence, with {place}, {value} and {period}.
    """

    id: str
    order: int
    parameter: int
    requirement: str
    factor: str
    label: str
    short: str
    question: str
    says: str
    formula: str
    inputs: Mapping[str, Column]
    per: float
    unit: str
    kind: str
    universe: str
    period: str
    decimals: int
    scored: bool
    direction: str
    known_bias: str
    misuse_guard: str
    cannot_tell: tuple[str, ...]
    ask_next: str
    compare: str = "sum"
    earlier_period: str = ""
    why_not_scored: str = ""
    warnings: tuple[str, ...] = ()
    evidence_strength: str = ""
    margin_note: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """One source bullet of a parameter, as the guide names it.

    `needs` lists indicators or other blocks that must all be in hand; `also_needed`
    names what the bullet asks for and no bundled source holds: as long as it is not
    empty the bullet is at most in hand in part. `holder` says who has it, `ask` what to
    ask them for. `first_page` gives its place among the asks of the first page; 0 is none.
    """

    id: str
    text: str
    requirement: str
    holder: str
    ask: str
    needs: tuple[str, ...] = ()
    also_needed: tuple[str, ...] = ()
    first_page: int = 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """One of the five parameters of the guide, with its source bullets.

    `opening` answers the question as far as bundled data ever can; `leads_with` names the
    block whose first sentence follows it, or is empty.
    """

    id: str
    number: int
    title: str
    question: str
    opening: str
    leads_with: str
    bullets: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class WarningText:
    """Words that travel with a number. `trigger` says when, in words; `text` is fixed."""

    id: str
    name: str
    trigger: str
    text: str
    placement: str
    checked_by: str | None = None


@dataclass(frozen=True, slots=True)
class FipsChange:
    """A change of counties. `one_to_one` when old and new are the same ground."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    year: int
    what: str
    one_to_one: bool
    source: str


@dataclass(frozen=True, slots=True)
class FipsChanges:
    """All changes of county codes that a loader must know."""

    changes: tuple[FipsChange, ...]


@dataclass(frozen=True, slots=True)
class CityEntry:
    """A city that the list of agencies does not place, and the counties it lies in."""

    name: str
    state: str
    counties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cities:
    """Cities by hand. `checked` is "n" while nobody has verified them against a charter."""

    checked: str
    cities: tuple[CityEntry, ...]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits that decide what is shown, each with where it comes from."""

    unreliable_cv_percent: float
    unreliable_source: str
    nation_coverage_percent: float
    nation_coverage_source: str
    zone_minimum_residents: int
    zone_source: str
    small_population: int
    small_count: int
    small_source: str
    hidden_source: str
    bound_largest_share_percent: float
    bound_share_source: str
    bound_level: float
    bound_level_source: str
    addresses_at_most: int
    addresses_source: str
    continuum_smallest_percent: float
    continuum_source: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """An area shown as an example, with real public data only."""

    id: str
    name: str
    counties: tuple[str, ...]
    why: str
    order: int


@dataclass(frozen=True, slots=True)
class States:
    """States, the District and territories: two letters to FIPS prefix and name."""

    prefixes: Mapping[str, str]
    names: Mapping[str, str]
    in_the_nation: tuple[str, ...]
    source: str
