"""src/firstlight/refresh/prepare.py: rows about employers become counts, and nothing is kept."""

from __future__ import annotations

import datetime

import pytest

from firstlight.base.provenance import read_rows
from made_files import FORMATS, PACK, SEVERAL_ZIP, make_file, zip_of

ROLLED = [s for s, entry in FORMATS.items() if entry.rollup is not None]


def table(checked) -> dict[tuple[str, ...], dict[str, str]]:
    rule = checked.format.rollup
    return {(r["fips"], *(r[c] for c in rule.by)): r for _, r in checked.draft.rows}


@pytest.mark.parametrize("series", ROLLED)
def test_no_employer_enters(series, tmp_path, load, releases):
    # Fails if a name, a street or a case number reaches the data folder
    made = make_file(series)
    made.add("EMPLOYER_NAME", "Roe Family Farm")
    made.add("TRADE_NM", "Roe Farm Stand")
    made.add("STREET", "12 Roe Lane")
    load(made.write(tmp_path))
    written = b"".join(f.read_bytes() for f in releases.folder.rglob("*") if f.is_file())
    assert b"Roe" not in written
    assert b"C-000017" not in written


@pytest.mark.parametrize("series", ROLLED)
def test_counts_are_those_of_a_second_count(series, tmp_path, check):
    # Fails if a row is counted twice, under another industry, or its address is lost
    made = make_file(series)
    checked = check(made.write(tmp_path))
    rule = made.format.rollup
    by = next(iter(rule.by))
    again: dict[str, list[int]] = {}
    for number, row in enumerate(made.rows, start=2):
        again.setdefault(row[made.at(by)][:2], []).append(number)
    for industry, rows in again.items():
        found = [r for key, r in table(checked).items() if key[1] == industry]
        told = sorted(n for r in found for n in read_rows(r["rows_added"]))
        placed = sum(int(r[rule.cases]) for r in found)
        assert set(told) <= set(rows) and placed == len(told)
    assert checked.draft.used_rows + checked.draft.left_out.total() == len(made.rows)
    assert checked.draft.used_rows > len(made.rows) / 2


def test_rows_of_single_members_and_of_refused_cases_are_left_out(tmp_path, check):
    # Fails if an association's members are added to its own row (224,975 instead of 200,049)
    made = make_file("dol_h2a", 2019)
    plain = check(made.write(tmp_path)).draft.used_rows
    for row in made.rows[:10]:
        row[made.at("PRIMARY/SUB")] = "SUB"
    for row in made.rows[10:15]:
        row[made.at("CASE_STATUS")] = "DETERMINATION ISSUED - DENIED"
    checked = check(made.write(tmp_path))
    assert plain - checked.draft.used_rows == 15
    assert sorted(checked.draft.left_out.values()) == [5, 10]


def test_a_case_that_stands_twice_is_counted_once(tmp_path, check):
    # Fails if a double export doubles the cases
    made = make_file("dol_whd")
    made.rows += [list(row) for row in made.rows[:7]]
    checked = check(made.write(tmp_path))
    assert checked.draft.left_out["the case was counted already"] == 7


def test_what_cannot_be_placed_is_counted_by_reason(tmp_path, check):
    # Fails if a ZIP code of two counties is given to one of them, or a row vanishes
    made = make_file("dol_whd")
    position = made.at("zip_cd")
    for row in made.rows:
        row[position] = zip_of("48201")
    made.rows[0][position] = SEVERAL_ZIP
    made.rows[1][position] = "99999"
    made.rows[2][position] = ""
    made.rows[3][position] = f"{zip_of('48201')}-1234"
    checked = check(made.write(tmp_path))
    assert {r["fips"] for _, r in checked.draft.rows} == {"48201"}
    assert checked.draft.left_out == {
        "no county is known, for its ZIP code lies in more than one county": 1,
        "no county is known, for its ZIP code is not on the list that we have": 1,
        "no county is known, for no place is named": 1,
    }


