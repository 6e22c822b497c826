"""Where totals that the leads enter by a page are kept: as totals files, whole or not at all.

`FOLDER/entered/AREA.csv` holds what was entered for one set of counties. It is a filled-in
template: its first line names the counties, and `assess --totals` reads it as it stands. A file
is written beside its place and renamed when it is whole. Whoever writes holds a lock, so that
two windows, or two programs, never lose each other's rows. A count that is hidden never comes
here: what may be written is settled in `entry`, before `keep` is called.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults
from firstlight.base.place import Area
from firstlight.entered.files import hash_of, make_sheet, read_bytes
from firstlight.entered.rows import MORE_COLUMNS, TOTAL_COLUMNS

COLUMNS = (*TOTAL_COLUMNS, *MORE_COLUMNS)
COUNTIES = "# counties:"
TOLD = "# Totals entered by the leads. Counts from 1 to 10 were never written here."
FIRST_ROW = 4  # behind these two lines and the header
UNFINISHED = ".new-"
LOCK = ".lock"
WAIT = 5.0  # seconds; writing takes a hundredth of one
STALE = 60.0  # seconds; whoever held the lock so long was killed
PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Kept:
    """One row that was entered. `cells` by column; `counties` are those of its area, sorted."""

    counties: tuple[str, ...]
    cells: Mapping[str, str]

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def id(self) -> str:
        """The row's name in addresses: the same row has the same one."""
        return hash_of("\x1f".join((*self.counties, *self.cells.values())).encode())[:16]

    def belongs_to(self, area: Area) -> bool:
        """True when the row's place is one of an assessment of this area."""
        place = self.cells["place"]
        if place == "area":
            return self.counties == tuple(sorted(area.fips))
        return place == "US" or place in area.fips or place in area.states


@dataclass(frozen=True, slots=True)
class KeptTotals:
    """The rows kept below a folder. Reading an absent folder finds none."""

    folder: Path

    @property
    def root(self) -> Path:
        """The folder with one file an area."""
        return self.folder / "entered"

    def file_for(self, area: Area) -> Path:
        """The file for what is entered for this area."""
        return self.root / name_file(sorted(area.fips))

    def read(self) -> tuple[Kept, ...]:
        """Every row, file by file, in the order in which they were entered.

        Raises
        ------
        InputFaults
            For a file that is no totals file. Another is never taken in its place.
        """
        files = sorted(self.root.glob("[!.]*.csv")) if self.root.is_dir() else ()
        return tuple(row for file in files for row in _read_file(file))

    def read_for(self, area: Area) -> tuple[Kept, ...]:
        """The rows that belong to an assessment of this area, wherever they were entered.

        Raises
        ------
        InputFaults
            As `read` does.
        """
        return order_rows(row for row in self.read() if row.belongs_to(area))

    def keep(
        self, area: Area, settle: Callable[[Sequence[Kept]], tuple[Kept, Collection[str]]]
    ) -> Kept:
        """Add one row. `settle` is given every row there is and says which to add, and the ids
        of those whose place it takes; nothing is written when it raises.

        Raises
        ------
        InputFaults
            What `settle` raises, or that the folder cannot be written.
        """
        with self._writing():
            rows = self.read()
            new, replaced = settle(rows)
            if new.id not in {row.id for row in rows}:
                own = [row for row in rows if row.counties == new.counties]
                # the new row first: were the program stopped here, none would be lost
                self._write(self.file_for(area), [*own, new])
            self._drop(set(replaced) - {new.id})
            return new

    def take_back(self, name: str) -> Kept | None:
        """Take one row out; the row, or None where there is none of this id."""
        with self._writing():
            found = next((row for row in self.read() if row.id == name), None)
            if found is not None:
                self._drop({name})
            return found

    def _drop(self, names: Collection[str]) -> None:
        rows = self.read() if names else ()
        for counties in dict.fromkeys(row.counties for row in rows if row.id in names):
            left = [row for row in rows if row.counties == counties and row.id not in names]
            file = self.root / name_file(counties)
            if left:
                self._write(file, left)
            else:
                file.unlink()

    def _write(self, file: Path, rows: Sequence[Kept]) -> None:
        draft = file.with_name(f"{UNFINISHED}{file.name}-{os.getpid()}")
        try:
            # for this account alone: other people of the computer have no business with it
            file.parent.chmod(0o700)
            draft.touch(mode=0o600)
            with draft.open("w", encoding="utf-8", newline="") as out:
                out.write(write_rows(rows, rows[0].counties))
                out.flush()
                os.fsync(out.fileno())
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock, and tell a folder that cannot be written as an input's fault."""
        lock = self.root / LOCK
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            _take(lock)
            try:
                yield
            finally:
                lock.rmdir()
        except OSError as error:
            do = "Choose a folder you may write in with FIRSTLIGHT_DATA. Nothing was changed."
            what = f"What you entered cannot be kept: {error.strerror}."
            raise InputFaults([Fault(what, do)]) from None


def order_rows(rows: Iterable[Kept]) -> tuple[Kept, ...]:
    """Rows that say what becomes of an earlier one stand behind it, whatever file they are of."""
    return tuple(sorted(rows, key=lambda row: bool(row.cells["on_double"])))


def write_rows(rows: Sequence[Kept], counties: Sequence[str]) -> str:
    """Rows as the text of a totals file, which `assess --totals` reads for these counties."""
    out = io.StringIO()
    out.write(f"{COUNTIES} {' '.join(counties)}\n{TOLD}\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells.values() for row in rows)
    return out.getvalue()


def _read_file(file: Path) -> Iterator[Kept]:
    data = read_bytes(file)
    first = data.decode("utf-8-sig", errors="replace").partition("\n")[0]
    # a spreadsheet that saved the file may have put quotes and commas around its first line
    counties = tuple(first.strip('",;\t\r ').removeprefix(COUNTIES).split())
    known = all(len(code) == 5 and code.isdigit() for code in counties)
    if not counties or not known or COUNTIES not in first:
        what = "The first line of a file of entered totals does not name its counties."
        do = f"Write it again: {COUNTIES} 48201 48157. Or move the file out of the folder."
        raise InputFaults([Fault(what, do, file=file.name)])
    sheet = make_sheet(file.name, data, needs=TOTAL_COLUMNS, is_ours=True, may=MORE_COLUMNS)
    for record in sheet.records:
        yield Kept(tuple(sorted(counties)), sheet.cells(record, COLUMNS))


def name_file(counties: Sequence[str]) -> str:
    """The name of the file for a set of counties, which it shows as far as a name may be long."""
    if len(counties) == 1:
        return f"{counties[0]}.csv"
    digest = hash_of(" ".join(counties).encode())[:8]
    return f"{counties[0]}-and-{len(counties) - 1}-more-{digest}.csv"


def _take(lock: Path) -> None:
    """Make the lock's folder, which only one can; wait for another, and break one left behind."""
    until = time.monotonic() + WAIT
    while True:
        try:
            lock.mkdir()
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > STALE:
                    lock.rmdir()
                    continue
            if time.monotonic() > until:
                what = "Another window is writing what was entered."
                raise InputFaults([Fault(what, "Wait a moment and send it again.")]) from None
            time.sleep(PAUSE)
        else:
            return
