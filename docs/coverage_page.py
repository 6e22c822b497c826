"""Write docs/coverage.md from the catalogue and the pack: what is in hand, for how many counties.

`docs/generate.py` calls it. Each indicator is worked out for each county of today by the very
functions that an assessment uses, so that a number here is the number of counties that would
show a figure (or hide one, to protect people).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from firstlight.assessment import Library, open_library  # noqa: E402
from firstlight.assessment.compare import value_of_county_or_area  # noqa: E402
from firstlight.base.cell import Status  # noqa: E402
from firstlight.base.observation import IndicatorValue  # noqa: E402
from firstlight.base.period import Period  # noqa: E402
from firstlight.base.place import Place, PlaceKind  # noqa: E402
from firstlight.catalogue.entries import Bullet, Column, Factor, Indicator  # noqa: E402
from firstlight.places import read_continuums, read_districts  # noqa: E402
from firstlight.sources import observe_place  # noqa: E402

FIRST, LAST = 36, 66  # the requirements that name a source of the seed's five parameters
NOBODY = "Not in hand. The guide names no holder; the leads write it down."
HEAD = (
    "| Measure | Counties of {all} | of {nation} | Period | Margin of error | Factor "
    "| In a score |",
    "|---|---|---|---|---|---|---|",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: for how many counties it has a figure, shown or hidden."""

    requirement: str
    order: tuple[int, int, str]
    label: str
    everywhere: str
    nation: str
    period: str
    margin: str
    factor: str
    scored: str

    def write(self) -> str:
        """The row of the page."""
        factor = self.factor or "–"
        return (
            f"| {self.label} | {self.everywhere} | {self.nation} | {self.period} | {self.margin} "
            f"| {factor} | {self.scored} |"
        )


def write_coverage(requirements: Mapping[str, str]) -> str:
    """The page. `requirements` holds the words of each requirement."""
    library = open_library()
    catalogue = library.catalogue
    rows = [_indicator_row(library, entry) for entry in catalogue.indicators.values()]
    rows += [_context_row(library, entry) for entry in _contexts(library)]
    by_id = {row.order[2]: row for row in rows}
    bullets = [bullet for p in catalogue.parameters for bullet in p.bullets]
    total, nation = _count_counties(library)
    lines = [
        "# Coverage",
        "",
        "Made by `python docs/generate.py` from the catalogue and the pack; not edited by hand.",
        "",
        f"Of {total:,} counties and equals of today, {nation:,} lie in the fifty states and the "
        "District of Columbia and the others in Puerto Rico. A county counts where an assessment "
        "of it shows a figure, or hides one to protect people; how many are hidden stands beside. "
        "A measure of a larger area has no county figure and is marked as context. What is not in "
        "hand does not mean none.",
    ]
    for number in range(FIRST, LAST + 1):
        name = f"R{number}"
        own = [bullet for bullet in bullets if bullet.requirement == name]
        lines += ["", f"## {name}: {requirements[name]}", ""]
        lines += _write_requirement(library, name, own, rows, by_id)
    lines += _write_factors(library, rows)
    return "\n".join(lines) + "\n"


def _write_requirement(
    library: Library,
    name: str,
    bullets: list[Bullet],
    rows: list[Row],
    by_id: Mapping[str, Row],
) -> Iterator[str]:
    needed = [need for bullet in bullets for need in bullet.needs]
    shown = [row for row in rows if row.requirement == name]
    shown += [by_id[need] for need in needed if need in by_id and by_id[need] not in shown]
    blocks = [_block_row(library, need, name) for need in needed if need not in by_id]
    measures = [*sorted(shown, key=lambda row: row.order), *blocks]
    if measures:
        total, nation = _count_counties(library)
        yield from (line.format(all=f"{total:,}", nation=f"{nation:,}") for line in HEAD)
        yield from (row.write() for row in measures)
        yield ""
    for bullet in bullets:
        in_hand = any(need in by_id or need in BLOCKS for need in bullet.needs)
        lacking = ", ".join(bullet.also_needed)
        if not in_hand:
            yield f"- Not in hand for “{bullet.text}”. Held by {bullet.holder}."
        elif lacking:
            yield f"- In part for “{bullet.text}”. Lacking: {lacking}. Held by {bullet.holder}."
        else:
            yield f"- In hand for “{bullet.text}”."
    if not bullets and not measures:
        yield f"- {NOBODY}"


