"""R38 and R39: age, growth, language; and people born abroad."""

from __future__ import annotations

import pytest

from firstlight.catalogue import read_catalogue
from made_world import ALPHA, BETA

NEVER = ("race", "ethnic", "hispanic", "latino", "black", "white", "asian", "tribe", "lgbt")


def test_R38_age_growth_and_language_load_and_race_does_not_enter(world, assess):
    """Age, growth and language are shown with their margins; none of them is scored.

    Page: assessment, chapter one
    Fails when: an indicator on language gets `scored: "true"`, or a column on race is kept.
    Differs: the equity audit that may use race comes later; here race is not loaded at all.
    """
    run = assess(ALPHA)
    figures = run.figures()

    assert figures[f"under_18.{ALPHA}"]["value"] == pytest.approx(20.0)
    assert figures[f"population_growth.{ALPHA}"]["value"] == pytest.approx(5.0)
    assert figures[f"limited_english.{ALPHA}"]["value"] == pytest.approx(10.0)
    assert figures[f"limited_english.{ALPHA}"]["margin"] == pytest.approx(0.4994, abs=1e-3)
    catalogue = read_catalogue()
    for name in ("under_18", "population_growth", "limited_english", "foreign_born"):
        assert not catalogue.indicators[name].scored
        assert catalogue.indicators[name].why_not_scored
    for source in catalogue.sources.values():
        for table in source.tables.values():
            for column in table.columns:
                assert not any(word in column.casefold() for word in NEVER), column


def add_margins(world, later: str, earlier: str) -> None:
    """Give both releases a margin for the share born abroad, as a later release will have."""
    for file, column in (
        ("acs_2022_selected", "pct_foreign_born"),
        ("acs_2016_foreign_born", "foreign_born_pct"),
    ):
        text = (world.catalogue / "sources" / f"{file}.yaml").read_text(encoding="utf-8")
        line = next(row for row in text.splitlines(True) if row.startswith(f"      {column}: "))
        more = "      made_margin: invented\n      made_margin_of_all: invented\n"
        world.edit_catalogue(f"sources/{file}.yaml", line, line + more)
        margins = f"{{{column}: made_margin, total_population: made_margin_of_all}}"
        world.edit_catalogue(
            f"sources/{file}.yaml",
            "    place_is: county\n",
            f"    place_is: county\n    margins: {margins}\n",
        )
    for row in world.rows[("acs_2022_selected", "counties")]:
        row.update(made_margin=later, made_margin_of_all="0")
    for row in world.rows[("acs_2016_foreign_born", "counties")]:
        row.update(made_margin=earlier, made_margin_of_all="0")


def test_R39_growth_within_its_margin_is_not_distinguishable_from_zero(world, assess):
    """Growth of people born abroad with its margin; within the margin, it is said to be none.

    Page: assessment, chapter one
    Fails when: `_say_change` compares with a smaller margin than the root of both squares.
    Differs: the releases in hand have no margin for people born abroad, so the shipped
    assessment says that change cannot be judged; this test gives both releases a margin.
    Growth is told as the change of the share, in points.
    """
    add_margins(world, later="2.5", earlier="2.5")  # change 3.0, margin root(12.5) = 3.54
    run = assess(ALPHA)
    figure = run.figures()[f"foreign_born_change.{ALPHA}"]
    assert figure["value"] == pytest.approx(3.0)
    assert figure["margin"] == pytest.approx(3.5355, abs=1e-3)
    assert "not distinguishable from zero" in run.page()


def test_R39_growth_beyond_its_margin_is_said_with_it(world, assess):
    """A change beyond its margin is said, and not called indistinguishable.

    Page: assessment, chapter one
    Fails when: `_say_change` says "not distinguishable" whatever the margin.
    """
    add_margins(world, later="1.0", earlier="1.0")  # margin 1.41
    run = assess(ALPHA)
    assert "not distinguishable from zero" not in run.page()
    assert run.figures()[f"foreign_born_change.{ALPHA}"]["low"] == pytest.approx(1.586, abs=1e-3)


def test_R39_without_margins_change_cannot_be_judged(world, assess):
    """Where no margin is in hand there is no test of change.

    Page: assessment, chapter one
    Fails when: a missing margin is taken for a margin of 0.
    """
    run = assess(ALPHA, BETA)
    figure = run.figures()["foreign_born_change.area"]
    assert figure["margin"] is None
    assert "cannot be judged" in run.page()
