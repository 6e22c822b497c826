"""The shapes of printed tables: one measure alone, or several side by side. Numbers are text."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.report.marks import Scale


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. `words` stand beside or instead of the number; `aside` below the label.

    `state` is the status, or "unreliable": it picks the icon.
    """

    label: str
    aside: str
    value: str
    margin: str
    state: str
    words: str
    evidence: str
    emphasized: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of figures. `remarks` explain its missing values, once a table."""

    title: str
    unit: str
    head: str
    value_head: str
    margin_head: str
    rows: tuple[Row, ...]
    scale: Scale | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SharedHead:
    """The head of a column that several rows share: a place or a measure, and what is counted."""

    name: str
    aside: str


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One row of a shared table. A cell is None where the measure has no such row."""

    label: str
    aside: str
    emphasized: bool
    cells: tuple[Row | None, ...]
    measure: int = -1  # the place of the row's measure in its chapter, where it is one


@dataclass(frozen=True, slots=True)
class SharedTable:
    """Figures of several measures, or several tables of one, side by side."""

    head: str
    heads: tuple[SharedHead, ...]
    rows: tuple[SharedRow, ...]


@dataclass(frozen=True, slots=True)
class SharedGroup:
    """The shared tables of one heading of a chapter, and what is said under them once."""

    name: str
    tables: tuple[SharedTable, ...]
    remarks: tuple[str, ...]
