"""R29, R56, R74, R76, R77 and R86: incident files on the police side, for one area."""

from __future__ import annotations

import html
import json
import re

import pytest

from entered_rows import total_row, write_totals
from firstlight.cli import main
from made_incidents import Arrest, Incident, MadeAgency, Victim, make_download, write_folder
from made_world import ALPHA, BETA, GAMMA

SOURCE = "an invented study, for this test"
NOTE = "NIBRS may not record this; see arrests by age and juvenile court"
AGENCIES = (
    MadeAgency(1, "TX0000001", "First", county="ALPHA"),
    MadeAgency(2, "TX0000002", "Second", county="ALPHA", months=(1, 2, 3)),
    MadeAgency(3, "TX0000003", "Third", county="BETA, ALPHA"),
    MadeAgency(4, "TX0000004", "Fourth", county="BETA"),
    MadeAgency(5, "TX0000005", "Fifth", county="NOT SPECIFIED"),
)


def many(agency: int, codes: tuple[str, ...], number: int, age: int | None = None):
    arrests = () if age is None else (Arrest(codes[0], age),)
    one = Incident(agency, (2018, 2, 2), codes, (Victim(None),), arrests)
    return [one] * number


@pytest.fixture
def download(tmp_path):
    """An invented download of Texas, 2018; `Fourth` of Beta County recorded no trafficking."""
    made = make_download("type_ids")
    made.agencies = AGENCIES
    made.incidents = [
        *many(1, ("64A",), 25), *many(2, ("64A",), 14), *many(3, ("64A",), 31),
        *many(1, ("40A",), 15, age=16), *many(1, ("40A",), 30, age=30),
        *many(4, ("35A",), 40), *many(4, ("40A",), 13, age=30), *many(5, ("64A",), 60),
    ]  # fmt: skip
    return write_folder(tmp_path / "TX-2018", made)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def block_of(page: str) -> str:
    return page.split('id="incident_area"', 1)[1].split('id="pictures_tips"', 1)[0]


def question(run, name):
    (found,) = (q for q in run.json()["two_pictures"]["questions"] if q["id"] == name)
    return found


def police(run, name, value=""):
    (row,) = (row for row in question(run, name)["rows"] if row["value"] == value)
    return row, [c for c in row["police"] if "incident files" in c["holder"]]


def test_R74_incident_files_stand_on_the_police_side_for_the_counties_they_cover(assess, download):
    """Offenses whole and by form, of the area's own agencies, beside the FBI's returns.

    Page: two pictures, and the assessment, chapter two
    Fails when: an agency of two counties is counted in one of them, or twice in both.
    """
    one = assess(ALPHA, "--incidents", str(download))
    assert one.status == 0, one.err
    figures = one.figures()
    assert figures[f"incident_area.forms.64A.TX.{ALPHA}"]["value"] == 39
    _, (side,) = police(one, "cases_by_form", "sex")
    assert figures[side["figure"]]["value"] == 39
    text = words(block_of(one.page()))
    assert "Third serves a county outside as well, and stands in no count here." in text
    assert "Fifth has no county in the files" in text
    assert figures[f"incident_area.months.TX.{ALPHA}"]["value"] == 15
    assert figures[f"incident_area.of_months.TX.{ALPHA}"]["value"] == 24
    assert figures["incident_area.agency_months.TX0000002.2018"]["value"] == 3


def test_R74_an_agency_in_several_counties_counts_once_in_their_area(assess, download):
    """Both counties together hold the agency that serves both, once.

    Page: assessment, chapter two
    Fails when: it is added for each county, or left out of the area.
    """
    both = assess(ALPHA, BETA, "--incidents", str(download))
    figures = both.figures()
    assert figures["incident_area.forms.64A.TX.area"]["value"] == 39 + 31
    assert figures["incident_area.agencies.TX.area"]["value"] == 4


def test_R29_a_zero_of_incident_files_says_what_it_can_mean_and_decides_nothing(
    assess, download, tmp_path
):
    """A counted zero stands with its meanings; beside providers who saw some it is no verdict.

    Page: assessment, chapter two
    Fails when: a zero is taken for a finding, in the block or in a verdict.
    """
    totals = write_totals(
        tmp_path, total_row("vs_new", "52", place=BETA, holder="invented shelter", form="sex")
    )
    run = assess(BETA, "--incidents", str(download), "--totals", totals)
    assert run.status == 0, run.err
    figure = run.figures()[f"incident_area.forms.64A.TX.{BETA}"]
    assert (figure["value"], figure["status"]) == (0, "true_zero")
    text = words(block_of(run.page()))
    assert "What a zero can mean here: Nobody recorded it in the months that were reported" in text
    assert "For months that were not reported nothing is known" in text
    row, (side,) = police(run, "cases_by_form", "sex")
    assert side["figure"] == figure["id"]
    assert "V03" not in row["rules"], "a zero does not say that somebody looked"
    assert "no trafficking" not in text.lower()


