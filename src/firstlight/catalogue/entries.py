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

    `file` is its path below the folder of received data. `format` is csv, parquet, topojson,
    geojson or fixed; a name ending in .gz is unpacked. `header_rows` counts lines before the
    first record. A file of fixed width has no header; `cut` says where each column stands in
    its lines ("4-10", the first sign being 1). `columns` maps each kept column to what it
    holds; every kept cell stays the text that was received. `keep` keeps only rows whose
    column has one of the values. `place` names the column with the place; `place_is` its
    kind. `blank` is the status an empty cell has, `blank_why` why. `margins` maps a column to
    the column of its 90 percent margin, `bounds` to those of the publisher's own lower and
    upper bound, and `controlled` lists columns whose empty margin means that the publisher
    controlled the estimate (margin 0). `period` is given where a table is of another time
    than its source. `no_sum` says why only the number of its rows is asserted, where that is
    so.

    Some publishers leave rows out. `dropped_why` says what it means that a place which has
    rows of other kinds in the file has none of the kind asked for, and `dropped_range` how
    much of each column there is then at least and at most; a column that is not named has no
    range. `listed` names the columns of a list of what is there: a place without a row has
    at least 0 of it, and how much more nobody can say. `withheld` maps a column of flags to
    the columns whose cells were withheld where the flag is one of `withheld_marks`. `beside`
    names a table of the same source with the other rows of its file: a place that has none
    there either is not in the file, has that table's word for it, and no range.
    `estimated` names counts that were worked out by a model: a 0 in them is an estimate,
    and nobody counted none.

    Only tables that a person loaded have these: `named_in` maps
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
    cut: Mapping[str, str] = field(default_factory=dict)
    header_rows: int = 1
    blank: str = "not_reported"
    blank_why: str = ""
    absent: str = "not_reported"
    absent_why: str = ""
    period: str = ""
    no_sum: str = ""
    totals: tuple[Total, ...] = ()
    dropped_why: str = ""
    dropped_range: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    listed: tuple[str, ...] = ()
    withheld: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    withheld_marks: tuple[str, ...] = ("1",)
    beside: str = ""
    estimated: tuple[str, ...] = ()
    named_in: Mapping[str, str] = field(default_factory=dict)
    rows_in: str = ""
    received_as: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Use:
    """What a source is used for besides indicators; `parameter` is 0 where it serves none."""

    what: str
    parameter: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A release of public data, and everything a footnote needs to say of it.

    `altered_before_receipt` is "no", or says what was done to it before it reached us.
    `missing` maps codes in its cells to the status they stand for. `vintage` names the
    year up to which changes of county codes have reached it. Counts from 1 to `hide_up_to`
    are hidden; 0 hides nothing (estimates from samples, and totals of everybody).
    `also_used_for` lists what rests on it and is no indicator.
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
    also_used_for: tuple[Use, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of a source, with the rows meant where it holds several years.

    `source` and `table` name entries of the catalogue. `where` picks rows by one value a
    column; `over` adds the rows that have any of several values. `group` names a group of
    industries (`IndustryGroup`) whose codes are added up; the catalogue writes them into
    `over` when it is read.
    """

    source: str
    table: str
    column: str
    where: Mapping[str, str] = field(default_factory=dict)
    over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""


@dataclass(frozen=True, slots=True)
class IndustryGroup:
    """Which industries of a file a word of the guide means here; change it without code.

    `codes` maps each code of `column` to what it is. Codes do not overlap: none begins with
    another, so that nothing is counted twice.
    """

    id: str
    says: str
    source: str
    column: str
    codes: Mapping[str, str]

    def __post_init__(self) -> None:
        for code in self.codes:
            others = [other for other in self.codes if other != code]
            if any(other.startswith(code) for other in others):
                raise ValueError(f"{code} holds another code of the group, and would count twice")


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of what a requirement asks for that no source in hand can carry, and why."""

    what: str
    why: str
    would_help: str


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
    sentence, with {place}, {value} and {period}. `of_what` names what a change is a change
    of, with {place}, for the sentence that it cannot be judged. `refuses` names what is
    asked for beside it and cannot be given of any place. `group` is the heading it stands
    under in a long chapter. `never_mapped` says why there is no map of it, where that is so.
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
    of_what: str = ""
    refuses: tuple[Refused, ...] = ()
    group: str = ""
    never_mapped: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One measure of a context entry, year by year: the count itself, or who reported it.

    `name` is the last part of its figures' ids, empty for the entry's own measure; the
    others are printed beside it wherever it stands. `column` names the cell; `plus` names
    further columns of the same rows that are added to it. `years` are the texts of
    `year_column`; without a year column they are the one period the table is of.
    `nation_rows` are the texts of the place column that stand for the nation, and
    `nation_sum` takes the sum of the 50 states and DC instead. `of_people` is false for
    agencies, beds and other things that no small count can point at.
    """

    label: str
    unit: str
    column: Column
    years: tuple[str, ...]
    name: str = ""
    year_column: str = ""
    plus: tuple[str, ...] = ()
    nation_rows: tuple[str, ...] = ()
    nation_sum: bool = False
    of_people: bool = True
    kind: str = "count"
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a larger area only, shown as that area's and never given to a county.

    `level` is state, nation, coc, district or county; a county's figure stands for that county
    and for no area of several. `series` begins with the measure itself. `lead` is the year
    that the sentences `says` (of each place) and `says_nation` speak of; they may hold
    {place}, {value}, {period}, the name of another series, and the names in `told`, which
    maps a word to the column whose received text stands for it. `year_is` is what a year
    means: year, fiscal year or one night. `compare_states` is false where each state counts
    in its own way: then no two states stand in one report, and neither does the nation.
    `why_not_for_county` is the refusal that always stands beside it. Context is never scored.
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
    level: str
    series: tuple[Series, ...]
    lead: str
    universe: str
    why_not_for_county: str
    cannot_tell: tuple[str, ...]
    ask_next: str
    direction: str
    known_bias: str
    misuse_guard: str
    evidence_strength: str
    year_is: str = "year"
    says_nation: str = ""
    says_more: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    compare_states: bool = True
    remarks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Factor:
    """One of the fifty-five factors of susceptibility, context and detection, and its reading.

    `role` is `susceptibility`, `context`, `detection` (it changes how much is noticed, not
    how much there is) or `denominator`. `direction`, `known_bias`, `misuse_guard`,
    `evidence_strength` and `references` are those of the table of factors; `checked` is "y"
    or "n", and with "n" nobody has compared the references with the originals. `holder` has
    the data, `ask` says how to get them. `also_needed` names what the factor's `measure` asks
    for and no bundled release holds: while it is not empty the factor is in hand in part at
    most. `caveat` must be printed beside every measure of the factor.

    Raises
    ------
    ValueError
        When the role or `checked` is none of these.
    """

    id: str
    dimension: str
    name: str
    measure: str
    role: str
    rationale: str
    evidence_strength: str
    direction: str
    known_bias: str
    misuse_guard: str
    references: str
    checked: str
    holder: str
    ask: str
    also_needed: tuple[str, ...] = ()
    caveat: str = ""

    def __post_init__(self) -> None:
        if self.role not in ("susceptibility", "context", "detection", "denominator"):
            raise ValueError("a factor's role is susceptibility, context, detection or denominator")
        if self.checked not in ("y", "n"):
            raise ValueError("checked is y or n")


@dataclass(frozen=True, slots=True)
class NeverBesideRecords:
    """What may not be drawn on one page or export with records of crime.

    `factors` and `words` tell the first kind of map or chart, `records` and `record_words`
    the second: factors by what a drawing says it shows, words by its own caption.
    """

    factors: tuple[str, ...]
    words: tuple[str, ...]
    records: tuple[str, ...]
    record_words: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class NeverScored:
    """Factors that no score of susceptibility may hold, each with why.

    `only_with_caveat` lists factors that may be scored where their caveat is printed.
    """

    source: str
    factors: Mapping[str, str]
    only_with_caveat: tuple[str, ...]
    never_beside_records: NeverBesideRecords


@dataclass(frozen=True, slots=True)
class Bullet:
    """One source bullet of a parameter, as the guide names it.

    `needs` lists indicators or other blocks that must all be in hand (context counts in part
    at most: it is a larger area's); `also_needed`
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
    smoothing_counties_at_least: int
    smoothing_level: float
    smoothing_source: str
    old_after_years: float
    old_source: str
    peers_wanted: int
    peers_largest_ratio: float
    peers_source: str
    context_said_at_most: int
    context_said_source: str


@dataclass(frozen=True, slots=True)
class AccessLimits:
    """Which roads, ports and airports distances are measured to, each rule with its source.

    `no_interstate_lines` and `no_land_border` list state prefixes; `earth_radius_km` is the
    radius of the sphere on which distances are measured.
    """

    interstate_step_km: float
    interstate_source: str
    port_step_miles: float
    port_source: str
    land_port_open_since: str
    land_port_source: str
    harbor_sizes: tuple[str, ...]
    harbor_source: str
    airport_shortest_runway_ft: float
    airport_source: str
    no_interstate_lines: tuple[str, ...]
    no_interstate_source: str
    no_interstate_names: tuple[str, ...]
    no_interstate_names_source: str
    no_land_border: tuple[str, ...]
    no_land_border_source: str
    crossings_within_miles: float
    crossings_within_source: str
    crossings_years: tuple[str, ...]
    crossings_source: str
    measures: tuple[str, ...]
    earth_radius_km: float
    earth_source: str
    km_per_mile: float
    mile_source: str
    flows_shown: int
    flows_source: str
    sites_shown: int
    sites_source: str


@dataclass(frozen=True, slots=True)
class AffiliationOption:
    """One way to stand to a task force nearby, and what to ask whom before it is chosen."""

    id: str
    name: str
    text: str
    ask_whom: str
    ask_what: str


@dataclass(frozen=True, slots=True)
class Affiliation:
    """The ways to stand to a task force nearby. `checked_by` is None while nobody has."""

    source: str
    options: tuple[AffiliationOption, ...]
    checked_by: str | None = None


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
    columns, by prefix. `least_standing` is the least that enters a geometric mean.
    `fewest_units` is the fewest that are ranked, `pairs_at_most` the most of which pairs are
    named. The `study` figures say of how many in 100 places the ranges held the true rank
    where the conditions without a margin are those of this index: with weights drawn, and
    with margins alone; and under what percent of the pairs told apart stood the wrong way.
    columns, by prefix. A publisher's file has at least `counties_at_least` counties, all of the
    list of `vintage`, and in no column of percentages is the largest below `largest_at_least`:
    else they are shares of one. 0 asks for none of it.
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
    vintage: int = 0
    counties_at_least: int = 0
    largest_at_least: float = 0.0
    no_data: str = "-999"
    agreement: Mapping[str, float] = field(default_factory=dict)
    cannot_remake: str = ""
    draws: int = 0
    drop_draws: int = 0
    seed: int = 0
    concentration: float = 0.0
    concentration_why: str = ""
    least_standing: float = 0.0
    least_standing_source: str = ""
    fewest_units: int = 0
    fewest_source: str = ""
    pairs_at_most: int = 0
    pairs_source: str = ""
    study_held_percent: float = 0.0
    study_held_margins_alone_percent: float = 0.0
    study_turned_under_percent: float = 0.0
    study_source: str = ""
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
            (
                "a geometric mean needs a least standing above 0, with its source",
                "geometric" in (self.within, self.across)
                and not (0 < self.least_standing < 1 and self.least_standing_source),
            ),
            (
                "an index of ours needs its limits and what its study found, with their sources",
                self.reads == "indicators"
                and not (self.fewest_units > 1 and self.fewest_source
                         and self.pairs_at_most > 1 and self.pairs_source
                         and self.study_held_percent > 0
                         and self.study_held_margins_alone_percent > 0
                         and self.study_turned_under_percent > 0 and self.study_source),
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


@dataclass(frozen=True, slots=True)
class Division:
    """One of the Census Bureau's divisions, the region it is part of, and its states."""

    name: str
    region: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regions:
    """The Census Bureau's regions and divisions. `checked` says how far they are verified."""

    source: str
    checked: str
    divisions: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class Resource:
    """One guide, tool or service that others made, for the page of resources.

    `year` is the year of the edition that is meant, null where nobody knows it or where
    the thing is kept up to date. `checked_on` is the day on which somebody opened the
    address and found it there; null means not checked. `kind` is a word of KINDS of the
    page, `for_whom` whom it helps. No item of an instrument is ever copied.
    """

    id: str
    title: str
    publisher: str
    what_for: str
    kind: str
    for_whom: str
    year: int | None = None
    address: str = ""
    checked_on: datetime.date | None = None
    checked_by: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to call now. `checked_by` is None while nobody has tried the number."""

    text: str
    source: str
    read_on: datetime.date
    checked_by: str | None = None
