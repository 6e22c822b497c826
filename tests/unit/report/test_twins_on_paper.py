"""Two pictures on paper and as a table: twin columns, the funnel plot, the verdicts."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest

from firstlight.assessment import Assessment, Library, assess, read_demonstration_totals
from firstlight.catalogue import read_catalogue
from firstlight.places import resolve_places
from firstlight.report import render_html, render_pdf, render_word, write_tables
from firstlight.report.funnel_plot import draw_funnel_plot
from firstlight.report.layout import lay_out
from firstlight.report.paper_twins import HEADS, lay_funnel

MADE_ON = datetime.date(2026, 11, 22)
FLORIDA = ("12057", "12095", "12099", "12086", "12071", "12103", "12127", "12073")


@pytest.fixture(scope="module")
def demonstration(library: Library) -> Assessment:
    area = resolve_places(list(read_catalogue().demonstrations[0].counties), library.gazetteer)
    entered = read_demonstration_totals(area=area, library=library, today=MADE_ON)
    return assess(area, library=library, made_on=MADE_ON, entered=entered)


@pytest.fixture(scope="module")
def florida(library: Library) -> Assessment:
    area = resolve_places(list(FLORIDA), library.gazetteer)
    return assess(area, library=library, made_on=MADE_ON)


def _twins(made: Assessment) -> Any:
    (twins,) = (chapter.twins for chapter in lay_out(made).chapters if chapter.twins)
    return twins


def _plain(text: str) -> str:
    return re.sub("(?<=[–-]) ", "", " ".join(text.replace("\u00a0", " ").split()))


def test_each_count_stands_in_the_column_of_its_side_and_once(demonstration: Assessment) -> None:
    """Fails when a count goes to the other column, or a question that was counted has no row."""
    pictures, twins = demonstration.pictures, _twins(demonstration)
    assert pictures is not None
    counted = [t for q in pictures.questions for t in q.twins if t.police or t.providers]
    rows = [row for row in twins.rows if row.police or row.providers]
    assert len(rows) == len(counted) > 8
    for row, twin in zip(rows, counted, strict=True):
        for laid, side in ((row.police, twin.police), (row.providers, twin.providers)):
            for cell, given in zip(laid, side, strict=True):
                assert given.holder in cell.label and given.definition in cell.label
                assert ("invented for this demonstration" in cell.label) >= given.invented
        assert bool(row.police) or row.no_police
        assert bool(row.providers) or row.no_providers


def test_the_pdf_prints_both_columns_and_their_heads(demonstration: Assessment) -> None:
    """Fails when the table is left out, or a verdict of it."""
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(demonstration)))
    text = _plain(" ".join(page.extract_text() for page in pages.pages))
    for row in _twins(demonstration).rows:
        assert _plain(row.label) in text and _plain(row.verdict) in text
        for cell in (*row.police, *row.providers):
            assert _plain(cell.label) in text
    assert all(head in text for head in HEADS)


def test_word_has_one_table_of_both_sides(demonstration: Assessment) -> None:
    """Fails when the two sides stand in tables apart again, or a count is lost."""
    document = docx.Document(io.BytesIO(render_word(demonstration)))
    twins = _twins(demonstration)
    tables = [t for t in document.tables if tuple(c.text for c in t.rows[0].cells) == HEADS]
    assert len(tables) == 1 and len(tables[0].rows) == len(twins.rows) + 1
    for line, row in zip(tables[0].rows[1:], twins.rows, strict=True):
        label, police, providers, verdict = (cell.text for cell in line.cells)
        assert (label, verdict) == (row.label, row.verdict)
        for text, cells in ((police, row.police), (providers, row.providers)):
            assert all(cell.label in text and cell.value in text for cell in cells)


def test_the_mix_and_what_neither_side_counted_stand_on_paper(demonstration: Assessment) -> None:
    """Fails when PDF or Word leaves out what the page says below the table."""
    pictures, twins = demonstration.pictures, _twins(demonstration)
    assert pictures is not None
    counted = [q for q in pictures.questions if any(t.police or t.providers for t in q.twins)]
    told = [text for q in counted for text in (*q.mix, *q.open_values)]
    assert any(text.startswith("Largest with providers") for text in told)
    assert any(q.open_values for q in counted if q.id == "cases_by_form")
    notes = " ".join(twins.notes)
    assert all(text in notes for text in told)
    pdf = pypdf.PdfReader(io.BytesIO(render_pdf(demonstration)))
    text = _plain(" ".join(page.extract_text() for page in pdf.pages))
    word = docx.Document(io.BytesIO(render_word(demonstration)))
    paragraphs = [p.text for p in word.paragraphs]
    for note in twins.notes:
        assert _plain(note) in text and note in paragraphs


def test_nothing_printed_names_a_command_of_the_program(
    demonstration: Assessment, florida: Assessment
) -> None:
    """Fails when a reader of paper, or of the HTML report, is told to type a command."""
    for made in (demonstration, florida):
        pdf = pypdf.PdfReader(io.BytesIO(render_pdf(made)))
        word = docx.Document(io.BytesIO(render_word(made)))
        cells = (c.text for t in word.tables for line in t.rows for c in line.cells)
        texts = (
            _plain(" ".join(page.extract_text() for page in pdf.pages)),
            _plain(" ".join((*(p.text for p in word.paragraphs), *cells))),
            _plain(render_html(made)),
        )
        for text in texts:
            assert not re.search(r"\bfirstlight (template|assess|sources|incidents)\b", text)
            assert "Ask victim-service providers of the area for totals of" in text


def test_the_verdicts_are_a_table_of_the_data_package(
    demonstration: Assessment, folder: Path
) -> None:
    """Fails when a row, its verdict, reason or figures differ from those of the pages."""
    write_tables(demonstration, folder)
    lines = (folder / "two_pictures.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    pictures = demonstration.pictures
    assert pictures is not None
    twins = [(q, twin) for q in pictures.questions for twin in q.twins]
    assert len(rows) == len(twins)
    for row, (question, twin) in zip(rows, twins, strict=True):
        assert (row["question"], row["value"]) == (question.id, twin.value)
        assert (row["verdict"], row["grade"]) == (twin.verdict, twin.grade)
        assert row["rules"] == "; ".join(twin.rules) and row["why"] == " ".join(twin.reasons)
        named = [*row["police"].split(), *row["providers"].split()]
        assert named == [side.figure for side in (*twin.police, *twin.providers)]
        assert set(named) <= set(demonstration.figures)
        assert (
            row["invented"] == str(any(s.invented for s in (*twin.police, *twin.providers))).lower()
        )
        assert bool(row["ask_police"]) == (question.ask_police is not None)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "two_pictures" in {resource["name"] for resource in package["resources"]}
    assert {row["verdict"] for row in rows} >= {"both_saw", "one_sided", "neither"}
    assert any(line.startswith("# Invented for this demonstration") for line in lines)


def test_the_funnel_plot_is_drawn_on_paper(florida: Assessment) -> None:
    """Fails when PDF or Word leaves the drawing out, or nobody who cannot see it hears of it."""
    drawing = lay_funnel(florida.pictures)
    assert drawing is not None and florida.pictures is not None
    outside = [dot.name for dot in florida.pictures.funnel.dots if dot.place == "outside"]
    assert outside
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(florida)))
    spoken = json.dumps([_spoken(node) for node in _walk(pages)])
    document = docx.Document(io.BytesIO(render_word(florida)))
    (picture,) = document.inline_shapes
    assert picture._inline.docPr.get("descr") == drawing.words
    for name in outside:
        assert name in drawing.words and name in spoken
        assert any(name in page.extract_text() for page in pages.pages)
    assert any("A dot outside the limits says: ask why." in p.text for p in document.paragraphs)


def _walk(pages: pypdf.PdfReader) -> list[Any]:
    found, waiting = [], [pages.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            found.append(node)
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def _spoken(node: Any) -> str:
    return str(node.get("/Alt", ""))


def test_the_plot_puts_each_dot_where_its_count_and_size_are(florida: Assessment) -> None:
    """Fails when a dot is moved, its color is not its verdict's, or a drawing has no words."""
    assert florida.pictures is not None
    funnel = florida.pictures.funnel
    plot = draw_funnel_plot(funnel)
    assert plot is not None
    figures = florida.figures
    rates = {}
    for dot in funnel.dots:
        count, size = (figures[name].quantity.value for name in (dot.count, dot.size))
        assert count is not None and size is not None
        rates[dot.name] = count / size
    by_height = sorted(funnel.dots, key=lambda dot: dot.up)
    assert [dot.name for dot in by_height] == sorted(rates, key=lambda name: rates[name])
    for svg, ids in ((plot.wide, "funnel-wide"), (plot.narrow, "funnel-narrow")):
        assert svg.count("<circle") == len(funnel.dots)
        far = sum(dot.place == "outside" for dot in funnel.dots)
        assert svg.count('fill="#a1420e"') == far
        assert f'aria-labelledby="{ids}-t {ids}-d"' in svg
        assert all(dot.name in svg for dot in funnel.dots)
