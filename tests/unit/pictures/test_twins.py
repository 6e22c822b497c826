"""Twin columns: each verdict by its rule, sizes compared only where both count the same."""

from __future__ import annotations

from typing import Any

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.period import Period
from firstlight.base.place import US
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.base.sides import PoliceCount, ProviderCount
from firstlight.catalogue import read_catalogue
from firstlight.pictures import Comparison, compare_pictures

CATALOGUE = read_catalogue()
MAYBE = object()  # a hidden count that can be any number
HIDDEN, SILENT = Status.SUPPRESSED, Status.NOT_REPORTED


def quantity(n: Any, unit: str) -> Quantity:
    made = Unit(UnitKind.COUNT, unit)
    if n is MAYBE:
        return Quantity(Cell.missing(HIDDEN), made, None, 0.0, 1e9)
    if isinstance(n, tuple):
        return Quantity(Cell.missing(SILENT), made, None, *n)
    return Quantity(Cell.missing(n) if isinstance(n, Status) else Cell.counted(n), made)


def police(n: Any, unit: str = "people", year: int = 2024, **more: Any) -> PoliceCount:
    given = {"question": "cases", "definition": "ucr_64a", "source": "police"} | more
    return PoliceCount(quantity=quantity(n, unit), period=Period.year(year), place=US, **given)


def provider(n: Any, unit: str = "people", year: int = 2024, **more: Any) -> ProviderCount:
    given = {"question": "cases", "definition": "ucr_64a", "source": "shelter"} | more
    return ProviderCount(quantity=quantity(n, unit), period=Period.year(year), place=US, **given)


def compare(ours: list[PoliceCount], theirs: list[ProviderCount], **more: Any) -> Comparison:
    return compare_pictures(
        police=ours,
        providers=theirs,
        pictures=CATALOGUE.pictures,
        taxonomy=CATALOGUE.taxonomy,
        **more,
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict", "rule"),
    [
        ([], [], "neither", "V01"),
        ([police(SILENT)], [provider(Status.REFUSED)], "neither", "V01"),
        ([police(30)], [], "one_sided", "V02"),
        ([police(0)], [provider(SILENT)], "one_sided", "V02"),
        ([police(HIDDEN)], [provider(SILENT)], "one_sided", "V02"),
        ([police(0)], [provider(12)], "differ", "V03"),
        ([police(HIDDEN)], [provider(0)], "differ", "V03"),
        ([police(0)], [provider(0)], "agree", "V04"),
        ([police(30, unit="offenses")], [provider(400)], "both_saw", "V05"),
        ([police(30, year=2020)], [provider(400)], "both_saw", "V05"),
        ([police(30)], [provider(60)], "differ", "V06"),
        ([police(61)], [provider(30)], "differ", "V06"),
        ([police(30)], [provider(59)], "agree", "V07"),
        ([police(30), police(30, unit="offenses")], [provider(59)], "both_saw", "V05"),
        ([police(HIDDEN)], [provider(19)], "both_saw", "V08"),
        ([police(HIDDEN)], [provider(20)], "differ", "V06"),
        ([police((0, 8))], [provider(30)], "one_sided", "V14"),
        ([police((0, 8))], [], "neither", "V15"),
        ([police(MAYBE)], [provider(30)], "both_counted", "V16"),
        ([police(30)], [provider(MAYBE)], "both_counted", "V16"),
        ([police(MAYBE)], [provider(MAYBE)], "both_counted", "V16"),
        ([police(MAYBE)], [provider(0)], "both_counted", "V16"),
        ([police(MAYBE)], [], "one_sided", "V17"),
        ([police(SILENT)], [provider(MAYBE)], "one_sided", "V17"),
        ([police((0, 8))], [provider(MAYBE)], "one_sided", "V14"),
        ([police((5, None))], [provider(30)], "both_saw", "V08"),
    ],
)
def test_every_verdict_has_its_rule(
    ours: list[PoliceCount], theirs: list[ProviderCount], verdict: str, rule: str
) -> None:
    """Fails if a blank becomes a zero, or what is hidden a blank, or offenses meet people."""
    (twin,) = compare(ours, theirs).question("cases").twins
    assert (twin.verdict, twin.why[0].rule) == (verdict, rule)
    assert (twin.police, twin.providers) == (tuple(ours), tuple(theirs))
    assert "" not in [said.says for said in twin.why]


