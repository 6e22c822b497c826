"""R69 to R72: totals of domestic violence programs, health, emergency rooms and legal aid."""

from __future__ import annotations

import csv
import html
import json
import re

import pytest

from entered_rows import total_row, write_totals
from firstlight.catalogue import read_catalogue
from firstlight.cli import main
from made_world import ALPHA


def block_of(run, measure):
    """The words of the report's block of one entered measure, with their spaces."""
    _, found, rest = run.page().partition(f'id="entered_{measure}"')
    assert found, measure
    text = html.unescape(re.sub(r"<[^>]+>", " ", rest.partition("<section")[0]))
    return re.sub(r"\s+([.,:;])", r"\1", " ".join(text.split()))


def measures_of_form(capsys, name):
    """The measures that the form of one kind of holder has a row for, and its document."""
    assert main(["template", name, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    lines = [line for line in document["text"].splitlines() if not line.startswith(("#", '"#'))]
    return [row["measure"] for row in csv.DictReader(lines)], document


def source_of(run, bullet):
    (found,) = (s for s in run.json()["parameters"][4]["sources"] if s["id"] == bullet)
    return found


def test_R69_caseload_is_split_into_screened_and_not_screened(assess, tmp_path, capsys):
    """Signs seen stand apart for screened and not screened; only the screened make a share.

    Page: template dv_sa; assessment, chapter five
    Fails when: the form loses a field, the share of positives has everybody served below the
    line, signs seen without a screening are added to positives, or who is in neither is shared.
    """
    fields, _ = measures_of_form(capsys, "dv_sa")
    assert {"dvsa_served", "dvsa_screened", "dvsa_not_screened"} < set(fields)
    assert {"dvsa_positive", "dvsa_signs_seen"} < set(fields), "seen with and without a screening"
    totals = write_totals(
        tmp_path,
        total_row("dvsa_served", "1000"),
        total_row("dvsa_screened", "400"),
        total_row("dvsa_not_screened", "550"),
        total_row("dvsa_positive", "40"),
        total_row("dvsa_referred", "20"),
        total_row("dvsa_signs_seen", "30"),
    )
    run = assess(ALPHA, "--totals", totals)
    figures = run.figures()
    positive = figures[f"entered.dvsa_positive_by_dvsa_screened.{ALPHA}.2024"]
    assert positive["value"] == pytest.approx(100 * 40 / 400)
    assert figures[f"entered.dvsa_served.{ALPHA}.2024.not_stated.split"]["value"] == 50
    assert not [name for name in figures if "positive_by_dvsa_served" in name]
    assert not [name for name in figures if "signs_seen_by" in name]
    assert 70 not in [f["value"] for n, f in figures.items() if n.startswith("entered.")]
    block = block_of(run, "dv_sa")
    assert "“Positive screens for trafficking: people served,” gave 40 people" in block
    assert "without a screening: people served,” gave 30 people" in block
    assert "“Not screened for trafficking: people served,” gave 550 people" in block
    assert "50 people [" in block.replace("\u2060", "").replace("  ", " ")
    assert "VAWA" in block and "not even encoded" in block
    assert source_of(run, "dv_sa")["status"] == "partly"
    wrong = total_row("dvsa_positive", "40", effort="1000", effort_unit="people")
    run = assess(ALPHA, "--totals", write_totals(tmp_path, wrong))
    assert run.status == 3 and "Write people screened" in run.err


def test_R69_a_victim_service_provider_has_a_screening_of_its_own(assess, tmp_path):
    """Screened, positive and referred of a provider whose clients are counted apart.

    Page: assessment, chapter five
    Fails when: the positives are divided by clients, more may be positive than were screened,
    whoever was screened must be a client, or somebody screened is called a victim.
    """
    rows = (
        total_row("vs_served", "63"),
        total_row("vs_screened", "310"),
        total_row("vs_positive", "38"),
        total_row("vs_referred", "6"),
    )
    run = assess(ALPHA, "--totals", write_totals(tmp_path, *rows))
    figures = run.figures()
    rate = figures[f"entered.vs_positive_by_vs_screened.{ALPHA}.2024"]
    assert rate["value"] == pytest.approx(100 * 38 / 310)
    assert figures[f"entered.vs_referred.{ALPHA}.2024"]["value"] is None
    assert f"entered.vs_referred_by_vs_positive.{ALPHA}.2024" not in figures
    assert not [name for name in figures if "by_vs_served" in name and "positive" in name]
    words = read_catalogue().entered
    for name in ("vs_screened", "vs_positive", "vs_referred"):
        assert "are not trafficking victims by that" in words[name].no_victims
    wrong = total_row("vs_positive", "400")
    run = assess(ALPHA, "--totals", write_totals(tmp_path, rows[1], wrong))
    assert run.status == 3 and "(vs_positive) is larger than row 2 (vs_screened)" in run.err


def test_R69_contradictions_are_told_with_their_rows(assess, tmp_path):
    """More positive than screened, or more screened and not than served: each row is named.

    Page: assess
    Fails when: either contradiction passes, or one of the two is told and the other is not.
    """
    totals = write_totals(
        tmp_path,
        total_row("dvsa_served", "1000"),
        total_row("dvsa_screened", "700"),
        total_row("dvsa_not_screened", "550"),
        total_row("dvsa_positive", "800"),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 3 and not run.folder.exists()
    assert "Row 5 (dvsa_positive) is larger than row 3 (dvsa_screened)" in run.err
    assert "Rows 3, 4 are parts of row 2 and are more than it together" in run.err


def test_R70_a_health_department_has_a_form_with_the_tag_health(assess, tmp_path, capsys):
    """An aggregate form for the department's programs, under the arena tag health.

    Page: template health_department; assessment, chapter five
    Fails when: the form or its tag is gone, or the way it may be shared is not asked for.
    """
    fields, form = measures_of_form(capsys, "health_department")
    assert fields == ["hd_served", "hd_screened", "hd_positive", "hd_referred"]
    assert form["tag"] == "health"
    assert "Tag: health. Kind of service: emergency rooms and low-income clinics." in form["text"]
    rows = (total_row("hd_served", "5000"), total_row("hd_screened", "1000"))
    run = assess(ALPHA, "--totals", write_totals(tmp_path, *rows))
    rate = run.figures()[f"entered.hd_screened_by_hd_served.{ALPHA}.2024"]
    assert rate["value"] == pytest.approx(20)
    assert "HIPAA" in block_of(run, "health_departments")
    assert source_of(run, "health_departments")["status"] == "partly"
    for route in ("", "safe_harbor"):
        row = total_row("hd_served", "5000", privacy_route=route)
        run = assess(ALPHA, "--totals", write_totals(tmp_path, row))
        assert run.status == 3 and "column privacy_route" in run.err


def test_R71_emergency_rooms_with_the_screening_rate(assess, tmp_path, capsys):
    """Visits, screens, positive screens and referrals, each rate with its own denominator.

    Page: template emergency_room; assessment, chapter five
    Fails when: the form loses one of the four, the screening rate has not the visits below the
    line, or positives have.
    """
    fields, _ = measures_of_form(capsys, "emergency_room")
    assert fields == ["er_visits", "er_screened", "er_positive", "er_referred"]
    rows = (
        total_row("er_visits", "60000"),
        total_row("er_screened", "6000"),
        total_row("er_positive", "90"),
        total_row("er_referred", "45"),
    )
    run = assess(ALPHA, "--totals", write_totals(tmp_path, *rows))
    figures = run.figures()
    assert "10.0 screened for each hundred" in block_of(run, "emergency_rooms")
    assert "1.5 positive for each hundred screened" in block_of(run, "emergency_rooms")
    assert not [name for name in figures if "er_positive_by_er_visits" in name]
    for name, value in (
        ("er_screened_by_er_visits", 10),
        ("er_positive_by_er_screened", 1.5),
        ("er_referred_by_er_positive", 50),
    ):
        assert figures[f"entered.{name}.{ALPHA}.2024"]["value"] == pytest.approx(value)


def test_R71_a_small_number_of_positive_screens_is_hidden_with_its_rate(assess, tmp_path):
    """Six positive screens are hidden in figure, sentence and rate.

    Page: assessment, chapter five
    Fails when: 1 to 10 positive screens are shown, or the rate tells them.
    """
    rows = (total_row("er_screened", "6000"), total_row("er_positive", "6"))
    run = assess(ALPHA, "--totals", write_totals(tmp_path, *rows))
    assert "gave 6 visits" not in block_of(run, "emergency_rooms")
    assert run.figures()[f"entered.er_positive.{ALPHA}.2024"]["status"] == "suppressed"
    assert f"entered.er_positive_by_er_screened.{ALPHA}.2024" not in run.figures()


def test_R72_legal_services_support_applications_claims_and_vacatur(assess, tmp_path, capsys):
    """T and U applications supported, wage claims and vacatur motions.

    Page: template legal_services; assessment, chapter five
    Fails when: one of the four has no field, U petitions look like trafficking alone, or a
    legal aid claim is added to the state's.
    """
    fields, _ = measures_of_form(capsys, "legal_services")
    rows = (
        total_row("legal_t_applications", "62"),
        total_row("legal_u_applications", "440"),
        total_row("legal_wage_claims", "170"),
        total_row("legal_vacatur", "12"),
    )
    assert {row["measure"] for row in rows} < set(fields)
    state = total_row("wage_claims", "325")
    run = assess(ALPHA, "--totals", write_totals(tmp_path, *rows, state))
    figures = run.figures()
    assert figures[f"entered.wage_claims.{ALPHA}.2024"]["value"] == 325
    assert 170 + 325 not in [figure["value"] for figure in figures.values()]
    for row in rows:
        figure = figures[f"entered.{row['measure']}.{ALPHA}.2024"]
        assert figure["value"] == int(row["value"])
    label = figures[f"entered.legal_u_applications.{ALPHA}.2024"]["label"]
    assert "crime victims, not only trafficking" in label
    block = block_of(run, "legal_providers")
    assert "A claim can also stand in the state labor agency's count. The two are never" in block
    for words in ("62 applications", "440 applications", "170 claims", "12 motions"):
        assert words in block
