"""Which agencies of an area are not in incident files, by name, and how many of how many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_area import ID, ROWS, AreaIncidents
from firstlight.assessment.incident_shapes import IncidentFiles
from firstlight.assessment.library import Library
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.base.provenance import Address
from firstlight.incidents import INCIDENT_DATES, MONTHS_UNKNOWN
from firstlight.recorded import Agency, Recorded

ABSENT_NAMED_AT_MOST = 12
FIRST_PAGE_NAMED_AT_MOST = 3
NOT_IN_FILES = "the incident files have nothing of this agency"
NO_MONTH = "the incident files have no month of this agency"
NO_INCIDENT = "the incident files have no incident of this agency, and no table of months"


@dataclass(frozen=True, slots=True)
class Absent:
    """Agencies on the FBI's list for an area of which the files have no month, and how many."""

    agencies: tuple[Agency, ...]
    number: Figure


def find_absent(
    register: Register, area: Area, one: AreaIncidents, recorded: Recorded | None
) -> Absent | None:
    """The agencies that serve the area and are silent in the files; None where that is not known.

    Those with a row in most years of the FBI's yearly file stand first, then others by name: how
    many people an agency serves is not in hand for one that is not in the incident files.
    """
    if recorded is None or one.files.months_from == MONTHS_UNKNOWN:
        return None
    heard = {agency.id for agency in one.files.reporters if agency.months}
    absent = [agency for agency in recorded.agencies if agency.ori not in heard]
    if not absent:
        return None
    absent.sort(key=lambda agency: (-recorded.years_of.get(agency.ori, 0), agency.name))
    name = f"{ID}.absent.{one.files.state}.{area.place.id}"
    number = register.figures.get(name) or register.enter_count(
        name,
        indicator=f"{ID}.absent",
        label="Agencies on the FBI’s list for the area without a month in the incident files",
        cell=Cell.counted(len(absent)),
        unit="agencies",
        period=one.files.period,
        place=area.place,
        made_from=(
            *(address for agency in absent for address in agency.made_from),
            cite_list(one.files),
        ),
    )
    return Absent(tuple(absent), number)


def say_absent(
    register: Register, area: Area, one: AreaIncidents, absent: Absent | None
) -> Iterator[Sentence]:
    """How many of the agencies on the FBI's list are silent, the first of them by name."""
    if absent is None:
        return
    what = "no incident of " if one.files.months_from == INCIDENT_DATES else "no month of "
    many = len(absent.agencies) > ABSENT_NAMED_AT_MOST
    more = "; a table below names all of them" if many else ""
    yield say_with(
        register, one, *_listed(register, area), Words(f", the incident files have {what}"),
        Shown(absent.number.id), Words(": "),
        *_names(register, absent.agencies[:ABSENT_NAMED_AT_MOST]),
        Words(f"{more}. What they recorded is in no count here, and that is not zero."),
    )  # fmt: skip


def lay_absent(
    library: Library, register: Register, area: Area, one: AreaIncidents, absent: Absent | None
) -> Iterator[FigureTable]:
    """Every silent agency by name, with why the files have no months of it."""
    if absent is None:
        return
    in_files = {agency.id for agency in one.files.reporters}
    by_dates = one.files.months_from == INCIDENT_DATES
    rows = []
    for agency in absent.agencies:
        why = NO_INCIDENT if by_dates else NO_MONTH
        figure = register.enter_count(
            f"{ID}.no_months.{agency.ori}.{one.files.period.label}.{area.place.id}",
            indicator=f"{ID}.no_months",
            label="Months that one agency on the FBI’s list has in the incident files",
            cell=Cell.missing(Status.NOT_REPORTED, why if agency.ori in in_files else NOT_IN_FILES),
            unit="months",
            period=one.files.period,
            place=area.place,
            made_from=agency.made_from,
            measured_for=f"agency {agency.ori}",
        )
        kind = f" ({agency.kind})" if agency.kind else ""
        rows.append(TableRow((Named(f"{agency.name}{kind}", figure.evidence),), figure.id))
    state = library.catalogue.states.names[one.files.state]
    title = (Words("Agencies on the FBI’s list for this area that are silent in the incident "
                   f"files of {state}, "), When(one.files.period))  # fmt: skip
    yield FigureTable(title, "Agency", "months", tuple(rows))


def say_files(
    library: Library,
    register: Register,
    area: Area,
    one: AreaIncidents,
    recorded: Recorded | None,
) -> Sentence:
    """For page one: incident files are in hand, how much of the area they hold, who is silent."""
    state = library.catalogue.states.names[one.files.state]
    absent = find_absent(register, area, one, recorded)
    parts: list[Part] = [Words(f"The incident files of {state}, "), When(one.files.period)]
    if not one.covers:
        parts.append(Words(", hold no agency of this area alone"))
    else:
        alone = (
            " that serve this area alone" if len(one.own) > 1 else " that serves this area alone"
        )
        parts += [Words(", hold "), Shown(one.agencies.id), Words(alone)]
    if one.covers and one.months.quantity.has_number:
        what = (
            ", with an incident in "
            if one.files.months_from == INCIDENT_DATES
            else ", which reported "
        )
        parts += [Words(what), Shown(one.months.id), Words(" of "), Shown(one.of_months.id)]
    elif one.covers:
        parts.append(Words("; in which months they reported is not known"))
    if absent is None:
        return say_with(register, one, *parts, Words("; they say nothing of the others."))
    first = absent.agencies[:FIRST_PAGE_NAMED_AT_MOST]
    more = len(absent.agencies) > len(first)
    what = "no incident of " if one.files.months_from == INCIDENT_DATES else "no month of "
    return say_with(
        register, one, *parts, Words(". "), *_listed(register, area), Words(f", they have {what}"),
        Shown(absent.number.id), Words(", among them " if more else ": "),
        *_names(register, first), Words(". What these recorded is in none of their counts."),
    )  # fmt: skip


def _listed(register: Register, area: Area) -> Iterator[Part]:
    """How many agencies the FBI lists here, where it says so."""
    listed = register.figures.get(f"agencies_listed.{area.place.id}")
    if listed is not None and listed.quantity.has_number:
        yield Words("Of ")
        yield Shown(listed.id)
        yield Words(" on the FBI’s list for this area")
    else:
        yield Words("Of the agencies on the FBI’s list for this area")


def _names(register: Register, agencies: Sequence[Agency]) -> Iterator[Part]:
    for place, agency in enumerate(agencies):
        if place:
            yield Words(", ")
        yield register.name(agency.name, agency.made_from)


def say_with(register: Register, one: AreaIncidents, *parts: Part) -> Sentence:
    """A sentence whose evidence is every file of the download."""
    said = register.say(*parts) if any(isinstance(p, Shown | Named) for p in parts) else None
    evidence = (*(said.evidence if said else ()), *one.evidence)
    return Sentence(tuple(parts), tuple(dict.fromkeys(evidence)))


def cite_list(files: IncidentFiles) -> Address:
    """The file that says who reported when."""
    by_table = {file.table: file for file in files.files}
    found = by_table.get("nibrs_month") or by_table.get("agencies") or files.files[0]
    return Address(files.source_id, found.file, None, "all columns", found.sha256, n=0, rows=ROWS)


__all__ = [
    "Absent",
    "cite_list",
    "find_absent",
    "lay_absent",
    "say_absent",
    "say_files",
    "say_with",
]
