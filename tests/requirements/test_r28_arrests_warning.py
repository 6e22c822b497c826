"""R28: a recorded series never travels without its warning."""

from __future__ import annotations

import io

from pypdf import PdfReader

from firstlight.catalogue import read_catalogue
from made_world import ALPHA


def test_R28_the_warning_on_arrests_is_on_the_page_in_the_pdf_and_in_the_csv(world, assess):
    """W02, word for word, beside what police recorded: screen, PDF, Word and CSV header.

    Page: assessment, chapter two
    Fails when: "W02" is taken out of the recorded block's warnings, or `write_tables` leaves
    its comment lines out.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "12")
    text = read_catalogue().warnings["W02"].text

    run = assess(ALPHA, formats="html,pdf,docx,json")

    assert run.status == 0, run.err
    block = run.page().split('id="recorded_offenses"', 1)[1].split("<section", 1)[0]
    assert text in block
    pages = PdfReader(io.BytesIO((run.folder / "report.pdf").read_bytes())).pages
    printed = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert text.replace(" ", "") in printed.replace(" ", "").replace("\u00ad", "")
    table = (run.folder / "tables" / "figures.csv").read_text(encoding="utf-8")
    cases = (run.folder / "tables" / "cases.csv").read_text(encoding="utf-8")
    for file in (table, cases):
        header = [line for line in file.splitlines() if line.startswith("#")]
        assert any("W02" in line and text in line for line in header)
    assert "W02" in run.json()["warnings"]
