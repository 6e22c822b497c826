"""The contracts in .importlinter bite: each bad import planted in a copy of src is named.

A contract that no longer catches anything looks exactly like one that is kept.
"""

from __future__ import annotations

import configparser
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
CONTRACTS = CHECKOUT / ".importlinter"
# Rooms that a plant reaches for; those not built yet are stubbed in the copy.
ROOMS = ("catalogue", "claims", "pack", "report", "sources")

FLOORS = "Each room uses only the floors below it"
NO_SITE = "The library knows nothing of the site"
NO_NETWORK = "The library fetches nothing"
PLAIN_BASE = "The shared nouns need nothing but Python"
CLICK = "Only the command line uses click"
DUCKDB = "Only the pack uses duckdb"
PAPER = "Only the report makes PDF and Word files"
SCIPY = "Only hidden numbers and disclosure use scipy"
SPREADSHEETS = "Only the room that takes publishers' files reads spreadsheets"

PLANTS = [
    # (room, what is planted, which contract must name it)
    ("base", "from firstlight.catalogue import read_catalogue", FLOORS),
    ("base", "def late():\n    import firstlight.pack", FLOORS),
    ("pack", "from firstlight import sources", FLOORS),
    ("hidden", "from firstlight.sources import observe", FLOORS),
    ("indicators", "import firstlight.claims", FLOORS),
    ("assessment", "from firstlight.report import anything", FLOORS),
    ("report", "from firstlight.cli import main", FLOORS),
    ("attic", "", FLOORS),  # a room that nobody gave a floor
    ("catalogue", "from django.conf import settings", NO_SITE),
    ("cli", "import firstlight_web", NO_SITE),
    ("sources", "from urllib.request import urlopen", NO_NETWORK),
    ("places", "def late():\n    import socket", NO_NETWORK),
    ("base", "import yaml", PLAIN_BASE),
    ("assessment", "import click", CLICK),
    ("indicators", "import duckdb", DUCKDB),
    ("assessment", "import typst", PAPER),
    ("cli", "from docx import Document", PAPER),
    ("report", "from scipy import stats", SCIPY),
    ("refresh", "import urllib3", NO_NETWORK),  # any file of that room but one
    ("pack", "from python_calamine import CalamineWorkbook", SPREADSHEETS),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of src, modules only, in which every room that is reached for exists."""

    def skip(folder: str, names: list[str]) -> set[str]:
        inside = Path(folder)
        return {n for n in names if (inside / n).is_file() and not n.endswith(".py")}

    src = shutil.copytree(CHECKOUT / "src", tmp_path / "src", ignore=skip)
    for package in (*(f"firstlight/{room}" for room in ROOMS), "firstlight_web"):
        (src / package).mkdir(exist_ok=True)
        (src / package / "__init__.py").touch()
    return src


def lint(src: Path) -> str:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            *("--config", str(CONTRACTS), "--no-cache", "--no-logo"),
        ],
        cwd=src.parent,
        # First on the path, before the checkout's own src; wide, so that no name is broken up.
        env={**os.environ, "PYTHONPATH": str(src), "COLUMNS": "300"},
        capture_output=True,
        text=True,
    )
    report = done.stdout + done.stderr
    assert done.returncode == (0 if "0 broken" in report else 1), report
    return report


def test_the_copy_without_a_plant_keeps_every_contract(copy: Path) -> None:
    """So that what breaks below is broken by the plant alone."""
    assert "0 broken" in lint(copy)


@pytest.mark.parametrize(("room", "planted", "contract"), PLANTS)
def test_a_bad_import_is_named(copy: Path, room: str, planted: str, contract: str) -> None:
    folder = copy / "firstlight" / room
    folder.mkdir(exist_ok=True)
    (folder / "__init__.py").touch()
    (folder / "planted.py").write_text(planted + "\n")
    report = lint(copy)
    assert f"{contract} BROKEN" in report
    name = "firstlight.attic" if room == "attic" else f"firstlight.{room}.planted"
    assert name in report.split("Broken contracts")[1]


def test_no_contract_is_without_a_plant() -> None:
    config = configparser.ConfigParser()
    config.read(CONTRACTS, encoding="utf-8")
    names = {config[part]["name"] for part in config.sections() if "contract" in part}
    assert names == {contract for _, _, contract in PLANTS}


def test_the_shared_nouns_are_kept_from_every_dependency() -> None:
    """A dependency added to pyproject.toml must be added to the contract as well."""
    config = configparser.ConfigParser()
    config.read(CONTRACTS, encoding="utf-8")
    forbidden = set(config["importlinter:contract:plain-base"]["forbidden_modules"].split())
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    known_as: dict[str, set[str]] = {}
    for module, packages in importlib.metadata.packages_distributions().items():
        for package in packages:
            known_as.setdefault(re.sub(r"[-_.]+", "-", package).lower(), set()).add(module)
    for dependency in project["dependencies"]:
        name = re.split(r"[<>=!~;\[ ]", dependency)[0]
        modules = known_as[re.sub(r"[-_.]+", "-", name).lower()]
        assert modules & forbidden, f"{name} is missing in .importlinter, contract plain-base"
