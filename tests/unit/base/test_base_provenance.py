"""src/firstlight/base/provenance.py: however addresses are folded, no cell is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.base.provenance import Address, gather_addresses, write_rows

same_every_time = settings(derandomize=True, deadline=None, max_examples=150, database=None)


def read_rows(text: str) -> list[int]:
    """Read "2-4, 9" back. Not of the program: a second reader."""
    rows = []
    for span in text.split(", "):
        first, _, last = span.partition("-")
        rows.extend(range(int(first), int(last or first) + 1))
    return rows


def cells_of(addresses: tuple[Address, ...] | list[Address]) -> set[tuple[str, str, int, str]]:
    return {
        (address.file, address.column, row, address.sha256)
        for address in addresses
        for row in ([address.row] if address.row is not None else read_rows(address.rows))
    }


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([2], "2"),
        ([2, 3], "2-3"),
        ([9, 2, 4, 3], "2-4, 9"),
        ([5, 5, 5], "5"),
        ([2, 4, 6], "2, 4, 6"),
        ([], ""),
    ],
)
def test_rows_are_written_short(rows: list[int], text: str) -> None:
    assert write_rows(rows) == text


@same_every_time
@given(rows=st.sets(st.integers(1, 4_000), min_size=1, max_size=60))
def test_rows_that_are_written_can_be_read_back(rows: set[int]) -> None:
    # Fails if a span leaves out its last row, or two spans that touch are kept apart
    text = write_rows(rows)
    assert read_rows(text) == sorted(rows)
    spans = [read_rows(span) for span in text.split(", ")]
    assert all(a[-1] + 1 < b[0] for a, b in itertools.pairwise(spans))


addresses = st.lists(
    st.builds(
        Address,
        source=st.just("acs"),
        file=st.sampled_from(["a.csv", "b.csv"]),
        row=st.integers(2, 40),
        column=st.sampled_from(["part", "whole", "margin"]),
        sha256=st.sampled_from(["a" * 64, "b" * 64]),
    ),
    min_size=1,
    max_size=40,
)


@same_every_time
@given(given_=addresses, at_most=st.integers(0, 12))
def test_folding_loses_no_cell_and_adds_none(given_: list[Address], at_most: int) -> None:
    # Fails if two files, or the same file of another hash, are folded into one address
    folded = gather_addresses(given_, at_most=at_most)
    assert cells_of(folded) == cells_of(given_)
    assert sum(address.n for address in folded) == len(cells_of(given_))
    assert len(folded) <= max(at_most, 2 * 3 * 2)


@same_every_time
@given(given_=addresses, at_most=st.integers(0, 12))
def test_folding_again_loses_no_cell_either(given_: list[Address], at_most: int) -> None:
    # Middles over counties fold what was folded before. Fails if lists of rows are dropped.
    half = len(given_) // 2
    rest = [a for a in given_[half:] if a not in given_[:half]]
    first = gather_addresses(given_[:half], at_most=at_most)
    again = gather_addresses([*first, *rest], at_most=0)
    assert cells_of(again) == cells_of(given_)
    assert sum(address.n for address in again) == len(cells_of(given_))


def test_few_addresses_stay_one_by_one() -> None:
    few = [Address("s", "a.csv", row, "part", "0" * 64) for row in (7, 2, 7)]
    assert gather_addresses(few, at_most=2) == (few[0], few[1])


@pytest.mark.parametrize(("row", "rows"), [(None, ""), (3, "3-4")])
def test_an_address_has_one_row_or_a_list_of_rows(row: int | None, rows: str) -> None:
    # Fails if an address may point nowhere
    with pytest.raises(ValueError, match="one row"):
        Address("s", "a.csv", row, "part", "0" * 64, rows=rows)
