"""What a person brings to a command in files, or has invented for a demonstration area."""

from __future__ import annotations

import datetime

from firstlight.assessment import (
    Library,
    read_demonstration_statements,
    read_demonstration_totals,
    read_leads_files,
)
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.place import Area
from firstlight.entered import Entered, EnteredFiles


def read_everything(
    files: EnteredFiles,
    area: Area | None,
    library: Library,
    today: datetime.date,
    faults: list[Fault],
    *,
    invented: bool,
    invented_said: bool,
) -> Entered | None:
    """What the leads bring in, or what is invented; nothing where the area is not known yet."""
    if area is None:
        return None
    try:
        if not invented and not invented_said:
            return read_leads_files(files, area=area, library=library, today=today)
        made = Entered()
        if invented:
            made = read_demonstration_totals(area=area, library=library, today=today)
        if invented_said:
            made = read_demonstration_statements(
                made, area=area, library=library, today=today, audience=files.audience
            )
        return made
    except InputFaults as error:
        faults.extend(error.faults)
        return None


def say_held_back(entered: Entered | None) -> tuple[str, ...]:
    """How many statements are in no report, for the person who gave them and for nobody else."""
    if entered is None:
        return ()
    held, said = entered.held_back, []
    if held.restricted:
        said.append(
            f"Statements and checklists: {held.restricted} are for law enforcement only "
            "and not in this report. A report for law enforcement: --audience law_enforcement_only."
        )
    if held.not_approved:
        said.append(
            f"Statements and checklists: {held.not_approved} are not approved yet and in no report."
        )
    return tuple(said)
