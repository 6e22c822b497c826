"""src/firstlight/assessment/factors_looked_at.py: a state is what the figures say, for all 55."""

from __future__ import annotations

import csv
import dataclasses
import datetime
import json
from functools import cache
from pathlib import Path

import pytest

from firstlight.assessment import Assessment, Block, FigureTable, TableRow, assess, open_library
from firstlight.assessment.factors_looked_at import list_factors
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Figure, Words
from firstlight.base.period import Period
from firstlight.base.place import Place, PlaceKind
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.places import resolve_places
from firstlight.report import render_html, write_json, write_tables
from firstlight.report.groups import measures_lacking
from firstlight.report.layout import lay_out
from firstlight.report.source_words import factors_in_words, sources_in_words, write_source_state

LIBRARY = open_library()
CATALOGUE = LIBRARY.catalogue
HARRIS, KALAWAO = "48201", "15005"
TEXAS = Place(PlaceKind.STATE, "TX", "Texas")


@cache
def made(*places: str) -> Assessment:
    area = resolve_places(places, LIBRARY.gazetteer)
    return assess(area, library=LIBRARY, made_on=datetime.date(2026, 11, 22))


def a_block(name: str, factor: str, figure: Figure) -> Block:
    """A block that is no indicator and names a factor, with one figure."""
    rows = (TableRow((Words("made"),), figure.id),)
    table = FigureTable((Words("made"),), "State", "people", rows)
    return Block(name, f"Made {name}", "?", (), (table,), (), (), "", (), (), factor=factor)


def a_figure(name: str, place: Place, cell: Cell) -> Figure:
    people = Quantity(cell, Unit(UnitKind.COUNT, "people"))
    return Figure(name, name, "made", people, Period.year(2020), place, 0, ("e1",))


@pytest.mark.parametrize("place", [HARRIS, KALAWAO])
def test_every_factor_of_the_catalogue_stands_there_once(place: str) -> None:
    """Fails when a factor without data is left out: what is not in hand must be said."""
    states = made(place).factors
    assert [state.id for state in states] == [f"I{n:02d}" for n in range(1, 56)]
    assert all(state.holder and state.ask for state in states)
    assert {state.status for state in states} <= {"in_hand", "partly", "not_collected"}
    assert all(bool(state.why_not_scored) != state.scored for state in states)


@pytest.mark.parametrize("place", [HARRIS, KALAWAO])
def test_a_factor_is_in_hand_only_through_a_figure_of_this_place(place: str) -> None:
    """A second reading. Fails when a state is written by hand or by what another place has."""
    assessment = made(place)
    has = {Status.SHOWN, Status.TRUE_ZERO, Status.STRUCTURAL_ZERO}
    figures = assessment.figures
    for state in assessment.factors:
        own = [i for i in CATALOGUE.indicators.values() if i.factor == state.id]
        found = [figures[f"{i.id}.{place}"].quantity.cell.status in has for i in own]
        if any(found):
            assert state.status != "not_collected", state.id
        elif state.id not in ("I03", "I37") and not getattr(CATALOGUE, "contexts", {}):
            assert (state.status, state.in_hand) == ("not_collected", ()), state.id
        if CATALOGUE.factors[state.id].also_needed or not all(found):
            assert state.status != "in_hand", state.id


def test_a_place_without_a_figure_turns_the_state() -> None:
    """Kalawao has no jobless figure and no homeless students. Fails when that is not seen."""
    here, there = ({s.id: s for s in made(place).factors} for place in (HARRIS, KALAWAO))
    jobless = "People in the labor force without work"
    assert jobless in here["I01"].in_hand
    assert f"{jobless}: no figure here" in there["I01"].lacking


