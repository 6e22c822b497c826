"""A file of counts as a `RawTable`, or everything that is wrong with it. No value is repeated."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.cell import Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.table import TOTAL, WITHOUT_COUNT, Dimension, Key, RawTable, list_inner
from firstlight.catalogue.entries import RecordColumns
from firstlight.disclosure.names import fold_name

BYTES_AT_MOST = 20_000_000  # a table of four thousand cells has under one
FAULTS_AT_MOST = 60
COUNT = "count"
WORKBOOK = (b"PK", b"\xd0\xcf\x11\xe0")
WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:,\d{3})+")
MINUS = re.compile(r"[-−–]\s*\d")
AS_CSV = "Save the one sheet that is meant as CSV, values only, one row for each inner cell."
# What a value of a row about a person looks like: dates, numbers of cases, e-mail, telephone.
PERSONAL = re.compile(
    r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\S+@\S+\.\S+|\d{3}-\d{2}-\d{4}"
    r"|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|(?=.*\d)[0-9a-fA-F]{16,}|[A-Za-z]{0,4}[-# ]?\d{6,}"
    r"|(?!(?:19|20)\d\d-(?:19|20)\d\d$)\d{2,4}-\d{3,}(?:-\d+)*"
)


@dataclass(frozen=True, slots=True, repr=False)
class ReadTable:
    """A table that was read, and for each inner cell the largest share of one contributor."""

    table: RawTable
    largest_share: Mapping[Key, float]


class FaultList:
    """Faults of one file; past a limit they are counted."""

    def __init__(self, file: str) -> None:
        self.file, self.listed, self.more = file, list[Fault](), 0

    def add(self, what: str, do: str, *, row: int | None = None, column: str = "") -> None:
        """Note one fault. `what` and `do` never hold a value of the file."""
        if len(self.listed) < FAULTS_AT_MOST:
            self.listed.append(Fault(what, do, file=self.file, row=row, column=column))
        else:
            self.more += 1

    def stop(self) -> None:
        """Raise all faults together, if there are any."""
        if self.more:
            self.listed.append(Fault(f"There are {self.more:,} more.", "Mend these first."))
        if self.listed:
            raise InputFaults(self.listed)


def read_raw_table(file: Path, columns: RecordColumns, *, contributor: str = "") -> ReadTable:
    """Read dimension columns and `count`, one row for each inner cell.

    Where there is no count the row says `structural_zero`, `not_reported`, `not_collected`,
    `refused` or `not_reportable`. Rows of `Total` may stand in the file; they are compared and
    not used. Categories are put in an order of their own, so that the order of the file, which
    may be by size, tells nothing.

    Parameters
    ----------
    contributor
        A column that says who counted. Its rows are added up; it is no dimension.

    Raises
    ------
    InputFaults
        With every fault. Nothing of a column that looks like people's records is repeated.
    """
    faults = FaultList(file.name)
    rows = read_csv(file, faults)
    faults.stop()
    header = [name.strip() for name in rows[0][1]]
    _check_header(header, columns, contributor, faults)
    faults.stop()
    at = next(i for i, name in enumerate(header) if name.casefold() == COUNT)
    who = header.index(contributor) if contributor else None
    own = [i for i in range(len(header)) if i not in (at, who)]
    body = [(row, [cell.strip() for cell in cells]) for row, cells in rows[1:]]
    for row, cells in body:
        if len(cells) != len(header):
            faults.add("The row has more or fewer columns than the header.", "Mend it.", row=row)
    faults.stop()
    _check_values(header, own, body, columns, faults)
    faults.stop()
    parts, totals = _sort_rows(header, own, at, who, body, faults)
    faults.stop()
    dimensions = tuple(
        Dimension(header[i], tuple(sorted({key[k] for key in parts}, key=natural_order)))
        for k, i in enumerate(own)
    )
    table, shares = _put_together(dimensions, parts, columns, faults)
    faults.stop()
    if table is None:
        raise AssertionError("faults were listed")
    _compare_totals(table, totals, faults)
    faults.stop()
    return ReadTable(table, shares)


def natural_order(category: str) -> tuple[tuple[int, int, str], ...]:
    """Numbers by size, words by letter: 9-12 before 13-15."""
    pieces = re.findall(r"\d+|\D+", fold_name(category))
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in pieces)


def read_csv(file: Path, faults: FaultList) -> list[tuple[int, list[str]]]:
    """Rows with their numbers, the header first; faults are noted."""
    data = _read_bytes(file, faults)
    if not data:
        return []
    if data[:4].startswith(WORKBOOK) or file.suffix.lower() in (".xlsx", ".xls", ".xlsm", ".ods"):
        what = (
            "This is a workbook. Merged cells, formulas and hidden sheets can hold what nobody "
            "meant to give, so no workbook is read here."
        )
        faults.add(what, AS_CSV)
        return []
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not is_wide and (data.lstrip()[:1] == b"<" or b"\x00" in data[:4096]):
        faults.add("This is not a CSV file.", AS_CSV)
        return []
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        read = list(enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1))
    except csv.Error:
        faults.add("From some row on this cannot be read as a table.", AS_CSV)
        return []
    rows = [(row, cells) for row, cells in read if any(cell.strip() for cell in cells)]
    if len(rows) < 2:
        faults.add("There is no row under the header.", "Give one row for each inner cell.")
    return rows


def _read_bytes(file: Path, faults: FaultList) -> bytes:
    try:
        if not file.is_file():
            faults.add("There is no such file.", "Check its name and folder.")
        elif file.stat().st_size > BYTES_AT_MOST:
            faults.add(
                f"The file is larger than {BYTES_AT_MOST // 1_000_000} MB; no table of counts is.",
                "Give one row for each inner cell, and no row about a person.",
            )
        else:
            data = file.read_bytes()
            if data.strip():
                return data
            faults.add("The file is empty.", "Give one row for each inner cell.")
    except OSError:
        faults.add("The file cannot be read.", "Check that you may read it.")
    return b""


def _check_header(
    header: Sequence[str], columns: RecordColumns, contributor: str, faults: FaultList
) -> None:
    plain = [fold_name(name) for name in header]
    words = {_plain(word) for word in columns.words}
    for name in header:
        if not name:
            faults.add("A column has no name.", "Name every column.")
        elif plain.count(fold_name(name)) > 1:
            faults.add("There are two columns of this name.", "Leave one out.", column=name)
        elif _plain(name) in words and name != contributor:
            faults.add(
                "This column belongs to rows about people.",
                "Count the people first: dimension columns and `count`, and nothing else.",
                column=name,
            )
    if plain.count(COUNT) == 0:
        faults.add("There is no column `count`.", "Name the column with the counts so.")
    if {"value", "status"} <= set(plain):
        faults.add(
            "This table was hidden already: it has `value` and `status`.",
            "Give the table as it was counted, or check this one with --audit.",
        )
    if contributor and contributor not in header:
        faults.add(f"There is no column {contributor}.", "Check the name after --contributor.")
    own = len(header) - 1 - bool(contributor)
    if not 1 <= own <= columns.dimensions_at_most:
        faults.add(
            f"There are {own} dimension columns.",
            f"Give 1 to {columns.dimensions_at_most}.",
        )


def _plain(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", spaced.casefold()).split())


def _check_values(
    header: Sequence[str],
    own: Sequence[int],
    body: Sequence[tuple[int, list[str]]],
    columns: RecordColumns,
    faults: FaultList,
) -> None:
    """Refuse columns that look like people's records; name the column and no value."""
    for i in own:
        values = {cells[i] for _, cells in body} - {TOTAL}
        looks = sum(PERSONAL.fullmatch(value) is not None for value in values)
        if len(values) > columns.different_values_at_most:
            faults.add(
                f"The column has {len(values):,} different values; a dimension has few.",
                "Leave the column out, or merge its categories.",
                column=header[i],
            )
        elif looks > len(values) / 2:
            faults.add(
                "The values look like dates, numbers of cases or persons, or contact details.",
                "Leave the column out: a table of counts has none.",
                column=header[i],
            )
        if "" in values:
            row = next(row for row, cells in body if not cells[i])
            faults.add(
                "A category is blank.",
                "Write what it is; `unknown` is a category.",
                row=row,
                column=header[i],
            )
        folded = defaultdict(set)
        for value in values:
            folded[fold_name(value)].add(value)
        if any(len(same) > 1 for same in folded.values()) or any(
            name == fold_name(TOTAL) for name in folded
        ):
            faults.add(
                "Two categories differ in capitals or spaces only, or in the form of a sign, or "
                "one is Total in other letters.",
                "Write each category in one way, and the margin as Total.",
                column=header[i],
            )


