"""Every entry of context: whole, never scored, never silent about effort or the county."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from firstlight.base.errors import CatalogueFaults
from firstlight.base.period import Period
from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.entries import Context

CATALOGUE = read_catalogue()
CONTEXTS = list(CATALOGUE.contexts.values())
MOST_YEARS = 6
LEFT_OUT = {
    "fbi_arrests_state_2021": "2021",  # one kind of report only
    "orr_children_2021": "2021",  # four months
    "refugee_arrivals_2015": "2015",  # ends on November 18
    "state_wage_claims_2022": "2022",  # ends in July
}


def test_every_file_of_the_folder_is_read_and_none_is_an_indicator() -> None:
    # Fails if a file is left out, or an entry of context has a twin that may be scored
    files = {file.stem for file in (catalogue_folder() / "context").glob("*.yaml")}
    assert files == set(CATALOGUE.contexts) and len(files) >= 15
    assert not files & set(CATALOGUE.indicators)


@pytest.mark.parametrize("entry", CONTEXTS, ids=lambda entry: entry.id)
def test_an_entry_is_whole(entry: Context) -> None:
    # Fails if an entry lacks its refusal, its limits, or names what it cannot fill
    assert 1 <= entry.parameter <= 5 and re.fullmatch(r"R\d+", entry.requirement)
    assert re.fullmatch(r"I\d\d", entry.factor)
    assert entry.direction.startswith("context only")
    for text in (entry.why_not_for_county, entry.ask_next, entry.misuse_guard, entry.known_bias):
        assert text.endswith(".")
    assert entry.cannot_tell and entry.question.endswith("?") and entry.evidence_strength
    names = {series.name for series in entry.series if series.name}
    fills = {"place", "value", "period", *names, *entry.told}
    for text in (entry.says, entry.says_nation, *entry.says_more):
        assert set(re.findall(r"{(\w+)}", text)) <= fills
    assert "{value}" in entry.says
    assert len(names) == len(entry.series) - 1


@pytest.mark.parametrize("entry", CONTEXTS, ids=lambda entry: entry.id)
def test_no_digit_would_stand_in_plain_words(entry: Context) -> None:
    # Fails if a label or a sentence holds a number that no figure explains; years are periods
    for text in (entry.short, *(series.label for series in entry.series)):
        assert not any(sign.isdigit() for sign in text)
    for text in (entry.says, entry.says_nation, *entry.says_more):
        assert not re.search(r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", text))


@pytest.mark.parametrize("entry", CONTEXTS, ids=lambda entry: entry.id)
def test_a_series_is_short_and_holds_no_year_that_is_not_whole(entry: Context) -> None:
    # Fails if a seventh year is shown, or a partial one
    for series in entry.series:
        assert 1 <= len(series.years) <= MOST_YEARS
        assert list(series.years) == sorted(set(series.years))
        assert LEFT_OUT.get(series.column.source) not in series.years
        table = CATALOGUE.sources[series.column.source].tables[series.column.table]
        kept = set(table.keep.get(series.year_column, series.years))
        assert set(series.years) <= kept
        for year in series.years:
            assert Period.read(f"{entry.year_is} {year}".removeprefix("year ")).label


@pytest.mark.parametrize("entry", CONTEXTS, ids=lambda entry: entry.id)
def test_arrests_of_table_69_never_come_without_who_reported(entry: Context) -> None:
    # Fails if the agencies or the residents they serve are taken out of an entry
    first = entry.series[0]
    if first.column.source != "fbi_arrests_state_2021":
        return
    beside = {series.column.column: series for series in entry.series[1:]}
    assert set(beside) == {"agencies", "estimated_population"}
    for series in beside.values():
        assert series.years == first.years and series.column.where == first.column.where
        assert not series.of_people
    assert "W02" in entry.warnings


def test_words_that_must_stand() -> None:
    # Fails if minors are not called victims, or U visas are called trafficking
    minors, u_visas = CATALOGUE.contexts["minors_arrested"], CATALOGUE.contexts["u_visas"]
    assert "victims under federal law" in minors.label and "W12" in minors.warnings
    assert "victims under federal law" in minors.says
    for text in (u_visas.label, u_visas.says):
        assert "crime victims of many kinds, not only trafficking" in text
    assert not CATALOGUE.contexts["wage_claims"].compare_states
    assert "W21" in CATALOGUE.contexts["hotline_state"].warnings


@pytest.mark.parametrize("entry", CONTEXTS, ids=lambda entry: entry.id)
def test_what_must_never_be_ranked_never_stands_one_under_the_other(entry: Context) -> None:
    # Fails if a guard forbids comparing states or courts and the entry still shows two of them
    forbids = re.search(r"Never (?:rank|compare)\b[^.]*", entry.misuse_guard)
    if forbids and entry.level != "county":  # counties' rates stand each beside its own quality
        assert not entry.compare_states and not entry.says_nation
    if forbids and entry.level == "county":
        assert "quality" in {series.name for series in entry.series}
    if entry.series[0].column.source in ("fbi_arrests_state_2021", "fbi_ht_arrests_2017"):
        assert not entry.compare_states  # curfew laws and reporting differ, whatever the guard says


def test_broken_entries_are_told_all_together(tmp_path: Path) -> None:
    # Fails if a reference of an entry of context is not followed
    made = tmp_path / "catalogue"
    shutil.copytree(catalogue_folder(), made, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def change(file: str, old: str, new: str) -> None:
        path = made / "context" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    change("t_visas.yaml", "column: approvals", "column: approved")
    change("u_visas.yaml", "[W04]", "[W99]")
    change("curfew_arrests.yaml", "level: state", "level: county_of_state")
    change("wage_claims.yaml", 'lead: "2021"', 'lead: "2022"')
    change("youth_beds.yaml", "year_is: one night", "year_is: some night")
    with pytest.raises(CatalogueFaults) as caught:
        read_catalogue(made)
    told = str(caught.value)
    for words in ("approved", "W99", "level is none", "year that is not shown", "cannot be read"):
        assert words in told
