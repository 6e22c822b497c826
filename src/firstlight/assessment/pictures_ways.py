"""Where people fall out on the way to a published figure, and with which other crime they came."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.pictures_counts import (
    Gave,
    find_length,
    find_newest,
    name_holders,
    open_hidden,
)
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register
from firstlight.base.finding import Part, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.base.provenance import Address
from firstlight.catalogue.entries import PictureStep
from firstlight.pictures import ContextCount, StepCount, build_ladder, tabulate_context

LOSSES, CONTEXTS = "pictures_losses", "pictures_context"
HEADING = "Two pictures"
MARK = "Invented for this demonstration: "


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _begin(text: str, *, invented: bool) -> str:
    return f"{MARK}{_lower(text)}" if invented else text


def make_losses_block(
    library: Library, register: Register, area: Area, gave: Sequence[Gave], *, invented: bool
) -> Block:
    """Met, recognized, coded, reported: each gap from one source of its own, or nobody counted."""
    pictures = library.catalogue.pictures
    pairs = [pair for step in pictures.steps for pair in _pair_ends(gave, step)]
    counts = [
        StepCount(
            after,
            register.figures[came.figure].quantity,
            register.figures[left.figure].quantity,
            came.total.period,
            came.total.place,
            came.total.definition,
            came.total.holder,
        )
        for after, came, left in pairs
    ]
    ladder = build_ladder(counts, pictures=pictures)
    ends = {id(count): (came, left) for count, (_, came, left) in zip(counts, pairs, strict=True)}
    sentences: list[Sentence] = []
    tables: list[FigureTable] = []
    names = dict(ladder.rungs)
    uncounted: dict[str, list[str]] = {}
    for gap in ladder.gaps:
        between = f"from “{_lower(names[gap.after])}” to “{_lower(names[gap.before])}”"
        if not gap.steps:
            uncounted.setdefault(gap.why_not[0].says, []).append(between)
        for number, made in enumerate(gap.steps):
            came, left = ends[id(made.count)]
            cited = (*came.total.made_from, *left.total.made_from)
            rows = [
                TableRow((Words(names[gap.after]),), came.figure),
                TableRow((Words(names[gap.before]),), left.figure),
            ]
            holder = (_name_holder(register, came, cited),)
            when = (
                When(came.total.period),
                *_define(register, came, cited, of=[c for _, c, _ in pairs]),
            )
            if made.lost.has_number:
                several = f".{number}" if number else ""
                lost = register.enter_quantity(
                    f"pictures.lost.{came.figure}{several}",
                    indicator="pictures.lost",
                    label=f"Lost {between}, {came.total.place.name}",
                    quantity=made.lost,
                    period=came.total.period,
                    place=came.total.place,
                    made_from=cited,
                    invented=invented,
                )
                rows.append(TableRow((Words("Lost in this step"),), lost.id))
                told: tuple[Part, ...] = (
                    Words("of "),
                    Shown(came.figure),
                    Words(" there are "),
                    Shown(left.figure),
                    Words(" left, and "),
                    Shown(lost.id),
                    Words(" fell out."),
                )
            else:
                told = (Words(_lower(made.why[0].says)),)
            sentences.append(
                register.say(
                    Words(_begin(f"The step {between}, as ", invented=invented)),
                    *holder,
                    Words(" counted it, "),
                    *when,
                    Words(": "),
                    *told,
                    addresses=cited or (whole_column(library, "ACTUAL_COUNT"),),
                )
            )
            if not made.both:
                continue  # its two ends would tell a small count
            head = Words(_begin(f"The step {between}, ", invented=invented))
            tables.append(
                FigureTable(
                    (head, *holder, Words(", "), *when),
                    "Rung",
                    came.total.unit or "people",
                    tuple(rows),
                )
            )
    if counts:
        sentences += [
            register.say(
                Words(
                    f"The step{'s' if len(steps) > 1 else ''} {', '.join(steps)}: {_lower(says)}"
                ),
                addresses=(whole_column(library, "ACTUAL_COUNT"),),
            )
            for says, steps in uncounted.items()
        ]
    title = "Three losses: met, recognized, coded, reported"
    ask_next = (
        "Ask police to look back at older files: how many people in them they would now read as "
        "possibly trafficked, and how many of these were recognized at the time."
    )
    return Block(
        id=LOSSES,
        heading=HEADING,
        title=title,
        question="Where do people fall out on the way to a published figure?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=("W01",),
        cannot_tell=(
            "How many trafficked people nobody met. The first rung stands above that.",
            "A share of the whole way. Steps are of different people and years, and are never "
            "multiplied.",
        ),
        ask_next=ask_next,
        remarks=("Each step is counted by one source, which counts both of its ends.",),
        refusals=()
        if counts
        else tuple(Refusal(title, why, ask_next, area.place.name, LOSSES) for why in uncounted),
        invented=invented and bool(counts),
    )


def _pair_ends(gave: Sequence[Gave], step: PictureStep) -> list[tuple[str, Gave, Gave]]:
    """Both ends of a step by one holder, of the newest time for which it gave both.

    An end is set beside one of its own definition where there is such a one.
    """
    whole = [g for g in gave if not g.total.parts and not g.total.answer]
    ends = [
        (came, left)
        for came in whole
        if came.total.measure == step.came
        for left in whole
        if left.total.measure == step.left and left.total.same == came.total.same
    ]
    alike = [pair for pair in ends if pair[0].total.definition == pair[1].total.definition]
    sure = {given.figure for pair in alike for given in pair}
    ends = [pair for pair in ends if pair in alike or not sure & {pair[0].figure, pair[1].figure}]
    newest: dict[object, datetime.date] = {}
    for came, _ in ends:
        newest[_series(came)] = max(
            newest.get(_series(came), came.total.period.last), came.total.period.last
        )
    return [
        (step.after, came, left)
        for came, left in ends
        if came.total.period.last == newest[_series(came)]
    ]


def _series(given: Gave) -> object:
    total = given.total
    return total.same[0], total.place.id, total.group, find_length(total.period), total.definition


def _define(
    register: Register, given: Gave, cited: tuple[Address, ...], *, of: Sequence[Gave]
) -> tuple[Part, ...]:
    """The definition, where one holder's figures for one time have several."""
    same = [
        one
        for one in of
        if (one.total.measure, one.total.same) == (given.total.measure, given.total.same)
    ]
    if len({one.total.definition for one in same}) < 2 or not cited:
        return ()
    return Words(", as: "), register.name(given.total.definition, cited)


