"""Factors of susceptibility, and what no score may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
    `never_mapped` holds the factors that no map may show, each with why, in full sentences.
    """

    source: str
    factors: Mapping[str, str]
    only_with_caveat: tuple[str, ...]
    never_mapped: Mapping[str, str]
    never_beside_records: NeverBesideRecords