Part = tuple[str, int | Status, int]  # who, count or status, row


def _sort_rows(
    header: Sequence[str],
    own: Sequence[int],
    at: int,
    who: int | None,
    body: Sequence[tuple[int, list[str]]],
    faults: FaultList,
) -> tuple[dict[Key, list[Part]], dict[Key, tuple[int, int]]]:
    """Inner cells with their parts, and the totals the file has, with their rows."""
    parts: dict[Key, list[Part]] = defaultdict(list)
    totals: dict[Key, tuple[int, int]] = {}
    seen: set[tuple[Key, str]] = set()
    for row, cells in body:
        key = tuple(cells[i] for i in own)
        by = cells[who] if who is not None else ""
        number = _read_count(cells[at], row, header[at], faults)
        if (key, by) in seen:
            faults.add("This cell stands in the file twice.", "Leave one of them out.", row=row)
        seen.add((key, by))
        if number is None:
            continue
        if TOTAL in key or by == TOTAL:
            if isinstance(number, int) and by in ("", TOTAL):
                totals[key] = (number, row)
            continue
        parts[key].append((by, number, row))
    if not parts and not faults.listed:
        faults.add("There is no inner cell.", "Give one row for each inner cell.")
    return parts, totals


def _read_count(text: str, row: int, column: str, faults: FaultList) -> int | Status | None:
    words = ", ".join(sorted(status.value for status in WITHOUT_COUNT))
    if WHOLE.fullmatch(text):
        return int(text.replace(",", ""))
    if text in {status.value for status in WITHOUT_COUNT}:
        return Status(text)
    if not text:
        what, do = "The count is blank, and a blank is not zero.", f"Write 0, or one of: {words}."
    elif text.startswith("="):
        what, do = "There is a formula in place of a count.", "Save values only."
    elif MINUS.match(text):
        what, do = "The count is below zero.", "A count is a whole number from 0."
    else:
        what, do = "This is no whole number.", f"Write a whole number from 0, or one of: {words}."
    faults.add(what, do, row=row, column=column)
    return None