def test_a_block_that_names_a_factor_counts_and_a_larger_area_is_no_more_than_a_part() -> None:
    """Fails when context of a state makes a factor look in hand for a county."""
    area = resolve_places([HARRIS], LIBRARY.gazetteer)
    county = area.place

    def state_of(place: Place, cell: Cell) -> tuple[str, tuple[str, ...]]:
        figure = a_figure("made", place, cell)
        block = a_block("made", "I39", figure)
        found = list_factors(CATALOGUE, [block], {"made": figure}, area)
        return next((s.status, s.in_hand) for s in found if s.id == "I39")

    assert state_of(county, Cell.counted(30)) == ("in_hand", ("Made made",))
    hidden = Cell.missing(Status.SUPPRESSED)
    assert state_of(county, hidden) == ("not_collected", ())  # nobody who reads it has it
    assert state_of(TEXAS, Cell.counted(30)) == (
        "partly", ("Made made: for a wider place only",),
    )  # fmt: skip
    assert state_of(county, Cell.missing(Status.NOT_REPORTED)) == ("not_collected", ())
    assert state_of(TEXAS, Cell.missing(Status.NOT_REPORTED)) == ("not_collected", ())


def test_what_a_factor_also_needs_keeps_it_from_being_whole() -> None:
    """Fails when one measure of several makes a factor look finished."""
    area = resolve_places([HARRIS], LIBRARY.gazetteer)
    figure = a_figure("made", area.place, Cell.counted(30))
    blocks = [a_block("made", "I05", figure)]
    found = list_factors(CATALOGUE, blocks, {"made": figure}, area)
    (state,) = (s for s in found if s.id == "I05")
    assert state.status == "partly" and state.lacking == CATALOGUE.factors["I05"].also_needed
    bare = dataclasses.replace(CATALOGUE.factors["I05"], also_needed=())
    catalogue = dataclasses.replace(CATALOGUE, factors={"I05": bare})
    (state,) = list_factors(catalogue, blocks, {"made": figure}, area)
    assert state.status == "in_hand"


def test_every_format_lists_every_factor(tmp_path: Path) -> None:
    """Fails when an export leaves the table out, or says another state than the assessment."""
    assessment = made(HARRIS)
    listed = json.loads(write_json(assessment))["factors"]
    assert {
        "id",
        "name",
        "role",
        "status",
        "with",
        "holder",
        "ask",
        "scored",
        "why_not_scored",
    } <= (set(listed[0]))
    states = {state.id: state.status for state in assessment.factors}
    assert {factor["id"]: factor["status"] for factor in listed} == states
    page = render_html(assessment)
    assert all(f'id="factor-{name}"' in page for name in states)
    paper = lay_out(assessment)
    assert [row.about.partition(",")[0] for row in paper.factors] == list(states)
    write_tables(assessment, tmp_path)
    with (tmp_path / "factors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"]: row["status"] for row in rows} == states


def test_references_that_nobody_compared_are_called_not_verified() -> None:
    """Fails when a factor with checked n is printed like one that was checked."""
    paper = lay_out(made(HARRIS))
    about = {row.about.partition(",")[0]: row.about for row in paper.factors}
    for name, factor in CATALOGUE.factors.items():
        assert about[name].endswith("not verified") == (factor.checked == "n")
    assert {factor.checked for factor in CATALOGUE.factors.values()} == {"y", "n"}


PARTS = (": for a wider place only", ": for some of the counties")


def test_what_a_continuum_a_court_or_a_port_counted_is_no_figure_of_the_county() -> None:
    """Fails when a figure that is shown under a county is taken for the county's own."""
    area = resolve_places([HARRIS], LIBRARY.gazetteer)
    court = Place(PlaceKind.DISTRICT, "Southern-Texas", "Texas Southern")
    for place, of in (
        (Place(PlaceKind.COC, "TX-700", "Houston"), "Continuum of Care TX-700"),
        (court, "federal court Southern_Texas"),
        (area.place, "port of entry 2304"),
    ):
        figure = a_figure("made", place, Cell.counted(30))
        figure = dataclasses.replace(figure, measured_for=of)
        found = list_factors(CATALOGUE, [a_block("made", "I39", figure)], {"made": figure}, area)
        (state,) = (s for s in found if s.id == "I39")
        assert (state.status, state.in_hand) == ("partly", ("Made made: for a wider place only",))
    of_agency = dataclasses.replace(figure, measured_for="agency TX1010000")
    found = list_factors(CATALOGUE, [a_block("made", "I39", figure)], {"made": of_agency}, area)
    assert next(s.status for s in found if s.id == "I39") == "in_hand"


