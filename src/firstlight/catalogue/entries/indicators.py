"""Indicators: what is worked out of the sources for a county and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.catalogue.entries.sources import Column


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
    `without_margin` is true where the parts are estimates of a survey or a model whose margin is
    not in hand: then a share of few people is hidden, and one that is shown has no more decimals
    than a page prints.
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
    without_margin: bool = False
