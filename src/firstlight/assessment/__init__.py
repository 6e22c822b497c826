"""What can be said of this area on all five parameters, what cannot, and whom to ask?

Takes   an `Area`, the catalogue, the bundled tables, a detection range if one was chosen, and
        what the leads brought in themselves.
Gives   an `Assessment`: figures, sentences with evidence, refusals, warnings, who holds what.
Data    through the rooms `places`, `sources`, `indicators`, `recorded`, `hidden` and `entered`,
        which meet only here.
"""

from firstlight.assessment.assess import Library, assess, open_library
from firstlight.assessment.entered_sources import read_leads_files
from firstlight.assessment.model import (
    Ask,
    Assessment,
    Block,
    CaseEntry,
    Chapter,
    DetectionChoice,
    FigureTable,
    LeadNote,
    PopulationSheet,
    Refusal,
    SourceState,
    Summary,
    TableRow,
)

__all__ = [
    "Ask",
    "Assessment",
    "Block",
    "CaseEntry",
    "Chapter",
    "DetectionChoice",
    "FigureTable",
    "LeadNote",
    "Library",
    "PopulationSheet",
    "Refusal",
    "SourceState",
    "Summary",
    "TableRow",
    "assess",
    "open_library",
    "read_leads_files",
]