def test_youth_without_a_home_in_harris_are_those_of_three_counties() -> None:
    """Fails when the count of TX-700, which serves three counties, is credited to Harris."""
    (state,) = (s for s in made(HARRIS).factors if s.id == "I03")
    assert "Youth without a home, counted on one night: for a wider place only" in state.in_hand


@pytest.mark.parametrize("place", [HARRIS, KALAWAO])
def test_one_county_is_never_some_of_the_counties(place: str) -> None:
    """Fails when how far a block reaches is a constant and not read from its figures."""
    assessment = made(place)
    bullets = [s for c in assessment.chapters for s in c.sources]
    for state in (*assessment.factors, *bullets):
        assert not any(text.endswith(PARTS[1]) for text in state.in_hand), state.id
        if state.status == "partly":
            assert state.lacking or any(text.endswith(PARTS[0]) for text in state.in_hand)
    own = "Arrests of young people, all offenses, as far as incident reports go"
    juvenile = next(s for s in made(HARRIS).factors if s.id == "I49")
    assert juvenile.in_hand == (own,) and juvenile.lacking


def test_a_figure_for_one_of_two_counties_is_for_some_of_them() -> None:
    """Fails when one county of several makes a block whole, or a wider place."""
    children = "Unaccompanied children released to sponsors, four months"
    both = made(HARRIS, KALAWAO)
    (state,) = (s for s in both.factors if s.id == "I49")
    assert all(text.endswith(PARTS[1]) for text in state.in_hand) and state.in_hand
    assert children not in state.in_hand


@pytest.mark.parametrize("places", [("30069",), ("06073",), ("25027", "09150"), (KALAWAO,)])
def test_nothing_is_in_hand_and_not_in_hand_at_once(places: tuple[str, ...]) -> None:
    """Fails when a hidden count makes a source or factor in hand in part.

    Every title that a state has in hand is a measure with a number or a range, and none stands
    in the list of measures with nothing in hand. Page one counts the same states.
    """
    assessment = made(*places)
    blocks = [block for chapter in assessment.chapters for block in chapter.blocks]
    by_title = {block.title: block for block in blocks}
    nothing = {block.title for block in measures_lacking(blocks, assessment.figures)}
    bullets = [source for chapter in assessment.chapters for source in chapter.sources]
    for state in (*bullets, *assessment.factors):
        assert bool(state.in_hand) == (state.status in ("in_hand", "partly")), state.id
        for text in state.in_hand:
            block = by_title[text.removesuffix(PARTS[0]).removesuffix(PARTS[1])]
            rows = [assessment.figures[row.figure] for t in block.tables for row in t.rows]
            assert block.title not in nothing, (state.id, text)
            known = [f.quantity.has_number or f.quantity.has_range for f in rows]
            assert any(known) or not rows, (state.id, text)
    assert sources_in_words(bullets) in lay_out(assessment).first_page.states_words


def test_a_count_that_is_hidden_is_said_to_be_hidden_and_is_no_part() -> None:
    """Petroleum County hides its workers by industry. Fails when hidden and missing are one."""
    states = {s.id: s for c in made("30069").chapters for s in c.sources}
    for name in ("manufacturing", "agriculture", "industrial", "immigrant_growth"):
        assert (states[name].status, states[name].in_hand) == ("not_collected", ()), name
        assert write_source_state(states[name]) == "no figure here"
    hidden = "Residents who work in manufacturing: hidden here to protect people"
    assert hidden in states["manufacturing"].lacking
    assert "Jobs in manufacturing, at least: no figure here" in states["manufacturing"].lacking


def test_none_of_the_factors_in_hand_is_written_as_none() -> None:
    """Fails when the words for nought are those of a count: "no are in hand"."""
    (one,) = (f for f in made(HARRIS).factors if f.id == "I05")
    assert "none is in hand here" in factors_in_words([one])
