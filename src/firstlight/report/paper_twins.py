"""The two pictures on paper: what police recorded and what providers saw, as twin columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment import AskSide, QuestionShown, SideShown, TwinShown, TwoPictures
from firstlight.base.finding import Figure
from firstlight.report.funnel_plot import KEY, describe_funnel, draw_funnel
from firstlight.report.grids import lay_row
from firstlight.report.paper_tables import Row
from firstlight.report.pictures_words import write_grade
from firstlight.report.wording import write_age, write_parts

TITLE = "Two pictures, side by side"
ABOUT = "Neither side is ranked, and the two are never added. A blank is no zero."
HEADS = ("Question", "What police recorded", "What providers saw", "Beside each other")
INVENTED = "invented for this demonstration: "
FACE = "Source Sans Pro"
BLANK = "not counted on this side"


@dataclass(frozen=True, slots=True)
class TwinRow:
    """One question, or one value of it. A side without a count has no rows and says why."""

    label: str
    police: tuple[Row, ...]
    providers: tuple[Row, ...]
    no_police: str
    no_providers: str
    verdict: str


@dataclass(frozen=True, slots=True)
class PaperTwins:
    """The table of the two pictures. `notes` say of each question what neither side counted and
    how the mix compares, and name the questions that neither side counted at all."""

    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[TwinRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG, in words for whoever hears it, and the key to it."""

    svg: str
    words: str
    key: str


def lay_twins(pictures: TwoPictures | None, figures: Mapping[str, Figure]) -> PaperTwins | None:
    """Lay the two pictures out; None where neither side counted anything."""
    if pictures is None:
        return None
    counted = [q for q in pictures.questions if any(t.police or t.providers for t in q.twins)]
    nobody = [q.label for q in pictures.questions if q not in counted]
    if not counted:
        return None
    return PaperTwins(
        title=TITLE,
        about=ABOUT,
        heads=HEADS,
        rows=tuple(
            _lay_twin(pictures, question, twin, figures)
            for question in counted
            for twin in question.twins
        ),
        notes=(
            *(note for question in counted if (note := _note(pictures, question))),
            *((f"Counted by neither side: {'; '.join(nobody)}.",) if nobody else ()),
        ),
    )


def _lay_twin(
    pictures: TwoPictures, question: QuestionShown, twin: TwinShown, figures: Mapping[str, Figure]
) -> TwinRow:
    named = f"{twin.label[:1].lower()}{twin.label[1:]}"
    verdicts = dict(pictures.verdicts)
    verdict = verdicts[twin.verdict] if twin.verdict else "Counted, and not compared"
    rules = f" (rules {', '.join(twin.rules)})" if twin.rules else ""
    return TwinRow(
        label=question.label if twin.label == question.label else f"{question.label}, {named}",
        police=_lay_side(twin.police, figures),
        providers=_lay_side(twin.providers, figures),
        no_police=_say_blank(question.ask_police),
        no_providers=_say_blank(question.ask_providers),
        verdict=f"{verdict}{rules}. Grade: {write_grade(pictures, twin.grade)}.",
    )


def _lay_side(side: Sequence[SideShown], figures: Mapping[str, Figure]) -> tuple[Row, ...]:
    rows = []
    for given in side:
        figure = figures[given.figure]
        age = write_age(figure)
        told = f"{INVENTED if given.invented else ''}{given.holder}, {figure.period.label}"
        told += f" ({age})" if age else ""
        told += f", as: {given.definition}" if given.definition else ""
        told += f", {write_parts(given.coverage, figures)}" if given.coverage else ""
        # it runs on behind its number; what has none has no unit either
        counted = figure.quantity.has_number or figure.quantity.has_range
        label = f"{figure.quantity.unit.name}; {told}" if counted else f"({told})"
        rows.append(replace(lay_row(label, figure), label=label))  # it runs on behind its number
    return tuple(rows)


def _say_blank(ask: AskSide | None) -> str:
    if ask is None:
        return BLANK
    return f"nobody asked. Ask {ask.who} for totals of {ask.wants}"


def _note(pictures: TwoPictures, question: QuestionShown) -> str:
    """Values that neither side counted, and which part is the largest on each side."""
    told = []
    if question.open_values:
        told.append(f"Counted by neither side: {', '.join(question.open_values)}.")
    if question.mix_verdict:
        verdict = dict(pictures.verdicts)[question.mix_verdict]
        told.append(f"The mix: {verdict[:1].lower()}{verdict[1:]}. {' '.join(question.mix)}")
    return f"{question.label}. {' '.join(told)}" if told else ""


def lay_funnel(pictures: TwoPictures | None) -> Drawing | None:
    """The funnel plot for paper; None where there is none."""
    if pictures is None or not pictures.funnel.dots:
        return None
    svg = draw_funnel(pictures.funnel, "funnel")
    svg = svg.replace("<svg ", f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FACE}" ', 1)
    return Drawing(svg, f"Funnel plot of police agencies. {describe_funnel(pictures.funnel)}.", KEY)
