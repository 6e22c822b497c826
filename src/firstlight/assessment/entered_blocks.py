"""Blocks of what leads entered: quoted notes, totals with who gave them, a state's labor file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firstlight.assessment.entered_rates import RATE, REPEAT, Derived, derive_rates
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, FigureTable, LeadNote, TableRow
from firstlight.assessment.register import Register
from firstlight.base.cell import Status
from firstlight.base.finding import Figure, Named, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area, PlaceKind
from firstlight.base.provenance import Address
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.catalogue.entries import Bullet
from firstlight.entered import NOT_COUNTED, REFUSED, WAITING, Entered, LaborFile, Total

BY_LEADS = (
    "Entered by the leads from a holder’s document, by the holder’s own definition. Nobody here "
    "has checked it, and it is never added to a bundled figure."
)
SAID_AT_MOST = 12  # totals; of more, only the newest of the whole area are put in words
ANSWERS = {
    REFUSED: " was asked and refused.",
    WAITING: " was asked and has not answered.",
    NOT_COUNTED: " was asked and does not record this.",
}
FACTORS = {
    "I18": "On language and social isolation, ",
    "I19": "On debt and recruitment customs, ",
    "I21": "On norms that excuse exploitation, ",
    "I22": "On norms that hide boys, men and trans people, ",
    "cultural": "On a cultural factor, ",
}


@dataclass(frozen=True, slots=True)
class Brought:
    """Blocks with the number of their chapter, and the notes."""

    blocks: tuple[tuple[int, Block], ...]
    notes: tuple[LeadNote, ...]


def make_entered_blocks(
    library: Library, register: Register, area: Area, entered: Entered
) -> Brought:
    """One block for the notes and one for each source bullet that has a total or an answer."""
    blocks: list[tuple[int, Block]] = []
    notes = tuple(_enter_note(register, entered, index) for index in range(len(entered.notes)))
    if notes:
        blocks.append((1, _make_notes_block(register, entered, notes)))
    for parameter in library.catalogue.parameters:
        for bullet in parameter.bullets:
            own = [t for t in entered.totals if _bullet(library, t) == bullet.id]
            labor = entered.labor if bullet.id == "state_labor" else None
            if own or labor:
                block = _make_block(library, register, area, bullet, own, labor)
                blocks.append((parameter.number, block))
    return Brought(tuple(blocks), notes)


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
) -> Block:
    ordered = sorted(library.catalogue.entered.values(), key=lambda measure: measure.order)
    measures = {m.id: m for m in ordered if m.bullet == bullet.id}
    groups = {group.id: group.name for group in library.catalogue.populations}
    used = [m for name, m in measures.items() if any(t.measure == name for t in own)]
    beside = labor.made_from if labor else ()
    entries = [
        (total, _enter_total(register, total, measures[total.measure]))
        for total in own
        if total.measure in measures and not total.answer
    ]
    derived = derive_rates(library, register, area, entries)
    sentences = [*_say_totals(register, area, entries, beside, groups), *derived.sentences]
    sentences += _say_definitions(register, own, beside)
    sentences += _say_answers(register, own, measures)
    if labor is not None:
        sentences += _say_file(register, area, labor)
    tables = [_make_table(register, m, entries, beside, groups) for m in used]
    return Block(
        id=f"entered_{bullet.id}",
        title=f"{bullet.text}: entered by the leads",
        question="What did holders give the leads?",
        sentences=tuple(sentences),
        tables=(*(table for table in tables if table), *derived.tables),
        warnings=("W03",),
        cannot_tell=_gather(m.cannot_tell for m in used)
        or ("Whether the holder knows of any case. An answer without a figure says nothing.",),
        ask_next=used[0].ask_next if used else bullet.ask,
        remarks=(BY_LEADS, *_gather(m.remarks for m in used), *_remarks(derived, labor)),
        refusals=derived.refusals,
        entered=True,
    )


def _gather(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for texts in lists for text in texts))


def _remarks(derived: Derived, labor: LaborFile | None) -> Iterator[str]:
    yield from derived.remarks
    if labor is not None and labor.dropped:
        names = ", ".join(labor.dropped)
        yield f"Left unread, because they look as if they were about people: {names}."
    if labor is not None and labor.by_case:
        yield "The file has a row for each case; rows were counted by county and year in memory."


def _enter_total(register: Register, total: Total, measure: EnteredMeasure) -> Figure:
    group = f"{total.group}." if total.group else ""
    stem = f"entered.{measure.id}.{group}{total.place.id}.{total.period.label.replace(' ', '_')}"
    number, name = 1, stem
    while name in register.figures:
        number += 1
        name = f"{stem}.{number}"
    return register.enter_count(
        name,
        indicator=measure.id,
        label=f"{measure.label}, {total.place.name}",
        cell=total.cell,
        unit=measure.unit,
        period=total.period,
        place=total.place,
        made_from=total.made_from,
        low=total.low,
        high=total.high,
    )


def _make_table(
    register: Register,
    measure: EnteredMeasure,
    entries: Sequence[tuple[Total, Figure]],
    beside: Sequence[Address],
    groups: Mapping[str, str],
) -> FigureTable | None:
    rows = tuple(
        TableRow(
            (
                Words(f"{groups[total.group]}, " if total.group else ""),
                Words(f"{figure.place.name}, "),
                When(figure.period),
                Words(", by "),
                register.name(total.holder, total.made_from or beside),
            ),
            figure.id,
        )
        for total, figure in entries
        if total.measure == measure.id
    )
    title: tuple[Part, ...] = (Words(f"{measure.short}, entered by the leads"),)
    return FigureTable(title, "Place, time and holder", measure.unit, rows) if rows else None


def _say_totals(
    register: Register,
    area: Area,
    entries: Sequence[tuple[Total, Figure]],
    beside: Sequence[Address],
    groups: Mapping[str, str],
) -> Iterator[Sentence]:
    newest = max((total.period.last for total, _ in entries), default=None)
    for total, figure in entries:
        many = len(entries) > SAID_AT_MOST
        if many and (total.place.id != area.place.id or total.period.last != newest):
            continue
        holder = register.name(total.holder, total.made_from or beside)
        about = f", on the group “{groups[total.group]}”," if total.group else ""
        where = f" for {_place(figure)}, "
        if figure.quantity.has_number:
            yield register.say(
                holder,
                Words(f"{about} gave "),
                Shown(figure.id),
                Words(where),
                When(figure.period),
                Words("."),
            )
        elif figure.quantity.cell.status is Status.SUPPRESSED:
            hidden = f"{about} gave a total, which is hidden,"
            yield register.say(holder, Words(f"{hidden}{where}"), When(figure.period), Words("."))


def _place(figure: Figure) -> str:
    nation = figure.place.kind is PlaceKind.NATION
    return "the United States" if nation else figure.place.name


def _say_definitions(
    register: Register, own: Sequence[Total], beside: Sequence[Address]
) -> Iterator[Sentence]:
    """Each holder's definition once, with the first total that it stands beside."""
    told = set()
    for total in own:
        key = (total.holder, total.definition)
        if not total.definition or key in told:
            continue
        told.add(key)
        addresses = total.made_from or beside
        yield register.say(
            register.name(total.holder, addresses),
            Words(" says what was counted: “"),
            register.name(total.definition.rstrip("."), addresses),
            Words(".”"),
        )


def _say_answers(
    register: Register, own: Sequence[Total], measures: dict[str, EnteredMeasure]
) -> Iterator[Sentence]:
    for total in own:
        if not total.answer:
            continue
        measure = measures.get(total.measure)
        about = f", on {_lower(measure.short)}," if measure else ""
        yield register.say(
            register.name(total.holder, total.made_from), Words(f"{about}{ANSWERS[total.answer]}")
        )


def _lower(text: str) -> str:
    return text if text[:2].isupper() or text[1:2] == " " else text[:1].lower() + text[1:]


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