def _put_together(
    dimensions: tuple[Dimension, ...],
    parts: Mapping[Key, Sequence[Part]],
    columns: RecordColumns,
    faults: FaultList,
) -> tuple[RawTable | None, dict[Key, float]]:
    size = 1
    for dimension in dimensions:
        size *= len(dimension.categories)
    if size > columns.cells_at_most:
        faults.add(
            f"The table has {size:,} inner cells; more than {columns.cells_at_most:,} cannot be "
            "checked.",
            "Merge categories, or leave a dimension out.",
        )
        return None, {}
    counts: dict[Key, int] = {}
    without: dict[Key, Status] = {}
    shares: dict[Key, float] = {}
    several = len({by for own in parts.values() for by, _, _ in own}) > 1
    absent = 0
    for key in list_inner(dimensions):
        own = parts.get(key, ())
        numbers = [number for _, number, _ in own if isinstance(number, int)]
        words = [number for _, number, _ in own if isinstance(number, Status)]
        if not own:
            absent += 1
        elif words and any(word is not Status.STRUCTURAL_ZERO for word in words):
            without[key] = next(word for word in words if word is not Status.STRUCTURAL_ZERO)
        elif not numbers:
            without[key] = Status.STRUCTURAL_ZERO
        else:
            counts[key] = sum(numbers)
            if several and counts[key]:
                shares[key] = 100 * max(numbers) / counts[key]
    if absent:
        faults.add(
            f"{absent:,} inner cell{' has' if absent == 1 else 's have'} no row, and a cell that "
            "is not there is not zero.",
            "Give a row for each combination of categories: 0 where somebody counted and found "
            "nobody, not_reported or structural_zero where not.",
        )
        return None, {}
    return RawTable(dimensions, counts, without), shares


def _compare_totals(
    table: RawTable, totals: Mapping[Key, tuple[int, int]], faults: FaultList
) -> None:
    known = [{*dimension.categories, TOTAL} for dimension in table.dimensions]
    for key, (told, row) in totals.items():
        if any(part not in allowed for part, allowed in zip(key, known, strict=True)):
            faults.add("A total of a category that has no inner cell.", "Add its cells.", row=row)
            continue
        inside = [
            part
            for part in list_inner(table.dimensions)
            if all(own in (of, TOTAL) or of == TOTAL for own, of in zip(part, key, strict=True))
        ]
        if any(
            part in table.without and table.without[part] is not Status.STRUCTURAL_ZERO
            for part in inside
        ):
            continue  # a sum with a part missing cannot be compared
        if sum(table.counts.get(part, 0) for part in inside) != told:
            faults.add(
                "This Total is not the sum of its cells.",
                "Find which is right; rows of Total may be left out.",
                row=row,
            )
