"""How a figure is written: the same words on a page, in a PDF, in Word and in a table.

US style: thousands separated by commas, a space before the percent sign, a true minus.
What has no number is written in words, never left blank.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from firstlight.base.cell import Status
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.quantity import UnitKind
from firstlight.base.words import count_in_words

STATE_WORDS: Mapping[Status, str] = {
    Status.TRUE_ZERO: "zero, counted",
    Status.STRUCTURAL_ZERO: "nobody here could record it",
    Status.NOT_COLLECTED: "not collected",
    Status.NOT_REPORTED: "no report",
    Status.REFUSED: "refused",
    Status.SUPPRESSED: "hidden to protect people",
    Status.NOT_REPORTABLE: "cannot be given",
}
ONE_OF: Mapping[str, str] = {
    "agencies": "agency",
    "crossings": "crossing",
    "exemptions": "exemption",
    "facilities": "facility",
    "hospitals": "hospital",
    "offenses": "offense",
    "open cases": "open case",
    "people": "person",
    "residents": "resident",
    "returns": "return",
    "sites": "site",
    "spaces": "space",
    "students": "student",
}
AT_LEAST = "at least "
RANGE_WORDS = "only a range is known"
UNRELIABLE_WORDS = "margin too wide to lean on"
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


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
    """The number without its unit, its range, or the words for why there is neither."""
    if figure.quantity.has_range:
        return write_stated_range(figure)
    if figure.quantity.value is None:
        return STATE_WORDS[figure.quantity.cell.status]
    return write_number(figure.quantity.value, figure.decimals, signed=is_change(figure))


def write_why_missing(figures: Iterable[Figure]) -> tuple[str, ...]:
    """Why values are missing, once a reason; nothing tells hidden cells apart."""
    whys: dict[str, None] = {}
    for figure in figures:
        cell = figure.quantity.cell
        if not cell.has_number and cell.why:
            about = RANGE_WORDS if figure.quantity.has_range else STATE_WORDS[cell.status]
            whys[f"{about}: {leave_out_state(cell.why, about)}"] = None
    return tuple(f"{why[0].upper()}{why[1:]}." for why in whys)


def leave_out_state(why: str, state: str) -> str:
    """A reason without the words that stand before it: "the count is small"."""
    return why.replace(f", and {state}", "")


def write_unit(figure: Figure) -> str:
    """The unit after a number: " %", " offenses"; nothing where there is no number."""
    known = figure.quantity.value is not None or figure.quantity.has_range
    if not known or figure.quantity.unit.kind is UnitKind.CODE:
        return ""
    name = figure.quantity.unit.name
    if figure.quantity.value == 1:
        name = ONE_OF.get(name, name)
    return f" {name}" if name else ""


def write_margin(figure: Figure) -> str:
    """The 90 percent margin as "± 0.3", or nothing when none is in hand or it is 0."""
    quantity = figure.quantity
    if quantity.value is None or not quantity.margin:
        return ""  # a margin of 0 is none: the publisher set the estimate to a known total
    written = write_number(quantity.margin, figure.decimals)
    if not written.strip("0."):
        return f"± less than {written[:-1]}1"
    return f"± {written}"


def write_range(figure: Figure) -> str:
    """The publisher's own bounds as "31,200 to 31,600", where they are not a margin."""
    quantity = figure.quantity
    if quantity.value is None:
        return ""
    if quantity.margin is not None or quantity.low is None or quantity.high is None:
        return ""
    if quantity.low == quantity.high:
        return ""
    low = write_number(quantity.low, figure.decimals)
    return f"{low} to {write_number(quantity.high, figure.decimals)}"


def write_stated_range(figure: Figure) -> str:
    """A range that stands for a number nobody knows: "917 to 919", "at least 232"."""
    low, high = figure.quantity.low, figure.quantity.high
    if low is None:
        return ""
    written = write_number(low, figure.decimals)
    if high is None:
        return f"{AT_LEAST}{written}"
    return f"{written} to {write_number(high, figure.decimals)}"


def write_state(figure: Figure) -> str:
    """Words about the cell beside its number: unreliable, a counted zero, or nothing."""
    cell = figure.quantity.cell
    if cell.unreliable:
        return UNRELIABLE_WORDS
    return STATE_WORDS[cell.status] if cell.status in STATE_WORDS and cell.value == 0 else ""


def write_shown(figure: Figure, *, with_margin: bool = True) -> str:
    """A figure inside a sentence: "16.1 ± 0.3 %", "4,731,145 people", or why there is none.

    A range that stands for a number is "from 917 to 919 businesses"; a lower bound is
    "at least 8,679,024 jobs".
    """
    number, unit = write_value(figure), write_unit(figure)
    if figure.quantity.has_range:
        return f"{number if figure.quantity.is_floor else f'from {number}'}{unit}"
    if figure.quantity.value is not None and figure.quantity.is_floor:
        number = f"{AT_LEAST}{number}"
    if figure.quantity.value is None:
        return number
    margin = write_margin(figure) if with_margin else ""
    bounds = write_range(figure) if with_margin else ""
    text = f"{number} {margin}{unit}" if margin else f"{number}{unit}"
    asides = [aside for aside in (bounds, _doubt(figure)) if aside]
    return f"{text} ({'; '.join(asides)})" if asides else text


def _doubt(figure: Figure) -> str:
    return UNRELIABLE_WORDS if figure.quantity.cell.unreliable else ""


def write_age(figure: Figure) -> str:
    """How old a figure is, in words, where its age must be told: "eight years old"."""
    return f"{count_in_words(figure.age_years)} years old" if figure.is_old else ""


def write_age_of_table(figures: Iterable[Figure]) -> str:
    """The age of the newest figure of a table, where that must be told."""
    newest = max(figures, key=lambda figure: figure.period.last, default=None)
    return write_age(newest) if newest else ""


def write_age_beside(part: Part, parts: Iterable[Part], figures: Mapping[str, Figure]) -> str:
    """The age that stands beside a period of a sentence.

    Only the period of a figure that the same sentence shows has one: an earlier date that
    something is compared with, or the year of a law, has no age to tell.
    """
    if not isinstance(part, When):
        return ""
    shown = (figures[other.figure] for other in parts if isinstance(other, Shown))
    ages = (write_age(figure) for figure in shown if figure.period == part.period)
    return next(filter(None, ages), "")


def write_part(part: Part, figures: Mapping[str, Figure], beside: Iterable[Part] = ()) -> str:
    """One part of a sentence as text. `beside` are all its parts, for the age of a period."""
    match part:
        case Words() | Named():
            return part.text
        case When():
            age = write_age_beside(part, beside, figures)
            return f"{part.period.label} ({age})" if age else part.period.label
        case Shown():
            return write_shown(figures[part.figure], with_margin=part.with_margin)


def write_parts(parts: Iterable[Part], figures: Mapping[str, Figure]) -> str:
    """Parts of a sentence, a title or a label as text."""
    kept = tuple(parts)
    return "".join(write_part(part, figures, kept) for part in kept)


def write_sentence(sentence: Sentence, figures: Mapping[str, Figure]) -> str:
    """A sentence as text."""
    return write_parts(sentence.parts, figures)


def write_day(day: datetime.date) -> str:
    """A day in US style: November 22, 2026."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
