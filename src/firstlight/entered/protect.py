"""Small counts are hidden, and every other entered total from which one could be worked out.

The hiding is the work of `disclosure`. Here is what a reader knows of entered totals: which add
up to which (`sums`), and what stays when some are taken from another. Two rules are this
room's own: a holder's range without a number is hidden where it tells of few, and an amount
is hidden with the count it was paid for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from firstlight.base.cell import Cell, Status
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure import Contradiction, attack_linked, hide_linked
from firstlight.entered.holders import may_count_same
from firstlight.entered.nesting import Nesting
from firstlight.entered.other_side import add_other_side
from firstlight.entered.shapes import Total
from firstlight.entered.sums import read_sums

WHY = "small counts are hidden, and so is what would give one away"


def hide(total: Total) -> Total:
    """The total without its number and its range."""
    return replace(total, cell=Cell.missing(Status.SUPPRESSED, WHY), low=None, high=None)


def is_hidden(total: Total) -> bool:
    """True when there is a count that is not shown."""
    return total.cell.status is Status.SUPPRESSED


def pairs(one: Total, other: Total) -> bool:
    """True when two counts are of one holder, place, period, group and part."""
    return (one.same, one.parts) == (other.same, other.parts)


def protect_totals(
    totals: Sequence[Total],
    measures: Mapping[str, EnteredMeasure],
    nesting: Nesting,
    rule: DisclosureProfile,
    *,
    known_already: Collection[int] = (),
    hidden_already: Collection[int] = (),
) -> tuple[Total, ...]:
    """Hide small counts, what would open them, and what hangs on them.

    Totals of one measure and its parts are looked at together where one office may have given
    them, under whatever name. An amount
    is hidden with any count of its measure's `hidden_with` that it contains. A range without
    a number is hidden where it reaches down to a small count, and where any other total of
    its measure shares people with it.

    Positions in `known_already` are printed elsewhere and stay: others give way to them. So do
    totals that were shown in a report made before (`was_shown`).
    Those in `hidden_already` are hidden elsewhere, and are hidden here.
    """
    known_already = {*known_already, *(i for i, total in enumerate(totals) if total.was_shown)}
    beside_range = _near_known_range(totals, measures, nesting, known_already)
    kept = [
        hide(total)
        if total.has_range
        and index not in known_already
        and measures[total.measure].hide_up_to
        and _tells_small(total, totals, rule.hide_up_to, nesting)
        else total
        for index, total in enumerate(totals)
    ]
    known = read_sums(kept, measures, nesting, rule)
    add_other_side(known, kept, measures, nesting, rule)
    known.too_many |= beside_range | set(hidden_already)
    hidden = hide_linked(
        known.counts,
        known.facts,
        rule,
        kept=known_already,
        unprinted=known.unprinted,
        hidden_too=known.too_many | known.contradicting,
    )
    hidden = hidden - known_already
    kept = [hide(total) if index in hidden else total for index, total in enumerate(kept)]
    for index, total in enumerate(kept):
        wanted = "" if index in known_already else measures[total.measure].hidden_with
        if wanted and any(
            other.measure == wanted
            and is_hidden(other)
            and total.period.overlaps(other.period)
            and nesting.holds(total.place, other.place)
            for other in kept
        ):
            kept[index] = hide(total)
    return tuple(kept)


def count_told(
    totals: Sequence[Total],
    measures: Mapping[str, EnteredMeasure],
    nesting: Nesting,
    rule: DisclosureProfile,
) -> int:
    """How many hidden totals, and small counts that follow, have too few values left."""
    known = read_sums(totals, measures, nesting, rule)
    try:
        spans = attack_linked(known.counts, known.facts, known.unprinted)
    except Contradiction:
        return 0
    return sum(
        span.low <= rule.protect_up_to and not span.holds(rule.keeps_possible)
        for span in spans.values()
    )


def _near_known_range(
    totals: Sequence[Total],
    measures: Mapping[str, EnteredMeasure],
    nesting: Nesting,
    known_already: Collection[int],
) -> set[int]:
    """Totals that share people with a range that is printed elsewhere and stays."""
    ranges = [
        totals[at]
        for at in known_already
        if totals[at].has_range and measures[totals[at].measure].hide_up_to
    ]
    return {
        index
        for index, total in enumerate(totals)
        if index not in known_already
        and any(
            (other.measure, other.group) == (total.measure, total.group)
            and may_count_same(other.holder, total.holder)
            and nesting.overlap(total, other)
            # today's figure for the same thing is no part of the range, nor the range of it
            and not (other.was_shown and (other.same, other.parts) == (total.same, total.parts))
            for other in ranges
        )
    }


def _tells_small(total: Total, totals: Sequence[Total], limit: int, nesting: Nesting) -> bool:
    """True when a range reaches 1 to `limit`, or could be taken from another total or it from
    that, since they share people."""
    return (total.low or 0) <= limit or any(
        other is not total
        and may_count_same(other.holder, total.holder)
        and (other.measure, other.group) == (total.measure, total.group)
        and nesting.overlap(total, other)
        for other in totals
    )
