"""All that leads entered, read, judged, and protected together."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.provenance import Address
from firstlight.catalogue import Catalogue
from firstlight.entered.beside import Beside, read_beside
from firstlight.entered.closing import FindArea, name_area
from firstlight.entered.explanations import read_explanations
from firstlight.entered.files import hash_of
from firstlight.entered.kept import Kept, order_rows, write_rows
from firstlight.entered.labor import FindCounty, RollUp, read_map, roll_up
from firstlight.entered.nesting import Nesting
from firstlight.entered.notes import Judge, read_notes
from firstlight.entered.protect import hide, is_hidden, protect_totals
from firstlight.entered.row_words import TotalsContext
from firstlight.entered.rows import MORE_COLUMNS, NUMBERS, TOTAL_COLUMNS
from firstlight.entered.scans import Scans, make_scans
from firstlight.entered.shapes import DifferenceNote, Entered, LaborFile, Note, Origin, Total
from firstlight.entered.statement_head import StatementContext
from firstlight.entered.statement_room import (
    SHARED,
    Told,
    read_invented_statements,
    read_statements,
)
from firstlight.entered.totals import TotalsFile, read_invented, read_kept_totals, read_totals

KEPT_NAME = "entered-totals.csv"
HIDDEN_ROWS = "how many rows there are would give a hidden count away"


@dataclass(frozen=True, slots=True)
class EnteredFiles:
    """The files that a person named; None where none was.

    `on_double` says what becomes of two figures for the same thing: "replace", "keep", or
    nothing, and then the person is asked. `audience` is whom the report is made for.
    """

    notes: Path | None = None
    totals: Path | None = None
    labor: Path | None = None
    labor_map: Path | None = None
    on_double: str = ""
    explanations: Path | None = None
    statements: tuple[Path, ...] = ()
    audience: str = SHARED


def read_entered(
    files: EnteredFiles,
    *,
    area: Area,
    catalogue: Catalogue,
    judge: Judge,
    find_county: FindCounty,
    today: datetime.date,
    kept: Sequence[Kept] = (),
    find_area: FindArea | None = None,
) -> Entered:
    """Read every file, with the faults of all of them at once, and hide what must be hidden.

    Totals of all files are protected together: the same measure can stand in two of them. They
    are protected beside `kept` too, every row that pages keep, of any area, which the site goes
    on showing; `find_area` gives the area of a row's counties and is needed with them. Without
    totals of a file, those of `kept` that belong to the area are what the leads entered.

    Raises
    ------
    InputFaults
        With file, row and column; no value, no path.
    """
    faults: list[Fault] = []
    scans = make_scans(catalogue, area)
    notes: tuple[Note, ...] = ()
    origins: tuple[Origin, ...] = ()
    totals: TotalsFile | None = None
    labor: RollUp | None = None
    if files.notes is not None:
        try:
            notes, origins = read_notes(files.notes, scans=scans, judge=judge, today=today)
        except InputFaults as error:
            faults.extend(error.faults)
    explained: tuple[DifferenceNote, ...] = ()
    if files.explanations is not None:
        try:
            explained, more = read_explanations(
                files.explanations, catalogue=catalogue, scans=scans, judge=judge, today=today
            )
            origins = (*origins, *more)
        except InputFaults as error:
            faults.extend(error.faults)
    if files.totals is not None:
        try:
            context = TotalsContext(catalogue, area, judge, scans, today)
            totals = read_totals(files.totals, context, on_double=files.on_double)
        except InputFaults as error:
            faults.extend(error.faults)
    elif here := order_rows(row for row in kept if row.belongs_to(area)):
        try:
            totals = _read_kept(here, area, catalogue, judge, today)
        except InputFaults as error:
            faults.extend(error.faults)
    try:
        labor = _read_labor(files, area, catalogue, judge, scans, find_county, today)
    except InputFaults as error:
        faults.extend(error.faults)
    beside: Beside | None = None
    if kept and find_area is not None and (files.totals is not None or files.labor is not None):
        try:
            beside = read_beside(
                kept, area=area, catalogue=catalogue, judge=judge, find_area=find_area, today=today
            )
        except InputFaults as error:
            faults.extend(error.faults)
    said = Told()
    try:
        said = read_statements(
            files.statements,
            StatementContext(catalogue, area, judge, scans, today),
            audience=files.audience,
        )
    except InputFaults as error:
        faults.extend(error.faults)
    if faults:
        raise InputFaults(faults)
    made = _protect(notes, origins, totals, labor, area, catalogue, beside)
    return _add(replace(made, explanations=explained), said, files.audience)


def _add(made: Entered, said: Told, audience: str) -> Entered:
    return replace(
        made,
        statements=said.statements,
        checklists=said.checklists,
        origins=(*made.origins, *said.origins),
        audience=audience,
        held_back=said.held_back,
    )


def add_invented_statements(
    entered: Entered,
    *,
    area: Area,
    catalogue: Catalogue,
    judge: Judge,
    today: datetime.date,
    audience: str = SHARED,
) -> Entered:
    """Lay the catalogue's invented statements for a demonstration area beside its totals.

    Raises
    ------
    InputFaults
        When the area is no demonstration, or has no invented statements.
    """
    context = StatementContext(catalogue, area, judge, make_scans(catalogue, area), today)
    said = read_invented_statements(context, audience=audience)
    return replace(_add(entered, said, audience), invented=True)


def read_invented_totals(
    *, area: Area, catalogue: Catalogue, judge: Judge, today: datetime.date
) -> Entered:
    """The catalogue's invented totals for a demonstration area, and for no other.

    They take the road of every totals file, and everything made of them says that they are
    invented.

    Raises
    ------
    InputFaults
        When the area is no demonstration, or has no invented totals.
    """
    wanted = set(area.fips)
    entries = [e for e in catalogue.invented_totals if set(e.counties) == wanted]
    if not entries:
        names = ", ".join(entry.area for entry in catalogue.invented_totals)
        what = "There are no invented totals for this area."
        raise InputFaults([Fault(what, f"Only these areas have some: {names}.")])
    context = TotalsContext(catalogue, area, judge, make_scans(catalogue, area), today)
    totals = read_invented(f"invented/{entries[0].id}.csv", entries[0].lines, context)
    return replace(_protect((), (), totals, None, area, catalogue), invented=True)


def read_kept(
    rows: Sequence[Kept],
    *,
    area: Area,
    catalogue: Catalogue,
    judge: Judge,
    today: datetime.date,
) -> Entered:
    """What the leads entered by a page, for the area to which every row belongs.

    The rows take the road of every totals file; their numbers in the evidence are those of the
    file that `write_rows` makes of them.

    Raises
    ------
    InputFaults
        When a kept file was altered so that it is no longer right.
    """
    if not rows:
        return Entered()
    totals = _read_kept(rows, area, catalogue, judge, today)
    return _protect((), (), totals, None, area, catalogue)


def _read_kept(
    rows: Sequence[Kept], area: Area, catalogue: Catalogue, judge: Judge, today: datetime.date
) -> TotalsFile:
    context = TotalsContext(catalogue, area, judge, make_scans(catalogue, area), today)
    return read_kept_totals(KEPT_NAME, write_rows(rows, area.fips), context)


def _read_labor(
    files: EnteredFiles,
    area: Area,
    catalogue: Catalogue,
    judge: Judge,
    scans: Scans,
    find_county: FindCounty,
    today: datetime.date,
) -> RollUp | None:
    if files.labor is None and files.labor_map is None:
        return None
    if files.labor is None or files.labor_map is None:
        lone = "--labor" if files.labor_map is None else "--labor-map"
        do = "Give both. The map begins with: firstlight template labor."
        raise InputFaults([Fault(f"{lone} stands alone.", do)])
    states = catalogue.states.prefixes
    mapped = read_map(files.labor_map, states=states, judge=judge, scans=scans, today=today)
    return roll_up(files.labor, mapped, area=area, find_county=find_county, today=today)


def _protect(
    notes: tuple[Note, ...],
    origins: tuple[Origin, ...],
    totals: TotalsFile | None,
    labor: RollUp | None,
    area: Area,
    catalogue: Catalogue,
    beside: Beside | None = None,
) -> Entered:
    typed = totals.totals if totals else ()
    rolled = labor.totals if labor else ()
    measured = [total for total in (*typed, *rolled) if total.measure in catalogue.entered]
    safe = iter(_protect_beside(measured, area, catalogue, beside))
    kept = [
        next(safe) if total.measure in catalogue.entered else total for total in (*typed, *rolled)
    ]
    own, state = kept[: len(typed)], kept[len(typed) :]
    if totals is not None:
        hides = _hides(totals, own)
        own = _seal_totals(totals, own)
        origins = (*origins, *(replace(origin, sealed=hides) for origin in totals.origins))
    about: LaborFile | None = None
    if labor is not None:
        hides = _has_small(labor, catalogue.entered[labor.map.measure].hide_up_to) or any(
            is_hidden(total) for total in state
        )
        digest = _hash_of_shown(labor, state) if hides else labor.sha256
        state = [_seal_labor(total, digest) if hides else total for total in state]
        about = _describe(labor, state, catalogue, digest)
        origins = (*origins, replace(labor.origin, sealed=hides))
    return Entered(notes, (*own, *state), about, origins)


def _protect_beside(
    own: Sequence[Total], area: Area, catalogue: Catalogue, beside: Beside | None
) -> tuple[Total, ...]:
    """These totals, safe by themselves and beside what the site shows already."""
    measures, rule = catalogue.entered, catalogue.usual_rule
    if beside is None:
        nesting = Nesting(frozenset(area.fips), {c.fips: c.state for c in area.counties})
        return protect_totals(own, measures, nesting, rule)
    count = len(beside.totals)
    named = (name_area(total, sorted(area.fips)) for total in own)
    safe = protect_totals(
        (*beside.totals, *named),
        measures,
        beside.nesting,
        rule,
        known_already=frozenset(range(count)) - beside.hidden,
        hidden_already=beside.hidden,
    )[count:]
    return tuple(hide(o) if is_hidden(s) else o for o, s in zip(own, safe, strict=True))


def _seal_totals(totals: TotalsFile, own: list[Total]) -> list[Total]:
    """Give totals the hash of the file with the numbers of rows taken out that are not shown.

    The file's own hash would tell the hidden numbers to anybody who tries out all of them.
    """
    if not _hides(totals, own):
        return own
    digest = _hash_of_rows(totals, _open_rows(own))
    return [
        replace(total, made_from=tuple(replace(a, sha256=digest) for a in total.made_from))
        for total in own
    ]


def _open_rows(own: Collection[Total]) -> frozenset[int]:
    """Rows of which every number is shown: hidden, replaced and unapproved ones are not."""
    closed = {total.row for total in own if total.cell.value is None and not total.has_range}
    return frozenset(total.row for total in own) - closed


def _hides(totals: TotalsFile, own: Collection[Total]) -> bool:
    """True when the file has a number that is not shown."""
    shown = _open_rows(own)
    return any(
        record.row not in shown and any(totals.sheet.cells(record, NUMBERS).values())
        for record in totals.sheet.records
    ) or any(is_hidden(total) for total in own)


def _hash_of_rows(totals: TotalsFile, shown: Collection[int]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = (*TOTAL_COLUMNS, *MORE_COLUMNS)
    writer.writerow(columns)
    for record in totals.sheet.records:
        cells = totals.sheet.cells(record, columns)
        if record.row not in shown:
            cells.update(dict.fromkeys((*NUMBERS, "status"), ""), value="hidden")
        writer.writerow(cells.values())
    return hash_of(out.getvalue().encode())


def _has_small(labor: RollUp, limit: int) -> bool:
    """True when any county of the whole file has a small count in a year."""
    return bool(_small_counts(labor, limit))


def _small_counts(labor: RollUp, limit: int) -> list[float]:
    sums: Mapping[tuple[str, int], list[float]] = {
        key: [cell.value or 0 for cell in group.counts] for key, group in labor.groups.items()
    }
    return [sum(counts) for counts in sums.values() if 0 < sum(counts) <= limit]


def _hash_of_shown(labor: RollUp, state: list[Total]) -> str:
    lines = [f"{labor.map.measure} {labor.map.county} {labor.map.year}"]
    lines += [
        f"{total.measure} {total.place.id} {total.period.label} {total.cell.value}"
        for total in state
        if total.cell.value is not None
    ]
    return hash_of("\n".join(lines).encode())


def _seal_labor(total: Total, digest: str) -> Total:
    """Name the column only: gaps between rows that are told would count those that are not."""
    if not total.made_from:
        return total
    first = total.made_from[0]
    return replace(total, made_from=(Address(first.source, first.file, 1, first.column, digest),))


def _describe(labor: RollUp, state: list[Total], catalogue: Catalogue, digest: str) -> LaborFile:
    limit = catalogue.entered[labor.map.measure].hide_up_to
    small = _small_counts(labor, limit)
    shown = Cell.counted(labor.rows), Cell.counted(labor.unplaced)
    if (small and not _are_open(small, limit)) or (
        any(is_hidden(t) and t.place.kind == "county" for t in state) and not small
    ):
        hidden = Cell.missing(Status.SUPPRESSED, HIDDEN_ROWS)
        shown = hidden, hidden
    years = sorted({year for _, year in labor.groups})
    column = Address(labor.origin.key, labor.sheet_name, 1, labor.map.county, digest)
    return LaborFile(
        rows=shown[0],
        unplaced=shown[1],
        years=Period.years(years[0], years[-1]),
        dropped=labor.dropped,
        by_case=labor.map.by_case,
        made_from=(column,),
    )


def _are_open(small: list[float], limit: int) -> bool:
    """True when each hidden count can be anything from 1 to the limit, their sum being known."""
    number, total = len(small), sum(small)
    return number - 1 + limit <= total <= limit * (number - 1) + 1
