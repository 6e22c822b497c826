"""Where loaded releases live, each whole or not there, and which one each series uses.

`FOLDER/SERIES/RELEASE/` holds source.yaml, the table and a manifest. A release is written beside
its place and renamed when it is whole; none is ever changed or taken away. `FOLDER/SERIES/in_use`
names the release that is read; without it the shipped one is.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from firstlight.base.errors import CatalogueFaults, Fault, InputFaults, PackDamaged
from firstlight.catalogue import read_entry
from firstlight.catalogue.entries import Source
from firstlight.pack import hash_file, write_table
from firstlight.refresh.draft import Draft

SHIPPED = "shipped"
USED = "in_use"
CHANGED = "last_change"
UNFINISHED = ".new-"
AN_HOUR = 3600
# what a series or a release may be called: one plain name, never a way to another folder
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A release that a person loaded, with the source entry it adds to the catalogue.

    `names` maps the format's columns to those of the file. `received_rows` counts the records of
    the file, `used_rows` those that are in the table or in its sums, `left_out` the rest by
    reason. `first_day` and `last_day` are of the rows used, empty where rows have no day.
    `seen_live` is "no" or the day on which the publisher itself sent the file.
    """

    series: str
    release: str
    year: int
    replaces: str
    loaded_on: datetime.date
    received_file: str
    received_sha256: str
    received_rows: int
    used_rows: int
    kept_rows: int
    first_day: str
    last_day: str
    left_out: Mapping[str, str]
    notes: tuple[str, ...]
    names: Mapping[str, str]
    seen_live: str
    source: Source
    fetched_from: str = ""
    for_blocks: bool = False


