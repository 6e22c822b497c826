"""The Word report: real headings, tables and links; the same words as the PDF; the same bytes."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from firstlight.assessment import DetectionChoice
from firstlight.report import render_word
from firstlight.report.layout import lay_out
from firstlight.report.notes import unfold_ids
from firstlight.report.page import group_refusals
from firstlight.report.word_tables import write_cell
from firstlight.report.wording import write_sentence

AREAS = ("harris", "loving", "houston", "two_states", "connecticut")
ATTACK = '#read("/etc/passwd") <w:p/> &amp; $x$ {{ 7*7 }} ]]>'


@pytest.fixture(params=AREAS)
def area(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def open_word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def text_of(document: Any) -> str:
    words = (node.text or "" for node in document.element.body.iter(qn("w:t")))
    return " ".join("".join(words).replace("\u00a0", " ").split())


def test_headings_do_not_skip(shelf: Any, area: str) -> None:
    """Fails when a heading is a large paragraph, or a measure stands at the wrong level."""
    document = open_word(shelf.word(area))
    made = shelf.assessment(area)
    names = [paragraph.style.name for paragraph in document.paragraphs]
    assert names[0] == "Title"
    assert names.count("Title") == 1
    levels = [int(name[-1]) for name in names if name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    first = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [chapter.question for chapter in made.chapters] == first[1:6]
    assert first[-1] == "Sources"


def test_every_table_has_a_head_that_repeats_and_words_for_a_screen_reader(
    shelf: Any, area: str
) -> None:
    """Fails when w:tblHeader or the caption is left out of the table builder."""
    document = open_word(shelf.word(area))
    assert len(document.tables) > 20
    for table in document.tables:
        rows = table._tbl.findall(qn("w:tr"))
        heads = [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows]
        assert heads[0]
        assert not any(heads[1:])
        properties = table._tbl.find(qn("w:tblPr"))
        assert properties.find(qn("w:tblCaption")).get(qn("w:val"))
        assert properties.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        widths = {len(row.findall(qn("w:tc"))) for row in rows}
        assert widths == {len(table._tbl.find(qn("w:tblGrid")))}
        assert all(cell.text for cell in table.rows[0].cells)


def test_the_language_and_the_properties_are_set(shelf: Any, area: str) -> None:
    document = open_word(shelf.word(area))
    made = shelf.assessment(area)
    defaults = document.styles.element.find(qn("w:docDefaults"))
    (language,) = defaults.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "en-US"
    properties = document.core_properties
    assert properties.language == "en-US"
    assert properties.author == properties.last_modified_by == "Firstlight"
    assert made.area.name in properties.title
    assert properties.created.date() == properties.modified.date() == made.made_on


def test_every_link_leads_to_a_source_and_every_source_is_used(shelf: Any, area: str) -> None:
    """Fails when a source is listed twice, or a mark names other evidence than what it leads to.

    A mark is the ids of its evidence, as in the PDF, and no number of Word's own.
    """
    document = open_word(shelf.word(area))
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    ids = [mark.get(qn("w:id")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    links = [
        (link.get(qn("w:anchor")), "".join(node.text for node in link.iter(qn("w:t"))))
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]
    sources = [p for p in document.paragraphs if p.style.name == "Source Note"]
    assert set(marks) == {f"source_{number}" for number in range(1, len(sources) + 1)}
    assert len(set(ids)) == len(ids)
    assert {anchor for anchor, _ in links} == set(marks)
    listed = {
        mark: set(unfold_ids(source.text.split(". ")[0]))
        for mark, source in zip(marks, sources, strict=True)
    }
    told = set().union(*listed.values())
    for anchor, words in links:
        named = set(unfold_ids(words.strip("[]")))
        assert listed[anchor] <= named <= told
    firsts = [int(source.text.split("–")[0].split(".")[0].split(",")[0][1:]) for source in sources]
    assert firsts == sorted(firsts)
    assert len({source.text for source in sources}) == len(sources)


def test_the_words_are_all_there(shelf: Any, area: str) -> None:
    """Fails when a part of the assessment has no place in the document."""
    made = shelf.assessment(area)
    text = text_of(open_word(shelf.word(area)))
    bare = re.sub(r"\[e\d[^\]]*\]", "", text)
    for chapter in made.chapters:
        for said in itertools.chain(chapter.lede, *(block.sentences for block in chapter.blocks)):
            assert " ".join(write_sentence(said, made.figures).split()) in bare
        assert all(source.ask in text for source in chapter.sources)
    for said in made.summary.known:
        assert write_sentence(said, made.figures) in bare
    for laid in lay_out(made).chapters:
        for row in (row for group in laid.glance for row in group.rows):
            if laid.measures[row.measure].brief.in_shared:
                continue
            assert all(words in text for words in (row.here, row.beyond, row.when))
        for gathered in laid.lacking:
            assert all(why in text for why in gathered.why)
            for lacking in gathered.rows:
                assert lacking.title in text
                assert all(said in text for said in lacking.elsewhere)
    assert all(words in text for words in made.summary.not_known)
    assert all(warning.text in text for warning in made.warnings.values())
    groups = group_refusals(made.refusals, made.area.name)
    assert all(group.why[1:] in text for group in groups)
    assert all(entry.sha256 in text for entry in made.evidence.values())


@pytest.mark.parametrize("name", ["harris", "houston", "two_states"])
def test_every_value_is_in_the_document_once_and_not_three_times(shelf: Any, name: str) -> None:
    """Fails when a value, margin or evidence of a table is lost, or the long list of cells is back.

    The list of cells stands in evidence.csv. Without it, and with shared tables, the document is
    less than half of what it was when each measure had tables, warnings and limits of its own.
    """
    made = shelf.assessment(name)
    document = open_word(shelf.word(name))
    cells = {
        "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))
        for table in document.tables
        for row in table._tbl.findall(qn("w:tr"))
        for cell in row.findall(qn("w:tc"))
    }
    for laid in lay_out(made).chapters:
        shared = [table for group in laid.shared for table in group.tables]
        shared += [table for measure in laid.measures for table in measure.brief.tables]
        for cell in (c for table in shared for row in table.rows for c in row.cells):
            if cell is not None:
                assert write_cell(cell) in cells
        for measure in laid.measures:
            for row in (row for grid in measure.brief.grids for row in grid.rows):
                assert any(text.startswith(f"{row.value} {row.margin}".strip()) for text in cells)
                assert row.evidence in cells
    text = text_of(document)
    assert "evidence.csv" in text
    for chapter in lay_out(made).chapters:
        for warning in chapter.warnings:
            assert text.count(warning.text) <= 6  # the first page and five chapters


def test_warnings_stand_on_a_shaded_ground(shelf: Any) -> None:
    document = open_word(shelf.word("harris"))
    style = document.styles["Warning"]
    assert style.element.pPr.find(qn("w:shd")).get(qn("w:fill")) == "FBEADB"
    warnings = [p.text for p in document.paragraphs if p.style.name == "Warning"]
    assert any("(W02)" in text for text in warnings)


def test_the_faces_have_stand_ins(shelf: Any) -> None:
    """Fails when a style keeps the theme's font, or Word is not told what to use instead."""
    document = open_word(shelf.word("harris"))
    used = {paragraph.style.name for paragraph in document.paragraphs}
    for name in used | {"Table Text", "Table Head"}:
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:ascii")) in ("Source Sans Pro", "Source Serif Pro")
        assert fonts.get(qn("w:asciiTheme")) is None
    (table,) = (
        part.blob.decode("utf-8")
        for part in document.part.package.iter_parts()
        if str(part.partname) == "/word/fontTable.xml"
    )
    assert 'w:name="Source Sans Pro"' in table
    assert '<w:altName w:val="Calibri"/>' in table


