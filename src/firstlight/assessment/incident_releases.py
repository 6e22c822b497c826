"""An incident download kept on this computer: protected counts as text, and read back.

One table holds everything, a line for each fact, so that what is kept can be read by eye. No
line is about a person, and no exact count is among them.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from firstlight.assessment.incident_shapes import IncidentFiles
from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Fault, InputFaults, PackDamaged
from firstlight.catalogue.entries import Source, Table, Use
from firstlight.incidents import (
    INCIDENT_DATES,
    MONTH_TABLE,
    MONTHS_UNKNOWN,
    Agency,
    CountTable,
    Key,
    ReadFile,
    Zero,
)
from firstlight.pack import Pack, PackTable
from firstlight.refresh import APART, COUNTS, Kept, Loaded, Releases, find_apart, keep_apart

MONTHS = 12  # of a year
LAID_OUT = {"laid out": "protected counts by county, second layout"}
COLUMNS = {
    "part": "what the line is: about, table, cell, total, agency, file, note or zero",
    "name": "of which table, agency, file or code",
    "key": "which cell of the table, or which of the facts",
    "value": "the count, nothing where it is hidden or missing; or the fact",
    "status": "what the cell is",
    "why": "why it has no number, or why it cannot be other than zero",
}
DEFECTS = (
    "An incident download holds only the agencies that send incidents, in the months that they "
    "sent.",
    "A code says what was coded by the person who coded it. It is not a finding of what happened.",
    "Only protected counts are kept of it. The download itself is not.",
)


def describe_kept(
    files: IncidentFiles, *, releases: Releases, today: datetime.date
) -> tuple[Loaded, list[dict[str, str]]]:
    """A download as a release of its state and year, and the lines that would be kept.

    Nothing is written.

    Raises
    ------
    InputFaults
        When it is of several years: each is a release of its own.
    """
    if len(files.years) != 1:
        years = ", ".join(str(year) for year in files.years)
        what = f"The incident download is of several years: {years}."
        raise InputFaults([Fault(what, "Load each year by itself.", file=files.given)])
    (year,) = files.years
    series = f"{APART}{files.state.lower()}"
    digest = hash_download(files)
    same = releases.find_same(series, digest)
    release = same.release if same else releases.name_for(series, f"{year}")
    lines = list(_write(files))
    loaded = Loaded(
        series=series,
        release=release,
        year=year,
        replaces="",
        loaded_on=today,
        received_file=files.given,
        received_sha256=digest,
        received_rows=len(lines),
        used_rows=len(lines),
        kept_rows=len(lines),
        first_day="",
        last_day="",
        left_out={},
        notes=tuple(say_reporting(files)),
        names=LAID_OUT,
        seen_live="no",
        source=_describe(files, series, release, today),
    )
    return loaded, lines


def keep_incident_files(
    files: IncidentFiles, *, releases: Releases, today: datetime.date, use: bool | None = None
) -> Kept:
    """Keep a download's protected counts; a second one of its state and year replaces it whole.

    Raises
    ------
    InputFaults
        When it is of several years, or the folder cannot be written.
    """
    loaded, lines = describe_kept(files, releases=releases, today=today)
    return keep_apart(loaded, lines, releases=releases, use=use)


def say_reporting(files: IncidentFiles) -> Iterator[str]:
    """Who is in the download and what it lacks, in sentences: agencies, months, tables."""
    months = sum(len(agency.months) for agency in files.reporters if agency.listed)
    counties = {county for agency in files.reporters for county in agency.counties}
    several = sum(len(agency.counties) > 1 for agency in files.reporters)
    within = f" in {len(counties):,} counties" if counties else ", none with a county"
    listed = f"Agencies in this download: {files.agencies:,}{within}."
    by_dates = files.months_from == INCIDENT_DATES
    if files.agencies_reporting is None:
        yield f"{listed} In which months they reported is not known."
    else:
        heard = "With an incident" if by_dates else "With a month reported"
        yield f"{listed} {heard}: {files.agencies_reporting:,}."
    if files.agencies and files.agencies_reporting is not None:
        what = "Months with an incident" if by_dates else "Months reported"
        yield f"{what}: {months:,} of {MONTHS * len(files.years) * files.agencies:,}."
    for table in files.lacks:
        head = f"There is no table {table.upper()}."
        yield next((note for note in files.notes if note.startswith(head)), head)
    if several:
        yield f"Agencies that serve several counties, each counted once: {several:,}."


def hash_download(files: IncidentFiles) -> str:
    """The hash of the one file that was given, or over the names and hashes of all its files."""
    hashes = sorted({(file.hash_of, file.sha256) for file in files.files})
    if len(hashes) == 1:
        return hashes[0][1]
    listed = "".join(f"{sha256}  {name}\n" for name, sha256 in hashes)
    return hashlib.sha256(listed.encode()).hexdigest()


def _describe(files: IncidentFiles, series: str, release: str, today: datetime.date) -> Source:
    return Source(
        id=f"loaded_{series}_{release.replace('.', '_')}",
        publisher="FBI, Crime Data Explorer",
        title=f"NIBRS incident files of {files.state}, protected counts",
        short=f"FBI, NIBRS incident files, {files.state}",
        release=f"{files.given}, loaded {today.isoformat()}",
        address="",
        licence="public, de-identified",
        received_from="the person who loaded it on this computer",
        received_on=today,
        altered_before_receipt="as given; the hash is of the zip, or of the files of the folder",
        geography="agencies of one state that send incidents",
        vintage=files.years[0],
        period=f"{files.years[0]}",
        hide_up_to=10,
        tables={
            COUNTS: Table(
                file=files.given,
                columns=COLUMNS,
                place="name",
                place_is="table, agency or file",
                no_sum="protected counts; hidden ones leave no sum",
            )
        },
        defects=DEFECTS,
        also_used_for=(
            Use("what agencies recorded in incident files, beside what providers saw", 2),
            Use("offenses around trafficking, as counted in incident files", 4),
        ),
    )


def _write(files: IncidentFiles) -> Iterator[dict[str, str]]:
    def line(part: str, name: str = "", key: object = "", value: str = "") -> dict[str, str]:
        text = key if isinstance(key, str) else json.dumps(key, ensure_ascii=False)
        return {"part": part, "name": name, "key": text, "value": value, "status": "", "why": ""}

    def cell(part: str, name: str, key: object, found: Cell) -> dict[str, str]:
        value = "" if found.value is None else f"{int(found.value)}"
        made = line(part, name, key, value)
        return {**made, "status": found.status.value, "why": found.why}

    yield line("about", "state", value=files.state)
    yield line("about", "given", value=files.given)
    for year in files.years:
        yield line("about", "year", value=f"{year}")
    yield line("about", "months from", value=files.months_from)
    for lacked in files.lacks:
        yield line("about", "lacks", value=lacked)
    for table in files.tables.values():
        yield line("table", table.id, list(table.dimensions), table.unit)
        for key, found in table.cells.items():
            yield cell("cell", table.id, list(key), found)
        if table.total is not None:
            yield cell("total", table.id, "", table.total)
    for agency in files.reporters:
        for name in ("name", "kind", "state", "started"):
            yield line("agency", agency.id, name, getattr(agency, name))
        for county in agency.counties:
            yield line("agency", agency.id, "county", county)
        if agency.population is not None:
            yield line("agency", agency.id, "population", f"{agency.population}")
        months = " ".join(f"{year}-{month:02d}" for year, month in agency.months)
        yield line("agency", agency.id, "months", months)
        yield line("agency", agency.id, "listed", "yes" if agency.listed else "no")
    for file in files.files:  # without its number of rows, which would be an exact count
        yield line("file", file.file, [file.table, file.hash_of], file.sha256)
    for note in files.notes:
        yield line("note", value=note)
    for zero in files.zeros.values():
        yield line("zero", zero.code, zero.kind, json.dumps(zero.means, ensure_ascii=False))


def read_kept_incidents(pack: Pack, in_use: Mapping[str, Loaded]) -> dict[str, IncidentFiles]:
    """The downloads that are kept and in use, by state.

    Raises
    ------
    PackDamaged
        When one of them is not whole.
    """
    found = {}
    for name, loaded in find_apart(in_use).items():
        table = pack.table(loaded.source.id, COUNTS)
        try:
            files = _read(table, loaded.source.id)
        except (ValueError, KeyError, TypeError, IndexError):
            what = f"The loaded release {loaded.release} of {name} is damaged or was altered."
            do = f"Run `firstlight sources use {name} shipped`, or load its file again."
            raise PackDamaged([Fault(what, do, file=f"{name}/{loaded.release}")]) from None
        found[files.state] = files
    return found


def _read(table: PackTable, source_id: str) -> IncidentFiles:
    columns = [table.columns[name] for name in COLUMNS]
    about: dict[str, list[str]] = {}
    shapes: dict[str, tuple[str, tuple[str, ...]]] = {}
    cells: dict[str, dict[Key, Cell]] = {}
    totals: dict[str, Cell] = {}
    agencies: dict[str, dict[str, list[str]]] = {}
    files, notes, zeros = [], [], {}
    for part, name, key, value, status, why in zip(*columns, strict=True):
        if part == "about":
            about.setdefault(name, []).append(value)
        elif part == "table":
            shapes[name] = (value, tuple(json.loads(key)))
            cells[name] = {}
        elif part in ("cell", "total"):
            read = Cell(float(value) if value else None, Status(status), why=why)
            if part == "total":
                totals[name] = read
            else:
                cells[name][tuple(json.loads(key))] = read
        elif part == "agency":
            agencies.setdefault(name, {}).setdefault(key, []).append(value)
        elif part == "file":
            kind, hash_of = json.loads(key)
            files.append(ReadFile(name, kind, None, value, hash_of))
        elif part == "note":
            notes.append(value)
        elif part == "zero":
            zeros[name] = Zero(name, key, tuple(json.loads(value)))
    return IncidentFiles(
        given=about["given"][0],
        state=about["state"][0],
        years=tuple(int(year) for year in about["year"]),
        reporters=tuple(_read_agency(name, facts) for name, facts in agencies.items()),
        tables={
            name: CountTable(name, unit, dimensions, cells[name], totals.get(name))
            for name, (unit, dimensions) in shapes.items()
        },
        files=tuple(files),
        notes=tuple(notes),
        zeros=zeros,
        source_id=source_id,
        months_from=about.get("months from", [_guess_months(files)])[0],
        lacks=tuple(about.get("lacks", ())),
    )


def _guess_months(files: Sequence[ReadFile]) -> str:
    """What told the months in a download that was kept before that was written down."""
    tables = {file.table for file in files}
    if "nibrs_month" in tables:
        return MONTH_TABLE
    return INCIDENT_DATES if "nibrs_incident" in tables else MONTHS_UNKNOWN


def _read_agency(name: str, facts: Mapping[str, list[str]]) -> Agency:
    months = [month.split("-") for month in facts["months"][0].split()]
    return Agency(
        id=name,
        name=facts["name"][0],
        kind=facts["kind"][0],
        state=facts["state"][0],
        counties=tuple(facts.get("county", ())),
        population=int(facts["population"][0]) if "population" in facts else None,
        months=tuple((int(year), int(month)) for year, month in months),
        started=facts["started"][0],
        listed=facts["listed"][0] == "yes",
    )
