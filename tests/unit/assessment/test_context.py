"""Context: a larger area's figures, their traps, and what a county is refused."""

from __future__ import annotations

import dataclasses
import datetime
import functools

import pytest

from firstlight.assessment import Assessment, Library, assess, open_library
from firstlight.base.cell import Status
from firstlight.base.finding import Figure, Shown
from firstlight.places import resolve_places
from firstlight.report.wording import write_sentence

TODAY = datetime.date(2026, 11, 22)


@functools.cache
def made(*places: str) -> Assessment:
    library = _library()
    return assess(resolve_places(places, library.gazetteer), library=library, made_on=TODAY)


@functools.cache
def _library() -> Library:
    return open_library()


def block(assessment: Assessment, name: str):
    return next(b for c in assessment.chapters for b in c.blocks if b.id == name)


def said(assessment: Assessment, name: str) -> list[str]:
    found = block(assessment, name).sentences
    return [write_sentence(sentence, assessment.figures) for sentence in found]


CONTEXTS = sorted(_library().catalogue.contexts)


@pytest.mark.parametrize("name", CONTEXTS)
def test_no_larger_areas_figure_is_a_countys(name: str) -> None:
    """Fails when a state's, the nation's, a court's or a Continuum's figure takes a county."""
    assessment = made("48201", "48157")
    level = _library().catalogue.contexts[name].level
    figures = [
        figure for figure in assessment.figures.values() if figure.indicator.split(".")[0] == name
    ]
    for figure in figures:
        if level == "county":
            assert figure.place.id in ("48201", "48157") and not figure.measured_for
        elif level in ("coc", "district"):
            assert figure.measured_for and figure.place.kind.value == level
        else:
            assert figure.place.id in ("TX", "US")


@pytest.mark.parametrize("name", CONTEXTS)
def test_the_county_is_refused_with_the_reason_of_the_entry(name: str) -> None:
    """Fails when a block of context comes without the refusal for the counties themselves."""
    entry = _library().catalogue.contexts[name]
    refusals = block(made("48201", "48157"), name).refusals
    assert any(
        refusal.why == entry.why_not_for_county and "for these counties" in refusal.what
        for refusal in refusals
    )


def test_every_arrest_count_stands_beside_who_reported() -> None:
    """Fails when agencies or the residents they serve are left out in any year of Table 69."""
    assessment = made("48201")
    for name in ("minors_arrested", "curfew_arrests"):
        for year in range(2015, 2021):
            for part in ("", ".agencies", ".residents"):
                assert f"{name}{part}.TX.{year}" in assessment.figures
        text = " ".join(said(assessment, name))
        assert "827 agencies" in text and "26,746,620 residents" in text


def test_2021_is_not_in_the_arrests_and_no_sentence_tells_a_trend() -> None:
    """Fails when the year that took one kind of report only ends the series."""
    assessment = made("48201")
    for name in ("minors_arrested", "curfew_arrests"):
        ids = [f.id for f in assessment.figures.values() if f.indicator.split(".")[0] == name]
        assert ids and not any("2021" in figure for figure in ids)
        shown = [
            part.figure for s in block(assessment, name).sentences for part in s.parts
            if isinstance(part, Shown)
        ]  # fmt: skip
        assert all(figure.endswith(".2020") for figure in shown)  # one year, so no change
        assert "law or practice" in " ".join(block(assessment, "minors_arrested").remarks)