def test_R56_minors_arrested_are_worded_as_victims_and_a_zero_never_stands_alone(assess, download):
    """The line reads victims under federal law; NIBRS' warning is beside it, zero or not.

    Page: assessment, chapter two; two pictures
    Fails when: the words or the warning are lost where the number is shown.
    """
    run = assess(ALPHA, "--incidents", str(download))
    figure = run.figures()[f"incident_area.minors.TX.{ALPHA}"]
    assert figure["value"] == 15 and NOTE in figure["notes"]
    text = words(block_of(run.page()))
    told = "Minors arrested: victims under federal law. Arrested for prostitution: 15 arrests"
    assert told in text
    young = run.figures()[f"incident_area.minors.prostitution.TX.{ALPHA}"]
    assert young["label"].startswith("Minors arrested: victims under federal law, ")
    assert re.search(rf"{told}.{{0,20}}\. {NOTE}\.", text)
    _, (side,) = police(run, "victims_by_age", "minor")
    assert side["figure"] == figure["id"]
    assert "victims under federal law" in side["definition"] and NOTE in side["definition"]


def test_R86_a_zero_of_minors_carries_the_warning_in_its_figure_and_its_row(assess, download):
    """Beta County has arrests of adults under the code and none of minors.

    Page: assessment, chapter two; two pictures
    Fails when: the zero of minors is printed without the warning, or compared as a zero.
    """
    run = assess(BETA, "--incidents", str(download))
    figure = run.figures()[f"incident_area.minors.TX.{BETA}"]
    assert figure["value"] == 0 and NOTE in figure["notes"]
    assert "A zero of minors is no sign of none." in words(block_of(run.page()))
    row, (side,) = police(run, "victims_by_age", "minor")
    assert NOTE in side["definition"] and row["grade"] == "unknown"


def test_R86_small_counts_of_a_county_are_hidden_with_all_that_would_give_them_away(
    assess, tmp_path
):
    """Four offenses are hidden in figure, twin and sum, and no other count opens them.

    Page: assessment, chapter two
    Fails when: an exact count of 1 to 10 is entered, or a total less its other part gives it.
    """
    made = make_download("type_ids")
    made.agencies = AGENCIES
    made.incidents = [*many(1, ("64A",), 4), *many(4, ("64A",), 40), *many(1, ("35A",), 30)]
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX-2018", made)))
    assert run.status == 0, run.err
    figures = run.figures()
    assert figures[f"incident_area.forms.64A.TX.{ALPHA}"]["status"] == "suppressed"
    assert figures[f"incident_area.trafficking.TX.{ALPHA}"]["status"] == "suppressed"
    assert figures["incident_files.offenses.64A.TX"]["value"] in (None, 44)
    assert not [
        f
        for f in figures.values()
        if f["id"].startswith("incident_") and f["kind"] == "count"
        and f["unit"] not in ("agencies", "months") and f["value"] and f["value"] <= 10
    ]  # fmt: skip
    told = words(block_of(run.page()))
    assert "Whether there were some or none is not said" in told
    assert "hidden to protect people, and it is a floor" not in told
    zero = figures[f"incident_area.forms.64B.TX.{ALPHA}"]
    assert (zero["value"], zero["status"]) == (0, "true_zero"), "the state's zero tells it already"
    assert figures["incident_files.offenses.64B.TX"]["value"] == 0


