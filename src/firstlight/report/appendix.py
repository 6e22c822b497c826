"""The appendix of evidence: every received file once, and every cell that was used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firstlight.base.finding import Evidence
from firstlight.base.provenance import write_rows
from firstlight.report.notes import FileKey, fold_ids, key_of, number_files
from firstlight.report.wording import write_day

LONGEST = 200  # signs of a list of rows on paper; longer ones stand in full in the data files


@dataclass(frozen=True, slots=True)
class File:
    """One file as it was received. `number` (F1) and the order of `columns` are short names."""

    number: str
    name: str
    publisher: str
    title: str
    release: str
    address: str
    licence: str
    received_from: str
    received_on: str
    altered: str
    sha256: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Evidence of neighboring ids in the same columns of one file.

    The ids follow the rows; within a row they follow the columns. `first` is the first id.
    """

    ids: str
    file: str
    columns: str
    rows: str
    first: str


@dataclass(slots=True)
class _Run:
    entries: list[Evidence]
    columns: tuple[str, ...]
    rows: list[str]


def list_files(evidence: Iterable[Evidence]) -> tuple[File, ...]:
    """Each file once, in the order of first use, with the columns that were used."""
    groups: dict[FileKey, list[Evidence]] = {}
    for entry in evidence:
        groups.setdefault(key_of(entry), []).append(entry)
    numbers = number_files(group[0] for group in groups.values())
    return tuple(
        File(
            number=numbers[key],
            name=group[0].file,
            publisher=group[0].publisher,
            title=group[0].title,
            release=group[0].release,
            address=group[0].address,
            licence=group[0].licence,
            received_from=group[0].received_from,
            received_on=write_day(group[0].retrieved),
            altered=group[0].altered_before_receipt,
            sha256=group[0].sha256,
            columns=tuple(dict.fromkeys(entry.column for entry in group)),
        )
        for key, group in groups.items()
    )


def list_cells(evidence: Iterable[Evidence]) -> tuple[Cells, ...]:
    """Every piece of evidence by its id; neighbors in the same columns stand together."""
    entries = tuple(evidence)
    keys = tuple(dict.fromkeys(key_of(entry) for entry in entries))
    files = dict(zip(keys, list_files(entries), strict=True))
    return tuple(
        Cells(
            ids=fold_ids(entry.id for entry in run.entries),
            file=file.number,
            columns=write_rows(file.columns.index(column) + 1 for column in run.columns).replace(
                "-", "–"
            ),
            rows=_shorten(", ".join(run.rows)),
            first=run.entries[0].id,
        )
        for run in _gather(entries)
        for file in (files[key_of(run.entries[0])],)
    )


def find_cells(evidence: Iterable[Evidence]) -> dict[str, int]:
    """For each id its line of `list_cells`, from 0: where a mark in the text leads."""
    return {entry.id: line for line, run in enumerate(_gather(evidence)) for entry in run.entries}


def _gather(entries: Iterable[Evidence]) -> list[_Run]:
    """First the cells of one row, then rows of the same columns."""
    rows: list[_Run] = []
    for entry in entries:
        text = _rows(entry)
        last = rows[-1] if rows else None
        if (
            last
            and (key_of(last.entries[0]), last.rows) == (key_of(entry), [text])
            and entry.column not in last.columns
        ):
            last.entries.append(entry)
            last.columns = (*last.columns, entry.column)
        else:
            rows.append(_Run([entry], (entry.column,), [text]))
    runs: list[_Run] = []
    for row in rows:
        last = runs[-1] if runs else None
        first = row.entries[0]
        if (
            last
            and (key_of(last.entries[0]), last.columns) == (key_of(first), row.columns)
            and last.entries[0].row is not None
            and first.row is not None
        ):
            last.entries.extend(row.entries)
            last.rows.extend(row.rows)
        else:
            runs.append(row)
    return runs


def _shorten(rows: str) -> str:
    if len(rows) <= LONGEST:
        return rows
    cut = rows.rfind(", ", 0, LONGEST)
    return f"{rows[:cut]} … and {rows.count(', ', cut):,} more, in full in evidence.csv"


def _rows(entry: Evidence) -> str:
    if entry.row is not None:
        return str(entry.row)
    if not entry.n:  # how many is not told
        return entry.rows
    return f"{entry.rows.replace('-', '–')} ({entry.n:,} cells)"
