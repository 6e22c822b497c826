"""Blocks of what leads entered: quoted notes, totals with who gave them, a state's labor file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.entered_effort import derive_effort_rates
from firstlight.assessment.entered_rates import RATE, REPEAT, derive_rates
from firstlight.assessment.entered_rest import derive_rests
from firstlight.assessment.entered_said import (
    place_of,
    say_answers,
    say_approvals,
    say_definitions,
    say_reasons,
    say_totals,
)
from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, LeadNote
from firstlight.assessment.register import INVENTED, Register
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area
from firstlight.base.provenance import Address
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.catalogue.entries import Bullet
from firstlight.entered import Entered, LaborFile, Total

BY_LEADS = (
    "Entered by the leads from a holder’s document, by the holder’s own definition. Nobody here "
    "has checked it, and it is never added to a bundled figure."
)
BANNER = (
    "Invented for this demonstration. Nobody gave these totals, no such holder exists, and they "
    "say nothing of this place or of anybody in it."
)
FACTORS = {
    "I18": "On language and social isolation, ",
    "I19": "On debt and recruitment customs, ",
    "I21": "On norms that excuse exploitation, ",
    "I22": "On norms that hide boys, men and trans people, ",
    "cultural": "On a cultural factor, ",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """Blocks with the number of their chapter, the notes, and the figure of each total."""

    blocks: tuple[tuple[int, Block], ...]
    notes: tuple[LeadNote, ...]
    figures: tuple[tuple[Total, str], ...] = ()


def make_entered_blocks(
    library: Library, register: Register, area: Area, entered: Entered
) -> Brought:
    """One block for the notes and one for each source bullet that has a total or an answer."""
    blocks: list[tuple[int, Block]] = []
    kept: list[tuple[Total, str]] = []
    notes = tuple(_enter_note(register, entered, index) for index in range(len(entered.notes)))
    if notes:
        blocks.append((1, _make_notes_block(register, entered, notes)))
    for parameter in library.catalogue.parameters:
        for bullet in parameter.bullets:
            own = [t for t in entered.totals if _bullet(library, t) == bullet.id]
            labor = entered.labor if bullet.id == "state_labor" else None
            if own or labor:
                block, entries = _make_block(
                    library, register, area, bullet, own, labor, invented=entered.invented
                )
                kept += [(total, figure.id) for total, figure in entries]
                blocks.append((parameter.number, block))
    return Brought(tuple(blocks), notes, tuple(kept))


def _bullet(library: Library, total: Total) -> str:
    measure = library.catalogue.entered.get(total.measure)
    return measure.bullet if measure else total.measure.removeprefix("bullet.")


# Notes -------------------------------------------------------------------------------------------


def _enter_note(register: Register, entered: Entered, index: int) -> LeadNote:
    note = entered.notes[index]
    return LeadNote(
        factor=note.factor,
        text=note.text,
        author=note.author,
        role=note.role,
        day=note.day,
        how_known=note.how_known,
        evidence=register.cite(note.made_from),
    )


def _make_notes_block(register: Register, entered: Entered, notes: Sequence[LeadNote]) -> Block:
    sentences = tuple(
        register.say(
            Words(FACTORS[note.factor]),
            Named(f"{note.author}, {note.role}, {note.day.isoformat()}", note.evidence),
            Words(": “"),
            Named(note.text, note.evidence),
            Words("” How the author knows: "),
            Named(note.how_known.rstrip("."), note.evidence),
            Words("."),
        )
        for note in notes
    )
    return Block(
        id="entered_notes",
        title="Cultural factors, in the words of people who know the community",
        question="What keeps people from seeking help here, and who says so?",
        sentences=sentences,
        tables=(),
        warnings=(),
        cannot_tell=(
            "How often this happens. A note has no number, and several notes do not make one.",
            "Why any group of people would be exploited. What is noted is a practice.",
        ),
        ask_next="Ask a second author, from another group, whether it looks the same from there.",
        remarks=(
            "Notes entered by the leads, quoted as written, with author and date. They are never "
            "scored, and never derived from where people come from.",
        ),
        refusals=(),
        entered=True,
    )


# Totals ------------------------------------------------------------------------------------------


def _make_block(
    library: Library,
    register: Register,
    area: Area,
    bullet: Bullet,
    own: Sequence[Total],
    labor: LaborFile | None,
    *,
    invented: bool,
) -> tuple[Block, list[tuple[Total, Figure]]]:
    catalogue = library.catalogue
    ordered = sorted(catalogue.entered.values(), key=lambda measure: measure.order)
    measures = {m.id: m for m in ordered if m.bullet == bullet.id}
    groups = {group.id: group.name for group in catalogue.populations}
    used = [m for name, m in measures.items() if any(t.measure == name for t in own)]
    templates = {m.template: catalogue.templates[m.template] for m in used}
    beside = labor.made_from if labor else ()
    entries = [
        (total, _enter_total(library, register, total, measures[total.measure], invented))
        for total in own
        if total.measure in measures and not total.answer
    ]
    derived = [
        derive_rates(library, register, area, entries),
        derive_effort_rates(register, measures, entries),
        derive_rests(register, measures, entries),
    ]
    named = {m.id: m for m in used}
    floors = {rule.measure for rule in library.catalogue.pictures.counts}
    sentences = [
        *say_totals(register, area, entries, beside, groups, named, floors),
        *(sentence for part in derived for sentence in part.sentences),
        *say_definitions(register, own, beside),
        *say_reasons(register, own),
        *say_approvals(register, own, templates),
        *say_answers(register, own, measures),
    ]
    if labor is not None:
        sentences += _say_file(register, area, labor)
    if invented:
        sentences = [_say_invented(sentence) for sentence in sentences]
    tables = [_make_table(library, register, m, entries, beside, groups, invented) for m in used]
    ending = f"{INVENTED[:1].lower()}{INVENTED[1:]}" if invented else "entered by the leads"
    block = Block(
        id=f"entered_{bullet.id}",
        title=f"{bullet.text}: {ending}",
        question="What did holders give the leads?",
        sentences=tuple(sentences),
        tables=(
            *(table for table in tables if table),
            *(_mark(table, invented) for part in derived for table in part.tables),
        ),
        warnings=_gather([("W03",), *(t.warnings for t in templates.values())]),
        cannot_tell=_gather(m.cannot_tell for m in used)
        or ("Whether the holder knows of any case. An answer without a figure says nothing.",),
        ask_next=used[0].ask_next if used else bullet.ask,
        remarks=(
            BANNER if invented else BY_LEADS,
            *_gather(m.remarks for m in used),
            *(template.notice for template in templates.values()),
            *(remark for part in derived for remark in part.remarks),
            *_remarks(labor),
        ),
        refusals=tuple(refusal for part in derived for refusal in part.refusals),
        evidence_strength=next(
            (t.evidence_strength for t in templates.values() if t.evidence_strength), ""
        ),
        entered=True,
        invented=invented,
    )
    return block, entries


def _say_invented(sentence: Sentence) -> Sentence:
    return replace(sentence, parts=(Words(f"{INVENTED}: "), *sentence.parts))


def _mark(table: FigureTable, invented: bool) -> FigureTable:
    if not invented:
        return table
    return replace(table, title=(Words(f"{INVENTED}: "), *table.title))


def _gather(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in lists for text in texts))


def _remarks(labor: LaborFile | None) -> Iterator[str]:
    if labor is not None and labor.dropped:
        names = ", ".join(labor.dropped)
        yield f"Left unread, because they look as if they were about people: {names}."
    if labor is not None and labor.by_case:
        yield "The file has a row for each case; rows were counted by county and year in memory."


def _enter_total(
    library: Library, register: Register, total: Total, measure: EnteredMeasure, invented: bool
) -> Figure:
    group = f"{total.group}." if total.group else ""
    stem = f"entered.{measure.id}.{group}{total.place.id}.{total.period.label.replace(' ', '_')}"
    stem += "".join(f".{re.sub(r'[^0-9A-Za-z+-]+', '_', value)}" for _, value in total.parts)
    number, name = 1, stem
    while name in register.figures:
        number += 1
        name = f"{stem}.{number}"
    parts = "".join(f", {words}" for words in _name_parts(library, total))
    return register.enter_count(
        name,
        indicator=measure.id,
        label=f"{measure.label}{parts}, {total.place.name}",
        cell=total.cell,
        unit=total.unit or measure.unit,
        period=total.period,
        place=total.place,
        made_from=total.made_from,
        measured_for=measure.measured_for,
        low=total.low,
        high=total.high,
        invented=invented,
    )


def _name_parts(library: Library, total: Total) -> Iterator[str]:
    """The words for the part that a total is: "minors", "local jail", a district's own name."""
    words = library.catalogue.entered_parts
    lists = {
        "form": words.form,
        "age": {**words.age_bands, **words.age},
        "identified_by": words.identified_by,
        "facility_type": words.facility_type,
    }
    for name, value in total.parts:
        yield lists[name][value] if name in lists else value


