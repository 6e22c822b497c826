"""How many different people the two sides can know together: bounds, never one number."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.pictures_counts import Gave, find_length
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
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
    one, other = (pictures.overlap[side] for side in ("police", "providers"))
    ours, theirs = _people(gave, one), _people(gave, other)
    pairs = list(_pair_up(register, ours, theirs))
    sentences: list[Sentence] = []
    tables: list[FigureTable] = []
    refusals: list[Refusal] = []
    notes: list[str] = []
    if not pairs:
        lacks = [words for words, found in (("police", ours), ("providers", theirs)) if not found]
        why = f"Nobody has asked for the number of different people: {' and '.join(lacks)}."
        refusals.append(Refusal(WHAT, why, ASK, area.place.name, ID))
    for number, (left, right) in enumerate(pairs):
        made = _bound(library, register, gave, left, right)
        if isinstance(made, Refusal):
            refusals.append(made)
            continue
        bounds, agree, said = made
        notes += said
        cited = _addresses(gave, (left, one), (right, other))
        named = _name_pair(register, left, right, cited) if len(pairs) > 1 else ()
        sentences += _say(
            register, area, number, bounds, left, agree, cited, named, invented=invented
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


def _people(gave: Sequence[Gave], side: OverlapMeasures) -> list[Gave]:
    return [g for g in gave if g.total.measure == side.people and not g.total.parts]


def _pair_up(
    register: Register, ours: Sequence[Gave], theirs: Sequence[Gave]
) -> Iterator[tuple[Gave, Gave]]:
    """For each two holders, the numbers of the newest time that both gave by one definition.

    All numbers are looked at, and not each holder's newest alone; those that both stand for one
    time are all taken. Shown numbers go before hidden ones. Where nothing fits, the two newest
    stand for the refusal.
    """
    by_holders = itertools.product(
        dict.fromkeys(g.total.same[0] for g in ours), dict.fromkeys(g.total.same[0] for g in theirs)
    )
    for police, providers in by_holders:
        left = [g for g in ours if g.total.same[0] == police]
        right = [g for g in theirs if g.total.same[0] == providers]
        fits = [pair for pair in itertools.product(left, right) if _fit(*pair)]
        shown = [pair for pair in fits if not any(_is_hidden(register, g) for g in pair)]
        places = dict.fromkeys(one.total.place.id for one, _ in fits)
        for place in places:
            of_place = [p for p in shown or fits if p[0].total.place.id == place]
            of_place = of_place or [p for p in fits if p[0].total.place.id == place]
            newest = max(of_place, key=_rank)
            yield from (pair for pair in of_place if _rank(pair) == _rank(newest))
        if not fits:
            yield max(left, key=_when), max(right, key=_when)


def _fit(one: Gave, other: Gave) -> bool:
    """True for two numbers of one place, time and definition."""
    if one.total.answer or other.total.answer:
        return False
    return (one.total.place.id, one.total.period, one.total.definition) == (
        other.total.place.id, other.total.period, other.total.definition,
    )  # fmt: skip


def _when(given: Gave) -> tuple[datetime.date, int]:
    """The newest first, and of two that end on one day the longer."""
    return given.total.period.last, find_length(given.total.period)[1]


def _rank(pair: tuple[Gave, Gave]) -> tuple[datetime.date, int]:
    return _when(pair[0])


def _beside(gave: Sequence[Gave], people: Gave, measure: str) -> list[Gave]:
    """The same holder's answers for the same place and time: by the same definition if any is."""
    found = [g for g in gave if g.total.measure == measure and not g.total.parts]
    found = [g for g in found if g.total.same == people.total.same]
    same = [g for g in found if g.total.definition == people.total.definition]
    return [people] if measure == people.total.measure else same or found


def _addresses(gave: Sequence[Gave], *sides: tuple[Gave, OverlapMeasures]) -> tuple[Address, ...]:
    found: list[Address] = []
    for people, side in sides:
        for measure in (side.people, side.known, side.not_known, side.unsure):
            for given in _beside(gave, people, measure):
                found += given.total.made_from
    return tuple(dict.fromkeys(found))


