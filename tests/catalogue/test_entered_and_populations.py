"""What leads may enter, and the sheets of groups: every entry whole, no group scored or mapped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.entered import EnteredMeasure, Population
from firstlight.catalogue.references import find_broken_groups

CATALOGUE = read_catalogue()
MEASURES = list(CATALOGUE.entered.values())
GROUPS = list(CATALOGUE.populations)


def test_every_file_is_read() -> None:
    # Fails if an entry is left out in silence, by its ending or otherwise
    for folder, ids in (
        ("entered", set(CATALOGUE.templates)),
        ("populations", {g.id for g in GROUPS}),
    ):
        files = {file.name for file in (catalogue_folder() / folder).iterdir()}
        assert files == {f"{name}.yaml" for name in ids}


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_measure_is_whole_and_hides_small_counts(measure: EnteredMeasure) -> None:
    # Fails if counts of people can be entered that are shown from 1 to 10
    assert measure.label and measure.short and measure.unit and measure.cannot_tell
    uncounted = {"US dollars", "hours", "inspections", "operations"}
    assert measure.hide_up_to == 10 or (not measure.counts and measure.unit in uncounted)
    assert measure.unit != "US dollars" or measure.hidden_with
    assert set(measure.levels) == {"county", "area", "state", "nation"} or measure.why_not_here


def test_no_measure_of_visas_is_for_a_county_but_own_certifications() -> None:
    # Fails if a state's or the nation's visas can be entered for a county
    status = CATALOGUE.templates["federal_status"].measures
    local = {m.id for m in status if "county" in m.levels}
    assert len(status) >= 4 and local == {"u_visa_certifications"}
    assert "area" not in {level for m in status if "visas" in m.id for level in m.levels}


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_a_sheet_is_whole(group: Population) -> None:
    # Fails if a sheet lacks who serves the group, what is unknown, whom to ask, or its guard
    assert group.name and group.who and group.why_no_size and group.holder and group.ask
    assert group.served_by and len(set(group.served_by)) == len(group.served_by)
    assert all(text.endswith(".") for text in (*group.unknown, group.misuse_guard))
    assert not (group.context and group.entered_for)


def test_who_people_are_has_no_size_of_a_small_area() -> None:
    # Fails if LGBTQ+ youth or a tribe's people get a figure, or one can be entered
    for group in GROUPS:
        if group.id in ("lgbtq_youth", "tribal_communities"):
            assert group.context and not group.sizes and not group.entered_for


def test_a_scored_figure_is_no_size_of_a_context_group() -> None:
    # Fails if a group that is context could rest on a scored indicator, or on nothing known
    (limited,) = (group for group in GROUPS if group.id == "limited_english")
    scored = replace(limited, sizes=(replace(limited.sizes[0], figure="poverty"),))
    unknown = replace(limited, sizes=(replace(limited.sizes[0], figure="nothing"),))
    for broken in (scored, unknown):
        assert find_broken_groups(replace(CATALOGUE, populations=(broken,)))
