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
from firstlight.refresh.load import last_year
from firstlight.refresh.releases import SHIPPED, Loaded, Releases

TableName = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Catalogue and tables as they are used, and what stayed with the shipped release and why."""

    catalogue: Catalogue
    pack: Pack
    in_use: Mapping[str, Loaded]
    kept_back: Mapping[str, str]


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
    sources = {**catalogue.sources, **{e.source.id: e.source for e in known.values()}}
    replaced = {
        _table_name(loaded.replaces): (formats[name], loaded)
        for name, loaded in known.items()
        if loaded.replaces and _table_name(loaded.replaces)[0] in catalogue.sources
    }
    kept_back: dict[str, str] = {}
    indicators = {
        name: _repoint(indicator, replaced, catalogue, kept_back)
        for name, indicator in catalogue.indicators.items()
    }
    fresh = dataclasses.replace(catalogue, sources=sources, indicators=indicators)
    manifest, elsewhere = _tables(known, releases)
    instead = {
        shipped: (loaded.source.id, next(iter(loaded.source.tables)))
        for shipped, (entry, loaded) in replaced.items()
        if entry.for_blocks and _has_all(catalogue.sources[shipped[0]], shipped[1], loaded)
    }
    laid = Pack(
        fresh,
        pack.folder,
        {**pack.manifest, **manifest},
        {**pack.elsewhere, **elsewhere},
        {**pack.instead, **instead},
    )
    return Overlay(fresh, laid, known, kept_back)


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


def _repoint(
    indicator: Indicator,
    replaced: Mapping[TableName, tuple[Format, Loaded]],
    catalogue: Catalogue,
    kept_back: dict[str, str],
) -> Indicator:
    reads = {(column.source, column.table) for column in indicator.inputs.values()}
    if not reads & set(replaced):
        return indicator
    try:
        return _follow(indicator, replaced, catalogue)
    except _CannotFollow as why:
        kept_back[indicator.id] = str(why)
        return indicator


def _follow(
    indicator: Indicator,
    replaced: Mapping[TableName, tuple[Format, Loaded]],
    catalogue: Catalogue,
) -> Indicator:
    changed = indicator
    shipped_periods = {
        name: _period_of(catalogue.sources[name[0]], name[1])
        for name in {(c.source, c.table) for c in indicator.inputs.values()}
    }
    for table, (entry, loaded) in replaced.items():
        mine = [key for key, c in indicator.inputs.items() if (c.source, c.table) == table]
        if not mine:
            continue
        earlier = all(key.startswith("earlier") for key in mine)
        old = shipped_periods[table]
        _demand_company(indicator, table, old, replaced, shipped_periods, earlier)
        reread = entry.indicators.get(indicator.id, Reread())
        changed = dataclasses.replace(
            changed, **_new_inputs(changed, mine, entry, loaded, reread, catalogue)
        )
        changed = _new_time(changed, old, loaded, earlier=earlier)
        changed = dataclasses.replace(
            changed,
            **{
                key: value
                for key, value in (
                    ("says", reread.says),
                    ("known_bias", reread.known_bias),
                    ("cannot_tell", reread.cannot_tell),
                )
                if value
            },
        )
        if reread.margin_note is not None:
            changed = dataclasses.replace(changed, margin_note=reread.margin_note)
    if changed.earlier_period and Period.read(changed.earlier_period).overlaps(
        Period.read(changed.period)
    ):
        raise _CannotFollow("the two periods would overlap, and such a change is not worked out")
    return changed


def _period_of(source: Source, table: str) -> str:
    return source.tables[table].period or source.period


def _demand_company(
    indicator: Indicator,
    table: TableName,
    old: str,
    replaced: Mapping[TableName, tuple[Format, Loaded]],
    periods: Mapping[TableName, str],
    earlier: bool,
) -> None:
    """Parts of one figure are of one time: none may stay behind when another moves on."""
    if earlier:
        return
    years = {replaced[table][1].source.period}
    for key, column in indicator.inputs.items():
        other = (column.source, column.table)
        if key.startswith("earlier") or other == table or periods[other] != old:
            continue
        if other not in replaced:
            raise _CannotFollow(f"{column.source} has no release of the same time loaded")
        years.add(replaced[other][1].source.period)
    if len(years) > 1:
        raise _CannotFollow("its parts would be of different times")


def _new_inputs(
    indicator: Indicator,
    mine: list[str],
    entry: Format,
    loaded: Loaded,
    reread: Reread,
    catalogue: Catalogue,
) -> dict[str, Any]:
    (table,) = loaded.source.tables
    if reread.formula:
        inputs = {key: c for key, c in indicator.inputs.items() if key not in mine}
        for key, column in reread.inputs.items():
            if column not in loaded.names:
                raise _CannotFollow(f"the loaded file has no column {column}")
            inputs[key] = Column(loaded.source.id, table, loaded.names[column])
        return {"formula": reread.formula, "inputs": inputs}
    stands_for = {
        wanted.stands_for: loaded.names[wanted.column]
        for wanted in entry.columns
        if wanted.stands_for and wanted.column in loaded.names
    }
    if entry.wide is not None:
        stands_for.update({name: name for name in loaded.source.tables[table].columns})
    inputs = dict(indicator.inputs)
    for key in mine:
        column = indicator.inputs[key]
        if column.column not in stands_for:
            raise _CannotFollow("the loaded file has no such measure")
        if column.over:
            raise _CannotFollow("it adds up several years of the shipped release")
        inputs[key] = Column(
            loaded.source.id,
            table,
            stands_for[column.column],
            _new_rows(column, entry, loaded, stands_for),
        )
    return {"inputs": inputs}


def _new_rows(
    column: Column, entry: Format, loaded: Loaded, stands_for: Mapping[str, str]
) -> dict[str, str]:
    """The rows meant: the year becomes the new one, other values stay."""
    year_columns = {w.stands_for for w in entry.columns if w.column == entry.year_column}
    where = {}
    for name, value in column.where.items():
        if name in year_columns and name in stands_for:
            where[stands_for[name]] = str(loaded.year)
        elif re.fullmatch(r"(19|20)\d\d", value) and name not in stands_for:
            continue  # a file of one year has no column for it
        elif name in stands_for:
            where[stands_for[name]] = value
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
