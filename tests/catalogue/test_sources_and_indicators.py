"""Every entry of the catalogue: whole, cited, and never scoring who people are."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from firstlight.base.cell import NO_NUMBER
from firstlight.base.errors import CatalogueFaults
from firstlight.base.period import Period
from firstlight.catalogue import Catalogue, catalogue_folder, read_catalogue
from firstlight.catalogue.entries import Indicator, Source
from firstlight.indicators import FORMULAS
from firstlight.pack import open_pack, pack_folder

CATALOGUE = read_catalogue()
SOURCES = list(CATALOGUE.sources.values())
INDICATORS = list(CATALOGUE.indicators.values())
COUNTIES = set(open_pack(CATALOGUE).table("census_gazetteer_2024", "counties").columns["fips"])

NEVER_SCORED = CATALOGUE.never_scored.factors
WHO_PEOPLE_ARE = re.compile(
    r"\b(race|races|racial|ethnic\w*|hispanic|latin[oax]s?|black|white|asian|pacific islander|"
    r"trib\w*|american indian|alaska native|native american|lgbt\w*|gay|lesbian|bisexual|"
    r"transgender|sexual orientation|undocumented|unauthorized|illegal|noncitizens?|"
    r"legal status|immigration status|citizenship|religio\w*)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    "folder", ["sources", "indicators", "factors", "parameters", "warnings", "demonstrations"]
)
def test_every_file_of_a_folder_is_read(folder: str) -> None:
    # Fails if a file is left out in silence, by its ending or otherwise
    entries = getattr(CATALOGUE, folder)
    ids = set(entries) if isinstance(entries, dict) else {entry.id for entry in entries}
    files = [f for f in (catalogue_folder() / folder).iterdir() if not f.name.startswith("_")]
    assert {f.name for f in files} == {f"{i}.yaml" for i in ids}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_a_source_says_all_that_a_footnote_needs(source: Source) -> None:
    # Fails if an entry comes without publisher, licence, relay, day or defects
    names = ("publisher", "title", "short", "release", "licence", "received_from", "geography",
             "altered_before_receipt")  # fmt: skip
    assert all(getattr(source, name).strip() for name in names)
    assert source.address.startswith("https://")
    assert datetime.date(2026, 1, 1) <= source.received_on <= datetime.date(2026, 11, 22)
    assert source.defects and all(defect.endswith(".") for defect in source.defects)
    assert source.tables
    assert Period.read(source.period).label
    assert 1990 < source.vintage <= 2025
    assert source.hide_up_to in (0, 4, 10)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_a_table_asserts_a_total(source: Source) -> None:
    # Fails if a table enters the pack on trust
    for name, table in source.tables.items():
        assert table.totals, f"{source.id}.{name}"
        only_rows = all(total.column == "*" for total in table.totals)
        assert only_rows == bool(table.no_sum), f"{source.id}.{name}"
        assert all(total.printed_in and total.equals > 0 for total in table.totals)
        assert table.place in table.columns
        assert all(table.columns.values())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_what_stands_for_no_number_is_a_status_without_a_number(source: Source) -> None:
    # Fails if a blank, an absent county or a code is declared to be a zero
    reasons = {status.value for status in NO_NUMBER}
    for table in source.tables.values():
        assert {table.blank, table.absent, *source.missing.values()} <= reasons


def test_no_kept_column_is_about_who_people_are() -> None:
    # Fails if a column on race, ethnicity, status, tribe or orientation enters the pack
    for source in SOURCES:
        for name, table in source.tables.items():
            for column, meaning in table.columns.items():
                words = f"{column.replace('_', ' ')} | {meaning}"
                assert not WHO_PEOPLE_ARE.search(words), f"{source.id}.{name}: {words}"


def test_the_pack_holds_the_kept_columns_and_no_other() -> None:
    # Fails if a table was built with more than the catalogue keeps
    for source in SOURCES:
        for name, table in source.tables.items():
            file = pack_folder() / f"{source.id}.{name}.parquet"
            found = duckdb.sql(f"DESCRIBE SELECT * FROM '{file}'").fetchall()
            assert [row[0] for row in found] == ["row", *table.columns]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_an_indicator_scores_only_what_makes_people_exploitable(indicator: Indicator) -> None:
    # Fails if `scored` is set on context, on detection, or on who people are
    if indicator.scored:
        caveat = indicator.factor in CATALOGUE.never_scored.only_with_caveat
        assert caveat or indicator.direction.startswith("higher=more susceptible")
        assert indicator.factor and indicator.factor not in NEVER_SCORED
        assert not indicator.why_not_scored
    else:
        assert indicator.why_not_scored
    names = ("id", "label", "short", "question", "says", "unit", "universe")
    words = [getattr(indicator, name).replace("_", " ") for name in names]
    words += [column.column for column in indicator.inputs.values()]
    assert not WHO_PEOPLE_ARE.search(" | ".join(words))


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_an_indicator_is_whole(indicator: Indicator) -> None:
    # Fails if a sentence names something it cannot fill, or an input that the formula lacks
    formula = FORMULAS[indicator.formula]
    assert set(indicator.inputs) - {"guard"} == set(formula.needs)
    assert set(re.findall(r"{(\w+)}", indicator.says)) <= {"place", "value", "period"}
    assert {"{place}", "{value}"} <= set(re.findall(r"{\w+}", indicator.says))
    assert indicator.kind in {"count", "share", "rate", "money", "code"}
    assert indicator.compare in {"sum", "median", "none"}
    assert formula.works_for_areas or indicator.compare != "sum"
    assert re.fullmatch(r"I\d\d", indicator.factor or "I00")
    assert re.fullmatch(r"R\d+", indicator.requirement)
    assert indicator.cannot_tell and indicator.ask_next and indicator.misuse_guard
    assert all(warning in CATALOGUE.warnings for warning in indicator.warnings)
    if indicator.earlier_period:
        later, earlier = Period.read(indicator.period), Period.read(indicator.earlier_period)
        assert not later.overlaps(earlier)


def test_warnings_are_the_twenty_two_and_parameters_the_five() -> None:
    assert sorted(CATALOGUE.warnings) == [f"W{n:02d}" for n in range(1, 23)]
    assert [parameter.number for parameter in CATALOGUE.parameters] == [1, 2, 3, 4, 5]
    for parameter in CATALOGUE.parameters:
        ids = [bullet.id for bullet in parameter.bullets]
        assert ids and len(set(ids)) == len(ids)


def test_every_code_of_a_demonstration_is_a_county_of_today() -> None:
    # Fails with a mistyped FIPS code
    for demonstration in CATALOGUE.demonstrations:
        assert set(demonstration.counties) <= COUNTIES
        assert len(set(demonstration.counties)) == len(demonstration.counties)


def test_changes_of_counties_lead_to_counties_of_today() -> None:
    # Fails with a mistyped code, or a map called one to one that is not
    prefixes = set(CATALOGUE.states.prefixes.values())
    for change in CATALOGUE.fips_changes.changes:
        assert set(change.new) <= COUNTIES
        assert not set(change.old) & (COUNTIES - set(change.new))
        assert {code[:2] for code in (*change.old, *change.new)} <= prefixes
        if change.one_to_one:
            assert len(change.old) == len(change.new) == 1


def test_states_cover_the_gazetteer() -> None:
    # Fails if a state is missing, or Puerto Rico is added to the nation
    assert {code[:2] for code in COUNTIES} == set(CATALOGUE.states.prefixes.values())
    assert set(CATALOGUE.states.prefixes) == set(CATALOGUE.states.names)
    assert set(CATALOGUE.states.in_the_nation) == set(CATALOGUE.states.names) - {"PR"}
    assert len(CATALOGUE.states.in_the_nation) == 51


def test_broken_references_are_told_all_together(tmp_path: Path) -> None:
    # Fails if a reference is not followed, or the first broken one hides the others
    made = tmp_path / "catalogue"
    shutil.copytree(catalogue_folder(), made, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def change(file: str, old: str, new: str) -> None:
        path = made / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    change("indicators/poverty.yaml", "source: acs_2018_poverty", "source: acs_1918_poverty")
    change("indicators/unemployment.yaml", "column: labor_force", "column: labour_force")
    change("indicators/disability.yaml", "[W05]", "[W99]")
    change("indicators/density.yaml", 'period: "2023"', "period: lately")
    change("sources/bls_laus_2020.yaml", '"N.A.": not_reported', '"N.A.": nothing')
    with pytest.raises(CatalogueFaults) as caught:
        read_catalogue(made)
    told = str(caught.value)
    for words in ("poverty.yaml", "labour_force", "W99", "period cannot be read", "nothing is not"):
        assert words in told


def test_the_catalogue_is_one_value() -> None:
    assert isinstance(CATALOGUE, Catalogue)
    assert read_catalogue() is CATALOGUE


def test_every_share_of_a_survey_without_its_margin_is_protected() -> None:
    """Fails when a share of a five-year survey, or of a model, is added without saying so."""
    catalogue = read_catalogue()
    for entry in catalogue.indicators.values():
        wanted = [c for key, c in entry.inputs.items() if key in ("share", "part", "later")]
        if not wanted or entry.formula in ("growth", "rate"):
            continue
        table = catalogue.sources[wanted[0].source].tables[wanted[0].table]
        first, _, last = entry.period.partition("-")
        pooled = last.isdigit() and int(last) - int(first) == 4
        modeled = wanted[0].column in table.estimated
        bare = wanted[0].column not in table.margins
        assert entry.without_margin == (bare and (pooled or modeled)), entry.id


def test_a_share_of_another_time_names_that_time() -> None:
    """Fails when part and whole are of years far apart and the sentence does not say so."""
    catalogue = read_catalogue()

    def ends(entry: Indicator, key: str) -> Period:
        column = entry.inputs[key]
        source = catalogue.sources[column.source]
        return Period.read(source.tables[column.table].period or source.period)

    for entry in catalogue.indicators.values():
        if not {"part", "whole"} <= set(entry.inputs):
            continue
        part, whole = ends(entry, "part"), ends(entry, "whole")
        if abs(part.last.year - whole.last.year) > 1:
            named = {str(whole.first.year), str(whole.last.year)}
            assert all(year in entry.says for year in named), entry.id
