"""R6, R11 and R74 to R78: police beside providers, grades, balance, and the context of notice."""

from __future__ import annotations

import csv
import re
import shutil

import pytest

from entered_rows import total_row, write_totals
from firstlight.catalogue import read_catalogue
from firstlight.report.pictures_words import write_grade
from made_world import ALPHA

POLICE, SHELTER = {"holder": "invented police unit"}, {"holder": "invented shelter"}
VERDICTS = ("agree", "both_saw", "differ", "one_sided", "neither")


def question(run, name):
    (found,) = (q for q in run.json()["two_pictures"]["questions"] if q["id"] == name)
    return found


def row(run, name, value=""):
    (found,) = (r for r in question(run, name)["rows"] if r["value"] == value)
    return found


def test_R74_tips_possible_victims_and_cases_stand_side_by_side_and_never_merge(
    world, assess, tmp_path
):
    """Each side keeps its own figures, unit, period and definition; no figure is their sum.

    Page: two pictures, and the assessment, chapter two
    Fails when: a side's count goes to the other column, a definition is lost, or a sum appears.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "31")
    totals = write_totals(
        tmp_path,
        total_row("tips_received", "140", **POLICE),
        total_row("hotline_signals", "77", holder="invented hotline"),
        total_row("police_people", "210", **POLICE),
        total_row("vs_served", "333", **SHELTER),
        total_row("vs_new", "52", **SHELTER),
    )
    run = assess(ALPHA, "--totals", totals)
    figures = run.figures()
    sides = {
        name: {
            side: [figures[c["figure"]]["value"] for c in row(run, name)[side]]
            for side in ("police", "providers")
        }
        for name in ("tips", "potential_victims", "cases")
    }
    assert sides == {
        "tips": {"police": [140], "providers": [77]},
        "potential_victims": {"police": [210], "providers": [333]},
        "cases": {"police": [31], "providers": [52]},
    }
    for name in sides:
        for side in ("police", "providers"):
            for count in row(run, name)[side]:
                assert count["definition"] and count["holder"]
                assert figures[count["figure"]]["unit"] and figures[count["figure"]]["period"]
    sums = {140 + 77, 210 + 333, 31 + 52, 210 + 333 + 52}
    assert not [f for f in figures.values() if f["value"] in sums]
    page = run.page()
    assert page.count('class="twins"') >= 3
    assert "W09" in page and "W15" in page and "W04" in page


def test_R74_a_side_that_nobody_asked_says_so_and_whom_to_ask(world, assess):
    """A blank column has no number; it names who to ask and the template.

    Page: two pictures
    Fails when: a blank is printed as 0, or the template's name is lost.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "31")
    run = assess(ALPHA)
    blank = question(run, "cases")["nobody_asked"]["providers"]
    figure = run.figures()[blank["figure"]]
    assert (figure["value"], figure["status"]) == (None, "not_collected")
    assert blank["template"] in read_catalogue().templates
    page = run.page()
    assert "Ask victim-service providers of the area for totals of cases" in " ".join(page.split())
    assert "firstlight template" not in page
    assert row(run, "cases")["verdict"] == "one_sided"


