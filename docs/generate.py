"""Write docs/requirements.md from the tests, and docs/coverage.md from catalogue and pack.

Run `python docs/generate.py` after adding a requirement test, a source or an indicator;
`--check` only compares.
A requirement test is a function named test_R12_..., with a docstring whose lines `Page:`,
`Fails when:` and, where the issue overrules the row, `Differs:` are read here.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import yaml
from coverage_page import write_coverage

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "requirements.md"
COVERAGE = ROOT / "docs" / "coverage.md"
KEYS = ("Page", "Fails when", "Differs")


def read_tests() -> dict[str, list[dict[str, str]]]:
    """Every requirement test, by requirement."""
    found: dict[str, list[dict[str, str]]] = {}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (name := re.match(r"test_(R\d+)_", node.name)):
                entry = read_docstring(ast.get_docstring(node) or "")
                entry["test"] = f"{file.relative_to(ROOT).as_posix()}::{node.name}"
                found.setdefault(name.group(1), []).append(entry)
    return found


def read_docstring(text: str) -> dict[str, str]:
    """The first line, and the lines that begin with a key, their continuations joined."""
    entry = {"shows": text.splitlines()[0] if text else ""}
    key = ""
    for line in text.splitlines()[1:]:
        start = next((k for k in KEYS if line.startswith(f"{k}:")), "")
        if start:
            key = start
            entry[key] = line.partition(":")[2].strip()
        elif key and line.strip():
            entry[key] += f" {line.strip()}"
    return entry


def read_requirements() -> dict[str, str]:
    """Every requirement in words, by number."""
    file = ROOT / "docs" / "requirements.yaml"
    words: dict[str, str] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)
    return words


def write() -> str:
    """The page."""
    requirements = read_requirements()
    tests = read_tests()
    unknown = sorted(set(tests) - set(requirements))
    if unknown:
        raise SystemExit(f"Tests name requirements that do not exist: {', '.join(unknown)}")
    order = sorted(requirements, key=lambda name: int(name[1:]))
    met = [name for name in order if name in tests]
    still = [name for name in order if name not in tests]
    lines = [
        "# Requirements",
        "",
        "Made by `python docs/generate.py` from the tests; not edited by hand.",
        "",
        f"{len(met)} of {len(order)} are met by a test that enters by the command or the page.",
        "",
        "## Met",
        "",
        "| | Requirement | What the test shows | Page | Test |",
        "|---|---|---|---|---|",
    ]
    for name in met:
        for entry in tests[name]:
            words = requirements[name] if entry is tests[name][0] else ""
            lines.append(
                f"| {name} | {words} | {entry['shows']} | {entry.get('Page', '')} | "
                f"`{entry['test']}` |"
            )
    differs = [(name, e["Differs"]) for name in met for e in tests[name] if "Differs" in e]
    lines += ["", "## Where a test differs from the row", ""]
    lines += [f"- **{name}**: {words}" for name, words in differs]
    lines += ["", "## Still open", "", "| | Requirement |", "|---|---|"]
    lines += [f"| {name} | {requirements[name]} |" for name in still]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the pages, or say that one is stale."""
    pages = {TARGET: write(), COVERAGE: write_coverage(read_requirements())}
    if "--check" in sys.argv:
        fresh = all(p.exists() and p.read_text("utf-8") == text for p, text in pages.items())
        return 0 if fresh else 1
    for page, text in pages.items():
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
