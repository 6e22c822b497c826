"""Sixty-four counties by region and size, through the command, as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from firstlight.cli import main

# Named ones with a trap, then for each census region counties from the smallest to the
# largest population of 2023, each of another state as far as there are states.
TRAPS = (
    *("02063", "02066", "15005", "48301", "72127"),
    *("09110", "09120", "09130", "09140", "09150", "09160", "09170", "09180", "09190"),
)
NORTHEAST = (
    *("42023", "50019", "36073", "33019", "23017", "25011", "34009"),
    *("44009", "36007", "42095", "34031", "25025", "36047"),
)
MIDWEST = (
    *("31117", "46043", "20127", "26153", "19081", "17101", "29217"),
    *("18031", "27005", "39097", "55141", "38017", "17031"),
)
SOUTH = (
    *("48269", "51036", "05011", "47033", "13025", "01111"),
    *("37017", "40041", "28071", "12089", "45007", "24031"),
)
WEST = (
    *("30069", "08115", "02016", "16077", "53059", "06027"),
    *("41013", "56005", "35061", "15009", "04021", "32003"),
)
STATUSES = {
    *("shown", "true_zero", "structural_zero", "not_collected"),
    *("not_reported", "refused", "suppressed", "not_reportable"),
}
SOURCE_STATUSES = {"in_hand", "partly", "not_collected", "waiting", "refused"}
EVIDENCE_KEYS = {
    *("source", "publisher", "release", "received_from", "altered_before_receipt"),
    *("file", "row", "column", "sha256", "retrieved"),
}
FIGURE_KEYS = {
    *("id", "label", "value", "status", "unit", "period", "place", "low", "high", "evidence"),
}


def test_there_are_sixty_four() -> None:
    assert len({*TRAPS, *NORTHEAST, *MIDWEST, *SOUTH, *WEST}) == 64


@pytest.mark.parametrize("fips", [*TRAPS, *NORTHEAST, *MIDWEST, *SOUTH, *WEST])
def test_a_county_is_assessed_and_its_shape_holds(
    fips: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when a county raises, a figure has no state or a number no evidence."""
    assert main(["assess", fips, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)

    assert document["places"] == [fips]
    assert [parameter["id"] for parameter in document["parameters"]] == [1, 2, 3, 4, 5]
    for parameter in document["parameters"]:
        for source in parameter["sources"]:
            assert source["status"] in SOURCE_STATUSES and source["holder"]
    assert len({figure["id"] for figure in document["figures"]}) == len(document["figures"])
    for figure in document["figures"]:
        assert set(figure) >= FIGURE_KEYS
        assert figure["status"] in STATUSES
        if figure["status"] == "shown":
            assert isinstance(figure["value"], (int, float))
        elif figure["status"].endswith("_zero"):
            assert figure["value"] == 0
        else:
            assert figure["value"] is None
            _check_range(figure)
        assert (figure["value"] is None) or figure["evidence"]
        assert set(figure["evidence"]) <= set(document["evidence"])
        place = figure["place"]
        if figure["place_kind"] in {"coc", "district"}:  # a larger place, under its own name
            assert figure["measured_for"] and place not in {"US", "area", fips}
        else:
            assert place in {"US", "area", fips} or (len(place) == 2 and place.isalpha())
    for evidence in document["evidence"].values():
        assert set(evidence) >= EVIDENCE_KEYS
        assert isinstance(evidence["row"], int) or (evidence["row"] == "*" and evidence["n"] > 1)
        assert len(evidence["sha256"]) == 64
    for refusal in document["refusals"]:
        assert refusal["what"] and refusal["why"]
    assert {"W01", "W02", "W03"} <= set(document["warnings"])


def _check_range(figure: dict[str, Any]) -> None:
    """Without a number there are no ends, or a stated range; what is hidden never has one."""
    low, high = figure["low"], figure["high"]
    if low is None:
        assert high is None
        return
    assert figure["status"] in {"not_reportable", "not_reported"} and figure["evidence"]
    assert figure["why"] and low >= 0 and (low > 0 if high is None else low < high)
