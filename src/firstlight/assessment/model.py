"""The shape of an assessment: chapters of blocks, blocks of sentences and tables of figures."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable
from firstlight.assessment.pictures_model import TwoPictures
from firstlight.assessment.process_shapes import Process
from firstlight.assessment.statement_model import Statements
from firstlight.base.finding import Evidence, Figure, Sentence
from firstlight.base.place import Area
from firstlight.base.words import finish_sentence
from firstlight.catalogue.entries import (
    AffiliationOption,
    Context,
    Indicator,
    Source,
    WarningText,
)


@dataclass(frozen=True, slots=True)
class DetectionChoice:
    """The share of offenses a person assumes is noticed and recorded, and who says so.

    `low` and `high` are shares above 0 and up to 1. Without a choice no bound is shown.
    """

    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source bullet of a parameter: how far it is in hand, who holds it, what to ask.

    `looked` is true when bundled releases were searched for it; with `not_collected` that
    means they have nothing on this place, and otherwise that none is in hand yet.
    """

    id: str
    text: str
    requirement: str
    status: str  # in_hand, partly, not_collected, waiting, refused
    holder: str
    ask: str
    in_hand: tuple[str, ...]  # labels of what is in hand
    lacking: tuple[str, ...]  # words for what is not
    looked: bool = False


