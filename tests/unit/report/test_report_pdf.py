"""The PDF: one page for the chief, tags a screen reader can follow, notes where they belong."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from firstlight.assessment import DetectionChoice
from firstlight.base.finding import Shown
from firstlight.report import pdf, render_pdf
from firstlight.report.groups import LARGER
from firstlight.report.layout import lay_out
from firstlight.report.notes import fold_ids
from firstlight.report.page import group_refusals
from firstlight.report.wording import write_sentence, write_shown

AREAS = ("harris", "loving", "houston", "two_states", "connecticut")
EVERY_SIZE = (*AREAS, "puerto_rico", "harris_maricopa", "colorado")


LONG_MARK = 200  # signs
HEAD_OR_FOOT = re.compile(r"Human trafficking in .* · |Public data only\. .* Page \d+ of \d+$")


def plain(text: str) -> str:
    """Text as one line: no-break spaces and line ends are spaces, but none follows a dash."""
    return re.sub("(?<=[–-]) ", "", " ".join(text.replace("\u00a0", " ").split()))


def text_of(pages: pypdf.PdfReader) -> str:
    """The words of all pages; what stands at the head and foot of each is no part of them."""
    lines = (line for page in pages.pages for line in page.extract_text().splitlines())
    return plain(" ".join(line for line in lines if not HEAD_OR_FOOT.match(line)))


def walk(node: Any) -> Iterator[Any]:
    """Every element of the structure tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from walk(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from walk(node["/K"])


def elements(pages: pypdf.PdfReader) -> list[Any]:
    return list(walk(pages.trailer["/Root"]["/StructTreeRoot"]["/K"]))


@pytest.mark.parametrize("area", AREAS)
def test_the_chief_has_one_page(shelf: Any, area: str) -> None:
    """Fails when the first page runs over and no smaller size is tried."""
    pages = shelf.pages(area)
    tops = [entry for entry in pages.outline if not isinstance(entry, list)]
    assert tops[1].title == shelf.assessment(area).chapters[0].question
    assert pages.get_destination_page_number(tops[1]) == 1  # the second page, counted from 0


def test_a_long_first_page_is_set_smaller_until_it_is_one(shelf: Any) -> None:
    """Fails when the steps of size are not tried, or the size does not follow the step."""
    made = shelf.assessment("houston")
    more = tuple(f"{words} Nobody knows." for words in made.summary.not_known[:3])
    summary = dataclasses.replace(made.summary, not_known=made.summary.not_known + more)
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(dataclasses.replace(made, summary=summary))))
    assert all(words in plain(pages.pages[0].extract_text()) for words in more)
    assert made.chapters[0].question in plain(pages.pages[1].extract_text())


@pytest.mark.parametrize("area", AREAS)
def test_the_file_says_what_it_is(shelf: Any, area: str) -> None:
    pages = shelf.pages(area)
    root = pages.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/Suspects" not in root["/MarkInfo"]  # poppler takes it for a fault where it is false
    assert root["/Lang"] == "en-US"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    about = root["/Metadata"].get_object().get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "<pdfaid:part>2</pdfaid:part>" in about
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in about
    assert pages.metadata is not None
    assert pages.metadata.title == f"What is known about human trafficking in {_name(shelf, area)}"
    assert pages.metadata.author == "Firstlight"


def _name(shelf: Any, area: str) -> str:
    return f"{shelf.assessment(area).area.name}, and what is not"


