"""Entering by the command, on a made world."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from firstlight.cli import main
from made_world import MadeWorld


@pytest.fixture
def world(tmp_path: Path) -> MadeWorld:
    """Three invented counties; a test changes what it needs and runs the command."""
    return MadeWorld(tmp_path / "world")


@dataclass(frozen=True)
class Run:
    """What one command gave."""

    status: int
    out: str
    err: str
    folder: Path

    def json(self) -> Any:
        """`assessment.json`, read back."""
        return json.loads((self.folder / "assessment.json").read_text(encoding="utf-8"))

    def figures(self) -> dict[str, Any]:
        """The figures of `assessment.json` by id."""
        return {figure["id"]: figure for figure in self.json()["figures"]}

    def page(self) -> str:
        """The HTML report."""
        return (self.folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def assess(
    world: MadeWorld,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Callable[..., Run]:
    """Build the made world and run `firstlight assess` on it."""

    def run(*words: str, formats: str = "html,json") -> Run:
        for name, value in world.build().items():
            monkeypatch.setenv(name, value)
        folder = tmp_path / "out"
        status = main(["assess", *words, "--out", str(folder), "--formats", formats])
        printed = capsys.readouterr()
        return Run(status, printed.out, printed.err, folder)

    return run
