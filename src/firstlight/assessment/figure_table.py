"""The shape of a table of figures: one measure, one row for each place or thing."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.base.finding import Part


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: what it is about, and its figure."""

    label: tuple[Part, ...]
    figure: str
    emphasized: bool = False


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of figures of one measure. `head` names the first column, `unit` the second.

    `drawn` is "ranges" where each row is a range of ranks among `among`, the id of a
    figure; such a table is drawn as bars without a dot. `side` is police or providers where
    the table is one of two columns that stand side by side.
    """

    title: tuple[Part, ...]
    head: str
    unit: str
    rows: tuple[TableRow, ...]
    drawn: str = ""
    among: str = ""
    side: str = ""
