"""What counties are part of: federal judicial districts and Continuums of Care."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firstlight.base.provenance import Address
from firstlight.pack import Pack, trace_county

EVERYBODY = 100.0  # percent of a county's residents


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
    """A Continuum of Care, the counties of the area it works in, and all it works in.

    `alone_in` is the county of the area that it serves whole and alone, by its code of today:
    what it counts is then a count of that county. It is empty where the Continuum serves
    another county too, or shares this one with others.
    """

    number: str
    name: str
    counties: tuple[str, ...]
    counties_in_all: int
    alone_in: str
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
    found: dict[str, list[int]] = {}
    whole: dict[str, str] = {}
    for fips, code, position in _find_rows(pack, counties, smallest_percent):
        number = table.text(position, "coc_number")
        found.setdefault(number, []).append(position)
        held = table.cell(position, "pct_cnty_pop_coc", counted=False).value
        everybody = held is not None and held >= EVERYBODY - smallest_percent
        alone = int(float(table.text(position, "n_counties_in_coc"))) == 1
        if everybody and alone and code == fips:
            whole[number] = fips
    return tuple(
        ContinuumOfCare(
            number=number,
            name=table.text(positions[0], "coc_name"),
            counties=tuple(table.text(p, "county_fips") for p in positions),
            counties_in_all=int(float(table.text(positions[0], "n_counties_in_coc"))),
            alone_in=whole.get(number, ""),
            made_from=tuple(
                table.address(p, column)
                for p in positions
                for column in ("coc_number", "n_counties_in_coc")
            ),
        )
        for number, positions in found.items()
    )


def find_without_continuum(
    pack: Pack, counties: Sequence[str], *, smallest_percent: float
) -> tuple[str, ...]:
    """Counties for which `read_continuums` finds none, in the order given."""
    served = {fips for fips, _, _ in _find_rows(pack, counties, smallest_percent)}
    return tuple(fips for fips in counties if fips not in served)


def _find_rows(
    pack: Pack, counties: Sequence[str], smallest_percent: float
) -> Iterator[tuple[str, str, int]]:
    """Each county, its code in the crosswalk, and the row of a Continuum that works there."""
    table = pack.table("hud_pit_2018", "coc_counties")
    drawn = table.period.last.year
    for fips in counties:
        trace = trace_county(fips, vintage=drawn, changes=pack.catalogue.fips_changes)
        for code in trace.codes:
            for position in table.of_place(code):
                held = table.cell(position, "pct_cnty_pop_coc", counted=False).value
                enough = held is None or held >= smallest_percent
                if table.text(position, "coc_number") and enough:
                    yield fips, code, position
