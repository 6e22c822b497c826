"""Every figure of whole assessments walks back: page -> evidence -> pack cell -> received file.

A second calculation, written apart from the library's, works each figure out again from the
pack's text at the rows and columns that its evidence names.
"""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import math
import re
import statistics
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from entered_rows import write_everything
from firstlight.assessment import Library, assess, open_library, read_leads_files
from firstlight.catalogue import read_catalogue
from firstlight.entered import EnteredFiles
from firstlight.places import resolve_places
from firstlight.report import write_json

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
    "entered": ["48201"],
}
MADE_ON = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


@cache
def _document(name: str) -> dict[str, Any]:
    area = resolve_places(AREAS[name], _library().gazetteer)
    entered = None
    if name == "entered":
        files = EnteredFiles(**_leads_files())
        entered = read_leads_files(files, area=area, library=_library(), today=MADE_ON)
    made = assess(area, library=_library(), made_on=MADE_ON, entered=entered)
    document: dict[str, Any] = json.loads(write_json(made))
    return document


@cache
def _leads_files() -> dict[str, Path]:
    return write_everything(Path(tempfile.mkdtemp(prefix="firstlight-test-")))


@cache
def _entered_cells(file: str) -> dict[tuple[int, str], str]:
    """Every cell of a file that the leads brought, by row and column, as it was written."""
    (path,) = (path for path in _leads_files().values() if path.name == file)
    header, *lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    return {
        (row, column): line[index]
        for row, line in enumerate([header, *lines], start=1)
        for index, column in enumerate(header)
    }


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
    if source == "entered":
        return _entered_cells(file)
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
    if figure["id"].startswith("entered."):
        return _again_entered(figure, document, cells)
    if figure["indicator"] not in library.catalogue.indicators:
        if figure["indicator"] == "agencies_listed":
            return float(_distinct_agencies(figure, document))
        if figure["indicator"] == "agencies_with_a_return":
            return float(_agencies_with_a_row(figure, document))
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


def _again_entered(
    figure: dict[str, Any], document: dict[str, Any], cells: dict[str, list[float]]
) -> float:
    """Work out a figure that leads entered, from the lines of their files."""
    number = figure["indicator"]
    if number == "labor_file":
        lines = _leads_files()["labor"].read_text(encoding="utf-8").splitlines()[1:]
        return float(sum("Elsewhere" in line or figure["id"].endswith("_rows") for line in lines))
    if number == "wage_claims":
        return float(sum(len(rows) for rows in cells.values()))
    if number == "wage_claim_amount":
        (evidence,) = (document["evidence"][name] for name in figure["evidence"])
        texts = [_entered_cells("labor.csv")[(row, "Amount")] for row in rows_of(evidence)]
        return math.fsum(float(re.sub(r"[$,]", "", text)) for text in texts)
    values = cells["entered.value"]
    if number == "episodes_rate":
        residents = cells["acs_2018_context.Population Less Than 18 Years"]
        return 1000 * values[0] / math.fsum(residents)
    if number == "episodes_repeat":
        return 100 * (values[0] - values[1]) / values[0]
    return values[0]


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
        lines = _received_lines(received / file)
        column = lines[0].index(evidence["column"])
        cells = _pack_cells(evidence["source"], evidence["file"])
        for row in rows_of(evidence):
            assert lines[row - 1][column] == cells[(row, evidence["column"])], evidence


@cache
def _received_lines(file: Path) -> list[list[str]]:
    data = file.read_bytes()
    text = gzip.decompress(data) if file.suffix == ".gz" else data
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
