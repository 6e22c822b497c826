"""The counts of an area's agencies in incident files as a block: words, tables, who is silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firstlight.assessment.bounds import Bounds
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_area import (
    FORMS,
    ID,
    NONE_HERE,
    PROSTITUTION,
    AreaIncidents,
)
from firstlight.assessment.incident_silence import (
    cite_list,
    find_absent,
    lay_absent,
    say_absent,
    say_with,
)
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.incidents import INCIDENT_DATES, MONTHS_UNKNOWN
from firstlight.recorded import Recorded

NAMED_AT_MOST = 6
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
    absent = [find_absent(register, area, one, recorded) for one in found]
    for one, silent in zip(found, absent, strict=True):
        tables += _lay(library, register, one)
        tables += lay_absent(library, register, area, one, silent)
    rules = library.catalogue.nibrs.rules
    return Block(
        id=ID,
        heading="From incident files",
        title="Recorded by the agencies of this area, in incident files",
        question="What did the agencies here record, in how many months, and who is silent?",
        sentences=(
            *(said for one in found for said in _say(library, register, area, one)),
            *(
                said
                for one, silent in zip(found, absent, strict=True)
                for said in say_absent(register, area, one, silent)
            ),
            *(said for bound in bounds for said in bound.sentences),
        ),
        tables=(*tables, *(table for bound in bounds for table in bound.tables)),
        warnings=("W01", "W02", "W03", "W11", "W12"),
        cannot_tell=CANNOT_TELL,
        ask_next=ASK,
        remarks=(
            f"Offenses are those coded {' and '.join(FORMS)}. Arrests of minors are those under "
            f"{'; '.join(f'{code}, {codes[code].name}' for code in (*FORMS, *PROSTITUTION))}.",
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
        yield say_with(
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
    yield say_with(register, one, *parts, Words("."))
    residents = f"residents.{area.place.id}"
    if one.served.quantity.has_number:
        parts = [Words("They serve "), Shown(one.served.id)]
        if residents in register.figures and register.figures[residents].quantity.has_number:
            parts += [Words(f"; {area.place.name} has "), Shown(residents)]
        yield say_with(register, one, *parts, Words("."))
    yield _say_months(register, one)
    for code, name in FORMS.items():
        figure = one.by_form[code]
        yield say_with(register, one, Words(f"Coded as {name}: "), *_tell(figure))
    if any(figure.quantity.value == 0 for figure in one.by_form.values()):
        means = " ".join(rules.zero_means)
        yield say_with(register, one, Words(f"What a zero can mean here: {means}"))
    for name, words, victims in (
        (
            "trafficking",
            "Minors arrested for trafficking itself: ",
            " They may be victims themselves.",
        ),
        (
            "prostitution",
            "Minors arrested: victims under federal law. Arrested for prostitution: ",
            "",
        ),
    ):
        figure = one.minors_of[name]
        yield say_with(
            register, one, Words(words),
            *([Shown(figure.id)] if _is_counted(figure) else [Words(_no_number(figure))]),
            Words(f".{victims} {rules.minors_note}."),
        )  # fmt: skip
    if one.lookback.quantity.has_number:
        yield say_with(
            register, one, Words("Of "),
            *([Shown(one.incidents.id)] if one.incidents.quantity.has_number else
              [Words("all incidents")]),
            Words(", those worth reading again, since a missed case may stand in them: "),
            Shown(one.lookback.id), Words(". They are records of other offenses, and no finding."),
        )  # fmt: skip
    yield from _say_shared(register, one)


def _say_months(register: Register, one: AreaIncidents) -> Sentence:
    """For how many of their months the files have anything, and what kind of months that are."""
    if not one.months.quantity.has_number:
        return say_with(
            register, one,
            Words("In which months these agencies reported is not known: the files have no table "
                  "of months, and no date of an incident."),
        )  # fmt: skip
    if one.files.months_from == INCIDENT_DATES:
        return say_with(
            register, one, Words("Months in which they have an incident: "), Shown(one.months.id),
            Words(", of "), Shown(one.of_months.id),
            Words(". The files have no table of months, so that a month with nothing to report "
                  "looks like one that was not reported."),
        )  # fmt: skip
    return say_with(
        register, one, Words("Months that they reported: "), Shown(one.months.id),
        Words(", of "), Shown(one.of_months.id), Words("."),
    )  # fmt: skip


def _is_counted(figure: Figure) -> bool:
    cell = figure.quantity.cell
    return cell.has_number and cell.status is not Status.STRUCTURAL_ZERO


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
    if figure.quantity.cell.status is Status.STRUCTURAL_ZERO:
        return "nobody here could use these codes"
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
        yield say_with(register, one, *parts, Words(f"{more}{said}"))


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
        (Words("Minors arrested: around prostitution, victims under federal law; for trafficking "
               "itself, perhaps victims too"), *when),
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
    by_dates = one.files.months_from == INCIDENT_DATES
    for agency in one.own:
        if not agency.listed or one.files.months_from == MONTHS_UNKNOWN:
            continue
        figure = register.enter_count(
            f"{ID}.agency_months.{agency.id}.{one.files.period.label}",
            indicator=f"{ID}.agency_months",
            label="Months in which one agency has an incident"
            if by_dates
            else "Months that one agency reported",
            cell=Cell.counted(len(agency.months)),
            unit="months",
            period=one.files.period,
            place=one.agencies.place,
            made_from=(cite_list(one.files),),
            measured_for=f"agency {agency.id}",
        )
        name = Named(f"{agency.name or agency.id} ({agency.kind})", figure.evidence)
        rows.append(TableRow((name,), figure.id))
    if rows:
        what = "Months with an incident" if by_dates else "Months reported"
        title = (Words(f"{what}, by agency"), *when)
        yield FigureTable(title, "Agency", "months", tuple(rows))


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


__all__ = ["make_area_block"]
