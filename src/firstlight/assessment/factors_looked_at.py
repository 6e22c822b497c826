"""What was looked at: every factor of the catalogue, and how far it is in hand here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from firstlight.assessment.model import Block, FactorState
from firstlight.assessment.states_of_sources import IN_HAND, reach_of
from firstlight.base.finding import Figure
from firstlight.base.place import Area, PlaceKind
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import Factor


def list_factors(
    catalogue: Catalogue, blocks: Iterable[Block], figures: Mapping[str, Figure], area: Area
) -> tuple[FactorState, ...]:
    """The state of every factor, from the blocks that name it and their figures alone.

    A factor is in hand when every block that names it has a figure (shown or hidden) for the
    area or for each of its counties, and the factor lacks nothing else. It is in hand in
    part when some have, or when a figure is that of the state or the nation only.
    """
    by_factor: dict[str, list[Block]] = {}
    for block in blocks:
        by_factor.setdefault(name_factor(block), []).append(block)
    return tuple(
        _state(catalogue, factor, by_factor.get(factor.id, []), figures, area)
        for factor in catalogue.factors.values()
    )


def name_factor(block: Block) -> str:
    """The factor that a block says something of: its own, or that of its entry; or none."""
    entry = block.indicator or getattr(block, "context", None)
    return block.factor or (entry.factor if entry else "")


def _state(
    catalogue: Catalogue,
    factor: Factor,
    blocks: list[Block],
    figures: Mapping[str, Figure],
    area: Area,
) -> FactorState:
    reach = {block.id: reach_of(block, figures, area) for block in blocks}
    wider = {block.id for block in blocks if _is_wider(block, figures)}
    status = "not_collected"
    whole = all(reach[block.id] == 1 and block.id not in wider for block in blocks)
    if blocks and whole and not factor.also_needed:
        status = "in_hand"
    elif wider or any(reach.values()):
        status = "partly"
    why = catalogue.never_scored.factors.get(factor.id, "")
    return FactorState(
        id=factor.id,
        name=factor.name,
        role=factor.role,
        status=status,
        in_hand=tuple(
            f"{block.title}{_how_far(reach[block.id], block.id in wider)}"
            for block in blocks
            if reach[block.id] or block.id in wider
        ),
        lacking=(
            *(
                f"{block.title}: no figure here"
                for block in blocks
                if not reach[block.id] and block.id not in wider
            ),
            *(factor.also_needed if blocks else ()),  # of nothing, no part is lacking
        ),
        holder=factor.holder,
        ask=factor.ask,
        scored=not why,
        why_not_scored=why,
        caveat=factor.caveat,
        evidence_strength=factor.evidence_strength,
        checked=factor.checked == "y",
        looked=bool(blocks),
    )


def _how_far(reach: float, wider: bool) -> str:
    """What a title has to say of how much of the area it is about."""
    if wider:
        return ": for a wider place only"
    return "" if reach == 1 else ": for some of the counties"


def _is_wider(block: Block, figures: Mapping[str, Figure]) -> bool:
    """A block that is context: all its figures are of a state, the nation or the like."""
    if block.indicator is not None:
        return False  # what stands beside an indicator for comparison is no figure of this place
    kinds = {
        figures[row.figure].place.kind
        for table in block.tables
        for row in table.rows
        if figures[row.figure].quantity.cell.status in IN_HAND
    }
    return bool(kinds) and not kinds & {PlaceKind.COUNTY, PlaceKind.AREA}
