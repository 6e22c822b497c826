"""src/firstlight/refresh/sheet.py: whatever is handed in, a person gets words and no traceback."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import tempfile
import zipfile

import pytest

from firstlight.refresh import sheet
from made_files import make_file, write_xlsx


def test_a_locked_zip_and_an_unknown_packing_are_told(tmp_path, faults):
    # Fails if a zip that cannot be read ends in a traceback
    made = tmp_path / "plain.zip"
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("table.csv", "a,b\n1,2\n")
    for offset, value, name in ((6, 1, "locked"), (8, 99, "odd")):
        data = bytearray(made.read_bytes())
        for begin, more in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
            at = data.index(begin) + offset + more
            data[at : at + 2] = struct.pack("<H", value)
        file = tmp_path / f"{name}.zip"
        file.write_bytes(data)
        (found,) = faults(file)
        assert "locked with a password" in found.what


def test_deep_json_is_told(tmp_path, faults):
    # Fails if brackets without end stop the program
    file = tmp_path / "deep.json"
    file.write_text("[" * 200_000)
    (found,) = faults(file)
    assert "cut off or damaged" in found.what


def test_a_sheet_with_a_far_corner_is_refused_before_it_is_opened(tmp_path, faults, monkeypatch):
    # Fails if two cells make the reader ask for the memory of 17 billion
    file = tmp_path / "far.xlsx"
    write_xlsx(file, {"one": [["a", "b"]]})
    parts = {}
    with zipfile.ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(file, "w") as book:
        for name, data in parts.items():
            book.writestr(name, data.replace(b'r="B1"', b'r="XFD1048576"'))
    monkeypatch.setattr(sheet.CalamineWorkbook, "from_path", lambda _: pytest.fail("opened"))
    (found,) = faults(file)
    assert "larger than any file" in found.what


def test_a_zip_is_judged_by_its_size_before_it_is_unpacked(tmp_path, faults, monkeypatch):
    # Fails if every member is unpacked to test it
    file = tmp_path / "big.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("table.csv", "a,b\n" * 1000)
    monkeypatch.setattr(sheet, "UNPACKED_AT_MOST", 1000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    monkeypatch.setattr(zipfile.ZipFile, "testzip", lambda *_: pytest.fail("unpacked"))
    (found,) = faults(file)
    assert "larger than any file" in found.what


@pytest.mark.parametrize(
    ("name", "words"), [("a" * 300, "cannot be read"), ("", "a folder"), ("none.csv", "no such")]
)
def test_a_path_that_cannot_be_opened_is_told(name, words, tmp_path, faults):
    # Fails if a folder is called absent, or the computer's own error is a traceback
    (found,) = faults(tmp_path / name)
    assert words in found.what


def test_what_a_killed_run_unpacked_is_taken_away(tmp_path, check, releases, monkeypatch):
    # Fails if rows about employers outlive the run that unpacked them
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    releases.folder.mkdir()
    left = [folder / f"{sheet.UNPACKED}{dead.pid}-x" for folder in (tmp_path, releases.folder)]
    for folder in left:
        folder.mkdir()
        (folder / "content").write_text("rows")
    check(make_file("census_pep", 2024).write(tmp_path))
    assert not left[1].exists()
    with sheet.open_received(make_file("census_pep", 2024).write(tmp_path)):
        assert not left[0].exists()
        (own,) = tmp_path.glob(f"{sheet.UNPACKED}{os.getpid()}-*")
        assert os.name == "nt" or own.stat().st_mode & 0o077 == 0
    assert not own.exists()
