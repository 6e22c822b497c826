"""A county beside its peers, its state and the nation, measure by measure, without a ranking."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.compare import value_of_county
from firstlight.assessment.figure_table import TableRow
from firstlight.assessment.guard import guard_sentences
from firstlight.assessment.library import Library
from firstlight.assessment.mapping import RECORDED_CHAPTERS
from firstlight.assessment.measures import make_block
from firstlight.assessment.model import Block
from firstlight.assessment.register import Register, open_register
from firstlight.assessment.triggers import find_warnings
from firstlight.base.cell import Cell
from firstlight.base.finding import Evidence, Figure, Sentence, Words
from firstlight.base.period import Period
from firstlight.base.place import Area, County, Place
from firstlight.base.quantity import Quantity, Unit, UnitKind, compare_quantities
from firstlight.catalogue.entries import Indicator, WarningText
from firstlight.peers import PeerChoice, Standing, choose_peers

# A count is large where many people live, and a class is not more or less of anything.
NOT_COMPARED = (UnitKind.COUNT, UnitKind.CODE)


@dataclass(frozen=True, slots=True)
class PeerRow:
    """One peer: why it is one, and its figures."""

    county: County
    why: str
    residents: str  # ids of figures
    ratio: str


@dataclass(frozen=True, slots=True)
class PeerComparison:
    """One county, or the area, beside others. `choice` is None for an area of several counties."""

    area: Area
    subject: Place
    choice: PeerChoice | None
    peers: tuple[PeerRow, ...]
    blocks: tuple[Block, ...]
    figures: Mapping[str, Figure]
    evidence: Mapping[str, Evidence]
    warnings: Mapping[str, WarningText]
    made_on: datetime.date
    data_received: datetime.date
    has_entered: bool = False  # it is made of bundled figures only
    has_invented: bool = False
    audience: str = "shared"

    def __repr__(self) -> str:
        return f"PeerComparison({self.subject.id!r}, {len(self.peers)} peers)"


def compare_with_peers(
    library: Library,
    area: Area,
    county: County | None,
    standings: Mapping[str, Standing],
    *,
    made_on: datetime.date,
) -> PeerComparison:
    """Set a county beside its peers, or the whole area beside its counties.

    Every share and rate of the chapters on conditions and on people is compared; what was
    recorded of crimes is not.

    Parameters
    ----------
    county
        The county that is compared; None compares the area as a whole, which has no peers.
    standings
        The standing of every county, for the rule of peers.
    """
    register = open_register(library, made_on)
    thresholds = library.catalogue.thresholds
    subject = area if county is None else Area((county,), county.full_name)
    choice = None
    if subject.is_one_county:
        choice = choose_peers(
            subject.fips[0],
            standings,
            wanted=thresholds.peers_wanted,
            largest_ratio=thresholds.peers_largest_ratio,
        )
    others = [peer.standing.county for peer in choice.peers] if choice else []
    blocks = tuple(
        _compare_one(library, register, indicator, subject, others)
        for indicator in library.catalogue.indicators.values()
        if may_be_compared(indicator)
    )
    rows = tuple(_peer_rows(register, choice)) if choice else ()
    for block in blocks:
        guard_sentences(block.sentences, register.figures)
    warned = find_warnings(
        library, number=1, blocks=blocks, sources=(), figures=register.figures, area=subject
    )
    return PeerComparison(
        area=area,
        subject=subject.place,
        choice=choice,
        peers=rows,
        blocks=blocks,
        figures=register.figures,
        evidence=register.evidence,
        warnings={name: library.catalogue.warnings[name] for name in warned},
        made_on=made_on,
        data_received=max(s.received_on for s in library.catalogue.sources.values()),
    )


def may_be_compared(indicator: Indicator) -> bool:
    """True for a share or a rate that is no record of crimes."""
    return indicator.parameter not in RECORDED_CHAPTERS and indicator.kind not in NOT_COMPARED


def _compare_one(
    library: Library,
    register: Register,
    indicator: Indicator,
    subject: Area,
    others: Sequence[County],
) -> Block:
    block = make_block(library, register, indicator, subject)
    figures = [register.enter(indicator, value_of_county(library, indicator, c)) for c in others]
    table = block.tables[0]  # a smoothed figure's own table stays with its measure
    rows = tuple(TableRow((Words(figure.place.name),), figure.id) for figure in figures)
    own = register.figures[table.rows[0].figure]
    first = block.sentences[:1] if own.quantity.has_number else block.sentences
    return replace(
        block,
        sentences=(*first, *_judge(own, figures)),
        tables=(replace(table, rows=(*table.rows[:1], *rows, *table.rows[1:])),),
    )


def _judge(own: Figure, peers: Sequence[Figure]) -> Iterator[Sentence]:
    """Say which differences from peers are more than chance, where both margins are in hand."""
    if not own.quantity.has_number:
        return
    groups: dict[str, list[Figure]] = {}
    for peer in peers:
        verdict = compare_quantities(own.quantity, peer.quantity).verdict
        groups.setdefault(verdict, []).append(peer)
    known = {name: found for name, found in groups.items() if name != "cannot be judged"}
    if not known:
        if any(peer.quantity.has_number for peer in peers):
            words = "No margin is in hand, so no difference from a peer can be judged."
            yield Sentence((Words(words),), own.evidence)
        return
    leads = (
        ("more", "By more than chance it is higher here than in "),
        ("less", "By more than chance it is lower here than in "),
        ("not distinguishable from 0", "It cannot be told apart from that of "),
        ("cannot be judged", "Nothing can be said beside "),
    )
    for verdict, lead in leads:
        found = groups.get(verdict)
        if found:
            names = _join([figure.place.name for figure in found])
            cited = tuple(dict.fromkeys(name for figure in found for name in figure.evidence))
            yield Sentence((Words(f"{lead}{names}."),), (*own.evidence, *cited))


def _join(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{'; '.join(names[:-1])} and {names[-1]}"


def _peer_rows(register: Register, choice: PeerChoice) -> Iterator[PeerRow]:
    own = choice.county
    for peer in choice.peers:
        standing = peer.standing
        if standing.residents_when is None:
            continue  # a peer is chosen by its residents, so they are in hand
        ratio = register.enter_number(
            f"peer_ratio.{standing.county.fips}",
            label=f"Residents of {standing.county.full_name} over those of {own.county.full_name}",
            quantity=Quantity(
                Cell.estimated(peer.ratio), Unit(UnitKind.RATE, "times the residents")
            ),
            period=standing.residents_when,
            place=standing.county.place,
            decimals=1 if peer.ratio >= 0.1 else 2,
            made_from=[a for a in (own.residents_from, standing.residents_from) if a],
        )
        residents = _enter_residents(register, standing, standing.residents_when)
        yield PeerRow(standing.county, peer.why, residents.id, ratio.id)


def _enter_residents(register: Register, standing: Standing, period: Period) -> Figure:
    county = standing.county
    return register.enter_count(
        f"peer_residents.{county.fips}",
        indicator="peer_residents",
        label=f"Residents, {county.full_name}",
        cell=Cell.counted(standing.residents or 0),
        unit="residents",
        period=period,
        place=county.place,
        made_from=[standing.residents_from] if standing.residents_from else [],
    )
