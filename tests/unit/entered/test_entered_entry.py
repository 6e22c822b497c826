"""What a lead enters by a page: read by the rules of every file, protected before it is kept."""

from __future__ import annotations

import contextlib
import datetime
import itertools
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from entered_rows import total_row
from firstlight.base.errors import InputFaults
from firstlight.base.place import Area, County
from firstlight.catalogue import read_catalogue
from firstlight.entered import (
    Entry,
    EntryFaults,
    Kept,
    KeptTotals,
    Taken,
    check_entry,
    keep_entry,
    locking,
    protect_rest,
    read_kept,
    write_rows,
)
from firstlight.entered.kept import LOCK, Change
from firstlight.entered.locking import hold_lock

CATALOGUE = read_catalogue()
TODAY = datetime.date(2026, 11, 22)
COUNTIES = {
    code: County(code, f"Invented {word} County", "TX", "2020", 40_000)
    for code, word in (("48901", "Alpha"), ("48903", "Beta"), ("48905", "Gamma"))
}


def find_area(counties: Sequence[str]) -> Area:
    return Area(tuple(COUNTIES[code] for code in counties), "the invented area")


ONE, TWO = find_area(["48901"]), find_area(["48901", "48903"])


def keep(
    folder: Path, row: dict[str, str], area: Area = ONE, replaces: Sequence[str] | None = None
) -> Entry:
    def check(cells: dict[str, str], kept: Sequence[object]) -> Entry:
        return check_entry(
            cells, kept, area=area, catalogue=CATALOGUE, judge=lambda _: (),
            find_area=find_area, today=TODAY,
        )  # fmt: skip

    return keep_entry(KeptTotals(folder), row, area, check, replaces=replaces)


def take_back(folder: Path, name: str) -> Taken | None:
    def protect(rows: Sequence[Kept]) -> Change:
        return protect_rest(
            rows, catalogue=CATALOGUE, judge=lambda _: (), find_area=find_area, today=TODAY
        )

    return KeptTotals(folder).take_back(name, protect)


def files(folder: Path) -> list[str]:
    return sorted(f.name for f in (folder / "entered").glob("*.csv"))


def on_disk(folder: Path) -> str:
    return "\n".join(f.read_text("utf-8") for f in sorted((folder / "entered").glob("*.csv")))


def values(folder: Path) -> list[str]:
    """What stands, sorted: the order in which it was entered is not kept."""
    return sorted(row.cells["value"] for row in KeptTotals(folder).read() if not row.was_shown)


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


@pytest.mark.parametrize(("low", "high"), [("0", "5"), ("0", "90"), ("3", "8")])
def test_a_range_from_none_is_small_by_itself(tmp_path: Path, low: str, high: str) -> None:
    """Fails when the preview blames earlier entries for a range that reaches down to zero."""
    entry = keep(tmp_path, total_row("episodes", "", low=low, high=high))
    assert (entry.why, entry.row.cells["status"]) == ("small", "suppressed")


def test_a_large_count_and_a_zero_are_kept_as_given(tmp_path: Path) -> None:
    """Fails when everything is hidden, or a counted none becomes a blank."""
    keep(tmp_path, total_row("episodes", "1,250"))
    keep(tmp_path, total_row("tips_received", "0"))
    assert values(tmp_path) == ["0", "1,250"]


def test_what_would_tell_a_small_rest_is_left_out_and_earlier_rows_stay(tmp_path: Path) -> None:
    """Fails when minors can be taken from the total so that 1 to 10 are left, on the disk."""
    keep(tmp_path, total_row("vs_served", "40"))
    keep(tmp_path, total_row("vs_served", "15", age="minor"))
    entry = keep(tmp_path, total_row("vs_served", "20", age="adult"))
    assert (entry.why, values(tmp_path)) == ("would_tell", ["", "15", "40"])


