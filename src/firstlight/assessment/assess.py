"""The assessment: the rooms are introduced to each other, chapter by chapter."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace

from firstlight.assessment.access import make_port_block, make_road_block
from firstlight.assessment.case_register import make_case_register
from firstlight.assessment.context import make_context_block
from firstlight.assessment.entered_blocks import make_entered_blocks
from firstlight.assessment.entered_sources import describe_origins, describe_what_leads_enter
from firstlight.assessment.entered_states import add_entered_states
from firstlight.assessment.factors_looked_at import list_factors
from firstlight.assessment.guard import guard_words
from firstlight.assessment.homeless_counts import make_homeless_block
from firstlight.assessment.incident_area import ID as INCIDENT_AREA
from firstlight.assessment.incident_area import AreaIncidents, read_area
from firstlight.assessment.incident_area_words import make_area_block
from firstlight.assessment.incident_bounds import bound_incidents
from firstlight.assessment.incident_files import (
    choose_incident_files,
    describe_download,
    make_incident_block,
)
from firstlight.assessment.incident_shapes import ID, IncidentFiles
from firstlight.assessment.incident_silence import say_files
from firstlight.assessment.incident_states import add_incident_states
from firstlight.assessment.library import Library, open_library
from firstlight.assessment.measures import make_block
from firstlight.assessment.migration import make_migration_block
from firstlight.assessment.model import Ask, Assessment, Block, Chapter, DetectionChoice
from firstlight.assessment.nearby import make_nearby_block
from firstlight.assessment.pictures import CHAPTER, make_pictures
from firstlight.assessment.populations import make_sheets
from firstlight.assessment.process import make_process
from firstlight.assessment.profile import make_profile_block
from firstlight.assessment.recorded_cases import make_recorded_block
from firstlight.assessment.register import Register, open_register
from firstlight.assessment.reported_months import make_months_block
from firstlight.assessment.silent_states import ask_state_first, find_silent_states
from firstlight.assessment.statements import make_statements
from firstlight.assessment.states_of_sources import list_sources
from firstlight.assessment.summary import make_summary
from firstlight.assessment.task_forces import make_task_force_block
from firstlight.assessment.triggers import find_warnings
from firstlight.base.place import Area
from firstlight.catalogue.entries import Parameter
from firstlight.entered import Entered
from firstlight.recorded import Recorded

EDITION = "earlier edition, with underage prostitution arrests"

__all__ = ["Library", "assess", "open_library"]


def assess(
    area: Area,
    *,
    library: Library,
    made_on: datetime.date,
    detection: DetectionChoice | None = None,
    entered: Entered | None = None,
    incidents: IncidentFiles | None = None,
) -> Assessment:
    """Make the first assessment of an area from the bundled public data.

    Parameters
    ----------
    area : Area
        One county, or several as one area.
    library : Library
        Catalogue, bundled tables and gazetteer; reused from area to area.
    made_on : datetime.date
        Today, from the edge.
    detection : DetectionChoice or None
        The share noticed and recorded that a person chose, with its source. Only then
        are bounds shown, and never in the summary.
    entered : Entered or None
        What the leads brought in themselves (see `read_leads_files`). It stands in blocks
        of its own and is never added to a bundled figure.
    incidents : IncidentFiles or None
        An FBI incident download as protected counts (see `take_incident_files`), in place of
        a loaded one of its state. Without it the library's loaded ones are used. They stand in
        blocks of their own, beside the offenses of the process and, for the agencies of the
        area, among what police recorded.

    Returns
    -------
    Assessment
        Every figure with its evidence; what is missing stands as a refusal with its
        reason. Nothing raises for want of data.

    Raises
    ------
    UnsupportedSentence
        When a sentence claims more than the evidence carries: a fault of ours.
    InputFaults
        When the source typed for a detection range does.
    """
    own = entered or Entered()
    downloads = choose_incident_files(library, area, incidents)
    given = {
        files.source_id: describe_download(files, made_on)
        for files in downloads
        if files.source_id == ID  # a loaded one is a source of the library already
    }
    register = open_register(library, made_on, {**describe_origins(own), **given})
    blocks: dict[str, Block] = {}
    recorded_block, recorded = make_recorded_block(library, register, area, detection)
    profile = make_profile_block(library, register, area)
    blocks[profile.id] = profile
    for indicator in library.catalogue.indicators.values():
        blocks[indicator.id] = make_block(library, register, indicator, area)
    blocks[recorded_block.id] = recorded_block
    months = make_months_block(library, register, area, recorded)
    blocks[months.id] = months
    for make in (
        make_nearby_block,
        make_homeless_block,
        make_migration_block,
        make_road_block,
        make_port_block,
        make_task_force_block,
    ):
        block = make(library, register, area)
        blocks[block.id] = block
    for entry in library.catalogue.contexts.values():
        blocks[entry.id] = make_context_block(library, register, entry, area)
    if downloads:
        blocks[ID] = make_incident_block(library, register, area, downloads)
    here = [read_area(library, register, area, files) for files in downloads]
    if here:
        bounds = [bound_incidents(library, register, area, one, detection) for one in here]
        own_block = make_area_block(library, register, area, here, bounds, recorded)
        blocks[own_block.id] = own_block
    brought = make_entered_blocks(library, register, area, own)
    beside = make_pictures(library, register, area, recorded, own, brought.figures, here)
    said = make_statements(library, register, own)
    chapter_of = {
        **_CHAPTER_OF,
        **{block.id: number for number, block in said.blocks},
        **{block.id: number for number, block in brought.blocks},
        **{block.id: CHAPTER for block in beside.blocks},
    }
    blocks.update({block.id: block for _, block in brought.blocks})
    blocks.update({block.id: block for block in beside.blocks})
    blocks.update({block.id: block for _, block in said.blocks})
    chapters = tuple(
        _make_chapter(library, register, parameter, blocks, area, chapter_of, own, recorded, here)
        for parameter in library.catalogue.parameters
    )
    process = make_process(library.catalogue, register.figures, area)
    summary = make_summary(library, register, chapters, recorded, area)
    files_said = (say_files(library, register, area, one, recorded) for one in here)
    summary = replace(summary, records=(*summary.records, *files_said, beside.first))
    used = {warning for chapter in chapters for warning in chapter.warnings}
    used.update(process.warnings)
    made = Assessment(
        area=area,
        made_on=made_on,
        edition=EDITION,
        figures=register.figures,
        evidence=register.evidence,
        chapters=chapters,
        summary=summary,
        warnings={name: text for name, text in library.catalogue.warnings.items() if name in used},
        refusals=tuple(
            refusal
            for chapter in chapters
            for block in chapter.blocks
            for refusal in block.refusals
        ),
        factors=list_factors(library.catalogue, blocks.values(), register.figures, area),
        case_register=make_case_register(
            library,
            register,
            area,
            recorded,
            here,
            brought.figures,
            source=library.pack.table("fbi_ht_2020", "offenses").source.id,
        ),
        cited=(
            *(
                source
                for source in library.catalogue.sources.values()
                if any(evidence.source == source.id for evidence in register.evidence.values())
            ),
            *given.values(),
            *describe_what_leads_enter(own),
        ),
        detection=detection,
        data_received=max(s.received_on for s in library.catalogue.sources.values()),
        populations=make_sheets(library, register.figures, area),
        notes=brought.notes,
        process=process,
        has_entered=not own.is_empty,
        has_invented=own.invented,
        pictures=beside.pictures,
        statements=said.statements,
        audience=own.audience,
    )
    guard_words(made)
    return made


def _make_chapter(
    library: Library,
    register: Register,
    parameter: Parameter,
    blocks: dict[str, Block],
    area: Area,
    chapter_of: Mapping[str, int],
    entered: Entered,
    recorded: Recorded,
    incidents: Sequence[AreaIncidents],
) -> Chapter:
    own = tuple(
        block for block in blocks.values() if _chapter_of(block, chapter_of) == parameter.number
    )
    listed = list_sources(parameter, blocks, register.figures, area)
    sources = add_entered_states(add_incident_states(listed, incidents), library, area, entered)
    warnings = find_warnings(
        library,
        number=parameter.number,
        blocks=own,
        sources=sources,
        figures=register.figures,
        area=area,
    )
    silent = find_silent_states(library, area, recorded)
    return Chapter(
        id=parameter.id,
        number=parameter.number,
        title=parameter.title,
        question=parameter.question,
        lede=blocks[parameter.leads_with].sentences[:1] if parameter.leads_with else (),
        opening=parameter.opening,
        blocks=own,
        sources=sources,
        warnings=warnings,
        asks=tuple(
            ask_state_first(Ask(source.holder, source.ask, source.id), silent)
            for source in sources
            if source.status != "in_hand"
        ),
    )


def _chapter_of(block: Block, others: Mapping[str, int]) -> int:
    entry = block.indicator or block.context
    return entry.parameter if entry else others[block.id]


_CHAPTER_OF = {
    "profile": 1,
    "migration_flows": 1,
    "access_roads": 1,
    "access_ports": 1,
    "recorded_offenses": 2,
    "months_reported": 2,
    "federal_district": 3,
    "task_force_list": 3,
    "pit_youth": 5,
    ID: 4,
    INCIDENT_AREA: 2,
}
