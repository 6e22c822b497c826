"""Bounds on different people: the note's formula, hidden counts, refusals, disagreement."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.period import Period
from firstlight.base.place import US, Place, PlaceKind
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.base.sides import PoliceCount, ProviderCount
from firstlight.overlap import (
    PEOPLE,
    DistinctPeople,
    KnownToPolice,
    KnownToProviders,
    bounds_on_distinct_people,
)

UNIT = Unit(UnitKind.COUNT, PEOPLE)
HIDDEN = Quantity(Cell.missing(Status.SUPPRESSED), UNIT)


def q(number: int) -> Quantity:
    return Quantity(Cell.counted(number), UNIT)


def police(people: Quantity, **more: Any) -> PoliceCount:
    side = PoliceCount("potential_victims", people, Period.year(2024), US, "fed_sex", "police")
    return dataclasses.replace(side, **more)


def providers(people: Quantity, **more: Any) -> ProviderCount:
    side = ProviderCount("potential_victims", people, Period.year(2024), US, "fed_sex", "shelter")
    return dataclasses.replace(side, **more)


def bound(
    a: PoliceCount | None,
    b: ProviderCount | None,
    police_say: KnownToProviders | None = None,
    providers_say: KnownToPolice | None = None,
) -> DistinctPeople:
    return bounds_on_distinct_people(
        a,
        b,
        known_to_providers=police_say,
        known_to_police=providers_say,
        hide_up_to=10,
        hidden_values_at_least=6,
    )


def ends(bounds: Any) -> tuple[int, int] | None:
    return bounds and (bounds.low, bounds.high)


@pytest.mark.parametrize(("y", "n", "u"), [(20, 60, 40), (0, 80, 40), (40, 20, 60), (20, 100, 0)])
def test_providers_statement_gives_the_formula_of_the_note(y: int, n: int, u: int) -> None:
    """Fails if [max(LE, VSP, LE+n), LE+n+u] of the research note no longer comes out."""
    le, vsp = 75, y + n + u
    found = bound(police(q(le)), providers(q(vsp)), None, KnownToPolice(q(y), q(n), q(u)))
    assert ends(found.under_providers) == (max(le, vsp, le + n), le + n + u)
    assert ends(found.without_statements) == (max(le, vsp), le + vsp)
    assert found.under_both is None and found.agree is None
    assert found.bounds == found.under_providers


def test_without_any_statement_the_larger_and_the_sum() -> None:
    """Fails if an overlap is assumed that nobody stated."""
    assert ends(bound(police(q(30)), providers(q(50))).bounds) == (50, 80)


def test_hidden_counts_enter_as_ranges() -> None:
    """Fails if a hidden count is taken for 0, or for its middle."""
    found = bound(police(HIDDEN), providers(q(50)))
    assert ends(found.bounds) == (50, 60)
    small = bound(police(q(4)), providers(q(50)))  # a small number in the open is taken for hidden
    assert small.bounds == found.bounds


def test_the_disagreement_is_shown_and_no_average_is_made() -> None:
    """Fails if contradicting statements are blended, or one is preferred."""
    found = bound(
        police(q(60)),
        providers(q(90)),
        KnownToProviders(q(12), q(48), q(0)),
        KnownToPolice(q(40), q(50), q(0)),
    )
    assert found.agree is False and found.under_both is None
    assert found.wrong_at_least == 28  # 40 known to police, say providers; 12, say police
    assert (ends(found.under_police), ends(found.under_providers)) == ((138, 138), (110, 110))
    assert ends(found.bounds) == (90, 150)
    assert any("cannot both be true" in note for note in found.notes)


def test_errors_allowed_make_room_for_both() -> None:
    """Fails if allowed errors are ignored on one side."""
    found = bound(
        police(q(60)),
        providers(q(90)),
        KnownToProviders(q(12), q(48), q(0), wrong_no_at_most=14),
        KnownToPolice(q(40), q(50), q(0), wrong_yes_at_most=14),
    )
    assert found.agree and found.wrong_at_least == 0
    assert ends(found.under_both) == (60 + 90 - 26, 60 + 90 - 26)


def test_both_statements_together_are_never_wider() -> None:
    """Fails if the second statement loosens what the first one fixed."""
    found = bound(
        police(q(60)),
        providers(q(90)),
        KnownToProviders(q(20), q(20), q(20)),
        KnownToPolice(q(30), q(30), q(30)),
    )
    assert (ends(found.under_police), ends(found.under_providers)) == ((110, 130), (90, 120))
    assert ends(found.under_both) == (110, 120)
    assert found.under_both is not None
    assert found.under_both.known_to_both == (30, 40)
    assert found.under_both.police_only == (20, 30)
    assert found.under_both.providers_only == (50, 60)


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (None, providers(q(30)), "police gave no number"),
        (police(q(30)), None, "providers gave no number"),
        (
            police(Quantity(Cell.missing(Status.NOT_REPORTED), UNIT)),
            providers(q(30)),
            "not reported",
        ),
        (police(Quantity(Cell.missing(Status.REFUSED), UNIT)), providers(q(30)), "refused"),
        (police(q(30), period=Period.year(2023)), providers(q(30)), "different times"),
        (
            police(q(30), place=Place(PlaceKind.STATE, "TX", "Texas")),
            providers(q(30)),
            "different places",
        ),
        (police(q(30), definition="ucr_64a"), providers(q(30)), "different definitions"),
        (police(q(30), value="sex"), providers(q(30)), "different questions"),
        (
            police(Quantity(Cell.counted(30), Unit(UnitKind.COUNT, "offenses"))),
            providers(q(30)),
            "count offenses, not people",
        ),
        (
            police(Quantity(Cell.missing(Status.NOT_REPORTED), UNIT, None, 20.0, None)),
            providers(q(30)),
            "at least",
        ),
    ],
)
def test_what_cannot_be_bounded_is_refused_with_what_would_help(
    a: PoliceCount | None, b: ProviderCount | None, why: str
) -> None:
    """Fails if a missing side is taken for 0 or unlike things are compared."""
    found = bound(a, b)
    assert found.bounds is None and found.without_statements is None
    assert why in found.why_not and found.would_help


def test_answers_that_do_not_add_up_are_a_fault_without_numbers_in_it() -> None:
    """Fails if yes, no and unknown may come to more than the people."""
    with pytest.raises(InputFaults, match="do not add up") as raised:
        bound(police(q(47)), providers(q(90)), KnownToProviders(q(31), q(32), q(33)))
    assert not any(number in str(raised.value) for number in ("47", "31", "32", "33"))


def test_a_hidden_answer_that_the_rest_tells_is_not_worked_out() -> None:
    """Fails if 40 - 20 - 15 is worked out where the third answer is hidden."""
    found = bound(police(q(40)), providers(q(90)), KnownToProviders(q(20), HIDDEN, q(15)))
    assert found.bounds is None and "worked out" in found.why_not
    two = bound(police(q(40)), providers(q(90)), KnownToProviders(q(25), HIDDEN, HIDDEN))
    assert two.under_police is not None  # each of the two keeps six values


def test_a_hidden_answer_is_not_told_by_the_other_side_either() -> None:
    """Fails if the other side's exact yes pins a hidden yes: 16 on both, 8 unknown here."""
    found = bound(
        police(HIDDEN_TOTAL),
        providers(q(90)),
        KnownToProviders(HIDDEN, q(30), q(12)),
        KnownToPolice(q(21), q(69), q(0)),
    )
    assert found.under_both is None
    assert any("small count" in note for note in found.notes)


