"""What a file would become: its rows, what was left out, and its faults as they are found."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from dataclasses import dataclass, field

from firstlight.base.errors import Fault

SHOWN_EACH = 20  # faults of one kind that are told one by one; the rest are counted


@dataclass(slots=True)
class Draft:
    """What a file would become: columns, rows with the row they stood on, and what was left out.

    `columns` maps each kept column to what it holds; `first_day` and `last_day` are of the rows
    kept, empty where rows have no day.
    """

    columns: dict[str, str]
    place: str
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    received_rows: int = 0
    used_rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    first_day: str = ""
    last_day: str = ""
    vintage: int = 0
    unknown_columns: tuple[str, ...] = ()
    absent_columns: tuple[str, ...] = ()
    received_as: dict[str, str] = field(default_factory=dict)
    named_in: dict[str, str] = field(default_factory=dict)
    rows_in: str = ""


class Faults:
    """Faults of a file, the same kind told so many times and then counted."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.listed: list[Fault] = []
        self._kinds: Counter[tuple[str, str]] = Counter()
        self._more: dict[tuple[str, str], Fault] = {}

    def add(
        self, what: str, do: str, *, row: int | None = None, column: str = "", kind_of: str = ""
    ) -> None:
        """Add one; past the first twenty of a kind and column they are only counted.

        `kind_of` is the sentence for the counted ones where `what` names a place or row.
        """
        kind = (kind_of or what, column)
        self._kinds[kind] += 1
        fault = Fault(what, do, file=self.file, row=row, column=column)
        if self._kinds[kind] <= SHOWN_EACH:
            self.listed.append(fault)
        else:
            self._more[kind] = dataclasses.replace(fault, what=kind[0])

    def all(self) -> list[Fault]:
        """Every fault, the counted ones last."""
        counted = [
            Fault(
                f"{fault.what} ({self._kinds[kind] - SHOWN_EACH:,} rows more.)",
                fault.do,
                file=self.file,
                column=fault.column,
            )
            for kind, fault in self._more.items()
        ]
        return [*self.listed, *counted]


@dataclass(slots=True)
class Group:
    """Rows of one place (and industry) that are added up."""

    rows: list[int] = field(default_factory=list)
    sums: dict[str, float] = field(default_factory=dict)
    blank: Counter[str] = field(default_factory=Counter)

    def add(self, column: str, text: str) -> None:
        value = read_number(text)
        if value is None:
            self.blank[column] += 1
        else:
            self.sums[column] = self.sums.get(column, 0.0) + value

    def text(self, column: str) -> str:
        """The sum; nothing where a part is blank, for a sum with a part missing is missing."""
        if self.blank[column] or column not in self.sums:
            return ""
        value = round(self.sums[column], 2)
        return str(int(value)) if value.is_integer() else f"{value:.2f}"


def read_number(text: str) -> float | None:
    """A cell as a number, or None where it is blank or none."""
    bare = text.strip().replace(",", "").replace("$", "").removesuffix("%")
    try:
        value = float(bare)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
