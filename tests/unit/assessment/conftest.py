"""The library, opened once."""

from __future__ import annotations

import pytest

from firstlight.assessment import Library, open_library


@pytest.fixture(scope="session")
def library() -> Library:
    return open_library()
