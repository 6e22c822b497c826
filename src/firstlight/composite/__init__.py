"""How strong are several conditions together, beside other places, and how sure is that?

Takes   a `Composite` of the catalogue and arrays of values with margins, or a file that
        somebody brings.
Gives   standings, scores, ranges of ranks, what each condition decides; or every fault.
Data    `catalogue/composites/`. Seeds, draws and thresholds arrive as arguments.
"""

from firstlight.composite.from_file import (
    Difference,
    FileIndex,
    compute_from_file,
    write_columns,
)
from firstlight.composite.ranges import (
    Estimates,
    Ranges,
    can_tell_apart,
    correlate_ranks,
    draw_ranges,
    draw_weights,
    limits_of_kind,
)
from firstlight.composite.score import Scored, score_units
from firstlight.composite.standardize import (
    percentile_ranks,
    rank_lowest,
    rank_mean,
    round_half_away,
    z_scores,
)

__all__ = [
    "Difference",
    "Estimates",
    "FileIndex",
    "Ranges",
    "Scored",
    "can_tell_apart",
    "compute_from_file",
    "correlate_ranks",
    "draw_ranges",
    "draw_weights",
    "limits_of_kind",
    "percentile_ranks",
    "rank_lowest",
    "rank_mean",
    "round_half_away",
    "score_units",
    "write_columns",
    "z_scores",
]
