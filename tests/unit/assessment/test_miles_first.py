"""Distances and lengths are told in miles first, with kilometers in brackets."""

from __future__ import annotations

import datetime

import pytest

from firstlight.assessment import assess, open_library
from firstlight.base.finding import Shown
from firstlight.catalogue import read_catalogue
from firstlight.places import resolve_places
from firstlight.report.wording import write_parts, write_sentence

BLOCKS = ("access_roads", "access_ports", "task_force_list")
MILE = read_catalogue().access.km_per_mile


@pytest.mark.parametrize("codes", [["04013"], ["48301"], ["36029", "36063"], ["15003"], ["02020"]])
def test_miles_stand_first_and_kilometers_beside(codes: list[str]) -> None:
    """Fails when a table counts in kilometers, or its miles are not those of its kilometers."""
    library = open_library()
    area = resolve_places(codes, library.gazetteer)
    made = assess(area, library=library, made_on=datetime.date(2026, 11, 22))
    blocks = {block.id: block for chapter in made.chapters for block in chapter.blocks}
    seen = 0
    for block in (blocks[name] for name in BLOCKS):
        for said in block.sentences:
            units = [
                made.figures[part.figure].quantity.unit.name
                for part in said.parts
                if isinstance(part, Shown)
            ]
            lengths = [name for name in units if name in ("km", "mile", "miles")]
            assert all(name != "km" for name in lengths[::2]), write_sentence(said, made.figures)
            assert all(name == "km" for name in lengths[1::2]), write_sentence(said, made.figures)
        for table in block.tables:
            assert table.unit != "kilometers"
            if table.unit != "miles":
                continue
            for row in table.rows:
                figure = made.figures[row.figure]
                beside = [made.figures[p.figure] for p in row.label if isinstance(p, Shown)]
                if figure.quantity.value is None:
                    assert not beside
                    continue
                (km,) = beside
                assert figure.quantity.unit.name in ("mile", "miles")
                assert km.quantity.unit.name == "km" and km.quantity.value is not None
                # a step of five kilometers, a bound and whole numbers leave a mile of room
                assert abs(figure.quantity.value - km.quantity.value / MILE) <= 1
                assert f"({km.quantity.value:,.0f} km)" in write_parts(row.label, made.figures)
                seen += 1
    assert seen >= 5
