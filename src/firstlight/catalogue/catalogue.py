"""The catalogue as one value, its references checked."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from firstlight.base.cell import Status
from firstlight.base.errors import CatalogueFaults, Fault
from firstlight.base.period import Period
from firstlight.catalogue.entries import (
    AccessLimits,
    Affiliation,
    Cities,
    Column,
    Composite,
    Context,
    Demonstration,
    Factor,
    FipsChanges,
    Indicator,
    IndustryGroup,
    NeverScored,
    Parameter,
    Regions,
    Resource,
    Source,
    States,
    Thresholds,
    WarningText,
)
from firstlight.catalogue.reader import read_entry, read_folder

LEVELS = ("state", "nation", "coc", "district", "county")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every entry, by id."""

    folder: Path
    sources: Mapping[str, Source]
    indicators: Mapping[str, Indicator]
    contexts: Mapping[str, Context]
    parameters: tuple[Parameter, ...]
    warnings: Mapping[str, WarningText]
    factors: Mapping[str, Factor]
    never_scored: NeverScored
    fips_changes: FipsChanges
    states: States
    cities: Cities
    thresholds: Thresholds
    access: AccessLimits
    affiliation: Affiliation
    industries: Mapping[str, IndustryGroup]
    demonstrations: tuple[Demonstration, ...]
    composites: Mapping[str, Composite]
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
        contexts=dict(
            sorted(
                read_folder(root / "context", Context).items(),
                key=lambda item: (item[1].parameter, item[1].order, item[0]),
            )
        ),
        parameters=tuple(
            sorted(read_folder(root / "parameters", Parameter).values(), key=lambda p: p.number)
        ),
        warnings=read_folder(root / "warnings", WarningText),
        factors=read_folder(root / "factors", Factor),
        never_scored=read_entry(root / "methods" / "never_scored.yaml", NeverScored),
        fips_changes=read_entry(root / "places" / "fips_changes.yaml", FipsChanges),
        states=read_entry(root / "places" / "states.yaml", States),
        cities=read_entry(root / "places" / "cities.yaml", Cities),
        thresholds=read_entry(root / "methods" / "thresholds.yaml", Thresholds),
        access=read_entry(root / "methods" / "access.yaml", AccessLimits),
        affiliation=read_entry(root / "methods" / "affiliation.yaml", Affiliation),
        industries=industries,
        demonstrations=tuple(
            sorted(
                read_folder(root / "demonstrations", Demonstration).values(),
                key=lambda demonstration: demonstration.order,
            )
        ),
        composites=read_folder(root / "composites", Composite),
        regions=read_entry(root / "places" / "regions.yaml", Regions),
        resources=read_folder(root / "resources", Resource),
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
            if table.cut and set(table.columns) - set(table.cut):
                fault("sources", source.id, f"{name} does not say where a column is cut.")
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
    for composite in catalogue.composites.values():
        for component in composite.components:
            ours = composite.reads == "indicators"
            if ours and component.id not in catalogue.indicators:
                fault("composites", composite.id, f"there is no indicator {component.id}.")
        for warning in composite.warnings:
            if warning not in catalogue.warnings:
                fault("composites", composite.id, f"there is no warning {warning}.")
    for indicator in catalogue.indicators.values():
        for key, wants in indicator.inputs.items():
            for what in _broken_column(catalogue, wants):
                fault("indicators", indicator.id, f"{key} {what}")
        if indicator.factor and indicator.factor not in catalogue.factors:
            fault("indicators", indicator.id, f"there is no factor {indicator.factor}.")
        if indicator.scored and indicator.factor in catalogue.never_scored.factors:
            fault("indicators", indicator.id, f"{indicator.factor} may never be scored.")
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
    for context in catalogue.contexts.values():
        for what in _broken_context(catalogue, context):
            fault("context", context.id, what)
    for name in _named_factors(catalogue.never_scored):
        if name not in catalogue.factors:
            fault("methods", "never_scored", f"there is no factor {name}.")
    for name in catalogue.never_scored.only_with_caveat:
        if name in catalogue.factors and not catalogue.factors[name].caveat:
            fault("factors", name, "it may be scored only beside a caveat, and it has none.")
    return faults


def _broken_column(catalogue: Catalogue, wants: Column, more: Iterable[str] = ()) -> Iterator[str]:
    entry = catalogue.sources.get(wants.source)
    if entry is None or wants.table not in entry.tables:
        yield "names no table of the catalogue."
        return
    kept = entry.tables[wants.table].columns
    for wanted in (wants.column, *wants.where, *wants.over, *more):
        if wanted and wanted not in kept:
            yield f"has a column {wanted} that is not kept."


def _broken_context(catalogue: Catalogue, context: Context) -> Iterator[str]:
    """What does not lead anywhere in an entry of context."""
    if context.level not in LEVELS:
        yield f"its level is none of {', '.join(LEVELS)}."
    if not context.series or context.series[0].name:
        yield "its first series is the measure itself and has no name."
        return
    if context.lead not in context.series[0].years:
        yield "its sentence speaks of a year that is not shown."
    if context.compare_states is False and any(
        series.nation_rows or series.nation_sum for series in context.series
    ):
        yield "states that cannot be compared have no nation beside them."
    for series in context.series:
        told = () if series.name else context.told.values()
        more = (series.year_column, *series.plus, *told)
        for what in _broken_column(catalogue, series.column, more):
            yield f"{series.name or 'its measure'} {what}"
        for year in series.years:
            try:
                Period.read(f"{context.year_is} {year}".removeprefix("year "))
            except ValueError:
                yield f"its year {year} cannot be read."
    for warning in context.warnings:
        if warning not in catalogue.warnings:
            yield f"there is no warning {warning}."


def _named_factors(never: NeverScored) -> tuple[str, ...]:
    beside = never.never_beside_records
    return (*never.factors, *never.only_with_caveat, *beside.factors, *beside.records)
