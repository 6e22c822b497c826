"""Two pictures: what police recorded beside what providers saw, made once for an assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.incident_area import AreaIncidents
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block
from firstlight.assessment.pictures_agencies import make_agency_funnel
from firstlight.assessment.pictures_balance import make_balance
from firstlight.assessment.pictures_blocks import make_twin_blocks
from firstlight.assessment.pictures_counts import (
    FBI,
    Gave,
    enter_answers,
    find_length,
    find_newest,
    gather_counts,
)
from firstlight.assessment.pictures_funnel import make_funnel_block
from firstlight.assessment.pictures_incidents import gather_incident_counts
from firstlight.assessment.pictures_model import (
    FindingShown,
    QuestionShown,
    SideShown,
    TwinShown,
    TwoPictures,
    WhySaid,
)
from firstlight.assessment.pictures_overlap import make_overlap_block
from firstlight.assessment.pictures_status import make_status_block
from firstlight.assessment.pictures_twins import POLICE_FILES, VERDICTS, make_questions
from firstlight.assessment.pictures_ways import make_context_block, make_losses_block
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register
from firstlight.base.finding import Named, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.entered import Entered, Total
from firstlight.recorded import Recorded

CHAPTER = 2


@dataclass(frozen=True, slots=True)
class MadePictures:
    """The two pictures, their blocks, and the sentence of the first page."""

    pictures: TwoPictures
    blocks: tuple[Block, ...]
    first: Sentence


def make_pictures(
    library: Library,
    register: Register,
    area: Area,
    recorded: Recorded,
    entered: Entered,
    figures: Sequence[tuple[Total, str]],
    incidents: Sequence[AreaIncidents] = (),
) -> MadePictures:
    """Lay both sides beside each other, with everything that tells how to read them.

    `figures` are the entered totals with the figures that they became, `incidents` what the
    area's agencies have in incident files.
    """
    invented = entered.invented
    gave = tuple(
        Gave(total, name) for total, name in figures if total.place.kind.value in ("area", "county")
    )
    gave = tuple(given for given in gave if given.total.place.id in {area.place.id, *area.fips})
    answers = enter_answers(library, register, entered.totals, invented=invented)
    counted = (
        *gather_counts(library, register, area, recorded, (*gave, *answers), invented=invented),
        *gather_incident_counts(library, incidents),
    )
    questions = make_questions(library, register, area, counted, _explain(register, entered))
    balance_block, balance, one_form = make_balance(
        library, register, area, gave, invented=invented
    )
    funnel_block, funnel = make_funnel_block(library, register, area, recorded)
    agencies = make_agency_funnel(library, register, area, incidents)
    blocks = (
        *make_twin_blocks(library, register, area, questions, invented=invented),
        make_overlap_block(library, register, area, gave, invented=invented),
        balance_block,
        make_status_block(
            library, register, area, [Gave(*one) for one in figures], recorded, invented=invented
        ),
        make_losses_block(library, register, area, gave, invented=invented),
        make_context_block(library, register, area, gave, invented=invented),
        funnel_block,
        *((agencies[0],) if agencies else ()),
    )
    blocks = tuple(
        replace(block, title=f"{block.title}, with totals invented for this demonstration")
        if block.invented
        else block
        for block in blocks
    )
    pictures = TwoPictures(
        questions=questions,
        balance=balance,
        one_form=one_form,
        funnel=funnel,
        findings=tuple(_find(library, register, gave, questions, invented=invented)),
        grades=tuple(
            (name, grade.label, grade.means)
            for name, grade in library.catalogue.grades.grades.items()
        ),
        verdicts=tuple(VERDICTS.items()),
        blocks=tuple(block.id for block in blocks),
        invented=invented,
        agencies=agencies[1] if agencies else None,
    )
    return MadePictures(pictures, blocks, _say_first(library, register, questions))


def _explain(register: Register, entered: Entered) -> Mapping[tuple[str, str], tuple[WhySaid, ...]]:
    """What the leads wrote on why the two differ, by question and value."""
    found: dict[tuple[str, str], tuple[WhySaid, ...]] = {}
    for given in entered.explanations:
        key = (given.question, given.value)
        why = WhySaid(
            given.text,
            f"{given.author}, {given.role}",
            given.day.isoformat(),
            register.cite(given.made_from),
        )
        found[key] = (*found.get(key, ()), why)
    return found


def _find(
    library: Library,
    register: Register,
    gave: Sequence[Gave],
    questions: Sequence[QuestionShown],
    *,
    invented: bool,
) -> Iterator[FindingShown]:
    """Indications: entered totals about a group of people or signals, and forms seen by a side."""
    pictures = library.catalogue.pictures
    hints = {hint.measure: hint for hint in pictures.indications}
    for given in find_newest(gave):
        hint = hints.get(given.total.measure)
        quantity = register.figures[given.figure].quantity
        if hint is None or given.total.parts or quantity.value == 0:
            continue
        grade = "suggested" if quantity.has_number or quantity.has_range else "unknown"
        yield FindingShown(
            hint.subject_kind,
            hint.about,
            grade,
            given.figure,
            given.total.holder,
            register.cite(given.total.made_from),
            invented,
        )
    for question in questions:
        if question.id not in ("victims_by_form", "cases_by_form"):
            continue
        for twin in question.twins:
            for shown in (*twin.police, *twin.providers):
                quantity = register.figures[shown.figure].quantity
                if quantity.value == 0:
                    continue  # none was counted: that hints at nothing, and proves nothing
                yield FindingShown(
                    "form", f"{twin.label}, {question.label.lower()}",
                    _grade_side(shown, twin, has_number=quantity.has_number), shown.figure,
                    shown.holder, shown.evidence, shown.invented, shown.coverage,
                )  # fmt: skip


def _grade_side(shown: SideShown, twin: TwinShown, *, has_number: bool) -> str:
    """The grade of one count: documented only where police show a number of their own.

    A hidden or blank count documents nothing, whatever stands beside it.
    """
    if shown.holder in POLICE_FILES:
        return "documented" if has_number and twin.grade == "documented" else "unknown"
    return "suggested" if twin.grade == "documented" else twin.grade


def _say_first(
    library: Library, register: Register, questions: Sequence[QuestionShown]
) -> Sentence:
    """What the two sides say, in one sentence; they are never added."""
    kept = {question.id: question for question in questions}
    cases = [side for twin in kept["cases"].twins for side in twin.police if side.holder == FBI]
    people = [side for twin in kept["potential_victims"].twins for side in twin.providers]
    people = [s for s in people if register.figures[s.figure].quantity.has_number and s.evidence]
    longest = max((_months(register, side) for side in people), default=0)
    people = [side for side in people if _months(register, side) == longest]  # a year, no month
    parts: list[Part] = [Words("Two pictures. Police, ")]
    parts += _tell(register, cases[0]) if cases else [Words("no file")]
    if cases and register.figures[cases[0].figure].quantity.has_number:
        parts.append(Words(", a floor"))
    if people:
        mark = "invented for this demonstration, " if people[0].invented else ""
        parts += [
            Words(f". Providers, {mark}"),
            *_tell(register, people[0]),
            Words(", as "),
            Named(people[0].holder, people[0].evidence),
            Words(" counted, a floor too. They count different things and are never added."),
        ]
    else:
        parts.append(Words(". Providers: a blank, which is no zero, since no count is in hand."))
    return register.say(*parts, addresses=(whole_column(library, "ACTUAL_COUNT"),))


def _months(register: Register, side: SideShown) -> int:
    return find_length(register.figures[side.figure].period)[1]


def _tell(register: Register, side: SideShown) -> tuple[Part, ...]:
    figure = register.figures[side.figure]
    return (When(figure.period), Words(": "), Shown(side.figure))
