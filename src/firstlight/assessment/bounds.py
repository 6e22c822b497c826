"""Upper bounds behind what one agency recorded: only when a person chose what is noticed."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import DetectionChoice, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Status
from firstlight.base.finding import Part, Sentence, When, Words
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.words import share_in_words
from firstlight.hidden import bound_hidden, check_bound_against_population
from firstlight.recorded import AgencyYear, Recorded

WHAT = "An upper bound behind the records"
TOO_LARGE = (
    "The upper bound is over the largest share of the residents at which a bound still says "
    "something, counted over all counties that the agency serves. So it says nothing."
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Sentences, tables and refusals on bounds; empty sentences when none is given."""

    sentences: tuple[Sentence, ...]
    tables: tuple[FigureTable, ...]
    remarks: tuple[str, ...]
    refusals: tuple[Refusal, ...]


def make_bounds(
    library: Library,
    register: Register,
    area: Area,
    recorded: Recorded,
    detection: DetectionChoice | None,
) -> Bounds:
    """Bound what lies behind each reporting agency's count of the last year.

    No agency with a return: not even a bound. No range chosen by a person: no bound.
    A hidden count: no bound, since it would give the count away. A bound over the
    stated share of the residents whom the agency serves: refused.
    """
    if not recorded.by_agency:
        why = "No agency reported, so not even a bound."
        return Bounds(
            (), (), (), (Refusal(WHAT, why, "A return from each agency.", area.place.name),)
        )
    if detection is None:
        why = (
            "Nobody has chosen which share of offenses is noticed and recorded, and by what source."
        )
        help_ = "A detection range and its source, from a person who answers for it."
        return Bounds((), (), (), (Refusal(WHAT, why, help_, area.place.name),))
    rows: list[TableRow] = []
    refusals: list[Refusal] = []
    for entry in recorded.by_agency:
        found, refusal = _bound_agency(library, register, area, entry, detection)
        rows.extend(found)
        if refusal is not None:
            refusals.append(refusal)
    if not rows:
        return Bounds((), (), (), tuple(refusals))
    title: tuple[Part, ...] = (
        Words("Up to how many offenses each agency’s count cannot rule out, if the share beside "),
        Words("it were noticed, in all counties that it serves, "),
        When(Period.year(recorded.years[-1])),
    )
    table = FigureTable(title, "Agency", "offenses recorded", tuple(rows))
    sentence = register.say(
        Words(
            "Each row names a share of offenses that may be noticed and recorded, and up to how "
        ),
        Words("many offenses that agency’s count cannot rule out if the share is true. The share "),
        Words("is an assumption, not a measurement."),
        addresses=[a for entry in recorded.by_agency for a in entry.made_from],
    )
    level = library.catalogue.thresholds.bound_level
    remark = (
        f"Assumed: {_say_assumed(detection)} offenses are noticed and recorded. Source: "
        f"{detection.source}. Bounds by the exact binomial law at the level {level:g}, one-sided "
        "where none was recorded. They assume that each offense is noticed on its own and with "
        "the same chance, and count offenses, not people."
    )
    return Bounds((sentence,), (table,), (remark,), tuple(refusals))


def _say_assumed(detection: DetectionChoice) -> str:
    low, high = share_in_words(detection.low), share_in_words(detection.high)
    return low if low == high else f"from {low} to {high}"


def _bound_agency(
    library: Library,
    register: Register,
    area: Area,
    entry: AgencyYear,
    detection: DetectionChoice,
) -> tuple[list[TableRow], Refusal | None]:
    """One row for each end of the range, or the reason why there is none."""
    name = entry.agency.name
    if entry.cell.status is Status.SUPPRESSED:
        why = "The count is hidden, and a bound would give it away."
        return [], Refusal(WHAT, why, "", name)
    if entry.cell.value is None or entry.cell.value < 0:
        return [], Refusal(WHAT, "The count is a correction below zero.", "", name)
    thresholds = library.catalogue.thresholds
    residents = [
        library.gazetteer.counties[fips].residents
        for fips in entry.agency.counties
        if fips in library.gazetteer.counties
    ]
    if not residents or None in residents:
        return [], Refusal(WHAT, "How many people it serves is not in hand.", "", name)
    bound = check_bound_against_population(
        bound_hidden(
            recorded=int(entry.cell.value),
            detection_low=detection.low,
            detection_high=detection.high,
            level=thresholds.bound_level,
        ),
        residents=sum(number for number in residents if number is not None),
        largest_share=thresholds.bound_largest_share_percent / 100,
    )
    if bound.high is None or bound.why_not:
        return [], Refusal(WHAT, TOO_LARGE, "A look-back at past files.", name)
    rows = []
    for limits in bound.binomial:
        end = "low" if limits.detection == detection.low else "high"
        figure = register.enter_count(
            f"bound.{entry.agency.ori}.{entry.year}.at_{end}_share",
            indicator="bound",
            label="Offenses recorded by one agency, and up to how many its count cannot rule out",
            cell=entry.cell,
            unit="offenses",
            period=Period.year(entry.year),
            place=area.place,
            made_from=entry.made_from,
            measured_for=f"agency {entry.agency.ori}",
            low=limits.low,
            high=limits.high,
        )
        label: tuple[Part, ...] = (
            register.name(name, entry.agency.made_from),
            Words(f", if {share_in_words(limits.detection)} offenses were noticed and recorded"),
        )
        rows.append(TableRow(label, figure.id))
    return rows, None
