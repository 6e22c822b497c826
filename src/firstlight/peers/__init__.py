"""Which counties are like this one, and by what rule?

Takes   a `Pack`, and the counties of today.
Gives   five peers with the reason for each in words, or why there are none.
Data    USDA's rural-urban codes, the Census Bureau's residents, `catalogue/places/regions.yaml`.
"""

from firstlight.peers.choose import CIRCLES, Peer, PeerChoice, choose_peers
from firstlight.peers.standing import Standing, read_standings

__all__ = ["CIRCLES", "Peer", "PeerChoice", "Standing", "choose_peers", "read_standings"]
