"""Every source in hand, shipped and loaded, with its age and whether it is the one in use."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.base.period import Period, count_age, is_over_age
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import Source
from firstlight.catalogue.formats import Format, read_formats
from firstlight.pack import Pack
from firstlight.refresh.releases import SHIPPED, Loaded, Releases


@dataclass(frozen=True, slots=True)
class Held:
    """One release of one source.

    `years_old` counts years from the end of its period to today by the one clock of the
    house (`count_age`), and `is_old` is true where a report tells that age. `in_use` is true
    for the release an assessment reads. `seen_live` is "no" or when the publisher's own file
    was seen; for a shipped source it is empty, as nobody of ours fetched it. `copy_in_hand`
    names the verbatim copy that the loader was written to, where there is one.
    `replaced_in_part_by` lists loaded releases that are read in place of a part of it.
    `series` is empty where no loader takes a newer file.
    """

    source: Source
    series: str
    release: str
    years_old: int
    in_use: bool
    seen_live: str
    rows: int
    loaded: Loaded | None = None
    copy_in_hand: str = ""
    replaced_in_part_by: tuple[str, ...] = ()
    is_old: bool = False


def list_held(
    catalogue: Catalogue, pack: Pack, releases: Releases, *, today: datetime.date
) -> tuple[Held, ...]:
    """Every shipped source and every loaded release, each series together.

    Parameters
    ----------
    catalogue, pack
        As shipped, before loaded releases are laid over.
    """
    formats = read_formats(catalogue.folder)
    limit = catalogue.thresholds.old_after_years
    series_of: dict[str, list[Format]] = {}
    for entry in formats.values():
        series_of.setdefault(entry.replaces.partition(".")[0], []).append(entry)
    held = []
    told = set()
    for source in catalogue.sources.values():
        own = series_of.get(source.id, [])
        replaced = {e.id for e in own if releases.in_use(e.id) != SHIPPED}
        tables = {
            name.partition(".")[2] for e in own if e.id in replaced for name in e.tables_replaced
        }
        held.append(
            Held(
                source=source,
                series=", ".join(entry.id for entry in own),
                release=SHIPPED,
                years_old=years_since(source, today),
                is_old=is_over_age(Period.read(source.period).last, today, limit),
                in_use=not tables or tables < set(source.tables) or not _whole(own, replaced),
                seen_live="",
                rows=sum(_rows(pack.manifest, source.id, name) for name in source.tables),
                replaced_in_part_by=tuple(f"{e} {releases.in_use(e)}" for e in sorted(replaced)),
            )
        )
        for entry in own:
            held += _loaded(entry.id, releases, today, limit, entry)
            told.add(entry.id)
    for name in releases.series():
        if name not in told:
            held += _loaded(name, releases, today, limit, formats.get(name))
    return tuple(held)


def _whole(own: list[Format], replaced: set[str]) -> bool:
    """True when every series that reads a part of the source has a loaded release in use."""
    return {entry.id for entry in own} <= replaced


def _rows(manifest: Mapping[str, Mapping[str, object]], source: str, table: str) -> int:
    rows = manifest.get(f"{source}.{table}", {}).get("rows", 0)
    return rows if isinstance(rows, int) else 0


def _loaded(
    series: str, releases: Releases, today: datetime.date, limit: float, entry: Format | None
) -> list[Held]:
    found = []
    used = releases.in_use(series)
    for name in releases.names(series):
        loaded = releases.read(series, name)
        found.append(
            Held(
                source=loaded.source,
                series=series,
                release=name,
                years_old=years_since(loaded.source, today),
                is_old=is_over_age(Period.read(loaded.source.period).last, today, limit),
                in_use=name == used,
                seen_live=loaded.seen_live,
                rows=loaded.kept_rows,
                loaded=loaded,
                copy_in_hand="" if entry is None or entry.seen_live == "no" else entry.seen_live,
            )
        )
    return found


def years_since(source: Source, today: datetime.date) -> int:
    """Years from the end of the source's period to today, as `count_age` counts them."""
    return count_age(Period.read(source.period).last, today)
