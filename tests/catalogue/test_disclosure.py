"""The rules small counts are hidden by: one default, the promise of six, and sources."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.entries import DisclosureProfile

RULES = read_catalogue().disclosure
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "codes" / "cell_thresholds.csv"


def test_every_rule_is_read_and_one_is_the_default() -> None:
    """Fails when a file is not loaded, or two rules or none stand where nobody chose."""
    files = {file.stem for file in (catalogue_folder() / "disclosure").glob("*.yaml")}
    assert set(RULES) == files
    default = [rule for rule in RULES.values() if rule.is_default]
    assert [rule.hide_up_to for rule in default] == [10]
    assert not default[0].needs_reason


def test_every_rule_keeps_six_values_of_every_number_up_to_ten() -> None:
    """Fails when a rule weakens what is promised, or a narrow one needs no reason."""
    for rule in RULES.values():
        assert rule.keeps_possible >= 6
        assert rule.protect_up_to >= 10
        assert rule.needs_reason == (rule.hide_up_to < 10)
        assert rule.checked_by is None or rule.checked_on is not None


@pytest.mark.shared
def test_the_default_is_no_weaker_than_what_others_publish_by() -> None:
    """The list of thresholds seen: none of them hides more than 1 to 10.

    Fails when the default shows what the Centers for Medicare and Medicaid Services hide.
    """
    if not SHARED.exists():
        pytest.skip("the received list is not here")
    rows = {row["body"]: row["min_cell"] for row in csv.DictReader(SHARED.open(encoding="utf-8"))}
    smallest_shown = RULES["one_to_ten"].hide_up_to + 1
    assert smallest_shown >= int(rows["CMS"])
    assert smallest_shown >= int(rows["CTDC global k-anonymised"])


def test_a_rule_that_promises_nothing_is_refused() -> None:
    """Fails when a profile could be written that aims for less than it promises."""
    whole = {name: getattr(RULES["one_to_ten"], name) for name in DisclosureProfile.__slots__}
    with pytest.raises(ValueError, match="aims_for"):
        DisclosureProfile(**{**whole, "aims_for": 5})
    with pytest.raises(ValueError, match="hide_up_to"):
        DisclosureProfile(**{**whole, "hide_up_to": 0})
