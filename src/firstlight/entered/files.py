"""Opening a person's file: bytes once, text, records with their rows. No cell is ever printed."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults

LARGEST = 200_000_000  # bytes; a state's whole list of claims is a tenth of this
FAULTS_AT_MOST = 60  # a wrong column makes a fault a row; more are counted, not listed
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


class FaultList:
    """Faults of one file. Past a limit they are counted, so that the list can be read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.more = 0

    def add(self, what: str, do: str, *, row: int | None = None, column: str = "") -> None:
        """Note one fault. `what` and `do` never hold a value of the file."""
        if len(self.faults) < FAULTS_AT_MOST:
            self.faults.append(Fault(what, do, file=self.file, row=row, column=column))
        else:
            self.more += 1

    def listed(self) -> list[Fault]:
        """Every fault, and how many more there are."""
        if not self.more:
            return self.faults
        more = Fault(f"There are {self.more:,} more faults.", "Mend these first.", file=self.file)
        return [*self.faults, more]

    def raise_if_any(self) -> None:
        """Raise all faults together."""
        if self.faults:
            raise InputFaults(self.listed())


def read_bytes(file: Path) -> bytes:
    """The bytes of a file.

    Raises
    ------
    InputFaults
        When it is missing, not a file, empty or too large. Only its name is told.
    """
    faults = FaultList(file.name)
    data = b""
    try:
        if not file.is_file():
            faults.add("There is no such file.", "Check its name and folder.")
        elif file.stat().st_size > LARGEST:
            faults.add("The file is larger than 200 MB.", "Give only the years that are needed.")
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


def read_sheet(file: Path, *, needs: Sequence[str], is_ours: bool) -> Sheet:
    """Read a CSV whose header must have the columns `needs`.

    Comma, semicolon or tab part the columns. Rows that begin with # and blank rows are
    skipped and keep their numbers. In a template of ours (`is_ours`) any other column is a
    fault; a state's file may have others.

    Raises
    ------
    InputFaults
        A header without the columns, a column twice, a row with too many cells. A cell is
        never repeated, nor is a header that is not ours: it could be a row about a person.
    """
    data = read_bytes(file)
    faults = FaultList(file.name)
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        faults.add("This is a spreadsheet's own file.", "Save it as CSV and give that.")
        faults.raise_if_any()
    text = read_text(data)
    if "\x00" in text:
        faults.add("This is not a text file.", "Save it as CSV and give that.")
        faults.raise_if_any()
    lines = max(
        (_split(text, delimiter) for delimiter in DELIMITERS),
        key=lambda rows: sum(name in _header(rows) for name in needs),
    )
    header = _header(lines)
    for name in needs:
        if header.count(name) == 0:
            faults.add(
                f"The header lacks the column {name}.",
                "The first row that does not begin with # names the columns, spelled like this.",
            )
    for name in needs:
        if header.count(name) > 1:
            faults.add(f"The header has {name} twice.", "Leave one out.", column=name)
    if is_ours and not faults.faults and any(name and name not in needs for name in header):
        do = f"The columns are: {', '.join(needs)}. Leave others out."
        faults.add("The header has a column that is not in the template.", do)
    faults.raise_if_any()
    records = list(_records(lines, len(header), faults))
    faults.raise_if_any()
    return Sheet(file.name, hash_of(data), header, tuple(records))


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
