"""R55 to R72: the totals that the guide names can be entered by the page, with the files' rules."""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from entered_rows import total_row

HARRIS = "48201"


class Lead:
    """A lead at the site: fills in a form, reads the preview, keeps it, reads the assessment."""

    def __init__(self) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstlight_web.settings")
        import django

        django.setup()
        from django.test import Client

        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")

    def send(self, measure: str, value: str, step: str, **changes: str) -> Any:
        path = f"/enter/total/{measure}/?place={HARRIS}"
        form = self.client.get(path).content.decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
        assert token is not None
        row = {**total_row(measure, value), "place": HARRIS, **changes}
        return self.client.post(path, {**row, "step": step, "csrfmiddlewaretoken": token[1]})

    def refuse(self, measure: str, value: str = "250", **changes: str) -> str:
        """What the page says to an entry that may not be."""
        answer = self.send(measure, value, "keep", **changes)
        assert answer.status_code == 422
        return html.unescape(answer.content.decode())

    def preview(self, measure: str, value: str = "250", **changes: str) -> str:
        answer = self.send(measure, value, "preview", **changes)
        assert answer.status_code == 200, answer.content.decode()
        return html.unescape(answer.content.decode())

    def enter(self, measure: str, value: str = "250", **changes: str) -> None:
        assert self.send(measure, value, "keep", **changes).status_code == 302

    def figures(self) -> dict[str, Any]:
        answer = self.client.get(f"/assessment/assessment.json?place={HARRIS}")
        return {figure["id"]: figure for figure in json.loads(answer.content)["figures"]}


@pytest.fixture
def lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lead:
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    return Lead()


def test_R55_vice_counts_and_unit_hours_are_entered_and_divided(lead: Lead) -> None:
    """Vice counts and the hours behind them in one form; the rate per effort stands beside.

    Page: enter a figure; assessment, chapter four
    Fails when: the form has no field for the effort, or the count stands without it.
    """
    lead.enter("vice_arrests", "660", effort="4400")
    figures = lead.figures()
    assert figures[f"entered.vice_hours.{HARRIS}.2024"]["value"] == 4400
    rates = [f for n, f in figures.items() if n.startswith("entered.vice_arrests_by_vice_hours")]
    assert [rate["value"] for rate in rates] == [pytest.approx(1000 * 660 / 4400)]


def test_R57_truancy_is_entered_by_school_year_and_district(lead: Lead) -> None:
    """A school year and a district; no pupil, and the link is said to be weak.

    Page: enter a figure
    Fails when: a calendar year passes, or the form takes a row about a pupil.
    """
    assert "counted by school year" in lead.refuse("truant_pupils", period="2024")
    told = lead.refuse("truant_pupils", definition="pupils such as Maria Gonzalez")
    assert "person's name" in told and "Gonzalez" not in told
    page = lead.preview("truant_pupils", "420", district="Invented School District")
    assert "Invented School District" in page


def test_R58_visa_fraud_and_another_indicator_with_its_reason(lead: Lead) -> None:
    """A field for visa fraud, and an open slot that asks why it is entered.

    Page: enter a figure
    Fails when: another indicator passes without a reason or a unit of its own.
    """
    assert 'id="rationale-fault"' in lead.refuse("other_indicator", unit="permits", rationale="")
    reason = "Permits show who brings workers here."
    page = lead.preview("other_indicator", "250", unit="permits", rationale=reason)
    assert "The leads entered it for this reason" in page and "250 permits" in page
    assert "This is how it will read" in lead.preview("visa_fraud_cases", place="TX")


def test_R59_R60_bookings_by_age_band_and_kind_of_facility(lead: Lead) -> None:
    """Bookings of a jail and of other facilities, by age band; a name is refused.

    Page: enter a figure
    Fails when: a kind of facility is not asked for, or a date of birth passes.
    """
    assert "local jails" in lead.preview("jail_trafficking", "45", age="18-24")
    kinds = lead.refuse("corrections_bookings", facility_type="")
    assert 'id="facility_type-fault"' in kinds
    assert "date of birth" in lead.refuse("jail_bookings", definition="born on a day in May")


def test_R61_continued_presence_is_hidden_up_to_ten_with_its_notice(lead: Lead) -> None:
    """The notice of 8 U.S.C. 1367 on the form; 1 to 10 are hidden and never kept.

    Page: enter a figure
    Fails when: the notice is gone, or a small number stands on the preview.
    """
    form = lead.client.get(f"/enter/total/continued_presence/?place={HARRIS}").content.decode()
    assert "8 U.S.C. 1367" in form
    page = lead.preview("continued_presence", "7", place="TX")
    assert "The number is not kept." in page and 'value="7"' not in page


