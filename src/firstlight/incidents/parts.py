"""Which tables belong together: one part is one download, as a rule one state and year."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.catalogue import Nibrs
from firstlight.incidents.columns import Header, check_needed, find_person_columns, read_header
from firstlight.incidents.unpack import FoundFile

OTHER_NAMES = {"cde_agencies": "agencies"}


@dataclass(frozen=True, slots=True)
class PartFile:
    """One table of a part."""

    found: FoundFile
    header: Header
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """The tables of one download. `name` is its folder or zip, as the person knows it."""

    name: str
    layout: str
    files: Mapping[str, PartFile]


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of what was given, and the files that were not read."""

    parts: tuple[Part, ...]
    unread: tuple[str, ...]


def sort_into_parts(files: Sequence[FoundFile], nibrs: Nibrs, *, given: str) -> Parts:
    """Recognize each table by its name and put together what lies together.

    A list of codes or agencies in a folder below belongs to the part above it, or to every
    part that has none of its own. A file that is no table of a download is not read, but its column
    names are looked at, so that a file about people does not lie unnoticed among the tables.

    Raises
    ------
    InputFaults
        With every column that is about a person (never a value), every table that stands
        twice, every needed column that is missing, or when no table of offenses is there.
    """
    faults: list[Fault] = []
    unread: list[str] = []
    groups: dict[tuple[str, str], dict[str, PartFile]] = {}
    cde: set[tuple[str, str]] = set()
    for file in files:
        try:
            header = read_header(file)
        except InputFaults as error:
            if recognize(file.shown, nibrs) is not None:
                faults.extend(error.faults)
            else:
                unread.append(file.shown)
            continue
        stem = re.sub(r"\.csv(\.gz)?$", "", PurePosixPath(file.shown).name.lower())
        personal = find_person_columns(header, nibrs.layout, nibrs.person_columns, table=stem)
        if personal:
            faults.append(_refuse_person(file.shown, header, personal))
            continue
        seen = recognize(file.shown, nibrs)
        if seen is None:
            unread.append(file.shown)
            continue
        name, affix = seen
        kind = OTHER_NAMES.get(name, name)
        table = nibrs.layout.tables[kind]
        group = (str(PurePosixPath(file.shown).parent), affix)
        faults.extend(check_needed(table, header, file.shown))
        tables = groups.setdefault(group, {})
        if kind in tables:
            what = f"This table is there twice: also as {tables[kind].found.shown}."
            faults.append(Fault(what, "Leave one of them.", file=file.shown))
            continue
        if name == "cde_agencies":
            cde.add(group)
        tables[kind] = PartFile(file, header, header.find(table.columns))
    if faults:
        raise InputFaults(faults)
    return Parts(_make_parts(groups, cde, nibrs, given), tuple(unread))


def recognize(shown: str, nibrs: Nibrs) -> tuple[str, str] | None:
    """The table a file name stands for and what stands around it: `MN-2018_NIBRS_month.csv`."""
    stem = re.sub(r"\.csv(\.gz)?$", "", PurePosixPath(shown).name.lower())
    names = sorted((*nibrs.layout.tables, *OTHER_NAMES), key=len, reverse=True)
    for name in names:
        found = re.fullmatch(rf"(?:(.*)[-_. ])?{name}(?:[-_. ](\d.*|copy))?", stem)
        if found and not re.search(r"nibrs|ref_", found.group(1) or ""):
            return name, "|".join(part or "" for part in found.groups()).strip("|")
    return None


def looks_like_download(given: Path, nibrs: Nibrs) -> bool:
    """Whether a folder, zip or table is to be read as a download: by names, nothing is opened.

    Every folder is, since no other series comes as one. Of a zip one table of NIBRS is enough.
    """
    if given.is_dir():
        return True
    names = [given.name]
    if zipfile.is_zipfile(given):
        try:
            with zipfile.ZipFile(given) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return False
    tables = (recognize(name, nibrs) for name in names if ".csv" in name.lower())
    return any(found is not None and found[0].startswith("nibrs") for found in tables)


def name_person_columns(given: Path, nibrs: Nibrs) -> list[str]:
    """The columns of a plain table that are about single persons, as written; or none.

    Where the first line may be a row of values they are named by their places.
    """
    if not given.is_file() or ".csv" not in given.name.lower():
        return []
    try:
        header = read_header(FoundFile(given, given.name))
    except InputFaults:
        return []
    found = find_person_columns(header, nibrs.layout, nibrs.person_columns, table=given.stem)
    return _name_columns(header, found)


def _make_parts(
    groups: Mapping[tuple[str, str], Mapping[str, PartFile]],
    cde: set[tuple[str, str]],
    nibrs: Nibrs,
    given: str,
) -> tuple[Part, ...]:
    tables = nibrs.layout.tables
    shared = {"agencies", *(name for name, table in tables.items() if table.lookup)}
    mains = [key for key, held in groups.items() if not shared.issuperset(held)]
    filled = {key: dict(groups[key]) for key in mains}
    for key, held in groups.items():
        if key in filled:
            continue
        folder = PurePosixPath(key[0])
        above = [main for main in mains if PurePosixPath(main[0]) in (folder, *folder.parents)]
        deepest = max((len(PurePosixPath(main[0]).parts) for main in above), default=0)
        near = [m for m in above if len(PurePosixPath(m[0]).parts) == deepest]
        for main in near or mains:
            for name, file in held.items():
                filled[main].setdefault(name, file)
    parts = []
    faults = []
    for (where, affix), held in filled.items():
        name = " ".join(word for word in (where if where != "." else "", affix) if word) or given
        if "nibrs_offense" not in held:
            what = "There is no table of offenses (NIBRS_OFFENSE), so nothing can be counted."
            faults.append(Fault(what, "Name the folder or zip of a whole download.", file=name))
            continue
        parts.append(Part(name, _layout_of(held, (where, affix) in cde), held))
    if not parts and not faults:
        what = "No table of an FBI NIBRS download is here."
        do = "Name the folder or zip from the Crime Data Explorer, with NIBRS_OFFENSE in it."
        faults = [Fault(what, do, file=given)]
    if faults:
        raise InputFaults(faults)
    return tuple(sorted(parts, key=lambda part: part.name))


def _layout_of(held: Mapping[str, PartFile], has_cde_agencies: bool) -> str:
    offenses = held["nibrs_offense"].header
    if offenses.has("offense_code"):
        return "from_2021"
    old = has_cde_agencies or not offenses.has("data_year")
    return "cde_agencies" if old else "type_ids"


def _name_columns(header: Header, columns: Sequence[str]) -> list[str]:
    if all(re.fullmatch(r"[A-Za-z][\w .#/-]{0,39}", name.strip()) for name in header.names):
        return [name.strip() for name in columns]
    return [f"column {header.names.index(name) + 1}" for name in columns]


def _refuse_person(shown: str, header: Header, columns: Sequence[str]) -> Fault:
    """Name the columns that are about people, never a value.

    Where the first line may be a row of values (a field begins with a digit), columns are
    named by their places.
    """
    named = ", ".join(_name_columns(header, columns))
    return Fault(
        f"It has columns about single people or cases: {named}.",
        "An export of case files is not read here, and nothing of it was kept. Name the "
        "download of the Crime Data Explorer, or leave these columns out.",
        file=shown,
    )
