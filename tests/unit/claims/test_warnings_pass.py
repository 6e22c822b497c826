"""The warnings that travel with numbers pass the guard themselves."""

from pathlib import Path

import pytest
import yaml

from firstlight.catalogue import catalogue_folder
from firstlight.claims import judge_text, read_rules

FILES = sorted((catalogue_folder() / "warnings").glob("*.yaml"))


def read_warning(file: Path) -> dict[str, str]:
    entry = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(entry, dict)
    return entry


def test_there_are_twenty_two() -> None:
    assert [file.stem for file in FILES] == [f"W{number:02d}" for number in range(1, 23)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_warning_is_whole(file: Path) -> None:
    warning = read_warning(file)
    assert set(warning) == {"name", "trigger", "text", "placement", "checked_by"}
    assert all(warning[key].strip() for key in ("name", "trigger", "text", "placement"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_warning_passes(file: Path) -> None:
    warning = read_warning(file)
    for key in ("name", "text"):
        assert judge_text(warning[key], rules=read_rules()) == ()
