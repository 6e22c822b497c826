"""Writes the pages of the Word report, in the order of the PDF."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import docx
from docx.shared import Inches

from firstlight.report.appendix import File
from firstlight.report.notes import Line, fold_ids
from firstlight.report.paper import (
    Caution,
    FactorRow,
    GroupSheet,
    Measure,
    Paper,
    PaperChapter,
    RefusedGroup,
    SourceRow,
)
from firstlight.report.word_glances import write_glance, write_lacking
from firstlight.report.word_parts import (
    GUTTER,
    add_bookmark,
    add_field,
    add_link,
    make_run,
    plain,
    set_columns,
    set_stand_ins,
)
from firstlight.report.word_process import write_process
from firstlight.report.word_statements import write_statements
from firstlight.report.word_styles import set_styles
from firstlight.report.word_tables import write_grid, write_shared, write_shared_table
from firstlight.report.word_twins import write_drawing, write_twins

WEAK_MEANS = "It says little about whether anyone is exploited here."
LETTER = (8.5, 11.0)
MARGIN = 0.8  # inches
LONG_NAME = 48  # signs; a shorter figure is kept on one line
WIDTH = round((LETTER[0] - 2 * MARGIN) * 1440)  # twips between the margins
COLUMN = (WIDTH - GUTTER) // 2
FIRST_OF_THE_END = "What is not given, and why"
EVIDENCE_ELSEWHERE = (
    "Behind each number stands its evidence, e1 and so on. To check a number, find it in "
    "evidence.csv, in the folder “tables” that comes with this report, or in assessment.json: "
    "each names a file of the list below, its column and its rows. Rows count the lines of the "
    "file as it was received; the header is row 1. Compare the hash with that of your own copy."
)
SOURCES_WORDS = (
    "The marks in the text name evidence by the ids of this list. F1 and so on are the files of "
    "the list above."
)


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
    if paper.statements:
        write_statements(document, paper.statements, WIDTH)
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
    if first.mark:
        _add(document, first.mark, "Lede")
    for words in (f"{paper.counties}." if paper.counties else "", *paper.said):
        if words:
            _add(document, words, "Quiet")
    received = f"Made on {paper.made_on} from public files received by {paper.data_received}."
    _add(document, f"{received} {first.receipt} {first.states_words}", "Quiet")
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
    """Across the page: the question, warnings, shared tables. In two columns: the measures."""
    heading = _add(document, chapter.question, "Heading 1")
    heading.paragraph_format.page_break_before = True
    _add(document, f"{chapter.number} · {chapter.title}", "Quiet")
    if chapter.opening:
        _add(document, chapter.opening, "Lede")
    if chapter.lede:
        _add_lines(document, chapter.lede, "Lede")
    _write_cautions(document, _all_warnings(chapter))
    write_glance(document, chapter, WIDTH)
    write_shared(document, chapter.shared, WIDTH)
    if chapter.twins:
        write_twins(document, chapter.twins, WIDTH)
    set_columns(document, 2)
    _add(document, "How far each source is in hand", "Heading 2")
    for source in chapter.sources:
        _write_source(document, source)
    if chapter.said_once:
        _add(document, "Notes for several measures", "Heading 2")
    for note in chapter.said_once:
        _add_led(document, note.mark, note.text, "Fine")
    for measure in chapter.measures:
        _write_measure(document, measure)
    if chapter.lacking:
        write_lacking(document, chapter)
    if chapter.sheets:
        _add(document, "A sheet for each group", "Heading 2")
    for sheet in chapter.sheets:
        _write_sheet(document, sheet)
    set_columns(document, 1)
    if chapter.process:
        write_process(document, chapter.process, WIDTH, COLUMN)


def _all_warnings(chapter: PaperChapter) -> tuple[Caution, ...]:
    """Every warning of a chapter once: its own, then those of its measures."""
    measured = (warning for measure in chapter.measures for warning in measure.warnings)
    return tuple(dict.fromkeys((*chapter.warnings, *measured, *chapter.lacking_warnings)))


def _write_sheet(document: Any, sheet: GroupSheet) -> None:
    """One group: who, size, who serves it, what is unknown."""
    _add(document, sheet.name, "Heading 3")
    who = f"{_capital(sheet.who)}."
    _add(document, f"{who} {sheet.context}".strip(), "Quiet")
    for grid in sheet.grids:
        write_grid(document, grid, COLUMN)
    lead = "What the size leaves out." if sheet.grids else "Size: not in hand."
    paragraph = _add(document, "", "Fine")
    for words, text in (
        (lead, sheet.why_no_size),
        ("Whom to ask.", sheet.who_could),
        ("Who serves them.", f"{_capital(sheet.served_by)}."),
        ("What is unknown.", sheet.unknown),
        ("How not to use it.", sheet.misuse_guard),
    ):
        _extend_led(paragraph, words, f"{text} ")


def _write_source(document: Any, source: SourceRow) -> None:
    told = [f"{source.text}."]
    if source.in_hand:
        told.append(f"In hand: {source.in_hand}.")
    if source.lacking:
        told.append(f"Not in hand: {source.lacking}.")
    told.append(f"Who holds it: {source.holder}. {source.ask}")
    _add_led(document, f"{_capital(source.words)}.", " ".join(told), "Fine")


def _write_measure(document: Any, measure: Measure) -> None:
    """A measure without what its chapter says once: shared tables, notes and warnings."""
    brief = measure.brief
    if measure.group:
        _add(document, measure.group, "Quiet").paragraph_format.keep_with_next = True
    _add(document, measure.title, "Heading 2")
    _add(document, measure.question, "Quiet").paragraph_format.keep_with_next = True
    if measure.badge:
        _add_led(document, f"{measure.badge}.", WEAK_MEANS, "Fine")
    if measure.lines:
        _add_lines(document, measure.lines, "Body Text")
    for table in brief.tables:
        write_shared_table(document, table, COLUMN, title=measure.title)
    for grid in brief.grids:
        write_grid(document, grid, COLUMN)
    if measure.drawing:
        write_drawing(document, measure.drawing, COLUMN)
    if brief.remarks:
        _add(document, " ".join(brief.remarks), "Quiet")
    for option in measure.options:
        asked = f"Whom to ask: {option.ask_whom}. What to ask: {option.ask_what}"
        lead = f"What this area could do: {option.name}."
        _add_led(document, lead, f"{option.text} {asked}", "Fine")
    if brief.cannot_tell:
        _add_led(document, "It cannot tell you:", " ".join(brief.cannot_tell), "Fine")
    if measure.ask_next not in ("", "Nothing to ask."):
        _add_led(document, "Ask next.", measure.ask_next, "Fine")
    also = []
    if measure.warnings:
        also.append(f"warnings {', '.join(warning.id for warning in measure.warnings)}")
    if brief.marks:
        also.append(f"notes {', '.join(brief.marks)}")
    if also:
        _add(document, f"Read with {' and '.join(also)} of this chapter.", "Quiet")


def _write_end(document: Any, paper: Paper) -> None:
    _start_part(document, FIRST_OF_THE_END)
    _add(document, "Where the data cannot carry a number, the answer is why not.", "Lede")
    set_columns(document, 2)
    _write_refused(document, paper.refused)
    set_columns(document, 1)
    _start_part(document, "What was looked at")
    _add(document, paper.factors_words, "Lede")
    set_columns(document, 2)
    for factor in paper.factors:
        _write_factor(document, factor)
    set_columns(document, 1)
    _start_part(document, "Evidence")
    _add(document, "Every number in this report walks back to the bytes it came from.", "Lede")
    _add(document, EVIDENCE_ELSEWHERE, "Body Text")
    _add(document, "Files", "Heading 2")
    set_columns(document, 2)
    for file in paper.files:
        _add_led(document, f"{file.number} {file.name}.", _file_words(file), "Fine")
    set_columns(document, 1)
    _start_part(document, "How this was made")
    set_columns(document, 2)
    for words in paper.method:
        _add(document, words, "Fine")
    if paper.detection:
        said = f"The share of offenses that is noticed was taken to be {paper.detection}."
        _add(document, f"{said} It is an assumption, made by a person.", "Fine")
    if paper.county_list:
        _add_led(document, "The counties:", f"{paper.county_list}.", "Fine")
    _add(document, "How each measure may be read", "Heading 2")
    for reading in paper.readings:
        said = (
            f"{_capital(reading.scored)}; {reading.direction}. Known bias: {reading.known_bias} "
            f"How not to use it: {reading.misuse_guard}"
        )
        _add_led(document, f"{reading.label}.", said, "Fine")
    set_columns(document, 1)
    _write_notes(document, paper)


def _write_refused(document: Any, refused: Sequence[RefusedGroup]) -> None:
    if not refused:
        _add(document, "Nothing was refused.", "Body Text")
    for group in refused:
        why = f"{_capital(group.why)}{'' if group.why[-1:] in '.?!' else '.'}"
        _add_led(document, f"{'; '.join(group.what)}.", f"{why} {group.would_help}", "Fine")


def _write_factor(document: Any, factor: FactorRow) -> None:
    told = [f"{_capital(factor.words)}."]
    if factor.in_hand:
        told.append(f"In hand: {factor.in_hand}.")
    if factor.lacking:
        told.append(f"Lacking: {factor.lacking}.")
    told.append(f"Ask {factor.holder}: {factor.ask} {factor.about}. {factor.score}")
    _add_led(document, f"{factor.name}.", " ".join(told), "Fine")


def _file_words(file: File) -> str:
    address = f"{file.address} " if file.address else ""
    return (
        f"{file.publisher}, {file.title}. {file.release}. License: {file.licence}. {address}"
        f"Received on {file.received_on} from {file.received_from}. Altered before receipt: "
        f"{file.altered}. SHA-256 {file.sha256}."
    )


def _write_notes(document: Any, paper: Paper) -> None:
    """The evidence of the sentences, by the same ids as in the PDF and in evidence.csv."""
    _start_part(document, "Sources")
    _add(document, SOURCES_WORDS, "Fine")
    set_columns(document, 2)
    for note in sorted(paper.notes, key=lambda note: sorted(map(_place, note.evidence))):
        paragraph = _add(document, "", "Source Note")
        _extend_led(paragraph, f"{fold_ids(note.evidence)}.", note.text)
        add_bookmark(paragraph, _anchor(note.number), note.number)


def _place(evidence: str) -> int:
    return int(evidence.removeprefix("e"))


def _anchor(number: int) -> str:
    return f"source_{number}"


def _start_part(document: Any, title: str) -> None:
    """A part of the end: below what stands before it, the first of them on a page of its own."""
    heading = _add(document, title, "Heading 1")
    heading.paragraph_format.page_break_before = title == FIRST_OF_THE_END


def _write_cautions(document: Any, warnings: Sequence[Caution]) -> None:
    for warning in warnings:
        words = f"{warning.text} ({warning.id})"
        _add_led(document, f"{_capital(warning.name)}.", words, "Warning")


def _add(document: Any, text: str, style: str) -> Any:
    return document.add_paragraph(plain(text), style=style)


def _add_led(document: Any, lead: str, text: str, style: str) -> None:
    """A paragraph that opens with strong words."""
    _extend_led(_add(document, "", style), lead, text)


def _extend_led(paragraph: Any, lead: str, text: str) -> None:
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
            if piece.notes:
                anchor = _anchor(piece.notes[0])
                add_link(paragraph, f"[{piece.evidence}]", anchor, style="SourceLink")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
