"""R65: runaway and missing reports, episodes apart from children."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from made_world import ALPHA, BETA

HEADER = (
    "bullet,measure,group,place,period,value,low,high,status,unit,definition,holder,"
    "document,given_on,given_by,approved_by,approved_on\n"
)


def row(measure: str, place: str, value: str, unit: str, **changes: str) -> str:
    cells = {
        "bullet": "runaway_youth", "measure": measure, "group": "", "place": place,
        "period": "2024", "value": value, "low": "", "high": "", "status": "shown", "unit": unit,
        "definition": "as the unit counts", "holder": "Invented police unit",
        "document": "invented letter", "given_on": "2026-05-31", "given_by": "records clerk",
        "approved_by": "director", "approved_on": "2026-06-01",
    }  # fmt: skip
    return ",".join({**cells, **changes}.values()) + "\n"


def write(folder: Path, *rows: str) -> str:
    file = folder / "totals.csv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    return str(file)


def test_R65_reports_load_with_a_rate_a_margin_and_the_share_of_repeats(assess, tmp_path):
    """Reports against the bundled residents under 18; the share of repeats when both are given.

    Page: assessment, chapter five
    Fails when: reports are called children, the margin is lost, or a total is added to another.
    """
    reports = row("episodes", ALPHA, "400", "reports")
    then = row("episodes", ALPHA, "400", "reports", period="2018")
    totals = write(tmp_path, reports, row("children", ALPHA, "300", "children"), then)
    run = assess(ALPHA, "--totals", totals)
    figures = run.figures()

    rate = figures[f"entered.episodes_rate.{ALPHA}.2024"]
    assert rate["value"] == pytest.approx(1000 * 400 / 10000)
    assert rate["margin"] is None  # the survey that counted the residents ended years before
    assert "newer than the count of residents, so no margin of error" in run.page()
    # a count has no margin: only the residents' (100) remains
    margin = figures[f"entered.episodes_rate.{ALPHA}.2018"]["margin"]
    assert margin == pytest.approx(1000 * math.sqrt((0.04 * 100) ** 2) / 10000)
    assert figures[f"entered.episodes_repeat.{ALPHA}.2024"]["value"] == pytest.approx(25)
    reports = figures[f"entered.episodes.{ALPHA}.2024"]
    assert (reports["value"], reports["unit"]) == (400, "reports")
    document = run.json()
    (source,) = (s for s in document["parameters"][4]["sources"] if s["id"] == "runaway_youth")
    assert source["status"] == "partly" and "runaway reports" not in source["lacking"]
    evidence = document["evidence"][reports["evidence"][0]]
    assert (evidence["publisher"], evidence["release"]) == (
        "Invented police unit",
        "invented letter",
    )
    assert (evidence["altered_before_receipt"], evidence["retrieved"]) == ("as given", "2026-05-31")
    assert (evidence["file"], evidence["row"], evidence["column"]) == ("totals.csv", 2, "value")
    page = run.page()
    assert "Episodes are not children." in page and "as the unit counts" in page
    assert "400 children" not in page
    assert figures[f"missing_minors.{ALPHA}"]["value"] == 7  # the bundled figure is as it was


@pytest.mark.parametrize("value", [str(n) for n in range(1, 11)])
def test_R65_a_small_count_is_hidden_before_anything_is_worked_out(assess, tmp_path, value):
    """Fails when a count of 1 to 10 is shown, or its rate, its evidence or its hash tell it."""
    reports = row("episodes", ALPHA, value, "reports")
    totals = write(tmp_path, reports, row("children", ALPHA, value, "children"))
    figures = assess(ALPHA, "--totals", totals).figures()
    hidden = figures[f"entered.episodes.{ALPHA}.2024"]
    assert (hidden["status"], hidden["value"], hidden["evidence"]) == ("suppressed", None, [])
    assert f"entered.episodes_rate.{ALPHA}.2024" not in figures
    assert f"entered.episodes_repeat.{ALPHA}.2024" not in figures


def test_R65_a_blank_is_not_none(assess, tmp_path):
    """Fails when a blank value is read as 0; 0 itself is a count of none."""
    run = assess(ALPHA, "--totals", write(tmp_path, row("episodes", ALPHA, "", "reports")))
    assert run.status == 3 and "a blank is not 0" in run.err and not run.folder.exists()
    zero = assess(ALPHA, "--totals", write(tmp_path, row("episodes", ALPHA, "0", "reports")))
    assert zero.figures()[f"entered.episodes.{ALPHA}.2024"]["status"] == "true_zero"


@pytest.mark.parametrize(("status", "state"), [("refused", "refused"), ("not_reported", "waiting")])
def test_R65_an_answer_without_a_figure_turns_the_source(assess, tmp_path, status, state):
    """Fails when a refusal, or a question without an answer, looks as if nobody had asked."""
    line = row("", ALPHA, "", "", bullet="jail", status=status, definition="")
    sources = assess(ALPHA, "--totals", write(tmp_path, line)).json()["parameters"][3]["sources"]
    (jail,) = (s for s in sources if s["id"] == "jail")
    assert jail["status"] == state


def test_R65_a_visa_total_is_never_shared_out_to_a_county(assess, tmp_path):
    """Fails when a county gets T or U visas from a larger total; own certifications pass."""
    for line in (
        row("t_visas", ALPHA, "50", "people", bullet="t_visas"),
        row("u_visas", "area", "50", "people", bullet="u_visas"),
        row("u_visa_certifications", ALPHA, "50", "certifications", bullet="u_visas",
            definition="allocated from the state total"),
    ):  # fmt: skip
        run = assess(ALPHA, BETA, "--totals", write(tmp_path, line))
        assert run.status == 3 and "shared out" in run.err and not run.folder.exists()
    own = row("u_visa_certifications", ALPHA, "50", "certifications", bullet="u_visas")
    state = row("t_visas", "TX", "500", "people", bullet="t_visas")
    run = assess(ALPHA, "--totals", write(tmp_path, own, state))
    assert run.figures()["entered.t_visas.TX.2024"]["value"] == 500
    assert run.figures()[f"entered.u_visa_certifications.{ALPHA}.2024"]["value"] == 50


def test_R65_no_small_rest_between_reports_and_reports_from_care(assess, tmp_path):
    """Fails when reports less reports from care tell 1 to 10."""
    reports = row("episodes", ALPHA, "250", "reports")
    care = row("missing_from_care", ALPHA, "246", "reports")
    figures = assess(ALPHA, "--totals", write(tmp_path, reports, care)).figures()
    assert figures[f"entered.episodes.{ALPHA}.2024"]["value"] == 250
    assert figures[f"entered.missing_from_care.{ALPHA}.2024"]["status"] == "suppressed"


def test_R65_words_beside_a_total_tell_no_count(assess, tmp_path):
    """Fails when a definition can tell a hidden count, or a message repeats it."""
    told = row("episodes", ALPHA, "250", "reports", definition="reports about 246 children")
    run = assess(ALPHA, "--totals", write(tmp_path, told))
    assert run.status == 3 and "column definition" in run.err
    assert "about 246" not in run.err and not run.folder.exists()
