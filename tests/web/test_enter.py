"""Enter a figure by the page: who may send it, what is refused, what is kept, and what is not."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from entered_rows import total_row
from firstlight.entered import ROW_COLUMNS, Kept, write_rows
from web.visiting import Reply, Site, query

HARRIS = query("48201")
FORM, ANSWER = f"/enter/total/episodes/{HARRIS}", f"/enter/answer/jail/{HARRIS}"
LIST, BACK = f"/entered/{HARRIS}", f"/entered/take-back/{HARRIS}"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for data of the test's own."""
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    yield tmp_path / "data"


def fields(value: str = "250", measure: str = "episodes", **changes: str) -> dict[str, str]:
    row = total_row(measure, value, place="48201", **changes)
    return {name: cell for name, cell in row.items() if cell}


def on_disk(data: Path) -> str:
    files = sorted((data / "entered").glob("*.csv")) if (data / "entered").is_dir() else []
    return "\n".join(file.read_text("utf-8") for file in files)


def keep(site: Site, sent: dict[str, str], path: str = FORM) -> Reply:
    """Preview, then confirm just what the preview's own form holds."""
    shown = site.send(path, {**sent, "step": "preview"})
    assert shown.status == 200, shown.text
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.text)
    again = {name: html.unescape(value) for name, value in pairs if name != "csrfmiddlewaretoken"}
    return site.send(path, {**again, "step": "keep"})


def test_a_figure_is_previewed_kept_listed_read_and_taken_back(site: Site, data: Path) -> None:
    """The whole way. Fails when a preview writes, or the assessment does not read what is kept."""
    shown = site.send(FORM, {**fields(), "step": "preview"})
    assert shown.status == 200 and "This is how it will read" in shown.text
    said = "Invented unit (records clerk)"
    assert said in shown.text and on_disk(data) == ""
    kept = keep(site, fields())
    assert kept.status == 302 and kept.headers["Location"].startswith("/entered/?kept=")
    assert "250" in on_disk(data)
    page = site.ask(kept.headers["Location"].partition("#")[0])
    assert "Kept." in page.text and "250 reports" in page.text
    assert page.headers["Cache-Control"] == "no-store" == shown.headers["Cache-Control"]
    read = site.ask(f"/assessment/{HARRIS}").text
    assert said in read and 'id="entered_runaway_youth"' in read
    assert "Public data, and what the leads entered" in read
    row = re.search(r'name="row" value="(\w+)"', page.text)
    assert row is not None
    taken = site.send(BACK, {"row": row[1]})
    assert taken.status == 200 and "Taken back:" in taken.text
    assert on_disk(data) == "" and said not in site.ask(f"/assessment/{HARRIS}").text
    assert "Taken back:" not in site.send(BACK, {"row": row[1]}).text