def test_counties_and_areas_entered_apart_are_looked_at_together(tmp_path: Path) -> None:
    """Fails when an area's total less a county's, entered at another address, tells 1 to 10."""
    keep(tmp_path, total_row("episodes", "35", place="area"), TWO)
    entry = keep(tmp_path, total_row("episodes", "30"), ONE)
    assert entry.why == "would_tell" and values(tmp_path) == ["", "35"]
    keep(tmp_path, total_row("episodes", "24", on_double="replace"), ONE)
    assert values(tmp_path) == ["24", "35"]  # eleven are left: nobody is told


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


TYPO = (("2024", "600"), ("2022-2023", "40"), ("2023-2024", "40"), ("2022-2024", "75"))


def enter_typo(folder: Path) -> str:
    """Totals that the first of them contradicts; gives the id of its row."""
    first, *more = [keep(folder, total_row("tips_received", v, period=p)) for p, v in TYPO]
    assert first.row.cells["value"] == "600"
    assert [entry.why for entry in more] == ["", "contradicts", "contradicts"]
    return first.row.id


def test_a_typo_opens_nothing_once_it_is_taken_back(tmp_path: Path) -> None:
    """Fails when what contradicts is kept, so that 5 can be solved for when the typo is gone."""
    take_back(tmp_path, enter_typo(tmp_path))
    entry = keep(tmp_path, total_row("tips_received", "5", period="2024"))
    assert entry.why == "small" and values(tmp_path) == ["", "", "", "40"]


def test_a_typo_opens_nothing_once_it_is_replaced(tmp_path: Path) -> None:
    """Fails when 40, 40, 75 and 35 stand on the disk together and tell 5 of 2023."""
    enter_typo(tmp_path)
    keep(tmp_path, total_row("tips_received", "35", period="2024", on_double="replace"))
    assert values(tmp_path) == ["", "", "35", "40"]


@pytest.mark.parametrize("way", ["take back", "replace", "keep"])
def test_numbers_that_cannot_stand_by_themselves_go_with_the_next_change(
    tmp_path: Path, way: str
) -> None:
    """Fails when numbers of an older program that tell 5 of 2023 stay after a change."""
    rows = [total_row("tips_received", value, period=period) for period, value in TYPO]
    cells = keep(tmp_path, total_row("tips_received", "500", period="2020")).row.cells
    kept = tuple(Kept(("48901",), {name: row[name] for name in cells}) for row in rows)
    KeptTotals(tmp_path).keep(lambda _: Change(more=kept))
    assert len(values(tmp_path)) == 5
    if way == "take back":
        taken = take_back(tmp_path, kept[0].id)
        assert taken is not None and taken.blanked
    elif way == "replace":
        entry = keep(tmp_path, total_row("tips_received", "35", period="2024", on_double="replace"))
        assert entry.blanks
    else:
        assert keep(tmp_path, total_row("episodes", "250")).blanks
    assert "500" in values(tmp_path)
    assert len([value for value in values(tmp_path) if value in ("40", "75")]) < 3


def test_a_small_number_never_replaces_one_that_is_hidden(tmp_path: Path) -> None:
    """Fails when a count of 1 to 10 is written because one hidden total made room for it."""
    keep(tmp_path, total_row("vs_served", "40"))
    keep(tmp_path, total_row("vs_served", "34", age="minor"))  # six are left: not written
    entry = keep(tmp_path, total_row("vs_served", "6", age="adult"))
    assert entry.why == "small" and values(tmp_path) == ["", "", "40"]
    keep(tmp_path, total_row("vs_served", "6", age="minor", on_double="replace"))
    assert "6" not in values(tmp_path)


