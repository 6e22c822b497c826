"""Where people fall out on the way to a published figure, and with which other crime they came."""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.pictures_counts import Gave, find_newest, open_hidden
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register
from firstlight.base.finding import Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.pictures import ContextCount, Ladder, StepCount, build_ladder, tabulate_context

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
    newest = [g for g in find_newest(gave) if not g.total.parts]
    counts: list[StepCount] = []
    pairs: list[tuple[Gave, Gave]] = []
    for step in pictures.steps:
        for came in (g for g in newest if g.total.measure == step.came):
            for left in newest:
                if left.total.measure == step.left and left.total.same == came.total.same:
                    pairs.append((came, left))
                    counts.append(
                        StepCount(
                            step.after,
                            open_hidden(register.figures[came.figure].quantity),
                            open_hidden(register.figures[left.figure].quantity),
                            came.total.period,
                            came.total.place,
                            came.total.definition,
                            came.total.holder,
                        )
                    )
    ladder = build_ladder(counts, pictures=pictures)
    sentences: list[Sentence] = []
    tables: list[FigureTable] = []
    names = dict(ladder.rungs)
    remaining = iter(sorted(range(len(counts)), key=lambda n: _rung(ladder, counts[n].after)))
    uncounted: dict[str, list[str]] = {}
    for gap in ladder.gaps:
        between = f"from “{_lower(names[gap.after])}” to “{_lower(names[gap.before])}”"
        if not gap.steps:
            uncounted.setdefault(gap.why_not[0].says, []).append(between)
        for step_made in gap.steps:
            came, left = pairs[next(remaining)]
            cited = (*came.total.made_from, *left.total.made_from)
            rows = [
                TableRow((Words(names[gap.after]),), came.figure),
                TableRow((Words(names[gap.before]),), left.figure),
            ]
            if step_made.lost.value is not None:
                lost = register.enter_quantity(
                    f"pictures.lost.{came.figure}",
                    indicator="pictures.lost",
                    label=f"Lost {between}, {came.total.place.name}",
                    quantity=step_made.lost,
                    period=step_made.period,
                    place=step_made.place,
                    made_from=cited,
                    invented=invented,
                )
                rows.append(TableRow((Words("Lost in this step"),), lost.id))
                sentences.append(
                    register.say(
                        Words(_begin(f"The step {between}, as ", invented=invented)),
                        register.name(came.total.holder, cited),
                        Words(" counted it, "),
                        When(step_made.period),
                        Words(": of "),
                        Shown(came.figure),
                        Words(" there are "),
                        Shown(left.figure),
                        Words(" left, and "),
                        Shown(lost.id),
                        Words(" fell out."),
                    )
                )
            title = _begin(f"The step {between}, ", invented=invented)
            tables.append(
                FigureTable(
                    (
                        Words(title),
                        register.name(came.total.holder, cited),
                        Words(", "),
                        When(step_made.period),
                    ),
                    "Rung",
                    came.total.unit or "people",
                    tuple(rows),
                )
            )
    if tables:
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
    ask_next = "Ask for a look back at older files: firstlight template police."
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
        if tables
        else tuple(Refusal(title, why, ask_next, area.place.name, LOSSES) for why in uncounted),
        invented=invented and bool(tables),
    )


def _rung(ladder: Ladder, name: str) -> int:
    return [rung for rung, _ in ladder.rungs].index(name)


def make_context_block(
    library: Library, register: Register, area: Area, gave: Sequence[Gave], *, invented: bool
) -> Block:
    """With which other crimes people came to notice, a column for each source."""
    pictures = library.catalogue.pictures
    dimension = library.catalogue.taxonomy.dimensions["linked_crime"]
    rules = {rule.measure: rule for rule in pictures.contexts}
    newest = [g for g in find_newest(gave) if g.total.measure in rules and not g.total.parts]
    table = tabulate_context(
        [
            ContextCount(
                rules[g.total.measure].kind,
                g.total.holder,
                rules[g.total.measure].value,
                open_hidden(register.figures[g.figure].quantity),
                g.total.period,
                g.total.place,
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
            if (rules[g.total.measure].kind, g.total.holder, g.total.period, g.total.place)
            == (column.kind, column.source, column.period, column.place)
        ]
        cited = tuple(address for g in own for address in g.total.made_from)
        name = register.name(column.source, cited)
        rows = tuple(
            TableRow((Words(labels[rules[g.total.measure].value]),), g.figure) for g in own
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
                    Words("."),
                )
            )
    lacking: dict[str, list[str]] = {}
    for kind, rule in table.missing:
        lacking.setdefault(rule.says, []).append(kind)
    title = "Context of identification"
    ask_next = (
        "Ask police and providers for the same lines: firstlight template police, and "
        "firstlight template victim_services."
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
