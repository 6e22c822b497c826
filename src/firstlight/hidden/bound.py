"""How many people could be there, given how many were recorded and an assumed share noticed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from firstlight.base.errors import InputFaults
from firstlight.hidden.assumptions import list_assumptions, say_range, say_share
from firstlight.hidden.checks import check_count, check_detection, check_group_size, check_level
from firstlight.hidden.detection import DetectionRange
from firstlight.hidden.groups import Groups
from firstlight.hidden.limits import binomial_high, binomial_low, poisson_high, poisson_low
from firstlight.hidden.search import tail_mass

Tail = Literal["one-sided", "equal"]


@dataclass(frozen=True, slots=True)
class BinomialLimits:
    """Fewest and most people not ruled out at one assumed share. None: beyond every reach."""

    detection: float
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class PoissonLimits:
    """Limits of the mean number of people at one assumed share. None: beyond every reach.

    They bound an expectation, not a head count: they are fractions, and at a high share
    `low` can lie below the number recorded.
    """

    detection: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class HiddenBound:
    """How many people could be there, recorded ones included.

    There is no best single number on purpose: what the record divided by a guessed share
    would give is a guess, and 0 divided by any share is 0.

    Attributes
    ----------
    recorded : int
        People recorded.
    detection : DetectionRange
        The assumed share noticed and recorded.
    mean_group_size : float
        1 when people are found one by one.
    level : float
        Confidence level of each entry below.
    tail : {'one-sided', 'equal'}
        'one-sided': none was recorded; only `high` is tested, at `level`. 'equal': half
        of 1 - level lies on each side.
    binomial, poisson : tuple
        One entry per end of the range, the lower share first.
    low, high : int or None
        The widest binomial limits over the range. None when withheld: see `why_not`.
    method : str
    assumes : tuple of str
    why_not : str
        Empty, or why no upper bound is given.
    """

    recorded: int
    detection: DetectionRange
    mean_group_size: float
    level: float
    tail: Tail
    binomial: tuple[BinomialLimits, ...]
    poisson: tuple[PoissonLimits, ...]
    low: int | None
    high: int | None
    method: str
    assumes: tuple[str, ...]
    why_not: str = ""


def bound_hidden(
    *,
    recorded: int,
    detection_low: float,
    detection_high: float,
    level: float = 0.95,
    mean_group_size: float = 1,
    largest_number: int = 10_000_000_000,
) -> HiddenBound:
    """Bound how many people could be there when so few, or none, were recorded.

    A number N of people is kept unless the record would be too rare if N people were there
    and each had been recorded with probability q: X ~ Binomial(N, q). With none recorded
    only the upper side is tested, at 1 - level. With some recorded, each side is tested at
    (1 - level) / 2. The Poisson form does the same for the mean number of people,
    X ~ Poisson(mean x q), and is a little wider.

    Parameters
    ----------
    recorded : int
        People recorded in one place and period, each once. 0 is a count of zero by someone
        who looked; where nobody looked or nobody answered there is nothing to bound.
    detection_low, detection_high : float
        Lowest and highest assumed share of those present who were noticed and recorded,
        above 0 and at most 1. Give a range. Two equal ends are accepted, and
        `detection.is_single` then says so.
    level : float
        Confidence level, above 0 and below 1.
    mean_group_size : float
        Mean number of people found together, 1 or more. A group is taken to be recorded
        whole or not at all, so the count stands for recorded / size groups, and limits in
        groups are multiplied by the size. The binomial form needs whole groups: it rounds
        down for the lower limit and up for the upper one, and people likewise, so the
        interval can only be longer than with the fraction. The Poisson form takes the
        fraction as it is. The spread of group sizes is not counted.
    largest_number : int
        Largest number of people worth naming; a limit beyond it is withheld.

    Returns
    -------
    HiddenBound
        `low` and `high` count people and hold over the whole detection range. `low` is
        never below `recorded`, and at a detection of 1 both equal it. When a limit lies
        beyond `largest_number` it and `high` are None, and `why_not` says so.

    Raises
    ------
    InputFaults
        With every argument that is wrong.

    Notes
    -----
    The statement "at most `high`" holds with probability `level` or more for every true N
    and every share in the range, and "at least `low`" with (1 + level) / 2 or more. Since
    the sides tested depend on the record, both together hold with 1 - 1.5 (1 - level) or
    more, 0.925 for 0.95 (Feldman and Cousins 1998 describe the effect).

    References
    ----------
    Clopper and Pearson (1934), Biometrika 26:404, inverted here in N; Garwood (1936),
    Biometrika 28:437; Hanley and Lippman-Hand (1983), JAMA 249:1743, the rule of three;
    Feldman and Cousins (1998), Physical Review D 57:3873.

    Examples
    --------
    >>> b = bound_hidden(recorded=0, detection_low=0.05, detection_high=0.20)
    >>> b.tail, b.low, b.high
    ('one-sided', 0, 58)
    >>> [(limits.detection, limits.high) for limits in b.binomial]
    [(0.05, 58), (0.2, 13)]
    >>> b = bound_hidden(recorded=3, detection_low=0.10, detection_high=0.10)
    >>> [(round(limits.low, 2), round(limits.high, 2)) for limits in b.poisson]
    [(6.19, 87.67)]
    """
    faults = check_count(recorded, noun="number recorded", least=0, most=largest_number)
    faults += check_detection(detection_low, detection_high)
    faults += check_level(level) + check_group_size(mean_group_size)
    if faults:
        raise InputFaults(faults)
    detection = DetectionRange(float(detection_low), float(detection_high))
    groups = Groups.of(int(recorded), mean_group_size)
    tail: Tail = "one-sided" if recorded == 0 else "equal"
    mass = tail_mass(level) if tail == "one-sided" else tail_mass(level) / 2
    binomial = tuple(
        _bound_binomial(groups, share, mass=mass, largest=largest_number)
        for share in detection.ends
    )
    poisson = tuple(
        _bound_poisson(groups, share, mass=mass, largest=largest_number) for share in detection.ends
    )
    is_bounded = binomial[0].high is not None and poisson[0].high is not None
    return HiddenBound(
        recorded=groups.people,
        detection=detection,
        mean_group_size=float(mean_group_size),
        level=float(level),
        tail=tail,
        binomial=binomial,
        poisson=poisson,
        low=binomial[-1].low,
        high=binomial[0].high if is_bounded else None,
        method="exact binomial inversion in N, and Poisson (Garwood) limits",
        assumes=list_assumptions(
            share=_say_detection(detection), mean_group_size=float(mean_group_size)
        ),
        why_not=""
        if is_bounded
        else (
            f"At a share noticed of {say_share(detection.low)} the upper bound passes "
            f"{largest_number:,} people, so it says nothing."
        ),
    )


def _bound_binomial(
    groups: Groups, detection: float, *, mass: float, largest: int
) -> BinomialLimits:
    """Return the binomial limits in people at one share."""
    if detection == 1:  # everyone is on record, in whatever groups they came
        return BinomialLimits(detection, groups.people, groups.people)
    reach = groups.reach(largest)
    low = binomial_low(groups.fewest, detection, mass=mass, reach=reach)
    high = binomial_high(groups.most, detection, mass=mass, reach=reach)
    return BinomialLimits(detection, groups.people_at_least(low), groups.people_at_most(high))


def _bound_poisson(groups: Groups, detection: float, *, mass: float, largest: int) -> PoissonLimits:
    """Return the Poisson limits in people at one share."""
    low = poisson_low(groups.effective, mass=mass) / detection * float(groups.size)
    high = poisson_high(groups.effective, mass=mass) / detection * float(groups.size)
    return PoissonLimits(
        detection, low if low <= largest else None, high if high <= largest else None
    )


def _say_detection(detection: DetectionRange) -> str:
    """Return the assumption on the share noticed as a sentence."""
    if detection.is_single:
        return (
            f"A single assumed share: {say_share(detection.low)} of those there were noticed "
            "and recorded. It is a choice, not a finding."
        )
    return (
        f"The share of those there who were noticed and recorded lies "
        f"{say_range(detection.low, detection.high)}. This range is a choice, not a finding."
    )
