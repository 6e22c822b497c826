"""src/firstlight/pack/table.py: what a received cell's text says, and what it never says."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.base.cell import Cell, Status
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import Table
from firstlight.pack import PackTable

same_every_time = settings(derandomize=True, deadline=None, max_examples=300, database=None)
JAM_VALUES = (
    "-222222222", "-333333333", "-555555555", "-666666666", "-888888888", "-999999999",
)  # fmt: skip
SHIPPED = next(iter(read_catalogue().sources.values()))


def make_table(
    value: str,
    margin: str = "",
    *,
    missing: dict[str, str] | None = None,
    controlled: bool = False,
    blank: str = "not_reported",
) -> PackTable:
    """One row of one county with an estimate and its margin."""
    table = Table(
        file="public/made.csv",
        columns={"fips": "county", "people": "people", "margin": "90 percent margin"},
        place="fips",
        place_is="county",
        margins={"people": "margin"},
        controlled=("people",) if controlled else (),
        blank=blank,
        blank_why="nobody said",
    )
    columns = {"fips": ["48201"], "people": [value], "margin": [margin]}
    source = dataclasses.replace(SHIPPED, missing=missing or {})
    return PackTable(source, "counties", table, "0" * 64, [2], columns)


def cell(value: str, *, counted: bool = False, **more: object) -> Cell:
    return make_table(value, **more).cell(0, "people", counted=counted)  # type: ignore[arg-type]


def ways_to_write(code: str) -> list[str]:
    digits = code.removeprefix("-")
    grouped = f"-{digits[:3]},{digits[3:6]},{digits[6:]}"
    return [code, f"{code}.0", f"{code}.00", f" {code} ", grouped, f"{float(code):.8e}"]


@pytest.mark.parametrize("code", JAM_VALUES)
@pytest.mark.parametrize("counted", [True, False])
def test_a_jam_value_is_never_a_number(code: str, counted: bool) -> None:
    # Fails if one way of writing -666666666 becomes minus 666 million people
    for text in ways_to_write(code):
        found = cell(text, counted=counted)
        assert (found.value, found.status) == (None, Status.NOT_REPORTABLE), text
        declared = cell(text.strip(), counted=counted, missing={code: "refused"})
        assert declared.value is None


@pytest.mark.parametrize("code", JAM_VALUES)
def test_a_jam_value_is_no_margin(code: str) -> None:
    # Only -555555555 says something of the margin: that the estimate was controlled.
    for text in ways_to_write(code)[:2]:
        margin = make_table("10", text).margin(0, "people")
        assert margin == (0.0 if code == "-555555555" else None)


@pytest.mark.parametrize("text", ["*****", " ***** ", "-555555555", "-555555555.0"])
def test_five_stars_are_a_margin_of_zero_beside_an_estimate(text: str) -> None:
    # Fails if the stars make a controlled county of one whose estimate was withdrawn
    assert make_table("10", text).margin(0, "people") == 0.0
    assert make_table("0", text).margin(0, "people") == 0.0
    for withdrawn in ("", " ", "-666666666", "-999999999.0", "N.A."):
        assert make_table(withdrawn, text).margin(0, "people") is None


def test_a_blank_margin_is_zero_only_where_the_column_is_controlled() -> None:
    # Fails if every blank margin becomes a margin of 0
    assert make_table("10", "").margin(0, "people") is None
    assert make_table("10", "", controlled=True).margin(0, "people") == 0.0
    assert make_table("", "", controlled=True).margin(0, "people") is None
    assert make_table("-666666666", "", controlled=True).margin(0, "people") is None


@pytest.mark.parametrize("text", ["***", "**", "(X)", "N", "-5", "-222222222", "nan", "inf"])
def test_words_and_negative_numbers_are_no_margin(text: str) -> None:
    assert make_table("10", text).margin(0, "people") is None


@pytest.mark.parametrize("text", ["12", "12.0", " 12 ", "1,2", "1.2e1"])
def test_a_margin_that_is_a_number_is_read(text: str) -> None:
    assert make_table("10", text).margin(0, "people") == 12


def test_a_column_without_a_margin_has_none() -> None:
    assert make_table("10", "12").margin(0, "margin") is None


@pytest.mark.parametrize("blank", ["not_reported", "not_reportable", "suppressed", "not_collected"])
@pytest.mark.parametrize("text", ["", " ", "\t", "\xa0"])
def test_a_blank_has_the_status_that_its_table_gives_it(text: str, blank: str) -> None:
    # Fails if a blank becomes 0
    for counted in (True, False):
        found = cell(text, counted=counted, blank=blank)
        assert (found.value, found.status) == (None, Status(blank))
        assert found.why == "nobody said"


def test_minus_999_is_a_code_only_where_the_catalogue_says_so() -> None:
    # A code in one file and a number in another: -999 people moved away is a number.
    for text in ("-999", "-999.0"):
        assert cell(text).value == -999
        declared = cell(text, missing={"-999": "suppressed"})
        assert (declared.value, declared.status) == (None, Status.SUPPRESSED)
    assert cell("-9990", missing={"-999": "suppressed"}).value == -9990


@pytest.mark.parametrize("text", ["N.A.", "-", "PS", "n/a", "D", "(Z)", "nan", "inf", "-inf", "--"])
def test_words_are_no_number(text: str) -> None:
    # Fails if `nan` is read as a number
    assert cell(text).status is Status.NOT_REPORTABLE
    assert cell(text).value is None
    assert cell("-", missing={"-": "not_reported"}).status is Status.NOT_REPORTED


@pytest.mark.parametrize("text", ["0", "0.0", " 0 ", "-0", "0.00"])
def test_a_zero_is_a_true_zero_only_where_somebody_counted(text: str) -> None:
    assert cell(text, counted=True).status is Status.TRUE_ZERO
    assert cell(text, counted=False) == Cell.estimated(0)


@same_every_time
@given(text=st.text(max_size=14) | st.from_regex(r"[-+]?[0-9,]{0,12}\.?[0-9]{0,3}", fullmatch=True))
def test_any_text_gives_a_cell_and_only_a_number_gives_a_number(text: str) -> None:
    # Fails with a crash on strange text, or a 0 for what is not one
    for counted in (True, False):
        found = cell(text, counted=counted)
        if found.value is not None:
            assert float(text.strip().replace(",", "")) == found.value
        if not any(sign.isdigit() for sign in text):
            assert found.value is None
