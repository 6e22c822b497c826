"""The source entry of a loaded release: everything a footnote must say of it."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import Source, Table
from firstlight.catalogue.formats import Format, fill_year
from firstlight.pack import hash_file
from firstlight.refresh.draft import Draft
from firstlight.refresh.match import Match
from firstlight.refresh.releases import Loaded

# What a loaded table says of itself; all else it takes over from the table it replaces.
OF_THE_FILE = frozenset(
    (
        *("file", "columns", "place", "place_is", "keep", "margins", "controlled", "format"),
        *("header_rows", "blank", "blank_why", "absent", "absent_why", "period", "no_sum"),
        *("totals", "named_in", "rows_in", "received_as", "withheld", "withheld_marks"),
    )
)


@dataclass(frozen=True, slots=True)
class Origin:
    """How a file came: by a person's hand, or fetched from an address on a day."""

    address: str = ""
    day: datetime.date | None = None


def find_shipped(entry: Format, catalogue: Catalogue) -> Table | None:
    """The shipped table that a format replaces, if there is one."""
    source, _, table = entry.replaces.partition(".")
    shipped = catalogue.sources.get(source)
    return None if shipped is None else shipped.tables.get(table)


def inherit_rules(shipped: Table | None, entry: Format, names: Mapping[str, str]) -> dict[str, Any]:
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


def describe_release(
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
        **inherit_rules(shipped, entry, names),
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
        withheld={
            names[flag]: tuple(names[column] for column in columns if column in names)
            for flag, columns in entry.withheld.items()
            if flag in names
        },
        withheld_marks=entry.withheld_marks,
    )
    unseen = (
        ()
        if origin.address or entry.seen_live != "no"
        else (
            "The reading was written from the publisher's documentation and not yet tried on a "
            "file straight from the publisher: compare a few numbers with the publisher's page.",
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
