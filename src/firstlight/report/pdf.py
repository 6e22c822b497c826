"""The report as a PDF that a screen reader can read (built to PDF/UA-1 and PDF/A-2a).

Typst sets it. Every word enters as JSON through `sys_inputs`; no Typst source is ever put
together from text, so a name that looks like code is printed as a name.

A mark behind a figure names its evidence and leads to its line in the appendix. Footnotes are not
used. Where a line moves to the next page without its footnote, Typst cannot close the tags and
gives no PDF at all; that depends on where pages happen to end, so no area would be safe from it.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstlight.assessment import Assessment
from firstlight.base.finding import Evidence
from firstlight.report.appendix import find_cells, list_cells, list_files
from firstlight.report.glyphs import show, signs_of
from firstlight.report.grids import MOST_COUNTIES
from firstlight.report.layout import lay_out
from firstlight.report.notes import unfold_ids
from firstlight.report.paper import Paper

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
FACES = ("SourceSansPro-Regular.otf", "SourceSerifPro-Regular.otf")
DRAWING = Path(__file__).parent / "typst" / "drawing.typ"
PIXELS_PER_INCH = 200.0  # of a drawing that is printed as a picture
# Some readers call this entry of another kind wherever it is false, which it is without it too.
SUSPECTS = b"/Suspects false"
SMALLEST_STEP = 5  # sizes of type on the first page, tried from 0 until it is one page


def render_pdf(assessment: Assessment) -> bytes:
    """Set the report on US Letter. The same assessment gives the same bytes."""
    import font_source_sans_pro
    import font_source_serif_pro
    import typst

    folders = [font_source_sans_pro.font_directory, font_source_serif_pro.font_directory]
    signs = signs_of(*(Path(folder) / name for folder, name in zip(folders, FACES, strict=True)))
    paper = lay_brief(assessment)
    compiler = typst.Compiler(TEMPLATE, font_paths=folders, ignore_system_fonts=True)
    trial = show(dataclasses.asdict(_first_page_of(paper)), signs)
    step = 0
    while step < SMALLEST_STEP:
        _set(compiler, assessment.made_on, trial, step)
        if _query(compiler, "first-page-ends") == [1]:
            break
        step += 1
    return _set(compiler, assessment.made_on, show(dataclasses.asdict(paper), signs), step)


def draw_png(svg: str) -> bytes:
    """A drawing as a picture, in the report's own face; the same drawing gives the same bytes."""
    import font_source_sans_pro
    import typst

    made: object = typst.Compiler(
        DRAWING, font_paths=[font_source_sans_pro.font_directory], ignore_system_fonts=True
    ).compile(format="png", ppi=PIXELS_PER_INCH, sys_inputs={"svg": svg})
    if not isinstance(made, bytes):
        raise TypeError("one picture was expected")
    return made


def _first_page_of(paper: Paper) -> Paper:
    """The paper without what follows its first page, which is set alone to find its size."""
    return dataclasses.replace(
        paper,
        chapters=(),
        refusals=(),
        refused=(),
        factors=(),
        files=(),
        cells=(),
        cell_of={},
        method=(),
    )


def lay_brief(assessment: Assessment) -> Paper:
    """The paper as the PDF prints it."""
    brief = _without_grids(lay_out(assessment))
    if len(assessment.area.counties) <= MOST_COUNTIES:
        return brief
    return _with_printed_evidence(brief, assessment.evidence)


def _without_grids(paper: Paper) -> Paper:
    """The paper without the tables that only Word prints; the PDF sets each measure in brief."""
    return dataclasses.replace(
        paper,
        notes=(),
        chapters=tuple(
            dataclasses.replace(
                chapter,
                glance=(),
                measures=tuple(dataclasses.replace(each, grids=()) for each in chapter.measures),
            )
            for chapter in paper.chapters
        ),
    )


def _with_printed_evidence(paper: Paper, evidence: Mapping[str, Evidence]) -> Paper:
    """The paper with the evidence that it prints and no other, so that every id has its line.

    Of many counties most figures stand in the files alone, and their evidence with them.
    """
    printed = set(_ids_of(paper))
    kept = tuple(entry for name, entry in evidence.items() if name in printed)
    return dataclasses.replace(
        paper, files=list_files(kept), cells=list_cells(kept), cell_of=find_cells(kept)
    )


def _ids_of(part: object) -> Iterator[str]:
    """The ids of every field that is called evidence, in all that a part holds."""
    if isinstance(part, tuple):
        for each in part:
            yield from _ids_of(each)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            value = getattr(part, field.name)
            yield from unfold_ids(value) if field.name == "evidence" else _ids_of(value)


def _set(compiler: typst.Compiler, day: datetime.date, words: object, step: int) -> bytes:
    """Set the report once, its first page at this step."""
    data = {
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "step": step,
        "paper": words,
    }
    made: object = compiler.compile(
        format="pdf",
        sys_inputs={"paper": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    return made.replace(SUSPECTS, b" " * len(SUSPECTS))  # as long, so that every place stays


def _query(compiler: typst.Compiler, label: str) -> list[Any]:
    """What the report that was set last says of itself under a label."""
    found: list[Any] = json.loads(compiler.query(f"<{label}>", field="value"))
    return found
