"""What of an entered total is in none of its parts: told as not stated, never shared out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstlight.assessment.entered_rates import Derived
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Shown, When, Words
from firstlight.base.quantity import Quantity
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.entered import Total, find_breakdowns

BY = {
    "form": "by form",
    "age": "by age",
    "identified_by": "by route of identification",
    "facility_type": "by kind of facility",
    "district": "by school district",
}
SPLIT = "by what was done"


def derive_rests(
    register: Register,
    measures: Mapping[str, EnteredMeasure],
    entries: Sequence[tuple[Total, Figure]],
) -> Derived:
    """For each total that is broken down and shown with all its parts, what is in none.

    Where any part is hidden there is no such figure: it would give the part away.
    """
    totals = [total for total, _ in entries]
    splits = {m.id: m.splits for m in measures.values() if m.splits}
    made: list[tuple[Total, str, Figure]] = []
    for found in find_breakdowns(totals, splits):
        whole, figure = entries[found.whole]
        parts = [entries[index] for index in found.parts]
        values = [part.quantity.value for _, part in parts]
        doubled = len({(t.measure, t.parts) for t, _ in parts}) < len(parts)
        if doubled or figure.quantity.value is None or None in values:
            continue
        rest = figure.quantity.value - sum(value or 0.0 for value in values)
        if rest <= 0:
            continue
        names = {n for t, _ in parts for n, _ in t.parts} - {n for n, _ in whole.parts}
        by = " and ".join(BY[name] for name in BY if name in names) or SPLIT
        entered = register.enter_quantity(
            f"{figure.id}.not_stated.{'_'.join(sorted(names)) or 'split'}",
            indicator=f"{whole.measure}_not_stated",
            label=f"{measures[whole.measure].label}, not stated {by}, {figure.place.name}",
            quantity=Quantity(Cell.estimated(rest), figure.quantity.unit),
            period=figure.period,
            place=figure.place,
            made_from=(*whole.made_from, *(a for t, _ in parts for a in t.made_from)),
            measured_for=figure.measured_for,
            invented=figure.invented,
        )
        made.append((whole, by, entered))
    sentences = tuple(
        register.say(
            Words("Of what "),
            register.name(whole.holder, whole.made_from),
            Words(" gave, "),
            Shown(figure.id),
            Words(f" are in none of the parts {by}, {figure.place.name}, "),
            When(figure.period),
            Words(": not stated."),
        )
        for whole, by, figure in made
    )
    rows = tuple(
        TableRow((Words(f"{by}, {figure.place.name}, "), When(figure.period)), figure.id)
        for _, by, figure in made
    )
    title = (Words("Not stated: in none of the parts that were given"),)
    tables = (FigureTable(title, "Split, place and time", "", rows),) if rows else ()
    return Derived(sentences, tables)
