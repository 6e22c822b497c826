"""A folder for releases, and short ways to check and load a file."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from firstlight.base.errors import Fault, InputFaults
from firstlight.refresh import Checked, Outcome, Releases, check_file, load_file
from made_files import PACK
from refresh_publisher import publisher, slept

__all__ = ["publisher", "slept"]

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture
def releases(tmp_path: Path) -> Releases:
    return Releases(tmp_path / "data")


@pytest.fixture
def check(releases: Releases) -> Callable[..., Checked]:
    def run(file: Path, series: str = "", year: int | None = None) -> Checked:
        return check_file(file, pack=PACK, releases=releases, today=TODAY, series=series, year=year)

    return run


@pytest.fixture
def faults(check: Callable[..., Checked]) -> Callable[..., list[Fault]]:
    """Every fault of a file that must have some."""

    def run(file: Path, series: str = "", year: int | None = None) -> list[Fault]:
        with pytest.raises(InputFaults) as caught:
            check(file, series, year)
        return list(caught.value.faults)

    return run


@pytest.fixture
def load(releases: Releases) -> Callable[..., Outcome]:
    def run(
        file: Path, series: str = "", year: int | None = None, use: bool | None = None
    ) -> Outcome:
        return load_file(
            file, pack=PACK, releases=releases, today=TODAY, series=series, year=year, use=use
        )

    return run
