"""Every file of statements, and only what the audience of a report may read of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults
from firstlight.base.provenance import Address
from firstlight.catalogue.entries import AUDIENCES
from firstlight.entered.shapes import HeldBack, Origin
from firstlight.entered.statement_head import StatementContext
from firstlight.entered.statement_shapes import About, FilledChecklist, Statement
from firstlight.entered.statement_sheets import hash_of_rows
from firstlight.entered.statements import StatementFile, read_invented_file, read_statement_file

SHARED, FOR_POLICE = AUDIENCES
FIRST_ROW = 2  # the header is row 1


@dataclass(frozen=True, slots=True)
class Told:
    """Statements and checklists for one audience, who gave them, and how many it may not read."""

    statements: tuple[Statement, ...] = ()
    checklists: tuple[FilledChecklist, ...] = ()
    origins: tuple[Origin, ...] = ()
    held_back: HeldBack = field(default_factory=HeldBack)


def read_statements(files: Sequence[Path], context: StatementContext, *, audience: str) -> Told:
    """Read every file; what is not approved or not for the audience stays behind, counted.

    Raises
    ------
    InputFaults
        With the faults of all files; no value of any of them.
    """
    read: list[StatementFile] = []
    faults: list[Fault] = []
    for file in files:
        try:
            read.append(read_statement_file(file, context))
        except InputFaults as error:
            faults.extend(error.faults)
    if faults:
        raise InputFaults(faults)
    return _choose(read, audience)


def read_invented_statements(context: StatementContext, *, audience: str) -> Told:
    """The catalogue's invented statements for a demonstration area, and for no other.

    Raises
    ------
    InputFaults
        When the area has none.
    """
    entries = context.catalogue.invented_statements
    found = [entry for entry in entries if set(entry.counties) == set(context.area.fips)]
    if not found:
        names = ", ".join(entry.area for entry in entries)
        what = "There are no invented statements for this area."
        raise InputFaults([Fault(what, f"Only these areas have some: {names}.")])
    told = _choose(
        [
            read_invented_file(
                f"invented/{found[0].id}_{name}.csv", lines, context, checklist=checklist
            )
            for name, lines, checklist in (
                ("statements", found[0].lines, False),
                ("checklist", found[0].checklist, True),
            )
        ],
        audience,
    )
    return replace(told, origins=tuple(replace(o, invented=True) for o in told.origins))


def _choose(read: Sequence[StatementFile], audience: str) -> Told:
    statements: list[Statement] = []
    checklists: list[FilledChecklist] = []
    origins: list[Origin] = []
    not_approved = restricted = 0
    for file in read:
        abouts = [*(s.about for s in file.statements), *(c.about for c in file.checklists)]
        waiting = [about for about in abouts if about.approved_on is None]
        kept_from = [about for about in abouts if not _may_read(about, audience)]
        not_approved += len(waiting)
        restricted += sum(about.approved_on is not None for about in kept_from)
        is_sealed = bool(waiting or kept_from)
        own = [s for s in file.statements if _is_open(s.about, audience)]
        lists = [c for c in file.checklists if _is_open(c.about, audience)]
        digest = file.given.sheet.sha256
        if is_sealed:
            rows = [address.row for entry in own for address in entry.made_from]
            digest = hash_of_rows(file.given.sheet, [row for row in rows if row is not None])
        for place, statement in enumerate(own, start=FIRST_ROW):
            cited = _seal(statement.made_from, digest, place if is_sealed else None)
            statements.append(replace(statement, made_from=cited))
            origins.append(_describe(statement.about, cited, file.given.title, is_sealed))
        for checklist in lists:
            cited = _seal(checklist.made_from, digest)
            checklists.append(replace(checklist, made_from=cited))
            origins.append(_describe(checklist.about, cited, file.given.title, is_sealed))
    held = HeldBack(not_approved, restricted)
    return Told(tuple(statements), tuple(checklists), tuple(origins), held)


def _may_read(about: About, audience: str) -> bool:
    return about.audience == SHARED or audience == FOR_POLICE


def _is_open(about: About, audience: str) -> bool:
    return about.approved_on is not None and _may_read(about, audience)


def _seal(
    made_from: tuple[Address, ...], digest: str, place: int | None = None
) -> tuple[Address, ...]:
    """The same cells, under a hash that tells nothing of what is held back.

    `place` is the row that an entry has among those that are shown: gaps between the rows of the
    file would count what is held back.
    """
    rows = [address.row if place is None else place for address in made_from]
    return tuple(
        replace(address, source=f"entered:{digest[:12]}:{row}", row=row, sha256=digest)
        for address, row in zip(made_from, rows, strict=True)
    )


def _describe(about: About, cited: tuple[Address, ...], title: str, is_sealed: bool) -> Origin:
    return Origin(
        key=cited[0].source,
        title=title,
        holder=about.made_by,
        document=f"approved by {about.approved_by}",
        given_on=about.made_on,
        sealed=is_sealed,
    )
