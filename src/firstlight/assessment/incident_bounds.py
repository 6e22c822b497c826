"""Upper bounds behind what an area's agencies have in incident files, where a person chose."""

from __future__ import annotations

from dataclasses import replace

from firstlight.assessment.bounds import TOO_LARGE, WHAT, Bounds
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.incident_area import AreaIncidents
from firstlight.assessment.library import Library
from firstlight.assessment.model import DetectionChoice, Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Status
from firstlight.base.finding import Sentence, When, Words
from firstlight.base.place import Area
from firstlight.base.quantity import Quantity
from firstlight.base.words import share_in_words
from firstlight.hidden import bound_hidden, check_bound_against_population

NONE = Bounds((), (), (), ())


def bound_incidents(
    library: Library,
    register: Register,
    area: Area,
    one: AreaIncidents,
    detection: DetectionChoice | None,
) -> Bounds:
    """Up to how many offenses the count of incident files cannot rule out, at each end.

    A hidden count has no bound, since it would give the count away; nor has a code that nobody
    could use. Without a range that a person chose there is none, as elsewhere. The law and its
    limits are those of `make_bounds`.
    """
    if detection is None or not one.covers:
        return NONE
    cell = one.both.quantity.cell
    if cell.status is Status.SUPPRESSED:
        why = "The count is hidden, and a bound would give it away."
        return Bounds((), (), (), (Refusal(WHAT, why, "", area.place.name),))
    if cell.value is None or cell.status is Status.STRUCTURAL_ZERO:
        return NONE
    residents = [county.residents for county in area.counties]
    if not residents or None in residents:
        why = "How many people live here is not in hand."
        return Bounds((), (), (), (Refusal(WHAT, why, "", area.place.name),))
    thresholds = library.catalogue.thresholds
    bound = check_bound_against_population(
        bound_hidden(
            recorded=int(cell.value),
            detection_low=detection.low,
            detection_high=detection.high,
            level=thresholds.bound_level,
        ),
        residents=sum(number for number in residents if number is not None),
        largest_share=thresholds.bound_largest_share_percent / 100,
    )
    if bound.high is None or bound.why_not:
        help_ = "A look-back at past files."
        return Bounds((), (), (), (Refusal(WHAT, TOO_LARGE, help_, area.place.name),))
    rows = []
    for limits in bound.binomial:
        end = "low" if limits.detection == detection.low else "high"
        figure = register.enter_figure(
            replace(
                one.both,
                id=f"{one.both.id}.at_{end}_share",
                indicator="bound",
                label="Offenses in incident files, and up to how many their count cannot rule out",
                quantity=Quantity(cell, one.both.quantity.unit, None, limits.low, limits.high),
            )
        )
        said = f"If {share_in_words(limits.detection)} offenses were noticed and recorded"
        rows.append(TableRow((Words(said),), figure.id))
    table = FigureTable(
        (
            Words("Up to how many offenses the count of incident files cannot rule out, "),
            When(one.both.period),
        ),
        "The share that is assumed",
        "offenses recorded",
        tuple(rows),
    )
    sentence = Sentence(
        (
            Words(
                "Each row of the last table names a share of offenses that may be noticed and "
                "recorded, and up to how many the count cannot rule out if the share is true. The "
                "share is an assumption, not a measurement."
            ),
        ),
        one.evidence,
    )
    remark = (
        f"Assumed shares: source {detection.source}. Bounds by the exact binomial law at the level "
        f"{thresholds.bound_level:g}. They count offenses, not people."
    )
    return Bounds((sentence,), (table,), (remark,), ())


__all__ = ["bound_incidents"]
