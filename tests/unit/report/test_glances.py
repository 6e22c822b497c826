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
