"""Classes of a map: at most five, with cut points that are printed as they are used.

Values are rounded as they are printed before they are sorted into classes, so that a
reader who compares a number of the list with the legend finds the shade that is drawn.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from firstlight.base.cell import Status
from firstlight.base.finding import Figure
from firstlight.report.wording import is_change, write_number

AT_MOST = 5
# Light to dark in the same order under every common color deficiency; no red on a map.
SHADES = ("#f8ead2", "#e3c6b0", "#b79ba4", "#6a7093", "#2f4168")
FEW = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


class Mark(StrEnum):
    """How a county without a shade is drawn; a kind of no number is never drawn as another."""

    HIDDEN = "hidden"
    NO_REPORT = "no_report"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    UNRELIABLE = "unreliable"


MARK_OF: Mapping[Status, Mark] = {
    Status.SUPPRESSED: Mark.HIDDEN,
    Status.NOT_REPORTED: Mark.NO_REPORT,
    Status.NOT_REPORTABLE: Mark.NO_REPORT,
    Status.NOT_COLLECTED: Mark.NOT_ASKED,
    Status.REFUSED: Mark.REFUSED,
}


def find_mark(figure: Figure) -> Mark | None:
    """The mark of a figure that may not be shaded, or None for one that may.

    One that is hidden, has no number, or has a margin too wide to lean on is never shaded.
    """
    cell = figure.quantity.cell
    if not cell.has_number:
        return MARK_OF[cell.status]
    return Mark.UNRELIABLE if cell.unreliable else None


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class: its words, its shade, and whether letters on it must be white."""

    words: str
    shade: str
    dark: bool


@dataclass(frozen=True, slots=True)
class MapClasses:
    """The classes of one map. `cuts` are the lowest values of all classes but the first."""

    classes: tuple[MapClass, ...]
    cuts: tuple[float, ...]
    decimals: int

    def find(self, value: float) -> int:
        """The class that a value belongs to: just one, whatever the value."""
        return bisect.bisect_right(self.cuts, round(value, self.decimals))


def cut_classes(values: Sequence[float], *, like: Figure) -> MapClasses:
    """Cut values into at most five groups of nearly equal numbers of counties.

    Equal values are never parted, so groups can be uneven and fewer. `like` is any figure
    of the measure; its decimals and unit say how cut points are written.
    """
    places = like.decimals
    ordered = sorted(round(value, places) for value in values)
    number = len(ordered)
    wanted = (ordered[number * part // AT_MOST] for part in range(1, AT_MOST) if number)
    cuts = tuple(cut for cut in dict.fromkeys(wanted) if cut > ordered[0])
    step = 10.0**-places

    def write(value: float) -> str:
        # not more decimals than the cut is rounded to, or the printed class would be another
        return write_number(round(value, places), places, signed=is_change(like))

    shades = FEW[len(cuts) + 1]
    classes = []
    for index, shade in enumerate(shades):
        if not cuts:
            words = "every county with a figure"
        elif index == 0:
            words = f"under {write(cuts[0])}"
        elif index == len(cuts):
            words = f"{write(cuts[-1])} and over"
        else:
            low, high = write(cuts[index - 1]), write(cuts[index] - step)
            words = low if low == high else f"{low} to {high}"
        classes.append(MapClass(words, SHADES[shade], shade > 2))
    return MapClasses(tuple(classes), cuts, places)
