"""Which forms, people and sectors does anybody look for, and with how much effort?"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import Pictures
from firstlight.pictures.rules import RuleSaid, say

YES, UNKNOWN, NO = "yes", "unknown", "no"
UNDER, PERHAPS, ENOUGH = "under", "perhaps", "enough"


@dataclass(frozen=True, slots=True)
class View:
    """What one source looks for.

    `looks_for` names values of an axis of the balance meter; an axis that is left out means
    that nobody said. `effort` is in `effort_unit` (hours, screenings), None where nobody wrote
    it down; `effort_by` splits it over the values of an axis where that is known.
    """

    source: str
    agency: str
    looks_for: Mapping[str, tuple[str, ...]]
    effort: float | None = None
    effort_unit: str = ""
    effort_by: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BalancePart:
    """One value of one axis: who looks, and the share of effort by unit, from low to high percent.

    The two ends differ where effort is not split. `looked_for` is yes, unknown or no.
    """

    axis: str
    value: str
    label: str
    looked_for: str
    sources: tuple[str, ...]
    effort_percent: Mapping[str, tuple[float, float]]
    why: tuple[RuleSaid, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """The balance meter. `gaps` are combinations of all axes for which nobody looks, as values
    in the order of the axes; `open_gaps` those of which it is not known. `one_form` names
    agencies all of whose sources look for one form. `why_not` is set where no source is given.
    """

    parts: tuple[BalancePart, ...]
    gaps: tuple[tuple[str, ...], ...]
    open_gaps: tuple[tuple[str, ...], ...]
    one_form: tuple[str, ...]
    one_form_why: tuple[RuleSaid, ...]
    why_not: str = ""

    @property
    def flagged(self) -> tuple[BalancePart, ...]:
        """Parts with something to say of them."""
        return tuple(part for part in self.parts if part.why)


def measure_balance(views: Sequence[View], *, pictures: Pictures) -> Balance:
    """Find what nobody looks for, and what gets little effort.

    Efforts of different units are never added. A share is given as a range where a source
    looks for several values and nobody split its effort.

    Raises
    ------
    InputFaults
        For an axis or value that does not exist, an effort that is no finite number of at
        least 0 or has no unit, or parts of an effort that come to more than the whole.
    """
    _check(views, pictures)
    parts = tuple(
        _make_part(views, axis, value, label, pictures)
        for axis, entry in pictures.balance.items()
        for value, label in entry.values.items()
    )
    gaps, open_gaps = [], []
    for values in itertools.product(*(entry.values for entry in pictures.balance.values())):
        looked = _looked(views, dict(zip(pictures.balance, values, strict=True)))
        if looked == NO:
            gaps.append(values)
        elif looked == UNKNOWN:
            open_gaps.append(values)
    agencies = dict.fromkeys(view.agency for view in views)
    one_form = tuple(agency for agency in agencies if _has_one_form(views, agency))
    return Balance(
        parts=parts,
        gaps=tuple(gaps),
        open_gaps=tuple(open_gaps),
        one_form=one_form,
        one_form_why=say(pictures, ["B04"] if one_form else []),
        why_not="" if views else "nobody said who looks for what",
    )


def _check(views: Sequence[View], pictures: Pictures) -> None:
    faults = []
    for view in views:
        for axis, values in [*view.looks_for.items(), *view.effort_by.items()]:
            entry = pictures.balance.get(axis)
            if entry is None or any(value not in entry.values for value in values):
                do = f"The axes are: {', '.join(pictures.balance)}."
                faults.append(Fault(f"{view.source}: an axis or value does not exist.", do))
        amounts = [amount for split in view.effort_by.values() for amount in split.values()]
        if view.effort is not None:
            amounts.append(view.effort)
        if any(not math.isfinite(amount) or amount < 0 for amount in amounts):
            faults.append(
                Fault(f"{view.source}: an effort is not a number of 0 or more.", "Mend it.")
            )
        if (view.effort is None and view.effort_by) or (
            view.effort is not None and not view.effort_unit
        ):
            do = "Give the whole effort with its unit, such as hours."
            faults.append(Fault(f"{view.source}: an effort has no whole or no unit.", do))
        if view.effort is not None and any(
            math.fsum(split.values()) > view.effort * (1 + 1e-9)
            for split in view.effort_by.values()
        ):
            do = "Check the parts."
            faults.append(Fault(f"{view.source}: parts of the effort come to more than all.", do))
    if faults:
        raise InputFaults(faults)


def _looked(views: Sequence[View], wanted: Mapping[str, str]) -> str:
    """Whether a source may look for this combination; one that says no to a part does not."""
    found = NO
    for view in views:
        told = [
            None if axis not in view.looks_for else value in view.looks_for[axis]
            for axis, value in wanted.items()
        ]
        if all(told):
            return YES
        if False not in told:
            found = UNKNOWN
    return found


def _has_one_form(views: Sequence[View], agency: str) -> bool:
    own = [view.looks_for.get("form") for view in views if view.agency == agency]
    return None not in own and len({form for forms in own for form in forms or ()}) == 1


def _make_part(
    views: Sequence[View], axis: str, value: str, label: str, pictures: Pictures
) -> BalancePart:
    sources = tuple(view.source for view in views if value in view.looks_for.get(axis, ()))
    looked = _looked(views, {axis: value})
    shares = _shares(views, axis, value)
    rules = []
    if looked == NO:
        rules.append("B01")
    elif looked == UNKNOWN:
        rules.append("B06")
    elif not any(view.effort is not None for view in views if view.source in sources):
        rules.append("B05")
    else:
        limit = pictures.effort_percent
        states = {
            UNDER if high < limit else PERHAPS if low < limit else ENOUGH
            for low, high in shares.values()
        }
        if states == {UNDER}:
            rules.append("B02")
        elif ENOUGH not in states:
            rules.append("B03")
    return BalancePart(axis, value, label, looked, sources, shares, say(pictures, rules))


def _shares(views: Sequence[View], axis: str, value: str) -> dict[str, tuple[float, float]]:
    """Percent of the effort of each unit that goes to a value, from low to high."""
    shares = {}
    for unit in dict.fromkeys(view.effort_unit for view in views if view.effort is not None):
        whole: list[float] = []
        lows: list[float] = []
        highs: list[float] = []
        for view in views:
            if view.effort is None or view.effort_unit != unit:
                continue
            low, high = _effort_for(view, view.effort, axis, value)
            whole.append(view.effort)
            lows.append(low)
            highs.append(high)
        total = math.fsum(whole)
        if total > 0:
            shares[unit] = (100 * math.fsum(lows) / total, 100 * math.fsum(highs) / total)
    return shares


def _effort_for(view: View, effort: float, axis: str, value: str) -> tuple[float, float]:
    split = view.effort_by.get(axis)
    if split is not None:
        left = max(0.0, effort - math.fsum(split.values()))  # not split, may go anywhere
        known = split.get(value, 0.0)
        return known, known + left
    looks = view.looks_for.get(axis)
    if looks is None:
        return 0.0, effort
    if value not in looks:
        return 0.0, 0.0
    return (effort, effort) if len(looks) == 1 else (0.0, effort)
