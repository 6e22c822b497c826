"""The susceptibility profile worked out again, by rules of this file's own.

Scores are worked out exactly, with fractions of whole ranks and plain lists. Ranks are drawn
anew: another generator, another seed, double precision, one weight at a time from gamma
variates; their middles and ends must agree within a stated part of the number of counties.
Values and margins are read from the pack's text by row and column.
"""

from __future__ import annotations

import math
import statistics
from functools import cache
from typing import Any

import numpy as np

from firstlight.assessment import Library, open_library

DRAWS = 400
PART = 0.05  # of all counties: four times the noise of the middle of 200 draws, widest range
# of a range's own width: four times the noise of two drawings, for a middle and for an end
MIDDLE_OFF, END_OFF = 0.12, 0.2
Z_90 = 1.645


def tolerance_of(figure: dict[str, Any], library: Library) -> float:
    """How far a second drawing may be off; what is not drawn must agree to the last digit."""
    name = figure["indicator"]
    if name == "profile_rank":
        least = 0.004 * len(_truth_of(library).counties)
        return float(MIDDLE_OFF * (figure["high"] - figure["low"]) + least)
    drawn = ("profile_with_all", "profile_without", "profile_moves")
    if name.startswith(drawn):
        return PART * len(_truth_of(library).counties)
    # dimensions are rounded to four decimals, and their mean once more
    return 1.1e-4 if name.startswith("profile") and name != "profile_counties" else 1e-9


def check_range(figure: dict[str, Any], library: Library) -> None:
    """The printed range against the second drawing."""
    name = figure["indicator"]
    if not name.startswith("profile") or figure["low"] is None:
        return
    low, high = _truth_of(library).range_of(name, figure["place"])
    least = 0.004 * len(_truth_of(library).counties) if name == "profile_rank" else 0.004
    off = END_OFF * (figure["high"] - figure["low"]) + least
    assert abs(low - figure["low"]) <= off, (figure["id"], low, figure["low"])
    assert abs(high - figure["high"]) <= off, (figure["id"], high, figure["high"])


def profile_again(figure: dict[str, Any], library: Library) -> float:
    """The value of one figure of the profile."""
    truth = _truth_of(library)
    name, place = figure["indicator"], figure["place"]
    if name == "profile_counties":
        return float(len(truth.counties))
    if name == "profile_with_size":
        return truth.with_size()
    if name.startswith("profile_moves_"):
        return truth.moves(name.removeprefix("profile_moves_"))
    at = truth.counties.index(place)
    if name in ("profile_rank", "profile_with_all"):
        return float(np.median(truth.drawn()[0][:, at]))
    if name.startswith("profile_without_"):
        return float(np.median(truth.drawn()[1][name.removeprefix("profile_without_")][:, at]))
    if name == "profile":
        return truth.scores()[at]
    return truth.dimension(name.removeprefix("profile_"))[at]


@cache
def _truth() -> _Truth:
    return _Truth(open_library())


def _truth_of(library: Library) -> _Truth:
    truth = _truth()
    assert truth.library.catalogue is library.catalogue  # the shipped one, read once
    return truth


def _few(some: float, whole: float) -> bool:
    """A share without a margin that is not shown: of few people, or a few people among them."""
    return whole < 1000 or round(some) <= 10 or round(whole - some) <= 10


