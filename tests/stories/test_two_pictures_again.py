"""The two pictures of a demonstration, worked out again from the invented lines alone."""

from __future__ import annotations

import csv
import datetime
import json
from functools import cache
from typing import Any

import pytest

from firstlight.assessment import assess, open_library, read_demonstration_totals
from firstlight.catalogue import read_catalogue
from firstlight.places import resolve_places
from firstlight.report import write_json

MADE_ON = datetime.date(2026, 11, 22)
ENTRY = next(e for e in read_catalogue().invented_totals if e.id == "lower_rio_grande_valley")


@cache
def _document() -> dict[str, Any]:
    library = open_library()
    area = resolve_places(list(ENTRY.counties), library.gazetteer)
    entered = read_demonstration_totals(area=area, library=library, today=MADE_ON)
    made = assess(area, library=library, made_on=MADE_ON, entered=entered)
    document: dict[str, Any] = json.loads(write_json(made))
    return document


@cache
def _lines() -> dict[tuple[str, str, str], int]:
    """The invented totals by measure, form and holder."""
    rows = csv.DictReader(ENTRY.lines[1:])
    return {(r["measure"], r["form"], r["holder"]): int(r["value"]) for r in rows}


def _total(measure: str, form: str = "") -> int:
    (value,) = (v for (name, part, _), v in _lines().items() if (name, part) == (measure, form))
    return value


def test_losses_are_what_came_less_what_was_left() -> None:
    """Fails when a loss crosses two sources or takes the wrong rung."""
    steps = [
        ("lookback_found", "lookback_recognized"),
        ("police_people", "police_coded"),
        ("police_coded", "police_published"),
    ]
    lost = [f for f in _document()["figures"] if f["indicator"] == "pictures.lost"]
    assert [f["value"] for f in lost] == [_total(came) - _total(left) for came, left in steps]
    assert all(f["invented"] and f["evidence"] for f in lost)


def test_shares_of_effort_are_of_the_hours_written_down() -> None:
    """Fails when hours that nobody split are given to a form, or left out of the whole."""
    whole, sex, labor = (_total("vice_hours", form) for form in ("", "sex", "labor"))
    rest = whole - sex - labor
    figures = {f["id"]: f for f in _document()["figures"]}
    for form, hours in (("sex", sex), ("labor", labor)):
        figure = figures[f"pictures.effort.form.{form}.hours.area"]
        assert figure["low"] == pytest.approx(100 * hours / whole)
        assert figure["high"] == pytest.approx(100 * (hours + rest) / whole)


def test_bounds_are_those_of_every_world_that_fits() -> None:
    """Fails when a bound leaves out a world, or lets one in that a statement rules out."""
    ours, theirs = _total("police_people"), _total("vs_people")
    told = {
        "police": (ours, _total("police_people_known"), _total("police_people_not_known")),
        "providers": (theirs, _total("vs_people_known"), _total("vs_people_not_known")),
    }
    both: dict[str, set[int]] = {"nothing": set(range(min(ours, theirs) + 1))}
    for side, (people, known, not_known) in told.items():
        unsure = people - known - not_known
        both[side] = {k for k in both["nothing"] if known <= k <= known + unsure}
    both["both"] = both["police"] & both["providers"]
    for figure in _document()["figures"]:
        if figure["indicator"] != "pictures.people":
            continue
        sums = {ours + theirs - k for k in both[figure["id"].split(".")[2]]}
        assert (figure["low"], figure["high"]) == (min(sums), max(sums)), figure["id"]
        assert figure["value"] is None, "never one number"


def test_everything_invented_says_so() -> None:
    """Fails when a figure, a table or a sentence of an invented total could be taken for real."""
    document = _document()
    for figure in document["figures"]:
        if figure["id"].startswith("pictures.") and figure["evidence"]:
            assert figure["invented"] and "Invented for this demonstration" in figure["label"]
    for fact in document["facts"]:
        if fact["measure"] in ("pictures_overlap", "pictures_losses") and fact["figures"]:
            assert fact["text"].startswith("Invented for this demonstration")
