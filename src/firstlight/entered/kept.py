"""Where totals that the leads enter by a page are kept: as totals files, whole or not at all.

`FOLDER/entered/AREA.csv` holds what was entered for one set of counties. It is a filled-in
template: its first line names the counties, and `assess --totals` reads it as it stands. A file
is written beside its place and renamed when it is whole. Whoever writes holds a lock, so that
two windows, or two programs, never lose each other's rows. A count that is hidden never stays
here: what may stand together is settled by whoever calls, on every change, while the lock is held.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults
from firstlight.base.place import Area
from firstlight.entered.files import hash_of, make_sheet, read_bytes
from firstlight.entered.locking import hold_lock
from firstlight.entered.rows import MORE_COLUMNS, TOTAL_COLUMNS

COLUMNS = (*TOTAL_COLUMNS, *MORE_COLUMNS)
COUNTIES = "# counties:"
TOLD = "# Totals entered by the leads. Counts from 1 to 10 were never written here."
FIRST_ROW = 4  # behind these two lines and the header
UNFINISHED = ".new-"
LOCK = ".writing"
ATTEMPTS = 3
WAIT = 5.0  # seconds; writing takes a hundredth of one


@dataclass(frozen=True, slots=True)
class Kept:
    """One row that was entered. `cells` by column; `counties` are those of its area, sorted.

    `was_shown` is true for one that was taken back or replaced and may stand in a report made
    before: it belongs to no assessment any more, and what is entered is held against it.
    """

    counties: tuple[str, ...]
    cells: Mapping[str, str]
    was_shown: bool = False

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def id(self) -> str:
        """The row's name in addresses: the same row has the same one."""
        about = ("shown before",) if self.was_shown else ()
        return hash_of("\x1f".join((*about, *self.counties, *self.cells.values())).encode())[:16]

    def belongs_to(self, area: Area) -> bool:
        """True when the row's place is one of an assessment of this area, and it still stands."""
        return not self.was_shown and self.concerns(area)

    def concerns(self, area: Area) -> bool:
        """True when the row's place is one of an assessment of this area."""
        place = self.cells["place"]
        if place == "area":
            return self.counties == tuple(sorted(area.fips))
        return place == "US" or place in area.fips or place in area.states

    def list_shown(self) -> tuple[Kept, ...]:
        """The row as one that reports may have shown; nothing where it had no number, or where
        nobody had approved it, so that it stood in no report."""
        has_number = any(self.cells[name] for name in ("value", "low", "effort"))
        if not has_number or not self.cells["approved_on"]:
            return ()
        return (replace(self, cells={**self.cells, "on_double": ""}, was_shown=True),)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of earlier rows, by their ids: another row, or None where it goes; and rows
    that come. `shown` are rows of which it is kept that reports may have shown them."""

    becomes: Mapping[str, Kept | None] = field(default_factory=dict)
    more: tuple[Kept, ...] = ()
    shown: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that was taken back, and rows, as they were, that lost a number with it."""

    row: Kept
    blanked: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class KeptTotals:
    """The rows kept below a folder. Reading an absent folder finds none."""

    folder: Path

    @property
    def root(self) -> Path:
        """The folder with one file an area."""
        return self.folder / "entered"

    @property
    def earlier(self) -> Path:
        """The folder with what was taken back or replaced and may stand in reports."""
        return self.root / "shown-before"

    def file_for(self, area: Area) -> Path:
        """The file for what is entered for this area."""
        return self.root / name_file(sorted(area.fips))

    def read(self) -> tuple[Kept, ...]:
        """Every row, file by file, sorted by what they count, where and when; behind them those
        that were taken back or replaced and may stand in reports made before.

        Raises
        ------
        InputFaults
            For a file that is no totals file. Another is never taken in its place.
        """
        return (*_read_folder(self.root), *self.read_shown())

    def read_shown(self) -> tuple[Kept, ...]:
        """The rows that were taken back or replaced and may stand in reports made before.

        Raises
        ------
        InputFaults
            As `read` does.
        """
        return tuple(replace(row, was_shown=True) for row in _read_folder(self.earlier))

    def forget(self, name: str) -> Kept | None:
        """Take one of `read_shown` out, since somebody says that it stood in no report; None
        where there is none of this id.

        Raises
        ------
        InputFaults
            That the folder cannot be written.
        """
        with self._writing() as check:
            shown = self.read_shown()
            found = next((row for row in shown if row.id == name), None)
            if found is not None:
                left = [row for row in shown if row.counties == found.counties and row != found]
                self._write(self.earlier / name_file(found.counties), left, check)
            return found

    def read_for(self, area: Area) -> tuple[Kept, ...]:
        """The rows that belong to an assessment of this area, wherever they were entered.

        Raises
        ------
        InputFaults
            As `read` does.
        """
        return order_rows(row for row in self.read() if row.belongs_to(area))

    def keep(self, settle: Callable[[Sequence[Kept]], Change]) -> None:
        """Add one row. `settle` is given every row there is and says what becomes of them;
        nothing is written when it raises.

        Raises
        ------
        InputFaults
            What `settle` raises, or that the folder cannot be written.
        """
        with self._writing() as check:
            rows = self.read()
            self._change(rows, settle(rows), check)

    def take_back(self, name: str, protect: Callable[[Sequence[Kept]], Change]) -> Taken | None:
        """Take one row out; None where there is none of this id.

        `protect` is given the rows that are left, and says what else must go: a row that is
        gone may have been the one that made the others tell nothing.

        Raises
        ------
        InputFaults
            What `protect` raises, or that the folder cannot be written.
        """
        with self._writing() as check:
            rows = self.read()
            found = next((row for row in rows if row.id == name and not row.was_shown), None)
            if found is None:
                return None
            shown = found.list_shown()
            change = protect([*(row for row in rows if row != found), *shown])
            becomes = {**change.becomes, name: None}
            self._change(rows, replace(change, becomes=becomes, shown=shown), check)
            return Taken(found, tuple(row for row in rows if change.becomes.get(row.id)))

    def _change(self, rows: Sequence[Kept], change: Change, check: Callable[[], None]) -> None:
        """Write every file that changes; one from which a row goes comes last.

        Were the program stopped in between, no row would be lost.
        """
        self._add_shown(change.shown, check)
        rows = [row for row in rows if not row.was_shown]
        became = [change.becomes.get(row.id, row) for row in rows]
        # rows whose numbers are left out may become alike, and the same row is kept once
        after = dict.fromkeys(row for row in (*became, *change.more) if row is not None)
        wanted: list[tuple[bool, tuple[str, ...], list[Kept]]] = []
        for counties in dict.fromkeys(row.counties for row in (*rows, *after)):
            was = [row for row in rows if row.counties == counties]
            left = _sort(row for row in after if row.counties == counties)
            if left != was:
                wanted.append((len(left) < len(was), counties, left))
        is_written = False
        for _, counties, left in sorted(wanted, key=lambda one: one[0]):
            try:
                file = self.root / name_file(counties)
                self._write(file, left, check)
                is_written = True
                self._clear_away(counties, file)
            except OSError as error:
                if not is_written:
                    raise
                what = f"What you entered was kept in part only: {error.strerror}."
                do = "Open the list of what was entered, and take out what should not be there."
                raise InputFaults([Fault(what, do)]) from None

    def _add_shown(self, shown: Sequence[Kept], check: Callable[[], None]) -> None:
        before = self.read_shown() if shown else ()
        for counties in dict.fromkeys(row.counties for row in shown):
            both = dict.fromkeys(row for row in (*before, *shown) if row.counties == counties)
            self._write(self.earlier / name_file(counties), list(both), check)

    def _write(self, file: Path, rows: Sequence[Kept], check: Callable[[], None]) -> None:
        if not rows:
            check()
            file.unlink(missing_ok=True)
            return
        draft = file.with_name(f"{UNFINISHED}{file.name}-{os.getpid()}")
        try:
            # for this account alone: other people of the computer have no business with it
            file.parent.mkdir(exist_ok=True)
            file.parent.chmod(0o700)
            draft.touch(mode=0o600)
            with draft.open("w", encoding="utf-8", newline="") as out:
                out.write(write_rows(rows, rows[0].counties))
                out.flush()
                os.fsync(out.fileno())
            check()
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)

    def _clear_away(self, counties: tuple[str, ...], kept: Path) -> None:
        """Take out files of other names with rows of these counties: all stand in `kept` now."""
        for file in self.root.glob("[!.]*.csv"):
            if file != kept and any(row.counties == counties for row in _read_file(file)):
                file.unlink()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Callable[[], None]]:
        """Hold the lock, and tell a folder that cannot be written as an input's fault."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with hold_lock(self.root / LOCK, WAIT) as check:
                yield check
        except OSError as error:
            do = "Choose a folder you may write in with FIRSTLIGHT_DATA. Nothing was changed."
            what = f"What you entered cannot be kept: {error.strerror}."
            raise InputFaults([Fault(what, do)]) from None


def _sort(rows: Iterable[Kept]) -> list[Kept]:
    """Rows by what they count, where and when. In the order in which they were entered, those
    that were hidden first would be told to be small."""
    first = ("bullet", "measure", "group", "place", "period", "holder")
    order = (*first, *(name for name in COLUMNS if name not in (*first, "value", "low", "high")))
    return sorted(rows, key=lambda row: [bool(row.cells["on_double"]), *map(row.cells.get, order)])


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


def _read_folder(folder: Path) -> tuple[Kept, ...]:
    for attempt in range(ATTEMPTS):
        files = sorted(folder.glob("[!.]*.csv")) if folder.is_dir() else []
        try:
            return tuple(row for file in files for row in _read_file(file))
        except InputFaults:
            if attempt + 1 == ATTEMPTS or all(file.exists() for file in files):
                raise  # and where one went while it was read, another window changed it
    return ()


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
