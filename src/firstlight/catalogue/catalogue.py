"""The catalogue as one value, its references checked."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from firstlight.base.cell import Status
from firstlight.base.errors import CatalogueFaults, Fault
from firstlight.base.period import Period
from firstlight.catalogue.entries import (
    Cities,
    Demonstration,
    FipsChanges,
    Indicator,
    IndustryGroup,
    Parameter,
    Source,
    States,
    Thresholds,
    WarningText,
)
from firstlight.catalogue.reader import read_entry, read_folder


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entry, by id."""

    folder: Path
    sources: Mapping[str, Source]
    indicators: Mapping[str, Indicator]
    parameters: tuple[Parameter, ...]
    warnings: Mapping[str, WarningText]
    fips_changes: FipsChanges
    states: States
    cities: Cities
    thresholds: Thresholds
    industries: Mapping[str, IndustryGroup]
    demonstrations: tuple[Demonstration, ...]


def catalogue_folder() -> Path:
    """The folder of the shipped catalogue."""
    return Path(__file__).parent


@functools.lru_cache(maxsize=32)
def read_catalogue(folder: Path | None = None) -> Catalogue:
    """Read and check the catalogue; the shipped one unless another folder is given.

    Raises
    ------
    CatalogueFaults
        With every fault of every file, broken references included.
    """
    root = folder or catalogue_folder()
    industries = read_folder(root / "industries", IndustryGroup)
    catalogue = Catalogue(
        folder=root,
        sources=read_folder(root / "sources", Source),
        indicators=dict(
            sorted(
                _read_indicators(root / "indicators", industries).items(),
                key=lambda item: (item[1].parameter, item[1].order, item[0]),
            )
        ),
        parameters=tuple(
            sorted(read_folder(root / "parameters", Parameter).values(), key=lambda p: p.number)
        ),
        warnings=read_folder(root / "warnings", WarningText),
        fips_changes=read_entry(root / "places" / "fips_changes.yaml", FipsChanges),
        states=read_entry(root / "places" / "states.yaml", States),
        cities=read_entry(root / "places" / "cities.yaml", Cities),
        thresholds=read_entry(root / "methods" / "thresholds.yaml", Thresholds),
        industries=industries,
        demonstrations=tuple(
            sorted(
                read_folder(root / "demonstrations", Demonstration).values(),
                key=lambda demonstration: demonstration.order,
            )
        ),
    )
    faults = _broken_references(catalogue)
    if faults:
        raise CatalogueFaults(faults)
    return catalogue


def _read_indicators(folder: Path, industries: Mapping[str, IndustryGroup]) -> dict[str, Indicator]:
    """Read the indicators, the codes of each named group of industries written out."""
    read = read_folder(folder, Indicator)
    faults: list[Fault] = []
    for name, indicator in read.items():
        inputs = dict(indicator.inputs)
        for key, wants in inputs.items():
            if not wants.group:
                continue
            group = industries.get(wants.group)
            if group is None or wants.over:
                what = f"{key}: there is no group {wants.group}, or it stands beside `over`."
                faults.append(Fault(what, "Mend the reference.", file=f"indicators/{name}.yaml"))
                continue
            inputs[key] = replace(wants, over={group.column: tuple(group.codes)})
        read[name] = replace(indicator, inputs=inputs)
    if faults:
        raise CatalogueFaults(faults)
    return read


def _broken_references(catalogue: Catalogue) -> list[Fault]:
    faults: list[Fault] = []

    def fault(folder: str, name: str, what: str) -> None:
        faults.append(Fault(what, "Mend the reference.", file=f"{folder}/{name}.yaml"))

    for source in catalogue.sources.values():
        for name, table in source.tables.items():
            words = [*source.missing.values(), table.blank, table.absent]
            for word in words:
                if word not in {status.value for status in Status}:
                    fault("sources", source.id, f"{name}: {word} is not a status.")
            for column, margin in table.margins.items():
                for wanted in (column, margin):
                    if wanted not in table.columns:
                        fault("sources", source.id, f"{name} does not keep the column {wanted}.")
            for wanted in (
                *table.dropped_range,
                *table.listed,
                *table.withheld,
                *(column for columns in table.withheld.values() for column in columns),
            ):
                if wanted not in table.columns:
                    fault("sources", source.id, f"{name} does not keep the column {wanted}.")
            for column, ends in table.dropped_range.items():
                if len(ends) != 2 or not 0 <= ends[0] <= ends[1]:
                    fault("sources", source.id, f"{name}: {column} has no range from low to high.")
            if table.dropped_range and not table.dropped_why:
                fault("sources", source.id, f"{name} does not say why rows are dropped.")
    for indicator in catalogue.indicators.values():
        for key, wants in indicator.inputs.items():
            entry = catalogue.sources.get(wants.source)
            if entry is None or wants.table not in entry.tables:
                fault("indicators", indicator.id, f"{key} names no table of the catalogue.")
                continue
            kept = entry.tables[wants.table].columns
            for wanted in (wants.column, *wants.where, *wants.over):
                if wanted not in kept:
                    fault("indicators", indicator.id, f"{key}: no column {wanted} is kept.")
        for warning in indicator.warnings:
            if warning not in catalogue.warnings:
                fault("indicators", indicator.id, f"there is no warning {warning}.")
        try:
            period = Period.read(indicator.period)
            earlier = Period.read(indicator.earlier_period) if indicator.earlier_period else None
        except ValueError:
            fault("indicators", indicator.id, "its period cannot be read.")
            continue
        if bool(indicator.of_what) != bool(indicator.earlier_period):
            what = "a change names both its earlier period and what it is a change of."
            fault("indicators", indicator.id, what)
        if earlier is not None and earlier.overlaps(period):
            fault("indicators", indicator.id, "its two periods overlap and cannot be compared.")
    return faults
