"""What is hidden in drawn tables, and what is not."""

from __future__ import annotations

import pytest

from firstlight.base.cell import Status
from firstlight.base.errors import Refused
from firstlight.base.table import TOTAL, Dimension, RawTable
from firstlight.catalogue import read_catalogue
from firstlight.disclosure import release

RULES = read_catalogue().disclosure
TEN, FOUR = RULES["one_to_ten"], RULES["one_to_four"]


def table(rows: dict[str, tuple[int, ...]], columns: str = "sex labor both") -> RawTable:
    """A drawn table: one line a row."""
    names = tuple(columns.split())
    counts = {(row, name): line[k] for row, line in rows.items() for k, name in enumerate(names)}
    return RawTable((Dimension("county", tuple(rows)), Dimension("form", names)), counts, {})


LARGE = table(
    {"Alder": (40, 30, 25), "Bell": (55, 17, 19), "Coda": (120, 44, 31)}, "sex labor both"
)
ONE_SMALL = table(
    {"Alder": (40, 3, 25), "Bell": (55, 17, 19), "Coda": (120, 44, 31)}, "sex labor both"
)


def words(raw: RawTable, **asked: object) -> dict[tuple[str, ...], str]:
    made = release(raw, TEN, **asked)  # type: ignore[arg-type]
    return {key: cell.status.value for key, cell in made.table.cells.items()}


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    """Fails when a table without small counts loses a number."""
    made = release(LARGE, TEN)
    assert all(cell.status is Status.SHOWN for cell in made.table.cells.values())
    assert made.table.cells[("Coda", TOTAL)].value == 195
    assert made.utility.share_percent == 100


def test_one_small_count_takes_three_others_with_it_and_no_more() -> None:
    """Fails when a lone small count can be taken from its margins, or when too much is hidden."""
    said = words(ONE_SMALL)
    hidden = [key for key, word in said.items() if word == "suppressed"]
    assert ("Alder", "labor") in hidden
    assert len(hidden) == 4
    assert said[(TOTAL, TOTAL)] == "shown"


def test_the_cheapest_three_are_taken() -> None:
    """Fails when larger numbers go than need to: the exact search finds the least."""
    hidden = {key for key, word in words(ONE_SMALL).items() if word == "suppressed"}
    assert hidden == {("Alder", "labor"), ("Alder", "both"), ("Bell", "labor"), ("Bell", "both")}


def test_a_hidden_pair_too_small_for_its_total_is_not_left_alone() -> None:
    """Two hidden counts with a sum of 4 keep three values each; more must go.

    Fails when a second hidden cell in a row is taken for enough.
    """
    raw = table({"Alder": (2, 2, 90), "Bell": (50, 60, 70), "Coda": (40, 30, 20)})
    said = words(raw)
    assert [said[("Alder", c)] for c in ("both", TOTAL)].count("suppressed") >= 1


def test_a_table_of_small_counts_only_is_hidden_and_safe() -> None:
    """Fails when a table with nothing over ten is shown, or stops the program."""
    raw = table({"Alder": (1, 0, 2), "Bell": (0, 1, 0)})
    made = release(raw, TEN)
    assert made.utility.share_percent is None
    assert all(not cell.value for cell in made.table.cells.values())


@pytest.mark.parametrize(
    "rows",
    [
        {"Alder": (0, 0, 0), "Bell": (0, 0, 0)},
        {"Alder": (7,)},
        {"Alder": (70,)},
        {"Alder": (0,), "Bell": (3,)},
        {"Alder": (20, 0, 4)},
    ],
    ids=str,
)
def test_tables_of_nobody_or_of_one_line_come_out(rows: dict[str, tuple[int, ...]]) -> None:
    """Fails when a table of zeros, of one cell or of one line stops the program."""
    raw = table(rows, " ".join(("sex", "labor", "both")[: len(next(iter(rows.values())))]))
    made = release(raw, TEN)
    assert all((cell.value or 0) not in range(1, 11) for cell in made.table.cells.values())
    if not any(map(any, rows.values())):
        assert {cell.status for cell in made.table.cells.values()} == {Status.TRUE_ZERO}


