"""Invented totals are drawn from written parameters, and say that they are invented."""

from __future__ import annotations

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entered import InventedTotals
from firstlight.catalogue.entries import InventedStatements
from invented_again import draw_lines

ENTRIES = read_catalogue().invented_totals


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_line_is_drawn_again_from_the_parameters(entry: InventedTotals) -> None:
    # Fails if a total was changed by hand, or its seed or parameters are not those written down
    assert draw_lines(entry.seed, entry.parameters) == list(entry.lines)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_line_says_that_it_is_invented(entry: InventedTotals) -> None:
    # Fails if a line, or the head of the file, could be taken for somebody's total
    assert "INVENTED" in entry.lines[0] and entry.banner.startswith("Invented")
    assert all("invented" in line for line in entry.lines[2:])


def test_each_demonstration_area_has_invented_totals_and_nowhere_else() -> None:
    # Fails if the counties of invented totals are not those of a demonstration, or one has none
    wanted = {frozenset(d.counties) for d in read_catalogue().demonstrations}
    assert {frozenset(entry.counties) for entry in ENTRIES} == wanted


SAID = read_catalogue().invented_statements


@pytest.mark.parametrize("entry", SAID, ids=lambda entry: entry.id)
def test_every_invented_statement_says_so(entry: InventedStatements) -> None:
    # Fails if a statement, a checklist or who made it could be taken for somebody's
    assert "INVENTED" in entry.lines[0] and "INVENTED" in entry.checklist[0]
    assert entry.banner.startswith("Invented")
    assert all("invented" in line for line in entry.lines[2:])
    assert any(line.startswith("made_by,invented") for line in entry.checklist)


def test_each_demonstration_area_has_invented_statements_and_nowhere_else() -> None:
    # Fails if the counties are not those of a demonstration, or one has no statements
    wanted = {frozenset(d.counties) for d in read_catalogue().demonstrations}
    assert {frozenset(entry.counties) for entry in SAID} == wanted