def test_blank_iowa_is_no_report_and_leaves_the_nation_of_that_year_without_a_sum() -> None:
    """Fails when a blank of Table 69 is read as zero, or the sum goes on without it."""
    library = open_library()
    figure = made("19153").figures["minors_arrested.IA.2018"]
    assert figure.quantity.cell.status is Status.NOT_REPORTED
    entry = library.catalogue.contexts["minors_arrested"]
    series = tuple(dataclasses.replace(one, nation_sum=True) for one in entry.series)
    altered = dataclasses.replace(
        entry, lead="2018", series=series, compare_states=True, says_nation="It was {value}."
    )
    catalogue = dataclasses.replace(library.catalogue, contexts={"minors_arrested": altered})
    shrunk = dataclasses.replace(library, catalogue=catalogue, seen={})
    parameters = tuple(
        dataclasses.replace(
            parameter,
            bullets=tuple(dataclasses.replace(b, needs=()) for b in parameter.bullets),
        )
        for parameter in catalogue.parameters
    )
    shrunk.catalogue = dataclasses.replace(catalogue, parameters=parameters)
    area = resolve_places(["48201"], library.gazetteer)
    nation = assess(area, library=shrunk, made_on=TODAY).figures["minors_arrested.US.2018"]
    assert nation.quantity.cell.status is Status.NOT_REPORTED


def test_a_zero_that_was_reported_is_zero_and_a_small_count_is_hidden() -> None:
    """Fails when a counted zero is hidden, or arrested minors from one to ten are shown."""
    figures = made("27053").figures
    assert figures["minors_arrested.MN.2020"].quantity.cell.status is Status.TRUE_ZERO
    assert figures["minors_arrested.MN.2017"].quantity.cell.status is Status.SUPPRESSED
    assert not figures["minors_arrested.MN.2017"].evidence
    # two agencies that reported are not people
    assert made("12086").figures["minors_arrested.agencies.FL.2020"].quantity.value == 572


def test_a_county_that_the_childrens_table_leaves_out_is_hidden_and_never_zero() -> None:
    """Fails when a county that is not in the table of 50 or more gets a number."""
    assessment = made("48201", "48157")
    figures = assessment.figures
    year = "2020-10-01 to 2021-01-31"
    assert figures[f"unaccompanied_children_county.48201.{year}"].quantity.value == 475
    left_out = figures[f"unaccompanied_children_county.48157.{year}"]
    assert left_out.quantity.cell.status is Status.SUPPRESSED
    assert "fewer than 50 is not none" in left_out.quantity.cell.why
    assert f"unaccompanied_children_county.area.{year}" not in figures


def test_partial_years_are_in_no_series() -> None:
    """Fails when fiscal 2021 of the children or 2015 of the refugees enters a series."""
    figures = made("48201").figures
    assert "unaccompanied_children.TX.2020" in figures
    assert "unaccompanied_children.TX.2021" not in figures
    assert "refugee_placements.TX.2014" in figures
    assert "refugee_placements.TX.2015" not in figures
    assert "wage_claims.TX.2022" not in figures


NEVER_BESIDE = (
    "wage_claims",
    "trafficking_arrests",
    "wage_violations",
    "federal_cases",
    "minors_arrested",
    "curfew_arrests",
)


@pytest.mark.parametrize("name", NEVER_BESIDE)
def test_two_states_never_stand_side_by_side(name: str) -> None:
    """Fails when an entry that must not be ranked shows two states, or the nation beside one."""
    both = made("48201", "17031")
    assert not [f for f in both.figures if f.split(".")[0] == name]
    assert not block(both, name).sentences and not block(both, name).tables
    whys = [refusal.why for refusal in block(both, name).refusals]
    assert any("two states never stand side by side" in why for why in whys)
    alone = [f.place.id for f in made("48201").figures.values()
             if f.indicator.split(".")[0] == name]  # fmt: skip
    assert set(alone) == {"TX"}


def test_two_courts_never_stand_side_by_side() -> None:
    """Fails when an area in two districts shows the cases of both courts."""
    both = block(made("48201", "48113"), "court_cases")
    assert not both.tables and any("two courts never stand" in r.why for r in both.refusals)
    assert block(made("48201"), "court_cases").tables


def test_wage_claims_of_one_state_stand_alone() -> None:
    """Fails when the refusal for two states is given to one."""
    assert made("17031").figures["wage_claims.IL.2021"].quantity.value == 3565


