"""R51: one register of documented cases, and what can stand in it twice is flagged."""

from __future__ import annotations

import csv
import html
import itertools
import re

from entered_rows import total_row, write_totals
from made_incidents import Incident, MadeAgency, Victim, make_download, write_folder
from made_world import ALPHA

FBI = "Police agencies, in the FBI’s file"
FILES = "Police agencies, in the FBI’s incident files"
SHELTER = "invented shelter"


def test_R51_doubles_across_sources_are_flagged_and_no_two_lines_are_summed(
    world, assess, tmp_path
):
    """Returns, incident files and a provider in one register, each naming who counts the same.

    Page: assessment, chapter two, register of documented cases
    Fails when: `make_case_register` leaves a source out, `_flag` names no other line, a decided
    total loses its stage, or any figure is the sum of two lines.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2017", "113")
    world.offense("TX0000001", "Alpha", "2018", "231")
    download = make_download("type_ids")
    download.agencies = (MadeAgency(1, "TX0000001", "Alpha", county="ALPHA"),)
    download.incidents = [Incident(1, (2018, 2, 2), ("64A",), (Victim(None),))] * 177
    totals = write_totals(
        tmp_path,
        total_row("vs_served", "1333", holder=SHELTER, period="2018"),
        total_row("vs_served", "859", holder=SHELTER, period="2018", form="sex"),
        total_row("vs_served", "474", holder=SHELTER, period="2018", form="labor"),
        total_row("tips_received", "4140", holder=SHELTER, period="2018"),
    )
    folder = str(write_folder(tmp_path / "TX-2018", download))
    run = assess(ALPHA, "--incidents", folder, "--totals", totals)
    assert run.status == 0, run.err
    figures, lines = run.figures(), run.json()["case_register"]
    told = {
        (line["holder"], line["form"], line["year"]): figures[line["figure"]]["value"]
        for line in lines
    }
    wanted = {
        (FBI, "Commercial sex acts", 2017): 113,
        (FBI, "Commercial sex acts", 2018): 231,
        (FILES, "Commercial sex acts", 2018): 177,
        (SHELTER, "All forms", 2018): 1333,
        (SHELTER, "Sex", 2018): 859,
        (SHELTER, "Labor", 2018): 474,
    }
    assert wanted.items() <= told.items()
    assert 4140 not in told.values(), "a tip is no documented case"
    by_key = {(line["holder"], line["form"], line["year"]): line for line in lines}
    same = {key: set(by_key[key]["same_as"]) for key in wanted}
    assert same[FBI, "Commercial sex acts", 2017] == set()
    assert same[FBI, "Commercial sex acts", 2018] == {
        f"{FILES} (commercial sex acts)", f"{SHELTER} (all forms)", f"{SHELTER} (sex)",
    }  # fmt: skip
    assert same[SHELTER, "Labor", 2018] == {
        f"{FBI} (involuntary servitude)", f"{FILES} (involuntary servitude)",
    }  # fmt: skip
    assert "who decided: victim-service provider" in by_key[SHELTER, "Sex", 2018]["stage"]
    assert len({line["definition"] for line in lines}) == 4
    assert {line["source"] for line in lines} >= {"fbi_ht_2020", "incident_files"}
    sums = {a + b for a, b in itertools.combinations(wanted.values(), 2)} - {1333}
    assert not sums & {figure["value"] for figure in figures.values()}
    section = run.page().split('id="case_register"', 1)[1].split("</section>", 1)[0]
    rows = re.findall(r'<tr data-case="([^"]+)">(.*?)</tr>', section, flags=re.S)
    assert [name for name, _ in rows] == [line["figure"] for line in lines]
    for line, (_, row) in zip(lines, rows, strict=True):
        cells = html.unescape(re.sub(r"<[^>]+>", "", row))
        assert all(name in cells for name in (line["stage"][1:], line["definition"]))
        assert all(name in cells for name in line["same_as"])
    table = (run.folder / "tables" / "cases.csv").read_text("utf-8").splitlines()
    kept = list(csv.DictReader(text for text in table if not text.startswith("#")))
    assert [row["same_as"] for row in kept] == ["; ".join(line["same_as"]) for line in lines]