def _make_table(
    library: Library,
    register: Register,
    measure: EnteredMeasure,
    entries: Sequence[tuple[Total, Figure]],
    beside: Sequence[Address],
    groups: Mapping[str, str],
    invented: bool,
) -> FigureTable | None:
    own = [(total, figure) for total, figure in entries if total.measure == measure.id]
    rows = tuple(
        TableRow(
            (
                Words(f"{groups[total.group]}, " if total.group else ""),
                *(
                    register.name(f"{words}, ", total.made_from or beside)
                    for words in _name_parts(library, total)
                ),
                Words(f"{place_of(figure)}, "),
                When(figure.period),
                Words(", by "),
                register.name(total.holder, total.made_from or beside),
            ),
            figure.id,
        )
        for total, figure in own
    )
    if not rows:
        return None
    title: tuple[Part, ...] = (Words(f"{measure.short}, entered by the leads"),)
    unit = own[0][1].quantity.unit.name
    table = FigureTable(title, "Place, time and holder", unit, rows)
    if not invented:
        return table
    return replace(table, title=(Words(f"{INVENTED}: {measure.short}"),))


def _say_file(register: Register, area: Area, labor: LaborFile) -> Iterator[Sentence]:
    """How many rows were read and not placed, where that gives nothing away."""
    when = labor.years
    if when is None:
        return
    for name, cell, label in (
        ("rows", labor.rows, "Rows of the state labor agency’s file"),
        ("unplaced", labor.unplaced, "Rows that could not be placed in a county and a year"),
    ):
        register.enter_count(
            f"entered.labor_{name}",
            indicator="labor_file",
            label=label,
            cell=cell,
            unit="rows",
            period=when,
            place=area.place,
            made_from=labor.made_from,
        )
    if labor.rows.has_number and labor.unplaced.has_number:
        yield register.say(
            Words("The state’s file has "),
            Shown("entered.labor_rows"),
            Words(", "),
            When(when),
            Words(", and this many could not be placed in a county and a year: "),
            Shown("entered.labor_unplaced"),
            Words("."),
        )
        return
    yield register.say(
        Words("How many rows the state’s file has is not told: it would give a hidden count away."),
        addresses=labor.made_from,
    )


__all__ = ["RATE", "REPEAT", "Brought", "make_entered_blocks"]
