"""docs/coverage.md is true: every number of counties is counted again from the bundled tables."""

from __future__ import annotations

import importlib.util
import math
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pytest

from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Column, Indicator
from firstlight.pack import pack_folder, trace_county

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
CATALOGUE = read_catalogue()
ROW = re.compile(
    r"^\| (?P<label>[^|]+) \| (?P<everywhere>[\d,]+)(?: \((?P<hidden>[\d,]+) hidden\))? "
    r"\| (?P<nation>[\d,]+)(?: \([\d,]+ hidden\))? \| (?P<period>[^|]+) \| (?P<margin>[^|]+) \|",
    re.M,
)
NUMBER = r"^-?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?$"


def read_number(text: str | None) -> int:
    return int((text or "0").replace(",", ""))


def gazetteer() -> list[tuple[str, str]]:
    file = pack_folder() / "census_gazetteer_2024.counties.parquet"
    return duckdb.sql(f"SELECT fips, state_abbr FROM '{file}'").fetchall()


COUNTIES = gazetteer()


def values_of(column: Column) -> dict[str, float]:
    """Numbers of a column by the release's code, in one reading; a county with a gap has none.

    Rows of a list (`over`) add up; a sum of 0 of them is no count of none. Where the
    publisher drops rows, a sum with one of them missing is a range and no number.
    """
    source = CATALOGUE.sources[column.source]
    table = source.tables[column.table]
    file = pack_folder() / f"{column.source}.{column.table}.parquet"
    name, place = (text.replace('"', '""') for text in (column.column, table.place))
    tests = [f"\"{key}\" = '{value}'" for key, value in column.where.items()]
    tests += [
        f'"{key}" IN ({", ".join(repr(value) for value in values)})'
        for key, values in column.over.items()
    ]
    codes = ", ".join(repr(code) for code in source.missing) or "''"
    bare = f"regexp_replace(\"{name}\", '\\.0$', '')"
    usable = f"regexp_matches(\"{name}\", '{NUMBER}') AND {bare} NOT IN ({codes})"
    for flag, columns in table.withheld.items():
        if column.column in columns:
            usable += f" AND \"{flag}\" <> '1'"
    whole_list = math.prod(len(values) for values in column.over.values())
    complete = f"count(*) >= {whole_list}" if table.dropped_why else "true"
    rows = duckdb.sql(
        f'SELECT "{place}", bool_and({usable}) AND {complete}, sum(CASE WHEN {usable} '
        f"THEN CAST(\"{name}\" AS DOUBLE) END) FROM '{file}' "
        f"WHERE {' AND '.join(tests) or 'true'} GROUP BY 1"
    ).fetchall()
    return {
        code: total for code, whole, total in rows if whole and not (column.over and total == 0)
    }


def is_of_few(indicator: Indicator, sums: dict[str, float]) -> bool:
    """A survey's or a model's share without margin, of under 1,000 people or up to 10 of them."""
    if not indicator.without_margin:
        return False
    percent = indicator.formula in ("weighted_share", "change_in_share")
    pairs = [("share", "whole"), ("part", "whole"), ("later", "later_whole"),
             ("earlier", "earlier_whole")]  # fmt: skip
    for part, whole in pairs:
        if part in sums and whole in sums:
            people = sums[part] * sums[whole] / 100 if percent else sums[part]
            if sums[whole] < 1000 or round(people) <= 10 or round(sums[whole] - people) <= 10:
                return True
    return False


def recount(indicator: Indicator) -> tuple[int, int, int]:
    """Counties with a figure or a hidden one, those of the nation, and the hidden ones."""
    inputs = {key: values_of(column) for key, column in indicator.inputs.items()}
    one_code = indicator.formula in ("published_share", "code")
    found, hidden = set(), set()
    for fips, state in COUNTIES:
        sums: dict[str, float] = {}
        is_hidden = False
        for key, values in inputs.items():
            column = indicator.inputs[key]
            source = CATALOGUE.sources[column.source]
            trace = trace_county(fips, vintage=source.vintage, changes=CATALOGUE.fips_changes)
            parts = [values.get(code) for code in trace.codes]
            share = key == "share" or indicator.formula == "change_in_share"
            several = len(parts) > 1 and key != "guard" and one_code
            if trace.why_not or not parts or None in parts or (several and share):
                break
            sums[key] = sum(part for part in parts if part is not None)
            counted = key == "guard" or not (one_code or share)
            small = counted and column.column not in source.tables[column.table].margins
            is_hidden |= small and 0 < sums[key] <= source.hide_up_to
        if len(sums) < len(inputs) and not is_hidden:
            continue
        divisors = {"growth": ("earlier",), "change_in_share": ("later_whole", "earlier_whole")}
        below = [sums[k] for k in divisors.get(indicator.formula, ("whole",)) if k in sums]
        if 0 in below:
            continue
        found.add((fips, state))
        is_hidden |= is_of_few(indicator, sums)
        hidden |= {fips} if is_hidden else set()
    inside = set(CATALOGUE.states.in_the_nation)
    return len(found), sum(state in inside for _, state in found), len(hidden)


@pytest.mark.parametrize("indicator", CATALOGUE.indicators.values(), ids=lambda entry: entry.id)
def test_the_number_of_counties_is_counted_again(indicator: Indicator) -> None:
    """Fails when the page is stale, counts a blank, or forgets that a county is hidden."""
    rows = [row for row in ROW.finditer(PAGE) if row["label"] == indicator.label]
    assert rows, "run: python docs/generate.py"
    for row in rows:
        shown = (row["everywhere"], row["nation"], row["hidden"])
        assert tuple(read_number(text) for text in shown) == recount(indicator)


def test_the_page_says_of_how_many_counties_it_speaks() -> None:
    """Fails when Puerto Rico is added to the nation."""
    inside = [state for _, state in COUNTIES if state in CATALOGUE.states.in_the_nation]
    assert f"Of {len(COUNTIES):,} counties and equals of today, {len(inside):,} lie" in PAGE


def test_every_requirement_of_the_seed_has_its_part_and_every_gap_its_holder() -> None:
    """Fails when a source that nobody has is left out instead of being said to be missing."""
    parts = dict(re.findall(r"^## (R\d+): [^\n]*\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S))
    assert [f"R{number}" for number in range(36, 67)] == list(parts)
    for parameter in CATALOGUE.parameters:
        for bullet in parameter.bullets:
            if bullet.requirement not in parts:
                continue
            part = parts[bullet.requirement]
            assert f"“{bullet.text}”" in part
            if not bullet.needs:
                assert f"Not in hand for “{bullet.text}”. Held by {bullet.holder}." in part
    for name, part in parts.items():
        assert ROW.search(part) or "context:" in part or "Not in hand" in part, name


def test_every_factor_stands_on_the_page_with_who_holds_it() -> None:
    """Fails when a factor is missing, or one that is never scored looks as if it might be."""
    for factor in CATALOGUE.factors.values():
        (line,) = (line for line in PAGE.splitlines() if line.startswith(f"| {factor.id} |"))
        assert line.endswith(f"| {factor.holder} |")
        assert ("| never |" in line) == (factor.id in CATALOGUE.never_scored.factors)


def load_generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "coverage_page", ROOT / "docs" / "coverage_page.py"
    )
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["coverage_page"] = module
    spec.loader.exec_module(module)
    return module


def test_a_block_nobody_counts_says_so() -> None:
    """Fails when a block that another adds to a bullet is given the number of some other one."""
    page: Any = load_generator()
    line = page._block_row(None, "made_block", "R52").write()
    assert "not counted here" in line and not re.search(r"\d{2,}", line)
