"""The styles of the Word report, so that an agency can restyle it in one place."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from firstlight.report.word_parts import SANS, SERIF, set_face, set_language

INK, INK_2, LINK = (RGBColor.from_string(code) for code in ("1B2430", "465160", "1D4E80"))


def set_styles(document: Any) -> None:
    """Set fonts, sizes, colors, language, and the styles that the report adds."""
    styles = document.styles
    set_language(document, "en-US")
    _shape(styles["Normal"], SANS, 9.5, INK, before=0, after=4)
    _shape(styles["Title"], SERIF, 20, INK, before=0, after=6, bold=True)
    _drop(styles["Title"], "w:pBdr")
    _shape(styles["Heading 1"], SERIF, 18, INK, before=4, after=4, bold=True)
    _shape(styles["Heading 2"], SERIF, 11.5, INK, before=8, after=2, bold=True)
    _shape(styles["Heading 3"], SANS, 9.5, INK, before=5, after=2, bold=True)
    _shape(styles["Heading 4"], SANS, 9, INK, before=4, after=2, bold=True)
    _shape(styles["Body Text"], SANS, 9.5, INK, before=0, after=3)
    _shape(styles["List Bullet"], SANS, 9, INK, before=0, after=1)
    for name in ("Header", "Footer"):
        _shape(styles[name], SANS, 8.5, INK_2, before=0, after=0)
    add = styles.add_style
    for name, size, color, before, after in (
        ("Lede", 11.5, INK, 0, 5),
        ("Fine", 8, INK, 0, 3),
        ("Source Note", 7.5, INK, 0, 1),
        ("Break", 2, INK, 0, 0),
        ("Quiet", 8, INK_2, 1, 2),
        ("Warning", 8, INK, 1, 2),
        ("Table Title", 9, INK, 5, 2),
        ("Table Text", 8, INK, 0, 0),
        ("Table Head", 8, INK_2, 1, 1),
    ):
        style = add(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _shape(style, SERIF if name == "Lede" else SANS, size, color, before=before, after=after)
    styles["Table Title"].font.bold = styles["Table Head"].font.bold = True
    for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4", "Table Title"):
        styles[name].paragraph_format.keep_with_next = True
    _shade(styles["Warning"], "FBEADB", "D98A55")
    link = add("Source Link", WD_STYLE_TYPE.CHARACTER)
    link.font.superscript, link.font.color.rgb = True, LINK
    _add_table_style(document)


def _shape(
    style: Any,
    face: str,
    size: float,
    color: Any,
    *,
    before: float,
    after: float,
    bold: bool = False,
) -> None:
    set_face(style, face)
    style.font.size, style.font.color.rgb = Pt(size), color
    style.font.bold, style.font.italic = bold, False
    space = style.paragraph_format
    space.space_before, space.space_after = Pt(before), Pt(after)
    space.line_spacing = 1.0


def _drop(style: Any, tag: str) -> None:
    properties = style.element.get_or_add_pPr()
    for old in properties.findall(qn(tag)):
        properties.remove(old)


def _shade(style: Any, fill: str, edge: str) -> None:
    """A colored ground and a bar at the left."""
    properties = style.element.get_or_add_pPr()
    ground = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>')
    bar = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="18" w:space="6" w:color="{edge}"/>'
        "</w:pBdr>"
    )
    properties.insert_element_before(bar, "w:shd", "w:spacing", "w:ind", "w:jc")
    properties.insert_element_before(ground, "w:spacing", "w:ind", "w:jc")


def _add_table_style(document: Any) -> None:
    """Thin rules between rows, a strong one below the header."""
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="FiguresTable">'
            '<w:name w:val="Figures Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority '
            'w:val="59"/><w:tblPr><w:tblBorders>'
            '<w:bottom w:val="single" w:sz="4" w:space="0" w:color="D6CDBE"/>'
            '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D6CDBE"/></w:tblBorders>'
            '<w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="130" w:type="dxa"/>'
            '</w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
            '<w:bottom w:val="single" w:sz="10" w:space="0" w:color="1B2430"/></w:tcBorders>'
            "</w:tcPr></w:tblStylePr></w:style>"
        )
    )
