"""R51: "confirmed" by one decider is a possible victim to another, and the table says by whom."""

from __future__ import annotations

from entered_rows import total_row, write_totals
from made_incidents import Arrest, Incident, Victim, make_download, write_folder
from made_world import ALPHA

POLICE, SHELTER = {"holder": "invented police unit"}, {"holder": "invented shelter"}


def test_R51_each_status_stands_beside_the_one_who_decided(world, assess, tmp_path):
    """Tips, screens, findings of police and of providers and T visas, each with its decider.

    Page: the assessment, chapter two, status by who decided
    Fails when: a count stands under another status or decider, a state's total without its
    state's name, a code of police is called a decision, or totals without a status are not
    counted in the note.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "31")
    download = make_download("type_ids")
    download.incidents = [
        Incident(1, (2018, 1, 2), ("64A",), (Victim(28),), (Arrest("64A", 40),)) for _ in range(23)
    ]
    totals = write_totals(
        tmp_path,
        total_row("tips_received", "140", **POLICE),
        total_row("police_people", "210", **POLICE),
        total_row("police_coded", "120", **POLICE),
        total_row("dvsa_positive", "7", holder="invented program"),
        total_row("vs_served", "333", **SHELTER),
        total_row("vs_turned_away", "40", **SHELTER),
        total_row("t_visas", "512", holder="invented ministry"),
    )
    folder = str(write_folder(tmp_path / "TX-2018", download))
    run = assess(ALPHA, "--totals", totals, "--incidents", folder)
    page = " ".join(run.page().split())
    block = page.split('<section class="measure" id="pictures_status"')[1].split("</section>")[0]
    wanted = [
        ("Tip; nobody has decided", "140"),
        ("Indicators present; who decided: victim-service provider", None),
        ("Possible; who decided: police", "210"),
        ("Coded as trafficking; who coded it: police", "120"),
        ("Decided: trafficking; who decided: victim-service provider", "333"),
        ("Decided: trafficking; who decided: another government body", "512"),
    ]
    assert "who decided: police" not in block.replace("Possible; who decided: police", "")
    for label, value in wanted:
        assert label in block, label
        if value:
            assert value in block, value
    assert block.index("all of Texas") > block.index("another government body")
    figures = run.figures()
    assert figures["incident_files.offenses.64A.TX"]["value"] == 23 and "in the download" in block
    assert figures[f"pictures_status.unmapped.{ALPHA}"]["value"] == 1  # turned away
    assert figures[f"pictures_status.unknown.{ALPHA}"]["value"] == 1  # the hidden screens
    said = [f["text"] for f in run.json()["facts"] if f["measure"] == "pictures_status"]
    assert any("prosecution or court" in text for text in said)
