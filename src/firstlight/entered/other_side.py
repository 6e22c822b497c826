"""People whom one holder counts and says that the other side knows too: a part of its count.

If providers say that police know 36 of their people and police count 40, whoever reads both
knows that few are known to police alone. So what is left of the other side's count is protected
where it is small, as what is left of any total is. The holders differ, so that nothing adds up
for certain; where the part is the larger one they do not count the same people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from firstlight.catalogue.entered import EnteredMeasure
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure import Fact
from firstlight.entered.nesting import Nesting
from firstlight.entered.shapes import Total
from firstlight.entered.sums import Sums


def add_other_side(
    known: Sums,
    totals: Sequence[Total],
    measures: Mapping[str, EnteredMeasure],
    nesting: Nesting,
    rule: DisclosureProfile,
) -> None:
    """Add what stays of one side's count without those whom the other side says it knows."""
    for whole, part in _list_pairs(totals, measures, nesting):
        left = (known.counts.get(whole) or 0) - (known.counts.get(part) or 0)
        if known.counts.get(part) and 0 < left <= rule.protect_up_to:
            name = "on one side alone", whole, part
            known.counts[name] = left
            known.unprinted.add(name)
            known.facts.append(Fact((whole,), (part, name)))


def _list_pairs(
    totals: Sequence[Total], measures: Mapping[str, EnteredMeasure], nesting: Nesting
) -> Iterator[tuple[int, int]]:
    """Positions of a count and of one whose people are said to be among it."""
    for at, part in enumerate(totals):
        among = measures[part.measure].among
        for position, whole in enumerate(totals) if among else ():
            if (
                whole.measure in among
                and (whole.group, whole.parts) == (part.group, part.parts)
                and nesting.lies_in(part, whole)
            ):
                yield position, at
