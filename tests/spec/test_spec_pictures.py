"""Two pictures side by side: one table, one call, one verdict with its rule."""

from __future__ import annotations

from firstlight.base.cell import Cell
from firstlight.base.period import Period
from firstlight.base.place import US
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.base.sides import PoliceCount, ProviderCount
from firstlight.catalogue import read_catalogue
from firstlight.pictures import AgencyCount, StepCount, build_ladder, compare_pictures, draw_funnel

CATALOGUE = read_catalogue()
OFFENSES, PEOPLE = Unit(UnitKind.COUNT, "offenses"), Unit(UnitKind.COUNT, "people")


def test_offenses_beside_people():
    """Police recorded none of labor trafficking, and providers served 80 people. They differ.

    | form  | police, offenses | providers, people | verdict |
    | ----- | ---------------- | ----------------- | ------- |
    | sex   | 60               | 20                | agree   |
    | labor | 0                | 80                | differ  |
    """
    year = Period.year(2024)
    police = [
        PoliceCount(
            "cases_by_form", Quantity(Cell.counted(n), OFFENSES), year, US, "ucr", "police", form
        )
        for form, n in (("sex", 60), ("labor", 0))
    ]
    providers = [
        ProviderCount(
            "cases_by_form", Quantity(Cell.counted(n), PEOPLE), year, US, "fed", "shelter", form
        )
        for form, n in (("sex", 20), ("labor", 80))
    ]
    found = compare_pictures(
        police=police, providers=providers, pictures=CATALOGUE.pictures, taxonomy=CATALOGUE.taxonomy
    ).question("cases_by_form")
    rows = {twin.value: twin for twin in found.twins}

    assert (rows["sex"].verdict, rows["labor"].verdict) == ("both_saw", "differ")
    assert rows["labor"].why[0].says == "One side looked and recorded none. The other saw some."
    assert found.mix is not None and found.mix.verdict == "differ"


def test_a_loss_is_counted_in_one_source_or_not_at_all():
    """A survey: staff met 80 people and recognized 20. Nobody counted the two other steps."""
    survey = StepCount(
        "met",
        Quantity(Cell.counted(80), PEOPLE),
        Quantity(Cell.counted(20), PEOPLE),
        Period.year(2024),
        US,
        "fed",
        "survey",
    )
    first, second, third = build_ladder([survey], pictures=CATALOGUE.pictures).gaps

    assert first.steps[0].lost.value == 60
    assert [gap.why_not[0].says for gap in (second, third)] == ["Nobody counted this."] * 2


def test_an_agency_outside_the_limits_is_a_question():
    """Six agencies of one size recorded about 20 offenses each, and a seventh 75."""
    agencies = [
        AgencyCount(f"agency {i}", Quantity(Cell.counted(n), OFFENSES), 10_000)
        for i, n in enumerate([20, 21, 22, 23, 24, 25, 75])
    ]
    found = draw_funnel(
        agencies, law="poisson", exposure_is="residents", pictures=CATALOGUE.pictures
    )

    assert [p.agency for p in found.points if p.place == "outside"] == ["agency 6"]
    assert found.points[6].why[0].says == "Outside the limits: ask why."
