"""HTCDS as totals by code, CTDC as counts of synthetic records, definitions by rules."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.taxonomy import (
    FlagCounts,
    TotalsByCode,
    count_ctdc,
    derive_flags,
    read_ctdc,
    read_flags,
    read_totals_by_code,
)

TAXONOMY = read_catalogue().taxonomy
LAYOUT = TAXONOMY.layouts["htcds"]


def totals(tmp_path: Path, text: str) -> tuple[TotalsByCode, ...]:
    file = tmp_path / "totals.csv"
    file.write_text(text, encoding="utf-8")
    return read_totals_by_code(file, taxonomy=TAXONOMY, layout=LAYOUT)


def test_totals_by_code_are_read(tmp_path: Path) -> None:
    """Fails if the number of people or the blanks become a code."""
    (found,) = totals(
        tmp_path,
        "field,code,count\nvic_TypeOfExploitation,people,90\n"
        "vic_TypeOfExploitation,ForcedLabour,40\nvic_TypeOfExploitation,,12\n",
    )
    assert found.people == 90 and set(found.counts) == {"ForcedLabour", ""}
    assert found.crosswalk.id == "htcds_exploitation"


def test_the_list_of_meanings_is_taken_where_its_codes_are_given(tmp_path: Path) -> None:
    """Fails if the seventeen controls come out unmapped."""
    (found,) = totals(
        tmp_path, "field,code,count\nvic_MethodsOfControl,MethodsOfControlThreats,40\n"
    )
    assert found.crosswalk.id == "htcds_control_meanings"


def test_small_totals_do_not_print_themselves(tmp_path: Path) -> None:
    """Fails if a log or an error shows a count of three clients."""
    (found,) = totals(tmp_path, "field,code,count\nprs_Gender,Feminine,3\n")
    assert "3" not in repr(found)


def test_a_file_with_a_row_per_person_is_refused_and_its_columns_named(tmp_path: Path) -> None:
    """Fails if one client's row is read, or a value of it repeated."""
    text = (
        "prs_FirstName,Birthdate,vic_TypeOfExploitation,Case Number,Rosa Delgado\n"
        "Rosa,2001-02-03,ForcedLabour,77-123,x\n"
    )
    with pytest.raises(InputFaults) as raised:
        totals(tmp_path, text)
    said = str(raised.value)
    for column in ("prs_FirstName", "prs_Birthdate", "vic_TypeOfExploitation", "case number"):
        assert f"column {column}" in said
    assert "column number 5" in said
    for value in ("Rosa", "Delgado", "2001", "77-123", "ForcedLabour"):
        assert value not in said


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("vic_Shoes,Red,40", "no such field"),
        ("prs_Citizenship,USA,40", "not read. Never kept"),
        ("prs_Gender,Feminine,forty", "no whole number"),
        ("prs_Gender,Feminine,-4", "no whole number"),
        ("prs_Gender,Feminine,40\nprs_Gender,Feminine,41", "stands twice"),
        ("prs_Gender,Feminine", "not as many cells"),
    ],
)
def test_wrong_totals_are_told(tmp_path: Path, line: str, says: str) -> None:
    """Fails if a wrong line is passed over."""
    with pytest.raises(InputFaults, match=says):
        totals(tmp_path, "field,code,count\n" + line + "\n")


def test_ctdc_of_the_united_states(received: Path) -> None:
    """Fails if a blank is read as "no", or a record with both forms counts twice."""
    file = received / "ctdc" / "ctdc_global_synthetic_v2022.csv.gz"
    if not file.is_file():
        pytest.skip("CTDC's file is not on this machine")
    found = read_ctdc(file, taxonomy=TAXONOMY, country="USA")
    form = found.by["form"]
    assert found.records == 65_880
    assert (form["sex"], form["labor"], form["both"]) == (44_595, 13_179, 2_684)
    assert found.neither_sex_nor_labor == 5_422 == form["unknown"] + form["other"]
    assert found.unmapped == 0
    assert found.answered["sex"] == 56_172  # the codebook's own number of filled cells
    assert found.answered["age_group"] == 23_784
    assert found.by["means"]["documents"] == 2_992
    assert "no" not in found.by["means"] and "employer" not in found.by["tie"]


