"""Which publisher's layout is this file, of which year, and where do its columns stand?"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.formats import Format
from firstlight.refresh.header import (
    find_columns,
    join_rows,
    names_of,
    nearest,
    year_in,
    year_of_header,
)
from firstlight.refresh.match import Match, find_year, is_one_of, year_of_name
from firstlight.refresh.sheet import AS_GIVEN, Received, Row, plain_name, read_rows
from firstlight.refresh.unknown import DELIMITERS, LOOKED_AT, read_tops, tell_unknown

LAYOUT_OF = {",": "csv", "\t": "tab", "|": "pipe"}  # a semicolon is nobody's of ours
HALF = 0.5  # a file with at least this share of a layout's columns is taken for that layout
# Names that stand in anybody's own table. Alone they say nothing of whose file it is, so a
# publisher is never blamed for what a file with only such names lacks.
ORDINARY = frozenset(
    (
        *("age", "area", "agency", "border", "case_id", "case_no", "case_number", "case_status"),
        *("city", "count", "county", "county name", "county_name", "county_code", "date"),
        *("decision_date", "description", "emp", "est", "geography", "id", "label", "level"),
        *("measure", "month", "n", "n1", "n2", "name", "number", "offenses", "open_date"),
        *("period", "place", "port name", "port_name", "quarter", "qtr", "sex", "state"),
        *("state_abbr", "state_name", "status", "total", "unemployed", "unemployment", "value"),
        *("victims", "year", "zip"),
    )
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read the file, and how well a format fits it."""

    format: Format
    layout: str
    delimiter: str
    sheet: str
    header_row: int
    header: tuple[str, ...]
    found: Mapping[str, int]
    lacking: tuple[str, ...]
    year: int | None

    @property
    def share(self) -> float:
        """The part that is there of the columns by which the layout is known.

        What places a row, and its year, has names that many tables share.
        """
        needed = [w.column for w in self.format.columns if not w.optional]
        known_by = [c for c in needed if c not in self._shared] or needed
        return sum(column in self.found for column in known_by) / len(known_by)

    @property
    def _shared(self) -> frozenset[str]:
        keys = {column for rule in self.format.places for column in rule.columns}
        return frozenset({*keys, self.format.year_column, "{year}"})

    @property
    def is_like(self) -> bool:
        """Whether a file that lacks columns can still be said to be this publisher's.

        At least half of what the layout is known by is there, and among it a name that is a
        code of the publisher's (letters with digits), two names that are not in everybody's
        tables, or every such name of the layout.
        """
        if self.layout == "lines":
            return self.share >= HALF
        telling = [w.column for w in self.format.columns if w.column not in self._shared]
        there = {c: plain_name(self.header[self.found[c]]) for c in telling if c in self.found}
        own = [column for column, name in there.items() if name not in ORDINARY]
        known_by = [
            w.column
            for w in self.format.columns
            if w.column in telling and not w.optional and plain_name(w.column) not in ORDINARY
        ]
        is_code = any(re.search(r"[a-z].*\d|\d.*[a-z]", there[column]) for column in own)
        all_there = bool(known_by) and set(known_by) <= set(own)
        return self.share >= HALF and (is_code or len(own) > 1 or all_there)

    @property
    def usual(self) -> bool:
        """True when the publisher separates its columns in this way."""
        if self.layout != "csv":
            return True
        return LAYOUT_OF.get(self.delimiter) in self.format.layouts


def recognize(
    received: Received, formats: Mapping[str, Format], *, series: str = "", year: int | None = None
) -> Match:
    """Find the one format the file is in.

    Parameters
    ----------
    series
        The format a person named; the file must then be in it.
    year
        The year a person named; columns with years in their names must then be of it.

    Raises
    ------
    InputFaults
        With everything that keeps the file from being read: no known layout, two layouts,
        another year.

    Returns
    -------
    Match
        With the faults of its header, where it has some: a column that is missing or stands
        twice, another delimiter, text that is not in the publisher's encoding.
    """
    if series and series not in formats:
        close = difflib.get_close_matches(series, formats, n=3, cutoff=0.4)
        do = f"Nearest: {', '.join(close)}." if close else f"Known: {', '.join(formats)}."
        raise InputFaults([Fault(f"There is no series {series[:60]}.", do)])
    readings = list(_readings(received, tuple(formats.values()), year))
    whole = _best([r for r in readings if not r.lacking and _holds(received, r)])
    if series:
        own = [reading for reading in readings if reading.format.id == series]
        if not any(not reading.lacking for reading in own):
            return _settle_lacking(received, formats[series], own, whole, year)
        whole = [reading for reading in whole if reading.format.id == series]
    if not whole:
        like = [reading for reading in readings if reading.is_like]
        near = max(like, key=lambda reading: (reading.share, reading.usual), default=None)
        if near is not None:
            own = [reading for reading in readings if reading.format is near.format]
            return _settle_lacking(received, near.format, own, [], year)
        raise InputFaults([tell_unknown(received, formats)])
    if len(whole) > 1:
        names = ", ".join(sorted(reading.format.id for reading in whole))
        do = "Say which it is with --as."
        raise InputFaults([Fault(f"It can be read as {names}.", do, file=received.name)])
    return _settle(received, whole[0], year)


