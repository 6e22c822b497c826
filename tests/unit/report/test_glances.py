"""The table that opens a chapter says whose number each is."""

from __future__ import annotations

import re
from typing import Any

import pytest

from firstlight.base.place import US, PlaceKind
from firstlight.report import render_html
from firstlight.report.glances import lay_glance
from firstlight.report.groups import glance_at, measures_in_hand, measures_lacking
from firstlight.report.layout import lay_out
from firstlight.report.page import list_unshown
from firstlight.report.wording import write_shown

AREAS = ("harris", "loving", "houston", "two_states", "connecticut", "harris_maricopa")
OWN = (PlaceKind.COUNTY, PlaceKind.AREA)


@pytest.mark.parametrize("name", AREAS)
def test_only_a_figure_of_the_place_stands_under_here(shelf: Any, name: str) -> None:
    """Fails when an emphasized row of a state, the nation or a Continuum of Care is taken."""
    made = shelf.assessment(name)
    larger = 0
    for chapter in made.chapters:
        for block in chapter.blocks:
            glance = glance_at(block, made.figures)
            assert glance.own is None or glance.own.place.kind in OWN
            whose = glance.own.measured_for if glance.own else ""
            assert whose == "" or whose.startswith("Continuum of Care ")  # it is all of the county
            assert all(f.place.kind not in OWN or f.measured_for for f in glance.beyond)
            of_continuums = [f for f in glance.beyond if f.measured_for.startswith("Continuum")]
            assert not any(f.place.kind in OWN for f in of_continuums)
            larger += bool(glance.beyond and not glance.own)
    assert larger > 5


@pytest.mark.parametrize("name", AREAS)
def test_every_number_of_a_larger_area_names_it(shelf: Any, name: str) -> None:
    """Fails when the column prints a number without the state, the nation or the other area."""
    made = shelf.assessment(name)
    for chapter, laid in zip(made.chapters, lay_out(made).chapters, strict=True):
        groups = measures_in_hand(chapter.blocks, made.figures)
        assert laid.glance == lay_glance(groups, made.figures)
        blocks = [block for _, found in groups for block in found]
        rows = [row for group in laid.glance for row in group.rows]
        for block, row in zip(blocks, rows, strict=True):
            glance = glance_at(block, made.figures)
            for figure in glance.beyond:
                whose = (figure.measured_for or figure.place.name).replace("_", " ")
                assert f"{whose}: {write_shown(figure, with_margin=False)}" in row.beyond
            if not glance.own:
                assert not any(sign.isdigit() for sign in row.here)


def test_the_nation_s_calls_are_the_nation_s(shelf: Any) -> None:
    """Fails when 7,572 situations of the whole country stand as a county's."""
    made = shelf.assessment("harris")
    (row,) = (
        row
        for chapter in lay_out(made).chapters
        for group in chapter.glance
        for row in group.rows
        if row.beyond.startswith("United States: 7,572")
    )
    assert row.here == "no figure of this place"
    nation = [f for f in made.figures.values() if f.place == US and f.quantity.value == 7572]
    page = render_html(made)
    for figure in nation:
        cells = re.findall(rf'<td data-head="Here">[^\n]*data-figure="{figure.id}"', page)
        assert not cells
    assert re.search(r'class="whose">United States: [^\n]*7,572', page)


@pytest.mark.parametrize("name", ["harris", "houston"])
def test_kilometers_in_brackets_are_shown_and_not_told_again(shelf: Any, name: str) -> None:
    """Fails when a figure of a row's label is listed under "Also looked for" as well."""
    made = shelf.assessment(name)
    lengths = {figure.id for figure in made.figures.values() if figure.quantity.unit.name == "km"}
    assert len(lengths) > 5
    assert not {figure.id for figure in list_unshown(made)} & lengths
    page = render_html(made)
    assert all(f'data-figure="{figure}"' in page for figure in lengths)


def test_a_name_of_received_data_carries_its_evidence(shelf: Any) -> None:
    """Fails when a Continuum of Care stands at a glance as words of ours."""
    page = render_html(shelf.assessment("harris"))
    assert re.search(
        r'class="whose"><data value="Continuum of Care [A-Z]{2}-\d+" data-evidence="e\d', page
    )


def glances(made: Any) -> dict[str, Any]:
    blocks = [block for chapter in made.chapters for block in chapter.blocks]
    lacking = measures_lacking(blocks, made.figures)
    return {b.id: glance_at(b, made.figures) for b in blocks if b not in lacking}


