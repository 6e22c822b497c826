"""An incident download as an assessment may hold it: protected counts, agencies, files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firstlight.base.errors import Fault, InputFaults
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.incidents import (
    MONTH_TABLE,
    MONTHS_UNKNOWN,
    Agency,
    CountTable,
    IncidentSummary,
    ReadFile,
    Zero,
)

ID = "incident_files"


@dataclass(frozen=True, slots=True)
class IncidentFiles:
    """A download as counts that may be printed. Nothing exact is in here.

    `tables` are protected: none of its cells is a small count or gives one away. `state` is
    the two letters of the one state that it is of. `reporters` are its agencies, each once,
    with the months that each reported; `months_from` says what told them, and MONTHS_UNKNOWN
    that nothing did. `lacks` are the tables that such a download has and this one does not.
    `source_id` is the source that its figures cite.
    """

    given: str
    state: str
    years: tuple[int, ...]
    reporters: tuple[Agency, ...]
    tables: Mapping[str, CountTable] = field(repr=False)
    files: tuple[ReadFile, ...]
    notes: tuple[str, ...]
    zeros: Mapping[str, Zero]
    source_id: str = ID
    months_from: str = MONTH_TABLE
    lacks: tuple[str, ...] = ()

    @property
    def agencies(self) -> int:
        """How many agencies the download lists."""
        return sum(agency.listed for agency in self.reporters)

    @property
    def agencies_reporting(self) -> int | None:
        """How many of them have a month; None where nothing says when anybody reported."""
        if self.months_from == MONTHS_UNKNOWN:
            return None
        return sum(agency.listed and bool(agency.months) for agency in self.reporters)

    @property
    def period(self) -> Period:
        """The year of its counts, or its years together."""
        if len(self.years) == 1:
            return Period.year(self.years[0])
        return Period.years(self.years[0], self.years[-1])


def take_incident_files(
    summary: IncidentSummary, protected: Mapping[str, CountTable], area: Area | None = None
) -> IncidentFiles:
    """Keep of a download what may be shown, and of an assessed area what bears on it.

    Parameters
    ----------
    protected : Mapping[str, CountTable]
        Its tables after protection. The exact ones of `summary` are not looked at.
    area : Area or None
        The download must be of a state of this area, where one is given.

    Raises
    ------
    InputFaults
        When it is of no state of the area, of several, or nobody can tell of which, and when
        it names no year.
    """
    faults = []
    states = {agency.state for agency in summary.agencies if agency.state}
    if len(states) != 1 or (area is not None and not states <= set(area.states)):
        found = ", ".join(sorted(states)) or "no state that it names"
        what = f"The incident download is of {found}"
        do = "Give the download of one state, with its table of agencies."
        if area is not None:
            what += f", and the area lies in {', '.join(area.states)}"
            do = "Give the download of one state of the area, with its table of agencies."
        faults.append(Fault(f"{what}.", do, file=summary.given))
    elif not summary.agencies_known:
        what = "A part of the incident download has no table of agencies."
        do = "Without it nobody can tell whose counts it holds. Add the table, or leave it out."
        faults.append(Fault(what, do, file=summary.given))
    if not summary.years:
        what, do = "The incident download names no year.", "Give one with incidents in it."
        faults.append(Fault(what, do, file=summary.given))
    if faults:
        raise InputFaults(faults)
    return IncidentFiles(
        given=summary.given,
        state=states.pop(),
        years=summary.years,
        reporters=summary.agencies,
        tables=protected,
        files=summary.files,
        notes=tuple(note.text for note in summary.notes if note.count is None),
        zeros=summary.zeros,
        months_from=summary.months_from,
        lacks=summary.tables_missing,
    )
