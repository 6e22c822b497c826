"""What an FBI incident download adds: offenses, minors arrested, pairs, what to read again.

The counts arrive protected. They are of the agencies that send incidents in one state, and
are never given to a county, added to a bundled figure, or turned into people.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_area import ID as AREA
from firstlight.assessment.incident_area import NO_MONTHS
from firstlight.assessment.incident_shapes import ID, IncidentFiles, take_incident_files
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import OffenseList, RelatedOffense, Source
from firstlight.incidents import INCIDENT_DATES

MEASURED_FOR = "agencies of the download"
ROWS = "all of them"  # how many is not told: it could give a hidden count away
MINORS_LIST = (
    "arrests of minors, for whatever reason; how many had to do with trafficking is not known"
)
VICTIMS = "victims under federal law"
MINORS_OF = "40A"  # the code under which a minor may not be recorded at all
CANNOT_TELL = (
    "What happened in one county. The download is of the agencies of a state that send incidents.",
    "How many victims there were. Offenses, arrests and incidents are counted, never people.",
    "Whether two offenses in one incident had to do with trafficking. Most did not.",
)


def choose_incident_files(
    library: Library, area: Area, given: IncidentFiles | None
) -> tuple[IncidentFiles, ...]:
    """The downloads that bear on an area: of each of its states the given one, or the loaded.

    Two downloads never share the name of a source.
    """
    own = {} if given is None else {given.state: given}
    found = {state: own.get(state) or library.incidents.get(state) for state in area.states}
    return tuple(files for files in found.values() if files is not None)


def describe_download(files: IncidentFiles, received_on: datetime.date) -> Source:
    """The download as a source for the footnotes."""
    return Source(
        id=files.source_id,
        publisher="FBI, Crime Data Explorer",
        title="NIBRS incident files, given to this assessment and not bundled",
        short="FBI, NIBRS incident files",
        release=files.given,
        address="",
        licence="public, de-identified",
        received_from="the person who ran the assessment",
        received_on=received_on,
        altered_before_receipt="as given; the hash is of the file or the zip it came in",
        geography="agencies of one state that send incidents",
        vintage=files.years[-1],
        period=files.period.label,
        tables={},
        defects=(
            "An incident download holds only the agencies that send incidents, in the months "
            "that they sent.",
            "A code says what was coded by the person who coded it. It is not a finding of what "
            "happened.",
        ),
    )


def make_incident_block(
    library: Library, register: Register, area: Area, downloads: Sequence[IncidentFiles]
) -> Block:
    """The counts of downloads that bear on the process, as a state's and never a county's."""
    writers = [_Writer(library, register, files) for files in downloads]
    return Block(
        id=ID,
        title="Related offenses in an incident download",
        question="Which offenses did agencies of the state record, and which stand together?",
        heading="From incident files",
        sentences=tuple(said for writer in writers for said in writer.say()),
        tables=tuple(table for writer in writers for table in writer.lay()),
        warnings=("W01", "W02", "W11", "W12"),
        cannot_tell=CANNOT_TELL,
        ask_next="Ask the agencies that are silent whether they send incidents, and since when.",
        remarks=(
            library.catalogue.process.not_multiplied,
            "Small counts are hidden, and others that would give one away. A pair of offenses "
            "whose count is hidden is not named.",
            *dict.fromkeys(note for files in downloads for note in files.notes),
        ),
        refusals=(
            Refusal(
                "Related offenses of the download: a figure for this county or area",
                "These counts are of the agencies of a state, and are not shared out to counties. "
                "What the agencies of this area recorded of trafficking stands by itself.",
                "Ask each agency of the area for its own counts by code and year.",
                area.place.name,
                ID,
            ),
        ),
    )


def figures_of_offense(
    catalogue: Catalogue, offense: RelatedOffense, figures: Mapping[str, Figure]
) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    """What a download has of an offense, code by code, with words for what was counted."""
    table, own = ("list_minors", "minors") if offense.minors_only else ("offenses", "forms")
    what = "Arrests of minors" if offense.minors_only else "Offenses"
    for code in offense.codes:
        name = catalogue.nibrs.codes.codes[code].name
        for indicator, where in (
            (f"{AREA}.{own}.{code}", "by the agencies of this area that are in incident files"),
            (f"{ID}.{table}.{code}", "in an incident download"),
        ):
            found = tuple(f for f in figures.values() if f.indicator == indicator)
            if found:
                yield f"{what} {where}, coded as: {name}", found


class _Writer:
    """Enters the counts of one download and lays them out."""

    def __init__(self, library: Library, register: Register, files: IncidentFiles) -> None:
        self.catalogue = library.catalogue
        self.register = register
        self.files = files
        self.period = files.period
        name = library.catalogue.states.names[files.state]
        self.place = Place(PlaceKind.STATE, files.state, name)
        self.codes = library.catalogue.nibrs.codes.codes

    def cite(self, *tables: str) -> tuple[Address, ...]:
        """The files that a count was made from; all of them where none is named."""
        return tuple(
            Address(
                self.files.source_id, file.file, None, "all columns", file.sha256, n=0, rows=ROWS
            )
            for file in self.files.files
            if not tables or file.table in tables
        )

    def enter(
        self, name: str, label: str, unit: str, cell: Cell, *read: str, notes: tuple[str, ...] = ()
    ) -> Figure:
        """One count; a hidden one cites nothing, as everywhere."""
        hidden = cell.status is Status.SUPPRESSED
        return self.register.enter_figure(
            Figure(
                id=f"{ID}.{name}.{self.place.id}",
                indicator=f"{ID}.{name}",
                label=f"{label}, {self.place.name}, agencies of an incident download",
                quantity=Quantity(cell, Unit(UnitKind.COUNT, unit)),
                period=self.period,
                place=self.place,
                decimals=0,
                evidence=() if hidden else self.register.cite(self.cite(*read) or self.cite()),
                measured_for=MEASURED_FOR,
                notes=notes,
            )
        )

    def say(self) -> Iterator[Sentence]:
        """How much was read, and of whom; every file that was read is cited here."""
        listed = self.enter(
            "agencies", "Agencies that the download lists", "agencies",
            Cell.counted(self.files.agencies), "agencies",
        )  # fmt: skip
        reporting = self.enter(
            "agencies_reporting", "Agencies with a month in the download", "agencies",
            Cell.missing(Status.NOT_REPORTED, NO_MONTHS)
            if self.files.agencies_reporting is None
            else Cell.counted(self.files.agencies_reporting), "nibrs_month",
        )  # fmt: skip
        incidents = self.enter(
            "incidents", "Incidents in the download", "incidents",
            self.files.tables["totals"].cells["incidents",], "nibrs_incident",
        )  # fmt: skip
        yield self.register.say(
            Words(f"For {self.place.name}, "),
            When(self.period),
            Words(", an incident download that was given holds "),
            Shown(incidents.id),
            Words(". It lists "),
            Shown(listed.id),
            Words(
                "; with a month in it: "
                if self.files.months_from != INCIDENT_DATES
                else "; with an incident in it: "
            ),
            *(
                (Shown(reporting.id),)
                if reporting.quantity.has_number
                else (Words("not known, since nothing in it says when anybody reported"),)
            ),
            Words(". Police who do not send incidents are not in it."),
            addresses=self.cite(),
        )

    def lay(self) -> Iterator[FigureTable]:
        yield self._table("Offenses by code, one incident can hold several", "Code", "offenses",
                          list(self._offenses()))  # fmt: skip
        for entry in self.catalogue.offense_lists.values():
            yield from self._list(entry)
        pairs = list(self._pairs())
        if pairs:
            title = "Offenses that stand in one incident with a related offense"
            yield self._table(title, "Both codes", "incidents", pairs)
        yield self._table(
            "Incidents to read again, by kind; one incident can be of several kinds",
            "Kind", "incidents", list(self._lookback()),
        )  # fmt: skip

    def _table(
        self, title: str, head: str, unit: str, rows: Sequence[tuple[str, Figure]]
    ) -> FigureTable:
        named: tuple[Part, ...] = (Words(f"{title}, {self.place.name}, "), When(self.period))
        laid = tuple(TableRow((Words(label),), figure.id) for label, figure in rows)
        return FigureTable(named, head, unit, laid)

    def _offenses(self) -> Iterator[tuple[str, Figure]]:
        cells = self.files.tables["offenses"].cells
        wanted = {c for o in self.catalogue.offenses.values() if not o.minors_only for c in o.codes}
        for code in sorted(wanted):
            if (code,) in cells:
                name = self.codes[code].name
                yield name, self.enter(
                    f"offenses.{code}", f"Offenses coded as {name}", "offenses",
                    cells[code,], "nibrs_offense",
                )  # fmt: skip

    def _list(self, entry: OffenseList) -> Iterator[FigureTable]:
        """Arrests for a list of codes: everybody, then minors; a code is entered once."""
        for table, who, unit in (
            ("list_arrests", "arrests of everybody", "arrests"),
            ("list_minors", MINORS_LIST, "arrests"),
        ):
            cells = self.files.tables[table].cells
            rows = []
            for line in entry.lines:
                if (line.code,) not in cells:
                    continue
                name = self.codes[line.code].name
                made = f"{ID}.{table}.{line.code}.{self.place.id}"
                figure = self.register.figures.get(made) or self.enter(
                    f"{table}.{line.code}", f"{who[:1].upper()}{who[1:]}, {name}", unit,
                    cells[line.code,], "nibrs_arrestee", "nibrs_arrestee_groupb",
                    notes=self._note(table, line.code),
                )  # fmt: skip
                young = table == "list_minors" and line.code == MINORS_OF
                rows.append((f"{name}: {VICTIMS}" if young else name, figure))
            if rows:
                yield self._table(f"{entry.label}: {who}", "Code", unit, rows)

    def _note(self, table: str, code: str) -> tuple[str, ...]:
        minors = table == "list_minors" and code == MINORS_OF
        return (self.catalogue.nibrs.rules.minors_note,) if minors else ()

    def _pairs(self) -> Iterator[tuple[str, Figure]]:
        """Pairs with a trafficking or a commercial sex code whose count may be shown."""
        about = {code for o in self.catalogue.offenses.values() if o.stage == "exploit"
                 for code in o.codes}  # fmt: skip
        for (code, other), cell in sorted(self.files.tables["pairs"].cells.items()):
            if cell.status is Status.SUPPRESSED or not about & {code, other}:
                continue
            names = " with ".join(self.codes[c].name for c in (code, other) if c in self.codes)
            yield names, self.enter(
                f"pairs.{code}-{other}", f"Incidents with {names}", "incidents",
                cell, "nibrs_offense",
            )  # fmt: skip

    def _lookback(self) -> Iterator[tuple[str, Figure]]:
        read = ("nibrs_offense", "nibrs_victim", "nibrs_victim_offender_rel")
        for name, stratum in self.catalogue.nibrs.lookback.strata.items():
            label = f"Incidents to read again, {stratum.label}"
            cell = self.files.tables["lookback"].cells[name,]
            yield stratum.label, self.enter(f"lookback.{name}", label, "incidents", cell, *read)
        whole = self.files.tables["totals"].cells["lookback",]
        label = "Different incidents to read again"
        yield label, self.enter("lookback", label, "incidents", whole, *read)


__all__ = [
    "IncidentFiles",
    "choose_incident_files",
    "describe_download",
    "figures_of_offense",
    "make_incident_block",
    "take_incident_files",
]
