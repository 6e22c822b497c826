"""src/firstlight/pack: made-up received files in, tables with the same text and rows out."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import io
import json
from pathlib import Path

import pytest

from firstlight.base.errors import InputFaults
from firstlight.catalogue import Catalogue, read_catalogue
from firstlight.catalogue.entries import Source, Table, Total
from firstlight.pack import build_pack, open_pack

ROWS = [
    ["01001", "Autauga, Alabama", "10", "made up"],
    ["01003", 'Say "hello"', "", "padded "],
    ["72001", "Doña Ana’s", "0", "NULL"],
    ["48201", "", "1,234", "'quoted'"],
]
HEADER = ["fips", "name", "count", "remark's; name"]
COLUMNS = {"fips": "county", "count": "people", "remark's; name": "words", "name": "name"}


def as_csv(*lines: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue().encode("utf-8")


def make_table(file: str, **more: object) -> Table:
    values: dict[str, object] = {
        "file": file, "columns": COLUMNS, "place": "fips", "place_is": "county", **more,
    }  # fmt: skip
    return Table(**values)  # type: ignore[arg-type]


def make_catalogue(**tables: Table) -> Catalogue:
    """The shipped catalogue with one made-up source in it and no other."""
    shipped = read_catalogue()
    source = dataclasses.replace(
        next(iter(shipped.sources.values())), id="made_up", tables=tables, missing={"-9": "refused"}
    )
    return dataclasses.replace(shipped, sources={"made_up": source})


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "received_here"
    folder.mkdir()
    (folder / "plain.csv").write_bytes(as_csv(HEADER, *ROWS))
    (folder / "packed.csv.gz").write_bytes(gzip.compress(as_csv(HEADER, *ROWS), mtime=0))
    (folder / "marked.csv").write_bytes(b"\xef\xbb\xbf" + as_csv(HEADER, *ROWS))
    (folder / "two.csv").write_bytes(as_csv(HEADER, ["Geography", "Name", "Total", "-"], *ROWS))
    (folder / "windows.csv").write_bytes(as_csv(HEADER, *ROWS).replace(b"\n", b"\r\n"))
    return folder


@pytest.mark.parametrize(
    ("file", "header_rows"),
    [("plain.csv", 1), ("packed.csv.gz", 1), ("marked.csv", 1), ("two.csv", 2), ("windows.csv", 1)],
)
def test_rows_are_the_lines_of_a_spreadsheet_and_text_is_untouched(
    made: Path, tmp_path: Path, file: str, header_rows: int
) -> None:
    # Fails if rows count from 0 or past a second header, or text is trimmed, or "" becomes NULL
    catalogue = make_catalogue(counties=make_table(file, header_rows=header_rows))
    build_pack(catalogue, received=made, into=tmp_path / "pack")
    table = open_pack(catalogue, tmp_path / "pack").table("made_up", "counties")
    assert list(table.rows) == [header_rows + n for n in range(1, 5)]
    for position, row in enumerate(ROWS):
        for column, text in zip(HEADER, row, strict=True):
            assert table.text(position, column) == text
    address = table.address(2, "count")
    assert (address.file, address.row, address.column) == (file, header_rows + 3, "count")


def test_kept_rows_keep_the_row_they_were_received_on(made: Path, tmp_path: Path) -> None:
    # Fails if rows are numbered after rows are left out
    catalogue = make_catalogue(some=make_table("plain.csv", keep={"fips": ("72001", "48201")}))
    build_pack(catalogue, received=made, into=tmp_path / "pack")
    table = open_pack(catalogue, tmp_path / "pack").table("made_up", "some")
    assert list(table.rows) == [4, 5]
    assert list(table.places()) == ["72001", "48201"]


def test_two_builds_are_the_same_bytes(made: Path, tmp_path: Path) -> None:
    # Fails if the order of threads, a clock or a folder name enters the tables
    catalogue = make_catalogue(a=make_table("plain.csv"), b=make_table("packed.csv.gz"))
    for folder in ("one", "two"):
        build_pack(catalogue, received=made, into=tmp_path / folder)
    names = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert names == ["made_up.a.parquet", "made_up.b.parquet", "manifest.json"]
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


TOTALS_MET = (
    Total("*", 4, "count of rows"),
    Total("*", 2, "rows of Alabama", {"fips": "01*"}),
    Total("count", 10, "sum over Alabama", {"fips": "01*"}),
    Total("*", 1, "rows without a count", {"count": ""}),
)


def test_totals_that_are_met_pass(made: Path, tmp_path: Path) -> None:
    catalogue = make_catalogue(counties=make_table("plain.csv", totals=TOTALS_MET))
    build_pack(catalogue, received=made, into=tmp_path / "pack")
    assert (tmp_path / "pack" / "manifest.json").is_file()


def test_every_fault_is_told_and_nothing_is_left(made: Path, tmp_path: Path) -> None:
    # Fails if the build stops at the first fault, or leaves the tables that were right
    (made / "ragged.csv").write_bytes(as_csv(HEADER, ROWS[0], ["01003", "short"]))
    wrong = (Total("*", 5, "the publisher"), Total("count", 11, "a table", {"fips": "01*"}))
    catalogue = make_catalogue(
        good=make_table("plain.csv"),
        totals=make_table("packed.csv.gz", totals=wrong),
        gone=make_table("gone.csv"),
        lacking=make_table("plain.csv", columns={**COLUMNS, "age": "age", "sex": "sex"}),
        lacking_total=make_table("plain.csv", totals=(Total("*", 4, "x", {"state": "01"}),)),
        lacking_keep=make_table("plain.csv", keep={"year": ("2020",)}),
        words=make_table("plain.csv", totals=(Total("name", 4, "x"),)),
        ragged=make_table("ragged.csv"),
    )
    with pytest.raises(InputFaults) as caught:
        build_pack(catalogue, received=made, into=tmp_path / "pack")
    told = str(caught.value)
    for words in (
        "packed.csv.gz, column *: The sum is 4 and the publisher says 5.",
        "packed.csv.gz, column count: The sum is 10 and a table says 11.",
        "gone.csv: The file is not there.",
        "plain.csv, column age: The file lacks it.",
        "plain.csv, column sex: The file lacks it.",
        "plain.csv, column state: The file lacks it.",
        "plain.csv, column year: The file lacks it.",
        "plain.csv, column name: A cell is no number",
        "ragged.csv, row 3: The line has 2 fields and the header 4.",
    ):
        assert words in told
    assert len(caught.value.faults) == 9
    assert not (tmp_path / "pack").exists()


SQUARE = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.25], "translate": [-100, 30]},
    "objects": {
        "counties": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "id": "48901", "properties": {"name": "A"}},
                {
                    "type": "MultiPolygon",
                    "arcs": [[[~1, 2]], [[3]]],
                    "id": "48903",
                    "properties": {"name": "B"},
                },
            ]
        },
        "states": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 2]], "id": "48", "properties": {"name": "Texas"}}
            ]
        },
    },
    # A has arc 0 and the border, arc 1; B the border backwards, arc 2, and an island, arc 3
    "arcs": [
        [[2, 4], [-2, 0], [0, -4], [2, 0]],
        [[2, 0], [0, 4]],
        [[2, 0], [2, 0], [0, 4], [-2, 0]],
        [[8, 8], [1, 0], [0, 1], [-1, -1]],
    ],
}


def test_shapes_are_decoded_to_degrees(tmp_path: Path) -> None:
    # Worked out by hand. Fails if deltas are not added up, or a shared border is not turned round
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "shapes.json").write_text(json.dumps(SQUARE), encoding="utf-8")
    columns = {"id": "place", "name": "name", "object": "kind", "rings": "rings"}
    table = make_table("shapes.json", columns=columns, place="id", format="topojson")
    catalogue = make_catalogue(shapes=table)
    build_pack(catalogue, received=tmp_path / "in", into=tmp_path / "pack")
    made = open_pack(catalogue, tmp_path / "pack").table("made_up", "shapes")
    assert list(made.rows) == [1, 2, 3]
    assert list(made.columns["object"]) == ["counties", "counties", "states"]
    assert made.text(0, "rings") == (
        "-99.0000,31.0000 -100.0000,31.0000 -100.0000,30.0000 -99.0000,30.0000 -99.0000,31.0000"
    )
    border, island = made.text(1, "rings").split("|")
    assert border.startswith("-99.0000,31.0000 -99.0000,30.0000 -98.0000,30.0000")
    assert border.endswith("-98.0000,31.0000 -99.0000,31.0000")
    assert island == ("-96.0000,32.0000 -95.5000,32.0000 -95.5000,32.2500 -96.0000,32.0000")


def test_a_source_is_what_the_tests_think(made: Path) -> None:
    assert isinstance(make_catalogue(a=make_table("plain.csv")).sources["made_up"], Source)
