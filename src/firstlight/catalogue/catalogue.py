"""The catalogue as one value, its references checked."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.cell import Status
from firstlight.base.errors import CatalogueFaults, Fault
from firstlight.base.period import Period
from firstlight.catalogue.entries import (
    Cities,
    Demonstration,
    FipsChanges,
    Indicator,
    Parameter,
    Regions,
    Resource,
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
    demonstrations: tuple[Demonstration, ...]
    regions: Regions
    resources: Mapping[str, Resource]


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
    catalogue = Catalogue(
        folder=root,
        sources=read_folder(root / "sources", Source),
        indicators=dict(
            sorted(
                read_folder(root / "indicators", Indicator).items(),
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
        demonstrations=tuple(
            sorted(
                read_folder(root / "demonstrations", Demonstration).values(),
                key=lambda demonstration: demonstration.order,
            )
        ),
        regions=read_entry(root / "places" / "regions.yaml", Regions),
        resources=read_folder(root / "resources", Resource),
    )
    faults = _broken_references(catalogue)
    if faults:
        raise CatalogueFaults(faults)
    return catalogue


def _broken_references(catalogue: Catalogue) -> list[Fault]:
    faults: list[Fault] = []

    def fault(folder: str, name: str, what: str) -> None:
        faults.append(Fault(what, "Mend the reference.", file=f"{folder}/{name}.yaml"))

    for division in catalogue.regions.divisions:
        for state in division.states:
            if state not in catalogue.states.prefixes:
                fault("places", "regions", f"{state} is no state of the catalogue.")
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
        if earlier is not None and earlier.overlaps(period):
            fault("indicators", indicator.id, "its two periods overlap and cannot be compared.")
    return faults
