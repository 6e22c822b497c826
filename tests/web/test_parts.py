"""The words and groups that pages are put together from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firstlight.assessment import Refusal, SourceState
from firstlight.base.words import count_in_words
from firstlight.report.page import fixed, group_refusals, mark_evidence, raw, sentence_case
from firstlight.report.source_words import sources_by_state, sources_in_words


def source(status: str) -> SourceState:
    return SourceState(status, status, "", status, "", "", (), ())


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no"), (1, "one"), (12, "twelve"), (20, "twenty"), (41, "forty-one"), (99, "ninety-nine")],
)
def test_counts_of_our_own_lists_are_written_in_words(number: int, words: str) -> None:
    assert count_in_words(number) == words


def test_the_sentence_on_sources_counts_every_state_and_gaps_come_first() -> None:
    states = ["in_hand", "partly", "not_collected", "not_collected", "waiting", "refused"]
    sources = [source(state) for state in states]
    assert sources_in_words(sources) == (
        "One of six sources is in hand, one in part, one waiting for an answer, one refused. "
        "Two are not in hand yet."
    )
    assert [s.status for s in sources_by_state(sources)][:2] == ["not_collected"] * 2
    assert sources_by_state(sources)[-1].status == "in_hand"


def test_the_marks_of_a_figure_fold_into_one_that_names_all_when_read_aloud() -> None:
    one = mark_evidence(["e7"])
    assert one is not None and (one.first, one.text, one.label) == ("e7", "7", "Evidence 7")
    many = mark_evidence(["e4", "e2", "e3", "e9", "e12"])
    assert many is not None
    assert (many.first, many.text) == ("e2", "2–4, 9, …")
    assert many.label == "Evidence 2 to 4, 9, 12"
    assert mark_evidence([]) is None


def test_fixed_words_are_marked_only_where_they_hold_a_digit_and_stay_text() -> None:
    assert fixed("Residents") == "Residents"
    assert fixed("under 18 & <b>") == '<span data-fixed="">under 18 &amp; &lt;b&gt;</span>'


def test_numbers_for_scripts_are_whole() -> None:
    assert (raw(None), raw(0.1), raw(16.0)) == ("", "0.1", "16.0")


def test_sentences_end_once() -> None:
    assert sentence_case("no report") == "No report."
    assert sentence_case("Why?") == "Why?"
    assert sentence_case("") == ""


def test_refusals_with_one_reason_stand_together_and_none_is_lost() -> None:
    refusals = [
        Refusal("Offenses", "no return", "A return.", "Austin County, TX"),
        Refusal("Offenses", "no return", "A return.", "Waller County, TX"),
        Refusal("Offenses", "no return", "A return.", "Waller County, TX"),
        Refusal("Students", "not additive", "", "the area"),
    ]
    first, second = group_refusals(refusals, "the area")
    assert [(a.whats, a.places) for a in first.answers] == [
        (("Offenses",), ("Austin County, TX", "Waller County, TX")),
    ]
    assert [(a.whats, a.places) for a in second.answers] == [(("Students",), ())]


def test_what_an_area_lacks_through_one_county_stands_once_and_the_county_is_named_once() -> None:
    """Fails when each measure is listed for the area and for its county, or repeats its name."""
    region = "Northeastern Connecticut Planning Region, CT"
    drawn = "its borders were drawn anew"
    theirs = [Refusal(what, drawn, "", region) for what in ("Homes", "Jobs", "Pay")]
    areas = [
        Refusal(what, f"{region.removesuffix(', CT')}: {drawn}", "", "the area")
        for what in ("Homes", "Jobs")
    ]
    other = Refusal("Homes", "Worcester County: nobody asked", "", "the area")
    first, second = group_refusals([*areas, *theirs, other], "the area")
    assert [(a.whats, a.places) for a in first.answers] == [
        (("Pay",), (region,)),
        (("Homes", "Jobs"), (region, "the area as a whole")),
    ]
    assert first.why == "Its borders were drawn anew."
    assert second.why == "Worcester County: nobody asked."  # no county is refused for that
    # an area's reason that no county gives, or with another way out, is never folded away
    apart = group_refusals([theirs[0], replace(areas[0], would_help="A map.")], "the area")
    assert [group.would_help for group in apart][1] == "A map."
