"""Opening the shipped catalogue and tables, or those that a maintainer names."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from firstlight.assessment import Library, open_library
from firstlight.refresh import Releases, data_folder


def open_shipped_library() -> Library:
    """Open what is bundled, with the releases in use that a person loaded.

    FIRSTLIGHT_DATA names the folder of what a person loaded. FIRSTLIGHT_CATALOGUE and
    FIRSTLIGHT_PACK name other folders: for trying a new release before it is bundled, and for
    tests that make their own data.
    """
    data = data_folder(os.environ)
    used = Releases(data).choices()
    return _open(
        os.environ.get("FIRSTLIGHT_CATALOGUE"), os.environ.get("FIRSTLIGHT_PACK"), str(data), used
    )


@functools.lru_cache(maxsize=2)
def _open(
    catalogue: str | None, pack: str | None, data: str, used: tuple[tuple[str, str], ...]
) -> Library:
    """Opened once a process: many assessments in one process share it. Another choice of
    releases (`used`) is another library."""
    del used
    return open_library(
        Path(catalogue) if catalogue else None, Path(pack) if pack else None, Path(data)
    )


def open_releases() -> Releases:
    """The releases that a person loaded."""
    return Releases(data_folder(os.environ))