def test_a_code_nobody_could_use_is_no_count() -> None:
    """Fails if a structural zero is read as "police looked and found none"."""
    structural = PoliceCount(
        "cases",
        Quantity(Cell(0, Status.STRUCTURAL_ZERO), Unit(UnitKind.COUNT, "people")),
        Period.year(2024),
        US,
        "ucr_64a",
        "police",
    )
    (twin,) = compare([structural], [provider(30)]).question("cases").twins
    assert twin.verdict == "one_sided"


def test_the_reasons_name_what_differs() -> None:
    """Fails if unit, year and definition are not told apart."""
    (twin,) = (
        compare([police(30, unit="offenses", year=2020)], [provider(40, definition="fed_sex")])
        .question("cases")
        .twins
    )
    assert [said.rule for said in twin.why] == ["V05", "Y01", "Y02", "Y04", "Y07", "Y08"]


def by_form(sex: Any, labor: Any, unknown: Any = 0) -> dict[str, Any]:
    return {"sex": sex, "labor": labor, "unknown": unknown}


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict", "rule"),
    [
        (by_form(60, 12), by_form(20, 80), "differ", "V09"),
        (by_form(60, 12), by_form(90, 80), "agree", "V10"),
        (by_form(60, HIDDEN), by_form(90, 80), "agree", "V10"),
        (by_form(12, 0), by_form(90, 80), "both_counted", "V13"),  # too few to name a largest part
        (by_form(60, 12, 90), by_form(90, 80), "both_counted", "V13"),  # too much unknown
        (by_form(60, (20, None)), by_form(90, 80), "both_counted", "V13"),
        ({}, by_form(90, 80), "one_sided", "V12"),
        ({}, {}, "neither", "V01"),
    ],
)
def test_the_mix_is_compared_and_never_pooled(
    ours: dict[str, Any], theirs: dict[str, Any], verdict: str, rule: str
) -> None:
    """Fails if a largest part is named from a few cases, or over a mass of unknowns."""
    asked = {"question": "cases_by_form"}
    found = compare(
        [police(n, unit="offenses", value=value, **asked) for value, n in ours.items()],
        [provider(n, value=value, **asked) for value, n in theirs.items()],
    ).question("cases_by_form")
    assert found.mix is not None
    assert (found.mix.verdict, found.mix.why[0].rule) == (verdict, rule)


def test_a_form_that_police_files_cannot_hold_does_not_stop_the_mix() -> None:
    """Fails if "no code for this" is taken for a count that might be large."""
    asked = {"question": "cases_by_form"}
    found = compare(
        [
            police(60, value="sex", **asked),
            police(12, value="labor", **asked),
            police(Status.NOT_COLLECTED, value="both", **asked),
        ],
        [provider(90, value="sex", **asked), provider(80, value="labor", **asked)],
    ).question("cases_by_form")
    assert found.mix is not None and found.mix.police_largest == "sex"


def test_what_has_no_value_has_a_row_and_no_verdict() -> None:
    """Fails if the unknown fall out of the table."""
    found = compare([police(40, question="cases_by_form", value="unmapped")], [])
    rows = {twin.value: twin for twin in found.question("cases_by_form").twins}
    assert rows["unmapped"].police and rows["unmapped"].verdict == ""
    assert rows["labor"].verdict == "neither"


def test_questions_that_nobody_answered_stay_in_the_table() -> None:
    """Fails if a gap vanishes because nothing stands in it."""
    found = compare([], [])
    assert [q.id for q in found.questions] == [q.id for q in CATALOGUE.pictures.questions]
    assert found.why_not


def test_no_side_is_marked_true() -> None:
    """Fails if a field ranks the sides."""
    (twin,) = compare([police(30)], [provider(90)]).question("cases").twins
    fields = set(type(twin).__slots__)
    assert not {name for name in fields if "true" in name or "best" in name or "rank" in name}


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": "nothing"},
        {"question": "cases", "value": "sex"},
        {"question": "cases_by_form", "value": "massage"},
        {"question": "cases_by_form", "value": ""},
    ],
)
def test_a_count_of_nothing_asked_is_a_fault(wrong: dict[str, str]) -> None:
    """Fails if a count with a wrong label disappears from the table."""
    with pytest.raises(InputFaults, match="does not exist"):
        compare([police(30, **wrong)], [])
