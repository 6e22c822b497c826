"""Two names: of one office, or of two that counted different people?"""

from __future__ import annotations

import pytest

from firstlight.entered.holders import may_count_same

SAME = (
    ("Tucson PD", "Tucson Police Department"),
    ("TPD", "Tucson Police Department"),
    ("HPD", "Houston Police"),
    ("HPD records", "Houston Police Department"),
    ("MCSO", "Maricopa County Sheriff’s Office"),
    ("PCHD", "Pima County Health Department"),
    ("Alpha Police Dept", "Alpha Police Department"),
    ("the provider", "the provider, Inc."),
    ("Primavera Foundatoin", "Primavera Foundation"),
    ("Emerge", "Emerge! Center Against Domestic Abuse"),
    ("José’s House", "JOSES HOUSE"),
    ("all agencies", "Alpha County Sheriff"),
    ("the coalition", "Sold No More"),
    ("all police agencies of the county", "Beta PD"),
    ("…", "Beta"),
)
APART = (
    ("Tucson Medical Center", "Primavera Foundation"),
    ("Tucson Medical Center", "Tucson PD"),
    ("Pima County Sheriff", "Pima County Health Department"),
    ("Houston Police Department", "Harris County Sheriff’s Office"),
    ("San Antonio PD", "San Angelo PD"),
    ("Shelter A", "Shelter B"),
    ("Our Family Services", "Gospel Rescue Mission"),
    ("Northeast Family Center", "Northwest Family Center"),
    ("Human Rescue Network", "Gospel Mission"),
    ("Memorial Regional Hospital", "Providence Partners"),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_may_be_one_office_are_taken_for_one(one: str, other: str) -> None:
    """Fails when a short name, a slip or a name for many opens what one spelling keeps closed."""
    assert may_count_same(one, other) and may_count_same(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_with_words_of_their_own_are_two_offices(one: str, other: str) -> None:
    """Fails when numbers of different organizations hide each other."""
    assert not may_count_same(one, other) and not may_count_same(other, one)
