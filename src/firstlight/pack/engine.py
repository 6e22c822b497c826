"""The table engine, started once a process: starting it takes longer than reading a table."""

from __future__ import annotations

import contextlib
import functools
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

ROW_AT_MOST = 1 << 20  # bytes of one line; the FBI's have a few hundred
_streaming = threading.Lock()


@functools.cache
def _engine() -> Any:
    return duckdb.connect(
        ":memory:",
        config={
            "threads": 1,  # so that written bytes repeat, and many pages share two cores
            "autoinstall_known_extensions": "false",  # it would reach for the network
            "autoload_known_extensions": "false",
        },
    )


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

    Tables made here are the cursor's own and go away with it.
    """

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

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
            rows: list[tuple[Any, ...]] = self._cursor.execute(sql, list(values)).fetchall()
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
        self._cursor.execute(f"create or replace temp table {table} ({named})")
        if rows:
            marks = ", ".join("?" for _ in columns)
            self._cursor.executemany(f"insert into {table} values ({marks})", [list(r) for r in rows])


@contextlib.contextmanager
def stream_text(*, memory_mb: int, scratch: Path) -> Iterator[TextStream]:
    """Open the engine for reading large files of text, its memory bounded while it is open.

    One at a time: a second caller waits. What does not fit is put aside in `scratch`, which
    its caller takes away.
    """
    with _streaming:
        engine = _engine()
        cursor = engine.cursor()
        before = cursor.execute(
            "select current_setting('memory_limit'), current_setting('temp_directory'), "
            "current_setting('preserve_insertion_order')"
        ).fetchone()
        try:
            cursor.execute(f"set memory_limit = '{int(memory_mb)}MB'")
            cursor.execute("set temp_directory = '" + str(scratch).replace("'", "''") + "'")
            cursor.execute("set preserve_insertion_order = false")
            yield TextStream(cursor)
        finally:
            cursor.close()
            with contextlib.closing(engine.cursor()) as after:
                after.execute(f"set memory_limit = '{before[0]}'")
                after.execute("set temp_directory = '" + str(before[1]).replace("'", "''") + "'")
                after.execute(f"set preserve_insertion_order = {str(before[2]).lower()}")
