"""How a figure is written: the same words on a page, in a PDF, in Word and in a table.

US style: thousands separated by commas, a space before the percent sign, a true minus.
What has no number is written in words, never left blank.
"""

from __future__ import annotations

from collections.abc import Mapping

from firstlight.base.cell import Status
from firstlight.base.finding import Figure
from firstlight.base.quantity import UnitKind

STATE_WORDS: Mapping[Status, str] = {
    Status.TRUE_ZERO: "zero, counted",
    Status.STRUCTURAL_ZERO: "cannot occur here",
    Status.NOT_COLLECTED: "nobody asked",
    Status.NOT_REPORTED: "no report",
    Status.REFUSED: "refused",
    Status.SUPPRESSED: "hidden to protect people",
    Status.NOT_REPORTABLE: "cannot be given",
}
UNRELIABLE_WORDS = "margin too wide to lean on"


def write_number(number: float, decimals: int, *, signed: bool = False) -> str:
    """A number in US style: 4,835,125, 16.1, −0.4; with a plus sign where `signed`.

    A number that is not zero but rounds to zero gets one more decimal, up to three, so
    that a small share is not taken for none.
    """
    places = decimals
    while number and round(number, places) == 0 and places < 3:
        places += 1
    text = f"{abs(round(number, places)):,.{places}f}"
    if round(number, places) < 0:
        return f"−{text}"
    return f"+{text}" if signed and round(number, places) > 0 else text


def is_change(figure: Figure) -> bool:
    """True for a difference, which is written with its sign."""
    unit = figure.quantity.unit
    return unit.name == "points" or (unit.kind is UnitKind.RATE and unit.name == "%")


def write_value(figure: Figure) -> str:
    """The number without its unit, or the words for why there is none."""
    if figure.quantity.value is None:
        return STATE_WORDS[figure.quantity.cell.status]
    return write_number(figure.quantity.value, figure.decimals, signed=is_change(figure))


def write_unit(figure: Figure) -> str:
    """The unit after a number: " %", " offenses"; nothing where there is no number."""
    if figure.quantity.value is None or figure.quantity.unit.kind is UnitKind.CODE:
        return ""
    name = figure.quantity.unit.name
    if name.endswith("s") and figure.quantity.value == 1:
        name = name.removesuffix("s")
    return f" {name}" if name else ""


def write_margin(figure: Figure) -> str:
    """The 90 percent margin as "± 0.3", or nothing when none is in hand."""
    quantity = figure.quantity
    if quantity.value is None or quantity.margin is None:
        return ""
    return f"± {write_number(quantity.margin, figure.decimals)}"


def write_range(figure: Figure) -> str:
    """The publisher's own bounds as "31,200 to 31,600", where they are not a margin."""
    quantity = figure.quantity
    if quantity.margin is not None or quantity.low is None or quantity.high is None:
        return ""
    if quantity.low == quantity.high:
        return ""
    low = write_number(quantity.low, figure.decimals)
    return f"{low} to {write_number(quantity.high, figure.decimals)}"


def write_state(figure: Figure) -> str:
    """Words about the cell beside its number: unreliable, a counted zero, or nothing."""
    cell = figure.quantity.cell
    if cell.unreliable:
        return UNRELIABLE_WORDS
    return STATE_WORDS[cell.status] if cell.status in STATE_WORDS and cell.value == 0 else ""
