"""A rule that was applied: its id and its sentence, so that every verdict can be walked back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firstlight.catalogue.entries import Pictures


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """One rule of `catalogue/methods/pictures.yaml` that held, and what it says."""

    rule: str
    says: str


def say(pictures: Pictures, rules: Iterable[str]) -> tuple[RuleSaid, ...]:
    """The sentences of these rules, in order, without doubles."""
    return tuple(RuleSaid(name, pictures.rules[name].says) for name in dict.fromkeys(rules))
