"""What a lead enters by a page: read by the rules of every file, protected before it is kept."""

from __future__ import annotations

import datetime
import itertools
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from entered_rows import total_row
from firstlight.base.errors import InputFaults
from firstlight.base.place import Area, County
from firstlight.catalogue import read_catalogue
from firstlight.entered import (
    Entry,
    EntryFaults,
    KeptTotals,
    check_entry,
    keep_entry,
    read_kept,
    write_rows,
)

CATALOGUE = read_catalogue()
TODAY = datetime.date(2026, 11, 22)
COUNTIES = {
    code: County(code, f"Invented {word} County", "TX", "2020", 40_000)
    for code, word in (("48901", "Alpha"), ("48903", "Beta"), ("48905", "Gamma"))
}


def find_area(counties: Sequence[str]) -> Area:
    return Area(tuple(COUNTIES[code] for code in counties), "the invented area")


ONE, TWO = find_area(["48901"]), find_area(["48901", "48903"])


def keep(folder: Path, row: dict[str, str], area: Area = ONE) -> Entry:
    def check(cells: dict[str, str], kept: Sequence[object]) -> Entry:
        return check_entry(
            cells, kept, area=area, catalogue=CATALOGUE, judge=lambda _: (),
            find_area=find_area, today=TODAY,
        )  # fmt: skip

    return keep_entry(KeptTotals(folder), row, area, check)


def on_disk(folder: Path) -> str:
    return "\n".join(f.read_text("utf-8") for f in sorted((folder / "entered").glob("*.csv")))


def values(folder: Path) -> list[str]:
    return [row.cells["value"] for row in KeptTotals(folder).read()]


@pytest.mark.parametrize("value", range(1, 11))
def test_a_small_count_never_reaches_the_disk(tmp_path: Path, value: int) -> None:
    """Fails when a count of 1 to 10 is written in any column, approved or not."""
    approvals = [{}, {"approved_by": "", "approved_on": ""}]
    for number, more in enumerate(approvals):
        folder = tmp_path / str(number)
        entry = keep(folder, total_row("episodes", str(value), definition="as counted", **more))
        assert (entry.row.cells["value"], entry.row.cells["status"]) == ("", "suppressed")
        assert entry.why == "small" and entry.hidden == ("value", "low", "high")
        assert f",{value}," not in on_disk(folder) and "suppressed" in on_disk(folder)


def test_a_range_that_reaches_a_small_count_is_left_out(tmp_path: Path) -> None:
    """Fails when the ends of a range tell what the number may not."""
    entry = keep(tmp_path, total_row("episodes", "", low="4", high="30"))
    assert entry.row.cells["low"] == entry.row.cells["high"] == ""
    assert entry.why == "small"


def test_a_large_count_and_a_zero_are_kept_as_given(tmp_path: Path) -> None:
    """Fails when everything is hidden, or a counted none becomes a blank."""
    keep(tmp_path, total_row("episodes", "1,250"))
    keep(tmp_path, total_row("tips_received", "0"))
    assert values(tmp_path) == ["1,250", "0"]


def test_what_would_tell_a_small_rest_is_left_out_and_earlier_rows_stay(tmp_path: Path) -> None:
    """Fails when minors can be taken from the total so that 1 to 10 are left, on the disk."""
    keep(tmp_path, total_row("vs_served", "40"))
    keep(tmp_path, total_row("vs_served", "15", age="minor"))
    entry = keep(tmp_path, total_row("vs_served", "20", age="adult"))
    assert (entry.why, values(tmp_path)) == ("would_tell", ["40", "15", ""])


def test_counties_and_areas_entered_apart_are_looked_at_together(tmp_path: Path) -> None:
    """Fails when an area's total less a county's, entered at another address, tells 1 to 10."""
    keep(tmp_path, total_row("episodes", "35", place="area"), TWO)
    entry = keep(tmp_path, total_row("episodes", "30"), ONE)
    assert entry.why == "would_tell" and values(tmp_path) == ["35", ""]
    keep(tmp_path, total_row("episodes", "24", on_double="replace"), ONE)
    assert values(tmp_path) == ["35", "24"]  # eleven are left: nobody is told