@pytest.mark.parametrize(
    "changes",
    [
        {"token": ""},
        {"token": "x" * 64},
        {"Cookie": ""},
        {"Origin": "http://example.org"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_a_form_of_another_site_is_refused(site: Site, data: Path, changes: dict[str, str]) -> None:
    """Fails when a page elsewhere, or a program without the token, can enter or take back."""
    for path, sent in ((FORM, {**fields(), "step": "keep"}), (BACK, {"row": "x"})):
        reply = site.send(path, sent, **changes)
        assert reply.status == 403 and "nothing was kept" in reply.text
    assert on_disk(data) == ""


def test_another_name_of_this_computer_cannot_send(site: Site, data: Path) -> None:
    """Fails when the host is not checked for a form."""
    reply = site.ask(FORM, method="POST", body="step=keep", host="example.org")
    assert reply.status == 400 and on_disk(data) == ""


@pytest.mark.parametrize("path", ["/", f"/enter/{HARRIS}", LIST, f"/assessment/{HARRIS}",
                                  f"/entered/entered-totals.csv{HARRIS}", "/sources/"])  # fmt: skip
def test_every_other_address_only_answers(site: Site, path: str) -> None:
    """Fails when a form can be sent to a page that has none."""
    assert site.send(path, fields()).status == 405
    for method in ("PUT", "DELETE", "PATCH"):
        assert site.ask(FORM, method=method).status == 405


def test_the_token_lies_in_a_strict_cookie(site: Site) -> None:
    """Fails when the browser would send the token along with another site's form."""
    cookie = site.ask(FORM).headers["Set-Cookie"]
    assert "SameSite=Strict" in cookie and "HttpOnly" in cookie and "Max-Age" not in cookie


def test_every_fault_stands_at_the_top_and_at_its_field(site: Site, data: Path) -> None:
    """Fails when faults of several fields are told one by one, or one leads nowhere."""
    sent = fields("", low="40", high="12", period="soon", holder="", approved_by="")
    reply = site.send(FORM, {**sent, "step": "keep"})
    assert reply.status == 422 and on_disk(data) == ""
    ids = set(re.findall(r'\bid="([^"]+)"', reply.text))
    top = reply.text.partition('id="faults"')[2].partition("</section>")[0]
    led = re.findall(r'href="#([^"]+)"', top)
    assert {"f-low", "f-period", "f-holder", "f-approved_by"} <= set(led) <= ids
    for column in ("low", "period", "holder", "approved_by"):
        assert f'id="{column}-fault"' in reply.text
        assert f'aria-describedby="{column}-hint {column}-fault"' in reply.text
    assert "The range ends before it begins." in reply.text
    assert 'value="40"' in reply.text and 'value="12"' in reply.text  # digits name nobody


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("definition", "reports on Maria Gonzalez"),
        ("definition", "born on 2009-03-04"),
        ("definition", "she was 14 when she left"),
        ("holder", "Maria Gonzalez"),
        ("document", "case no 2024-55871"),
        ("given_by", "survivor"),
        ("approved_by", "maria@example.org"),
        ("period", "Maria Gonzalez"),
        ("value", "Maria"),
    ],
)
def test_words_that_may_name_a_person_are_refused_and_not_repeated(
    site: Site, data: Path, column: str, told: str
) -> None:
    """Fails when a name, a birth date or a case number is kept, or stands on the answer."""
    for step in ("preview", "keep"):
        reply = site.send(FORM, {**fields(), column: told, "step": step})
        assert reply.status == 422 and f'id="{column}-fault"' in reply.text
        if told != "survivor":
            assert told not in html.unescape(reply.text)
    assert on_disk(data) == ""


@pytest.mark.parametrize("value", ["1", "6", "10"])
def test_a_small_count_is_hidden_from_the_preview_on(site: Site, data: Path, value: str) -> None:
    """Fails when a count of 1 to 10 stands in the preview, in its hidden fields or on the disk."""
    sent = fields(value, definition="as the unit counts")
    shown = site.send(FORM, {**sent, "step": "preview"})
    assert "The number is not kept." in shown.text and "hidden to protect people" in shown.text
    assert f'name="value" value="{value}"' not in shown.text
    assert keep(site, sent).status == 302
    rows = list(csv.DictReader(io.StringIO(on_disk(data).partition("\nbullet")[2]), ["bullet"]))
    assert rows and f",{value}," not in on_disk(data) and ",suppressed," in on_disk(data)
    assert "The number was never kept." in site.ask(LIST).text
    assert ",suppressed," in site.ask(f"/entered/entered-totals.csv{HARRIS}").text


def test_two_entries_about_the_same_thing_are_asked_about(site: Site, data: Path) -> None:
    """Fails when the second silently replaces the first, or both are added."""
    keep(site, fields("250"))
    asked = site.send(FORM, {**fields("290"), "step": "preview"})
    assert asked.status == 422 and "What becomes of the earlier one?" in asked.text
    assert "was entered before: Runaway and missing reports" in html.unescape(asked.text)
    keep(site, fields("290", on_double="keep"))
    assert ",250," in on_disk(data) and ",290," in on_disk(data)
    shown = site.send(FORM, {**fields("340", on_double="replace"), "step": "preview"})
    assert "It takes the place of what was entered before" in shown.text
    keep(site, fields("340", on_double="replace"))
    assert ",250," not in on_disk(data) and ",340," in on_disk(data)


def test_what_contradicts_an_earlier_entry_is_told_with_it(site: Site, data: Path) -> None:
    """Fails when more children than reports can be kept because the two were entered apart."""
    keep(site, fields("250"))
    path = f"/enter/total/children/{HARRIS}"
    reply = site.send(path, {**fields("377", "children"), "step": "keep"})
    assert reply.status == 422 and "is larger than row" in reply.text
    assert "was entered before: Runaway" in reply.text and ",377," not in on_disk(data)


def test_an_organization_by_its_own_name_is_asked_back_and_kept(site: Site, data: Path) -> None:
    """Fails when a director cannot enter her own agency, or its refused name is repeated."""
    name = "Quark Frontera Zebulon"
    asked = site.send(FORM, {**fields(holder=name), "step": "preview"})
    assert "Is that the name of an organization?" in asked.text and name not in asked.text
    assert "holder_is" not in site.ask(FORM).text
    keep(site, fields(holder=name, holder_is="organization"))
    assert name in on_disk(data) and name in site.ask(LIST).text


def test_what_was_shown_before_is_listed_and_can_be_forgotten(site: Site, data: Path) -> None:
    """Fails when a number that a report may hold is forgotten unasked, or for ever remembered."""
    keep(site, fields("250"))
    row = re.search(r'name="row" value="(\w+)"', site.ask(LIST).text)
    assert row is not None
    assert "what was shown before" in site.send(BACK, {"row": row[1]}).text
    again = site.send(FORM, {**fields("245", age="minor"), "step": "preview"})
    assert "Whoever has a report made before" in again.text and "(shown before)" in again.text
    page = site.ask(LIST).text
    assert "Shown before, and taken back or replaced" in page
    earlier = re.search(r'name="row" value="(\w+)">It stood in no report', page)
    assert earlier is not None
    path = f"/entered/forget/{HARRIS}"
    assert site.ask(path).status == 302
    assert "Forgotten:" in site.send(path, {"row": earlier[1]}).text
    assert "Shown before" not in site.ask(LIST).text
    keep(site, fields("245", age="minor"))
    assert ",245," in on_disk(data)


def test_a_confirmation_of_what_changed_since_is_asked_again(site: Site, data: Path) -> None:
    """Fails when a figure of another window goes with a confirmation that did not name it."""
    keep(site, fields("250"))
    sent = {**fields("400", on_double="replace"), "step": "preview"}
    shown = site.send(FORM, sent)
    seen = re.search(r'name="replaces" value="([^"]*)"', shown.text)
    assert seen is not None and seen[1]
    keep(site, fields("330", on_double="keep"))
    late = site.send(FORM, {**sent, "replaces": seen[1], "step": "keep"})
    assert late.status == 422 and "In another window" in late.text
    assert ",250," in on_disk(data) and ",330," in on_disk(data)


def test_another_agency_is_asked_about_and_hides_nothing(site: Site, data: Path) -> None:
    """Fails when two agencies' numbers hide each other, or nobody asks whether they are one."""
    keep(site, fields("250", holder="Harris County Sheriff"))
    shown = site.send(FORM, {**fields("245", holder="Deer Park PD"), "step": "preview"})
    assert "Others gave a number of this kind: Harris County Sheriff." in shown.text
    keep(site, fields("245", holder="Deer Park PD"))
    assert ",250," in on_disk(data) and ",245," in on_disk(data)
    part = site.send(FORM, {**fields("247", holder="Sheriff"), "step": "preview"})
    assert "What it cannot stand beside: " in part.text and "by Harris County Sheriff" in part.text


def test_a_clash_with_another_area_is_named_with_its_list(site: Site, data: Path) -> None:
    """Fails when a figure of two counties is called "area" on a page of one, which lists none."""
    both = query("48201", "48157")
    path = f"/enter/total/episodes/{both}"
    keep(site, {**fields("250"), "place": "area"}, path)
    shown = site.send(FORM, {**fields("245"), "step": "preview"})
    line = shown.text.partition("What it cannot stand beside: ")[2].partition("</li>")[0]
    assert "Fort Bend and Harris" in line or "Harris and Fort Bend" in line, line
    assert "place=48157" in line and "place=48201" in line and ", area," not in line


def test_a_page_about_a_place_says_that_one_must_be_chosen(site: Site) -> None:
    """Fails when "Enter a figure" without a place opens another page without a word."""
    moved = site.ask("/enter/")
    assert moved.status == 302
    assert "Choose one first." in site.ask(moved.headers["Location"]).text


def test_an_answer_without_a_figure_turns_the_source(site: Site, data: Path) -> None:
    """Fails when a refusal is lost, or looks as if nobody had asked."""
    sent = fields("", status="refused", document="letter of the sheriff")
    del sent["unit"]
    assert keep(site, sent, ANSWER).status == 302
    assert ",refused," in on_disk(data)
    text = site.ask(f"/assessment/{HARRIS}").text
    assert "Invented unit" in text and "was asked and refused" in text


def test_a_field_that_the_form_does_not_ask_is_not_read(site: Site, data: Path) -> None:
    """Fails when a forged field changes the measure or its unit, or adds a column."""
    sent = {**fields(), "measure": "t_visas", "unit": "persons", "victim_name": "Maria Gonzalez"}
    assert keep(site, sent).status == 302
    assert "t_visas" not in on_disk(data) and "persons" not in on_disk(data)
    assert "Maria" not in on_disk(data) and ",episodes," in on_disk(data)
    assert site.send(FORM, {**fields(), "definition": "x" * 301}).status == 400


def test_the_download_is_read_by_the_command_line(
    site: Site, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when the file of the site is not a totals file, or page and command read two things."""
    from firstlight.cli import main

    keep(site, fields("250"))
    keep(site, fields("6", "children"), f"/enter/total/children/{HARRIS}")
    file = tmp_path / "entered-totals.csv"
    file.write_bytes(site.ask(f"/entered/entered-totals.csv{HARRIS}").body)
    assert main(["assess", "48201", "--totals", str(file), "--json"]) == 0
    by_command = capsys.readouterr().out
    by_site = site.ask(f"/assessment/assessment.json{HARRIS}").text
    assert by_command.strip() == by_site.strip()
    kept = next((data / "entered").glob("*.csv"))
    assert main(["assess", "48201", "--totals", str(kept), "--json"]) == 0


def test_a_file_that_was_altered_is_told_and_nothing_is_shown_in_its_place(
    site: Site, data: Path
) -> None:
    """Fails when an assessment leaves a damaged file out without a word, or repeats its words."""
    keep(site, fields())
    file = next((data / "entered").glob("*.csv"))
    file.write_text(file.read_text("utf-8").replace("as the unit counts", "Maria Gonzalez"))
    for path in (f"/assessment/{HARRIS}", f"/two-pictures/{HARRIS}", LIST):
        reply = site.ask(path)
        assert reply.status == 500 and "cannot be read" in reply.text
        assert "column definition" in reply.text and "Gonzalez" not in reply.text


def test_a_number_that_pages_hide_is_not_printed_by_the_list(site: Site, data: Path) -> None:
    """Fails when dollars of an older file stand beside the words that say they are hidden."""
    claims = total_row("wage_claims", "", place="48201", status="suppressed")
    amount = total_row("wage_claim_amount", "45000", place="48201")
    rows = [Kept(("48201",), {n: row[n] for n in ROW_COLUMNS}) for row in (claims, amount)]
    (data / "entered").mkdir(parents=True)
    (data / "entered" / "48201.csv").write_text(write_rows(rows, ["48201"]), "utf-8")
    page = site.ask(LIST).text
    assert "45000" not in page and page.count("A number that is hidden<") == 2
    taken = site.send(BACK, {"row": rows[0].id})
    assert "45000" in taken.text  # the count is gone, and nothing is hidden with it


def test_a_preview_says_which_earlier_number_goes(site: Site, data: Path) -> None:
    """Fails when an amount is taken out of the file and nobody is told before it is."""
    path = f"/enter/total/wage_claim_amount/{HARRIS}"
    keep(site, fields("45000", "wage_claim_amount"), path)
    assert "45000" in on_disk(data)
    few, form = fields("3", "wage_claims"), f"/enter/total/wage_claims/{HARRIS}"
    shown = site.send(form, {**few, "step": "preview"})
    assert "is taken out of the file for good" in shown.text and "45000" in on_disk(data)
    keep(site, few, form)
    assert "45000" not in on_disk(data) and "45000" not in site.ask(LIST).text


def test_a_total_that_does_not_add_up_is_told_as_that(site: Site) -> None:
    """Fails when the preview says that a contradiction would tell a small count."""
    path = f"/enter/total/tips_received/{HARRIS}"
    keep(site, fields("600", "tips_received"), path)
    more = fields("40", "tips_received", period="2023-2024")
    shown = site.send(path, {**more, "step": "preview"})
    assert "It does not add up with what the same holder gave before" in shown.text


def test_a_kept_figure_is_approved_in_the_list_and_keeps_its_number(site: Site, data: Path) -> None:
    """Fails when approval needs the number again, or a page promises a report before it."""
    waiting = fields(approved_by="", approved_on="")
    page = site.ask(keep(site, waiting).headers["Location"].partition("#")[0])
    assert "in no report until somebody approves it" in page.text
    assert "has it from now on" not in page.text
    said = "Invented unit (records clerk)"
    row = re.search(r'name="row" value="(\w+)"', page.text)
    assert row is not None
    path = f"/entered/approve/{HARRIS}"
    sent = {"row": row[1], "approved_by": "director", "approved_on": "2026-06-01"}
    assert site.send(path, sent, token="").status == 403
    for column in ("approved_by", "approved_on"):
        assert site.send(path, {**sent, column: ""}).status == 422
    assert "director" not in on_disk(data)
    done = site.send(path, sent)
    assert done.status == 302 and "250" in on_disk(data) and "director" in on_disk(data)
    assert on_disk(data).count("Invented unit") == 1
    read = site.ask(done.headers["Location"].partition("#")[0]).text
    assert "has it from now on" in read and "Approve<" not in read
    assert said in site.ask(f"/assessment/{HARRIS}").text


def test_what_is_kept_is_for_this_account_alone(site: Site, data: Path) -> None:
    """Fails when other accounts of the computer may read what was entered."""
    keep(site, fields())
    (file,) = (data / "entered").glob("*.csv")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
