"""The susceptibility profile of each county: score, range of ranks, what decides them.

Never a league table: rows stand in the order of the middle of their ranges and carry no
numbers, ties are ties, and where ranges overlap that is said.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from firstlight.assessment.compare import value_of_county_or_area
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.national_profile import NationalProfile, make_national_profile
from firstlight.assessment.profile_words import (
    NOT_OCCURRENCE,
    say_ranks,
    say_scores,
    say_size,
    say_who_can_be_told_apart,
    say_without,
)
from firstlight.assessment.register import Register
from firstlight.base.cell import NO_NUMBER, Cell, Status
from firstlight.base.finding import Figure, Part, Sentence, When, Words
from firstlight.base.observation import IndicatorValue
from firstlight.base.period import Period, PeriodKind
from firstlight.base.place import US, Area, County
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue.entries import Composite
from firstlight.composite import Ranges, Scored

BLOCK = "profile"
SCALE = "from zero to one"
WHAT = "Susceptibility profile"
AREA_WHY = (
    "Scores of counties do not add up, and several counties together have no place among "
    "counties. Read the ranges of its counties."
)
OUTSIDE = (
    "The profile compares counties of the states and the District of Columbia; the releases "
    "cover Puerto Rico in part only."
)


def make_profile_block(library: Library, register: Register, area: Area) -> Block:
    """The profile of every county of the area, among all counties with every condition."""
    profile = make_national_profile(library)
    composite = profile.composite
    period, oldest = _period(library, profile)
    refusals: list[Refusal] = []
    if not area.is_one_county:
        refusals.append(Refusal(f"{WHAT} of the area as a whole", AREA_WHY, "", area.place.name))
    with_profile = [c for c in area.counties if c.fips in profile.place]
    for county in area.counties:
        if county not in with_profile:
            refusals.append(_refuse(library, register, profile, county, period, oldest))
    tables: list[FigureTable] = []
    sentences: list[Sentence] = []
    if with_profile and profile.ranges is not None and profile.scored is not None:
        maker = _Maker(register, profile, profile.scored, profile.ranges, period, oldest)
        count = maker.enter_count()
        ordered = sorted(with_profile, key=lambda county: maker.order(county.fips))
        ranks = [maker.enter_rank(county, ordered) for county in ordered]
        scores = [maker.enter_score(county, composite.whole) for county in ordered]
        dimensions = {
            d.id: [maker.enter_score(county, d.id) for county in ordered]
            for d in composite.dimensions
        }
        moves = [maker.enter_moves(library, part.id) for part in composite.components]
        without = (
            [
                maker.enter_with_all(ordered[0]),
                *(maker.enter_without(library, p.id, ordered[0]) for p in composite.components),
            ]
            if area.is_one_county
            else []
        )
        size = maker.enter_size()
        sentences += [
            say_ranks(register, ordered, ranks, count),
            *say_without(
                register,
                ranks[0],
                [
                    (short_label(library, profile, part.id), figure)
                    for part, figure in zip(composite.components, without[1:], strict=False)
                ],
            ),
            *say_who_can_be_told_apart(profile, ordered, ranks),
            *say_scores(register, ordered, scores),
            *say_size(register, size),
        ]
        tables += _lay_tables(
            library, profile, maker, ordered, ranks, scores, dimensions, [*without, *moves]
        )
    return Block(
        id=BLOCK,
        heading="The conditions together",
        title=composite.label,
        question=composite.question,
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=composite.warnings,
        cannot_tell=composite.cannot_tell,
        ask_next=composite.ask_next,
        remarks=_remarks(library, profile),
        refusals=tuple(refusals),
    )


def _remarks(library: Library, profile: NationalProfile) -> tuple[str, ...]:
    composite, ranges = profile.composite, profile.ranges
    labels = {name: library.catalogue.indicators[name].label for name in profile.each}
    without = [labels[name] for name in (ranges.no_margin if ranges else ())]
    return (
        f"{NOT_OCCURRENCE}.",
        f"Conditions: {'; '.join(labels.values())}.",
        composite.method,
        f"Recalculations: {composite.draws}. {composite.concentration_why}",
        *((_say_too_narrow(composite, without),) if without else ()),
        composite.size_warning,
    )  # fmt: skip


def _say_too_narrow(composite: Composite, without: Sequence[str]) -> str:
    """Which conditions are not varied, and what that did to the ranges in our own study."""
    return (
        f"No margin of error is in hand for: {'; '.join(without)}. Their values are not varied, "
        "so the ranges are too narrow. In our study the range meant to hold the true rank of 90 in "
        f"100 places held {composite.study_held_percent:.0f} when the weights were drawn as well, "
        f"and {composite.study_held_margins_alone_percent:.0f} when only the margins were. Of the "
        f"pairs it told apart, under {composite.study_turned_under_percent:.0f} in 100 stood the "
        f"wrong way round. {composite.study_source}."
    )


def _period(library: Library, profile: NationalProfile) -> tuple[Period, datetime.date]:
    """From the first to the last of the conditions' periods, and where the oldest one ends."""
    periods = [Period.read(library.catalogue.indicators[name].period) for name in profile.each]
    first, last = min(p.first for p in periods), max(p.last for p in periods)
    return Period(first, last, PeriodKind.YEARS), min(p.last for p in periods)


