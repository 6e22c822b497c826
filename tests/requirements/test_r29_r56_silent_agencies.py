"""R29, R56 and R86: who is silent in incident files, and what no table told."""

from __future__ import annotations

import html
import re

import pytest

from made_incidents import Arrest, Incident, MadeAgency, Victim, make_download, write_folder
from made_world import ALPHA

AGENCIES = (
    MadeAgency(1, "TX0000001", "First", county="ALPHA", months=(1, 2, 3, 4, 5, 6)),
    MadeAgency(2, "TX0000002", "Second", county="ALPHA", months=()),
    MadeAgency(4, "TX0000004", "Fourth", county="BETA"),
)


def words(page: str) -> str:
    text = re.sub(r"<sup.*?</sup>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split())


def block_of(page: str) -> str:
    return words(page.split('id="incident_area"', 1)[1].split('id="pictures_tips"', 1)[0])


def first_page(page: str) -> str:
    return words(page.split("<body", 1)[1].split("The five questions", 1)[0])


def a_download():
    made = make_download("type_ids")
    made.agencies = AGENCIES
    made.incidents = [
        *[Incident(1, (2018, 2, 2), ("64A",), (Victim(None),), (Arrest("64A", 16),))] * 25,
        *[Incident(1, (2018, 3, 2), ("40A",), (Victim(None),), (Arrest("40A", 15),))] * 14,
        *[Incident(4, (2018, 3, 2), ("23C",), (Victim(None),), (Arrest("23C", 15),))] * 40,
    ]
    return made


@pytest.fixture
def listed(world):
    """Sixteen agencies on the FBI's list of Alpha County; `Number c` has rows of three years."""
    for place, letter in enumerate("abcdefghijklmn"):
        world.agency(f"TX00001{place:02d}", f"Number {letter} Police Department", ALPHA)
    for year in ("2018", "2019", "2020"):
        world.offense("TX0000102", "Number c", year, "31")
    world.agency("TX0000001", "First Police Department", ALPHA)
    world.agency("TX0000002", "Second Police Department", ALPHA)
    return world


def test_R29_page_one_says_how_many_are_silent_and_names_some(listed, assess, tmp_path):
    """Fifteen of sixteen have no month; the one with rows of most years stands first.

    Page: first page; assessment, chapter two
    Fails when: page one names nobody, or the full list of the silent is cut off.
    """
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX", a_download())))
    assert run.status == 0, run.err
    first = first_page(run.page())
    assert re.search(
        r"Of 16 agencies.{0,30} on the FBI’s list for this area, they have no month of 15 agencies"
        r".{0,30}, among them Number c Police Department",
        first,
    ), first
    told = block_of(run.page())
    for letter in "abcdefghijklmn":
        assert f"Number {letter} Police Department" in told, letter
    assert "a table below names all of them" in told
    figures = run.figures()
    name = f"incident_area.no_months.TX0000002.2018.{ALPHA}"
    assert (figures[name]["value"], figures[name]["status"]) == (None, "not_reported")


def test_R29_where_nothing_says_who_reported_no_month_is_told(listed, assess, tmp_path):
    """Without the tables of months and incidents nobody is silent, and nobody reported none.

    Page: first page; assessment, chapter two
    Fails when: a missing table makes "0 of 12 months", or a list of silent agencies.
    """
    folder = write_folder(tmp_path / "TX", a_download(), without=("nibrs_month", "nibrs_incident"))
    run = assess(ALPHA, "--incidents", str(folder))
    assert run.status == 0, run.err
    figures = run.figures()
    for name in (f"incident_area.months.TX.{ALPHA}", "incident_files.agencies_reporting.TX"):
        assert (figures[name]["value"], figures[name]["status"]) == (None, "not_reported"), name
    assert not [n for n in figures if "agency_months" in n or ".absent" in n or "no_months" in n]
    told = block_of(run.page())
    assert "In which months these agencies reported is not known" in told
    assert "in which months they reported is not known" in first_page(run.page())
    assert "no month of" not in told and "0 months" not in told
    for code in ("64A", "64B"):
        figure = figures[f"incident_area.forms.{code}.TX.{ALPHA}"]
        assert (figure["value"], figure["status"]) == (None, "not_reported")


def test_R29_months_of_dates_are_not_said_to_be_months_reported(listed, assess, tmp_path):
    """Without the table of months, months are those with an incident, and are called that.

    Page: assessment, chapter two
    Fails when: a month with nothing to report counts as one that was not reported.
    """
    folder = write_folder(tmp_path / "TX", a_download(), without=("nibrs_month",))
    run = assess(ALPHA, "--incidents", str(folder))
    told = block_of(run.page())
    assert re.search(r"Months in which they have an incident: 2 months", told), told
    assert "Months that they reported" not in told
    assert "the incident files have no incident of" in told
    assert "with an incident in 2 months" in first_page(run.page())
    label = run.figures()[f"incident_area.months.TX.{ALPHA}"]["label"]
    assert label.startswith("Months in which these agencies have an incident")


def test_R56_minors_arrested_for_trafficking_stand_with_the_others(assess, tmp_path):
    """Twenty-five under the trafficking code, fourteen under prostitution: both, and the sum.

    Page: assessment, chapter two; two pictures; process
    Fails when: a child arrested for trafficking itself is in no row, or in a row of zero.
    """
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX", a_download())))
    figures = run.figures()
    assert figures[f"incident_area.minors.trafficking.TX.{ALPHA}"]["value"] == 25
    assert figures[f"incident_area.minors.prostitution.TX.{ALPHA}"]["value"] == 14
    assert figures[f"incident_area.minors.TX.{ALPHA}"]["value"] == 39
    told = block_of(run.page())
    assert re.search(
        r"Minors arrested for trafficking itself: 25 arrests.{0,30}. They may be victims "
        r"themselves",
        told,
    ), told
    (found,) = (q for q in run.json()["two_pictures"]["questions"] if q["id"] == "victims_by_age")
    (row,) = (row for row in found["rows"] if row["value"] == "minor")
    sides = [c for c in row["police"] if "incident files" in c["holder"]]
    assert [figures[side["figure"]]["value"] for side in sides] == [39]
    assert "trafficking itself" in sides[0]["definition"]


def test_R56_one_child_arrested_for_trafficking_is_hidden_and_never_a_zero(assess, tmp_path):
    """One arrest of a child under the trafficking code: hidden in the row, the sum and the twin.

    Page: assessment, chapter two; incidents summarise
    Fails when: it is shown, or the sum over the other codes reads as none.
    """
    made = a_download()
    made.incidents = [
        *[Incident(1, (2018, 2, 2), ("64A",), (Victim(None),), (Arrest("64A", 30),))] * 25,
        Incident(1, (2018, 2, 3), ("64A",), (Victim(None),), (Arrest("64A", 12),)),
        *[Incident(4, (2018, 3, 2), ("35A",), (Victim(None),), (Arrest("35A", 30),))] * 40,
    ]
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX", made)))
    figures = run.figures()
    for name in ("minors", "minors.trafficking", "minors.64A"):
        figure = figures[f"incident_area.{name}.TX.{ALPHA}"]
        assert (figure["value"], figure["status"]) == (None, "suppressed"), name
    assert "Minors arrested for trafficking itself: hidden to protect people" in block_of(
        run.page()
    )


def test_R80_chapter_four_knows_what_chapter_two_counted(assess, tmp_path):
    """Fourteen minors arrested for prostitution by the area's own agency: in hand, of this area.

    Page: process; assessment, chapter four
    Fails when: the same count is said to be of a wider place only, or to be lacking here.
    """
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX", a_download())))
    document = run.json()
    (minors,) = (o for o in document["process"]["offenses"] if o["id"] == "O14")
    own = [name for count in minors["counts"] for name in count["figures"]]
    assert minors["status"] == "in_hand" and f"incident_area.minors.40A.TX.{ALPHA}" in own
    told = words(run.page()).split("Arrests of minors by the agencies of this area", 1)[0]
    assert "no count of this area alone is in hand" not in told[-900:]
    (bullet,) = (
        source
        for parameter in document["parameters"]
        for source in parameter["sources"]
        if source["id"] == "minors_arrested"
    )
    assert any("agencies of this area that are in incident files" in s for s in bullet["in_hand"])
    assert not any(s == "minors arrested for prostitution in the counties themselves"
                   for s in bullet["lacking"])  # fmt: skip


def test_R90_minors_arrested_for_a_theft_are_not_worded_as_victims(assess, tmp_path):
    """Forty minors arrested for shoplifting stand without a word that makes victims of them.

    Page: assessment, incident files
    Fails when: the heading over every arrest of a minor says "victims themselves".
    """
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX", a_download())))
    (figure,) = (f for n, f in run.figures().items() if n == "incident_files.list_minors.23C.TX")
    assert figure["value"] == 40 and "victim" not in figure["label"]
    assert "how many had to do with trafficking is not known" in figure["label"]
