"""A named reviewer reads a code otherwise: the code is kept, and who, why and when are told.

An override is about a code, or about one entered total under a code. It is never about a row
of a file, since a row could be a person.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import FITS, NOT_ASKED, UNKNOWN, Taxonomy

COLUMNS = ("crosswalk", "code", "total", "reads", "fit", "reviewer", "role", "why", "day")
LARGEST = 1_000_000  # bytes; an override file is a page or two
# Says why a text may not be kept (it names a person, or claims too much), or nothing.
Judge = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Override:
    """A reading by a named reviewer.

    `total` is the id of one entered total, or empty for the code wherever it stands.
    `reads` may be empty, with the fit none or conflict.
    """

    crosswalk: str
    code: str
    total: str
    reads: tuple[str, ...]
    fit: str
    reviewer: str
    role: str
    why: str
    day: datetime.date


def read_overrides(
    file: Path,
    *,
    taxonomy: Taxonomy,
    judge: Judge,
    today: datetime.date,
    totals: Collection[str] = (),
) -> tuple[Override, ...]:
    """Read an override file: CSV with the columns of `COLUMNS`, one line a reading.

    Several values in `reads` are parted by semicolons. `totals` are the ids of entered totals
    that an override may name. `judge` refuses a `why` that may not be kept.

    Raises
    ------
    InputFaults
        With every fault: another column, a crosswalk, code, value or total that does not
        exist, nothing said of who, why or when, a day to come, a reading twice. No cell is
        repeated.
    """
    rows = _read_rows(file)
    faults: list[Fault] = []
    kept: list[Override] = []
    seen: set[tuple[str, str, str]] = set()
    for number, cells in rows:
        wrong = list(_check_row(cells, taxonomy, judge, today, totals))
        key = (cells["crosswalk"], cells["code"], cells["total"])
        if key in seen:
            wrong.append(("code", "This reading stands twice.", "Keep the one that holds."))
        seen.add(key)
        faults.extend(
            Fault(what, do, file=file.name, row=number, column=column) for column, what, do in wrong
        )
        if not wrong:
            kept.append(_make(cells))
    if faults:
        raise InputFaults(faults)
    return tuple(kept)


def _read_rows(file: Path) -> list[tuple[int, dict[str, str]]]:
    def stop(what: str, do: str) -> InputFaults:
        return InputFaults([Fault(what, do, file=file.name)])

    if not file.is_file():
        raise stop("There is no such file.", "Check its name and folder.")
    if file.stat().st_size > LARGEST:
        raise stop("The file is larger than 1 MB.", "An override file has one line a code.")
    try:
        text = file.read_bytes().decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise stop("This is not a CSV file in UTF-8.", "Save it as CSV and give that.") from None
    header = [cell.strip() for cell in lines[0]] if lines else []
    if sorted(header) != sorted(COLUMNS):
        do = (
            f"The columns are: {', '.join(COLUMNS)}. A reading is of a code or of an entered "
            "total, never of a row about a person."
        )
        raise stop("The header has other columns, or lacks one.", do)
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(line) != len(header):
            raise InputFaults(
                [
                    Fault(
                        "The row has not as many cells as the header.",
                        "Put text that holds a comma between double quotes.",
                        file=file.name,
                        row=number,
                    )
                ]
            )
        rows.append((number, dict(zip(header, (" ".join(c.split()) for c in line), strict=True))))
    return rows


def _check_row(
    cells: Mapping[str, str],
    taxonomy: Taxonomy,
    judge: Judge,
    today: datetime.date,
    totals: Collection[str],
) -> list[tuple[str, str, str]]:
    wrong: list[tuple[str, str, str]] = []
    walk = taxonomy.crosswalks.get(cells["crosswalk"])
    if walk is None:
        known = ", ".join(taxonomy.crosswalks)
        wrong.append(("crosswalk", "There is no such crosswalk.", f"There are: {known}."))
    else:
        if cells["code"] not in walk.codes and not cells["total"]:
            do = "Name a code of the crosswalk, or the entered total that carries the code."
            wrong.append(("code", "The crosswalk has no such code.", do))
        values = (*taxonomy.dimensions[walk.dimension].values, UNKNOWN, NOT_ASKED)
        if any(value not in values for value in _values(cells["reads"])):
            wrong.append(("reads", "There is no such value.", f"There are: {', '.join(values)}."))
    if cells["total"] and cells["total"] not in totals:
        do = "Name an entered total, or leave it empty to overrule the code everywhere."
        wrong.append(("total", "There is no such entered total.", do))
    if cells["fit"] not in FITS:
        wrong.append(("fit", "This is no fit.", f"There are: {', '.join(FITS)}."))
    elif (not _values(cells["reads"])) != (cells["fit"] in ("none", "conflict")):
        do = "Without a value the fit is none or conflict; with one it is exact, partial or lossy."
        wrong.append(("fit", "The fit and the reading contradict each other.", do))
    for column in ("reviewer", "role", "why"):
        if not cells[column]:
            wrong.append((column, "Nothing stands here.", "Say who overrules it, and why."))
    refused = judge(cells["why"]) if cells["why"] else ""
    if refused:
        wrong.append(("why", refused, "Say it in other words."))
    try:
        if datetime.date.fromisoformat(cells["day"]) > today:
            wrong.append(("day", "The day has not come yet.", "Give the day of the decision."))
    except ValueError:
        wrong.append(("day", "This is no day.", "Write it as 2026-11-22."))
    return wrong


def _values(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _make(cells: Mapping[str, str]) -> Override:
    return Override(
        crosswalk=cells["crosswalk"],
        code=cells["code"],
        total=cells["total"],
        reads=_values(cells["reads"]),
        fit=cells["fit"],
        reviewer=cells["reviewer"],
        role=cells["role"],
        why=cells["why"],
        day=datetime.date.fromisoformat(cells["day"]),
    )