def test_R75_agree_differ_or_one_sided_with_rules_and_an_explanation(world, assess, tmp_path):
    """Each row has a verdict with its rules, and what a lead wrote stands beside it.

    Page: two pictures
    Fails when: a verdict has no rule, an explanation is lost, or one side is called right.
    """
    same = {"definition": "people met, each counted alone"}
    totals = write_totals(
        tmp_path,
        total_row("police_people", "50", **POLICE, **same),
        total_row("vs_people", "250", **SHELTER, **same),
        total_row("tips_received", "140", **POLICE),
    )
    why = tmp_path / "why.csv"
    with why.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("question", "value", "text", "author", "role", "date"))
        words = "The unit works nights only, and the shelter is open all day."
        writer.writerow(("potential_victims", "", words, "co-lead", "lead", "2026-05-31"))
    run = assess(ALPHA, "--totals", totals, "--explanations", str(why))
    assert run.status == 0, run.err
    people = row(run, "potential_victims")
    assert (people["verdict"], people["rules"][0]) == ("differ", "V06")
    assert [entry["text"] for entry in people["explanations"]] == [words]
    assert words in run.page()
    assert (row(run, "tips")["verdict"], row(run, "tips")["rules"]) == ("one_sided", ["V02"])
    for asked in run.json()["two_pictures"]["questions"]:
        for line in asked["rows"]:
            assert line["rules"] and line["verdict"] in VERDICTS
            assert "rank" not in line and "total" not in line


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("nothing", "", "They differ.", "co-lead", "lead", "2026-05-31"), "no such question"),
        (("tips", "sex", "They differ.", "co-lead", "lead", "2026-05-31"), "no such value"),
        (("tips", "", "There were 3 of them.", "co-lead", "lead", "2026-05-31"), "hold a number"),
        (("tips", "", "They differ.", "", "lead", "2026-05-31"), "blank"),
    ],
)
def test_R75_a_bad_explanation_is_refused_and_never_repeated(assess, tmp_path, cells, told):
    """Fails when a number, an unknown row or nobody's word enters, or the text is repeated."""
    why = tmp_path / "why.csv"
    with why.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((("question", "value", "text", "author", "role", "date"), cells))
    run = assess(ALPHA, "--explanations", str(why))
    assert run.status == 3 and told in run.err and not run.folder.exists()
    assert cells[2] not in run.err


def test_R76_a_form_without_a_source_is_flagged_and_so_is_a_one_form_holder(assess, tmp_path):
    """Where every split total is of one form, the other form is flagged; little effort too.

    Page: two pictures
    Fails when: a form that nobody looks for, or that has under a tenth of the effort, passes.
    """
    fbi = {"form": "sex"}
    totals = write_totals(
        tmp_path,
        total_row("police_people", "90", **POLICE),
        total_row("police_people", "60", **POLICE, **fbi),
        total_row("vice_hours", "1000", **POLICE),
        total_row("vice_hours", "960", **POLICE, form="sex"),
        total_row("vice_hours", "40", **POLICE, form="labor"),
    )
    run = assess(ALPHA, "--totals", totals)
    pictures = run.json()["two_pictures"]
    parts = {(part["axis"], part["value"]): part for part in pictures["balance"]}
    (labor,) = (part for part in pictures["balance"] if part["label"] == "labor trafficking")
    assert labor["flags"] and labor["rules"] in (["B01"], ["B02"])
    (effort,) = (run.figures()[name] for name in labor["efforts"])
    assert effort["value"] == pytest.approx(4)
    health = next(part for key, part in parts.items() if key[1] == "health")
    assert (health["looked_for"], health["rules"]) == ("no", ["B01"])
    assert "No source in hand looks for this." in run.page()

    only = write_totals(tmp_path, total_row("police_people", "90", form="sex", **POLICE))
    shutil.rmtree(run.folder)
    run = assess(ALPHA, "--totals", only)
    assert run.json()["two_pictures"]["one_form"] == ["invented police unit"]


def test_R78_the_context_of_identification_has_a_column_for_each_source(assess, tmp_path):
    """Domestic violence and sexual assault by case register and look back, never added.

    Page: two pictures
    Fails when: two sources share a column, a missing kind of source is not said, or a sum stands.
    """
    totals = write_totals(
        tmp_path,
        total_row("police_people", "200", **POLICE),
        total_row("police_with_dv", "61", **POLICE),
        total_row("lookback_found", "150", **POLICE),
        total_row("lookback_with_dv", "47", **POLICE),
        total_row("vs_people", "300", **SHELTER),
        total_row("vs_with_dv", "83", **SHELTER),
        total_row("vs_with_sa", "59", **SHELTER),
    )
    run = assess(ALPHA, "--totals", totals)
    said = [f["text"] for f in run.json()["facts"] if f["measure"] == "pictures_context"]
    for words in ("case register) counted 61", "look-back) counted 47", "register) counted 83"):
        assert any(words in text for text in said), words
    assert any(text.startswith("Survey: no source of this kind") for text in said)
    dv = row(run, "cases_by_context", "domestic_violence")
    assert len(dv["police"]) == len(dv["providers"]) == 1
    values = {f["value"] for f in run.figures().values()}
    assert not values & {61 + 83, 61 + 47, 83 + 59, 61 + 83 + 47}