def data_folder(environ: Mapping[str, str]) -> Path:
    """The folder for what a person loads: FIRSTLIGHT_DATA, or the platform's folder for data."""
    chosen = environ.get("FIRSTLIGHT_DATA", "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    home = Path.home()
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Firstlight"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Firstlight"
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "firstlight"


@dataclass(slots=True)
class Releases:
    """The loaded releases below a folder. Reading an absent folder finds none."""

    folder: Path
    _read: dict[Path, Loaded] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The folder with one folder a series."""
        return self.folder / "sources"

    def series(self) -> tuple[str, ...]:
        """Every series that has a loaded release."""
        if not self.root.is_dir():
            return ()
        # a choice without its release is told, and not passed over
        folders = [f for f in self.root.iterdir() if NAME.fullmatch(f.name)]
        return tuple(sorted(f.name for f in folders if self.names(f.name) or (f / USED).exists()))

    def names(self, series: str) -> tuple[str, ...]:
        """The loaded releases of a series, in the order of their names."""
        folder = self.root / series
        if not NAME.fullmatch(series) or not folder.is_dir():
            return ()
        return tuple(
            sorted(f.name for f in folder.iterdir() if f.is_dir() and NAME.fullmatch(f.name))
        )

    def read(self, series: str, release: str) -> Loaded:
        """Read what is known of a release.

        Raises
        ------
        PackDamaged
            When its source.yaml is missing or is not whole.
        """
        if not NAME.fullmatch(series) or not NAME.fullmatch(release):
            what = f"{series[:60]} has no release {release[:60]}."
            raise InputFaults([Fault(what, "See `firstlight sources list`.")])
        file = self.root / series / release / "source.yaml"
        if file not in self._read:
            try:
                self._read[file] = read_entry(file, Loaded)
            except (OSError, CatalogueFaults):
                what = f"The loaded release {release} of {series} is damaged or was altered."
                do = f"Run `firstlight sources use {series} {SHIPPED}`, or load its file again."
                raise PackDamaged([Fault(what, do, file=f"{series}/{release}")]) from None
        return self._read[file]

    def in_use(self, series: str) -> str:
        """The release that a series uses, `shipped` where none was chosen.

        Raises
        ------
        PackDamaged
            When the choice cannot be read, or names a release that is not there. Another
            release is never taken in its place without a word.
        """
        if not NAME.fullmatch(series):
            return SHIPPED
        file = self.root / series / USED
        try:
            chosen = file.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return SHIPPED
        except (OSError, UnicodeDecodeError):
            chosen = ""
        if chosen != SHIPPED and chosen not in self.names(series):
            what = f"Which release {series} uses cannot be read, or that release is not there."
            do = f"Run `firstlight sources use {series} {SHIPPED}`, or load its file again."
            raise PackDamaged([Fault(what, do, file=f"{series}/{USED}")])
        return chosen

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Every series with a choice of its own, and the release that it names.

        Raises
        ------
        PackDamaged
            As `in_use` does.
        """
        if not self.root.is_dir():
            return ()
        chosen = (f.name for f in self.root.iterdir() if (f / USED).exists())
        return tuple((name, self.in_use(name)) for name in sorted(chosen))

    def use(self, series: str, release: str) -> None:
        """Let a series use one of its releases, or the shipped one.

        Raises
        ------
        InputFaults
            When the series has no such release.
        """
        known = (*self.names(series), SHIPPED)
        damaged = release == SHIPPED and NAME.fullmatch(series) and self._choice(series).exists()
        if release not in known or (len(known) == 1 and not damaged):
            do = f"Loaded: {', '.join(known)}." if len(known) > 1 else "Nothing is loaded for it."
            what = f"{series[:60]} has no release {release[:60]}."
            raise InputFaults([Fault(what, do)])
        if release != SHIPPED:
            self.read(series, release)
        choice = self._choice(series)
        if choice.is_dir() and not choice.is_symlink():
            shutil.rmtree(choice)  # what is no file is no choice
        self._write_whole(choice, f"{release}\n")
        self._write_whole(self.root / CHANGED, f"{series} {release}\n")

    def last_change(self) -> int:
        """When a release was last put in use, in nanoseconds; 0 where none ever was."""
        try:
            return (self.root / CHANGED).stat().st_mtime_ns
        except OSError:
            return 0

    def _choice(self, series: str) -> Path:
        return self.root / series / USED

    @staticmethod
    def _write_whole(file: Path, text: str) -> None:
        draft = file.with_name(f"{UNFINISHED}{file.name}-{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)

    def find_same(self, series: str, sha256: str) -> Loaded | None:
        """The release that was made from a file with these very bytes, if there is one."""
        for name in self.names(series):
            with contextlib.suppress(PackDamaged):
                found = self.read(series, name)
                if found.received_sha256 == sha256:
                    return found
        return None

    def name_for(self, series: str, wanted: str) -> str:
        """The name for a new release: as wanted, or with a number when that one is taken."""
        taken = self.names(series)
        names = (wanted, *(f"{wanted}.{n}" for n in range(2, 10_000)))
        return next(name for name in names if name not in taken)

    def install(self, loaded: Loaded, draft: Draft) -> None:
        """Write a release beside its place and put it there when it is whole.

        Raises
        ------
        InputFaults
            When the folder cannot be written. Nothing is left half-made.
        """
        series = self.root / loaded.series
        try:
            series.mkdir(parents=True, exist_ok=True)
            clear_unfinished(series, UNFINISHED)
            with self._unfinished(series) as work:
                (table_name,) = loaded.source.tables
                full = f"{loaded.source.id}.{table_name}"
                table = loaded.source.tables[table_name]
                write_table(draft.rows, tuple(table.columns), work / f"{full}.parquet")
                self._write_manifest(work, full, loaded)
                (work / "source.yaml").write_text(write_yaml(loaded), encoding="utf-8")
                read_entry(work / "source.yaml", Loaded)
                work.chmod(0o755)
                work.rename(series / loaded.release)
        except OSError as error:
            do = "Choose a folder you may write in with FIRSTLIGHT_DATA."
            what = f"The release cannot be kept: {error.strerror}."
            raise InputFaults([Fault(what, do)]) from None

    @staticmethod
    def _write_manifest(work: Path, full: str, loaded: Loaded) -> None:
        file = work / f"{full}.parquet"
        entry = {
            "file": loaded.received_file,
            "received_sha256": loaded.received_sha256,
            "received_rows": loaded.received_rows,
            "rows": loaded.kept_rows,
            "sha256": hash_file(file),
            "bytes": file.stat().st_size,
        }
        text = json.dumps({"tables": {full: entry}}, indent=1, sort_keys=True, ensure_ascii=False)
        (work / "manifest.json").write_text(text + "\n", encoding="utf-8")

    @staticmethod
    @contextlib.contextmanager
    def _unfinished(series: Path) -> Iterator[Path]:
        work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=series))
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def clear_unfinished(folder: Path, prefix: str) -> None:
    """Take away what a load or fetch that was killed an hour ago or more left in a folder."""
    for left in folder.glob(f"{prefix}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > AN_HOUR:
            shutil.rmtree(left, ignore_errors=True)


def write_yaml(entry: object) -> str:
    """An entry as the reader of the catalogue takes it back: every scalar as text."""
    return yaml.safe_dump(
        _as_texts(entry), sort_keys=False, allow_unicode=True, width=10_000, default_style='"'
    )


def _as_texts(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: _as_texts(held) for name, held in pairs if held is not None}
    if isinstance(value, Mapping):
        return {str(name): _as_texts(held) for name, held in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_texts(held) for held in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
