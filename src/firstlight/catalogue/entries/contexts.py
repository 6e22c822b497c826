"""Context: what is known of a larger area only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firstlight.catalogue.entries.sources import Column


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