def test_a_county_is_found_by_its_name_in_its_state(tmp_path, check):
    # Fails if Baltimore city and Baltimore County are one, or a full state name is not known
    made = make_file("dol_h2b")
    names = [
        ("BALTIMORE CITY", "MARYLAND", "24510"),
        ("Baltimore County", "MD", "24005"),
        ("SAINT LOUIS CITY", "MO", "29510"),
        ("St. Louis", "MISSOURI", ""),
        ("DONA ANA", "NEW MEXICO", "35013"),
        ("O'Brien", "IA", "19141"),
        ("Orleans Parish", "LOUISIANA", "22071"),
    ]
    for row, (county, state, _) in zip(made.rows, names, strict=False):
        row[made.at("WORKSITE_COUNTY")], row[made.at("WORKSITE_STATE")] = county, state
        row[made.at("WORKSITE_POSTAL_CODE")] = ""
    made.rows = made.rows[: len(names)]
    for row in made.rows:
        row[made.at("TOTAL_WORKERS_CERTIFIED")] = "21495"
    checked = check(made.write(tmp_path))
    assert {r["fips"] for _, r in checked.draft.rows} == {code for *_, code in names if code}
    assert checked.draft.left_out.total() == 1  # two places are called St. Louis in Missouri


def test_a_sum_with_a_blank_part_is_blank(tmp_path, check):
    # Fails if a blank cell is added as 0
    made = make_file("dol_h2b")
    made.rows = made.rows[:4]
    for number, row in enumerate(made.rows):
        row[made.at("WORKSITE_COUNTY")], row[made.at("WORKSITE_STATE")] = "Harris", "TX"
        row[made.at("NAICS_CODE")] = "5617"
        row[made.at("TOTAL_WORKERS_CERTIFIED")] = "40001"
        row[made.at("TOTAL_WORKERS_REQUESTED")] = "" if number == 2 else "7"
    (record,) = [r for _, r in check(made.write(tmp_path)).draft.rows]
    assert record["TOTAL_WORKERS_CERTIFIED"] == "160004"
    assert record["TOTAL_WORKERS_REQUESTED"] == ""
    assert record["rows_added"] == "2-5"


@pytest.mark.parametrize(
    ("day", "year"), [("2019-09-30", 2019), ("2019-10-01", 2020), ("10/1/2019", 2020)]
)
def test_a_fiscal_year_begins_in_october(day, year, tmp_path, check):
    # Fails if the calendar year of a decision is taken for its fiscal year
    made = make_file("dol_h2a")
    made.name = "download"
    for row in made.rows:
        row[made.at("DECISION_DATE")] = day
    checked = check(made.write(tmp_path))
    assert checked.year == year
    month = datetime.date(2019, 9, 30) if year == 2019 else datetime.date(2019, 10, 1)
    assert checked.draft.first_day == checked.draft.last_day == month.isoformat()


def test_the_two_visas_of_one_layout_are_told_apart(tmp_path, check):
    # Fails if H-2A is known by its columns alone, which H-2B had as well
    for series in ("dol_h2a", "dol_h2b"):
        made = make_file(series, 2017)
        made.rename(made.format.columns[3].column, "NBR_WORKERS_CERTIFIED")
        made.rename(made.format.columns[4].column, "NBR_WORKERS_REQUESTED")
        assert check(made.write(tmp_path)).format.id == series


def test_a_sum_walks_back_to_its_rows(tmp_path, load, releases):
    # Fails if evidence of a roll-up names one row, or our name of the column
    from firstlight.catalogue import read_catalogue
    from firstlight.refresh import lay_over

    outcome = load(make_file("dol_h2b").write(tmp_path))
    pack = lay_over(read_catalogue(), PACK, releases).pack
    opened = pack.table(outcome.loaded.source.id, "counties")
    fips = opened.columns["fips"][0]
    (position, *_) = opened.of_place(fips)
    address = opened.address(position, "cases")
    assert address.column == "CASE_NUMBER"
    assert (address.row is None) == (opened.text(position, "cases") != "1")
    assert address.n == int(opened.text(position, "cases"))
    assert opened.source.hide_up_to == 0  # positions; a case is published with its employer
