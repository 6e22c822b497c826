"""The JSON document of a download: the shapes that scripts rely on, and more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from firstlight.base.cell import Cell, Status
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import OffenseList
from firstlight.incidents import (
    BANDS,
    MINORS_OF,
    MONTHS_UNKNOWN,
    CountTable,
    IncidentSummary,
    Note,
)

NOTHING: Mapping[str, int | None] = MappingProxyType({})
TRAFFICKING = {"64A": "commercial sex", "64B": "involuntary servitude"}
COMMERCIAL_SEX = ("40A", "40B", "40C")
FEDERAL = ("30A", "30B", "30C", "30D", "26H")


class Document:
    """One summary as plain values. `tables` are protected or exact; `exact` says which.

    `parts` are the tables of each download where several were given together. `on_list` is how
    many agencies the FBI's list has of each state; None for a state that it leaves out.
    """

    def __init__(
        self,
        summary: IncidentSummary,
        tables: Mapping[str, CountTable],
        *,
        exact: bool,
        catalogue: Catalogue,
        offense_list: OffenseList | None,
        parts: Sequence[Mapping[str, CountTable]] = (),
        on_list: Mapping[str, int | None] = NOTHING,
    ) -> None:
        self.summary = summary
        self.tables = tables
        self.exact = exact
        self.catalogue = catalogue
        self.rules = catalogue.nibrs.rules
        self.offense_list = offense_list
        self.parts = parts
        self.on_list = on_list

    def cell(self, cell: Cell | None) -> Any:
        """A plain whole number, or null; protected: value and status."""
        if cell is None:
            return None
        value = None if cell.value is None else int(cell.value)
        if self.exact:
            return value
        told: dict[str, Any] = {"value": value, "status": cell.status.value}
        if cell.why:
            told["why"] = cell.why
        return told

    def known(self, number: int | None, why: str) -> Any:
        """A number that is no count of people or incidents: of agencies, counties, files."""
        if self.exact:
            return number
        if number is None:
            return {"value": None, "status": "not_reported", "why": why}
        return {"value": number, "status": "shown" if number else "true_zero"}

    def get(self, table: str, *key: str) -> Any:
        return self.cell(self.tables[table].cells.get(key))

    def total(self, table: str) -> Any:
        return self.cell(self.tables[table].total)

    def by(self, table: str) -> dict[str, Any]:
        return {key[0]: self.cell(cell) for key, cell in self.tables[table].cells.items()}

    def bands(self, table: str) -> dict[str, dict[str, Any]]:
        told: dict[str, dict[str, Any]] = {}
        for (code, band), cell in self.tables[table].cells.items():
            told.setdefault(code, {})[band] = self.cell(cell)
        if table == "arrestees_by_age" and not self.exact:
            for band in BANDS[:3]:  # a minor's 0 never stands alone
                told["40A"][band]["note"] = self.rules.minors_note
        return told

    def note(self, note: Note) -> str:
        """A note in words; a small count in it is hidden with the others."""
        if note.count is None:
            return note.text
        small = 0 < note.count <= self.catalogue.disclosure[self.rules.profile].hide_up_to
        small = small or bool(self.parts)  # less that of one download it could be a small one
        shown = "a few" if small and not self.exact else f"{note.count:,}"
        return note.text.replace("{n}", shown)

    def build(self) -> dict[str, Any]:
        """The whole document."""
        summary = self.summary
        one_year = len(summary.years) == 1
        listed = [agency for agency in summary.agencies if agency.listed]
        why = "there is no table of agencies"
        no_county = "no county is named" if summary.agencies_known else why
        arrests = self.bands("arrestees_by_age")
        return {
            "protected": not self.exact,
            "unit": "records",
            "given": summary.given,
            "layouts": list(summary.layouts),
            "incidents": self.get("totals", "incidents"),
            "agencies": self.known(len(listed) if summary.agencies_known else None, why),
            "agencies_on_fbi_list": {
                state: self.known(number, "the FBI’s list has none of this state")
                for state, number in self.on_list.items()
            },
            "agencies_with_incidents": self.known(
                summary.agencies_with_incidents, "there is no table NIBRS_INCIDENT"
            ),
            "counties": self.known(len(summary.counties) or None, no_county),
            "county_names": list(summary.counties),
            "years": list(summary.years),
            "offenses": self.by("offenses"),
            "by_download": self._by_download(),
            "offense_records": self.total("offenses"),
            "victims_by_age": self.bands("victims_by_age"),
            "arrestees_by_age": arrests,
            "arrestee_records": self.total("arrestees_by_age"),
            "band_notes": {"40A": self.rules.minors_note},
            "months_reported": {
                agency.id: None
                if summary.months_from == MONTHS_UNKNOWN
                else [m if one_year else f"{y}-{m:02d}" for y, m in agency.months]
                for agency in summary.agencies
            },
            "months_from": summary.months_from,
            "tables_missing": [table.upper() for table in summary.tables_missing],
            "trafficking": {code: self._trafficking(code) for code in TRAFFICKING},
            "minors_arrested": self._minors(),
            "servitude": {
                "arrests": {b: arrests["64B"][b] for b in BANDS},
                "offenses": self.get("offenses", "64B"),
                **self._completeness(),
                "note": self.rules.servitude_note,
            },
            "smuggling": {
                "offenses": {code: self.get("offenses", code) for code in FEDERAL},
                "arrests": {b: arrests["30C"][b] for b in BANDS},
                **self._completeness(),
                "note": self.rules.smuggling_note,
            },
            "clearance": self.by("clearance"),
            "lookback": self._lookback(),
            "related_offenses": self._related(),
            "co_occurring": self._pairs(),
            "offense_list": self._list(),
            "agency_counts": self._funnel(),
            "zeros": {
                code: {"kind": zero.kind, "means": list(zero.means)}
                for code, zero in summary.zeros.items()
            },
            "completeness": self._completeness(),
            "files": [
                {
                    "file": file.file,
                    "table": file.table,
                    "rows": self._rows(file.rows),
                    "sha256": file.sha256,
                    "hash_of": file.hash_of,
                }
                for file in summary.files
            ],
            "not_read": list(summary.unread),
            "warnings": [
                {"id": name, "text": self.catalogue.warnings[name].text}
                for name in self.rules.warnings
            ],
            "notes": [self.note(note) for note in summary.notes],
        }

    def _by_download(self) -> list[dict[str, Any]]:
        """Each of several downloads by its state and year; nothing where one was given."""
        return [
            {
                "given": part.given,
                "states": sorted({agency.state for agency in part.agencies if agency.state}),
                "years": list(part.years),
                "incidents": self.cell(tables["totals"].cells["incidents",]),
                **{
                    name: {key[0]: self.cell(cell) for key, cell in tables[name].cells.items()}
                    for name in ("offenses", "minors_arrested")
                },
            }
            for part, tables in zip(self.summary.parts, self.parts, strict=True)
        ]

    def _pairs(self) -> list[dict[str, Any]]:
        """Pairs of codes in one incident. Protected: a pair that is hidden is not named."""
        return [
            {"codes": list(key), "incidents": self.cell(cell)}
            for key, cell in self.tables["pairs"].cells.items()
            if self.exact or cell.status is not Status.SUPPRESSED
        ]

    def places(self, table: str) -> Any:
        """Counts by place or kind; where all are hidden or not reported that, and no name."""
        cells = self.tables[table].cells
        for status in (Status.SUPPRESSED, Status.NOT_REPORTED):
            if cells and all(cell.status is status for cell in cells.values()):
                return self.cell(next(iter(cells.values())))
        total = self.tables[table].total
        if not cells and total is not None and total.value is None:
            return self.cell(total)
        return self.by(table)

    def _rows(self, rows: int | None) -> int | None:
        """Rows of a file. Protected: none where they could give a hidden count away."""
        return rows if self.exact else None

    def _completeness(self) -> dict[str, Any]:
        share = self.summary.completeness
        return {
            "years": list(self.summary.years),
            "months_from": self.summary.months_from,
            "agencies_reporting": self.summary.agencies_reporting,
            "agencies": sum(agency.listed for agency in self.summary.agencies)
            if self.summary.agencies_known
            else None,
            "share_of_months_reported": None if share is None else round(share, 3),
        }

    def _trafficking(self, code: str) -> dict[str, Any]:
        return {
            "form": TRAFFICKING[code],
            "offenses": self.get("offenses", code),
            "incidents": self.get("incidents_with", code),
            "places": self.places(f"places_{code}"),
            "cleared": self.places(f"clearance_{code}"),
        }

    def _minors(self) -> dict[str, Any]:
        say = self.rules.say
        told: dict[str, Any] = {
            "label": say["minors"],
            "label_trafficking": say["minors_trafficking"],
            "arrests": {code: self._minors_of(code) for code in MINORS_OF},
            **self._completeness(),
            "note": self.rules.minors_note,
            "warning": self.catalogue.warnings["W12"].text,
        }
        if "minors_arrested_by_year" in self.tables:
            by_year: dict[str, dict[str, Any]] = {}
            for (code, year), cell in self.tables["minors_arrested_by_year"].cells.items():
                if code in MINORS_OF:
                    by_year.setdefault(code, {})[year] = self.cell(cell)
            told["by_year"] = by_year
        return told

    def _minors_of(self, code: str) -> Any:
        told = self.get("minors_arrested", code)
        if isinstance(told, dict):
            told["note"] = self.rules.minors_note
        return told

    def _lookback(self) -> dict[str, Any]:
        lookback = self.catalogue.nibrs.lookback
        minors = self.tables["lookback_minor"].cells
        kinds = {}
        for name, stratum in lookback.strata.items():
            kinds[name] = {
                "label": stratum.label,
                "codes": list(stratum.codes),
                "why": stratum.why,
                "incidents": self.get("lookback", name),
            }
            if self.exact:  # beside the number above it would tell a small overlap
                kinds[name]["counted_here_first"] = self.get("lookback_first", name)
            if (name,) in minors:
                kinds[name]["with_minor_victim"] = self.cell(minors[name,])
        return {
            "about": lookback.about,
            "incidents": self.get("totals", "lookback"),
            "of": self.get("totals", "incidents"),
            "kinds": kinds,
        }

    def _related(self) -> list[dict[str, Any]]:
        told = []
        for offense in self.catalogue.offenses.values():
            table = "minors_arrested" if offense.minors_only else "offenses"
            counts = {
                code: self.get(table, code) for code in offense.codes if self._has(table, code)
            }
            told.append(
                {
                    "id": offense.id,
                    "label": offense.label,
                    "stage": offense.stage or None,
                    "kind": offense.kind,
                    "relation": offense.relation,
                    "evidence": offense.evidence,
                    "unit": "arrests of minors" if offense.minors_only else "offenses",
                    "counts": counts or None,
                    "caution": offense.caution,
                    "ask": offense.ask,
                    "of_whom": list(offense.recorded_by),
                    **({"note": self.rules.minors_note} if offense.minors_only else {}),
                }
            )
        return told

    def _has(self, table: str, code: str) -> bool:
        return (code,) in self.tables[table].cells

    def _list(self) -> dict[str, Any] | None:
        chosen = self.offense_list
        if chosen is None:
            return None
        return {
            "id": chosen.id,
            "label": chosen.label,
            "about": chosen.about,
            "lines": [
                {
                    "code": line.code,
                    "name": self.catalogue.nibrs.codes.codes[line.code].name,
                    "why": line.why,
                    "arrests": self.get("list_arrests", line.code),
                    "arrests_of_minors": self.get("list_minors", line.code),
                }
                for line in chosen.lines
            ],
        }

    def _funnel(self) -> list[dict[str, Any]]:
        return [
            {
                "agency": agency.id,
                "name": agency.name,
                "kind": agency.kind,
                "counties": list(agency.counties),
                "population": agency.population,
                "months_reported": None
                if self.summary.months_from == MONTHS_UNKNOWN
                else len(agency.months),
                "incidents": self.get("incidents_by_agency", agency.id),
                "trafficking_offenses": self.get("trafficking_by_agency", agency.id),
                "lookback_incidents": self.get("lookback_by_agency", agency.id),
            }
            for agency in self.summary.agencies
        ]
