"""What is wrong with a file of counts is told, all of it, and no value with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstlight.base.cell import Status
from firstlight.base.errors import InputFaults
from firstlight.catalogue import read_catalogue
from firstlight.disclosure import read_raw_table

COLUMNS = read_catalogue().record_columns
GOOD = "county,form,count\nAlder,sex,34\nAlder,labor,3\nBell,sex,12\nBell,labor,0\n"


def faults_of(tmp_path: Path, text: str | bytes, name: str = "table.csv", who: str = "") -> str:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputFaults) as found:
        read_raw_table(file, COLUMNS, contributor=who)
    return "\n".join(str(fault) for fault in found.value.faults)


def test_a_good_file_is_read_and_its_order_is_forgotten(tmp_path: Path) -> None:
    """Fails when the rows' order, which may be by size, reaches the table."""
    file = tmp_path / "table.csv"
    file.write_text(GOOD + "Total,sex,46\n")
    table = read_raw_table(file, COLUMNS).table
    assert [d.categories for d in table.dimensions] == [("Alder", "Bell"), ("labor", "sex")]
    assert table.counts[("Bell", "sex")] == 12
    file.write_text("age,count\n18-24,3\n9-12,4\n13-17,5\nunknown,6\n")
    assert read_raw_table(file, COLUMNS).table.dimensions[0].categories == (
        "9-12", "13-17", "18-24", "unknown",
    )  # fmt: skip


def test_every_fault_of_the_counts_is_told_with_its_row(tmp_path: Path) -> None:
    """Fails when reading stops at the first fault, or takes a blank for zero."""
    text = "county,count\nAlder,\nBell,-3\nCoda,some\nDell,2.5\nEaston,=A1\nAlder,4\n"
    told = faults_of(tmp_path, text)
    for row in (2, 3, 4, 5, 6, 7):
        assert f"row {row}" in told
    assert "a blank is not zero" in told
    assert "below zero" in told
    assert "twice" in told


def test_an_absent_inner_cell_is_not_zero(tmp_path: Path) -> None:
    """Fails when a combination without a row is filled with 0."""
    told = faults_of(tmp_path, GOOD.replace("Bell,labor,0\n", ""))
    assert "1 inner cell has no row" in told


def test_a_total_that_does_not_add_up_is_a_fault(tmp_path: Path) -> None:
    """Fails when rows of Total are passed over unread."""
    assert "row 6" in faults_of(tmp_path, GOOD + "Total,sex,47\n")


def test_words_for_no_count_are_taken(tmp_path: Path) -> None:
    """Fails when not_reported is a fault, or becomes a number."""
    file = tmp_path / "table.csv"
    file.write_text(GOOD.replace("Bell,labor,0", "Bell,labor,not_reported"))
    assert read_raw_table(file, COLUMNS).table.without == {("Bell", "labor"): Status.NOT_REPORTED}


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Client Name", ["Mary Roe", "Jane Poe"]),
        ("caseNumber", ["a", "b"]),
        ("DOB", ["x", "y"]),
        ("when", ["2003-04-11", "2001-12-30"]),
        ("number", ["24-118231", "24-118299"]),
        ("who", ["mroe@example.org", "jpoe@example.org"]),
        ("mark", ["9f86d081884c7d659a2f", "60303ae22b998861bce3"]),
    ],
)
def test_columns_of_people_are_named_and_their_values_never(
    tmp_path: Path, column: str, values: list[str]
) -> None:
    """Fails when a column of names, dates of birth or numbers of cases passes, or is quoted."""
    text = f"county,{column},count\n" + "".join(f"Alder,{v},14\n" for v in values)
    told = faults_of(tmp_path, text)
    assert column in told
    assert not any(value in told for value in values if len(value) > 1)


def test_years_are_no_numbers_of_cases(tmp_path: Path) -> None:
    """Fails when year ranges or county codes are taken for people's numbers."""
    file = tmp_path / "table.csv"
    file.write_text("years,county,count\n2019-2020,48201,30\n2021-2022,48201,40\n")
    assert len(read_raw_table(file, COLUMNS).table.counts) == 2


def test_hundreds_of_values_are_no_dimension(tmp_path: Path) -> None:
    """Fails when a list of people under a harmless name is taken for a table."""
    text = "group,count\n" + "".join(f"g{i}x,1\n" for i in range(300))
    told = faults_of(tmp_path, text)
    assert "300 different values" in told
    assert "g7x" not in told


@pytest.mark.parametrize("start", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_gets_one_clear_message(tmp_path: Path, start: bytes) -> None:
    """Fails when merged cells, formulas or hidden sheets could slip in, or ten faults come."""
    told = faults_of(tmp_path, start, "table.xlsx")
    assert told.count("\n") == 0
    assert "hidden sheets" in told


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    """Fails when a file of any size is read into memory."""
    file = tmp_path / "table.csv"
    with file.open("wb") as stream:
        stream.truncate(300_000_000)
    with pytest.raises(InputFaults, match="larger than"):
        read_raw_table(file, COLUMNS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("county,form\nAlder,sex\n", "no column `count`"),
        ("county,value,status,count\nA,1,shown,1\n", "hidden already"),
        ("county,county,count\nA,B,1\n", "two columns of this name"),
        ("a,b,c,d,e,count\n1,2,3,4,5,6\n", "5 dimension columns"),
        ("county,count\nAlder,1\nalder ,2\n", "capitals or spaces"),
        ("county,count\n,1\n", "blank"),
        ("county,count\nAlder,1,2\n", "more or fewer columns"),
        ("", "empty"),
        ("<html>", "not a CSV"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, text: str, told: str) -> None:
    """Fails when one of these passes, or is told in other words than its own."""
    assert told in faults_of(tmp_path, text)


def test_contributors_are_added_up_and_the_largest_share_is_kept(tmp_path: Path) -> None:
    """Fails when the column of who counted becomes a dimension, or the share is not a percent."""
    file = tmp_path / "table.csv"
    file.write_text("county,agency,count\nAlder,one,90\nAlder,two,10\nBell,one,30\nBell,two,30\n")
    read = read_raw_table(file, COLUMNS, contributor="agency")
    assert read.table.counts == {("Alder",): 100, ("Bell",): 60}
    assert read.largest_share == {("Alder",): 90.0, ("Bell",): 50.0}


def test_a_footnote_sign_in_a_category_is_no_number(tmp_path: Path) -> None:
    """ "\u00b9" is a digit to some and no number to any. Fails when it ends in a traceback."""
    file = tmp_path / "table.csv"
    file.write_text("Grade,count\n9\u00b9,40\n10,50\n91,60\n", encoding="utf-8")
    made = read_raw_table(file, COLUMNS).table
    assert set(made.dimensions[0].categories) == {"9\u00b9", "10", "91"}