def _bound(
    library: Library, register: Register, gave: Sequence[Gave], left: Gave, right: Gave
) -> tuple[dict[str, tuple[int, int]], bool | None, tuple[str, ...]] | Refusal:
    """Low and high by world, whether the statements agree, and notes; or the refusal."""
    pictures = library.catalogue.pictures
    place = left.total.place.name
    if any(_is_hidden(register, given) for given in (left, right)):
        why = "One side’s number of people is hidden to protect people."
        return Refusal(WHAT, why, "Take a longer period or a larger place.", place, ID)
    first, second = left.total, right.total
    ours = _statement(register, gave, left, pictures.overlap["police"])
    theirs = _statement(register, gave, right, pictures.overlap["providers"])
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
    return found, answer.agree, (*answer.assumes, *silent, *answer.notes)


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
    register: Register, gave: Sequence[Gave], people: Gave, side: OverlapMeasures
) -> _Statement:
    """What one side says of its own people; an answer it did not give can be anything.

    Answers that add up to fewer than the people leave some who were not asked: each of them
    may be known to the other side or not, as those of whom the side is unsure.
    """
    found = [_beside(gave, people, name) for name in (side.known, side.not_known, side.unsure)]
    if not any(found):
        return _Statement(None)
    whole = register.figures[people.figure].quantity
    most = whole.value if whole.value is not None else whole.high
    parts = [_join(register, given, most) for given in found]
    yes, no, unknown = parts
    if most is None or any(_most(part) is None for part in parts):
        return _Statement(KnownToProviders(yes, no, unknown))
    rest = most - sum(_most(part) or 0.0 for part in parts)
    if rest > 0:
        cell = Cell.missing(Status.NOT_REPORTED, "some were not asked")
        high = most - _least(yes) - _least(no)
        unknown = Quantity(cell, UNIT, None, _least(unknown), high)
    return _Statement(KnownToProviders(yes, no, unknown), rest > 0)


def _join(register: Register, given: Sequence[Gave], most: float | None) -> Quantity:
    """One answer; of several figures that all stand, any from the lowest to the highest."""
    if not given or any(_is_hidden(register, one) for one in given):
        return Quantity(Cell.missing(Status.NOT_REPORTED, "not told"), UNIT, None, 0.0, most)
    parts = [_as_people(register, one) for one in given]
    if len(parts) == 1:
        return parts[0]
    highs = [high for part in parts if (high := _most(part)) is not None]
    high = max(highs) if len(highs) == len(parts) else most
    cell = Cell.missing(Status.NOT_REPORTED, "several figures stand")
    return Quantity(cell, UNIT, None, min(_least(part) for part in parts), high)


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


def _name_pair(
    register: Register, left: Gave, right: Gave, cited: tuple[Address, ...]
) -> tuple[Part, ...]:
    """The two holders and their definition, to tell one pair of numbers from another."""
    if not cited:
        return ()
    parts: list[Part] = [
        Words(": "),
        register.name(left.total.holder, left.total.made_from or cited),
    ]
    parts += [Words(" and "), register.name(right.total.holder, right.total.made_from or cited)]
    if left.total.definition:
        parts += [Words(", as: "), register.name(left.total.definition, cited)]
    return tuple(parts)


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
    title: tuple[Part, ...] = (
        Words(f"{begin}ifferent people, fewest to most, "),
        register.name(left.total.holder, left.total.made_from or cited),
        Words(" and "),
        register.name(right.total.holder, right.total.made_from or cited),
        Words(", "),
        When(left.total.period),
    )
    if left.total.definition and cited:
        title += (Words(", as: "), register.name(left.total.definition, cited))
    return FigureTable(title, "What is taken to be true", "people", rows)


def _say(
    register: Register,
    area: Area,
    number: int,
    bounds: dict[str, tuple[int, int]],
    left: Gave,
    agree: bool | None,
    cited: tuple[Address, ...],
    named: tuple[Part, ...],
    *,
    invented: bool,
) -> Iterator[Sentence]:
    """The bounds in words. `named` says of whom, where there are several pairs."""
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
            *named,
            Words("."),
            addresses=cited,
        )
    if agree is False and cited:
        yield register.say(
            Words(
                f"{begin}he two statements cannot both be true as they stand. Neither is preferred "
                "and no average is made. Ask both how they know"
            ),
            *named,
            Words("."),
            addresses=cited,
        )
    elif agree and cited:
        yield register.say(
            Words(f"{begin}he two statements can both be true as they stand"),
            *named,
            Words("."),
            addresses=cited,
        )
