"""How a printed chapter opens and closes: its measures in one table, and what has no figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firstlight.assessment import Block
from firstlight.base.finding import Figure
from firstlight.base.place import PlaceKind
from firstlight.report.groups import LARGER, glance_at, write_whose
from firstlight.report.notes import fold_ids
from firstlight.report.paper import (
    GlanceGroup,
    GlanceRow,
    LackingGroup,
    LackingRow,
)
from firstlight.report.paper_words import (
    WEAK,
)
from firstlight.report.wording import (
    STATE_WORDS,
    write_age,
    write_parts,
    write_shown,
    write_why_missing,
)


def lay_glance(
    groups: Iterable[tuple[str, Sequence[Block]]], figures: Mapping[str, Figure]
) -> tuple[GlanceGroup, ...]:
    """The opening table: each measure with its figure here and those of larger areas."""
    laid: list[GlanceGroup] = []
    number = 0
    for name, blocks in groups:
        rows = []
        for block in blocks:
            rows.append(_glance_row(block, figures, number))
            number += 1
        laid.append(GlanceGroup(name, tuple(rows)))
    return tuple(laid)


def _glance_row(block: Block, figures: Mapping[str, Figure], number: int) -> GlanceRow:
    glance = glance_at(block, figures)
    own = glance.own
    everything = [figures[row.figure] for table in block.tables for row in table.rows]
    newest = max(everything, key=lambda figure: figure.period.last, default=None)
    one = own or next(iter(glance.beyond), None)
    dated = one or newest
    age = write_age(dated) if dated else ""
    beyond = (
        f"{write_whose(figure)}: {write_shown(figure, with_margin=False)}"
        for figure in glance.beyond
    )
    return GlanceRow(
        title=block.title,
        here=write_shown(own) if own else glance.instead,
        state=_state_of(own),
        beyond="; ".join(beyond) or glance.instead_beyond,
        when=f"{_period(one, everything)}{f' ({age})' if age else ''}",
        measure=number,
    )


def _state_of(own: Figure | None) -> str:
    if own is None or own.quantity.has_number or own.quantity.has_range:
        return ""
    return own.quantity.cell.status.value


def _period(one: Figure | None, everything: Sequence[Figure]) -> str:
    """The period of the one figure, or the newest of all that the measure shows."""
    if one:
        return one.period.label
    newest = max(everything, key=lambda figure: figure.period.last, default=None)
    if newest is None:
        return "undated"
    labels = {figure.period.label for figure in everything}
    if len(labels) == 1:
        return newest.period.label
    return f"to {newest.period.label.removeprefix('as of ')}"  # "to as of" is no English


def gather_lacking(
    blocks: Iterable[Block], figures: Mapping[str, Figure]
) -> tuple[LackingGroup, ...]:
    """Measures without any figure for this place, under the reasons for it."""
    groups: dict[tuple[str, ...], list[LackingRow]] = {}
    for block in blocks:
        groups.setdefault(_reasons(block, figures), []).append(_lacking_row(block, figures))
    return tuple(LackingGroup(why, tuple(rows)) for why, rows in groups.items())


def _reasons(block: Block, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Why there is no figure; counties are named where they differ."""
    own = [
        figure
        for table in block.tables
        for row in table.rows
        if (figure := figures[row.figure]).place.kind not in LARGER
    ]
    parts = [figure for figure in own if figure.place.kind is not PlaceKind.AREA] or own
    places: dict[str, list[str]] = {}
    for figure in parts:
        words = STATE_WORDS[figure.quantity.cell.status]
        said = write_why_missing([figure]) or (f"{words[0].upper()}{words[1:]}.",)
        places.setdefault(said[0], []).append(figure.place.name)
    if not places:
        whys = dict.fromkeys(refusal.why for refusal in block.refusals)
        return tuple(
            f"{why[:1].upper()}{why[1:]}{'' if why[-1:] in '.?!' else '.'}" for why in whys
        )
    if len(places) == 1:
        return tuple(places)
    return tuple(f"{why} ({'; '.join(dict.fromkeys(names))})" for why, names in places.items())


def _lacking_row(block: Block, figures: Mapping[str, Figure]) -> LackingRow:
    elsewhere: list[str] = []
    own_evidence: dict[str, None] = {}
    for table in block.tables:
        for row in table.rows:
            figure = figures[row.figure]
            if figure.place.kind in LARGER:
                elsewhere.append(_write_elsewhere(write_parts(row.label, figures), figure))
            else:
                own_evidence.update(dict.fromkeys(figure.evidence))
    return LackingRow(
        title=block.title,
        badge=WEAK if block.is_weak else "",
        elsewhere=tuple(elsewhere),
        evidence=fold_ids(own_evidence),
        ask_next="" if block.ask_next == "Nothing to ask." else block.ask_next,
    )


def _write_elsewhere(label: str, figure: Figure) -> str:
    """A figure of the state or the nation, its period, its notes and its evidence."""
    age = write_age(figure)
    told = [figure.period.label, age, *figure.notes, fold_ids(figure.evidence)]
    why = figure.quantity.cell.why if not figure.quantity.has_number else ""
    return f"{label}: {write_shown(figure)} ({'; '.join(filter(None, (*told, why)))})."
