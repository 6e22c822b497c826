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
from firstlight.entered.names import A_NAME, DO
from firstlight.entered.notes import Judge, check_names, check_numbers, check_texts
from firstlight.entered.roles import check_role
from firstlight.entered.scans import Scans, names_people, names_status
from firstlight.entered.single_person import SinglePersonScan
from firstlight.entered.small_letters import names_a_business

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
OWN_SENTENCES = ("definition", "rationale")
SENTENCES = (*OWN_SENTENCES, "document")
ROLES = ("given_by", "approved_by")
# "clients_smith" and "clients.xlsx"
FILE_NAME = re.compile(
    r"[^\W_]_[^\W_]|\w\.(?:csv|docx?|eml|jpe?g|msg|ods|odt|pdf|png|pptx?|rtf|txt|xlsx?|zip)\b", re.I
)
DO_COUNTED = (
    "Say whom the holder counted, in the plural, as for anybody: clients served in the year."
)
DO_GROUP = "Say what was counted, whoever it was. No group is a cause, and none is told apart."
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
    """No person, no group blamed, no hidden count, and no share of a larger total for a county.

    `counts` are every count of the file: words that tell one of them are refused.
    """
    scans, typed = context.scans, (*TYPED, "unit")
    check_texts(cells, typed, row, faults, context.judge)
    for column in typed:
        before = faults.count
        says_so = column == "holder" and cells["holder_is"] == ORGANIZATION
        check_names(cells, column, row, faults, scans, organization=says_so)
        if column in ROLES and faults.count == before:
            check_role(cells[column], column, row, faults, scans)
        if column in (*SENTENCES, *ROLES) and faults.count == before:
            _check_single(cells[column], column, row, faults, scans)
    check_numbers(cells, typed, row, faults, scans, today=context.today, counts=counts)
    _check_groups(cells, row, faults, context)
    if FILE_NAME.search(cells["document"]):
        faults.add(
            "The words hold the name of a file, which can name somebody.",
            "Say what the document is: a table of clients by year.",
            row=row,
            column="document",
        )
    local = place is not None and place.kind in (PlaceKind.COUNTY, PlaceKind.AREA)
    if local and any(SHARED_OUT.search(cells[column]) for column in TYPED):
        faults.add(
            "The words say that a larger total was shared out to this place.",
            "Give the total for the place it was counted for. Nobody counted the share.",
            row=row,
            column="place",
        )


def _check_single(text: str, column: str, row: int, faults: FaultList, scans: Scans) -> None:
    """Refuse one person: by a name in small letters, a relation, a mark or a vehicle."""
    single = SinglePersonScan(scans.names.words)
    if single.is_named(scans.names.leave_offices_out(text)):
        faults.add(f"The text looks as if it held {A_NAME}.", DO[A_NAME], row=row, column=column)
        return
    sort = single.find_in_total(text) if column in SENTENCES else ""
    if sort:
        what = "The text looks as if it held one person, or the marks or vehicle of one"
        faults.add(f"{what}. What was found: {sort}.", DO_COUNTED, row=row, column=column)
    elif column in OWN_SENTENCES and names_a_business(text, scans.names.words):
        what = "The text looks as if it held the name of a business."
        faults.add(what, "Write a kind of business, in the plural.", row=row, column=column)


def _check_groups(
    cells: Mapping[str, str], row: int, faults: FaultList, context: TotalsContext
) -> None:
    """Refuse peoples, faiths and countries in our words, and statuses where none is counted."""
    measure = context.catalogue.entered.get(cells["measure"])
    template = context.catalogue.templates[measure.template] if measure else None
    counts_status = measure is not None and (
        measure.group or (template is not None and template.about_status)
    )
    for column in SENTENCES:
        text = cells[column]
        if names_people(text, context.scans.origin):
            what = "The words name a people, a religion or a country that people come from."
        elif (column == "rationale" or (column == "definition" and not counts_status)) and (
            names_status(text, context.scans.origin)
        ):
            what = "The words name a legal status, or origin as such."
        else:
            continue
        faults.add(what, DO_GROUP, row=row, column=column)
