"""Notes, lists of evidence, scales: what the PDF and the Word report share."""

from __future__ import annotations

import dataclasses
import datetime
import io
from collections.abc import Iterator
from typing import Any

import docx
import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Evidence, Figure, Named, Shown, Words, make_sentence
from firstlight.base.period import Period
from firstlight.base.place import US, Place, PlaceKind
from firstlight.base.quantity import Quantity, Unit, UnitKind, with_bounds
from firstlight.report import render_html
from firstlight.report.appendix import find_cells, list_cells, list_files
from firstlight.report.layout import lay_out
from firstlight.report.marks import draw_scale
from firstlight.report.notes import Notebook, fold_ids, list_sources, unfold_ids
from firstlight.report.paper_words import say_receipt
from firstlight.report.pdf import lay_brief
from firstlight.report.wording import write_shown

SHARE = Unit(UnitKind.SHARE, "%", "of residents")
HERE = Place(PlaceKind.COUNTY, "48901", "Alpha County, TX")


def cite(number: int, column: str, row: int | None, *, rows: str = "", n: int = 1) -> Evidence:
    return Evidence(
        f"e{number}", "acs", "Census", "Survey", "ACS", "2018", "https://x", "public domain",
        "a friend", "no", "a.csv", row, rows, n, column, "ab" * 32, datetime.date(2026, 1, 2),
    )  # fmt: skip


def figure(name: str, value: float | None, *, margin: float | None = None, **more: Any) -> Figure:
    cell = Cell.missing(Status.SUPPRESSED) if value is None else Cell.estimated(value)
    quantity = with_bounds(Quantity(cell, more.pop("unit", SHARE), margin))
    place = more.pop("place", HERE)
    ids = more.pop("evidence", ("e1",))
    return Figure(name, "poverty", name, quantity, Period.year(2020), place, 1, ids, **more)


def test_ids_fold_to_spans() -> None:
    assert fold_ids(["e3", "e4", "e5", "e9"]) == "e3–e5, e9"
    assert fold_ids([]) == ""


def test_a_note_names_file_columns_and_rows() -> None:
    """Fails when the file of a note has another number than in the list of files."""
    evidence = {
        e.id: e for e in (cite(1, "poor", 7), cite(2, "poor - Margin", 7), cite(3, "all", 7))
    }
    book = Notebook(evidence)
    assert book.cite(("e1", "e2", "e3")) == 1
    assert book.notes[0].text == "F1 ACS: columns “poor”, “… - Margin”, “all”, row 7."
    assert [file.number for file in list_files(evidence.values())] == ["F1"]


def test_a_list_at_the_end_has_each_source_once_and_whole() -> None:
    """Fails when the same evidence gets a second note, or a note leans on the one before it."""
    evidence = {e.id: e for e in (cite(1, "poor", 7), cite(2, "poor", 9))}
    book = Notebook(evidence)
    assert [book.cite(("e1",)), book.cite(("e2",)), book.cite(("e1",))] == [1, 2, 1]
    assert all(note.text.startswith("F1 ACS") for note in book.notes)


def test_the_first_page_names_each_file_once_with_its_evidence() -> None:
    """Fails when a source is left out, or named once a figure."""
    entries = [cite(1, "poor", 7), cite(2, "all", 7), cite(4, "poor", 9)]
    assert list_sources(entries) == ("Census, ACS (e1–e2, e4)",)


def test_a_mark_names_all_evidence_of_its_figure() -> None:
    """Fails when a mark of the PDF leaves an id out."""
    evidence = {e.id: e for e in (cite(1, "poor", 7), cite(3, "poor", 9))}
    figures = {"a": figure("a", 3.0, evidence=("e1", "e3"))}
    (piece,) = Notebook(evidence).line(make_sentence([Shown("a")], figures), figures)
    assert piece.evidence == "e1, e3"


def test_every_id_has_a_line_in_the_list_of_cells() -> None:
    """Fails when a mark would lead to another line than the one that holds its id."""
    entries = [cite(1, "poor", 7), cite(2, "all", 7), cite(3, "poor", None, rows="2-90", n=89)]
    lines = list_cells(entries)
    assert find_cells(entries) == {"e1": 0, "e2": 0, "e3": 1}
    assert [line.first for line in lines] == ["e1", "e3"]


