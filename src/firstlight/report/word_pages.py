"""Writes the pages of the Word report, in the order of the PDF."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import docx
from docx.shared import Inches

from firstlight.assessment import Refusal
from firstlight.report.appendix import File
from firstlight.report.notes import Line
from firstlight.report.paper import (
    Caution,
    GroupSheet,
    Measure,
    Paper,
    PaperChapter,
    SourceRow,
)
from firstlight.report.paper_tables import (
    Grid,
)
from firstlight.report.word_glances import write_glance, write_lacking
from firstlight.report.word_parts import (
    Column,
    add_bookmark,
    add_field,
    add_link,
    add_table,
    make_run,
    plain,
    set_stand_ins,
)
from firstlight.report.word_process import write_process
from firstlight.report.word_styles import set_styles

WEAK_MEANS = "It says little about whether anyone is exploited here."
LETTER = (8.5, 11.0)
MARGIN = 0.8  # inches
LONG_NAME = 48  # signs; a shorter figure is kept on one line
WIDTH = round((LETTER[0] - 2 * MARGIN) * 1440)  # twips between the margins


def write_document(paper: Paper, day: datetime.date) -> Any:
    """The report as a python-docx document; `day` is the day it was made."""
    document = docx.Document()
    set_styles(document)
    set_stand_ins(document)
    _set_properties(document, paper, day)
    _set_page(document, paper)
    _write_first_page(document, paper)
    for chapter in paper.chapters:
        _write_chapter(document, chapter)
    _write_end(document, paper)
    return document


def _set_properties(document: Any, paper: Paper, day: datetime.date) -> None:
    made = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
    properties = document.core_properties
    properties.title = plain(paper.title)[:255]
    properties.author = properties.last_modified_by = "Firstlight"
    properties.subject = "Assessing the problem"
    properties.keywords = "assessment, human trafficking"
    properties.language = "en-US"
    properties.comments = ""
    properties.created = properties.modified = made
    properties.revision = 1


def _set_page(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Inches(side) for side in LETTER)
    section.left_margin = section.right_margin = Inches(MARGIN)
    section.top_margin = section.bottom_margin = Inches(MARGIN)
    head = section.header.paragraphs[0]
    head.text = plain(f"Human trafficking in {paper.area} · {paper.made_on}")
    foot = section.footer.paragraphs[0]
    foot.text = f"{paper.lane}  Page "
    add_field(foot, "PAGE")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES")


def _write_first_page(document: Any, paper: Paper) -> None:
    first = paper.first_page
    _add(document, paper.title, "Title")
    for words in (f"{paper.counties}." if paper.counties else "", *paper.said):
        if words:
            _add(document, words, "Quiet")
    received = f"Made on {paper.made_on} from public data received by {paper.data_received}."
    _add(document, f"{received} {first.states_words}", "Quiet")
    if first.face:
        _add(document, first.face, "Quiet")
    _add(document, "One page for the chief", "Heading 1")
    _add(document, "What is known", "Heading 2")
    for part in first.known:
        _add(document, part.title, "Heading 3")
        if part.before:
            _add(document, part.before, "Body Text")
        for line in part.lines:
            _add_lines(document, (line,), "List Bullet")
        if part.after:
            _add(document, part.after, "List Bullet")
    _add(document, "What is not known", "Heading 2")
    for words in first.not_known:
        _add(document, words, "List Bullet")
    _add(document, "Whom to ask", "Heading 2")
    for ask in first.asks:
        _add_led(document, f"{_capital(ask.holder)}.", ask.ask, "List Bullet")
    if first.warnings:
        _add(document, "Read these with the numbers", "Heading 2")
    _write_cautions(document, first.warnings)


def _write_chapter(document: Any, chapter: PaperChapter) -> None:
    heading = _add(document, chapter.question, "Heading 1")
    heading.paragraph_format.page_break_before = True
    _add(document, f"{chapter.number} · {chapter.title}", "Quiet")
    if chapter.opening:
        _add(document, chapter.opening, "Lede")
    if chapter.lede:
        _add_lines(document, chapter.lede, "Lede")
    _write_cautions(document, chapter.warnings)
    write_glance(document, chapter, WIDTH)
    _add(document, "How far each source is in hand", "Heading 2")
    _write_sources(document, chapter.sources)
    for measure in chapter.measures:
        _write_measure(document, measure)
    if chapter.lacking:
        write_lacking(document, chapter, WIDTH)
        _write_cautions(document, chapter.lacking_warnings)
    if chapter.sheets:
        _add(document, "A sheet for each group", "Heading 2")
    for sheet in chapter.sheets:
        _write_sheet(document, sheet)
    if chapter.process:
        write_process(document, chapter.process, WIDTH, _write_grid)


def _write_sheet(document: Any, sheet: GroupSheet) -> None:
    """One group: who, size, who serves it, what is unknown."""
    _add(document, sheet.name, "Heading 3")
    who = f"{_capital(sheet.who)}."
    _add(document, f"{who} {sheet.context}".strip(), "Quiet")
    for grid in sheet.grids:
        _write_grid(document, grid)
    lead = "What the size leaves out." if sheet.grids else "Size: not in hand."
    _add_led(document, lead, sheet.why_no_size, "Body Text")
    _add_led(document, "Whom to ask.", sheet.who_could, "Body Text")
    _add_led(document, "Who serves them.", f"{_capital(sheet.served_by)}.", "Body Text")
    _add_led(document, "What is unknown.", sheet.unknown, "Body Text")
    _add_led(document, "How not to use it.", sheet.misuse_guard, "Body Text")


def _write_sources(document: Any, sources: Sequence[SourceRow]) -> None:
    rows = []
    for source in sources:
        named = source.text
        if source.in_hand:
            named += f"\nIn hand: {source.in_hand}"
        if source.lacking:
            named += f"\nNot in hand: {source.lacking}"
        rows.append((named, source.words, _capital(source.holder), source.ask))
    heads = (("Source the guide names", 0.3), ("How far", 0.16), ("Who holds it", 0.24))
    _write_table(document, (*heads, ("What to ask", 0.3)), rows, "How far each source is in hand")


def _write_measure(document: Any, measure: Measure) -> None:
    if measure.group:
        _add(document, measure.group, "Quiet").paragraph_format.keep_with_next = True
    _add(document, measure.title, "Heading 2")
    _add(document, measure.question, "Quiet").paragraph_format.keep_with_next = True
    if measure.badge:
        _add_led(document, f"{measure.badge}.", WEAK_MEANS, "Warning")
    if measure.lines:
        _add_lines(document, measure.lines, "Body Text")
    _write_cautions(document, measure.warnings)
    for grid in measure.grids:
        _write_grid(document, grid)
    for remark in measure.remarks:
        _add(document, remark, "Quiet")
    if measure.options:
        _add(document, "What this area could do", "Heading 3")
    for option in measure.options:
        asked = f"Whom to ask: {option.ask_whom}. What to ask: {option.ask_what}"
        _add_led(document, f"{option.name}.", f"{option.text} {asked}", "List Bullet")
    if measure.cannot_tell:
        _add(document, "What this cannot tell you", "Heading 3")
    for words in measure.cannot_tell:
        _add(document, words, "List Bullet")
    if measure.ask_next not in ("", "Nothing to ask."):
        _add_led(document, "Ask next.", measure.ask_next, "Body Text")


def _write_grid(document: Any, grid: Grid) -> None:
    title = f"{grid.title}: {grid.unit}" if grid.unit else grid.title
    _add(document, title, "Table Title")
    beside = grid.margin_head or any(row.value and row.words for row in grid.rows)
    columns = [Column(grid.head, 0.34), Column(grid.value_head, 0.2, numbers=True)]
    if beside:
        columns.append(Column(grid.margin_head or "State", 0.2))
    columns.append(Column("Evidence", 1 - sum(column.share for column in columns)))
    rows = []
    for row in grid.rows:
        label = f"{row.label}\n{row.aside}" if row.aside else row.label
        said = "\n".join(filter(None, (row.margin, row.words if row.value else "")))
        rows.append((label, row.value or row.words, *((said,) if beside else ()), row.evidence))
    bold = frozenset(index for index, row in enumerate(grid.rows) if row.emphasized)
    add_table(document, columns, rows, title=title, width_twips=WIDTH, bold_rows=bold)
    for remark in grid.remarks:
        _add(document, remark, "Quiet")


def _write_end(document: Any, paper: Paper) -> None:
    _start_part(document, "What is not given, and why")
    _add(document, "Where the data cannot carry a number, the answer is why not.", "Lede")
    _write_refusals(document, paper.refusals)
    _write_factors(document, paper)
    _start_part(document, "Evidence")
    _add(document, "Every number in this report walks back to the bytes it came from.", "Lede")
    _add(document, "Files", "Heading 2")
    for file in paper.files:
        _add_led(document, f"{file.number} {file.name}.", _file_words(file), "Body Text")
    _add(document, "Cells", "Heading 2")
    heads = (("Evidence", 0.18), ("File", 0.08), ("Columns", 0.12))
    cells = [(cells.ids, cells.file, cells.columns, cells.rows) for cells in paper.cells]
    _write_table(document, (*heads, ("Rows, in the order of the evidence", 0.62)), cells, "Cells")
    _start_part(document, "How this was made")
    for words in paper.method:
        _add(document, words, "Body Text")
    if paper.detection:
        said = f"The share of offenses that is noticed was taken to be {paper.detection}."
        _add(document, f"{said} It is an assumption, made by a person.", "Body Text")
    _add(document, "How each measure may be read", "Heading 2")
    readings = [
        (
            f"{reading.label}\n{reading.scored}",
            reading.direction,
            reading.known_bias,
            reading.misuse_guard,
        )
        for reading in paper.readings
    ]
    heads = (("Measure", 0.22), ("Reading", 0.2), ("Known bias", 0.29))
    _write_table(document, (*heads, ("How not to use it", 0.29)), readings, "Measures")
    _write_notes(document, paper)


def _write_refusals(document: Any, refusals: Sequence[Refusal]) -> None:
    if not refusals:
        _add(document, "Nothing was refused.", "Body Text")
        return
    rows = [
        (each.what, each.place, _capital(each.why), each.would_help or "Nothing that is known now")
        for each in refusals
    ]
    heads = (("What is not given", 0.28), ("Where", 0.16), ("Why", 0.3))
    _write_table(document, (*heads, ("What would help", 0.26)), rows, "What is not given, and why")


def _write_factors(document: Any, paper: Paper) -> None:
    _start_part(document, "What was looked at")
    _add(document, paper.factors_words, "Lede")
    rows = []
    for factor in paper.factors:
        state = factor.words
        if factor.in_hand:
            state += f"\nIn hand: {factor.in_hand}"
        if factor.lacking:
            state += f"\nLacking: {factor.lacking}"
        asked = f"{_capital(factor.holder)}. {factor.ask}"
        rows.append((f"{factor.name}\n{factor.about}", state, asked, factor.score))
    heads = (("Factor", 0.24), ("How far", 0.24), ("Who holds it, and what to ask", 0.3))
    _write_table(document, (*heads, ("In a score", 0.22)), rows, "What was looked at")


def _file_words(file: File) -> str:
    columns = ", ".join(f"{index} “{name}”" for index, name in enumerate(file.columns, start=1))
    address = f"{file.address} " if file.address else ""
    return (
        f"{file.publisher}, {file.title}. {file.release}. Licence: {file.licence}. {address}"
        f"Received on {file.received_on} from {file.received_from}. Altered before receipt: "
        f"{file.altered}. SHA-256 {file.sha256}. Columns: {columns}."
    )


def _write_notes(document: Any, paper: Paper) -> None:
    _start_part(document, "Sources")
    for note in paper.notes:
        paragraph = _add(document, note.text, "List Number")
        add_bookmark(paragraph, _anchor(note.number), note.number)


def _anchor(number: int) -> str:
    return f"source_{number}"


def _start_part(document: Any, title: str) -> None:
    _add(document, title, "Heading 1").paragraph_format.page_break_before = True


def _write_table(
    document: Any, heads: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]], title: str
) -> None:
    columns: list[Column] = [Column(head, share) for head, share in heads]
    add_table(document, columns, rows, title=title, width_twips=WIDTH)


def _write_cautions(document: Any, warnings: Sequence[Caution]) -> None:
    for warning in warnings:
        words = f"{warning.text} ({warning.id})"
        _add_led(document, f"{_capital(warning.name)}.", words, "Warning")


def _add(document: Any, text: str, style: str) -> Any:
    return document.add_paragraph(plain(text), style=style)


def _add_led(document: Any, lead: str, text: str, style: str) -> None:
    """A paragraph that opens with strong words."""
    paragraph = _add(document, "", style)
    paragraph._p.append(make_run(f"{lead} ", style="Strong"))
    paragraph._p.append(make_run(text))


def _add_lines(document: Any, lines: Sequence[Line], style: str) -> None:
    """Sentences as one paragraph; their notes lead to the list of sources."""
    paragraph = _add(document, "", style)
    for index, line in enumerate(lines):
        if index:
            paragraph._p.append(make_run(" "))
        for piece in line:
            if piece.text:
                together = bool(piece.notes) and len(piece.text) < LONG_NAME
                text = piece.text.replace(" ", "\u00a0") if together else piece.text
                paragraph._p.append(make_run(text))
            for number in piece.notes:
                add_link(paragraph, f"[{number}]", _anchor(number), style="SourceLink")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