def test_the_same_assessment_gives_the_same_bytes(shelf: Any) -> None:
    """Fails when the clock enters: the properties, or the dates of the parts of the file."""
    assert render_word(shelf.make("loving")) == shelf.word("loving")


def test_what_looks_like_markup_is_printed_as_text(shelf: Any) -> None:
    made = shelf.assessment("loving")
    attacked = dataclasses.replace(
        made,
        area=dataclasses.replace(made.area, name=ATTACK, said=(f"Said: {ATTACK}",)),
        detection=DetectionChoice(0.05, 0.2, ATTACK),
    )
    text = text_of(open_word(render_word(attacked)))
    assert text.count(ATTACK) >= 3


@pytest.mark.parametrize("odd", ["a\x00b\x07c", "\ufffe", "\ud800", "日本 🚔"])
def test_a_sign_that_xml_cannot_hold_does_not_stop_the_report(shelf: Any, odd: str) -> None:
    """Fails when text reaches the document past `plain`."""
    made = shelf.assessment("loving")
    attacked = dataclasses.replace(
        made,
        area=dataclasses.replace(made.area, name=f"Doña {odd}", said=(odd,)),
        refusals=tuple(dataclasses.replace(r, what=odd, why=odd) for r in made.refusals),
    )
    assert "Doña" in text_of(open_word(render_word(attacked)))


def test_the_process_is_told_once(shelf: Any) -> None:
    """Fails when each offense of the table has a sheet of its own again, or loses a fact by it."""
    document = open_word(shelf.word("harris"))
    text = text_of(document)
    chapters = lay_out(shelf.assessment("harris")).chapters
    (process,) = (laid.process for laid in chapters if laid.process)
    assert "Who records it. " not in text
    assert "What to ask for. " not in text
    for row in process.rows:
        for fact in (row.ask, row.caution, row.law, row.in_hand[1:], row.recorded_by[1:]):
            assert " ".join(fact.split()) in text, row.offense


def test_no_word_is_for_whoever_made_the_program(shelf: Any, area: str) -> None:
    """Fails when a chief reads a number of our own list, or the name of a law of statistics."""
    text = text_of(open_word(shelf.word(area)))
    for word in (r"requirement R\d", "from memory", "quantile", "Poisson", "remembered"):
        assert not re.search(word, text), word


def test_why_stands_below_what_it_is_about(shelf: Any) -> None:
    """Fails when a reason opens a list: it would read as if it belonged to what stands above."""
    words = [p.text for p in open_word(shelf.word("harris")).paragraphs]
    for laid in lay_out(shelf.assessment("harris")).chapters:
        at = words.index(laid.lacking_title, words.index(laid.question)) if laid.lacking else 0
        for group in laid.lacking:
            place = next(i for i, text in enumerate(words) if i > at and group.why[0] in text)
            assert words[place].startswith("Why")
            assert words[place - 1].startswith(f"{group.rows[-1].title}. ")
            at = place
