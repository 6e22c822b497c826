"""Made downloads and what the room says of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.incidents import IncidentSummary, summarise_incidents


@pytest.fixture
def read() -> Callable[[Path], IncidentSummary]:
    """Summarise a download with the shipped catalogue."""

    def summarise(given: Path) -> IncidentSummary:
        return summarise_incidents(given, catalogue=read_catalogue())

    return summarise


def numbers(summary: IncidentSummary, table: str) -> dict[tuple[str, ...], float]:
    """The cells of a table that are not 0."""
    cells = summary.tables[table].cells
    return {key: cell.value for key, cell in cells.items() if cell.value}
