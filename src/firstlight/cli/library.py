"""Opening the shipped catalogue and tables, or those that a maintainer names."""

from __future__ import annotations

import os
from pathlib import Path

from firstlight.assessment import Library, open_library


def open_shipped_library() -> Library:
    """Open what is bundled.

    FIRSTLIGHT_CATALOGUE and FIRSTLIGHT_PACK name other folders: for trying a new release
    before it is bundled, and for tests that make their own data.
    """
    catalogue = os.environ.get("FIRSTLIGHT_CATALOGUE")
    pack = os.environ.get("FIRSTLIGHT_PACK")
    return open_library(
        Path(catalogue) if catalogue else None,
        Path(pack) if pack else None,
    )
