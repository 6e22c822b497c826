"""Writes an assessment out for paper."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from firstlight.assessment import (
    Assessment,
    Block,
    Chapter,
    FactorState,
    FigureTable,
    Refusal,
    SourceState,
)
from firstlight.base.finding import Figure
from firstlight.base.place import Area, PlaceKind
from firstlight.catalogue.entries import Indicator
from firstlight.report.appendix import list_cells, list_files
from firstlight.report.glances import gather_lacking, lay_glance
from firstlight.report.groups import measures_in_hand, measures_lacking
from firstlight.report.marks import draw_scale
from firstlight.report.notes import Notebook, fold_ids
from firstlight.report.paper import (
    TITLE,
    WEAK,
    Caution,
    FactorRow,
    FirstPage,
    Grid,
    GroupSheet,
    Measure,
    Paper,
    PaperChapter,
    Reading,
    Row,
    SourceRow,
    say_face,
    say_lane,
    say_method,
)
from firstlight.report.source_words import (
    factors_in_words,
    say_defects,
    say_research,
    say_score,
    sources_in_words,
    write_source_state,
)
from firstlight.report.wording import (
    STATE_WORDS,
    write_age_of_table,
    write_day,
    write_margin,
    write_parts,
    write_range,
    write_state,
    write_value,
    write_why_missing,
)

REGISTER_CHAPTER = "documented_cases"
GROUPS_CHAPTER = "vulnerable_populations"
WHOLE_AREA = "The whole area"
SHORT_UNRELIABLE = "too wide to lean on"  # below a margin
NAMED_AT_MOST = 80  # counties; more do not fit the first page


def lay_out(assessment: Assessment, *, notes_once: bool) -> Paper:
    """Write an assessment out for paper.

    `notes_once` numbers each note once in the whole paper (a list at the end); without it
    a note is repeated in every chapter that uses it (feet of pages).
    """
    book = Notebook(assessment.evidence, once=notes_once)
    area = assessment.area
    first_page = _first_page(assessment, book)
    chapters = tuple(_chapter(assessment, chapter, book) for chapter in assessment.chapters)
    choice = assessment.detection
    return Paper(
        title=f"{TITLE} {area.name}, and what is not",
        area=area.name,
        counties="" if area.is_one_county else _name_counties(area),
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
        refusals=tuple(_place_short(refusal, area) for refusal in assessment.refusals),
        factors=tuple(_factor(factor) for factor in assessment.factors),
        factors_words=factors_in_words(assessment.factors),
        notes=tuple(book.notes),
        files=list_files(assessment.evidence.values()),
        cells=list_cells(assessment.evidence.values()),
        method=(*say_method(assessment), *say_defects(assessment.cited)),
        readings=_readings(assessment),
    )


def _place_short(refusal: Refusal, area: Area) -> Refusal:
    whole = refusal.place == area.place.name and not area.is_one_county
    return replace(refusal, place=WHOLE_AREA) if whole else refusal


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


def _first_page(assessment: Assessment, book: Notebook) -> FirstPage:
    book.open_scope(brief=True)
    sources = [source for chapter in assessment.chapters for source in chapter.sources]
    known = tuple(book.line(said, assessment.figures) for said in assessment.summary.known)
    return FirstPage(
        known=known,
        not_known=assessment.summary.not_known,
        asks=assessment.summary.asks,
        warnings=_cautions(assessment, assessment.summary.warnings),
        states=tuple(source.status for source in sources),
        states_words=f"Of the sources that the guide names: {sources_in_words(sources)}",
        face=say_face(assessment),
        notes=tuple(book.notes),
    )


def _name_counties(area: Area) -> str:
    """The counties of an area by state: "Ten counties …", each state's name once."""
    if len(area.counties) > NAMED_AT_MOST:
        return f"{len(area.counties)} counties in {', '.join(area.states)}"
    by_state: dict[str, list[str]] = {}
    for county in area.counties:
        by_state.setdefault(county.state, []).append(county.name.removesuffix(" County"))
    states = [f"{', '.join(names)} ({state})" for state, names in by_state.items()]
    return f"{len(area.counties)} counties: {'; '.join(states)}"


def _chapter(assessment: Assessment, chapter: Chapter, book: Notebook) -> PaperChapter:
    book.open_scope()
    before = len(book.notes)
    lede = tuple(book.line(said, assessment.figures) for said in chapter.lede)
    notes = tuple(book.notes[before:])
    figures = assessment.figures
    lacking = measures_lacking(chapter.blocks, figures)
    groups = measures_in_hand(chapter.blocks, figures)
    measures = [
        _measure(assessment, block, book, name if block is blocks[0] else "")
        for name, blocks in groups
        for block in blocks
    ]
    register = _register(assessment, chapter)
    return PaperChapter(
        number=chapter.number,
        title=chapter.title,
        question=chapter.question,
        lede=lede,
        opening=chapter.opening,
        sources=tuple(_source(source) for source in chapter.sources),
        measures=(*measures, register) if register else tuple(measures),
        warnings=_cautions(assessment, chapter.warnings),
        sheets=_sheets(assessment) if chapter.id == GROUPS_CHAPTER else (),
        notes=notes,
        glance=lay_glance(groups, figures),
        lacking=gather_lacking(lacking, figures),
        lacking_warnings=_cautions(
            assessment, dict.fromkeys(name for block in lacking for name in block.warnings)
        ),
    )


