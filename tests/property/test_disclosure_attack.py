"""What can never happen: that a small count is worked out of what was released.

The attacker is another method (tests/table_attacker.py). A tool that hides everything, adds
noise, or tells by its words which number is small fails here.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from firstlight.base.errors import Refused
from firstlight.base.table import Dimension, RawTable
from firstlight.catalogue import read_catalogue
from firstlight.cli.main import main
from firstlight.disclosure import Release, audit_tables, merge_categories, release, write_published
from table_attacker import (
    TOTAL,
    Key,
    Rows,
    bound_by_programs,
    enumerate_values,
    make_counts,
    project,
    read_rows,
    true_value,
)

TEN = read_catalogue().disclosure["one_to_ten"]
FLAT = [(5,), (2, 2), (3, 4), (4, 6), (5, 7)]
DEEP = [(2, 3, 3), (3, 3, 3), (2, 3, 4), (2, 2, 2, 2), (2, 3, 2, 2)]
MEANS = (1.0, 4.0, 10.0, 25.0, 60.0)


def to_table(counts: dict[Key, int], names: str = "pqrs") -> RawTable:
    axes = range(len(next(iter(counts))))
    return RawTable(
        tuple(Dimension(names[k], tuple(dict.fromkeys(key[k] for key in counts))) for k in axes),
        counts,
        {},
    )


def let_out(table: RawTable, *earlier: Release) -> Release:
    return release(
        table, TEN, earlier=[r.table for r in earlier], earlier_profiles=[TEN] * len(earlier)
    )


def exposed(tables: list[tuple[tuple[str, ...], Rows]], truths: list[dict[Key, int]]) -> list[Key]:
    """Suppressed entries of 1 to 10 that keep fewer than six values."""
    kept = bound_by_programs(tables)
    return [
        key
        for (place, key), count in kept.items()
        if count < 6 and 1 <= true_value(truths[place], key) <= 10
    ]


@pytest.mark.parametrize("shape", FLAT + DEEP, ids=str)
def test_no_small_count_of_random_tables_is_exposed(shape: tuple[int, ...]) -> None:
    """Ten tables of each of ten shapes, up to four dimensions.

    Fails when a small count is shown or keeps fewer than six values, when a value is not the
    true one, when a zero or a table is lost, or when too few of the large numbers are shown.
    """
    rng = np.random.default_rng(sum(shape) * 1000 + len(shape))
    large = shown = 0
    for turn in range(10):
        counts = make_counts(shape, rng, MEANS[turn % len(MEANS)])
        made = let_out(to_table(counts))
        names, rows = read_rows(write_published(made.table))
        for key, (value, _) in rows.items():
            truth = true_value(counts, key)
            large += truth > 10
            shown += truth > 10 and value != ""
            if value != "":
                assert int(value) == truth
                assert truth == 0 or truth > 10
        assert exposed([(names, rows)], [counts]) == []
        assert (large > 0) or shown == 0
    assert made.audit.safe
    assert shown >= 0.4 * large, "a tool that hides nearly everything is of no use"


def test_enough_of_a_table_that_is_worth_publishing_stays() -> None:
    """Tables as they are published: large cells beside some small ones.

    Fails when fewer than nine of ten large numbers of a plain table stay.
    """
    rng = np.random.default_rng(11)
    made = [let_out(to_table(make_counts((6, 8), rng, 40.0))).utility for _ in range(5)]
    assert sum(u.large_shown for u in made) >= 0.9 * sum(u.large for u in made)


@pytest.mark.parametrize("seed", range(6))
def test_counting_every_table_agrees_that_six_values_stay(seed: int) -> None:
    """Small tables, every whole table enumerated; gaps are seen.

    Fails when the ends are far apart and what lies between is not possible.
    """
    rng = np.random.default_rng(seed)
    counts = {
        k: min(c, 14) for k, c in make_counts((2, 3) if seed % 2 else (2, 2), rng, 9.0).items()
    }
    _, rows = read_rows(write_published(let_out(to_table(counts)).table))
    for key, values in enumerate_values(rows, up_to=24).items():
        if 1 <= true_value(counts, key) <= 10:
            assert len(values) >= 6


def test_three_releases_over_the_same_people_expose_nobody() -> None:
    """Three tables that overlap: all pairs of three dimensions, or finer after coarser.

    Fails when a table is hidden without regard to those before it, or when refusing is the
    way out: a finer table may be refused where its zeros alone tell too much.
    """
    refused = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        shape = tuple(int(size) for size in rng.integers(2, 4, size=3))
        counts = make_counts(shape, rng, float(rng.choice([6, 15, 30])))
        keeps = ((0, 1), (1, 2), (0, 2)) if seed % 2 else ((0, 1), (2,), (0, 1, 2))
        out: list[Release] = []
        truths = []
        for keep in keeps:
            truth = project(counts, keep)
            try:
                out.append(let_out(to_table(truth, "".join("pqr"[k] for k in keep)), *out))
                truths.append(truth)
            except Refused:
                refused += 1
        tables = [read_rows(write_published(made.table)) for made in out]
        assert exposed(tables, truths) == []
    assert refused <= 3


def test_a_coarser_table_after_a_finer_one_opens_nothing() -> None:
    """The sum of two hidden counties, told later, is their difference to a third.

    Fails when categories that were merged are not linked to their parts.
    """
    numbers = ((40, 33), (4, 25), (9, 18))
    counts = {("abc"[i], "xy"[k]): numbers[i][k] for i in range(3) for k in range(2)}
    table = to_table(counts)
    first = let_out(table)
    second = let_out(merge_categories(table, "p", {"a; b": ("a", "b")}), first)
    merged = {("a; b", "x"): 44, ("c", "x"): 9, ("a; b", "y"): 58, ("c", "y"): 18}
    # the attacker of the tests knows one set of categories, so the merged table is told in sums
    rows = dict(read_rows(write_published(first.table))[1])
    told = read_rows(write_published(second.table))[1]
    for key, (value, _) in told.items():
        if value != "":
            assert int(value) == true_value(merged, key)
        if key[0] == "c" and value != "":
            assert rows[key][0] == value or rows[key][1] == "suppressed"
    audit = second.audit
    assert audit.safe
    assert {cell.table for cell in audit.cells} == {0, 1}


@pytest.mark.parametrize("seed", [0, 1, 4, 5, 7])
def test_a_second_year_that_shares_a_year_opens_nothing(seed: int) -> None:
    """Tables of 2019-2020 and of 2020-2021 share 2020. Fails when they are attacked apart.

    The second table, hidden without regard to the first, opens a number: so the case is one.
    """
    years = make_counts((3, 4), np.random.default_rng(seed), 9.0)
    label = {"a0": "2019", "a1": "2020", "a2": "2021"}
    all_years = {(label[key[0]], key[1]): count for key, count in years.items()}
    early = {k: v for k, v in all_years.items() if k[0] != "2021"}
    late = {k: v for k, v in all_years.items() if k[0] != "2019"}
    first = let_out(to_table(early))
    alone = let_out(to_table(late))
    assert not audit_tables([first.table, alone.table], [TEN, TEN]).safe
    second = let_out(to_table(late), first)
    assert audit_tables([first.table, second.table], [TEN, TEN]).safe


def respell(rng: np.random.Generator, name: str) -> str:
    """The same name in other capitals, with other spaces, or in full-width letters."""
    letters = [sign.upper() if rng.random() < 0.5 else sign.lower() for sign in name]
    text = "".join(sign + " " * int(rng.integers(0, 2)) for sign in letters)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    return wide if rng.random() < 0.3 else text


@pytest.mark.parametrize("seed", range(12))
def test_other_capitals_and_spaces_never_change_what_is_hidden(seed: int) -> None:
    """A second release by merged categories, under its own names and under names respelled.

    Fails when a dimension or a category is another one because it is written in another way.
    """
    rng = np.random.default_rng(seed)
    drawn = make_counts((4, 3), rng, float(rng.choice([9, 15, 25])))
    counts = {(f"p{key[0]}", f"q{key[1]}"): count for key, count in drawn.items()}
    first = let_out(to_table(counts))
    own = first.table.dimensions[0].categories
    merged = merge_categories(to_table(counts), "p", {f"{own[0]}; {own[1]}": own[:2]})
    names = {c: respell(rng, c) for d in merged.dimensions for c in d.categories}
    other = RawTable(
        tuple(
            Dimension(respell(rng, d.name), tuple(names[c] for c in d.categories))
            for d in merged.dimensions
        ),
        {tuple(names[c] for c in key): n for key, n in merged.counts.items()},
        {},
    )
    told = []
    for table in (merged, other):
        try:
            told.append(list(let_out(table, first).table.cells.values()))
        except Refused:
            told.append([])
    assert told[0] == told[1]


# -- by its words ---------------------------------------------------------------------------


TABLE = {
    ("Alder", "sex"): 34, ("Alder", "labor"): 3, ("Alder", "both"): 12,
    ("Bell", "sex"): 55, ("Bell", "labor"): 17, ("Bell", "both"): 2,
    ("Coda", "sex"): 120, ("Coda", "labor"): 8, ("Coda", "both"): 19,
}  # fmt: skip


def run(tmp_path: Path, name: str, counts: dict[Key, int]) -> tuple[Path, str]:
    file = tmp_path / f"{name}.csv"
    lines = [",".join((*key, str(count))) for key, count in counts.items()]
    file.write_text("county,form,count\n" + "\n".join(lines) + "\n")
    out = tmp_path / f"{name}_out.csv"
    assert main(["protect", str(file), "--out", str(out)]) == 0
    return out, out.read_text()


def test_one_word_stands_for_everything_hidden(tmp_path: Path) -> None:
    """Fails when a cell hidden for its own sake looks in any way other than one beside it."""
    out, text = run(tmp_path, "table", TABLE)
    rows = list(csv.DictReader(io.StringIO(text)))
    hidden = [row for row in rows if row["status"] == "suppressed"]
    assert {row["value"] for row in hidden} == {""}
    assert {true_value(TABLE, (row["county"], row["form"])) > 10 for row in hidden} == {True, False}
    assert list(rows[0]) == ["county", "form", "value", "status"]
    beside = Path(f"{out}-metadata.json").read_text()
    for word in ("primary", "secondary", "complement", "small_cells", "hidden_for"):
        assert word not in text + beside
    assert not any(isinstance(value, list) for value in json.loads(beside).values())


def test_two_tables_with_the_same_mask_leave_the_same_files(tmp_path: Path) -> None:
    """Another table behind the same hidden cells: what is public must be the same to the byte.

    Fails when order, metadata or a remark depends on a hidden number.
    """
    out, text = run(tmp_path, "one", TABLE)
    hidden = [
        (row["county"], row["form"])
        for row in csv.DictReader(io.StringIO(text))
        if row["status"] == "suppressed" and TOTAL not in row.values()
    ]
    same = 0
    pairs = itertools.combinations(hidden, 2)
    for number, ((one, here), (other, there)) in enumerate(pairs):
        corners = {(one, here): 1, (one, there): -1, (other, there): 1, (other, here): -1}
        if len(corners) < 4 or not set(corners) <= set(hidden):
            continue
        # one person moves round a rectangle of hidden cells: every sum stays
        twin = {key: count + corners.get(key, 0) for key, count in TABLE.items()}
        made, told = run(tmp_path, f"twin{number}", dict(reversed(list(twin.items()))))
        assert [line.split(",")[:2] for line in text.splitlines()] == [
            line.split(",")[:2] for line in told.splitlines()
        ]
        masks = [[line.split(",")[3] for line in lines.splitlines()] for lines in (text, told)]
        if masks[0] == masks[1]:
            same += 1
            assert told == text
            beside = [Path(f"{file}-metadata.json").read_text() for file in (out, made)]
            assert beside[0].replace(out.name, made.name) == beside[1]
    assert same, "no twin wears the same mask, so that nothing was compared"


def test_what_is_for_the_owner_is_not_in_what_leaves(tmp_path: Path) -> None:
    """How many large numbers are hidden tells which are small.

    Fails when the share of large numbers enters a file that leaves, or the ledger.
    """
    file = tmp_path / "t.csv"
    lines = [",".join((*key, str(count))) for key, count in TABLE.items()]
    file.write_text("county,form,count\n" + "\n".join(lines) + "\n")
    book = tmp_path / "ledger.jsonl"
    out = tmp_path / "out.csv"
    asked = ["protect", str(file), "--out", str(out), "--population", "p", "--ledger", str(book)]
    assert main(asked) == 0
    for left in (out, Path(f"{out}-metadata.json"), book):
        assert "large" not in left.read_text()
        assert "percent" not in left.read_text()


def test_who_runs_the_program_himself_still_has_six_values() -> None:
    """The strongest attacker: he tries every table that fits, and keeps those that the program
    would have hidden in the same way.

    Fails when the search, by hiding no more than it must, tells how small the small are.
    """
    for counts in (
        {("a", "x"): 3, ("a", "y"): 40, ("b", "x"): 30, ("b", "y"): 25},
        {("a", "x"): 2, ("a", "y"): 9, ("b", "x"): 14, ("b", "y"): 31},
    ):
        text = write_published(let_out(to_table(counts)).table)
        _, rows = read_rows(text)
        hidden = [key for key in counts if rows[key][1] == "suppressed"]
        possible: dict[Key, set[int]] = {key: set() for key in hidden}
        for first in range(1, 40):
            twin = dict(counts)
            move = first - counts[("a", "x")]
            for key in hidden:
                twin[key] += move if (key[0] == "a") == (key[1] == "x") else -move
            if min(twin.values()) < 1:
                continue
            if write_published(let_out(to_table(twin)).table) == text:
                for key in hidden:
                    possible[key].add(twin[key])
        for key in hidden:
            if counts[key] <= 10:
                assert len(possible[key]) >= 6, (key, possible[key])
