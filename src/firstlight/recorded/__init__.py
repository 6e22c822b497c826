"""What trafficking offenses did police agencies record, and which agencies said anything?

Takes   the FBI's offense rows, its list of agencies, and where each agency works.
Gives   counts by agency, by county and for the area, an agency of several counties counted
        once; small counts hidden so that no total opens them; who sent no return;
        which states have rows, and for which years.
Data    `fbi_ht_2020`. No row is not a zero: an agency without rows is unknown.
"""

from firstlight.recorded.agencies import Agency, count_listed, read_agencies
from firstlight.recorded.counts import AgencyYear, Count, Recorded, read_recorded
from firstlight.recorded.hiding import can_show_total
from firstlight.recorded.months import MonthsReported, read_months_reported
from firstlight.recorded.states import cite_states, read_years_by_state

__all__ = [
    "Agency",
    "AgencyYear",
    "Count",
    "MonthsReported",
    "Recorded",
    "can_show_total",
    "cite_states",
    "count_listed",
    "read_agencies",
    "read_months_reported",
    "read_recorded",
    "read_years_by_state",
]
