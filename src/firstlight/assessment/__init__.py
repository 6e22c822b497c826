"""What can be said of this area on all five parameters, what cannot, and whom to ask?

Takes   an `Area`, the catalogue, the bundled tables, a detection range if one was chosen, and
        what the leads brought in themselves.
Gives   an `Assessment`: figures, sentences with evidence, refusals, warnings, who holds what.
Data    through the rooms `places`, `sources`, `indicators`, `recorded`, `access`, `composite`,
        `peers`, `hidden`, `incidents`, `entered`, `pictures` and `overlap`, which meet only here.
"""

from firstlight.assessment.assess import Library, assess, open_library
from firstlight.assessment.entered_sources import (
    check_typed_name,
    check_typed_source,
    read_demonstration_statements,
    read_demonstration_totals,
    read_leads_files,
)
from firstlight.assessment.entry import (
    EntryPreview,
    check_new_total,
    keep_new_total,
    preview_new_total,
    read_kept_totals,
    take_back_total,
)
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_losses import find_losses
from firstlight.assessment.incident_releases import (
    describe_kept,
    keep_incident_files,
    read_kept_incidents,
    say_reporting,
)
from firstlight.assessment.incident_shapes import IncidentFiles, take_incident_files
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
    Flow,
    LeadNote,
    PopulationSheet,
    Refusal,
    SourceState,
    Summary,
)
from firstlight.assessment.national_profile import NationalProfile, make_national_profile
from firstlight.assessment.peer_comparison import (
    PeerComparison,
    PeerRow,
    compare_with_peers,
    may_be_compared,
)
from firstlight.assessment.pictures_model import (
    AskSide,
    FindingShown,
    FunnelDot,
    FunnelShown,
    QuestionShown,
    SideShown,
    TwinShown,
    TwoPictures,
)
from firstlight.assessment.process_shapes import (
    Apart,
    OffenseState,
    ProactiveChoice,
    Process,
    Stage,
)
from firstlight.assessment.statement_model import (
    ChecklistShown,
    EntryHead,
    Statements,
    StatementShown,
)

__all__ = [
    "Apart",
    "Ask",
    "AskSide",
    "Assessment",
    "Block",
    "CaseEntry",
    "Chapter",
    "ChecklistShown",
    "DetectionChoice",
    "EntryHead",
    "EntryPreview",
    "FactorState",
    "FigureTable",
    "FindingShown",
    "Flow",
    "FunnelDot",
    "FunnelShown",
    "IncidentFiles",
    "LeadNote",
    "Library",
    "MapCoverage",
    "MeasureMap",
    "NationalProfile",
    "OffenseState",
    "PeerComparison",
    "PeerRow",
    "PopulationSheet",
    "ProactiveChoice",
    "Process",
    "QuestionShown",
    "Refusal",
    "SideShown",
    "SourceState",
    "Stage",
    "StatementShown",
    "Statements",
    "Summary",
    "TableRow",
    "TwinShown",
    "TwoPictures",
    "assess",
    "check_new_total",
    "check_typed_name",
    "check_typed_source",
    "compare_with_peers",
    "cover_measure",
    "describe_kept",
    "find_losses",
    "keep_incident_files",
    "keep_new_total",
    "make_national_profile",
    "map_measure",
    "may_be_compared",
    "open_library",
    "preview_new_total",
    "read_demonstration_statements",
    "read_demonstration_totals",
    "read_kept_incidents",
    "read_kept_totals",
    "read_leads_files",
    "say_reporting",
    "take_back_total",
    "take_incident_files",
    "why_no_maps",
    "why_not_mapped",
]
