"""Offense counts are never multiplied into victims, nor added: the process only points at figures.

Read from the code: the files that make and tell the process work nothing out of a number.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "firstlight"
FILES = (
    "assessment/process.py",
    "assessment/process_shapes.py",
    "report/process_data.py",
    "report/paper_process.py",
    "report/word_process.py",
)
WITH_COUNTS = "assessment/incident_files.py"  # it enters protected cells as they come
ARITHMETIC = (ast.Mult, ast.Div, ast.FloorDiv, ast.Pow, ast.Sub, ast.MatMult)
MAKERS = {
    *("Quantity", "Cell", "Figure", "enter_count", "enter_quantity", "enter_figure", "replace"),
    *("sum", "fsum", "prod", "add_cells", "add_quantities", "divide_quantities"),
}
ALLOWED_WITH_COUNTS = {"Quantity", "Figure", "enter_figure", "sum"}


def find_arithmetic(code: str, makers: set[str]) -> list[str]:
    """Every operation on numbers, every value read, every maker of a number that is called."""
    found = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ARITHMETIC):
            found.append(f"line {node.lineno}: {type(node.op).__name__}")
        if isinstance(node, ast.Attribute) and node.attr == "value":
            found.append(f"line {node.lineno}: a value is read")
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in makers:
                found.append(f"line {node.lineno}: {name}")
    return found


@pytest.mark.parametrize("name", FILES)
def test_the_process_works_no_number_out(name: str) -> None:
    """Fails when a count is multiplied, added or read as a number where the process is made."""
    assert find_arithmetic((SRC / name).read_text(encoding="utf-8"), MAKERS) == []


def test_a_download_is_entered_as_it_was_protected() -> None:
    """Fails when the block of a download works a number out of its cells, or makes a cell."""
    code = (SRC / WITH_COUNTS).read_text(encoding="utf-8")
    assert find_arithmetic(code, MAKERS - ALLOWED_WITH_COUNTS) == []


@pytest.mark.parametrize(
    "code",
    [
        "victims = offenses * 10",
        "x = figure.quantity.value",
        "total = sum(row for row in rows)",
        "n /= 2",
        "made = Quantity(cell, unit)",
    ],
)
def test_the_check_bites(code: str) -> None:
    """Fails when the check would let one of these pass."""
    assert find_arithmetic(code, MAKERS)
