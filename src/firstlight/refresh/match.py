"""A file read as one format: where its header ends, where each column stands, of which year."""

from __future__ import annotations

import fnmatch
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firstlight.base.errors import Fault
from firstlight.catalogue.formats import Format
from firstlight.refresh.sheet import Received, Row, read_rows

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DATA_LOOKED_AT = 5000  # rows in which a year is sought


@dataclass(frozen=True, slots=True)
class Match:
    """A file read as one format: where its header ends and each column stands.

    `columns` maps the format's column to its position, `names` to the text that the file has.
    `seen` are all names of the file, in order. `faults` are those of the header: the rows are
    read all the same, so that every fault is told at once, and the file is not taken.
    """

    format: Format
    year: int
    layout: str
    delimiter: str
    encoding: str
    sheet: str
    header_row: int
    columns: Mapping[str, int]
    names: Mapping[str, str]
    seen: tuple[str, ...]
    faults: tuple[Fault, ...] = ()

    def rows(self, received: Received) -> Iterator[Row]:
        """The records below the header. A row without any text is passed over."""
        for number, cells in read_rows(
            received,
            layout=self.layout,
            delimiter=self.delimiter,
            encoding=self.encoding,
            sheet=self.sheet,
        ):
            if number <= self.header_row or not any(cell.strip() for cell in cells):
                continue
            if self.layout == "lines":
                fields = re.search(self.format.line, cells[0])
                begins = self.format.line_begins
                if fields is not None:
                    yield number, [field.strip() for field in fields.groups()]
                elif begins and re.match(begins, cells[0]):
                    yield number, []
                continue
            yield number, cells


def is_one_of(text: str, values: Sequence[str]) -> bool:
    """True when the text is one of the values, case aside; `*` stands for any signs."""
    bare = " ".join(text.split()).casefold()
    return any(fnmatch.fnmatchcase(bare, value.casefold()) for value in values)


def find_year(received: Received, match: Match, asked: int | None) -> tuple[int, list[Fault]]:
    """The year of the release: from names of columns, rows or the file's name, or as asked."""
    entry = match.format
    from_rows = sorted(_years_of_rows(received, match))
    from_name = year_of_name(entry, received.name)
    if asked is not None:
        if from_rows and asked not in from_rows:
            what = f"Its rows are of {_span(from_rows)}, and {asked} was asked for."
            do = "Leave --year out, or take the file of that year."
            return asked, [Fault(what, do, file=received.name)]
        told = bool(from_rows) or bool(entry.sheet and match.sheet)
        if from_name is not None and from_name != asked and not told:
            what = f"Its name says {from_name}, and {asked} was asked for."
            do = "Leave --year out, or take the file of that year."
            return asked, [Fault(what, do, file=received.name)]
        return asked, []
    found = match.year or (from_rows[-1] if from_rows else 0) or from_name
    if found:
        return found, []
    do = "Say the year with --year, such as --year 2023."
    return 0, [Fault("Nothing in the file says of which year it is.", do, file=received.name)]


def year_of_name(entry: Format, name: str) -> int | None:
    """The year that a file's name says, where the format knows how."""
    hit = re.search(entry.year_in_name, name, re.I) if entry.year_in_name else None
    if hit is None:
        return None
    return full_year(hit.group(1))


def full_year(digits: str) -> int:
    """A year of two or four digits; of two, those from 80 on are of the last century."""
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= 80 else 2000)


def _span(years: Sequence[int]) -> str:
    return f"{years[0]}" if years[0] == years[-1] else f"{years[0]} to {years[-1]}"


def _years_of_rows(received: Received, match: Match) -> set[int]:
    entry = match.format
    column = entry.year_column or entry.dates
    position = match.columns.get(column) if column else None
    if position is None:
        return set()
    years = set()
    limit = None if entry.dates == column or entry.several_rows else DATA_LOOKED_AT
    for _, cells in itertools.islice(match.rows(received), limit):
        text = cells[position] if position < len(cells) else ""
        day = read_day(text)
        if day is not None:
            years.add(day[0] + (1 if entry.fiscal and day[1] >= 10 else 0))
        elif re.fullmatch(r"(19|20)\d\d(\.0|[-–](19|20)?\d\d)?", text.strip()):
            years.add(int(text.strip()[:4]))
    return years


def read_day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of 2023-04-30, 2023-04-30T..., 4/30/2023 or Apr 2023; None else."""
    bare = text.strip()
    if hit := re.match(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", bare):
        year, month, day = (int(part) for part in hit.groups())
    elif hit := re.match(r"(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)", bare):
        month, day, year = (int(part) for part in hit.groups())
    elif (hit := re.match(r"([A-Za-z]{3})[a-z]* ((?:19|20)\d\d)$", bare)) and (
        name := hit.group(1).lower()
    ) in MONTHS:
        year, month, day = int(hit.group(2)), MONTHS.index(name) + 1, 1
    else:
        return None
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None
