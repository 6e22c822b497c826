"""Blocks for the indicators of the catalogue: a sentence, a table, and what stands beside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstlight.assessment.compare import (
    value_in_the_middle,
    value_of_county,
    value_of_county_or_area,
    value_of_nation,
    value_of_state,
)
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.assessment.smoothed import add_smoothed
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.observation import IndicatorValue
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.quantity import UnitKind
from firstlight.catalogue.entries import Indicator


def make_block(library: Library, register: Register, indicator: Indicator, area: Area) -> Block:
    """Work an indicator out for the area, its counties, its states and the nation."""
    values = list(_values(library, indicator, area))
    figures = [register.enter(indicator, value) for value in values]
    refusals = tuple(
        Refusal(
            what=indicator.label,
            why=value.why_not,
            would_help=value.would_help,
            place=value.place.name,
            indicator=indicator.id,
        )
        for value in values
        if value.why_not and not value.quantity.has_range
    ) + tuple(
        Refusal(
            what=refused.what,
            why=refused.why,
            would_help=refused.would_help,
            place=area.place.name,
            indicator=indicator.id,
        )
        for refused in indicator.refuses
    )
    title: tuple[Part, ...] = (Words(f"{indicator.short}, "), When(Period.read(indicator.period)))
    unit = f"{indicator.unit} {indicator.universe}" if indicator.kind == "share" else indicator.unit
    rows = tuple(
        TableRow(
            label=(Words(figure.place.name),),
            figure=figure.id,
            emphasized=figure.place.id == area.place.id,
        )
        for figure in figures
    )
    smoothed, said_of_it, not_smoothed = add_smoothed(library, register, indicator, area, figures)
    factor = library.catalogue.factors.get(indicator.factor)
    caveat = factor.caveat if factor else ""
    remarks = tuple(
        remark for remark in (caveat, indicator.margin_note, indicator.why_not_scored) if remark
    )
    return Block(
        id=indicator.id,
        title=indicator.label,
        question=indicator.question,
        sentences=(*_sentences(register, indicator, area, figures), *said_of_it),
        tables=(FigureTable(title, "Place", unit, rows), *smoothed),
        warnings=indicator.warnings,
        cannot_tell=indicator.cannot_tell,
        ask_next=indicator.ask_next,
        remarks=remarks,
        refusals=(*refusals, *not_smoothed),
        indicator=indicator,
    )


def _values(library: Library, indicator: Indicator, area: Area) -> Iterator[IndicatorValue]:
    """The area first, then its counties, its states, and the nation or the middle county."""
    names = {county.fips: county.name for county in area.counties}
    if area.is_one_county:
        yield value_of_county(library, indicator, area.counties[0])
    else:
        yield value_of_county_or_area(library, indicator, area.place, names)
    if not area.is_one_county:
        for county in area.counties:
            yield value_of_county(library, indicator, county)
    if indicator.compare == "sum":
        for state in area.states:
            whole = {county.fips for county in library.gazetteer.of_state(state)}
            if not whole <= set(area.fips):  # a place is not compared with itself
                yield value_of_state(library, indicator, state)
        yield value_of_nation(library, indicator)
    elif indicator.compare == "median":
        yield value_in_the_middle(library, indicator)


def _sentences(
    register: Register, indicator: Indicator, area: Area, figures: list[Figure]
) -> Iterator[Sentence]:
    own = figures[0]
    others = [figure for figure in figures if figure.place.kind in ("state", "nation")]
    if own.quantity.has_range:
        yield register.say(*_fill(indicator.says, area.place.name, own))
    elif own.quantity.has_number:
        if indicator.of_what:
            yield from _say_change(register, indicator, area, own)
            return
        yield register.say(*_fill(indicator.says, area.place.name, own))
        if own.quantity.cell.unreliable:
            words = "Its margin of error is too wide to lean on this figure."
            yield Sentence((Words(words),), own.evidence)
        if own.quantity.margin == 0 and own.quantity.unit.kind is not UnitKind.COUNT:
            yield _say_controlled(register, own)
        yield from _say_comparison(register, own, others)
    elif not area.is_one_county:
        yield from _say_span(register, [f for f in figures if f.place.kind == "county"])


def _say_controlled(register: Register, own: Figure) -> Sentence:
    """Why no margin stands beside an estimate that its publisher set to a known total."""
    publishers = dict.fromkeys(register.evidence[name].publisher for name in own.evidence)
    words = f"{' and '.join(publishers)} sets this estimate to its own population figures, so it "
    return Sentence((Words(f"The {words}has no margin of error of its own."),), own.evidence)


def _fill(template: str, place: str, figure: Figure) -> Iterator[Part]:
    """Fill {place}, {value} and {period} of a catalogue sentence; other digits are periods."""
    for piece in re.split(r"(\{place\}|\{value\}|\{period\}|\b(?:19|20)\d\d\b)", template):
        if piece == "{place}":
            yield Words(place[:1].upper() + place[1:] if template.startswith(piece) else place)
        elif piece == "{value}":
            yield Shown(figure.id)
        elif piece == "{period}":
            yield When(figure.period)
        elif re.fullmatch(r"\d{4}", piece):
            yield When(Period.year(int(piece)))
        elif piece:
            yield Words(_spelled(piece))


def _spelled(words: str) -> str:
    """The one number that catalogue sentences hold in words, an age."""
    return words.replace("under 18", "under eighteen")


def _say_change(
    register: Register, indicator: Indicator, area: Area, own: Figure
) -> Iterator[Sentence]:
    """A change is judged only against its margin; without one that is said instead."""
    earlier, later = Period.read(indicator.earlier_period), own.period
    between = (When(earlier), Words(" and "), When(later))
    margin, value = own.quantity.margin, own.quantity.value or 0.0
    if margin is None:
        of_what = indicator.of_what.replace("{place}", area.place.name)
        yield register.say(
            Words(f"Whether {of_what} changed between "),
            *between,
            Words(" cannot be judged: no margin of error is in hand. The two figures differ by "),
            Shown(own.id),
            Words("."),
        )
        return
    yield register.say(*_fill(indicator.says, area.place.name, own))
    if abs(value) <= margin:
        yield register.say(
            Words("A change of "), Shown(own.id), Words(" is not distinguishable from zero.")
        )


def _say_comparison(register: Register, own: Figure, others: list[Figure]) -> Iterator[Sentence]:
    """Name what stands beside, and say which difference is more than chance."""
    shown = [figure for figure in others if figure.quantity.has_number]
    if not shown or own.quantity.unit.kind in (UnitKind.COUNT, UnitKind.CODE):
        return
    parts: list[Part] = []
    for index, figure in enumerate(shown):
        joint = "" if index == 0 else (" and " if index == len(shown) - 1 else ", ")
        lead = "For comparison: " if index == 0 else ""
        parts += [Words(f"{joint}{lead}{_beside(figure.place.name)} "), Shown(figure.id)]
    yield register.say(*parts, Words("."))
    nation = shown[-1]
    margin = own.quantity.margin
    middle = nation.place.name != "United States"
    if nation.place.id != "US" or middle or margin is None or own.quantity.cell.unreliable:
        return
    difference = (own.quantity.value or 0.0) - (nation.quantity.value or 0.0)
    if margin == 0:
        if round(own.quantity.value or 0.0, own.decimals) == round(
            nation.quantity.value or 0.0, own.decimals
        ):
            return
        words = f"It is {'higher' if difference > 0 else 'lower'} here than in the nation."
    elif abs(difference) <= margin:
        words = "The difference from the nation lies within its own margin of error."
    else:
        side = "higher" if difference > 0 else "lower"
        words = f"It is {side} here than in the nation, by more than its own margin of error."
    yield Sentence((Words(words),), (*own.evidence, *nation.evidence))


def _beside(name: str) -> str:
    """A place's name inside a sentence."""
    if name == "United States":
        return "the United States"
    return name.replace("Middle county of", "the middle county of")


