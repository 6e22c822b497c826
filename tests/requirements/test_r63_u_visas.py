"""R63: U visas are for crime victims of many kinds, and the page never leaves that out."""

from __future__ import annotations

import io

from pypdf import PdfReader

from entered_rows import total_row, write_totals
from made_world import ALPHA

WORDS = "crime victims of many kinds, not only trafficking"


def test_R63_u_visas_are_called_crime_victims_not_only_trafficking(world, assess):
    """The same rules as T visas; shown as crime victims, not only trafficking, in every format.

    Page: assessment, chapter four
    Fails when: the words are taken out of label or sentence, or the nation's count is given to
    the county.
    """
    run = assess(ALPHA, formats="html,pdf,json")

    figures = {k: f for k, f in run.figures().items() if k.startswith("u_visas.")}
    assert figures["u_visas.US.2009"]["value"] == 5005
    assert {figure["place"] for figure in figures.values()} == {"US"}
    (refused,) = [
        r
        for r in run.json()["refusals"]
        if r["indicator"] == "u_visas" and "a figure for" in r["what"]
    ]
    assert "No county figures exist" in refused["why"]
    said = [fact["text"] for fact in run.json()["facts"] if fact["measure"] == "u_visas"]
    assert said and all(WORDS in text for text in said)
    assert run.page().count(WORDS) >= 2
    pages = PdfReader(io.BytesIO((run.folder / "report.pdf").read_bytes())).pages
    printed = "".join("".join(page.extract_text().split()) for page in pages)
    assert WORDS.replace(" ", "") in printed.replace("\u00ad", "")


def test_R63_entered_u_visas_are_called_crime_victims_too(assess, tmp_path):
    """What leads enter on U visas, and an agency's certifications, carry the words as well.

    Page: assessment, chapter four
    Fails when: a label of an entered figure leaves them out, or a county gets a share.
    """
    state = total_row("u_visas", "900", place="TX")
    own = total_row("u_visa_certifications", "40")
    run = assess(ALPHA, "--totals", write_totals(tmp_path, state, own))
    figures = run.figures()
    for name in ("entered.u_visas.TX.2024", f"entered.u_visa_certifications.{ALPHA}.2024"):
        assert "crime victims, not only trafficking" in figures[name]["label"]
    totals = write_totals(tmp_path, total_row("u_visas", "900", place=ALPHA))
    run = assess(ALPHA, "--totals", totals)
    assert run.status == 3 and "never shared out to a county" in run.err
