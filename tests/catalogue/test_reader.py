"""src/firstlight/catalogue/reader.py: facts stay text, and every fault is named with its line."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from firstlight.base.errors import CatalogueFaults
from firstlight.catalogue import read_entry, read_folder


@dataclass(frozen=True)
class Part:
    name: str
    weight: float = 1.0


@dataclass(frozen=True)
class Fact:
    """Every sort of field that our entries have."""

    id: str
    title: str
    count: int
    share: float
    shown: bool
    checked_on: datetime.date
    codes: tuple[str, ...]
    words: Mapping[str, str]
    parts: tuple[Part, ...] = ()
    by_name: Mapping[str, Part] = field(default_factory=dict)
    checked_by: str | None = None

    def __post_init__(self) -> None:
        if self.count < 0:
            raise ValueError("a count is not negative")


WHOLE = """\
title: On facts
count: "12"
share: 0.25
shown: true
checked_on: 2026-11-22
codes: [01001, 0060, "48201"]
words: {on: yes, 02063: 2905.30, cite: 1e3}
parts:
  - {name: first}
  - {name: second, weight: "0.5"}
by_name:
  one: {name: first}
checked_by: null
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "facts" / "a_fact.yaml"


def write(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def faults_of(file: Path, text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(CatalogueFaults) as caught:
        read_entry(write(file, text), Fact)
    assert all(fault.file == "facts/a_fact.yaml" for fault in caught.value.faults)
    return [(fault.row, fault.what) for fault in caught.value.faults]


def test_codes_sections_and_the_key_on_stay_what_they_are(file: Path) -> None:
    # Fails if YAML makes the values: 01001 would be 513, 2905.30 be 2905.3 and `on` be True
    fact = read_entry(write(file, WHOLE), Fact)
    assert fact.id == "a_fact"
    assert fact.codes == ("01001", "0060", "48201")
    assert fact.words == {"on": "yes", "02063": "2905.30", "cite": "1e3"}
    assert (fact.count, fact.share, fact.shown) == (12, 0.25, True)
    assert fact.checked_on == datetime.date(2026, 11, 22)
    assert fact.parts == (Part("first"), Part("second", 0.5))
    assert fact.by_name == {"one": Part("first")}
    assert fact.checked_by is None


@pytest.mark.parametrize(
    ("old", "new", "row", "words"),
    [
        ("title:", "titel:", 1, "unknown key titel"),
        ("title: On facts\n", "", 1, "lacks title"),
        ('count: "12"', "count: twelve", 2, "count is not a int"),
        ('count: "12"', "count: 12.5", 2, "count is not a int"),
        ("share: 0.25", "share: nan", 3, "share is not a"),
        ("share: 0.25", "share: inf", 3, "share is not a"),
        ("shown: true", "shown: yes", 4, "shown is not a"),
        ("2026-11-22", "22 November", 5, "checked_on is not a"),
        ("2026-11-22", "2026-02-30", 5, "checked_on is not a"),
        ('[01001, 0060, "48201"]', "01001", 6, "codes is not a list"),
        ('[01001, 0060, "48201"]', "[[01001]]", 6, "codes holds several things"),
        ("{on: yes, 02063: 2905.30, cite: 1e3}", "[on]", 7, "words is not a set of keys"),
        ("{on: yes, 02063: 2905.30, cite: 1e3}", "{on: [a, b]}", 7, "words holds several things"),
        ("cite: 1e3", "on: 1e3", 7, "words has on twice"),
        ("{name: first}\n  - ", "{nom: first}\n  - ", 9, "unknown key nom"),
        ("checked_by: null", "title: Again", 13, "has title twice"),
        ("  one: {name: first}\n", "  one: {name: a}\n  one: {name: b}\n", 13, "has one twice"),
        ('count: "12"', "count: -1", 1, "a count is not negative"),
        ("on: yes", "[on, off]: yes", 7, "a key that is no text"),
        ("title: On facts", "[a, b]: On facts", 1, "a key that is no text"),
        ("title: On facts", "id: another\ntitle: On facts", 1, "unknown key id"),
    ],
)
def test_a_fault_is_named_with_its_line(
    file: Path, old: str, new: str, row: int, words: str
) -> None:
    # Fails if the reader lets the last of two same keys win, or guesses a type
    assert WHOLE.count(old) >= 1
    found = faults_of(file, WHOLE.replace(old, new, 1))
    assert any(at == row and words in what for at, what in found), found


@pytest.mark.parametrize("text", ["", "# only a remark\n", "- a\n- b\n", "just words\n", "a: [1\n"])
def test_what_is_no_entry_is_refused(file: Path, text: str) -> None:
    assert len(faults_of(file, text)) == 1


def test_all_faults_of_a_file_come_together(file: Path) -> None:
    # Fails if reading stops at the first fault
    wrong = WHOLE.replace("shown: true", "shown: perhaps").replace("share: 0.25", "chare: 0.25")
    wrong = wrong.replace('"12"', "x")
    assert {row for row, _ in faults_of(file, wrong)} == {1, 2, 3, 4}


def test_all_faults_of_a_folder_come_together(tmp_path: Path) -> None:
    # Fails if the second file is not read once the first is wrong
    folder = tmp_path / "facts"
    write(folder / "good.yaml", WHOLE)
    write(folder / "bad.yaml", WHOLE.replace("title:", "titel:"))
    write(folder / "worse.yaml", WHOLE.replace("true", "maybe"))
    write(folder / "notes.txt", "not a fact")
    with pytest.raises(CatalogueFaults) as caught:
        read_folder(folder, Fact)
    files = {fault.file for fault in caught.value.faults}
    assert files == {"facts/bad.yaml", "facts/worse.yaml"}
    assert "line" not in str(caught.value) and "row 4" in str(caught.value)
    (folder / "bad.yaml").unlink()
    (folder / "worse.yaml").unlink()
    assert list(read_folder(folder, Fact)) == ["good"]


def test_a_tag_builds_nothing(file: Path) -> None:
    # Fails with a loader that makes Python objects of tags
    tag = "!!python/object/apply:os.system [echo]"
    assert faults_of(file, WHOLE.replace("title: On facts", f"title: {tag}"))
