"""Composite indices: what they are made of and how they are put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    A publisher's file has at least `counties_at_least` counties, all of the list of `vintage`,
    and in no column of percentages is the largest below `largest_at_least`: else they are
    shares of one. 0 asks for none of it.
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