class _Truth:
    """Values of every county, from the pack's text."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.parts = library.catalogue.composites["susceptibility"].components
        read = {part.id: self._read(part.id) for part in self.parts}
        today = list(library.gazetteer.counties)
        self.counties = [f for f in today if all(f in values for values in read.values())]
        self.values = {n: [v[f][0] for f in self.counties] for n, v in read.items()}
        self.margins = {n: [v[f][1] for f in self.counties] for n, v in read.items()}
        self._drawn: Any = None

    def _read(self, name: str) -> dict[str, tuple[float, float]]:
        """Value and margin by county; formulas are spelled out here once more."""
        entry = self.library.catalogue.indicators[name]
        columns = {key: self._column(column) for key, column in entry.inputs.items()}
        guard = columns.pop("guard", None)
        found = {}
        for fips in set.intersection(*(set(c) for c in columns.values())):
            if fips[:2] == "72" or (guard and 0 < guard.get(fips, (0.0, 0.0))[0] <= 10):
                continue
            if entry.formula in ("share", "rate"):
                (part, part_margin), (whole, whole_margin) = (
                    columns["part"][fips], columns["whole"][fips],
                )  # fmt: skip
                if whole == 0 or (name == "unemployment" and _few(part, whole)):
                    continue
                share = part / whole
                under = part_margin**2 - (share * whole_margin) ** 2
                if under <= 0 or entry.formula == "rate":
                    under = part_margin**2 + (share * whole_margin) ** 2
                found[fips] = (entry.per * share, entry.per * math.sqrt(under) / whole)
            elif entry.formula == "weighted_share":  # no margin is in hand
                share, whole = columns["share"][fips][0], columns["whole"][fips][0]
                if not _few(share * whole / 100, whole):
                    found[fips] = (share, 0.0)
            else:
                assert entry.formula == "published_share", entry.formula
                value, margin = columns["share"][fips]
                found[fips] = (entry.per * value, entry.per * margin)
        return found

    def _column(self, column: Any) -> dict[str, tuple[float, float]]:
        table = self.library.pack.table(column.source, column.table, column.where)
        margin_name = table.table.margins.get(column.column)
        texts = table.columns[column.column]
        margins = table.columns[margin_name] if margin_name else [""] * len(texts)
        found = {}
        for fips, text, margin in zip(
            table.columns[table.table.place], texts, margins, strict=True
        ):
            number = _number(text)
            if number is not None and number > -1000:
                found[self._today(fips, table.source.vintage)] = (number, _number(margin) or 0.0)
        return found

    def _today(self, fips: str, vintage: int) -> str:
        """The one county that this code only renamed; any other code stays as it is."""
        for change in self.library.catalogue.fips_changes.changes:
            if fips in change.old and change.year > vintage and change.one_to_one:
                return change.new[0]
        return fips

    def standing(self, name: str) -> list[float]:
        """The share of the other counties that lie below, to four decimals."""
        values = self.values[name]
        ordered = sorted(values)
        first: dict[float, int] = {}
        for place, value in enumerate(ordered):
            first.setdefault(value, place)
        return [round(first[value] / (len(values) - 1) + 1e-12, 4) for value in values]

    def dimension(self, name: str) -> list[float]:
        """The plain mean of its standings: all weights of this index are equal."""
        rows = [self.standing(part.id) for part in self.parts if part.dimension == name]
        return [statistics.fmean(column) for column in zip(*rows, strict=True)]

    def scores(self) -> list[float]:
        """The plain mean over the dimensions."""
        names = dict.fromkeys(part.dimension for part in self.parts)
        return [
            statistics.fmean(column)
            for column in zip(*(self.dimension(name) for name in names), strict=True)
        ]

    def with_size(self) -> float:
        """Pearson's correlation of mean ranks, spelled out."""
        table = self.library.pack.table("census_pep_2023", "counties")
        people = dict(
            zip(table.columns[table.table.place], table.columns["POPESTIMATE2023"], strict=True)
        )
        pairs = [
            (score, float(people[fips]))
            for fips, score in zip(self.counties, self.scores(), strict=True)
            if fips in people
        ]
        one = _mean_ranks([round(score, 4) for score, _ in pairs])
        return statistics.correlation(one, _mean_ranks([size for _, size in pairs]))

    def drawn(self) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        """Ranks, ranks without each condition, and scores, draw by draw."""
        if self._drawn is None:
            self._drawn = self._draw(np.random.Generator(np.random.MT19937(7)))
        return self._drawn

    def _draw(self, rng: np.random.Generator) -> tuple[Any, dict[str, Any], dict[str, Any]]:
        composite = self.library.catalogue.composites["susceptibility"]
        names = [part.id for part in self.parts]
        groups = list(dict.fromkeys(part.dimension for part in self.parts))
        ranks, scores = [], {name: [] for name in [*groups, "all"]}
        without: dict[str, list[Any]] = {name: [] for name in names}
        values = {name: np.array(self.values[name]) for name in names}
        errors = {name: np.array(self.margins[name]) / Z_90 for name in names}
        for _ in range(DRAWS):
            stands = {}
            for name in names:
                moved = values[name] + errors[name] * rng.normal(size=len(self.counties))
                moved = np.minimum(np.maximum(moved, 0), 100)
                stands[name] = np.searchsorted(np.sort(moved), moved) / (len(moved) - 1)
            weights: dict[str, float] = {}
            shares = rng.gamma([composite.concentration / len(groups)] * len(groups))
            for group, share in zip(groups, shares / shares.sum(), strict=True):
                inside = [part.id for part in self.parts if part.dimension == group]
                own = rng.gamma([composite.concentration / len(inside)] * len(inside))
                for name, part in zip(inside, own / own.sum(), strict=True):
                    weights[name] = share * part
                mean = sum(weights[name] * stands[name] for name in inside) / share
                scores[group].append(mean)
            total = sum(weights[name] * stands[name] for name in names)
            scores["all"].append(total)
            ranks.append(_rank(total))
            for name in names:
                without[name].append(_rank(total - weights[name] * stands[name]))
        return (
            np.array(ranks),
            {name: np.array(rows) for name, rows in without.items()},
            {name: np.array(rows) for name, rows in scores.items()},
        )

    def moves(self, name: str) -> float:
        """How far the middle rank of the middle county moves."""
        ranks, without, _ = self.drawn()
        return float(np.median(np.abs(np.median(without[name], 0) - np.median(ranks, 0))))

    def range_of(self, name: str, fips: str) -> tuple[float, float]:
        """Nine of ten draws."""
        at = self.counties.index(fips)
        ranks, _, scores = self.drawn()
        key = name.removeprefix("profile_") if name != "profile" else "all"
        column = ranks[:, at] if name == "profile_rank" else scores[key][:, at]
        low, high = np.quantile(column, [0.05, 0.95])
        return float(low), float(high)


def _rank(scores: Any) -> Any:
    ordered = np.sort(scores)
    return len(scores) - np.searchsorted(ordered, scores, side="right") + 1


def _mean_ranks(values: list[float]) -> list[float]:
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values)):
        places.setdefault(value, []).append(place)
    return [statistics.fmean(places[value]) for value in values]


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) else None