def _best(whole: Sequence[_Reading]) -> list[_Reading]:
    """One reading a format: the usual delimiter first; the layout that knows most columns wins."""
    by_format: dict[str, _Reading] = {}
    for reading in whole:
        known = by_format.get(reading.format.id)
        if known is None or _rank(reading) > _rank(known):
            by_format[reading.format.id] = reading
    if not by_format:
        return []
    # a layout whose columns are all part of another's is the lesser reading of the same file
    most = max(len(reading.found) for reading in by_format.values())
    return [
        reading
        for reading in by_format.values()
        if len(reading.found) == most
        or not any(
            set(reading.found.values()) < set(other.found.values()) for other in by_format.values()
        )
    ]


def _holds(received: Received, reading: _Reading) -> bool:
    """Whether the first records have what tells this series from another in the same columns."""
    for column, values in reading.format.holds.items():
        position = reading.found.get(column)
        if position is None:
            continue
        match = _as_match(reading, "utf-8" if not received.not_utf8 else "cp1252")
        for _, cells in itertools.islice(match.rows(received), LOOKED_AT):
            text = cells[position] if position < len(cells) else ""
            if text.strip() and not is_one_of(text, values):
                return False
    return True


def _as_match(reading: _Reading, encoding: str) -> Match:
    return Match(
        format=reading.format,
        year=reading.year or 0,
        layout=reading.layout,
        delimiter=reading.delimiter,
        encoding=encoding,
        sheet=reading.sheet,
        header_row=reading.header_row,
        columns=reading.found,
        names={name: reading.header[position] for name, position in reading.found.items()},
        seen=reading.header,
    )


def _rank(reading: _Reading) -> tuple[bool, int, int, int]:
    """Where each year has a sheet the newest whole one is meant, though it may have fewer columns
    that are not needed than an older one."""
    of_sheet = (reading.year or 0) if reading.format.sheet and reading.sheet else 0
    return reading.usual, of_sheet, len(reading.found), reading.year or 0


def _readings(
    received: Received, formats: Sequence[Format], year: int | None
) -> Iterator[_Reading]:
    for layout, delimiter, sheet, top in read_tops(received):
        for entry in formats:
            if layout == "lines":
                if entry.line:
                    yield from _read_as_lines(received, entry, year)
            elif _is_sheet_of(entry, layout, sheet, year):
                yield from _read_as_table(entry, layout, delimiter, sheet, top, year)


def _is_sheet_of(entry: Format, layout: str, sheet: str, year: int | None) -> bool:
    """Whether a sheet of a workbook can be the one of the year asked for, or of any year."""
    if layout != "workbook" or not entry.sheet:
        return layout != "workbook" or "workbook" in entry.layouts
    own = year_in(entry.sheet, sheet)
    return own is not None and year in (None, own)


def _read_as_lines(received: Received, entry: Format, year: int | None) -> Iterator[_Reading]:
    pattern = re.compile(entry.line)
    rows = itertools.islice(read_rows(received, layout="lines"), LOOKED_AT * 4)
    if sum(1 for _, cells in rows if pattern.search(cells[0])) < 1:
        return
    read = {wanted.column for wanted in entry.columns}
    found = {name: at for at, name in enumerate(entry.line_columns) if name in read}
    lacking = tuple(w.column for w in entry.columns if not w.optional and w.column not in found)
    yield _Reading(entry, "lines", "", "", 0, entry.line_columns, found, lacking, year)


def _read_as_table(
    entry: Format, layout: str, delimiter: str, sheet: str, top: Sequence[Row], year: int | None
) -> Iterator[_Reading]:
    """The header that fits best: one of the first rows, or up to four of them as one."""
    best: _Reading | None = None
    for start in range(min(len(top), entry.header_within)):
        for height in (1, 2, 3, 4):
            if start + height > len(top):
                break
            header = join_rows(top[start : start + height])
            own_year = year if year is not None else year_of_header(entry, header, sheet)
            found = find_columns(entry, header, own_year)
            lacking = tuple(
                w.column for w in entry.columns if not w.optional and w.column not in found
            )
            row = top[start + height - 1][0]
            reading = _Reading(
                entry, layout, delimiter, sheet, row, header, found, lacking, own_year
            )
            if best is None or (reading.share, len(found)) > (best.share, len(best.found)):
                best = reading
    if best is not None and best.found:
        yield best


