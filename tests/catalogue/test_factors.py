"""The fifty-five factors, what is never scored, and what is never drawn beside records of crime."""

from __future__ import annotations

import csv
import datetime
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from drawings import Drawings, drawn_together
from firstlight.assessment import Library, assess, open_library
from firstlight.base.errors import CatalogueFaults
from firstlight.catalogue import Catalogue, catalogue_folder, read_catalogue
from firstlight.places import resolve_places
from firstlight.report import render_html

CATALOGUE = read_catalogue()
NEVER = CATALOGUE.never_scored
ALL = [f"I{n:02d}" for n in range(1, 56)]
# the list of the work order, written out a second time
ORDERED = {
    "I09", "I10", *(f"I{n}" for n in range(12, 19)), "I20", "I21", "I22", "I28",
    *(f"I{n}" for n in range(33, 46)), *(f"I{n}" for n in range(47, 51)),
    *(f"I{n}" for n in range(52, 56)),
}  # fmt: skip
AS_GIVEN = {
    "dimension": "dimension", "factor": "name", "measure_and_source": "measure",
    "rationale": "rationale", "evidence_strength": "evidence_strength", "direction": "direction",
    "known_bias": "known_bias", "misuse_guard": "misuse_guard", "references": "references",
    "checked": "checked",
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def test_there_is_one_entry_for_each_factor() -> None:
    """Fails when a factor is left out, or one has nobody who could be asked."""
    assert list(CATALOGUE.factors) == ALL
    for factor in CATALOGUE.factors.values():
        assert factor.holder and factor.ask.endswith("."), factor.id
        assert factor.rationale and factor.known_bias and factor.misuse_guard, factor.id


def test_what_was_received_of_a_factor_is_kept_as_given(received: Path) -> None:
    """Fails when a direction, a bias or a reference is reworded, or checked is claimed."""
    table = received.parent / "design" / "content" / "susceptibility_indicators.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert list(rows) == ALL
    for name, row in rows.items():
        for column, key in AS_GIVEN.items():
            assert getattr(CATALOGUE.factors[name], key) == " ".join(row[column].split()), name


def test_never_scored_is_every_factor_whose_direction_is_not_more_susceptible() -> None:
    """Fails when a factor is taken off the list, or a direction changes and the list does not."""
    by_direction = {
        name
        for name, factor in CATALOGUE.factors.items()
        if not factor.direction.startswith("higher=more susceptible")
    }
    assert set(NEVER.factors) == by_direction - set(NEVER.only_with_caveat) == ORDERED
    assert NEVER.only_with_caveat == ("I30", "I31")
    assert all(why.endswith(".") for why in NEVER.factors.values())


def test_only_what_makes_people_exploitable_has_the_role_of_susceptibility() -> None:
    """Fails when detection, context or a denominator could become part of a score."""
    for name, factor in CATALOGUE.factors.items():
        assert (factor.role == "susceptibility") == (name not in NEVER.factors), name
    detection = {name for name, factor in CATALOGUE.factors.items() if factor.role == "detection"}
    assert {"I20", "I21", "I22", *(f"I{n}" for n in range(36, 43))} <= detection
    assert detection <= set(NEVER.factors)


def test_no_indicator_scores_what_is_never_scored() -> None:
    """Fails when an indicator of a listed factor is scored, or names a factor there is not."""
    for indicator in CATALOGUE.indicators.values():
        assert not indicator.factor or indicator.factor in CATALOGUE.factors, indicator.id
        if indicator.scored:
            assert CATALOGUE.factors[indicator.factor].role == "susceptibility", indicator.id


def test_the_catalogue_itself_refuses_such_a_score(tmp_path: Path) -> None:
    """Fails when the list is only tested and not obeyed, or a caveat can be taken away."""
    made = tmp_path / "catalogue"
    shutil.copytree(catalogue_folder(), made, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    def change(file: str, old: str, new: str) -> None:
        text = (made / file).read_text(encoding="utf-8")
        assert old in text
        (made / file).write_text(text.replace(old, new), encoding="utf-8")

    change("indicators/limited_english.yaml", 'scored: "false"', 'scored: "true"')
    change("indicators/density.yaml", "factor: I36", "factor: I99")
    change("factors/I30.yaml", "caveat: ", "also_needed_: ")
    with pytest.raises(CatalogueFaults) as caught:
        read_catalogue(made)
    assert "also_needed_" in str(caught.value)
    change("factors/I30.yaml", "also_needed_: ", "# ")
    change("factors/I20.yaml", 'role: "detection"', 'role: "risk"')
    with pytest.raises(CatalogueFaults, match="role"):
        read_catalogue(made)
    change("factors/I20.yaml", 'role: "risk"', 'role: "detection"')
    change("methods/never_scored.yaml", "  I55:", "  I56:")
    with pytest.raises(CatalogueFaults) as caught:
        read_catalogue(made)
    told = str(caught.value)
    for words in ("promises no map of limited_english", "who people are (I10)"):
        assert words not in told
    for words in ("I10 may never be scored", "no factor I99", "no factor I56", "beside a caveat"):
        assert words in told


def test_a_sheet_that_promises_no_map_is_held_to_it(tmp_path: Path) -> None:
    """Fails when the list of what is never mapped is no longer checked against the sheets."""
    made = tmp_path / "catalogue"
    shutil.copytree(catalogue_folder(), made, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    file = made / "methods" / "never_scored.yaml"
    text = file.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  I10: Language is never"))
    file.write_text(text.replace(f"{line}\n", ""), encoding="utf-8")
    with pytest.raises(CatalogueFaults) as caught:
        read_catalogue(made)
    told = str(caught.value)
    assert "promises no map of limited_english" in told
    assert "who people are (I10)" in told


# Composites ------------------------------------------------------------------------------------


def components_never_scored(folder: Path, catalogue: Catalogue) -> list[str]:
    """Components of a composite of our indicators that may not be part of a score.

    A composite that reads a publisher's own file (`reads: file`) is that publisher's, and may
    hold none of our indicators at all.
    """
    wrong = []
    for file in sorted(folder.glob("*.yaml")):
        entry = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        of_a_file = entry.get("reads", "indicators") == "file"
        names = [part["id"] if isinstance(part, dict) else part for part in entry["components"]]
        for name in names:
            indicator = catalogue.indicators.get(name)
            never = catalogue.never_scored.factors
            fits = indicator is not None and indicator.scored and indicator.factor not in never
            if (indicator is not None) if of_a_file else not fits:
                wrong.append(f"{file.stem}: {name}")
    return wrong


def test_no_composite_holds_what_is_never_scored() -> None:
    """Fails when an index of ours takes in context or detection."""
    assert components_never_scored(catalogue_folder() / "composites", CATALOGUE) == []


def test_a_composite_that_does_is_found(tmp_path: Path) -> None:
    """The check can fail: context, detection, a smoothed figure, an unknown one, a scored one."""
    names = ("poverty", "limited_english", "no_vehicle", "poverty.smoothed", "nothing")
    parts = "\n".join(f"  - {{id: {name}}}" for name in names)
    (tmp_path / "ours.yaml").write_text(f"reads: indicators\ncomponents:\n{parts}\n")
    (tmp_path / "theirs.yaml").write_text("reads: file\ncomponents:\n  - {id: LIMENG}\n")
    found = components_never_scored(tmp_path, CATALOGUE)
    assert found == [f"ours: {name}" for name in names[1:]]


# Maps and charts ---------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["48201", "48215"])
def test_no_report_draws_who_people_are_beside_records_of_crime(
    place: str, library: Library
) -> None:
    """Fails when a map of newcomers, language or tribe stands in a report with one of arrests."""
    area = resolve_places([place], library.gazetteer)
    made = assess(area, library=library, made_on=datetime.date(2026, 11, 22))
    page = render_html(made, library.pack)
    reader = Drawings()
    reader.feed(page)
    assert reader.found  # the map that shows where the county lies is read
    assert drawn_together(page, CATALOGUE) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<figure class="map" data-measure="limited_english">', '<svg data-measure="I37">'),
        ('<figure class="map"><b data-measure="foreign_born"></b>', '<figure class="map">Arrests'),
        ('<figure class="map">Residents born abroad', '<figure class="map">Offenses by county'),
        ('<figure class="map wide"><b aria-label="Race"></b>', '<svg data-measure="I43">'),
    ],
)
def test_such_a_pair_is_found(one: str, other: str) -> None:
    """The check can fail, by what a map says it shows and by its words."""
    ends = {"figure": "</figure>", "svg": "</svg>"}

    def close(text: str) -> str:
        return text + ends[re.match(r"<(\w+)", text).group(1)]  # type: ignore[union-attr]

    assert len(drawn_together(f"{close(one)}<p>between</p>{close(other)}", CATALOGUE)) == 1
    assert drawn_together(close(one), CATALOGUE) == []
    assert drawn_together(close(other), CATALOGUE) == []


def test_a_caveat_stands_beside_every_measure_of_its_factor(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when a count of violations is shown without the words on effort."""
    poverty = replace(CATALOGUE.indicators["poverty"], factor="I30", order=1)
    indicators = {**CATALOGUE.indicators, "poverty": poverty}
    changed = Library(
        replace(library.catalogue, indicators=indicators), library.pack, library.gazetteer
    )
    area = resolve_places(["48201"], library.gazetteer)
    made = assess(area, library=changed, made_on=datetime.date(2026, 11, 22))
    (block,) = (b for c in made.chapters for b in c.blocks if b.id == "poverty")
    assert CATALOGUE.factors["I30"].caveat in block.remarks
    assert "number of inspections" in CATALOGUE.factors["I30"].caveat
