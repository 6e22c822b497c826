"""A bound in words for people who do not read statistics: police, service providers, press.

Short sentences, US spelling. A bound is "up to"; nothing here ever says that there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.hidden.assumptions import say_range, say_share
from firstlight.hidden.beta import BetaHiddenBound
from firstlight.hidden.bound import BinomialLimits, HiddenBound
from firstlight.hidden.detection import DetectionRange
from firstlight.hidden.search import tail_mass


@dataclass(frozen=True, slots=True)
class BoundInWords:
    """The sentences to print with a bound, in this order.

    Attributes
    ----------
    sentence : str
        The finding. It comes first.
    by_share : tuple of str
        One line per end of the detection range; empty when only one share was assumed.
    single_share : str
        Empty, or a plea for a range where only one share was assumed.
    meaning : str
        What the level means.
    assumes : tuple of str
        What the numbers rest on.
    lowers_detection : tuple of str
        What makes the share noticed low.
    floor : str
        The warning that a record is a floor (W01).
    """

    sentence: str
    by_share: tuple[str, ...]
    single_share: str
    meaning: str
    assumes: tuple[str, ...]
    lowers_detection: tuple[str, ...]
    floor: str


def describe_bound(bound: HiddenBound | BetaHiddenBound) -> BoundInWords:
    """Say a bound in plain words.

    Parameters
    ----------
    bound : HiddenBound or BetaHiddenBound
        With or without an upper limit; a withheld one is told with its reason.

    Returns
    -------
    BoundInWords

    Examples
    --------
    >>> from firstlight.hidden import bound_hidden
    >>> b = bound_hidden(recorded=0, detection_low=0.1, detection_high=0.1)
    >>> print(describe_bound(b).sentence)
    Zero recorded does not mean none. If 10 in 100 were noticed and recorded, as many as 28 \
people could be there and still leave no record.
    """
    opening = (
        "Zero recorded does not mean none."
        if bound.recorded == 0
        else f"The {bound.recorded:,} recorded {'is' if bound.recorded == 1 else 'are'} a floor, "
        "not a total."
    )
    ends = bound.binomial if isinstance(bound, HiddenBound) else ()
    return BoundInWords(
        sentence=f"{opening} {_say_finding(bound)}",
        by_share=tuple(_say_limits(bound.recorded, limits) for limits in ends)
        if len(ends) > 1
        else (),
        single_share="This is a single assumed share, and nobody knows the share that well. "
        "Give a range instead, from the lowest to the highest share you could defend."
        if len(ends) == 1
        else "",
        meaning=_say_meaning(bound),
        assumes=bound.assumes,
        lowers_detection=(
            "No officer, nurse or teacher has been trained to see the signs.",
            "No one asks, or no agency serves the people it happens to.",
            "The people themselves fear the police, their trafficker or being deported.",
            "The case was booked as another crime, or the record system has no code for it.",
            "No one looked for forced labor, or for men and boys.",
        ),
        floor="A record is a floor. It shows the people whom someone noticed and wrote down. "
        "It does not show how many there are.",
    )


def _say_finding(bound: HiddenBound | BetaHiddenBound) -> str:
    """Return the sentence that carries the numbers."""
    if bound.why_not or bound.high is None:
        return f"No upper bound is given. {bound.why_not}".strip()
    condition = _say_condition(bound)
    if bound.recorded == 0 and bound.high == 0:
        return (
            f"{condition}, even one person would most likely have left a record. But so "
            "high a share is rarely reached: check it before you rely on it."
        )
    if bound.recorded == 0:
        return (
            f"{condition}, as many as {_count(bound.high)} could be there and still leave no "
            "record."
        )
    if bound.low == bound.high:
        return f"{condition}, those recorded would be all. But check that share first."
    least = bound.recorded if bound.low is None else bound.low
    return f"{condition}, at least {least:,} and up to {_count(bound.high)} could be there."


def _say_condition(bound: HiddenBound | BetaHiddenBound) -> str:
    """Return the assumed share as the start of a sentence."""
    detection = bound.detection
    if not isinstance(detection, DetectionRange):
        return (
            f"If {say_share(detection.mean)} were noticed and recorded on average, but the "
            "share could be lower or higher"
        )
    if detection.is_single:
        return f"If {say_share(detection.low)} were noticed and recorded"
    return f"If {say_range(detection.low, detection.high)} were noticed and recorded"


def _say_limits(recorded: int, limits: BinomialLimits) -> str:
    """Return one end of the range as a line."""
    if limits.high is None:
        span = "no upper bound"
    elif limits.high == recorded:
        span = f"no more than the {recorded:,} recorded"
    elif recorded == 0 or limits.low is None:
        span = f"up to {_count(limits.high)}"
    else:
        span = f"from {limits.low:,} up to {_count(limits.high)}"
    return f"If {say_share(limits.detection)} were noticed: {span}."


def _say_meaning(bound: HiddenBound | BetaHiddenBound) -> str:
    """Return what the level means, by what it would take to be wrong."""
    mass = tail_mass(bound.level)
    if bound.why_not or bound.high is None:
        return f"The level asked for was {say_share(bound.level)}."
    if bound.tail == "one-sided":
        return (
            f"The level is {say_share(bound.level)}. With more people there, an empty record "
            f"would turn up less than {_say_times(mass)}."
        )
    return (
        f"The level is {say_share(bound.level)}. With more people there, a count this low would "
        f"turn up less than {_say_times(mass / 2)}. With fewer, a count this high would."
    )


def _say_times(chance: float) -> str:
    """Return a chance as a frequency: "5 times in 100"."""
    return say_share(chance).replace(" in ", " times in ")


def _count(people: int) -> str:
    """Return a count with its noun."""
    return f"{people:,} {'person' if people == 1 else 'people'}"
