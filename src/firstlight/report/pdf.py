"""The report as a PDF that a screen reader can read (built to PDF/UA-1 and PDF/A-2a).

Typst sets it. Every word enters as JSON through `sys_inputs`; no Typst source is ever put
together from text, so a name that looks like code is printed as a name.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstlight.assessment import Assessment
from firstlight.report.glyphs import show, signs_of
from firstlight.report.layout import lay_out
from firstlight.report.paper import Paper

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).parent / "typst" / "report.typ"
FACES = ("SourceSansPro-Regular.otf", "SourceSerifPro-Regular.otf")
SMALLEST_STEP = 4  # sizes of type on the first page, tried from 0 until it is one page
TRIES = 7  # settings of the whole report; the last one stands, whatever it looks like


def render_pdf(assessment: Assessment) -> bytes:
    """Set the report on US Letter. The same assessment gives the same bytes."""
    import font_source_sans_pro
    import font_source_serif_pro
    import typst

    folders = [font_source_sans_pro.font_directory, font_source_serif_pro.font_directory]
    signs = signs_of(*(Path(folder) / name for folder, name in zip(folders, FACES, strict=True)))
    paper = lay_out(assessment, notes_once=False)
    words = show(dataclasses.asdict(paper), signs)
    compiler = typst.Compiler(TEMPLATE, font_paths=folders, ignore_system_fonts=True)
    step, breaks = 0, frozenset[int]()
    made = b""
    for _ in range(TRIES):
        made = _set(compiler, assessment.made_on, words, step, breaks)
        too_long = step < SMALLEST_STEP and _query(compiler, "first-page-ends") != [1]
        late = _find_late(compiler, paper) - breaks
        if not too_long and not late:
            break
        step += too_long
        breaks |= late
    return made


def _set(
    compiler: typst.Compiler,
    day: datetime.date,
    words: object,
    step: int,
    breaks: frozenset[int],
) -> bytes:
    """Set the report once: first page at this step, new pages before these measures."""
    data = {
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "step": step,
        "breaks": sorted(breaks),
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
    return made


def _query(compiler: typst.Compiler, label: str) -> list[Any]:
    """What the report that was set last says of itself under a label."""
    found: list[Any] = json.loads(compiler.query(f"<{label}>", field="value"))
    return found


def _find_late(compiler: typst.Compiler, paper: Paper) -> frozenset[int]:
    """Measures whose notes came to stand on a page after their number; the first of a chapter.

    A measure is named by its first note. Moving it moves all that follows, so the others of
    its chapter are looked at again when the report is set anew.
    """
    marks, texts = dict(_query(compiler, "note-mark")), dict(_query(compiler, "note-text"))
    late = [number for number, page in marks.items() if texts.get(number, page) != page]
    chapters = [[part.first_note for part in chapter.measures] for chapter in paper.chapters]
    firsts = sorted(first for names in chapters for first in names if first)
    owners = {firsts[at - 1] for number in late if (at := bisect.bisect_right(firsts, number))}
    return frozenset(min(owners.intersection(names)) for names in chapters if owners & {*names})