@dataclass(frozen=True, slots=True)
class FactorState:
    """One factor: what of it was looked at here, who holds it, and whether it may be scored.

    `status` is in_hand, partly or not_collected, by the figures of this assessment alone.
    `looked` is as in `SourceState`. `scored` is true where it may enter a score of
    susceptibility; otherwise `why_not_scored` says why not. `checked` is false while nobody
    has compared its references with the originals.
    """

    id: str
    name: str
    role: str  # susceptibility, context, detection, denominator
    status: str
    in_hand: tuple[str, ...]  # titles of the measures that have a figure
    lacking: tuple[str, ...]
    holder: str
    ask: str
    scored: bool
    why_not_scored: str
    caveat: str
    evidence_strength: str
    checked: bool
    looked: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is withheld: what, why, and what would allow it.

    Reason and help are sentences, whatever they were put together of.
    """

    what: str
    why: str
    would_help: str
    place: str
    indicator: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "why", finish_sentence(self.why))
        object.__setattr__(self, "would_help", finish_sentence(self.would_help))


@dataclass(frozen=True, slots=True)
class Flow:
    """A move that a map draws: from a county into one of the area, and the figure of its size."""

    origin: str
    into: str
    figure: str


LARGER_AREAS = "Known of larger areas only"


@dataclass(frozen=True, slots=True)
class Block:
    """One measure: sentences first, then its tables, then what it cannot tell.

    `context` is its entry where it is a larger area's and shown as that: never scored.
    `evidence_strength` is what its indicator says of the evidence, or its own where it is no
    indicator. `flows` are drawn on a map. `options` are choices to weigh, told in words.
    `factor` names the factor of the catalogue (I01 to I55) that it says something of, where
    it has no entry of the catalogue that names one.
    """

    id: str
    title: str
    question: str
    sentences: tuple[Sentence, ...]
    tables: tuple[FigureTable, ...]
    warnings: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    ask_next: str
    remarks: tuple[str, ...]  # fixed words about margins, definitions, scoring
    refusals: tuple[Refusal, ...]
    indicator: Indicator | None = None
    context: Context | None = None
    evidence_strength: str = ""
    flows: tuple[Flow, ...] = ()
    options: tuple[AffiliationOption, ...] = ()
    factor: str = ""
    entered: bool = False  # its figures and words were entered by the leads
    invented: bool = False  # they are invented, for a demonstration
    heading: str = ""  # where it stands in a long chapter, if no entry of the catalogue says

    @property
    def group(self) -> str:
        """The heading it stands under in a long chapter; empty where none is written down."""
        if self.indicator is not None:
            return self.indicator.group
        return self.heading

    @property
    def is_weak(self) -> bool:
        """True when the evidence that this measure bears on trafficking is weak."""
        own = self.evidence_strength or (self.indicator.evidence_strength if self.indicator else "")
        return own.startswith("weak")


@dataclass(frozen=True, slots=True)
class LeadNote:
    """A note on a cultural factor, quoted, with who says so. It has no number and no score."""

    factor: str
    text: str
    author: str
    role: str
    day: datetime.date
    how_known: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PopulationSheet:
    """What can be said of one group: its sizes as figures, who serves it, what is unknown.

    `table` is None where no figure is in hand; `why_no_size` then says why, and otherwise
    what the figures leave out. `served_by` are kinds of organizations, never names.
    `context` is true for a group that is never scored and never mapped.
    """

    id: str
    name: str
    who: str
    context: bool
    table: FigureTable | None
    why_no_size: str
    holder: str
    ask: str
    served_by: tuple[str, ...]
    unknown: tuple[str, ...]
    misuse_guard: str


@dataclass(frozen=True, slots=True)
class Ask:
    """Whom to ask for what, and for which source bullet."""

    holder: str
    ask: str
    bullet: str


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One line of the register of documented cases: what was counted, by whom, as what.

    Lines of different sources are never added. `may_repeat` says how a case can be counted
    again; `same_as` names the other holders, with the form, in whose lines of that year the same
    cases can stand. `notice` is the law that binds whoever counted. `source` is empty for a
    hidden total, whose rows are not cited.
    """

    figure: str
    source: str
    holder: str
    form: str
    year: int
    stage: str
    definition: str
    may_repeat: str
    same_as: tuple[str, ...] = ()
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the five parameters."""

    id: str
    number: int
    title: str
    question: str
    lede: tuple[Sentence, ...]
    opening: str  # fixed words that answer the question as far as it can be answered
    blocks: tuple[Block, ...]
    sources: tuple[SourceState, ...]
    warnings: tuple[str, ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One page for the chief: how old the data are, what was recorded, conditions, whom to ask.

    `ages` and `reporting` are said before any number of records: how old the figures are, and
    which agencies have a row at all. `records` are those of police; `asked` says in fixed words
    whether providers were asked. `conditions` are susceptibility conditions and stand apart, and
    `place` says where the area lies. `entered` are totals that the leads brought.
    """

    ages: tuple[Sentence, ...]
    reporting: tuple[Sentence, ...]
    records: tuple[Sentence, ...]
    asked: str
    conditions: tuple[Sentence, ...]
    place: tuple[Sentence, ...]
    not_known: tuple[str, ...]
    asks: tuple[Ask, ...]
    warnings: tuple[str, ...]  # those of the measures it speaks of
    entered: tuple[Sentence, ...] = ()

    @property
    def known(self) -> tuple[Sentence, ...]:
        """Every sentence of the page, in its order."""
        police = (*self.ages, *self.reporting, *self.records)
        return (*police, *self.entered, *self.conditions, *self.place)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that the reports and pages show. They cannot show what is not here."""

    area: Area
    made_on: datetime.date
    edition: str
    figures: Mapping[str, Figure]
    evidence: Mapping[str, Evidence]
    chapters: tuple[Chapter, ...]
    summary: Summary
    warnings: Mapping[str, WarningText]
    refusals: tuple[Refusal, ...]
    case_register: tuple[CaseEntry, ...]
    factors: tuple[FactorState, ...]  # every factor of the catalogue, in its order
    cited: tuple[Source, ...]  # the releases that its evidence comes from
    detection: DetectionChoice | None
    data_received: datetime.date
    populations: tuple[PopulationSheet, ...] = ()
    notes: tuple[LeadNote, ...] = ()
    has_entered: bool = False  # the leads entered something; the report says so on its face
    process: Process | None = None  # the offenses around it, by stage
    has_invented: bool = False  # totals are invented for a demonstration; its face says so too
    pictures: TwoPictures | None = None  # police beside providers
    statements: Statements | None = None  # what people in the field say, graded; never a count
    audience: str = "shared"  # whom it is made for; restricted statements are in no other

    def __repr__(self) -> str:
        return f"Assessment({self.area.place.id!r}, {len(self.figures)} figures)"
