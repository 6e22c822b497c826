"""From values to standings, dimension scores and the score, as the catalogue's entry says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstlight.catalogue.entries import Composite
from firstlight.composite.standardize import (
    Numbers,
    exact_percentile_ranks,
    percentile_ranks,
    round_half_away,
    snap_to_ranks,
    z_scores,
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A composite worked out for every unit; arrays have one value a unit, NaN without data.

    `standings` are by component, `scores` by dimension and, under the entry's `whole`,
    for all of it; `ranks` hold the same keys where sums are ranked again, and nothing
    otherwise. `n` counts the units with data by component, dimension and whole.
    """

    standings: Mapping[str, Numbers]
    scores: Mapping[str, Numbers]
    ranks: Mapping[str, Numbers]
    n: Mapping[str, int]
    method: str
    assumes: tuple[str, ...]
    why_not: str = ""


def score_units(
    composite: Composite, values: Mapping[str, Numbers], *, given: Mapping[str, Numbers]
) -> Scored:
    """Work a composite out.

    Parameters
    ----------
    values
        One array a component that is to be ranked, by its id; NaN where there is no data.
    given
        Standings taken over as they are, by component.

    Returns
    -------
    Scored
        `why_not` says why nobody has a score, where that is so (fewer than two units
        with data in some component).
    """
    standings = {
        part.id: given[part.id]
        if part.id in given
        else _standing(composite, values[part.id], part.direction == "lower")
        for part in composite.components
    }
    summed = standings if composite.round_standings else _unround(composite, values, given)
    scores: dict[str, Numbers] = {}
    joined_up: list[Numbers] = []
    for dimension in composite.dimensions:
        parts = [part for part in composite.components if part.dimension == dimension.id]
        joined = put_together(
            [summed[part.id] for part in parts],
            [p.weight for p in parts],
            composite.within,
            least=composite.least_standing,
        )
        scores[dimension.id] = round_half_away(joined, composite.decimals)
        joined_up.append(scores[dimension.id] if composite.round_standings else joined)
    whole = put_together(
        joined_up,
        [dimension.weight for dimension in composite.dimensions],
        composite.across,
        least=composite.least_standing,
    )
    scores[composite.whole] = round_half_away(whole, composite.decimals)
    ranks = {}
    if composite.rank_prefix:
        ranks = {
            name: percentile_ranks(score, decimals=composite.decimals)
            for name, score in scores.items()
        }
    n = {name: int((~np.isnan(column)).sum()) for name, column in {**standings, **scores}.items()}
    return Scored(
        standings=standings,
        scores=scores,
        ranks=ranks,
        n=n,
        method=composite.method,
        assumes=(
            "The units in hand are all that are to be compared; a standing is among them only.",
            "A unit that lacks one condition has no score, and is in no other unit's way.",
            *((composite.cannot_remake,) if composite.cannot_remake else ()),
        ),
        why_not="" if n[composite.whole] else "Fewer than two units have every condition.",
    )


def _unround(
    composite: Composite, values: Mapping[str, Numbers], given: Mapping[str, Numbers]
) -> dict[str, Numbers]:
    """Standings before rounding; those taken over are put back on their ranks."""
    if composite.standardize == "z":
        raise ValueError("only percentile ranks are put together before they are rounded")
    return {
        part.id: snap_to_ranks(given[part.id])
        if part.id in given
        else exact_percentile_ranks(values[part.id], lower=part.direction == "lower")
        for part in composite.components
    }


def _standing(composite: Composite, values: Numbers, lower: bool) -> Numbers:
    if composite.standardize == "z":
        return z_scores(values, decimals=composite.decimals, lower=lower)
    return percentile_ranks(values, decimals=composite.decimals, lower=lower)


def put_together(
    parts: Sequence[NDArray[np.floating]], weights: Sequence[float], way: str, *, least: float
) -> Numbers:
    """Put arrays together: the weighted `sum`, or the `arithmetic` or `geometric` mean.

    A unit without data in one part has none in the whole (NaN). A geometric mean takes
    every standing for at least `least`: a single 0 is not to decide alone, and the handbook
    that the entries name (step 6) asks for values above 0.
    """
    stacked = np.asarray(parts, dtype=np.float64)
    shares = np.asarray(weights, dtype=np.float64)
    if way == "sum":
        return np.asarray(shares @ stacked)
    shares = shares / shares.sum()
    if way == "geometric":
        return np.asarray(np.exp(shares @ np.log(np.maximum(stacked, least))))
    return np.asarray(shares @ stacked)
