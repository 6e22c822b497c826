"""The rows that are kept of a file: as they came, made long, or added up by place."""

from __future__ import annotations

from collections.abc import Mapping

from firstlight.base.provenance import write_rows
from firstlight.catalogue.formats import RollUp, Wide
from firstlight.refresh.columns import HeldColumns
from firstlight.refresh.draft import Draft, Group
from firstlight.refresh.placing import Placed


class Keeping:
    """Fills a draft with the rows of one file. `year` is that of the release."""

    def __init__(self, columns: HeldColumns, draft: Draft, year: int) -> None:
        self._columns, self._draft, self._year = columns, draft, year
        self._entry, self._names = columns.entry, columns.names
        self._groups: dict[tuple[str, ...], Group] = {}
        self._cases: set[str] = set()

    def keep(self, number: int, record: Mapping[str, str], code: str) -> None:
        """Keep a row of a file that is not rolled up."""
        self._draft.used_rows += 1
        if self._entry.wide is not None:
            self._make_long(self._entry.wide, number, record, code)
            return
        kept = {self._columns.place: code} if self._entry.place_is == "county" else {}
        kept.update({name: record[column] for column, name in self._columns.kept()})
        self._draft.rows.append((number, kept))

    def _make_long(self, wide: Wide, number: int, record: Mapping[str, str], code: str) -> None:
        for measure, columns in wide.measures.items():
            column = next((c for c in columns if c in record), None)
            if column is None:
                continue
            row = {wide.place: code}
            if wide.name:
                row[wide.name] = record.get(wide.name_column, "")
            row[wide.year] = str(self._year)
            row[wide.measure] = measure
            row[wide.into] = record[column]
            row[wide.named_in] = self._names[column]
            self._draft.rows.append((number, row))

    def add_up(self, rule: RollUp, number: int, record: Mapping[str, str], placed: Placed) -> None:
        """Add a row about a case to its group, once; what cannot be placed is counted by reason."""
        case = record.get(rule.case_id, "").strip()
        if case and case in self._cases:
            self._draft.left_out["the case was counted already"] += 1
            return
        if case:
            self._cases.add(case)
        if not placed.code:
            self._draft.left_out[f"no county is known, for {placed.why_not}"] += 1
            return
        self._draft.used_rows += 1
        by = [record.get(column, "").strip()[:length] for column, length in rule.by.items()]
        group = self._groups.setdefault((placed.code, *by), Group())
        group.rows.append(number)
        for wanted in self._columns.summed():
            group.add(wanted.column, record[wanted.column])

    def finish(self) -> None:
        """Say of the draft which columns it has, and put the groups in."""
        entry = self._entry
        if entry.rollup is not None:
            self._write_groups(entry.rollup)
        elif entry.wide is not None:
            self._name_long(entry.wide)
        else:
            self._name_plain()

    def _name_plain(self) -> None:
        draft, entry = self._draft, self._entry
        if entry.place_is == "county":
            draft.columns[self._columns.place] = "county, five characters"
        else:
            column = entry.places[0].columns[0]
            draft.place = self._names.get(column, column)
        means = {w.column: w.means for w in self._columns.held}
        draft.columns.update({name: means[column] for column, name in self._columns.kept()})

    def _name_long(self, wide: Wide) -> None:
        draft = self._draft
        draft.place = wide.place
        draft.columns = {wide.place: "place"}
        if wide.name:
            draft.columns[wide.name] = "place, name"
        draft.columns[wide.year] = "year of the count"
        draft.columns[wide.measure] = "what was counted"
        draft.columns[wide.into] = "the number counted"
        draft.columns[wide.named_in] = "the received column"
        draft.named_in = {wide.into: wide.named_in}

    def _write_groups(self, rule: RollUp) -> None:
        draft, names = self._draft, self._names
        draft.columns = {self._columns.place: "county, five characters"}
        draft.columns.update({column: self._entry.wanted(column).means for column in rule.by})
        draft.columns[rule.cases] = rule.cases_means
        draft.columns.update({names[w.column]: w.means for w in self._columns.summed()})
        draft.columns["rows_added"] = "the received rows that were added up"
        draft.rows_in = "rows_added"
        draft.received_as = {rule.cases: names.get(rule.case_id, rule.case_id)}
        for (code, *by), group in sorted(self._groups.items()):
            kept = {self._columns.place: code, **dict(zip(rule.by, by, strict=True))}
            kept[rule.cases] = str(len(group.rows))
            kept.update({names[w.column]: group.text(w.column) for w in self._columns.summed()})
            kept["rows_added"] = write_rows(group.rows)
            draft.rows.append((group.rows[0], kept))