HIDDEN_TOTAL = Quantity(Cell.missing(Status.SUPPRESSED), UNIT, None, 43.0, 52.0)


def test_a_small_group_known_to_one_side_only_is_not_told() -> None:
    """Fails if 5 people known to providers only can be read off the bounds."""
    found = bound(police(q(60)), providers(q(65)), KnownToProviders(q(60), q(0), q(0)), None)
    assert found.under_police is None
    assert ends(found.bounds) == (65, 125)


def test_the_two_sides_do_not_add() -> None:
    """Fails if + or sum() over the two classes gives anything."""
    a, b = police(q(30)), providers(q(40))
    for broken in (lambda: a + b, lambda: b + a, lambda: sum([a, b]), lambda: a - b):  # type: ignore[list-item,arg-type]
        with pytest.raises(TypeError, match="never added"):
            broken()


@pytest.mark.parametrize("small", range(1, 11))
def test_nothing_answered_depends_on_a_hidden_count(small: int) -> None:
    """Fails if a bound, a note or a refusal tells one small count from another."""
    unlike = []
    for n in (small, 5):
        said = KnownToProviders(q(30), HIDDEN, HIDDEN)
        there = KnownToPolice(Quantity(Cell.counted(n), UNIT), HIDDEN, q(60))
        unlike.append(
            (
                bound(police(q(n)), providers(q(90))),
                bound(police(q(40)), providers(HIDDEN_TOTAL_80), said, there),
            )
        )
    assert unlike[0] == unlike[1]


HIDDEN_TOTAL_80 = Quantity(Cell.missing(Status.SUPPRESSED), UNIT, None, 62.0, 80.0)


@pytest.mark.parametrize("yes", range(31, 40))
def test_no_bounds_where_few_are_known_to_one_side_alone(yes: int) -> None:
    """Fails if police 40, providers 80 and 36 known to police give "from 80 to 84 people"."""
    said = KnownToPolice(q(yes), q(80 - yes), q(0))
    found = bound(police(q(40)), providers(q(80)), None, said)
    assert found.under_providers is None and found.without_statements is not None
    assert any("providers" in note for note in found.notes)
    turned = bound(police(q(80)), providers(q(40)), KnownToProviders(q(yes), q(80 - yes), q(0)))
    assert turned.under_police is None


@pytest.mark.parametrize("yes", [20, 29])
def test_bounds_stand_where_many_are_known_to_one_side_alone(yes: int) -> None:
    """Fails if every statement is withheld."""
    found = bound(police(q(40)), providers(q(80)), None, KnownToPolice(q(yes), q(80 - yes), q(0)))
    assert ends(found.under_providers) == (120 - yes, 120 - yes)
