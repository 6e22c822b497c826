"""Any composite of the catalogue, worked out of a file that somebody brings."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import PurePath

import numpy as np

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import Component, Composite
from firstlight.composite.ranges import Estimates, Ranges, draw_ranges, limits_of_kind
from firstlight.composite.received_table import (
    ReceivedTable,
    check_counties,
    find_columns,
    read_counties,
    read_numbers,
    read_table,
)
from firstlight.composite.score import Scored, put_together, score_units
from firstlight.composite.standardize import Numbers, percentile_ranks, round_half_away

MARGIN = "_margin"
Limits = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """How the file's own column differs from what was computed.

    `count` rows differ by more than the entry's agreement, `largest` is the largest
    difference of all rows; a number against no data counts, with no size.
    """

    count: int
    largest: float


@dataclass(frozen=True, slots=True)
class FileIndex:
    """A composite worked out of a file; columns in the publisher's order, one value a row.

    `columns` hold NaN where a unit has none. `disagreements` count, by column of the file
    itself, the rows in which it does not follow from what stands beside it: a standing
    from its values, a sum from its standings, a rank from its sums. `differences` compare
    each of the file's own columns with what was computed.
    """

    composite: Composite
    counties: tuple[str, ...]
    columns: Mapping[str, Numbers]
    n: Mapping[str, int]
    disagreements: Mapping[str, int]
    differences: Mapping[str, Difference]
    ranges: Ranges | None
    notes: tuple[str, ...]
    assumes: tuple[str, ...]
    sha256: str


def compute_from_file(
    composite: Composite,
    data: bytes,
    *,
    file: str,
    in_state: Mapping[str, int],
    known: Set[str] = frozenset(),
    others: Mapping[str, Composite] | None = None,
    kinds: Mapping[str, str] | None = None,
) -> FileIndex:
    """Read a file and work the composite out for each of its rows.

    For a publisher's index the file is the publisher's own. For one of ours it has a
    column for each component and, where there is one, a column `COMPONENT_margin`.

    Parameters
    ----------
    in_state
        How many counties each state has, by its two digits.
    known
        The counties there were in the year of the file, or nothing where that is not asked.
    others
        The catalogue's composites, to say which one a file of another year belongs to.
    kinds
        For an index of ours, the kind of each component's unit (share, count, rate), which
        says what values and draws are possible.

    Raises
    ------
    InputFaults
        With every fault of the file.
    ValueError
        When the kind of a component of ours is not given.
    """
    limits = _limits_of_all(composite, kinds or {})
    name = PurePath(file).name
    table = read_table(data, file=name)
    faults: list[Fault] = []
    blanks: dict[str, list[int]] = {}
    counties = read_counties(table, composite.place_columns, faults, in_state=in_state)
    odd = check_counties(table, counties, faults, known=known, at_least=composite.counties_at_least)
    found = find_columns(table, [c for p in composite.components for c in _reads(p)], faults)
    _say_other_year(composite, table, found, faults, others or {})
    values: dict[str, Numbers] = {}
    given: dict[str, Numbers] = {}
    for part in composite.components:
        columns = {
            column: read_numbers(
                table, column, found[column], no_data=composite.no_data, faults=faults,
                blanks=blanks, least=limits[part.id][0], most=limits[part.id][1],
            )
            for column in _reads(part)
            if column in found
        }  # fmt: skip
        if len(columns) == len(_reads(part)):
            (given if part.given else values)[part.id] = _value(part, columns)
    margins = _read_margins(composite, table, faults, blanks)
    _find_shares(composite, values, file=name, faults=faults)
    if faults:
        raise InputFaults(faults)
    scored = score_units(composite, values, given=given)
    if scored.why_not:
        do = "Give a file with more rows that have every column."
        raise InputFaults([Fault(scored.why_not, do, file=name)])
    ranges = _draw(composite, values, margins, limits, scored)
    columns = _lay_columns(composite, scored, ranges)
    disagreements, differences = _compare(composite, table, columns, values, given)
    notes = [
        f"{column}: {len(rows):,} empty cells were read as no data."
        for column, rows in blanks.items()
    ]
    return FileIndex(
        composite=composite,
        counties=counties,
        columns=columns,
        n=scored.n,
        disagreements=disagreements,
        differences=differences,
        ranges=ranges,
        notes=(*odd, *notes),
        assumes=(*scored.assumes, *(ranges.assumes if ranges else ())),
        sha256=table.sha256,
    )


def write_columns(index: FileIndex) -> str:
    """The computed columns as CSV: FIPS as five characters, one row a row of the input."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["FIPS", *index.columns])
    decimals = index.composite.decimals
    missing = index.composite.no_data
    whole = {name for name in index.columns if name.startswith("rank_")} if index.ranges else set()
    for row, fips in enumerate(index.counties):
        cells = [fips]
        for name, column in index.columns.items():
            number = float(column[row])
            places = 0 if name in whole else decimals
            cells.append(missing if np.isnan(number) else f"{number:.{places}f}")
        writer.writerow(cells)
    return text.getvalue()


