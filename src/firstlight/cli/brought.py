"""What a person brings to a command in files, or has invented for a demonstration area."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence

from firstlight.assessment import (
    Library,
    read_demonstration_statements,
    read_demonstration_totals,
    read_leads_files,
)
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.place import Area
from firstlight.entered import Entered, EnteredFiles, Kept, KeptTotals, concerns
from firstlight.refresh import data_folder


def read_everything(
    files: EnteredFiles,
    area: Area | None,
    library: Library,
    today: datetime.date,
    faults: list[Fault],
    *,
    invented: bool,
    invented_said: bool,
    use_kept: bool,
) -> Entered | None:
    """What the leads bring in, or what is invented; nothing where the area is not known yet."""
    if area is None:
        return None
    try:
        if not invented and not invented_said:
            kept = read_kept_rows(files, use_kept=use_kept)
            return read_leads_files(files, area=area, library=library, today=today, kept=kept)
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


def read_kept_rows(files: EnteredFiles, *, use_kept: bool) -> tuple[Kept, ...]:
    """Every total that was entered by a page: to be printed, and to protect a file's totals beside.

    None where the person leaves them out and no file has totals.

    Raises
    ------
    InputFaults
        For a kept file that is no totals file.
    """
    if not use_kept and files.totals is None and files.labor is None:
        return ()
    return KeptTotals(data_folder(os.environ)).read()


def say_kept_beside(files: EnteredFiles, area: Area, *, use_kept: bool) -> tuple[str, ...]:
    """That totals of a page are printed, or were taken into account, where there are some.

    Raises
    ------
    InputFaults
        As `read_kept_rows` does.
    """
    rows = read_kept_rows(files, use_kept=use_kept)
    here = [row for row in rows if row.belongs_to(area)]
    if use_kept and files.totals is None:
        return _say_printed(here)
    return _say_beside([row for row in rows if concerns(row, area)])


def _say_printed(rows: Sequence[Kept]) -> tuple[str, ...]:
    if not rows:
        return ()
    return (
        f"What was entered by a page for these counties is in this report: {len(rows)} "
        f"{'answer' if len(rows) == 1 else 'answers'}. Leave it out with --without-entered.",
    )


def _say_beside(rows: Sequence[Kept]) -> tuple[str, ...]:
    if not rows:
        return ()
    return (
        "Totals that were entered by a page for these counties, and are kept on this computer, "
        "were taken into account: a number of your file that would tell a small count together "
        "with them is hidden. They are not printed here themselves.",
    )


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
