"""src/firstlight/refresh/recognize.py: a person's own file is blamed on no publisher."""

from __future__ import annotations

import pytest

from made_files import FORMATS, make_file

OWN = [
    ("county,year,offenses\nHarris,2020,4\n", "a CSV table with 3 columns"),
    ("State,Value\nTX,4\n", "a CSV table with 2 columns"),
    ("Year,Description,Ruth Example\n2020,a,b\n", "a CSV table with 3 columns"),
    ("case_number,case_status,decision_date\n4,open,2020-01-01\n", "a CSV table with 3 columns"),
    ("county;unemployed\nHarris;4\n", "a text table with 2 columns"),
    ("Ruth Example\ntold us this\n", "plain text without columns"),
    ('[{"county": "Harris", "value": 4}]', "a JSON list with 2 columns"),
]


@pytest.mark.parametrize(("text", "kind"), OWN)
def test_an_own_file_is_none_that_is_known(text, kind, tmp_path, faults):
    # Fails if names that anybody's table has (county, year, status) make it a publisher's file
    file = tmp_path / "my numbers.csv"
    file.write_text(text)
    (found,) = faults(file)
    assert found.what.startswith("This is none of the files Firstlight knows. It seems to be ")
    assert kind in found.what
    assert "firstlight template" in found.do
    assert "may have changed its layout" not in found.do
    assert "Ruth" not in f"{found}" and "Harris" not in f"{found}"


def test_what_can_be_loaded_is_told_by_name(tmp_path, faults):
    # Fails if a reader gets codes such as acs_children in place of names
    file = tmp_path / "text.txt"
    file.write_text("nothing known\n")
    (found,) = faults(file)
    assert all(entry.name in found.do for entry in FORMATS.values())
    assert not [code for code in FORMATS if code in found.do]


@pytest.mark.parametrize(
    ("series", "gone"),
    [
        ("cdc_svi", "RPL_THEMES"),
        ("dol_whd", "bw_atp_amt"),
        ("census_pep", "POPESTIMATE2020"),
        ("acs_poverty", "B17001_002E"),
        ("fbi_ht", "ACTUAL_COUNT"),
    ],
)
def test_a_publishers_file_with_a_column_gone_is_still_known(series, gone, tmp_path, faults):
    # Fails if the names in everybody's tables are sought so strictly that nothing is near
    made = make_file(series)
    made.drop(gone)
    found = faults(made.write(tmp_path))
    assert found[0].column == gone and "missing" in found[0].what
