"""Invented files in a publisher's own layout, made from the catalogue's description of it.

Codes of places are real ones, since a loader knows them; every value is made up so that the whole
lies where the known totals are. `MadeFile` can be changed before it is written as text, JSON or a
workbook.
"""

from __future__ import annotations

import csv
import io
import json
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.formats import Format, Identity, fill_year, read_formats
from firstlight.pack import open_pack
from firstlight.refresh.placing import codes_of

FORMATS = read_formats(catalogue_folder())
PACK = open_pack(read_catalogue())
COUNTIES = tuple(PACK.table("census_gazetteer_2024", "counties").columns["fips"])
NAMED = dict(
    zip(
        COUNTIES,
        zip(
            PACK.table("census_gazetteer_2024", "counties").columns["county_name"],
            PACK.table("census_gazetteer_2024", "counties").columns["state_abbr"],
            strict=True,
        ),
        strict=True,
    )
)
STATES_ONLY = (  # these leave Puerto Rico out
    *("census_pep", "cdc_svi", "census_cbp", "irs_inflow", "irs_outflow"),
)
# What a file is called where its name says the year.
CALLED = {
    "bls_laus": "laucnty{yy}",
    "census_cbp": "cbp{yy}co",
    "census_pep": "co-est{year}-alldata",
    "cdc_svi": "SVI_{year}_US_county",
    "irs_inflow": "countyinflow{before_yy}{yy}",
    "irs_outflow": "countyoutflow{before_yy}{yy}",
    "usda_atlas": "jobs_to_{year}",
    "usda_rucc": "Ruralurbancontinuumcodes{year}",
    "hud_pit": "2007-{year}-PIT-Counts-by-CoC",
    "edfacts_homeless": "SY{yy}{second_yy}_FS118_DG655_LEA",
    "census_gazetteer": "{year}_Gaz_counties_national",
    "dhs_lpr": "yearbook_lawful_permanent_residents_fy{year}",
    "state_visas": "FY{yy}NIVDetailTable",
}
STATES = tuple(PACK.catalogue.states.names[code] for code in PACK.catalogue.states.in_the_nation)
DELIMITER = {"csv": ",", "pipe": "|", "tab": "\t"}


@dataclass
class MadeFile:
    """A header and rows. `columns` are the format's own names; `header` what is written."""

    format: Format
    year: int
    columns: list[str]
    header: list[str]
    rows: list[list[str]]
    name: str
    above: list[list[str]] = field(default_factory=list)

    def at(self, column: str) -> int:
        """Where a column of the format stands."""
        return self.columns.index(column)

    def reverse(self) -> None:
        """Turn the columns' order around."""
        self.columns.reverse()
        self.header.reverse()
        for row in self.rows:
            row.reverse()

    def add(self, name: str, value: str) -> None:
        """Add a column that nobody knows, in front."""
        self.columns.insert(0, "")
        self.header.insert(0, name)
        for row in self.rows:
            row.insert(0, value)

    def drop(self, column: str) -> None:
        """Take a column away."""
        position = self.at(column)
        del self.columns[position], self.header[position]
        for row in self.rows:
            del row[position]

    def rename(self, column: str, name: str) -> None:
        """Give a column another name."""
        self.header[self.at(column)] = name

    def scale(self, times: int) -> None:
        """Multiply every number that was counted or estimated."""
        for wanted in self.format.columns:
            if wanted.kind in ("count", "number") and wanted.column in self.columns:
                if wanted.most is not None:
                    continue  # a share stays what it is
                for row in self.rows:
                    row[self.at(wanted.column)] = str(times * int(row[self.at(wanted.column)]))

    def text(self, delimiter: str = "") -> str:
        """The file as separated text."""
        delimiter = delimiter or self.delimiter
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerows([*self.above, self.header, *self.rows])
        return out.getvalue()

    def write(self, folder: Path) -> Path:
        """Write it as its publisher would: text, or a workbook where there is no text form."""
        return self.write_text(folder) if self.delimiter else self.write_workbook(folder)

    @property
    def delimiter(self) -> str:
        """What the publisher puts between columns, commas first; nothing where it has no text."""
        usual = (DELIMITER[own] for own in DELIMITER if own in self.format.layouts)
        return next(usual, "")

    def write_text(self, folder: Path, delimiter: str = "", encoding: str = "utf-8") -> Path:
        delimiter = delimiter or self.delimiter
        file = folder / f"{self.name}.csv"
        file.write_bytes(self.text(delimiter).encode(encoding))
        return file

    def write_json(self, folder: Path) -> Path:
        file = folder / f"{self.name}.json"
        file.write_text(json.dumps([self.header, *self.rows]), encoding="utf-8")
        return file

    def write_workbook(self, folder: Path, sheet: str = "Sheet1") -> Path:
        file = folder / f"{self.name}.xlsx"
        write_xlsx(file, {sheet: [*self.above, self.header, *self.rows]})
        return file


