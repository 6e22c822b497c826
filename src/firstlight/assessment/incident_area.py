"""What the agencies of an area recorded, as incident files have it: counts, months, silence.

An agency counts where all its counties lie in the area, each once. One that serves a county
outside too, or of which the file names no county, stands in no count and is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firstlight.assessment.bounds import Bounds
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_shapes import IncidentFiles
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status, add_cells
from firstlight.base.county_names import plain
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area, County
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.incidents import Agency
from firstlight.places import Gazetteer
from firstlight.recorded import Recorded

ID = "incident_area"
HOLDER = "Police agencies, in the FBI’s incident files"
FORMS = {"64A": "commercial sex acts", "64B": "involuntary servitude"}
PROSTITUTION = ("40A", "40B", "40C")
READ = (
    "agencies", "nibrs_month", "nibrs_incident", "nibrs_offense", "nibrs_victim", "nibrs_arrestee",
)  # fmt: skip
ROWS = "all of them"  # how many is not told: it could give a hidden count away
NONE_HERE = "no agency in the incident files serves this area alone"
MINORS = "Minors arrested: victims under federal law"
NAMED_AT_MOST = 6
ABSENT_NAMED_AT_MOST = 12
HIDDEN_SAID = (
    "hidden to protect people, here or in a count beside it. Whether there were some or none is "
    "not said"
)
FLOOR = ", which is a floor: what nobody noticed, or coded so, is not in it."
ASK = (
    "Ask each agency that is not in the files, or has months missing, for its own counts; and "
    "ask for incidents of the kinds to read again to be read."
)
CANNOT_TELL = (
    "Whether a zero means that there was none. It means that nobody coded any, where somebody "
    "reported.",
    "How many victims there were. Offenses, arrests and incidents are counted, never people.",
    "What agencies recorded that serve a county outside as well, or send no incidents.",
)


@dataclass(frozen=True, slots=True)
class AreaIncidents:
    """The figures of one download for an area, by name, and what stands behind their words.

    `by_form` maps 64A and 64B to figures, `both` is their sum, `minors` the minors among arrests
    around prostitution. `figures` are all of them in order.
    """

    files: IncidentFiles
    own: tuple[Agency, ...]
    shared: tuple[Agency, ...]
    nowhere: tuple[Agency, ...]
    unplaced: tuple[str, ...]
    by_form: Mapping[str, Figure]
    both: Figure
    minors: Figure
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
    finder = _Finder(library.gazetteer, files.state)
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


class _Finder:
    """Counties of a state by the names that the files have for them."""

    def __init__(self, gazetteer: Gazetteer, state: str) -> None:
        self.gazetteer = gazetteer
        self.state = state
        counties = gazetteer.of_state(state)
        self.only = counties[0].fips if len(counties) == 1 else ""
        self.joined: dict[str, set[str]] = {}
        for (name, of), found in gazetteer.by_name.items():
            if of == state:
                self.joined.setdefault(name.replace(" ", ""), set()).update(c.fips for c in found)

    def find(self, agency: Agency) -> dict[str, str | None]:
        """Each county of an agency with its code, None where it is not clear which is meant.

        In a state that is one county, every agency is of it.
        """
        if not agency.counties:
            return {"": self.only} if self.only else {}
        return {name: self._code(name) for name in agency.counties}

    def _code(self, name: str) -> str | None:
        found: Sequence[County] = self.gazetteer.by_name.get((plain(name), self.state), ())
        if len(found) > 1:  # beside a city of its name the files write "CITY"
            found = [county for county in found if county.name.endswith(" County")]
        if len(found) == 1:
            return found[0].fips
        joined = self.joined.get(plain(name).replace(" ", ""), set())
        return next(iter(joined)) if len(joined) == 1 else None


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
        found = [cells[group, *code] for group in self.groups]
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
                measured_for="agencies in incident files that serve this area alone",
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
        young = {code: self.add("minors_by_county", code) for code in PROSTITUTION}
        listed = [agency for agency in self.own if agency.listed]
        months = sum(len(agency.months) for agency in listed)
        all_months = 12 * len(self.files.years) * len(listed)
        known = bool(listed)
        why = Cell.missing(Status.NOT_REPORTED, NONE_HERE)
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
                "minors", MINORS,
                "arrests", add_cells(young.values()), *arrests, notes=(self.minors_note,),
            ),
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
                "months", "Months reported by these agencies", "months",
                Cell.counted(months) if known else why, "nibrs_month", "agencies",
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


def make_area_block(
    library: Library,
    register: Register,
    area: Area,
    found: Sequence[AreaIncidents],
    bounds: Sequence[Bounds] = (),
    recorded: Recorded | None = None,
) -> Block:
    """The counts of the area's own agencies, who reported how long, and what a zero can mean."""
    codes = library.catalogue.nibrs.codes.codes
    tables: list[FigureTable] = []
    for one in found:
        tables += _lay(library, register, one)
    rules = library.catalogue.nibrs.rules
    return Block(
        id=ID,
        heading="From incident files",
        title="Recorded by the agencies of this area, in incident files",
        question="What did the agencies here record, in how many months, and who is silent?",
        sentences=(
            *(said for one in found for said in _say(library, register, area, one)),
            *(said for one in found for said in say_absent(register, area, one, recorded)),
            *(said for bound in bounds for said in bound.sentences),
        ),
        tables=(*tables, *(table for bound in bounds for table in bound.tables)),
        warnings=("W01", "W02", "W03", "W11", "W12"),
        cannot_tell=CANNOT_TELL,
        ask_next=ASK,
        remarks=(
            f"Offenses are those coded {' and '.join(FORMS)}. Arrests of minors are those under "
            f"{'; '.join(f'{code}, {codes[code].name.lower()}' for code in PROSTITUTION)}.",
            rules.say["as_coded"],
            "Counts of 1 to 10 are hidden to protect people, and others that would give one away. "
            "The table of offenses by year hides 1 to 4: law enforcement has published those, "
            "while these are counted anew from records that say more of people.",
            *(remark for one in found for remark in _remarks(one)),
            *(remark for bound in bounds for remark in bound.remarks),
        ),
        refusals=(
            *(refusal for bound in bounds for refusal in bound.refusals),
            *(
                Refusal(
                    "Counts of incident files for this area",
                    f"{NONE_HERE[:1].upper()}{NONE_HERE[1:]}.",
                    "Ask the agencies whether they send incidents, and since when.",
                    area.place.name,
                    ID,
                )
                for one in found
                if not one.covers
            ),
        ),
    )


