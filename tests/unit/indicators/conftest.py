"""The bundled tables, opened once."""

from __future__ import annotations

import pytest

from firstlight.catalogue import read_catalogue
from firstlight.pack import Pack, open_pack


@pytest.fixture(scope="session")
def pack() -> Pack:
    return open_pack(read_catalogue())
