"""R56 and R87: minors arrested for prostitution, by year, and called what the law calls them."""

from __future__ import annotations

import json
import re

import pytest

from firstlight.cli import main
from made_incidents import Arrest, Incident, Victim, make_download, write_folder
from made_world import ALPHA

LABEL = "Minors arrested: victims under federal law"
OFFENDER = re.compile(
    r"\b(child|minor|juvenile|teen\w*|youth|young)( \w+)? (prostitutes?|offenders?|criminals?)\b"
    r"|\b(prostitutes?|offenders?|perpetrators?) under 18\b",
    re.I,
)


def write_years(folder, counts):
    """Downloads of years with so many minors arrested for prostitution, and forty adults each."""
    for year, minors in counts.items():
        download = make_download("type_ids", shift=year, year=year)
        download.incidents = [
            Incident(1, (year, 1, 2), ("40A",), (Victim(None),), (Arrest("40A", age),))
            for age in [16] * minors + [30] * 40
        ]
        write_folder(folder / f"TX-{year}", download)
    return folder


def read(folder, capsys, *words):
    assert main(["incidents", "summarise", str(folder), *words]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({2017: 25, 2018: 31, 2019: 40}, set()),
        ({2017: 25, 2018: 31, 2019: 4}, {2019}),
    ],
)
def test_R56_minors_arrested_for_prostitution_by_year(tmp_path, capsys, counts, hidden):
    """A number for each year under the label of the law; small ones are suppressed for good.

    Page: incidents summarise
    Fails when: years are merged, the label is lost, or a suppressed year follows from the rest.
    """
    folder = write_years(tmp_path / "downloads", counts)
    told = json.loads(read(folder, capsys, "--json"))["minors_arrested"]
    years = {int(year): cell for year, cell in told["by_year"]["40A"].items()}
    assert set(years) == set(counts)
    assert told["label"].startswith(LABEL)
    for year, count in counts.items():
        assert years[year]["value"] in (None, count)
    gone = {year for year, cell in years.items() if cell["status"] == "suppressed"}
    assert hidden <= gone and (hidden or not gone)
    every = told["arrests"]["40A"]
    if hidden and every["value"] is not None:  # what the shown leave is for two years at least
        assert len(gone) > 1
        assert every["value"] - sum(counts[y] for y in counts if y not in gone) - len(gone) >= 6
    page = " ".join(read(folder, capsys).split())
    assert LABEL in page
    assert "suppressed" in page or not gone


def test_R56_arrests_of_minors_by_year_in_the_assessment(world, assess):
    """The state's years stand apart under the label; a year of 1 to 10 is suppressed, 0 is 0.

    Page: assessment, chapter four
    Fails when: the context's label loses "victims under federal law", its source's
    `hide_up_to` is lowered, or two years become one figure.
    """
    counts = {"2015": "64", "2016": "53", "2017": "41", "2018": "10", "2019": "0", "2020": "11"}
    for row in world.rows["fbi_arrests_state_2021", "states"]:
        if row["state"] in ("TX", "Texas") and row["offense"].startswith("Prostitution"):
            row["arrests"] = counts.get(row["year"], "30")
    run = assess(ALPHA)
    assert run.status == 0, run.err
    figures = {year: run.figures()[f"minors_arrested.TX.{year}"] for year in counts}
    shown = {year: figure["value"] for year, figure in figures.items()}
    assert shown == {"2015": 64, "2016": 53, "2017": 41, "2018": None, "2019": 0, "2020": 11}
    assert (figures["2018"]["status"], figures["2019"]["status"]) == ("suppressed", "true_zero")
    block = run.page().split('<section class="measure" id="minors_arrested"', 1)[1]
    block = block.split("</section>", 1)[0]
    assert f">{LABEL}, prostitution-related offenses</h" in block
    assert 'data-status="suppressed" data-figure="minors_arrested.TX.2018"' in block


def test_R87_minors_are_never_called_offenders(tmp_path, capsys, assess):
    """Whoever is under 18 in commercial sex is a victim, in every word that is printed.

    Page: incidents summarise, and the assessment
    Fails when: a sentence calls them offenders, the line loses the words on federal law, or what
    a lead writes may call them so.
    Differs: safe-harbor status of the state stands on the law card, which is no part of this issue.
    """
    folder = write_years(tmp_path / "downloads", {2018: 25})
    page = read(folder, capsys)
    run = assess(ALPHA, "--incidents", str(folder / "TX-2018"))
    assert run.status == 0
    words = re.sub(r"<[^>]+>", " ", run.page())
    for text in (page, words, json.dumps(run.json())):
        found = OFFENDER.search(" ".join(text.split()))
        assert found is None, found
    assert "victims under federal law" in " ".join(page.split())
    assert "who may be victims themselves" in " ".join(words.split())


@pytest.mark.parametrize(
    "said",
    [
        "The night unit met child prostitutes near the motel.",
        "The juvenile prostitutes were known to the unit.",
        "Minors in commercial sex are offenders like any others.",
    ],
)
def test_R87_what_the_leads_write_may_not_call_minors_so_either(assess, tmp_path, said):
    """An explanation with such words is refused with what to say instead; nothing is written.

    Page: assess
    Fails when: the guard lets the words through, so that the report would print them.
    """
    why = tmp_path / "why.csv"
    why.write_text(
        f"question,value,text,author,role,date\ntips,,{said},co-lead,lead,2026-05-31\n",
        encoding="utf-8",
    )
    run = assess(ALPHA, "--explanations", str(why))
    assert run.status == 3 and not run.folder.exists()
    assert "under federal law" in run.err and said not in run.err
