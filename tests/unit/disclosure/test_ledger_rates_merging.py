"""The ledger keeps what was released; rates wear the mask; small places are merged."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults, Refused
from firstlight.base.table import Dimension, RawTable
from firstlight.catalogue import read_catalogue
from firstlight.disclosure import (
    append_release,
    find_earlier,
    lock_ledger,
    merge_categories,
    merge_small_places,
    read_ledger,
    release,
    release_rates,
)

TEN = read_catalogue().disclosure["one_to_ten"]
COUNTS = {("Alder",): 64, ("Bell",): 7, ("Coda",): 81, ("Dell",): 53}
RAW = RawTable((Dimension("county", ("Alder", "Bell", "Coda", "Dell")),), COUNTS, {})


def test_the_ledger_gives_back_what_was_released_and_holds_no_hidden_count(tmp_path: Path) -> None:
    """Fails when a raw count enters the ledger, or a table comes back changed."""
    file = tmp_path / "data" / "releases.jsonl"
    made = release(RAW, TEN, population="clients of 2024").table
    append_release(file, made, "2026-11-22")
    append_release(file, release(RAW, TEN, population="others").table, "2026-11-23")
    back = read_ledger(file)
    assert [dict(table.cells) for table in back] == [dict(made.cells)] * 2
    assert len(find_earlier(back, "clients of 2024")) == 1
    hidden = [key for key, cell in made.cells.items() if cell.status is Status.SUPPRESSED]
    assert hidden
    assert "[7," not in file.read_text()


@pytest.mark.parametrize("change", ["edit", "drop", "cut", "swap"])
def test_a_ledger_that_was_touched_is_found_out(tmp_path: Path, change: str) -> None:
    """Fails when a line can be changed, taken out or moved unseen."""
    file = tmp_path / "releases.jsonl"
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        append_release(file, release(RAW, TEN, population="p").table, day)
    lines = file.read_text().splitlines(keepends=True)
    changed = {
        "edit": [lines[0], lines[1].replace("[64,", "[65,"), lines[2]],
        "drop": lines[1:],
        "cut": [*lines[:2], lines[2][:-20]],
        "swap": [lines[1], lines[0], lines[2]],
    }[change]
    file.write_text("".join(changed))
    with pytest.raises(InputFaults, match="ledger"):
        read_ledger(file)
    with pytest.raises(InputFaults):
        append_release(file, release(RAW, TEN, population="p").table, "2026-11-23")


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c"])
def test_a_name_with_an_odd_end_of_line_breaks_no_ledger(tmp_path: Path, end: str) -> None:
    """Fails when lines are split where the text of a line may be split too."""
    file = tmp_path / "releases.jsonl"
    counts = {("Alder",): 64, (f"Be{end}ll",): 70}
    raw = RawTable((Dimension("county", ("Alder", f"Be{end}ll")),), counts, {})
    for _ in range(2):
        append_release(file, release(raw, TEN, population=f"p{end}q").table, "2026-11-22")
    (first, _) = find_earlier(read_ledger(file), f"p{end}q")
    assert first.cells[f"Be{end}ll",].value == 70


def test_bytes_that_are_no_text_are_a_fault_with_their_row(tmp_path: Path) -> None:
    """Fails when a damaged ledger ends in a traceback, or is taken for an empty one."""
    file = tmp_path / "releases.jsonl"
    append_release(file, release(RAW, TEN, population="p").table, "2026-11-22")
    file.write_bytes(file.read_bytes() + b"\xff\xfe\n")
    with pytest.raises(InputFaults, match=r"row 2.*ledger"):
        read_ledger(file)


def _append_in_turn(file: Path) -> None:
    """Read, count, append: what is counted must still be so when the line is written."""
    for _ in range(4):
        with lock_ledger(file):
            known = len(read_ledger(file))
            append_release(file, release(RAW, TEN, population=f"{known}").table, "2026-11-22")


def test_releases_at_one_time_wait_for_each_other(tmp_path: Path) -> None:
    """Fails when another process can append between the reading of a ledger and its next line."""
    file = tmp_path / "releases.jsonl"
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        pool.map(_append_in_turn, [file] * 3)
    assert [table.population for table in read_ledger(file)] == [f"{n}" for n in range(12)]


def test_a_rate_of_a_hidden_count_is_hidden() -> None:
    """Fails when a public denominator lets a hidden count be worked out of its rate."""
    made = release(RAW, TEN).table
    people = {key: Cell.counted(1000) for key in made.cells}
    rates = release_rates(made, people)
    for key, cell in made.cells.items():
        assert (rates[key].status is Status.SUPPRESSED) == (cell.status is Status.SUPPRESSED)
    shown = next(key for key, cell in made.cells.items() if cell.value)
    assert rates[shown].value == made.cells[shown].value / 10


def test_a_hidden_denominator_hides_the_rate() -> None:
    """Fails when count and rate give a hidden denominator away."""
    made = release(RAW, TEN).table
    hidden = {key: Cell.missing(Status.SUPPRESSED) for key in made.cells}
    assert {cell.status for cell in release_rates(made, hidden).values()} == {Status.SUPPRESSED}


def test_small_places_are_merged_until_none_is_small() -> None:
    """Fails when a place with few residents or few clients stays alone, or people are lost."""
    residents = {"Alder": 40_000, "Bell": 90_000, "Coda": 8_000, "Dell": 15_000}
    near = {"Coda": ("Alder",), "Dell": ("Bell",)}
    merged = merge_small_places(RAW, "county", residents=residents, profile=TEN, near=near)
    assert "Alder; Coda" in merged.merged
    assert sum(merged.table.counts.values()) == sum(COUNTS.values())
    for group in merged.table.dimensions[0].categories:
        parts = merged.merged.get(group, (group,))
        assert sum(residents[p] for p in parts) >= TEN.place_residents
        assert sum(COUNTS[(p,)] for p in parts) >= TEN.place_clients


def test_places_too_small_together_are_refused() -> None:
    """Fails when a table of one small county is given as if it were none."""
    few = dict.fromkeys(("Alder", "Bell", "Coda", "Dell"), 1_000)
    with pytest.raises(Refused, match="place"):
        merge_small_places(RAW, "county", residents=few, profile=TEN)
    with pytest.raises(Refused, match="not known"):
        merge_small_places(RAW, "county", residents={}, profile=TEN)


def test_a_year_not_reported_is_not_added_as_nobody() -> None:
    """Fails when a sum with a part that was not counted gets a number."""
    years = Dimension("year", ("2019", "2020", "2021"))
    counts = {("2020",): 4, ("2021",): 9}
    raw = RawTable((years,), counts, {("2019",): Status.NOT_REPORTED})
    made = merge_categories(raw, "year", {"2020-2021": ("2020", "2021")})
    assert made.counts == {("2020-2021",): 13}
    assert made.without == {("2019",): Status.NOT_REPORTED}
    whole = merge_categories(raw, "year", {"2019-2021": ("2019", "2020", "2021")})
    assert whole.without == {("2019-2021",): Status.NOT_REPORTED}
