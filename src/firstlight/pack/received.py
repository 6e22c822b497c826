"""Received files, read record by record with the line each stands on."""

from __future__ import annotations

import csv
import gzip
import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import Table
from firstlight.pack.engine import open_engine

Record = tuple[int, Mapping[str, str]]


def hash_file(file: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def read_received(file: Path, table: Table) -> Iterator[Record]:
    """Give each record with its row; the first line of the file is row 1.

    A record is a mapping of column to text exactly as received, blanks included.
    For a table of boundaries the row is the position of the shape, from 1, and the
    columns are `id`, `name`, `object` and `rings`. For one of lines (GeoJSON) the row is the
    position of the line, from 1, and the columns are its properties and `line`. A parquet
    file has no header line in its bytes; its first record is row 2, as in a spreadsheet
    that shows it. A file of fixed width has no header either; its first line is row 1.

    Raises
    ------
    InputFaults
        When the file is not there or lacks a column the catalogue keeps.
    """
    if not file.is_file():
        fault = Fault("The file is not there.", "Put it where the catalogue says.", file=file.name)
        raise InputFaults([fault])
    if table.format == "topojson":
        return _read_shapes(file)
    if table.format == "geojson":
        return _read_drawn_lines(file)
    if table.format == "parquet":
        return _read_parquet(file, table)
    if table.format == "fixed":
        return _read_fixed(file, table)
    return _read_lines(file, table)


def _read_lines(file: Path, table: Table) -> Iterator[Record]:
    opened = gzip.open if file.name.endswith(".gz") else open
    with opened(file, "rt", encoding="utf-8-sig", newline="") as text:
        lines = csv.reader(text)
        header = next(lines)
        _demand_columns(file, table, header)
        for _ in range(table.header_rows - 1):
            next(lines)
        for row, fields in enumerate(lines, start=table.header_rows + 1):
            if len(fields) != len(header):
                what = f"The line has {len(fields)} fields and the header {len(header)}."
                do = "Look at what changed before it is used."
                raise InputFaults([Fault(what, do, file=file.name, row=lines.line_num)])
            # A record is one row of a spreadsheet, whatever line breaks its fields hold.
            yield row, dict(zip(header, fields, strict=True))


def _read_fixed(file: Path, table: Table) -> Iterator[Record]:
    """Lines cut where the catalogue says; a line that ends earlier has blanks from there on."""
    _demand_columns(file, table, tuple(table.cut))
    places = {}
    for name, span in table.cut.items():
        first, _, last = span.partition("-")
        places[name] = slice(int(first) - 1, int(last))
    opened = gzip.open if file.name.endswith(".gz") else open
    with opened(file, "rt", encoding="ascii", newline="\n") as text:
        for row, line in enumerate(text, start=1):
            bare = line.rstrip("\r\n")
            yield row, {name: bare[place].strip() for name, place in places.items()}


def _demand_columns(file: Path, table: Table, header: Sequence[str]) -> None:
    asked = [
        *table.columns,
        *table.keep,
        *(total.column for total in table.totals if total.column != "*"),
        *(name for total in table.totals for name in total.where),
    ]
    lacking = [name for name in dict.fromkeys(asked) if name not in header]
    if lacking:
        raise InputFaults(
            [
                Fault("The file lacks it.", "Mend the entry.", file=file.name, column=name)
                for name in lacking
            ]
        )


def _read_parquet(file: Path, table: Table) -> Iterator[Record]:
    """Every value as text: whole numbers without a point, an absent value as a blank."""
    engine = open_engine()
    try:
        cursor = engine.execute("SELECT * FROM read_parquet(?)", [str(file)])
        header = [column[0] for column in cursor.description or ()]
        _demand_columns(file, table, header)
        row = 1
        while records := cursor.fetchmany(10_000):
            for values in records:
                row += 1
                yield row, {n: _as_text(v) for n, v in zip(header, values, strict=True)}
    finally:
        engine.close()


def _as_text(value: object) -> str:
    if value is None or value != value:  # a value that is no number is not itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _read_drawn_lines(file: Path) -> Iterator[Record]:
    """Lines of a GeoJSON file, written as "x,y x,y ..." in degrees to four decimals."""
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    for row, feature in enumerate(features, start=1):
        properties = {name: _as_text(value) for name, value in feature["properties"].items()}
        shape = feature["geometry"]
        parts = [shape["coordinates"]] if shape["type"] == "LineString" else shape["coordinates"]
        drawn = "|".join(" ".join(f"{x:.4f},{y:.4f}" for x, y in part) for part in parts)
        yield row, {**properties, "line": drawn}


def _read_shapes(file: Path) -> Iterator[Record]:
    """Decode a TopoJSON topology: quantized, delta-encoded arcs shared by neighbors.

    Rings are written as "x,y x,y ...|x,y ..." in degrees to four decimals; the first
    ring of each polygon and its holes stand one after another.
    Source of the method: the TopoJSON format specification 1.0, sections 2.1.2 to 2.1.4.
    """
    topology = json.loads(file.read_text(encoding="utf-8"))
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for arc in topology["arcs"]:
        xs = itertools.accumulate(step[0] for step in arc)
        ys = itertools.accumulate(step[1] for step in arc)
        arcs.append(
            [(x * scale_x + move_x, y * scale_y + move_y) for x, y in zip(xs, ys, strict=True)]
        )

    def ring(indices: list[int]) -> str:
        points: list[tuple[float, float]] = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(arc[1:] if points else arc)
        return " ".join(f"{x:.4f},{y:.4f}" for x, y in points)

    row = 0
    for name in ("counties", "states"):
        for shape in topology["objects"][name]["geometries"]:
            row += 1
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
            rings = [ring(indices) for polygon in polygons for indices in polygon]
            yield (
                row,
                {
                    "id": shape["id"],
                    "name": shape["properties"]["name"],
                    "object": name,
                    "rings": "|".join(rings),
                },
            )
