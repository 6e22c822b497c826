"""One page for the chief: what is known, what is not, whom to ask."""

from __future__ import annotations

from collections.abc import Mapping

from firstlight.assessment.library import Library
from firstlight.assessment.model import Ask, Block, Chapter, Summary
from firstlight.base.finding import Figure, Sentence
from firstlight.base.place import Area
from firstlight.recorded import Recorded

KNOWN_FIRST = ("residents", "recorded_offenses", "poverty", "homeless_students", "federal_district")
HOW_MANY = {"recorded_offenses": 3, "federal_district": 3}
ALWAYS_UNKNOWN = (
    "How many people are trafficked here. Records set a floor and nothing more.",
    "What victim-service providers saw. Nobody has asked them for this assessment.",
    "How much labor is forced. Records of police and of labor departments do not say.",
    "Which task forces work here now. No current list is in hand.",
)
NO_RETURN = "Whether agencies without a row in the file recorded none or sent nothing."
NOBODY = "What police recorded. No agency here has a row in the last year of the file."


def make_summary(
    library: Library,
    chapters: tuple[Chapter, ...],
    recorded: Recorded,
    figures: Mapping[str, Figure],
    area: Area,
) -> Summary:
    """Take the first sentences of a few blocks, the standing unknowns, and the first asks.

    A bound never stands here, nor a figure whose margin is too wide to lean on.
    """
    blocks: Mapping[str, Block] = {block.id: block for c in chapters for block in c.blocks}
    known: list[Sentence] = []
    for name in KNOWN_FIRST:
        block = blocks[name]
        own = figures.get(f"{name}.{area.place.id}")
        if own is not None and (own.quantity.cell.unreliable or not own.quantity.has_number):
            continue
        taken = HOW_MANY.get(name, 1)
        shared = any(entry.agency in recorded.shared for entry in recorded.by_agency)
        if name == "recorded_offenses" and shared:
            taken += 1  # the first agency that works here and elsewhere
        known.extend(block.sentences[:taken])
    unknown = [ALWAYS_UNKNOWN[0], *_say_silence(recorded), *ALWAYS_UNKNOWN[1:]]
    first = sorted(
        (
            bullet
            for parameter in library.catalogue.parameters
            for bullet in parameter.bullets
            if bullet.first_page
        ),
        key=lambda bullet: bullet.first_page,
    )
    asks = tuple(Ask(bullet.holder, bullet.ask, bullet.id) for bullet in first)
    told = [blocks[name] for name in KNOWN_FIRST if _is_told(blocks[name], known)]
    spoken = {warning for block in told for warning in block.warnings}
    warnings = tuple(name for name in library.catalogue.warnings if name in spoken)
    return Summary(tuple(known), tuple(unknown), asks, warnings)


def _say_silence(recorded: Recorded) -> tuple[str, ...]:
    """What the agencies' silence leaves open: nothing, when every listed one has a return."""
    if not recorded.by_agency:
        return (NOBODY,)
    if len(recorded.by_agency) == len(recorded.agencies):
        return ()
    return (NO_RETURN,)


def _is_told(block: Block, known: list[Sentence]) -> bool:
    """True when the first page takes a sentence from this block."""
    return any(sentence in known for sentence in block.sentences)
