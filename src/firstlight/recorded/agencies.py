"""Police agencies and the counties they serve."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from firstlight.base.provenance import Address
from firstlight.pack import Pack

TABLES = "fbi_ht_2020"


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency by its ORI, with every county it serves, inside and outside the area.

    `made_from` are the cells that place it.
    """

    ori: str
    name: str
    kind: str
    counties: tuple[str, ...]
    made_from: tuple[Address, ...]

    @property
    def serves_several(self) -> bool:
        """True when it belongs to no single county."""
        return len(self.counties) > 1


def count_listed(pack: Pack, state: str) -> int | None:
    """How many agencies of a state (two letters) the FBI lists; None where it lists none of it."""
    listed = pack.table(TABLES, "agencies").columns["state_abbr"]
    return sum(letters == state for letters in listed) or None


def read_agencies(pack: Pack, counties: Collection[str]) -> tuple[Agency, ...]:
    """Every listed agency that serves one of these counties, once, in the list's order.

    The list has no agency of the District of Columbia, and leaves out agencies whose
    county could not be matched by name.
    """
    serves = pack.table(TABLES, "counties")
    listed = pack.table(TABLES, "agencies")
    agencies = {}
    for fips in counties:
        for position in serves.of_place(fips):
            ori = serves.text(position, "ori")
            if ori in agencies:
                continue
            places = serves.positions("ori", ori)
            found = listed.of_place(ori)
            agencies[ori] = Agency(
                ori=ori,
                name=listed.text(found[0], "agency_name") if found else ori,
                kind=listed.text(found[0], "agency_type") if found else "",
                counties=tuple(serves.text(p, "county_fips") for p in places),
                made_from=tuple(serves.address(p, "county_fips") for p in places),
            )
    return tuple(agencies.values())
