"""Take a publisher's own file: recognize it, check it whole, and install it as a release."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstlight.base.errors import InputFaults
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import Source, Table
from firstlight.catalogue.formats import Format, fill_year, read_formats
from firstlight.pack import Pack, hash_file
from firstlight.refresh.prepare import Draft, explain_renamed, prepare
from firstlight.refresh.recognize import Match, recognize
from firstlight.refresh.releases import SHIPPED, Loaded, Releases
from firstlight.refresh.sheet import open_received

# What a loaded table says of itself; all else it takes over from the table it replaces.
OF_THE_FILE = frozenset(
    (
        *("file", "columns", "place", "place_is", "keep", "margins", "controlled", "format"),
        *("header_rows", "blank", "blank_why", "absent", "absent_why", "period", "no_sum"),
        *("totals", "named_in", "rows_in", "received_as"),
    )
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A file without a fault: what it is, and what it would become."""

    format: Format
    year: int
    release: str
    loaded: Loaded
    draft: Draft
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did. `already` is true when these very bytes were loaded before."""

    loaded: Loaded
    in_use: bool
    was_in_use: str
    already: bool
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """How a file came: by a person's hand, or fetched from an address on a day."""

    address: str = ""
    day: datetime.date | None = None


def check_file(
    file: Path,
    *,
    pack: Pack,
    releases: Releases,
    today: datetime.date,
    series: str = "",
    year: int | None = None,
    origin: Origin | None = None,
) -> Checked:
    """Say what a file is and what it would become. Nothing is written.

    Raises
    ------
    InputFaults
        With every fault of the file.
    """
    formats = read_formats(pack.catalogue.folder)
    with open_received(file) as received:
        match = recognize(received, formats, series=series, year=year)
        draft, faults = prepare(received, match, pack)
        if received.bom:
            note = "The text begins with a byte order mark, which was read over."
            said: tuple[str, ...] = (note,)
        else:
            said = ()
    if faults:
        raise InputFaults(faults)
    wanted = fill_year("{year}", match.year)
    release = releases.name_for(match.format.id, wanted)
    says = (*said, *_say(match, draft))
    loaded = _describe(
        file,
        match,
        draft,
        release=release,
        today=today,
        says=says,
        origin=origin or Origin(),
        shipped=_find_shipped(match.format, pack.catalogue),
    )
    return Checked(match.format, match.year, release, loaded, draft, says)


def load_file(
    file: Path,
    *,
    pack: Pack,
    releases: Releases,
    today: datetime.date,
    series: str = "",
    year: int | None = None,
    use: bool | None = None,
    origin: Origin | None = None,
) -> Outcome:
    """Load a file as a release of its series.

    Parameters
    ----------
    use
        True puts it in use whatever its year, False never; None puts it in use when it is not
        older than what is.

    Raises
    ------
    InputFaults
        With every fault of the file. What was in use stays so, and nothing is half-made.
    """
    checked = check_file(
        file,
        pack=pack,
        releases=releases,
        today=today,
        series=series,
        year=year,
        origin=origin,
    )
    name = checked.format.id
    was = releases.in_use(name)
    same = releases.find_same(name, checked.loaded.received_sha256)
    live = origin is not None and origin.address and same is not None and same.seen_live == "no"
    loaded = checked.loaded
    if same is not None and not live:
        loaded = same
    else:
        releases.install(loaded, checked.draft)
    newest = _year_in_use(name, was, checked.format, releases, pack.catalogue)
    puts = use if use is not None else loaded.year >= newest
    if puts:
        releases.use(name, loaded.release)
    return Outcome(
        loaded=loaded,
        in_use=releases.in_use(name) == loaded.release,
        was_in_use=was,
        already=same is not None and not live,
        says=checked.says,
    )


def _find_shipped(entry: Format, catalogue: Catalogue) -> Table | None:
    """The shipped table that a format replaces, if there is one."""
    source, _, table = entry.replaces.partition(".")
    shipped = catalogue.sources.get(source)
    return None if shipped is None else shipped.tables.get(table)


def _inherit(shipped: Table | None, entry: Format, names: Mapping[str, str]) -> dict[str, Any]:
    """What the shipped table says of how its cells are read, under the columns' new names.

    So that a rule about ranges, dropped or withheld rows that is written for the shipped table
    holds for its successor. A rule that names a column the file does not have is left out.
    """
    if shipped is None:
        return {}
    called = {
        w.stands_for: names[w.column] for w in entry.columns if w.stands_for and w.column in names
    }

    def rename(held: Any) -> Any:
        if isinstance(held, str):
            return called.get(held) if held in shipped.columns else held
        if isinstance(held, tuple):
            parts = tuple(rename(part) for part in held)
            return None if None in parts else parts
        if isinstance(held, Mapping):
            pairs = ((rename(key), rename(value)) for key, value in held.items())
            return {key: value for key, value in pairs if key is not None and value is not None}
        return held

    kept = (f.name for f in dataclasses.fields(Table) if f.name not in OF_THE_FILE)
    found = {name: rename(getattr(shipped, name)) for name in kept}
    return {name: value for name, value in found.items() if value is not None}


