"""src/firstlight/assessment/measures.py: whose margin a comparison with the nation means."""

from __future__ import annotations

import datetime

import pytest

from firstlight.assessment import Library
from firstlight.assessment.measures import make_block
from firstlight.assessment.register import open_register
from firstlight.base.finding import Words
from firstlight.places import resolve_places


@pytest.mark.parametrize(
    ("place", "measure", "said"),
    [
        ("48201", "poverty", "by more than its own margin of error."),
        ("01009", "poverty", "lies within its own margin of error."),
    ],
)
def test_the_margin_in_a_comparison_is_the_countys_own(
    library: Library, place: str, measure: str, said: str
) -> None:
    """Fails when a test of the county's margin alone is told as one of both figures."""
    register = open_register(library, datetime.date(2026, 11, 22))
    area = resolve_places([place], library.gazetteer)
    block = make_block(library, register, library.catalogue.indicators[measure], area)
    texts = [
        "".join(part.text for part in sentence.parts if isinstance(part, Words))
        for sentence in block.sentences
    ]
    (told,) = (text for text in texts if "margin of error" in text and "nation" in text)
    assert told.endswith(said)