def test_puerto_rico_is_refused_politely_where_the_tables_end_at_the_states() -> None:
    """Fails when the municipio gets Texas's or the nation's count, or an error."""
    assessment = made("72127")
    assert not block(assessment, "minors_arrested").tables
    refusals = block(assessment, "minors_arrested").refusals
    assert any(r.place == "Puerto Rico" and "not a count of none" in r.why for r in refusals)
    assert "minors_arrested.US.2020" not in assessment.figures
    assert "t_visas.US.2009" in assessment.figures
    status = {s.id: s.status for c in assessment.chapters for s in c.sources}
    assert (status["minors_arrested"], status["t_visas"]) == ("not_collected", "partly")


def test_context_never_makes_a_bullet_more_than_partly_in_hand() -> None:
    """Fails when a larger area's figure counts as the county's own, even with nothing lacking."""
    library = open_library()
    parameters = tuple(
        dataclasses.replace(
            parameter,
            bullets=tuple(
                dataclasses.replace(bullet, also_needed=())
                if bullet.id in ("minors_arrested", "t_visas", "u_visas", "hotline")
                else bullet
                for bullet in parameter.bullets
            ),
        )
        for parameter in library.catalogue.parameters
    )
    library.catalogue = dataclasses.replace(library.catalogue, parameters=parameters)
    area = resolve_places(["48201"], library.gazetteer)
    assessment = assess(area, library=library, made_on=TODAY)
    status = {s.id: s.status for c in assessment.chapters for s in c.sources}
    for name in ("minors_arrested", "t_visas", "u_visas", "hotline"):
        assert status[name] == "partly"


def test_figures_agree_with_what_was_published() -> None:
    """Fails when a class, a line or a year is mixed up."""
    figures = made("48201").figures
    values = {name: figure.quantity.value for name, figure in figures.items()}
    assert values["t_visas.US.2009"] == 313 and values["u_visas.US.2009"] == 5825
    # by hand: HUD's 34,703 less the territories, and the yearbook's 990,553 less places abroad,
    # territories and unknown; fails when the nation here is not the states and DC
    assert values["homeless_youth_state.US.2023"] == 34614
    assert values["permanent_residents.US.2013"] == 985022
    assert not any(name.startswith("minors_arrested.US") for name in values)
    parts = ("sex", "labor", "both", "open")
    whole = values["hotline_nation.US.2016"]
    assert sum(values[f"hotline_nation.{part}.US.2016"] for part in parts) == whole == 7572


def test_the_quality_stands_beside_each_countys_rate() -> None:
    """Fails when a rate of young people's arrests is shown without its quality."""
    figures = made("48201").figures
    assert figures["juvenile_arrests.48201.2023"].quantity.value == pytest.approx(
        1237.608, abs=0.01
    )
    assert figures["juvenile_arrests.quality.48201.2023"].quantity.value == 2
    assert "quality of 2" in " ".join(said(made("48201"), "juvenile_arrests"))


def test_many_counties_stand_in_the_table_and_under_one_sentence() -> None:
    """Fails when each of many counties gets a sentence, which no printed page can hold."""
    counties = ("48015", "48039", "48071", "48157")
    assessment = made(*counties)
    (only,) = said(assessment, "juvenile_arrests")
    assert only == "Each place has its own row in the table; the rows are not added up."
    rows = block(assessment, "juvenile_arrests").tables[0].rows
    assert [assessment.figures[row.figure].place.id for row in rows] == list(counties)
    assert len(said(made("48201", "48157"), "juvenile_arrests")) <= 3


FUTURE = datetime.date(2045, 1, 1)  # the day on which every figure is old


