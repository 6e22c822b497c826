"""The rows of the two pictures as blocks of the chapter on documented cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_area import HOLDER
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.pictures_counts import FBI, word_it
from firstlight.assessment.pictures_model import (
    AskSide,
    QuestionShown,
    SideShown,
    TwinShown,
)
from firstlight.assessment.pictures_twins import VERDICTS
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register
from firstlight.base.finding import Named, Part, Sentence, When, Words
from firstlight.base.place import Area

HEADING = "Two pictures"
BANNER = (
    "Invented for this demonstration: every total that is not the FBI’s. Nobody gave it, no such "
    "holder exists, and it says nothing of this place."
)
GROUPS = (
    ("pictures_tips", "Tips, side by side", ("tips",)),
    (
        "pictures_people",
        "Possible victims, side by side",
        ("potential_victims", "victims_by_form", "victims_by_age", "victims_by_age_identified"),
    ),
    (
        "pictures_cases",
        "Cases, side by side",
        ("cases", "cases_by_form", "cases_by_route", "cases_by_context"),
    ),
)
SIDES = (("police", "What police recorded"), ("providers", "What providers saw"))
CANNOT_TELL = (
    "Which side is right. Each sees other people, for other reasons.",
    "How many different people there are. The same person may stand on both sides.",
    "What neither side noticed.",
)
RULES = "Rules of the comparison: catalogue, methods, pictures."


def make_twin_blocks(
    library: Library,
    register: Register,
    area: Area,
    questions: Sequence[QuestionShown],
    *,
    invented: bool,
) -> tuple[Block, ...]:
    """Three blocks: tips, possible victims, cases. Police and providers stand in tables apart.

    What neither side counted at all is withheld with the reason, like any measure without a figure.
    """
    kept = {question.id: question for question in questions}
    return tuple(
        _make_block(library, register, area, name, title, [kept[q] for q in own], invented=invented)
        for name, title, own in GROUPS
    )


def _make_block(
    library: Library,
    register: Register,
    area: Area,
    name: str,
    title: str,
    own: Sequence[QuestionShown],
    *,
    invented: bool,
) -> Block:
    sides = (side for question in own for twin in question.twins for side in twin.police)
    of_records = any(side.holder in (FBI, HOLDER) for side in sides)
    asks: dict[str, list[str]] = {}
    for question in own:
        for ask in (question.ask_police, question.ask_providers):
            if ask:
                asks.setdefault(ask.who, []).append(ask.wants)
    told = [f"Ask {who} for totals of {list_words(wants)}." for who, wants in asks.items()]
    ask_next = " ".join(told) or "Ask both sides why they differ, and write down what they say."
    nothing = not any(twin.police or twin.providers for question in own for twin in question.twins)
    why = own[0].twins[0].reasons[0]
    return Block(
        id=name,
        heading=HEADING,
        title=title,
        question=" ".join(question.asks for question in own[:1]),
        sentences=() if nothing else tuple(_say(library, register, own)),
        tables=tuple(
            table for question in own for table in _lay_tables(library, register, question)
        ),
        warnings=(*(("W02",) if of_records else ()), "W04", "W09", "W15"),
        cannot_tell=CANNOT_TELL,
        ask_next=ask_next,
        remarks=(
            *((BANNER,) if invented else ()),
            "Neither side is ranked, and the two are never added. A blank is no zero.",
            *_say_rules(own),
        ),
        refusals=(Refusal(title, why, ask_next, area.place.name, name),) if nothing else (),
        invented=invented,
    )


def _say(library: Library, register: Register, own: Sequence[QuestionShown]) -> Iterator[Sentence]:
    """One sentence for the rows of one verdict, reason and grade; then what the leads explain."""
    grades = library.catalogue.grades.grades
    nothing = (whole_column(library, "ACTUAL_COUNT"),)
    groups: dict[str, list[tuple[str, TwinShown]]] = {}
    for question in own:
        for twin in question.twins:
            verdict = (
                f": {VERDICTS[twin.verdict].lower()}. {twin.reasons[0]}"
                if twin.verdict
                else (": counted, and not compared.")
            )
            said = f"{plain(verdict)} Grade: {grades[twin.grade].label}."
            groups.setdefault(said, []).append((name_row(question, twin), twin))
    yield from _say_coverage(library, register, own)
    for said, rows in groups.items():
        cited = tuple(dict.fromkeys(name for _, twin in rows for name in _evidence(twin)))
        cited = cited or register.cite(nothing)
        names = [rows[0][0], *(_lower(name) for name, _ in rows[1:])]
        yield Sentence((word_it("; ".join(names), cited), Words(said)), cited)
        for name, twin in rows:
            for why in twin.explanations:
                yield Sentence(
                    (
                        word_it(f"On {_lower(name)} ", why.evidence),
                        Named(f"{why.author}, {why.day}", why.evidence),
                        Words(", explains: “"),
                        Named(why.text, why.evidence),
                        Words("”"),
                    ),
                    why.evidence,
                )


def _say_coverage(
    library: Library, register: Register, own: Sequence[QuestionShown]
) -> Iterator[Sentence]:
    """Which agencies and months stand behind the counts of a file, once for each year of it."""
    told: dict[tuple[str, str], SideShown] = {}
    for question in own:
        for twin in question.twins:
            for shown in (*twin.police, *twin.providers):
                period = register.figures[shown.figure].period
                if shown.coverage:
                    told.setdefault((shown.holder, period.label), shown)
    for (holder, _), shown in told.items():
        period = register.figures[shown.figure].period
        yield register.say(
            Words(f"{holder}, "),
            When(period),
            Words(": "),
            *shown.coverage,
            Words("."),
            addresses=(whole_column(library, "ORI"),) if holder == FBI else (),
        )


def name_row(question: QuestionShown, twin: TwinShown) -> str:
    """The words for one row: its question, and the value where the question has several."""
    told = "" if twin.label == question.label else f", {_lower(twin.label)}"
    return f"{question.label}{told}"


def list_words(words: Sequence[str]) -> str:
    """One, one and two, or one, two and three."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def plain(text: str) -> str:
    """Our own words without a digit: a rule says 0 where it means none."""
    return text.replace(" 0", " zero")


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _evidence(twin: TwinShown) -> tuple[str, ...]:
    sides = (*twin.police, *twin.providers)
    return tuple(dict.fromkeys(name for side in sides for name in side.evidence))


