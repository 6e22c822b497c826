"""What counties are part of: federal judicial districts and Continuums of Care."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.base.provenance import Address
from firstlight.pack import Pack, trace_county


@dataclass(frozen=True, slots=True)
class District:
    """A federal judicial district and the counties of the area that lie in it.

    `split` lists counties that the statute divides between two districts.
    """

    name: str
    counties: tuple[str, ...]
    split: tuple[str, ...]
    made_from: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class ContinuumOfCare:
    """A Continuum of Care, the counties of the area it works in, and all it works in."""

    number: str
    name: str
    counties: tuple[str, ...]
    counties_in_all: int
    made_from: tuple[Address, ...]


def read_districts(pack: Pack, counties: Sequence[str]) -> tuple[District, ...]:
    """The districts these counties lie in, each once. A county not in the table is left out."""
    table = pack.table("federal_districts_2014", "counties")
    found: dict[str, list[int]] = {}
    for fips in counties:
        for position in table.of_place(fips):
            found.setdefault(table.text(position, "district_name"), []).append(position)
    return tuple(
        District(
            name=name,
            counties=tuple(table.text(p, "county_fips") for p in positions),
            split=tuple(
                table.text(p, "county_fips")
                for p in positions
                if table.text(p, "check").casefold().startswith("split county")
            ),
            made_from=tuple(table.address(p, "district_name") for p in positions),
        )
        for name, positions in found.items()
    )


def read_continuums(
    pack: Pack, counties: Sequence[str], *, smallest_percent: float
) -> tuple[ContinuumOfCare, ...]:
    """The Continuums of Care that work in these counties, each once.

    One that holds less than `smallest_percent` of a county's residents is left out there.
    A county of today with no one-to-one map to the crosswalk has none here.
    """
    table = pack.table("hud_pit_2018", "coc_counties")
    drawn = table.period.last.year
    found: dict[str, list[int]] = {}
    for fips in counties:
        trace = trace_county(fips, vintage=drawn, changes=pack.catalogue.fips_changes)
        for code in trace.codes:
            for position in table.of_place(code):
                number = table.text(position, "coc_number")
                held = table.cell(position, "pct_cnty_pop_coc", counted=False).value
                if number and (held is None or held >= smallest_percent):
                    found.setdefault(number, []).append(position)
    return tuple(
        ContinuumOfCare(
            number=number,
            name=table.text(positions[0], "coc_name"),
            counties=tuple(table.text(p, "county_fips") for p in positions),
            counties_in_all=int(float(table.text(positions[0], "n_counties_in_coc"))),
            made_from=tuple(
                table.address(p, column)
                for p in positions
                for column in ("coc_number", "n_counties_in_coc")
            ),
        )
        for number, positions in found.items()
    )
