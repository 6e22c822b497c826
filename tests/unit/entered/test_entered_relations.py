"""Doubles are asked about, parts are never more than their total, approval comes first."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from entered_rows import total_row, write_totals
from firstlight.assessment import Library, assess, open_library, read_leads_files
from firstlight.base.errors import InputFaults
from firstlight.entered import NOT_APPROVED, Entered, EnteredFiles
from firstlight.places import resolve_places

TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def row(measure: str, value: str = "250", **changes: str) -> dict[str, str]:
    return total_row(measure, value, **{"place": "48201", **changes})


def read(library: Library, folder: Path, *rows: dict[str, str], on_double: str = "") -> Entered:
    area = resolve_places(["48201"], library.gazetteer)
    files = EnteredFiles(totals=Path(write_totals(folder, *rows)), on_double=on_double)
    return read_leads_files(files, area=area, library=library, today=TODAY)


def faults_of(library: Library, folder: Path, *rows: dict[str, str]) -> str:
    with pytest.raises(InputFaults) as caught:
        read(library, folder, *rows)
    return str(caught.value)


def test_two_figures_for_the_same_thing_are_asked_about(library: Library, tmp_path: Path) -> None:
    """Fails when one of two is taken in silence, they are added, or a row is not named."""
    rows = (row("tips_received", "250"), row("tips_received", "270"))
    told = faults_of(library, tmp_path, *rows)
    assert "Rows 2 and 3 are two figures for the same thing" in told
    assert "--on-double replace" in told and "250" not in told and "270" not in told
    for choice, values in (("replace", [270]), ("keep", [250, 270])):
        made = read(library, tmp_path, *rows, on_double=choice)
        assert [total.cell.value for total in made.totals] == values
        marked = read(library, tmp_path, rows[0], {**rows[1], "on_double": choice})
        assert [total.cell.value for total in marked.totals] == values
    other = read(library, tmp_path, rows[0], {**rows[1], "definition": "counted another way"})
    assert len(other.totals) == 2


def test_a_doubled_month_is_asked_about(library: Library, tmp_path: Path) -> None:
    """Fails when a month that stands twice is taken twice, or two months for one."""
    months = [row("tips_received", "40", period=f"2024-{month:02d}") for month in (3, 4, 3)]
    assert "Rows 2 and 4" in faults_of(library, tmp_path, *months)
    made = read(library, tmp_path, *months[:2])
    assert [t.period.last for t in made.totals] == [
        datetime.date(2024, 3, 31),
        datetime.date(2024, 4, 30),
    ]


def test_a_replaced_number_does_not_stand_in_the_hash(library: Library, tmp_path: Path) -> None:
    """Fails when the printed hash lets a reader try out a number that is not shown."""
    seals = set()
    for value in ("3", "7"):
        rows = (row("tips_received", value), row("tips_received", "270", on_double="replace"))
        seals.add(read(library, tmp_path, *rows).totals[0].made_from[0].sha256)
        waiting = row("hotline_signals", value, approved_by="", approved_on="")
        made = read(library, tmp_path, row("tips_received", "270"), waiting)
        seals.add(made.totals[0].made_from[0].sha256)
    assert len(seals) == 2


def test_nothing_is_shown_before_somebody_approved_it(library: Library, tmp_path: Path) -> None:
    """Fails when an unapproved figure is shown, or is not listed as waiting."""
    waiting = row("vs_served", "777", approved_by="", approved_on="")
    made = read(library, tmp_path, waiting)
    (total,) = made.totals
    assert total.answer == NOT_APPROVED and total.cell.value is None
    area = resolve_places(["48201"], library.gazetteer)
    written = assess(area, library=library, made_on=TODAY, entered=made)
    assert not [f for f in written.figures.values() if f.id.startswith("entered.")]
    (block,) = (b for c in written.chapters for b in c.blocks if b.id == "entered_providers")
    words = "".join(getattr(p, "text", "") for s in block.sentences for p in s.parts)
    assert "nobody has approved for sharing yet" in words and "777" not in words
    assert "777" not in repr(made)
    (source,) = (s for c in written.chapters for s in c.sources if s.id == "providers")
    assert source.status == "waiting"
    half = row("vs_served", "777", approved_on="")
    assert "column approved_on" in faults_of(library, tmp_path, half)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"given_by": "the client"}, "given_by"),
        ({"approved_by": "a survivor"}, "approved_by"),
        ({"given_by": ""}, "given_by"),
        ({"given_by": "Maria Example"}, "given_by"),
        ({"approved_by": "J. Doe"}, "approved_by"),
        ({"form": "other"}, "form"),
        ({"age": "14"}, "age"),
        ({"district": "somewhere"}, "district"),
        ({"facility_type": "jail"}, "facility_type"),
        ({"effort": "12"}, "effort_unit"),
        ({"privacy_route": "hashed"}, "privacy_route"),
        ({"on_double": "add"}, "on_double"),
        ({"low": "40"}, "low"),
        ({"value": "", "low": "90", "high": "40"}, "low"),
    ],
)
def test_a_wrong_cell_is_told_with_its_column(
    library: Library, tmp_path: Path, changes: dict[str, str], column: str
) -> None:
    """Fails when a column takes a name, a code that is none, or half a range."""
    told = faults_of(library, tmp_path, row("dvsa_screened", **{"value": "250", **changes}))
    assert f"row 2, column {column}" in told


def test_parts_that_cannot_be_are_told(library: Library, tmp_path: Path) -> None:
    """Fails when parts are more than their total, or bands and minors count people twice."""
    rows = (row("vs_served", "100"), row("vs_served", "80", form="sex"))
    told = faults_of(library, tmp_path, *rows, row("vs_served", "30", form="labor"))
    assert "Rows 3, 4 are parts of row 2 and are more than it together" in told
    mixed = (rows[0], row("vs_served", "20", age="minor"), row("vs_served", "20", age="16-17"))
    assert "they overlap" in faults_of(library, tmp_path, *mixed)
    unknown = (rows[0], row("vs_served", "40", age="unknown"), row("vs_served", "60", age="minor"))
    assert len(read(library, tmp_path, *unknown).totals) == 3


def test_a_range_stays_a_range_and_tells_no_small_count(library: Library, tmp_path: Path) -> None:
    """Fails when a range becomes a number, or one that reaches 1 to 10 is shown."""
    (wide,) = read(library, tmp_path, row("vs_served", "", low="40", high="60")).totals
    assert (wide.cell.value, wide.low, wide.high) == (None, 40, 60)
    (near,) = read(library, tmp_path, row("vs_served", "", low="4", high="60")).totals
    assert near.cell.status.value == "suppressed" and near.low is None
    both = (
        row("vs_served", "", low="90", high="95"),
        row("vs_served", "100", holder="Invented unit, records"),
    )
    assert [t.low for t in read(library, tmp_path, *both).totals] == [None, None]


def test_efforts_that_differ_contradict_and_one_said_twice_is_one(
    library: Library, tmp_path: Path
) -> None:
    """Fails when hours are counted twice, or two answers to one question are both taken."""
    own = {"effort": "2400", "effort_unit": "unit hours"}
    same = (row("vice_arrests", "90", **own), row("vice_contacts", "60", **own))
    hours = [t for t in read(library, tmp_path, *same).totals if t.measure == "vice_hours"]
    assert [total.cell.value for total in hours] == [2400]
    other = row("vice_contacts", "60", effort="2500", effort_unit="unit hours")
    assert "The effort is not the one of row 2" in faults_of(library, tmp_path, same[0], other)
