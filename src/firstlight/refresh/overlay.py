"""The catalogue and the tables with the releases in use laid over what is shipped."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstlight.base.errors import Fault, PackDamaged
from firstlight.base.period import Period
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import Column, Indicator, Source
from firstlight.catalogue.formats import Format, Reread, read_formats
from firstlight.pack import Pack
from firstlight.refresh.apart import find_apart
from firstlight.refresh.load import last_year
from firstlight.refresh.releases import SHIPPED, Loaded, Releases

TableName = tuple[str, str]
Replacement = tuple[Format, Loaded]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Catalogue and tables as they are used, and what stayed with the shipped release and why."""

    catalogue: Catalogue
    pack: Pack
    in_use: Mapping[str, Loaded]
    kept_back: Mapping[str, str]

    def readers_of(self, source: str) -> tuple[str, ...]:
        """What of an assessment reads a source: indicators by id, and tables of blocks."""
        indicators = (
            indicator.id
            for indicator in self.catalogue.indicators.values()
            if any(column.source == source for column in indicator.inputs.values())
        )
        blocks = (".".join(old) for old, new in self.pack.instead.items() if new[0] == source)
        return (*indicators, *blocks)


def lay_over(catalogue: Catalogue, pack: Pack, releases: Releases) -> Overlay:
    """Let what a person loaded take the place of what is shipped.

    The loaded source enters the catalogue beside the shipped one, whose tables stay readable.
    An indicator takes the new release only when every input of its period can: its columns are
    found, and no input of the same time is left behind. A change keeps its two periods apart, or
    it stays with the shipped release. With nothing loaded the same values come back.

    Raises
    ------
    PackDamaged
        When a release in use is not whole.
    """
    in_use = {
        name: releases.read(name, release)
        for name in releases.series()
        if (release := releases.in_use(name)) != SHIPPED
    }
    if not in_use:
        return Overlay(catalogue, pack, {}, {})
    formats = read_formats(catalogue.folder)
    known = {name: loaded for name, loaded in in_use.items() if name in formats}
    whole = {**known, **find_apart(in_use)}
    sources = {**catalogue.sources, **{e.source.id: e.source for e in whole.values()}}
    replaced: dict[TableName, list[Replacement]] = {}
    for name, loaded in known.items():
        # what a series stands for is the catalogue's to say, also of what was loaded before
        for table in map(_table_name, formats[name].tables_replaced):
            if table[0] in catalogue.sources:
                replaced.setdefault(table, []).append((formats[name], loaded))
    kept_back: dict[str, str] = {}
    indicators = {
        name: _repoint(indicator, replaced, catalogue, kept_back)
        for name, indicator in catalogue.indicators.items()
    }
    fresh = dataclasses.replace(catalogue, sources=sources, indicators=indicators)
    manifest, elsewhere = _tables(whole, releases)
    instead = {
        shipped: (loaded.source.id, next(iter(loaded.source.tables)))
        for shipped, found in replaced.items()
        for entry, loaded in found
        if entry.for_blocks and _has_all(catalogue.sources[shipped[0]], shipped[1], loaded)
    }
    laid = Pack(
        fresh,
        pack.folder,
        {**pack.manifest, **manifest},
        {**pack.elsewhere, **elsewhere},
        {**pack.instead, **instead},
    )
    return Overlay(fresh, laid, whole, kept_back)


def _table_name(text: str) -> TableName:
    source, _, table = text.partition(".")
    return source, table


def _has_all(shipped: Source, table: str, loaded: Loaded) -> bool:
    """A block reads columns by name: all of the shipped table must be there."""
    (own,) = loaded.source.tables.values()
    return set(shipped.tables[table].columns) <= set(own.columns)


def _tables(
    loaded: Mapping[str, Loaded], releases: Releases
) -> tuple[dict[str, Mapping[str, Any]], dict[str, Path]]:
    manifest: dict[str, Mapping[str, Any]] = {}
    elsewhere: dict[str, Path] = {}
    for name, entry in loaded.items():
        folder = releases.root / name / entry.release
        try:
            tables = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["tables"]
            for full, table in tables.items():
                if not all(isinstance(table[key], str) for key in ("sha256", "received_sha256")):
                    raise ValueError("a hash is text")
                manifest[full], elsewhere[full] = table, folder
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            do = f"Run `firstlight sources use {name} {SHIPPED}`, or load its file again."
            what = "The list of tables of a loaded release is missing or damaged."
            raise PackDamaged([Fault(what, do, file=f"{name}/{entry.release}")]) from None
    return manifest, elsewhere