def test_a_sentence_without_a_figure_leads_to_the_notes_that_hold_its_evidence() -> None:
    """Fails when a verdict is printed without a source, or with a third note on the same cells."""
    evidence = {e.id: e for e in (cite(1, "poor", 7), cite(2, "poor", 9))}
    figures = {"a": figure("a", 3.0), "b": figure("b", 5.0, evidence=("e2",))}
    book = Notebook(evidence)
    said = make_sentence([Shown("a"), Words(" and "), Shown("b")], figures)
    assert [piece.notes for piece in book.line(said, figures)] == [(1,), (), (2,)]
    verdict = make_sentence([Words("It is lower.")], figures, evidence=("e1", "e2"))
    assert [piece.notes for piece in book.line(verdict, figures)] == [(), (1, 2)]
    named = make_sentence([Named("Texas Southern", ("e2",))], figures)
    assert [piece.notes for piece in book.line(named, figures)] == [(2,)]


def test_neighbors_in_the_appendix_stand_together_and_none_is_lost() -> None:
    entries = [
        cite(1, "poor", 7), cite(2, "all", 7), cite(3, "poor", 9), cite(4, "all", 9),
        cite(5, "poor", None, rows="2-90", n=89),
    ]  # fmt: skip
    (file,) = list_files(entries)
    assert (file.number, file.columns) == ("F1", ("poor", "all"))
    cells = [(c.ids, c.file, c.columns, c.rows) for c in list_cells(entries)]
    assert cells == [("e1–e4", "F1", "1–2", "7, 9"), ("e5", "F1", "1", "2–90 (89 cells)")]


def test_the_scale_is_round_and_leaves_a_gap_for_what_is_missing() -> None:
    figures = [figure("a", 16.2, margin=0.3), figure("b", None), figure("us", 14.1, place=US)]
    scale = draw_scale(figures, by_place=True)
    assert scale is not None
    assert (scale.kind, scale.first, scale.last) == ("dot", "14.0", "16.5")
    first, gap, nation = scale.marks
    assert first.middle == pytest.approx(2.2 / 2.5)
    assert (first.low, first.high) == (pytest.approx(1.9 / 2.5), pytest.approx(1.0))
    assert gap.middle is None
    assert scale.stroke == nation.middle == pytest.approx(0.1 / 2.5)


def test_bars_start_at_zero_and_counts_of_places_are_not_drawn() -> None:
    people = Unit(UnitKind.COUNT, "offenses")
    figures = [figure("2019", 50, unit=people), figure("2020", 200, unit=people)]
    scale = draw_scale(figures, by_place=False)
    assert scale is not None
    assert (scale.kind, scale.first, scale.last) == ("bar", "0", "200.0")
    assert [mark.middle for mark in scale.marks] == [0.25, 1.0]
    assert draw_scale(figures, by_place=True) is None
    assert draw_scale(figures[:1], by_place=False) is None


def test_a_figure_in_a_sentence_carries_margin_unit_and_doubt() -> None:
    assert write_shown(figure("a", 16.24, margin=0.31)) == "16.2 ± 0.3 %"
    assert write_shown(figure("a", 16.24, margin=0.31), with_margin=False) == "16.2 %"
    assert write_shown(figure("a", None, evidence=())) == "hidden to protect people"


def test_no_cell_of_the_paper_is_left_blank(shelf: Any) -> None:
    """Fails when a row has neither a value nor words for why not."""
    for area in ("harris", "loving", "houston"):
        paper = lay_out(shelf.assessment(area))
        for chapter in paper.chapters:
            for measure in chapter.measures:
                for grid in measure.grids:
                    assert grid.rows
                    assert all(row.label and (row.value or row.words) for row in grid.rows)
                    assert all(row.evidence for row in grid.rows if row.value)


