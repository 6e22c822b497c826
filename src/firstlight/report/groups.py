"""Measures of a long chapter under the headings of the catalogue, in one order everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from firstlight.assessment import Block
from firstlight.base.finding import Figure
from firstlight.base.place import US, PlaceKind

OTHERS = "Other measures"  # for blocks that no heading is written down for
LARGER = (PlaceKind.STATE, PlaceKind.NATION)
WIDER = (*LARGER, PlaceKind.COC, PlaceKind.DISTRICT)  # whatever is no county and no area of them
CONTINUUM = "Continuum of Care "  # under a county, it serves that county whole and alone
AT_A_GLANCE = 3  # figures of larger areas on one line; more stand in the tables
NOT_OF_PLACE = "no figure of this place"
IN_WORDS = "told in words"
IN_TABLES = "see its tables"  # several figures, none of which is the measure's one figure
NOT_COMPARED = "not compared"
FEWEST = 6  # blocks; a chapter with fewer needs no headings


def group_blocks(blocks: Iterable[Block]) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """Put blocks under their headings; headings stand in the order of their first block.

    A chapter of few blocks, or of blocks without any heading, comes back as one group
    with an empty name.
    """
    kept = tuple(blocks)
    groups: dict[str, list[Block]] = {}
    for block in kept:
        groups.setdefault(block.group, []).append(block)
    if len(kept) < FEWEST or set(groups) == {""}:
        return (("", kept),) if kept else ()
    without = groups.pop("", [])
    named = [(name, tuple(found)) for name, found in groups.items()]
    if without:
        named.append((OTHERS, tuple(without)))
    return tuple(named)


def is_lacking(block: Block, figures: Mapping[str, Figure]) -> bool:
    """True for a measure that was looked for here and has no figure and no sentence.

    A measure that is of a state or the nation from the start is not lacking: it has figures,
    and shows whose they are.
    """
    if block.sentences or block.flows or block.options:
        return False
    shown = [figures[row.figure] for table in block.tables for row in table.rows]
    own = [figure for figure in shown if figure.place.kind not in LARGER]
    known = any(figure.quantity.has_number or figure.quantity.has_range for figure in own)
    return not known and (bool(own) or not shown)


def measures_in_hand(
    blocks: Iterable[Block], figures: Mapping[str, Figure]
) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    """The groups of a chapter without its lacking measures; a group left empty goes."""
    groups = (
        (name, tuple(block for block in found if not is_lacking(block, figures)))
        for name, found in group_blocks(blocks)
    )
    return tuple((name, kept) for name, kept in groups if kept)


def measures_lacking(blocks: Iterable[Block], figures: Mapping[str, Figure]) -> tuple[Block, ...]:
    """The measures of a chapter that have no figure here; see is_lacking."""
    return tuple(block for block in blocks if is_lacking(block, figures))


@dataclass(frozen=True, slots=True)
class Glance:
    """One line of the table that opens a long chapter.

    `own` is a figure of the place itself and of nobody else, or None. `beyond` are those of its
    state, of the nation or of another larger area; each is printed with whose it is.
    `is_larger` is true for a measure without any figure of this place, and `is_told` for one
    that has no figure at all and says what it says in words.
    """

    own: Figure | None
    beyond: tuple[Figure, ...]
    is_larger: bool
    is_told: bool = False

    @property
    def instead(self) -> str:
        """What stands where the place has no one figure."""
        if self.is_told:
            return IN_WORDS
        return NOT_OF_PLACE if self.is_larger else IN_TABLES

    @property
    def instead_beyond(self) -> str:
        """What stands where no figure of a larger area does."""
        return NOT_COMPARED if self.own or self.is_told else IN_TABLES


def glance_at(block: Block, figures: Mapping[str, Figure]) -> Glance:
    """The figure of the place itself and those of larger areas, from a block's first table.

    An emphasized row of a state, the nation or a Continuum of Care is theirs: it never stands
    for the place. Where a measure has figures of larger areas only, each of those stands
    there, or none: one of two states is never shown as if it were all. The middle county is
    no figure of the nation and does not stand beside it; neither do several states beside a
    figure of the place, whose rows stand in the table.
    """
    rows = block.tables[0].rows if block.tables else ()
    shown = [figures[row.figure] for row in rows]
    marked = [figures[row.figure] for row in rows if row.emphasized]
    own = next((figure for figure in marked if is_of_place(figure)), None)
    states = [figure for figure in shown if figure.place.kind is PlaceKind.STATE]
    beside = states if len(states) == 1 else []
    beside += [figure for figure in shown if figure.place == US]
    everything = [figures[row.figure] for table in block.tables for row in table.rows]
    larger = all(figure.place.kind in WIDER for figure in everything)
    leading = [figures[row.figure] for t in block.tables for row in t.rows if row.emphasized]
    theirs = [figure for figure in leading if not is_of_place(figure)]
    alone = theirs or (shown if larger else [])
    return Glance(
        own=own,
        beyond=tuple(beside if own else alone if len(alone) <= AT_A_GLANCE else ()),
        is_larger=larger or (own is None and bool(theirs)),
        is_told=not everything and bool(block.sentences),
    )


def is_of_place(figure: Figure) -> bool:
    """True for a figure of a county or of the area that belongs to nobody else.

    An agency or a port can be read for a county: `measured_for` names it then, and the figure
    is its own. A Continuum of Care that stands under a county serves it whole and alone.
    """
    whose = figure.measured_for
    own = not whose or whose.startswith(CONTINUUM)
    return own and figure.place.kind in (PlaceKind.COUNTY, PlaceKind.AREA)


def write_whose(figure: Figure) -> str:
    """Whose number a figure is: "Arizona", "United States", "Continuum of Care AZ-502".

    A court's name is written as words; received, its parts hang together by a line.
    """
    return (figure.measured_for or figure.place.name).replace("_", " ")
