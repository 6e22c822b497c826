"""Invented totals say so wherever they stand, and stand nowhere but in a demonstration."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from firstlight.cli import main

AREA = "Lower Rio Grande Valley"


def test_invented_totals_say_so_everywhere(tmp_path: Path) -> None:
    """Fails when a figure, a sentence, a title, a table or a page leaves it out."""
    out = tmp_path / "out"
    words = ["assess", AREA, "--demonstration-totals", "--out", str(out), "--formats", "html,json"]
    assert main(words) == 0
    made = json.loads((out / "assessment.json").read_text(encoding="utf-8"))
    own = [f for f in made["figures"] if f["id"].startswith("entered.")]
    sides = ("pictures.", "pictures_status.")
    beside = [f for f in made["figures"] if f["id"].startswith(sides) and f["invented"]]
    assert made["invented"] is True and len(own) > 20
    assert all(f["invented"] and f["label"].startswith("Invented for this") for f in own)
    assert all(f["label"].startswith("Invented for this") for f in beside)
    assert not [f for f in made["figures"] if f["invented"] and f not in [*own, *beside]]
    blocks = [m for p in made["parameters"] for m in p["measures"] if m["invented"]]
    assert blocks and all("invented for this demonstration" in b["title"] for b in blocks)
    # the two pictures also tell what police recorded, which nobody invented
    names = {block["id"] for block in blocks if block["id"].startswith("entered")}
    said = [fact["text"] for fact in made["facts"] if fact["measure"] in names]
    assert said and all(text.startswith("Invented for this demonstration") for text in said)
    assert "Invented" in (out / "tables" / "figures.csv").read_text(encoding="utf-8")[:20]
    assert "Invented for this demonstration" in (out / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "status"), [(["48201"], 3), ([AREA, "--totals", "totals.csv"], 2)]
)
def test_invented_totals_are_of_no_other_place_and_beside_no_file(
    tmp_path: Path, words: list[str], status: int
) -> None:
    """Fails when a real county, or a person's own totals, can be mixed with invented ones."""
    out = tmp_path / "out"
    assert main(["assess", *words, "--demonstration-totals", "--out", str(out)]) == status
    assert not out.exists()


def test_without_the_option_a_demonstration_area_has_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Fails when a real assessment of the same counties shows what was invented."""
    assert main(["assess", AREA, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["invented"] is False and not any(f["invented"] for f in made["figures"])
