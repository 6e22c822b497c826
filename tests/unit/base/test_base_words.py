"""src/firstlight/base/words.py: shares in words, and texts that begin as sentences do."""

from __future__ import annotations

import pytest

from firstlight.assessment import Refusal
from firstlight.base.finding import Named, Sentence, Words
from firstlight.base.words import finish_sentence, share_in_words, start_large


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.05, "five in a hundred"),
        (0.2, "twenty in a hundred"),
        (0.125, "one hundred twenty-five in a thousand"),
        (0.5, "fifty in a hundred"),
        (0.999, "nine hundred ninety-nine in a thousand"),
        (0.0005, "five in ten thousand"),
        (1 / 3, "about thirty-three in a hundred"),
        (2e-6, "about two in a million"),
        (1e-9, "fewer than one in a million"),
        (1, "all"),
    ],
)
def test_a_share_is_said_without_a_digit(share: float, words: str) -> None:
    # Fails if a share is rounded without saying so, or a digit comes into plain words
    assert share_in_words(share) == words


def test_a_sentence_begins_large_whatever_it_is_made_of() -> None:
    # Fails if a holder typed in small letters opens a sentence as it was typed
    said = Sentence((Named("sheriff", ("e1",)), Words(" gave a total.")), ("e1",))
    assert [part.text for part in said.parts] == ["Sheriff", " gave a total."]
    assert Sentence((Words("the area lies there."),), ("e1",)).parts[0] == Words(
        "The area lies there."
    )


def test_a_reason_is_a_sentence() -> None:
    # Fails if reasons stand side by side in small letters, or one loses its stop
    refused = Refusal("A count", "the count is small, and hidden", "ask the holder", "Erie")
    assert refused.why == "The count is small, and hidden."
    assert refused.would_help == "Ask the holder."
    assert Refusal("A count", "It is hidden.", "", "Erie").would_help == ""
    assert finish_sentence("U.S. total?") == "U.S. total?" and start_large("") == ""
