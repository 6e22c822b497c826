"""R6, R11 and R74 to R78: police beside providers, grades, balance, and the context of notice."""

from __future__ import annotations

import csv
import html
import json
import re
import shutil

import pytest

from entered_rows import total_row, write_totals
from firstlight.cli import main
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


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u2060", "").split())


def block_of(run, name):
    """The report's block of this id, as it is written."""
    _, found, rest = run.page().partition(f'id="{name}"')
    assert found, name
    return rest.partition("<section")[0]


def columns(run, name):
    """What stands in the police column and in the column of the providers of a block."""
    twins = block_of(run, name).partition('<div class="twins">')[2].partition('class="below"')[0]
    _, police, providers = twins.split('<div class="twin">')
    return {"police": police, "providers": providers}


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
    for block, name in (
        ("pictures_tips", "tips"),
        ("pictures_people", "potential_victims"),
        ("pictures_cases", "cases"),
    ):
        written = columns(run, block)
        for side, other in (("police", "providers"), ("providers", "police")):
            for count in row(run, name)[side]:
                assert f'data-figure="{count["figure"]}"' in written[side]
                assert f'data-figure="{count["figure"]}"' not in written[other]
                assert count["definition"] in words(written[side])
        for warning in ("W04", "W09", "W15"):
            assert f'data-warning="{warning}"' in block_of(run, block)


def test_R74_a_side_that_nobody_asked_says_so_and_whom_to_ask(world, assess, capsys):
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
    page = run.page()
    assert "Ask victim-service providers of the area for totals of cases" in " ".join(page.split())
    assert "firstlight template" not in page
    assert row(run, "cases")["verdict"] == "one_sided"
    column = columns(run, "pictures_cases")["providers"]
    assert 'data-status="not_collected"' in column and not re.search(r"<data value=.\d", column)
    assert main(["template", blank["template"]]) == 0
    assert "vs_new" in capsys.readouterr().out, "the template that is named asks for the cases"


