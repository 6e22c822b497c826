"""The share of people present who are noticed and recorded: a range, or a Beta law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from firstlight.base.errors import InputFaults
from firstlight.hidden.checks import check_beta, check_detection


@dataclass(frozen=True, slots=True)
class DetectionRange:
    """Lowest and highest assumed share of the people present who were noticed and recorded.

    Parameters
    ----------
    low, high : float
        Shares above 0 and at most 1, `low` not above `high`. The universe is everyone
        in the place and period whom the record was meant to count. The share is that of
        being identified times that of being written down under the right heading.

    Raises
    ------
    InputFaults
        When an end is not such a share or the range runs backward.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        faults = check_detection(self.low, self.high)
        if faults:
            raise InputFaults(faults)

    @property
    def is_single(self) -> bool:
        """Is one share assumed rather than a range? A reader must be told so."""
        return self.low == self.high

    @property
    def ends(self) -> tuple[float, ...]:
        """Both ends, the lower first; one when they are equal."""
        return (self.low,) if self.is_single else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class BetaDetection:
    """The share noticed and recorded as a Beta(a, b) law: uncertain, with mean a / (a + b).

    Parameters
    ----------
    a, b : float
        Both above 0. As a rule of thumb the law says as much as a look at `a + b` people
        of whom `a` had been recorded.

    Raises
    ------
    InputFaults
        When a parameter is not a number above 0, or is over 1e12 (a point, not a law).
    """

    # The chances of 0, 1, 2 ... up to the number recorded are summed one by one.
    most_recorded: ClassVar[int] = 1_000_000

    a: float
    b: float

    def __post_init__(self) -> None:
        faults = check_beta(self.a, self.b)
        if faults:
            raise InputFaults(faults)

    @property
    def mean(self) -> float:
        """The mean share."""
        return self.a / (self.a + self.b)

    def middle(self, mass: float) -> tuple[float, float]:
        """Return the shares between which the middle `mass` (above 0, below 1) of the law lies."""
        from scipy import special

        edge = (1 - mass) / 2
        low = special.betaincinv(self.a, self.b, edge)
        return float(low), float(special.betainccinv(self.a, self.b, edge))