def _refuse(
    library: Library,
    register: Register,
    profile: NationalProfile,
    county: County,
    period: Period,
    oldest: datetime.date,
) -> Refusal:
    """A county that lacks a condition has no profile; the condition is named."""
    lacking: list[tuple[str, IndicatorValue]] = []
    for name in profile.each:
        indicator = library.catalogue.indicators[name]
        value = value_of_county_or_area(
            library, indicator, county.place, {county.fips: county.name}
        )
        if not value.quantity.has_number:
            lacking.append((indicator.label, value))
    if lacking:
        whys: dict[str, list[str]] = {}  # a reason stands once, behind all that it takes away
        for label, value in lacking:
            whys.setdefault(value.why_not, []).append(label)
        told = "; ".join(f"{', '.join(labels)}: {why}" for why, labels in whys.items())
        why = f"It lacks a condition. {told}"
        statuses = [value.quantity.cell.status for _, value in lacking]
        status = next(known for known in NO_NUMBER if known in statuses)
    else:
        why, status = profile.why_not or OUTSIDE, Status.NOT_REPORTABLE
    missing = Quantity(Cell.missing(status, why), Unit(UnitKind.RATE, "", SCALE))
    for name, words in ((BLOCK, "score"), (f"{BLOCK}_rank", "rank")):
        register.enter_figure(
            Figure(
                id=f"{name}.{county.fips}",
                indicator=name,
                label=_label(words, county.full_name),
                quantity=missing,
                period=period,
                place=county.place,
                decimals=2,
                evidence=(),
                oldest=oldest,
            )
        )
    return Refusal(WHAT, why, "Every condition for this county.", county.full_name)


def _label(words: str, place: str) -> str:
    """Every view carries the words, a row of a table that travels alone as well."""
    return f"{WHAT}, {words}, {place}. {NOT_OCCURRENCE}"


