"""Every figure of whole assessments walks back: page -> evidence -> pack cell -> received file.

A second calculation, written apart from the library's, works each figure out again from the
pack's text at the rows and columns that its evidence names.
"""

from __future__ import annotations

import datetime
import json
import math
import statistics
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from firstlight.assessment import Library, assess, open_library
from firstlight.catalogue import read_catalogue
from firstlight.places import resolve_places
from firstlight.report import write_json
from received_reader import received_text
from stories.lengths import LENGTHS, length_again

HOUSTON = list(read_catalogue().demonstrations[0].counties)
AREAS = {
    "harris": ["48201"],
    "houston": HOUSTON,
    "valley": ["48215", "48061", "48489", "48427"],
    "chugach": ["02063"],
    "capitol": ["09110"],
    "kalawao": ["15005"],
    "loving": ["48301"],
    "san_juan": ["72127"],
    "cook": ["17031"],
    "two_states": ["34017", "36061"],
}


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@cache
def _document(name: str) -> dict[str, Any]:
    made = assess(
        resolve_places(AREAS[name], _library().gazetteer),
        library=_library(),
        made_on=datetime.date(2026, 11, 22),
    )
    document: dict[str, Any] = json.loads(write_json(made))
    return document


@cache
def _library() -> Library:
    return open_library()


def rows_of(evidence: dict[str, Any]) -> list[int]:
    """The rows of one piece of evidence, its spans written out."""
    if evidence["row"] != "*":
        return [evidence["row"]]
    rows: list[int] = []
    for span in evidence["rows"].split(", "):
        first, _, last = span.partition("-")
        rows.extend(range(int(first), int(last or first) + 1))
    assert len(rows) == evidence["n"]
    return rows


@cache
def _pack_cells(source: str, file: str) -> dict[tuple[int, str], str]:
    """Every kept cell of one received file as the pack has it, by row and column."""
    library = _library()
    for name, table in library.catalogue.sources[source].tables.items():
        if table.file.endswith(file):
            opened = library.pack.table(source, name)
            return {
                (row, column): cells[position]
                for column, cells in opened.columns.items()
                for position, row in enumerate(opened.rows)
            }
    raise AssertionError(f"{source} has no file {file}")


def cells_of(figure: dict[str, Any], document: dict[str, Any]) -> dict[str, list[float]]:
    """The numbers behind a figure, by "source.column", in the order of its evidence."""
    cells: dict[str, list[float]] = defaultdict(list)
    for name in figure["evidence"]:
        evidence = document["evidence"][name]
        for row in rows_of(evidence):
            text = _pack_cells(evidence["source"], evidence["file"])[(row, evidence["column"])]
            key = f"{evidence['source']}.{evidence['column']}"
            cells[key].append(float(text) if _is_number(text) else math.nan)
    return cells


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def again(figure: dict[str, Any], document: dict[str, Any]) -> float:
    """Work one figure out from its cells, by rules of this test's own."""
    cells = cells_of(figure, document)
    library = _library()
    if figure["indicator"] not in library.catalogue.indicators:
        if figure["indicator"] == "agencies_listed":
            return float(_distinct_agencies(figure, document))
        if figure["indicator"] == "agencies_with_a_return":
            return float(_agencies_with_a_row(figure, document))
        if figure["indicator"].removesuffix("_miles") in LENGTHS:
            return length_again(figure, document, _pack_cells, rows_of)
        return math.fsum(next(iter(cells.values())))
    entry = library.catalogue.indicators[figure["indicator"]]
    inputs = {key: cells.get(f"{c.source}.{c.column}", []) for key, c in entry.inputs.items()}
    sums = {key: math.fsum(values) for key, values in inputs.items()}
    if "Middle county" in figure["label"]:
        return entry.per * statistics.median(inputs["share"])
    match entry.formula:
        case "share" | "rate":
            return entry.per * sums["part"] / sums["whole"]
        case "count":
            return sums["count"]
        case "growth":
            return entry.per * (sums["later"] / sums["earlier"] - 1)
        case "published_share":
            return entry.per * inputs["share"][0]
        case "code":
            return inputs["code"][0]
        case "weighted_share":
            return _weighted(inputs["share"], inputs["whole"])
        case "change_in_share":
            return _weighted(inputs["later"], inputs["later_whole"]) - _weighted(
                inputs["earlier"], inputs["earlier_whole"]
            )
    raise AssertionError(entry.formula)


def _weighted(shares: list[float], wholes: list[float]) -> float:
    pairs = zip(shares, wholes, strict=True)
    return math.fsum(share * whole for share, whole in pairs) / math.fsum(wholes)


def _agencies_with_a_row(figure: dict[str, Any], document: dict[str, Any]) -> int:
    """Agencies of these counties that have a row of the year; the whole column is cited."""
    library = _library()
    offenses = library.pack.table("fbi_ht_2020", "offenses")
    (evidence,) = (document["evidence"][name] for name in figure["evidence"])
    assert (evidence["row"], evidence["n"]) == ("*", len(offenses.rows))
    serves = library.pack.table("fbi_ht_2020", "counties")
    here = {
        ori
        for ori, fips in zip(serves.columns["ori"], serves.columns["county_fips"], strict=True)
        if fips in document["places"]
    }
    years = zip(offenses.columns["ORI"], offenses.columns["DATA_YEAR"], strict=True)
    return len({ori for ori, year in years if ori in here and year == figure["period"]})


def _distinct_agencies(figure: dict[str, Any], document: dict[str, Any]) -> int:
    """How many different agencies stand on the rows of the evidence."""
    oris = set()
    for name in figure["evidence"]:
        evidence = document["evidence"][name]
        cells = _pack_cells(evidence["source"], evidence["file"])
        for row in rows_of(evidence):
            oris.add(cells.get((row, "ori")) or cells[(row, "ORI")])
    return len(oris)


@pytest.mark.parametrize("name", AREAS)
def test_every_figure_is_worked_out_again_from_the_cells_it_names(name: str) -> None:
    """Fails when a figure cites a wrong row or column, or a formula drops a county."""
    document = _document(name)
    checked = 0
    for figure in document["figures"]:
        if figure["value"] is None:
            continue
        assert figure["evidence"], figure["id"]
        assert again(figure, document) == pytest.approx(figure["value"], rel=1e-9, abs=1e-9), figure
        checked += 1
    assert checked > 20


@pytest.mark.parametrize("name", ["harris", "loving", "kalawao", "valley"])
def test_every_cell_stands_in_the_received_file(name: str, received: Path) -> None:
    """Opens the received file itself. Fails when the pack moves a row or alters a text."""
    document = _document(name)
    library = _library()
    for evidence in document["evidence"].values():
        tables = library.catalogue.sources[evidence["source"]].tables.values()
        file = next(table.file for table in tables if table.file.endswith(evidence["file"]))
        cells = _pack_cells(evidence["source"], evidence["file"])
        for row in rows_of(evidence):
            text = received_text(received / file, row, evidence["column"])
            assert text == cells[(row, evidence["column"])], evidence
