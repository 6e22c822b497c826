"""Measures of a long chapter under the headings of the catalogue, in one order everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from firstlight.assessment import Block
from firstlight.base.finding import Figure
from firstlight.base.place import US, PlaceKind

OTHERS = "Other measures"  # for blocks that no heading is written down for
LARGER = (PlaceKind.STATE, PlaceKind.NATION)
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
    """One line of the table that opens a long chapter. None where a block has no such row."""

    own: Figure | None
    nation: Figure | None


def glance_at(block: Block, figures: Mapping[str, Figure]) -> Glance:
    """The figure of the place itself and that of the nation, from a block's first table.

    The middle county is no figure of the nation and does not stand under its name.
    """
    rows = block.tables[0].rows if block.tables else ()
    own = next((figures[row.figure] for row in rows if row.emphasized), None)
    nation = next((figures[row.figure] for row in rows if figures[row.figure].place == US), None)
    return Glance(own, nation)
