"""How many people could lie behind what was recorded?

Takes   a count, an assumed range for the share noticed and recorded, a level.
Gives   bounds with their assumptions, or the reason why none can be given.
Data    none; every threshold arrives as an argument.
"""

from firstlight.hidden.beta import BetaHiddenBound, bound_hidden_with_beta_detection
from firstlight.hidden.bound import HiddenBound, bound_hidden
from firstlight.hidden.detection import BetaDetection, DetectionRange
from firstlight.hidden.population import check_bound_against_population
from firstlight.hidden.request import BoundRequest, parse_bound_request, parse_detection
from firstlight.hidden.share import ShareBound, bound_share
from firstlight.hidden.words import BoundInWords, describe_bound

__all__ = [
    "BetaDetection",
    "BetaHiddenBound",
    "BoundInWords",
    "BoundRequest",
    "DetectionRange",
    "HiddenBound",
    "ShareBound",
    "bound_hidden",
    "bound_hidden_with_beta_detection",
    "bound_share",
    "check_bound_against_population",
    "describe_bound",
    "parse_bound_request",
    "parse_detection",
]
