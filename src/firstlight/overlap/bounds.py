"""The one function that takes counts of both sides and says something of their sum of people."""

from __future__ import annotations

from collections.abc import Mapping

from firstlight.base.cell import Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.quantity import Quantity
from firstlight.base.sides import PoliceCount, ProviderCount, count_range
from firstlight.overlap.feasible import FAR, Said, Span, World, find_worlds, narrow, people_of
from firstlight.overlap.shapes import (
    PEOPLE,
    Bounds,
    DistinctPeople,
    KnownToPolice,
    KnownToProviders,
)

ASSUMES = (
    "Each side counts every person once.",
    "Both columns are of the same place, the same time and the same definition.",
    "A person known to the other side stands in the other side's count of this table.",
)


def bounds_on_distinct_people(
    police: PoliceCount | None,
    providers: ProviderCount | None,
    *,
    known_to_providers: KnownToProviders | None = None,
    known_to_police: KnownToPolice | None = None,
    hide_up_to: int,
    hidden_values_at_least: int,
) -> DistinctPeople:
    """Bound the number of different people known to police, to providers, or to both.

    Parameters
    ----------
    police, providers
        Each side's own number of people (unit "people", each person once), for one place, one
        period and one definition. A hidden count enters as a range, 1 to `hide_up_to` unless
        a range is stated; a number from 1 to `hide_up_to` is taken for hidden.
    known_to_providers, known_to_police
        Each side's own statement about its own people: also known to the other side, yes, no,
        unknown. None where nobody said.
    hidden_values_at_least
        Every hidden count keeps at least so many possible values, or nothing is answered.

    Returns
    -------
    DistinctPeople
        Bounds without statements, under each statement and under both, never one number.
        `why_not` says why there are none: a side without a number, offenses in place of people,
        two places, periods or definitions, a hidden count that the rest would tell.

    Raises
    ------
    InputFaults
        When a side's yes, no and unknown cannot add up to its people, or an error allowed for
        is negative.

    Notes
    -----
    Let `a` people be known to police, `b` to providers and `k` to both, so that `a + b - k`
    different people are known. Nothing said: `0 <= k <= min(a, b)`, so the union lies from
    `max(a, b)` to `a + b`.

    Police say `a = y + n + u`. Every yes but at most `e` wrong ones is on both sides, every no
    but at most `f` wrong ones is not, and an unknown is either. So
    `k = (y - e') + u' + f'` with `0 <= e' <= min(e, y)`, `0 <= u' <= u`, `0 <= f' <= min(f, n)`,
    and every whole k from `max(0, y - e)` to `y + u + min(f, n) = a - max(0, n - f)` occurs.

    Where y, n, u and a are ranges, the smallest y that leaves a possible is
    `max(y_low, a - n_high - u_high)` and the smallest n is `max(n_low, a - y_high - u_high)`,
    which gives, for given a,
    `max(0, y_low - e, a - n_high - u_high - e) <= k <=
    min(a, a - n_low + f, y_high + u_high + f)`.
    Every k between occurs: one step of a part moves either end by at most 1, so neighboring
    intervals leave no gap. Providers' statement does the same with b.

    All of this bounds a, b, k or a difference of two of them. Solutions of such a system are
    closed under taking the larger (or the smaller) of each unknown, so the largest possible a
    and b occur together, and so do the smallest; shortest paths give them, and a negative
    cycle says that nothing is possible (Cormen et al., Introduction to Algorithms, chapter on
    difference constraints). For given a and b the most people are `a + b - k_min(a, b)`. One
    more in a raises k_min by at most 1, so this never falls when a or b grows, and its largest
    value stands at the largest a and b. In the same way the fewest, `a + b - k_max(a, b)`,
    stand at the smallest a and b. Both ends occur. A test enumerates all worlds of small
    numbers and finds the same ends.

    The two statements can both be true just when their ranges of k have a number in common:
    given such a k, choose a as the first statement and b as the second one allow. The distance
    between the two ranges is the fewest answers that must be wrong.
    With exact counts, no errors and providers' statement (y, n, u) alone the bounds are
    `max(a, b, a + n)` and `a + n + u`, as in the research note on documented cases, section 5.
    """
    refused = _refuse(police, providers)
    if refused or police is None or providers is None:
        why, helps = refused or ("", "")
        return DistinctPeople(None, None, None, None, None, 0, why_not=why, would_help=helps)
    people = [_span(side.quantity, hide_up_to) for side in (police, providers)]
    said = (_said(known_to_providers, hide_up_to), _said(known_to_police, hide_up_to))
    _check(people, said)
    hidden = [_hidden(police.quantity, known_to_providers, hide_up_to)]
    hidden.append(_hidden(providers.quantity, known_to_police, hide_up_to))
    if any(
        _is_told(people[side], said[side], hidden[side], None, hidden_values_at_least)
        for side in (0, 1)
    ):
        return DistinctPeople(
            None, None, None, None, None, 0,
            why_not="a hidden count could be worked out from the other counts of its side",
            would_help="Hide the side's number of people, or a second one of its answers.",
        )  # fmt: skip
    worlds = {
        "nothing": find_worlds(people[0], people[1], None, None),
        "police": find_worlds(people[0], people[1], said[0], None) if said[0] else None,
        "providers": find_worlds(people[0], people[1], None, said[1]) if said[1] else None,
    }
    notes: list[str] = []
    agree, wrong = _compare(worlds, people, said)
    if agree:
        worlds["both"] = find_worlds(people[0], people[1], said[0], said[1])
    if agree is False:
        notes.append(
            "The two statements cannot both be true. Neither is preferred, and no average is made."
        )
    for side, name in ((0, "police"), (1, "providers")):
        own, other = worlds[name], worlds["providers" if side == 0 else "police"]
        if own is None and said[side] is not None:
            notes.append(
                "What police say cannot hold beside the providers' number of people."
                if side == 0
                else "What providers say cannot hold beside the police's number of people."
            )
        if other is not None and _is_told(
            people[side], said[side], hidden[side], other.both, hidden_values_at_least
        ):
            worlds["both"] = None
            notes.append(
                "Bounds under both statements are withheld: they would tell a small count."
            )
    shown = {}
    for name, world in worlds.items():
        small = world is not None and _tells_small(world, hide_up_to, hidden_values_at_least)
        shown[name] = None if world is None or small else _bounds(world)
        if small:
            notes.append(f"Bounds ({name}) are withheld: they would tell a small count of people.")
    return DistinctPeople(
        without_statements=shown["nothing"],
        under_police=shown["police"],
        under_providers=shown["providers"],
        under_both=shown.get("both"),
        agree=agree,
        wrong_at_least=wrong,
        assumes=ASSUMES,
        notes=tuple(dict.fromkeys(notes)),
        why_not="" if shown["nothing"] else "the bounds would tell a small count of people",
        would_help="" if shown["nothing"] else "Take a longer period or a larger place.",
    )