@pytest.mark.parametrize("claims_first", [True, False])
@pytest.mark.parametrize("wider", [True, False])
def test_an_amount_is_never_kept_beside_its_small_count(
    tmp_path: Path, claims_first: bool, wider: bool
) -> None:
    """Fails when dollars of 3 claims stay on the disk, whichever of the two was entered first."""
    claims = total_row("wage_claims", "3"), ONE
    amount = total_row("wage_claim_amount", "45000", place="area" if wider else "48901"), TWO
    pair = (claims, amount) if claims_first else (amount, claims)
    entries = [keep(tmp_path, row, area) for row, area in pair]
    assert set(values(tmp_path)) == {""} and "45000" not in on_disk(tmp_path)
    assert bool(entries[1].blanks) is not claims_first
    keep(tmp_path, total_row("wage_claim_amount", "9000", period="2021"))
    assert "9000" in values(tmp_path)


def test_an_effort_is_protected_beside_a_hidden_count_of_its_own_kind(tmp_path: Path) -> None:
    """Fails when a small number is written as an effort because its count says hidden already."""
    keep(tmp_path, total_row("dvsa_screened", "7"))
    keep(tmp_path, total_row("dvsa_positive", "0", effort="7", effort_unit="people screened"))
    assert ",7," not in on_disk(tmp_path)


YEARS, AGES = (2022, 2023, 2024), ("minor", "adult")


def list_readings(folder: Path) -> list[list[Kept]]:
    """Rows that stand, by themselves, with every number of earlier reports, and with each one."""
    rows = KeptTotals(folder).read()
    now = [row for row in rows if not row.was_shown]
    shown = [row for row in rows if row.was_shown]
    return [now, [*now, *shown], *([*now, row] for row in shown)]


