"""Smoothed figures worked out a second time, by a rule of these tests' own.

The pack's text is read for each county of the group; shares and their margins follow the
handbook of the Census Bureau; the spread between counties is a root found by scipy.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
from scipy import optimize, stats

from firstlight.assessment import Library
from firstlight.catalogue.entries import Indicator
from firstlight.pack import trace_county

AT_LEAST, LEVEL = 10, 0.90


def smoothed_again(figure: dict[str, Any], library: Library) -> dict[str, float]:
    """What a figure that ends in smoothed, own_weight or drawn_to must show.

    Gives its `value`, and `low` and `high` where it has a range.
    """
    name, place, what = figure["id"].split(".")
    entry = library.catalogue.indicators[name]
    if what == "drawn_to":
        mean, *_ = _fit(library, name, place)
        return {"value": mean}
    state = library.gazetteer.counties[place].state
    wanted = state
    if len(_group(library, name, state)) < AT_LEAST and state != "PR":
        wanted = "US"
    mean, between, weights = _fit(library, name, wanted)
    own, error = _estimate(library, entry, place) or (math.nan, math.nan)
    error = _at_the_mean(own, error, _plain(library, name, wanted))
    part = 1.0 if not error else between / (between + error**2)
    if what == "own_weight":
        return {"value": 100 * part}
    squared = part * error**2 + (1 - part) ** 2 / weights.sum()
    if error:
        doubt = 2 * len(weights) / weights.sum() ** 2
        squared += 2 * error**4 / (between + error**2) ** 3 * doubt
    half = stats.norm.ppf((1 + LEVEL) / 2) * math.sqrt(squared) if error else 0.0
    value = mean + part * (own - mean)
    low, high = value - half, value + half
    if own >= 0 and mean >= 0:
        low = max(low, 0.0)
    return {"value": value, "low": low, "high": min(high, 100.0) if entry.kind == "share" else high}


def group_rows(figure: dict[str, Any], library: Library) -> set[int]:
    """The rows of the group's counties in the file of the upper part, as they were received."""
    name, place, what = figure["id"].split(".")
    entry = library.catalogue.indicators[name]
    if what != "drawn_to":
        place = library.gazetteer.counties[place].state
        if len(_group(library, name, place)) < AT_LEAST and place != "PR":
            place = "US"
    upper = entry.inputs.get("part") or entry.inputs["share"]
    table = library.pack.table(upper.source, upper.table, upper.where)
    return {
        table.rows[position]
        for fips, _ in _members(library, name, place)
        for code in _codes(library, upper.source, fips)
        for position in table.of_place(code)
    }


def _members(library: Library, name: str, place: str) -> list[tuple[str, tuple[float, float]]]:
    """Counties of the place with an estimate and a margin, 0 included."""
    states = library.catalogue.states.in_the_nation if place == "US" else (place,)
    entry = library.catalogue.indicators[name]
    found = []
    for fips, county in library.gazetteer.counties.items():
        if county.state in states and (made := _estimate(library, entry, fips)) is not None:
            found.append((fips, made))
    return found


@cache
def _cached_group(name: str, place: str, key: int) -> tuple[tuple[float, float], ...]:
    library = _LIBRARIES[key]
    return tuple(made for _, made in _members(library, name, place) if made[1] > 0)


_LIBRARIES: dict[int, Library] = {}


def _group(library: Library, name: str, place: str) -> tuple[tuple[float, float], ...]:
    _LIBRARIES[id(library)] = library
    return _cached_group(name, place, id(library))


def _fit(library: Library, name: str, place: str) -> tuple[float, float, np.ndarray]:
    values, errors = np.array(_group(library, name, place)).T
    plain = _plain(library, name, place)
    errors = np.array([_at_the_mean(v, e, plain) for v, e in zip(values, errors, strict=True)])

    def off(between: float) -> float:
        weights = 1 / (between + errors**2)
        mean = np.average(values, weights=weights)
        return float(np.sum(weights * (values - mean) ** 2) - (len(values) - 1))

    between = 0.0 if off(0.0) <= 0 else optimize.brentq(off, 0.0, 1e5, xtol=1e-15, rtol=1e-15)
    weights = 1 / (between + errors**2)
    return float(np.average(values, weights=weights)), float(between), weights


def _plain(library: Library, name: str, place: str) -> float:
    """The plain mean of the counties' shares; not a number where the figure is no share."""
    if library.catalogue.indicators[name].kind != "share":
        return math.nan
    return float(np.mean([value for value, _ in _group(library, name, place)]))


def _at_the_mean(value: float, error: float, plain: float) -> float:
    """The error of a simple random sample of the same size in effect, were the mean its share."""
    if not error or math.isnan(plain) or value <= 0 or value >= 100:
        return error
    size = value * (100 - value) / error**2
    return math.sqrt(plain * (100 - plain) / size)


def _codes(library: Library, source: str, fips: str) -> tuple[str, ...]:
    vintage = library.catalogue.sources[source].vintage
    trace = trace_county(fips, vintage=vintage, changes=library.catalogue.fips_changes)
    return () if trace.why_not else trace.codes


def _estimate(library: Library, entry: Indicator, fips: str) -> tuple[float, float] | None:
    """An estimate and its standard error, by the handbook; None without either."""
    numbers: dict[str, tuple[float, float]] = {}
    for key, column in entry.inputs.items():
        table = library.pack.table(column.source, column.table, column.where)
        value, squares, zeros = 0.0, 0.0, 0.0
        codes = _codes(library, column.source, fips)
        rows = [position for code in codes for position in table.of_place(code)]
        if not rows or len(rows) != len(codes):
            return None
        if len(rows) > 1 and key == "share":
            return None
        for row in rows:
            text = table.text(row, column.column)
            margin_column = table.table.margins.get(column.column)
            if margin_column is None:
                return None
            margin = table.text(row, margin_column)
            if margin == "" and column.column in table.table.controlled:
                margin = "0"
            if not _is_number(text) or not _is_number(margin):
                return None
            value += float(text)
            if float(text) == 0:
                zeros = max(zeros, float(margin) ** 2)
            else:
                squares += float(margin) ** 2
        numbers[key] = (value, math.sqrt(squares + zeros))
    if entry.formula == "published_share":
        value, margin = numbers["share"]
        return entry.per * value, entry.per * margin / 1.645
    assert entry.formula in ("share", "rate"), f"no rule yet for a smoothed {entry.formula}"
    (part, of_part), (whole, of_whole) = numbers["part"], numbers["whole"]
    if whole == 0:
        return None
    ratio = part / whole
    squared = of_part**2 - (ratio * of_whole) ** 2
    if squared <= 0 or entry.formula == "rate":
        squared = of_part**2 + (ratio * of_whole) ** 2
    return entry.per * ratio, entry.per * math.sqrt(squared) / whole / 1.645


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and float(text) > -100_000_000
    except ValueError:
        return False
