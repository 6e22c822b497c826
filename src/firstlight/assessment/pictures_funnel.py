"""A funnel plot of police agencies: which counts lie further out than chance alone would put them?

How many people each agency serves is not in hand. The agencies that serve one county alone are
taken together and set against the residents of that county, who are the people they serve.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.pictures_model import FunnelDot, FunnelShown
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register
from firstlight.base.finding import Sentence, Words
from firstlight.base.place import Area, County
from firstlight.pictures import AgencyCount, Funnel, FunnelPoint, draw_funnel
from firstlight.recorded import Recorded

ID = "pictures_funnel"
NOTHING: Mapping[str, str] = MappingProxyType({})
PLACES = {
    "inside": "inside the limits",
    "near": "near the limits",
    "outside": "outside the limits: ask why",
    "open": "inside or outside the limits cannot be told, since hidden counts of other agencies "
    "leave the limits open",
}


def make_funnel_block(
    library: Library, register: Register, area: Area, recorded: Recorded
) -> tuple[Block, FunnelShown]:
    """The plot and its table; agencies whose count is hidden are left out, and that is said."""
    last = recorded.years[-1]
    named: dict[str, tuple[str, str]] = {}
    agencies = []
    for county in area.counties:
        count, size = _figures(register, area, county, last)
        if not count or not size:
            continue
        residents = register.figures[size].quantity.value
        named[county.full_name] = (count, size)
        agencies.append(
            AgencyCount(county.full_name, register.figures[count].quantity, residents or 0.0)
        )
    funnel = draw_funnel(
        agencies,
        law="poisson",
        exposure_is="residents of the county",
        pictures=library.catalogue.pictures,
    )
    shown = show_funnel(funnel, named)
    sentences = _say(library, register, funnel, named)
    rows = tuple(
        TableRow((Words(f"{point.agency}, {PLACES[point.place]}"),), named[point.agency][0])
        for point in funnel.points
    )
    sizes = tuple(
        TableRow((Words(point.agency),), named[point.agency][1]) for point in funnel.points
    )
    tables = (
        (
            FigureTable((Words("Offenses of agencies that serve one county alone"),), "Agencies of",
                        "offenses", rows),
            FigureTable((Words("Residents of these counties"),), "County", "residents", sizes),
        )
        if rows
        else ()
    )  # fmt: skip
    refusals = (
        (
            Refusal(
                "A funnel plot of agencies",
                f"{funnel.why_not[:1].upper()}{funnel.why_not[1:]}.",
                funnel.would_help,
                area.place.name,
                ID,
            ),
        )
        if funnel.why_not
        else ()
    )
    block = Block(
        id=ID,
        heading="Two pictures",
        title="Funnel plot of police agencies",
        question="Which agencies recorded more or fewer than chance alone would give?",
        sentences=tuple(sentences),
        tables=tables,
        warnings=("W01", "W02", "W08"),
        cannot_tell=(
            "Why an agency lies outside. More looking, another way of counting and more of it all "
            "look alike here.",
            "Anything about an agency whose count is hidden or not in hand.",
        ),
        ask_next="Ask each agency outside the limits what it looks for, and how it counts.",
        remarks=(
            "How many people each agency serves is not in hand. Agencies that serve one county "
            "alone are taken together and set against the residents of that county.",
            *funnel.notes,
            *(rule.says for rule in funnel.why),
        ),
        refusals=refusals,
    )
    return block, shown


def _figures(register: Register, area: Area, county: County, last: int) -> tuple[str, str]:
    count = (
        f"recorded_offenses.{last}.{area.place.id}"
        if area.is_one_county
        else f"recorded_by_own_agencies.{last}.{county.fips}"
    )
    size = f"residents.{county.fips}"
    return (
        count if count in register.figures else "",
        size if size in register.figures else "",
    )


def _say(
    library: Library, register: Register, funnel: Funnel, named: dict[str, tuple[str, str]]
) -> list[Sentence]:
    cited = (whole_column(library, "ACTUAL_COUNT"),)
    sentences = [
        register.say(
            Words(f"Agencies of {point.agency}: {PLACES[point.place]}{say_side(point)}."),
            addresses=cited,
        )
        for point in funnel.points
        if point.place != "inside"
    ]
    if funnel.points and not sentences:
        sentences.append(
            register.say(Words("No agency shown lies outside the limits."), addresses=cited)
        )
    return sentences


def say_side(point: FunnelPoint) -> str:
    """On which side of the limits an agency lies, in brackets."""
    return f" ({point.side})" if point.side else ""


def show_funnel(
    funnel: Funnel,
    named: Mapping[str, tuple[str, str]],
    *,
    labels: Mapping[str, str] = NOTHING,
    here: Collection[str] = (),
    up: str = "",
    across: str = "",
    key: str = "",
) -> FunnelShown:
    """Places in the drawing: the size runs as its logarithm, the rate as it is.

    Parameters
    ----------
    named
        The figures of each agency: its count and its size.
    labels
        What each agency is called, where that is not its own name here.
    here
        Agencies of the area, where others are drawn too.
    up, across, key
        Words for the two axes and below the drawing, where they are not those of counties.
    """
    if not funnel.points:
        return FunnelShown((), (), funnel.notes, funnel.why_not, funnel.would_help)
    sizes = [limit.exposure for limit in funnel.curve]
    first, last = math.log(min(sizes)), math.log(max(sizes))
    rates = [point.count / point.exposure for point in funnel.points]
    lines = _lines(funnel)
    top = 1.05 * max([*rates, *(rate for line in lines for _, rate in line[len(line) // 8 :])])

    def place(size: float) -> float:
        return 0.5 if last == first else (math.log(size) - first) / (last - first)

    return FunnelShown(
        dots=tuple(
            FunnelDot(
                labels.get(point.agency, point.agency),
                *named[point.agency],
                across=place(point.exposure),
                up=(point.count / point.exposure) / top,
                place=point.place,
                side=point.side,
                here=point.agency in here,
            )
            for point in funnel.points
        ),
        limits=tuple(
            tuple((place(size), min(rate / top, 1.0)) for size, rate in line) for line in lines
        ),
        notes=funnel.notes,
        up_words=up,
        across_words=across,
        key=key,
    )


def _lines(funnel: Funnel) -> list[Sequence[tuple[float, float]]]:
    """Lower and upper of the outer limits, then of the inner ones, as rates by size."""
    return [
        [(c.exposure, c.outer[0] / c.exposure) for c in funnel.curve],
        [(c.exposure, c.outer[1] / c.exposure) for c in funnel.curve],
        [(c.exposure, c.inner[0] / c.exposure) for c in funnel.curve],
        [(c.exposure, c.inner[1] / c.exposure) for c in funnel.curve],
    ]