class _CannotFollow(Exception):
    """Why an indicator stays with the shipped release."""


class _OfOtherRows(_CannotFollow):
    """The file holds another part of the shipped table than the one that is read."""


def _repoint(
    indicator: Indicator,
    replaced: Mapping[TableName, list[Replacement]],
    catalogue: Catalogue,
    kept_back: dict[str, str],
) -> Indicator:
    reads = {(column.source, column.table) for column in indicator.inputs.values()}
    if not reads & set(replaced):
        return indicator
    try:
        return _follow(indicator, replaced, catalogue)
    except _OfOtherRows:
        return indicator
    except _CannotFollow as why:
        kept_back[indicator.id] = str(why)
        return indicator


def _follow(
    indicator: Indicator,
    replaced: Mapping[TableName, list[Replacement]],
    catalogue: Catalogue,
) -> Indicator:
    chosen: dict[TableName, Replacement] = {}
    keys: dict[TableName, list[str]] = {}
    for key, column in indicator.inputs.items():
        keys.setdefault((column.source, column.table), []).append(key)
    why: _CannotFollow | None = None
    changed = indicator
    for table, mine in keys.items():
        for entry, loaded in replaced.get(table, ()):
            try:
                changed = _new_inputs(changed, indicator, mine, entry, loaded)
            except _CannotFollow as error:
                why = why if isinstance(error, _OfOtherRows) and why else error
                continue
            chosen[table] = (entry, loaded)
            break
    if not chosen:
        raise why or _CannotFollow("no loaded file has its columns")
    periods = {name: _period_of(catalogue.sources[name[0]], name[1]) for name in keys}
    _demand_company(keys, chosen, periods)
    for table, (entry, loaded) in chosen.items():
        earlier = _is_earlier(keys[table])
        old = entry.stands_for_period or periods[table]
        changed = _new_time(changed, old, loaded, earlier=earlier)
        changed = _new_words(changed, entry.indicators.get(indicator.id, Reread()))
    if changed.earlier_period and Period.read(changed.earlier_period).overlaps(
        Period.read(changed.period)
    ):
        raise _CannotFollow("the two periods would overlap, and such a change is not worked out")
    return changed


def _is_earlier(keys: list[str]) -> bool:
    return all(key.startswith("earlier") for key in keys)


def _new_words(indicator: Indicator, reread: Reread) -> Indicator:
    return dataclasses.replace(
        indicator,
        per=indicator.per if reread.per is None else reread.per,
        label=reread.label or indicator.label,
        short=reread.short or indicator.short,
        question=reread.question or indicator.question,
        universe=reread.universe or indicator.universe,
        says=reread.says or indicator.says,
        known_bias=reread.known_bias or indicator.known_bias,
        cannot_tell=reread.cannot_tell or indicator.cannot_tell,
        margin_note=indicator.margin_note if reread.margin_note is None else reread.margin_note,
    )


def _period_of(source: Source, table: str) -> str:
    return source.tables[table].period or source.period


def _demand_company(
    keys: Mapping[TableName, list[str]],
    chosen: Mapping[TableName, Replacement],
    periods: Mapping[TableName, str],
) -> None:
    """Parts of one figure are of one time: none may stay behind when another moves on."""
    for table, (_, loaded) in chosen.items():
        if _is_earlier(keys[table]):
            continue
        for other, mine in keys.items():
            if other == table or _is_earlier(mine) or periods[other] != periods[table]:
                continue
            if other not in chosen:
                raise _CannotFollow(f"no release of {other[0]} of the same time is loaded")
            if chosen[other][1].source.period != loaded.source.period:
                raise _CannotFollow("its parts would be of different times")


