"""What is worked out of what the sources say, by which formula, and how sure is it?

Takes   an `Indicator` of the catalogue and observations of its inputs.
Gives   an `IndicatorValue`: a quantity with its margin and every cell it was made from, or
        the reason why there is none; and figures of few people drawn toward a `Group`.
Data    `catalogue/indicators/`. Formulas have names and live here; entries only name them.
"""

from firstlight.indicators.area import compute_for_area
from firstlight.indicators.each import EachCounty, compute_for_each
from firstlight.indicators.formulas import FORMULAS
from firstlight.indicators.nation import compute_for_counties, compute_median
from firstlight.indicators.readers import Limits, Observer, ReleaseColumn, ReleaseReader
from firstlight.indicators.smooth import (
    Group,
    Smoothed,
    Smoothing,
    find_smoothing,
    fit_estimates,
    smooth_estimate,
)

__all__ = [
    "FORMULAS",
    "EachCounty",
    "Group",
    "Limits",
    "Observer",
    "ReleaseColumn",
    "ReleaseReader",
    "Smoothed",
    "Smoothing",
    "compute_for_area",
    "compute_for_counties",
    "compute_for_each",
    "compute_median",
    "find_smoothing",
    "fit_estimates",
    "smooth_estimate",
]
