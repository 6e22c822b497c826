"""What the first page and its chapters say of records, silence, ages of parts, and totals."""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path

import pytest

from entered_rows import total_row, write_totals
from firstlight.assessment import Assessment, Library, assess, read_leads_files
from firstlight.entered import EnteredFiles
from firstlight.places import resolve_places
from firstlight.recorded import read_years_by_state
from firstlight.report.wording import write_sentence

MADE_ON = datetime.date(2026, 11, 22)
MARICOPA, ERIE, SEDGWICK, PITT, LEE = "04013", "36029", "20173", "37147", "12071"


@pytest.fixture(scope="module")
def made(library: Library):
    @cache
    def make(*codes: str) -> Assessment:
        return assess(resolve_places(list(codes), library.gazetteer), library=library,
                      made_on=MADE_ON)  # fmt: skip

    return make


def _say(assessment: Assessment, block: str) -> str:
    (found,) = (b for c in assessment.chapters for b in c.blocks if b.id == block)
    return " ".join(write_sentence(said, assessment.figures) for said in found.sentences)


def _first_page(assessment: Assessment) -> str:
    return " ".join(write_sentence(s, assessment.figures) for s in assessment.summary.known)


@pytest.mark.parametrize("code", [MARICOPA, ERIE, "48201", "06037", "17031"])
def test_no_reason_contradicts_the_figure_that_it_is_given_for(made, code: str) -> None:
    """Each refused year against its figure. Fails when two series share the total's label."""
    assessment = made(code)
    status = {
        "no row": "not_reported",
        "this count": "suppressed",
    }
    checked = 0
    for refusal in assessment.refusals:
        if refusal.indicator != "recorded_offenses" or "only this county" not in refusal.what:
            continue
        form = next((f for f in ("commercial sex", "servitude") if f in refusal.what), "")
        stem = {"": "", "commercial sex": "commercial_sex.", "servitude": "servitude."}[form]
        wanted = next(
            word for start, word in status.items() if refusal.why.lower().startswith(start)
        )
        for year in re.findall(r"20\d\d", refusal.what):
            figure = assessment.figures[f"recorded_offenses.{stem}{year}.{code}"]
            assert figure.quantity.cell.status == wanted, (refusal.what, year)
            checked += 1
    assert checked


def test_page_one_says_what_the_page_shows_where_the_last_count_is_hidden(made) -> None:
    """Fails when the newest shown year, who reported then, or an agency's own count is left out."""
    said = _first_page(made(MARICOPA))
    assert "Police agencies that serve only Maricopa County, AZ recorded" in said
    assert "Phoenix Police Department by itself recorded 23 offenses in 2020" in said
    assert re.search(r"newest year whose number can be shown is 2019 .*: 51 offenses", said)
    shown = made(MARICOPA).figures["recorded_offenses.2019.04013"]
    assert shown.quantity.value == 51  # nothing that its own table does not print
    assert made(MARICOPA).figures["recorded_offenses.2020.04013"].quantity.value is None


def test_a_county_s_shown_count_of_the_last_year_stands_before_the_newest_of_all(made) -> None:
    """Worcester County shows 5 of 2020. Fails when 2019 is called the newest year that is shown."""
    assessment = made("25027", "09150")
    assert assessment.figures["recorded_by_own_agencies.2020.25027"].quantity.value == 5
    said = _first_page(assessment)
    own = "Agencies that serve only Worcester County, MA recorded 5 offenses in 2020"
    newest = "The newest year whose number for the whole area can be shown is 2019"
    assert said.index(own) < said.index(newest)
    assert "newest year whose number can be shown" not in said


def test_shown_counties_and_agencies_make_one_floor(made) -> None:
    """Hennepin shows 30, its Minneapolis 24 among them, and St. Paul of Ramsey 9: 39 together.

    Fails when two floors stand beside each other that a reader has to add, or one counts twice.
    """
    assessment = made("27123", "27053")
    own = assessment.figures["recorded_by_own_agencies.2020.27053"].quantity.value
    by_agency = {
        name: figure.quantity.value
        for name, figure in assessment.figures.items()
        if name.startswith("recorded_by_agency.") and figure.quantity.value
    }
    assert (own, sorted(by_agency.values())) == (30, [9, 24])
    said = _first_page(assessment)
    assert said.count("at least as many") == 1
    floor = re.search(r"Agencies that serve only Hennepin.*?at least as many together\.", said)
    assert floor is not None and "recorded 30 offenses" in floor[0]
    assert "St. Paul Police Department by itself recorded 9 offenses" in floor[0]
    assert "Minneapolis" not in floor[0]


def test_a_reason_for_no_profile_is_told_once(made) -> None:
    """Fails when each lacking condition repeats why Connecticut's regions have no old figure."""
    whys = [r.why for r in made("09150").refusals if r.why.startswith("It lacks a condition")]
    assert len(whys) == 1 and whys[0].count("gave way to nine planning regions") == 1
    assert "Residents below the poverty level" in whys[0]


