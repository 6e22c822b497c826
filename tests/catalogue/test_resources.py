"""Every entry of the resource library and of the regions: whole, distinct, nothing invented."""

from __future__ import annotations

import dataclasses
import datetime
import re

import pytest

from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.entries import Resource

CATALOGUE = read_catalogue()
RESOURCES = list(CATALOGUE.resources.values())
KINDS = {"guide", "screening", "data", "law", "services", "labor", "research"}


@pytest.mark.parametrize("entry", RESOURCES, ids=lambda entry: entry.id)
def test_an_entry_says_what_who_for_whom_and_how_far_it_is_checked(entry: Resource) -> None:
    """Fails when an entry lacks words, has a year of the future, or a check without a day."""
    assert entry.title and entry.publisher and entry.for_whom
    assert entry.what_for.endswith(".") and len(entry.what_for.split()) > 4
    assert entry.kind in KINDS
    assert entry.address == "" or re.fullmatch(r"https://[^\s]+", entry.address)
    assert entry.year is None or 1990 < entry.year <= 2026
    assert (entry.checked_on is None) == (entry.checked_by is None)
    assert entry.checked_on is None or entry.checked_on <= datetime.date(2026, 12, 31)


def test_there_are_at_least_thirty_and_none_stands_twice() -> None:
    """Fails when entries are copied to reach the number."""
    assert len(RESOURCES) >= 30
    assert len({entry.title.casefold() for entry in RESOURCES}) == len(RESOURCES)
    addresses = [entry.address for entry in RESOURCES if entry.address]
    assert max(addresses.count(address) for address in addresses) <= 2
    files = {file.stem for file in (catalogue_folder() / "resources").iterdir()}
    assert files == set(CATALOGUE.resources)


def test_every_year_and_check_is_written_down_even_where_nobody_knows() -> None:
    """Fails when a file leaves out what is not known instead of saying null."""
    for file in (catalogue_folder() / "resources").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        assert "\nyear: " in text and "\nchecked_on: " in text, file.name


def test_each_state_lies_in_one_division_and_puerto_rico_in_none() -> None:
    """Fails when a state is left out or stands in two divisions."""
    divisions = CATALOGUE.regions.divisions
    listed = [state for division in divisions for state in division.states]
    assert sorted(listed) == sorted(CATALOGUE.states.in_the_nation)
    assert len(divisions) == 9
    assert {d.region for d in divisions} == {"Northeast", "Midwest", "South", "West"}


@pytest.mark.parametrize("entry", RESOURCES, ids=lambda entry: entry.id)
def test_an_entry_leads_somewhere_and_says_what_was_only_read_in_a_copy(entry: Resource) -> None:
    # Fails if an entry sends a reader off to search, or a copy that was read looks like a check
    assert entry.address.startswith("https://") or entry.ask.startswith("Ask ")
    if "stored copy" in entry.note:
        assert "2026-11-22, not opened live" in entry.note
        assert entry.checked_on is None and entry.checked_by is None


def test_an_entry_without_address_and_without_somebody_to_ask_is_no_entry() -> None:
    # Fails if "search for the title" can come back
    with pytest.raises(ValueError, match="somebody to ask"):
        dataclasses.replace(RESOURCES[0], address="", ask="")
