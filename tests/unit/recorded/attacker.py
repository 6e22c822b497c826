"""An attacker reads everything that is shown of the last year and tries to work out what is hidden.

The attacker knows who is hidden, that a hidden count is 1 to 4 (or a correction below zero), that
counts add up, and the program itself: a guess is kept only when the program, given the guess,
would show the very same page. A hidden agency, county or area of which one value is left is a leak.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from firstlight.base.cell import Cell, Status
from firstlight.catalogue import Catalogue, read_catalogue
from firstlight.pack import PackTable
from firstlight.recorded import Recorded, read_recorded

SOURCE, YEAR = "fbi_ht_2020", "2020"
GUESSES = (1, 2, 3, 4)
WIDE_GUESSES = (-2, -1, 1, 2, 3, 4)  # when a correction below zero is in play
SOME_COUNTY = "48901"


@dataclass(frozen=True)
class Agency:
    """An agency with a return: where it serves, and its count or None when that is hidden."""

    counties: tuple[str, ...]
    count: int | None


@dataclass(frozen=True)
class Page:
    """What is shown of the last year. None is hidden; a county without a return is left out."""

    agencies: tuple[Agency, ...]
    counties: tuple[tuple[str, int | None], ...]
    total: int | None
    forms: tuple[int | None, ...]


@dataclass
class MadePack:
    """The three tables that the room reads, without a file."""

    catalogue: Catalogue
    tables: dict[str, PackTable]

    def table(self, source: str, name: str) -> PackTable:
        assert source == SOURCE
        return self.tables[name]


def make_pack(agencies: Sequence[Agency]) -> MadePack:
    catalogue = read_catalogue()
    entry = catalogue.sources[SOURCE]
    oris = [f"TX{number:07d}" for number in range(len(agencies))]
    serves = [(ori, fips) for ori, a in zip(oris, agencies, strict=True) for fips in a.counties]
    columns = {
        "offenses": {
            "ORI": oris,
            "DATA_YEAR": [YEAR] * len(oris),
            # every third agency records the other form
            "OFFENSE_SUBCAT_NAME": [
                "Involuntary Servitude" if i % 3 == 2 else "Commercial Sex Acts"
                for i in range(len(oris))
            ],
            "ACTUAL_COUNT": [str(agency.count) for agency in agencies],
        },
        "counties": {"ori": [o for o, _ in serves], "county_fips": [f for _, f in serves]},
        "agencies": {"ori": oris, "agency_name": oris, "agency_type": ["City"] * len(oris)},
    }
    tables = {
        name: PackTable(
            entry, name, entry.tables[name], "0" * 64, range(2, 2 + len(part["ori"])), part
        )
        if "ori" in part
        else PackTable(
            entry, name, entry.tables[name], "0" * 64, range(2, 2 + len(part["ORI"])), part
        )
        for name, part in columns.items()
    }
    return MadePack(catalogue, tables)


def number(cell: Cell) -> int | None:
    return None if cell.status is Status.SUPPRESSED else int(cell.value or 0)


def read_page(recorded: Recorded) -> Page:
    last = recorded.years[-1]
    unknown = Status.NOT_REPORTED
    return Page(
        # an agency that works outside the area too is in no sum of this page
        tuple(
            Agency(a.agency.counties, number(a.cell))
            for a in recorded.by_agency
            if a.agency not in recorded.shared
        ),
        tuple(
            (fips, number(count.cell))
            for fips, count in recorded.by_county.items()
            if count.cell.status is not unknown
        ),
        number(recorded.by_year[last].cell),
        tuple(number(c.cell) for c in recorded.by_form.values() if c.cell.status is not unknown),
    )


def make_page(agencies: Sequence[Agency], area: Sequence[str]) -> Page:
    return read_page(read_recorded(make_pack(agencies), area))  # type: ignore[arg-type]


def fill(page: Page, guess: Iterable[int]) -> tuple[Agency, ...]:
    """The page's agencies with a guess for each hidden one."""
    values = iter(guess)
    return tuple(replace(a, count=next(values)) if a.count is None else a for a in page.agencies)


def sums(agencies: Sequence[Agency], page: Page) -> list[int]:
    """What the attacker wants: each hidden agency, county and, if hidden, the area."""
    wanted = [a.count or 0 for a, seen in zip(agencies, page.agencies, strict=True)
              if seen.count is None]  # fmt: skip
    for fips, shown in page.counties:
        if shown is None:
            wanted.append(sum(a.count or 0 for a in agencies if a.counties == (fips,)))
    if page.total is None:
        wanted.append(sum(a.count or 0 for a in agencies))
    return wanted


def attack_by_trial(page: Page, area: Sequence[str], *, corrections: bool) -> list[set[int]]:
    """Try every guess; keep those for which the program would print the same page."""
    hidden = sum(agency.count is None for agency in page.agencies)
    guesses = WIDE_GUESSES if corrections else GUESSES
    found: list[list[int]] = []
    for guess in itertools.product(guesses, repeat=hidden):
        world = fill(page, guess)
        again = make_page(world, area)
        # which form an agency recorded is not shown, so the forms do not judge a guess
        if replace(again, forms=page.forms) == page:
            found.append(sums(world, page))
    assert found, "the truth itself must be among the guesses"
    return [set(values) for values in zip(*found, strict=True)]


@functools.cache
def sums_that_hide(shown: int, hidden: int) -> frozenset[int]:
    """Sums of a group's hidden parts for which the program hides the group, by asking it."""
    found = set()
    for total in range(hidden, 4 * hidden + 1):
        parts = [1 + min(3, max(0, total - hidden - 3 * i)) for i in range(hidden)]
        agencies = [Agency((SOME_COUNTY,), part) for part in (*parts, shown)]
        if dict(make_page(agencies, [SOME_COUNTY]).counties)[SOME_COUNTY] is None:
            found.add(total)
    return frozenset(found)


def attack_by_sums(page: Page) -> list[set[int]]:
    """The same attack for large areas: only each hidden group's sum, but any number of agencies.

    Gives, for each hidden group of one county and each agency of several, the sums that
    are left for its hidden parts; for a county that is shown, what one hidden part can be.
    """
    groups: dict[object, list[Agency]] = {}
    for index, agency in enumerate(page.agencies):
        key: object = agency.counties if len(agency.counties) == 1 else index
        groups.setdefault(key, []).append(agency)
    shown_counties = {fips for fips, shown in page.counties if shown is not None}
    left = page.total or 0
    possible: list[frozenset[int]] = []
    one_part: list[set[int]] = []
    for key, group in groups.items():
        hidden = sum(agency.count is None for agency in group)
        shown = sum(agency.count or 0 for agency in group)
        if isinstance(key, tuple) and key[0] in shown_counties:
            own = dict(page.counties)[key[0]] or 0
            left -= own
            if hidden:  # one of its hidden parts, the others having 1 to 4 each
                rest = range(hidden - 1, 4 * (hidden - 1) + 1)
                one_part.append({value for value in GUESSES if own - shown - value in rest})
        else:
            left -= shown
            if hidden:
                possible.append(sums_that_hide(shown, hidden))
    if page.total is None:
        return [*one_part, *map(set, possible)]
    open_sums = []
    for index, options in enumerate(possible):
        reached = {0}
        for other in (*possible[:index], *possible[index + 1 :]):
            reached = {before + more for before in reached for more in other}
        open_sums.append({own for own in options if left - own in reached})
    return [*one_part, *open_sums]


def is_form_pinned(page: Page) -> bool:
    """One hidden form beside a shown total and shown other forms is what is left over."""
    return page.total is not None and page.forms.count(None) == 1