def _new_inputs(
    changed: Indicator, shipped: Indicator, mine: list[str], entry: Format, loaded: Loaded
) -> Indicator:
    """The inputs `mine` read from the loaded table; the others as they are by now."""
    (table,) = loaded.source.tables
    reread = entry.indicators.get(shipped.id, Reread())
    inputs = dict(changed.inputs)
    if reread.inputs:
        for key in mine:
            del inputs[key]
        for key, name in reread.inputs.items():
            if name not in loaded.names:
                raise _CannotFollow(f"the loaded file has no column {name}")
            rows = reread.rows.get(key, {})
            if gone := [column for column in rows if column not in loaded.names]:
                raise _CannotFollow(f"the loaded file has no column {gone[0]}")
            where = {loaded.names[column]: value for column, value in rows.items()}
            inputs[key] = Column(loaded.source.id, table, loaded.names[name], where)
        formula = reread.formula or changed.formula
        return dataclasses.replace(changed, formula=formula, inputs=inputs)
    stands_for = {
        wanted.stands_for: loaded.names[wanted.column]
        for wanted in entry.columns
        if wanted.stands_for and wanted.column in loaded.names
    }
    for key in mine:
        column = shipped.inputs[key]
        if column.column not in stands_for:
            raise _CannotFollow("the loaded file has no such measure")
        rows = _new_rows(column, entry, loaded, stands_for)
        over = _new_list(column, entry, stands_for)
        name = stands_for[column.column]
        inputs[key] = Column(loaded.source.id, table, name, rows, over, column.group)
    if entry.whole_year and not _is_whole_year(entry, loaded):
        raise _CannotFollow("the loaded file does not have the days of a whole year")
    return dataclasses.replace(changed, formula=reread.formula or changed.formula, inputs=inputs)


def _is_whole_year(entry: Format, loaded: Loaded) -> bool:
    """Whether the days of the rows begin in the first month of their year and end in the last."""
    year = loaded.year
    first, last = (f"{year - 1}-10", f"{year}-09") if entry.fiscal else (f"{year}-01", f"{year}-12")
    return loaded.first_day[:7] == first and loaded.last_day[:7] == last


def _as_written(entry: Format, name: str, value: str) -> str:
    """A value of the shipped table's column, as the publisher's file writes it."""
    for wanted in entry.columns:
        if wanted.stands_for == name and wanted.column in entry.codes:
            if value not in entry.codes[wanted.column]:
                raise _CannotFollow(f"the loaded file has no rows of {value}")
            return entry.codes[wanted.column][value]
    return value


def _new_list(
    column: Column, entry: Format, stands_for: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """The rows that are added up, as the publisher's file writes their values."""
    lists = {}
    for name, values in column.over.items():
        if all(re.fullmatch(r"(19|20)\d\d", value) for value in values):
            raise _CannotFollow("it adds up several years of the shipped release")
        if name not in stands_for:
            raise _CannotFollow(f"the loaded file has no column {name}")
        lists[stands_for[name]] = tuple(_as_written(entry, name, value) for value in values)
    return lists


def _new_rows(
    column: Column, entry: Format, loaded: Loaded, stands_for: Mapping[str, str]
) -> dict[str, str]:
    """The rows meant: the year becomes the new one, other values stay."""
    year_columns = {w.stands_for for w in entry.columns if w.column == entry.year_column}
    where = {}
    for name, value in column.where.items():
        if name in entry.of_all_rows:
            if entry.of_all_rows[name] != value:
                raise _OfOtherRows
        elif name in year_columns and name in stands_for:
            where[stands_for[name]] = str(loaded.year)
        elif re.fullmatch(r"(19|20)\d\d", value) and name not in stands_for:
            continue  # a file of one year has no column for it
        elif name in stands_for:
            where[stands_for[name]] = _as_written(entry, name, value)
        else:
            raise _CannotFollow(f"the loaded file has no column {name}")
    return where


def _new_time(indicator: Indicator, old: str, loaded: Loaded, *, earlier: bool) -> Indicator:
    """The period and the years in the words move on with the release."""
    new = loaded.source.period
    if earlier:
        return dataclasses.replace(indicator, earlier_period=new)
    before, after = last_year(old), last_year(new)
    period = new
    if indicator.period != old:
        first, dash, last = indicator.period.partition("-")
        if not dash or last != f"{before}":
            raise _CannotFollow("its period is not the release's")
        period = f"{first}-{after}"

    def move(text: str) -> str:
        return re.sub(rf"\b{before}\b", f"{after}", text)

    return dataclasses.replace(
        indicator,
        period=period,
        says=move(indicator.says),
        label=move(indicator.label),
        short=move(indicator.short),
        question=move(indicator.question),
        universe=move(indicator.universe),
    )