def test_a_sentence_that_shows_an_old_figure_carries_its_age() -> None:
    """Fails when a template writes a year of its own where the figure's period belongs."""
    library = _library()
    area = resolve_places(["48201"], library.gazetteer)
    assessment = assess(area, library=library, made_on=FUTURE)
    checked = set()
    for chapter in assessment.chapters:
        for found in chapter.blocks:
            if not found.sentences or not (found.context or found.indicator):
                continue
            first = found.sentences[0]  # what follows it speaks of the same day
            shown = [p.figure for p in first.parts if isinstance(p, Shown)]
            if shown:
                assert all(assessment.figures[name].is_old for name in shown)
                assert "years old)" in write_sentence(first, assessment.figures), found.id
                checked.add(found.id)
    assert {"back_wages", "federal_cases", "wage_violations", "court_cases"} <= checked
    assert len(checked) > 50


def test_the_federal_cases_are_told_with_their_ten_years() -> None:
    """Fails when the two ends of the period become two years without an age."""
    (text,) = said(made("48201"), "federal_cases")
    assert "2000–2016 (ten years old)" in text
    assert "2005–2016 (ten years old)" in said(made("48201"), "back_wages")[0]


@pytest.mark.parametrize(
    ("name", "column"), [("minors_arrested", "arrests"), ("trafficking_arrests", "juvenile")]
)
def test_arrested_minors_from_one_to_ten_are_hidden_in_every_state(name: str, column: str) -> None:
    """A second reading of the table. Fails when the limit of public counts, four, is used."""
    library = _library()
    names = library.catalogue.states.names
    entry = library.catalogue.contexts[name]
    series = entry.series[0] if name == "minors_arrested" else entry.series[1]
    table = library.pack.table(series.column.source, "states", series.column.where)
    columns = [c for c in table.columns if c.startswith(column)]
    small = 0
    for state, county in (("LA", "22071"), ("MN", "27053"), ("TX", "48201"), ("CO", "08031")):
        figures = made(county).figures
        for year in series.years:
            rows = [
                n for n, text in enumerate(table.columns["state"])
                if text.rstrip("*").casefold() == names[state].casefold()
                and table.columns["year"][n] == year
            ]  # fmt: skip
            texts = [table.columns[c][n] for c in columns for n in rows]
            if not texts or "" in texts:
                continue
            count = sum(float(text) for text in texts)
            part = f"{name}.{series.name}" if series.name else name
            figure = figures[f"{part}.{state}.{year}"]
            hidden = figure.quantity.cell.status is Status.SUPPRESSED
            assert hidden == (1 <= count <= 10), (figure.id, count)
            assert not hidden or not figure.evidence
            small += 4 < count <= 10
    assert small  # a count between the two limits was there to be shown


def test_nothing_from_which_a_hidden_count_of_minors_follows_is_in_hand() -> None:
    """Fails when arrests of all ages, or a sum with minors in it, enter the pack or a series."""
    library = _library()
    ages = library.pack.table("fbi_arrests_state_2021", "states").columns["age_group"]
    assert set(ages) == {"under_18"}
    for entry in library.catalogue.contexts.values():
        for series in entry.series:
            columns = {series.column.column, *series.plus}
            if series.column.source == "fbi_ht_arrests_2017":
                assert len({c.partition("_")[0] for c in columns}) == 1  # never both in one sum
            if series.column.source in ("fbi_ht_arrests_2017", "fbi_arrests_state_2021"):
                assert not series.nation_sum and not series.nation_rows


def test_a_row_with_a_footnote_that_is_not_in_hand_gives_no_number() -> None:
    """Fails when the star behind California is dropped and its 0 of 2016 read as a count."""
    found = [
        figure
        for figure in made("06073").figures.values()
        if figure.indicator.startswith("trafficking_arrests") and figure.period.label == "2016"
    ]
    assert len(found) == 2  # adults and minors
    for figure in found:
        assert figure.quantity.cell.status is Status.NOT_REPORTABLE
        assert "footnote" in figure.quantity.cell.why