def _year_in_use(
    series: str, release: str, entry: Format, releases: Releases, catalogue: Catalogue
) -> int:
    if release != SHIPPED:
        return releases.read(series, release).year
    shipped = catalogue.sources.get(entry.replaces.partition(".")[0])
    if shipped is None:
        return 0
    table = shipped.tables.get(entry.replaces.partition(".")[2])
    return last_year((table.period if table else "") or shipped.period)


def last_year(period: str) -> int:
    """The last year that the words of a period name."""
    return max((int(year) for year in re.findall(r"(?:19|20)\d\d", period)), default=0)


def _say(match: Match, draft: Draft) -> tuple[str, ...]:
    """What a reader of the file's load should know, in full sentences."""
    says = []
    for what, number in sorted(draft.left_out.items(), key=lambda item: -item[1]):
        verb = "was" if number == 1 else "were"
        rows = "row" if number == 1 else "rows"
        says.append(f"{number:,} {rows} {verb} left out: {what}.")
    says += explain_renamed(match, draft.absent_columns, draft.unknown_columns)
    return tuple(says)


def _describe(
    file: Path,
    match: Match,
    draft: Draft,
    *,
    release: str,
    today: datetime.date,
    says: tuple[str, ...],
    origin: Origin,
    shipped: Table | None,
) -> Loaded:
    entry = match.format
    day = origin.day or today
    seen_live = f"{day.isoformat()}" if origin.address else "no"
    identifier = f"loaded_{entry.id}_{re.sub(r'[^0-9a-z]+', '_', release.lower())}"
    return Loaded(
        series=entry.id,
        release=release,
        year=match.year,
        replaces=entry.replaces,
        loaded_on=today,
        received_file=file.name,
        received_sha256=hash_file(file),
        received_rows=draft.received_rows,
        used_rows=draft.used_rows,
        kept_rows=len(draft.rows),
        first_day=draft.first_day,
        last_day=draft.last_day,
        left_out={what: str(number) for what, number in draft.left_out.items()},
        notes=says,
        names={column: " ".join(name.split()) for column, name in match.names.items()},
        seen_live=seen_live,
        source=_make_source(file, match, draft, identifier, release, day, origin, shipped),
        fetched_from=origin.address,
        for_blocks=entry.for_blocks,
    )


def _make_source(
    file: Path,
    match: Match,
    draft: Draft,
    identifier: str,
    release: str,
    day: datetime.date,
    origin: Origin,
    shipped: Table | None,
) -> Source:
    entry = match.format
    year = match.year

    def fill(text: str) -> str:
        filled = fill_year(text, year, entry.spans)
        first, last = draft.first_day[:4], draft.last_day[:4]
        return filled.replace("{first_day}", first or f"{year}").replace(
            "{last_day}", last or f"{year}"
        )

    period = fill(entry.period)
    first, dash, last = period.partition("-")
    if dash and first == last:
        period = first
    came = (
        f"the publisher itself, fetched from {origin.address}"
        if origin.address
        else "a file that the user of this computer loaded"
    )
    altered = "no" if origin.address else "not known; the file was loaded by hand"
    if entry.rollup is not None:
        altered += "; rows about employers and cases were counted by county, and none was kept"
    names: Mapping[str, str] = {c: " ".join(n.split()) for c, n in match.names.items()}
    table = Table(
        **_inherit(shipped, entry, names),
        file=f"{file.name}, sheet {match.sheet}" if len(match.sheet) > 0 else file.name,
        columns=draft.columns,
        place=draft.place,
        place_is=entry.place_is,
        margins={
            names[w.margin_of]: names[w.column]
            for w in entry.columns
            if w.margin_of and w.column in names and w.margin_of in names
        },
        blank=entry.blank,
        blank_why=entry.blank_why,
        absent=entry.absent,
        absent_why=entry.absent_why,
        no_sum="a person loaded it",
        named_in=draft.named_in,
        rows_in=draft.rows_in,
        received_as=draft.received_as,
    )
    unseen = (
        ()
        if origin.address or entry.seen_live != "no"
        else (
            "The loader was written from the publisher's documentation and has not been seen "
            "live: compare a few numbers with the publisher's page.",
        )
    )
    return Source(
        id=identifier,
        publisher=entry.publisher,
        title=fill(entry.title),
        short=fill(entry.short),
        release=f"{fill('{year}')}, loaded on {day.isoformat()}",
        address=fill(entry.address),
        licence=entry.licence,
        received_from=came,
        received_on=day,
        altered_before_receipt=altered,
        geography=entry.geography,
        vintage=draft.vintage,
        period=period,
        tables={entry.table: table},
        defects=(*entry.defects, *unseen),
        hide_up_to=entry.hide_up_to,
        missing=entry.missing,
    )
