"""The committed pack is what the received files give, to the byte and to the cell.

Read a second time by readers of this file's own (csv, gzip and json), which share no code with
the build.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from pathlib import Path

import duckdb
import pytest

from firstlight.catalogue import read_catalogue
from firstlight.pack import build_pack, open_pack, pack_folder
from received_reader import features_of, received_text, records_of

CATALOGUE = read_catalogue()
TABLES = [(source.id, name) for source in CATALOGUE.sources.values() for name in source.tables]
MANIFEST = json.loads((pack_folder() / "manifest.json").read_text(encoding="utf-8"))


@cache
def lines_of(file: Path) -> list[str]:
    """The lines of a file of fixed width, first line first."""
    data = file.read_bytes()
    if file.suffix == ".gz":
        data = gzip.decompress(data)
    return data.decode("utf-8-sig").splitlines()


@pytest.fixture(scope="module")
def rebuilt(received: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole pack, built anew."""
    folder = tmp_path_factory.mktemp("rebuilt") / "tables"
    build_pack(CATALOGUE, received=received, into=folder)
    return folder


def test_the_whole_pack_is_built_again_to_the_byte(rebuilt: Path) -> None:
    # Fails if a received file, an entry or the build changed and the tables did not
    assert duckdb.__version__ == MANIFEST["duckdb"], "another version writes other bytes"
    committed = {file.name: file.read_bytes() for file in pack_folder().iterdir()}
    made = {file.name: file.read_bytes() for file in rebuilt.iterdir()}
    assert set(made) == set(committed)
    assert [name for name in made if made[name] != committed[name]] == []


@cache
def topology_of(file: Path) -> dict[str, object]:
    return json.loads(file.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize(("source", "name"), TABLES, ids=lambda part: part)
def test_cells_of_fixed_rows_stand_in_the_received_file(
    received: Path, source: str, name: str
) -> None:
    # Fails if a row number is off by one, a column is taken for its neighbor, or text is mended
    entry = CATALOGUE.sources[source].tables[name]
    file = received / entry.file
    table = open_pack(CATALOGUE).table(source, name)
    positions = sorted({0, len(table.rows) // 3, len(table.rows) - 1, len(table.rows) * 7 // 11})
    for position in positions:
        for column in entry.columns:
            address = table.address(position, column)
            assert address.file == file.name
            assert address.row is not None
            text = table.text(position, column)
            if entry.format == "topojson":
                check_shape(file, address.row, column, text)
            elif entry.format == "fixed":
                assert cut(lines_of(file)[address.row - 1], entry.cut[column]) == text
            else:
                assert _as_kept(received_text(file, address.row, column), entry.format) == text


def _as_kept(text: str, form: str) -> str:
    """Truth values of a parquet file are written as True and False."""
    return text.capitalize() if form == "parquet" and text in ("true", "false") else text


def cut(line: str, span: str) -> str:
    """The signs of a line of fixed width from one place to another, counted from 1."""
    first, last = (int(end) for end in span.split("-"))
    return "".join(sign for at, sign in enumerate(line, start=1) if first <= at <= last).strip()


def check_shape(file: Path, row: int, column: str, text: str) -> None:
    """The row is the place of the shape in the file; its ring begins where its first arc does."""
    topology = topology_of(file)
    shapes = [
        (kind, shape)
        for kind in ("counties", "states")
        for shape in topology["objects"][kind]["geometries"]  # type: ignore[index]
    ]
    kind, shape = shapes[row - 1]
    if column == "object":
        assert text == kind
    elif column == "name":
        assert text == shape["properties"]["name"]
    elif column == "id":
        assert text == shape["id"]
    else:
        first = shape["arcs"][0][0] if shape["type"] == "MultiPolygon" else shape["arcs"][0]
        arc = topology["arcs"][first[0] if first[0] >= 0 else ~first[0]]  # type: ignore[index]
        steps = arc[:1] if first[0] >= 0 else arc
        x, y = (sum(step[axis] for step in steps) for axis in (0, 1))
        scale, move = (topology["transform"][key] for key in ("scale", "translate"))  # type: ignore[index]
        assert text.startswith(f"{x * scale[0] + move[0]:.4f},{y * scale[1] + move[1]:.4f} ")


@pytest.mark.parametrize(("source", "name"), TABLES, ids=lambda part: part)
def test_every_kept_row_is_there_once(received: Path, source: str, name: str) -> None:
    # Fails if a row is lost or doubled in the build. Counts by a second reader.
    entry = CATALOGUE.sources[source].tables[name]
    file = received / entry.file
    listed = MANIFEST["tables"][f"{source}.{name}"]
    assert hashlib.sha256(file.read_bytes()).hexdigest() == listed["received_sha256"]
    table = open_pack(CATALOGUE).table(source, name)
    if entry.format == "topojson":
        return
    if entry.format == "fixed":
        places = [cut(line, entry.cut[entry.place]) for line in lines_of(file)]
        assert list(table.rows) == list(range(1, len(places) + 1)) and not entry.keep
        assert list(table.columns[entry.place]) == places
        assert listed["received_rows"] == listed["rows"] == len(places)
        return
    if entry.format == "geojson":
        assert list(table.rows) == list(range(1, len(features_of(file)) + 1))
        return
    header, *rows = records_of(file)
    wanted = [
        number
        for number, fields in enumerate(rows, start=2)
        if all(fields[header.index(c)] in values for c, values in entry.keep.items())
    ]
    assert list(table.rows) == wanted
    assert (len(rows), len(wanted)) == (listed["received_rows"], listed["rows"])
    column = header.index(entry.place)
    assert [rows[number - 2][column] for number in wanted] == list(table.columns[entry.place])
