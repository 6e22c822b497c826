"""The gazetteer of the bundled tables, read once."""

from __future__ import annotations

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.pack import Pack, open_pack
from firstlight.places import Gazetteer, read_gazetteer


@pytest.fixture(scope="session")
def pack() -> Pack:
    return open_pack(read_catalogue())


@pytest.fixture(scope="session")
def gazetteer(pack: Pack) -> Gazetteer:
    return read_gazetteer(pack)