def test_R11_each_finding_has_a_grade_and_none_below_documented_is_called_more(
    world, assess, tmp_path
):
    """Grades are a closed list, and no page calls what is below the first of them confirmed.

    Page: two pictures
    Fails when: a finding has no grade, tips rise above suggested, or the word is printed.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "31")
    totals = write_totals(
        tmp_path,
        total_row("tips_received", "140", **POLICE),
        total_row("hotline_signals", "77", holder="invented hotline"),
        total_row("police_people", "210", **POLICE),
        total_row("vs_served", "333", **SHELTER),
    )
    run = assess(ALPHA, "--totals", totals)
    assert row(run, "cases")["grade"] == "documented"
    assert row(run, "potential_victims")["grade"] == "strongly_indicated"
    assert row(run, "tips")["grade"] == "suggested"
    assert row(run, "victims_by_age")["grade"] == "unknown"
    grades = {entry["id"] for entry in run.json()["two_pictures"]["grades"]}
    assert {f["grade"] for f in run.json()["two_pictures"]["findings"]} <= grades
    two = run.page().partition('id="pictures_tips"')[2].partition('id="pictures_funnel"')[0]
    assert two and not re.search(r"\bconfirm", two, flags=re.IGNORECASE)


def test_R11_the_renderer_refuses_a_word_that_a_grade_does_not_carry():
    """Fails when the catalogue could rename "suggested" to "confirmed" and be printed."""

    class Renamed:
        grades = (("documented", "documented", ""), ("suggested", "Confirmed by tips", ""))

    assert write_grade(Renamed, "documented") == "documented"
    for grade in ("suggested", "certain"):
        with pytest.raises(ValueError, match=r"claims too much|no grade"):
            write_grade(Renamed, grade)


def test_R6_indications_about_groups_of_people_have_kind_grade_source_and_number(assess, tmp_path):
    """The list of indications can be cut to groups of people; each has grade, source and n.

    Page: two pictures, indications
    Fails when: an indication has no kind of subject, no source or no number, or is too sure.
    """
    totals = write_totals(
        tmp_path,
        total_row("dvsa_served", "1000"),
        total_row("dvsa_screened", "400"),
        total_row("dvsa_positive", "40"),
        total_row("tips_received", "140", **POLICE),
    )
    run = assess(ALPHA, "--totals", totals)
    found = run.json()["two_pictures"]["findings"]
    people = [f for f in found if f["subject_kind"] == "population"]
    assert [run.figures()[f["n"]]["value"] for f in people] == [40]
    assert all(f["subject_kind"] and f["holder"] and f["evidence"] for f in found)
    assert {f["grade"] for f in people} == {"suggested"}


@pytest.mark.parametrize("unsure", ["20", "40"])
def test_R77_answers_for_some_of_the_people_leave_the_others_open(world, assess, tmp_path, unsure):
    """Known 30 and not known 30 of 100: at least 30 are shared and at most 70, asked or not.

    Page: two pictures, bounds
    Fails when: people who were not asked stop the assessment, or are taken for not known.
    """
    same = {"definition": "people met, each counted alone"}
    totals = write_totals(
        tmp_path,
        total_row("police_people", "100", **POLICE, **same),
        total_row("police_people_known", "30", **POLICE, **same),
        total_row("police_people_not_known", "30", **POLICE, **same),
        total_row("police_people_unsure", unsure, **POLICE, **same),
        total_row("vs_people", "100", **SHELTER, **same),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 0, run.err
    ends = {
        name.split(".")[2]: (figure["low"], figure["high"])
        for name, figure in run.figures().items()
        if name.startswith("pictures.people.")
    }
    assert ends == {"nothing": (100, 200), "police": (130, 170)}
    assert ("of whom nothing was said" in run.page()) == (unsure == "20")


def test_R77_answers_that_are_more_than_the_people_give_no_bound_and_are_hidden(
    world, assess, tmp_path
):
    """Known 60 (counted in two ways) and not known 50 of 100 cannot be: no bound, no number.

    Page: two pictures, bounds
    Fails when: answers that contradict each other stop the whole assessment.
    """
    same = {"definition": "people met, each counted alone"}
    totals = write_totals(
        tmp_path,
        total_row("police_people", "100", **POLICE, **same),
        total_row("police_people_known", "60", **POLICE, **same),
        total_row("police_people_known", "55", **POLICE, definition="by name alone"),
        total_row("police_people_not_known", "50", **POLICE, **same),
        total_row("vs_people", "100", **SHELTER, **same),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 0, run.err
    assert not [name for name in run.figures() if name.startswith("pictures.people.")]
    hidden = [f for n, f in run.figures().items() if n.startswith("entered.police_people_known")]
    assert hidden and all(f["value"] is None and f["status"] == "suppressed" for f in hidden)


@pytest.mark.parametrize(
    ("many", "few", "known"),
    [("police_people", "vs_people", "vs_people_known"),
     ("vs_people", "police_people", "police_people_known")],
)  # fmt: skip
def test_R78_few_known_to_one_side_alone_are_told_by_no_count_and_no_bound(
    assess, tmp_path, many, few, known
):
    """Of one side's 40 the other knows 36: not both are shown, and no bound tells the other 4.

    Page: two pictures, different people; assessment, chapter four
    Fails when: what stays of a side without those known to the other is not protected.
    """
    mine, theirs = (POLICE, SHELTER) if many == "police_people" else (SHELTER, POLICE)
    totals = write_totals(
        tmp_path,
        total_row(many, "40", **mine),
        total_row(few, "80", **theirs),
        total_row(known, "36", **theirs),
    )
    run = assess(ALPHA, "--totals", totals)
    figures = run.figures()
    shown = {name: figures[f"entered.{name}.{ALPHA}.2024"]["value"] for name in (many, few, known)}
    assert shown[few] == 80 and None in (shown[many], shown[known])
    ends = {
        (f["low"], f["high"]) for name, f in figures.items() if name.startswith("pictures.people.")
    }
    assert ends <= {(80, 120)}


SAME = {"definition": "people met, each counted alone"}
OURS = {"definition": "people by our own words"}


def sides(run, name, value=""):
    """The numbers of each side of one row, and the holders."""
    figures, line = run.figures(), row(run, name, value)
    return {
        side: [figures[count["figure"]]["value"] for count in line[side]]
        for side in ("police", "providers")
    }


def bounds(run):
    """Lowest and highest of each pair without a statement."""
    found = [f for n, f in run.figures().items() if n.startswith("pictures.people.nothing.")]
    return [(figure["low"], figure["high"]) for figure in found]


def test_R74_a_month_never_takes_the_place_of_a_year(assess, tmp_path):
    """A newer month stands beside the year; the bounds and the first page take the year.

    Page: two pictures, bounds
    Fails when: the newest figure wins whatever time it covers, and the year is printed nowhere.
    """
    totals = write_totals(
        tmp_path,
        total_row("vs_people", "140", **SHELTER, **SAME),
        total_row("vs_people", "12", period="2025-01", **SHELTER, **SAME),
        total_row("vs_people", "31", period="2024-12", **SHELTER, **SAME),
        total_row("police_people", "60", **POLICE, **SAME),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 0, run.err
    assert sides(run, "potential_victims") == {"police": [60], "providers": [140, 12]}
    assert bounds(run) == [(140, 200)]
    assert "Providers, 2024: 140 people" in str(run.json()["summary"])


def test_R74_figures_that_both_stay_are_all_shown_and_bounded_by_their_definition(assess, tmp_path):
    """Two figures by two definitions stand; the bounds take the one that police use too.

    Page: two pictures, bounds
    Fails when: one of two figures that both stay is dropped, or bounds look at the first alone.
    """
    kept = {"on_double": "keep"}
    totals = write_totals(
        tmp_path,
        total_row("vs_people", "140", **SHELTER, **SAME, **kept),
        total_row("vs_people", "90", **SHELTER, **OURS, **kept),
        total_row("police_people", "60", **POLICE, **OURS),
        total_row("vs_with_dv", "61", **SHELTER, **SAME, **kept),
        total_row("vs_with_dv", "47", **SHELTER, **OURS, **kept),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 0, run.err
    shown = sides(run, "potential_victims")
    assert shown == {"police": [60], "providers": [140, 90]}
    assert sides(run, "cases_by_context", "domestic_violence")["providers"] == [61, 47]
    assert bounds(run) == [(90, 150)]


def test_R77_the_bounds_take_the_newest_time_that_both_gave(assess, tmp_path):
    """Police gave 2024 and 2023, the provider 2023 alone: the bounds are of 2023.

    Page: two pictures, bounds
    Fails when: only the newest figure of each holder is looked at, and no bound is given.
    """
    totals = write_totals(
        tmp_path,
        total_row("police_people", "75", **POLICE, **SAME),
        total_row("police_people", "60", period="2023", **POLICE, **SAME),
        total_row("police_people", "50", period="2022", **POLICE, **SAME),
        total_row("vs_people", "140", period="2023", **SHELTER, **SAME),
        total_row("vs_people", "120", period="2022", **SHELTER, **SAME),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 0, run.err
    assert bounds(run) == [(140, 200)]


def test_R11_two_spellings_of_one_holder_are_no_second_one(assess, tmp_path):
    """Another spelling's newer figure takes the place of the older, and raises no grade.

    Page: two pictures
    Fails when: holders are compared by their letters and signs as written.
    """
    one, other = {"holder": "Inv. agency's desk"}, {"holder": "Inv agencys desk"}
    totals = write_totals(
        tmp_path,
        total_row("vs_people", "200", period="2023", **one),
        total_row("vs_people", "140", **other),
        total_row("vs_served", "190", **one),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 0, run.err
    assert sides(run, "potential_victims")["providers"] == [140, 190]
    assert row(run, "potential_victims")["grade"] == "suggested"


def test_R75_a_hidden_count_is_a_count_and_says_no_size(assess, tmp_path):
    """Police gave 8 and a provider 63: both counted. Of 63, labor 9: one side counted it.

    Page: two pictures
    Fails when: what is hidden is taken for a blank, or a rule says what it can be.
    """
    rows = (
        total_row("vs_people", "63", **SHELTER, **SAME),
        total_row("vs_people", "40", form="sex", **SHELTER, **SAME),
        total_row("vs_people", "9", form="labor", **SHELTER, **SAME),
    )
    told = {}
    for few in ("1", "8"):
        (tmp_path / few).mkdir()
        police = total_row("police_people", few, **POLICE, **SAME)
        run = assess(ALPHA, "--totals", write_totals(tmp_path / few, police, *rows))
        assert run.status == 0, run.err
        people, labor = row(run, "potential_victims"), row(run, "victims_by_form", "labor")
        assert (people["verdict"], people["rules"][0]) == ("both_counted", "V16")
        assert (labor["verdict"], labor["rules"][0]) == ("one_sided", "V17")
        assert sides(run, "potential_victims")["police"] == [None]
        told[few] = (people["reasons"], labor["reasons"], people["grade"], labor["grade"])
        assert not re.search(
            r"\d|may be|at least", " ".join((*people["reasons"], *labor["reasons"]))
        )
        shutil.rmtree(run.folder)
    assert told["1"] == told["8"]


def test_R75_a_zero_that_is_hidden_with_what_it_contradicts_is_never_called_some(assess, tmp_path):
    """Two months come to more than their year: all of it is hidden, and the 0 of a part with it.

    Page: two pictures
    Fails when: every hidden count is said to be at least one, or graded as if it were.
    """
    totals = write_totals(
        tmp_path,
        total_row("vs_people", "60", **SHELTER, **SAME),
        total_row("vs_people", "0", form="labor", **SHELTER, **SAME),
        total_row("vs_people", "50", period="2024-01", **SHELTER, **SAME),
        total_row("vs_people", "50", period="2024-02", **SHELTER, **SAME),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 0, run.err
    labor = row(run, "victims_by_form", "labor")
    assert sides(run, "victims_by_form", "labor")["providers"] == [None]
    assert (labor["verdict"], labor["rules"][0]) == ("one_sided", "V17")
    assert labor["grade"] == "unknown"
