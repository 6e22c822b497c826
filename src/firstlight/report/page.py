"""What the parts of a page need to know: words, marks and groups that no template should make.

Reports and the site load the same parts (`parts/`) into an environment equipped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from firstlight import __version__
from firstlight.assessment import Assessment, Chapter, FigureTable, Refusal, SourceState
from firstlight.base.cell import Status
from firstlight.base.finding import Evidence, Figure, Sentence, Shown
from firstlight.base.provenance import write_rows
from firstlight.base.quantity import UnitKind
from firstlight.base.words import count_in_words, finish_sentence, start_large
from firstlight.report import source_words, wording
from firstlight.report.funnel_plot import draw_funnel_plot
from firstlight.report.groups import (
    glance_at,
    group_blocks,
    measures_in_hand,
    measures_lacking,
    write_whose,
)
from firstlight.report.indications import count_signs, write_scale
from firstlight.report.marks import BY_PLACE, Scale, draw_scale
from firstlight.report.notes import FileKey, key_of
from firstlight.report.paper_statements import ANSWER_WORDS
from firstlight.report.paper_words import (
    AGES_TITLE,
    BEYOND,
    CONDITIONS_TITLE,
    CONDITIONS_WORDS,
    LACKING,
    LACKING_WORDS,
    PLACE_TITLE,
    RECORDS_TITLE,
    TITLE,
    say_audience,
    say_brought,
    say_face,
    say_help,
    say_lane,
    say_method,
    say_receipt,
)
from firstlight.report.pictures_words import write_grade, write_label
from firstlight.report.process_drawing import draw_process, say_hand
from firstlight.report.rank_bars import RankBars, draw_rank_bars

CELL_ICONS: Mapping[Status, str] = {
    Status.TRUE_ZERO: "zero",
    Status.STRUCTURAL_ZERO: "zero",
    Status.NOT_COLLECTED: "asked",
    Status.NOT_REPORTED: "dots",
    Status.REFUSED: "refused",
    Status.SUPPRESSED: "hidden",
    Status.NOT_REPORTABLE: "dots",
}


def parts_folder() -> Path:
    """The folder of the templates and styles that pages share."""
    return Path(__file__).parent / "parts"


def equip_environment(environment: jinja2.Environment) -> jinja2.Environment:
    """Give an environment the words and functions that the parts use."""
    environment.globals.update(
        {
            "version": __version__,
            "say_method": say_method,
            "say_help": say_help,
            "say_lane": say_lane,
            "say_face": say_face,
            "say_audience": say_audience,
            "say_brought": say_brought,
            "say_receipt": say_receipt,
            "title_words": TITLE,
            "state_tags": source_words.SOURCE_WORDS,
            "state_order": source_words.STATE_ORDER,
            "cell_icons": CELL_ICONS,
            "state_words": wording.STATE_WORDS,
            "unreliable_words": wording.UNRELIABLE_WORDS,
            "write_value": wording.write_value,
            "write_unit": wording.write_unit,
            "write_margin": wording.write_margin,
            "write_range": wording.write_range,
            "write_state": wording.write_state,
            "write_number": wording.write_number,
            "write_day": wording.write_day,
            "write_age": wording.write_age,
            "write_age_beside": wording.write_age_beside,
            "count_in_words": count_in_words,
            "say_defects": source_words.say_defects,
            "sources_in_words": source_words.sources_in_words,
            "source_words": source_words.write_source_state,
            "say_score": source_words.say_score,
            "say_research": source_words.say_research,
            "factors_in_words": source_words.factors_in_words,
            "sources_by_state": source_words.sources_by_state,
            "mark_evidence": mark_evidence,
            "evidence_by_file": evidence_by_file,
            "evidence_beside": evidence_beside,
            "lay_table": lay_table,
            "group_blocks": group_blocks,
            "draw_funnel_plot": draw_funnel_plot,
            "write_grade": write_grade,
            "write_label": write_label,
            "write_scale": write_scale,
            "count_signs": count_signs,
            "answer_words": ANSWER_WORDS,
            "measures_in_hand": measures_in_hand,
            "measures_lacking": measures_lacking,
            "known_titles": {
                "ages": AGES_TITLE,
                "records": RECORDS_TITLE,
                "conditions": CONDITIONS_TITLE,
                "place": PLACE_TITLE,
            },
            "conditions_words": CONDITIONS_WORDS,
            "lacking_title": LACKING,
            "lacking_words": LACKING_WORDS,
            "glance_at": glance_at,
            "write_whose": write_whose,
            "beyond_title": BEYOND,
            "group_refusals": group_refusals,
            "list_unshown": list_unshown,
            "all_sources": all_sources,
            "draw_process": draw_process,
            "say_hand": say_hand,
        }
    )
    environment.filters.update(
        {
            "fixed": fixed,
            "fixed_list": fixed_list,
            "raw": raw,
            "sentence_case": sentence_case,
            "at_start": at_start,
            "stop": stop,
        }
    )
    return environment


def make_environment() -> jinja2.Environment:
    """An environment for the parts alone, as reports use it."""
    return equip_environment(
        jinja2.Environment(
            loader=jinja2.FileSystemLoader(parts_folder()),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
    )


# Words -----------------------------------------------------------------------------------------


def fixed(text: str) -> Markup:
    """Fixed words; where they hold a digit they are marked, so that no digit stands unexplained."""
    if any(sign.isdigit() for sign in text):
        return Markup('<span data-fixed="">{}</span>').format(text)
    return escape(text)


def raw(value: float | None, figure: Figure | None = None) -> str:
    """A number as a script reads it: whole counts without a point, everything else in full."""
    if value is None:
        return ""
    whole = figure is not None and figure.quantity.unit.kind in (UnitKind.COUNT, UnitKind.CODE)
    return str(int(value)) if whole and float(value).is_integer() else repr(float(value))


def fixed_list(texts: Iterable[str]) -> Markup:
    """Fixed words one after the other, each marked on its own, without what follows a colon."""
    pieces = (text.partition(": ") for text in texts)
    return Markup("; ").join(fixed(name) + fixed(colon + rest) for name, colon, rest in pieces)


def stop(text: str) -> str:
    """The full stop that a text still needs."""
    return "" if not text or text[-1] in ".?!" else "."


def sentence_case(text: str) -> str:
    """The first letter large, the rest as it is; a full stop at the end."""
    return finish_sentence(text)


def at_start(text: str) -> str:
    """Words as they stand at the beginning of a line: the first letter large."""
    return start_large(text)


# Evidence --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """The one mark behind a figure: where it leads, what it shows, what is read aloud."""

    first: str
    text: str
    label: str


def mark_evidence(ids: Sequence[str]) -> EvidenceMark | None:
    """Fold the evidence of a figure into one mark: [1–4], or [1, 5, …] when it is scattered."""
    if not ids:
        return None
    numbers = sorted(int(name.removeprefix("e")) for name in ids)
    spans = write_rows(numbers).replace("-", "–").split(", ")
    text = ", ".join(spans[:2]) + (", …" if len(spans) > 2 else "")
    label = "Evidence " + ", ".join(spans).replace("–", " to ")
    return EvidenceMark(f"e{numbers[0]}", text, label)


def evidence_beside(said: Sentence, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """The evidence of a sentence that stands behind none of its figures, names included."""
    told = {
        name
        for part in said.parts
        if isinstance(part, Shown)
        for name in figures[part.figure].evidence
    }
    return tuple(name for name in said.evidence if name not in told)


@dataclass(frozen=True, slots=True)
class EvidenceColumn:
    """One column of a received file and the evidence read from it."""

    column: str
    entries: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One received file, and everything that was read from it, column by column."""

    about: Evidence
    numbers: str
    columns: tuple[EvidenceColumn, ...]


