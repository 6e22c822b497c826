"""A table that somebody brings as CSV: read whole, with every fault at once.

Robust on layout: columns in any order, columns nobody asked for, packed with gzip or not,
a byte order mark, an older Windows encoding, codes of counties that lost their leading zero.
Strict on content: nothing is guessed.
"""

from __future__ import annotations

import csv
import difflib
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np

from firstlight.base.errors import Fault, InputFaults
from firstlight.base.provenance import write_rows
from firstlight.composite.standardize import Numbers

ONE_BY_ONE = 20  # faults of one column that are told row by row; the rest as a list of rows
LARGEST = 512 * 2**20  # bytes of a file once unpacked; a county file has two million
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


@dataclass(frozen=True, slots=True)
class ReceivedTable:
    """The text of a table. `names` are its columns as found, `rows` hold one text a column.

    `row_numbers` count as a spreadsheet does: the header is row 1.
    """

    file: str
    sha256: str
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]

    def find(self, name: str) -> list[int]:
        """Where columns of this name stand, spaces around it and case aside."""
        return [i for i, own in enumerate(self.names) if own.upper() == name.upper()]


def read_table(data: bytes, *, file: str) -> ReceivedTable:
    """Read bytes as a table.

    Raises
    ------
    InputFaults
        When they are no CSV, cannot be unpacked, have no rows, or rows of other lengths
        than the header.
    """
    text = _decode(_unpack(data, file), file)
    records = [
        (number, record)
        for number, record in enumerate(_parse(text, file), start=1)
        if any(cell.strip() for cell in record)
    ]
    if not records:
        raise InputFaults([Fault("The file is empty.", "Give the whole file.", file=file)])
    header = records[0][1]
    if len(header) == 1:
        for sign, words in DELIMITERS.items():
            if header[0].count(sign) > 1:
                what = f"Its columns are parted by {words}, not by commas."
                raise InputFaults([Fault(what, "Save it as CSV with commas.", file=file, row=1)])
        what = "This is not a CSV table: its first line has one column only."
        raise InputFaults([Fault(what, "Give the publisher's CSV file.", file=file, row=1)])
    width = len(header)
    odd = [number for number, record in records[1:] if len(record) != width]
    if odd:
        what = f"{len(odd):,} rows do not have the {width} columns of the header: {_list(odd)}."
        do = "Mend the quotes or commas there."
        raise InputFaults([Fault(what, do, file=file, row=odd[0])])
    if len(records) < 2:
        raise InputFaults([Fault("There is no row below the header.", "Give the file.", file=file)])
    return ReceivedTable(
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        names=tuple(" ".join(name.split()) for name in header),
        rows=tuple(tuple(record) for _, record in records[1:]),
        row_numbers=tuple(number for number, _ in records[1:]),
    )


def _unpack(data: bytes, file: str) -> bytes:
    if data[:2] == b"\x1f\x8b":
        try:
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(LARGEST + 1)
        except (OSError, EOFError, zlib.error):
            fault = Fault("It is packed and cannot be unpacked.", "Download it again.", file=file)
            raise InputFaults([fault]) from None
    if len(data) > LARGEST:
        fault = Fault("It is far larger than a county table.", "Give the county file.", file=file)
        raise InputFaults([fault])
    kinds = {b"PK\x03\x04": "a spreadsheet or packed folder", b"%PDF": "a PDF",
             b"\xd0\xcf\x11\xe0": "an old spreadsheet", b"PAR1": "a parquet table"}  # fmt: skip
    for begin, words in kinds.items():
        if data.startswith(begin):
            do = "Save the table in it as CSV, or give the publisher's CSV file."
            raise InputFaults([Fault(f"This is {words}, not CSV.", do, file=file)])
    return data


