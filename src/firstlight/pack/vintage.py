"""Which old county codes cover the very ground of a county of today."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.catalogue.entries import FipsChanges


@dataclass(frozen=True, slots=True)
class Trace:
    """The codes that a county had in a release, or why it cannot be found there.

    Several codes are parts that add up to the county. `why_not` is empty when there
    are codes.
    """

    codes: tuple[str, ...]
    why_not: str = ""


def trace_county(fips: str, *, vintage: int, changes: FipsChanges) -> Trace:
    """Find a county of today in a release whose codes are of the year `vintage`.

    A county that only took another name is found under its old code. One that took
    others in is the sum of its parts. One that was cut out of others, or drawn anew,
    has no one-to-one map: no figure of an older release is its own, and `why_not` says
    so.
    """
    codes = [fips]
    for change in sorted(changes.changes, key=lambda change: -change.year):
        if change.year <= vintage:
            continue
        for code in tuple(codes):
            if code not in change.new:
                continue
            if len(change.new) > 1:
                return Trace((), f"{change.what} in {change.year}, with no one-to-one map")
            codes.remove(code)
            codes.extend(change.old)
    return Trace(tuple(dict.fromkeys(codes)))


def explain_old_code(fips: str, changes: FipsChanges) -> tuple[str, tuple[str, ...]] | None:
    """What became of a code that is no county of today: the words and the new codes."""
    for change in changes.changes:
        if fips in change.old and fips not in change.new:
            return f"{change.what} in {change.year}", change.new
    return None
