"""What is said of police records: a floor, who sent nothing, and who cannot be placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firstlight.assessment.library import Library
from firstlight.assessment.register import Register
from firstlight.assessment.silent_states import say_silent_states
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
    by_year: Sequence[Figure],
    by_form: tuple[Figure, ...],
    returned: Sequence[Figure],
    listed: Figure,
) -> Iterator[Sentence]:
    """The count of the area's own agencies first, then who is silent, then who is shared.

    Where the last year's count has no number, what this page shows of police records all the
    same stands with it: an agency's or a county's own count of that year, and the newest year
    with a number.
    """
    total = by_year[-1]
    yield from _say_total(register, library, area, total, by_form)
    if not total.quantity.has_number:
        yield from _say_shown_parts(register, area, recorded, total)
        yield from _say_newest(register, area, recorded, by_year, returned)
    yield from _say_silence(register, recorded, returned[-1], listed)
    yield from say_silent_states(library, register, area, recorded)
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
    only = area.is_one_county
    whose = f"that serve only {area.place.name}" if only else f"of {area.place.name}"
    serves = f"that serves only {area.place.name}" if only else whose
    if total.quantity.has_number:
        yield register.say(
            Words(f"Police agencies {whose} recorded "),
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
            Words(f"Police agencies {whose} recorded trafficking offenses in "),
            When(total.period),
            Words("; the number is hidden to protect people, and it is a floor."),
            addresses=(whole_column(library, "ACTUAL_COUNT"),),
        )
    else:
        yield register.say(
            Words(f"No police agency {serves} has a row in the file for "),
            When(total.period),
            Words(". That is not zero: the file cannot tell none from silence."),
            addresses=(whole_column(library, "ORI"),),
        )


def _say_shown_parts(
    register: Register, area: Area, recorded: Recorded, total: Figure
) -> Iterator[Sentence]:
    """Counties and agencies whose own count of the last year is shown, the total being hidden.

    The total is at least what they recorded together, and that is one floor: an agency that
    serves only a county whose count is shown is in that count already. An agency that works
    outside the area too has a sentence of its own.
    """
    parts: list[tuple[Part, Figure]] = []
    counted = set()
    for county in area.counties:
        name = f"recorded_by_own_agencies.{total.period.label}.{county.fips}"
        figure = register.figures.get(name)
        if figure is not None and figure.quantity.has_number:
            counted.add(county.fips)
            if figure.quantity.value:
                parts.append((Words(f"Agencies that serve only {county.full_name}"), figure))
    of_counties = len(parts)
    for entry in recorded.by_agency:
        figure = register.figures[f"recorded_by_agency.{entry.agency.ori}.{entry.year}"]
        apart = entry.agency.serves_several or not set(entry.agency.counties) <= counted
        if entry.agency not in recorded.shared and apart and figure.quantity.value:
            parts.append((register.name(entry.agency.name, entry.agency.made_from), figure))
    if not parts:
        return
    said: list[Part] = []
    for place, (who, figure) in enumerate(parts):
        if place:
            said.append(Words(" and " if place == len(parts) - 1 else ", "))
            # the list goes on in the middle of a sentence
            who = Words(_lower(who.text)) if isinstance(who, Words) else who
        alone = place == of_counties  # the first agency
        said += [who, Words(" by itself recorded " if alone else " recorded "), Shown(figure.id)]
    together = " together" if len(parts) > 1 else ""
    yield register.say(
        *said,
        Words(" in "),
        When(total.period),
        Words(f"; the hidden number of all agencies here is at least as many{together}."),
    )


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _say_newest(
    register: Register,
    area: Area,
    recorded: Recorded,
    by_year: Sequence[Figure],
    returned: Sequence[Figure],
) -> Iterator[Sentence]:
    """The newest year whose number this page shows, with how many agencies have a row for it."""
    shown = [pair for pair in zip(by_year, returned, strict=True) if pair[0].quantity.has_number]
    if not shown:
        return
    total, rows = shown[-1]
    of_all = "" if area.is_one_county else "for the whole area "
    yield register.say(
        Words(f"The newest year whose number {of_all}can be shown is "),
        When(total.period),
        Words(": "),
        Shown(total.id),
        Words(", which is a floor, with rows from "),
        Shown(rows.id),
        Words(", shared ones included." if recorded.shared else "."),
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
            Words(
                " here; it has no row for "
                if listed.quantity.value == 1
                else " here; none of them has a row for "
            ),
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
