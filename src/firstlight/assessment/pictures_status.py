"""How far somebody came in deciding, by who decided: "confirmed" by one is a tip to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block
from firstlight.assessment.pictures_counts import FBI, Gave, find_newest
from firstlight.assessment.recorded_cases import DEFINITION
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell
from firstlight.base.finding import Named, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.catalogue.entries import PictureStatus
from firstlight.recorded import Recorded

STATUS, HEADING = "pictures_status", "Two pictures"
NOBODY = "nobody has decided"
GOVERNMENT = "other_government"


@dataclass(frozen=True, slots=True)
class _Row:
    """One count with how far it came and who decided; its place in the ladder is `order`."""

    order: tuple[int, int]
    label: tuple[Part, ...]
    figure: str


def make_status_block(
    library: Library,
    register: Register,
    area: Area,
    gave: Sequence[Gave],
    recorded: Recorded,
    *,
    invented: bool,
) -> Block:
    """Each count under the status that somebody gave it, with the one who decided.

    Counts of a state stand as that state's. A total whose measure has no status is counted
    in the note, and so is one to which the holder gave no number.
    """
    readings = {one.measure: one for one in library.catalogue.pictures.statuses}
    whole = [g for g in find_newest(gave) if not g.total.parts and not g.total.group]
    read = [g for g in whole if g.total.measure in readings]
    rows = [_read_entered(library, register, area, g, readings[g.total.measure]) for g in read]
    rows += _read_recorded(library, register, area, recorded, readings[""])
    tables = tuple(_lay(library, register, rows, invented=invented and bool(read)))
    return Block(
        id=STATUS,
        heading=HEADING,
        title="Status, by who decided",
        question="How far did somebody come in deciding, and who was it?",
        sentences=tuple(_say(library, register, area, whole, readings, invented=invented)),
        tables=tables,
        warnings=("W01", "W02", "W04"),
        cannot_tell=(
            "How many people there are under one status. The same person can stand in several "
            "lines, and each decider has a definition of its own.",
            "Whether somebody who was found to be no victim is one.",
        ),
        ask_next="Ask each holder who decides, by which definition, and how many are not "
        "assessed yet. Ask the prosecutor and the courts for charges and convictions by year.",
        remarks=(
            "Lines are never added: the same word means other things to other deciders.",
            *dict.fromkeys(
                notice
                for given in read
                if (notice := find_notice(library, readings[given.total.measure]))
            ),
        ),
        refusals=(),
        invented=invented and bool(read),
    )


def _read_entered(
    library: Library, register: Register, area: Area, given: Gave, reading: PictureStatus
) -> _Row:
    total = given.total
    order, words = place_status(library, reading)
    cited = total.made_from
    parts: list[Part] = [
        Words(f"{words}. Counted by "),
        register.name(total.holder, cited) if cited else Words(_no_digits(total.holder)),
        Words(", "),
        When(total.period),
    ]
    if total.place.id not in {area.place.id, *area.fips}:
        parts.append(Words(f", all of {total.place.name}"))
    if total.definition and cited:
        parts += [Words(", as: "), register.name(total.definition, cited)]
    return _Row(order, tuple(parts), given.figure)


def _read_recorded(
    library: Library, register: Register, area: Area, recorded: Recorded, reading: PictureStatus
) -> Iterator[_Row]:
    """The FBI's offenses of the area, and those of an incident download where one was given."""
    order, words = place_status(library, reading)
    last = recorded.years[-1]
    figure = register.figures[f"recorded_offenses.{last}.{area.place.id}"]
    yield _Row(
        order,
        (
            Words(f"{words}. Counted by {FBI[:1].lower()}{FBI[1:]}, "),
            When(figure.period),
            Words(f", as: {DEFINITION}"),
        ),
        figure.id,
    )
    for name, figure in register.figures.items():
        if name.startswith(("incident_files.offenses.64A.", "incident_files.offenses.64B.")):
            where = f"agencies of {figure.place.name} in the download"
            label: Part = Words(_no_digits(figure.label))
            if figure.evidence:
                label = Named(figure.label, figure.evidence)
            parts = (
                Words(f"{words}. Counted by {where}, "),
                When(figure.period),
                Words(", as: "),
                label,
            )
            yield _Row(order, parts, figure.id)