def test_R74_a_zero_or_a_hidden_count_documents_nothing_and_coverage_stands_with_it(
    world, assess, tmp_path, monkeypatch, capsys
):
    """Beta: the files hold a zero, the last year of the FBI's file is hidden, an older is shown.

    Page: indications, two pictures
    Fails when: a zero or a hidden count is graded documented, a count stands without its agencies
    and months, or the older year is passed over so that nothing seems to be known.
    """
    world.agency("TX0000001", "Beta Police Department", BETA)
    world.agency("TX0000777", "Silent Police Department", BETA)
    world.offense("TX0000001", "Beta", "2020", "3")
    world.offense("TX0000001", "Beta", "2018", "31")
    made = make_download("type_ids")
    made.agencies = AGENCIES
    made.incidents = [*many(1, ("64A",), 40), *many(4, ("35A",), 30)]
    folder = write_folder(tmp_path / "TX-2018", made)
    run = assess(BETA, "--incidents", str(folder))
    figures = run.figures()
    found = [f for f in run.json()["two_pictures"]["findings"] if f["subject_kind"] == "form"]
    graded = {(figures[f["n"]]["value"], figures[f["n"]]["period"], f["grade"]) for f in found}
    assert (31, "2018", "documented") in graded and (None, "2020", "unknown") in graded
    assert all(value for value, _, grade in graded if grade == "documented")
    assert all(value != 0 for value, _, _ in graded)
    assert all("agenc" in f["coverage"] and "months" in f["coverage"] for f in found)
    page = run.page()
    told = words(block_of(page))
    assert re.search(r"files have no month of 1 agency.{0,20}: Silent Police Department", told), (
        told
    )
    first = words(page.split("<body", 1)[1].split("The five questions", 1)[0])
    assert re.search(r"The incident files of Texas, 2018.{0,20}, hold 1 agency", first), first
    assert "it takes in every offense of this kind, with trafficking or without" in words(page)
    row, (zero,) = police(run, "cases_by_form", "sex")
    assert figures[zero["figure"]]["value"] == 0 and row["grade"] == "documented"
    assert "12 months of 12 months" in zero["coverage"] and "1 agency" in zero["coverage"]
    assert (row["verdict"], row["rules"][0]) == ("one_sided", "V02")
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    assert main(["sources", "load", str(folder)]) == 0
    capsys.readouterr()
    assert main(["indications", BETA]) == 0
    told = capsys.readouterr().out
    assert "n: 31 offenses, 2018 (eight years old), rows from 1 agency, of 2 agencies" in told
    assert "n: 0 offenses" not in told and "Nobody gave a count" not in told


def test_R77_a_count_of_incident_files_is_never_shown_alone(assess, download):
    """It is said to be a floor, and with a chosen range stands beside what it cannot rule out.

    Page: assessment, chapter two
    Fails when: the sentence loses "which is a floor", or the panel its assumption or source.
    """
    run = assess(
        ALPHA, "--incidents", str(download),
        "--detection", "0.1..0.5", "--detection-source", SOURCE,
    )  # fmt: skip
    text = words(block_of(run.page()))
    assert re.search(r"Coded as commercial sex acts: 39 offenses.{0,40}, which is a floor", text)
    low = run.figures()[f"incident_area.trafficking.TX.{ALPHA}.at_low_share"]
    high = run.figures()[f"incident_area.trafficking.TX.{ALPHA}.at_high_share"]
    assert low["value"] == high["value"] == 39
    assert 39 / 0.1 < low["high"] < 700 and 39 / 0.5 < high["high"] < 120
    assert "If ten in a hundred offenses were noticed" in text and SOURCE in text
    assert "The share is an assumption, not a measurement" in text


