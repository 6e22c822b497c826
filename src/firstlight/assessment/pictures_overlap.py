"""How many different people the two sides can know together: bounds, never one number."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.pictures_counts import Gave, find_newest
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.finding import Figure, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.base.sides import PoliceCount, ProviderCount
from firstlight.catalogue.entries import OverlapMeasures
from firstlight.overlap import (
    PEOPLE,
    Bounds,
    KnownToPolice,
    KnownToProviders,
    bounds_on_distinct_people,
)

ID = "pictures_overlap"
WHAT = "Bounds on the number of different people"
QUESTION, UNIT = "potential_victims", Unit(UnitKind.COUNT, PEOPLE)
TITLES = {
    "nothing": "with no statement of either side",
    "police": "if what police say of their people holds",
    "providers": "if what providers say of their people holds",
    "both": "if what both say holds",
}
WORLDS = (
    ("nothing", "without_statements"),
    ("police", "under_police"),
    ("providers", "under_providers"),
    ("both", "under_both"),
)
NOT_ASKED = (
    "The answers of a side are fewer than its people. Those of whom nothing was said can be known "
    "to the other side or not."
)
ASK = "Ask both for their number of different people, and how many of them the other side knows."


def make_overlap_block(
    library: Library, register: Register, area: Area, gave: Sequence[Gave], *, invented: bool
) -> Block:
    """The bounds for each pair of holders of one place and time, or why there are none."""
    pictures = library.catalogue.pictures
    newest = find_newest(gave)
    one, other = (pictures.overlap[side] for side in ("police", "providers"))
    ours, theirs = _people(newest, one), _people(newest, other)
    pairs = list(itertools.product(ours, theirs))
    sentences: list[Sentence] = []
    tables: list[FigureTable] = []
    refusals: list[Refusal] = []
    notes: list[str] = []
    if not pairs:
        lacks = [words for words, found in (("police", ours), ("providers", theirs)) if not found]
        why = f"Nobody has asked for the number of different people: {' and '.join(lacks)}."
        refusals.append(Refusal(WHAT, why, ASK, area.place.name, ID))
    for number, (left, right) in enumerate(pairs):
        made = _bound(library, register, newest, left, right)
        if isinstance(made, Refusal):
            refusals.append(made)
            continue
        bounds, agree, wrong, said = made
        notes += said
        cited = _addresses(newest, (left, one), (right, other))
        sentences += _say(
            register, area, number, bounds, left, right, agree, wrong, cited, invented=invented
        )
        tables.append(_table(register, area, number, bounds, left, right, cited, invented=invented))
    return Block(
        id=ID,
        heading="Two pictures",
        title="How many different people the two sides can know",
        question="Seen together, how few and how many different people can these be?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=("W04", "W09", "W15"),
        cannot_tell=(
            "Who stands on both sides. No list of people was compared, and none is asked for.",
            "How many people neither side has met.",
        ),
        ask_next=ASK,
        remarks=(
            "Exact bounds from totals. Each side counts every person once, by one definition, in "
            "one place and time; otherwise no bound is given. Neither statement is preferred.",
            *dict.fromkeys(notes),
        ),
        refusals=tuple(refusals),
        invented=invented and bool(tables),
    )


def _people(newest: Sequence[Gave], side: OverlapMeasures) -> list[Gave]:
    return [g for g in newest if g.total.measure == side.people and not g.total.parts]


def _beside(newest: Sequence[Gave], people: Gave, measure: str) -> Gave | None:
    """The same holder's answer for the same place and time."""
    return next(
        (g for g in newest if g.total.measure == measure and g.total.same == people.total.same),
        None,
    )


def _addresses(newest: Sequence[Gave], *sides: tuple[Gave, OverlapMeasures]) -> tuple[Address, ...]:
    found: list[Address] = []
    for people, side in sides:
        for measure in (side.people, side.known, side.not_known, side.unsure):
            given = _beside(newest, people, measure)
            found += given.total.made_from if given else ()
    return tuple(dict.fromkeys(found))


def _bound(
    library: Library, register: Register, newest: Sequence[Gave], left: Gave, right: Gave
) -> tuple[dict[str, tuple[int, int]], bool | None, int, tuple[str, ...]] | Refusal:
    """Low and high by world, whether the statements agree, and notes; or the refusal."""
    pictures = library.catalogue.pictures
    place = left.total.place.name
    if any(_is_hidden(register, given) for given in (left, right)):
        why = "One side’s number of people is hidden to protect people."
        return Refusal(WHAT, why, "Take a longer period or a larger place.", place, ID)
    first, second = left.total, right.total
    ours = _statement(register, newest, left, pictures.overlap["police"])
    theirs = _statement(register, newest, right, pictures.overlap["providers"])
    try:
        answer = bounds_on_distinct_people(
            PoliceCount(
                QUESTION, _as_people(register, left), first.period, first.place, first.definition,
                first.holder,
            ),
            ProviderCount(
                QUESTION, _as_people(register, right), second.period, second.place,
                second.definition, second.holder,
            ),
            known_to_providers=ours.said,
            known_to_police=_turn(theirs.said),
            hide_up_to=pictures.hide_up_to,
            hidden_values_at_least=pictures.hidden_values_at_least,
        )  # fmt: skip
    except InputFaults as error:
        # answers that were taken one by one can still contradict each other together
        why = " ".join(fault.what for fault in error.faults)
        do = " ".join(dict.fromkeys(fault.do for fault in error.faults))
        return Refusal(WHAT, why, do, place, ID)
    if answer.why_not:
        why = f"{answer.why_not[:1].upper()}{answer.why_not[1:]}."
        return Refusal(WHAT, why, answer.would_help, place, ID)
    found: dict[str, tuple[int, int]] = {}
    for name, field in WORLDS:
        bounds: Bounds | None = getattr(answer, field)
        if bounds is not None:
            found[name] = (bounds.low, bounds.high)
    silent = (NOT_ASKED,) if ours.leaves_rest or theirs.leaves_rest else ()
    return found, answer.agree, answer.wrong_at_least, (*answer.assumes, *silent, *answer.notes)