def _settle(received: Received, reading: _Reading, asked: int | None) -> Match:
    """The reading as a match, or every fault of its header, encoding and year."""
    entry = reading.format
    encoding, faults = _find_encoding(received, reading)
    doubled = _doubled(received, reading)
    faults += doubled
    match = _as_match(reading, encoding)
    year, of_year = find_year(received, match, asked)
    if of_year:
        # a column that stands twice may be the very one that has the year
        raise InputFaults(faults if doubled else [*faults, *of_year])
    # the year may come from elsewhere than the header: names with it are known only now
    found = find_columns(entry, reading.header, year) if match.layout != "lines" else reading.found
    settled = _as_match(replace(reading, year=year, found=found), encoding)
    return replace(settled, faults=tuple(faults))


def _find_encoding(received: Received, reading: _Reading) -> tuple[str, list[Fault]]:
    """In which letters the text is read, and what is wrong with them and with the delimiter."""
    entry = reading.format
    faults = []
    if not reading.usual:
        names = {layout: DELIMITERS[delimiter] for delimiter, layout in LAYOUT_OF.items()}
        usual = next((names[layout] for layout in entry.layouts if layout in names), "commas")
        what = (
            f"Its columns are separated by {DELIMITERS[reading.delimiter]}; "
            f"{entry.publisher} uses {usual}."
        )
        faults.append(Fault(what, AS_GIVEN, file=received.name, row=reading.header_row))
    if not received.not_utf8:
        return "utf-8", faults
    other = [name for name in entry.encodings if name != "utf-8"]
    if other and reading.layout in ("csv", "lines"):
        return other[0], faults
    what = "The text is not UTF-8; another program saved it with its own letters."
    faults.append(Fault(what, AS_GIVEN, file=received.name, row=received.not_utf8))
    return "utf-8", faults


def _doubled(received: Received, reading: _Reading) -> list[Fault]:
    """Columns that are read and stand in the file twice."""
    plain = [plain_name(name) for name in reading.header]
    return [
        Fault(
            "The column stands in the file twice.",
            "Nobody can say which one is meant. " + AS_GIVEN,
            file=received.name,
            row=reading.header_row,
            column=reading.header[position],
        )
        for position in reading.found.values()
        if plain.count(plain[position]) > 1 and reading.layout != "lines"
    ]


def _settle_lacking(
    received: Received,
    entry: Format,
    own: Sequence[_Reading],
    others: Sequence[_Reading],
    asked: int | None,
) -> Match:
    """A file that lacks columns of the format that was meant: each is named, with the nearest.

    It comes back as a match with these faults, so that its rows can be read as far as they go.

    Raises
    ------
    InputFaults
        When it is a file of another series, of another year, or has too little of this one.
    """
    if others:
        names = " or ".join(f"{reading.format.id} ({reading.format.name})" for reading in others)
        what = f"This is no file of {entry.id} ({entry.name}); it looks like {names}."
        do = "Load it as what it is, or take the right file."
        raise InputFaults([Fault(what, do, file=received.name)])
    best = max(own, key=lambda reading: (reading.share, reading.usual), default=None)
    if best is None or best.share < HALF:
        raise InputFaults([tell_unknown(received, {entry.id: entry})])
    if best.year is not None:
        unasked = year_of_header(entry, best.header, best.sheet)
        if unasked is not None and unasked != best.year:
            what = f"Its columns are of {unasked}, and {best.year} was asked for."
            do = "Leave --year out, or take the file of that year."
            raise InputFaults([Fault(what, do, file=received.name, row=best.header_row)])
    year = best.year or asked or year_of_name(entry, received.name) or 0
    encoding, faults = _find_encoding(received, best)
    gone = _name_gone(received, best, year)
    faults = [*gone, *faults, *_doubled(received, best)]
    return replace(_as_match(replace(best, year=year), encoding), faults=tuple(faults))


def _name_gone(received: Received, reading: _Reading, year: int) -> list[Fault]:
    """Every column that must be there and is not, with the nearest name that is."""
    entry = reading.format
    read = reading.found.values()
    left = [name for i, name in enumerate(reading.header) if i not in read and name]
    choosing = {*entry.keep, *entry.leave_out}
    faults = []
    for column in reading.lacking:
        known_as = names_of(entry.wanted(column), year or None, entry.spans)
        known_as = [name.replace("{year}", "YYYY") for name in known_as]
        near = nearest(known_as, left)
        do = f"Nearest: {near}." if near else "No column of the file has a name like it."
        do += f" {entry.publisher} may have changed its layout; see {entry.address}"
        what = f"The column is missing ({entry.wanted(column).means})."
        if column in choosing:
            what += " Without it nobody can tell which rows are meant, so none was checked."
        faults.append(Fault(what, do, received.name, reading.header_row, known_as[0]))
    return faults
