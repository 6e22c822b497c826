"""A received file as rows of text, whatever it is: text of several kinds, workbooks, JSON, zips."""

from __future__ import annotations

import codecs
import contextlib
import csv
import datetime
import gzip
import json
import os
import re
import shutil
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineWorkbook

from firstlight.base.errors import Fault, InputFaults

Row = tuple[int, list[str]]
AS_GIVEN = "Take the file as the publisher gives it."
AGAIN = "Fetch or download it again."
CHUNK = 1 << 20
UNPACKED_AT_MOST = 4_000_000_000
WORKBOOK_AT_MOST = 1_500_000_000  # bytes of all parts; the Department of Labor's have a third
CELLS_AT_MOST = 100_000_000  # from the first to the furthest; the largest known has 20 million
CELL = re.compile(rb'[":]([A-Z]{1,3})([0-9]{1,7})"')
UNPACKED = ".firstlight-unpacked-"
AN_HOUR = 3600

csv.field_size_limit(min(sys.maxsize, 10_000_000))


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was handed in, unpacked where it was packed.

    `kind` is `text`, `json` or `workbook`; `sheets` the names of a workbook's sheets. `encoding`
    is `utf-8` or empty, where `not_utf8` gives the first line that is not; `bom` says that the
    text begins with a byte order mark, which is read over.
    """

    name: str
    content: Path
    kind: str
    sheets: tuple[str, ...] = ()
    encoding: str = "utf-8"
    not_utf8: int = 0
    bom: bool = False


@contextlib.contextmanager
def open_received(file: Path, *, scratch_in: Path | None = None) -> Iterator[Received]:
    """Open a file for reading; what it was packed in is undone in a folder that goes away.

    Parameters
    ----------
    scratch_in
        The data folder: the folder for unpacking is made in it, where it exists.

    Raises
    ------
    InputFaults
        When it is not there, cannot be read, is empty, cut off, locked, a web page, or packed
        with several files.
    """
    name = file.name[-100:]
    with contextlib.ExitStack() as stack:
        try:
            if file.is_dir():
                what, do = "This is a folder, not a file.", "Name the file in it."
                raise InputFaults([Fault(what, do, file=name)])
            file.stat()
            scratch = stack.enter_context(_make_scratch(scratch_in))
            content = _unpack(file, scratch)
            received = _look(name, content)
        except FileNotFoundError:
            fault = Fault("There is no such file.", "Check the path.", file=name)
            raise InputFaults([fault]) from None
        except OSError as error:
            what = f"The file cannot be read: {error.strerror or 'the computer refuses it'}."
            raise InputFaults([Fault(what, "Check the path.", file=name)]) from None
        yield received


@contextlib.contextmanager
def _make_scratch(below: Path | None) -> Iterator[Path]:
    """A folder for what is unpacked, for its owner's eyes and gone afterward.

    What a killed run left is taken away: rows about employers must not outlive it. While there
    is no data folder, the system's folder for scratch is used.
    """
    place = below if below is not None and below.is_dir() else Path(tempfile.gettempdir())
    for left in place.glob(f"{UNPACKED}*"):
        if not _is_running(left):
            shutil.rmtree(left, ignore_errors=True)
    prefix = f"{UNPACKED}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=prefix, dir=place) as scratch:
        yield Path(scratch)


def _is_running(left: Path) -> bool:
    """Whether the process that made the folder, whose number its name has, still runs."""
    number = left.name.removeprefix(UNPACKED).partition("-")[0]
    if not number.isdigit() or int(number) == os.getpid():
        return True
    if os.name == "nt":  # asking after a process by a signal would end it there
        return time.time() - left.stat().st_mtime < AN_HOUR
    try:
        os.kill(int(number), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _unpack(file: Path, scratch: Path) -> Path:
    with file.open("rb") as handle:
        start = handle.read(8)
    try:
        if start.startswith(b"\x1f\x8b"):
            target = scratch / "content"
            with gzip.open(file) as packed:
                _copy(packed, target, file.name)
            return _unpack(target, scratch / "inner") if _is_plain_zip(target) else target
        if start.startswith(b"PK") and _is_plain_zip(file):
            scratch.mkdir(exist_ok=True)
            with zipfile.ZipFile(file) as packed:
                tables = [i for i in packed.infolist() if _may_hold_a_table(i)]
                inner = [i for i in packed.infolist() if i.filename.lower().endswith(".zip")]
                if not tables and inner:
                    what = "It holds further zips in place of tables."
                    do = "Unpack it, and load each of them by itself."
                    raise InputFaults([Fault(what, do, file=file.name)])
                if len(tables) != 1:
                    what = f"The zip holds {len(tables)} files that could be meant."
                    raise InputFaults([Fault(what, "Unpack it and load one.", file=file.name)])
                if tables[0].file_size > UNPACKED_AT_MOST:
                    raise InputFaults([_too_large(file.name)])
                # the end of a member compares its check sum
                with packed.open(tables[0]) as member:
                    _copy(member, scratch / "unzipped", file.name)
            return scratch / "unzipped"
    except (RuntimeError, NotImplementedError):
        what = "The zip is locked with a password, or packed in a way that is not known here."
        raise InputFaults([Fault(what, "Unpack it and load the file.", file=file.name)]) from None
    except (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile):
        what = "The packed file is cut off or damaged."
        raise InputFaults([Fault(what, AGAIN, file=file.name)]) from None
    return file


def _copy(packed: IO[bytes] | gzip.GzipFile, to: Path, n: str) -> None:
    size = 0
    with to.open("wb") as out:
        while piece := packed.read(CHUNK):
            size += len(piece)
            if size > UNPACKED_AT_MOST:
                raise InputFaults([_too_large(n)])
            out.write(piece)


def _too_large(name: str) -> Fault:
    return Fault("Unpacked it is larger than any file we know.", AS_GIVEN, file=name)


def _is_plain_zip(file: Path) -> bool:
    """A zip that is no workbook. A workbook is a zip with a folder `xl`."""
    with file.open("rb") as handle:
        if handle.read(2) != b"PK":
            return False
    with zipfile.ZipFile(file) as packed:
        return not any(name.startswith("xl/") for name in packed.namelist())


def _may_hold_a_table(info: zipfile.ZipInfo) -> bool:
    name = info.filename.lower()
    if info.is_dir() or name.startswith("__macosx"):
        return False
    if re.search(r"(readme|dictionary|metadata|layout)", name):
        return False
    return name.endswith((".csv", ".txt", ".dat", ".xlsx", ".xlsb", ".xls", ".json"))


def _look(name: str, content: Path) -> Received:
    with content.open("rb") as handle:
        start = handle.read(4096)
    if not start.strip():
        raise InputFaults([Fault("The file is empty.", AGAIN, file=name)])
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        if start.startswith(b"PK"):
            _check_workbook(name, content)
        try:
            with CalamineWorkbook.from_path(content) as book:
                return Received(name, content, "workbook", tuple(book.sheet_names))
        except (CalamineError, OSError):
            what = "The workbook cannot be opened; it may be cut off, or locked with a password."
            raise InputFaults([Fault(what, AGAIN, file=name)]) from None
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        do = f"{AS_GIVEN} Or save it as CSV UTF-8."
        raise InputFaults([Fault("The text is UTF-16, saved from another program.", do, file=name)])
    bare = start.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if bare.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        what = "This is a web page, not data. The publisher may have answered with a notice."
        raise InputFaults([Fault(what, "Open it, see what it says, and try again.", file=name)])
    if b"\x00" in start:
        what = "This is neither text nor a workbook."
        raise InputFaults([Fault(what, AS_GIVEN, file=name)])
    line = _first_line_not_utf8(content)
    return Received(
        name,
        content,
        "json" if bare.startswith((b"[", b"{")) else "text",
        encoding="" if line else "utf-8",
        not_utf8=line,
        bom=start.startswith(codecs.BOM_UTF8),
    )


def _check_workbook(name: str, content: Path) -> None:
    """Refuse a workbook that would fill the memory: by its parts' sizes, or by its far corner.

    The reader of workbooks holds a whole sheet, from its first to its last cell.
    """
    try:
        with zipfile.ZipFile(content) as book:
            sheets = [i for i in book.infolist() if i.filename.startswith("xl/")]
            if sum(info.file_size for info in sheets) > WORKBOOK_AT_MOST:
                raise InputFaults([_too_large(name)])
            for info in sheets:
                if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                    with book.open(info) as part:
                        if _count_cells(part) > CELLS_AT_MOST:
                            raise InputFaults([_too_large(name)])
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
        what = "The workbook cannot be opened; it may be cut off, or locked with a password."
        raise InputFaults([Fault(what, AGAIN, file=name)]) from None


def _count_cells(part: IO[bytes]) -> int:
    """The cells between the first and the furthest row and column that a sheet names."""
    rows, columns, rest = 1, 1, b""
    while piece := part.read(CHUNK):
        text = rest + piece
        for letters, digits in CELL.findall(text):
            rows = max(rows, int(digits))
            columns = max(columns, sum((c - 64) * 26**n for n, c in enumerate(letters[::-1])))
        rest = text[-40:]
    return rows * columns


def _first_line_not_utf8(content: Path) -> int:
    """The line of the first byte that is not UTF-8, or 0."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    with content.open("rb") as handle:
        while piece := handle.read(CHUNK):
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                return lines + error.object[: error.start].count(b"\n")
            lines += piece.count(b"\n")
    return 0


