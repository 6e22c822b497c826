"""What can be said of this area on all five parameters, what cannot, and whom to ask?

Takes   an `Area`, the catalogue, the bundled tables, a detection range if one was chosen, and
        what the leads brought in themselves.
Gives   an `Assessment`: figures, sentences with evidence, refusals, warnings, who holds what.
Data    through the rooms `places`, `sources`, `indicators`, `recorded`, `access`, `composite`,
        `peers`, `hidden`, `entered`, `pictures` and `overlap`, which meet only here.
"""

from firstlight.assessment.assess import Library, assess, open_library
from firstlight.assessment.entered_sources import read_demonstration_totals, read_leads_files
from firstlight.assessment.mapping import (
    MapCoverage,
    MeasureMap,
    cover_measure,
    map_measure,
    why_no_maps,
    why_not_mapped,
)
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
    LeadNote,
    PopulationSheet,
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
from firstlight.assessment.pictures_model import (
    FindingShown,
    FunnelShown,
    QuestionShown,
    SideShown,
    TwinShown,
    TwoPictures,
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
    "FindingShown",
    "Flow",
    "FunnelShown",
    "LeadNote",
    "Library",
    "MapCoverage",
    "MeasureMap",
    "NationalProfile",
    "PeerComparison",
    "PeerRow",
    "PopulationSheet",
    "QuestionShown",
    "Refusal",
    "SideShown",
    "SourceState",
    "Summary",
    "TableRow",
    "TwinShown",
    "TwoPictures",
    "assess",
    "compare_with_peers",
    "cover_measure",
    "make_national_profile",
    "map_measure",
    "may_be_compared",
    "open_library",
    "read_demonstration_totals",
    "read_leads_files",
    "why_no_maps",
    "why_not_mapped",
]