def test_a_silent_state_is_named_and_asked_first(made, library: Library) -> None:
    """Counted again from the file's own letters. Fails when a state's silence is its agencies'."""
    table = library.pack.table("fbi_ht_2020", "offenses")
    there = {"NE" if text == "NB" else text for text in table.columns["STATE_ABBR"]}
    none = set(library.catalogue.states.in_the_nation) - there
    assert {"NY", "CA", "AL"} <= none and "NE" not in none
    assessment = made(ERIE)
    page = _first_page(assessment)
    assert "No agency of New York has a row in the file for any year of 2013–2020" in page
    assert f"this is so of {len(none)} states" in page
    first = assessment.summary.asks[0]
    assert first.holder.startswith("the state's crime-records program, then")
    (block,) = (b for c in assessment.chapters for b in c.blocks if b.id == "recorded_offenses")
    assert block.ask_next.startswith("First ask the state's crime-records program")
    kansas = _first_page(made(SEDGWICK))  # rows in other years
    assert "No agency of Kansas has a row in the file for 2020" in kansas
    assert "any year" not in kansas
    assert "No agency of" not in _first_page(made(MARICOPA))


def test_nebraska_is_not_taken_for_silent(library: Library) -> None:
    """The file writes NB. Fails when the FBI's letters are taken for postal ones."""
    assert 2020 in read_years_by_state(library.pack)["NE"]


@pytest.mark.parametrize(
    ("code", "remark"),
    [
        (ERIE, "(the list misspells the name)"),
        (PITT, "(the list names the wrong state)"),
        (LEE, ""),
    ],
)
def test_a_wrong_name_of_the_list_is_said_to_be_wrong(made, code: str, remark: str) -> None:
    """Fails when a received mistake is printed as if it were ours."""
    said = _say(made(code), "task_force_list").partition("It was listed")[0]
    assert remark in said and said.count("(the list") == bool(remark)


def test_no_margin_of_nothing_is_printed(made) -> None:
    """Fails when an estimate that was set to a known total carries plus or minus nothing."""
    assessment = made(MARICOPA)
    assert assessment.figures["under_18.04013"].quantity.margin == 0
    said = _say(assessment, "under_18")
    assert "±" not in said and "sets this estimate to its own population figures" in said
    assert "more than its own margin" not in said and "It is higher here than in the nation" in said


def test_leaving_out_a_condition_is_remarked_where_it_leaves_the_range(made) -> None:
    """Fails when a middle rank outside the stated range stands there without a word."""
    assessment = made(MARICOPA)
    rank = assessment.figures["profile_rank.04013"].quantity
    outside = [
        figure
        for name, figure in assessment.figures.items()
        if name.startswith("profile_without_")
        and not rank.low <= figure.quantity.value <= rank.high
    ]
    said = _say(assessment, "profile")
    assert ("Leaving out one condition alone moves the county" in said) == bool(outside)
    for figure in outside:
        assert f"{figure.quantity.value:,.0f}" in said
    assert outside  # Maricopa without disability


@pytest.fixture(scope="module")
def told(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    years = (("2024", "1300"), ("2025", "1450"))
    rows = [total_row("episodes", n, place=MARICOPA, period=year) for year, n in years]
    file = Path(write_totals(tmp_path_factory.mktemp("firstlight-test"), *rows))
    area = resolve_places([MARICOPA], library.gazetteer)
    entered = read_leads_files(EnteredFiles(totals=file), area=area, library=library, today=MADE_ON)
    return assess(area, library=library, made_on=MADE_ON, entered=entered)


def test_an_entered_rate_names_its_residents_and_claims_no_margin(told: Assessment) -> None:
    """Fails when the old denominator, or how far it lies off, is not in the sentence."""
    said = _say(told, "entered_runaway_youth")
    assert "residents under eighteen of the Census survey of 2014–2018" in said
    assert "seven years newer than the count of residents, so no margin of error" in said
    rates = [f for f in told.figures.values() if f.indicator == "episodes_rate"]
    assert rates and all(f.quantity.margin is None and "2014–2018" in f.label for f in rates)


def test_page_one_knows_what_the_leads_brought(told: Assessment, made) -> None:
    """Fails when an entered total stays off the page, or is asked for although it is there."""
    page = _first_page(told)
    assert "Invented unit (records clerk), on “Runaway and missing reports,” gave 1,450" in page
    assert "no child is a trafficking victim by that" in page
    assert "1,300" not in _first_page(told)  # the newest
    asks = {ask.bullet: ask.ask for ask in told.summary.asks}
    before = {ask.bullet: ask.ask for ask in made(MARICOPA).summary.asks}
    assert asks["runaway_youth"] != before["runaway_youth"]
    assert not asks["runaway_youth"].startswith("Ask for runaway reports by year")
    assert made(MARICOPA).summary.entered == ()