class _Maker:
    """Enters figures of one profile."""

    def __init__(
        self,
        register: Register,
        profile: NationalProfile,
        scored: Scored,
        ranges: Ranges,
        period: Period,
        oldest: datetime.date,
    ) -> None:
        self.register = register
        self.profile = profile
        self.scored = scored
        self.ranges = ranges
        self.period = period
        self.oldest = oldest
        self.whole = register.cite(profile.whole_columns)
        self.own: dict[str, tuple[str, ...]] = {}

    def order(self, fips: str) -> tuple[int, int, int, str]:
        """By the middle of its ranks; ends and code only make the order certain."""
        at = self.profile.place[fips]
        return (
            int(self.ranges.median[at]),
            int(self.ranges.low[at]),
            int(self.ranges.high[at]),
            fips,
        )

    def _enter(
        self, name: str, words: str, quantity: Quantity, *, county: County | None = None,
        decimals: int = 0, evidence: Iterable[str] = (), notes: tuple[str, ...] = (),
    ) -> Figure:  # fmt: skip
        place = county.place if county else US
        own = self._cite_own(county.fips) if county else ()
        return self.register.enter_figure(
            Figure(
                id=f"{name}.{place.id}",
                indicator=name,
                label=_label(words, place.name),
                quantity=quantity,
                period=self.period,
                place=place,
                decimals=decimals,
                evidence=tuple(dict.fromkeys([*own, *self.whole, *evidence])),
                notes=notes,
                oldest=self.oldest,
            )
        )

    def _cite_own(self, fips: str) -> tuple[str, ...]:
        """The county's own cells behind every condition."""
        if fips not in self.own:
            ids: list[str] = []
            for found in self.profile.each.values():
                ids += self.register.cite(found.cite([fips]))
            self.own[fips] = tuple(ids)
        return self.own[fips]

    def enter_count(self) -> Figure:
        """How many counties have every condition."""
        unit = Unit(UnitKind.COUNT, "counties", "that have every condition")
        quantity = Quantity(Cell.counted(self.ranges.n), unit)
        return self._enter(f"{BLOCK}_counties", "counties compared", quantity)

    def enter_rank(self, county: County, beside: Sequence[County]) -> Figure:
        """The middle rank with the range of nine of ten draws; ties are noted."""
        at = self.profile.place[county.fips]
        ranges = self.ranges
        tied = [
            other.name
            for other in beside
            if other.fips != county.fips
            and ranges.median[self.profile.place[other.fips]] == ranges.median[at]
        ]
        notes = (f"tied with {', '.join(tied)}: the same middle rank",) if tied else ()
        quantity = Quantity(
            Cell.estimated(int(ranges.median[at])),
            Unit(UnitKind.CODE, "rank", "among the counties compared"),
            None,
            int(ranges.low[at]),
            int(ranges.high[at]),
        )
        return self._enter(f"{BLOCK}_rank", "middle rank and range", quantity, county=county,
                           notes=notes)  # fmt: skip

    def enter_score(self, county: County, name: str) -> Figure:
        """The score of the whole or of a dimension, with the range of nine of ten draws.

        Equal values share the lowest standing, which draws do not repeat, so for a few
        counties the draws leave the score itself out; their range is widened to it.
        """
        at = self.profile.place[county.fips]
        value = float(self.scored.scores[name][at])
        low = float(self.ranges.score_low[name][at])
        high = float(self.ranges.score_high[name][at])
        quantity = Quantity(
            Cell.estimated(value), Unit(UnitKind.RATE, "", SCALE), None,
            round(min(low, value), 6), round(max(high, value), 6),
        )  # fmt: skip
        composite = self.profile.composite
        labels = {dimension.id: dimension.label for dimension in composite.dimensions}
        whole = name == composite.whole
        return self._enter(
            BLOCK if whole else f"{BLOCK}_{name}",
            "score" if whole else f"score, {labels[name]}",
            quantity,
            county=county,
            decimals=2,
        )

    def enter_moves(self, library: Library, name: str) -> Figure:
        """How far the middle rank of the middle county moves when a condition is left out."""
        label = short_label(library, self.profile, name)
        unit = Unit(UnitKind.CODE, "ranks", "in the middle of all counties")
        quantity = Quantity(Cell.estimated(self.ranges.moves.get(name, 0.0)), unit)
        return self._enter(f"{BLOCK}_moves_{name}", f"ranks moved without {label}", quantity)

    def enter_with_all(self, county: County) -> Figure:
        """The county's middle rank with every condition, from the draws that leave one out."""
        at = self.profile.place[county.fips]
        unit = Unit(UnitKind.CODE, "rank", "among the counties compared")
        quantity = Quantity(Cell.estimated(int(self.ranges.median_of_few[at])), unit)
        return self._enter(
            f"{BLOCK}_with_all", "middle rank with every condition", quantity, county=county
        )

    def enter_without(self, library: Library, name: str, county: County) -> Figure:
        """The county's middle rank when a condition is left out, beside the one with all."""
        at = self.profile.place[county.fips]
        ranks = self.ranges.without.get(name, self.ranges.median_of_few)
        label = short_label(library, self.profile, name)
        unit = Unit(UnitKind.CODE, "rank", "among the counties compared")
        quantity = Quantity(Cell.estimated(int(ranks[at])), unit)
        return self._enter(f"{BLOCK}_without_{name}", f"middle rank without {label}", quantity,
                           county=county)  # fmt: skip

    def enter_size(self) -> Figure | None:
        """The rank correlation of the score with residents, over all counties."""
        if self.profile.with_size is None:
            return None
        quantity = Quantity(
            Cell.estimated(self.profile.with_size),
            Unit(UnitKind.RATE, "", "rank correlation, from minus one to one"),
        )
        return self._enter(f"{BLOCK}_with_size", "rank correlation with residents", quantity,
                           decimals=2,
                           evidence=self.register.cite(self.profile.size_column))  # fmt: skip


