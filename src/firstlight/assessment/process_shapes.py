"""The shape of the process: offenses around trafficking, what is in hand of each, what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable
from firstlight.catalogue.entries import OffenseList, ProactiveMeasure, RelatedOffense, StageWords

IN_HAND, NO_NUMBER, NOT_IN_HAND = "in_hand", "no_number", "not_in_hand"


@dataclass(frozen=True, slots=True)
class OffenseState:
    """One offense, with the counts that this assessment has of it.

    `tables` hold figures that stand elsewhere in the assessment too, one table for each thing
    that was counted, by year and place. They are of the offense, or of more than it, as their
    titles say, and of offenses, arrests, bookings or cases: never of victims. `status` is
    in_hand (a number), no_number (looked for; hidden or not reported) or not_in_hand. `scope`
    says what the counts in hand do not cover; empty where they are of the area.
    """

    entry: RelatedOffense
    stage: str  # words, empty where it has no stage
    relation: str
    grade: str
    status: str
    tables: tuple[FigureTable, ...]
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the process, with its offenses in the order of the catalogue."""

    id: str
    words: StageWords
    offenses: tuple[OffenseState, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Offense records that are no stage: a sign of vulnerability, or what was done to victims."""

    kind: str
    title: str
    offenses: tuple[OffenseState, ...]


@dataclass(frozen=True, slots=True)
class ProactiveChoice:
    """A proactive measure, and the figures that say how large its sector is here."""

    entry: ProactiveMeasure
    stages: tuple[str, ...]  # words
    table: FigureTable | None


@dataclass(frozen=True, slots=True)
class Process:
    """The six stages, what stands apart, the lists of codes, and proactive measures.

    Nothing here is a number of its own: every count is a figure of the assessment, by its id.
    """

    title: str
    question: str
    about: str
    not_multiplied: str
    never_a_reason: str
    proactive_about: str
    lists_about: str
    stages: tuple[Stage, ...]
    apart: tuple[Apart, ...]
    lists: tuple[OffenseList, ...]
    proactive: tuple[ProactiveChoice, ...]
    warnings: tuple[str, ...]
    source: str
    checked: bool

    @property
    def offenses(self) -> tuple[OffenseState, ...]:
        """Every offense: those of the stages, then those that stand apart."""
        groups: tuple[Stage | Apart, ...] = (*self.stages, *self.apart)
        return tuple(offense for group in groups for offense in group.offenses)
