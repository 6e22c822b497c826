"""What is worked out of what the sources say, by which formula, and how sure is it?

Takes   an `Indicator` of the catalogue and observations of its inputs.
Gives   an `IndicatorValue`: a quantity with its margin and every cell it was made from, or
        the reason why there is none.
Data    `catalogue/indicators/`. Formulas have names and live here; entries only name them.
"""

from firstlight.indicators.compute import (
    Limits,
    Observer,
    ReleaseColumn,
    ReleaseReader,
    compute_for_area,
    compute_for_counties,
    compute_median,
)
from firstlight.indicators.each import EachCounty, compute_for_each
from firstlight.indicators.formulas import FORMULAS

__all__ = [
    "FORMULAS",
    "EachCounty",
    "Limits",
    "Observer",
    "ReleaseColumn",
    "ReleaseReader",
    "compute_for_area",
    "compute_for_counties",
    "compute_for_each",
    "compute_median",
]
