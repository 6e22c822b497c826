"""What police recorded: a floor, and how many agencies said anything at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from firstlight.assessment.bounds import make_bounds
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import (
    Block,
    DetectionChoice,
    Refusal,
)
from firstlight.assessment.recorded_words import say_recorded, whole_column
from firstlight.assessment.register import Register
from firstlight.assessment.silent_states import ASK_STATE, find_silent_states
from firstlight.base.cell import Status
from firstlight.base.finding import Figure, When, Words
from firstlight.base.period import Period
from firstlight.base.place import Area, Place
from firstlight.recorded import Count, Recorded, read_recorded

FORM_WORDS = {
    "Commercial Sex Acts": ("commercial_sex", "Commercial sex acts"),
    "Involuntary Servitude": ("servitude", "Involuntary servitude"),
}
STAGE = "recorded by police and not unfounded"
DEFINITION = "FBI, Uniform Crime Reporting: commercial sex acts, or involuntary servitude"
RECORDED_ALONE = "Offenses recorded by agencies that serve only one county"
ASK_AGENCIES = "Ask each agency without a row whether it recorded none or sent nothing."
STATE_FIRST = "A statement from the state’s crime-records program on what it sends the FBI."
CANNOT_TELL = (
    "How many people are trafficked here. Records set a floor and nothing more.",
    "Whether an agency without a row recorded none, or sent nothing.",
    "Anything about federal cases. They are not in this file.",
    "How many victims there were, or how old. The file counts offenses.",
)


def make_recorded_block(
    library: Library, register: Register, area: Area, detection: DetectionChoice | None
) -> tuple[Block, Recorded]:
    """Make the block on offenses recorded by police, and give what it was made from."""
    recorded = read_recorded(library.pack, area.fips)
    hide = library.catalogue.sources["fbi_ht_2020"].hide_up_to
    last = recorded.years[-1]
    period = Period.year(last)
    name = area.place.name

    def enter(
        figure: str, label: str, count: Count, period: Period, *, unit: str = "offenses",
        place: Place = area.place, measured_for: str = "",
    ) -> Figure:  # fmt: skip
        return register.enter_count(
            figure,
            indicator=figure.split(".")[0] if unit == "agencies" else "recorded_offenses",
            label=label,
            cell=count.cell,
            unit=unit,
            period=period,
            place=place,
            made_from=count.made_from,
            measured_for=measured_for,
        )

    by_year = tuple(
        enter(
            f"recorded_offenses.{year}.{area.place.id}",
            f"Trafficking offenses recorded by police, {name}",
            recorded.by_year[year],
            Period.year(year),
        )
        for year in recorded.years
    )
    returned = tuple(
        enter(
            f"agencies_with_a_return.{year}.{area.place.id}",
            f"Police agencies with a row in the file, {name}",
            # no row is singled out: an agency's row can be all there is behind a hidden count
            Count(recorded.returned[year].cell, (whole_column(library, "ORI"),)),
            Period.year(year),
            unit="agencies",
        )
        for year in recorded.years
    )
    listed = enter(
        f"agencies_listed.{area.place.id}",
        f"Police agencies that the FBI lists, {name}",
        recorded.listed,
        library.pack.table("fbi_ht_2020", "agencies").period,
        unit="agencies",
    )
    forms = {
        year: tuple(
            enter(
                f"recorded_offenses.{FORM_WORDS[form][0]}.{year}.{area.place.id}",
                f"Trafficking offenses recorded, {FORM_WORDS[form][1].lower()}, {name}",
                count,
                Period.year(year),
            )
            for form, count in counts.items()
        )
        for year, counts in recorded.forms_by_year.items()
    }
    by_form = forms[last]
    by_county = tuple(
        enter(
            f"recorded_by_own_agencies.{last}.{county.fips}",
            f"Trafficking offenses recorded by agencies that serve only {county.full_name}",
            recorded.by_county[county.fips],
            period,
            place=county.place,
        )
        for county in area.counties
        if not area.is_one_county  # a single county's own agencies are the first table
    )
    by_agency = tuple(
        enter(
            f"recorded_by_agency.{entry.agency.ori}.{last}",
            "Trafficking offenses recorded by one agency",
            Count(entry.cell, entry.made_from),
            period,
            measured_for=f"agency {entry.agency.ori}",
        )
        for entry in recorded.by_agency
    )
    title = (
        "Offenses recorded by agencies that serve only this county"
        if area.is_one_county
        else "Offenses recorded by police, each agency counted once"
    )
    tables = [
        FigureTable(
            (Words(title),),
            "Year",
            "offenses",
            tuple(TableRow((When(f.period),), f.id, f.period == period) for f in by_year),
        ),
        FigureTable(
            (Words("Agencies with a row in the file, shared ones included"),),
            "Year",
            "agencies",
            tuple(TableRow((When(f.period),), f.id, f.period == period) for f in returned),
        ),
        *(
            FigureTable(
                (Words(f"Of these, {FORM_WORDS[form][1].lower()}"),),
                "Year",
                "offenses",
                tuple(
                    TableRow((When(counts[index].period),), counts[index].id, year == last)
                    for year, counts in forms.items()
                ),
            )
            for index, form in enumerate(recorded.by_form)
        ),
    ]
    if by_county:
        tables.append(
            FigureTable(
                (Words("Offenses recorded by agencies that serve only one county, "), When(period)),
                "County",
                "offenses",
                tuple(TableRow((Words(f.place.name),), f.id) for f in by_county),
            )
        )
    if by_agency:
        tables.append(
            FigureTable(
                (Words("Offenses by agency, "), When(period)),
                "Agency",
                "offenses",
                tuple(
                    TableRow((register.name(entry.agency.name, entry.agency.made_from),), figure.id)
                    for entry, figure in zip(recorded.by_agency, by_agency, strict=True)
                ),
            )
        )
    silent = find_silent_states(library, area, recorded)
    bounds = make_bounds(library, register, area, recorded, detection)
    refusals = (
        *_refuse(area, title, by_year),
        *(
            refusal
            for index, form in enumerate(recorded.by_form)
            for refusal in _refuse(
                area,
                f"{title}, of these {FORM_WORDS[form][1].lower()}",
                tuple(counts[index] for counts in forms.values()),
            )
        ),
        *_refuse(area, f"{RECORDED_ALONE}, {period.label}", by_county),
        *_refuse(area, f"Offenses by agency, {period.label}", by_agency),
        *_refuse(area, "Agencies on the FBI’s list", (listed,)),
    )
    if silent:
        refusals = tuple(
            replace(refusal, would_help=f"{STATE_FIRST} {refusal.would_help}")
            if refusal.would_help
            else refusal
            for refusal in refusals
        )
    block = Block(
        id="recorded_offenses",
        heading="Recorded by police",
        title="Trafficking offenses recorded by police",
        question="What did police record, and which agencies said anything?",
        sentences=(
            *say_recorded(register, library, area, recorded, by_year, by_form, returned, listed),
            *bounds.sentences,
        ),
        tables=(*tables, *bounds.tables),
        warnings=("W01", "W02", "W03"),
        cannot_tell=CANNOT_TELL,
        ask_next=f"{ASK_STATE} Then ask each agency." if silent else ASK_AGENCIES,
        remarks=(
            f"Definition used: {DEFINITION}. Stage: {STAGE}.",
            f"Counts from 1 to {hide} are hidden, so that no page singles out a case; another "
            "count is hidden with them where this page would give one away. The FBI publishes "
            "the file itself: whoever opens it, or subtracts one report from another, can find "
            "them.",
            "An agency that serves several counties is counted once in the area and in no single "
            "county.",
            "State police and other statewide agencies are listed without a county. What they "
            "recorded stands in no county’s count.",
            *bounds.remarks,
        ),
        factor="I37",
        refusals=(*refusals, *bounds.refusals),
    )
    return block, recorded


def _refuse(area: Area, what: str, figures: tuple[Figure, ...]) -> Iterator[Refusal]:
    """One refusal for all counts of a table that are missing for the same reason, naming each."""
    for status in (Status.NOT_REPORTED, Status.SUPPRESSED):
        missing = [figure for figure in figures if figure.quantity.cell.status is status]
        if not missing:
            continue
        years = sorted({figure.period.label for figure in missing})
        places = sorted({figure.place.name for figure in missing} - {area.place.name})
        named = ", ".join(places or (years if len(years) > 1 or len(figures) > 3 else ()))
        yield Refusal(
            what=f"{what}: {named}" if named and figures[0].measured_for == "" else what,
            why=missing[0].quantity.cell.why,
            would_help=(
                "A statement from each agency: none recorded, or nothing sent."
                if status is Status.NOT_REPORTED
                else ""
            ),
            place=area.place.name,
            indicator="recorded_offenses",
        )