def _reads(part: Component) -> tuple[str, ...]:
    """The columns that a component is read from."""
    if part.part:
        return (part.part, part.whole)
    return (part.given or part.column or part.id,)


def _limits_of_all(composite: Composite, kinds: Mapping[str, str]) -> dict[str, Limits]:
    """What each column allows; for an index of ours the kind of the unit decides."""
    if composite.reads != "indicators":
        return {part.id: _limits_of_column(part) for part in composite.components}
    unknown = [part.id for part in composite.components if part.id not in kinds]
    if unknown:
        raise ValueError(f"the kind of unit is not given for {', '.join(unknown)}")
    return {part.id: limits_of_kind(kinds[part.id]) for part in composite.components}


def _limits_of_column(part: Component) -> Limits:
    """A publisher's column: standings 0 to 1, percentages 0 to 100, counts from 0 up."""
    if part.given:
        return 0.0, 1.0
    return 0.0, 100.0 if part.column and part.direction == "higher" else None


def _find_shares(
    composite: Composite, values: Mapping[str, Numbers], *, file: str, faults: list[Fault]
) -> None:
    """Percentages whose largest is as small as a share's are shares of one, or of a part."""
    for part in composite.components:
        if part.id not in values or not part.column or part.part:
            continue
        filled = values[part.id][np.isfinite(values[part.id])]
        if len(filled) and filled.max() < composite.largest_at_least:
            what = (
                f"The largest number is {filled.max():g}, and a nation's is at least "
                f"{composite.largest_at_least:g}: these may be shares of one, not percentages."
            )
            do = "Give the file as the publisher gives it."
            faults.append(Fault(what, do, file=file, column=part.column))


def _value(part: Component, columns: Mapping[str, Numbers]) -> Numbers:
    if not part.part:
        (values,) = columns.values()
        return values if part.decimals is None else round_half_away(values, part.decimals)
    over, under = columns[part.part], columns[part.whole]
    # equal quotients of whole numbers are equal floats, so ties stay ties
    quotients = np.full(len(over), np.nan)
    np.divide(over, under, out=quotients, where=under > 0)
    return quotients


def _say_other_year(
    composite: Composite,
    table: ReceivedTable,
    found: Mapping[str, int],
    faults: list[Fault],
    others: Mapping[str, Composite],
) -> None:
    """Where columns are missing that another entry does not need, name that entry."""
    wanted = {column for part in composite.components for column in _reads(part)}
    if composite.reads != "file" or wanted <= set(found):
        return
    fits = [
        other.id
        for other in others.values()
        if other.id != composite.id
        and other.reads == "file"
        and all(table.find(column) for part in other.components for column in _reads(part))
    ]
    if fits:
        what = "The columns are those of another year."
        faults.append(Fault(what, f"It fits {' or '.join(fits)}.", file=table.file, row=1))


def _read_margins(
    composite: Composite,
    table: ReceivedTable,
    faults: list[Fault],
    blanks: dict[str, list[int]],
) -> dict[str, Numbers]:
    """Margins of an index of ours; a component without such a column has none in hand."""
    margins: dict[str, Numbers] = {}
    if composite.reads != "indicators":
        return margins
    for part in composite.components:
        name = f"{part.id}{MARGIN}"
        margins[part.id] = np.full(len(table.rows), np.nan)
        if table.find(name):
            for place in find_columns(table, [name], faults).values():
                margins[part.id] = read_numbers(
                    table, name, place, no_data=composite.no_data, faults=faults, blanks=blanks,
                    least=0.0,
                )  # fmt: skip
    return margins


