"""What can never happen when a figure is drawn toward its group."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.base.quantity import UnitKind
from firstlight.indicators import (
    Smoothed,
    fit_estimates,
    smooth_estimate,
)

same_every_time = settings(derandomize=True, deadline=None, max_examples=150, database=None)
SHARES = st.floats(0, 100)
ERRORS = st.floats(0.01, 40)


def between(made: Smoothed, own: float, mean: float) -> bool:
    """The smoothed figure lies between its own and the mean, by the weight that is shown."""
    assert made.value is not None and made.own_weight is not None
    slack = 1e-9 * max(abs(own), abs(mean), 1e-12)
    spelled = made.own_weight * own + (1 - made.own_weight) * mean
    inside = min(own, mean) - slack <= made.value <= max(own, mean) + slack
    return inside and abs(made.value - spelled) <= slack


@same_every_time
@given(st.lists(st.tuples(SHARES, ERRORS), min_size=10, max_size=40), SHARES, ERRORS)
def test_an_estimate_never_leaves_the_way_from_itself_to_the_mean(
    group: list[tuple[float, float]], value: float, error: float
) -> None:
    """Fails when a figure is pushed past the mean, or the weight shown is not the one used."""
    fit = fit_estimates([v for v, _ in group], [e for _, e in group], at_least=10)
    made = smooth_estimate(value, error, fit, level=0.9, unit=UnitKind.SHARE)
    assert between(made, value, fit.mean)
    assert made.own_weight is not None and 0 <= made.own_weight <= 1
    assert made.low is not None and made.high is not None and made.value is not None
    assert 0 <= made.low <= made.value + 1e-9 and made.value - 1e-9 <= made.high <= 100
    wider = smooth_estimate(value, error * 2, fit, level=0.9, unit=UnitKind.SHARE)
    assert wider.own_weight is not None and wider.own_weight <= made.own_weight


@same_every_time
@given(st.lists(st.tuples(SHARES, ERRORS), min_size=10, max_size=20))
def test_the_order_of_the_counties_says_nothing(
    group: list[tuple[float, float]],
) -> None:
    """Fails when the fit depends on which county comes first."""
    turned = list(reversed(group))
    one = fit_estimates([v for v, _ in group], [e for _, e in group], at_least=10)
    two = fit_estimates([v for v, _ in turned], [e for _, e in turned], at_least=10)
    assert abs(one.mean - two.mean) <= 1e-6 * (1 + abs(one.mean))
    assert abs(one.between - two.between) <= 1e-6 * (1 + one.between)
