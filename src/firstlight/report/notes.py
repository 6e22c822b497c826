"""Notes: where a printed number comes from, each once in a paper.

A note names the file by its number in the list of files, and column and row. That list has
publisher, release and hash. The appendix lists every cell, so a long list of rows is only
counted in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from firstlight.base.finding import Evidence, Figure, Named, Sentence, Shown
from firstlight.base.provenance import read_rows, write_rows
from firstlight.report.wording import write_part

# One file, by who gave what in it: leads keep what several holders gave in one file.
FileKey = tuple[str, str, str, str, str, str]

LONGEST_ROWS = 80  # signs of a list of rows in a note; longer ones are counted


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `number` runs through the whole paper in the order of first use."""

    number: int
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text, the numbers of the notes that follow it, and the same evidence by its ids."""

    text: str
    notes: tuple[int, ...] = ()
    evidence: str = ""


Line = tuple[Piece, ...]


@dataclass(slots=True)
class Notebook:
    """Numbers the notes of a paper while it is laid out; the same evidence is noted once."""

    evidence: Mapping[str, Evidence]
    notes: list[Note] = field(default_factory=list)
    _known: dict[tuple[str, ...], int] = field(default_factory=dict)
    _numbers: dict[FileKey, str] = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = number_files(self.evidence.values())

    def line(self, sentence: Sentence, figures: Mapping[str, Figure]) -> Line:
        """A sentence as text with a note behind each figure and each received name."""
        pieces: list[Piece] = []
        told: set[str] = set()
        for part in sentence.parts:
            ids: tuple[str, ...] = ()
            if isinstance(part, Shown):
                ids = figures[part.figure].evidence
            elif isinstance(part, Named):
                ids = part.evidence
            told.update(ids)
            written = write_part(part, figures, sentence.parts)
            pieces.append(
                Piece(written, (self.cite(ids),), fold_ids(ids)) if ids else Piece(written)
            )
        rest = tuple(name for name in sentence.evidence if name not in told)
        if rest:
            pieces.append(Piece("", self._cite_known(rest), fold_ids(rest)))
        return tuple(pieces)

    def _cite_known(self, ids: tuple[str, ...]) -> tuple[int, ...]:
        """The notes that already hold just this evidence, or one new note."""
        wanted = set(ids)
        held = {key: number for key, number in self._known.items() if wanted.issuperset(key)}
        if set().union(*held) == wanted:
            return tuple(sorted(held.values()))
        return (self.cite(ids),)

    def cite(self, ids: tuple[str, ...]) -> int:
        """The number of the note on this evidence."""
        if ids not in self._known:
            self._known[ids] = len(self.notes) + 1
            groups = _by_file([self.evidence[e] for e in ids])
            texts = [_write_file(group, self._numbers[key_of(group[0])]) for group in groups]
            self.notes.append(Note(len(self.notes) + 1, f"{'. '.join(texts)}.", ids))
        return self._known[ids]


def list_sources(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Each file once with the evidence read from it, for the foot of the first page."""
    return tuple(
        f"{group[0].publisher}, {group[0].short} ({fold_ids(entry.id for entry in group)})"
        for group in _by_file(evidence)
    )


def key_of(entry: Evidence) -> FileKey:
    """What tells one file, or one holder's part of a file, from another."""
    day = entry.retrieved.isoformat()
    return entry.source, entry.file, entry.sha256, entry.publisher, entry.release, day


def number_files(evidence: Iterable[Evidence]) -> dict[FileKey, str]:
    """The short name of each file (F1), in the order of first use."""
    keys = dict.fromkeys(key_of(entry) for entry in evidence)
    return {key: f"F{number}" for number, key in enumerate(keys, start=1)}


def fold_ids(ids: Iterable[str]) -> str:
    """Evidence ids written short: e3, e4, e5, e9 becomes "e3–e5, e9"."""
    numbers = [int(name.removeprefix("e")) for name in ids]
    return re.sub(r"\d+", r"e\g<0>", write_rows(numbers)).replace("-", "–")


def unfold_ids(text: str) -> Iterator[str]:
    """Every id of a text that `fold_ids` wrote: "e3–e5, e9" gives e3, e4, e5, e9."""
    if text:
        yield from (f"e{number}" for number in read_rows(re.sub("e", "", text).replace("–", "-")))


def _by_file(entries: Sequence[Evidence]) -> list[list[Evidence]]:
    groups: dict[FileKey, list[Evidence]] = {}
    for entry in entries:
        groups.setdefault(key_of(entry), []).append(entry)
    return list(groups.values())


def _write_file(entries: Sequence[Evidence], number: str) -> str:
    first = entries[0]
    columns: dict[str, list[Evidence]] = {}
    for entry in entries:
        columns.setdefault(entry.column, []).append(entry)
    rows_of = {column: "; ".join(_write_entry_rows(group)) for column, group in columns.items()}
    places = []
    for rows in dict.fromkeys(rows_of.values()):
        names = [column for column in rows_of if rows_of[column] == rows]
        noun = "column" if len(names) == 1 else "columns"
        places.append(f"{noun} {', '.join(_write_columns(names))}, {rows}")
    return f"{number} {first.short}: {'; '.join(places)}"


def _write_columns(names: Sequence[str]) -> list[str]:
    """Column names in quotes; one that continues the name before it is cut: “… - Margin”."""
    texts: list[str] = []
    whole = ""
    for name in names:
        cut = bool(whole) and name.startswith(whole)
        texts.append(f"“…{name.removeprefix(whole)}”" if cut else f"“{name}”")
        whole = whole if cut else name
    return texts


def _write_entry_rows(entries: Sequence[Evidence]) -> list[str]:
    """Rows of one column, as text; a run of cells keeps its own list."""
    texts = []
    single = [entry.row for entry in entries if entry.row is not None]
    if single:
        texts.append(_write_rows(write_rows(single), len(set(single))))
    texts.extend(_write_rows(entry.rows, entry.n) for entry in entries if entry.row is None)
    return list(dict.fromkeys(texts))


def _write_rows(rows: str, number: int) -> str:
    if number == 1:
        return f"row {rows}"
    if len(rows) > LONGEST_ROWS:
        return f"{number:,} rows, listed in the appendix"
    return f"rows {rows.replace('-', '–')}"
