"""The catalogue as one value, its references checked."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.cell import Status
from firstlight.base.errors import CatalogueFaults, Fault
from firstlight.base.period import Period
from firstlight.catalogue.entered import Arenas, EnteredMeasure, OriginWords, Population
from firstlight.catalogue.entries import (
    Cities,
    Demonstration,
    FipsChanges,
    Indicator,
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
    demonstrations: tuple[Demonstration, ...]
    entered: Mapping[str, EnteredMeasure]
    populations: tuple[Population, ...]
    arenas: Arenas
    origin_words: OriginWords


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
        entered=read_folder(root / "entered", EnteredMeasure),
        populations=tuple(
            sorted(
                read_folder(root / "populations", Population).values(),
                key=lambda population: population.order,
            )
        ),
        arenas=read_entry(root / "arenas" / "arenas.yaml", Arenas),
        origin_words=read_entry(root / "methods" / "origin_words.yaml", OriginWords),
    )
    faults = _broken_references(catalogue)
    if faults:
        raise CatalogueFaults(faults)
    return catalogue


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
    faults.extend(find_broken_groups(catalogue))
    return faults


LEVELS = frozenset({"county", "area", "state", "nation"})
BLOCKS = frozenset({"pit_youth"})  # blocks that are no indicator and whose figures give a size


def find_broken_groups(catalogue: Catalogue) -> list[Fault]:
    """Faults of the entries on entered totals and on groups of people."""
    faults: list[Fault] = []
    bullets = {bullet.id: bullet for p in catalogue.parameters for bullet in p.bullets}

    def fault(folder: str, name: str, what: str) -> None:
        faults.append(Fault(what, "Mend the reference.", file=f"{folder}/{name}.yaml"))

    for measure in catalogue.entered.values():
        bullet = bullets.get(measure.bullet)
        if bullet is None:
            fault("entered", measure.id, f"there is no source bullet {measure.bullet}.")
        elif measure.covers and not set(measure.covers) & set(bullet.also_needed):
            fault("entered", measure.id, "its bullet needs nothing of what it covers.")
        if not set(measure.levels) <= LEVELS or not measure.levels:
            fault("entered", measure.id, "its levels are not kinds of place.")
        if measure.hidden_with and measure.hidden_with not in catalogue.entered:
            fault("entered", measure.id, f"there is no measure {measure.hidden_with}.")
    known = {*catalogue.indicators, *catalogue.entered, *BLOCKS}
    for group in catalogue.populations:
        for size in group.sizes:
            if size.figure not in known:
                fault("populations", group.id, f"there is no figure {size.figure}.")
            elif group.context and getattr(catalogue.indicators.get(size.figure), "scored", False):
                fault("populations", group.id, f"context rests on {size.figure}, which is scored.")
        for code in group.served_by:
            if code not in catalogue.arenas.names:
                fault("populations", group.id, f"there is no arena {code}.")
        if not set(group.entered_for) <= LEVELS or bool(group.entered_for) == bool(
            group.why_not_entered
        ):
            fault("populations", group.id, "it does not say for which places a size is entered.")
    return faults
