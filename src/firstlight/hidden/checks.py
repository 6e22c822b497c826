"""What is wrong with the numbers given? Each check returns its faults, so that all are listed.

A message repeats a number only after it was read as one; it never repeats text.
"""

from __future__ import annotations

import math
import numbers

from firstlight.base.errors import Fault

NAMED_TWICE = Fault(
    what="The share noticed was given twice, as a range and as a Beta law.",
    do="Keep one of the two.",
)


def as_number(value: object) -> float | None:
    """Return `value` as a finite float, or None when it is not a finite number."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def as_whole_number(value: object) -> int | None:
    """Return `value` as an int, or None when it is not of a whole-number type."""
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        return None
    return int(value)


def check_count(value: object, *, noun: str, least: int, most: int) -> list[Fault]:
    """Check a count of people: a whole number from `least` to `most`."""
    count = as_whole_number(value)
    if count is None:
        return [Fault(f"The {noun} is not a whole number.", "Give a count such as 0, 3 or 120.")]
    if count < least:
        return [Fault(f"The {noun} is below {least:,}.", f"Give a count of {least:,} or more.")]
    if count > most:
        return [
            Fault(
                f"The {noun} is over {most:,}.",
                "Check it: no place holds so many.",
            )
        ]
    return []


def check_level(value: object) -> list[Fault]:
    """Check a confidence level: above 0, below 1."""
    level = as_number(value)
    if level is None:
        return [Fault("The level is not a number.", "Write 0.95 for 95 in 100.")]
    if not 0 < level < 1:
        return [
            Fault(
                f"The level is {level:g}; it must lie above 0 and below 1.",
                "Write 0.95 for 95 in 100.",
            )
        ]
    return []


def check_share(value: object, *, noun: str) -> list[Fault]:
    """Check a share: above 0, at most 1."""
    share = as_number(value)
    if share is None:
        return [Fault(f"The {noun} is not a number.", "Write 0.1 for 10 in 100.")]
    if share <= 0:
        return [
            Fault(
                f"The {noun} is {share:g}; it must be above 0, or no one could be on record.",
                "Give a share above 0, such as 0.05 for 5 in 100.",
            )
        ]
    if share > 1:
        return [
            Fault(
                f"The {noun} is {share:g}; a share is at most 1.",
                "Write 0.1, not 10, for 10 in 100.",
            )
        ]
    return []


def check_detection(low: object, high: object) -> list[Fault]:
    """Check both ends of the share noticed and recorded, and their order."""
    if as_number(low) == as_number(high) is not None:  # one point: its fault is listed once
        return check_share(low, noun="share noticed")
    faults = check_share(low, noun="low end of the share noticed")
    faults += check_share(high, noun="high end of the share noticed")
    first, last = as_number(low), as_number(high)
    if first is not None and last is not None and first > last:
        faults.append(
            Fault(
                f"The range of the share noticed runs backward, from {first:g} to {last:g}.",
                "Put the lower share first.",
            )
        )
    return faults


def check_beta(a: object, b: object) -> list[Fault]:
    """Check the two parameters of a Beta law: above 0, not so large that the law is a point."""
    faults = []
    for name, value in (("first", a), ("second", b)):
        number = as_number(value)
        if number is None or number <= 0:
            faults.append(
                Fault(
                    f"The {name} number of the Beta law is not a number above 0.",
                    "Give two numbers such as 2 and 18, for a mean of 2 / (2 + 18) = 0.1.",
                )
            )
        elif number > 1e12:
            faults.append(
                Fault(
                    f"The {name} number of the Beta law is over 1e12, which makes the law a point.",
                    "Give a detection range instead.",
                )
            )
    return faults


def check_group_size(value: object) -> list[Fault]:
    """Check a mean group size: a number of people, 1 or more."""
    size = as_number(value)
    if size is None:
        return [Fault("The mean group size is not a number.", "Write 1 or more, such as 2.5.")]
    if size < 1:
        return [
            Fault(
                f"The mean group size is {size:g}; a group holds at least one person.",
                "Write 1 or more. 1 means that people are found one by one.",
            )
        ]
    return []
