"""Received files read a second time, by code that the build does not share.

The first record of a file with a header is row 2, as a spreadsheet shows it; a line break inside
a field does not begin a new row. A drawn line is found by its position, from 1.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from functools import cache
from pathlib import Path

import duckdb


@cache
def records_of(file: Path) -> list[list[str]]:
    """The rows of a file as text, such that row n stands at n - 1; the names of columns first."""
    if file.suffix == ".parquet":
        found = duckdb.sql(f"SELECT COLUMNS(*)::VARCHAR FROM read_parquet('{file}')")
        return [found.columns, *([cell or "" for cell in row] for row in found.fetchall())]
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@cache
def features_of(file: Path) -> list[dict[str, str]]:
    """Drawn lines: their properties, and `line` as "x,y x,y|x,y" to four decimals."""
    found = []
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        whole = shape["type"] == "MultiLineString"
        parts = shape["coordinates"] if whole else [shape["coordinates"]]
        written = [[f"{round(x, 4):.4f},{round(y, 4):.4f}" for x, y in part] for part in parts]
        line = "|".join(" ".join(part) for part in written)
        found.append({**{k: str(v) for k, v in feature["properties"].items()}, "line": line})
    return found


def received_text(file: Path, row: int, column: str) -> str:
    """The text of one received cell."""
    if file.suffix == ".geojson":
        return features_of(file)[row - 1][column]
    records = records_of(file)
    return records[row - 1][records[0].index(column)]
