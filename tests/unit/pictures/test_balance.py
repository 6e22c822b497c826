"""The balance meter: what nobody looks for, little effort, agencies with one form."""

from __future__ import annotations

from typing import Any

import pytest

from firstlight.base.errors import InputFaults
from firstlight.catalogue import read_catalogue
from firstlight.pictures import Balance, BalancePart, View, measure_balance

PICTURES = read_catalogue().pictures


def view(name: str, agency: str = "", effort: float | None = None, **looks: Any) -> View:
    split = looks.pop("split", {})
    looks_for = {axis: tuple(values) for axis, values in looks.items()}
    return View(
        name, agency or name, looks_for, effort, "hours" if effort is not None else "", split
    )


def measure(*views: View) -> Balance:
    return measure_balance(views, pictures=PICTURES)


def part(found: Balance, axis: str, value: str) -> BalancePart:
    return next(p for p in found.parts if (p.axis, p.value) == (axis, value))


def rules(found: BalancePart) -> list[str]:
    return [said.rule for said in found.why]


VICE = view(
    "vice", "PD", 900, form=["sex"], sector=["police"], sex=["female"], age_group=["minor", "adult"]
)


def test_what_nobody_looks_for_is_named() -> None:
    """Fails if labor trafficking, men and boys drop out because no source has them."""
    found = measure(VICE)
    assert rules(part(found, "form", "labor")) == ["B01"]
    assert rules(part(found, "sex", "male")) == ["B01"]
    assert ("labor", "police", "female", "adult") in found.gaps
    assert ("sex", "police", "female", "minor") not in found.gaps


def test_an_agency_that_looks_for_one_form_is_flagged() -> None:
    """Fails if a vice unit alone passes for a balanced police department."""
    assert measure(VICE).one_form == ("PD",)
    assert measure(VICE).one_form_why[0].rule == "B04"
    both = view("labor squad", "PD", 10, form=["labor"], sector=["police"])
    assert measure(VICE, both).one_form == ()
    silent = view("unit", "PD")  # nobody said for what it looks: the agency is not flagged
    assert measure(VICE, silent).one_form == ()


def test_little_effort_is_told() -> None:
    """Fails if one hour a year counts as looking."""
    little = view("squad", "PD", 90, form=["labor"], sector=["police"])
    found = measure(VICE, little)
    labor = part(found, "form", "labor")
    assert labor.effort_percent["hours"] == pytest.approx((100 * 90 / 990,) * 2)
    assert rules(labor) == ["B02"]
    assert (
        rules(part(measure(VICE, view("squad", "PD", 300, form=["labor"])), "form", "labor")) == []
    )


def test_effort_that_is_not_split_is_a_range() -> None:
    """Fails if an unsplit effort is shared out evenly."""
    mixed = view("unit", "PD", 100, form=["sex", "labor"])
    labor = part(measure(mixed), "form", "labor")
    assert labor.effort_percent["hours"] == (0, 100)
    assert rules(labor) == ["B03"]
    split = view("unit", "PD", 100, form=["sex", "labor"], split={"form": {"sex": 95, "labor": 5}})
    assert rules(part(measure(split), "form", "labor")) == ["B02"]


def test_efforts_of_different_units_are_not_added() -> None:
    """Fails if hours and screenings make one total."""
    clinic = View("clinic", "clinic", {"form": ("labor",)}, 5_000, "screenings")
    labor = part(measure(VICE, clinic), "form", "labor")
    assert labor.effort_percent == {"hours": (0, 0), "screenings": (100, 100)}
    assert rules(labor) == []  # all screenings are for labor


def test_nobody_wrote_down_how_much() -> None:
    """Fails if effort that is not known is taken for none."""
    assert rules(part(measure(view("shelter", form=["labor"])), "form", "labor")) == ["B05"]


def test_not_knowing_who_looks_is_not_nobody() -> None:
    """Fails if a source that did not say is counted as one that does not look."""
    found = measure(view("shelter", form=["sex"]))
    assert rules(part(found, "sex", "male")) == ["B06"]
    assert ("sex", "police", "male", "minor") in found.open_gaps
    assert ("labor", "police", "male", "minor") in found.gaps


def test_no_source_at_all_says_why() -> None:
    """Fails if an empty meter looks like a balanced one."""
    found = measure()
    assert found.why_not and {rules(p)[0] for p in found.parts} == {"B01"}


@pytest.mark.parametrize(
    "broken",
    [
        view("x", form=["minerals"]),
        View("x", "x", {}, -1, "hours"),
        View("x", "x", {}, float("nan"), "hours"),
        View("x", "x", {}, 5),
        View("x", "x", {}, 5, "hours", {"form": {"sex": 4, "labor": 4}}),
        View("x", "x", {}, None, "", {"form": {"sex": 4}}),
    ],
)
def test_broken_views_are_faults(broken: View) -> None:
    """Fails if a wrong axis, a negative effort or parts beyond the whole pass."""
    with pytest.raises(InputFaults):
        measure(broken)
