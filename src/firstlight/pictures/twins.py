"""Police beside providers, question by question. Two columns, a verdict, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from firstlight.base.cell import Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.quantity import Quantity
from firstlight.base.sides import PoliceCount, ProviderCount, count_range
from firstlight.catalogue.entries import NO_READING, PictureQuestion, Pictures, Taxonomy
from firstlight.pictures.mix import find_largest, has_split
from firstlight.pictures.rules import RuleSaid, say

SOME, NONE, OPEN, HIDDEN, NO_COUNT = "some", "none", "open", "hidden", "no count"
AGES = ("age_group", "age_at_identification")

FAR_LARGER = "V06"


@dataclass(frozen=True, slots=True)
class Twin:
    """One row: all counts of police beside all counts of providers, each as it stands.

    `verdict` is agree, both_saw, both_counted, differ, one_sided or neither; empty for the rows of
    what is unknown, not asked or unmapped, which are counted and not compared. `why` are the
    rules that held, the one that gave the verdict first. No column is the true one.
    """

    question: str
    value: str
    label: str
    police: tuple[PoliceCount, ...]
    providers: tuple[ProviderCount, ...]
    verdict: str
    why: tuple[RuleSaid, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """Which part is the largest on each side: values of the dimension, empty where not named."""

    verdict: str
    police_largest: str
    providers_largest: str
    why: tuple[RuleSaid, ...]


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    """One question with its rows; `mix` compares the split, where there is one."""

    id: str
    label: str
    asks: str
    twins: tuple[Twin, ...]
    mix: Mix | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All questions, those that nobody answered included. `why_not` is empty unless no side
    has any count."""

    questions: tuple[QuestionPicture, ...]
    why_not: str = ""

    def question(self, name: str) -> QuestionPicture:
        """One question by its id.

        Raises
        ------
        KeyError
            When there is no such question.
        """
        for question in self.questions:
            if question.id == name:
                return question
        raise KeyError(name)


def compare_pictures(
    *,
    police: Sequence[PoliceCount],
    providers: Sequence[ProviderCount],
    pictures: Pictures,
    taxonomy: Taxonomy,
) -> Comparison:
    """Lay what police recorded beside what providers saw, question by question.

    Sizes are compared only where unit, place, period and definition are the same; otherwise
    only whether a side saw some or counted none. A structural zero is no count: nobody could
    record it. The order of the sides is fixed and says nothing.

    Raises
    ------
    InputFaults
        For a count of a question or value that does not exist.
    """
    _check(police, providers, pictures, taxonomy)
    kept = []
    for question in pictures.questions:
        ours = tuple(count for count in police if count.question == question.id)
        theirs = tuple(count for count in providers if count.question == question.id)
        twins = tuple(
            _make_twin(question, value, label, ours, theirs, pictures)
            for value, label in _rows(question, ours, theirs, taxonomy)
        )
        mix = _compare_mix(ours, theirs, pictures) if question.by else None
        kept.append(QuestionPicture(question.id, question.label, question.asks, twins, mix))
    found = any(count_state(count.quantity, pictures) != NO_COUNT for count in police) or any(
        count_state(count.quantity, pictures) != NO_COUNT for count in providers
    )
    why = "" if found else "neither police nor providers gave a count"
    return Comparison(tuple(kept), why)


def _check(
    police: Sequence[PoliceCount],
    providers: Sequence[ProviderCount],
    pictures: Pictures,
    taxonomy: Taxonomy,
) -> None:
    known = {question.id: question for question in pictures.questions}
    faults = []
    asked = [
        *((count.question, count.value, "A count") for count in police),
        *((count.question, count.value, "A count") for count in providers),
    ]
    for name, value, what in asked:
        question = known.get(name)
        if question is None:
            do = f"There are: {', '.join(known)}."
            faults.append(Fault(f"{what} is of a question that does not exist.", do))
            continue
        values = (*taxonomy.dimensions[question.by].values, *NO_READING) if question.by else ("",)
        if value not in values:
            do = f"There are: {', '.join(filter(None, values)) or 'none; give the whole'}."
            faults.append(Fault(f"{what} of {name} is of a value that does not exist.", do))
    if faults:
        raise InputFaults(faults)


def _rows(
    question: PictureQuestion,
    police: Sequence[PoliceCount],
    providers: Sequence[ProviderCount],
    taxonomy: Taxonomy,
) -> Iterable[tuple[str, str]]:
    if not question.by:
        yield "", question.label
        return
    for value, meaning in taxonomy.dimensions[question.by].values.items():
        yield value, meaning.label
    given = {count.value for count in police} | {count.value for count in providers}
    for value in NO_READING:
        if value in given:
            yield value, value.replace("_", " ")


def count_state(quantity: Quantity, pictures: Pictures) -> str:
    """Whether a count says some, none, a range that may be 0, or nothing at all.

    A count that is hidden and may be 0 was given all the same: it is no blank.
    """
    if quantity.cell.status is Status.STRUCTURAL_ZERO:
        return NO_COUNT
    found = count_range(quantity, hide_up_to=pictures.hide_up_to)
    if found is None:
        return NO_COUNT
    low, high = found
    if low > 0:
        return SOME
    if quantity.cell.status is Status.SUPPRESSED:
        return HIDDEN
    if high is None:
        return OPEN if quantity.has_range else NO_COUNT
    return NONE if high == 0 else OPEN


def _side_state(quantities: Iterable[Quantity], pictures: Pictures) -> str:
    states = {count_state(quantity, pictures) for quantity in quantities} - {NO_COUNT}
    for state in (SOME, HIDDEN, OPEN, NONE):
        if state in states:
            return state
    return NO_COUNT


