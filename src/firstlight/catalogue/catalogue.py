"""The catalogue as one value, its references checked."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from firstlight.base.errors import CatalogueFaults, Fault
from firstlight.catalogue.entered import (
    Arenas,
    CountWords,
    EnteredMeasure,
    EnteredParts,
    EnteredTemplate,
    InventedTotals,
    NameWords,
    OriginWords,
    Population,
)
from firstlight.catalogue.entries import (
    AccessLimits,
    Affiliation,
    Cities,
    Composite,
    Context,
    Demonstration,
    DisclosureProfile,
    Factor,
    FipsChanges,
    Grades,
    Help,
    IncidentRules,
    Indicator,
    IndustryGroup,
    Lookback,
    NeverScored,
    NibrsCodes,
    NibrsLayout,
    OffenseList,
    Parameter,
    PersonColumns,
    Pictures,
    ProactiveMeasure,
    ProcessWords,
    RecordColumns,
    Regions,
    RelatedOffense,
    Resource,
    Source,
    States,
    Taxonomy,
    Thresholds,
    WarningText,
)
from firstlight.catalogue.reader import read_entry, read_folder
from firstlight.catalogue.references import find_broken_references
from firstlight.catalogue.taxonomy import read_taxonomy


@dataclass(frozen=True, slots=True)
class Nibrs:
    """What is known of NIBRS downloads."""

    layout: NibrsLayout
    codes: NibrsCodes
    lookback: Lookback
    person_columns: PersonColumns
    rules: IncidentRules


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
    help: Help
    access: AccessLimits
    affiliation: Affiliation
    industries: Mapping[str, IndustryGroup]
    demonstrations: tuple[Demonstration, ...]
    composites: Mapping[str, Composite]
    regions: Regions
    resources: Mapping[str, Resource]
    templates: Mapping[str, EnteredTemplate]
    entered: Mapping[str, EnteredMeasure]
    entered_parts: EnteredParts
    invented_totals: tuple[InventedTotals, ...]
    populations: tuple[Population, ...]
    arenas: Arenas
    origin_words: OriginWords
    name_words: NameWords
    count_words: CountWords
    taxonomy: Taxonomy
    pictures: Pictures
    grades: Grades
    offenses: Mapping[str, RelatedOffense]
    offense_lists: Mapping[str, OffenseList]
    nibrs: Nibrs
    disclosure: Mapping[str, DisclosureProfile]
    record_columns: RecordColumns
    process: ProcessWords
    proactive: tuple[ProactiveMeasure, ...]

    def __repr__(self) -> str:
        return f"Catalogue({str(self.folder)!r}, {len(self.sources)} sources)"


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
    templates = dict(
        sorted(
            read_folder(root / "entered", EnteredTemplate).items(),
            key=lambda item: (item[1].order, item[0]),
        )
    )
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
        help=read_entry(root / "methods" / "help.yaml", Help),
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
        templates=templates,
        entered=_list_measures(templates),
        entered_parts=read_entry(root / "methods" / "entered_parts.yaml", EnteredParts),
        invented_totals=tuple(read_folder(root / "invented_totals", InventedTotals).values()),
        populations=tuple(
            sorted(
                read_folder(root / "populations", Population).values(),
                key=lambda population: population.order,
            )
        ),
        arenas=read_entry(root / "arenas" / "arenas.yaml", Arenas),
        origin_words=read_entry(root / "methods" / "origin_words.yaml", OriginWords),
        name_words=read_entry(root / "methods" / "name_words.yaml", NameWords),
        count_words=read_entry(root / "methods" / "count_words.yaml", CountWords),
        taxonomy=read_taxonomy(root),
        pictures=read_entry(root / "methods" / "pictures.yaml", Pictures),
        grades=read_entry(root / "methods" / "grades.yaml", Grades),
        offenses=read_folder(root / "offenses", RelatedOffense),
        offense_lists=read_folder(root / "offense_lists", OffenseList),
        nibrs=Nibrs(
            layout=read_entry(root / "nibrs" / "layout.yaml", NibrsLayout),
            codes=read_entry(root / "nibrs" / "codes.yaml", NibrsCodes),
            lookback=read_entry(root / "nibrs" / "lookback.yaml", Lookback),
            person_columns=read_entry(root / "nibrs" / "person_columns.yaml", PersonColumns),
            rules=read_entry(root / "nibrs" / "rules.yaml", IncidentRules),
        ),
        disclosure=read_folder(root / "disclosure", DisclosureProfile),
        record_columns=read_entry(root / "methods" / "record_columns.yaml", RecordColumns),
        process=read_entry(root / "methods" / "process.yaml", ProcessWords),
        proactive=tuple(
            sorted(
                read_folder(root / "proactive", ProactiveMeasure).values(),
                key=lambda measure: measure.order,
            )
        ),
    )
    faults = find_broken_references(catalogue)
    if faults:
        raise CatalogueFaults(faults)
    return catalogue


def _list_measures(templates: Mapping[str, EnteredTemplate]) -> dict[str, EnteredMeasure]:
    """Every measure of every template by its id, which no two of them share."""
    measures: dict[str, EnteredMeasure] = {}
    faults: list[Fault] = []
    for template in templates.values():
        for measure in template.measures:
            if measure.id in measures:
                what = f"{measure.id} stands in {measures[measure.id].template} too."
                faults.append(Fault(what, "Rename one.", file=f"entered/{template.id}.yaml"))
            measures[measure.id] = replace(measure, template=template.id)
    if faults:
        raise CatalogueFaults(faults)
    return measures


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
