"""Notes on cultural factors, from `notes.csv` or a YAML list with the same fields."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

import yaml

from firstlight.base.provenance import Address
from firstlight.catalogue.reader import LOADER
from firstlight.entered.counts import AGE, DO_AGE, DO_DOCUMENT, DO_NUMBER, DO_SMALL
from firstlight.entered.faults import FaultList
from firstlight.entered.files import (
    Record,
    Sheet,
    hash_of,
    is_example,
    read_bytes,
    read_sheet,
    read_text,
)
from firstlight.entered.names import A_NAME, DO, DO_HOLDER
from firstlight.entered.scans import Scans, find_person, names_people, names_status
from firstlight.entered.shapes import Note, Origin

NOTE_COLUMNS = ("factor", "text", "author", "role", "date", "source")
FACTORS = ("I18", "I19", "I21", "I22", "cultural")
DO_ORIGIN = "Say what is done and how it works, whoever does it. No group is a cause."
LONGEST = 600  # characters; a note is a few sentences, not a report

# Why a text is blocked and what to say instead, for each claim in it that goes too far.
Judge = Callable[[str], Sequence[tuple[str, str]]]


def read_notes(
    file: Path, *, scans: Scans, judge: Judge, today: datetime.date
) -> tuple[tuple[Note, ...], tuple[Origin, ...]]:
    """Read notes; every fault of the file at once.

    A note needs author, date and source. Its text may not claim more than it can carry
    (`judge`), name a people, look like one person's data, or tell a small count or an age.

    Raises
    ------
    InputFaults
        File, row and column, and what to do. The text is never repeated.
    """
    is_yaml = file.suffix.lower() in (".yaml", ".yml")
    sheet = _read_yaml(file) if is_yaml else read_sheet(file, needs=NOTE_COLUMNS, is_ours=True)
    faults = FaultList(file.name)
    notes = []
    origins: dict[str, Origin] = {}
    for record in sheet.records:
        if is_example(record):
            faults.add("This is the template's example row.", "Delete it.", row=record.row)
            continue
        cells = {name: record.values[sheet.column(name)] for name in NOTE_COLUMNS}
        day = _check(cells, record, faults, scans, judge, today)
        if day is None:
            continue
        key = f"entered:{sheet.sha256[:12]}:{record.row}"
        origins[key] = Origin(
            key, "Notes on cultural factors", cells["author"], cells["source"], day
        )
        address = Address(key, sheet.name, record.row, "text", sheet.sha256)
        notes.append(
            Note(
                factor=cells["factor"],
                text=cells["text"],
                author=cells["author"],
                role=cells["role"],
                day=day,
                how_known=cells["source"],
                made_from=(address,),
            )
        )
    if not sheet.records:
        faults.add("There is no note in the file.", "Write one note a row.")
    faults.raise_if_any()
    return tuple(notes), tuple(origins.values())


def _check(
    cells: Mapping[str, str],
    record: Record,
    faults: FaultList,
    scans: Scans,
    judge: Judge,
    today: datetime.date,
) -> datetime.date | None:
    """Every fault of one note; its day when it has none."""
    before = len(faults.faults) + faults.more

    def fault(column: str, what: str, do: str) -> None:
        faults.add(what, do, row=record.row, column=column)

    if cells["factor"] not in FACTORS:
        fault("factor", "The factor is not one of the five.", f"Write {', '.join(FACTORS)}.")
    for column, do in (
        ("text", "Write what was seen or heard, in one to four sentences."),
        ("author", "Write who says so."),
        ("role", "Write what the author does in the community."),
        ("source", "Write how the author knows: what was seen, heard or read, and where."),
    ):
        if not cells[column]:
            fault(column, "The cell is blank.", do)
    day = read_day(cells["date"], today)
    if day is None:
        fault("date", "This is no day that has been.", "Write year-month-day: 2026-05-31.")
    if len(cells["text"]) > LONGEST:
        fault("text", f"The note is longer than {LONGEST} characters.", "Make two notes of it.")
    check_texts(cells, ("text",), record.row, faults, judge, whole_dates=True)
    check_texts(cells, ("author", "role", "source"), record.row, faults, judge)
    for column in ("text", "role", "source"):
        check_names(cells, column, record.row, faults, scans, runs=column != "role")
        for told in scans.counts.find(cells[column]):
            do = DO_AGE if told == AGE else DO_SMALL
            fault(column, f"The text looks as if it told {told}.", do)
        check_origin(cells[column], column, record.row, faults, scans)
    return day if len(faults.faults) + faults.more == before else None


def check_texts(
    cells: Mapping[str, str],
    columns: Sequence[str],
    row: int,
    faults: FaultList,
    judge: Judge,
    *,
    whole_dates: bool = False,
) -> None:
    """Judge typed texts: nothing that looks like one person, no claim that is blocked."""
    for column in columns:
        found = find_person(cells[column], whole_dates=whole_dates)
        if found:
            faults.add(
                f"The text looks as if it held {found}.",
                "Take out whatever could point at one person.",
                row=row,
                column=column,
            )
        for why, instead in judge(cells[column]) if cells[column] else ():
            faults.add(f"The text claims too much: {why}.", instead, row=row, column=column)


def check_names(
    cells: Mapping[str, str],
    column: str,
    row: int,
    faults: FaultList,
    scans: Scans,
    *,
    runs: bool = True,
    organization: bool = False,
) -> None:
    """Refuse capitals that could be a person, and small places. The text is never repeated."""
    found = scans.names.find(cells[column], runs=runs, organization=organization)
    if found:
        do = DO_HOLDER if found == A_NAME and column == "holder" else DO[found]
        faults.add(f"The text looks as if it held {found}.", do, row=row, column=column)


def check_numbers(
    cells: Mapping[str, str],
    columns: Sequence[str],
    row: int,
    faults: FaultList,
    scans: Scans,
    *,
    today: datetime.date,
    counts: Collection[float] = (),
) -> None:
    """Refuse what could be a count: these words are printed beside hidden counts."""
    for column in columns:
        years, is_document = range(1900, today.year + 2), column == "document"
        how = scans.counts.find_number(cells[column], years, counts, is_document=is_document)
        if how:
            do = DO_DOCUMENT if is_document else DO_NUMBER
            faults.add(f"The words hold a number, {how}.", do, row=row, column=column)


def check_origin(text: str, column: str, row: int, faults: FaultList, scans: Scans) -> None:
    """Refuse words that name a group of people by origin, faith or status."""
    for what, found in (
        ("a people, a religion or a country that people come from", names_people),
        ("a legal status, or origin as such", names_status),
    ):
        if found(text, scans.origin):
            faults.add(f"The words name {what}.", DO_ORIGIN, row=row, column=column)


def read_day(text: str, today: datetime.date) -> datetime.date | None:
    """A day written year-month-day that is not in the future, or None."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if datetime.date(1990, 1, 1) <= day <= today and len(text) == 10 else None


