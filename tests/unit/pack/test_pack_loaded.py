"""src/firstlight/pack: tables that a person loaded stand beside the bundled ones."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from firstlight.base.errors import PackDamaged
from firstlight.base.provenance import read_rows, write_rows
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Table
from firstlight.pack import Pack, hash_file, open_pack, write_table

SHIPPED = open_pack(read_catalogue())
COLUMNS = ("fips", "n", "name_of_n", "rows_added")


def with_loaded(folder: Path) -> Pack:
    """The shipped pack with one more table: a sum of rows, and a column named row by row."""
    shipped = SHIPPED.catalogue.sources["census_pep_2023"]
    table = Table(
        file="theirs.csv, sheet 2024",
        columns=dict.fromkeys(COLUMNS, "invented"),
        place="fips",
        place_is="county",
        named_in={"n": "name_of_n"},
        rows_in="rows_added",
        received_as={"fips": "FIPS CODE"},
    )
    source = dataclasses.replace(shipped, id="loaded", tables={"counties": table})
    rows = [
        (2, {"fips": "48201", "n": "11", "name_of_n": "N, 2024", "rows_added": "2-4, 9"}),
        (5, {"fips": "48203", "n": "7", "name_of_n": "N, 2024", "rows_added": "5"}),
    ]
    folder.mkdir(exist_ok=True)
    file = folder / "loaded.counties.parquet"
    write_table(rows, COLUMNS, file)
    entry = {"sha256": hash_file(file), "received_sha256": "ab" * 32, "rows": 2}
    catalogue = dataclasses.replace(
        SHIPPED.catalogue, sources={**SHIPPED.catalogue.sources, "loaded": source}
    )
    return Pack(
        catalogue,
        SHIPPED.folder,
        {**SHIPPED.manifest, "loaded.counties": entry},
        {"loaded.counties": folder},
        {("census_pep_2023", "counties"): ("loaded", "counties")},
    )


def test_a_sum_names_the_rows_it_was_made_of_and_the_received_column(tmp_path):
    # Fails if a footnote of a sum ends at one row, or at our name of the column
    table = with_loaded(tmp_path / "made").table("loaded", "counties")
    first, second = table.address(0, "n"), table.address(1, "n")
    assert (first.rows, first.n, first.row) == ("2-4, 9", 4, None)
    assert (second.row, second.n, second.rows) == (5, 1, "")
    assert {first.column, second.column} == {"N, 2024"}
    assert first.file == "theirs.csv, sheet 2024"
    folded = table.column_address("n", [2, 5])
    assert (folded.rows, folded.n, folded.column) == ("2-5, 9", 5, "N, 2024")
    assert table.address(1, "fips").column == "FIPS CODE"


def test_a_table_is_read_in_place_of_another(tmp_path):
    # Fails if the code that names the shipped table goes past the loaded one
    pack = with_loaded(tmp_path / "made")
    assert pack.table("census_pep_2023", "counties").source.id == "loaded"
    assert pack.table("census_pep_2023", "counties", {"fips": "48203"}).columns["n"] == ("7",)
    pack.check()


def test_a_loaded_table_that_was_altered_says_how_to_go_back(tmp_path):
    # Fails if only bundled tables are checked, or the words send to a new installation
    pack = with_loaded(tmp_path / "made")
    file = tmp_path / "made" / "loaded.counties.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(PackDamaged, match="sources use"):
        pack.table("loaded", "counties")
    file.unlink()
    with pytest.raises(PackDamaged, match="loaded table is missing"):
        pack.check()


@pytest.mark.parametrize("rows", [[2], [2, 3], [2, 3, 4, 9], [5, 7, 9], list(range(2, 3000))])
def test_rows_are_read_back_as_they_were_written(rows):
    # Fails if a span loses its end
    assert list(read_rows(write_rows(rows))) == rows
    assert json.dumps(write_rows(rows))