def read_rows(
    received: Received, *, layout: str, delimiter: str = ",", encoding: str = "", sheet: str = ""
) -> Iterator[Row]:
    """Give each row with its number, counted as a spreadsheet shows it, the first being 1.

    Cells of a workbook become text: whole numbers without a point, days as year-month-day.

    Parameters
    ----------
    layout
        `csv` (with `delimiter`), `lines` (each row one cell), `json` or `workbook`.

    Raises
    ------
    InputFaults
        When the content breaks off in the middle.
    """
    if layout == "workbook":
        yield from _read_workbook(received, sheet)
        return
    if layout == "json":
        yield from _read_json(received)
        return
    reading = encoding or received.encoding or "cp1252"
    reading = "utf-8-sig" if reading == "utf-8" else reading
    with received.content.open(encoding=reading, newline="", errors="replace") as text:
        if layout == "lines":
            for number, line in enumerate(text, start=1):
                yield number, [line.rstrip("\r\n")]
            return
        try:
            for number, fields in enumerate(csv.reader(text, delimiter=delimiter), start=1):
                yield number, fields
        except csv.Error:
            what = "From here on this cannot be read as a table."
            raise InputFaults([Fault(what, AGAIN, file=received.name, row=number + 1)]) from None


def _read_workbook(received: Received, sheet: str) -> Iterator[Row]:
    with CalamineWorkbook.from_path(received.content) as book:
        opened = book.get_sheet_by_name(sheet)
        try:
            # rows begin at the top of the sheet, filled or not
            for number, cells in enumerate(opened.iter_rows(), start=1):
                yield number, [_as_text(cell) for cell in cells]
        except CalamineError:
            what = "The sheet breaks off."
            raise InputFaults([Fault(what, AGAIN, file=received.name)]) from None


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)