def evidence_by_file(evidence: Iterable[Evidence]) -> tuple[EvidenceFile, ...]:
    """Group evidence by received file and column, so that a file is described once."""
    files: dict[FileKey, dict[str, list[Evidence]]] = {}
    for entry in evidence:
        files.setdefault(key_of(entry), {}).setdefault(entry.column, []).append(entry)
    return tuple(
        EvidenceFile(
            about=next(iter(columns.values()))[0],
            numbers=write_rows(
                int(entry.id.removeprefix("e")) for group in columns.values() for entry in group
            ).replace("-", "–"),
            columns=tuple(EvidenceColumn(name, tuple(group)) for name, group in columns.items()),
        )
        for columns in files.values()
    )


# Tables ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note under a table: what is meant, and the words."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Which columns a table needs, its drawing, and the notes under it."""

    margin: bool
    bounds: bool
    state: bool
    scale: Scale | None
    bars: RankBars | None
    notes: tuple[TableNote, ...]
    age: str


def lay_table(table: FigureTable, figures: Mapping[str, Figure]) -> TableLayout:
    """Leave out columns in which nothing would stand; say once why numbers are missing."""
    shown = [figures[row.figure] for row in table.rows]
    notes: dict[tuple[str, str], None] = {}
    for figure in shown:
        cell = figure.quantity.cell
        if not cell.has_number and cell.why:
            ranged = figure.quantity.has_range
            about = wording.RANGE_WORDS if ranged else wording.STATE_WORDS[cell.status]
            why = wording.leave_out_state(cell.why, about)
            notes[(sentence_case(about), sentence_case(why))] = None
    for figure in shown:
        for note in figure.notes:
            notes[(f"{figure.place.name}.", sentence_case(note))] = None
    return TableLayout(
        margin=any(wording.write_margin(figure) for figure in shown),
        bounds=any(wording.write_range(figure) for figure in shown),
        state=any(figure.quantity.has_number and wording.write_state(figure) for figure in shown),
        scale=draw_scale(shown, by_place=table.head in BY_PLACE),
        bars=draw_rank_bars(table, figures, prefix=f"ranges-{table.rows[0].figure}")
        if table.rows
        else None,
        notes=tuple(TableNote(about, text) for about, text in notes),
        age=wording.write_age_of_table(shown),
    )


