"""Rule files with faults in them."""

from pathlib import Path

import pytest

from firstlight.base.errors import CatalogueFaults
from firstlight.claims import judge, read_rules

GOOD = """\
idea: C01
kind: absence
severity: block
why: Because.
say_instead: Something else.
reference: none
checked: n
first_look: [moon]
words:
  cheese: [cheese, cheeses]
phrases:
  - 'moon .. <cheese>'
must_catch: [The moon is made of cheese.]
must_pass: [The moon is made of rock.]
"""


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(CatalogueFaults) as caught:
        read_rules(folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_rule_with_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "moon.yaml").write_text(GOOD, encoding="utf-8")
    rules = read_rules(tmp_path)
    (hit,) = judge("The moon is made of cheese.", rules=rules)
    assert (hit.rule, hit.severity, hit.is_verified) == ("moon", "block", False)
    assert hit.sentence[slice(*hit.span)] == "moon is made of cheese"


def test_every_fault_at_once(tmp_path: Path) -> None:
    changes = {
        "a.yaml": ("severity: block", "severity: loud"),
        "b.yaml": ("kind: absence", "sort: absence"),
        "c.yaml": ("<cheese>'", "<cheddar>'"),
        "d.yaml": ("'moon .. <cheese>'", "'moon ('"),
        "e.yaml": ("checked: n", "checked: perhaps"),
        "f.yaml": ("cheese: [cheese, cheeses]", "cheese: ['<cheese>']"),
        "g.yaml": ("  cheese: [cheese, cheeses]", "  victims: [cheese]"),
    }
    for name, (old, new) in changes.items():
        assert old in GOOD
        (tmp_path / name).write_text(GOOD.replace(old, new), encoding="utf-8")
    faults = "\n".join(faults_of(tmp_path))
    for name in changes:
        assert f"/{name}" in faults
    assert "row 3" in faults  # the severity
    assert "unknown key sort" in faults
    assert "row 12" in faults  # the phrase
    assert "no word list cheddar" in faults
    assert "leads back to itself" in faults
    assert "take another name" in faults


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    assert "no rule" in faults_of(tmp_path)[0]
