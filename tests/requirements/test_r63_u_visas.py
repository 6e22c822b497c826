"""R63: U visas are for crime victims of many kinds, and the page never leaves that out."""

from __future__ import annotations

import io

from pypdf import PdfReader

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
