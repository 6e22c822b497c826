"""Small counts are hidden, and every other entered total from which one could be worked out.

The rule is the house's own, on the design note on confidentiality, section 4: counts from 1 to
10 are hidden; no rate or share is made of a hidden count; totals that contain a hidden count
are hidden with it; a total is hidden, too, when taking away shown parts that share nobody
leaves 1 to 10. Last, all shown totals are solved together as equations over counties and times,
and a total is hidden as long as any one county and time comes out as 1 to 10. A measure that is
a part of another (`part_of`) is looked at with it: what the other has and the part has not is a
count too, and the part is hidden where that would be 1 to 10. Parts of a total by form, age and
the like are looked at in `parts`. What was published
elsewhere or in an earlier report is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from firstlight.base.place import Place, PlaceKind
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.entered.parts import hide, hide_parts, is_hidden
from firstlight.entered.shapes import Total

PARTS_AT_MOST = 14  # of one total; with more every way to take parts away cannot be tried


@dataclass(frozen=True, slots=True)
class Nesting:
    """Which counties an area is made of, and the state of each county of the area.

    `areas` are the counties of further areas by their places' ids, for totals of several areas
    that are protected together; `area` then has the counties of all of them.
    """

    area: frozenset[str]
    state_of: Mapping[str, str]
    areas: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def counties(self, place: Place) -> frozenset[str] | None:
        """The counties of a place inside the area, or None for a state or the nation."""
        if place.kind is PlaceKind.COUNTY:
            return frozenset({place.id})
        return self.areas.get(place.id, self.area) if place.kind is PlaceKind.AREA else None

    def holds(self, outer: Place, inner: Place) -> bool:
        """True when everybody in `inner` may be in `outer`."""
        if outer.kind is PlaceKind.NATION or outer.id == inner.id:
            return True
        within = self.counties(inner)
        if within is None:
            return False
        if outer.kind is PlaceKind.STATE:
            return any(self.state_of.get(fips) == outer.id for fips in within)
        around = self.counties(outer)
        return around is not None and within <= around

    def meet(self, one: Place, other: Place) -> bool:
        """True when somebody may be in both."""
        return self.holds(one, other) or self.holds(other, one)


def protect_totals(
    totals: Sequence[Total], measures: Mapping[str, EnteredMeasure], nesting: Nesting
) -> tuple[Total, ...]:
    """Hide small counts, what contains them, what opens them, and what hangs on them.

    Totals of one measure (and group, and part) are looked at together, whoever gave them. An
    amount is hidden with any count of its measure's `hidden_with` that it contains. A range
    without a number is hidden where it reaches 1 to 10, and where any other total of its
    measure shares people with it.
    """
    kept = list(totals)
    given = [total.cell.value for total in totals]
    for index, total in enumerate(kept):
        value = total.cell.value
        limit = measures[total.measure].hide_up_to
        is_near = total.has_range and limit > 0 and _tells_small(total, totals, limit, nesting)
        if is_near or (value is not None and 0 < value <= limit):
            kept[index] = hide(total)
    changed = True
    while changed:
        changed = _hide_containers(kept, given, measures, nesting) | _hide_residuals(
            kept, measures, nesting
        )
        changed |= _hide_small_rests(kept, measures, nesting)
        changed |= hide_parts(kept, given, measures)
        changed = changed or _hide_solved(kept, measures, nesting)
    for index, total in enumerate(kept):
        wanted = measures[total.measure].hidden_with
        if wanted and any(
            other.measure == wanted
            and is_hidden(other)
            and total.period.overlaps(other.period)
            and nesting.holds(total.place, other.place)
            for other in kept
        ):
            kept[index] = hide(total)
    return tuple(kept)


def _tells_small(total: Total, totals: Sequence[Total], limit: int, nesting: Nesting) -> bool:
    """True when a range reaches 1 to `limit`, or could be taken from another total or it from
    that, since they share people."""
    return (total.low or 0) <= limit or any(
        other is not total
        and (other.measure, other.group) == (total.measure, total.group)
        and _overlaps(total, other, nesting)
        for other in totals
    )


def _overlaps(one: Total, other: Total, nesting: Nesting) -> bool:
    return one.period.overlaps(other.period) and nesting.meet(one.place, other.place)


def _same_kind(one: Total, other: Total) -> bool:
    return one is not other and (one.measure, one.group, one.parts) == (
        other.measure,
        other.group,
        other.parts,
    )


def _hide_small_rests(
    kept: list[Total], measures: Mapping[str, EnteredMeasure], nesting: Nesting
) -> bool:
    """Hide a part (`part_of`) where its whole less shown parts would be 1 to 10.

    Parts of one whole that share nobody's place and time are taken away together, and the
    whole's own measure counts as a part of itself. Who gave them is not asked: two names of
    one office would otherwise open what one name may not.
    """
    changed = False
    for whole in list(kept):
        limit = measures[whole.measure].hide_up_to
        if not whole.cell.value or not limit:
            continue
        for index, part in enumerate(kept):
            if not _is_part(part, whole, measures) or not _lies_in(part, whole, nesting):
                continue
            rest = whole.cell.value - (part.cell.value or 0)
            others = [
                other
                for other in kept
                if (_is_part(other, whole, measures) or _same_kind(other, whole))
                and _lies_in(other, whole, nesting)
                and not _overlaps(other, part, nesting)
            ]
            if rest > 0 and (
                len(others) > PARTS_AT_MOST or _leaves_small(rest, others, limit, nesting)
            ):
                kept[index] = hide(part)
                changed = True
    return changed


def _is_part(part: Total, whole: Total, measures: Mapping[str, EnteredMeasure]) -> bool:
    return whole.measure in measures[part.measure].part_of and (part.group, part.parts) == (
        whole.group,
        whole.parts,
    )


def _lies_in(part: Total, whole: Total, nesting: Nesting) -> bool:
    """True when a shown count is of a place and a time inside those of another."""
    return bool(
        part.cell.value
        and nesting.holds(whole.place, part.place)
        and whole.period.first <= part.period.first
        and part.period.last <= whole.period.last
    )


def pairs(one: Total, other: Total) -> bool:
    """True when two counts are of one holder, place, period, group and part."""
    return (one.same, one.parts) == (other.same, other.parts)


def _hide_containers(
    kept: list[Total],
    given: Sequence[float | None],
    measures: Mapping[str, EnteredMeasure],
    nesting: Nesting,
) -> bool:
    """Hide a total that may contain a hidden one: the same or a larger place, a shared time.

    Of two holders' totals for one place and time the smaller cannot contain the larger. Where
    each of several holders counts only its own (`one_of_many`), one contains nothing of
    another; that two of them are 1 to 10 apart is looked at all the same.
    """
    changed = False
    for index, total in enumerate(kept):
        if total.cell.value is None or total.cell.value == 0:
            continue
        if any(
            _same_kind(total, other)
            and is_hidden(other)
            and total.period.overlaps(other.period)
            and nesting.holds(total.place, other.place)
            and not (
                measures[total.measure].one_of_many
                and total.holder.casefold() != other.holder.casefold()
            )
            and not (
                (total.place.id, total.period) == (other.place.id, other.period)
                and total.cell.value < (given[position] or 0)
            )
            for position, other in enumerate(kept)
        ):
            kept[index] = hide(total)
            changed = True
    return changed


def _hide_residuals(
    kept: list[Total], measures: Mapping[str, EnteredMeasure], nesting: Nesting
) -> bool:
    """Hide a total when taking shown parts away leaves 1 to 10."""
    changed = False
    for index, total in enumerate(kept):
        limit = measures[total.measure].hide_up_to
        if total.cell.value in (None, 0) or not limit:
            continue
        parts = [
            other for other in kept if _same_kind(total, other) and _lies_in(other, total, nesting)
        ]
        left = float(total.cell.value or 0)
        if len(parts) > PARTS_AT_MOST or _leaves_small(left, parts, limit, nesting):
            kept[index] = hide(total)
            changed = True
    return changed


def _leaves_small(left: float, parts: Sequence[Total], limit: int, nesting: Nesting) -> bool:
    """True when some parts that share nobody can be taken away so that 1 to `limit` is left."""
    if 0 < left <= limit:
        return True
    for index, part in enumerate(parts):
        rest = left - (part.cell.value or 0)
        if rest <= 0:
            continue
        apart = [other for other in parts[index + 1 :] if not _overlaps(part, other, nesting)]
        if _leaves_small(rest, apart, limit, nesting):
            return True
    return False


def _hide_solved(
    kept: list[Total], measures: Mapping[str, EnteredMeasure], nesting: Nesting
) -> bool:
    """Hide one total of a kind whose shown totals, solved together, give a small cell away."""
    kinds = dict.fromkeys((total.measure, total.group, total.parts) for total in kept)
    pairs_of = [
        (whole, part, group, parts)
        for part, group, parts in kinds
        for whole in (part, *measures[part].part_of)
    ]
    for whole, part, group, parts in pairs_of:
        own = [
            index
            for index, total in enumerate(kept)
            if total.measure in (whole, part)
            and (total.group, total.parts) == (group, parts)
            and total.cell.value is not None
        ]
        limit = measures[whole].hide_up_to
        shown = [kept[index] for index in own]
        are_parts = [whole != part and total.measure == part for total in shown]
        worst = _find_solved(shown, are_parts, limit, nesting) if limit else None
        if worst is not None:
            kept[own[worst]] = hide(kept[own[worst]])
            return True
    return False


def _find_solved(
    shown: Sequence[Total], are_parts: Sequence[bool], limit: int, nesting: Nesting
) -> int | None:
    """The total to hide of a way to work a cell of 1 to `limit` out, or None.

    A cell is one county in one stretch of time between the totals' first and last days; what
    a state or the nation has outside the area is one more. Where some totals are a part of
    the others, each cell is two: the part, and the rest that only the others hold. A cell
    can be worked out when it lies in the row space of the totals, which its length within
    that space tells. The largest part used is hidden, or else the largest total used.
    """
    if len(shown) < 2:
        return None
    days = sorted(
        {t.period.first.toordinal() for t in shown} | {t.period.last.toordinal() + 1 for t in shown}
    )
    inside = sorted(nesting.area)
    places = [*inside, *sorted(set(nesting.state_of.values())), "elsewhere"]
    cells = np.array(
        [
            [
                float(
                    _covers(total.place, place, nesting)
                    and total.period.first.toordinal() <= day < total.period.last.toordinal() + 1
                )
                for place in places
                for day in days[:-1]
            ]
            for total in shown
        ]
    )
    rest = cells * np.array([[0.0 if is_part else 1.0] for is_part in are_parts])
    matrix = np.hstack([cells, rest]) if any(are_parts) else cells
    inverse = np.linalg.pinv(matrix)  # cells by totals
    known = np.einsum("ct,tc->c", inverse, matrix) > 1 - 1e-9
    values = inverse @ np.array([total.cell.value or 0.0 for total in shown])
    for cell in np.flatnonzero(known & (values > 0.5) & (values < limit + 0.5)):
        used = [int(index) for index in np.flatnonzero(np.abs(inverse[cell]) > 1e-9)]
        return max(used, key=lambda index: (are_parts[index], shown[index].cell.value or 0.0))
    return None


def _covers(outer: Place, place: str, nesting: Nesting) -> bool:
    """True when a total's place holds a county of the area, or the rest of a state or nation."""
    if outer.kind is PlaceKind.NATION:
        return True
    if outer.kind is PlaceKind.STATE:
        return place == outer.id or nesting.state_of.get(place) == outer.id
    return place in (nesting.counties(outer) or ())
