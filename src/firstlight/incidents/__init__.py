"""What did police record, as an FBI NIBRS download has it, and who was silent?

Takes   a folder or a zip from the Crime Data Explorer, in any of its layouts.
Gives   an `IncidentSummary` of exact totals, which only a protected release may carry away.
Data    `catalogue/nibrs/`, `catalogue/offenses/`. No row is kept; files about people are refused.
"""

from firstlight.incidents.count import MINORS_OF
from firstlight.incidents.load import BANDS
from firstlight.incidents.parts import looks_like_download, name_person_columns
from firstlight.incidents.shapes import (
    INCIDENT_DATES,
    MONTH_TABLE,
    MONTHS_UNKNOWN,
    NO_COUNTY,
    TOTAL,
    Agency,
    CountTable,
    IncidentSummary,
    Key,
    Note,
    ReadFile,
    Sum,
    Zero,
)
from firstlight.incidents.summarise import summarise_incidents

__all__ = [
    "BANDS",
    "INCIDENT_DATES",
    "MINORS_OF",
    "MONTHS_UNKNOWN",
    "MONTH_TABLE",
    "NO_COUNTY",
    "TOTAL",
    "Agency",
    "CountTable",
    "IncidentSummary",
    "Key",
    "Note",
    "ReadFile",
    "Sum",
    "Zero",
    "looks_like_download",
    "name_person_columns",
    "summarise_incidents",
]
