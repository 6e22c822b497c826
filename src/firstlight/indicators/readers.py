"""What a formula is given: readers of one county or of a whole release, and limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from firstlight.base.observation import Observation
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity
from firstlight.catalogue.entries import Column

# (column, county, is it a count?) -> what the source says
Observer = Callable[[Column, str, bool], Observation]


class ReleaseColumn(Protocol):
    """One column of a release for many counties (`sources.Release`)."""

    @property
    def quantities(self) -> Mapping[str, Quantity]:
        """By the release's own county codes."""

    def cite(self, codes: Iterable[str]) -> tuple[Address, ...]:
        """The received cells of these counties."""


# (column, state prefixes, is it a count?, hide small counts?) -> every county of the release
ReleaseReader = Callable[[Column, Sequence[str], bool, bool], ReleaseColumn]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits read from `catalogue/methods/thresholds.yaml`."""

    unreliable_cv_percent: float
    nation_coverage_percent: float
    addresses_at_most: int
    estimate_fewest_people: int
    estimate_hide_up_to: int