def find_notice(library: Library, reading: PictureStatus) -> str:
    """The law that binds what another government body decided, as its template says it."""
    if reading.decider != GOVERNMENT:
        return ""
    catalogue = library.catalogue
    return catalogue.templates[catalogue.entered[reading.measure].template].notice


def place_status(library: Library, reading: PictureStatus) -> tuple[tuple[int, int], str]:
    """Where a reading stands in the ladder, and its words."""
    dimensions = library.catalogue.taxonomy.dimensions
    statuses, deciders = dimensions["status"].values, dimensions["decider"].values
    status = statuses[reading.status].label
    order = list(statuses).index(reading.status)
    if not reading.decider:
        return (order, -1), f"{status[:1].upper()}{status[1:]}; {NOBODY}"
    who = deciders[reading.decider].label
    place = order, list(deciders).index(reading.decider)
    return place, reading.said or f"{status[:1].upper()}{status[1:]}; who decided: {who}"


def _lay(
    library: Library, register: Register, rows: Sequence[_Row], *, invented: bool
) -> Iterator[FigureTable]:
    """A table for each unit, the ladder from the tip upward."""
    by_unit: dict[str, list[_Row]] = {}
    for row in sorted(rows, key=lambda row: row.order):
        unit = register.figures[row.figure].quantity.unit.name
        by_unit.setdefault(unit, []).append(row)
    mark = "Partly invented for this demonstration: status" if invented else "Status"
    for unit, own in by_unit.items():
        yield FigureTable(
            (Words(f"{mark}, by who decided"),),
            "Status, who decided, and who counted",
            unit,
            tuple(TableRow(row.label, row.figure) for row in own),
        )


def _say(
    library: Library,
    register: Register,
    area: Area,
    whole: Sequence[Gave],
    readings: dict[str, PictureStatus],
    *,
    invented: bool,
) -> Iterator[Sentence]:
    """Which deciders gave no count, and the note: totals without a status, and without a number."""
    cited = (whole_column(library, "ACTUAL_COUNT"),)
    deciders = library.catalogue.taxonomy.dimensions["decider"].values
    heard = {readings[g.total.measure].decider for g in whole if g.total.measure in readings}
    silent = [d.label for name, d in deciders.items() if name not in {*heard, "police", "other"}]
    if silent:
        yield register.say(
            Words(f"No count is in hand of what these decided: {', '.join(silent)}. A blank is "
                  "no zero."),
            addresses=cited,
        )  # fmt: skip
    counted = [g for g in whole if library.catalogue.entered[g.total.measure].counts]
    notes = (
        ("unmapped", "without a status in the shared words",
         [g for g in counted if g.total.measure not in readings]),
        ("unknown", "with a status and without a number that can be shown",
         [g for g in counted if g.total.measure in readings
          and not register.figures[g.figure].quantity.has_number]),
    )  # fmt: skip
    given = tuple(address for g in counted for address in g.total.made_from)
    if not given:
        return
    parts: list[Part] = [Words("Note to the table. ")]
    for name, words, own in notes:
        figure = register.enter_count(
            f"{STATUS}.{name}.{area.place.id}",
            indicator=STATUS,
            label=f"Totals {words}",
            cell=Cell.counted(len(own)),
            unit="of the totals given",
            period=counted[0].total.period,
            place=area.place,
            made_from=given,
            invented=invented,
        )
        parts += [Words(f"{words[:1].upper()}{words[1:]}: "), Shown(figure.id), Words(". ")]
    yield register.say(*parts[:-1], Words("."), addresses=given)


def _no_digits(text: str) -> str:
    return "".join(sign for sign in text if not sign.isdigit())