def test_a_measure_of_two_states_names_both(shelf: Any) -> None:
    """Fails when Massachusetts alone stands for Worcester County and a region of Connecticut."""
    made = shelf.of("25027", "09150")
    seen = glances(made)
    for name in ("unaccompanied_children", "permanent_residents", "homeless_youth_state"):
        assert [f.place.id for f in seen[name].beyond] == ["MA", "CT"], name
    values = [f.quantity.value for f in seen["unaccompanied_children"].beyond]
    assert values == [448, 260]


def test_one_of_many_larger_areas_never_stands_for_all(shelf: Any) -> None:
    """Los Angeles County has four Continuums. Fails when the first of them stands there alone."""
    seen = glances(shelf.of("06037"))
    assert seen["youth_beds"].beyond == () and seen["youth_beds"].is_larger


def test_a_district_is_named_in_words_and_not_missing(shelf: Any) -> None:
    """Fails when a measure without a table is said to have nothing of this place."""
    seen = glances(shelf.of("30069"))["federal_district"]
    assert (seen.instead, seen.instead_beyond) == ("told in words", "not compared")


def test_a_county_s_own_figures_stand_under_here(shelf: Any) -> None:
    """San Diego County. Fails when 798 arrests or the beds of CA-601 are of a larger area."""
    made = shelf.of("06073")
    seen = glances(made)
    own = {name: seen[name].own for name in ("juvenile_arrests", "youth_beds", "pit_youth")}
    assert {name: round(figure.quantity.value) for name, figure in own.items()} == {
        "juvenile_arrests": 798,
        "youth_beds": 394,
        "pit_youth": 876,
    }
    blocks = {block.id: block for chapter in made.chapters for block in chapter.blocks}
    assert blocks["juvenile_arrests"].group == blocks["youth_beds"].group == "Known of this place"
    assert blocks["minors_arrested"].group == "Known of larger areas only"
    whys = " ".join(refusal.why for refusal in blocks["youth_beds"].refusals)
    assert "not shared out" not in whys


def test_no_period_runs_to_as_of(shelf: Any) -> None:
    """Fails when the newest of several periods keeps "as of" behind "to"."""
    made = shelf.of("25027", "09150")
    rows = [r for c in lay_out(made).chapters for g in c.glance for r in g.rows]
    whens = [row.when for row in rows]
    assert any(re.match(r"to \d{4}-\d\d-\d\d", when) for when in whens)
    assert not any("as of" in when and when.startswith("to ") for when in whens)


@pytest.mark.parametrize("codes", [("30069",), ("25027", "09150")])
def test_hidden_is_said_once_in_a_line(shelf: Any, codes: tuple[str, ...]) -> None:
    """Fails when "hidden to protect people" stands before a reason that says it again."""
    made = shelf.of(*codes)
    twice = re.compile(r"hidden to protect people.{0,80}hidden to protect people", re.I | re.S)
    hidden = 0
    for chapter in lay_out(made).chapters:
        for gathered in chapter.lacking:
            hidden += any(why.startswith("Hidden to protect people: ") for why in gathered.why)
            assert not any(twice.search(why) for why in gathered.why)
        remarks = [r for m in chapter.measures for grid in m.grids for r in grid.remarks]
        assert not any(twice.search(remark) for remark in remarks)
    assert hidden
    notes = re.findall(r"<li><b>Hidden to protect people[^<]*</b>[^<]*", render_html(made))
    assert notes and not any(twice.search(note) for note in notes)


def test_a_nought_that_may_be_a_blank_is_no_zero(shelf: Any) -> None:
    """Petroleum County: 0 dollars in a sum nobody documented. Fails when it is "zero, counted".

    And fails when a reader is told of a code and not of what it means.
    """
    made = shelf.of("30069")
    wages = made.figures["back_wages.30069"].quantity.cell
    assert (wages.value, wages.status.value) == (None, "not_reportable")
    assert "cannot be told from cases that were not added" in wages.why
    jobs = made.figures["hospitality_share.30069"].quantity.cell
    assert jobs.value is None and "where it withholds the number" in jobs.why
    assert not any("the code" in f.quantity.cell.why for f in made.figures.values())
    assert shelf.of("06073").figures["back_wages.06073"].quantity.has_number
