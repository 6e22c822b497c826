"""What a bound on the unrecorded rests on, in words that can stand beside the number."""

from __future__ import annotations

from fractions import Fraction


def say_share(share: float) -> str:
    """Say a share as a count: 0.05 is "5 in 100", 0.002 is "2 in 1,000".

    A share with no such form up to "in 1,000,000" is rounded to three digits and "about"
    is said; one very near 1 is said by what it leaves out, and one very near 0 by a share
    that it is below.
    """
    exact = Fraction(repr(float(share)))
    for base in (100, 1_000, 10_000, 100_000, 1_000_000):
        if (exact * base).denominator == 1:
            return f"{int(exact * base):,} in {base:,}"
    if share > 0.99:
        return f"all but {say_share(float(1 - exact))}"
    base = 100
    while exact * base < 1 and base < 1_000_000_000:
        base *= 10
    if exact * base < 1:
        return f"less than 1 in {base:,}"
    return f"about {float(exact * base):.3g} in {base:,}"


def say_range(low: float, high: float) -> str:
    """Say two shares as a span: "between 5 and 20 in 100"."""
    first, last = say_share(low), say_share(high)
    count, _, base = first.partition(" in ")
    span = count if last.endswith(f" in {base}") else first
    return f"between {span} and {last}"


def say_number(number: float) -> str:
    """Say a number of people without needless decimals: 3 as "3", 2.5 as "2.5"."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,g}"


def list_assumptions(*, share: str, mean_group_size: float) -> tuple[str, ...]:
    """Return the assumptions of a bound, in sentences.

    `share` is the sentence on the share noticed, which differs between a range and a law.
    """
    if mean_group_size == 1:
        alike = "Each person there had the same chance of being noticed and recorded."
        apart = "Finding one person does not make it more likely to find the next."
    else:
        size = say_number(mean_group_size)
        alike = (
            f"People are found in groups of {size} on average. A group is recorded whole or "
            "not at all, and each group had the same chance of it."
        )
        apart = (
            "Finding one group does not make it more likely to find the next. Only the mean "
            "size is used. Where sizes differ much, the true range is wider than this one."
        )
    return (
        share,
        alike,
        apart,
        "The record counts people, not offenses or calls. Each is counted once, and each "
        "was really there.",
        "The place and the period are those of the record, and everyone there stayed in it.",
    )
