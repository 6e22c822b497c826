"""A small part of a shown total is hidden, and enough beside it that nobody can subtract.

The rule is the house's own, on the design note on confidentiality, section 4. A total that is
shown, less its shown parts, tells what is hidden and what is in no part. So beside a hidden
part, or beside 1 to 10 that are in no part, further parts are hidden, the smallest first, until
at least two counts above 0 are out of sight that are more than 10 together: each of them can
then be anything from 1 to 10. Where cells stand in several breakdowns at once, or other totals
of the same kind share people with them, all parts are hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firstlight.base.cell import Cell, Status
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.entered.relations import Breakdown, find_breakdowns
from firstlight.entered.shapes import Total

WHY = "small counts are hidden, and so is what would give one away"


def hide(total: Total) -> Total:
    """The total without its number and its range."""
    return replace(total, cell=Cell.missing(Status.SUPPRESSED, WHY), low=None, high=None)


def is_hidden(total: Total) -> bool:
    """True when there is a count that is not shown."""
    return total.cell.status is Status.SUPPRESSED


def hide_parts(
    kept: list[Total], given: Sequence[float | None], measures: Mapping[str, EnteredMeasure]
) -> bool:
    """Hide parts, in place, until no breakdown tells a hidden count; true when any was hidden.

    `given` are the numbers as they were read, by position, None where there was none.
    """
    splits = {m.id: m.splits for m in measures.values() if m.splits}
    breakdowns = find_breakdowns(kept, splits)
    changed = False
    for found in breakdowns:
        limit = measures[kept[found.whole].measure].hide_up_to
        for index in _what_to_hide(found, breakdowns, kept, given, limit) if limit else ():
            if not is_hidden(kept[index]):
                kept[index] = hide(kept[index])
                changed = True
    return changed


def _what_to_hide(
    found: Breakdown,
    breakdowns: Sequence[Breakdown],
    kept: Sequence[Total],
    given: Sequence[float | None],
    limit: int,
) -> Sequence[int]:
    hidden = [index for index in found.parts if is_hidden(kept[index])]
    if is_hidden(kept[found.whole]):
        return found.parts
    rest = (given[found.whole] or 0) - sum(given[index] or 0 for index in found.parts)
    if not hidden and not 0 < rest <= limit:
        return ()
    if _is_entangled(found, breakdowns, kept):
        return found.parts
    unseen = [given[index] or 0 for index in hidden] + [rest]
    more: list[int] = []
    for index in sorted(
        (i for i in found.parts if i not in hidden and given[i]), key=lambda i: given[i] or 0
    ):
        if _is_enough(unseen, limit):
            return more
        more.append(index)
        unseen.append(given[index] or 0)
    return more if _is_enough(unseen, limit) else found.parts


def _is_enough(unseen: Sequence[float], limit: int) -> bool:
    return sum(count > 0 for count in unseen) > 1 and sum(unseen) > limit


def _is_entangled(found: Breakdown, breakdowns: Sequence[Breakdown], kept: Sequence[Total]) -> bool:
    """True when other breakdowns or totals speak of the same people as these parts."""
    own = {found.whole, *found.parts}
    for other in breakdowns:
        if other is not found and {other.whole, *other.parts} & set(found.parts):
            return True
    names = {name for index in found.parts for name, _ in kept[index].parts}
    names -= {name for name, _ in kept[found.whole].parts}
    kinds = {kept[index].measure for index in own}
    return any(
        index not in own
        and total.measure in kinds
        and (names & {name for name, _ in total.parts} or not names)
        and total.period.overlaps(kept[found.whole].period)
        for index, total in enumerate(kept)
    )