# Refusals and warnings -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Withheld:
    """Answers withheld for the same places; none are named where they are the area's or said."""

    whats: tuple[str, ...]
    places: tuple[str, ...]


NO_STEP = "No step is known that would change this."
ALL_OF_IT = "the area as a whole"


@dataclass(frozen=True, slots=True)
class RefusalGroup:
    """Answers withheld for one reason, and what would help, which is never left blank."""

    answers: tuple[Withheld, ...]
    why: str
    would_help: str


def group_refusals(refusals: Iterable[Refusal], area: str) -> tuple[RefusalGroup, ...]:
    """Put refusals with the same reason together; the same answer stands once, with its places.

    Answers that are withheld for the same places stand under them, so that a place is named
    once. What an area lacks because one of its counties lacks it stands with that county.
    """
    kept = tuple(refusals)
    of_county = {
        (one.what, f"{_without_state(one.place)}: {one.why}".casefold(), one.would_help): one
        for one in kept
        if one.place != area
    }
    groups: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
    for one in kept:
        said = (one.what, one.why.casefold(), one.would_help)
        cause = of_county.get(said) if one.place == area else None
        refusal = cause or one
        plain = refusal.place == area or refusal.place in refusal.what
        answers = groups.setdefault((refusal.why, refusal.would_help), {})
        places = answers.setdefault(refusal.what, {})
        if not plain:
            places[refusal.place] = None
        if cause is not None:
            places[ALL_OF_IT] = None
    return tuple(
        RefusalGroup(_join_by_places(answers), why, would_help or NO_STEP)
        for (why, would_help), answers in groups.items()
    )


def _without_state(place: str) -> str:
    return place.rpartition(", ")[0] or place


def _join_by_places(answers: Mapping[str, Iterable[str]]) -> tuple[Withheld, ...]:
    """Answers of the same places as one; those of several answers stand last, under their places.

    The area as a whole is named last of the places.
    """
    by_places: dict[tuple[str, ...], list[str]] = {}
    for what, places in answers.items():
        named = tuple(sorted(places, key=lambda place: place == ALL_OF_IT))
        by_places.setdefault(named, []).append(what)
    single = [
        Withheld((what,), places)
        for places, whats in by_places.items()
        for what in whats
        if not places or len(whats) == 1
    ]
    several = [
        Withheld(tuple(whats), places)
        for places, whats in by_places.items()
        if places and len(whats) > 1
    ]
    return (*single, *several)


def list_unshown(assessment: Assessment) -> tuple[Figure, ...]:
    """Figures that no table and no sentence shows, so that the page can say them as well."""
    blocks = [block for chapter in assessment.chapters for block in chapter.blocks]
    rows = [row for block in blocks for table in block.tables for row in table.rows]
    shown = {row.figure for row in rows}
    shown.update(part.figure for row in rows for part in row.label if isinstance(part, Shown))
    said = [*assessment.summary.known, *(said for block in blocks for said in block.sentences)]
    shown.update(part.figure for one in said for part in one.parts if isinstance(part, Shown))
    return tuple(figure for name, figure in assessment.figures.items() if name not in shown)


def all_sources(chapters: Iterable[Chapter]) -> tuple[SourceState, ...]:
    """The source bullets of all chapters."""
    return tuple(source for chapter in chapters for source in chapter.sources)
