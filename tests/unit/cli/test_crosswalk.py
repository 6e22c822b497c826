"""`firstlight crosswalk`: another system's totals in the shared words, by the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from firstlight.cli.crosswalk import command

HEAD = "field,code,count\n"
FORM = "vic_TypeOfExploitation"


def write(tmp_path: Path, *lines: str) -> str:
    file = tmp_path / "totals.csv"
    file.write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(file)


def run(*words: str) -> str:
    result = CliRunner().invoke(command, words, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_a_total_of_several_codes_of_which_one_was_given_is_a_floor(tmp_path: Path) -> None:
    """Fails when a code that was not given counts as 0, or the blanks are left out of the note."""
    file = write(tmp_path, f"{FORM},people,90", f"{FORM},ForcedLabour,40", f"{FORM},,12")
    said = run("read", file)
    assert "labor: at least 40" in said
    assert "Everybody: 90" in said and "unknown 12" in said
    (made,) = json.loads(run("read", file, "--json"))
    labor = next(total for total in made["totals"] if total["value"] == "labor")
    assert labor["count"] is None and labor["at_least"] == 40


@pytest.mark.parametrize("count", [1, 4, 10])
def test_a_small_count_of_clients_is_hidden(tmp_path: Path, count: int) -> None:
    """Fails when the rule is not given to the room."""
    file = write(tmp_path, f"{FORM},SexualExploitation,{count}")
    said = run("read", file)
    assert "sex: hidden to protect people" in said
    (made,) = json.loads(run("read", file, "--json"))
    sex = next(total for total in made["totals"] if total["value"] == "sex")
    assert sex["count"] is None and sex["status"] == "suppressed"
    assert sex["at_least"] is None and sex["at_most"] is None


def test_a_reviewer_overrules_a_reading_and_the_code_is_kept(tmp_path: Path) -> None:
    """Fails when the overrule is not applied, or does not say that it was."""
    file = write(tmp_path, f"{FORM},OrganRemoval,40")
    own = tmp_path / "overrides.csv"
    own.write_text(
        "crosswalk,code,total,reads,fit,reviewer,role,why,day\n"
        "htcds_exploitation,OrganRemoval,,,none,AB,program manager,"
        "The program uses this code for another thing.,2026-02-03\n",
        encoding="utf-8",
    )
    (before,) = json.loads(run("read", file, "--json"))
    (after,) = json.loads(run("read", file, "--overrides", str(own), "--json"))
    assert before["overruled"] == [] and after["overruled"] == ["OrganRemoval"]
    assert before["outside"]["count"] == 0 and after["outside"]["count"] == 40


def test_every_crosswalk_is_listed_with_its_version_and_date() -> None:
    """Fails when a crosswalk is shipped that nobody can ask for."""
    listed = json.loads(run("list", "--json"))
    assert {walk["system"] for walk in listed} >= {"HTCDS"}
    assert all(walk["version"] and walk["dated"] and walk["codes"] for walk in listed)
    assert all(walk["id"] in run("list") for walk in listed)
