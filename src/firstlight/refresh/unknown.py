"""What is told of a file that is none of the layouts known, by its shape alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from firstlight.base.errors import Fault
from firstlight.catalogue.formats import Format
from firstlight.refresh.sheet import Received, Row, read_rows

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright lines"}
FBI = "Federal Bureau of Investigation, Uniform Crime Reporting"
INCIDENTS = "NIBRS incident download of a state and year (a zip or a folder)"
NONE_KNOWN = "This is none of the files Firstlight knows."
LOOKED_AT = 30  # rows at the top of a file or sheet


def read_tops(received: Received) -> Iterator[tuple[str, str, str, list[Row]]]:
    """Each way to read the file: layout, delimiter, sheet, and the rows at its top."""
    if received.kind == "workbook":
        for sheet in received.sheets:
            rows = read_rows(received, layout="workbook", sheet=sheet)
            yield "workbook", "", sheet, list(itertools.islice(rows, LOOKED_AT))
        return
    if received.kind == "json":
        yield "json", "", "", list(itertools.islice(read_rows(received, layout="json"), LOOKED_AT))
        return
    for delimiter in DELIMITERS:
        rows = read_rows(received, layout="csv", delimiter=delimiter)
        top = list(itertools.islice(rows, LOOKED_AT))
        if any(len(cells) > 1 for _, cells in top):
            yield "csv", delimiter, "", top
    yield "lines", "", "", []


def tell_unknown(received: Received, formats: Mapping[str, Format]) -> Fault:
    """The file is none that is known. No header and no value of it is repeated: they may be
    about a person."""
    seems = f"It seems to be {_describe_kind(received)}."
    own = "For numbers of your own, fill in a template instead: firstlight template totals."
    if len(formats) == 1:
        (entry,) = formats.values()
        wanted = ", ".join(w.column for w in entry.columns if not w.optional)
        what = f"This is no file of {entry.id} ({entry.name}). {seems}"
        return Fault(what, f"Looked for the columns {wanted}. {own}", file=received.name)
    by_publisher: dict[str, list[str]] = {}
    for entry in formats.values():
        by_publisher.setdefault(entry.publisher, []).append(entry.name)
    by_publisher.setdefault(FBI, []).append(INCIDENTS)
    known = ". ".join(f"{whose}: {'; '.join(names)}" for whose, names in by_publisher.items())
    do = (
        f"{own} These files can be loaded, each as its publisher gives it. {known}. If it is one "
        "of these, say which with --as (firstlight sources list has the word for each), and "
        "every column that it lacks will be named."
    )
    return Fault(f"{NONE_KNOWN} {seems}", do, file=received.name)


def _describe_kind(received: Received) -> str:
    """What sort of file it is, by its shape alone: "a text table with 3 columns"."""
    if received.kind == "workbook":
        return f"a spreadsheet with {_count(len(received.sheets), 'sheet')}"
    widths = {
        delimiter: max((len(cells) for _, cells in top[:1]), default=0)
        for _, delimiter, _, top in read_tops(received)
    }
    if received.kind == "json":
        return f"a JSON list with {_count(max(widths.values(), default=0), 'column')}"
    delimiter = max(widths, key=lambda sign: widths[sign])
    if widths[delimiter] < 2:
        return "plain text without columns"
    between = DELIMITERS[delimiter]
    kind = "a CSV table" if delimiter == "," else "a text table"
    return f"{kind} with {_count(widths[delimiter], 'column')} ({between} between them)"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
