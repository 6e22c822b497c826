"""Protection of a download's counts, attacked with what a reader knows: sums and the threshold."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from firstlight.base.cell import Cell, Status
from firstlight.catalogue import read_catalogue
from firstlight.cli.incidents_protect import protect_parts, protect_summary, protect_tables
from firstlight.cli.main import main
from firstlight.incidents import TOTAL, CountTable, Sum, summarise_incidents
from made_incidents import Download, Incident, MadeAgency, write_folder

RULE = read_catalogue().disclosure["one_to_ten"]
LIMIT, KEEP = 10, 6


def test_a_zero_that_a_shown_zero_tells_is_shown_and_no_other_zero() -> None:
    """Fails if a zero of a code that nobody used is hidden with the few of another code, or if a
    zero that says which code the few have is shown."""
    one = {("A", "64A"): 4, ("A", "64B"): 0, ("B", "64A"): 40, ("B", "64B"): 0}
    split = {key: Cell.counted(n) for key, n in one.items()}

    def protect(labor: int) -> CountTable:
        cells = split | {("B", "64B"): Cell.counted(labor)}
        codes = {("64A",): Cell.counted(44), ("64B",): Cell.counted(labor)}
        tables = {
            "codes": CountTable("codes", "offenses", ("counties", "code"), cells),
            "offenses": CountTable("offenses", "offenses", ("code",), codes),
        }
        sums = [
            Sum(("offenses", code), (("codes", "A", code), ("codes", "B", code)))
            for code in ("64A", "64B")
        ]
        return protect_tables(tables, sums, profile=RULE)["codes"]

    assert protect(0).cells["A", "64B"].status is Status.TRUE_ZERO
    assert protect(0).cells["A", "64A"].status is Status.SUPPRESSED
    assert protect(30).cells["A", "64B"].status is Status.SUPPRESSED


def flat(tables: Mapping[str, CountTable]) -> dict[tuple[str, ...], Cell]:
    cells = {(name, *key): c for name, table in tables.items() for key, c in table.cells.items()}
    return cells | {(n, TOTAL): t.total for n, t in tables.items() if t.total is not None}


def attack(
    exact: Mapping[str, CountTable], out: Mapping[str, CountTable], sums: Sequence[Sum]
) -> dict[tuple[str, ...], int]:
    """For each hidden count of 1 to 10: how many values stay possible, by integer programming.

    The attacker knows that a hidden count is 1 or more, except where zeros are hidden with it
    (a row that is hidden whole). Which of the hidden are small nobody tells him.
    """
    true, shown = flat(exact), flat(out)
    hidden = [key for key, cell in shown.items() if cell.status is Status.SUPPRESSED]
    place = {key: i for i, key in enumerate(hidden)}
    lines, knowns = [], []
    for one in sums:
        keys = [key for key in one.parts if key in true]
        if one.total not in true or true[one.total].value is None:
            continue
        if any(true[key].value is None for key in keys):
            continue
        if sum(true[key].value for key in keys) != true[one.total].value:
            continue  # a rule of thumb, not a fact
        line, known = np.zeros(len(hidden)), 0.0
        for sign, key in [(1, key) for key in keys] + [(-1, one.total)]:
            if key in place:
                line[place[key]] += sign
            else:
                known -= sign * true[key].value
        if line.any():
            lines.append(line)
            knowns.append(known)
    small = [key for key in hidden if 0 < true[key].value <= LIMIT]
    with_zero = {key[:-1] for key in hidden if true[key].value == 0}
    low = [0 if key[:-1] in with_zero else 1 for key in hidden]
    high = np.inf
    widths = {}
    for key in small:
        if not any(line[place[key]] for line in lines):
            widths[key] = LIMIT
            continue
        ends: list[float] = []
        for sign in (1, -1):
            aim = np.zeros(len(hidden))
            aim[place[key]] = sign
            found = milp(
                aim,
                constraints=LinearConstraint(np.array(lines), knowns, knowns),
                bounds=Bounds(low, high),
                integrality=np.ones(len(hidden)),
            )
            ends.append(sign * round(found.fun) if found.success else LIMIT)  # no upper end
        widths[key] = ends[1] - ends[0] + 1
    return widths


def table(name: str, counts: Mapping[tuple[str, ...], int], *dims: str) -> CountTable:
    cells = {key: Cell.counted(n) for key, n in counts.items()}
    return CountTable(name, "people", dims, cells, Cell.counted(sum(counts.values())))


@pytest.mark.parametrize("seed", range(40))
def test_random_tables_with_linked_sums_hold(seed: int) -> None:
    """Fails when a hidden count keeps fewer than six values, or a large count is altered."""
    draw = random.Random(seed)
    size = draw.randint(2, 7)
    places = {(f"p{i}",): draw.choice([0, 1, 2, 3, 8, 9, 12, 40, 300]) for i in range(size)}
    kinds = {(f"k{i}",): 0 for i in range(draw.randint(2, 5))}
    for _ in range(sum(places.values())):
        kinds[draw.choice(sorted(kinds))] += 1
    tables = {"places": table("places", places, "agency"), "kinds": table("kinds", kinds, "sort")}
    sums = [
        Sum(("places", TOTAL), tuple(("places", *key) for key in places)),
        Sum(("kinds", TOTAL), tuple(("kinds", *key) for key in kinds)),
        Sum(("places", TOTAL), (("kinds", TOTAL),)),
    ]
    out = protect_tables(tables, sums, profile=RULE)
    for key, width in attack(tables, out, sums).items():
        assert width >= KEEP, key
    before = flat(tables)
    for key, cell in flat(out).items():
        assert cell.status is Status.SUPPRESSED or cell == before[key]
        assert cell.value is None or cell.value == 0 or cell.value > LIMIT


def test_the_smallest_table_is_not_open() -> None:
    """Fails when a total stands beside all parts but one."""
    tables = {"t": table("t", {("a",): 100, ("b",): 4}, "agency")}
    sums = [Sum(("t", TOTAL), (("t", "a"), ("t", "b")))]
    out = flat(protect_tables(tables, sums, profile=RULE))
    assert out["t", "b"].status is Status.SUPPRESSED
    assert Status.SUPPRESSED in (out["t", "a"].status, out["t", TOTAL].status)


def test_a_small_row_tells_no_band() -> None:
    """Fails when zeros beside a few hidden people tell their age."""
    counts = {("64A", band): n for band, n in zip("abcd", (0, 3, 0, 2), strict=True)}
    tables = {"t": CountTable("t", "people", ("code", "band"),
                              {key: Cell.counted(n) for key, n in counts.items()})}  # fmt: skip
    out = flat(protect_tables(tables, [], profile=RULE))
    assert {cell.status for cell in out.values()} == {Status.SUPPRESSED}


def test_a_row_with_everybody_in_one_band_is_hidden() -> None:
    """Fails when fifteen people of one age are shown as such."""
    counts = {("64A", band): n for band, n in zip("abcd", (0, 15, 0, 0), strict=True)}
    tables = {"t": CountTable("t", "people", ("code", "band"),
                              {key: Cell.counted(n) for key, n in counts.items()})}  # fmt: skip
    out = flat(protect_tables(tables, [], profile=RULE))
    assert {cell.status for cell in out.values()} == {Status.SUPPRESSED}


def test_much_is_hidden_only_where_it_must_be(received: Path) -> None:
    """Minnesota 2018, attacked; fails when a count is open, or when most large ones are hidden."""
    exact = summarise_incidents(received / "nibrs" / "mn2018", catalogue=read_catalogue())
    out = protect_tables(exact.tables, exact.sums, profile=RULE)
    widths = attack(exact.tables, out, exact.sums)
    assert len(widths) > 200
    assert min(widths.values()) >= KEEP
    before, after = flat(exact.tables), flat(out)
    large = [key for key, cell in before.items() if cell.value and cell.value > LIMIT]
    kept = [key for key in large if after[key].value is not None]
    # a county's count costs a second agency in each county that has a small one
    assert len(kept) / len(large) > 0.89
    assert after["totals", "incidents"].value == 18779
    assert after["offenses", "64A"].status is Status.SUPPRESSED


def _write_two(folder: Path, few: int, many: int) -> None:
    """Two years of one state: `few` offenses of 64A in the first, `many` in the second."""
    for year, number in ((2017, few), (2018, many)):
        incidents = [Incident(1, (year, 3, 1 + n % 28), ("64A",)) for n in range(number)]
        incidents += [Incident(1, (year, 4, 1 + n % 28), ("35A",)) for n in range(40)]
        incidents += [Incident(1, (year, 5, 1 + n % 28), ("64B",)) for n in range(8)]
        download = Download("type_ids", year, incidents, [MadeAgency(1, "TX0000001", "One")])
        write_folder(folder / f"TX-{year}", download)


def test_several_years_together_tell_nothing_that_each_alone_hides(tmp_path: Path) -> None:
    """Years are had alone, so that a sum less a shown year is the hidden one.

    Fails when the years are protected as one sum, or the sum of shown years is lost.
    """
    _write_two(tmp_path, 6, 30)
    catalogue = read_catalogue()
    whole = summarise_incidents(tmp_path, catalogue=catalogue)
    together = flat(protect_summary(whole, catalogue))
    alone = [
        flat(protect_summary(summarise_incidents(folder, catalogue=catalogue), catalogue))
        for folder in sorted(tmp_path.iterdir())
    ]
    assert [cells["offenses", "64A"].value for cells in alone] == [None, 30]
    assert together["offenses", "64A"].status is Status.SUPPRESSED
    true = flat(whole.tables)
    compared = 0
    for key, cell in together.items():
        shares = [cells[key] for cells in alone if key in cells]
        if cell.value is None or not shares or key == ("totals", "incidents"):
            continue
        assert all(share.status is not Status.SUPPRESSED for share in shares), key
        assert cell.value == true[key].value == sum(share.value or 0 for share in shares)
        compared += bool(cell.value)
    open_in_both = {
        key
        for key in true
        if all(key in cells and cells[key].value for cells in alone)
        and sum(cells[key].value or 0 for cells in alone) == true[key].value
    }
    assert open_in_both and all(together[key].value == true[key].value for key in open_in_both)
    assert compared
    assert [flat(tables) for tables in protect_parts(whole, catalogue)] == alone


def test_years_are_printed_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fails when a folder of years is told as one sum, or a year is told with its small count."""
    _write_two(tmp_path, 6, 30)
    assert main(["incidents", "summarise", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    assert "by state and year: TX 2017: suppressed; TX 2018: 30" in " ".join(page.split())
    assert main(["incidents", "summarise", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["offenses"]["64A"] == {"value": None, "status": "suppressed"}
    apart = [part["offenses"]["64A"]["value"] for part in told["by_download"]]
    assert apart == [None, 30]
    assert [part["years"] for part in told["by_download"]] == [[2017], [2018]]
