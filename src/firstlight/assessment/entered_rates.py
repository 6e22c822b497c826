"""Rates and repeat shares of runaway and missing reports, made of shown counts only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import Area, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import (
    Quantity,
    Unit,
    UnitKind,
    add_quantities,
    divide_quantities,
)
from firstlight.base.words import count_in_words
from firstlight.entered import Total, pairs
from firstlight.sources import observe_county

RATE, REPEAT = "episodes_rate", "episodes_repeat"
PER = 1_000
RATE_UNIT = Unit(UnitKind.RATE, "reports for each thousand of these residents")
REPEAT_UNIT = Unit(UnitKind.SHARE, "%", "of reports")
HIDDEN = "The count is hidden, and a rate or a share would give it away."
ABOUT_REPEATS = (
    "A repeat report is one about a child who was reported before in the same period: reports "
    "less children, as a share of reports."
)


@dataclass(frozen=True, slots=True)
class Derived:
    """What was worked out of entered reports, and what was not and why."""

    sentences: tuple[Sentence, ...] = ()
    tables: tuple[FigureTable, ...] = ()
    remarks: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def derive_rates(
    library: Library, register: Register, area: Area, entries: Sequence[tuple[Total, Figure]]
) -> Derived:
    """Rates per 1,000 residents under 18 and the share of repeat reports.

    The rate's margin is that of the residents: a count has none of its own (Census Bureau
    handbook, chapter 8, with a margin of 0 above the line). Where the reports are of other
    years than the survey that counted the residents, there is none, and that is said. A report
    is never called a child.
    """
    reports = [(total, figure) for total, figure in entries if total.measure == "episodes"]
    rates: list[Figure] = []
    shares: list[Figure] = []
    refusals: list[Refusal] = []
    for total, figure in reports:
        if figure.quantity.cell.status is Status.SUPPRESSED:
            what = "A rate of runaway and missing reports"
            refusals.append(Refusal(what, HIDDEN, "", figure.place.name, RATE))
            continue
        if not figure.quantity.has_number:
            continue
        if figure.place.kind in (PlaceKind.COUNTY, PlaceKind.AREA):
            rates.append(_enter_rate(library, register, area, total, figure))
        for children, counted in entries:
            if children.measure == "children" and total.cell.value and pairs(total, children):
                share = _enter_share(register, total, figure, children, counted)
                if share is not None:
                    shares.append(share)
                else:
                    what = "The share of repeat reports"
                    refusals.append(Refusal(what, HIDDEN, "", figure.place.name, REPEAT))
    survey = Period.read(library.catalogue.indicators["under_18"].period)
    sentences = [
        register.say(
            Words("Set against the residents under eighteen of the Census survey of "),
            When(survey),
            Words(", the reports of "),
            When(rate.period),
            Words(f" in {rate.place.name} are "),
            Shown(rate.id),
            Words(_say_apart(rate, survey)),
        )
        for rate in rates
        if rate.quantity.has_number
    ]
    sentences += [
        register.say(
            Words("Repeat reports are "),
            Shown(share.id),
            Words(f" of the reports in {share.place.name}, "),
            When(share.period),
            Words("."),
        )
        for share in shares
        if share.quantity.has_number
    ]
    against = "Runaway and missing reports against residents under eighteen of "
    tables = [
        _table((Words(against), When(survey)), rates),
        _table((Words("Repeat reports, as a share of reports"),), shares),
    ]
    remarks = []
    if rates:
        remarks.append(f"The residents under 18 are those of the Census survey of {survey.label}.")
    if shares:
        remarks.append(ABOUT_REPEATS)
    return Derived(tuple(sentences), tuple(t for t in tables if t), tuple(remarks), tuple(refusals))


def _say_apart(rate: Figure, survey: Period) -> str:
    """The end of the sentence: how far the reports and the residents lie apart in time."""
    years = rate.period.first.year - survey.last.year
    if rate.period.overlaps(survey) or not years:
        return "."
    side = "newer" if years > 0 else "older"
    many = f"{count_in_words(abs(years))} year{'' if abs(years) == 1 else 's'}"
    return (
        f". The reports are {many} {side} than the count of residents, so no margin of error "
        "can be given."
    )


def _table(title: tuple[Part, ...], figures: Sequence[Figure]) -> FigureTable | None:
    rows = tuple(
        TableRow((Words(f"{figure.place.name}, "), When(figure.period)), figure.id)
        for figure in figures
    )
    unit = figures[0].quantity.unit.name if figures else ""
    return FigureTable(title, "Place and time", unit, rows) if rows else None


def _enter_rate(
    library: Library, register: Register, area: Area, total: Total, figure: Figure
) -> Figure:
    residents, made_from = _residents_under_18(library, area, figure.place)
    counted = Quantity(figure.quantity.cell, figure.quantity.unit, 0.0)
    rate = divide_quantities(counted, residents, per=PER, unit=RATE_UNIT, part_of_whole=False)
    survey = Period.read(library.catalogue.indicators["under_18"].period)
    if not figure.period.overlaps(survey):
        # the margin of the survey's years says nothing of the residents of another year
        rate = replace(rate, margin=None, low=None, high=None)
    return register.enter_quantity(
        figure.id.replace("entered.episodes", f"entered.{RATE}", 1),
        indicator=RATE,
        label=(
            f"Runaway and missing reports per 1,000 residents under 18 of {survey.label}, "
            f"{figure.place.name}"
        ),
        quantity=rate,
        period=figure.period,
        place=figure.place,
        made_from=(*total.made_from, *made_from),
        decimals=1,
        invented=figure.invented,
    )


def _residents_under_18(
    library: Library, area: Area, place: Place
) -> tuple[Quantity, tuple[Address, ...]]:
    """Residents under 18 with their margin, of a county or of all counties of the area."""
    column = library.catalogue.indicators["under_18"].inputs["part"]
    wanted = area.fips if place.kind is PlaceKind.AREA else (place.id,)
    seen = [observe_county(library.pack, column, fips) for fips in wanted]
    made_from = tuple(address for one in seen for address in one.made_from)
    return add_quantities([one.quantity for one in seen]), made_from


def _enter_share(
    register: Register, total: Total, figure: Figure, children: Total, counted: Figure
) -> Figure | None:
    """The share of repeat reports, or None where the number of children is hidden."""
    many, few = figure.quantity.value, counted.quantity.value
    if many is None or few is None or many == 0:
        return None
    quantity = Quantity(Cell.estimated(100 * (many - few) / many), REPEAT_UNIT)
    return register.enter_quantity(
        figure.id.replace("entered.episodes", f"entered.{REPEAT}", 1),
        indicator=REPEAT,
        label=f"Repeat reports, as a share of reports, {figure.place.name}",
        quantity=quantity,
        period=figure.period,
        place=figure.place,
        made_from=(*total.made_from, *children.made_from),
        decimals=1,
        invented=figure.invented,
    )