@pytest.mark.parametrize("measure", ["t_visas", "u_visas"])
def test_R62_R63_visas_are_entered_for_a_state_and_never_for_a_county(
    lead: Lead, measure: str
) -> None:
    """The form offers the state and the nation; a county is refused with the reason.

    Page: enter a figure
    Fails when: a county gets a share of a larger total, by its choice or by words.
    """
    form = lead.client.get(f"/enter/total/{measure}/?place={HARRIS}").content.decode()
    places = form.partition('name="place"')[2].partition("</select>")[0]
    assert 'value="TX"' in places and f'value="{HARRIS}"' not in places
    assert 'id="place-fault"' in lead.refuse(measure, "500")
    page = lead.preview(measure, "500", place="TX")
    assert "500" in page
    if measure == "u_visas":
        assert "crime victims, not only trafficking" in page


def test_R65_reports_and_children_are_entered_apart(lead: Lead) -> None:
    """Reports and different children in two forms; the rate and the share of repeats follow.

    Page: enter a figure; assessment, chapter five
    Fails when: the two are added, or the rate for young residents is not made.
    """
    lead.enter("episodes", "4250")
    lead.enter("children", "3100")
    figures = lead.figures()
    assert figures[f"entered.episodes_repeat.{HARRIS}.2024"]["value"] == pytest.approx(
        100 * (1 - 3100 / 4250)
    )
    assert figures[f"entered.episodes_rate.{HARRIS}.2024"]["value"] > 0
    assert 7350 not in [figure["value"] for figure in figures.values()]


def test_R69_screened_and_not_screened_are_entered_apart(lead: Lead) -> None:
    """Screened, not screened and positive in a program's own forms; signs seen stand apart.

    Page: enter a figure; assessment, chapter five
    Fails when: more are positive than were screened, or the notice of VAWA is gone.
    """
    form = lead.client.get(f"/enter/total/dvsa_screened/?place={HARRIS}").content.decode()
    assert "VAWA" in form and "not even encoded" in form
    for measure, value in (
        ("dvsa_served", "1000"),
        ("dvsa_screened", "400"),
        ("dvsa_not_screened", "550"),
        ("dvsa_signs_seen", "30"),
    ):
        lead.enter(measure, value)
    told = lead.refuse("dvsa_positive", "401")
    assert "is larger than row" in told and "was entered before" in told
    lead.enter("dvsa_positive", "40")
    positive = lead.figures()[f"entered.dvsa_positive_by_dvsa_screened.{HARRIS}.2024"]
    assert positive["value"] == pytest.approx(10)


@pytest.mark.parametrize("measure", ["hd_screened", "er_screened"])
def test_R70_R71_health_totals_say_how_they_may_be_shared(lead: Lead, measure: str) -> None:
    """The form of a health department and of an emergency room asks for the lawful way.

    Page: enter a figure
    Fails when: safe harbor passes for a county, the way is not asked, or the tag is not shown.
    """
    offered = lead.client.get(f"/enter/?place={HARRIS}").content.decode()
    template = {"hd": "health_department", "er": "emergency_room"}[measure[:2]]
    card = offered.partition(f'id="{template}"')[2].partition("</section>")[0]
    assert "Tag: health." in card and f"/enter/total/{measure}/" in card
    assert 'id="privacy_route-fault"' in lead.refuse(measure, "600", privacy_route="")
    told = lead.refuse(measure, "600", privacy_route="safe_harbor")
    assert "no place smaller than a state" in told
    assert "The way it was shared" in lead.preview(measure, "600")


@pytest.mark.parametrize(
    ("measure", "reads"),
    [
        ("legal_t_applications", "62 applications"),
        ("legal_u_applications", "62 applications"),
        ("legal_wage_claims", "62 claims"),
        ("legal_vacatur", "62 motions"),
    ],
)
def test_R72_legal_services_have_a_form_for_each_kind_of_help(
    lead: Lead, measure: str, reads: str
) -> None:
    """T and U applications supported, wage claims, motions to vacate.

    Page: enter a figure
    Fails when: one of the four has no form, or the preview says another number or unit.
    """
    assert reads in lead.preview(measure, "62")
    assert f'href="/enter/total/{measure}/' in lead.client.get(f"/enter/?place={HARRIS}").text
