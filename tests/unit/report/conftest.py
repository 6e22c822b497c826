"""Real assessments, made once: a large county, a tiny one, ten counties, a whole state."""

from __future__ import annotations

import datetime
import io
from pathlib import Path

import pypdf
import pytest

from firstlight.assessment import Assessment, Library, assess, open_library
from firstlight.catalogue import read_catalogue
from firstlight.places import resolve_places
from firstlight.report import render_pdf, render_word

MADE_ON = datetime.date(2026, 11, 22)
AREAS = {
    "harris": ["48201"],
    "loving": ["48301"],
    "houston": list(read_catalogue().demonstrations[0].counties),
    "two_states": ["36061", "34017"],
    "connecticut": ["09110"],
    "puerto_rico": ["72127"],
    "harris_maricopa": ["48201", "04013"],
}
STATES = {"colorado": "08", "maryland": "24"}


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library()


class Shelf:
    """Assessments and their papers by name of the area, each made when it is first asked for."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._made: dict[str, Assessment] = {}
        self._pdf: dict[str, bytes] = {}
        self._word: dict[str, bytes] = {}

    def make(self, name: str) -> Assessment:
        """Make the assessment anew."""
        if name in STATES:
            state = STATES[name]
            codes = [fips for fips in self.library.gazetteer.counties if fips.startswith(state)]
        else:
            codes = AREAS[name]
        area = resolve_places(codes, self.library.gazetteer)
        return assess(area, library=self.library, made_on=MADE_ON)

    def assessment(self, name: str) -> Assessment:
        if name not in self._made:
            self._made[name] = self.make(name)
        return self._made[name]

    def of(self, *codes: str) -> Assessment:
        """The assessment of these counties, which have no name on the shelf."""
        return self._made.setdefault(
            " ".join(codes),
            assess(
                resolve_places(codes, self.library.gazetteer),
                library=self.library,
                made_on=MADE_ON,
            ),
        )

    def pdf(self, name: str) -> bytes:
        if name not in self._pdf:
            self._pdf[name] = render_pdf(self.assessment(name))
        return self._pdf[name]

    def pages(self, name: str) -> pypdf.PdfReader:
        return pypdf.PdfReader(io.BytesIO(self.pdf(name)))

    def word(self, name: str) -> bytes:
        if name not in self._word:
            self._word[name] = render_word(self.assessment(name))
        return self._word[name]


@pytest.fixture(scope="session")
def shelf(library: Library) -> Shelf:
    return Shelf(library)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "tables"