def _make_twin(
    question: PictureQuestion,
    value: str,
    label: str,
    police: Sequence[PoliceCount],
    providers: Sequence[ProviderCount],
    pictures: Pictures,
) -> Twin:
    ours = tuple(count for count in police if count.value == value)
    theirs = tuple(count for count in providers if count.value == value)
    if value in NO_READING:
        return Twin(question.id, value, label, ours, theirs, "", ())
    rule = _judge(ours, theirs, pictures)
    reasons = _reasons(question, ours, theirs, pictures, rule)
    return Twin(
        question=question.id,
        value=value,
        label=label,
        police=ours,
        providers=theirs,
        verdict=pictures.rules[rule].gives,
        why=say(pictures, [rule, *reasons]),
    )


def _judge(
    police: Sequence[PoliceCount], providers: Sequence[ProviderCount], pictures: Pictures
) -> str:
    """The id of the rule that gives the verdict."""
    one = _side_state((count.quantity for count in police), pictures)
    other = _side_state((count.quantity for count in providers), pictures)
    states = {one, other}
    if OPEN in states:
        return "V14" if states & {SOME, NONE, HIDDEN} else "V15"
    if states == {NO_COUNT}:
        return "V01"
    if HIDDEN in states:
        return "V17" if NO_COUNT in states else "V16"
    if NO_COUNT in states:
        return "V02"
    if states == {SOME, NONE}:
        return "V03"
    if states == {NONE}:
        return "V04"
    return _compare_sizes(police, providers, pictures)


def _compare_sizes(
    police: Sequence[PoliceCount], providers: Sequence[ProviderCount], pictures: Pictures
) -> str:
    """V05 to V08: sizes are compared only where both count the same thing.

    That they are of like size is said only where every count of one side is compared with every
    one of the other: else some of what stands side by side counts different things.
    """
    rules = {
        _size_rule(ours.quantity, theirs.quantity, pictures)
        for ours in police
        for theirs in providers
        if _same(ours, theirs) == (True, True, True, True)
        and NO_COUNT
        not in (count_state(ours.quantity, pictures), count_state(theirs.quantity, pictures))
    }
    for rule in ("V06", "V08", "V07"):
        if rule in rules:
            alike = rule != "V07" or not _find_differences(police, providers, pictures)
            return rule if alike else "V05"
    return "V05"


def _find_differences(
    police: Sequence[PoliceCount], providers: Sequence[ProviderCount], pictures: Pictures
) -> list[str]:
    """Y01 to Y04: in what some count of one side and some of the other are not the same."""
    ours = [c for c in police if count_state(c.quantity, pictures) != NO_COUNT]
    theirs = [c for c in providers if count_state(c.quantity, pictures) != NO_COUNT]
    pairs = [_same(one, other) for one in ours for other in theirs]
    return [
        rule
        for part, rule in enumerate(("Y01", "Y02", "Y03", "Y04"))
        if not all(pair[part] for pair in pairs)
    ]


def _size_rule(one: Quantity, other: Quantity, pictures: Pictures) -> str:
    limit = pictures.differ_ratio
    spans = [count_range(quantity, hide_up_to=pictures.hide_up_to) for quantity in (one, other)]
    (low, high), (low_, high_) = (span or (0, None) for span in spans)
    if (high_ is not None and low >= limit * max(high_, 1)) or (
        high is not None and low_ >= limit * max(high, 1)
    ):
        return "V06"
    if high is not None and high_ is not None and high < limit * low_ and high_ < limit * low:
        return "V07"
    return "V08"


def _same(one: PoliceCount, other: ProviderCount) -> tuple[bool, bool, bool, bool]:
    """Whether unit, period, place and definition are the same."""
    units = (one.quantity.unit, other.quantity.unit)
    return (
        units[0].name == units[1].name and units[0].kind == units[1].kind,
        one.period == other.period,
        one.place == other.place,
        one.definition == other.definition,
    )


def _reasons(
    question: PictureQuestion,
    police: Sequence[PoliceCount],
    providers: Sequence[ProviderCount],
    pictures: Pictures,
    rule: str,
) -> list[str]:
    """Why the two may differ: rules that hold whenever both sides have a count."""
    ours = [c for c in police if count_state(c.quantity, pictures) != NO_COUNT]
    theirs = [c for c in providers if count_state(c.quantity, pictures) != NO_COUNT]
    if not ours or not theirs:
        return []
    # a rule that compares sizes speaks of counts of the same thing
    found = [] if rule == FAR_LARGER else _find_differences(police, providers, pictures)
    if question.by == "form":
        found.append("Y05")
    if question.by in AGES:
        found.append("Y06")
    return [*found, "Y07", "Y08"]


def _compare_mix(
    police: Sequence[PoliceCount], providers: Sequence[ProviderCount], pictures: Pictures
) -> Mix:
    """Which part is the largest on each side; shares are never pooled."""
    split = [has_split(count.quantity for count in police if count.value)]
    split.append(has_split(count.quantity for count in providers if count.value))
    if not any(split):
        return Mix(pictures.rules["V01"].gives, "", "", say(pictures, ["V01"]))
    if not all(split):
        return Mix(pictures.rules["V12"].gives, "", "", say(pictures, ["V12"]))
    ours = find_largest(
        [(c.source, c.period, c.place, c.value, c.quantity) for c in police], pictures
    )
    theirs = find_largest(
        [(c.source, c.period, c.place, c.value, c.quantity) for c in providers], pictures
    )
    if not ours or not theirs:
        return Mix(pictures.rules["V13"].gives, ours, theirs, say(pictures, ["V13", "V11"]))
    rule = "V10" if ours == theirs else "V09"
    return Mix(pictures.rules[rule].gives, ours, theirs, say(pictures, [rule]))
