"""Agencies' counts against their size, with the limits that chance alone would keep to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.base.cell import Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.quantity import Quantity
from firstlight.catalogue.entries import Pictures
from firstlight.pictures.rules import RuleSaid, say
from firstlight.pictures.tails import binomial_quantile, poisson_quantile

LAWS = ("poisson", "binomial")
POINTS = 40  # of each curve
LARGEST_MEAN = 1_000_000.0  # terms are summed one by one


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """One agency's count and its exposure: residents (poisson), or the trials (binomial).

    For the binomial law the exposure is the whole number of which the count is a part.
    """

    agency: str
    count: Quantity
    exposure: float


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Counts that chance alone would keep to at one exposure: inner and outer, both included.

    Each is (fewest, most), the widest over every center that hidden counts leave possible.
    """

    exposure: float
    inner: tuple[int, int]
    outer: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One agency with a shown count. `place` is inside, near, outside or open; `side` is above
    or below where it is near or outside. Outside means: ask why. It is no verdict on an agency."""

    agency: str
    count: int
    exposure: float
    place: str
    side: str
    why: tuple[RuleSaid, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """The funnel plot of one measure.

    `center` is (lowest, highest) count per unit of exposure; the two differ where counts are
    hidden. `hidden` agencies are left out to protect people, `silent` have no count and
    `unsized` no exposure. `spread` is how many times the variance of chance alone the agencies
    differ, None without a center. `why_not` is empty unless there is no plot.
    """

    law: str
    exposure_is: str
    center: tuple[float, float] | None
    levels: tuple[float, float]
    points: tuple[FunnelPoint, ...]
    curve: tuple[FunnelLimits, ...]
    hidden: int
    silent: int
    unsized: int
    spread: float | None
    why: tuple[RuleSaid, ...]
    notes: tuple[str, ...]
    why_not: str = ""
    would_help: str = ""


def draw_funnel(
    agencies: Sequence[AgencyCount], *, law: str, exposure_is: str, pictures: Pictures
) -> Funnel:
    """Draw agencies around their common center with exact limits.

    The limits at an exposure are the quantiles of the law at both tails, summed exactly. They
    assume that agencies differ by chance alone, which they never do: effort, size and law
    differ, and the spread says how much. Counts from 1 to the limit for hidden counts are left
    out; since they pull the center, it is a range, and an agency is called outside only when
    it is outside under the whole range.

    Raises
    ------
    InputFaults
        For a law that does not exist, a count or exposure that is no proper number, a part
        larger than its whole, or an agency twice.

    References
    ----------
    Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in
    Medicine 24 (from memory, not verified).
    """
    _check(agencies, law)
    sized = [a for a in agencies if a.exposure > 0]
    hidden = [a for a in sized if _is_hidden(a.count, pictures.hide_up_to)]
    shown = [
        a
        for a in sized
        if a.count.has_number
        and a.count.cell.status is not Status.STRUCTURAL_ZERO
        and not _is_hidden(a.count, pictures.hide_up_to)
    ]
    silent = len(sized) - len(hidden) - len(shown)
    levels = (pictures.funnel_levels[0], pictures.funnel_levels[1])
    why_not, helps = _refuse(shown, hidden, pictures)
    center = None if why_not else _center(shown, hidden, pictures.hide_up_to)
    if center and max(a.exposure for a in sized) * center[1] > LARGEST_MEAN:
        why_not, center = "the counts are too large for exact sums", None
        helps = "Take a shorter period."
    points = tuple(_place(a, center, law, levels, pictures) for a in shown) if center else ()
    spread = _spread(shown, center, law) if center else None
    rules = ["F04"] if spread is not None and spread > pictures.funnel_spread_ratio else []
    return Funnel(
        law=law,
        exposure_is=exposure_is,
        center=center,
        levels=levels,
        points=points,
        curve=_curve(shown, center, law, levels) if center else (),
        hidden=len(hidden),
        silent=silent,
        unsized=len(agencies) - len(sized),
        spread=spread,
        why=say(pictures, rules),
        notes=_notes(len(hidden), silent, len(agencies) - len(sized)),
        why_not=why_not,
        would_help=helps,
    )


def _check(agencies: Sequence[AgencyCount], law: str) -> None:
    faults = []
    if law not in LAWS:
        faults.append(Fault("There is no such law.", f"There are: {', '.join(LAWS)}."))
    if len({a.agency for a in agencies}) != len(agencies):
        faults.append(Fault("An agency stands twice.", "Count it once."))
    for a in agencies:
        value = a.count.value
        if not math.isfinite(a.exposure) or a.exposure < 0:
            do = "Give a number of 0 or more."
            faults.append(Fault(f"{a.agency}: its exposure is no proper number.", do))
        elif law == "binomial" and a.exposure != int(a.exposure):
            do = "Give the whole number of which the count is a part."
            faults.append(Fault(f"{a.agency}: its trials are no whole number.", do))
        if value is not None and (value < 0 or value != int(value)):
            faults.append(Fault(f"{a.agency}: its count is no whole number.", "Check it."))
        elif law == "binomial" and value is not None and value > a.exposure:
            faults.append(Fault(f"{a.agency}: the part is larger than the whole.", "Check both."))
    if faults:
        raise InputFaults(faults)


def _is_hidden(count: Quantity, limit: int) -> bool:
    return count.cell.status is Status.SUPPRESSED or (
        count.value is not None and 1 <= count.value <= limit
    )


def _refuse(
    shown: Sequence[AgencyCount], hidden: Sequence[AgencyCount], pictures: Pictures
) -> tuple[str, str]:
    least = pictures.funnel_agencies_at_least
    if len(shown) < least:
        why = f"fewer than {least} agencies have a count that may be shown"
        return why, "Take a longer period, or a larger area."
    if not hidden and not any(a.count.value for a in shown):
        return "no agency recorded any, so there is no center", "Ask what each agency looked for."
    return "", ""


def _center(
    shown: Sequence[AgencyCount], hidden: Sequence[AgencyCount], limit: int
) -> tuple[float, float]:
    """The lowest and the highest common rate; a hidden count lies from 1 to the limit.

    A hidden part is never larger than its whole, so for shares the high end stays at 1.
    """
    count = math.fsum(a.count.value or 0 for a in shown)
    exposure = math.fsum(a.exposure for a in [*shown, *hidden])
    return (count + len(hidden)) / exposure, (count + limit * len(hidden)) / exposure


def _limits(law: str, exposure: float, center: float, level: float) -> tuple[int, int]:
    tail = (1 - level) / 2
    if law == "poisson":
        mean = exposure * center
        return poisson_quantile(tail, mean), poisson_quantile(1 - tail, mean)
    trials, share = int(exposure), min(center, 1.0)
    return binomial_quantile(tail, trials, share), binomial_quantile(1 - tail, trials, share)


def _place(
    agency: AgencyCount,
    center: tuple[float, float],
    law: str,
    levels: tuple[float, float],
    pictures: Pictures,
) -> FunnelPoint:
    count = int(agency.count.value or 0)
    found = []
    for middle in dict.fromkeys(center):
        inner = _limits(law, agency.exposure, middle, levels[0])
        outer = _limits(law, agency.exposure, middle, levels[1])
        side = "above" if count > inner[1] else "below" if count < inner[0] else ""
        far = not outer[0] <= count <= outer[1]
        found.append(("outside" if far else "near" if side else "inside", side))
    if len(set(found)) == 1:
        place, side = found[0]
        rules = {"outside": ["F01"], "near": ["F03"], "inside": []}[place]
    elif any(place == "outside" for place, _ in found):
        place, side, rules = "open", "", ["F02"]
    else:  # near under one center, inside under the other
        place, side = "near", next(side for _, side in found if side)
        rules = ["F03"]
    return FunnelPoint(agency.agency, count, agency.exposure, place, side, say(pictures, rules))


def _curve(
    shown: Sequence[AgencyCount],
    center: tuple[float, float],
    law: str,
    levels: tuple[float, float],
) -> tuple[FunnelLimits, ...]:
    """The limits from the smallest to the largest agency, evenly spaced as a ratio."""
    smallest = min(a.exposure for a in shown)
    ratio = max(a.exposure for a in shown) / smallest
    exposures = [smallest * ratio ** (i / (POINTS - 1)) for i in range(POINTS)]
    if law == "binomial":
        exposures = [float(round(exposure)) for exposure in exposures]
    curve = []
    for exposure in dict.fromkeys(exposures):
        inner = [_limits(law, exposure, middle, levels[0]) for middle in center]
        outer = [_limits(law, exposure, middle, levels[1]) for middle in center]
        curve.append(
            FunnelLimits(
                exposure,
                (min(low for low, _ in inner), max(high for _, high in inner)),
                (min(low for low, _ in outer), max(high for _, high in outer)),
            )
        )
    return tuple(curve)


def _spread(shown: Sequence[AgencyCount], center: tuple[float, float], law: str) -> float | None:
    """Pearson's statistic over its degrees of freedom, at the center that makes it smallest."""
    found = []
    for middle in center:
        share = min(middle, 1.0) if law == "binomial" else 0.0
        parts = []
        for a in shown:
            mean = a.exposure * middle
            variance = mean * (1 - share)
            if variance <= 0:
                return None
            parts.append(((a.count.value or 0) - mean) ** 2 / variance)
        found.append(math.fsum(parts) / (len(parts) - 1))
    return min(found)


def _notes(hidden: int, silent: int, unsized: int) -> tuple[str, ...]:
    notes = []
    if hidden:
        notes.append(
            f"{_agencies(hidden)} left out, since a small count is hidden to protect people. The "
            "center is a range for that reason."
        )
    if silent:
        notes.append(f"{_agencies(silent)} left out for want of a count. That is not zero.")
    if unsized:
        notes.append(f"{_agencies(unsized)} left out for want of a size to measure it against.")
    return tuple(notes)


def _agencies(number: int) -> str:
    return "1 agency is" if number == 1 else f"{number:,} agencies are"
