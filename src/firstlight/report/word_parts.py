"""What python-docx leaves to its users: links inside a document, tables with true header rows,
page numbers, a language, and fonts with a stand-in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.enum.section import WD_SECTION
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
STAND_INS = {SANS: "Calibri", SERIF: "Cambria"}  # where the faces are not installed
GUTTER = 360  # twips between two columns of text
CANNOT_STAND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its header, its share of the width, whether it holds numbers."""

    head: str
    share: float
    numbers: bool = False


def plain(text: str) -> str:
    """Text without signs that XML cannot hold."""
    return CANNOT_STAND.sub("", text)


def make_run(text: str, *, style: str = "") -> Any:
    """A run of text, in a character style if one is named."""
    run = OxmlElement("w:r")
    if style:
        properties = OxmlElement("w:rPr")
        named = OxmlElement("w:rStyle")
        named.set(qn("w:val"), style)
        properties.append(named)
        run.append(properties)
    words = OxmlElement("w:t")
    words.text = plain(text)
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run


def add_link(paragraph: Any, text: str, anchor: str, *, style: str) -> None:
    """Text that leads to a bookmark of the same document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    link.set(qn("w:history"), "1")
    link.append(make_run(text, style=style))
    paragraph._p.append(link)


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """A bookmark around what the paragraph holds so far; `number` is its own in the document."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    first = next((child for child in paragraph._p if child.tag != qn("w:pPr")), None)
    if first is None:
        paragraph._p.append(start)
    else:
        first.addprevious(start)
    paragraph._p.append(end)


def add_field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, as PAGE."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    field.append(make_run("1"))
    paragraph._p.append(field)


def add_table(
    document: Any,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    title: str,
    width_twips: int,
    bold_rows: frozenset[int] = frozenset(),
) -> None:
    """A table whose header row repeats on every page; `title` is its text for screen readers.

    It is written as XML, because python-docx looks every cell up again for each one it sets.
    """
    widths = [round(column.share * width_twips) for column in columns]
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="FiguresTable"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid/></w:tbl>'
    )
    for name in ("w:tblCaption", "w:tblDescription"):
        said = OxmlElement(name)
        said.set(qn("w:val"), plain(title))
        table.find(qn("w:tblPr")).append(said)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        table.find(qn("w:tblGrid")).append(column)
    table.append(_row([column.head for column in columns], columns, widths, head=True))
    for index, row in enumerate(rows):
        table.append(_row(row, columns, widths, bold=index in bold_rows))
    body = document.element.body
    body.insert(len(body) - 1, table)  # before the section's properties, which stand last


def _row(
    texts: Sequence[str],
    columns: Sequence[Column],
    widths: Sequence[int],
    *,
    head: bool = False,
    bold: bool = False,
) -> Any:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    for text, column, width in zip(texts, columns, widths, strict=True):
        cell, cell_properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
        size = OxmlElement("w:tcW")
        size.set(qn("w:w"), str(width))
        size.set(qn("w:type"), "dxa")
        cell_properties.append(size)
        cell.append(cell_properties)
        for part in text.split("\n"):
            cell.append(_cell_paragraph(part, numbers=column.numbers, head=head, bold=bold))
        row.append(cell)
    return row


def _cell_paragraph(text: str, *, numbers: bool, head: bool, bold: bool) -> Any:
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), "TableHead" if head else "TableText")
    properties.append(style)
    if numbers:
        side = OxmlElement("w:jc")
        side.set(qn("w:val"), "right")
        properties.append(side)
    paragraph.append(properties)
    paragraph.append(make_run(text, style="Strong" if bold else ""))
    return paragraph


def set_columns(document: Any, count: int) -> None:
    """Let what follows run in so many columns, from here on the same page."""
    document.add_section(WD_SECTION.CONTINUOUS)
    # what stands before the break keeps its own count, which the new section has copied
    document.paragraphs[-1].style = document.styles["Break"]
    properties = document.sections[-1]._sectPr
    for old in properties.findall(qn("w:cols")):
        properties.remove(old)
    columns = OxmlElement("w:cols")
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), str(GUTTER))
    properties.insert_element_before(
        columns, "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection",
        "w:bidi", "w:rtlGutter", "w:docGrid",
    )  # fmt: skip


def set_face(style: Any, face: str) -> None:
    """Set a style's font for every script, without the theme's."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), face)
    properties.insert(0, fonts)


def set_language(document: Any, language: str) -> None:
    """Set the language of all text."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    lang = OxmlElement("w:lang")
    for script in ("w:val", "w:eastAsia"):
        lang.set(qn(script), language)
    properties.append(lang)


def set_stand_ins(document: Any) -> None:
    """Name the font that stands in where a face is not installed."""
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            table = parse_xml(part.blob)
            for face, other in STAND_INS.items():
                table.append(
                    parse_xml(
                        f'<w:font {nsdecls("w")} w:name="{face}"><w:altName w:val="{other}"/>'
                        "</w:font>"
                    )
                )
            part._blob = serialize_part_xml(table)
