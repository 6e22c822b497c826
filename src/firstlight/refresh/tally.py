"""What is counted while the rows of a file are read, so that the whole can be judged after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from firstlight.refresh.columns import HeldColumns
from firstlight.refresh.draft import read_number
from firstlight.refresh.match import is_one_of, read_day

Day = tuple[int, int, int]


class Tally:
    """Sums, counts and days of one reading of a file.

    `sums` and `any_row` are by the position of a known total, `by_year` by that and a year.
    `counts` tells how often each count other than zero stands in a column, `blanks` how many
    rows have no number there. `alike` tells how many rows say the same apart from their
    numbers and the case they are of, `cases` how many rows a case has.
    """

    def __init__(self, columns: HeldColumns) -> None:
        self._entry = columns.entry
        self._telling = self._find_telling(columns)
        self.sums: Counter[int] = Counter()
        self.any_row: Counter[int] = Counter()
        self.by_year: dict[tuple[int, int], float] = {}
        self.counts: dict[str, Counter[int]] = {}
        self.blanks: Counter[str] = Counter()
        self.months: set[tuple[int, int]] = set()
        self.days: tuple[Day, Day] | None = None
        self.alike: Counter[tuple[str, ...]] = Counter()
        self.cases: Counter[str] = Counter()

    def _find_telling(self, columns: HeldColumns) -> tuple[str, ...]:
        """The columns that tell one case from another without its number, where rows are cases."""
        rule = self._entry.rollup
        if rule is None:
            return ()
        kinds = ("code", "text", "date")
        held = (w.column for w in columns.held if w.kind in kinds)
        return tuple(column for column in held if column != rule.case_id)

    def add_number(self, column: str, kind: str, value: float) -> None:
        """Note a number without a fault."""
        if kind == "count" and value:
            self.counts.setdefault(column, Counter())[int(value)] += 1

    def add(self, record: Mapping[str, str]) -> None:
        """Note a row that is used."""
        self._add_up(record)
        self._note_day(record)
        self._note_case(record)

    def _add_up(self, record: Mapping[str, str]) -> None:
        for index, total in enumerate(self._entry.totals):
            if total.column not in record:
                continue
            where = total.where.items()
            if all(is_one_of(record.get(column, ""), (value,)) for column, value in where):
                self.any_row[index] += 1
                value = read_number(record[total.column])
                self.sums[index] += value if value is not None else 0  # type: ignore[assignment]
                day = read_day(record.get(self._entry.dates, "")) if total.each_year else None
                if day is not None and value is not None:
                    self.by_year[index, day[0]] = self.by_year.get((index, day[0]), 0.0) + value

    def _note_day(self, record: Mapping[str, str]) -> None:
        day = read_day(record.get(self._entry.dates, ""))
        if day is not None:
            self.months.add(day[:2])
            first, last = self.days or (day, day)
            self.days = (min(day, first), max(day, last))

    def _note_case(self, record: Mapping[str, str]) -> None:
        rule = self._entry.rollup
        if rule is None:
            return
        # no name is among these columns, and what is counted here is never kept
        words = (" ".join(record[column].split()).casefold() for column in self._telling)
        self.alike[tuple(words)] += 1
        if case := record.get(rule.case_id, "").strip():
            self.cases[case] += 1
