"""A download read as counts: part by part, so that memory is bounded by the largest."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue import Catalogue
from firstlight.catalogue.catalogue import Nibrs
from firstlight.incidents.agencies import Reporters, read_reporters, split_counties
from firstlight.incidents.by_county import add_counties, find_heard
from firstlight.incidents.count import Counts, count_part, missing_tables
from firstlight.incidents.load import Loaded, load_part
from firstlight.incidents.notes import tell_months, write_notes
from firstlight.incidents.parts import Part, Parts, sort_into_parts
from firstlight.incidents.shapes import (
    INCIDENT_DATES,
    MONTH_TABLE,
    MONTHS_UNKNOWN,
    Agency,
    IncidentSummary,
    ReadFile,
)
from firstlight.incidents.tables import Builder
from firstlight.incidents.unpack import find_files, make_scratch
from firstlight.incidents.zeros import tell_zero
from firstlight.pack import stream_text

ROWS_OF = {
    "nibrs_incident": "inc",
    "nibrs_offense": "off",
    "nibrs_victim": "vic",
    "nibrs_victim_offense": "vo",
    "nibrs_arrestee": "arr",
    "nibrs_arrestee_groupb": "arr_groupb",
}
HASH_PIECE = 1 << 20


@dataclass(slots=True)
class _Read:
    """One part, read."""

    part: Part
    loaded: Loaded
    counts: Counts
    reporters: Reporters


def summarise_incidents(
    given: Path, *, catalogue: Catalogue, memory_mb: int | None = None
) -> IncidentSummary:
    """Read an FBI NIBRS download as counts. No row is kept, in memory or on disk.

    Parameters
    ----------
    given
        A folder or zip: one state and year, or several side by side.
    memory_mb
        What the engine may use; the catalogue's bound where it is not given.

    Raises
    ------
    InputFaults
        With every fault: no table of offenses, a file about people (its columns named, never
        a value), a zip that cannot be opened safely, rows that are no table, tables that are
        not of one download, or the same agency and month in two downloads.
    """
    nibrs = catalogue.nibrs
    with make_scratch() as scratch, ThreadPoolExecutor(max_workers=1) as hashing:
        parts = sort_into_parts(find_files(given, scratch, nibrs.rules), nibrs, given=given.name)
        files = {f.found.path: f for part in parts.parts for f in part.files.values()}
        sources = {f.found.held_in or path for path, f in files.items()}
        hashes = {path: hashing.submit(_hash, path) for path in sorted(sources)}
        read: list[_Read] = []
        faults: list[Fault] = []
        for part in parts.parts:
            # an engine for each: what one part took is given back before the next
            with stream_text(
                memory_mb=memory_mb or nibrs.rules.memory_mb, scratch=scratch / "engine"
            ) as stream:
                try:
                    loaded = load_part(stream, part, nibrs)
                    counts = count_part(stream, part, loaded, catalogue)
                    reporters = read_reporters(stream, part, loaded, counts.by_agency, nibrs)
                except InputFaults as error:
                    faults += error.faults
                    continue
                except MemoryError:
                    what = "It does not fit in the memory that is allowed."
                    do = "Allow more with --memory, in megabytes."
                    faults.append(Fault(what, do, file=part.name))
                    continue
            read.append(_Read(part, loaded, counts, reporters))
        faults += find_doubled(read)
        if faults:
            raise InputFaults(faults)
        hashed = {path: future.result() for path, future in hashes.items()}
    return _summarise(given, read, parts.unread, hashed, catalogue)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while piece := handle.read(HASH_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def find_doubled(read: Sequence[_Read]) -> list[Fault]:
    """The same agency and month in two parts would be counted twice."""
    seen: dict[tuple[str, int, int], str] = {}
    twice: dict[tuple[str, str], set[tuple[str, int, int]]] = defaultdict(set)
    for one in read:
        for agency, year, month in one.counts.by_agency:
            row = one.reporters.rows.get(agency)
            key = (row.key if row else f"agency {agency}", year, month)
            first = seen.setdefault(key, one.part.name)
            if first != one.part.name:
                twice[first, one.part.name].add(key)
    return [
        Fault(
            f"{len(keys)} months of agencies are in {first} as well "
            f"({', '.join(str(year) for year in sorted({key[1] for key in keys}))}).",
            "They would be counted twice. Take one of the two away.",
            file=second,
        )
        for (first, second), keys in sorted(twice.items())
    ]


def _summarise(
    given: Path,
    read: Sequence[_Read],
    unread: Sequence[str],
    hashed: dict[Path, str],
    catalogue: Catalogue,
) -> IncidentSummary:
    nibrs = catalogue.nibrs
    counts = Counts()
    years = _years(read)
    for number, one in enumerate(read):
        # an agency's number is only its own within a part
        renamed = _rename_agencies(one.counts, number)
        renamed.lacks |= missing_tables(one.part, nibrs, years)
        counts.add(renamed)
    agencies, key_of = _agencies(read, nibrs)
    known = all(one.reporters.has_list for one in read)
    kinds = frozenset(a.kind for a in agencies if a.listed) if known else None
    builder = Builder(counts, years=years, kinds=kinds, catalogue=catalogue)
    builder.build(key_of, find_heard(builder, agencies, key_of))
    add_counties(builder, agencies, key_of)
    listed = [agency for agency in agencies if agency.listed]
    has_incidents = {key_of[agency] for agency, _, _ in counts.by_agency}
    months_from = _find_months(read)
    months_told = known and months_from != MONTHS_UNKNOWN
    zeros = {}
    silent = tell_months(agencies, years, nibrs, months_from=months_from, known=known)
    for code in nibrs.codes.always:
        cell = builder.tables["offenses"].cells[code,]
        zero = tell_zero(code, cell, months=silent, nibrs=nibrs)
        if zero is not None:
            zeros[code] = zero
    missing = sorted(counts.lacks)
    possible = nibrs.rules.months_in_year * len(years) * len(listed)
    reported = sum(len(agency.months) for agency in listed)
    return IncidentSummary(
        given=given.name,
        years=years,
        layouts=tuple(sorted({one.part.layout for one in read})),
        months_from=months_from,
        agencies=agencies,
        agencies_known=known,
        agencies_with_incidents=None if "nibrs_incident" in counts.lacks else len(has_incidents),
        counties=tuple(sorted({f"{a.state} {c}".strip() for a in agencies for c in a.counties})),
        tables=builder.tables,
        sums=tuple(builder.sums),
        zeros=zeros,
        notes=write_notes(
            counts,
            parts=Parts(tuple(one.part for one in read), tuple(unread)),
            loaded=[one.loaded for one in read],
            agencies=agencies,
            months=silent,
            years=years,
            tables_missing=missing,
            months_from=months_from,
            doubled_months=sum(one.reporters.doubled for one in read),
            silent_months=sum(one.reporters.silent for one in read),
            early=_early(read),
            nibrs=nibrs,
        ),
        tables_missing=tuple(missing),
        files=tuple(_files(read, hashed)),
        unread=tuple(unread),
        completeness=reported / possible if possible and months_told else None,
        agencies_reporting=sum(bool(agency.months) for agency in listed) if months_told else None,
        parts=_summarise_apart(read, hashed, catalogue),
    )


def _summarise_apart(
    read: Sequence[_Read], hashed: dict[Path, str], catalogue: Catalogue
) -> tuple[IncidentSummary, ...]:
    """Each of several downloads by itself, as if it had been given alone; none of a single one."""
    if len(read) < 2:
        return ()
    return tuple(_summarise(Path(one.part.name), [one], (), hashed, catalogue) for one in read)


def _find_months(read: Sequence[_Read]) -> str:
    """Where the months come from; unknown where one download has neither table nor dates."""
    if all(one.reporters.has_months for one in read):
        return MONTH_TABLE
    known = all(one.reporters.has_months or one.reporters.has_dates for one in read)
    return INCIDENT_DATES if known else MONTHS_UNKNOWN


def _years(read: Sequence[_Read]) -> tuple[int, ...]:
    """The data years, from incidents; where there are none from arrests, months and agencies."""
    years: set[int] = set()
    for one in read:
        found = {year for _, year, _ in one.counts.by_agency}
        found = found or {year for _, _, year in one.counts.arrests}
        found = found or {year for months in one.reporters.months.values() for year, _ in months}
        years |= found or {row.year for row in one.reporters.rows.values()}
    return tuple(sorted(years - {0}))


def _early(read: Sequence[_Read]) -> Counter[str]:
    """Incidents before an agency began, by its key."""
    found: Counter[str] = Counter()
    for one in read:
        found.update(one.reporters.early)
    return found


def _rename_agencies(counts: Counts, part: int) -> Counts:
    """An agency's number is its own within a part only: put the part before it."""
    return replace(
        counts,
        by_agency=Counter({(f"{part}:{a}", y, m): n for (a, y, m), n in counts.by_agency.items()}),
        frame_by_agency=Counter({f"{part}:{a}": n for a, n in counts.frame_by_agency.items()}),
        trafficking_by_agency=Counter(
            {f"{part}:{a}": n for a, n in counts.trafficking_by_agency.items()}
        ),
        codes_by_agency=_put_part_before(counts.codes_by_agency, part),
        minors_by_agency=_put_part_before(counts.minors_by_agency, part),
        lacks=set(counts.lacks),
    )