def _is_hidden(register: Register, given: Gave) -> bool:
    quantity = register.figures[given.figure].quantity
    return quantity.cell.status is Status.SUPPRESSED and not quantity.has_range


def _as_people(register: Register, given: Gave) -> Quantity:
    quantity = register.figures[given.figure].quantity
    return Quantity(quantity.cell, UNIT, None, quantity.low, quantity.high)


@dataclass(frozen=True, slots=True)
class _Statement:
    """One side's three answers, and whether they leave people over of whom nothing was said."""

    said: KnownToProviders | None
    leaves_rest: bool = False


def _statement(
    register: Register, newest: Sequence[Gave], people: Gave, side: OverlapMeasures
) -> _Statement:
    """What one side says of its own people; an answer it did not give can be anything.

    Answers that add up to fewer than the people leave some who were not asked: each of them
    may be known to the other side or not, as those of whom the side is unsure.
    """
    found = [_beside(newest, people, name) for name in (side.known, side.not_known, side.unsure)]
    if not any(found):
        return _Statement(None)
    whole = register.figures[people.figure].quantity
    most = whole.value if whole.value is not None else whole.high
    parts = []
    for given in found:
        if given is None or _is_hidden(register, given):
            cell = Cell.missing(Status.NOT_REPORTED, "not told")
            parts.append(Quantity(cell, UNIT, None, 0.0, most))
        else:
            parts.append(_as_people(register, given))
    yes, no, unknown = parts
    if most is None or any(_most(part) is None for part in parts):
        return _Statement(KnownToProviders(yes, no, unknown))
    rest = most - sum(_most(part) or 0.0 for part in parts)
    if rest > 0:
        cell = Cell.missing(Status.NOT_REPORTED, "some were not asked")
        high = most - _least(yes) - _least(no)
        unknown = Quantity(cell, UNIT, None, _least(unknown), high)
    return _Statement(KnownToProviders(yes, no, unknown), rest > 0)


def _least(part: Quantity) -> float:
    """The fewest that an answer can be."""
    return part.value if part.value is not None else part.low or 0.0


def _most(part: Quantity) -> float | None:
    """The most that an answer can be; None where no end is stated."""
    return part.value if part.value is not None else part.high


def _turn(statement: KnownToProviders | None) -> KnownToPolice | None:
    """The same three answers, said by the other side."""
    if statement is None:
        return None
    return KnownToPolice(statement.yes, statement.no, statement.unknown)


def _enter(
    register: Register,
    area: Area,
    number: int,
    name: str,
    ends: tuple[int, int],
    left: Gave,
    cited: tuple[Address, ...],
    *,
    invented: bool,
) -> Figure:
    low, high = ends
    cell = Cell.missing(Status.NOT_REPORTABLE, "no list of people is compared")
    quantity = Quantity(cell, UNIT, None, float(low), float(high))
    return register.enter_quantity(
        f"pictures.people.{name}.{number}.{area.place.id}",
        indicator="pictures.people",
        label=f"Different people known, {TITLES[name]}, {left.total.place.name}",
        quantity=quantity,
        period=left.total.period,
        place=left.total.place,
        made_from=cited,
        invented=invented,
    )


def _table(
    register: Register,
    area: Area,
    number: int,
    bounds: dict[str, tuple[int, int]],
    left: Gave,
    right: Gave,
    cited: tuple[Address, ...],
    *,
    invented: bool,
) -> FigureTable:
    begin = "Invented for this demonstration: d" if invented else "D"
    rows = tuple(
        TableRow(
            (Words(TITLES[name].capitalize()),), f"pictures.people.{name}.{number}.{area.place.id}"
        )
        for name in bounds
    )
    title = (
        Words(f"{begin}ifferent people, fewest to most, "),
        register.name(left.total.holder, left.total.made_from or cited),
        Words(" and "),
        register.name(right.total.holder, right.total.made_from or cited),
        Words(", "),
        When(left.total.period),
    )
    return FigureTable(title, "What is taken to be true", "people", rows)


def _say(
    register: Register,
    area: Area,
    number: int,
    bounds: dict[str, tuple[int, int]],
    left: Gave,
    right: Gave,
    agree: bool | None,
    wrong: int,
    cited: tuple[Address, ...],
    *,
    invented: bool,
) -> Iterator[Sentence]:
    begin = "Invented for this demonstration: t" if invented else "T"
    for name, ends in bounds.items():
        figure = _enter(register, area, number, name, ends, left, cited, invented=invented)
        if not cited:
            continue
        yield register.say(
            Words(f"{begin}he two sides together know "),
            Shown(figure.id),
            Words(f", {TITLES[name]}, "),
            When(left.total.period),
            Words("."),
            addresses=cited,
        )
    if agree is False and cited:
        yield register.say(
            Words(
                f"{begin}he two statements cannot both be true as they stand. Neither is preferred "
                "and no average is made. Ask both how they know."
            ),
            addresses=cited,
        )
    elif agree and cited:
        yield register.say(
            Words(f"{begin}he two statements can both be true as they stand."), addresses=cited
        )
