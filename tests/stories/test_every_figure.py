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
from profile_again import check_range, profile_again, tolerance_of
from received_reader import received_text
from stories.lengths import LENGTHS, length_again
from stories.smoothed_again import group_rows, smoothed_again

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
    "silent": ["36029", "36063", "36037"],
    "maricopa": ["04013"],
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
        (row, column): line[index] if index < len(line) else ""
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
    found: dict[tuple[int, str], str] = {}
    for name, table in library.catalogue.sources[source].tables.items():
        if table.file.endswith(file):
            opened = library.pack.table(source, name)
            for column, cells in opened.columns.items():
                for position, row in enumerate(opened.rows):
                    found[(row, column)] = cells[position]
    assert found, f"{source} has no file {file}"
    return found


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
    if figure["indicator"].endswith(".smoothed"):
        return smoothed_again(figure, library)["value"]
    if figure["indicator"].startswith("profile"):
        return profile_again(figure, _library())
    if figure["id"].startswith("entered."):
        return _again_entered(figure, document, cells)
    if figure["indicator"] == "pictures.effort":
        low, high = _effort_again(figure, document)
        assert low == high, figure
        return low
    if figure["indicator"] not in library.catalogue.indicators:
        if figure["indicator"].split(".")[0] in library.catalogue.contexts:
            return _context(figure, document)
        if figure["indicator"].startswith("months_reported."):
            return float(_agencies_by_months(figure, document))
        if figure["indicator"] == "states_without_a_row":
            return float(_states_without_a_row(figure))
        if figure["indicator"] == "pictures_status":
            return float(_totals_in_note(figure, document))
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
        if entry.formula == "rate":
            pairs = zip(inputs["part"], inputs["whole"], strict=True)
            return entry.per * statistics.median(part / whole for part, whole in pairs)
        return entry.per * statistics.median(inputs["share"])
    match entry.formula:
        case "share" | "rate":
            return entry.per * sums["part"] / sums["whole"]
        case "count" | "at_least":
            return sums["count"]
        case "growth":
            return entry.per * (sums["later"] / sums["earlier"] - 1)
        case "published_share":
            return entry.per * inputs["share"][0]
        case "code":
            return inputs["code"][0]
        case "weighted_share":
            return _weighted(inputs["share"], inputs["whole"])
        case "change_in_rate":
            later, earlier = (
                _rate_of_year(figure, document, entry.inputs[key], entry.inputs[f"{key}_whole"])
                for key in ("later", "earlier")
            )
            return 100 * (later - earlier)
        case "change_in_share":
            return _weighted(inputs["later"], inputs["later_whole"]) - _weighted(
                inputs["earlier"], inputs["earlier_whole"]
            )
    raise AssertionError(entry.formula)


def _rounded_off(figure: dict[str, Any]) -> float:
    """A share of a survey or a model without its margin holds no more decimals than are printed.

    A county's or an area's; a state's and the nation's are whole.
    """
    work = {f"{line}_share" for line in ("construction", "farm_work", "manufacturing")}
    people = {"foreign_born", "foreign_born_change", "unemployment", "unemployment_change"}
    if figure["indicator"] not in work | people or figure["place_kind"] not in ("county", "area"):
        return 0.0
    assert figure["value"] == round(figure["value"], 1) or abs(figure["value"]) <= 0.05, figure
    return 0.05 + 1e-9


def _rate_of_year(figure: dict[str, Any], document: dict[str, Any], part: Any, whole: Any) -> float:
    """One year's share: both years stand in the same columns, so the cells' year is read too."""
    sums = {part.column: 0.0, whole.column: 0.0}
    for name in figure["evidence"]:
        evidence = document["evidence"][name]
        cells = _pack_cells(evidence["source"], evidence["file"])
        for row in rows_of(evidence):
            if all(cells[(row, key)] == value for key, value in part.where.items()):
                sums[evidence["column"]] += float(cells[(row, evidence["column"])])
    return sums[part.column] / sums[whole.column]


def range_again(figure: dict[str, Any], document: dict[str, Any]) -> tuple[float, float | None]:
    """A stated range, from the pack's rows alone: what is known, and 0 to 2 a row left out."""
    if figure["indicator"] == "pictures.effort":
        return _effort_again(figure, document)
    library = _library()
    wants = library.catalogue.indicators[figure["indicator"]].inputs["count"]
    whole = library.pack.table(wants.source, wants.table)
    table = whole.table
    fips = whole.columns[table.place]
    match figure["place_kind"]:
        case "county":
            counties = {figure["place"]}
        case "area":
            counties = set(document["places"])
        case "state":
            prefix = library.catalogue.states.prefixes[figure["place"]]
            counties = {code for code in fips if code.startswith(prefix)}
        case _:
            counties = set(fips)
    kinds = {**{name: (value,) for name, value in wants.where.items()}, **wants.over}
    ((name, codes),) = kinds.items()
    here = {
        (code, kind): float(number)
        for code, kind, number in zip(
            fips, whole.columns[name], whole.columns[wants.column], strict=True
        )
        if code in counties and kind in codes
    }
    low = math.fsum(here.values())
    if not table.dropped_range or _lacks_a_county(figure, set(fips)):
        return low, None
    return low, low + 2 * (len(counties) * len(codes) - len(here))


