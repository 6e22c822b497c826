"""One code and its reading; a reviewer may overrule it by name, and the code is kept."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from firstlight.base.cell import Cell
from firstlight.base.errors import InputFaults
from firstlight.base.quantity import Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.taxonomy import (
    Override,
    explain,
    map_code,
    map_counts,
    read_crosswalk,
    read_overrides,
)

TAXONOMY = read_catalogue().taxonomy
FORM = TAXONOMY.crosswalks["nibrs_form"]
TODAY = datetime.date(2026, 11, 22)
HEADER = "crosswalk,code,total,reads,fit,reviewer,role,why,day"
GOOD = "nibrs_form,64A,,other,partial,R. Reader,detective,The file says otherwise,2026-10-01"


def overrides(
    tmp_path: Path, *lines: str, header: str = HEADER, **more: Any
) -> tuple[Override, ...]:
    file = tmp_path / "overrides.csv"
    file.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    given = {"judge": lambda text: "It names a person." if "Maria" in text else ""} | more
    return read_overrides(file, taxonomy=TAXONOMY, today=TODAY, **given)


def test_a_code_nobody_knows_is_unmapped_and_kept() -> None:
    """Fails if an unknown code is dropped or guessed at."""
    reading = map_code(FORM, "99Z")
    assert (reading.code, reading.reads, reading.is_mapped) == ("99Z", ("unmapped",), False)


def test_a_blank_is_never_an_answer() -> None:
    """Fails if an empty field becomes a value."""
    assert map_code(FORM, "").reads == ("unknown",)
    assert map_code(TAXONOMY.crosswalks["hmis_answer"], " ").reads == ("not_asked",)


def test_a_reviewer_overrules_a_code_and_the_code_stays(tmp_path: Path) -> None:
    """Fails if the old reading is lost, or the reviewer, the reason or the day."""
    given = overrides(tmp_path, GOOD)
    told = explain(TAXONOMY, "nibrs_form", "64A", overrides=given)
    assert (told.reading.code, told.reading.reads) == ("64A", ("other",))
    assert told.before is not None and told.before.reads == ("sex",)
    assert any("Overruled by R. Reader (detective) on 2026-10-01" in s for s in told.sentences)
    assert told.reading.overruled_by == given[0]


def test_an_override_of_one_total_leaves_the_others(tmp_path: Path) -> None:
    """Fails if a reading of one entered total spreads to all."""
    one = GOOD.replace("64A,,", "64A,total-7,")
    given = overrides(tmp_path, one, totals={"total-7"})
    assert map_code(FORM, "64A", overrides=given).reads == ("sex",)
    assert map_code(FORM, "64A", overrides=given, total="total-7").reads == ("other",)


def test_an_overruled_reading_moves_the_count(tmp_path: Path) -> None:
    """Fails if an override is read and not used, or not told under the table."""
    found = map_counts(
        {"64A": Cell.counted(30)},
        FORM,
        TAXONOMY.dimensions["form"],
        unit=Unit(UnitKind.COUNT, "offenses"),
        rule=read_catalogue().disclosure["one_to_ten"],
        every_code_counted=True,
        overrides=overrides(tmp_path, GOOD),
    )
    assert found.total("other").quantity.value == 30 and found.overruled == ("64A",)
    assert "A reviewer changed the reading of 1." in found.note


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (GOOD.replace("nibrs_form", "nibrs_shape"), "no such crosswalk"),
        (GOOD.replace("64A", "99Z"), "no such code"),
        (GOOD.replace("64A,,", "64A,total-7,"), "no such entered total"),
        (GOOD.replace("other,", "either,"), "no such value"),
        (GOOD.replace("partial", "nearly"), "no fit"),
        (GOOD.replace("other,partial", ",partial"), "contradict"),
        (GOOD.replace("other,partial", "other,none"), "contradict"),
        (GOOD.replace("R. Reader", ""), "Nothing stands here"),
        (GOOD.replace("The file says otherwise", ""), "Nothing stands here"),
        (GOOD.replace("The file says otherwise", "Maria told us"), "names a person"),
        (GOOD.replace("2026-10-01", "2027-10-01"), "not come yet"),
        (GOOD.replace("2026-10-01", "last week"), "no day"),
        (GOOD + "\n" + GOOD, "stands twice"),
        (GOOD + ",more", "not as many cells"),
    ],
)
def test_a_wrong_override_is_told_and_nothing_is_repeated(
    tmp_path: Path, line: str, says: str
) -> None:
    """Fails if an override without who, why or when is used."""
    with pytest.raises(InputFaults, match=says) as raised:
        overrides(tmp_path, line)
    assert "Maria" not in str(raised.value)


def test_an_override_of_a_persons_row_has_no_place(tmp_path: Path) -> None:
    """Fails if a column for a case or a client is let in."""
    with pytest.raises(InputFaults, match="never of a row about a person"):
        overrides(tmp_path, "12345," + GOOD, header="case_number," + HEADER)


def test_a_crosswalk_that_does_not_exist_is_told() -> None:
    """Fails if a wrong id ends in a bare key error."""
    with pytest.raises(InputFaults, match="no such crosswalk"):
        read_crosswalk(TAXONOMY, "nothing")


def test_an_explanation_says_what_is_not_verified() -> None:
    """Fails if a list from memory is explained as if it had been read."""
    said = explain(TAXONOMY, "ncic_missing", "EMJ").sentences
    assert any(sentence.startswith("Not verified:") for sentence in said)
    assert "Nobody has checked this reading." in said
