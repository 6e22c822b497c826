"""Every released table, one line each, chained by hashes. It holds what was released, no more.

A table that is to leave is attacked together with every earlier one over the same people.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.table import Dimension, Published, ReleasedTable
from firstlight.disclosure.linking import list_keys
from firstlight.disclosure.names import fold_name

if sys.platform == "win32":
    import msvcrt

    def _wait_for(handle: int) -> None:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
            except OSError:  # it gives up after some seconds
                continue
            return
else:
    import fcntl

    def _wait_for(handle: int) -> None:
        """Hold the file alone. The system lets go of it when it is closed or a process dies."""
        fcntl.flock(handle, fcntl.LOCK_EX)


START = "0" * 64
BROKEN = "The ledger was changed or cut off: what was released before cannot be told from it."
MEND = "Bring back a copy that is whole. Nothing is released while it is broken."


def read_ledger(file: Path) -> tuple[Published, ...]:
    """Every released table, the oldest first; none when there is no ledger yet.

    Raises
    ------
    InputFaults
        When a line was changed, taken out or cut off.
    """
    return tuple(_read_table(entry) for entry in _read_entries(file))


def find_earlier(ledger: Sequence[Published], population: str) -> tuple[Published, ...]:
    """The tables over the same people, in whatever capitals and spaces their name is written."""
    wanted = fold_name(population)
    return tuple(table for table in ledger if fold_name(table.population) == wanted)


def append_release(file: Path, table: ReleasedTable, when: str) -> None:
    """Add one released table at the end.

    Parameters
    ----------
    when
        The day, as year-month-day.

    Raises
    ------
    InputFaults
        When the ledger is broken or cannot be written.
    """
    with lock_ledger(file):
        _append(file, table, when)


@contextlib.contextmanager
def lock_ledger(file: Path) -> Iterator[None]:
    """Let nobody else read and append until the block ends; others wait.

    What is attacked together with the ledger's tables and then appended goes inside one lock, so
    that no release comes between. A block within a block of one process is the same lock.

    Raises
    ------
    InputFaults
        When the folder cannot be written.
    """
    name = str(file.absolute())
    if name in _HELD.names:
        yield
        return
    handle = _open_lock(file)
    try:
        _wait_for(handle)
        _HELD.names.add(name)
        yield
    finally:
        _HELD.names.discard(name)
        os.close(handle)


class _Held(threading.local):
    """The ledgers that this thread has locked."""

    def __init__(self) -> None:
        self.names: set[str] = set()


_HELD = _Held()


def _open_lock(file: Path) -> int:
    """A file beside the ledger: the ledger itself is not made by looking at it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return os.open(file.with_name(f".{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _cannot_write(file, error) from None


def _cannot_write(file: Path, error: OSError) -> InputFaults:
    what = f"The ledger cannot be written: {os.strerror(error.errno or 0)}."
    return InputFaults([Fault(what, "Choose a folder you may write in.", file=file.name)])


def _append(file: Path, table: ReleasedTable, when: str) -> None:
    entries = _read_entries(file)
    previous = entries[-1]["hash"] if entries else START
    cells = [table.cells[key] for key in list_keys(table.dimensions)]
    entry: dict[str, Any] = {
        "number": len(entries) + 1,
        "when": when,
        "population": table.population,
        "profile": table.profile,
        "dimensions": [
            {"name": d.name, "categories": list(d.categories)} for d in table.dimensions
        ],
        "cells": [
            [None if cell.value is None else int(cell.value), cell.status.value] for cell in cells
        ],
        "previous": previous,
    }
    entry["hash"] = _hash(entry)
    line = (json.dumps(entry, ensure_ascii=False) + "\n").encode()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise _cannot_write(file, error) from None


def _hash(entry: dict[str, Any]) -> str:
    body = {key: value for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _read_entries(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    entries: list[dict[str, Any]] = []
    previous = START
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise InputFaults([Fault(BROKEN, MEND, file=file.name, row=row)]) from None
    except OSError:
        fault = Fault("The ledger cannot be read.", "Check that you may.", file=file.name)
        raise InputFaults([fault]) from None
    # a category's name may hold other ends of a line, such as U+2028, that json leaves as they are
    lines = text.removesuffix("\n").split("\n") if text else []
    for row, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
            whole = entry["hash"] == _hash(entry) and entry["previous"] == previous
            whole = whole and entry["number"] == row
            _read_table(entry)
        except (ValueError, KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            raise InputFaults([Fault(BROKEN, MEND, file=file.name, row=row)])
        entries.append(entry)
        previous = entry["hash"]
    if text and not text.endswith("\n"):
        raise InputFaults([Fault(BROKEN, MEND, file=file.name, row=len(entries))])
    return entries


def _read_table(entry: dict[str, Any]) -> Published:
    dimensions = tuple(Dimension(d["name"], tuple(d["categories"])) for d in entry["dimensions"])
    cells = {
        key: Cell(value, Status(status))
        for key, (value, status) in zip(list_keys(dimensions), entry["cells"], strict=True)
    }
    return Published(dimensions, cells, entry["profile"], entry["population"])
