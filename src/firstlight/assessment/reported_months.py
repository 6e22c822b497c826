"""Who reported in 2015: the one year for which a count of none can be told from silence."""

from __future__ import annotations

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.recorded import MonthsReported, Recorded, read_months_reported

BLOCK = "months_reported"
TITLE = "Who reported on trafficking, month by month, in one year"
NO_LINE = "No agency of these counties has a line in the master file."
LABELS = {
    "found": "With a line in the master file",
    "all_months": "Sent all twelve months",
    "none_recorded": "Sent all twelve months and recorded none",
    "some_months": "Sent some months",
    "covered": "Sent none, and another agency reports for it",
    "no_month": "Sent none",
}


def make_months_block(
    library: Library, register: Register, area: Area, recorded: Recorded
) -> Block:
    """How many agencies here sent their months in the master file's year, and recorded none."""
    months = read_months_reported(library.pack, recorded.agencies)
    if not months.found:
        refusal = Refusal(TITLE, NO_LINE, "A statement from each agency.", area.place.name, BLOCK)
        return _block((), (), (refusal,))
    figures = {name: _enter(register, area, months, name) for name in LABELS}
    title: tuple[Part, ...] = (Words("Agencies that serve these counties, "), When(months.period))
    rows = (TableRow((Words(label),), figures[name].id) for name, label in LABELS.items())
    table = FigureTable(title, "Agencies that", "agencies", tuple(rows))
    count = {name: figure.quantity.value for name, figure in figures.items()}
    parts: list[Part] = [
        Words("In "),
        When(months.period),
        Words(", of "),
        Shown(figures["found"].id),
        Words(" here with a line in the FBI’s master file, "),
        Shown(figures["all_months"].id),
        Words(" sent all twelve months"),
    ]
    if count["none_recorded"]:
        parts += [
            Words("; of these, "),
            Shown(figures["none_recorded"].id),
            Words(" recorded none, which is a count and not a silence"),
        ]
    parts.append(Words("."))
    said = [register.say(*parts)]
    if count["no_month"]:
        silent = (Words("The master file holds no month at all of "), Shown(figures["no_month"].id))
        said.append(register.say(*silent, Words(": that is a silence and not a count of none.")))
    return _block(tuple(said), (table,), ())


def _block(
    sentences: tuple[Sentence, ...], tables: tuple[FigureTable, ...], refusals: tuple[Refusal, ...]
) -> Block:
    return Block(
        id=BLOCK,
        heading="Recorded by police",
        title=TITLE,
        question="Which agencies recorded none, and which sent nothing?",
        sentences=sentences,
        tables=tables,
        warnings=("W01", "W03"),
        cannot_tell=(
            "Who reports today. This is one year, and an old one.",
            "Whether an agency that recorded none was looking.",
        ),
        ask_next="Ask each agency since when it records trafficking, and whether it sends zeros.",
        remarks=(
            "No description of the master file came with it. Where its numbers stand was worked "
            "out from its own sums and checked against the later release of the same offenses: "
            "of 148 counts by agency and form, 137 are equal.",
            "Agencies that serve several counties are in, as in the count of agencies with a row.",
        ),
        refusals=refusals,
    )


def _enter(register: Register, area: Area, months: MonthsReported, name: str) -> Figure:
    return register.enter_count(
        f"{BLOCK}.{name}.{months.period.label}.{area.place.id}",
        indicator=f"{BLOCK}.{name}",
        label=f"Police agencies by months reported: {LABELS[name].lower()}, {area.place.name}",
        cell=Cell.counted(getattr(months, name)),
        unit="agencies",
        period=months.period,
        place=area.place,
        made_from=months.made_from,
    )
