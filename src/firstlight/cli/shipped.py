"""The shipped catalogue and tables, for commands that make no assessment and start at once."""

from __future__ import annotations

import os
from pathlib import Path

from firstlight.catalogue import Catalogue, read_catalogue
from firstlight.pack import Pack, open_pack


def open_shipped_pack(catalogue: Catalogue | None = None) -> Pack:
    """The catalogue and the tables as shipped, with nothing laid over them.

    A catalogue that was read already is taken: reading it takes most of a second.
    """
    pack = os.environ.get("FIRSTLIGHT_PACK")
    return open_pack(catalogue or open_shipped_catalogue(), Path(pack) if pack else None)


def open_shipped_catalogue() -> Catalogue:
    """The catalogue alone, for what needs no table. FIRSTLIGHT_CATALOGUE names another one."""
    catalogue = os.environ.get("FIRSTLIGHT_CATALOGUE")
    return read_catalogue(Path(catalogue) if catalogue else None)