def test_R77_entered_totals_and_the_first_page_say_floor_too(assess, world, download, tmp_path):
    """No headline holds a raw count alone, whoever counted.

    Page: first page; assessment, chapter two
    Fails when: a total of people is said without its words, on the first page or in its block.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "31")
    totals = write_totals(tmp_path, total_row("vs_served", "333", holder="invented shelter"))
    run = assess(ALPHA, "--totals", totals, "--incidents", str(download))
    told = [fact["text"] for fact in run.json()["facts"] if " 333 " in f" {fact['text']} "]
    assert told and all("floor" in text for text in told), told
    first = words(run.page().split("<body", 1)[1].split("The five questions", 1)[0])
    for number in ("31", "333"):
        for found in re.finditer(rf"(?<![\d,.]){number}(?![\d,.])", first):
            assert "floor" in first[found.start() : found.start() + 260], first[
                found.start() - 80 :
            ][:300]


def test_R29_a_code_nobody_here_could_use_is_a_structural_zero_in_the_area(assess, tmp_path):
    """Before the code existed no agency could use it: the zero says so and is no count.

    Page: assessment, chapter two
    Fails when: such a zero is printed as counted.
    """
    made = make_download("type_ids", year=2011)
    made.agencies = AGENCIES
    made.incidents = [Incident(1, (2011, 2, 2), ("35A",), (Victim(None),))] * 20
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX-2011", made)))
    assert run.status == 0, run.err
    figure = run.figures()[f"incident_area.forms.64A.TX.{ALPHA}"]
    assert (figure["value"], figure["status"]) == (0, "structural_zero")
    assert "nobody here could use this code" in words(block_of(run.page()))


def test_R74_a_county_without_an_agency_in_the_files_is_not_zero(assess, download):
    """Gamma County has none: said, refused with the reason, and not counted as anything.

    Page: assessment, chapter two, refusals
    Fails when: a county that the files do not cover is given a zero.
    """
    run = assess(GAMMA, "--incidents", str(download))
    figure = run.figures()[f"incident_area.forms.64A.TX.{GAMMA}"]
    assert (figure["value"], figure["status"]) == (None, "not_reported")
    assert "hold no agency that serves Gamma County, TX alone. That is not zero." in words(
        block_of(run.page())
    )
    assert any("serves this area alone" in refusal["why"] for refusal in run.json()["refusals"])
    assert not police(run, "cases")[1]


def test_R86_loaded_once_the_files_are_used_without_naming_them(
    assess, world, download, tmp_path, monkeypatch, capsys
):
    """`sources load`, then `assess` of a county of that state, says the same as `--incidents`.

    Page: assessment, chapter two
    Fails when: a loaded download is not read, is read for another state, or says other counts.
    """
    given = assess(ALPHA, "--incidents", str(download)).figures()
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    assert main(["sources", "load", str(download)]) == 0
    assert "from now on, without --incidents" in capsys.readouterr().out
    assert main(["assess", ALPHA, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    loaded = {f["id"]: f for f in document["figures"] if f["id"].startswith("incident_")}
    named = {name: f for name, f in given.items() if name.startswith("incident_")}
    assert {n: (f["value"], f["status"]) for n, f in loaded.items()} == {
        n: (f["value"], f["status"]) for n, f in named.items()
    }
    assert "loaded_nibrs_tx_2018" in {e["source"] for e in document["evidence"].values()}


def test_R76_a_funnel_of_agencies_measures_each_against_the_people_it_serves(assess, tmp_path):
    """Ten agencies: nine alike, one far above; three months count a quarter of its people.

    Page: two pictures, and the assessment, chapter two
    Fails when: residents of the county stand for people served, months are passed over, the far
    one is inside, or an agency whose count is hidden is drawn.
    """
    made = make_download("type_ids")
    made.agencies = tuple(
        MadeAgency(
            n, f"TX000000{n}", f"Number {'abcdefghijk'[n]}", county="ALPHA" if n < 3 else "BETA",
            months=(1, 2, 3) if n == 2 else tuple(range(1, 13)), population=30_000,
        )
        for n in range(10)
    )  # fmt: skip
    counts = {0: 20, 1: 25, 2: 12, 3: 22, 4: 90, 5: 19, 6: 24, 7: 21, 8: 4, 9: 18}
    made.incidents = [one for n, many_ in counts.items() for one in many(n, ("64A",), many_)]
    run = assess(ALPHA, "--incidents", str(write_folder(tmp_path / "TX-2018", made)))
    assert run.status == 0, run.err
    figures, plot = run.figures(), run.json()["two_pictures"]["agencies_funnel"]
    dots = {f"Number {'abcdefghijk'[int(dot['size'][-1])]}": dot for dot in plot["agencies"]}
    named = {name for name, dot in dots.items() if dot["name"] == name}
    assert named == {"Number a", "Number b", "Number c"}, "agencies elsewhere are not named"
    assert "Number e" not in words(run.page())
    assert "Number i" not in dots, "its four are hidden"
    assert dots["Number e"]["place"] == "outside" and dots["Number e"]["side"] == "above"
    assert [name for name, dot in dots.items() if dot["here"]] == [
        "Number a",
        "Number b",
        "Number c",
    ]
    assert figures[dots["Number c"]["size"]]["value"] == 30_000 * 3 / 12
    assert figures[dots["Number e"]["size"]]["value"] == 30_000
    assert figures[dots["Number e"]["count"]]["value"] == 90
    assert len(plot["limits"]) == 4 and all(
        0 <= up <= 1 for line in plot["limits"] for _, up in line
    )
    page = run.page()
    block = words(page.split('id="pictures_agencies"', 1)[1].split("<section", 1)[0])
    assert "outside the limits: ask why" in block and "no verdict on an agency" in block
    assert "chance alone would leave" in block and "Spiegelhalter" in block
    assert 'id="agencies-wide-t"' in page


def test_R76_with_too_few_numbers_the_plot_is_of_what_may_be_read_again_or_refused(
    assess, download
):
    """Five agencies, two with trafficking that may be shown: no plot is forced out of them.

    Page: assessment, refusals
    Fails when: a plot is drawn from fewer agencies than the catalogue asks.
    """
    run = assess(ALPHA, "--incidents", str(download))
    plot = run.json()["two_pictures"]["agencies_funnel"]
    assert not plot["agencies"] or len(plot["agencies"]) >= 5
    assert bool(plot["agencies"]) != bool(plot["why_not"])
    told = [r for r in run.json()["refusals"] if "funnel plot of agencies in inc" in r["what"]]
    assert bool(told) == bool(plot["why_not"])
    assert "which are records of other offenses and no finding" in words(run.page())
