"""The report as a Word document: the same words as the PDF, in the same order, to be edited.

Sources stand in a numbered list at the end; every [n] in the text leads there.
"""

from __future__ import annotations

import datetime
import io
import zipfile

from firstlight.assessment import Assessment
from firstlight.report.layout import lay_out


def render_word(assessment: Assessment) -> bytes:
    """Write the report as .docx. The same assessment gives the same bytes."""
    from firstlight.report.word_pages import write_document

    paper = lay_out(assessment)
    out = io.BytesIO()
    write_document(paper, assessment.made_on).save(out)
    return _pack_again(out.getvalue(), assessment.made_on)


def _pack_again(data: bytes, day: datetime.date) -> bytes:
    """The same document with the day of the report as the date of every part of the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