def test_R75_agree_differ_or_one_sided_with_rules_and_an_explanation(world, assess, tmp_path):
    """Each row has a verdict with its rules, and what a lead wrote stands beside it.

    Page: two pictures; assessment, chapter two
    Fails when: a verdict has no rule, is another than the rule gives, or is not on the page; or
    an explanation is lost or stands in another block.
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
        said = "The unit works nights only, and the shelter is open all day."
        writer.writerow(("potential_victims", "", said, "co-lead", "lead", "2026-05-31"))
    run = assess(ALPHA, "--totals", totals, "--explanations", str(why))
    assert run.status == 0, run.err
    people = row(run, "potential_victims")
    assert (people["verdict"], people["rules"][0]) == ("differ", "V06")
    assert [entry["text"] for entry in people["explanations"]] == [said]
    assert said in words(block_of(run, "pictures_people"))
    assert said not in words(block_of(run, "pictures_tips"))
    assert "Possible victims: they differ." in words(block_of(run, "pictures_people"))
    assert (row(run, "tips")["verdict"], row(run, "tips")["rules"]) == ("one_sided", ["V02"])
    assert "Tips: counted on a single side only." in words(block_of(run, "pictures_tips"))
    for asked in run.json()["two_pictures"]["questions"]:
        for line in asked["rows"]:
            assert line["rules"] and line["verdict"] in VERDICTS


@pytest.mark.parametrize(
    ("one", "other", "verdict", "rule"), [(50, 250, "differ", "V06"), (50, 60, "agree", "V07")]
)
def test_R75_neither_side_is_taken_for_the_truth(assess, tmp_path, one, other, verdict, rule):
    """The same two numbers the other way round: the same verdict, rules, words and grade.

    Page: two pictures
    Fails when: a verdict, its reasons or its grade depend on which side has the larger number.
    """
    same = {"definition": "people met, each counted alone"}
    told = []
    for police, providers in ((one, other), (other, one)):
        totals = write_totals(
            tmp_path,
            total_row("police_people", str(police), **POLICE, **same),
            total_row("vs_people", str(providers), **SHELTER, **same),
        )
        run = assess(ALPHA, "--totals", totals)
        people = row(run, "potential_victims")
        assert (people["verdict"], people["rules"][0]) == (verdict, rule)
        said = words(block_of(run, "pictures_people").partition("<details")[0])
        told.append((people["rules"], people["reasons"], people["grade"], said))
        shutil.rmtree(run.folder)
    assert told[0] == told[1]


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
    """A number, an unknown question or value, or no author: refused, and nothing is written.

    Page: assess
    Fails when: one of the four enters, or the text is repeated.
    """
    why = tmp_path / "why.csv"
    with why.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((("question", "value", "text", "author", "role", "date"), cells))
    run = assess(ALPHA, "--explanations", str(why))
    assert run.status == 3 and told in run.err and not run.folder.exists()
    assert cells[2] not in run.err


@pytest.mark.parametrize(("hours", "rules"), [(99, ["B02"]), (100, [])])
def test_R76_a_part_without_a_source_or_with_little_effort_is_flagged(
    assess, tmp_path, hours, rules
):
    """Form, sector, age and sex: each part has somebody who looks, or its warning; effort too.

    Page: two pictures; assessment, chapter two
    Fails when: a form, age or sex that nobody looks for, or under a tenth of the effort, passes.
    Differs: "domestic" has no line of its own, since citizenship and legal status are never kept.
    """
    totals = write_totals(
        tmp_path,
        total_row("police_people", "90", **POLICE),
        total_row("police_people", "60", **POLICE, form="sex"),
        total_row("police_people", "70", **POLICE, age="adult"),
        total_row("vice_hours", "1000", **POLICE),
        total_row("vice_hours", str(1000 - hours), **POLICE, form="sex"),
        total_row("vice_hours", str(hours), **POLICE, form="labor"),
    )
    run = assess(ALPHA, "--totals", totals)
    pictures = run.json()["two_pictures"]
    parts = {part["label"]: part for part in pictures["balance"]}
    labor = parts["labor trafficking"]
    assert (labor["looked_for"], labor["rules"]) == ("yes", rules)
    (effort,) = (run.figures()[name] for name in labor["efforts"])
    assert effort["value"] == pytest.approx(hours / 10)
    assert (parts["health care"]["looked_for"], parts["health care"]["rules"]) == ("no", ["B01"])
    assert parts["18 and over"]["looked_for"] == "yes"
    for name in ("under 18", "men and boys", "women and girls", "people of another gender"):
        assert (parts[name]["looked_for"], parts[name]["rules"]) == ("unknown", ["B06"])
    said = words(block_of(run, "pictures_balance").partition("<details")[0])
    for flag, named in (
        ("No source in hand looks for this.", "health care"),
        ("It is not known whether anybody looks for this.", "men and boys"),
        ("It is not known whether anybody looks for this.", "under 18"),
    ):
        assert re.search(rf"{named}[^.]*\. {flag}", said), said
    assert bool(re.search(r"labor trafficking[^.]*\. Little effort goes here", said)) is bool(rules)


def test_R76_a_holder_that_looks_for_one_form_is_flagged(assess, tmp_path):
    """Every total of one holder is of one form: the page says so of that holder.

    Page: two pictures; assessment, chapter two
    Fails when: a holder of one form passes, or one that gave both is flagged.
    """
    both = {"holder": "invented second unit"}
    totals = write_totals(
        tmp_path,
        total_row("police_people", "90", form="sex", **POLICE),
        total_row("police_people", "80", form="sex", **both),
        total_row("police_people", "70", form="labor", **both),
    )
    run = assess(ALPHA, "--totals", totals)
    assert run.json()["two_pictures"]["one_form"] == ["invented police unit"]
    said = words(block_of(run, "pictures_balance"))
    assert re.search(
        r"nvented police unit *: this agency looks for one form of trafficking only", said
    ), said


def test_R78_the_context_of_identification_has_a_column_for_each_source(assess, tmp_path):
    """A table of crimes by source: case registers and a look back, never added.

    Page: two pictures; assessment, chapter two
    Fails when: two sources share a column, a line that a source lacks is a zero, a missing kind of
    source is not said, or a sum stands.
    Differs: no survey can be entered yet; the page says that no source of this kind is in hand.
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
    for told in ("case register) counted 61", "look-back) counted 47", "register) counted 83"):
        assert any(told in text for text in said), told
    (table,) = re.findall(
        r'<table class="stacked crossed">.*?</table>', block_of(run, "pictures_context"), re.S
    )
    rows = [re.findall(r"<t[hd].*?</t[hd]>", line, re.S) for line in table.split("<tr>")[1:]]
    cells = [[re.sub(r" ?\[.*?\]", "", words(cell)) for cell in line] for line in rows]
    assert [re.sub(" ,", ",", head) for head in cells[0]] == [
        "Came to notice with",
        "Case register, invented police unit, 2024",
        "Case register, invented shelter, 2024",
        "Look-back, invented police unit, 2024",
    ]
    assert cells[1:] == [
        ["domestic violence", "61 people", "83 people", "47 people"],
        ["sexual assault", "no such line", "59 people", "no such line"],
    ]
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
    """A stronger word for a lower grade, and a grade that is none of the list, are refused.

    Page: none
    Fails when: `write_grade` prints whatever the catalogue has for a grade.
    """

    class Renamed:
        grades = (("documented", "documented", ""), ("suggested", "Confirmed by tips", ""))

    assert write_grade(Renamed, "documented") == "documented"
    for grade in ("suggested", "certain"):
        with pytest.raises(ValueError, match=r"claims too much|no grade"):
            write_grade(Renamed, grade)


def test_R6_indications_about_groups_of_people_have_kind_grade_source_and_number(
    world, tmp_path, monkeypatch, capsys
):
    """The filter leaves groups of people; each has grade, rule, source and n.

    Page: indications
    Fails when: `list_indications` leaks another kind, or `_describe` loses source or number.
    """
    for name, folder in world.build().items():
        monkeypatch.setenv(name, folder)
    totals = write_totals(
        tmp_path,
        total_row("dvsa_served", "1000"),
        total_row("dvsa_screened", "400"),
        total_row("dvsa_positive", "40", holder="invented program"),
        total_row("tips_received", "140", **POLICE),
    )
    listed = {}
    for kind in ("all", "population"):
        words = ["indications", ALPHA, "--totals", totals, "--subject-kind", kind, "--json"]
        assert main(words) == 0
        listed[kind] = json.loads(capsys.readouterr().out)["indications"]
    assert {"population", "signal"} <= {one["subject_kind"] for one in listed["all"]}
    (one,) = listed["population"]
    assert (one["subject_kind"], one["grade"]) == ("population", "suggested")
    assert one["rule"] and one["rule_says"] and "invented program" in one["source"]
    assert one["n"].startswith("40 ")


@pytest.mark.parametrize("unsure", ["20", "40"])
def test_R74_answers_for_some_of_the_people_leave_the_others_open(world, assess, tmp_path, unsure):
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


def test_R74_answers_that_are_more_than_the_people_give_no_bound_and_are_hidden(
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
def test_R74_few_known_to_one_side_alone_are_told_by_no_count_and_no_bound(
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
