"""Counts of a download that stands beside the shipped sources and takes no table's place.

An incident download is kept as protected counts under a series of its own for each state
(`nibrs_mn`), with a release for each year. What is kept holds no row about a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstlight.refresh.draft import Draft
from firstlight.refresh.releases import SHIPPED, Loaded, Releases

APART = "nibrs_"
COUNTS = "counts"  # the one table of such a release


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping did. `already` is true when these very counts were kept before."""

    loaded: Loaded
    in_use: bool
    was_in_use: str
    already: bool


def is_apart(series: str) -> bool:
    """Whether a series is of a download of the person's own, with no format of ours."""
    return series.startswith(APART)


def keep_apart(
    loaded: Loaded,
    rows: Sequence[Mapping[str, str]],
    *,
    releases: Releases,
    use: bool | None = None,
) -> Kept:
    """Keep a release whole and put it in use when it is not older than what is in use.

    A release of the same year takes the place of the earlier one whole; the earlier one stays
    on the shelf, and `sources use` goes back to it.

    Parameters
    ----------
    use
        True puts it in use whatever its year, False never.

    Raises
    ------
    InputFaults
        When the folder cannot be written. Nothing is left half-made.
    """
    (table,) = loaded.source.tables.values()
    was = releases.in_use(loaded.series)
    same = releases.find_same(loaded.series, loaded.received_sha256)
    already = same is not None and same.names == loaded.names and same.year == loaded.year
    if same is not None and already:
        loaded = same
    else:
        draft = Draft(
            columns=dict(table.columns),
            place=table.place,
            rows=[(number, dict(row)) for number, row in enumerate(rows, start=1)],
        )
        releases.install(loaded, draft)
    newest = 0 if was == SHIPPED else releases.read(loaded.series, was).year
    if use if use is not None else loaded.year >= newest:
        releases.use(loaded.series, loaded.release)
    return Kept(loaded, releases.in_use(loaded.series) == loaded.release, was, already)


def find_apart(in_use: Mapping[str, Loaded]) -> dict[str, Loaded]:
    """Those of the releases in use that stand apart, by series."""
    return {name: loaded for name, loaded in in_use.items() if is_apart(name)}