def _sheets(assessment: Assessment) -> tuple[GroupSheet, ...]:
    """A sheet for each group of people."""
    return tuple(
        GroupSheet(
            name=sheet.name,
            who=sheet.who,
            context="Context: never scored, never mapped." if sheet.context else "",
            grids=(_grid(sheet.table, assessment.figures),) if sheet.table else (),
            why_no_size=sheet.why_no_size,
            who_could=f"{sheet.holder[:1].upper()}{sheet.holder[1:]}. {sheet.ask}",
            served_by="; ".join(sheet.served_by),
            unknown=" ".join(sheet.unknown),
            misuse_guard=sheet.misuse_guard,
        )
        for sheet in assessment.populations
    )


def _register(assessment: Assessment, chapter: Chapter) -> Measure | None:
    """The register of documented cases, at the end of the chapter that its figures stand in."""
    entries = assessment.case_register
    if chapter.id != REGISTER_CHAPTER or not entries:
        return None
    figures = [assessment.figures[entry.figure] for entry in entries]
    rows = tuple(
        _row(f"{entry.year}, {entry.form.lower()}", figure)
        for entry, figure in zip(entries, figures, strict=True)
    )
    shorts = {entry.source: entry.short for entry in assessment.evidence.values()}
    remarks = [
        f"Source: {shorts.get(entry.source, entry.source)}. Definition: {entry.definition}. "
        f"Stage: {entry.stage}."
        for entry in entries
    ]
    remarks += [entry.may_repeat for entry in entries if entry.may_repeat]
    grid = Grid(
        title="Every count, with its definition and stage",
        unit="",
        head="Year and form",
        value_head=figures[0].quantity.unit.name,
        margin_head="",
        rows=rows,
        scale=None,
        remarks=write_why_missing(figures),
    )
    return Measure(
        title="Register of documented cases",
        question="What was counted, by whom, as what?",
        lines=(),
        grids=(grid,),
        cannot_tell=("How many cases there were. Counts of different sources are never added.",),
        ask_next="",
        remarks=tuple(dict.fromkeys(remarks)),
        warnings=_cautions(assessment, chapter.warnings),
        refusals=(),
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


def _measure(assessment: Assessment, block: Block, book: Notebook, group: str) -> Measure:
    book.open_block()
    before = len(book.notes)
    lines = tuple(book.line(said, assessment.figures) for said in block.sentences)
    return Measure(
        title=block.title,
        question=block.question,
        lines=lines,
        grids=tuple(_grid(table, assessment.figures) for table in block.tables),
        cannot_tell=block.cannot_tell,
        ask_next=block.ask_next,
        remarks=block.remarks,
        warnings=_cautions(assessment, block.warnings),
        refusals=block.refusals,
        notes=tuple(book.notes[before:]),
        badge=WEAK if block.is_weak else "",
        options=block.options,
        group=group,
    )


def _cautions(assessment: Assessment, ids: Iterable[str]) -> tuple[Caution, ...]:
    texts = [assessment.warnings[name] for name in ids]
    return tuple(Caution(text.id, text.name, text.text) for text in texts)


def _grid(table: FigureTable, figures: Mapping[str, Figure]) -> Grid:
    shown = [figures[row.figure] for row in table.rows]
    states = {figure.place.name.rpartition(", ")[2] for figure in shown if _is_county(figure)}
    rows = tuple(
        _row(_label(write_parts(row.label, figures), figure, states), figure, row.emphasized)
        for row, figure in zip(table.rows, shown, strict=True)
    )
    units = list(dict.fromkeys(figure.quantity.unit.name for figure in shown))
    value_head = (units[0] if len(units) == 1 else "") or table.unit
    by_place = table.head in ("Place", "County", "State", "Continuum of Care")
    margins = any(write_margin(figure) for figure in shown)
    ranges = any(write_range(figure) for figure in shown)
    return Grid(
        title=_title_with_age(table, figures, shown),
        unit="" if table.unit == value_head else table.unit,
        head=table.head,
        value_head=value_head,
        margin_head="± at 90 %" if margins else "range" if ranges else "",
        rows=rows,
        scale=draw_scale(shown, by_place=by_place),
        remarks=(*write_why_missing(shown), *_write_notes(shown)),
    )


def _title_with_age(
    table: FigureTable, figures: Mapping[str, Figure], shown: Iterable[Figure]
) -> str:
    title, age = write_parts(table.title, figures), write_age_of_table(shown)
    return f"{title} ({age})" if age else title


def _is_county(figure: Figure) -> bool:
    return figure.place.kind is PlaceKind.COUNTY


def _label(label: str, figure: Figure, states: Collection[str]) -> str:
    """A row's label, short: the area as a whole; counties of one state without the state."""
    if figure.place.kind is PlaceKind.AREA and label == figure.place.name:
        return WHOLE_AREA
    if _is_county(figure) and label == figure.place.name and len(states) == 1:
        return label.rpartition(", ")[0]
    return label


def _row(label: str, figure: Figure, emphasized: bool = False) -> Row:
    cell = figure.quantity.cell
    aside = figure.measured_for
    if aside and aside.split()[-1] in label:
        aside = ""
    known = cell.has_number or figure.quantity.has_range
    words = SHORT_UNRELIABLE if cell.unreliable else write_state(figure)
    return Row(
        label=f"{label[:1].upper()}{label[1:]}",
        aside=aside,
        value=write_value(figure) if known else "",
        margin=write_margin(figure) or write_range(figure),
        state="unreliable" if cell.unreliable else cell.status.value,
        words=words if known else STATE_WORDS[cell.status],
        evidence=fold_ids(figure.evidence),
        emphasized=emphasized,
    )


def _write_notes(figures: Iterable[Figure]) -> tuple[str, ...]:
    """What the figures' notes say, each with the place it is about."""
    said = [f"{figure.place.name}: {note}." for figure in figures for note in figure.notes]
    return tuple(dict.fromkeys(said))