@pytest.mark.parametrize("area", AREAS)
def test_a_screen_reader_finds_its_way(shelf: Any, area: str) -> None:
    """Fails when a heading is drawn as large text, or a table's head is a common row."""
    found = elements(shelf.pages(area))
    kinds = Counter(element["/S"] for element in found)
    levels = [int(e["/S"][2:]) for e in found if re.fullmatch(r"/H\d", e["/S"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert levels.count(1) == 10
    figures = [element for element in found if element["/S"] == "/Figure"]
    assert figures
    assert all(element.get("/Alt") for element in figures)
    assert kinds["/Table"] == kinds["/THead"] > 20
    assert kinds["/TH"] >= 2 * kinds["/Table"]
    assert kinds["/Link"] > 10
    assert kinds["/Note"] == 0  # footnotes are not used; see the next tests
    assert kinds["/P"] > 100


@pytest.mark.parametrize("area", EVERY_SIZE)
def test_every_mark_leads_to_the_line_of_its_evidence(shelf: Any, area: str) -> None:
    """Fails when a figure has no mark, or its mark leads to a page that does not list it."""
    pages = shelf.pages(area)
    paper = lay_out(shelf.assessment(area))
    texts = [plain(page.extract_text()) for page in pages.pages]
    whole = " ".join(texts).replace(" ", "")
    held = {page.indirect_reference.idnum: index for index, page in enumerate(pages.pages)}
    reached = {
        held[to]
        for page in pages.pages
        for reference in page.get("/Annots", [])
        if (to := _target(pages, reference.get_object())) is not None
    }
    first = next(index for index, text in enumerate(texts) if "To check a number:" in text)
    lines = {
        line: index
        for index in range(first, len(texts))
        for line in re.findall(r"(e\d+(?:[–, ]+e\d+)*) F\d+, ", texts[index])
    }
    assert lines
    lists = {page for page in reached if page >= first}
    assert lists >= set(lines.values()) - {max(lines.values())}
    pieces = [piece for line in _lines(paper) for piece in line if piece.evidence]
    assert len(pieces) > 20
    for piece in pieces:
        mark = f"[{piece.evidence}]".replace(" ", "")
        # one that fills many lines may run over the foot of a page: both its ends stand there
        part = len(mark) if len(mark) < LONG_MARK else LONG_MARK // 4
        ends = (mark[:part], mark[-part:])
        assert all(end in whole for end in ends)
        assert piece.evidence.split("–")[0].split(",")[0] in paper.cell_of


def _lines(paper: Any) -> Iterator[Any]:
    for part in paper.first_page.known:
        yield from part.lines
    for chapter in paper.chapters:
        yield from chapter.lede
        for measure in chapter.measures:
            yield from measure.lines


@pytest.mark.parametrize("area", AREAS)
def test_the_first_page_says_age_and_reporting_before_any_record(shelf: Any, area: str) -> None:
    """Fails when a count stands before the agencies behind it, or a condition before a record."""
    made = shelf.assessment(area)
    first = plain(shelf.pages(area).pages[0].extract_text())
    bare = plain(re.sub(r"\s*\[e[\de–, ]+\]", "", first))
    told = made.summary
    order = [*told.ages, *told.reporting, *told.records]
    places = [bare.index(plain(write_sentence(said, made.figures))) for said in order]
    places += [bare.index(told.asked)]
    places += [bare.index("A condition is not trafficking.")] if told.conditions else []
    places += [bare.index(plain(write_sentence(said, made.figures))) for said in told.conditions]
    assert told.ages and places == sorted(places)


@pytest.mark.parametrize(("area", "most"), [("harris", 35), ("houston", 45), ("two_states", 45)])
def test_the_report_is_short_enough_to_be_read(shelf: Any, area: str, most: int) -> None:
    """Fails when measures take tables of their own again, or evidence is printed a figure."""
    assert len(shelf.pages(area).pages) <= most


def test_counties_too_many_for_paper_are_counted_and_listed(shelf: Any) -> None:
    """Fails when the first page names sixty-four counties, or paper prints a row for each."""
    pages = shelf.pages("colorado")
    first, text = plain(pages.pages[0].extract_text()), text_of(pages)
    assert "64 counties of Colorado" in first
    assert "Yuma" not in first
    assert "The counties: Adams" in text
    assert "too many for paper" in text and "figures.csv" in text
    assert len(pages.pages) < 60


def _target(pages: pypdf.PdfReader, link: Any) -> int | None:
    """The page object an inner link leads to; None for an address outside."""
    to = link.get("/Dest") or link.get("/A", {}).get("/D")
    if isinstance(to, (str, bytes)):
        to = pages.named_destinations[str(to)].dest_array
    return to[0].idnum if to is not None else None


def test_no_footnote_of_typst_comes_back() -> None:
    """Fails when a footnote is used: where its line moves on, tags stay open and no PDF is made."""
    sources = sorted(pdf.TEMPLATE.parent.glob("*.typ"))
    assert len(sources) > 1
    for source in sources:
        assert "footnote" not in re.sub(r"//.*", "", source.read_text(encoding="utf-8"))


@pytest.mark.parametrize("height", range(640, 792, 50))
def test_wherever_pages_end_the_tags_are_closed(
    shelf: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, height: int
) -> None:
    """Fails when a construct cannot be tagged at some page break: every height breaks elsewhere."""
    for source in pdf.TEMPLATE.parent.glob("*.typ"):
        words = source.read_text(encoding="utf-8")
        words = words.replace('paper: "us-letter",', f"width: 612pt, height: {height}pt,")
        (tmp_path / source.name).write_text(words, encoding="utf-8")
    assert f"height: {height}pt" in (tmp_path / pdf.TEMPLATE.name).read_text(encoding="utf-8")
    monkeypatch.setattr(pdf, "TEMPLATE", tmp_path / pdf.TEMPLATE.name)
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(shelf.assessment("harris"))))
    assert pages.pages[0].mediabox.height == height
    assert Counter(element["/S"] for element in elements(pages))["/Table"] > 20


@pytest.mark.parametrize("area", AREAS)
def test_the_first_page_says_every_figure_and_warning_of_the_summary(shelf: Any, area: str) -> None:
    made = shelf.assessment(area)
    first = plain(shelf.pages(area).pages[0].extract_text())
    bare = plain(re.sub(r"\s*\[e[\de–, ]+\]", "", first))
    for said in made.summary.known:
        assert plain(write_sentence(said, made.figures)) in bare
        for part in said.parts:
            if isinstance(part, Shown):
                figure = made.figures[part.figure]
                assert write_shown(figure, with_margin=part.with_margin) in first
    for words in made.summary.not_known:
        assert words in first
    for ask in made.summary.asks:
        assert plain(ask.ask) in first
    assert "W01" in first
    assert "W02" in first
    assert f"Page 1 of {len(shelf.pages(area).pages)}" in first
    assert "Public data only" in first


@pytest.mark.parametrize("area", AREAS)
def test_every_warning_refusal_and_piece_of_evidence_is_printed(shelf: Any, area: str) -> None:
    """Fails when a part of the assessment has no place in the paper."""
    made = shelf.assessment(area)
    text = text_of(shelf.pages(area))
    for warning in made.warnings.values():
        assert plain(warning.text) in text
    for group in group_refusals(made.refusals, made.area.name):
        assert plain(group.why)[1:] in text
    for entry in made.evidence.values():
        assert entry.sha256 in text
        assert f"“{plain(entry.column)}”" in text
    for chapter in made.chapters:
        assert chapter.question in text
        assert all(plain(source.ask) in text for source in chapter.sources)
    rows = [row for table in _tables(made) for row in table.rows]
    assert rows
    for row in rows:
        figure = made.figures[row.figure]
        assert write_shown(figure, with_margin=False).split(" (")[0].split()[0] in text


def _tables(made: Any) -> list[Any]:
    return [t for chapter in made.chapters for block in chapter.blocks for t in block.tables]


def test_nothing_is_set_too_small_to_read(shelf: Any) -> None:
    """Fails when a size under 7.6 points comes in, or one under 8.5 on the page for the chief."""
    sizes: Counter[float] = Counter()

    def look(text: str, within: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            sizes[round(size * abs(matrix[3]) * abs(within[3]), 1)] += 1

    for area in AREAS:
        first, *others = shelf.pages(area).pages
        first.extract_text(visitor_text=look)
        assert min(sizes) >= 8.5
    for page in others:
        page.extract_text(visitor_text=look)
    assert min(sizes) >= 7.6


@pytest.mark.parametrize("area", AREAS)
def test_a_chapter_opens_with_its_measures_and_closes_with_what_is_lacking(
    shelf: Any, area: str
) -> None:
    """Fails when a measure is in neither list or in both, or a figure of it is left out."""
    made = shelf.assessment(area)
    paper = lay_out(made)
    text = text_of(shelf.pages(area))
    for chapter, laid in zip(made.chapters, paper.chapters, strict=True):
        listed = [row.title for group in laid.glance for row in group.rows]
        lacking = [row.title for group in laid.lacking for row in group.rows]
        assert Counter(listed + lacking) == Counter(block.title for block in chapter.blocks)
        assert listed == [part.title for part in laid.measures][: len(listed)]
        by_title = {block.title: block for block in chapter.blocks}
        for group in laid.lacking:
            assert group.why and all(plain(why) in text for why in group.why)
            last = group.rows[-1].title  # Fails when a reason stands above what it is about.
            assert any(
                last in text[: place.start()][-1500:]
                for place in re.finditer(re.escape(plain(group.why[0])), text)
            )
            for row in group.rows:
                block = by_title[row.title]
                assert not block.sentences
                assert row.ask_next in ("", block.ask_next)
                shown = [made.figures[one.figure] for t in block.tables for one in t.rows]
                known = [figure for figure in shown if figure.quantity.has_number]
                assert all(figure.place.kind in LARGER for figure in known)
                for figure in known:
                    assert any(
                        write_shown(figure) in said and fold_ids(figure.evidence) in said
                        for said in row.elsewhere
                    )
                assert all(plain(said) in text for said in row.elsewhere)


def test_what_has_no_figure_is_gathered_and_not_printed_measure_by_measure(shelf: Any) -> None:
    """Fails when each measure of Connecticut that cannot be given takes its own place again."""
    lacking = [
        row
        for chapter in lay_out(shelf.assessment("connecticut")).chapters
        for group in chapter.lacking
        for row in group.rows
    ]
    assert len(lacking) > 30
    assert len(shelf.pages("connecticut").pages) < len(shelf.pages("harris").pages)


def test_the_same_assessment_gives_the_same_bytes(shelf: Any) -> None:
    """Fails when the clock enters the file."""
    assert render_pdf(shelf.make("loving")) == shelf.pdf("loving")


ATTACK = '#read("/etc/passwd") $x$ *b* @foo <lab> _i_ `c` [x] {y} \\n // /* */ -- ~'


def test_what_looks_like_code_is_printed_as_text(shelf: Any) -> None:
    """Fails when any text is put together into Typst source."""
    made = shelf.assessment("loving")
    attacked = dataclasses.replace(
        made,
        area=dataclasses.replace(made.area, name=ATTACK, said=(f"Said: {ATTACK}",)),
        detection=DetectionChoice(0.05, 0.2, f"source {ATTACK}"),
    )
    text = text_of(pypdf.PdfReader(io.BytesIO(render_pdf(attacked)))).replace(" ", "")
    for words in (f"in{ATTACK},andwhat", f"Said:{ATTACK}", f"bysource{ATTACK}"):
        assert words.replace(" ", "") in text
    assert "root:" not in text


@pytest.mark.parametrize(
    "odd", ["日本 🚔", "a\x00b\x07", "\u202e\ufeff", "\U000f0000", "\ud800", ""]
)
def test_a_sign_without_a_glyph_does_not_stop_the_report(shelf: Any, odd: str) -> None:
    """Fails when signs that the faces lack reach the PDF: an archive file may not hold them."""
    made = shelf.assessment("loving")
    area = dataclasses.replace(made.area, name=f"Doña Ana {odd}", said=(odd,))
    data = render_pdf(dataclasses.replace(made, area=area))
    assert "Doña Ana" in pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_a_table_of_twenty_four_counties_has_its_head_on_every_page(shelf: Any) -> None:
    """Fails when a long table cannot break, or breaks without its header row."""
    pages = shelf.pages("maryland")
    texts = [page.extract_text() for page in pages.pages]
    with_rows = [text for text in texts if text.count(" County") > 20 and "e2" in text]
    assert len(with_rows) > 3
    for text in with_rows:
        head = re.split(r"\n(?=.* County)", text)[0]
        assert re.search(r"Place|County|Agency|Year|Evidence", head)
