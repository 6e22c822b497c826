"""What is said of police records: a floor, who sent nothing, and who cannot be placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firstlight.assessment.library import Library
from firstlight.assessment.register import Register
from firstlight.base.cell import Status
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.base.provenance import Address
from firstlight.recorded import AgencyYear, Recorded

SHARED_AT_MOST = 3  # more stand in the table only


def say_recorded(
    register: Register,
    library: Library,
    area: Area,
    recorded: Recorded,
    total: Figure,
    by_form: tuple[Figure, ...],
    returned: Figure,
    listed: Figure,
) -> Iterator[Sentence]:
    """The count of the area's own agencies first, then who is silent, then who is shared."""
    yield from _say_total(register, library, area, total, by_form)
    yield from _say_silence(register, recorded, returned, listed)
    shared = [entry for entry in recorded.by_agency if entry.agency in recorded.shared]
    for entry in shared[:SHARED_AT_MOST]:
        yield _say_shared(register, library, entry)
    inside = [entry for entry in recorded.by_agency if entry.agency in recorded.several]
    if inside:
        names = [register.name(entry.agency.name, entry.agency.made_from) for entry in inside]
        one = len(names) == 1
        yield register.say(
            *_join(names),
            Words(f" {'serves' if one else 'serve'} several counties of the area and "),
            Words(f"{'stands' if one else 'stand'} in no single county’s count."),
        )


def _say_total(
    register: Register, library: Library, area: Area, total: Figure, by_form: tuple[Figure, ...]
) -> Iterator[Sentence]:
    whose = f"{area.place.name} alone" if area.is_one_county else area.place.name
    if total.quantity.has_number:
        yield register.say(
            Words(f"Police agencies of {whose} recorded "),
            Shown(total.id),
            Words(" in "),
            When(total.period),
            Words(", which is a floor."),
        )
        if all(figure.quantity.has_number for figure in by_form):
            yield register.say(
                Words("Of the offenses recorded, "),
                Shown(by_form[0].id),
                Words(" were commercial sex acts and "),
                Shown(by_form[1].id),
                Words(" involuntary servitude."),
            )
    elif total.quantity.cell.status is Status.SUPPRESSED:
        yield register.say(
            Words(f"Police agencies of {whose} recorded trafficking offenses in "),
            When(total.period),
            Words("; the number is hidden to protect people, and it is a floor."),
            addresses=(whole_column(library, "ACTUAL_COUNT"),),
        )
    else:
        yield register.say(
            Words(f"No police agency of {whose} has a row in the file for "),
            When(total.period),
            Words(". That is not zero: the file cannot tell none from silence."),
            addresses=(whole_column(library, "ORI"),),
        )


def _say_silence(
    register: Register, recorded: Recorded, returned: Figure, listed: Figure
) -> Iterator[Sentence]:
    year, of = When(returned.period), When(listed.period)
    if not listed.quantity.has_number:
        return
    if not returned.quantity.has_number:
        yield register.say(
            Words("The FBI’s list of "),
            of,
            Words(" has "),
            Shown(listed.id),
            Words(" here; none of them has a row for "),
            year,
            Words("."),
        )
    elif returned.quantity.value == listed.quantity.value:
        yield register.say(
            Words("Rows for "),
            year,
            Words(" came from all "),
            Shown(listed.id),
            Words(" on the FBI’s list of "),
            of,
            Words("."),
        )
    else:
        yield register.say(
            Words("Rows for "),
            year,
            Words(" came from "),
            Shown(returned.id),
            Words(", of "),
            Shown(listed.id),
            Words(" on the FBI’s list of "),
            of,
            Words(", agencies shared with other counties included" if recorded.shared else ""),
            Words("; whether the others recorded none, the file cannot say."),
        )


def _say_shared(register: Register, library: Library, entry: AgencyYear) -> Sentence:
    """An agency that works elsewhere too: its own count, and that it cannot be placed."""
    name = register.name(entry.agency.name, entry.agency.made_from)
    figure = register.figures[f"recorded_by_agency.{entry.agency.ori}.{entry.year}"]
    if figure.quantity.has_number:
        return register.say(
            name,
            Words(" recorded "),
            Shown(figure.id),
            Words(". It serves counties outside too, and how many were here nobody can say."),
        )
    return register.say(
        name,
        Words(" recorded offenses too, and their number is hidden. It serves counties outside."),
        addresses=(whole_column(library, "ACTUAL_COUNT"),),
    )


def _join(names: Sequence[Part]) -> Iterator[Part]:
    for index, name in enumerate(names):
        if index:
            yield Words(" and " if index == len(names) - 1 else ", ")
        yield name


def whole_column(library: Library, column: str) -> Address:
    """A column that was searched from end to end, with no row singled out."""
    table = library.pack.table("fbi_ht_2020", "offenses")
    return table.column_address(column, table.rows)