def made_row(**cells: str) -> dict[str, str]:
    names = ["CountryOfExploitation", "gender", "majorityStatusAtExploit"]
    for walk in ("ctdc_means", "ctdc_form", "ctdc_tie", "ctdc_sex_form"):
        names += TAXONOMY.crosswalks[walk].codes
    return dict.fromkeys(names, "") | {"CountryOfExploitation": "USA"} | cells


def test_two_controls_of_one_group_are_one_record() -> None:
    """Fails if a record counts once for each of its controls in the same group."""
    rows = [
        made_row(meansOfControlPhysicalAbuse="1", meansOfControlSexualAbuse="1"),
        made_row(),
        made_row(CountryOfExploitation="MEX", isForcedLabour="1"),
    ]
    found = count_ctdc(rows, taxonomy=TAXONOMY, country="USA")
    assert found.records == 2 and found.by["means"]["abuse"] == 1
    assert found.answered["means"] == 1 and found.by["means"]["unknown"] == 1


def test_a_cell_nobody_can_read_is_counted() -> None:
    """Fails if a 0 or a word in a column of ones is dropped."""
    rows = [made_row(isForcedLabour="0"), made_row(gender="else")]
    found = count_ctdc(rows, taxonomy=TAXONOMY, country="USA")
    assert found.unmapped == 2 and found.by["sex"]["unmapped"] == 1


def test_another_layout_is_told() -> None:
    """Fails if a file with other columns is counted as all blank."""
    with pytest.raises(InputFaults, match="not the layout"):
        count_ctdc([{"CountryOfExploitation": "USA"}], taxonomy=TAXONOMY, country="USA")


UNIT = Unit(UnitKind.COUNT, "offenses")


def flags(definition: str, meets: int) -> FlagCounts:
    zero = Quantity(Cell.counted(0), UNIT)
    given = dict.fromkeys(TAXONOMY.answers, zero)
    given["meets"] = Quantity(Cell.counted(meets), UNIT)
    given["insufficient"] = Quantity(Cell.counted(15), UNIT)
    return FlagCounts(definition, given)


def test_a_definition_is_never_derived_in_silence() -> None:
    """Fails if the FBI's code fills the federal definition by itself."""
    found = read_flags(TAXONOMY, [flags("ucr_64a", 40)], "fed_sex", unit=UNIT)
    assert all(q.cell.status is Status.NOT_COLLECTED for q in found.by_answer.values())
    assert found.could_be_derived_by == ("ucr_64a_as_fed_sex",) and found.why_not
    own = flags("fed_sex", 12)
    assert read_flags(TAXONOMY, [own, flags("ucr_64a", 40)], "fed_sex", unit=UNIT) is own


def test_a_rule_carries_one_answer_and_says_so() -> None:
    """Fails if who does not meet one definition is told not to meet the other."""
    found = derive_flags(TAXONOMY, flags("ucr_64a", 40), "ucr_64a_as_fed_sex")
    assert (found.definition, found.derived_by) == ("fed_sex", "ucr_64a_as_fed_sex")
    assert found.by_answer["meets"].value == 40
    assert found.by_answer["not_assessed"].value == 15
    assert found.by_answer["does_not_meet"].cell.status is Status.NOT_COLLECTED
    assert found.assumes


def test_rules_in_a_chain_are_all_named() -> None:
    """Fails if the second rule hides the first one."""
    first = derive_flags(TAXONOMY, flags("ucr_64b", 40), "ucr_64b_as_fed_labor")
    second = derive_flags(TAXONOMY, first, "fed_labor_as_ilo")
    assert second.derived_by == "ucr_64b_as_fed_labor, fed_labor_as_ilo"
    assert set(first.assumes) <= set(second.assumes)


def test_a_rule_of_another_definition_is_refused() -> None:
    """Fails if a rule is applied to what it was not made for."""
    with pytest.raises(InputFaults, match="No such rule starts"):
        derive_flags(TAXONOMY, flags("ucr_64a", 40), "ucr_64b_as_fed_labor")
    with pytest.raises(InputFaults, match="Two counts"):
        read_flags(TAXONOMY, [flags("ucr_64a", 4), flags("ucr_64a", 5)], "ucr_64a", unit=UNIT)
    assert dataclasses.is_dataclass(FlagCounts)
