"""Tables made coarser before they are hidden: categories, and places that are too small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firstlight.base.cell import Status
from firstlight.base.errors import Refused
from firstlight.base.table import Dimension, Key, RawTable, list_inner
from firstlight.catalogue.entries import DisclosureProfile


@dataclass(frozen=True, slots=True)
class Merged:
    """A coarser table, and what was put together: the new category and its parts."""

    table: RawTable
    merged: Mapping[str, tuple[str, ...]]


def merge_categories(
    table: RawTable, dimension: str, groups: Mapping[str, Sequence[str]]
) -> RawTable:
    """Put categories of one dimension together; the others stay.

    A sum with a part that was not counted has no number, and says so.

    Raises
    ------
    ValueError
        When there is no such dimension or category, or one is in two groups.
    """
    names = [d.name for d in table.dimensions]
    if dimension not in names:
        raise ValueError("the table has no such dimension")
    at = names.index(dimension)
    old = table.dimensions[at].categories
    listed = [part for parts in groups.values() for part in parts]
    if len(set(listed)) < len(listed) or not set(listed) <= set(old):
        raise ValueError("each category is known, and in one group at most")
    home = {part: name for name, parts in groups.items() for part in parts}
    new = tuple(dict.fromkeys(home.get(category, category) for category in old))
    dimensions = tuple(
        Dimension(d.name, new) if k == at else d for k, d in enumerate(table.dimensions)
    )
    parts: dict[Key, list[Key]] = {key: [] for key in list_inner(dimensions)}
    for key in list_inner(table.dimensions):
        parts[(*key[:at], home.get(key[at], key[at]), *key[at + 1 :])].append(key)
    counts: dict[Key, int] = {}
    without: dict[Key, Status] = {}
    for key, own in parts.items():
        why = [table.without[part] for part in own if part in table.without]
        lacking = [status for status in why if status is not Status.STRUCTURAL_ZERO]
        if lacking:
            without[key] = lacking[0]
        elif len(why) == len(own):
            without[key] = Status.STRUCTURAL_ZERO
        else:
            counts[key] = sum(table.counts.get(part, 0) for part in own)
    return RawTable(dimensions, counts, without)


def merge_small_places(
    table: RawTable,
    dimension: str,
    *,
    residents: Mapping[str, int],
    profile: DisclosureProfile,
    near: Mapping[str, Sequence[str]] | None = None,
) -> Merged:
    """Merge places until none has fewer residents or clients than the profile asks.

    The smallest place goes first: to the first of its `near` places that is in the table, else
    to the next smallest. Its new name lists the parts in their order ("Bell; Coda").

    Parameters
    ----------
    residents
        People who live in each place.

    Raises
    ------
    Refused
        When a place's residents are not known, or all places together are too small.
    """
    at = next((k for k, d in enumerate(table.dimensions) if d.name == dimension), None)
    if at is None:
        raise ValueError("the table has no such dimension")
    places = table.dimensions[at].categories
    if any(place not in residents for place in places):
        raise Refused(
            what="Whether the places of this table are large enough",
            why="The residents of at least one place are not known.",
            would_help="Give the residents of every place.",
        )
    clients = dict.fromkeys(places, 0)
    for key, count in table.counts.items():
        clients[key[at]] += count
    groups: list[tuple[str, ...]] = [(place,) for place in places]

    def people(group: tuple[str, ...]) -> tuple[int, int]:
        return sum(residents[p] for p in group), sum(clients[p] for p in group)

    def is_small(group: tuple[str, ...]) -> bool:
        living, served = people(group)
        return living < profile.place_residents or served < profile.place_clients

    while small := sorted((g for g in groups if is_small(g)), key=lambda g: (*people(g), g)):
        one = small[0]
        rest = [group for group in groups if group != one]
        if not rest:
            raise Refused(
                what="A table by place",
                why="All places together have fewer people than a place must have.",
                would_help="Add places or years, or release no dimension of place.",
            )
        wanted = [place for part in one for place in (near or {}).get(part, ())]
        beside = next((g for place in wanted for g in rest if place in g), None)
        other = beside or min(rest, key=lambda g: (*people(g), g))
        rest.remove(other)
        groups = [*rest, tuple(sorted((*one, *other)))]
    merged = {"; ".join(group): group for group in groups if len(group) > 1}
    return Merged(merge_categories(table, dimension, merged), merged)
