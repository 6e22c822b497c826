"""src/firstlight/refresh/sheet.py: the same table in every form its publisher gives it."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from made_files import FORMATS, MadeFile, make_file, write_xlsb, write_xlsx


def laus_text(made: MadeFile) -> str:
    """The Bureau's older text: no header, columns held apart by spaces."""
    lines = ["", "     Labor Force Data by County, 2012 Annual Averages", "", "-" * 60]
    for row in made.rows:
        cells = dict(zip(made.columns, row, strict=True))
        state, county = cells["State FIPS Code"], cells["County FIPS Code"]
        force, without = int(cells["Labor Force"]), int(cells["Unemployed"])
        lines.append(
            f" CN{state}{county}00000000    {state}    {county}    Somewhere County, XX"
            f"            {cells['Year']}      {force:>10,}    {force - without:>10,}"
            f"   {without:>9,}    {100 * without / force:4.1f}"
        )
    return "\n".join([*lines, "", "SOURCE: BLS, LAUS", ""])


def numbers(checked) -> list[tuple[str, int, int]]:
    names = checked.loaded.names
    return sorted(
        (
            record["fips"],
            int(record[names["Labor Force"]].replace(",", "")),
            int(record[names["Unemployed"]].replace(",", "")),
        )
        for _, record in checked.draft.rows
    )


def test_laus_is_the_same_in_workbook_and_text(tmp_path, check):
    # Fails if one of the Bureau's forms is read differently
    made = make_file("bls_laus", 2012)
    expected = numbers(check(made.write_text(tmp_path)))
    book = tmp_path / "laucnty12.xlsx"
    title = [["Labor force data by county, 2012 annual averages"]]
    write_xlsx(book, {"laucnty12": [*title, made.header, *made.rows]})
    checked = check(book)
    assert numbers(checked) == expected
    assert checked.draft.rows[0][0] == 3  # the title is row 1, the header row 2
    file = tmp_path / "laucnty12.txt"
    file.write_text(laus_text(made), encoding="utf-8")
    checked = check(file)
    assert numbers(checked) == expected
    assert checked.draft.rows[0][0] == 5
    assert "," in checked.draft.rows[0][1]["Labor Force"]  # as received


def test_a_header_over_three_rows_is_read_as_one(tmp_path, check):
    # Fails if only single rows are tried as the header
    made = make_file("bls_laus", 2015)
    book = tmp_path / "laucnty15.xlsx"
    above = [
        ["Labor force data by county, 2015 annual averages"],
        [],
        ["State", "County", "", "", "", "Unemployment"],
        ["FIPS", "FIPS", "", "Labor", "", "Rate"],
        ["Code", "Code", "Year", "Force", "Unemployed", "(%)"],
        [],
    ]
    order = ["State FIPS Code", "County FIPS Code", "Year", "Labor Force", "Unemployed"]
    order.append("Unemployment Rate (%)")
    rows = [[row[made.at(c)] for c in order] for row in made.rows]
    write_xlsx(book, {"laucnty15": [*above, *rows]})
    checked = check(book)
    assert numbers(checked) == numbers(check(made.write_text(tmp_path)))
    assert checked.draft.rows[0][0] == 7


def test_a_record_of_the_text_that_is_cut_is_a_fault(tmp_path, faults):
    # Fails if lines that are no record are passed over whatever they are
    text = laus_text(make_file("bls_laus", 2012)).split("\n")
    text[9] = text[9][:60]
    file = tmp_path / "laucnty12.txt"
    file.write_text("\n".join(text), encoding="utf-8")
    (found,) = faults(file)
    assert found.row == 10


def acs_forms(made: MadeFile, folder: Path) -> list[Path]:
    """The same table as summary file, as the Census API gives it, and as data.census.gov does."""
    cells = [dict(zip(made.columns, row, strict=True)) for row in made.rows]
    values = [c for c in made.columns if c not in ("GEO_ID", "state", "county")]
    stems = {c: f"{c.split('_')[0]}_{c[-1]}{c[-4:-1]}" for c in values}
    summary = folder / f"acsdt5y{made.year}-b17001.dat"
    lines = ["|".join(["GEO_ID", *(stems[c] for c in values)])]
    lines += ["|".join(["0100000US", *("9" for _ in values)])]
    lines += ["|".join([r["GEO_ID"], *(r[c] for c in values)]) for r in cells]
    lines += ["|".join(["1400000US48201100000", *("5" for _ in values)])]
    summary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    api = folder / f"acs5_{made.year}.json"
    names = ["NAME", *values, "state", "county"]
    table = [
        names,
        *(["a county", *(r[c] for c in values), r["state"], r["county"]] for r in cells),
    ]
    api.write_text(json.dumps(table), encoding="utf-8")
    export = folder / f"ACSDT5Y{made.year}.B17001-Data.csv"
    rows = [",".join(["GEO_ID", "NAME", *values])]
    rows += [",".join(["Geography", "Geographic Area Name", *("label" for _ in values)])]
    rows += [",".join([r["GEO_ID"], "a county", *(r[c] for c in values)]) for r in cells]
    export.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    return [summary, api, export]


