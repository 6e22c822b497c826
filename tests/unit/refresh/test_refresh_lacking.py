"""src/firstlight/refresh/prepare.py: a column that is gone hides no fault of the rows."""

from __future__ import annotations

import pytest

from made_files import FORMATS, make_file


@pytest.mark.parametrize(
    ("series", "gone", "wrong"),
    [
        ("census_pep", "POPESTIMATE2020", "INTERNATIONALMIG{year}"),
        ("dol_h2a", "DECISION_DATE", "TOTAL_WORKERS_H2A_CERTIFIED"),
        ("dol_whd", "bw_atp_amt", "ee_violtd_cnt"),
        ("bls_laus", "Unemployed", "Labor Force"),
        ("cdc_svi", "FIPS", "E_TOTPOP"),
    ],
)
def test_faults_of_the_rows_are_told_with_the_missing_column(series, gone, wrong, tmp_path, faults):
    # Fails if a person mends the header and only then learns that rows are broken as well
    made = make_file(series)
    for row in (2, 9):
        made.rows[row][made.at(wrong)] = "Jane Roe"
    told = made.header[made.at(wrong)]
    made.drop(gone)
    found = faults(made.write(tmp_path), series)
    assert "missing" in found[0].what and found[0].column.startswith(gone.partition("{")[0])
    assert [(f.row, f.column) for f in found[1:]] == [(4, told), (11, told)]
    assert "Roe" not in "".join(map(str, found))


def test_nothing_is_said_of_the_whole_without_a_column(tmp_path, faults):
    # Fails if a sum or a number of places is called wrong that the missing column made so
    made = make_file("census_pep")
    made.drop("COUNTY")
    (found,) = faults(made.write(tmp_path), "census_pep")
    assert found.column == "COUNTY"


def test_rows_are_not_judged_when_nobody_knows_which_are_meant(tmp_path, faults):
    # Fails if a total or a footnote below the table is called a broken row
    made = make_file("hud_pit", 2024)
    made.rows.append(["Total", "", "many", "many"])
    made.drop("CoC Number")
    (found,) = faults(made.write(tmp_path), "hud_pit")
    assert found.column == "CoC Number" and "none was checked" in found.what


def test_two_missing_columns_and_a_double_are_told_together(tmp_path, faults):
    # Fails if the first kind of fault ends the search for others
    made = make_file("bls_qcew")
    made.rows[0][made.at("annual_avg_emplvl")] = "-5"
    made.add("annual_avg_emplvl", "1")
    made.drop("qtr")
    made.drop("disclosure_code")
    found = faults(made.write(tmp_path), "bls_qcew")
    said = [f.what for f in found]
    assert [f.column for f in found[:2]] == ["qtr", "disclosure_code"]
    assert any("stands in the file twice" in what for what in said)


def test_a_doubled_place_is_told_twenty_times_and_then_counted(tmp_path, faults):
    # Fails if a file put in twice fills the screen with a line for each place
    made = make_file("cdc_svi", 2022)
    made.rows += [list(row) for row in made.rows]
    found = [f for f in faults(made.write(tmp_path)) if "second time" in f.what]
    assert len(found) == 21
    more = len(made.rows) // 2 - 20
    assert found[-1].what == f"The same place stands a second time. ({more:,} rows more.)"
    assert FORMATS["cdc_svi"].several_rows is False
