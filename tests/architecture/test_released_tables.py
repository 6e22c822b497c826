"""Only `disclosure.release` makes a table that may leave. Read from the code."""

from __future__ import annotations

import ast
from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src"
ALLOWED = "firstlight/disclosure/release.py"


def makers(src: Path) -> list[str]:
    """Every place that calls `ReleasedTable`, makes a kind of it, or copies one with changes."""
    found = []
    for file in sorted(src.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Call):
                names = [node.func, *(a for a in node.args if isinstance(a, ast.Name))]
            elif isinstance(node, ast.ClassDef):
                names = list(node.bases)
            elif isinstance(node, ast.Assign):
                names = [node.value]  # another name for it
            for name in names:
                called = getattr(name, "id", getattr(name, "attr", ""))
                if called == "ReleasedTable":
                    found.append(file.relative_to(src).as_posix())
    return found


def test_released_tables_are_made_in_one_place() -> None:
    """Fails when another file makes a `ReleasedTable`, so that a table leaves unattacked."""
    assert makers(SRC) == [ALLOWED]


def test_a_maker_elsewhere_is_found(tmp_path: Path) -> None:
    """Fails when the search above no longer sees a call, a subclass or another name."""
    for name, text in {
        "call": "base.ReleasedTable(1, 2)",
        "kind": "class Mine(ReleasedTable): ...",
        "alias": "make = ReleasedTable",
        "new": "object.__new__(ReleasedTable)",
    }.items():
        (tmp_path / f"{name}.py").write_text(text + "\n")
    assert makers(tmp_path) == ["alias.py", "call.py", "kind.py", "new.py"]


def test_the_room_keeps_no_count_in_a_text() -> None:
    """Fails when a class of the room that holds raw counts prints them in its text."""
    for file, name in (
        ("base/table.py", "RawTable"),
        ("disclosure/rules.py", "First"),
        ("disclosure/search.py", "Problem"),
        ("disclosure/reading.py", "ReadTable"),
    ):
        tree = ast.parse((SRC / "firstlight" / file).read_text(encoding="utf-8"))
        node = next(n for n in ast.walk(tree) if isinstance(n, ast.ClassDef) and n.name == name)
        settings = {
            k.arg: ast.literal_eval(k.value) for d in node.decorator_list
            if isinstance(d, ast.Call) for k in d.keywords
        }  # fmt: skip
        assert settings.get("repr") is False, name
