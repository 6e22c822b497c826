"""Does a bound still say something in a place of this size?"""

from __future__ import annotations

import dataclasses
from fractions import Fraction
from typing import TypeVar

from firstlight.base.errors import InputFaults
from firstlight.hidden.assumptions import say_share
from firstlight.hidden.beta import BetaHiddenBound
from firstlight.hidden.bound import HiddenBound
from firstlight.hidden.checks import check_count, check_share

AnyBound = TypeVar("AnyBound", HiddenBound, BetaHiddenBound)


def check_bound_against_population(
    bound: AnyBound, *, residents: int, largest_share: float
) -> AnyBound:
    """Return the bound, or the same bound withheld when it is too large to say anything.

    Parameters
    ----------
    bound : HiddenBound or BetaHiddenBound
        One that already carries `why_not` is returned as it is.
    residents : int
        Residents of the place in the period, 1 or more.
    largest_share : float
        Largest share of the residents, above 0 and at most 1, at which an upper bound
        still says something.

    Returns
    -------
    HiddenBound or BetaHiddenBound
        The bound itself when `high` is at most `largest_share` of the residents. Otherwise
        a copy with `why_not` and without upper limits, at either end of the detection
        range: the better end alone would look like an answer. A lower limit stays unless it
        too is over that share.

    Raises
    ------
    InputFaults
        When `residents` is not a count of 1 or more or `largest_share` is not a share.

    Examples
    --------
    >>> from firstlight.hidden import bound_hidden
    >>> b = bound_hidden(recorded=0, detection_low=0.001, detection_high=0.1)
    >>> b.high
    2994
    >>> refused = check_bound_against_population(b, residents=4000, largest_share=0.02)
    >>> print(refused.high)
    None
    >>> print(refused.why_not)
    The upper bound is over 2 in 100 of the 4,000 people who live here (80 people), so it \
says nothing.
    """
    faults = check_count(residents, noun="number of residents", least=1, most=10**15)
    faults += check_share(largest_share, noun="largest share of the residents")
    if faults:
        raise InputFaults(faults)
    largest = int(residents * Fraction(repr(float(largest_share))))  # exact, rounded down
    if bound.why_not or (bound.high is not None and bound.high <= largest):
        return bound
    why_not = (
        f"The upper bound is over {say_share(largest_share)} of the {residents:,} people who "
        f"live here ({largest:,} people), so it says nothing."
    )
    low = _keep(bound.low, largest)
    if isinstance(bound, HiddenBound):
        return dataclasses.replace(
            bound,
            low=low,
            high=None,
            why_not=why_not,
            binomial=tuple(
                dataclasses.replace(limits, low=_keep(limits.low, largest), high=None)
                for limits in bound.binomial
            ),
            poisson=tuple(
                dataclasses.replace(limits, low=_keep(limits.low, largest), high=None)
                for limits in bound.poisson
            ),
        )
    return dataclasses.replace(bound, low=low, high=None, why_not=why_not)


Limit = TypeVar("Limit", int, float)


def _keep(limit: Limit | None, largest: int) -> Limit | None:
    """Return a lower limit that is not over `largest`."""
    return limit if limit is not None and limit <= largest else None
