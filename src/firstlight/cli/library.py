"""Opening the shipped catalogue and tables, or those that a maintainer names."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from firstlight.assessment import Library, open_library


def open_shipped_library() -> Library:
    """Open what is bundled.

    FIRSTLIGHT_CATALOGUE and FIRSTLIGHT_PACK name other folders: for trying a new release
    before it is bundled, and for tests that make their own data.
    """
    return _open(os.environ.get("FIRSTLIGHT_CATALOGUE"), os.environ.get("FIRSTLIGHT_PACK"))


@functools.lru_cache(maxsize=2)
def _open(catalogue: str | None, pack: str | None) -> Library:
    """Opened once a process: many assessments in one process share it."""
    return open_library(Path(catalogue) if catalogue else None, Path(pack) if pack else None)