def _say_rules(own: Sequence[QuestionShown]) -> Iterator[str]:
    """Reasons once each, with the ids of their rules; then what no side counted."""
    reasons: dict[str, str] = {}
    for question in own:
        for twin in question.twins:
            reasons.update(zip(twin.rules, twin.reasons, strict=True))
        told = question.mix[-len(question.mix_rules) :] if question.mix_rules else ()
        reasons.update(zip(question.mix_rules, told, strict=True))
    yield from (f"{says} (rule {rule})" for rule, says in reasons.items())
    for question in own:
        if question.open_values:
            yield f"{question.label}, counted by neither side: {', '.join(question.open_values)}."
        if question.mix_verdict:
            largest = [text for text in question.mix if text.startswith("Largest")]
            yield " ".join([f"{question.label}, the mix: {VERDICTS[question.mix_verdict].lower()}.",
                            *largest])  # fmt: skip


def _lay_tables(
    library: Library, register: Register, question: QuestionShown
) -> Iterator[FigureTable]:
    """A table for each side and unit. A side without a count says so and whom to ask."""
    for side, words in SIDES:
        ask: AskSide | None = getattr(question, f"ask_{side}")
        if ask is not None:
            label = Words(f"Nobody has asked yet. Ask {ask.who} for totals of {ask.wants}")
            rows = (TableRow((label,), ask.figure),)
            yield FigureTable(
                (Words(f"{question.label}: {_lower(words)}"),), "Whom to ask", "count", rows,
                side=side,
            )  # fmt: skip
            continue
        by_unit: dict[str, list[TableRow]] = {}
        invented = False
        for twin in question.twins:
            for shown in getattr(twin, side):
                figure = register.figures[shown.figure]
                invented = invented or shown.invented
                by_unit.setdefault(figure.quantity.unit.name, []).append(
                    TableRow(_label(register, question, twin, shown), shown.figure)
                )
        mark = "Invented for this demonstration: " if invented else ""
        for unit, rows_of in by_unit.items():
            yield FigureTable(
                (Words(f"{mark}{question.label}: {_lower(words)}"),),
                "Who counted, when, as what",
                unit,
                tuple(rows_of),
                side=side,
            )


def _label(
    register: Register, question: QuestionShown, twin: TwinShown, shown: SideShown
) -> tuple[Part, ...]:
    figure = register.figures[shown.figure]
    lead = "" if twin.label == question.label else f"{twin.label}, "
    parts: list[Part] = [word_it(lead, shown.evidence)] if lead else []
    parts += [_name(shown.holder, shown), Words(", "), When(figure.period)]
    if shown.definition:
        parts += [Words(", as: "), _name(shown.definition, shown)]
    return tuple(parts)


def _name(text: str, shown: SideShown) -> Part:
    return Named(text, shown.evidence) if shown.evidence else Words(_no_digits(text))


def _no_digits(text: str) -> str:
    """Words of a holder whose evidence may not be named, without any digit."""
    return "".join(sign for sign in text if not sign.isdigit())