def make_file(series: str, year: int = 2023, places: int | None = None) -> MadeFile:
    """A whole invented file of a series and year, as many places as the publisher has."""
    entry = FORMATS[series]
    columns = [w.column for w in entry.columns]
    header = [fill_year(name, year, entry.spans) for name in columns]
    codes = _codes(entry, year)[:places]
    rows = [_row(entry, year, code, number, len(codes)) for number, code in enumerate(codes)]
    called = CALLED.get(series)
    if called is None and entry.year_in_name:
        called = f"ACSDT5Y{{year}}_{series}" if series.startswith("acs") else "x_FY{year}"
    name = fill_year(called, year) if called else series
    return MadeFile(entry, year, columns, header, rows, name)


def _codes(entry: Format, year: int) -> list[str]:
    if entry.place_is == "coc":
        coc = PACK.table("hud_pit_2018", "coc_counts")
        return [c for c in dict.fromkeys(coc.columns["coc"]) if len(c) == 6][:390]
    if entry.place_is == "school district":
        return [f"{code[:2]}{number:05d}" for number, code in enumerate(COUNTIES * 4, 1)]
    if entry.place_is == "state":
        return [*STATES, "Puerto Rico"]
    if entry.place_is == "nation":
        return [next(iter(entry.keep.values()))[0]]
    if entry.place_is == "port":
        return [f"{n:04d}" for n in range(101, 217)]
    if entry.place_is == "agency":
        return list(dict.fromkeys(PACK.table("fbi_ht_2020", "offenses").columns["ORI"]))[:60]
    if entry.rollup is not None:
        return [c for c in COUNTIES if c[:2] != "72"][:200]
    codes = [c for c in COUNTIES if entry.id not in STATES_ONLY or c[:2] != "72"]
    if year >= 2022:
        return codes
    of_then = codes_of(year, COUNTIES, PACK.catalogue.fips_changes)
    return sorted(c for c in of_then if entry.id not in STATES_ONLY or c[:2] != "72")


def _row(entry: Format, year: int, code: str, number: int, of: int) -> list[str]:
    cells = {}
    for wanted in entry.columns:
        total = next(
            (t for t in entry.totals if t.column == wanted.column and _is_of(entry, t.where)), None
        )
        value = f"{year}" if wanted.column == entry.year_column else "0"
        if wanted.kind in ("count", "number"):
            # neighbors differ by one, so that they share no divisor
            base = round(total.known / of) if total else 100
            # a share is small
            value = str(base + number % 2 if wanted.most is None else number % 2)
        elif wanted.kind == "margin":
            value = "10"
        elif wanted.kind == "date":
            month = 1 + number % 12 if entry.every_month else 3
            value = f"{year}-{month:02d}-{1 + number % 28:02d}"
            if entry.whole_year:  # October to September
                month = (number + 9) % 12 + 1
                value = f"{year - (month > 9)}-{month:02d}-{1 + number % 28:02d}"
        elif wanted.kind == "text":
            value = "invented"
        cells[wanted.column] = value
    for column, values in {**entry.keep, **entry.holds}.items():
        cells[column] = values[0].replace("*", "")
    for total in entry.totals:
        if total.each_year:
            cells.update(total.where)
            cells[total.column] = str(round(total.known / of) + number % 2)
    for rule_of in entry.identities:
        _make_hold(rule_of, cells)
    if entry.rollup is not None:
        cells[entry.rollup.case_id] = f"C-{number:06d}"
        for column in entry.rollup.by:
            cells[column] = "111998" if number % 2 else "561730"
    for rule in reversed(entry.places):
        cells.update(zip(rule.columns, _key(rule.by, code), strict=True))
    return [cells[w.column] for w in entry.columns]