def _decode(data: bytes, file: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            data = b"\x00"
    if b"\x00" in data:
        raise InputFaults([Fault("This is not text.", "Give the publisher's CSV.", file=file)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _parse(text: str, file: str) -> list[list[str]]:
    start = text.lstrip()[:1]
    if start in ("{", "[", "<"):
        raise InputFaults([Fault("This is not a CSV table.", "Give the CSV file.", file=file)])
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        fault = Fault("Its quotes do not close: this is no CSV.", "Mend the file.", file=file)
        raise InputFaults([fault]) from None


def find_columns(
    table: ReceivedTable, wanted: Sequence[str], faults: list[Fault]
) -> dict[str, int]:
    """Where each wanted column stands; what is missing or doubled becomes a fault.

    A missing column is told with the nearest name there is.
    """
    found: dict[str, int] = {}
    for name in dict.fromkeys(wanted):
        places = table.find(name)
        if len(places) == 1:
            found[name] = places[0]
        elif places:
            what = f"The column {name} stands {len(places)} times."
            faults.append(Fault(what, "Leave one.", file=table.file, row=1, column=name))
        else:
            near = difflib.get_close_matches(name.upper(), [n.upper() for n in table.names], n=1)
            what = f"There is no column {name}."
            do = f"Nearest: {near[0]}." if near else "Give the file that has it."
            faults.append(Fault(what, do, file=table.file, row=1, column=name))
    return found


def read_numbers(
    table: ReceivedTable, name: str, place: int, *, no_data: str, faults: list[Fault],
    blanks: dict[str, list[int]], least: float | None = None, most: float | None = None,
) -> Numbers:  # fmt: skip
    """A column as numbers, NaN where there is no data.

    The publisher's code for no data (however it is written: -999, -999.0) and an empty
    cell have none; empty cells are noted in `blanks`, since they are not the publisher's
    way. Text, and numbers below `least` or above `most`, become faults with their rows.
    """
    code = float(no_data)
    values = np.full(len(table.rows), np.nan)
    wrong: dict[str, list[int]] = {}
    for index, record in enumerate(table.rows):
        text = record[place].strip()
        if not text:
            blanks.setdefault(name, []).append(table.row_numbers[index])
            continue
        bare = text.replace(",", "") if THOUSANDS.fullmatch(text) else text
        number = float(bare) if NUMBER.fullmatch(bare) else float("nan")
        if not np.isfinite(number):
            what = f"This is not a number; where there is no data, {no_data} is written."
        elif number == code:
            continue
        elif least is not None and number < least:
            what = f"The number is below {least:g}."
        elif most is not None and number > most:
            what = f"The number is above {most:g}."
        else:
            values[index] = number
            continue
        wrong.setdefault(what, []).append(table.row_numbers[index])
    for what, rows in wrong.items():
        add_row_faults(faults, table.file, name, what, "Mend the cell, or give the file again.",
                       rows)  # fmt: skip
    return values


def add_row_faults(
    faults: list[Fault], file: str, column: str, what: str, do: str, rows: Sequence[int]
) -> None:
    """One fault a row; beyond the first twenty, one that lists all other rows."""
    for row in rows[:ONE_BY_ONE]:
        faults.append(Fault(what, do, file=file, row=row, column=column))
    rest = rows[ONE_BY_ONE:]
    if rest:
        more = f"{what} The same in {len(rest):,} more rows: {_list(rest)}."
        faults.append(Fault(more, do, file=file, column=column))


def read_counties(
    table: ReceivedTable,
    columns: Sequence[str],
    faults: list[Fault],
    *,
    in_state: Mapping[str, int],
) -> tuple[str, ...]:
    """The county of each row as five characters, from the first of `columns` that is there.

    A lost leading zero is put back. Rows of tracts or states, a county twice, and a file
    that holds the counties of one state only are faults.

    Parameters
    ----------
    in_state
        How many counties each state has, by its two digits.
    """
    name = next((column for column in columns if table.find(column)), columns[0])
    found = find_columns(table, [name], faults)
    if not found:
        return ()
    codes: list[str] = []
    kinds: dict[str, list[int]] = {}
    for number, record in zip(table.row_numbers, table.rows, strict=True):
        text = re.sub(r'^="?|"$', "", record[found[name]].strip()).strip("'\"").strip()
        text = re.sub(r"\.0+$", "", text)
        codes.append(text.zfill(5))
        if not text.isascii() or not text.isdigit():
            kinds.setdefault("This is no county code.", []).append(number)
        elif len(text) > 5:
            kinds.setdefault("This is no county: the code has more than five digits, as a tract "
                             "has.", []).append(number)  # fmt: skip
        elif len(text) < 4:
            kinds.setdefault("This is no county: the code has fewer than four digits, as a state "
                             "has.", []).append(number)  # fmt: skip
    for what, rows in kinds.items():
        do = "Give the county file of the whole nation."
        if len(rows) == len(codes):
            faults.append(Fault(f"{what} So it is in every row.", do, table.file, column=name))
        else:
            add_row_faults(faults, table.file, name, what, do, rows)
    if not kinds:
        _find_doubles(table, name, codes, faults)
        _find_one_state(table, name, codes, faults, in_state)
    return tuple(codes)


def check_counties(
    table: ReceivedTable,
    codes: Sequence[str],
    faults: list[Fault],
    *,
    known: Set[str],
    at_least: int,
) -> tuple[str, ...]:
    """What is odd about the rows as counties, to be told beside the ranks.

    A code of no state is a fault. A code that no county of that year had, and a file of
    fewer counties than the publisher's, are worked with and told: ranks are of the rows given.

    Parameters
    ----------
    known
        The counties there were; nothing where any code is taken.
    at_least
        The fewest counties that the publisher's file has; 0 where any number is taken.
    """
    if not codes:
        return ()
    states = {code[:2] for code in known}
    placed = list(zip(table.row_numbers, codes, strict=True))
    rows = [n for n, code in placed if code[:2] not in states]
    if known and rows:
        what = "This is the code of no county."
        do = "Give the file as the publisher gives it."
        add_row_faults(faults, table.file, "", what, do, rows)
    told = []
    unknown = sum(code not in known and code[:2] in states for code in codes)
    if known and unknown:
        rows_have = "row has" if unknown == 1 else "rows have"
        told.append(f"{unknown:,} {rows_have} a code of no county of that year, ranked as given.")
    if len(codes) < at_least:
        told.append(
            f"The file has {len(codes):,} counties, and the publisher's has at least "
            f"{at_least:,}. It may be cut off, or be a part; ranks are among the rows given."
        )
    return tuple(told)


def _find_doubles(
    table: ReceivedTable, name: str, codes: Sequence[str], faults: list[Fault]
) -> None:
    first: dict[str, int] = {}
    for number, code in zip(table.row_numbers, codes, strict=True):
        if code in first:
            what = f"The county {code} stands in row {first[code]} already."
            faults.append(Fault(what, "Leave one.", file=table.file, row=number, column=name))
        first.setdefault(code, number)


def _find_one_state(
    table: ReceivedTable,
    name: str,
    codes: Sequence[str],
    faults: list[Fault],
    in_state: Mapping[str, int],
) -> None:
    """The publisher's file of one state ranks within it; nearly all its counties are there."""
    states = {code[:2] for code in codes}
    if len(states) != 1:
        return
    (state,) = states
    expected = in_state.get(state, 0)
    if expected > 2 and len(codes) >= 0.9 * expected:
        what = "It holds the counties of one state only, and ranks there are within the state."
        do = "Give the county file of the whole nation."
        faults.append(Fault(what, do, file=table.file, column=name))


def _list(rows: Sequence[int]) -> str:
    return write_rows(rows)
