"""Released tables as files: dimension columns, `value`, `status`, and the rule beside them.

The rule stands in `OUT.csv-metadata.json`, so that the table has its columns and no others.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from firstlight.base.cell import ZEROS, Cell, Status
from firstlight.base.table import TOTAL, Dimension, Key, Published, ReleasedTable, list_entries
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure.reading import FaultList, natural_order, read_csv

LAST = ("value", "status")
RATE_DIGITS = 2  # behind the point
WORD = (
    "suppressed stands for a number that is not shown, so that no small count can be worked out; "
    "it does not say which numbers are small"
)


def metadata_file(file: Path) -> Path:
    """Where the rule of a released table stands."""
    return file.with_name(f"{file.name}-metadata.json")


def write_published(table: ReleasedTable) -> str:
    """A released table as CSV, its rows in the order of its categories."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(dimension.name for dimension in table.dimensions), *LAST])
    for key in list_entries(table.dimensions):
        cell = table.cells[key]
        value = "" if cell.value is None else int(cell.value)
        writer.writerow([*key, value, cell.status.value])
    return out.getvalue()


def write_rates(table: ReleasedTable, rates: Mapping[Key, Cell], per: int) -> str:
    """Rates of a released table as CSV, in its order: `rate`, `status`, and per how many."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(dimension.name for dimension in table.dimensions), "rate", "status", "per"])
    for key in list_entries(table.dimensions):
        cell = rates[key]
        rate = "" if cell.value is None else f"{cell.value:.{RATE_DIGITS}f}"
        writer.writerow([*key, rate, cell.status.value, per])
    return out.getvalue()


def write_metadata(table: ReleasedTable, profile: DisclosureProfile, reason: str) -> str:
    """The rule a table was hidden by, as JSON, for whoever reads the table."""
    document = {
        "profile": profile.id,
        "rule": profile.label,
        "reason": reason,
        "source": profile.source,
        "keeps_possible": profile.keeps_possible,
        "population": table.population,
        "word": WORD,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_published(file: Path, *, profile: str) -> Published:
    """Read a released table; its rule is the one beside it, or else `profile`.

    Raises
    ------
    InputFaults
        With every fault: a column missing, an unknown status, a value that its status does not
        allow, an inner cell or a margin that is absent or there twice.
    """
    faults = FaultList(file.name)
    rows = read_csv(file, faults)
    faults.stop()
    header = [name.strip() for name in rows[0][1]]
    if tuple(name.casefold() for name in header[-2:]) != LAST or len(header) < 3:
        faults.add(
            "A released table ends with the columns `value` and `status`.",
            "Name a file that `firstlight protect` wrote.",
        )
    faults.stop()
    cells: dict[Key, Cell] = {}
    for row, raw in rows[1:]:
        fields = [field.strip() for field in raw]
        if len(fields) != len(header):
            faults.add("The row has more or fewer columns than the header.", "Mend it.", row=row)
            continue
        key = tuple(fields[:-2])
        if key in cells:
            faults.add("This cell stands in the file twice.", "Leave one of them out.", row=row)
        cell = _read_cell(fields[-2], fields[-1])
        if cell is None:
            faults.add("Value and status do not go together.", "Take the file as written.", row=row)
        else:
            cells[key] = cell
    faults.stop()
    dimensions = tuple(
        Dimension(name, tuple(sorted({key[k] for key in cells} - {TOTAL}, key=natural_order)))
        if {key[k] for key in cells} - {TOTAL}
        else Dimension(name, ("",))
        for k, name in enumerate(header[:-2])
    )
    wanted = set(list_entries(dimensions))
    if set(cells) != wanted:
        faults.add(
            f"{len(wanted - set(cells)):,} inner cells or margins are absent.",
            "Take the file as written: every inner cell, and every margin as Total.",
        )
    faults.stop()
    about = _read_metadata(file, faults)
    faults.stop()
    return Published(dimensions, cells, about.get("profile", profile), about.get("population", ""))


def _read_cell(value: str, status: str) -> Cell | None:
    try:
        kind = Status(status)
        if not value:
            return Cell.missing(kind) if kind is not Status.SHOWN and kind not in ZEROS else None
        return Cell(int(value.replace(",", "")), kind)
    except ValueError:
        return None


def _read_metadata(file: Path, faults: FaultList) -> dict[str, str]:
    beside = metadata_file(file)
    if not beside.is_file():
        return {}
    try:
        read = json.loads(beside.read_text(encoding="utf-8"))
        return {key: str(read[key]) for key in ("profile", "population") if read.get(key)}
    except (OSError, ValueError, AttributeError):
        faults.add(f"{beside.name} cannot be read.", "Take it as written, or leave it out.")
        return {}
