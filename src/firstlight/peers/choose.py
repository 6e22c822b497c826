"""The rule for peers: look near first, and open the next circle only while too few are found.

A county's peers are the counties of its own class and about its own size, taken from the
narrowest circle that has any: division, then region, then the whole country, the class first
the same and then the next one up or down. Within a circle the nearest number of residents
comes first, measured as a ratio (so that half and twice are equally far); of two that are
equally near the one with the lower FIPS code comes first. The rule is Firstlight's own. It
finds counties to talk to; it does not say that they are alike in anything else.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from firstlight.peers.standing import Standing

# (name, how far to look, how many classes up or down, within the size limit), near to far
OF_ANY_SIZE = "the whole country and the same class, of whatever size"
CIRCLES = (
    ("the same division and the same class", "division", 0, True),
    ("the same region and the same class", "region", 0, True),
    ("the same division and a neighboring class", "division", 1, True),
    ("the same region and a neighboring class", "region", 1, True),
    ("the whole country and the same class", "country", 0, True),
    ("the whole country and a neighboring class", "country", 1, True),
    (OF_ANY_SIZE, "country", 0, False),
)
OUTSIDE = "Puerto Rico lies in none of the Census Bureau’s four regions"


@dataclass(frozen=True, slots=True)
class Peer:
    """One peer: how it was found and how many times the residents it has."""

    standing: Standing
    circle: str
    ratio: float  # its residents over those of the county
    why: str


@dataclass(frozen=True, slots=True)
class PeerChoice:
    """The peers of one county, nearest circle first; `said` tells where the search widened.

    `why_not` is empty unless there are no peers.
    """

    county: Standing
    peers: tuple[Peer, ...]
    said: tuple[str, ...]
    why_not: str = ""

    @property
    def keeps_size(self) -> bool:
        """True when every peer has about as many residents as the county."""
        return all(peer.circle != OF_ANY_SIZE for peer in self.peers)


def choose_peers(
    fips: str, standings: Mapping[str, Standing], *, wanted: int, largest_ratio: float
) -> PeerChoice:
    """Choose the peers of a county.

    Parameters
    ----------
    standings
        Every county that may be a peer, by FIPS code, the county itself included.
    wanted
        How many peers; fewer are given only where the class has no more counties.
    largest_ratio
        A peer has at most this many times the residents, and at least the inverse. Only the
        last circle goes beyond it, and says so.

    Raises
    ------
    KeyError
        When the county is not among the standings.
    """
    own = standings[fips]
    if own.residents is None or own.rural_urban is None:
        lacking = "rural-urban code" if own.rural_urban is None else "number of residents"
        return PeerChoice(own, (), (), f"no {lacking} of this county is among our data")
    found: dict[str, Peer] = {}
    opened: list[str] = []
    for name, reach, classes, sized in CIRCLES:
        if len(found) == wanted:
            break
        near = [
            other
            for other in standings.values()
            if other.county.fips not in found
            and _is_within(own, other, reach, classes, largest_ratio if sized else math.inf)
        ]
        near.sort(key=lambda other: (_distance(own, other), other.county.fips))
        for other in near[: wanted - len(found)]:
            found[other.county.fips] = _describe(own, other, name)
        if near:
            opened.append(name)
    if not found:
        return PeerChoice(own, (), (), "no other county has its class")
    return PeerChoice(own, tuple(found.values()), tuple(_say(own, opened, len(found), wanted)))


def _is_within(own: Standing, other: Standing, reach: str, classes: int, ratio: float) -> bool:
    if other.county.fips == own.county.fips or not other.residents or not other.rural_urban:
        return False
    assert own.rural_urban is not None  # choose_peers has asked
    if abs(other.rural_urban - (own.rural_urban or 0)) > classes:
        return False
    # a place outside every region has its own territory for a division and a region
    if reach != "country" and _circle_of(own, reach) != _circle_of(other, reach):
        return False
    return _distance(own, other) <= math.log(ratio)


def _circle_of(standing: Standing, reach: str) -> str:
    name = standing.division if reach == "division" else standing.region
    return name or standing.county.state


def _distance(own: Standing, other: Standing) -> float:
    """How far apart two numbers of residents are, as the logarithm of their ratio."""
    return abs(math.log((other.residents or 1) / (own.residents or 1)))


def _describe(own: Standing, other: Standing, circle: str) -> Peer:
    ratio = (other.residents or 0) / (own.residents or 1)
    if own.division and own.division == other.division:
        where = "same division"
    elif (own.region or own.county.state) == (other.region or other.county.state):
        where = "same region" if own.region else "same territory"
    else:
        where = "another region"
    step = (other.rural_urban or 0) - (own.rural_urban or 0)
    kind = "same class" if step == 0 else ("one class more rural" if step > 0 else "")
    return Peer(other, circle, ratio, f"{where}, {kind or 'one class more urban'}")


def _say(own: Standing, opened: list[str], found: int, wanted: int) -> Iterator[str]:
    """Where the search had to look further, in words without digits."""
    if not own.region:
        yield f"{OUTSIDE}, so its own municipios stand for its region"
    if any("the whole country" in name for name in opened):
        here = f"the {own.region}" if own.region else "its own territory"
        yield (
            f"Too few counties of this class and size lie in {here}, so the whole country "
            "was searched"
        )
    elif len(opened) > 1 or "division" not in opened[0]:
        yield "Too few lie in its own division and class, so the search was widened"
    if any("of whatever size" in name for name in opened):
        yield "Some of them are of quite another size, because too few are near it in size"
    if found < wanted:
        yield "There are no more counties of its class"
