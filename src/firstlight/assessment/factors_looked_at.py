"""What was looked at: every factor of the catalogue, and how far it is in hand here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from firstlight.assessment.model import Block, FactorState
from firstlight.assessment.states_of_sources import reach_of, say_how_far, say_why_not
from firstlight.base.finding import Figure
from firstlight.base.place import Area
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import Factor


def list_factors(
    catalogue: Catalogue, blocks: Iterable[Block], figures: Mapping[str, Figure], area: Area
) -> tuple[FactorState, ...]:
    """The state of every factor, from the blocks that name it and their figures alone.

    A factor is in hand when every block that names it has a figure (a number or a stated range)
    for the area or for each of its counties, and the factor lacks nothing else. It is in hand in
    part when some have, or when a figure is that of a larger place only: a state, the nation, a
    Continuum of Care, a court's district or a port.
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
    status = "not_collected"
    whole = all(value.own == 1 for value in reach.values())
    if blocks and whole and not factor.also_needed:
        status = "in_hand"
    elif any(value.is_some for value in reach.values()):
        status = "partly"
    why = catalogue.never_scored.factors.get(factor.id, "")
    return FactorState(
        id=factor.id,
        name=factor.name,
        role=factor.role,
        status=status,
        in_hand=tuple(
            say_how_far(block.title, reach[block.id]) for block in blocks if reach[block.id].is_some
        ),
        lacking=(
            *(
                say_why_not(block.title, reach[block.id])
                for block in blocks
                if not reach[block.id].is_some
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
