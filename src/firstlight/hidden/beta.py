"""How many people could be there when the share noticed is itself uncertain: a Beta law."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.base.errors import InputFaults
from firstlight.hidden.assumptions import list_assumptions, say_range, say_share
from firstlight.hidden.bound import Tail
from firstlight.hidden.checks import check_beta, check_count, check_group_size, check_level
from firstlight.hidden.detection import BetaDetection
from firstlight.hidden.groups import Groups
from firstlight.hidden.limits import beta_binomial_high, beta_binomial_low
from firstlight.hidden.search import tail_mass


@dataclass(frozen=True, slots=True)
class BetaHiddenBound:
    """How many people could be there, recorded ones included, under a Beta law of the share.

    Attributes
    ----------
    recorded : int
        People recorded.
    detection : BetaDetection
        The law of the share noticed and recorded.
    mean_group_size, level, tail
        As in `HiddenBound`.
    low, high : int or None
        Fewest and most people not ruled out. None when withheld: see `why_not`.
    method : str
    assumes : tuple of str
    why_not : str
        Empty, or why no upper bound is given.
    """

    recorded: int
    detection: BetaDetection
    mean_group_size: float
    level: float
    tail: Tail
    low: int | None
    high: int | None
    method: str
    assumes: tuple[str, ...]
    why_not: str = ""


def bound_hidden_with_beta_detection(
    *,
    recorded: int,
    a: float,
    b: float,
    level: float = 0.95,
    mean_group_size: float = 1,
    largest_number: int = 10_000_000_000,
) -> BetaHiddenBound:
    """Bound how many people could be there when the share noticed follows a Beta(a, b) law.

    One share is drawn from the law for the whole place and period, then each person is
    recorded with that share: X is beta-binomial, and N is kept unless the record would be
    too rare. The bound is far larger than at the mean share, because it is set by the low
    end of the law: few records from many people are explained far more easily by a low
    share than by bad luck at the mean share. At a fixed share the chance of an empty
    record falls like (1 - q)^N; under the law it falls only like N^-a. At a mean of 0.1
    and level 0.95, none recorded is compatible with 28 people at the share 0.1 itself, and
    with 64 under Beta(2, 18).

    Parameters
    ----------
    recorded : int
        People recorded in one place and period, each once; at most 1,000,000, since the
        chances are summed one by one. 0 is a count of zero by someone who looked.
    a, b : float
        Parameters of the law, above 0; its mean is a / (a + b).
    level : float
        Confidence level, above 0 and below 1.
    mean_group_size : float
        Mean number of people found together, 1 or more; groups are handled as in the
        binomial form of `bound_hidden`, and share one draw of the share as people do.
    largest_number : int
        Largest number of people worth naming; a limit beyond it is withheld.

    Returns
    -------
    BetaHiddenBound
        `low` and `high` count people; one-sided at `level` when none was recorded, equal
        tails otherwise. When a law with much weight near 0 puts `high` beyond
        `largest_number`, it is None and `why_not` says so.

    Raises
    ------
    InputFaults
        With every argument that is wrong.

    References
    ----------
    Skellam (1948), Journal of the Royal Statistical Society B 10:257, the beta-binomial
    law; Clopper and Pearson (1934), Biometrika 26:404, the inversion; Hanley and
    Lippman-Hand (1983), JAMA 249:1743, none recorded.

    Examples
    --------
    >>> bound_hidden_with_beta_detection(recorded=0, a=2, b=18).high
    64
    >>> few_facts = bound_hidden_with_beta_detection(recorded=0, a=0.1, b=5)
    >>> print(few_facts.high)
    None
    >>> print(few_facts.why_not)
    The law puts so much weight on shares near 0 that the upper bound passes 10,000,000,000 \
people, so it says nothing.
    """
    most = min(BetaDetection.most_recorded, largest_number)
    faults = check_count(recorded, noun="number recorded", least=0, most=most)
    faults += check_beta(a, b) + check_level(level) + check_group_size(mean_group_size)
    if faults:
        raise InputFaults(faults)
    detection = BetaDetection(float(a), float(b))
    groups = Groups.of(int(recorded), mean_group_size)
    tail: Tail = "one-sided" if recorded == 0 else "equal"
    mass = tail_mass(level) if tail == "one-sided" else tail_mass(level) / 2
    reach = groups.reach(largest_number)
    low = beta_binomial_low(groups.fewest, detection.a, detection.b, mass=mass, reach=reach)
    high = beta_binomial_high(groups.most, detection.a, detection.b, mass=mass, reach=reach)
    return BetaHiddenBound(
        recorded=groups.people,
        detection=detection,
        mean_group_size=float(mean_group_size),
        level=float(level),
        tail=tail,
        low=groups.people_at_least(low),
        high=groups.people_at_most(high),
        method="exact beta-binomial inversion in N",
        assumes=list_assumptions(share=_say_law(detection), mean_group_size=float(mean_group_size)),
        why_not=""
        if high is not None
        else (
            "The law puts so much weight on shares near 0 that the upper bound passes "
            f"{largest_number:,} people, so it says nothing."
        ),
    )


def _say_law(detection: BetaDetection) -> str:
    """Return the assumption on the share noticed as a sentence."""
    low, high = detection.middle(0.9)
    return (
        f"The share noticed and recorded is not known. It averages {say_share(detection.mean)}, "
        f"and nine times in ten it lies {say_range(low, high)}. This law, "
        f"Beta({detection.a:g}, {detection.b:g}), is a choice, not a finding."
    )