def test_an_effort_stays_when_only_its_count_is_small(tmp_path: Path) -> None:
    """Fails when the number screened is lost with the small number of positive screens."""
    keep(tmp_path, total_row("dvsa_positive", "6", effort="400", effort_unit="people screened"))
    cells = KeptTotals(tmp_path).read()[0].cells
    assert (cells["value"], cells["status"], cells["effort"]) == ("", "suppressed", "400")
    entered = read_kept(
        KeptTotals(tmp_path).read_for(ONE), area=ONE, catalogue=CATALOGUE,
        judge=lambda _: (), today=TODAY,
    )  # fmt: skip
    assert [t.cell.value for t in entered.totals if t.measure == "dvsa_screened"] == [400]


def numbers_on_disk(folder: Path) -> list[tuple[frozenset[str], str, float]]:
    found = []
    for row in KeptTotals(folder).read():
        if row.cells["value"]:
            place = row.cells["place"]
            counties = frozenset(row.counties if place == "area" else [place])
            found.append((counties, row.cells["age"], float(row.cells["value"])))
    return found


@pytest.mark.parametrize("seed", range(25))
def test_no_difference_of_two_numbers_on_the_disk_is_small(tmp_path: Path, seed: int) -> None:
    """An attacker who reads the folder takes every number from every other that holds it.

    Fails when what was entered in any order, for counties and areas, leaves 1 to 10.
    """
    chance = random.Random(seed)
    truth = {(c, a): chance.choice([0, 3, 8, 12, 30]) for c in COUNTIES for a in ("minor", "adult")}
    tries = []
    for area in (ONE, TWO, find_area(["48901", "48903", "48905"])):
        for age in ("", "minor", "adult"):
            ages = (age,) if age else ("minor", "adult")
            count = sum(truth[c, a] for c in area.fips for a in ages)
            place = area.fips[0] if area.is_one_county else "area"
            tries.append((area, total_row("vs_served", str(count), age=age, place=place)))
    chance.shuffle(tries)
    for area, row in tries:
        keep(tmp_path, row, area)
    for one, other in itertools.permutations(numbers_on_disk(tmp_path), 2):
        if (other[0] <= one[0] and other[1] == one[1]) or (other[0] == one[0] and not one[1]):
            assert not 0 < one[2] - other[2] <= 10, (one, other)


def test_two_entries_about_the_same_thing_are_asked_about(tmp_path: Path) -> None:
    """Fails when the later takes the place of the earlier unasked, or the two are added."""
    keep(tmp_path, total_row("episodes", "250"))
    with pytest.raises(EntryFaults) as error:
        keep(tmp_path, total_row("episodes", "260"))
    assert [fault.column for fault in error.value.faults] == ["on_double"]
    assert error.value.named[4].cells["value"] == "250" and error.value.number == 5
    keep(tmp_path, total_row("episodes", "290", on_double="keep"))
    assert values(tmp_path) == ["250", "290"]
    keep(tmp_path, total_row("episodes", "300", on_double="replace"))
    assert values(tmp_path) == ["300"]


def test_what_was_replaced_in_another_file_goes_too(tmp_path: Path) -> None:
    """Fails when a county's total stays in the file of the area under which it was entered."""
    keep(tmp_path, total_row("episodes", "250"), TWO)
    keep(tmp_path, total_row("episodes", "260", on_double="replace"), ONE)
    assert values(tmp_path) == ["260"]
    assert [f.name for f in (tmp_path / "entered").iterdir()] == ["48901.csv"]


def test_the_same_entry_sent_twice_is_kept_once(tmp_path: Path) -> None:
    """Fails when a second click makes a second row."""
    for _ in range(2):
        keep(tmp_path, total_row("episodes", "250"))
    assert values(tmp_path) == ["250"]
    for _ in range(2):
        keep(tmp_path, total_row("children", "", status="suppressed"))
    assert values(tmp_path) == ["250", ""]


def test_a_part_larger_than_its_whole_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    """Fails when what contradicts an earlier entry is kept, or the message repeats a number."""
    keep(tmp_path, total_row("episodes", "250"))
    before = on_disk(tmp_path)
    with pytest.raises(EntryFaults) as error:
        keep(tmp_path, total_row("children", "377"))
    assert "larger than row 4" in str(error.value) and "377" not in str(error.value)
    assert on_disk(tmp_path) == before