def _lacks_a_county(figure: dict[str, Any], codes: set[str]) -> bool:
    """Whether a state or the nation has more counties than the file, as of 2018.

    Connecticut had eight then, and Alaska 29, one fewer than today.
    """
    if figure["place_kind"] not in ("state", "nation"):
        return False
    library = _library()
    states = library.catalogue.states
    wanted = states.in_the_nation if figure["place"] == "US" else (figure["place"],)
    fewer = {"CT": 1, "AK": 1}
    ours = sum(len(library.gazetteer.of_state(s)) - fewer.get(s, 0) for s in wanted)
    prefixes = {states.prefixes[state] for state in wanted}
    return sum(code[:2] in prefixes for code in codes) < ours


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
    if "_by_" in number or number.endswith("_not_stated"):
        return _again_of_parts(figure, document)
    values = cells.get("entered.value") or cells["entered.effort"]
    if number == "episodes_rate":
        residents = cells["acs_2018_context.Population Less Than 18 Years"]
        return 1000 * values[0] / math.fsum(residents)
    if number == "episodes_repeat":
        return 100 * (values[0] - values[1]) / values[0]
    return values[0]


SECTORS = {"vice": "police"}


def _effort_again(figure: dict[str, Any], document: dict[str, Any]) -> tuple[float, float]:
    """The least and the most of the cited hours that can have gone to a form, in percent.

    A holder's hours go to the forms that its lines of the same bullet name; to one alone where
    they name one alone, and to anything where they name none. Ages and sexes likewise; the
    sector is that of the bullet.
    """
    axis, wanted = figure["id"].split(".")[2:4]
    given = _leads_files()["totals"].read_text(encoding="utf-8").splitlines()
    lines = list(csv.DictReader(given))
    whole = least = most = 0.0
    for name in figure["evidence"]:
        evidence = document["evidence"][name]
        for row in rows_of(evidence):
            line = lines[row - 2]
            hours = float(line[evidence["column"]])
            same = [
                x for x in lines if (x["bullet"], x["holder"]) == (line["bullet"], line["holder"])
            ]
            told = [SECTORS[line["bullet"]]] if axis == "sector" else [x.get(axis) for x in same]
            named = {value for value in told if value}
            whole += hours
            least += hours if named == {wanted} else 0.0
            most += hours if wanted in named or not named else 0.0
    return 100 * least / whole, 100 * most / whole


def _again_of_parts(figure: dict[str, Any], document: dict[str, Any]) -> float:
    """A rate of two entered cells, or what a total has and its parts have not, in cited order."""
    evidence = [document["evidence"][name] for name in figure["evidence"]]
    first, *others = (
        float(_entered_cells(e["file"])[(row, e["column"])]) for e in evidence for row in rows_of(e)
    )
    if figure["indicator"].endswith("_not_stated"):
        return first - math.fsum(others)
    return (1000 if "thousand" in figure["unit"] else 100) * first / others[0]


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


def _totals_in_note(figure: dict[str, Any], document: dict[str, Any]) -> int:
    """Whole entered totals, the newest of each measure and place: those without a status, or
    with one and without a number."""
    catalogue = _library().catalogue
    known = {reading.measure for reading in catalogue.pictures.statuses}
    every = sorted(document["figures"], key=lambda f: f["period_last"])
    newest = {
        (f["indicator"], f["place"]): f
        for f in every
        if f["id"].startswith("entered.")
        and f["id"].count(".") == 3  # a part or a group has one more
        and f["indicator"] in catalogue.entered
        and catalogue.entered[f["indicator"]].counts
    }
    whole = list(newest.values())
    if figure["id"].startswith("pictures_status.unmapped."):
        return sum(f["indicator"] not in known for f in whole)
    return sum(f["indicator"] in known and f["value"] is None for f in whole)


def _context(figure: dict[str, Any], document: dict[str, Any]) -> float:
    """A larger area's figure from the whole table: the rows of its place and year, no other."""
    library = _library()
    name, _, part = figure["indicator"].partition(".")
    (series,) = (s for s in library.catalogue.contexts[name].series if s.name == part)
    table = library.pack.table(series.column.source, series.column.table)
    wanted = dict(series.column.where)
    if series.year_column:
        wanted[series.year_column] = re.findall(r"\d{4}", figure["period"])[-1]
    names = library.catalogue.states.names
    place = figure["place"]
    states = library.catalogue.states.in_the_nation
    if figure["measured_for"]:
        places = {figure["measured_for"].split()[-1].casefold()}
    elif place != "US":
        places = {place.casefold(), names.get(place, place).casefold()}
    elif series.nation_rows:
        places = {row.casefold() for row in series.nation_rows}
    else:
        places = {text.casefold() for state in states for text in (state, names[state])}
    positions = [
        position
        for position, text in enumerate(table.columns[table.table.place])
        if text.rstrip("*").casefold() in places
        and all(table.columns[column][position] == value for column, value in wanted.items())
    ]
    cited = {row for e in figure["evidence"] for row in rows_of(document["evidence"][e])}
    assert cited == {table.rows[position] for position in positions}, figure["id"]
    columns = (series.column.column, *series.plus)
    return math.fsum(float(table.columns[c][position]) for c in columns for position in positions)