def _read_json(received: Received) -> Iterator[Row]:
    """A list of rows whose first names the columns, or a list of records (by name)."""
    fault = Fault("This JSON is no list of rows.", AGAIN, file=received.name)
    try:
        # numbers stay the text that was received
        loaded = json.loads(
            received.content.read_text(encoding="utf-8-sig"), parse_int=str, parse_float=str
        )
    except (ValueError, RecursionError):
        what = "The JSON is cut off or damaged."
        raise InputFaults([Fault(what, AGAIN, file=received.name)]) from None
    if isinstance(loaded, dict) and isinstance(loaded.get("data"), list):
        loaded = loaded["data"]
    if not isinstance(loaded, list) or not loaded:
        raise InputFaults([fault])
    if all(isinstance(record, dict) for record in loaded):
        names = list(dict.fromkeys(name for record in loaded for name in record))
        yield 1, names
        for number, record in enumerate(loaded, start=2):
            yield number, [_json_text(record.get(name)) for name in names]
        return
    if not all(isinstance(row, list) for row in loaded):
        raise InputFaults([fault])
    for number, row in enumerate(loaded, start=1):
        yield number, [_json_text(cell) for cell in row]


def _json_text(value: object) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value)
    return _as_text(value)


def plain_name(name: str) -> str:
    """A column's name without case, spaces and signs around it."""
    return re.sub(r"\s+", " ", name.replace("\ufeff", "")).strip().strip('"').casefold()