def _write_factors(library: Library, rows: list[Row]) -> Iterator[str]:
    catalogue = library.catalogue
    yield from ("", "## All factors", "")
    yield "| | Factor | Role | Measures | In a score | Held by |"
    yield "|---|---|---|---|---|---|"
    for factor in catalogue.factors.values():
        found = [row.label for row in rows if row.factor == factor.id]
        found += [
            label
            for key, (label, block_factor) in BLOCK_LABELS.items()
            if block_factor == factor.id and key in BLOCKS
        ]
        yield _factor_line(factor, found, catalogue.never_scored.factors)


def _factor_line(factor: Factor, found: list[str], never: Mapping[str, str]) -> str:
    scored = "never" if factor.id in never else "with its caveat" if factor.caveat else "may be"
    measures = "; ".join(found) if found else "not in hand"
    return (
        f"| {factor.id} | {factor.name} | {factor.role} | {measures} | {scored} | {factor.holder} |"
    )


def _count_counties(library: Library) -> tuple[int, int]:
    """All counties of today, and those of the fifty states and the District."""
    inside = set(library.catalogue.states.in_the_nation)
    counties = library.gazetteer.counties.values()
    return len(counties), sum(county.state in inside for county in counties)


def _indicator_row(library: Library, indicator: Indicator) -> Row:
    values: dict[str, IndicatorValue] = {
        county.fips: value_of_county_or_area(
            library, indicator, county.place, {county.fips: county.full_name}
        )
        for county in library.gazetteer.counties.values()
    }
    found = {
        fips
        for fips, value in values.items()
        if value.quantity.has_number or value.quantity.cell.status is Status.SUPPRESSED
    }
    hidden = {f for f in found if values[f].quantity.cell.status is Status.SUPPRESSED}
    with_margin = sum(values[f].quantity.margin is not None for f in found)
    with_range = sum(
        value.quantity.margin is None and value.quantity.low is not None
        for value in values.values()
    )
    return Row(
        requirement=indicator.requirement,
        order=(indicator.parameter, indicator.order, indicator.id),
        label=indicator.label,
        everywhere=_write_number(library, found, hidden, everywhere=True),
        nation=_write_number(library, found, hidden, everywhere=False),
        period=Period.read(indicator.period).label,
        margin=_write_margin(len(found), with_margin, with_range),
        factor=indicator.factor,
        scored=_write_score(library, indicator.scored, indicator.factor),
    )


def _write_number(library: Library, found: set[str], hidden: set[str], *, everywhere: bool) -> str:
    counties = library.gazetteer.counties
    inside = set(library.catalogue.states.in_the_nation)
    own = {f for f in found if everywhere or counties[f].state in inside}
    text = f"{len(own):,}"
    return f"{text} ({len(own & hidden):,} hidden)" if own & hidden else text


def _write_margin(found: int, with_margin: int, with_range: int) -> str:
    if with_margin:
        return "90 percent" if with_margin == found else f"90 percent, for {with_margin:,}"
    return f"none; a range for {with_range:,}" if with_range else "none"


def _write_score(library: Library, scored: bool, factor: str) -> str:
    if not scored:
        return "no"
    entry = library.catalogue.factors.get(factor)
    return "with its caveat" if entry and entry.caveat else "may be"


# Measures of larger areas ----------------------------------------------------------------------


def _contexts(library: Library) -> list[Any]:
    """Entries of the catalogue about larger areas, where the catalogue has any."""
    return list(getattr(library.catalogue, "contexts", {}).values())


