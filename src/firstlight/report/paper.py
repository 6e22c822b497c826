"""The shape of a printed report: what it says, in its order, for the PDF and for Word.

Every number is text here and carries the numbers of its notes; a template only sets type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.assessment import Ask, Assessment, Refusal
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import AffiliationOption
from firstlight.report.appendix import Cells, File
from firstlight.report.marks import Scale
from firstlight.report.notes import Line, Note

WEAK = "Weak evidence"
LANE = "Public data only. Nothing in this report is about a single person."
LANE_ENTERED = (
    "Public data, and figures and notes entered by the leads. Nothing in this report is about a "
    "single person."
)
ON_ITS_FACE = (
    "This report also holds what the leads brought in from holders’ documents. It is marked as "
    "entered by the leads. It is not bundled, nobody here has checked it, and it is never added "
    "to a bundled figure."
)
METHOD_ENTERED = (
    "Every bundled figure is worked out from files as they were received, by the program "
    "Firstlight on one computer and without a network. What is marked as entered by the leads "
    "was read from files of theirs, and was typed there by a person. Where such a file holds a "
    "hidden count, the hash given is of what is shown of it."
)
AGES_TITLE = "How old this is, and who reported"
RECORDS_TITLE = "What police and providers recorded"
CONDITIONS_TITLE = "Conditions here that could make people easier to exploit"
PLACE_TITLE = "The place"
CONDITIONS_WORDS = (
    "A condition is not trafficking. It says how hard life is for some people, and where help "
    "is worth planning."
)
LACKING = "Nothing in hand here"
LACKING_WORDS = (
    "These measures were looked for and have no figure for this place. That does not mean none. "
    "Each stands with what is in hand of the larger area, and with whom to ask."
)
TITLE = "What is known about human trafficking in"

METHOD = (
    "Every figure is worked out from the files of the list above, as they were received, by the "
    "program Firstlight on one computer and without a network. Nothing was typed in by hand.",
    "A margin after ± is the Census Bureau’s margin of error at 90 percent, or is worked out "
    "from those margins by the Bureau’s own formulas. A range in its place is the publisher’s, "
    "or, where a share noticed was chosen, what an agency’s count cannot rule out under it, "
    "or, beside a smoothed figure, where the true one lies at 90 percent if what is assumed of "
    "the counties holds. "
    "Where neither stands, none is in hand, which does not mean that there is none.",
    "Where counties are joined, counts are added first and shares are worked out from the sums. "
    "A sum with a part that is missing or hidden is not given. A blank is never taken for zero.",
    "Small counts are hidden to protect people, and so is any other count of this report that "
    "would give one away. There is one word for it, hidden. States and the nation are worked "
    "out from their counties and have no margin: none is published with the county files.",
    "A figure of few people is shown a second time, drawn toward the other counties of its state, "
    "the more the less its own data can carry. The share of its own data stands beside it. A "
    "smoothed figure is never ranked and never scored. It is assumed that the true figures of the "
    "counties lie around one mean and that the margins are right. The methods are those of Fay and "
    "Herriot for estimates with a margin, and of Marshall for counts.",
    "Figures on susceptibility say how hard life is, not where crime is. They are not set "
    "against recorded cases. Place of birth, language and the like are context and never scored.",
    "The warnings beside the figures are fixed words and belong to them wherever they go.",
)


def say_lane(assessment: Assessment) -> str:
    """What sort of data the report holds, for its face and its foot."""
    return LANE_ENTERED if assessment.has_entered else LANE


def say_face(assessment: Assessment) -> str:
    """What the first page says of entered figures, or nothing."""
    return ON_ITS_FACE if assessment.has_entered else ""


def say_method(assessment: Assessment) -> tuple[str, ...]:
    """How the figures were made."""
    made = (METHOD_ENTERED, *METHOD[1:]) if assessment.has_entered else METHOD
    return (*made, say_help())


def say_help() -> str:
    """Whom to call now."""
    return read_catalogue().help.text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. `words` stand beside or instead of the number; `aside` below the label.

    `state` is the status, or "unreliable": it picks the icon.
    """

    label: str
    aside: str
    value: str
    margin: str
    state: str
    words: str
    evidence: str
    emphasized: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of figures. `remarks` explain its missing values, once a table."""

    title: str
    unit: str
    head: str
    value_head: str
    margin_head: str
    rows: tuple[Row, ...]
    scale: Scale | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedHead:
    """The head of a column that several rows share: a place or a measure, and what is counted."""

    name: str
    aside: str


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One row of a shared table. A cell is None where the measure has no such row."""

    label: str
    aside: str
    emphasized: bool
    cells: tuple[Row | None, ...]
    measure: int = -1  # the place of the row's measure in its chapter, where it is one


@dataclass(frozen=True, slots=True)
class SharedTable:
    """Figures of several measures, or several tables of one, side by side."""

    head: str
    heads: tuple[SharedHead, ...]
    rows: tuple[SharedRow, ...]


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """The shared tables of one heading of a chapter, and what is said under them once."""

    name: str
    tables: tuple[SharedTable, ...]
    remarks: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One line of the table that opens a chapter.

    `measure` is the place of the measure among those of its chapter, from 0. A column holds a
    figure, or words for why it holds none; `state` picks the icon beside `here`.
    """

    title: str
    here: str
    state: str
    in_state: str
    nation: str
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
    names the files behind them, with the evidence that was read from each.
    """

    known: tuple[KnownPart, ...]
    not_known: tuple[str, ...]
    asks: tuple[Ask, ...]
    warnings: tuple[Caution, ...]
    states: tuple[str, ...]
    states_words: str
    sources: tuple[str, ...]
    face: str = ""


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
