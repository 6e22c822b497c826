"""What does a code of one system mean in the shared words, and how well does it fit?

Takes   codes or totals by code, a `Crosswalk` and its dimension, overruled readings.
Gives   shared values and totals with unknown, not asked, unmapped, outside and conflict counted.
Data    `catalogue/taxonomy/`, `catalogue/crosswalks/`. Totals only: a file with a row per
        person is refused. The CTDC layout is read as counts of synthetic records.
"""

from firstlight.taxonomy.counts import MappedCounts, SharedTotal, map_counts
from firstlight.taxonomy.ctdc import CtdcCounts, count_ctdc, read_ctdc
from firstlight.taxonomy.definitions import FlagCounts, derive_flags, read_flags
from firstlight.taxonomy.htcds import TotalsByCode, read_totals_by_code
from firstlight.taxonomy.overrides import Override, read_overrides
from firstlight.taxonomy.reading import Explanation, Reading, explain, map_code, read_crosswalk

__all__ = [
    "CtdcCounts",
    "Explanation",
    "FlagCounts",
    "MappedCounts",
    "Override",
    "Reading",
    "SharedTotal",
    "TotalsByCode",
    "count_ctdc",
    "derive_flags",
    "explain",
    "map_code",
    "map_counts",
    "read_crosswalk",
    "read_ctdc",
    "read_flags",
    "read_overrides",
    "read_totals_by_code",
]