def _context_row(library: Library, entry: Any) -> Row:
    """The places of a context entry that have a number in its newest year."""
    series = entry.series[0]
    column: Column = series.column
    years = [*series.years]
    where = {**column.where, **({series.year_column: years[-1]} if series.year_column else {})}
    table = library.pack.table(column.source, column.table, where)
    places = [
        place
        for place in table.places()
        if any(
            table.cell(position, column.column, counted=True).has_number
            for position in table.of_place(place)
        )
    ]
    words = f"context: {len(places):,} rows ({entry.level})"
    return Row(
        requirement=entry.requirement,
        order=(entry.parameter, entry.order, entry.id),
        label=entry.label,
        everywhere=words,
        nation="–",
        period=", ".join(years) if years else table.period.label,
        margin="none",
        factor=entry.factor,
        scored="no",
    )


# Blocks without an entry of their own ------------------------------------------------------------


def _with_recorded(library: Library) -> set[str]:
    """Counties that an agency with a row in the file of offenses serves."""
    offenses = library.pack.table("fbi_ht_2020", "offenses")
    returned = set(offenses.columns["ORI"])
    serves = library.pack.table("fbi_ht_2020", "counties").columns
    pairs = zip(serves["ori"], serves["county_fips"], strict=True)
    return {fips for ori, fips in pairs if ori in returned} & set(library.gazetteer.counties)


def _with_district(library: Library) -> set[str]:
    return {f for f in library.gazetteer.counties if read_districts(library.pack, (f,))}


def _with_youth(library: Library) -> set[str]:
    """Counties of a Continuum of Care whose one-night count of youth is in hand."""
    smallest = library.catalogue.thresholds.continuum_smallest_percent
    counts = library.pack.table("hud_pit_2018", "coc_counts")
    where = {
        "year": str(counts.period.first.year),
        "measure": "Homeless Unaccompanied Youth (Under 25)",
    }
    column = Column("hud_pit_2018", "coc_counts", "count", where)
    known: dict[str, bool] = {}

    def has(number: str) -> bool:
        if number not in known:
            seen = observe_place(library.pack, column, Place(PlaceKind.COC, number, number))
            status = seen.quantity.cell.status
            known[number] = seen.quantity.has_number or status is Status.SUPPRESSED
        return known[number]

    return {
        fips
        for fips in library.gazetteer.counties
        if any(has(c.number) for c in read_continuums(
            library.pack, (fips,), smallest_percent=smallest
        ))
    }  # fmt: skip


def _years(library: Library, source: str, table: str, column: str) -> str:
    years = sorted(set(library.pack.table(source, table).columns[column]))
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


BLOCKS: Mapping[str, Callable[[Library], set[str]]] = {
    "recorded_offenses": _with_recorded,
    "federal_district": _with_district,
    "pit_youth": _with_youth,
}
BLOCK_LABELS: Mapping[str, tuple[str, str]] = {
    "recorded_offenses": ("Trafficking offenses recorded by police: counties with a return", "I37"),
    "federal_district": ("Federal judicial district", ""),
    "pit_youth": ("Youth without a home on one night: the whole Continuum of Care’s", "I03"),
}


def _block_row(library: Library, need: str, requirement: str) -> Row:
    """A block that is no entry of the catalogue; one that nobody counts here says so."""
    if need not in BLOCKS:
        words = "shown in an assessment, not counted here"
        return Row(requirement, (9, 9, need), need, words, "–", "–", "–", "", "no")
    found = BLOCKS[need](library)
    label, factor = BLOCK_LABELS[need]
    source, table = {
        "recorded_offenses": ("fbi_ht_2020", "offenses"),
        "federal_district": ("federal_districts_2014", "counties"),
        "pit_youth": ("hud_pit_2018", "coc_counts"),
    }[need]
    period = (
        _years(library, source, table, "DATA_YEAR")
        if need == "recorded_offenses"
        else library.pack.table(source, table).period.label
    )
    return Row(
        requirement=requirement,
        order=(9, 9, need),
        label=label,
        everywhere=_write_number(library, found, set(), everywhere=True),
        nation=_write_number(library, found, set(), everywhere=False),
        period=period,
        margin="none",
        factor=factor,
        scored="no",
    )
