"""The master file of 2015 came without a description: here is what proves how it is read."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

BLOCK, MONTHS = 75, 12
FOLDER = "public/fbi_human_trafficking"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    from conftest import RECEIVED

    file = RECEIVED / FOLDER / "HT_master_2015_fixedwidth.txt.gz"
    if not file.is_file():
        pytest.skip("../shared/data is not on this machine")
    return gzip.decompress(file.read_bytes()).decode("ascii").replace("\r", "").splitlines()


def _blocks(line: str) -> list[list[int]]:
    """The months that hold numbers, each as fifteen numbers of five signs."""
    found = []
    for month in range(MONTHS):
        block = line[87 + month * BLOCK : 87 + (month + 1) * BLOCK]
        if block.strip():
            found.append([int(block[at : at + 5]) for at in range(0, BLOCK, 5)])
    return found


@pytest.mark.shared
def test_each_block_keeps_its_own_sums(lines: list[str]) -> None:
    """Two forms add up to their total five times over; reported less unfounded is actual.

    Fails when the blocks are cut one sign off, or the third group is not the actual offenses.
    """
    blocks = [block for line in lines for block in _blocks(line)]
    assert len(blocks) == 14_920
    for block in blocks:
        assert all(block[g] + block[g + 1] == block[g + 2] for g in range(0, 15, 3))
        assert all(block[k] - block[3 + k] == block[6 + k] for k in range(3))


@pytest.mark.shared
def test_a_month_holds_numbers_exactly_where_it_carries_the_letter_n(lines: list[str]) -> None:
    # Fails if a month without a report were taken for one with zeros
    for line in lines:
        for month in range(MONTHS):
            block = line[87 + month * BLOCK : 87 + (month + 1) * BLOCK]
            assert bool(block.strip()) == (line[75 + month] == "N")


@pytest.mark.shared
def test_actual_offenses_agree_with_the_later_release(lines: list[str], received: Path) -> None:
    """137 of 148 counts by agency and form are equal, and the later release has more elsewhere.

    Fails when forms are swapped, or the ORI is cut elsewhere.
    """
    here: Counter[tuple[str, str]] = Counter()
    for line in lines:
        for block in _blocks(line):
            here[(line[3:10], "Commercial Sex Acts")] += block[6]
            here[(line[3:10], "Involuntary Servitude")] += block[7]
    later: Counter[tuple[str, str]] = Counter()
    file = received / FOLDER / "HT_2013_2020_agency.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            if row["DATA_YEAR"] == "2015":
                later[(row["ORI"][:7], row["OFFENSE_SUBCAT_NAME"])] += int(row["ACTUAL_COUNT"])
    keys = {key for key in here | later if here[key] or later[key]}
    assert len(keys) == 148
    assert sum(here[key] == later[key] for key in keys) == 137
    assert all(later[key] >= here[key] for key in keys)
    assert (sum(here.values()), sum(later.values())) == (797, 832)