def _refuse(police: PoliceCount | None, providers: ProviderCount | None) -> tuple[str, str] | None:
    """Why there can be no bounds, and what would help; None where nothing stands against them."""
    if police is None or providers is None:
        side = "police" if police is None else "providers"
        return f"{side} gave no number", f"Ask {side} for their number of people. Totals only."
    for side, quantity in (("police", police.quantity), ("providers", providers.quantity)):
        found = count_range(quantity, hide_up_to=1)
        if found is None:
            why = quantity.cell.status.value.replace("_", " ")
            return f"the number of {side} is {why}", f"Ask {side} for their number of people."
        if found[1] is None:
            return f"{side} say only “at least”", f"Ask {side} for the most it can be."
        if quantity.unit.name != PEOPLE:
            helps = f"Ask {side} how many different people these are."
            return f"{side} count {quantity.unit.name}, not people", helps
    if police.place != providers.place:
        return "the two are of different places", "Ask both for the same place."
    if police.period != providers.period:
        return "the two are of different times", "Ask both for the same period."
    if police.definition != providers.definition:
        return "the two use different definitions", "Ask both to count by the same definition."
    if (police.question, police.value) != (providers.question, providers.value):
        return "the two answer different questions", "Take the same question on both sides."
    return None


def _span(quantity: Quantity, hide_up_to: int) -> Span:
    found = count_range(quantity, hide_up_to=hide_up_to)
    if found is None or found[1] is None:
        return Span(0, 10**9)
    if quantity.value is not None and 1 <= quantity.value <= hide_up_to:
        return Span(1, hide_up_to)
    return Span(found[0], found[1])