def _make_hold(rule: Identity, cells: dict[str, str]) -> None:
    """Let what follows from other columns follow: a share as such, a sum by its first part."""
    if rule.of:
        cells[rule.column] = f"{100 * int(cells[rule.parts[0]]) / int(cells[rule.of]):.1f}"
        return
    rest = sum(int(cells[part]) for part in rule.parts[1:])
    cells[rule.parts[0]] = str(int(cells[rule.column]) - rest)


def _is_of(entry: Format, where: Mapping[str, str]) -> bool:
    """Whether a total is of the rows that are made here: of all, or of the first kind kept."""
    return all(entry.keep.get(column, ("",))[0] == value for column, value in where.items())


def _key(by: str, code: str) -> tuple[str, ...]:
    if by == "state_county":
        return code[:2], code[2:]
    if by == "geo_id":
        return (f"0500000US{code}",)
    if by == "county_name":
        return NAMED[code]
    if by == "zip":
        return (zip_of(code),)
    return (code,)


def zip_of(code: str) -> str:
    """A ZIP code that lies in this county alone, or one that is on no list."""
    return _SINGLE.get(code, "00000")


def _single_zips() -> dict[str, str]:
    table = PACK.table("hud_zip_2018", "zips")
    counties: dict[str, set[str]] = {}
    for zip_code, fips in zip(table.columns["zip"], table.columns["stcountyfp"], strict=True):
        counties.setdefault(zip_code, set()).add(fips)
    return {next(iter(found)): z for z, found in counties.items() if len(found) == 1}


_SINGLE = _single_zips()
SEVERAL_ZIP = "77583"  # Rosharon, Texas: Brazoria and Fort Bend on the list of 2018


def write_xlsx(file: Path, sheets: dict[str, list[list[str]]]) -> None:
    """A small workbook by hand: numbers as numbers, all else as text."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    names = list(sheets)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
            for n, _ in enumerate(names, 1)
        )
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
            f'ContentType="{kind}.sheet.main+xml"/>{parts}</Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>'
            for n, name in enumerate(names, 1)
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="rId{n}" Type="{office}/worksheet" '
            f'Target="worksheets/sheet{n}.xml"/>'
            for n, _ in enumerate(names, 1)
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        )
        for number, rows in enumerate(sheets.values(), 1):
            book.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(main, rows))


def _sheet(main: str, rows: list[list[str]]) -> str:
    lines = []
    for at, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{_letters(n)}{at}"><v>{value}</v></c>'
            if value.lstrip("-").isdigit() and not value.startswith("0")
            else f'<c r="{_letters(n)}{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for n, value in enumerate(row)
            if value
        )
        lines.append(f'<row r="{at}">{cells}</row>')
    return f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def write_xlsb(file: Path, sheets: dict[str, list[list[str]]]) -> None:
    """A small binary workbook by hand, as HUD gives its counts ([MS-XLSB], records of 2.4)."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(sheets) + 1)
    listed = b"".join(
        _record(156, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name))
        for n, name in zip(numbers, sheets, strict=True)
    )
    book = _record(131) + _record(143) + listed + _record(144) + _record(132)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in numbers
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        )
        out.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        )
        out.writestr("xl/workbook.bin", book)
        out.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        )
        for n, rows in zip(numbers, sheets.values(), strict=True):
            out.writestr(f"xl/worksheets/sheet{n}.bin", _binary_sheet(rows))


def _binary_sheet(rows: list[list[str]]) -> bytes:
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    parts = [_record(129), _record(148, size), _record(145)]
    for at, row in enumerate(rows):
        parts.append(_record(0, struct.pack("<IIHHBI", at, 0, 300, 0, 0, 0)))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if value.isdigit():
                parts.append(_record(5, place + struct.pack("<d", float(value))))
            elif value:
                parts.append(_record(6, place + _wide(value)))
    return b"".join([*parts, _record(146), _record(130)])


def _record(kind: int, body: bytes = b"") -> bytes:
    """A record: its kind and length in groups of seven bits, then what it holds."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    length, sizes = len(body), b""
    while True:
        sizes += bytes([length & 127 | (128 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + sizes + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")
