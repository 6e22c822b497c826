"""Whole received files through the crosswalks: published totals, and no code falls out."""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstlight.base.cell import Cell
from firstlight.base.quantity import Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.taxonomy import MappedCounts, map_counts

TAXONOMY = read_catalogue().taxonomy


def records(file: Path) -> Iterator[dict[str, str]]:
    data = file.read_bytes()
    text = gzip.decompress(data) if file.suffix == ".gz" else data
    for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")):
        yield {name.lower(): value for name, value in row.items()}


def codes(folder: Path, table: str, key: str, code: str) -> dict[str, str]:
    (file,) = [f for f in (folder / "lookups").iterdir() if f.stem.upper() == table]
    return {row[key]: row[code] for row in records(file)}


def mapped(name: str, counts: Counter[str]) -> MappedCounts:
    walk = TAXONOMY.crosswalks[name]
    return map_counts(
        {code: Cell.counted(n) for code, n in counts.items()},
        walk,
        TAXONOMY.dimensions[walk.dimension],
        unit=Unit(UnitKind.COUNT, "offenses"),
        rule=None,
        every_code_counted=True,
    )


def offenses(folder: Path) -> Counter[str]:
    rows = list(records(folder / "NIBRS_OFFENSE.csv.gz"))
    if "offense_code" in rows[0]:
        return Counter(row["offense_code"] for row in rows)
    known = codes(folder, "NIBRS_OFFENSE_TYPE", "offense_type_id", "offense_code")
    return Counter(known[row["offense_type_id"]] for row in rows)


@pytest.mark.parametrize(("file", "sex"), [("mn2018", 6), ("dc2021", 0)])
def test_every_offense_of_a_state_year_is_read(received: Path, file: str, sex: int) -> None:
    """Fails if an offense falls out, or one of another kind becomes trafficking."""
    counts = offenses(received / "nibrs" / file)
    found = mapped("nibrs_form", counts)
    assert found.total("sex").quantity.value == sex == counts["64A"]
    assert found.total("labor").quantity.value == 0
    assert found.unmapped.value == 0 and found.whole.value == sum(counts.values())
    assert mapped("nibrs_linked_crime", counts).unmapped.value == 0


@pytest.mark.parametrize("file", ["mn2018", "dc2021"])
def test_every_place_and_tie_of_a_state_year_is_read(received: Path, file: str) -> None:
    """Fails if a location or a relationship of a real file has no reading."""
    folder = received / "nibrs" / file
    places = codes(folder, "NIBRS_LOCATION_TYPE", "location_id", "location_code")
    ties = codes(folder, "NIBRS_RELATIONSHIP", "relationship_id", "relationship_code")
    where = Counter(places[row["location_id"]] for row in records(folder / "NIBRS_OFFENSE.csv.gz"))
    who = Counter(
        ties[row["relationship_id"]] for row in records(folder / "NIBRS_VICTIM_OFFENDER_REL.csv.gz")
    )
    for name, counts in (("nibrs_location", where), ("nibrs_tie", who)):
        found = mapped(name, counts)
        assert found.unmapped.value == 0 and found.whole.value == sum(counts.values())


def test_the_nation_of_2020_in_the_returns(received: Path) -> None:
    """Fails if rows are counted in place of their sums: 1,820 and 340."""
    counts: Counter[str] = Counter()
    for row in records(received / "nibrs" / "ucr_ht_2013_2020.csv.gz"):
        if row["data_year"] == "2020":
            counts[row["offense_subcat_id"]] += int(row["actual_count"])
    found = mapped("ucr_form", counts)
    assert found.total("sex").quantity.value == 1_820
    assert found.total("labor").quantity.value == 340
    assert found.unmapped.value == 0
