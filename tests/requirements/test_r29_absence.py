"""R29: no arrests is never no trafficking."""

from __future__ import annotations

import re

import pytest

from made_world import ALPHA, BETA
from statement_rows import statement_row, write_statements

SAID = (
    "There is no trafficking in this county.",
    "No arrests were made, so trafficking is not a problem here.",
    "Trafficking does not occur here.",
)
SOURCE = "an invented study, for this test"


def test_R29_a_recorded_zero_shows_what_it_cannot_rule_out(world, assess):
    """With a zero from an agency that reported, the page shows upper bounds.

    Page: assessment, chapter two
    Fails when: `make_bounds` stops bounding a true zero, or bounds without a choice.
    Differs: the issue wins. The bound appears only after a person chose a detection range and
    its source, beside the agency, never in the summary.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "0")

    run = assess(ALPHA, "--detection", "0.1..0.2", "--detection-source", SOURCE)

    small = run.figures()["bound.TX0000001.2020.at_low_share"]
    large = run.figures()["bound.TX0000001.2020.at_high_share"]
    assert (small["value"], small["status"]) == (0, "true_zero")
    assert (small["low"], small["high"]) == (0, 28)
    assert (large["low"], large["high"]) == (0, 13)
    page = run.page()
    block = page.split('id="recorded_offenses"', 1)[1].split("<section", 1)[0]
    shown = re.findall(
        r'<data value="28"[^>]*data-figure="bound.TX0000001.2020.at_low_share"', block
    )
    assert shown and SOURCE in block
    first_page = page.split("The five questions", 1)[0]
    assert "bound.TX0000001" not in first_page
    assert run.json()["detection"]["source"] == SOURCE


def test_R29_no_bound_without_a_choice_and_none_where_nobody_reported(world, assess):
    """Without a choice no bound; where no agency reported, not even a bound.

    Page: assessment, refusals
    Fails when: a default detection share is put into `assess`.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.agency("TX0000002", "Beta Police Department", BETA)
    world.offense("TX0000001", "Alpha", "2020", "0")

    run = assess(ALPHA)
    assert not [name for name in run.figures() if name.startswith("bound.")]
    assert any("Nobody has chosen" in refusal["why"] for refusal in run.json()["refusals"])


def test_R29_where_nobody_reported_there_is_not_even_a_bound(world, assess):
    """No agency reported, so not even a bound, whatever range was chosen.

    Page: assessment, refusals
    Fails when: `read_recorded` takes an agency without rows for one that counted none.
    """
    world.agency("TX0000002", "Beta Police Department", BETA)

    run = assess(BETA, "--detection", "0.1..0.2", "--detection-source", SOURCE)

    assert not [name for name in run.figures() if name.startswith("bound.")]
    whys = [refusal["why"] for refusal in run.json()["refusals"]]
    assert "No agency reported, so not even a bound." in whys


def test_R29_the_words_no_trafficking_do_not_pass(assess, tmp_path):
    """The guard stops a report with such a sentence, ours or a lead's; the shipped words pass it.

    Page: every report
    Fails when: the absence rule loses its pattern, or `guard_words` is not called.
    """
    (tmp_path / "notes").mkdir()
    for place, sentence in enumerate(SAID):
        row = statement_row(statement=sentence)
        said = write_statements(tmp_path / "notes", row, name=f"{place}.csv")
        run = assess(ALPHA, "--statements", said)
        assert run.status == 3 and "column statement" in run.err, sentence
        assert sentence not in run.err and not run.folder.exists()
    run = assess(ALPHA)
    assert run.status == 0 and "That is not zero" in run.page()
    plain = " ".join(re.sub(r"<[^>]+>", " ", run.page()).split()).lower()
    assert not re.search(r"\b(?:there is|there was|has|had) no trafficking\b", plain)


@pytest.mark.parametrize("sentence", SAID)
def test_R29_words_of_ours_that_say_none_are_stopped_before_anything_is_written(
    world, assess, sentence
):
    """The same words in a sentence of the catalogue: the linter stops the whole assessment.

    Page: every report
    Fails when: `guard_words` is not called, or the absence rule loses its pattern.
    """
    file = world.catalogue / "context" / "minors_arrested.yaml"
    text = file.read_text("utf-8")
    old = "The report comes from {agencies}, which serve {residents}."
    assert old in text
    file.write_text(text.replace(old, f"{old} {sentence}"), "utf-8")
    run = assess(ALPHA)
    assert run.status == 1 and "absence_asserted blocks" in run.err
    assert not run.folder.exists()