def _said(statement: KnownToProviders | KnownToPolice | None, hide_up_to: int) -> Said | None:
    if statement is None:
        return None
    return Said(
        _span(statement.yes, hide_up_to),
        _span(statement.no, hide_up_to),
        _span(statement.unknown, hide_up_to),
        statement.wrong_yes_at_most,
        statement.wrong_no_at_most,
    )


def _check(people: list[Span], said: tuple[Said | None, Said | None]) -> None:
    faults = []
    for side, own, statement in zip(("Police", "Providers"), people, said, strict=True):
        if statement is None:
            continue
        if statement.wrong_yes < 0 or statement.wrong_no < 0:
            do = "Give 0 or more."
            faults.append(Fault(f"{side}: a number of wrong answers is negative.", do))
        kept = people_of(own, statement)
        if kept.low > kept.high:
            do = "Check the three answers and the number of people."
            faults.append(Fault(f"{side}: yes, no and unknown do not add up to their people.", do))
    if faults:
        raise InputFaults(faults)


def _hidden(
    people: Quantity, statement: KnownToProviders | KnownToPolice | None, hide_up_to: int
) -> tuple[bool, ...]:
    """Which of people, yes, no and unknown are hidden."""
    parts = [people]
    if statement is not None:
        parts += [statement.yes, statement.no, statement.unknown]
    return tuple(
        part.cell.status is Status.SUPPRESSED
        or (part.value is not None and 1 <= part.value <= hide_up_to)
        for part in parts
    )


def _is_told(
    people: Span, said: Said | None, hidden: tuple[bool, ...], both: Span | None, least: int
) -> bool:
    """True when a hidden count is left with fewer possible values than it must keep.

    A range that was stated so narrow from the start is the holder's own choice.
    """
    if said is None:
        return False
    own, left = narrow(people, said, both)
    spans = (own, left.yes, left.no, left.unknown)
    before = (people, said.yes, said.no, said.unknown)
    return any(
        is_hidden and span.width < min(least, first.width)
        for is_hidden, span, first in zip(hidden, spans, before, strict=True)
    )


def _compare(
    worlds: Mapping[str, World | None], people: list[Span], said: tuple[Said | None, Said | None]
) -> tuple[bool | None, int]:
    """Whether both statements can be true, and the fewest answers that are wrong if not."""
    if said[0] is None or said[1] is None:
        return None, 0
    anybody = Span(0, FAR)
    alone = (
        find_worlds(people[0], anybody, said[0], None),
        find_worlds(anybody, people[1], None, said[1]),
    )
    if alone[0] is None or alone[1] is None:
        return False, 0
    gap = max(
        0,
        alone[0].both.low - alone[1].both.high,
        alone[1].both.low - alone[0].both.high,
        alone[0].both.low - people[1].high,
        alone[1].both.low - people[0].high,
    )
    return gap == 0, gap


def _tells_small(world: World, hide_up_to: int, least: int) -> bool:
    """True when people known to one side only, or to both, are told to be 1 to the limit.

    "At most four are known to police alone" tells as much as their number: who is known to one
    side alone may be no small group, unless that side's own count is hidden as one.
    """
    alone = ((world.first_only, world.first), (world.second_only, world.second))
    if any(1 <= span.high <= hide_up_to and span.high < own.high for span, own in alone):
        return True
    return any(
        span.low >= 1 and span.high <= hide_up_to and span.width < least
        for span in (world.both, world.first_only, world.second_only)
    )


def _bounds(world: World) -> Bounds:
    return Bounds(
        low=world.union.low,
        high=world.union.high,
        known_to_both=(world.both.low, world.both.high),
        police_only=(world.first_only.low, world.first_only.high),
        providers_only=(world.second_only.low, world.second_only.high),
    )
