"""Composite indices: what may enter one, and the two of its promises that a file could break."""

from __future__ import annotations

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from firstlight.base.errors import CatalogueFaults
from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.entries import Composite

CATALOGUE = read_catalogue()
OURS = [entry for entry in CATALOGUE.composites.values() if entry.reads == "indicators"]
CDC = [entry for entry in CATALOGUE.composites.values() if entry.reads == "file"]
NEVER_SCORED = {
    "I09", "I10", *(f"I{n}" for n in range(12, 19)), "I20", "I21", "I22", "I28",
    *(f"I{n}" for n in range(33, 46)), *(f"I{n}" for n in range(47, 51)),
    *(f"I{n}" for n in range(52, 56)),
}  # fmt: skip
DETECTION = {f"I{n}" for n in range(37, 43)}


def refused(composite: Composite) -> list[str]:
    """Components that may not enter an index of ours, each with the reason."""
    found = []
    for part in composite.components:
        entry = CATALOGUE.indicators[part.id]
        # the CDC's file also relays counts of the census survey, which are nobody's index
        columns = {column.column for column in entry.inputs.values()}
        ranked = any(name.startswith(("EPL_", "SPL_", "RPL_", "F_")) for name in columns)
        for why, is_wrong in (
            ("it is not scored", not entry.scored),
            ("its factor is never scored", entry.factor in NEVER_SCORED),
            ("it is of detection", entry.factor in DETECTION or entry.parameter in (2, 3)),
            ("its direction is not more susceptible",
             not entry.direction.startswith("higher=more susceptible")),
            ("a count grows with residents", entry.kind == "count"),
            ("the CDC index is an outside check", ranked),
        ):  # fmt: skip
            if is_wrong:
                found.append(f"{part.id}: {why}")
    return found


@pytest.mark.parametrize("composite", OURS, ids=lambda entry: entry.id)
def test_only_what_makes_people_exploitable_enters_an_index(composite: Composite) -> None:
    """Fails when context, detection, a count or the CDC's index is made a component."""
    assert refused(composite) == []
    assert all(part.why for part in composite.components)
    assert {"W05", "W07"} <= set(composite.warnings)
    assert any("not occurrence" in text for text in composite.cannot_tell)


@pytest.mark.parametrize(
    "name",
    ["foreign_born", "limited_english", "no_vehicle", "under_18", "missing_minors",
     "homeless_students"],
)  # fmt: skip
def test_the_refusal_bites(name: str) -> None:
    """Each of these is in the catalogue and must be refused. Fails if the check lets one in."""
    part = dataclasses.replace(OURS[0].components[0], id=name)
    assert refused(dataclasses.replace(OURS[0], components=(part,), dimensions=(
        next(d for d in OURS[0].dimensions if d.id == part.dimension),)))  # fmt: skip


def test_the_cdc_index_is_a_check_and_never_a_score() -> None:
    """Fails when an entry of the CDC is called susceptibility, or feeds anything of ours."""
    assert {entry.id for entry in CDC} == {f"cdc_svi_{year}" for year in (2016, 2018, 2020, 2022)}
    for entry in CDC:
        words = " ".join([entry.label, entry.question, *(d.label for d in entry.dimensions)])
        assert not re.search(r"suscept", words, re.IGNORECASE)
        assert len(entry.components) == (15 if int(entry.id[-4:]) < 2020 else 16)
    assert not [part for entry in OURS for part in entry.components if part.column or part.given]


@pytest.mark.parametrize("entry", CATALOGUE.composites.values(), ids=lambda entry: entry.id)
def test_an_entry_says_its_method_and_where_it_is_from(entry: Composite) -> None:
    """Fails when an index comes without a source of its method."""
    assert entry.method.endswith(".") and entry.method_source.endswith(".")
    assert entry.cannot_tell
    if entry in OURS:
        assert entry.draws >= 400 and entry.concentration_why.endswith(".")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("dimension: work,", "dimension: play,", "a dimension has no component"),
        ("id: unemployment,", "id: poverty,", "a component stands twice"),
        ("id: unemployment,", "id: unemployed,", "there is no indicator unemployed"),
        ("standardize: percentile_rank", "standardize: t", "standardize is not known"),
        ('concentration: "20"', 'concentration: "0"', "needs draws, a seed and a concentration"),
        ("within: arithmetic", "within: geometric", "needs a least standing above 0, with its"),
        ('pairs_at_most: "20"', 'pairs_at_most: "0"', "needs its limits and what its study found"),
        ('study_held_percent: "88"', 'study_held_percent: "0"', "what its study found"),
        ("[W05, W07]", "[W05, W77]", "there is no warning W77"),
        ("id: money, label: Money and housing}", "id: money, label: M, weight: \"0\"}",
         "weight that is not above 0"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    """Fails when an entry that cannot be worked out is read in silence."""
    made = tmp_path / "catalogue"
    shutil.copytree(catalogue_folder(), made, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = made / "composites" / "susceptibility.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFaults, match=told):
        read_catalogue(made)
