"""How far each source bullet of a parameter is in hand."""

from __future__ import annotations

from collections.abc import Mapping

from firstlight.assessment.model import Block, SourceState
from firstlight.base.cell import Status
from firstlight.base.finding import Figure
from firstlight.base.place import Area
from firstlight.catalogue.entries import Bullet, Parameter

IN_HAND = frozenset({Status.SHOWN, Status.TRUE_ZERO, Status.STRUCTURAL_ZERO, Status.SUPPRESSED})

CONTEXT = 0.5  # in hand for a larger area, which is more than nothing and less than the area's own


def list_sources(
    parameter: Parameter, blocks: Mapping[str, Block], figures: Mapping[str, Figure], area: Area
) -> tuple[SourceState, ...]:
    """The state of every bullet: `in_hand`, `partly` or `not_collected`.

    A bullet is in hand when all it needs has a figure (shown or hidden) for the area or
    for every county of it, and it lacks nothing else. It is in hand in part when some
    of it has. Context is a larger area's: it never makes more than a part.
    """
    return tuple(_state(bullet, blocks, figures, area) for bullet in parameter.bullets)


def _state(
    bullet: Bullet, blocks: Mapping[str, Block], figures: Mapping[str, Figure], area: Area
) -> SourceState:
    reach = {need: reach_of(blocks[need], figures, area) for need in bullet.needs}
    whole = bool(reach) and all(value == 1 for value in reach.values())
    some = any(value > 0 for value in reach.values())
    status = "not_collected"
    if whole and not bullet.also_needed:
        status = "in_hand"
    elif some:
        status = "partly"
    return SourceState(
        id=bullet.id,
        text=bullet.text,
        requirement=bullet.requirement,
        status=status,
        holder=bullet.holder,
        ask=bullet.ask,
        in_hand=tuple(blocks[need].title for need, value in reach.items() if value > 0),
        lacking=(
            *(
                f"{blocks[need].title}: no figure here"
                for need, value in reach.items()
                if not value
            ),
            *bullet.also_needed,
        ),
        looked=bool(bullet.needs),
    )


def _is_in_hand(figure: Figure) -> bool:
    """True for a figure that is shown or hidden, and for one that has a stated range."""
    return figure.quantity.cell.status in IN_HAND or figure.quantity.has_range


def reach_of(block: Block, figures: Mapping[str, Figure], area: Area) -> float:
    """The part of the area for which a block has a figure, shown or hidden, from 0 to 1."""
    if block.context is not None:
        return _reach_of_context(block, figures)
    if block.indicator is None:
        return _reach_of_block(block, figures, area)
    if _is_in_hand(figures[f"{block.id}.{area.place.id}"]):
        return 1
    if area.is_one_county:
        return 0
    found = [_is_in_hand(figures[f"{block.id}.{fips}"]) for fips in area.fips]
    return sum(found) / len(found)


def _reach_of_context(block: Block, figures: Mapping[str, Figure]) -> float:
    """A part where the larger area has a figure, and none where it has not."""
    rows = [figures[row.figure] for table in block.tables for row in table.rows]
    return CONTEXT if any(figure.quantity.cell.status in IN_HAND for figure in rows) else 0


def _reach_of_block(block: Block, figures: Mapping[str, Figure], area: Area) -> float:
    """A block that is no indicator is in hand when it says something of this area."""
    rows = [row.figure for table in block.tables for row in table.rows]
    own = [figures[name] for name in rows if figures[name].place.kind in ("county", "area")]
    if any(_is_in_hand(figure) for figure in own):
        return 1
    return 1 if block.sentences and not rows else 0
