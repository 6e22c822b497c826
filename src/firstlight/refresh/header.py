"""The header of a received file: its columns by any name they may have, and the year named."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from firstlight.catalogue.formats import Format, Wanted, fill_year
from firstlight.refresh.match import full_year
from firstlight.refresh.sheet import Row, plain_name


def join_rows(rows: Sequence[Row]) -> tuple[str, ...]:
    """A header spread over several rows, each column's words one after another."""
    width = max(len(cells) for _, cells in rows)
    return tuple(
        " ".join(
            cells[position].strip()
            for _, cells in rows
            if position < len(cells) and cells[position].strip()
        ).replace("\ufeff", "")
        for position in range(width)
    )


def names_of(wanted: Wanted, year: int | None, spans: int) -> list[str]:
    """Every name the column may have in a file of this year."""
    names = [wanted.column, *wanted.also]
    return [fill_year(name, year, spans) if year is not None else name for name in names]


def find_columns(entry: Format, header: Sequence[str], year: int | None) -> dict[str, int]:
    """Where each column of the format stands, from 0; the first where a name stands twice."""
    known = {plain_name(name): position for position, name in reversed(list(enumerate(header)))}
    found = {}
    for wanted in entry.columns:
        for name in names_of(wanted, year, entry.spans):
            if (position := known.get(plain_name(name))) is not None:
                found[wanted.column] = position
                break
    return found


def year_of_header(entry: Format, header: Sequence[str], sheet: str) -> int | None:
    """The newest year that the names of columns (or the sheet) have where the format has one."""
    years: list[int] = []
    for wanted in entry.columns:
        if wanted.optional:
            continue
        for name in (wanted.column, *wanted.also):
            if "{year}" in name:
                pattern = re.escape(name).replace(r"\{year\}", r"((?:19|20)\d\d)")
                found = (re.fullmatch(pattern, cell.strip(), re.IGNORECASE) for cell in header)
                years.extend(int(hit.group(1)) for hit in found if hit)
    if entry.sheet and (hit := year_in(entry.sheet, sheet)) is not None:
        years.append(hit)
    return max(years, default=None)


def year_in(template: str, text: str) -> int | None:
    """The year that a text has where the template has `{year}` or `{yy}`, or None."""
    pattern = re.escape(template).replace(r"\{year\}", r"((?:19|20)\d\d)")
    hit = re.fullmatch(pattern.replace(r"\{yy\}", r"(\d\d)"), text.strip(), re.IGNORECASE)
    return full_year(hit.group(1)) if hit else None


def nearest(names: Sequence[str], candidates: Sequence[str]) -> str:
    """The candidate most like one of the names, or nothing."""
    plain = {plain_name(candidate): candidate for candidate in candidates}
    for name in names:
        close = difflib.get_close_matches(plain_name(name), plain, n=1, cutoff=0.6)
        if close:
            return plain[close[0]]
    return ""