def _agencies_by_months(figure: dict[str, Any], document: dict[str, Any]) -> int:
    """Agencies of these counties by the months that hold a number in the master file."""
    library = _library()
    master = library.pack.table("fbi_ht_master_2015", "agencies")
    serves = library.pack.table("fbi_ht_2020", "counties")
    months = [name for name in master.columns if name.startswith("actual_")]
    cited = {document["evidence"][name]["column"] for name in figure["evidence"]}
    assert {"ori", *months} <= cited
    pairs = zip(serves.columns["ori"], serves.columns["county_fips"], strict=True)
    here = {ori[:7] for ori, fips in pairs if fips in document["places"] and ori.endswith("00")}
    found = [
        ([master.columns[month][n] for month in months], master.columns["covered_by"][n])
        for n, ori in enumerate(master.columns["ori"])
        if ori in here
    ]
    counted = [(sum(1 for text in texts if text), other) for texts, other in found]
    return {
        "found": len(found),
        "all_months": sum(n == 12 for n, _ in counted),
        "some_months": sum(0 < n < 12 for n, _ in counted),
        "covered": sum(n == 0 and bool(other) for n, other in counted),
        "no_month": sum(n == 0 and not other for n, other in counted),
        "none_recorded": sum({int(text or -1) for text in texts} == {0} for texts, _ in found),
    }[figure["indicator"].split(".")[1]]


def _states_without_a_row(figure: dict[str, Any]) -> int:
    """States and DC that no row names in these years; the file writes NB for Nebraska."""
    library = _library()
    offenses = library.pack.table("fbi_ht_2020", "offenses")
    ends = [int(year) for year in re.findall(r"\d{4}", figure["period"])]
    there = {
        "NE" if letters == "NB" else letters
        for letters, year in zip(
            offenses.columns["STATE_ABBR"], offenses.columns["DATA_YEAR"], strict=True
        )
        if min(ends) <= int(year) <= max(ends)
    }
    return len(set(library.catalogue.states.in_the_nation) - there)


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
            if figure["low"] is not None:
                assert figure["evidence"], figure["id"]
                assert (figure["low"], figure["high"]) == range_again(figure, document), figure
            continue
        assert figure["evidence"], figure["id"]
        off = tolerance_of(figure, _library()) + _rounded_off(figure)
        assert again(figure, document) == pytest.approx(figure["value"], rel=1e-9, abs=off), figure
        check_range(figure, _library())
        checked += 1
    assert checked > 20


@pytest.mark.parametrize("fips", ["35003", "46102"])
def test_a_smoothed_figure_names_every_county_it_is_drawn_to(fips: str) -> None:
    """Fails when the range is another's, or a county of the group is left out of the evidence."""
    area = resolve_places([fips], _library().gazetteer)
    document = json.loads(write_json(assess(area, library=_library(), made_on=MADE_ON)))
    smoothed = [f for f in document["figures"] if f["indicator"].endswith(".smoothed")]
    for figure in smoothed:
        for key, value in smoothed_again(figure, _library()).items():
            assert figure[key] == pytest.approx(value, rel=1e-9, abs=1e-9), figure["id"]
        indicator = _library().catalogue.indicators[figure["id"].partition(".")[0]]
        upper = indicator.inputs.get("part") or indicator.inputs["share"]
        pieces = [document["evidence"][e] for e in figure["evidence"]]
        cited = {
            row for piece in pieces if piece["column"] == upper.column for row in rows_of(piece)
        }
        assert cited == group_rows(figure, _library()), figure["id"]
    assert len(smoothed) >= 15


@pytest.mark.parametrize("name", ["harris", "loving", "kalawao", "valley"])
def test_every_cell_stands_in_the_received_file(name: str, received: Path) -> None:
    """Opens the received file itself. Fails when the pack moves a row or alters a text."""
    document = _document(name)
    library = _library()
    for evidence in document["evidence"].values():
        tables = library.catalogue.sources[evidence["source"]].tables.values()
        table = next(table for table in tables if table.file.endswith(evidence["file"]))
        if table.format == "fixed":
            _stands_in_fixed_lines(received / table.file, table.cut[evidence["column"]], evidence)
            continue
        cells = _pack_cells(evidence["source"], evidence["file"])
        for row in rows_of(evidence):
            text = received_text(received / table.file, row, evidence["column"])
            assert text == cells[(row, evidence["column"])], evidence


def _stands_in_fixed_lines(file: Path, span: str, evidence: dict[str, Any]) -> None:
    first, last = (int(end) for end in span.split("-"))
    lines = gzip.decompress(file.read_bytes()).decode("ascii").split("\n")
    cells = _pack_cells(evidence["source"], evidence["file"])
    for row in rows_of(evidence):
        assert lines[row - 1].rstrip()[first - 1 : last].strip() == cells[(row, evidence["column"])]
