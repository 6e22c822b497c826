"""How many different people do two sides know? Counts only, one table, one call, one answer."""

from __future__ import annotations

from firstlight.base.cell import Cell
from firstlight.base.period import Period
from firstlight.base.place import US
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.base.sides import PoliceCount, ProviderCount
from firstlight.overlap import PEOPLE, KnownToPolice, bounds_on_distinct_people


def people(number: int) -> Quantity:
    return Quantity(Cell.counted(number), Unit(UnitKind.COUNT, PEOPLE))


POLICE = PoliceCount("potential_victims", people(40), Period.year(2024), US, "fed_sex", "police")
PROVIDERS = ProviderCount(
    "potential_victims", people(120), Period.year(2024), US, "fed_sex", "providers"
)


def test_nobody_asked_who_is_known_to_the_other():
    """Police know 40 people and providers 120. Without more, 120 to 160 different people.

    | police | providers | together   |
    | ------ | --------- | ---------- |
    | 40     | 120       | 120 to 160 |
    """
    found = bounds_on_distinct_people(POLICE, PROVIDERS, hide_up_to=10, hidden_values_at_least=6)

    assert found.bounds is not None
    assert (found.bounds.low, found.bounds.high) == (120, 160)


def test_providers_say_who_is_known_to_police():
    """Of their 120, providers say that 20 are known to police, 70 are not, 30 unknown.

    | police | providers: yes | no | unknown | together   |
    | ------ | -------------- | -- | ------- | ---------- |
    | 40     | 20             | 70 | 30      | 120 to 140 |
    """
    said = KnownToPolice(yes=people(20), no=people(70), unknown=people(30))
    found = bounds_on_distinct_people(
        POLICE, PROVIDERS, known_to_police=said, hide_up_to=10, hidden_values_at_least=6
    )

    assert found.bounds is not None
    assert (found.bounds.low, found.bounds.high) == (120, 140)
    assert found.bounds.providers_only == (80, 100)