def _say(
    library: Library, register: Register, area: Area, one: AreaIncidents
) -> Iterator[Sentence]:
    rules = library.catalogue.nibrs.rules
    state = library.catalogue.states.names[one.files.state]
    if not one.covers:
        yield register_say(
            register, one, Words(f"The incident files of {state}, "), When(one.files.period),
            Words(f", hold no agency that serves {area.place.name} alone. That is not zero."),
        )  # fmt: skip
        yield from _say_shared(register, one)
        return
    listed = f"agencies_listed.{area.place.id}"
    parts: list[Part] = [
        Words(f"Agencies that serve {area.place.name} alone and are in the incident files of "
              f"{state}, "),
        When(one.files.period), Words(": "), Shown(one.agencies.id),
    ]  # fmt: skip
    if listed in register.figures and register.figures[listed].quantity.has_number:
        parts += [Words(". The FBI’s list has "), Shown(listed), Words(", shared ones included")]
    yield register_say(register, one, *parts, Words("."))
    residents = f"residents.{area.place.id}"
    if one.served.quantity.has_number:
        parts = [Words("They serve "), Shown(one.served.id)]
        if residents in register.figures and register.figures[residents].quantity.has_number:
            parts += [Words(f"; {area.place.name} has "), Shown(residents)]
        yield register_say(register, one, *parts, Words("."))
    if one.months.quantity.has_number:
        yield register_say(
            register, one, Words("Months that they reported: "), Shown(one.months.id),
            Words(", of "), Shown(one.of_months.id), Words("."),
        )  # fmt: skip
    for code, name in FORMS.items():
        figure = one.by_form[code]
        yield register_say(register, one, Words(f"Coded as {name}: "), *_tell(figure))
    if any(figure.quantity.value == 0 for figure in one.by_form.values()):
        means = " ".join(rules.zero_means)
        yield register_say(register, one, Words(f"What a zero can mean here: {means}"))
    yield register_say(
        register, one, Words(f"{MINORS}. Arrested for prostitution: "),
        *([Shown(one.minors.id)] if one.minors.quantity.has_number else
          [Words(_no_number(one.minors))]),
        Words(f". {rules.minors_note}."),
    )  # fmt: skip
    if one.lookback.quantity.has_number:
        yield register_say(
            register, one, Words("Of "),
            *([Shown(one.incidents.id)] if one.incidents.quantity.has_number else
              [Words("all incidents")]),
            Words(", those worth reading again, since a missed case may stand in them: "),
            Shown(one.lookback.id), Words(". They are records of other offenses, and no finding."),
        )  # fmt: skip
    yield from _say_shared(register, one)


