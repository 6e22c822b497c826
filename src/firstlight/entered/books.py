"""A spreadsheet's own file (XLSX) as lines of text: measured before it is unpacked, then read.

Whatever a reader of the sheet would not see, or would see otherwise than it is stored, is told
and nothing is taken: merged cells, formulas, hidden sheets, rows and columns.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from firstlight.entered.faults import FaultList

PARTS_AT_MOST = 500
UNPACKED_AT_MOST = 30_000_000  # bytes of all parts; a filled-in template is a hundredth
ROWS_AT_MOST, COLUMNS_AT_MOST = 20_000, 200  # a cell further out would fill the memory
CHUNK = 1 << 16
AS_CSV = "Save the one sheet as CSV and give that."
TOLD_AT_MOST = 8
# Formats of a number that show a day: those of ECMA-376, and any of its own with a year or a day.
DAY_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
DAY_LETTERS = re.compile(r"[ymdYMD]")
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class _Seen:
    """One sheet as it is stored. `cells` by row and column, both from 0."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    hidden_rows: list[str] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    is_too_far: bool = False


def is_book(data: bytes) -> bool:
    """True for a file that begins as spreadsheets' own files do."""
    return data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_book(data: bytes, faults: FaultList) -> list[list[str]]:
    """The cells of the only sheet, as text, row by row from the first row of the sheet.

    Adds a fault for merged ranges, for cells with a formula, and for every sheet, row or
    column that is hidden; for more than one sheet; and for a file that is no workbook, or
    too large when unpacked. Then there are no lines.
    """
    if not data.startswith(b"PK"):
        faults.add("This is an old spreadsheet or a locked one.", AS_CSV)
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = _unpack(book, faults)
        return [] if parts is None else _read(parts, faults)
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError),
        *(ElementTree.ParseError, KeyError, IndexError, ValueError, OverflowError),
    ):
        faults.add("The workbook cannot be opened; it is cut off, damaged or locked.", AS_CSV)
        return []


def _unpack(book: zipfile.ZipFile, faults: FaultList) -> dict[str, bytes] | None:
    """The parts that are read, or None where the file would unpack to too much.

    First the sizes that the file itself gives are added up, and nothing is unpacked when they
    are too large. They can lie, so each part is unpacked piece by piece under the same limit.
    """
    what = "Unpacked the workbook is far larger than any list of totals."
    entries = book.infolist()
    if len(entries) > PARTS_AT_MOST or sum(e.file_size for e in entries) > UNPACKED_AT_MOST:
        faults.add(what, AS_CSV)
        return None
    size = 0
    parts: dict[str, bytes] = {}
    for entry in entries:
        if not re.fullmatch(
            r"xl/(?:workbook|sharedStrings|styles|worksheets/[^/]+)\.xml", entry.filename
        ):
            continue
        pieces = []
        with book.open(entry) as packed:
            while piece := packed.read(CHUNK):
                size += len(piece)
                if size > UNPACKED_AT_MOST:
                    faults.add(what, AS_CSV)
                    return None
                pieces.append(piece)
        whole = b"".join(pieces)
        # words that a part defines for itself can unpack without end
        if b"<!DOCTYPE" in whole or b"<!ENTITY" in whole or b"\x00" in whole[:200]:
            faults.add("The workbook is not stored as spreadsheets store it.", AS_CSV)
            return None
        parts[entry.filename] = whole
    return parts


def _read(parts: Mapping[str, bytes], faults: FaultList) -> list[list[str]]:
    sheets = [name for name in parts if name.startswith("xl/worksheets/")]
    about = enumerate(_elements(parts["xl/workbook.xml"], "sheet"), 1)
    hidden = [str(number) for number, s in about if s.get("state", "visible") != "visible"]
    if hidden:
        faults.add(
            f"The workbook has hidden sheets: number {', '.join(hidden[:TOLD_AT_MOST])}.",
            "Show them, look at what is in them, and delete them.",
        )
    if len(sheets) - len(hidden) != 1:
        faults.add(f"The workbook has {len(sheets)} sheets.", "Keep the one with the totals.")
    shared = _read_shared(parts.get("xl/sharedStrings.xml", b""))
    days = _find_day_styles(parts.get("xl/styles.xml", b""))
    is_1904 = any(
        e.get("date1904") in ("1", "true")
        for e in _elements(parts["xl/workbook.xml"], "workbookPr")
    )
    seen = [_look(parts[name], shared, days, is_1904=is_1904) for name in sheets]
    for number, sheet in enumerate(seen, 1):
        _tell(f"sheet {number}" if len(seen) > 1 else "the sheet", sheet, faults)
    if faults.faults:
        return []
    cells = seen[0].cells
    height = 1 + max((row for row, _ in cells), default=-1)
    width = 1 + max((column for _, column in cells), default=-1)
    return [[cells.get((row, column), "") for column in range(width)] for row in range(height)]


