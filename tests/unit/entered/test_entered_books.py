"""Spreadsheets are measured before they are unpacked; what a reader would not see is told."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from entered_rows import COLUMNS, total_row
from firstlight.assessment import Library, open_library, read_leads_files
from firstlight.base.errors import InputFaults
from firstlight.entered import Entered, EnteredFiles
from firstlight.places import resolve_places

TODAY = datetime.date(2026, 11, 22)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLANTED = "Quillfeather"


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def read(library: Library, file: Path, on_double: str = "") -> Entered:
    area = resolve_places(["48201"], library.gazetteer)
    files = EnteredFiles(totals=file, on_double=on_double)
    return read_leads_files(files, area=area, library=library, today=TODAY)


def faults_of(library: Library, file: Path) -> str:
    with pytest.raises(InputFaults) as caught:
        read(library, file)
    return str(caught.value)


def letter(index: int) -> str:
    return (chr(64 + index // 26) if index >= 26 else "") + chr(65 + index % 26)


def write_book(
    file: Path,
    rows: Sequence[Sequence[str]],
    *,
    states: Iterable[str] = ("visible",),
    after: str = "",
    before: str = "",
    days: Sequence[str] = (),
    tag: str = "",
    more: dict[str, bytes] | None = None,
) -> Path:
    """A workbook as spreadsheets store it; `days` are cells that are stored as numbers of days.

    `tag` is put before every element's name, as another writer may do.
    """
    lines = []
    for row, cells in enumerate(rows, start=1):
        written = ""
        for column, text in enumerate(cells):
            address = f"{letter(column)}{row}"
            if address in days:
                number = (datetime.date.fromisoformat(text) - datetime.date(1899, 12, 30)).days
                written += f'<c r="{address}" s="1"><v>{number}</v></c>'
            elif text.isdigit():
                written += f'<c r="{address}"><v>{text}</v></c>'
            elif text.startswith("="):
                written += f'<c r="{address}"><f>{text[1:]}</f><v>250</v></c>'
            elif text:
                written += f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'
        lines.append(f'<row r="{row}">{written}</row>')
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(lines)}</sheetData>{after}'
    sheet += "</worksheet>"
    if tag:
        sheet = sheet.replace("</", f"</{tag}:").replace("<", f"<{tag}:")
        sheet = sheet.replace(f"<{tag}:/{tag}:", f"</{tag}:").replace("xmlns=", f"xmlns:{tag}=")
    listed = "".join(f'<sheet name="s{i}" state="{s}"/>' for i, s in enumerate(states))
    about = f'<workbook xmlns="{MAIN}"><sheets>{listed}</sheets></workbook>'
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": about.encode(),
        "xl/styles.xml": (
            f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>"
        ).encode(),
    }
    for index, _ in enumerate(states):
        parts[f"xl/worksheets/sheet{index + 1}.xml"] = sheet.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in {**parts, **(more or {})}.items():
            book.writestr(name, data)
    return file


def rows_of(**changes: str) -> list[list[str]]:
    row = total_row("episodes", "250", place="48201", **changes)
    return [list(COLUMNS), [row[name] for name in COLUMNS]]


def day_cell() -> str:
    return f"{letter(COLUMNS.index('given_on'))}2"


@pytest.mark.parametrize("tag", ["", "x"])
def test_a_clean_workbook_is_read_as_its_reader_sees_it(
    library: Library, tmp_path: Path, tag: str
) -> None:
    """Fails when a template saved as XLSX is not read, or a day is read as a number."""
    file = write_book(tmp_path / "totals.xlsx", rows_of(), days=[day_cell()], tag=tag)
    (total,) = read(library, file).totals
    assert total.cell.value == 250 and total.made_from[0].row == 2
    assert total.place.id == "48201" and total.period.first.year == 2024


def test_true_is_no_count_of_one(library: Library, tmp_path: Path) -> None:
    """Fails when a cell that shows TRUE is read as the 1 that stands in its place in the file."""
    file = write_book(tmp_path / "totals.xlsx", rows_of(), days=[day_cell()])
    with zipfile.ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    name = "xl/worksheets/sheet1.xml"
    at = f'<c r="{letter(COLUMNS.index("value"))}2"'
    sheet = parts[name].decode()
    before, _, after = sheet.partition(at)
    parts[name] = f'{before}{at} t="b"><v>1</v></c>{after.partition("</c>")[2]}'.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for part, data in parts.items():
            book.writestr(part, data)
    assert "row 2, column value" in faults_of(library, file)


@pytest.mark.parametrize("tag", ["", "x"])
def test_everything_a_reader_would_not_see_is_told_at_once(
    library: Library, tmp_path: Path, tag: str
) -> None:
    """Fails when merged cells, formulas, hidden rows, columns or sheets are read or one is
    left untold, whatever the writer calls its elements."""
    rows = rows_of()
    rows[1][COLUMNS.index("value")] = "=SUM(A1:A9)"
    file = write_book(
        tmp_path / "totals.xlsx",
        rows,
        states=("visible", "veryHidden"),
        before='<cols><col min="3" max="3" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A2:B3"/></mergeCells>',
        tag=tag,
    )
    told = faults_of(library, file)
    formula = f"{letter(COLUMNS.index('value'))}2"
    assert "merged: A2:B3" in told and f"formulas in sheet 1: {formula}" in told
    assert "hidden sheets: number 2" in told and "Columns of sheet 1 are hidden" in told
    assert "SUM" not in told


def test_a_bomb_is_refused_before_it_is_unpacked(library: Library, tmp_path: Path) -> None:
    """Fails when 300 MB are unpacked that a small file says it holds, or hides that it holds."""
    bomb = bytes(300_000_000)
    honest = write_book(tmp_path / "honest.xlsx", rows_of(), more={"xl/media/a.bin": bomb})
    assert honest.stat().st_size < 5_000_000
    assert "far larger than any list" in faults_of(library, honest)
    lying = write_book(tmp_path / "lying.xlsx", rows_of(), more={"xl/sharedStrings.xml": bomb})
    data = bytearray(lying.read_bytes())
    size = len(bomb).to_bytes(4, "little")
    while size in data:
        data[data.index(size) : data.index(size) + 4] = (1000).to_bytes(4, "little")
    lying.write_bytes(data)
    told = faults_of(library, lying)
    assert "cannot be opened" in told or "far larger" in told


def test_words_that_unpack_without_end_are_refused(library: Library, tmp_path: Path) -> None:
    """Fails when a part may define words of its own that grow when they are read."""
    grows = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><sst>&b;</sst>'
    file = write_book(tmp_path / "a.xlsx", rows_of(), more={"xl/sharedStrings.xml": grows})
    assert "not stored as spreadsheets" in faults_of(library, file)


@pytest.mark.parametrize("data", [b"PK\x03\x04cut off", b"\xd0\xcf\x11\xe0old", b"\x00\x01\x02"])
def test_what_is_no_workbook_is_told(library: Library, tmp_path: Path, data: bytes) -> None:
    """Fails when a damaged or old file ends in a traceback."""
    file = tmp_path / "totals.xlsx"
    file.write_bytes(data)
    assert "Save" in faults_of(library, file)


def test_a_file_too_large_is_refused_unread(library: Library, tmp_path: Path) -> None:
    """Fails when a template of 300 MB is read into memory."""
    file = tmp_path / "totals.csv"
    with file.open("wb") as out:
        out.truncate(300_000_000)
    assert "larger than 5 MB" in faults_of(library, file)


def test_a_formula_in_a_cell_of_text_runs_nowhere(library: Library, tmp_path: Path) -> None:
    """Fails when what a holder typed can run as a formula in a table that we write."""
    from firstlight.assessment import assess
    from firstlight.report import write_tables

    file = tmp_path / "totals.csv"
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerow(
            total_row("episodes", place="48201", holder='=HYPERLINK("x")', document="-letter")
        )
    area = resolve_places(["48201"], library.gazetteer)
    made = assess(area, library=library, made_on=TODAY, entered=read(library, file))
    write_tables(made, tmp_path / "tables")
    seen = 0
    for table in (tmp_path / "tables").glob("*.csv"):
        text = table.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("# ")]
        for row in csv.reader(io.StringIO("\n".join(lines))):
            assert not [cell for cell in row if cell[:1] == "=" or cell == "-letter"]
            seen += sum("HYPERLINK" in cell for cell in row)
    assert seen