def _put_part_before(found: Counter[tuple[str, str]], part: int) -> Counter[tuple[str, str]]:
    return Counter({(f"{part}:{agency}", code): n for (agency, code), n in found.items()})


def _agencies(read: Sequence[_Read], nibrs: Nibrs) -> tuple[tuple[Agency, ...], dict[str, str]]:
    """Every agency once, whatever its parts and counties; and its key by part and number."""
    found: dict[str, Agency] = {}
    years: dict[str, int] = {}
    key_of: dict[str, str] = {}
    for number, one in enumerate(read):
        reporters = one.reporters
        seen = {*reporters.months, *(agency for agency, _, _ in one.counts.by_agency)}
        for agency in sorted({*reporters.rows, *seen}):
            row = reporters.rows.get(agency)
            key = row.key if row else f"agency {agency}"
            key_of[f"{number}:{agency}"] = key
            months = reporters.months.get(agency, set())
            before = found.get(key)
            if before is not None:
                months = months | set(before.months)
            listed = reporters.has_list and row is not None
            if before is not None and (row is None or row.year < years[key]):
                found[key] = replace(before, months=tuple(sorted(months)))
                continue
            years[key] = row.year if row else 0
            found[key] = Agency(
                id=key,
                name=row.name if row else "",
                kind=row.kind if row else "",
                state=row.state if row else "",
                counties=split_counties(row.county, nibrs) if row else (),
                population=row.population if row else None,
                months=tuple(sorted(months)),
                started=row.started if row else "",
                listed=listed or (before is not None and before.listed),
            )
    return tuple(found[key] for key in sorted(found)), key_of


def _files(read: Sequence[_Read], hashed: dict[Path, str]) -> Iterator[ReadFile]:
    for one in read:
        for table, file in sorted(one.part.files.items()):
            holder = file.found.held_in
            rows = one.loaded.rows.get(ROWS_OF.get(table, ""))
            yield ReadFile(
                file=file.found.shown,
                table=table,
                rows=rows,
                sha256=hashed[holder or file.found.path],
                hash_of=holder.name if holder else file.found.path.name,
            )
