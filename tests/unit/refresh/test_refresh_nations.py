"""Files of states, districts, classes and names: what is read of them, and what is left out."""

from __future__ import annotations

import pytest

from made_files import COUNTIES, make_file, write_xlsx


def visas(folder, year: int = 2024, sheets: tuple[int, ...] = (2023, 2024), dash: str = ""):
    """The detail table: a sheet a year, regions, nationalities, and the sums in the last row."""
    book = {}
    for number, own in enumerate(sheets):
        made = make_file("state_visas", own)
        header = [made.header[0], *(name.replace("-", dash) for name in made.header[1:])]
        counts = [str(int(cell) + number) for cell in made.rows[0][1:]]
        nations = [["Africa"], ["Algeria", *(["7"] * len(counts))], ["Totals for Africa"]]
        book[f"FY{own % 100:02d}"] = [header, *nations, [], ["Grand Totals", *counts]]
    file = folder / f"FYs97-{year % 100:02d}_NIVDetailTable.xlsx"
    write_xlsx(file, book)
    return file


@pytest.mark.parametrize("dash", ["", "-"])
def test_visas_are_read_of_one_sheet_by_class_and_never_by_nationality(dash, tmp_path, check):
    # Fails if the first sheet is taken, a nationality is kept, or T1 is another class than T-1
    file = visas(tmp_path, dash=dash)
    newest, asked = check(file), check(file, "state_visas", 2023)
    assert (newest.year, asked.year) == (2024, 2023)
    rows = {record["visa_class"]: record for _, record in newest.draft.rows}
    made = make_file("state_visas", 2024)
    assert set(rows) == set(made.columns[1:])
    assert rows["T-2"]["visas_issued"] == str(int(made.rows[0][made.at("T-2")]) + 1)
    assert rows["T-2"]["received_column"] == f"T{dash}2" and rows["T-2"]["fy"] == "2024"
    assert "Algeria" not in str(newest.draft.rows)
    table = newest.loaded.source.tables["classes"]
    assert set(table.columns) == {"visa_class", "fy", "visas_issued", "received_column"}


def test_a_class_that_is_no_longer_issued_is_told(tmp_path, check):
    # Fails if a class without a column becomes one with none issued
    made = make_file("state_visas", 2024)
    made.drop("T-6")
    checked = check(made.write(tmp_path))
    assert "T-6" not in {record["visa_class"] for _, record in checked.draft.rows}
    assert any("no column T-6" in words for words in checked.says)


@pytest.mark.parametrize(("series", "gone"), [("state_visas", "T-6"), ("hud_pit", "")])
def test_the_newest_sheet_is_read_though_an_older_one_has_more_columns(
    series, gone, tmp_path, check
):
    # Fails if a class that nobody was given any more makes last year's sheet the one that is read
    book = {}
    for year in (2023, 2024):
        made = make_file(series, year)
        optional = [w.column for w in made.format.columns if w.optional]
        if year == 2024:
            made.drop(gone or optional[0])
        book[made.format.sheet.format(year=year, yy=year % 100)] = [made.header, *made.rows]
    write_xlsx(tmp_path / "counts.xlsx", book)
    assert check(tmp_path / "counts.xlsx", series).year == 2024


@pytest.mark.parametrize("times", [2, 3])
def test_a_sheet_of_one_row_that_was_multiplied_is_told(times, tmp_path, faults):
    # Fails if the wide band of what a later year may be lets a doubled year pass
    made = make_file("state_visas", 2024)
    counts = [4, 501, 70_000, 20_001, 9, 210, 330, 12, 3, 7, 800, 100, 405, 6, 11]
    made.rows[0] = [made.rows[0][0], *(str(times * count) for count in counts)]
    told = [fault.what for fault in faults(made.write(tmp_path))]
    assert f"Every count of its row is a multiple of {times}: they were multiplied." in told


