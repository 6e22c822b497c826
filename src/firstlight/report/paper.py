"""The shape of a printed report: what it says, in its order, for the PDF and for Word.

Every number is text here and carries the numbers of its notes; a template only sets type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.assessment import Ask, Refusal
from firstlight.catalogue.entries import AffiliationOption
from firstlight.report.appendix import Cells, File
from firstlight.report.notes import Line, Note
from firstlight.report.paper_process import PaperProcess
from firstlight.report.paper_statements import PaperStatements
from firstlight.report.paper_tables import Grid, SharedGroup, SharedTable
from firstlight.report.paper_twins import Drawing, PaperTwins
from firstlight.report.paper_words import LACKING, LACKING_WORDS


@dataclass(frozen=True, slots=True)
class SaidOnce:
    """Words that several measures of a chapter need, printed once under a letter."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """A measure as the PDF prints it: what is not said in a shared place already.

    `tables` lie side by side, `grids` stand alone. `marks` are letters of the chapter's SaidOnce.
    """

    tables: tuple[SharedTable, ...]
    grids: tuple[Grid, ...]
    remarks: tuple[str, ...]
    cannot_tell: tuple[str, ...]
    marks: tuple[str, ...]
    in_shared: bool


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning of the catalogue, its words unchanged."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One block of a chapter. `brief` is how the PDF prints its tables and remarks.

    `badge` stands at its head where the evidence is weak, and says so. `group` is the
    heading that begins with it in a long chapter, and empty elsewhere.
    """

    title: str
    question: str
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    cannot_tell: tuple[str, ...]
    ask_next: str
    remarks: tuple[str, ...]
    warnings: tuple[Caution, ...]
    refusals: tuple[Refusal, ...]
    brief: Brief
    badge: str = ""
    options: tuple[AffiliationOption, ...] = ()
    group: str = ""
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One line of the table that opens a chapter.

    `measure` is the place of the measure among those of its chapter, from 0. A column holds a
    figure, or words for why it holds none; `state` picks the icon beside `here`. `beyond` says
    of each figure of a larger area whose it is.
    """

    title: str
    here: str
    state: str
    beyond: str
    when: str
    measure: int


@dataclass(frozen=True, slots=True)
class GlanceGroup:
    """Lines of the opening table under one heading, which is empty in a short chapter."""

    name: str
    rows: tuple[GlanceRow, ...]


@dataclass(frozen=True, slots=True)
class LackingRow:
    """A measure without any figure for this place. `elsewhere` are its figures of larger areas."""

    title: str
    badge: str
    elsewhere: tuple[str, ...]
    evidence: str
    ask_next: str


@dataclass(frozen=True, slots=True)
class LackingGroup:
    """Measures that lack a figure for the same reasons."""

    why: tuple[str, ...]
    rows: tuple[LackingRow, ...]


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """One group of people: its sizes, or why there is none, and who serves it."""

    name: str
    who: str
    context: str
    grids: tuple[Grid, ...]
    why_no_size: str
    who_could: str
    served_by: str
    unknown: str
    misuse_guard: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source bullet, its state in words."""

    text: str
    state: str
    words: str
    holder: str
    ask: str
    in_hand: str
    lacking: str


@dataclass(frozen=True, slots=True)
class FactorRow:
    """One factor: how far it is in hand, who has it, and whether it may be scored."""

    name: str
    about: str
    state: str
    words: str
    in_hand: str
    lacking: str
    holder: str
    ask: str
    score: str


@dataclass(frozen=True, slots=True)
class PaperChapter:
    """One of the five parameters. `shared` are the tables that open it on paper.

    `measures` have figures for this place or are of a larger area; `lacking` are the others,
    and `lacking_warnings` the warnings that belong to them.
    """

    number: int
    title: str
    question: str
    lede: tuple[Line, ...]
    opening: str
    sources: tuple[SourceRow, ...]
    measures: tuple[Measure, ...]
    warnings: tuple[Caution, ...]
    sheets: tuple[GroupSheet, ...] = ()
    shared: tuple[SharedGroup, ...] = ()
    said_once: tuple[SaidOnce, ...] = ()
    glance: tuple[GlanceGroup, ...] = ()
    lacking: tuple[LackingGroup, ...] = ()
    lacking_title: str = LACKING
    lacking_words: str = LACKING_WORDS
    lacking_warnings: tuple[Caution, ...] = ()
    process: PaperProcess | None = None
    twins: PaperTwins | None = None


@dataclass(frozen=True, slots=True)
class KnownPart:
    """Sentences of the first page under one heading, with fixed words before or after them."""

    title: str
    before: str
    lines: tuple[Line, ...]
    after: str


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The page for the chief. `states` holds the state of every source bullet, in order.

    `known` are its sentences by what they speak of, each part under its heading; `sources`
    names the files behind them, with the evidence that was read from each, and `receipt` says
    through whose hands they came.
    """

    known: tuple[KnownPart, ...]
    not_known: tuple[str, ...]
    asks: tuple[Ask, ...]
    warnings: tuple[Caution, ...]
    states: tuple[str, ...]
    states_words: str
    receipt: str
    sources: tuple[str, ...]
    face: str = ""
    mark: str = ""  # for whom it is made, where that is not everybody


@dataclass(frozen=True, slots=True)
class Reading:
    """How one measure of the catalogue may be read, and how not."""

    label: str
    scored: str
    direction: str
    known_bias: str
    misuse_guard: str


@dataclass(frozen=True, slots=True)
class RefusedGroup:
    """Answers withheld for one reason, each with its place where it is not the whole area."""

    what: tuple[str, ...]
    why: str
    would_help: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole report."""

    title: str
    area: str
    counties: str
    county_list: str
    said: tuple[str, ...]
    made_on: str
    data_received: str
    edition: str
    lane: str
    detection: str
    first_page: FirstPage
    chapters: tuple[PaperChapter, ...]
    statements: PaperStatements | None
    refusals: tuple[Refusal, ...]
    refused: tuple[RefusedGroup, ...]
    factors: tuple[FactorRow, ...]
    factors_words: str
    notes: tuple[Note, ...]
    files: tuple[File, ...]
    cells: tuple[Cells, ...]
    cell_of: Mapping[str, int]  # id of evidence: its line in `cells`
    method: tuple[str, ...]
    readings: tuple[Reading, ...]