def list_equations(
    rows: Sequence[Kept], sorts: Sequence[str] = AGES
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """By holder as his name is compared, what each number on the disk adds up, and the number.

    `sorts` are the ages that people can have; "" is one that nobody stated. Numbers that no
    table fits are left out: who reads them learns that one is wrong.
    """
    found: dict[str, list[tuple[list[float], float]]] = {}
    for row in rows:
        if row.cells["value"]:
            first, _, last = row.cells["period"].partition("-")
            years = range(int(first), int(last or first) + 1)
            place = row.counties if row.cells["place"] == "area" else (row.cells["place"],)
            ages = (row.cells["age"],) if row.cells["age"] else sorts
            cells = itertools.product(COUNTIES, YEARS, sorts)
            adds = [float(c in place and y in years and a in ages) for c, y, a in cells]
            holder = row.cells["holder"].casefold().replace(".", "")
            found.setdefault(holder, []).append((adds, float(row.cells["value"])))
    systems = {
        name: (np.array([a for a, _ in rows]), np.array([v for _, v in rows]))
        for name, rows in found.items()
    }
    return {
        name: (adds, numbers)
        for name, (adds, numbers) in systems.items()
        if np.linalg.matrix_rank(np.column_stack([adds, numbers])) == np.linalg.matrix_rank(adds)
    }


def find_solved(adds: np.ndarray, numbers: np.ndarray) -> list[float]:
    """Every sum of cells that a table could ask for and that these numbers fix."""
    rank = np.linalg.matrix_rank(adds)
    solved = []
    sorts = adds.shape[1] // (len(COUNTIES) * len(YEARS))
    shape = (len(COUNTIES), len(YEARS), sorts)
    for places, years, ages in itertools.product(
        ((0,), (1,), (0, 1)),
        ((0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)),
        ((0,), (1,), tuple(range(sorts))),
    ):
        wanted = np.zeros(shape)
        wanted[np.ix_(places, years, ages)] = 1.0
        if np.linalg.matrix_rank(np.vstack([adds, wanted.ravel()])) == rank:
            ways = np.linalg.lstsq(adds.T, wanted.ravel(), rcond=None)[0]
            solved.append(float(ways @ numbers))
    return solved


def test_the_attacker_of_histories_finds_the_typo(tmp_path: Path) -> None:
    """Fails when the attack below could not solve for 5 of 2023."""
    cells = keep(tmp_path, total_row("vs_served", "35")).row.cells
    more = tuple(
        Kept(("48901",), {**cells, "period": period, "value": value}) for period, value in TYPO[1:]
    )
    KeptTotals(tmp_path).keep(lambda _: Change(more=more))
    ((adds, numbers),) = list_equations(KeptTotals(tmp_path).read()).values()
    assert any(abs(value - 5) < 1e-6 for value in find_solved(adds, numbers))


@pytest.mark.parametrize("seed", range(12))
def test_no_history_of_changes_leaves_a_small_count_on_the_disk(tmp_path: Path, seed: int) -> None:
    """An attacker reads the folder after every change and solves for what was not written.

    Rows are entered, replaced and taken back; some hold a typo that the others contradict.
    Fails when a count of 1 to 10 is written, or follows from the numbers of one holder.
    """
    chance = random.Random(seed)
    truth = {
        cell: chance.choice([0, 3, 5, 9, 14, 35])
        for cell in itertools.product(COUNTIES, YEARS, AGES)
    }
    periods = ("2022", "2023", "2024", "2022-2023", "2023-2024", "2022-2024")
    for _ in range(9):
        kept = KeptTotals(tmp_path).read()
        if kept and chance.random() < 0.3:
            take_back(tmp_path, chance.choice(kept).id)
        else:
            area, period = chance.choice((ONE, TWO)), chance.choice(periods)
            age = chance.choice(("", "", *AGES))
            place = chance.choice(("area", "48901")) if area is TWO else "48901"
            first, _, last = period.partition("-")
            count = sum(
                number
                for (county, year, own), number in truth.items()
                if county in (area.fips if place == "area" else (place,))
                and int(first) <= year <= int(last or first)
                and age in ("", own)
            )
            if chance.random() < 0.25:
                count = chance.choice((600, 5, 35, count + 20))
            holder = chance.choice(("Invented unit", "Invented unit.", "INVENTED UNIT"))
            row = total_row("vs_served", str(count), age=age, place=place, period=period,
                            holder=holder, on_double="replace")  # fmt: skip
            with contextlib.suppress(EntryFaults):  # what a page would refuse, it refuses
                keep(tmp_path, row, area)
        assert not {str(n) for n in range(1, 11)} & set(values(tmp_path))
        for number, rows in enumerate(list_readings(tmp_path)):
            for adds, numbers in list_equations(rows, (*AGES, "") if number else AGES).values():
                small = [v for v in find_solved(adds, numbers) if 0.5 < v < 10.5]
                assert not small, on_disk(tmp_path)


def test_a_year_does_not_tell_its_hidden_months(tmp_path: Path) -> None:
    """Fails when rows without a number take no part: twelve hidden months of a year of 12 are
    one each."""
    for month in range(1, 13):
        keep(tmp_path, total_row("tips_received", "1", period=f"2024-{month:02d}"))
    assert keep(tmp_path, total_row("tips_received", "12", period="2024")).why == "would_tell"
    other = total_row("tips_received", "13", period="2024", holder="The invented unit of Alpha")
    assert keep(tmp_path, other).why == "would_tell"
    more = total_row("tips_received", "40", period="2024", on_double="correct")
    assert keep(tmp_path, more).why == ""
    assert "40" in values(tmp_path)


def test_months_of_a_reported_year_are_not_even_kept_as_hidden(tmp_path: Path) -> None:
    """Fails when a year that reports showed is taken out for its months, or they are kept until
    each of twelve is known to be one."""
    year = keep(tmp_path, total_row("tips_received", "12", period="2024")).row
    months = [total_row("tips_received", "1", period=f"2024-{m:02d}") for m in range(1, 13)]
    for row in months[:5]:
        keep(tmp_path, row)
    with pytest.raises(EntryFaults, match="not even as a number that is hidden"):
        keep(tmp_path, months[5])
    assert "12" in values(tmp_path)
    take_back(tmp_path, year.id)
    with pytest.raises(EntryFaults, match="not even as a number that is hidden"):
        for row in months[5:]:
            keep(tmp_path, row)
    (shown,) = KeptTotals(tmp_path).read_shown()
    KeptTotals(tmp_path).forget(shown.id)
    keep(tmp_path, months[-1])


def test_a_part_of_a_year_beside_months_of_all_tells_no_small_rest(tmp_path: Path) -> None:
    """Fails when only totals that somebody gave are asked for: nobody gave the year of 240."""
    for month in range(1, 13):
        keep(tmp_path, total_row("vs_people", "20", period=f"2024-{month:02d}"))
    part = total_row("vs_people", "233", period="2024", age="adult")
    assert keep(tmp_path, part).why == "would_tell"
    part = total_row("vs_people", "100", period="2024", age="adult", on_double="correct")
    assert keep(tmp_path, part).why == ""


def test_words_that_were_taken_stay_good(tmp_path: Path) -> None:
    """Fails when a page of a document that equals a later count makes what was kept unreadable,
    for this area or for another that shares a state with it."""
    there = total_row("vs_people", "45", period="2023", place="48903")
    keep(tmp_path, there, find_area(["48903"]))
    document = "Annual report, page 45"
    state = total_row("vs_people", "400", place="TX", document=document)
    with contextlib.suppress(EntryFaults):
        keep(tmp_path, state)
    keep(tmp_path, total_row("episodes", "45"))
    for counties in (["48901"], ["48903"]):
        area = find_area(counties)
        rows = KeptTotals(tmp_path).read_for(area)
        read = read_kept(rows, area=area, catalogue=CATALOGUE, judge=lambda _: (), today=TODAY)
        assert 45 in {total.cell.value for total in read.totals}


def test_what_the_holder_hides_is_at_least_one(tmp_path: Path) -> None:
    """Fails when a count that the holder himself hides is taken for one that does not exist."""
    for month in range(1, 10):
        row = total_row("tips_received", "", period=f"2024-{month:02d}", status="suppressed")
        assert keep(tmp_path, row).row.cells["status"] == "suppressed"
    assert keep(tmp_path, total_row("tips_received", "12", period="2024")).why == "would_tell"


def test_parts_that_split_a_total_share_nobody_whoever_gave_them(tmp_path: Path) -> None:
    """Fails when 45 less 20 known and 15 unsure tell 10 not known, by two names of one office."""
    keep(tmp_path, total_row("vs_people_known", "20", holder="The office, Inc"))
    keep(tmp_path, total_row("vs_people_unsure", "15", holder="The office, Inc"))
    assert keep(tmp_path, total_row("vs_people", "45", holder="The office")).why == "would_tell"


def test_a_report_made_before_and_a_new_one_tell_no_small_count(tmp_path: Path) -> None:
    """Fails when what was taken back is forgotten: 40 in May's report and 33 minors in June's."""
    row = keep(tmp_path, total_row("vs_people", "40")).row
    take_back(tmp_path, row.id)
    assert values(tmp_path) == []
    minors = total_row("vs_people", "33", age="minor")
    assert keep(tmp_path, minors).why == "beside_reports"
    (shown,) = KeptTotals(tmp_path).read_shown()
    assert KeptTotals(tmp_path).forget(shown.id) == shown
    assert KeptTotals(tmp_path).read_shown() == ()
    assert keep(tmp_path, {**minors, "on_double": "replace"}).why == ""


@pytest.mark.parametrize(("way", "why"), [("replace", "beside_reports"), ("correct", "")])
def test_a_figure_to_date_tells_no_few_new_people(tmp_path: Path, way: str, why: str) -> None:
    """Fails when 43 to date may follow a reported 40, or a typing error is never corrected."""
    keep(tmp_path, total_row("vs_people", "40", period="2026"))
    later = total_row("vs_people", "43", period="2026", given_on="2026-09-30", on_double=way)
    assert keep(tmp_path, later).why == why
    assert len(KeptTotals(tmp_path).read_shown()) == (way == "replace")


def test_a_month_and_its_year_can_be_corrected_after_a_report(tmp_path: Path) -> None:
    """Fails when an old figure for a time that is over is taken for a part of the right one."""
    for month, value in (("01", "30"), ("02", "18")):
        keep(tmp_path, total_row("vs_people", value, period=f"2024-{month}"))
    year = keep(tmp_path, total_row("vs_people", "148", period="2024")).row
    right = total_row("vs_people", "21", period="2024-02", on_double="replace")
    assert keep(tmp_path, right).why == ""
    assert (
        keep(tmp_path, total_row("vs_people", "151", period="2024", on_double="replace")).why == ""
    )
    assert year.cells["value"] == "148" and values(tmp_path) == ["151", "21", "30"]


def test_a_wrong_number_of_an_earlier_report_locks_nothing(tmp_path: Path) -> None:
    """Fails when a reported 12 that was wrong hides today's 140 and its 60 minors for ever."""
    keep(tmp_path, total_row("vs_people", "12"))
    assert keep(tmp_path, total_row("vs_people", "140", on_double="replace")).why == ""
    assert keep(tmp_path, total_row("vs_people", "60", age="minor")).why == ""
    row = keep(tmp_path, total_row("vs_people", "", low="40", high="60", period="2023")).row
    assert row.cells["low"] == "40"
    keep(tmp_path, total_row("vs_people", "52", period="2023", on_double="replace"))
    assert values(tmp_path) == ["140", "52", "60"]


def test_what_nobody_approved_stood_in_no_report(tmp_path: Path) -> None:
    """Fails when a total that no report may show is held against what is entered later."""
    row = keep(tmp_path, total_row("vs_people", "40", approved_by="", approved_on="")).row
    take_back(tmp_path, row.id)
    assert KeptTotals(tmp_path).read_shown() == ()


def test_what_was_shown_before_is_in_no_assessment(tmp_path: Path) -> None:
    """Fails when a number that was taken back is read with those that stand."""
    row = keep(tmp_path, total_row("vs_people", "40")).row
    take_back(tmp_path, row.id)
    assert KeptTotals(tmp_path).read_for(ONE) == ()
    assert take_back(tmp_path, KeptTotals(tmp_path).read_shown()[0].id) is None


def test_nothing_else_than_was_seen_is_replaced(tmp_path: Path) -> None:
    """Fails when a figure entered in another window goes without anybody having been told."""
    first = keep(tmp_path, total_row("vs_people", "40")).row
    second = total_row("vs_people", "66", on_double="keep")
    keep(tmp_path, second)
    seen = total_row("vs_people", "90", on_double="replace")
    with pytest.raises(InputFaults, match="another window"):
        keep(tmp_path, seen, replaces=[first.id])
    assert values(tmp_path) == ["40", "66"]
    keep(tmp_path, {**seen, "on_double": "keep"}, replaces=[])
    keep(tmp_path, {**seen, "on_double": "keep"}, replaces=[])  # sent twice
    assert values(tmp_path) == ["40", "66", "90"]


def test_two_entries_about_the_same_thing_are_asked_about(tmp_path: Path) -> None:
    """Fails when the later takes the place of the earlier unasked, or the two are added."""
    keep(tmp_path, total_row("episodes", "250"))
    with pytest.raises(EntryFaults) as error:
        keep(tmp_path, total_row("episodes", "260"))
    assert [fault.column for fault in error.value.faults] == ["on_double"]
    assert error.value.named[4].cells["value"] == "250" and error.value.number == 5
    keep(tmp_path, total_row("episodes", "290", on_double="keep"))
    assert values(tmp_path) == ["250", "290"]
    keep(tmp_path, total_row("episodes", "340", on_double="replace"))
    assert values(tmp_path) == ["340"]


def test_what_was_replaced_in_another_file_goes_too(tmp_path: Path) -> None:
    """Fails when a county's total stays in the file of the area under which it was entered."""
    keep(tmp_path, total_row("episodes", "250"), TWO)
    keep(tmp_path, total_row("episodes", "290", on_double="replace"), ONE)
    assert values(tmp_path) == ["290"]
    assert files(tmp_path) == ["48901.csv"]


def test_the_same_entry_sent_twice_is_kept_once(tmp_path: Path) -> None:
    """Fails when a second click makes a second row."""
    for _ in range(2):
        keep(tmp_path, total_row("episodes", "250"))
    assert values(tmp_path) == ["250"]
    for _ in range(2):
        keep(tmp_path, total_row("children", "", status="suppressed"))
    assert values(tmp_path) == ["", "250"]


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
    assert {t.cell.value for t in read.totals} == {250, None}


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
    assert take_back(tmp_path, first.id) == Taken(first, ()) and values(tmp_path) == ["200"]
    assert take_back(tmp_path, first.id) is None
    assert take_back(tmp_path, second.id) == Taken(second, ())
    assert not files(tmp_path)


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
    assert files(tmp_path) == ["48901.csv"]


def test_two_windows_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails when rows are written while another holds the lock, however long it does."""
    keep(tmp_path, total_row("episodes", "250"))
    lock = tmp_path / "entered" / LOCK
    monkeypatch.setattr("firstlight.entered.kept.WAIT", 0.0)
    with hold_lock(lock, 0.0):
        os.utime(lock, (0, 0))  # as if it had been held for years
        with pytest.raises(InputFaults, match="Another window"):
            keep(tmp_path, total_row("children", "200"))
        assert values(tmp_path) == ["250"]
    keep(tmp_path, total_row("children", "200"))
    assert values(tmp_path) == ["200", "250"]


def test_a_lock_of_one_that_was_killed_is_free(tmp_path: Path) -> None:
    """Fails when somebody must wait for a program that is gone, or its lock holds nobody off."""
    (tmp_path / "entered").mkdir()
    program = (
        "import sys, pathlib\nfrom firstlight.entered.locking import hold_lock\n"
        "with hold_lock(pathlib.Path(sys.argv[1]), 0.0):\n    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "entered" / LOCK)]
    source = Path(locking.__file__).parents[2]
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONPATH": str(source)}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == b"held"
        with pytest.raises(InputFaults), hold_lock(tmp_path / "entered" / LOCK, 0.0):
            pass
        other.kill()
        other.wait()
    keep(tmp_path, total_row("episodes", "250"))
    assert values(tmp_path) == ["250"]


def test_nothing_is_replaced_once_the_lock_was_taken_away(tmp_path: Path) -> None:
    """Fails when a writer whose lock is gone writes over what another has written since."""
    keep(tmp_path, total_row("episodes", "250"))
    lock = tmp_path / "entered" / LOCK

    def settle(rows: Sequence[Kept]) -> Change:
        lock.unlink()
        keep(tmp_path, total_row("children", "200"))
        return Change(more=(Kept(rows[0].counties, {**rows[0].cells, "period": "2023"}),))

    with pytest.raises(InputFaults, match="taken away"):
        KeptTotals(tmp_path).keep(settle)
    assert values(tmp_path) == ["200", "250"]


def test_an_error_while_unlocking_is_no_error_of_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when somebody is told that nothing was changed though the row is kept."""

    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("firstlight.entered.locking._unlock", fail)
    keep(tmp_path, total_row("episodes", "250"))
    keep(tmp_path, total_row("children", "200"))
    assert values(tmp_path) == ["200", "250"]


def test_a_second_file_that_fails_is_not_told_as_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when a row is kept and its writer is told that nothing was changed."""
    keep(tmp_path, total_row("episodes", "250"), TWO)

    def fail(*_: object, **__: object) -> None:
        raise OSError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr("firstlight.entered.kept.KeptTotals._clear_away", fail)
        with pytest.raises(InputFaults, match="in part") as error:
            keep(tmp_path, total_row("episodes", "290", on_double="replace"), ONE)
    assert "Nothing was changed" not in str(error.value)
    assert values(tmp_path) == ["250", "290"]


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
