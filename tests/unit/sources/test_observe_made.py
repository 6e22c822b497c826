"""src/firstlight/sources/observe.py on made tables: old counties, sums of rows, hiding."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest

from firstlight.base.cell import Status
from firstlight.catalogue import Catalogue, read_catalogue
from firstlight.catalogue.entries import Column, Source, Table
from firstlight.pack import PackTable
from firstlight.sources import observe_counties, observe_county

BEDFORD, BEDFORD_CITY = "51019", "51515"
COUNT = Column("made", "counties", "people")


@dataclass
class MadePack:
    """One table in memory, behind the two things a room asks a pack for."""

    catalogue: Catalogue
    source: Source
    rows: list[dict[str, str]]

    def table(self, source: str, name: str, where: object = None) -> PackTable:
        entry = self.source.tables[name]
        columns = {column: [row[column] for row in self.rows] for column in entry.columns}
        return PackTable(self.source, name, entry, "0" * 64, range(2, 2 + len(self.rows)), columns)


def make_pack(
    *rows: tuple[str, str], vintage: int = 2012, hide_up_to: int = 0, margins: bool = False
) -> MadePack:
    """Rows of county and count; the margin is a tenth of the count where there are margins."""
    catalogue = read_catalogue()
    table = Table(
        file="public/made.csv",
        columns={"fips": "county", "people": "people", "margin": "margin", "low": "", "high": ""},
        place="fips",
        place_is="county",
        margins={"people": "margin"} if margins else {},
        bounds={"people": ("low", "high")} if not margins else {},
        blank_why="it is blank",
        absent_why="it is absent",
    )
    source = dataclasses.replace(
        next(iter(catalogue.sources.values())),
        id="made", vintage=vintage, hide_up_to=hide_up_to, tables={"counties": table}, missing={},
    )  # fmt: skip
    made = []
    for fips, text in rows:
        number = float(text) if text else 0
        made.append(
            {"fips": fips, "people": text, "margin": str(number / 10),
             "low": str(number - 1), "high": str(number + 2)}
        )  # fmt: skip
    return MadePack(catalogue, source, made)


def observe(pack: MadePack, fips: str, *, additive: bool = True):  # type: ignore[no-untyped-def]
    return observe_county(pack, COUNT, fips, additive=additive)  # type: ignore[arg-type]


def test_a_county_that_took_another_in_is_the_sum_of_both() -> None:
    # Fails if only the part with the county's own code is read
    observed = observe(make_pack((BEDFORD, "70000"), (BEDFORD_CITY, "6000")), BEDFORD)
    assert observed.quantity.value == 76_000
    assert (observed.quantity.low, observed.quantity.high) == (75_998, 76_004)
    assert {address.row for address in observed.made_from} == {2, 3}


def test_the_margin_of_two_old_counties_is_that_of_their_sum() -> None:
    pack = make_pack((BEDFORD, "300"), (BEDFORD_CITY, "400"), margins=True)
    assert observe(pack, BEDFORD).quantity.margin == pytest.approx(50)


def test_after_the_change_the_county_is_read_by_itself() -> None:
    pack = make_pack((BEDFORD, "76000"), (BEDFORD_CITY, "6000"), vintage=2013)
    assert observe(pack, BEDFORD).quantity.value == 76_000


def test_a_share_of_two_old_counties_is_not_added() -> None:
    # Fails if 12 percent and 15 percent become 27
    pack = make_pack((BEDFORD, "12"), (BEDFORD_CITY, "15"))
    observed = observe(pack, BEDFORD, additive=False)
    assert (observed.quantity.value, observed.quantity.cell.status) == (
        None,
        Status.NOT_REPORTABLE,
    )
    assert "cannot be added" in observed.quantity.cell.why


@pytest.mark.parametrize(
    ("rows", "status", "why"),
    [
        ([(BEDFORD, "70000")], Status.NOT_REPORTED, "it is absent"),
        ([(BEDFORD, "70000"), (BEDFORD_CITY, "")], Status.NOT_REPORTED, "it is blank"),
        ([], Status.NOT_REPORTED, "it is absent"),
    ],
)
def test_a_county_of_which_one_part_is_missing_has_no_number(
    rows: list[tuple[str, str]], status: Status, why: str
) -> None:
    # Fails if the part that is there is taken for the whole
    observed = observe(make_pack(*rows), BEDFORD)
    assert observed.quantity.value is None
    assert (observed.quantity.cell.status, observed.quantity.cell.why) == (status, why)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("0", True), ("1", False), ("9.5", False), ("10", False), ("10.0", False), ("10.5", True),
     ("11", True), ("-3", True)],
)  # fmt: skip
def test_small_counts_are_hidden_with_everything_that_gives_them_away(
    text: str, shown: bool
) -> None:
    # Fails if the publisher's bounds or the margin stay behind
    for margins in (False, True):
        pack = make_pack(("48201", text), hide_up_to=10, margins=margins and float(text) >= 0)
        quantity = observe(pack, "48201").quantity
        assert quantity.has_number is shown
        if not shown:
            assert quantity.cell.status is Status.SUPPRESSED
            assert quantity.margin is quantity.low is quantity.high is None


def test_a_count_hides_by_its_sum_and_not_by_its_rows() -> None:
    # Fails if two rows of 6 are hidden one by one, or two rows of 3 are shown as 6
    small = make_pack(("48201", "3"), ("48201", "3"), hide_up_to=10)
    assert observe(small, "48201").quantity.cell.status is Status.SUPPRESSED
    large = make_pack(("48201", "6"), ("48201", "6"), hide_up_to=10)
    assert observe(large, "48201").quantity.value == 12


def test_a_counted_zero_is_a_true_zero_and_a_sampled_one_is_not() -> None:
    # Fails if a sampled estimate, which has a margin, is called a count
    assert observe(make_pack(("48201", "0")), "48201").quantity.cell.status is Status.TRUE_ZERO
    sampled = observe(make_pack(("48201", "0"), margins=True), "48201")
    assert sampled.quantity.cell.status is Status.SHOWN


def test_sums_over_a_state_see_small_counts_and_nothing_shows_them() -> None:
    # The sum over many is right. Fails if hidden counties are left out of a state's total.
    pack = make_pack(("48201", "3"), ("48001", "4"), ("51019", "5"), hide_up_to=10)
    found = observe_counties(pack, COUNT, ["48"])  # type: ignore[arg-type]
    assert {code: quantity.value for code, quantity in found.quantities.items()} == {
        "48201": 3,
        "48001": 4,
    }