def _tell(name: str, seen: _Seen, faults: FaultList) -> None:
    """Tell what a reader of the sheet would not see as it is stored; no cell is repeated."""

    def some(found: Sequence[str]) -> str:
        more = len(found) - TOLD_AT_MOST
        return ", ".join(found[:TOLD_AT_MOST]) + (f" and {more} more" if more > 0 else "")

    if seen.is_too_far:
        faults.add(f"A cell of {name} stands too far out for a list of totals.", AS_CSV)
    if seen.merged:
        faults.add(
            f"Cells of {name} are merged: {some(seen.merged)}.",
            "Unmerge them and write the value into each cell that it belongs to.",
        )
    if seen.formulas:
        faults.add(
            f"There are formulas in {name}: {some(seen.formulas)}.",
            "Paste them as values, after a look at each. A formula is never worked out here.",
        )
    for what, found in (("Rows", seen.hidden_rows), ("Columns", seen.hidden_columns)):
        if found:
            told = f"{what} of {name} are hidden, by number: {some(found)}."
            faults.add(told, "Show them, or delete them.")


def _elements(part: bytes, name: str) -> Iterator[ElementTree.Element]:
    """Elements of one name, whatever their namespace; each is emptied after its turn."""
    for _, element in ElementTree.iterparse(io.BytesIO(part)) if part else ():
        if element.tag.rpartition("}")[2] == name:
            yield element
            element.clear()


def _read_shared(part: bytes) -> list[str]:
    return [_text_of(element) for element in _elements(part, "si")]


def _text_of(element: ElementTree.Element) -> str:
    """The text of a cell or a shared string, without the marks of how to say it."""
    own = [e.text or "" for e in element.iter() if e.tag.rpartition("}")[2] == "t"]
    return "".join(own)


def _find_day_styles(part: bytes) -> frozenset[int]:
    """Which styles show a number as a day."""
    formats = {
        int(e.get("numFmtId", "0")): re.sub(r'"[^"]*"|\[[^\]]*\]', "", e.get("formatCode", ""))
        for e in _elements(part, "numFmt")
    }
    days = {number for number, code in formats.items() if DAY_LETTERS.search(code)} | DAY_FORMATS
    for _, element in ElementTree.iterparse(io.BytesIO(part)) if part else ():
        if element.tag.rpartition("}")[2] == "cellXfs":
            styles = [int(child.get("numFmtId", "0")) for child in element]
            return frozenset(index for index, style in enumerate(styles) if style in days)
    return frozenset()


def _look(part: bytes, shared: Sequence[str], days: frozenset[int], *, is_1904: bool) -> _Seen:
    seen = _Seen()
    for _, element in ElementTree.iterparse(io.BytesIO(part)):
        name = element.tag.rpartition("}")[2]
        is_hidden = element.get("hidden") in ("1", "true")
        if name == "mergeCell":
            seen.merged.append(_plain(element.get("ref", "")))
        elif name == "row":
            if is_hidden:
                seen.hidden_rows.append(_plain(element.get("r", "")))
            element.clear()
        elif name == "col" and is_hidden:
            seen.hidden_columns.append(_plain(element.get("min", "")))
        elif name == "c":
            _look_at_cell(element, seen, shared, days, is_1904=is_1904)
            element.clear()
    return seen


def _plain(address: str) -> str:
    """An address as spreadsheets write it, and nothing else that a file puts in its place."""
    return address if re.fullmatch(r"[A-Z0-9:]{1,20}", address) else "somewhere"


def _look_at_cell(
    cell: ElementTree.Element,
    seen: _Seen,
    shared: Sequence[str],
    days: frozenset[int],
    *,
    is_1904: bool,
) -> None:
    address = ADDRESS.fullmatch(cell.get("r", ""))
    if address is None:
        raise ValueError("a cell has no address")
    column = sum((ord(c) - 64) * 26**n for n, c in enumerate(address[1][::-1])) - 1
    row = int(address[2]) - 1
    value = ""
    for child in cell:
        name = child.tag.rpartition("}")[2]
        if name == "f":
            seen.formulas.append(address[0])
        elif name == "v":
            value = child.text or ""
        elif name == "is":
            value = _text_of(child)
    kind = cell.get("t", "n")
    if kind == "s" and value:
        value = shared[int(value)]
    elif kind == "b" and value:
        value = "TRUE" if value == "1" else "FALSE"  # as it is seen, and never a count of 1
    elif kind == "n" and value:
        value = _write_number(value, is_day=int(cell.get("s", "0")) in days, is_1904=is_1904)
    if not value:
        return
    if row >= ROWS_AT_MOST or column >= COLUMNS_AT_MOST:
        seen.is_too_far = True
    else:
        seen.cells[row, column] = value


def _write_number(text: str, *, is_day: bool, is_1904: bool) -> str:
    """A number as its reader would type it: whole without a point, a day as year-month-day."""
    number = float(text)
    if is_day:
        first = datetime.date(1904, 1, 1) if is_1904 else datetime.date(1899, 12, 30)
        return (first + datetime.timedelta(days=int(number))).isoformat()
    return str(int(number)) if number.is_integer() else text
