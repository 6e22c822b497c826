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
    asserted, where that is so.
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
class Component:
    """One condition that a composite index is made of.

    `id` names an indicator of the catalogue or, for a publisher's index, the publisher's
    variable. There `column` is the column that is ranked (rounded to `decimals` when they
    are given), or `part` over `whole` are two columns whose unrounded quotient is; `given`
    is the column with the publisher's own standing, taken over where the file cannot
    remake it. With the direction `lower` the standing is one minus its own.
    `label` is a short name for tables, where the indicator's own is not clear there.
    """

    id: str
    dimension: str
    why: str = ""
    label: str = ""
    direction: str = "higher"
    weight: float = 1.0
    column: str = ""
    part: str = ""
    whole: str = ""
    given: str = ""
    decimals: int | None = None

    def __post_init__(self) -> None:
        if self.direction not in ("higher", "lower"):
            raise ValueError(f"{self.id} has a direction that is neither higher nor lower")
        if not self.weight > 0:
            raise ValueError(f"{self.id} has a weight that is not above 0")
        if bool(self.part) != bool(self.whole):
            raise ValueError(f"{self.id} needs both a part and a whole, or neither")
        if sum(map(bool, (self.column, self.part, self.given))) > 1:
            raise ValueError(f"{self.id} is made in more than one way")


@dataclass(frozen=True, slots=True)
class Dimension:
    """A group of components that belong together. `label` is printed."""

    id: str
    label: str
    weight: float = 1.0

    def __post_init__(self) -> None:
        if not self.weight > 0:
            raise ValueError(f"{self.id} has a weight that is not above 0")


@dataclass(frozen=True, slots=True)
class Composite:
    """A composite index: what it is made of, how it is put together, and where that is from.

    `reads` is `indicators` for an index of ours, `file` for one that is worked out of its
    publisher's file only, as a check of the engine. `standardize` is `percentile_rank` or
    `z`. `within` and `across` say how components and dimensions are put together: `sum`,
    `arithmetic` or `geometric`. Sums are ranked again when `rank_prefix` is not empty. A
    unit that lacks a component has no score. `round_standings` says that standings are
    rounded before they are put together, and not after. `draws`, `drop_draws` and `seed` belong to
    the rank ranges, `concentration` to the weights that are drawn (Dirichlet).
    `agreement` is the largest difference that still agrees with the publisher's own
    columns, by prefix.
    """

    id: str
    order: int
    label: str
    question: str
    reads: str
    universe: str
    standardize: str
    within: str
    across: str
    decimals: int
    component_prefix: str
    score_prefix: str
    whole: str
    dimensions: tuple[Dimension, ...]
    components: tuple[Component, ...]
    method: str
    method_source: str
    rank_prefix: str = ""
    round_standings: bool = True
    place_columns: tuple[str, ...] = ("FIPS",)
    no_data: str = "-999"
    agreement: Mapping[str, float] = field(default_factory=dict)
    cannot_remake: str = ""
    draws: int = 0
    drop_draws: int = 0
    seed: int = 0
    concentration: float = 0.0
    concentration_why: str = ""
    cannot_tell: tuple[str, ...] = ()
    size_warning: str = ""
    warnings: tuple[str, ...] = ()
    ask_next: str = ""
    checked_by: str | None = None

    def __post_init__(self) -> None:
        known = [dimension.id for dimension in self.dimensions]
        used = {component.dimension for component in self.components}
        ids = [component.id for component in self.components]
        ways = {"sum", "arithmetic", "geometric"}
        wrong = [
            ("a dimension or component stands twice", len(set(known)) < len(known)),
            ("a component stands twice", len(set(ids)) < len(ids)),
            ("a dimension has no component, or a component no dimension", used != set(known)),
            ("reads is neither indicators nor file", self.reads not in ("indicators", "file")),
            ("a way to put together is not known", not {self.within, self.across} <= ways),
            ("standardize is not known", self.standardize not in ("percentile_rank", "z")),
            (
                "a z-score can be negative, and has no geometric mean",
                self.standardize == "z" and "geometric" in (self.within, self.across),
            ),
            (
                "an index of ours needs draws, a seed and a concentration with its reason",
                self.reads == "indicators"
                and not (self.draws >= self.drop_draws > 0 and self.concentration > 0
                         and self.concentration_why),
            ),
        ]  # fmt: skip
        for what, is_wrong in wrong:
            if is_wrong:
                raise ValueError(what)


@dataclass(frozen=True, slots=True)
class States:
    """States, the District and territories: two letters to FIPS prefix and name."""

    prefixes: Mapping[str, str]
    names: Mapping[str, str]
    in_the_nation: tuple[str, ...]
    source: str
