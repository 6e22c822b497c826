"""Which other offenses stand around trafficking here, who records them, and what is in hand?

No count is worked out here. The figures that blocks have entered already are found by what
they measure and set beside the offense, with words for what was counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_area import FORMS, MEASURED_HERE
from firstlight.assessment.incident_files import MEASURED_FOR, figures_of_offense
from firstlight.assessment.process_shapes import (
    IN_HAND,
    NO_NUMBER,
    NOT_IN_HAND,
    Apart,
    OffenseState,
    ProactiveChoice,
    Process,
    Stage,
)
from firstlight.base.cell import Status
from firstlight.base.finding import Figure, Named, Part, When, Words
from firstlight.base.place import Area
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import ProactiveMeasure, RelatedOffense

HEAD = "Place and time"
COULD_NOT = "its zero says nothing, since nobody here could record it"
WIDER = "it is a wider place’s, since no count of this area alone is in hand"
HIDDEN_HERE = "it is a wider place’s, since the count of this area is hidden"
PART = "from those agencies alone that sent incident files"
ALL_OF_CODE = "it takes in every offense of this kind, with trafficking or without"


def make_process(catalogue: Catalogue, figures: Mapping[str, Figure], area: Area) -> Process:
    """Set the offenses of the catalogue beside what the assessment holds of them.

    Parameters
    ----------
    figures : Mapping[str, Figure]
        Every figure of the assessment, by its id. None is added or changed.

    Returns
    -------
    Process
        Six stages in their order; vulnerability signals and victim responses apart.
    """
    words = catalogue.process
    states = {name: _state(catalogue, o, figures, area) for name, o in catalogue.offenses.items()}
    return Process(
        title=words.title,
        question=words.question,
        about=words.about,
        not_multiplied=words.not_multiplied,
        never_a_reason=words.never_a_reason,
        proactive_about=words.proactive_about,
        lists_about=words.lists_about,
        stages=tuple(
            Stage(name, told, tuple(s for s in states.values() if s.entry.stage == name))
            for name, told in words.stages.items()
        ),
        apart=tuple(
            Apart(kind, title, tuple(s for s in states.values() if s.entry.kind == kind))
            for kind, title in words.kinds.items()
        ),
        lists=tuple(catalogue.offense_lists.values()),
        proactive=tuple(
            _choose(catalogue, measure, figures, area) for measure in catalogue.proactive
        ),
        warnings=words.warnings,
        source=words.source,
        checked=words.checked_by is not None,
    )


def _state(
    catalogue: Catalogue, offense: RelatedOffense, figures: Mapping[str, Figure], area: Area
) -> OffenseState:
    words = catalogue.process
    tables = tuple(_lay_tables(catalogue, offense, figures))
    numbers = [_counts(figures[row.figure]) for table in tables for row in table.rows]
    counted = [figures[row.figure] for table in tables for row in table.rows]
    return OffenseState(
        entry=offense,
        stage=words.stages[offense.stage].label if offense.stage else "",
        relation=words.relations[offense.relation],
        grade=words.grades[offense.evidence],
        status=IN_HAND if any(numbers) else NO_NUMBER if numbers else NOT_IN_HAND,
        tables=tables,
        scope=_say_scope(offense, counted, area),
    )


def _say_scope(offense: RelatedOffense, counted: Sequence[Figure], area: Area) -> str:
    """What the counts in hand do not cover, in words; nothing where they are of this area."""
    numbers = [figure for figure in counted if _counts(figure)]
    if not numbers:
        zeros = any(f.quantity.cell.status is Status.STRUCTURAL_ZERO for f in counted)
        return COULD_NOT if zeros else ""
    said = []
    here = [figure for figure in counted if figure.place.id in {area.place.id, *area.fips}]
    if not any(_counts(figure) for figure in here):
        hidden = any(f.quantity.cell.status is Status.SUPPRESSED for f in here)
        said.append(HIDDEN_HERE if hidden else WIDER)
    of_files = (MEASURED_FOR, MEASURED_HERE)
    if offense.codes and all(figure.measured_for in of_files for figure in numbers):
        said.append(PART)
        if not set(offense.codes) <= set(FORMS):
            said.append(ALL_OF_CODE)
    return "; ".join(said)


def _counts(figure: Figure) -> bool:
    """True where something was counted; a code that nobody here can use was not."""
    cell = figure.quantity.cell
    return cell.has_number and cell.status is not Status.STRUCTURAL_ZERO


def _lay_tables(
    catalogue: Catalogue, offense: RelatedOffense, figures: Mapping[str, Figure]
) -> Iterator[FigureTable]:
    """A table for each thing that was counted and each unit of it."""
    counted = [(count.covers, find_figures(count.measure, figures)) for count in offense.counts]
    counted += list(figures_of_offense(catalogue, offense, figures))
    for covers, found in counted:
        units: dict[str, list[Figure]] = {}
        for figure in found:
            units.setdefault(figure.quantity.unit.name, []).append(figure)
        for unit, same in units.items():
            title: tuple[Part, ...] = (Words(covers.rstrip(".")),)
            yield FigureTable(title, HEAD, unit, tuple(map(_lay_row, same)))


def find_figures(measure: str, figures: Mapping[str, Figure]) -> tuple[Figure, ...]:
    """The figures of a measure: those that are of it, or a yearly part of the recorded offenses.

    What is worked out from a measure has a name of its own and is not found.
    """
    yearly = re.compile(rf"{re.escape(measure)}\.[0-9]{{4}}\..+")
    return tuple(
        figure
        for name, figure in figures.items()
        if figure.indicator == measure or yearly.fullmatch(name)
    )


def _lay_row(figure: Figure) -> TableRow:
    """The place and time of a figure; an agency's or a court's name is received and is cited."""
    parts: list[Part] = [_name(figure, figure.place.name)]
    if figure.measured_for and figure.evidence:
        parts += [Words(", "), Named(figure.measured_for, figure.evidence)]
    return TableRow((*parts, Words(", "), When(figure.period)), figure.id)


def _name(figure: Figure, text: str) -> Part:
    """A name as plain words, or as received where it holds a digit."""
    digits = any(sign.isdigit() for sign in text)
    return Named(text, figure.evidence) if digits and figure.evidence else Words(text)


def _choose(
    catalogue: Catalogue, measure: ProactiveMeasure, figures: Mapping[str, Figure], area: Area
) -> ProactiveChoice:
    own = {f"{name}.{area.place.id}": says for name, says in measure.measures.items()}
    rows = tuple(
        TableRow((Words(f"{says}, "), *_unit_and_time(figures[name])), name)
        for name, says in own.items()
        if name in figures
    )
    title: tuple[Part, ...] = (Words(f"{measure.sector}: how large it is here"),)
    return ProactiveChoice(
        entry=measure,
        stages=tuple(catalogue.process.stages[name].label for name in measure.stages),
        table=FigureTable(title, "What was counted", "Number", rows) if rows else None,
    )


def _unit_and_time(figure: Figure) -> Iterable[Part]:
    unit = figure.quantity.unit.name
    plain = "" if any(sign.isdigit() for sign in unit) else unit
    return (Words(f"{'share' if plain == '%' else plain}, " if plain else ""), When(figure.period))


__all__ = ["find_figures", "make_process"]
