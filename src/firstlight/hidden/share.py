"""Exact bounds of a share that was found in a sample."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.base.errors import Fault, InputFaults
from firstlight.hidden.bound import Tail
from firstlight.hidden.checks import check_count, check_level
from firstlight.hidden.limits import share_high, share_low
from firstlight.hidden.search import tail_mass


@dataclass(frozen=True, slots=True)
class ShareBound:
    """A share with its exact bounds.

    Attributes
    ----------
    found, examined : int
        How many of how many.
    estimate, low, high : float or None
        Shares from 0 to 1. All None when nothing was examined: see `why_not`.
    level : float
    tail : {'one-sided', 'equal'}
        'one-sided' when none or all were found: the other side cannot be passed.
    method : str
    assumes : tuple of str
    why_not : str
        Empty, or why no bound is given.
    """

    found: int
    examined: int
    estimate: float | None
    low: float | None
    high: float | None
    level: float
    tail: Tail
    method: str
    assumes: tuple[str, ...]
    why_not: str = ""


def bound_share(*, found: int, examined: int, level: float = 0.95) -> ShareBound:
    """Bound the share in a large file from a random sample of it (Clopper-Pearson).

    Parameters
    ----------
    found : int
        How many of those examined showed the thing looked for.
    examined : int
        How many were examined: those drawn and readable. One that could not be judged was
        not examined; it is left out here and counted beside the result.
    level : float
        Confidence level, above 0 and below 1.

    Returns
    -------
    ShareBound
        0 found: `low` is 0 and `high` is tested at 1 - level, one-sided. All found:
        `high` is 1 and `low` one-sided. Otherwise equal tails. Nothing examined: no
        number, and `why_not`.

    Raises
    ------
    InputFaults
        When a number is not a count, more were found than examined, or the level is not
        between 0 and 1; all faults at once.

    Notes
    -----
    For a small file the bounds are longer than need be: drawing without putting back
    tells more. The same note on one-sided and equal tails as in `bound_hidden` holds.

    References
    ----------
    Clopper and Pearson (1934), Biometrika 26:404; Hanley and Lippman-Hand (1983), JAMA
    249:1743: with 0 of n found the upper bound at 0.95 is about 3 / n.

    Examples
    --------
    >>> b = bound_share(found=0, examined=59)
    >>> b.low, round(b.high, 4), b.tail
    (0.0, 0.0495, 'one-sided')
    >>> b = bound_share(found=2, examined=10)
    >>> b.estimate, round(b.low, 4), round(b.high, 4)
    (0.2, 0.0252, 0.5561)
    """
    most = 10**15  # beyond this a float no longer tells neighbors apart in the tails
    faults = check_count(examined, noun="number examined", least=0, most=most)
    faults += check_count(found, noun="number found", least=0, most=most)
    if not faults and found > examined:
        faults.append(Fault("More were found than were examined.", "Check both counts."))
    faults += check_level(level)
    if faults:
        raise InputFaults(faults)
    found, examined, level = int(found), int(examined), float(level)
    tail: Tail = "one-sided" if found in (0, examined) else "equal"
    mass = tail_mass(level) if tail == "one-sided" else tail_mass(level) / 2
    is_known = examined > 0
    return ShareBound(
        found=found,
        examined=examined,
        estimate=found / examined if is_known else None,
        low=share_low(found, examined, mass=mass) if is_known else None,
        high=share_high(found, examined, mass=mass) if is_known else None,
        level=level,
        tail=tail,
        method="exact binomial (Clopper-Pearson)",
        assumes=(
            "Those examined were drawn at random from a much larger file.",
            "Each was judged correctly and apart from the others.",
        ),
        why_not="" if is_known else "Nothing was examined, so the share could be anything.",
    )
