"""What can be said of this area on all five parameters, what cannot, and whom to ask?

Takes   an `Area`, the catalogue, the bundled tables, and a detection range if one was chosen.
Gives   an `Assessment`: figures, sentences with evidence, refusals, warnings, who holds what.
Data    through the rooms `places`, `sources`, `indicators`, `recorded`, `access`
        and `hidden`, which meet only here.
"""

from firstlight.assessment.assess import Library, assess, open_library
from firstlight.assessment.mapping import MeasureMap, map_measure, why_not_mapped
from firstlight.assessment.model import (
    Ask,
    Assessment,
    Block,
    CaseEntry,
    Chapter,
    DetectionChoice,
    FactorState,
    FigureTable,
    Flow,
    Refusal,
    SourceState,
    Summary,
    TableRow,
)
from firstlight.assessment.national_profile import NationalProfile, make_national_profile
from firstlight.assessment.peer_comparison import (
    PeerComparison,
    PeerRow,
    compare_with_peers,
    may_be_compared,
)

__all__ = [
    "Ask",
    "Assessment",
    "Block",
    "CaseEntry",
    "Chapter",
    "DetectionChoice",
    "FactorState",
    "FigureTable",
    "Flow",
    "Library",
    "MeasureMap",
    "NationalProfile",
    "PeerComparison",
    "PeerRow",
    "Refusal",
    "SourceState",
    "Summary",
    "TableRow",
    "assess",
    "compare_with_peers",
    "make_national_profile",
    "map_measure",
    "may_be_compared",
    "open_library",
    "why_not_mapped",
]