def test_the_kept_file_is_a_totals_file(tmp_path: Path) -> None:
    """Fails when `assess --totals` could not read the file as it stands on the disk."""
    from firstlight.entered.scans import make_scans
    from firstlight.entered.totals import TotalsContext, read_totals

    keep(tmp_path, total_row("episodes", "250"), TWO)
    keep(tmp_path, total_row("children", "6"), TWO)
    context = TotalsContext(CATALOGUE, TWO, lambda _: (), make_scans(CATALOGUE, TWO), TODAY)
    read = read_totals(KeptTotals(tmp_path).file_for(TWO), context)
    assert [t.cell.value for t in read.totals] == [250, None]


def test_rows_are_read_where_their_place_belongs(tmp_path: Path) -> None:
    """Fails when an area's total stands in another area, or a state's only where it was typed."""
    keep(tmp_path, total_row("episodes", "350", place="area"), TWO)
    keep(tmp_path, total_row("episodes", "250"), TWO)
    keep(tmp_path, total_row("t_visas", "500", place="TX"), TWO)
    store = KeptTotals(tmp_path)

    def places(area: Area) -> list[str]:
        return sorted(row.cells["place"] for row in store.read_for(area))

    assert places(TWO) == ["48901", "TX", "area"]
    assert places(ONE) == ["48901", "TX"]
    assert places(find_area(["48905"])) == ["TX"]


def test_a_row_taken_back_is_gone_and_the_last_takes_its_file_along(tmp_path: Path) -> None:
    """Fails when a row stays on the disk after it was taken back, or another goes with it."""
    first = keep(tmp_path, total_row("episodes", "250")).row
    second = keep(tmp_path, total_row("children", "200")).row
    store = KeptTotals(tmp_path)
    assert store.take_back(first.id) == first and values(tmp_path) == ["200"]
    assert store.take_back(first.id) is None
    assert store.take_back(second.id) == second
    assert not list((tmp_path / "entered").iterdir())


def test_a_write_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when a file is written in place, or a draft or the lock is left behind."""
    keep(tmp_path, total_row("episodes", "250"))
    before = on_disk(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(InputFaults, match="cannot be kept"):
        keep(tmp_path, total_row("children", "200"))
    assert on_disk(tmp_path) == before
    assert [f.name for f in (tmp_path / "entered").iterdir()] == ["48901.csv"]


def test_two_windows_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails when rows are written while another holds the lock, or its lock is taken away."""
    keep(tmp_path, total_row("episodes", "250"))
    lock = tmp_path / "entered" / ".lock"
    lock.mkdir()
    monkeypatch.setattr("firstlight.entered.kept.WAIT", 0.0)
    with pytest.raises(InputFaults, match="Another window"):
        keep(tmp_path, total_row("children", "200"))
    assert lock.exists() and values(tmp_path) == ["250"]
    monkeypatch.setattr("firstlight.entered.kept.STALE", -1.0)
    keep(tmp_path, total_row("children", "200"))  # one that was killed is not waited for
    assert values(tmp_path) == ["250", "200"] and not lock.exists()


def test_a_file_without_its_counties_is_told(tmp_path: Path) -> None:
    """Fails when a file that nobody can place is passed over, or read for some other place."""
    (tmp_path / "entered").mkdir()
    rows = write_rows(KeptTotals(tmp_path).read(), ["48901"])
    (tmp_path / "entered" / "mine.csv").write_text(rows.partition("\n")[2], "utf-8")
    with pytest.raises(InputFaults, match="does not name its counties"):
        KeptTotals(tmp_path).read()


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "#"])
def test_words_that_a_spreadsheet_would_run_are_kept_as_words(tmp_path: Path, sign: str) -> None:
    """Fails when a file that is opened in a spreadsheet could run what somebody typed."""
    row = total_row("episodes", "250", definition=f"{sign}reports of the unit")
    for _ in range(2):
        keep(tmp_path, row)
    assert values(tmp_path) == ["250"]
    assert f",'{sign}reports" in on_disk(tmp_path) and f",{sign}" not in on_disk(tmp_path)