def say_absent(
    register: Register, area: Area, one: AreaIncidents, recorded: Recorded | None
) -> Iterator[Sentence]:
    """Which agencies on the FBI's list for the area have no month in the files, by name.

    Those with an offense in the FBI's yearly file stand first, then the others by name.
    """
    heard = {agency.id for agency in one.files.reporters if agency.months}
    listed = recorded.agencies if recorded is not None else ()
    absent = [agency for agency in listed if agency.ori not in heard]
    if recorded is None or not absent:
        return
    rows = {entry.agency.ori for entry in recorded.by_agency}
    absent.sort(key=lambda agency: (agency.ori not in rows, agency.name))
    number = register.enter_count(
        f"{ID}.absent.{one.files.state}.{area.place.id}",
        indicator=f"{ID}.absent",
        label="Agencies on the FBI’s list for the area without a month in the incident files",
        cell=Cell.counted(len(absent)),
        unit="agencies",
        period=one.files.period,
        place=area.place,
        made_from=(
            *(address for agency in absent for address in agency.made_from),
            _list_of_agencies(one.files),
        ),
    )
    names: list[Part] = []
    for place, agency in enumerate(absent[:ABSENT_NAMED_AT_MOST]):
        names += [Words(", ")] * bool(place)
        names.append(register.name(agency.name, agency.made_from))
    more = ", and others" if len(absent) > ABSENT_NAMED_AT_MOST else ""
    yield register_say(
        register, one, 
        Words("Of the FBI’s list for this area, the incident files have no month of "),
        Shown(number.id), Words(": "), *names,
        Words(f"{more}. What they recorded is in no count here, and that is not zero."),
    )  # fmt: skip


def say_files(library: Library, register: Register, one: AreaIncidents) -> Sentence:
    """For page one: that incident files are in hand, and how much of the area is in them."""
    state = library.catalogue.states.names[one.files.state]
    head = (Words(f"The incident files of {state}, "), When(one.files.period))
    if not one.covers:
        return register_say(register, one, *head, Words(", hold no agency of this area alone."))
    parts: list[Part] = [*head, Words(", hold "), Shown(one.agencies.id)]
    parts.append(Words(" that serve this area alone" if len(one.own) > 1 else
                       " that serves this area alone"))  # fmt: skip
    if one.months.quantity.has_number:
        parts += [Words(", with "), Shown(one.months.id), Words(" of "), Shown(one.of_months.id)]
    return register_say(register, one, *parts, Words("; they say nothing of the others."))


def _tell(figure: Figure) -> Iterator[Part]:
    """A count with what it is worth; a zero that cannot be otherwise, or none, with its reason."""
    cell = figure.quantity.cell
    if cell.status is Status.STRUCTURAL_ZERO:
        yield Words("nobody here could use this code.")
    elif cell.has_number:
        yield Shown(figure.id)
        yield Words(FLOOR)
    else:
        yield Words(f"{_no_number(figure)}.")


def _no_number(figure: Figure) -> str:
    if figure.quantity.cell.status is Status.SUPPRESSED:
        return HIDDEN_SAID
    why = "".join(sign for sign in figure.quantity.cell.why if not sign.isdigit())
    return f"not reported, since {why}" if why else "not reported"