def _read_yaml(file: Path) -> Sheet:
    """A YAML list of notes as records; `row` is the line where a note begins."""
    data = read_bytes(file)
    faults = FaultList(file.name)
    do = "Write a list: a dash, then factor, text, author, role, date and source, one a line."
    try:
        node = yaml.compose(read_text(data), Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        faults.add("This is not YAML.", do, row=mark.line + 1 if mark else None)
        node = None
    records = []
    if node is not None and not isinstance(node, yaml.SequenceNode):
        faults.add("This is not a list of notes.", do)
    elif node is not None:
        records = [_yaml_record(entry, faults, do) for entry in node.value]
    faults.raise_if_any()
    return Sheet(file.name, hash_of(data), NOTE_COLUMNS, tuple(records))


def _yaml_record(entry: yaml.Node, faults: FaultList, do: str) -> Record:
    row = entry.start_mark.line + 1
    values = dict.fromkeys(NOTE_COLUMNS, "")
    if not isinstance(entry, yaml.MappingNode):
        faults.add("This is no note.", do, row=row)
        return Record(row, tuple(values.values()))
    seen = set()
    for name, value in entry.value:
        known = isinstance(name, yaml.ScalarNode) and name.value in values
        if not known or not isinstance(value, yaml.ScalarNode) or name.value in seen:
            line = name.start_mark.line + 1
            faults.add("A key is unknown, stands twice or holds several things.", do, row=line)
            continue
        seen.add(name.value)
        values[name.value] = " ".join(value.value.split())
    return Record(row, tuple(values.values()))