def test_a_category_that_holds_everybody_of_a_row_is_hidden_with_a_zero() -> None:
    """Fails when a reader learns that everybody in Bell was in labor."""
    raw = table({"Alder": (40, 30, 25), "Bell": (0, 57, 0), "Coda": (90, 44, 31)})
    said = words(raw)
    assert said[("Bell", "labor")] == "suppressed"
    assert [said[("Bell", c)] for c in ("sex", "both")].count("suppressed") >= 1


def test_what_is_so_of_everybody_is_told() -> None:
    """Nobody in the table was in labor: that says nothing of one county.

    Fails when every row with the same single category is hidden.
    """
    raw = table({"Alder": (40, 0), "Bell": (57, 0), "Coda": (90, 0)}, "sex labor")
    assert "suppressed" not in words(raw).values()


def test_a_cell_of_one_contributor_is_hidden() -> None:
    """Fails when the limit of 80 percent is not asked, or is asked of 80 itself."""
    made = release(LARGE, TEN, largest_share={("Bell", "sex"): 81.0, ("Coda", "sex"): 80.0})
    assert made.table.cells[("Bell", "sex")].status is Status.SUPPRESSED
    assert made.table.cells[("Coda", "sex")].status is Status.SHOWN


def test_reasons_for_no_number_stay_and_go_into_their_margins() -> None:
    """Fails when an unreported cell is added as 0, or is called suppressed."""
    counts = {k: v for k, v in LARGE.counts.items() if k != ("Bell", "both")}
    raw = RawTable(LARGE.dimensions, counts, {("Bell", "both"): Status.NOT_REPORTED})
    made = release(raw, TEN).table.cells
    for key in (("Bell", "both"), ("Bell", TOTAL), (TOTAL, "both"), (TOTAL, TOTAL)):
        assert made[key].status is Status.NOT_REPORTED
    assert made[(TOTAL, "sex")].value == 215


def test_a_structural_zero_is_told_as_one_and_may_stand_beside_everybody() -> None:
    """Fails when what cannot be is hidden, or is taken for a zero that somebody counted."""
    counts = {k: v for k, v in LARGE.counts.items() if k[0] != "Bell"} | {("Bell", "sex"): 57}
    without = {("Bell", c): Status.STRUCTURAL_ZERO for c in ("labor", "both")}
    made = release(RawTable(LARGE.dimensions, counts, without), TEN).table.cells
    assert made[("Bell", "labor")].status is Status.STRUCTURAL_ZERO
    assert made[("Bell", "sex")].value == 57


def test_the_narrow_rule_needs_a_reason_and_still_keeps_six_values() -> None:
    """Fails when 1 to 4 are hidden without a reason, or a hidden 4 keeps fewer than six."""
    with pytest.raises(Refused, match="law enforcement"):
        release(ONE_SMALL, FOUR, reason=" ")
    made = release(ONE_SMALL, FOUR, reason="printed in the yearly report of the office")
    assert made.table.profile == "one_to_four"
    assert made.audit.width is None or made.audit.width >= 6
    shown_seven = table({"Alder": (40, 7, 25), "Bell": (55, 17, 19)})
    assert release(shown_seven, FOUR, reason="printed").table.cells[("Alder", "labor")].value == 7


def test_a_table_has_one_answer() -> None:
    """Fails when the order of counts in memory, a clock or chance decides what is hidden."""
    turned = RawTable(
        ONE_SMALL.dimensions, dict(reversed(list(ONE_SMALL.counts.items()))), ONE_SMALL.without
    )
    assert release(ONE_SMALL, TEN).table.cells == release(turned, TEN).table.cells


def test_the_text_of_a_raw_table_has_no_count() -> None:
    """Fails when a log or an error message could print a hidden count."""
    assert repr(ONE_SMALL) == "RawTable(county (3) by form (3))"


def test_other_values_for_the_same_people_are_refused() -> None:
    """Fails when a table that contradicts an earlier one is released beside it."""
    first = release(LARGE, TEN).table
    other = table({"Alder": (41, 30, 25), "Bell": (55, 17, 19), "Coda": (120, 44, 31)})
    with pytest.raises(Refused, match="does not fit"):
        release(other, TEN, earlier=[first], earlier_profiles=[TEN])


def test_the_same_table_again_hides_the_same() -> None:
    """Fails when a second release of one table shows what the first hid, by hiding otherwise."""
    first = release(ONE_SMALL, TEN).table
    again = release(ONE_SMALL, TEN, earlier=[first], earlier_profiles=[TEN]).table
    assert again.cells == first.cells
