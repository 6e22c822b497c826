"""The table engine, started once a process: starting it takes longer than reading a table."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

ROW_AT_MOST = 1 << 20  # bytes of one line; the FBI's have a few hundred
CORES_AT_MOST = 4
_streaming = threading.Lock()


SETTINGS: Mapping[str, Any] = {
    "threads": 1,  # so that written bytes repeat, and many pages share two cores
    "autoinstall_known_extensions": "false",  # it would reach for the network
    "autoload_known_extensions": "false",
}


@functools.cache
def _engine() -> Any:
    return duckdb.connect(":memory:", config=dict(SETTINGS))


def open_engine() -> Any:
    """A cursor of its own for one use; close it after. Cursors of several threads do not meet."""
    return _engine().cursor()


class UnreadableRows(Exception):
    """A file of text that is no table from some line on. Nothing of the line is repeated."""

    def __init__(self, line: int | None) -> None:
        self.line = line
        super().__init__(f"line {line}" if line else "some line")


class TextStream:
    """The engine for files too large to hold: they are read in pieces, into narrow tables.

    Tables made here go away with it.
    """

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def read(self, file: Path, columns: int, *, encoding: str = "utf-8") -> str:
        """Return the text of a source for `FROM`: columns `c0`, `c1` ... all text, header left out.

        Quoted fields may hold line ends; an empty field is NULL; a row with more or fewer
        fields than the header is a fault when it is read.
        """
        named = ", ".join(f"'c{index}': 'VARCHAR'" for index in range(columns))
        path = str(file).replace("'", "''")
        return (
            f"read_csv('{path}', columns = {{{named}}}, header = true, auto_detect = false, "
            f"delim = ',', quote = '\"', escape = '\"', max_line_size = {ROW_AT_MOST}, "
            f"encoding = '{encoding}', compression = "
            f"'{'gzip' if file.name.lower().endswith('.gz') else 'none'}')"
        )

    def run(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows.

        Raises
        ------
        UnreadableRows
            When a file that the statement reads is no table; with the line where known.
        MemoryError
            When the work does not fit in the memory that was allowed.
        """
        try:
            rows: list[tuple[Any, ...]] = self._engine.execute(sql, list(values)).fetchall()
            return rows
        except duckdb.OutOfMemoryException:
            raise MemoryError from None
        except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException) as e:
            found = re.search(r"Line: (\d+)", str(e))  # the message itself repeats the row
            line = int(found.group(1)) if found else None
        raise UnreadableRows(line)

    def put(self, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> None:
        """Make a small table of values."""
        named = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        self._engine.execute(f"create or replace temp table {table} ({named})")
        if rows:
            marks = ", ".join("?" for _ in columns)
            self._engine.executemany(
                f"insert into {table} values ({marks})", [list(r) for r in rows]
            )


@contextlib.contextmanager
def stream_text(*, memory_mb: int, scratch: Path) -> Iterator[TextStream]:
    """Start an engine for reading large files of text, with a bound of its own on memory.

    It is not the one that pages share: the bound and what it puts aside in `scratch`, which
    its caller takes away, are for this work alone. One at a time: a second caller waits.
    """
    with _streaming:
        engine = duckdb.connect(
            ":memory:",
            config={
                **SETTINGS,
                "threads": max(1, min(CORES_AT_MOST, os.cpu_count() or 1)),
                "memory_limit": f"{int(memory_mb)}MB",
                "temp_directory": str(scratch),
                "preserve_insertion_order": "false",  # rows are counted, not listed
            },
        )
        with contextlib.closing(engine):
            engine.execute("set enable_progress_bar = false")  # it would stand in the output
            # it reads a column as the type of a `try_cast`, and fails where that gives NULL
            engine.execute("set disabled_optimizers = 'type_pushdown'")
            yield TextStream(engine)
