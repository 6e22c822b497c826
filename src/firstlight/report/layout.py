"""Writes an assessment out for paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_lowercase

from firstlight.assessment import (
    Assessment,
    Block,
    Chapter,
    FactorState,
    Refusal,
    SourceState,
)
from firstlight.base.finding import Figure
from firstlight.base.place import Area
from firstlight.catalogue.entries import Indicator
from firstlight.report.appendix import find_cells, list_cells, list_files
from firstlight.report.first_page import (
    NAMED_AT_MOST,
    lay_cautions,
    lay_first_page,
    list_counties,
    name_counties,
)
from firstlight.report.glances import gather_lacking, lay_glance
from firstlight.report.grids import (
    WHOLE_AREA,
    is_of_places,
    lay_grid,
    share_places,
    share_rows,
)
from firstlight.report.groups import measures_in_hand, measures_lacking
from firstlight.report.notes import Notebook
from firstlight.report.page import Withheld, group_refusals
from firstlight.report.paper import (
    Brief,
    FactorRow,
    GroupSheet,
    Measure,
    Paper,
    PaperChapter,
    Reading,
    RefusedGroup,
    SaidOnce,
    SourceRow,
)
from firstlight.report.paper_cases import REGISTER_CHAPTER, lay_register
from firstlight.report.paper_process import lay_process
from firstlight.report.paper_statements import lay_statements
from firstlight.report.paper_tables import (
    SharedGroup,
)
from firstlight.report.paper_twins import lay_funnel, lay_twins
from firstlight.report.paper_words import (
    TITLE,
    WEAK,
    say_lane,
    say_method,
)
from firstlight.report.source_words import (
    factors_in_words,
    say_defects,
    say_research,
    say_score,
    write_source_state,
)
from firstlight.report.wording import write_day

PROCESS_CHAPTER = "historical_crime"
FUNNEL = "pictures_funnel"
GROUPS_CHAPTER = "vulnerable_populations"
REFUSED_AT_MOST = 40  # answers withheld for one reason; more are cut to FIRST_REFUSED
FIRST_REFUSED = 10
SAID_ONCE_FROM = 2  # measures of a chapter that share the same words


def lay_out(assessment: Assessment) -> Paper:
    """Write an assessment out for paper."""
    book = Notebook(assessment.evidence)
    area = assessment.area
    first_page = lay_first_page(assessment, book)
    chapters = tuple(_chapter(assessment, chapter, book) for chapter in assessment.chapters)
    choice = assessment.detection
    evidence = tuple(assessment.evidence.values())
    return Paper(
        title=f"{TITLE} {area.name}, and what is not",
        area=area.name,
        counties="" if area.is_one_county or area.typed else name_counties(area),
        county_list=list_counties(area) if len(area.counties) > NAMED_AT_MOST else "",
        said=area.said,
        made_on=write_day(assessment.made_on),
        data_received=write_day(assessment.data_received),
        edition=assessment.edition,
        lane=say_lane(assessment),
        detection=""
        if choice is None
        else f"{100 * choice.low:g} to {100 * choice.high:g} in 100, by {choice.source}",
        first_page=first_page,
        chapters=chapters,
        statements=lay_statements(assessment.statements),
        refusals=tuple(_place_short(refusal, area) for refusal in assessment.refusals),
        refused=_group_refused(assessment),
        factors=tuple(_factor(factor) for factor in assessment.factors),
        factors_words=factors_in_words(assessment.factors),
        notes=tuple(book.notes),
        files=list_files(evidence),
        cells=list_cells(evidence),
        cell_of=find_cells(evidence),
        method=(*say_method(assessment), *say_defects(assessment.cited)),
        readings=_readings(assessment),
    )


def _place_short(refusal: Refusal, area: Area) -> Refusal:
    whole = refusal.place == area.place.name and not area.is_one_county
    return replace(refusal, place=WHOLE_AREA) if whole else refusal


def _group_refused(assessment: Assessment) -> tuple[RefusedGroup, ...]:
    """Refusals under their reasons, so that a reason is printed once."""
    return tuple(
        RefusedGroup(
            _cut(tuple(text for answer in group.answers for text in _write_withheld(answer))),
            group.why,
            group.would_help,
        )
        for group in group_refusals(assessment.refusals, assessment.area.name)
    )


def _write_withheld(answer: Withheld) -> tuple[str, ...]:
    """One answer with its places, or several answers of which the first names their places."""
    places = ", ".join(_cut(answer.places))
    first, *others = answer.whats
    if others:
        return (f"For {places}: {first}", *others)
    return (f"{first}: {places}" if places else first,)


def _cut(what: tuple[str, ...]) -> tuple[str, ...]:
    """A long list of answers, cut: all of them stand in refusals.csv."""
    if len(what) <= REFUSED_AT_MOST:
        return what
    return (*what[:FIRST_REFUSED], f"and {len(what) - FIRST_REFUSED:,} more, in refusals.csv")


def _readings(assessment: Assessment) -> tuple[Reading, ...]:
    entries = [
        entry
        for chapter in assessment.chapters
        for block in chapter.blocks
        if (entry := block.indicator or block.context) is not None
    ]
    return tuple(
        Reading(
            label=entry.label,
            scored="may be scored"
            if isinstance(entry, Indicator) and entry.scored
            else "context, never scored",
            direction=entry.direction.replace("=", ": "),
            known_bias=entry.known_bias,
            misuse_guard=entry.misuse_guard,
        )
        for entry in entries
    )


def _chapter(assessment: Assessment, chapter: Chapter, book: Notebook) -> PaperChapter:
    lede = tuple(book.line(said, assessment.figures) for said in chapter.lede)
    figures = assessment.figures
    lacking = measures_lacking(chapter.blocks, figures)
    groups = measures_in_hand(chapter.blocks, figures)
    once = _say_once(block for _, blocks in groups for block in blocks)
    counties = len(assessment.area.counties)
    shared = _share(groups, figures, counties)
    measures = [
        _measure(assessment, block, book, name if block is blocks[0] else "", once)
        for name, blocks in groups
        for block in blocks
    ]
    register = lay_register(assessment, chapter)
    return PaperChapter(
        number=chapter.number,
        title=chapter.title,
        question=chapter.question,
        lede=lede,
        opening=chapter.opening,
        sources=tuple(_source(source) for source in chapter.sources),
        measures=(*measures, register) if register else tuple(measures),
        warnings=lay_cautions(assessment, chapter.warnings),
        sheets=_sheets(assessment) if chapter.id == GROUPS_CHAPTER else (),
        process=lay_process(assessment.process, figures, _titles(assessment))
        if chapter.id == PROCESS_CHAPTER
        else None,
        twins=lay_twins(assessment.pictures, figures) if chapter.id == REGISTER_CHAPTER else None,
        shared=shared,
        said_once=tuple(SaidOnce(mark, text) for text, mark in once.items()),
        glance=lay_glance(groups, figures),
        lacking=gather_lacking(lacking, figures),
        lacking_warnings=lay_cautions(
            assessment, dict.fromkeys(name for block in lacking for name in block.warnings)
        ),
    )


def _titles(assessment: Assessment) -> dict[str, str]:
    """Under which measure each figure is printed that stands in a table of a chapter."""
    return {
        row.figure: block.title
        for chapter in assessment.chapters
        for _, blocks in measures_in_hand(chapter.blocks, assessment.figures)
        for block in blocks
        for table in block.tables
        for row in table.rows
    }


def _sheets(assessment: Assessment) -> tuple[GroupSheet, ...]:
    """A sheet for each group of people."""
    return tuple(
        GroupSheet(
            name=sheet.name,
            who=sheet.who,
            context="Context: never scored, never mapped." if sheet.context else "",
            grids=(lay_grid(sheet.table, assessment.figures),) if sheet.table else (),
            why_no_size=sheet.why_no_size,
            who_could=f"{sheet.holder[:1].upper()}{sheet.holder[1:]}. {sheet.ask}",
            served_by="; ".join(sheet.served_by),
            unknown=" ".join(sheet.unknown),
            misuse_guard=sheet.misuse_guard,
        )
        for sheet in assessment.populations
    )


def _source(source: SourceState) -> SourceRow:
    return SourceRow(
        text=source.text,
        state=source.status,
        words=write_source_state(source),
        holder=source.holder,
        ask=source.ask,
        in_hand="; ".join(source.in_hand),
        lacking="; ".join(source.lacking),
    )


def _factor(factor: FactorState) -> FactorRow:
    return FactorRow(
        name=factor.name,
        about=f"{factor.id}, {factor.role}; research: {say_research(factor)}",
        state=factor.status,
        words=write_source_state(factor),
        in_hand="; ".join(factor.in_hand),
        lacking="; ".join(factor.lacking),
        holder=factor.holder,
        ask=factor.ask,
        score=say_score(factor),
    )


def _share(
    groups: Sequence[tuple[str, tuple[Block, ...]]], figures: Mapping[str, Figure], counties: int
) -> tuple[SharedGroup, ...]:
    """The tables of places that open a chapter, under its headings."""
    found: list[SharedGroup] = []
    number = 0
    for name, blocks in groups:
        shared = share_places(name, tuple(enumerate(blocks, number)), figures, counties=counties)
        number += len(blocks)
        if shared is not None:
            found.append(shared)
    return tuple(found)


def _say_once(blocks: Iterable[Block]) -> dict[str, str]:
    """Words that several measures of a chapter need, and the letters they are printed under."""
    counted = Counter(
        text for block in blocks for text in dict.fromkeys((*block.remarks, *block.cannot_tell))
    )
    texts = [text for text, number in counted.items() if number >= SAID_ONCE_FROM]
    return {text: write_letter(index) for index, text in enumerate(texts)}


def write_letter(index: int) -> str:
    """A letter for the index, from 0: a to z, then aa, ab, ..."""
    if index < len(ascii_lowercase):
        return ascii_lowercase[index]
    return write_letter(index // len(ascii_lowercase) - 1) + write_letter(
        index % len(ascii_lowercase)
    )


def _brief(block: Block, figures: Mapping[str, Figure], once: Mapping[str, str]) -> Brief:
    """A measure without what stands in the shared tables and in the words said once."""
    in_shared = bool(block.tables) and is_of_places(block.tables[0], figures)
    twins = any(table.side for table in block.tables)  # they stand in the table of both sides
    own = () if twins else block.tables[1 if in_shared else 0 :]
    side, alone, remarks = share_rows(own, figures)
    # the reasons of the verdicts are in its sentences
    own_remarks = block.remarks[: int(block.invented)] if twins else block.remarks
    texts = (*own_remarks, *remarks)
    return Brief(
        tables=side,
        grids=alone,
        remarks=tuple(text for text in texts if text not in once),
        cannot_tell=tuple(text for text in block.cannot_tell if text not in once),
        marks=tuple(
            once[text] for text in dict.fromkeys((*own_remarks, *block.cannot_tell)) if text in once
        ),
        in_shared=in_shared or twins,
    )


def _measure(
    assessment: Assessment, block: Block, book: Notebook, group: str, once: Mapping[str, str]
) -> Measure:
    lines = tuple(book.line(said, assessment.figures) for said in block.sentences)
    return Measure(
        title=block.title,
        question=block.question,
        lines=lines,
        grids=tuple(lay_grid(table, assessment.figures) for table in block.tables),
        cannot_tell=block.cannot_tell,
        ask_next=block.ask_next,
        remarks=block.remarks,
        warnings=lay_cautions(assessment, block.warnings),
        refusals=block.refusals,
        brief=_brief(block, assessment.figures, once),
        badge=WEAK if block.is_weak else "",
        options=block.options,
        group=group,
        drawing=lay_funnel(assessment.pictures) if block.id == FUNNEL else None,
    )
