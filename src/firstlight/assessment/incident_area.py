"""What the agencies of an area recorded, as incident files have it: counts and months.

An agency counts where all its counties lie in the area, each once. One that serves a county
outside too, or of which the file names no county, stands in no count and is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstlight.assessment.incident_counties import CountyFinder
from firstlight.assessment.incident_shapes import IncidentFiles
from firstlight.assessment.library import Library
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status, add_cells
from firstlight.base.finding import Figure
from firstlight.base.place import Area
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.incidents import INCIDENT_DATES, MINORS_OF, MONTHS_UNKNOWN, Agency

ID = "incident_area"
HOLDER = "Police agencies, in the FBI’s incident files"
FORMS = {"64A": "commercial sex acts", "64B": "involuntary servitude"}
PROSTITUTION = ("40A", "40B", "40C")
READ = (
    "agencies", "nibrs_month", "nibrs_incident", "nibrs_offense", "nibrs_victim", "nibrs_arrestee",
)  # fmt: skip
ROWS = "all of them"  # how many is not told: it could give a hidden count away
NONE_HERE = "no agency in the incident files serves this area alone"
NO_MONTHS = "there is no table of months, and no date of an incident"
NO_CODE_KEPT = "what was kept of the download does not hold it; load the download again"
MEASURED_HERE = "agencies in incident files that serve this area alone"
MINORS = {
    "trafficking": ("Minors arrested for trafficking itself, who may be victims", tuple(FORMS)),
    "prostitution": ("Minors arrested: victims under federal law, prostitution", PROSTITUTION),
}


@dataclass(frozen=True, slots=True)
class AreaIncidents:
    """The figures of one download for an area, by name, and what stands behind their words.

    `by_form` maps 64A and 64B to figures, `both` is their sum. `minors` are arrests of minors
    for trafficking itself and around prostitution together; `minors_of` has each of the two.
    """

    files: IncidentFiles
    own: tuple[Agency, ...]
    shared: tuple[Agency, ...]
    nowhere: tuple[Agency, ...]
    unplaced: tuple[str, ...]
    by_form: Mapping[str, Figure]
    both: Figure
    minors: Figure
    minors_of: Mapping[str, Figure]
    minors_by_code: Mapping[str, Figure]
    incidents: Figure
    lookback: Figure
    agencies: Figure
    months: Figure
    of_months: Figure
    served: Figure
    evidence: tuple[str, ...]

    @property
    def covers(self) -> bool:
        """True when an agency of the area alone is in the files."""
        return bool(self.own)


def read_area(
    library: Library, register: Register, area: Area, files: IncidentFiles
) -> AreaIncidents:
    """Enter the counts of a download for the agencies of an area.

    Counts are sums of protected counts by county: one that is hidden leaves its sum hidden.
    Counties whose agencies were silent are left out, and told; all silent is not reported.
    """
    finder = CountyFinder(library.gazetteer, files.state)
    own, shared, nowhere = [], [], []
    unplaced: dict[str, None] = {}
    for agency in files.reporters:
        places = finder.find(agency)
        unplaced.update(dict.fromkeys(n for n, c in places.items() if n and c is None))
        codes = [code for code in places.values() if code]
        if places and len(codes) == len(places) and set(codes) <= set(area.fips):
            own.append(agency)
        elif set(codes) & set(area.fips):
            shared.append(agency)
        elif not places:
            nowhere.append(agency)
    note = library.catalogue.nibrs.rules.minors_note
    return _Enterer(register, area, files, tuple(own), note).enter_all(
        tuple(shared), tuple(nowhere), tuple(unplaced)
    )


class _Enterer:
    """Enters the counts of one download for one area as figures."""

    def __init__(
        self,
        register: Register,
        area: Area,
        files: IncidentFiles,
        own: tuple[Agency, ...],
        minors_note: str,
    ) -> None:
        self.minors_note = minors_note
        self.register = register
        self.area = area
        self.files = files
        self.own = own
        self.groups = tuple(dict.fromkeys(agency.group for agency in own))

    def cite(self, *tables: str) -> tuple[str, ...]:
        """The files that a count was made from; all of them where none of these is there."""
        found = [f for f in self.files.files if f.table in tables] or self.files.files
        return self.register.cite(
            Address(self.files.source_id, f.file, None, "all columns", f.sha256, n=0, rows=ROWS)
            for f in found
        )

    def add(self, table: str, *code: str) -> Cell:
        """The sum over the area's own groups of agencies; silent ones are left out."""
        if not self.groups:
            return Cell.missing(Status.NOT_REPORTED, NONE_HERE)
        cells = self.files.tables[table].cells
        lacking = Cell.missing(Status.NOT_REPORTED, NO_CODE_KEPT)
        found = [cells.get((group, *code), lacking) for group in self.groups]
        heard = [
            cell
            for group, cell in zip(self.groups, found, strict=True)
            if cells_of_incidents(self.files, group).status is not Status.NOT_REPORTED
        ]
        return _why(add_cells(heard or found), found)

    def enter(
        self, name: str, label: str, unit: str, cell: Cell, *read: str, notes: tuple[str, ...] = ()
    ) -> Figure:
        hidden = cell.status is Status.SUPPRESSED
        return self.register.enter_figure(
            Figure(
                id=f"{ID}.{name}.{self.files.state}.{self.area.place.id}",
                indicator=f"{ID}.{name}",
                label=f"{label}, agencies of incident files, {self.area.place.name}",
                quantity=Quantity(cell, Unit(UnitKind.COUNT, unit)),
                period=self.files.period,
                place=self.area.place,
                decimals=0,
                evidence=() if hidden else self.cite(*read),
                measured_for=MEASURED_HERE,
                notes=notes,
            )
        )

    def _served(self) -> Cell:
        """The people they serve; without a number where the files have none of an agency.

        An agency whose people another one covers has none of its own in the files.
        """
        sizes = [agency.population for agency in self.own]
        if not sizes or None in sizes:
            return Cell.missing(Status.NOT_REPORTED, "the files do not say it of every agency")
        return Cell.estimated(sum(size for size in sizes if size is not None))

    def enter_all(
        self, shared: tuple[Agency, ...], nowhere: tuple[Agency, ...], unplaced: tuple[str, ...]
    ) -> AreaIncidents:
        offenses = ("nibrs_offense", "nibrs_incident")
        arrests = ("nibrs_arrestee", "nibrs_incident")
        forms = {code: self.add("codes_by_county", code) for code in FORMS}
        young = {code: self.add("minors_by_county", code) for code in MINORS_OF}
        listed = [agency for agency in self.own if agency.listed]
        months = sum(len(agency.months) for agency in listed)
        all_months = 12 * len(self.files.years) * len(listed)
        known = bool(listed) and self.files.months_from != MONTHS_UNKNOWN
        why = Cell.missing(Status.NOT_REPORTED, NO_MONTHS if listed else NONE_HERE)
        return AreaIncidents(
            files=self.files,
            own=self.own,
            shared=shared,
            nowhere=nowhere,
            unplaced=unplaced,
            by_form={
                code: self.enter(
                    f"forms.{code}", f"Offenses coded as {name}", "offenses", forms[code], *offenses
                )
                for code, name in FORMS.items()
            },
            both=self.enter(
                "trafficking", "Offenses coded as human trafficking", "offenses",
                add_cells(forms.values()), *offenses,
            ),
            minors=self.enter(
                "minors", "Minors arrested for trafficking or prostitution, who may be victims",
                "arrests", add_cells(young.values()), *arrests, notes=(self.minors_note,),
            ),
            minors_of={
                name: self.enter(f"minors.{name}", label, "arrests",
                                 _why(add_cells(young[code] for code in codes),
                                      [young[code] for code in codes]),
                                 *arrests, notes=(self.minors_note,))
                for name, (label, codes) in MINORS.items()
            },
            minors_by_code={
                code: self.enter(f"minors.{code}", f"Arrests of minors under {code}", "arrests",
                                 cell, *arrests, notes=(self.minors_note,))
                for code, cell in young.items()
            },
            incidents=self.enter(
                "incidents", "Incidents", "incidents", self.add("incidents_by_county"),
                "nibrs_incident",
            ),
            lookback=self.enter(
                "lookback", "Incidents to read again", "incidents", self.add("lookback_by_county"),
                *offenses, "nibrs_victim", "nibrs_victim_offender_rel",
            ),
            agencies=self.enter(
                "agencies", "Agencies in incident files", "agencies", Cell.counted(len(self.own)),
                "agencies",
            ),
            months=self.enter(
                "months",
                "Months in which these agencies have an incident"
                if self.files.months_from == INCIDENT_DATES
                else "Months reported by these agencies",
                "months", Cell.counted(months) if known else why, "nibrs_month", "agencies",
            ),
            of_months=self.enter(
                "of_months", "Months that these agencies could report", "months",
                Cell.counted(all_months) if known else why, "agencies",
            ),
            served=self.enter(
                "served", "People whom these agencies serve, by the FBI", "people",
                self._served(), "agencies",
            ),
            evidence=self.cite(*READ),
        )  # fmt: skip


def cells_of_incidents(files: IncidentFiles, group: str) -> Cell:
    """The incidents of a group of agencies; not reported where all of them were silent."""
    return files.tables["incidents_by_county"].cells[group,]


def _why(total: Cell, parts: Sequence[Cell]) -> Cell:
    """A structural zero keeps the reason of its parts."""
    if total.status is Status.STRUCTURAL_ZERO:
        return next(part for part in parts if part.status is Status.STRUCTURAL_ZERO)
    return total


__all__ = ["FORMS", "HOLDER", "ID", "MEASURED_HERE", "AreaIncidents", "read_area"]