def _say_span(register: Register, counties: list[Figure]) -> Iterator[Sentence]:
    """Where an area has no figure of its own, say from where to where its counties go."""
    shown = [figure for figure in counties if figure.quantity.has_number]
    if len(shown) < 2:
        return
    ordered = sorted(shown, key=lambda figure: figure.quantity.value or 0.0)
    if ordered[0].quantity.unit.kind is UnitKind.CODE:
        yield from _say_codes(register, ordered)
        return
    yield register.say(
        Words(
            "There is no figure for the area as a whole. Counties whose figure is shown go from "
        ),
        Shown(ordered[0].id),
        Words(f" in {ordered[0].place.name} to "),
        Shown(ordered[-1].id),
        Words(f" in {ordered[-1].place.name}."),
    )


def _say_codes(register: Register, ordered: list[Figure]) -> Iterator[Sentence]:
    """A class has no span of amounts: say the one class of all counties, or both ends."""
    first, last = ordered[0], ordered[-1]
    if first.quantity.value == last.quantity.value:
        yield register.say(
            Words("Each county that has a code has the code "), Shown(first.id), Words(".")
        )
        return
    yield register.say(
        Words("The codes of its counties go from "),
        Shown(first.id),
        Words(" to "),
        Shown(last.id),
        Words("."),
    )
