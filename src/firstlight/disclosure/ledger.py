"""Every released table, one line each, chained by hashes. It holds what was released, no more.

A table that is to leave is attacked together with every earlier one over the same people.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.table import Dimension, Published, ReleasedTable
from firstlight.disclosure.linking import list_keys

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
    """The tables over the same people."""
    return tuple(table for table in ledger if table.population == population)


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
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        what = f"The ledger cannot be written: {os.strerror(error.errno or 0)}."
        fault = Fault(what, "Choose a folder you may write in.", file=file.name)
        raise InputFaults([fault]) from None


def _hash(entry: dict[str, Any]) -> str:
    body = {key: value for key, value in entry.items() if key != "hash"}
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _read_entries(file: Path) -> list[dict[str, Any]]:
    if not file.exists():
        return []
    entries: list[dict[str, Any]] = []
    previous = START
    try:
        text = file.read_text(encoding="utf-8")
    except OSError:
        fault = Fault("The ledger cannot be read.", "Check that you may.", file=file.name)
        raise InputFaults([fault]) from None
    for row, line in enumerate(text.splitlines(), start=1):
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