def test_silence_of_every_agency_is_never_called_a_count() -> None:
    """Fails when none that recorded none still "is a count", or nothing says who sent nothing."""
    for county, silent in (("09110", 29), ("27053", 26)):
        text = " ".join(said(made(county), "months_reported"))
        assert "which is a count and not a silence" not in text
        assert f"no month at all of {silent} agencies: that is a silence" in text
    assert "recorded none, which is a count" in " ".join(said(made("48201"), "months_reported"))


def test_how_many_places_are_put_in_words_is_a_limit_of_the_catalogue() -> None:
    """Fails when the number stands in code, without where it comes from."""
    library = open_library()
    assert library.catalogue.thresholds.context_said_source
    few = dataclasses.replace(library.catalogue.thresholds, context_said_at_most=1)
    library.catalogue = dataclasses.replace(library.catalogue, thresholds=few)
    area = resolve_places(("48201", "48157"), library.gazetteer)
    (only,) = said(assess(area, library=library, made_on=TODAY), "juvenile_arrests")
    assert only == "Each place has its own row in the table; the rows are not added up."


# Continuums of Care ------------------------------------------------------------------------------


def of_continuums(assessment: Assessment) -> dict[str, Figure]:
    return {
        name: figure
        for name, figure in assessment.figures.items()
        if figure.measured_for.startswith("Continuum of Care ")
    }


def test_a_continuum_of_many_counties_has_its_own_name_and_not_the_county_s() -> None:
    """Fails when 1,993 beds of all Montana stand in figures.csv as Petroleum County's."""
    figures = of_continuums(made("30069"))
    assert figures["youth_beds.all_beds.MT-500.2022"].quantity.value == 1993
    assert {f.place.kind.value for f in figures.values()} == {"coc"}
    assert {(f.place.id, f.place.name) for f in figures.values()} == {
        ("MT-500", "MT-500, Montana Statewide CoC")
    }


def test_a_continuum_that_is_all_of_a_county_counts_for_that_county() -> None:
    """Fails when CA-601 or MA-506 is called larger, or a Continuum of a part is taken for all."""
    assert {f.place.id for f in of_continuums(made("06073")).values()} == {"06073"}
    worcester = of_continuums(made("25027", "09150"))
    assert {f.place.id for f in worcester.values()} == {"25027"}
    parts = of_continuums(made("06037"))  # four Continuums share Los Angeles County
    assert {f.place.kind.value for f in parts.values()} == {"coc"}
    assert "works in a part of this county" in " ".join(said(made("06037"), "pit_youth"))
    assert "works in Worcester County, MA alone" in " ".join(
        said(made("25027", "09150"), "pit_youth")
    )


def test_a_county_without_a_continuum_is_named() -> None:
    """Fails when MA-506 stands alone and nothing says that Connecticut's region has none."""
    name = "Northeastern Connecticut Planning Region, CT"
    for block_id in ("pit_youth", "youth_beds"):
        found = block(made("25027", "09150"), block_id)
        assert any(name in text and "no Continuum of Care" in text for text in found.cannot_tell)
        assert any(r.place == name and "no Continuum" in r.why for r in found.refusals)
        beside = block(made("06073"), block_id)
        assert not any("no Continuum of Care" in text for text in beside.cannot_tell)


def test_the_state_s_newest_count_stands_though_its_minors_are_hidden() -> None:
    """Montana: 183, minors hidden. Fails when the nation's number answers for the state."""
    texts = said(made("30069"), "homeless_youth_state")
    assert texts[0].startswith("In Montana, 183 people under twenty-five were counted")
    assert "34,614 people under twenty-five" in texts[1] and "In all states" in texts[1]
    assert len(texts) == 2


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_sentence_on_the_nation_says_what_it_counts(name: str) -> None:
    """Fails when the nation's sentence leans on one before it: "it was 34,614"."""
    says = _library().catalogue.contexts[name].says_nation
    assert " it was " not in says
