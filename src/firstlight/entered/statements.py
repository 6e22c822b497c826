"""Graded statements, one a row: read, judged, and refused where they could point at somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.provenance import Address
from firstlight.catalogue.entries import CREDIBILITY, NOT_A_SIGN, RELIABILITY, SubjectKind
from firstlight.entered.checklists import CHECKLIST_COLUMNS, read_checklist
from firstlight.entered.faults import FaultList
from firstlight.entered.files import Record, Sheet, is_example, make_sheet, read_sheet
from firstlight.entered.nonidentifying import check_statement_words
from firstlight.entered.statement_head import HEAD, Head, StatementContext, read_whole
from firstlight.entered.statement_shapes import FilledChecklist, Statement
from firstlight.entered.statement_sheets import Given, find_kind

OWN = ("form", "sign", "statement", "reliability", "credibility", "sources")
STATEMENT_COLUMNS = (*HEAD, *OWN)
SOURCES_AT_MOST = 99
TITLE = "Graded statements"


@dataclass(frozen=True, slots=True)
class StatementFile:
    """One file, read: entries with the cells that stand behind each, and who gave them."""

    given: Given
    statements: tuple[Statement, ...] = ()
    checklists: tuple[FilledChecklist, ...] = ()


def read_statement_file(file: Path, context: StatementContext) -> StatementFile:
    """Read a file of statements, or one filled-in checklist: its header says which.

    Raises
    ------
    InputFaults
        Every fault at once, with file, row and column; no value is repeated.
    """
    if find_kind(file) == "checklist":
        return _checklist(read_sheet(file, needs=CHECKLIST_COLUMNS, is_ours=True), context)
    return _statements(read_sheet(file, needs=STATEMENT_COLUMNS, is_ours=True), context)


def read_invented_file(
    name: str, lines: Sequence[str], context: StatementContext, *, checklist: bool
) -> StatementFile:
    """Read invented lines as if they were a file: the same road, no other."""
    data = "".join(f"{line}\n" for line in lines).encode()
    needs = CHECKLIST_COLUMNS if checklist else STATEMENT_COLUMNS
    sheet = make_sheet(name, data, needs=needs, is_ours=True)
    return _checklist(sheet, context) if checklist else _statements(sheet, context)


def _checklist(sheet: Sheet, context: StatementContext) -> StatementFile:
    made = read_checklist(sheet, context)
    return StatementFile(Given(sheet, "A checklist, filled in"), checklists=(made,))


def _statements(sheet: Sheet, context: StatementContext) -> StatementFile:
    faults = FaultList(sheet.name)
    found: list[Statement] = []
    seen: set[tuple[str, ...]] = set()
    for record in sheet.records:
        if is_example(record):
            faults.add("This is the template's example row.", "Delete it.", row=record.row)
            continue
        if record.values in seen:
            faults.add("The same statement stands twice.", "Leave one out.", row=record.row)
        seen.add(record.values)
        made = _read_one(sheet, record, context, faults)
        if made is not None:
            found.append(made)
    if not sheet.records:
        faults.add("There is no statement in the file.", "Write one statement a row.")
    faults.raise_if_any()
    return StatementFile(Given(sheet, TITLE), statements=tuple(found))


def _read_one(
    sheet: Sheet, record: Record, context: StatementContext, faults: FaultList
) -> Statement | None:
    cells = sheet.cells(record, STATEMENT_COLUMNS)
    before = faults.count
    head = Head(cells, dict.fromkeys(STATEMENT_COLUMNS, record.row), context, faults)
    read = head.read()
    kind = context.catalogue.statements.kinds.get(cells["subject_kind"])
    _check_own(cells, kind, head, context)
    check_statement_words(
        cells, ("statement",), record.row, faults, context.scans, context.judge, context.today
    )
    sources = read_whole(cells["sources"])
    if read is None or sources is None or faults.count != before:
        return None
    key = f"entered:{sheet.sha256[:12]}:{record.row}"
    return Statement(
        about=read[1],
        form=cells["form"],
        sign=cells["sign"],
        text=cells["statement"],
        reliability=cells["reliability"],
        credibility=cells["credibility"],
        sources=sources,
        made_from=(Address(key, sheet.name, record.row, "statement", sheet.sha256),),
    )


def _check_own(
    cells: Mapping[str, str], kind: SubjectKind | None, head: Head, context: StatementContext
) -> None:
    words, forms = context.catalogue.statements, context.catalogue.entered_parts.form
    signs = context.catalogue.signs
    if cells["form"] not in forms:
        head.fault("form", "The form is not one of the list.", f"Write {', '.join(forms)}.")
    if cells["sign"]:
        sign = signs.get(cells["sign"])
        known = [s.id for s in signs.values() if kind is not None and s.scope in kind.scopes]
        if sign is not None and sign.scope == NOT_A_SIGN:
            head.fault("sign", "This is no sign of anything.", sign.response)
        elif kind is not None and cells["sign"] not in known:
            what = f"The sign is not one for the kind of subject {cells['subject_kind']}."
            if sign is not None:
                kinds = [name for name, k in words.kinds.items() if sign.scope in k.scopes]
                what += f" It is one for {' and '.join(kinds)}."
            do = f"Write one of {', '.join(known)}, or leave it blank."
            head.fault("sign", what, do)
    if not cells["statement"]:
        head.fault("statement", "The cell is blank.", "Say how something is done, in a few words.")
    if len(cells["statement"]) > words.longest:
        what = f"The statement is longer than {words.longest} characters."
        head.fault("statement", what, "Make two of it.")
    for column, known_grades in (("reliability", RELIABILITY), ("credibility", CREDIBILITY)):
        if cells[column] not in known_grades:
            do = f"Write one of {', '.join(known_grades)}, as the template explains."
            head.fault(column, "The grade is not one of the scale.", do)
    sources = read_whole(cells["sources"])
    if sources is None or not 1 <= sources <= SOURCES_AT_MOST:
        do = "Write how many separate offices or sets of records stand behind it. Never people."
        head.fault("sources", "The number of sources is not there.", do)
    elif cells["credibility"] == "1" and sources < 2:
        what = "It is said to be borne out by other sources, and one source stands behind it."
        head.fault("credibility", what, "Write 2 or weaker, or name how many sources there are.")
