"""Totals by code become totals by value: nothing is lost, nothing small is told."""

from __future__ import annotations

import random
from typing import Any

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import InputFaults
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.taxonomy import MappedCounts, map_counts

TAXONOMY = read_catalogue().taxonomy
RULE = read_catalogue().disclosure["one_to_ten"]
UNIT = Unit(UnitKind.COUNT, "clients")


def mapped(name: str, counts: dict[str, Any], hide: int = 10, **more: Any) -> MappedCounts:
    walk = TAXONOMY.crosswalks[name]
    cells = {
        code: Cell.missing(n) if isinstance(n, Status) else Cell.counted(n)
        for code, n in counts.items()
    }
    dimension = TAXONOMY.dimensions[walk.dimension]
    return map_counts(cells, walk, dimension, unit=UNIT, rule=RULE if hide else None, **more)


def notes(found: MappedCounts) -> list[Quantity]:
    names = ("unknown", "not_asked", "unmapped", "outside", "in_conflict")
    return [getattr(found, name) for name in names]


def all_parts(found: MappedCounts) -> list[Quantity]:
    return [total.quantity for total in found.totals if total.codes] + notes(found)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_falls_out(seed: int) -> None:
    """Fails if a code, known or not, blank or in conflict, is in no total and no note."""
    random_ = random.Random(seed)
    names = [n for n, w in TAXONOMY.crosswalks.items() if not w.several]
    name = random_.choice(names)
    codes = [*TAXONOMY.crosswalks[name].codes, "", "no such code", "another"]
    counts = {code: random_.randint(0, 500) for code in random_.sample(codes, len(codes) // 2 + 1)}
    found = mapped(name, counts, hide=0, every_code_counted=True)
    assert sum(q.value or 0 for q in all_parts(found)) == sum(counts.values())
    assert found.whole.value == sum(counts.values())
    assert found.unmapped.value == counts.get("no such code", 0) + counts.get("another", 0)


def test_a_value_without_a_code_is_not_zero() -> None:
    """Fails if HTCDS seems to say that no partner ever exploited anybody."""
    found = mapped("htcds_tie", {"Familial": 30, "Acquainted": 40, "Unaquainted": 20})
    partner = found.total("intimate_partner").quantity
    assert partner.cell.status is Status.NOT_COLLECTED and "no code" in partner.cell.why


def test_a_code_that_was_not_given_leaves_at_least() -> None:
    """Fails if a code nobody gave a total for is taken for 0."""
    found = mapped("nibrs_form", {"64A": 30})
    assert found.total("sex").quantity.value == 30
    assert found.total("labor").quantity.cell.status is Status.NOT_REPORTED
    whole = mapped("nibrs_form", {"64A": 30}, every_code_counted=True)
    assert whole.total("labor").quantity.cell.status is Status.TRUE_ZERO


def test_offenses_in_conflict_stand_apart() -> None:
    """Fails if prostitution offenses count as sex trafficking, or vanish."""
    found = mapped("nibrs_form", {"64A": 30, "40A": 200, "13B": 900}, every_code_counted=True)
    assert found.total("sex").quantity.value == 30
    assert (found.in_conflict.value, found.outside.value) == (200, 900)


def test_blanks_are_read_as_the_crosswalk_says_and_never_as_no() -> None:
    """Fails if clients without an answer become "no"."""
    found = mapped("ovc_reported", {"yes": 40, "no": 30}, people=100)
    assert found.not_asked.value == 30
    assert found.total("no").quantity.value == 30


def test_codes_beyond_the_stated_number_are_a_fault() -> None:
    """Fails if 90 clients are split into 95."""
    with pytest.raises(InputFaults, match="more than the number of all"):
        mapped("otip_form", {"sex": 60, "labor": 35}, people=90)
    with pytest.raises(InputFaults, match="negative or no whole"):
        mapped("otip_form", {"sex": -1})


def test_codes_that_exclude_each_other_are_added_before_they_are_hidden() -> None:
    """Fails if 7 and 8 sisters and cousins are hidden one by one, and their 15 with them."""
    found = mapped("nibrs_tie", {"SB": 7, "OF": 8, "SE": 40}, every_code_counted=True)
    assert found.total("family").quantity.value == 15


def test_a_small_total_is_hidden_and_the_whole_with_it() -> None:
    """Fails if 100 less 60 and 36 gives the hidden 4 away."""
    found = mapped("otip_form", {"sex": 60, "labor": 4, "both": 36})
    labor = found.total("labor").quantity
    assert labor.cell.status is Status.SUPPRESSED and (labor.low, labor.high) == (1, 10)
    assert not found.whole.has_number and (found.whole.low, found.whole.high) == (97, 106)
    assert "suppressed" not in found.note or "4" not in found.note


@pytest.mark.parametrize("small", range(1, 11))
def test_every_small_count_leaves_the_same_table(small: int) -> None:
    """Fails if anything printed depends on the hidden count: sums, ranges, words."""
    found = mapped("otip_form", {"sex": 60, "labor": small, "both": 36})
    assert found == mapped("otip_form", {"sex": 60, "labor": 5, "both": 36})
    beside = mapped("nibrs_tie", {"SB": small, "OF": Status.SUPPRESSED})
    assert beside == mapped("nibrs_tie", {"SB": 5, "OF": Status.SUPPRESSED})
    control = mapped("htcds_control", {"PhysicalAbuse": 40, "SexualAbuse": small})
    assert control == mapped("htcds_control", {"PhysicalAbuse": 40, "SexualAbuse": 5})


def test_a_hidden_part_is_added_as_a_range() -> None:
    """Fails if a suppressed code counts as 0."""
    found = mapped("nibrs_tie", {"SB": 30, "OF": Status.SUPPRESSED}, every_code_counted=True)
    family = found.total("family").quantity
    assert family.cell.status is Status.SUPPRESSED and (family.low, family.high) == (31, 40)


def test_codes_that_overlap_give_a_range_of_people() -> None:
    """Fails if physical and sexual abuse of the same client are two people."""
    given = {"PhysicalAbuse": 40, "SexualAbuse": 30, "PsychologicalAbuse": 0}
    found = mapped("htcds_control", given, people=50)
    abuse = found.total("abuse").quantity
    assert not abuse.has_number and (abuse.low, abuse.high) == (40, 50)
    assert found.overlapping and found.whole.value == 50
    one = mapped("htcds_control", {"PhysicalAbuse": 40}, every_code_counted=True)
    assert one.total("abuse").quantity.value == 40


def test_the_note_counts_what_has_no_value() -> None:
    """Fails if unknown, not asked or unmapped leave the note under the table."""
    found = mapped("hmis_answer", {"0": 50, "1": 20, "8": 12, "9": 15, "99": 300, "7": 11})
    assert found.note.startswith(
        "Without a value: unknown 12, not asked 300, unmapped 11, about something else 0"
    )
    assert "1 code is not in the crosswalk" in found.note
    assert found.total("refused").quantity.value == 15


def possible(found: MappedCounts, people: int) -> list[set[int]]:
    """Every value of each hidden total that fits the table, the known sum and the limit of ten.

    The attacker knows that at least one hidden total is 1 to 10, and not which.
    """
    parts = all_parts(found)
    hidden = [q for q in parts if not q.has_number]
    left = people - sum(int(q.value or 0) for q in parts if q.has_number)
    worlds: list[tuple[int, ...]] = []

    def fill(start: tuple[int, ...], rest: int) -> None:
        todo = len(hidden) - len(start)
        if todo == 1:
            if rest >= 1 and min(*start, rest, 10**6) <= 10:
                worlds.append((*start, rest))
            return
        for value in range(1, rest - todo + 2):
            fill((*start, value), rest - value)

    if hidden:
        fill((), left)
    return [{world[i] for world in worlds} for i in range(len(hidden))]


@pytest.mark.parametrize("seed", range(120))
def test_a_known_sum_tells_no_hidden_total(seed: int) -> None:
    """Fails if the number of all clients less what is shown leaves one hidden total."""
    random_ = random.Random(seed)
    draw = [0, 0, 1, 2, 4, 7, 10, 11, 13, 25]
    counts = {code: random_.choice(draw) for code in ("sex", "labor", "both")}
    people = sum(counts.values()) + random_.choice([0, 3, 12, 30])
    if people == 0:
        return
    found = mapped("otip_form", counts, people=people)
    given = [*(counts[v] for v in ("sex", "labor", "both")), people - sum(counts.values())]
    parts = [*(found.total(v).quantity for v in ("sex", "labor", "both")), found.unknown]
    for true, part in zip(given, parts, strict=True):
        assert part.value == true or (true > 0 and part.cell.status is Status.SUPPRESSED)
        assert not 1 <= (part.value or 0) <= 10
        if not part.has_number:
            assert part.low is not None and part.high is not None and part.low <= true <= part.high
    assert len({(q.low, q.high) for q in parts if not q.has_number}) <= 1
    if found.whole.has_number:
        assert all(len(values) >= 6 for values in possible(found, people))
    assert found.whole.value in (None, people)


def test_a_large_table_hides_little() -> None:
    """Fails if everything is hidden to be safe."""
    found = mapped("otip_form", {"sex": 60, "labor": 36, "both": 20}, people=150)
    assert all(q.has_number for q in all_parts(found)) and found.whole.value == 150


def test_a_blank_is_not_worked_out_while_a_code_is_missing() -> None:
    """Fails if what a missing code holds is told as blank."""
    found = mapped("otip_form", {"sex": 60, "labor": 36}, people=150)
    assert found.unknown.cell.status is Status.NOT_REPORTED
    with pytest.raises(InputFaults, match="do not come to"):
        mapped("otip_form", {"sex": 60, "labor": 36, "both": 20, "": 4}, people=150)
