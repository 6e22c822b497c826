"""src/firstlight/refresh/whole.py: rows about cases that somebody put in again are found."""

from __future__ import annotations

import random

import pytest

from firstlight.refresh.multiples import find_repeated, find_shared
from made_files import FORMATS, make_file

ROLLED = [s for s, entry in FORMATS.items() if entry.rollup is not None]


def again(series: str, times: int = 2):
    """A file in which each row stands several times, one after another."""
    made = make_file(series)
    made.rows = [list(row) for row in made.rows for _ in range(times)]
    return made


def said(faults) -> str:
    return " ".join(f.what for f in faults)


@pytest.mark.parametrize("times", [2, 3])
@pytest.mark.parametrize("series", ROLLED)
def test_a_file_put_in_again_is_named_as_such(series, times, tmp_path, faults):
    # Fails if rows of a case that was counted already are passed over, however many there are
    found = said(faults(again(series, times).write(tmp_path)))
    assert f"Nearly every case stands in it {times} times." in found


@pytest.mark.parametrize("mark", [" A", "-2", ".0"])
@pytest.mark.parametrize("series", ROLLED)
def test_case_numbers_that_were_changed_a_little_hide_nothing(series, mark, tmp_path, faults):
    # Fails if a second row is another case because its number ends in another sign: the table
    # would hold twice the positions, and so wide a band for the sum lets that pass
    made = again(series)
    case = made.at(made.format.rollup.case_id)
    for row in made.rows[1::2]:
        row[case] += mark
    assert "Nearly every row stands in it 2 times" in said(faults(made.write(tmp_path)))


@pytest.mark.parametrize("series", ["dol_h2a", "dol_h2b"])
def test_counts_in_decimals_or_changed_a_little_hide_nothing(series, tmp_path, faults):
    # Fails if rows must agree to the last sign to be the same: a copy with 12.0 beside 12, or 13
    made = again(series)
    case, workers = made.at("CASE_NUMBER"), 3
    draw = random.Random(7)
    for row in made.rows[1::2]:
        row[case] += "X"
        row[workers] = f"{int(row[workers]) + draw.choice((0, 1, 2))}.0"
    found = faults(made.write(tmp_path))
    assert "Nearly every row stands in it 2 times" in said(found)


@pytest.mark.parametrize("series", ["dol_h2a", "dol_h2b"])
def test_counts_doubled_in_decimals_are_multiples(series, tmp_path, faults):
    # Fails if 24.0 is no even count
    made = make_file(series)
    for row in made.rows:
        row[3] = f"{2 * int(row[3])}.0"
    assert "is a multiple of 2: they were multiplied" in said(faults(made.write(tmp_path)))


def test_capitals_and_spaces_hide_no_second_row(tmp_path, faults):
    # Fails if HARRIS and Harris are two places
    made = again("dol_h2a")
    for number, row in enumerate(made.rows):
        if number % 2:
            row[made.at("CASE_NUMBER")] += "X"
            row[made.at("WORKSITE_COUNTY")] = f" {row[made.at('WORKSITE_COUNTY')].upper()} "
    assert "Nearly every row stands" in said(faults(made.write(tmp_path)))


@pytest.mark.parametrize("series", ROLLED)
def test_half_a_file_put_in_again_is_no_such_thing(series, tmp_path, check):
    # Fails if some cases in several rows are enough to turn a file away
    made = make_file(series)
    made.rows += [list(row) for row in made.rows[: len(made.rows) // 2]]
    assert check(made.write(tmp_path)).draft.left_out["the case was counted already"] == 100


def test_one_large_set_says_nothing():
    # Fails if rows are weighed and not sets: a packing house has hundreds of rows that are alike
    assert find_repeated([400, *([1] * 40)]) == 1
    assert find_repeated([2] * 28 + [1] * 1) == 1  # too few to say
    assert find_repeated([2] * 60 + [1] * 3) == 2
    assert find_repeated([4, 2] * 40) == 2


def test_counts_of_people_share_no_divisor():
    # Fails if a share of even counts that any list has is taken for a doubling
    assert find_shared(dict.fromkeys(range(1, 200), 1)) == 1
    assert find_shared({64 * value: 3 for value in range(1, 40)}) == 64
