"""The counts of incident files on the police side of the two pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firstlight.assessment.incident_area import FORMS, HOLDER, AreaIncidents
from firstlight.assessment.library import Library
from firstlight.assessment.pictures_counts import ANYTHING, Counted, open_hidden
from firstlight.assessment.pictures_model import SideShown
from firstlight.assessment.recorded_cases import DEFINITION
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure, Part, Shown, Words
from firstlight.base.quantity import Quantity
from firstlight.base.sides import PoliceCount

VALUES = {"64A": ("sex", "ucr_64a"), "64B": ("labor", "ucr_64b")}
OPEN_ZERO = "a zero of incident files does not say that somebody looked"


def gather_incident_counts(library: Library, found: Sequence[AreaIncidents]) -> Iterator[Counted]:
    """Offenses, whole and by form, and minors arrested for them or prostitution: police counts.

    They stand beside the FBI's yearly returns, of another time and layout, and are never added
    to them. A zero enters the comparison as a range that may be zero: that nobody coded any
    does not say that anybody looked. What the page shows is the count itself.
    """
    definitions = library.catalogue.taxonomy.definitions
    rules = library.catalogue.nibrs.rules
    around = rules.say["minors"].split("; ")[0].rstrip(".")
    minors = f"{rules.say['minors_trafficking']} {around}. {rules.minors_note}."
    for one in found:
        if not one.covers:
            continue
        counts = [("cases", "", one.both, f"{DEFINITION}, in incident files")]
        for code in FORMS:
            value, definition = VALUES[code]
            label = f"{definitions[definition].label}, in incident files"
            counts.append(("cases_by_form", value, one.by_form[code], label))
        counts.append(("victims_by_age", "minor", one.minors, minors))
        for question, value, figure, definition in counts:
            count = PoliceCount(
                question, _for_comparison(figure), figure.period, figure.place, definition,
                HOLDER, value,
            )  # fmt: skip
            shown = SideShown(
                figure.id, HOLDER, definition, figure.evidence or one.evidence,
                coverage=_cover(one),
            )  # fmt: skip
            yield Counted(count, shown)


def _cover(one: AreaIncidents) -> tuple[Part, ...]:
    """Of how many agencies a count is, and for how many of their months."""
    parts: tuple[Part, ...] = (Words("of "), Shown(one.agencies.id), Words(" alone"))
    if one.months.quantity.has_number:
        parts += (Words(", for "), Shown(one.months.id), Words(" of "), Shown(one.of_months.id))
    return (*parts, Words("; it says nothing of the others"))


def _for_comparison(figure: Figure) -> Quantity:
    quantity = figure.quantity
    if quantity.cell.status is Status.TRUE_ZERO:
        why = Cell.missing(Status.NOT_REPORTED, OPEN_ZERO)
        return Quantity(why, quantity.unit, None, 0.0, ANYTHING)
    return open_hidden(quantity, least=0.0)


__all__ = ["gather_incident_counts"]
