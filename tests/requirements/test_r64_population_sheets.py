"""R64: a sheet for each group: size, interval, source, who serves it, what is unknown."""

from __future__ import annotations

import io

import docx
import pypdf

from entered_rows import write_group
from firstlight.catalogue import read_catalogue
from made_world import ALPHA


def test_R64_each_group_has_size_interval_source_who_serves_and_what_is_unknown(assess, tmp_path):
    """Sizes are figures of the assessment with their evidence, in every format.

    Page: assessment, chapter five
    Fails when: a size has no evidence, a sheet lacks a part, or a format leaves sheets out.
    """
    totals = write_group(tmp_path, "foster_children", ALPHA, "240", "230", "260")
    run = assess(ALPHA, "--totals", totals, formats="html,json,docx,pdf")
    document, figures = run.json(), run.figures()
    sheets = {sheet["id"]: sheet for sheet in document["populations"]}

    assert len(sheets) == len(read_catalogue().populations) >= 14
    for sheet in sheets.values():
        assert sheet["served_by"] and sheet["unknown"] and sheet["misuse_guard"]
        assert sheet["why_no_size"] and sheet["holder"] and sheet["ask"]
        for name in sheet["figures"]:
            assert figures[name]["value"] is None or figures[name]["evidence"]
    assert sheets["disability"]["figures"] == [f"disability.{ALPHA}"]
    assert figures[f"disability.{ALPHA}"]["margin"] is not None
    (own,) = sheets["foster_children"]["figures"]
    assert (figures[own]["value"], figures[own]["low"], figures[own]["high"]) == (240, 230, 260)
    assert "pit_youth.TX-990" in sheets["youth_without_home"]["figures"]
    assert "pit_youth.TX" not in sheets["youth_without_home"]["figures"]
    page = run.page()
    paper = pypdf.PdfReader(io.BytesIO((run.folder / "report.pdf").read_bytes()))
    printed = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    word = docx.Document(str(run.folder / "report.docx"))
    written = " ".join(paragraph.text for paragraph in word.paragraphs)
    for sheet in sheets.values():
        for text in (page, printed, written):
            assert sheet["name"].replace("’", "'") in text.replace("’", "'"), sheet["id"]


def test_R64_context_groups_have_no_score_no_map_and_no_entered_size(assess, tmp_path):
    """Fails when a size of LGBTQ+ youth, a tribe's people or newcomers can be entered or scored."""
    catalogue = read_catalogue()
    context = {group.id for group in catalogue.populations if group.context}
    assert {"lgbtq_youth", "tribal_communities", "limited_english", "newcomers"} <= context
    for name in sorted(context):
        totals = write_group(tmp_path, name, ALPHA, "240", "", "")
        run = assess(ALPHA, "--totals", totals)
        assert run.status == 3 and "column group" in run.err and not run.folder.exists()
    for group in catalogue.populations:
        if group.context:
            assert not any(catalogue.indicators[s.figure].scored for s in group.sizes)
    sheets = {s["id"]: s for s in assess(ALPHA).json()["populations"]}
    assert sheets["lgbtq_youth"]["figures"] == sheets["tribal_communities"]["figures"] == []
    assert "small area" in sheets["lgbtq_youth"]["why_no_size"]
    assert "tribe decides" in sheets["tribal_communities"]["why_no_size"]