@pytest.mark.parametrize(("tens", "is_true"), [(10, True), (20, False), (2, False), (5, False)])
def test_counts_that_the_department_rounds_to_tens_were_not_multiplied(
    tens, is_true, tmp_path, check, faults
):
    # Fails if a true yearbook is refused for its rounding, or a doubled one hides behind it
    made = make_file("dhs_lpr", 2023)
    for number, row in enumerate(made.rows):
        row[1] = str(tens * (19_000 // tens + number))
    file = made.write(tmp_path)
    if is_true:
        assert check(file).draft.used_rows == 52
    else:
        assert any(f"is a multiple of {tens}: they were" in fault.what for fault in faults(file))


def test_permanent_residents_are_those_of_states_and_of_the_newest_year(tmp_path, check):
    # Fails if the nation, an island or a note is a state, a footnote's digit hides one, or an
    # older year is taken
    made = make_file("dhs_lpr", 2023)
    title = [["Table 4. Persons obtaining lawful permanent resident status"], []]
    header = [made.header[0], "2022", "2023"]
    rows = [[row[0], "5", row[1]] for row in made.rows]
    rows[3][0] += "1"
    rows[4][2] = "D"
    more = [["Total", "9", "9"], ["Guam", "-", "many"], ["Note: D is withheld"]]
    file = tmp_path / "yearbook.xlsx"
    write_xlsx(file, {"Contents": [["Table 4"]], "Table 4": [*title, header, *rows, *more]})
    checked = check(file)
    assert checked.year == 2023 and checked.draft.used_rows == len(rows) == 52
    assert checked.draft.left_out == {"they are of other areas": 3}
    assert {record["2023"] for _, record in checked.draft.rows} >= {"D"}
    source = checked.loaded.source
    assert source.missing["D"] == "suppressed" and source.hide_up_to == 10


def test_districts_keep_all_students_and_no_group_of_them(tmp_path, check):
    # Fails if a group by origin or language is kept or added, or a withheld count becomes a number
    made = make_file("edfacts_homeless", 2021)
    for row in made.rows:
        row[made.at("School Year")] = "2021-2022"
    groups = [list(row) for row in made.rows[:5]]
    for row, group in zip(groups, ("White", "English Learner", "", "Migratory students", "X"),
                          strict=True):  # fmt: skip
        row[made.at("Subgroup")] = group
    made.rows += groups
    made.rows[1][made.at("Value")] = "S"
    made.rows[2][made.at("NCES LEA ID")] = made.rows[2][made.at("NCES LEA ID")].lstrip("0")
    made.name = "download"
    checked = check(made.write(tmp_path))
    assert checked.year == 2021 and checked.draft.left_out.total() == 5
    assert "White" not in str(checked.draft.rows) and "English" not in str(checked.draft.rows)
    assert checked.loaded.source.missing["S"] == "suppressed"
    assert checked.draft.used_rows == len(made.rows) - 5


def test_the_older_form_of_the_districts_file_is_known(tmp_path, check):
    # Fails if the wide file of 2018-19 and before is no longer read
    made = make_file("edfacts_homeless", 2018)
    for column in ("School Year", "Data Group", "Subgroup"):
        made.drop(column)
    for column, name in (("State", "STNAM"), ("NCES LEA ID", "LEAID"), ("LEA", "LEANM"),
                         ("Value", "TOTAL")):  # fmt: skip
        made.rename(column, name)
    made.name = "lea-homeless-enrolled-sy2018-19-wide"
    assert check(made.write(tmp_path), "edfacts_homeless").year == 2018


def test_a_list_of_counties_is_checked_against_the_codes_that_are_known(tmp_path, check, faults):
    # Fails if a new code enters in silence, or the blanks at the end of the publisher's header
    # hide the last column
    made = make_file("census_gazetteer", 2024)
    made.header[-1] += " " * 40
    checked = check(made.write(tmp_path))
    assert checked.draft.used_rows == len(COUNTIES) and checked.loaded.replaces == ""
    made.rows[7][made.at("GEOID")] = "01999"
    (found,) = [f for f in faults(made.write(tmp_path)) if "01999" in f.what]
    assert found.row == 9
