"""What must stand in a row of a totals file, and what its words may never hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from firstlight.base.place import Area, Place, PlaceKind
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entered import EnteredMeasure, EnteredTemplate
from firstlight.entered.faults import FaultList
from firstlight.entered.notes import Judge, check_names, check_numbers, check_texts
from firstlight.entered.scans import Scans

SHARED_OUT = re.compile(
    r"\b(?:apportion\w*|allocat\w*|pro[- ]?rat\w*|shared? out|prorated|our share of|"
    r"estimated from the (?:state|nation\w*)|(?:state|national) total)\b",
    re.I,
)
# Who gave or approved a figure is an office: nobody who was counted may stand there.
WAS_COUNTED = re.compile(
    r"\b(?:victim|survivor|client|patient|resident|witness|child|pupil|student|youth|"
    r"inmate|worker who|family member|parent)s?$",
    re.I,
)
TYPED = ("definition", "holder", "document", "given_by", "approved_by", "rationale", "district")
# What stands in `holder_is` where the holder is named by its own name, which no list explains.
ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class TotalsContext:
    """What a row is checked against."""

    catalogue: Catalogue
    area: Area
    judge: Judge
    scans: Scans
    today: datetime.date


def check_filled(
    cells: Mapping[str, str],
    fault: Callable[[str, str, str], None],
    measure: EnteredMeasure | None,
    template: EnteredTemplate | None,
    place: Place | None,
) -> None:
    """What a row needs: words, a unit, a reason and a lawful way, each where it is asked for.

    `fault` takes a column, what is wrong, and what to do.
    """
    is_shown = cells["status"] == "shown"
    if cells["holder_is"] not in ("", ORGANIZATION):
        fault("holder_is", "This is no such answer.", f"Write {ORGANIZATION}, or blank it.")
    for column in ("definition", "holder", "document"):
        if not cells[column] and (column != "definition" or is_shown):
            fault(column, "The cell is blank.", "Fill it in: a total needs it.")
    if is_shown and not cells["given_by"]:
        do = "Write the role of whoever gave it, and no name: records supervisor."
        fault("given_by", "The cell is blank.", do)
    for column in ("given_by", "approved_by"):
        if WAS_COUNTED.search(cells[column]):
            do = "Write a role in the organization. Nobody who was counted is asked for it."
            fault(column, "The words are no role in an organization.", do)
    if measure is None or template is None or not is_shown:
        return
    if measure.open_unit:
        if not cells["unit"] or len(cells["unit"]) > 40:
            fault("unit", "The unit is blank or long.", "Say what is counted: permits.")
    elif cells["unit"] != measure.unit:
        fault("unit", "The unit is not that of the measure.", f"Write {measure.unit}.")
    if measure.rationale and not cells["rationale"]:
        do = "Write why this says something of trafficking here, in one sentence."
        fault("rationale", "The leads' reason is blank.", do)
    if template.routes and cells["privacy_route"] not in template.routes:
        do = f"{template.notice} Write {', '.join(template.routes)}."
        fault("privacy_route", "The way in which this may be shared is not said.", do)
    elif not template.routes and cells["privacy_route"]:
        fault("privacy_route", "This template has no such ways.", "Blank it.")
    local = place is not None and place.kind in (PlaceKind.COUNTY, PlaceKind.AREA)
    if cells["privacy_route"] == "safe_harbor" and local:
        do = "Write another way, or give the state's total."
        fault("privacy_route", "Safe harbor takes no place smaller than a state.", do)


def check_words(
    cells: Mapping[str, str],
    row: int,
    faults: FaultList,
    context: TotalsContext,
    counts: Collection[float],
    place: Place | None,
) -> None:
    """No person, no number but a year, and no share of a larger total for a county.

    `counts` are every count of the file: words that tell one of them are refused.
    """
    typed = (*TYPED, "unit")
    check_texts(cells, typed, row, faults, context.judge)
    for column in typed:
        says_so = column == "holder" and cells["holder_is"] == ORGANIZATION
        check_names(cells, column, row, faults, context.scans, organization=says_so)
    check_numbers(cells, typed, row, faults, context.scans, today=context.today, counts=counts)
    local = place is not None and place.kind in (PlaceKind.COUNTY, PlaceKind.AREA)
    if local and any(SHARED_OUT.search(cells[column]) for column in TYPED):
        faults.add(
            "The words say that a larger total was shared out to this place.",
            "Give the total for the place it was counted for. Nobody counted the share.",
            row=row,
            column="place",
        )
