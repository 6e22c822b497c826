"""A folder or a zip as the files in it; a zip is unpacked with care, in a folder that goes away."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import IncidentRules

PREFIX = ".firstlight-incidents-"
CHUNK = 1 << 20
SMALL = 1 << 20  # a small file may be packed very well
ZIP_BEGINS = b"PK\x03\x04"
TABLES = (".csv", ".csv.gz")
UNSAFE = "This zip cannot be opened safely: "
AGAIN = "Download it again from the FBI, or unpack it yourself and name the folder."


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A table as it lies on disk. `shown` is its path as the person knows it; `held_in` the zip."""

    path: Path
    shown: str
    held_in: Path | None = None


@contextlib.contextmanager
def make_scratch() -> Iterator[Path]:
    """A folder for its owner's eyes that goes away; what a killed run left goes first."""
    place = Path(tempfile.gettempdir())
    for left in place.glob(f"{PREFIX}*"):
        if not _is_running(left):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=place) as scratch:
        yield Path(scratch)


def _is_running(left: Path) -> bool:
    number = left.name.removeprefix(PREFIX).partition("-")[0]
    if not number.isdigit() or os.name == "nt":
        return True
    try:
        os.kill(int(number), 0)
    except (PermissionError, OverflowError):
        return True
    except OSError:
        return False
    return True


def find_files(given: Path, scratch: Path, rules: IncidentRules) -> list[FoundFile]:
    """Every CSV file below a folder or in a zip, zips in the folder included.

    Raises
    ------
    InputFaults
        When there is no such folder or zip, or a zip cannot be opened safely: with a password,
        with paths that lead out of it, with links, damaged, or unpacking to more than is sane.
    """
    name = given.name or str(given)
    try:
        if given.is_file():
            if name.lower().endswith(TABLES):
                return [FoundFile(given, name)]
            if not zipfile.is_zipfile(given):
                what = "This is neither a folder nor a zip that can be opened."
                do = "Name the folder or the zip that the FBI's site gave."
                if _begins_like_a_zip(given):
                    what = "The packed file is cut off or damaged."
                    do = "Get the download again, and give the new file."
                raise InputFaults([Fault(what, do, file=name)])
            return list(_unpack(given, scratch / "0", name, rules))
        if not given.is_dir():
            what, do = "There is no such folder or file.", "Check the path."
            raise InputFaults([Fault(what, do, file=name)])
        found: list[FoundFile] = []
        for number, path in enumerate(sorted(given.rglob("*"))):
            shown = path.relative_to(given).as_posix()
            if path.name.startswith(".") or "__MACOSX" in path.parts or not path.is_file():
                continue
            if path.name.lower().endswith(TABLES):
                found.append(FoundFile(path, shown))
            elif path.suffix.lower() == ".zip":
                found.extend(_unpack(path, scratch / str(number), shown, rules))
            if len(found) > rules.files_at_most:
                what = "There are more tables here than any download has."
                raise InputFaults([Fault(what, "Name the folder of the download.", file=name)])
        return found
    except OSError as error:
        what = f"It cannot be read: {error.strerror or 'the computer refuses it'}."
        raise InputFaults([Fault(what, "Check the path and your rights.", file=name)]) from None


def _begins_like_a_zip(given: Path) -> bool:
    """A file that begins as a zip does and has no end is one that was cut off."""
    with given.open("rb") as opened:
        return opened.read(len(ZIP_BEGINS)) == ZIP_BEGINS


def _unpack(packed: Path, into: Path, shown: str, rules: IncidentRules) -> Iterator[FoundFile]:
    def refuse(why: str) -> InputFaults:
        return InputFaults([Fault(f"{UNSAFE}{why}.", AGAIN, file=shown)])

    try:
        with zipfile.ZipFile(packed) as archive:
            members = archive.infolist()
            if len(members) > rules.files_at_most:
                raise refuse("it holds more files than any download")
            for member in members:
                _check_path(member, refuse)
            tables = [m for m in members if _is_table(m)]
            if any(m.flag_bits & 1 for m in tables or members):
                raise refuse("it is locked with a password")
            left = rules.unpacked_at_most
            for number, member in enumerate(tables):
                target = into / str(number) / PurePosixPath(member.filename).name
                target.parent.mkdir(parents=True)
                most = min(left, max(SMALL, member.compress_size * rules.packed_ratio_at_most))
                if member.file_size > most:
                    raise refuse("unpacked it is far larger than any download")
                written = 0
                with archive.open(member) as inside, target.open("wb") as out:
                    while piece := inside.read(CHUNK):
                        written += len(piece)
                        if written > most:
                            raise refuse("unpacked it is far larger than any download")
                        out.write(piece)
                left -= written
                yield FoundFile(target, f"{shown}/{member.filename}", packed)
            if not tables and any(m.filename.lower().endswith(".zip") for m in members):
                raise refuse("it holds further zips in place of tables")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise refuse("it is damaged, cut off or packed in a way that is not known here") from None


def _check_path(member: zipfile.ZipInfo, refuse: Callable[[str], InputFaults]) -> None:
    name = member.filename.replace("\\", "/")
    parts = name.split("/")
    windows = len(name) > 1 and name[1] == ":"
    link = stat.S_ISLNK(member.external_attr >> 16)
    if name.startswith("/") or windows or ".." in parts or link:
        raise refuse("a path in it leads out of it")


def _is_table(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    last = PurePosixPath(name).name
    hidden = last.startswith(".") or name.startswith("__MACOSX")
    return not (member.is_dir() or hidden) and last.lower().endswith(TABLES)
