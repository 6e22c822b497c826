"""The shape of a printed report: what it says, in its order, for the PDF and for Word.

Every number is text here and carries the numbers of its notes; a template only sets type.
"""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.assessment import Ask, Assessment, Refusal
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import AffiliationOption
from firstlight.report.appendix import Cells, File
from firstlight.report.marks import Scale
from firstlight.report.notes import Line, Note

WEAK = "Weak evidence"
LANE = "Public data only. Nothing in this report is about a single person."
LANE_INVENTED = (
    "Public data, and providers’ totals that are invented for this demonstration. Nothing in this "
    "report is about a single person."
)
INVENTED_ON_ITS_FACE = (
    "Invented for this demonstration: every total that stands under these words. Nobody gave "
    "them, no such holder exists, and they say nothing of this place or of anybody in it. Without "
    "them the report holds public data only."
)
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
    if assessment.has_invented:
        return LANE_INVENTED
    return LANE_ENTERED if assessment.has_entered else LANE


def say_face(assessment: Assessment) -> str:
    """What the first page says of entered figures, or nothing."""
    if assessment.has_invented:
        return INVENTED_ON_ITS_FACE
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
class Caution:
    """A warning of the catalogue, its words unchanged."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One block of a chapter. `notes` are those that are new in it and stand below its sentences.

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
    notes: tuple[Note, ...] = ()
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
    """One of the five parameters. `notes` are those of its lede.

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
    notes: tuple[Note, ...] = ()
    glance: tuple[GlanceGroup, ...] = ()
    lacking: tuple[LackingGroup, ...] = ()
    lacking_title: str = LACKING
    lacking_words: str = LACKING_WORDS
    lacking_warnings: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The page for the chief. `states` holds the state of every source bullet, in order."""

    known: tuple[Line, ...]
    not_known: tuple[str, ...]
    asks: tuple[Ask, ...]
    warnings: tuple[Caution, ...]
    states: tuple[str, ...]
    states_words: str
    face: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How one measure of the catalogue may be read, and how not."""

    label: str
    scored: str
    direction: str
    known_bias: str
    misuse_guard: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole report."""

    title: str
    area: str
    counties: str
    said: tuple[str, ...]
    made_on: str
    data_received: str
    edition: str
    lane: str
    detection: str
    first_page: FirstPage
    chapters: tuple[PaperChapter, ...]
    refusals: tuple[Refusal, ...]
    factors: tuple[FactorRow, ...]
    factors_words: str
    notes: tuple[Note, ...]
    files: tuple[File, ...]
    cells: tuple[Cells, ...]
    method: tuple[str, ...]
    readings: tuple[Reading, ...]
