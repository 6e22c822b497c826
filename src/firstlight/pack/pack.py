"""The bundled tables as one value, each checked against its hash when first opened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from firstlight.base.errors import Fault, PackDamaged
from firstlight.catalogue import Catalogue
from firstlight.pack.engine import open_engine
from firstlight.pack.received import hash_file
from firstlight.pack.table import PackTable

MEND = "Install Firstlight again, or build the tables anew."
LOAD_AGAIN = "Load its file again, or go back with `firstlight sources use`."


def pack_folder() -> Path:
    """The folder of the bundled tables."""
    return Path(__file__).parent / "tables"


@dataclass(slots=True)
class Pack:
    """Opens tables by source and name. Each file's hash is checked once.

    `elsewhere` gives the folder of tables that a person loaded; `instead` names, by source and
    table, the loaded table that is read in place of a bundled one.
    """

    catalogue: Catalogue
    folder: Path
    manifest: Mapping[str, Mapping[str, Any]]
    elsewhere: Mapping[str, Path] = field(default_factory=dict)
    instead: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    _checked: set[str] = field(default_factory=set)
    _tables: dict[Any, PackTable] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Pack({str(self.folder)!r}, {len(self.manifest)} tables)"

    def table(self, source: str, name: str, where: Mapping[str, str] | None = None) -> PackTable:
        """Open a table, or only the rows whose columns have the values of `where`.

        Raises
        ------
        PackDamaged
            When the table is missing or its bytes are not the ones that were built.
        """
        source, name = self.instead.get((source, name), (source, name))
        key = (source, name, tuple(sorted((where or {}).items())))
        if key not in self._tables:
            self._tables[key] = self._open(source, name, where or {})
        return self._tables[key]

    def check(self) -> None:
        """Check every table's hash.

        Raises
        ------
        PackDamaged
            With every table that is missing or altered.
        """
        ours = (f"{s.id}.{table}" for s in self.catalogue.sources.values() for table in s.tables)
        names = dict.fromkeys([*ours, *self.manifest])
        faults = [fault for name in names if (fault := self._damage(name)) is not None]
        if faults:
            raise PackDamaged(faults)

    def _damage(self, name: str) -> Fault | None:
        if name in self._checked:
            return None
        file = self._file(name)
        bundled, mend = "bundled", MEND
        if name in self.elsewhere:
            bundled, mend = "loaded", LOAD_AGAIN
        if name not in self.manifest:
            return Fault("The bundled tables do not list it.", MEND, file=f"{name}.parquet")
        if not file.is_file():
            return Fault(f"The {bundled} table is missing.", mend, file=file.name)
        if hash_file(file) != self.manifest[name]["sha256"]:
            return Fault(f"The {bundled} table is damaged or altered.", mend, file=file.name)
        self._checked.add(name)
        return None

    def _file(self, name: str) -> Path:
        return self.elsewhere.get(name, self.folder) / f"{name}.parquet"

    def _open(self, source: str, name: str, where: Mapping[str, str]) -> PackTable:
        full = f"{source}.{name}"
        fault = self._damage(full)
        if fault is not None:
            raise PackDamaged([fault])
        entry = self.catalogue.sources[source]
        table = entry.tables[name]
        wanted = ["row", *table.columns]
        columns = ", ".join(f'"{_quoted(column)}"' for column in wanted)
        conditions = " AND ".join(f'"{_quoted(column)}" = ?' for column in where) or "true"
        engine = open_engine()
        try:
            records = engine.execute(
                f"SELECT {columns} FROM read_parquet(?) WHERE {conditions}",
                [str(self._file(full)), *where.values()],
            ).fetchall()
        except duckdb.Error:
            fault = Fault("The bundled table lacks what is asked of it.", MEND, f"{full}.parquet")
            raise PackDamaged([fault]) from None
        finally:
            engine.close()
        lists = list(zip(*records, strict=True)) if records else [() for _ in wanted]
        return PackTable(
            source=entry,
            name=name,
            table=table,
            received_sha256=self.manifest[full]["received_sha256"],
            rows=lists[0],
            columns=dict(zip(wanted[1:], lists[1:], strict=True)),
        )


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def open_pack(catalogue: Catalogue, folder: Path | None = None) -> Pack:
    """Open the bundled tables, or those of another folder.

    Raises
    ------
    PackDamaged
        When the manifest is missing or cannot be read.
    """
    root = folder or pack_folder()
    try:
        manifest = json.loads((root / "manifest.json").read_text(encoding="utf-8"))["tables"]
        for entry in manifest.values():
            if not all(isinstance(entry[key], str) for key in ("sha256", "received_sha256")):
                raise ValueError("a hash is text")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        fault = Fault("The list of bundled tables is missing or damaged.", MEND, "manifest.json")
        raise PackDamaged([fault]) from None
    return Pack(catalogue, root, manifest)