def _name_holder(register: Register, given: Gave, cited: tuple[Address, ...]) -> Part:
    """The holder; in plain words without a digit where the rows it gave may not be named."""
    if cited:
        return register.name(given.total.holder, cited)
    return Words("".join(sign for sign in given.total.holder if not sign.isdigit()))


def make_context_block(
    library: Library, register: Register, area: Area, gave: Sequence[Gave], *, invented: bool
) -> Block:
    """With which other crimes people came to notice, a column for each source."""
    pictures = library.catalogue.pictures
    dimension = library.catalogue.taxonomy.dimensions["linked_crime"]
    rules = {rule.measure: rule for rule in pictures.contexts}
    newest = [g for g in find_newest(gave) if g.total.measure in rules and not g.total.parts]
    numbers, names = _number_doubles(newest), name_holders(newest)
    table = tabulate_context(
        [
            ContextCount(
                rules[g.total.measure].kind,
                names[g.total.same[0]],
                rules[g.total.measure].value,
                open_hidden(register.figures[g.figure].quantity),
                g.total.period,
                g.total.place,
                numbers[g.figure],
            )
            for g in newest
        ],
        dimension=dimension,
        pictures=pictures,
    )
    labels = dict(table.rows)
    tables, sentences = [], []
    for column in table.columns:
        own = [
            g
            for g in newest
            if (rules[g.total.measure].kind, names[g.total.same[0]], g.total.period)
            == (column.kind, column.source, column.period)
            and (g.total.place, numbers[g.figure]) == (column.place, column.number)
        ]
        cited = tuple(address for g in own for address in g.total.made_from)
        name = register.name(column.source, cited)
        rows = tuple(
            TableRow(
                (
                    Words(labels[rules[g.total.measure].value]),
                    *_define(register, g, cited, of=newest),
                ),
                g.figure,
            )
            for g in own
        )
        tables.append(
            FigureTable(
                (
                    Words(_begin(f"{column.kind.capitalize()}, ", invented=invented)),
                    name,
                    Words(", "),
                    When(column.period),
                ),
                "Came to notice with",
                column.unit.name,
                rows,
            )
        )
        told = [g for g in own if register.figures[g.figure].quantity.has_number]
        for g in told:
            sentences.append(
                register.say(
                    name,
                    Words(
                        f" ({'invented for this demonstration, ' if invented else ''}"
                        f"{column.kind}) counted "
                    ),
                    Shown(g.figure),
                    Words(
                        f" who came to notice with {_lower(labels[rules[g.total.measure].value])}, "
                    ),
                    When(column.period),
                    *_define(register, g, cited, of=newest),
                    Words("."),
                )
            )
    lacking: dict[str, list[str]] = {}
    for kind, rule in table.missing:
        lacking.setdefault(rule.says, []).append(kind)
    title = "Context of identification"
    ask_next = (
        "Ask police and providers alike how many people came to notice with domestic violence, "
        "and how many with sexual assault."
    )
    for says, kinds in lacking.items() if tables else ():
        named = ", ".join(kinds)
        sentences.append(
            register.say(
                Words(f"{named[:1].upper()}{named[1:]}: {_lower(says)}"),
                addresses=(whole_column(library, "ACTUAL_COUNT"),),
            )
        )
    return Block(
        id=CONTEXTS,
        heading=HEADING,
        title=title,
        question="With which other crime did people come to notice?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=("W11", "W15"),
        cannot_tell=(
            "How many came to notice in any other way. A crime without a line was not counted.",
            "A sum. A person can stand under several crimes and in several columns.",
        ),
        ask_next=ask_next,
        remarks=("Columns are never added. Lines of one column overlap.",),
        refusals=()
        if tables
        else tuple(Refusal(title, why, ask_next, area.place.name, CONTEXTS) for why in lacking),
        invented=invented and bool(tables),
    )


def _number_doubles(newest: Sequence[Gave]) -> dict[str, int]:
    """Which of several figures of one holder for one thing each is; the first has zero."""
    numbers: dict[str, int] = {}
    seen: dict[object, int] = {}
    for given in newest:
        key = given.total.measure, given.total.same
        numbers[given.figure] = seen.get(key, 0)
        seen[key] = numbers[given.figure] + 1
    return numbers
