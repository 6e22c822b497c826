"""R50: a state labor agency's file, rolled up to counties and years by a map."""

from __future__ import annotations

from pathlib import Path

import pytest

from made_world import ALPHA, BETA

NAMES = ("Quillfeather", "Brightwater Poultry", "777-01-2345", "12 Sorrel Street")
MAP = """measure: wage_claims
rows: cases
state: TX
county: County Name
year: Date Filed
count: ""
amount: Amount Claimed
holder: invented state agency
document: list of claims
definition: claims by the year filed
given_on: 2026-05-31
"""


def write(folder: Path, counts: dict[tuple[str, int], int], mapped: str = MAP) -> tuple[str, ...]:
    """A state's file with a row a case, names in it, and the map."""
    lines = ["Claimant Name,Employer,SSN,Address,County Name,Date Filed,Amount Claimed"]
    for (county, year), number in counts.items():
        lines += [
            f'{NAMES[0]},{NAMES[1]},{NAMES[2]},{NAMES[3]},{county},05/30/{year},"$1,000.50"'
        ] * number
    (folder / "claims.csv").write_text("\n".join(lines) + "\n", encoding="cp1252")
    (folder / "map.yaml").write_text(mapped, encoding="utf-8")
    return "--labor", str(folder / "claims.csv"), "--labor-map", str(folder / "map.yaml")


def test_R50_rows_are_counted_by_county_and_year_and_no_name_is_kept(assess, tmp_path):
    """A row a case becomes counts and sums; names, numbers and addresses are left unread.

    Page: assessment, chapter one
    Fails when: a row is lost in silence, a name is kept, or a row that cannot be placed is.
    """
    files = write(tmp_path, {("Alpha County", 2023): 30, ("BETA", 2023): 20, ("Nowhere", 2023): 12})
    run = assess(ALPHA, BETA, *files, formats="html,json,docx,pdf")
    figures = run.figures()

    assert figures[f"entered.wage_claims.{ALPHA}.2023"]["value"] == 30
    assert figures[f"entered.wage_claims.{BETA}.2023"]["value"] == 20
    assert figures["entered.wage_claims.area.2023"]["value"] == 50
    amount = figures[f"entered.wage_claim_amount.{ALPHA}.2023"]
    assert amount["value"] == pytest.approx(30 * 1000.50) and amount["unit"] == "US dollars"
    assert figures["entered.labor_rows"]["value"] == 62
    assert figures["entered.labor_unplaced"]["value"] == 12
    evidence = run.json()["evidence"][figures[f"entered.wage_claims.{ALPHA}.2023"]["evidence"][0]]
    assert (evidence["rows"], evidence["n"], evidence["column"]) == ("2-31", 30, "County Name")
    sources = run.json()["parameters"][0]["sources"]
    (labor,) = (source for source in sources if source["id"] == "state_labor")
    assert labor["status"] == "partly" and labor["lacking"] == ["child-labor findings"]
    page = run.page()
    assert "column A (a name)" in page and "column C (a Social Security or tax number)" in page
    for file in (f for f in tmp_path.rglob("*") if f.is_file() and "claims.csv" not in f.name):
        data = file.read_bytes()
        assert not [name for name in NAMES if name.encode() in data], file
    assert not [name for name in NAMES if name in run.out + run.err]


def test_R50_a_small_count_is_hidden_with_what_would_tell_it(assess, tmp_path):
    """Fails when a county's 1 to 10 claims follow from the area, the rows, or the dollars."""
    run = assess(
        ALPHA, BETA, *write(tmp_path, {("Alpha County", 2023): 30, ("Beta County", 2023): 4})
    )
    figures = run.figures()
    for name in (
        f"entered.wage_claims.{BETA}.2023",
        *(f"entered.wage_claim_amount.{BETA}.2023", "entered.wage_claim_amount.area.2023"),
        *("entered.labor_rows", "entered.labor_unplaced"),
    ):
        assert figures[name]["status"] == "suppressed", name
    both = (f"entered.wage_claims.{ALPHA}.2023", "entered.wage_claims.area.2023")
    (shown,) = (figures[name] for name in both if figures[name]["value"] is not None)
    assert shown["value"] in (30, 34)
    evidence = run.json()["evidence"][shown["evidence"][0]]
    assert "hash is of what is shown" in evidence["altered_before_receipt"]


def test_R50_a_county_without_a_row_is_not_a_count_of_none(assess, tmp_path):
    """Fails when a county that the file does not name gets 0, or the area a sum without it."""
    figures = assess(ALPHA, BETA, *write(tmp_path, {("Alpha County", 2023): 30})).figures()
    assert figures[f"entered.wage_claims.{BETA}.2023"]["status"] == "not_reported"
    assert figures["entered.wage_claims.area.2023"]["value"] is None


def test_R50_a_map_to_a_person_is_refused_with_every_other_fault(assess, tmp_path):
    """Fails when a name column can be mapped, or only the first fault is told."""
    mapped = MAP.replace("County Name", "Claimant Name").replace("TX", "ZZ") + "example: EXAMPLE\n"
    run = assess(ALPHA, *write(tmp_path, {("Alpha County", 2023): 30}, mapped))
    assert run.status == 3 and not run.folder.exists()
    for words in ("about a person", "two letters", "template as it came"):
        assert words in run.err
    assert not [name for name in NAMES if name in run.out + run.err]


def test_R50_one_row_a_county_with_a_count(assess, tmp_path):
    """Fails when counts are taken for rows, a blank for 0, or an asterisk for nothing."""
    (tmp_path / "claims.csv").write_text(
        "\ufeffCounty;Year;Claims\nAlpha;2022;1,250\nAlpha;2023;\n901;2021;*\n", encoding="utf-8"
    )
    mapped = (
        MAP.replace("rows: cases", "rows: counties").replace("County Name", "County")
        .replace("Date Filed", "Year").replace('count: ""', "count: Claims")
        .replace("amount: Amount Claimed", 'amount: ""')
    )  # fmt: skip
    (tmp_path / "map.yaml").write_text(mapped, encoding="utf-8")
    files = ("--labor", str(tmp_path / "claims.csv"), "--labor-map", str(tmp_path / "map.yaml"))
    figures = assess(ALPHA, *files).figures()
    assert figures[f"entered.wage_claims.{ALPHA}.2022"]["value"] == 1250
    assert figures[f"entered.wage_claims.{ALPHA}.2023"]["status"] == "not_reported"
    assert figures[f"entered.wage_claims.{ALPHA}.2021"]["status"] == "suppressed"