def _draw(
    composite: Composite,
    values: Mapping[str, Numbers],
    margins: Mapping[str, Numbers],
    limits: Mapping[str, Limits],
    scored: Scored,
) -> Ranges | None:
    if composite.reads != "indicators":
        return None
    whole = ~np.isnan(scored.scores[composite.whole])
    estimates = {
        part.id: Estimates(values[part.id][whole], margins[part.id][whole], *limits[part.id])
        for part in composite.components
    }
    return draw_ranges(
        composite, estimates, seed=composite.seed, draws=composite.draws,
        drop_draws=composite.drop_draws,
    )  # fmt: skip


def _lay_columns(composite: Composite, scored: Scored, ranges: Ranges | None) -> dict[str, Numbers]:
    """Columns by dimension: standings, sum, rank of the sum; then those of the whole."""
    columns: dict[str, Numbers] = {}
    for dimension in (*composite.dimensions, None):
        name = composite.whole if dimension is None else dimension.id
        for part in composite.components:
            if part.dimension == name:
                columns[f"{composite.component_prefix}{part.id}"] = scored.standings[part.id]
        columns[f"{composite.score_prefix}{name}"] = scored.scores[name]
        if name in scored.ranks:
            columns[f"{composite.rank_prefix}{name}"] = scored.ranks[name]
    if ranges is not None:
        whole = ~np.isnan(scored.scores[composite.whole])
        for name, drawn in (
            (f"{composite.score_prefix}low", ranges.score_low[composite.whole]),
            (f"{composite.score_prefix}high", ranges.score_high[composite.whole]),
            ("rank_middle", ranges.median),
            ("rank_low", ranges.low),
            ("rank_high", ranges.high),
        ):
            column = np.full(len(whole), np.nan)
            column[whole] = drawn
            columns[name] = column
    return columns


def _compare(
    composite: Composite,
    table: ReceivedTable,
    computed: Mapping[str, Numbers],
    values: Mapping[str, Numbers],
    given: Mapping[str, Numbers],
) -> tuple[dict[str, int], dict[str, Difference]]:
    """The file's own columns against what stands beside them, and against what was computed."""
    own: dict[str, Numbers] = {}
    for name in computed:
        places = table.find(name)
        if len(places) == 1:  # text or limits are no fault here: these are not worked with
            own[name] = read_numbers(
                table, name, places[0], no_data=composite.no_data, faults=[], blanks={}
            )
    prefix = composite.component_prefix
    standings = {part.id: own.get(f"{prefix}{part.id}") for part in composite.components}
    follows = dict(computed)
    if all(column is not None for column in standings.values()):
        kept = {name: column for name, column in standings.items() if column is not None}
        beside = score_units(composite, values, given={**kept, **given})
        for name, column in beside.scores.items():
            follows[f"{composite.score_prefix}{name}"] = column
        themes = [own.get(f"{composite.score_prefix}{d.id}") for d in composite.dimensions]
        printed_themes = [column for column in themes if column is not None]
        if len(printed_themes) == len(themes) and composite.round_standings:
            weights = [dimension.weight for dimension in composite.dimensions]
            follows[f"{composite.score_prefix}{composite.whole}"] = round_half_away(
                put_together(
                    printed_themes, weights, composite.across, least=composite.least_standing
                ),
                composite.decimals,
            )
        sums = {name: own.get(f"{composite.score_prefix}{name}") for name in beside.scores}
        for name, column in beside.ranks.items():
            printed = sums[name]
            follows[f"{composite.rank_prefix}{name}"] = (
                column if printed is None else _rank_again(composite, printed)
            )
    disagreements: dict[str, int] = {}
    differences: dict[str, Difference] = {}
    for name, column in own.items():
        limit = next(
            (size for start, size in composite.agreement.items() if name.startswith(start)), 0.0
        )
        count, _ = _differ(column, follows[name], limit)
        if count:
            disagreements[name] = count
        differences[name] = Difference(*_differ(column, computed[name], limit))
    return disagreements, differences


def _rank_again(composite: Composite, sums: Numbers) -> Numbers:
    return percentile_ranks(sums, decimals=composite.decimals)


def _differ(one: Numbers, other: Numbers, limit: float) -> tuple[int, float]:
    """Rows that differ by more than the limit, and the largest difference."""
    gaps = np.isnan(one) != np.isnan(other)
    sizes = np.abs(one - other)
    noise = 1e-9  # two decimals that differ by the limit differ by a little more as floats
    largest = float(np.nanmax(sizes)) if not np.isnan(sizes).all() else 0.0
    return int((gaps | (sizes > limit + noise)).sum()), round(largest, 9)
