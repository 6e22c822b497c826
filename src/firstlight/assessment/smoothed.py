"""Figures of small counties a second time, drawn toward the other counties; never alone.

A smoothed figure stands beside the raw one and never in its place, is entered as a measure
of its own ("poverty.smoothed"), so that nothing ranks or scores it, and is left out where
the raw one is hidden. What it is drawn toward is worked out from figures that are shown
for each county, so that no hidden count has a part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from firstlight.assessment.compare import value_of_county_or_area
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library, SmoothingGroup
from firstlight.assessment.model import Refusal
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell
from firstlight.base.finding import Figure, Sentence, Shown, When, Words
from firstlight.base.observation import IndicatorValue
from firstlight.base.period import Period
from firstlight.base.place import US, Area, County, Place, PlaceKind
from firstlight.base.provenance import Address
from firstlight.base.quantity import Z_90, Quantity, Unit, UnitKind
from firstlight.catalogue.entries import Indicator
from firstlight.indicators import (
    Group,
    Smoothed,
    Smoothing,
    find_smoothing,
    fit_estimates,
    smooth_estimate,
)

SUFFIX = "smoothed"
LEANS = (
    "counties with large samples weigh more; where theirs are lower than those of small ones "
    "the mean is too low, and where they are higher too high"
)
NOT_ITS_OWN = (
    "less than half of it would be the county's own data, so it would speak of other counties "
    "more than of this one"
)
OWN = Unit(UnitKind.SHARE, "%", "of a smoothed figure")


def add_smoothed(
    library: Library, register: Register, indicator: Indicator, area: Area, raw: Sequence[Figure]
) -> tuple[tuple[FigureTable, ...], tuple[Sentence, ...], tuple[Refusal, ...]]:
    """Smooth an indicator for the small counties of an area that have a figure.

    Parameters
    ----------
    raw
        The indicator's figures of this assessment, as they were entered.

    Returns
    -------
    tuple
        A table of smoothed figures with what they are drawn toward, the sentence for an
        area of one county, and a refusal where no group carries a smoothing. All are
        empty where the indicator is not smoothed or no county of the area is small.
    """
    how = find_smoothing(indicator, library.catalogue.sources)
    if how is Smoothing.NONE:
        return (), (), ()
    rows: list[TableRow] = []
    means: dict[str, Figure] = {}
    sentences: list[Sentence] = []
    refusals: list[Refusal] = []
    shown = {figure.place.id: figure for figure in raw if figure.quantity.has_number}
    for county in area.counties:
        figure = shown.get(county.fips)
        if figure is None or not _is_small(library, county, figure):
            continue
        group = _find_group(library, indicator, county.state)
        made = _smooth(library, figure, group.fit)
        why_not = made.why_not
        if 100 * (made.own_weight or 0.0) < library.catalogue.thresholds.smoothing_own_percent:
            why_not = why_not or NOT_ITS_OWN
        if why_not:
            what = f"{indicator.label}, smoothed"
            refusals.append(
                Refusal(what, why_not, "", county.full_name, f"{indicator.id}.{SUFFIX}")
            )
            continue
        weight, smoothed = _enter(register, indicator, county, figure, made, group)
        label = (Words(f"{county.full_name}, "), Shown(weight.id), Words(" its own data"))
        rows.append(TableRow(label, smoothed.id, emphasized=area.is_one_county))
        if group.place.id not in means:
            means[group.place.id] = _enter_mean(register, indicator, figure, made, group)
        if area.is_one_county:
            sentences.append(_say(register, group, weight, smoothed))
    if not rows:
        return (), (), tuple(refusals)
    rows += [
        TableRow((Words(f"Weighted mean it is drawn toward, of the counties of {name}"),), mean.id)
        for mean in means.values()
        for name in (_name(mean.place),)
    ]
    title = (Words(f"{indicator.short}, smoothed, "), When(Period.read(indicator.period)))
    unit = f"{indicator.unit} {indicator.universe}" if indicator.kind == "share" else indicator.unit
    return (FigureTable(title, "Place", unit, tuple(rows)),), tuple(sentences), tuple(refusals)


def _is_small(library: Library, county: County, figure: Figure) -> bool:
    """Few residents, or a margin too wide to lean on."""
    limits = library.catalogue.thresholds
    few = county.residents is not None and county.residents < limits.small_population
    return few or figure.quantity.cell.unreliable


def _find_group(library: Library, indicator: Indicator, state: str) -> SmoothingGroup:
    """The counties of the state, or of the nation where a state has too few; kept."""
    own = _keep_group(library, indicator, state)
    if not own.fit.why_not or state not in library.catalogue.states.in_the_nation:
        return own
    nation = _keep_group(library, indicator, US.id)
    return own if nation.fit.why_not else nation


def _keep_group(library: Library, indicator: Indicator, name: str) -> SmoothingGroup:
    key = (indicator.id, name)
    if key not in library.groups:
        library.groups[key] = _make_group(library, indicator, name)
    return library.groups[key]


def _make_group(library: Library, indicator: Indicator, name: str) -> SmoothingGroup:
    """Fit a group from the figures that are shown for each of its counties."""
    states = library.catalogue.states
    wanted = states.in_the_nation if name == US.id else (name,)
    place = US if name == US.id else Place(PlaceKind.STATE, name, states.names[name])
    counties = [county for state in wanted for county in library.gazetteer.of_state(state)]
    values = {
        county.fips: value_of_county_or_area(
            library, indicator, county.place, {county.fips: county.full_name}
        )
        for county in counties
    }
    at_least = library.catalogue.thresholds.smoothing_counties_at_least
    used = [v for v in values.values() if v.quantity.margin is not None]
    found = [(v.quantity.value or 0.0, (v.quantity.margin or 0.0) / Z_90) for v in used]
    fit = fit_estimates(
        [v for v, _ in found],
        [e for _, e in found],
        at_least=at_least,
        shares=indicator.kind == UnitKind.SHARE,
    )
    return SmoothingGroup(place, fit, tuple(_addresses(used)))


def _addresses(values: Iterable[IndicatorValue]) -> Iterator[Address]:
    for value in values:
        yield from value.made_from


def _smooth(library: Library, figure: Figure, group: Group) -> Smoothed:
    level = library.catalogue.thresholds.smoothing_level
    value, error = figure.quantity.value or 0.0, (figure.quantity.margin or 0.0) / Z_90
    return smooth_estimate(value, error, group, level=level, unit=figure.quantity.unit.kind)


def _enter(
    register: Register,
    indicator: Indicator,
    county: County,
    figure: Figure,
    made: Smoothed,
    group: SmoothingGroup,
) -> tuple[Figure, Figure]:
    """The share of its own data, and the smoothed figure with its range."""
    cells = (*figure.evidence, *register.cite(group.made_from))
    evidence = tuple(dict.fromkeys(cells))
    weight = register.enter_smoothed(
        f"{figure.id}.own_weight",
        figure,
        label=f"{indicator.label}, {county.full_name}, smoothed: share of its own data",
        quantity=Quantity(Cell.estimated(100 * (made.own_weight or 0.0)), OWN),
        evidence=evidence,
        decimals=0,
    )
    smoothed = register.enter_smoothed(
        f"{figure.id}.{SUFFIX}",
        figure,
        label=f"{indicator.label}, {county.full_name}, smoothed toward {_name(group.place)}",
        quantity=Quantity(
            Cell.estimated(made.value or 0.0),
            figure.quantity.unit,
            None,
            made.low or 0.0,
            made.high or 0.0,
        ),
        evidence=evidence,
        notes=(made.said,) if made.said else (),
    )
    return weight, smoothed


def _enter_mean(
    register: Register, indicator: Indicator, figure: Figure, made: Smoothed, group: SmoothingGroup
) -> Figure:
    return register.enter_smoothed(
        f"{indicator.id}.{group.place.id}.drawn_to",
        figure,
        label=f"{indicator.label}, weighted mean of the counties of {_name(group.place)}",
        quantity=Quantity(Cell.estimated(made.mean or 0.0), figure.quantity.unit),
        evidence=register.cite(group.made_from),
        place=group.place,
        notes=(
            f"{made.n:,} counties have a figure that is shown and not set by its publisher",
            LEANS,
        ),
    )


def _name(place: Place) -> str:
    return "the United States" if place.id == US.id else place.name


def _say(register: Register, group: SmoothingGroup, weight: Figure, smoothed: Figure) -> Sentence:
    return register.say(
        Words(
            "Figures from so few people jump by chance. "
            f"Drawn toward the other counties of {_name(group.place)}, with "
        ),
        Shown(weight.id),
        Words(" its own data, it is "),
        Shown(smoothed.id),
        Words("."),
    )