def _say_shared(register: Register, one: AreaIncidents) -> Iterator[Sentence]:
    for agencies, words in (
        (one.shared, " serve a county outside as well, and stand in no count here."),
        (one.nowhere, " have no county in the files, and stand in no county’s count."),
    ):
        if not agencies:
            continue
        names = [Named(agency.name or agency.id, one.evidence) for agency in agencies]
        parts: list[Part] = []
        for place, name in enumerate(names[:NAMED_AT_MOST]):
            parts += [Words(", ")] * bool(place) + [name]
        more = " and others" if len(names) > NAMED_AT_MOST else ""
        said = words if len(names) > 1 else (
            words.replace(" serve ", " serves ").replace(" stand", " stands").replace(
                " have ", " has "
            )
        )  # fmt: skip
        yield register_say(register, one, *parts, Words(f"{more}{said}"))


def register_say(register: Register, one: AreaIncidents, *parts: Part) -> Sentence:
    """A sentence whose evidence is every file of the download."""
    said = register.say(*parts) if any(isinstance(p, Shown | Named) for p in parts) else None
    evidence = (*(said.evidence if said else ()), *one.evidence)
    return Sentence(tuple(parts), tuple(dict.fromkeys(evidence)))


def _lay(library: Library, register: Register, one: AreaIncidents) -> Iterator[FigureTable]:
    if not one.covers:
        return
    codes = library.catalogue.nibrs.codes.codes
    when = (Words(f", {library.catalogue.states.names[one.files.state]}, "), When(one.files.period))
    yield FigureTable(
        (Words("Trafficking offenses of these agencies"), *when), "Coded as", "offenses",
        tuple(TableRow((Words(FORMS[code]),), f.id) for code, f in one.by_form.items()),
    )  # fmt: skip
    yield FigureTable(
        (Words(f"{MINORS}, around prostitution"), *when),
        "Arrested for", "arrests",
        tuple(TableRow((Words(codes[code].name),), figure.id)
              for code, figure in one.minors_by_code.items()),
    )  # fmt: skip
    yield FigureTable(
        (Words("Incidents of these agencies"), *when), "What", "incidents",
        (TableRow((Words("All"),), one.incidents.id),
         TableRow((Words("To read again"),), one.lookback.id)),
    )  # fmt: skip
    rows = []
    for agency in one.own:
        if not agency.listed:
            continue
        figure = register.enter_count(
            f"{ID}.agency_months.{agency.id}.{one.files.period.label}",
            indicator=f"{ID}.agency_months",
            label="Months that one agency reported",
            cell=Cell.counted(len(agency.months)),
            unit="months",
            period=one.files.period,
            place=one.agencies.place,
            made_from=(_list_of_agencies(one.files),),
            measured_for=f"agency {agency.id}",
        )
        name = Named(f"{agency.name or agency.id} ({agency.kind})", figure.evidence)
        rows.append(TableRow((name,), figure.id))
    if rows:
        title = (Words("Months reported, by agency"), *when)
        yield FigureTable(title, "Agency", "months", tuple(rows))


def _list_of_agencies(files: IncidentFiles) -> Address:
    """The file that says who reported when."""
    by_table = {file.table: file for file in files.files}
    found = by_table.get("nibrs_month") or by_table.get("agencies") or files.files[0]
    return Address(files.source_id, found.file, None, "all columns", found.sha256, n=0, rows=ROWS)


def _remarks(one: AreaIncidents) -> Iterator[str]:
    if one.unplaced:
        yield (
            "Counties that the files name and that could not be told apart, so that their "
            f"agencies are in no count: {', '.join(name.title() for name in one.unplaced)}."
        )
    for code, figure in one.by_form.items():
        if figure.quantity.cell.status is Status.STRUCTURAL_ZERO:
            why = figure.quantity.cell.why
            yield f"{code} is a zero because nobody here could record it: {why}."
    if any(f.quantity.value == 0 for f in one.minors_by_code.values()):
        yield (
            "A zero of minors is no sign of none. NIBRS may not record it: see arrests by age, and "
            "ask the juvenile court."
        )


__all__ = ["FORMS", "HOLDER", "ID", "AreaIncidents", "make_area_block", "read_area", "say_files"]