def test_acs_is_the_same_in_its_three_forms(tmp_path, check):
    # Fails if tracts or the nation enter the counties, or a margin loses its estimate
    made = make_file("acs_poverty", 2023)
    made.rows[7][made.at("B17001_001M")] = "*****"
    found = []
    for file in acs_forms(made, tmp_path):
        checked = check(file)
        assert checked.format.id == "acs_poverty"
        names = checked.loaded.names
        table = checked.loaded.source.tables["counties"]
        assert table.margins == {
            names["B17001_001E"]: names["B17001_001M"],
            names["B17001_002E"]: names["B17001_002M"],
        }
        assert checked.loaded.source.period == "2019-2023"
        keep = ("B17001_001E", "B17001_001M", "B17001_002E", "B17001_002M")
        found.append([(r["fips"], *(r[names[c]] for c in keep)) for _, r in checked.draft.rows])
    assert found[0] == found[1] == found[2]
    assert found[0][7][2] == "*****"


def test_acs_summary_file_leaves_other_areas_out_and_says_so(tmp_path, check):
    # Fails if rows are dropped in silence
    summary = acs_forms(make_file("acs_poverty", 2023), tmp_path)[0]
    assert check(summary).draft.left_out == {"they are of other areas": 2}


def test_lost_leading_zeros_are_put_back(tmp_path, check):
    # Fails if 1001 is another place than 01001
    made = make_file("cdc_svi", 2022)
    for row in made.rows:
        row[made.at("FIPS")] = row[made.at("FIPS")].lstrip("0")
    draft = check(made.write(tmp_path)).draft
    codes = {record[draft.place] for _, record in draft.rows}
    assert "01001" in codes and all(len(code) == 5 for code in codes)


@pytest.mark.parametrize(("year", "vintage"), [(2018, 2018), (2021, 2021), (2023, 2023)])
def test_the_codes_of_a_file_say_its_vintage(year, vintage, tmp_path, check):
    # Fails if Connecticut's old counties are called unknown, or read as the new regions
    made = make_file("cdc_svi", year)
    checked = check(made.write(tmp_path))
    assert checked.loaded.source.vintage == vintage


def pit_book(folder: Path, years: dict[str, int], extra: bool = True) -> Path:
    sheets = {}
    for sheet, count in years.items():
        made = make_file("hud_pit", 2024)
        for row in made.rows:
            row[made.at("Overall Homeless")] = str(count + int(row[-1]) % 2)
        sheets[sheet] = [made.header, *made.rows, ["Total", "", "9", "9"], ["a MO-604 covers two"]]
    if extra:
        sheets["Change"] = [["CoC Number", "CoC Name", "Change in Total Homelessness"]]
    file = folder / "2007-2024-PIT-Counts-by-CoC.xlsx"
    write_xlsx(file, sheets)
    return file


def test_a_workbook_with_a_sheet_a_year_gives_the_newest_or_the_one_asked_for(tmp_path, check):
    # Fails if the first sheet is taken, or footnotes and totals become places
    file = pit_book(tmp_path, {"2024": 1500, "2023": 1400})
    newest, asked = check(file), check(file, "hud_pit", 2023)
    assert (newest.year, asked.year) == (2024, 2023)
    assert newest.loaded.source.tables["coc_counts"].file.endswith(".xlsx, sheet 2024")
    counts = {r["count"] for _, r in asked.draft.rows if r["measure"] == "Overall Homeless"}
    assert counts <= {"1400", "1401"}
    assert {r["received_column"] for _, r in asked.draft.rows} == {
        "Overall Homeless",
        "Overall Homeless Unaccompanied Youth (Under 25)",
    }
    assert newest.draft.left_out.total() == 2


