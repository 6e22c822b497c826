"""Rates of entered counts: by what the holder says was done, or by the count they are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstlight.assessment.entered_rates import HIDDEN, Derived
from firstlight.assessment.entered_said import is_said, place_of
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.model import Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue.entered import EnteredMeasure, EnteredRate
from firstlight.entered import Total, pairs

NOT_GIVEN = "The holder has not said by what to divide it for the same place, period and part."
SEVERAL = "Two figures for the same thing stand beside each other, and nobody said which holds."
NONE_DONE = "What it would be divided by is none."
ABOUT_EFFORT = (
    "A rate divides one count by another of the same holder, place, period and part. It has no "
    "margin: both are counts. More effort finds more, so a rate says nothing of how much there is."
)


def derive_effort_rates(
    register: Register,
    measures: Mapping[str, EnteredMeasure],
    entries: Sequence[tuple[Total, Figure]],
) -> Derived:
    """A rate for each count whose denominator is in hand, and a refusal where one is hidden.

    Nothing is divided by a count of another holder, and a hidden count gives no rate.
    """
    made: dict[str, list[tuple[Total, Figure, EnteredRate]]] = {}
    refusals: dict[Refusal, None] = {}
    for total, figure in entries:
        for rate in measures[total.measure].rates:
            found = [e for e in entries if e[0].measure == rate.of and pairs(total, e[0])]
            twins = [e for e in entries if e[0].measure == total.measure and pairs(total, e[0])]
            why = _why_not(figure, found, twins)
            if why:
                if why != NOT_GIVEN or not total.parts:
                    refusals[Refusal(rate.label, why, "", figure.place.name, total.measure)] = None
                continue
            entered = _enter(register, total, figure, *found[0], rate)
            made.setdefault(f"{total.measure} {rate.of}", []).append((total, entered, rate))
    sentences = [
        _say(register, total, figure)
        for rows in made.values()
        for total, figure, _ in rows
        if is_said(total)
    ]
    tables = [
        FigureTable(
            (Words(f"{_no_digits(rows[0][2])}, entered by the leads"),),
            "Place, time and holder",
            rows[0][2].unit,
            tuple(TableRow(_row(register, total, figure), figure.id) for total, figure, _ in rows),
        )
        for rows in made.values()
    ]
    remarks = (ABOUT_EFFORT,) if made else ()
    return Derived(tuple(sentences), tuple(tables), remarks, tuple(refusals))


def _why_not(
    figure: Figure,
    found: Sequence[tuple[Total, Figure]],
    twins: Sequence[tuple[Total, Figure]],
) -> str:
    if len(found) > 1 or len(twins) > 1:
        return SEVERAL
    if not found:
        return NOT_GIVEN
    cells = (figure.quantity.cell, found[0][1].quantity.cell)
    if any(cell.status is Status.SUPPRESSED for cell in cells):
        return HIDDEN
    if any(cell.value is None for cell in cells):
        return NOT_GIVEN
    return "" if cells[1].value else NONE_DONE


def _enter(
    register: Register,
    total: Total,
    figure: Figure,
    effort: Total,
    counted: Figure,
    rate: EnteredRate,
) -> Figure:
    value = rate.per * (figure.quantity.value or 0.0) / (counted.quantity.value or 1.0)
    return register.enter_quantity(
        figure.id.replace(f"entered.{total.measure}", f"entered.{total.measure}_by_{rate.of}", 1),
        indicator=f"{total.measure}_by_{rate.of}",
        label=f"{rate.label}, {figure.place.name}",
        quantity=Quantity(Cell.estimated(value), Unit(UnitKind.RATE, rate.unit)),
        period=figure.period,
        place=figure.place,
        made_from=(*total.made_from, *effort.made_from),
        measured_for=figure.measured_for,
        decimals=1,
        invented=figure.invented,
    )


def _say(register: Register, total: Total, figure: Figure) -> Sentence:
    return register.say(
        Words("By the counts of "),
        register.name(total.holder, total.made_from),
        Words(", that is "),
        Shown(figure.id),
        Words(f", {place_of(figure)}, "),
        When(figure.period),
        Words("."),
    )


def _row(register: Register, total: Total, figure: Figure) -> tuple[Part, ...]:
    about = "".join(f"{value}, " for _, value in total.parts)
    return (
        register.name(about, total.made_from),
        Words(f"{figure.place.name}, "),
        When(figure.period),
        Words(", by "),
        register.name(total.holder, total.made_from),
    )


def _no_digits(rate: EnteredRate) -> str:
    """The label without "per 100": the unit says per how many, and plain words hold no digit."""
    return rate.label.partition(" per 1")[0].rstrip(",")
