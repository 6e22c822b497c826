"""A total that a lead enters by a page: checked, shown as it will read, kept and taken back."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from firstlight.assessment.entered_blocks import make_entered_blocks
from firstlight.assessment.entered_sources import describe_origins
from firstlight.assessment.guard import judge_typed
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block
from firstlight.assessment.register import open_register
from firstlight.base.cell import Status
from firstlight.base.finding import Evidence, Figure
from firstlight.base.place import Area
from firstlight.catalogue.entries import WarningText
from firstlight.entered import (
    FIRST_ROW,
    Entered,
    Entry,
    Kept,
    KeptTotals,
    Taken,
    check_entry,
    keep_entry,
    may_count_same,
    order_rows,
    protect_rest,
    read_kept,
)
from firstlight.places import resolve_places


@dataclass(frozen=True, slots=True)
class EntryPreview:
    """One entered total as an assessment says it. `block` is what its page will print of it.

    `hidden_too` are totals entered earlier that pages hide while this one stands, since they
    hold it or would give it away; what is kept of them does not change. `blanked` are those of
    which a number is taken out of the file for good. `other_holders` gave a number of the
    same kind under names that have nothing in common with this one's.
    """

    area: Area
    block: Block
    figures: Mapping[str, Figure]
    evidence: Mapping[str, Evidence]
    warnings: Mapping[str, WarningText]
    hidden_too: tuple[Kept, ...]
    blanked: tuple[Kept, ...]
    other_holders: tuple[str, ...]
    made_on: datetime.date
    data_received: datetime.date
    has_entered: bool = True
    has_invented: bool = False


def read_kept_totals(
    rows: Sequence[Kept], *, area: Area, library: Library, today: datetime.date
) -> Entered:
    """What was entered by a page, for the area to which every row belongs.

    Raises
    ------
    InputFaults
        When a kept file was altered so that it is no longer right.
    """
    return read_kept(rows, area=area, catalogue=library.catalogue, judge=judge_typed, today=today)


def check_new_total(
    cells: Mapping[str, str],
    kept: Sequence[Kept],
    *,
    area: Area,
    library: Library,
    today: datetime.date,
) -> Entry:
    """Read and protect one row beside every row kept, of any area; nothing is written.

    Raises
    ------
    EntryFaults
        Every fault of the row; no value.
    """
    return check_entry(
        cells,
        kept,
        area=area,
        catalogue=library.catalogue,
        judge=judge_typed,
        find_area=lambda counties: resolve_places(counties, library.gazetteer),
        today=today,
    )


def keep_new_total(
    store: KeptTotals,
    cells: Mapping[str, str],
    *,
    area: Area,
    library: Library,
    today: datetime.date,
    replaces: Collection[str] | None = None,
) -> Entry:
    """Check a row once more beside what stands there now, and write what may be written.

    `replaces` are the ids of the rows that it was shown to take the place of.

    Raises
    ------
    InputFaults
        Every fault of the row, that it would take the place of other rows by now, or that the
        folder cannot be written; then nothing is.
    """
    check = functools.partial(check_new_total, area=area, library=library, today=today)
    return keep_entry(store, cells, area, check, replaces=replaces)


def take_back_total(
    store: KeptTotals, name: str, *, library: Library, today: datetime.date
) -> Taken | None:
    """Take one row out by its id, and what the others may not tell without it; None where there
    is none of this id.

    Raises
    ------
    InputFaults
        When the folder cannot be written, or a kept file was altered so that it is no longer
        right.
    """
    protect = functools.partial(
        protect_rest,
        catalogue=library.catalogue,
        judge=judge_typed,
        find_area=lambda counties: resolve_places(counties, library.gazetteer),
        today=today,
    )
    return store.take_back(name, protect)


def preview_new_total(
    entry: Entry, kept: Sequence[Kept], *, area: Area, library: Library, today: datetime.date
) -> EntryPreview:
    """How an assessment of the area will say it, with everything else that was entered."""
    others = [row for row in kept if row.belongs_to(area) and row not in entry.replaces]
    blanks = dict(entry.blanks)
    before = order_rows(others)
    after = order_rows([*(blanks.get(row, row) for row in others), entry.row])
    entered = read_kept_totals(after, area=area, library=library, today=today)
    hidden = _find_hidden(after, entered)
    was = _find_hidden(before, read_kept_totals(before, area=area, library=library, today=today))
    number = FIRST_ROW + after.index(entry.row)
    own = Entered(
        totals=tuple(total for total in entered.totals if total.row == number),
        origins=entered.origins,
    )
    register = open_register(library, today, describe_origins(own))
    ((_, block),) = make_entered_blocks(library, register, area, own).blocks
    catalogue = library.catalogue
    return EntryPreview(
        area=area,
        block=block,
        figures=register.figures,
        evidence=register.evidence,
        warnings={name: catalogue.warnings[name] for name in block.warnings},
        hidden_too=tuple(
            row
            for row in hidden
            if row not in was and row != entry.row and row not in blanks.values()
        ),
        blanked=tuple(row for row in others if row in blanks),
        other_holders=_find_other_holders(entry.row, others),
        made_on=today,
        data_received=max(s.received_on for s in catalogue.sources.values()),
    )


def _find_other_holders(new: Kept, others: Sequence[Kept]) -> tuple[str, ...]:
    """Who gave a number of the same kind, by names that are none of this holder's."""
    answers = ("shown", "suppressed")
    names = (
        row.cells["holder"]
        for row in others
        if new.cells["status"] in answers
        and row.cells["status"] in answers
        and all(row.cells[name] == new.cells[name] for name in ("measure", "group", "place"))
        and not may_count_same(row.cells["holder"], new.cells["holder"])
    )
    return tuple(dict.fromkeys(names))


def _find_hidden(rows: Sequence[Kept], entered: Entered) -> list[Kept]:
    """The rows of which a total is hidden on pages."""
    hidden = {t.row for t in entered.totals if t.cell.status is Status.SUPPRESSED}
    return [row for at, row in enumerate(rows, start=FIRST_ROW) if at in hidden]
