"""How far each source bullet of a parameter is in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firstlight.assessment.model import Block, SourceState
from firstlight.base.cell import Status
from firstlight.base.finding import Figure
from firstlight.base.place import Area, PlaceKind
from firstlight.catalogue.entries import Bullet, Parameter

NO_FIGURE = "no figure here"
HIDDEN = "hidden here to protect people"
PORT = "port of entry "  # it serves many counties, and its crossings stand under each of them


@dataclass(frozen=True, slots=True)
class Reach:
    """`own` is the part of the area's counties with a figure of their own, from 0 to 1.

    `larger` is true where there is none, and a figure of a larger place is in hand. `hidden`
    is true where there is neither, and somebody counted but the count is not shown.
    """

    own: float
    larger: bool
    hidden: bool = False

    @property
    def is_some(self) -> bool:
        """True where anything is in hand, if only of a larger place."""
        return self.own > 0 or self.larger


def list_sources(
    parameter: Parameter, blocks: Mapping[str, Block], figures: Mapping[str, Figure], area: Area
) -> tuple[SourceState, ...]:
    """The state of every bullet: `in_hand`, `partly` or `not_collected`.

    A bullet is in hand when all it needs has a figure with a number or a stated range for the
    area or for every county of it, and it lacks nothing else. It is in hand in part when some
    of it has, and a figure of a larger place never makes more than a part. What is in hand
    in part says of what: for a wider place only, or for some of the counties. A hidden count
    is in nobody's hand who reads this: where there is no other, the bullet has no figure here.
    """
    return tuple(_state(bullet, blocks, figures, area) for bullet in parameter.bullets)


def _state(
    bullet: Bullet, blocks: Mapping[str, Block], figures: Mapping[str, Figure], area: Area
) -> SourceState:
    reach = {need: reach_of(blocks[need], figures, area) for need in bullet.needs}
    whole = bool(reach) and all(value.own == 1 for value in reach.values())
    some = any(value.is_some for value in reach.values())
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
        in_hand=tuple(
            say_how_far(blocks[need].title, value) for need, value in reach.items() if value.is_some
        ),
        lacking=(
            *(
                say_why_not(blocks[need].title, value)
                for need, value in reach.items()
                if not value.is_some
            ),
            *bullet.also_needed,
        ),
        looked=bool(bullet.needs),
    )


def _is_in_hand(figure: Figure) -> bool:
    """True for a figure with a number, and for one that has a stated range."""
    return figure.quantity.has_number or figure.quantity.has_range


def is_of_larger(figure: Figure) -> bool:
    """True for a figure of a larger place: by its place, or by what it was measured for.

    A port's crossings stand under the county they are shown for, and serve others too. A
    Continuum of Care stands under a county only where it serves that county whole and alone.
    """
    if figure.place.kind not in (PlaceKind.COUNTY, PlaceKind.AREA):
        return True
    return figure.measured_for.startswith(PORT)


def reach_of(block: Block, figures: Mapping[str, Figure], area: Area) -> Reach:
    """How far a block is in hand for the area, from the places of its figures alone."""
    if block.indicator is not None:
        # what stands beside an indicator for comparison is no figure of this place
        names = [f"{block.id}.{place}" for place in (area.place.id, *area.fips)]
        rows = [figures[name] for name in dict.fromkeys(names) if name in figures]
    else:
        rows = [figures[row.figure] for table in block.tables for row in table.rows]
        if not rows:
            return Reach(1.0 if block.sentences and block.context is None else 0.0, larger=False)
    found = [figure for figure in rows if _is_in_hand(figure)]
    own = {figure.place.id for figure in found if not is_of_larger(figure)}
    if area.place.id in own:
        return Reach(1.0, larger=False)
    part = sum(fips in own for fips in area.fips) / len(area.fips)
    larger = not part and any(is_of_larger(figure) for figure in found)
    hidden = any(figure.quantity.cell.status is Status.SUPPRESSED for figure in rows)
    return Reach(part, larger=larger, hidden=hidden and not part and not larger)


def say_how_far(title: str, reach: Reach) -> str:
    """A block's title with how much of the area it is about, where that is not all of it."""
    if reach.larger:
        return f"{title}: for a wider place only"
    return title if reach.own == 1 else f"{title}: for some of the counties"


def say_why_not(title: str, reach: Reach) -> str:
    """A block's title with why it is not in hand: a hidden count is not a missing one."""
    return f"{title}: {HIDDEN if reach.hidden else NO_FIGURE}"