def test_nothing_of_a_measure_is_lost_on_paper(shelf: Any) -> None:
    """Fails when a figure, a remark or a limit is in no shared table, no grid and no note."""
    for area in ("harris", "houston", "two_states"):
        for chapter in lay_out(shelf.assessment(area)).chapters:
            shared = _cells(table for group in chapter.shared for table in group.tables)
            once = {note.mark: note.text for note in chapter.said_once}
            twins = {
                (row.value, row.margin, row.evidence)
                for twin in (chapter.twins.rows if chapter.twins else ())
                for row in (*twin.police, *twin.providers)
            }
            if chapter.twins:  # a blank side is told in words, with whom to ask
                assert all(t.police or t.no_police for t in chapter.twins.rows)
                assert all(t.providers or t.no_providers for t in chapter.twins.rows)
                twins.add(("", "", ""))
            for measure in chapter.measures:
                brief = measure.brief
                alone = _cells(brief.tables) | {
                    (row.value, row.margin, row.evidence)
                    for grid in brief.grids
                    for row in grid.rows
                }
                for grid in measure.grids:
                    for row in grid.rows:
                        assert (row.value, row.margin, row.evidence) in shared | alone | twins, (
                            measure.title
                        )
                said = {*brief.remarks, *brief.cannot_tell, *(once[mark] for mark in brief.marks)}
                in_twins = any(
                    (row.value, row.margin, row.evidence) in twins
                    for grid in measure.grids
                    for row in grid.rows
                )  # the reasons of a verdict stand in its row (test_twins_on_paper)
                assert {*measure.cannot_tell, *(() if in_twins else measure.remarks)} <= said


@pytest.mark.parametrize("area", ["houston", "colorado"])
def test_every_evidence_that_is_printed_has_its_line(shelf: Any, area: str) -> None:
    """Fails when a table of many counties names evidence that no list of the paper holds."""
    made = shelf.assessment(area)
    for paper in (lay_out(made), lay_brief(made)):
        printed = {name for text in _evidence_texts(paper) for name in unfold_ids(text)}
        assert len(printed) > 1000
        assert printed <= set(paper.cell_of)
        assert {name for cells in paper.cells for name in unfold_ids(cells.ids)} == {*paper.cell_of}
        assert {cells.file for cells in paper.cells} == {file.number for file in paper.files}
    assert set(made.evidence) == set(lay_out(made).cell_of)


def _evidence_texts(part: Any) -> Iterator[str]:
    """Every text called evidence in what a paper prints, as plain data."""
    entries = dataclasses.asdict(part) if dataclasses.is_dataclass(part) else part
    if isinstance(entries, dict):
        for name, each in entries.items():
            if name == "evidence" and isinstance(each, str):
                yield each
            elif name != "notes":
                yield from _evidence_texts(each)
    elif isinstance(entries, (list, tuple)):
        for each in entries:
            yield from _evidence_texts(each)


def test_ids_written_short_are_read_again() -> None:
    """Fails when a folded run loses one of its ends."""
    names = ["e3", "e4", "e5", "e9", "e120"]
    assert fold_ids(names) == "e3–e5, e9, e120"
    assert list(unfold_ids(fold_ids(names))) == names and list(unfold_ids("")) == []


def _cells(tables: Any) -> set[tuple[str, str, str]]:
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return {(cell.value, cell.margin, cell.evidence) for cell in cells if cell is not None}


@pytest.mark.parametrize("name", ["harris", "two_states"])
def test_every_format_says_on_its_first_page_through_whose_hands_the_files_came(
    shelf: Any, name: str
) -> None:
    """Fails when a format leaves the sentence out, or the day of receipt stands as that of data."""
    made = shelf.assessment(name)
    said = say_receipt(made)
    assert said.startswith(
        "The bundled files came through other hands than their publishers’, most"
    )
    assert all(source.received_from != source.publisher for source in made.cited)
    first = " ".join(shelf.pages(name).pages[0].extract_text().split())
    assert said in first
    page = render_html(made)
    assert said in page.split('id="five"')[0]
    assert "Data received" not in page and "Old figures say their age." in page
    word = docx.Document(io.BytesIO(shelf.word(name)))
    known = [paragraph.text for paragraph in word.paragraphs]
    assert any(said in text for text in known[: known.index("What is known")])


def test_a_report_of_loaded_releases_alone_says_nothing_of_bundled_files(shelf: Any) -> None:
    """Fails when a file that a person loaded is said to be bundled."""
    made = shelf.assessment("harris")
    loaded = [dataclasses.replace(source, id=f"{source.id}.loaded") for source in made.cited]
    assert say_receipt(dataclasses.replace(made, cited=tuple(loaded))) == ""