def test_a_binary_workbook_is_read_as_the_other(tmp_path, check):
    # Fails if HUD's own form of the file (xlsb) is refused or its rows are counted otherwise
    made = make_file("hud_pit", 2024)
    sheets = {"2024": [made.header, *made.rows], "2023": [made.header, *made.rows[:340]]}
    plain, binary = tmp_path / f"{made.name}.xlsx", tmp_path / f"{made.name}.xlsb"
    write_xlsx(plain, sheets)
    write_xlsb(binary, sheets)
    assert check(binary).draft.rows == check(plain).draft.rows
    assert check(binary).draft.rows[0][0] == 2
    assert check(binary, "hud_pit", 2024).draft.used_rows == 390


def test_a_year_that_no_sheet_has_is_told(tmp_path, faults):
    # Fails if the newest sheet is taken for the year that was asked for
    assert faults(pit_book(tmp_path, {"2024": 1500}), "hud_pit", 2019)


def test_packed_files_are_unpacked(tmp_path, check):
    # Fails if a zip with a readme beside the table is refused, or a gzip is read as text
    made = make_file("dol_whd")
    plain = check(made.write_text(tmp_path))
    packed = tmp_path / "WHD_enforcement.zip"
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("WHD_enforcement.csv", made.text())
        book.writestr("whd_data_dictionary.csv", "a,b\n")
    assert check(packed).draft.rows == plain.draft.rows
    zipped = tmp_path / "whd.csv.gz"
    zipped.write_bytes(gzip.compress(made.text().encode()))
    assert check(zipped).draft.rows == plain.draft.rows


def broken() -> dict[str, bytes]:
    text = make_file("census_pep").text().encode()
    return {
        "empty.csv": b" \n",
        "page.csv": b"<!DOCTYPE html><html><body>Access denied</body></html>",
        "cut.csv.gz": gzip.compress(text)[:-200],
        "wide.csv": text.decode().encode("utf-16"),
        "picture.csv": b"\x89PNG\x00\x00\x00\x01\x02",
        "cut.xlsx": b"PK\x03\x04 and no more",
        "list.json": b'{"error": "no such table"}',
        "cut.json": b'[["NAME","B17001_001E"],["a",',
    }


@pytest.mark.parametrize("name", broken())
def test_what_is_no_table_is_told_in_one_sentence(name, tmp_path, faults):
    # Fails with a traceback, or if a web page is taken for data
    file = tmp_path / name
    file.write_bytes(broken()[name])
    (found,) = faults(file)
    assert found.file == name and found.what.endswith(".") and found.do


def test_two_tables_in_a_zip_are_not_guessed_at(tmp_path, faults):
    # Fails if the first of several files is taken
    packed = tmp_path / "two.zip"
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("a.csv", make_file("census_pep").text())
        book.writestr("b.csv", make_file("census_pep").text())
    assert "2 files" in faults(packed)[0].what


def test_there_is_no_such_file(tmp_path, faults):
    assert faults(tmp_path / "none.csv")[0].what == "There is no such file."


def test_another_years_layout_is_told(tmp_path, faults, check):
    # Fails if the columns of 2024 are read as those of 2023
    made = make_file("census_pep", 2024)
    (found,) = faults(made.write(tmp_path), "census_pep", 2023)
    assert "of 2024, and 2023 was asked for" in found.what
    file = make_file("census_pep", 2024).write(tmp_path)
    assert check(file.rename(tmp_path / "renamed.csv")).year == 2024


def test_a_file_that_does_not_say_its_year_asks_for_it(tmp_path, faults, check):
    # Fails if today's year, or none, is put in
    file = make_file("cdc_svi", 2022).write(tmp_path).rename(tmp_path / "download.csv")
    (found,) = faults(file)
    assert "--year" in found.do
    assert check(file, year=2022).loaded.source.period == "2018-2022"


def test_latin_1_is_read_where_the_publisher_writes_it(tmp_path, check):
    # Fails if Doña Ana County is a fault in the Census Bureau's own encoding
    made = make_file("census_pep")
    made.add("CTYNAME", "Doña Ana County")
    assert check(made.write_text(tmp_path, encoding="latin-1")).year == 2023


def test_the_divisor_of_a_relayed_file_is_found(tmp_path, faults):
    # Fails if a re-release that multiplied every count by 64 passes (one was found in the wild)
    made = make_file("fbi_ht", 2021)
    for number, row in enumerate(made.rows):
        row[made.at("ACTUAL_COUNT")] = str(64 * (1 + number % 5))
    assert any("multiple of 64" in f.what for f in faults(made.write(tmp_path)))


def test_every_known_format_has_a_form_that_is_tested() -> None:
    assert {layout for entry in FORMATS.values() for layout in entry.layouts} == {
        "csv",
        "json",
        "lines",
        "pipe",
        "tab",
        "workbook",
    }
