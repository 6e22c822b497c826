"""The walk back from a figure to the bytes we received."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """Where one received cell, or a run of cells of one column, stands.

    `source` is an entry of `catalogue/sources`. `file`, `column` and `sha256` are
    of the file as we received it. `row` counts its lines as a spreadsheet does (the
    header is row 1); it is None for a figure made from many rows, which are then
    in `rows` as text ("2-255, 260") with their number in `n`.
    """

    source: str
    file: str
    row: int | None
    column: str
    sha256: str
    n: int = 1
    rows: str = ""

    def __post_init__(self) -> None:
        if (self.row is None) == (not self.rows):
            raise ValueError("an address has one row, or the list of its rows")


def write_rows(rows: Iterable[int]) -> str:
    """Write row numbers short: 2, 3, 4, 9 becomes "2-4, 9"."""
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)


def read_rows(text: str) -> tuple[int, ...]:
    """The row numbers that `write_rows` wrote short."""
    rows: list[int] = []
    for span in text.split(", "):
        first, _, last = span.partition("-")
        rows.extend(range(int(first), int(last or first) + 1))
    return tuple(rows)


def gather_addresses(addresses: Sequence[Address], *, at_most: int) -> tuple[Address, ...]:
    """Keep each cell's own address, or fold long lists into one address a column.

    Up to `at_most` distinct addresses stay one by one. Beyond that, all cells of one
    file and column become a single address that lists its rows, so that no cell is
    lost and a footnote stays readable.
    """
    distinct = tuple(dict.fromkeys(addresses))
    if len(distinct) <= at_most:
        return distinct
    columns: dict[tuple[str, str, str, str], list[Address]] = {}
    for address in distinct:
        key = (address.source, address.file, address.column, address.sha256)
        columns.setdefault(key, []).append(address)
    folded = []
    for (source, file, column, sha256), group in columns.items():
        rows = [address.row for address in group if address.row is not None]
        texts = [address.rows for address in group if address.rows]
        if len(group) == 1:
            folded.append(group[0])
            continue
        n = len(set(rows)) + sum(address.n for address in group if address.rows)
        text = ", ".join(filter(None, [write_rows(rows), *texts]))
        folded.append(Address(source, file, None, column, sha256, n=n, rows=text))
    return tuple(folded)
