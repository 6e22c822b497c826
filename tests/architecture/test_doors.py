"""Rooms are entered by their doors: others import `firstlight.<room>`, never what lies behind.

Read from the code, nothing is imported. `base` and `catalogue` stand open: their files are the
shared nouns and the facts' own types, which everyone names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
OPEN = ("base", "catalogue")


def given_at_door(door: Path) -> set[str] | None:
    """Return the names in a door's `__all__`, or None when it has none."""
    for node in ast.parse(door.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def imports_of(file: Path, package: list[str]) -> Iterator[tuple[int, list[str], list[str]]]:
    """Yield line, module and names of each import, also those inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name.split("."), []
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = above + (node.module.split(".") if node.module else [])
            yield node.lineno, module, [alias.name for alias in node.names]


def back_ways(src: Path) -> list[str]:
    """Find every import that goes past a door, with file and line."""
    faults = []
    for file in sorted(src.rglob("*.py")):
        where = list(file.relative_to(src).parts)
        own_room = where[1] if where[0] == "firstlight" and len(where) > 2 else ""
        for line, module, names in imports_of(file, where[:-1]):
            if module[0] != "firstlight" or len(module) < 2:
                continue
            room = module[1]
            if room == own_room or room in OPEN:
                continue
            here = f"{file.relative_to(src).as_posix()}, line {line}"
            door = src / "firstlight" / room / "__init__.py"
            if len(module) > 2:
                faults.append(f"{here} goes behind the door of {room}: {'.'.join(module)}")
            elif door.exists():
                given = given_at_door(door) or set()
                faults += [
                    f"{here} takes {name}, which the door of {room} does not give"
                    for name in names
                    if name not in given
                ]
    return faults


def test_rooms_are_entered_by_their_doors() -> None:
    assert back_ways(SRC) == []


def test_every_door_says_what_it_gives() -> None:
    doors = [door for door in SRC.glob("firstlight/*/__init__.py") if door.parent.name != "base"]
    assert doors
    for door in doors:
        assert given_at_door(door), f"{door.parent.name} has no __all__"
        assert ast.get_docstring(ast.parse(door.read_text(encoding="utf-8"))), door.parent.name


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Two rooms, the shared nouns and a site; the door of `hidden` gives one name."""
    files = {
        "firstlight/__init__.py": "",
        "firstlight/base/__init__.py": "",
        "firstlight/base/cell.py": "Cell = 1",
        "firstlight/hidden/__init__.py": (
            'from firstlight.hidden.bound import bound\n__all__ = ["bound"]'
        ),
        "firstlight/hidden/bound.py": "from firstlight.hidden import words\nbound = 1",
        "firstlight/hidden/words.py": "from . import bound\nfrom .bound import bound",
        "firstlight/cli/__init__.py": "__all__ = []",
        "firstlight/cli/hidden.py": (
            "from firstlight.hidden import bound\nfrom firstlight.base.cell import Cell\n"
            "from firstlight import hidden"
        ),
        "firstlight_web/__init__.py": "import firstlight.hidden",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_a_house_whose_doors_are_used_has_no_fault(house: Path) -> None:
    assert back_ways(house) == []


@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("firstlight/cli/planted.py", "from firstlight.hidden.bound import bound"),
        ("firstlight/cli/planted.py", "import firstlight.hidden.bound"),
        ("firstlight/cli/planted.py", "from firstlight.hidden import words"),
        ("firstlight/cli/planted.py", "from ..hidden.bound import bound"),
        ("firstlight/cli/planted.py", "def late():\n    from firstlight.hidden.words import w"),
        ("firstlight_web/planted.py", "from firstlight.hidden.bound import bound"),
        ("firstlight/planted.py", "from firstlight.hidden.bound import bound"),
    ],
)
def test_a_back_way_is_found(house: Path, file: str, planted: str) -> None:
    (house / file).write_text(planted)
    (fault,) = back_ways(house)
    assert file in fault
    assert "hidden" in fault
