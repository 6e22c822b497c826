"""Opening a person's file: bytes once, text, records with their rows. No cell is ever printed."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstlight.entered.books import is_book, read_book
from firstlight.entered.faults import FaultList
from firstlight.entered.headers import list_people_columns

LARGEST = 200_000_000  # bytes; a state's whole list of claims is a tenth of this
OURS_AT_MOST = 5_000_000  # bytes of a filled-in template: more than its rows can fill
ROWS_AT_MOST = 2_000
EXAMPLE = "EXAMPLE"
DELIMITERS = ",;\t"

csv.field_size_limit(10_000_000)


@dataclass(frozen=True, slots=True)
class Record:
    """One record. `row` counts as a spreadsheet does; the header is row 1."""

    row: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as records. `name` is the file's name without its folder."""

    name: str
    sha256: str
    header: tuple[str, ...]
    records: tuple[Record, ...]

    def column(self, name: str) -> int:
        """Where a column stands, by its name as the file has it."""
        return self.header.index(name)

    def cells(self, record: Record, names: Iterable[str]) -> dict[str, str]:
        """These columns of a record; one that the file has not is blank."""
        return {
            name: record.values[self.header.index(name)] if name in self.header else ""
            for name in names
        }


def read_bytes(file: Path, *, at_most: int = LARGEST) -> bytes:
    """The bytes of a file.

    Raises
    ------
    InputFaults
        When it is missing, not a file, empty or larger than `at_most` bytes, which is asked
        of the disk before anything is read. Only its name is told.
    """
    faults = FaultList(file.name)
    data = b""
    try:
        if not file.is_file():
            faults.add("There is no such file.", "Check its name and folder.")
        elif file.stat().st_size > at_most:
            size = f"The file is larger than {at_most // 1_000_000} MB."
            faults.add(size, "Give totals only, and only for the years that are needed.")
        else:
            data = file.read_bytes()
            if not data.strip():
                faults.add("The file is empty.", "Fill it in, or leave the option out.")
    except OSError:
        faults.add("The file cannot be read.", "Check that you may read it.")
    faults.raise_if_any()
    return data


def read_text(data: bytes) -> str:
    """Text of a file as spreadsheets save it: UTF-8 with or without a mark, UTF-16, or cp1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def hash_of(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_sheet(
    file: Path, *, needs: Sequence[str], is_ours: bool, may: Sequence[str] = ()
) -> Sheet:
    """Read a CSV, or a template that was saved as XLSX, whose header has the columns `needs`.

    See `make_sheet`.
    """
    data = read_bytes(file, at_most=OURS_AT_MOST if is_ours else LARGEST)
    return make_sheet(file.name, data, needs=needs, is_ours=is_ours, may=may)


def make_sheet(
    name: str, data: bytes, *, needs: Sequence[str], is_ours: bool, may: Sequence[str] = ()
) -> Sheet:
    """Bytes as records. Columns of `may` can stand in a template too; left out, they are blank.

    Comma, semicolon or tab part the columns. Rows that begin with # and blank rows are
    skipped and keep their numbers. In a template of ours (`is_ours`) any other column is a
    fault; a state's file may have others.

    Raises
    ------
    InputFaults
        A header without the columns, a column twice, a row with too many cells. A cell is
        never repeated, nor is a header that is not ours unless it is made of plain words for
        columns: it could be a row about a person.
    """
    faults = FaultList(name)
    if is_book(data):
        if not is_ours:
            faults.add("This is a spreadsheet's own file.", "Save it as CSV and give that.")
        lines = read_book(data, faults) if is_ours else []
        faults.raise_if_any()
    else:
        text = read_text(data)
        if "\x00" in text:
            faults.add("This is not a text file.", "Save it as CSV and give that.")
            faults.raise_if_any()
        lines = max(
            (_split(text, delimiter) for delimiter in DELIMITERS),
            key=lambda rows: sum(column in _header(rows) for column in needs),
        )
    if is_ours and len(lines) > ROWS_AT_MOST:
        faults.add("The file has more rows than any list of totals.", "Add the rows up first.")
        faults.raise_if_any()
    header = _header(lines)
    _check_header(header, needs, may, faults, is_ours=is_ours)
    faults.raise_if_any()
    records = list(_records(lines, len(header), faults))
    faults.raise_if_any()
    return Sheet(name, hash_of(data), header, tuple(records))


def _check_header(
    header: Sequence[str],
    needs: Sequence[str],
    may: Sequence[str],
    faults: FaultList,
    *,
    is_ours: bool,
) -> None:
    known = (*needs, *may)
    people = list(list_people_columns(header, known)) if is_ours else []
    if people:
        faults.add(
            f"The file has columns that look as if they were about people: {', '.join(people)}.",
            "Totals only. Add the rows up where they are kept, and leave these columns there.",
        )
    for name in needs:
        if header.count(name) == 0:
            faults.add(
                f"The header lacks the column {name}.",
                "The first row that does not begin with # names the columns, spelled like this.",
            )
    for name in known:
        if header.count(name) > 1:
            faults.add(f"The header has {name} twice.", "Leave one out.", column=name)
    if is_ours and not faults.faults and any(name and name not in known for name in header):
        do = f"The columns are: {', '.join(known)}. Leave others out."
        faults.add("The header has a column that is not in the template.", do)


def _split(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []


def _header(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    for line in lines:
        if line and not line[0].lstrip().startswith("#") and any(cell.strip() for cell in line):
            return tuple(cell.strip() for cell in line)
    return ()


def _records(lines: Sequence[Sequence[str]], width: int, faults: FaultList) -> Iterable[Record]:
    seen_header = False
    for row, line in enumerate(lines, start=1):
        if not any(cell.strip() for cell in line) or line[0].lstrip().startswith("#"):
            continue
        if not seen_header:
            seen_header = True
            continue
        if len(line) > width and any(cell.strip() for cell in line[width:]):
            faults.add(
                "The row has more cells than the header.",
                "Put text that holds a comma between double quotes.",
                row=row,
            )
            continue
        cells = [" ".join(cell.split()) for cell in line[:width]]
        yield Record(row, tuple(cells + [""] * (width - len(cells))))


def is_example(record: Record) -> bool:
    """True for the row that a template carries as an example."""
    return any(value.startswith(EXAMPLE) for value in record.values)
