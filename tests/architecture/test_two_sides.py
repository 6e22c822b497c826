"""Nothing in the library makes one number of two sides, but the bounds on different people.

Read from the code, nothing is imported. A function "takes both sides" when its parameters, or
the class it belongs to, can hold a PoliceCount and a ProviderCount, through however many
classes and aliases. Such a function gives no number, and nothing that holds one outside the
two sides themselves. Besides, no sum names both sides, whatever the types say.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"
SIDES = {"PoliceCount", "ProviderCount"}
SAID = {"Part", "Period"}  # parts of a sentence name figures, and dates count nobody
NUMBERS = {
    *("int", "float", "complex", "Decimal", "Fraction", "Number", "SupportsFloat"),
    *("Quantity", "Cell", "Figure", "Observation", "IndicatorValue", "Any", "object"),
}
ALLOWED = {"firstlight/overlap/bounds.py: bounds_on_distinct_people"}
ALIASES = (ast.BinOp, ast.Subscript, ast.Name, ast.Constant)
ADDERS = {"sum", "fsum", "add_quantities", "add_cells", "mean", "fmean", "average", "hypot"}


@dataclass
class Code:
    """Classes and aliases by name with the names in their fields; functions with their place."""

    holds: dict[str, set[str]] = field(default_factory=dict)
    functions: list[tuple[str, str, ast.FunctionDef | ast.AsyncFunctionDef]] = field(
        default_factory=list
    )

    def reach(self, names: set[str], stop: set[str]) -> set[str]:
        """Every name that can be reached from these, not going into `stop`."""
        found, todo = set(), list(names)
        while todo:
            name = todo.pop()
            if name in found:
                continue
            found.add(name)
            if name not in stop:
                todo.extend(self.holds.get(name, ()))
        return found


def names_in(node: ast.AST | None) -> set[str]:
    """Names of a type, also inside a text annotation."""
    found: set[str] = set()
    for part in ast.walk(node) if node is not None else ():
        if isinstance(part, ast.Name):
            found.add(part.id)
        elif isinstance(part, ast.Attribute):
            found.add(part.attr)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            try:
                found |= names_in(ast.parse(part.value, mode="eval"))
            except (SyntaxError, ValueError):
                continue
    return found


def read_code(src: Path) -> Code:
    code = Code()
    for file in sorted((src / "firstlight").rglob("*.py")):
        where = file.relative_to(src).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        owners = {
            id(member): node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ClassDef)
            for member in node.body
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                fields = [n.annotation for n in node.body if isinstance(n, ast.AnnAssign)]
                held = set().union(*(names_in(part) for part in [*fields, *node.bases]))
                code.holds.setdefault(node.name, set()).update(held)
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if alias.asname:
                        code.holds.setdefault(alias.asname, set()).add(alias.name)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                code.functions.append((where, owners.get(id(node), ""), node))
        for node in tree.body:  # aliases of types
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            if isinstance(node, ast.AnnAssign) and "TypeAlias" in names_in(node.annotation):
                target = node.target
            value = getattr(node, "value", None)
            if isinstance(target, ast.Name) and isinstance(value, ALIASES):
                code.holds.setdefault(target.id, set()).update(names_in(value))
    return code


def parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    given = node.args
    rest = [part for part in (given.vararg, given.kwarg) if part]
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *rest]


def find_mergers(src: Path) -> list[str]:
    """Functions that take both sides and give a number; classes of both that hold one."""
    code = read_code(src)
    faults = []
    for where, owner, node in code.functions:
        taken = set().union(*(names_in(arg.annotation) for arg in parameters(node)), {owner})
        both_by_type = code.reach(taken, set()) >= SIDES
        words = [arg.arg.lower() for arg in parameters(node)]
        both_by_name = any("police" in w for w in words) and any("provider" in w for w in words)
        if not both_by_type and not both_by_name:
            continue
        if owner in SIDES or (node.name.startswith("__") and node.name.endswith("__")):
            continue
        gives = code.reach(names_in(node.returns), SIDES | SAID)
        if f"{where}: {node.name}" in ALLOWED:
            continue
        if node.returns is None or gives & NUMBERS:
            faults.append(f"{where}, line {node.lineno}: {node.name} makes a number of both sides")
    for name, held in sorted(code.holds.items()):
        if name not in SIDES and code.reach(held, set()) >= SIDES and held & NUMBERS:
            faults.append(f"the class {name} holds both sides and a number beside them")
    return faults


def find_sums(src: Path) -> list[str]:
    """Sums, differences and averages that name police and providers, outside `overlap`."""
    faults = []
    for file in sorted((src / "firstlight").rglob("*.py")):
        where = file.relative_to(src).as_posix()
        if where.startswith("firstlight/overlap/"):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if two_sides(node):
                faults.append(f"{where}, line {node.lineno}: police and providers in one sum")  # type: ignore[attr-defined]
    return faults


def two_sides(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Div, ast.Mult)):
        left, right = named_numbers(node.left), named_numbers(node.right)
        return ("police" in left and "provider" in right) or (
            "provider" in left and "police" in right
        )
    if isinstance(node, ast.Call):
        called = names_in(node.func)
        if called & ADDERS:
            told = set().union(*(named_numbers(arg) for arg in node.args), set())
            return {"police", "provider"} <= told
    return False


def named_numbers(node: ast.AST) -> set[str]:
    """Which sides are named by what is added, texts left aside."""
    found = set()
    for part in ast.walk(node):
        name = part.id if isinstance(part, ast.Name) else getattr(part, "attr", "")
        for side in ("police", "provider"):
            if isinstance(name, str) and side in name.lower():
                found.add(side)
    return found


def test_no_function_makes_one_number_of_two_sides() -> None:
    assert find_mergers(SRC) == []


def test_no_sum_names_both_sides() -> None:
    assert find_sums(SRC) == []


def test_the_one_way_exists_and_is_seen() -> None:
    """So that the check does not pass because it sees nothing."""
    code = read_code(SRC)
    seen = [
        f"{where}: {node.name}"
        for where, _, node in code.functions
        if code.reach(
            set().union(*(names_in(arg.annotation) for arg in parameters(node)), set()), set()
        )
        >= SIDES
    ]
    assert set(seen) >= ALLOWED
    assert any("compare_pictures" in name for name in seen)


HEAD = (
    "from firstlight.base.sides import PoliceCount, ProviderCount\n"
    "from firstlight.base.quantity import Quantity\n"
    "from dataclasses import dataclass\n"
)
PLANTS = [
    "def f(a: PoliceCount, b: ProviderCount) -> float: ...",
    "def f(a: PoliceCount, b: ProviderCount) -> Quantity | None: ...",
    "def f(a: 'PoliceCount', b: 'ProviderCount') -> tuple[int, int]: ...",
    "def f(a: PoliceCount, b: ProviderCount): ...",
    "def f(*, a: list[PoliceCount | ProviderCount]) -> dict[str, Quantity]: ...",
    "Either = PoliceCount | ProviderCount\ndef f(a: tuple[Either, ...]) -> int: ...",
    "from firstlight.base.sides import PoliceCount as P\n"
    "def f(a: P, b: ProviderCount) -> float: ...",
    "@dataclass\nclass Two:\n    a: PoliceCount\n    b: ProviderCount\n"
    "    @property\n    def total(self) -> int: ...",
    "@dataclass\nclass Two:\n    a: PoliceCount\n    b: ProviderCount\ndef f(a: Two) -> float: ...",
    "@dataclass\nclass Two:\n    a: PoliceCount\n    b: ProviderCount\n    total: float\n",
    "@dataclass\nclass Answer:\n    n: int\ndef f(a: PoliceCount, b: ProviderCount) -> Answer: ...",
    "def f(police: Quantity, providers: Quantity) -> Quantity: ...",
    "def f(police_recorded: int, by_providers: int) -> int: ...",
]


@pytest.mark.parametrize("planted", PLANTS)
def test_a_merger_is_found(tmp_path: Path, planted: str) -> None:
    """Fails when a way to one number goes unseen."""
    (tmp_path / "firstlight" / "base").mkdir(parents=True)
    sides = (SRC / "firstlight" / "base" / "sides.py").read_text(encoding="utf-8")
    (tmp_path / "firstlight" / "base" / "sides.py").write_text(sides)
    assert find_mergers(tmp_path) == []
    (tmp_path / "firstlight" / "planted.py").write_text(HEAD + planted)
    assert find_mergers(tmp_path)


@pytest.mark.parametrize(
    "planted",
    [
        "def f(a):\n    return a.police.quantity.value + a.providers.quantity.value",
        "def f(police, provider):\n    return sum([police.n, provider.n])",
        "def f(police, provider):\n    return add_quantities((police.q, provider.q))",
        "def f(police, provider):\n    return police.n / provider.n",
    ],
)
def test_a_sum_of_both_is_found(tmp_path: Path, planted: str) -> None:
    (tmp_path / "firstlight").mkdir()
    (tmp_path / "firstlight" / "planted.py").write_text(planted)
    assert find_sums(tmp_path)


def test_two_columns_side_by_side_are_no_merger(tmp_path: Path) -> None:
    """Fails when the check forbids what the house is for."""
    (tmp_path / "firstlight").mkdir()
    (tmp_path / "firstlight" / "planted.py").write_text(
        HEAD + "@dataclass\nclass Twin:\n    police: PoliceCount\n    providers: ProviderCount\n"
        "    verdict: str\n\n"
        "def f(police: PoliceCount, providers: ProviderCount) -> Twin: ..."
    )
    assert find_mergers(tmp_path) == []