def _lay_tables(
    library: Library,
    profile: NationalProfile,
    maker: _Maker,
    ordered: Sequence[County],
    ranks: Sequence[Figure],
    scores: Sequence[Figure],
    dimensions: dict[str, list[Figure]],
    left_out: Sequence[Figure],
) -> list[FigureTable]:
    labels = {dimension.id: dimension.label for dimension in profile.composite.dimensions}
    names: list[tuple[Part, ...]] = [(Words(county.full_name),) for county in ordered]

    def table(
        words: str, unit: str, figures: Sequence[Figure], heads: list[tuple[Part, ...]],
        *, head: str = "County", drawn: str = "",
    ) -> FigureTable:  # fmt: skip
        rows = tuple(TableRow(label, f.id) for label, f in zip(heads, figures, strict=True))
        title: tuple[Part, ...] = (Words(f"{NOT_OCCURRENCE}. {words}, "), When(maker.period))
        return FigureTable(title, head, unit, rows, drawn=drawn, among=f"{BLOCK}_counties.{US.id}")

    tables = [
        table("Range of ranks", "middle rank; a small one stands for more of the conditions",
              ranks, names, drawn="ranges"),
        table("Score", SCALE, scores, names),
    ]  # fmt: skip
    if len(ordered) == 1:
        by_dimension = [dimensions[name][0] for name in dimensions]
        heads: list[tuple[Part, ...]] = [(Words(labels[name]),) for name in dimensions]
        tables.append(table("Score by dimension", SCALE, by_dimension, heads, head="Dimension"))
    else:
        tables += [
            table(f"Score, {labels[name].lower()}", SCALE, found, names)
            for name, found in dimensions.items()
        ]
    shorts = {f"{BLOCK}_{kind}_{name}": short_label(library, profile, name)
              for name in profile.each for kind in ("moves", "without")}  # fmt: skip
    for begins, words, unit in (
        ("with", "When one condition is left out, this county", "middle rank"),
        ("moves", "When one condition is left out, the middle county moves by", "ranks"),
    ):
        found = [f for f in left_out if f.indicator.startswith(f"{BLOCK}_{begins}")]
        if found:
            heads = [
                (Words(f"Without {shorts[f.indicator]}"),)
                if f.indicator in shorts
                else (Words("With every condition, by the same fewer recalculations"),)
                for f in found
            ]
            tables.append(table(words, unit, found, heads, head="Condition left out"))
    return tables


def short_label(library: Library, profile: NationalProfile, name: str) -> str:
    """A condition's short name: the profile's own, or its indicator's."""
    part = next(part for part in profile.composite.components if part.id == name)
    return part.label or library.catalogue.indicators[name].short
