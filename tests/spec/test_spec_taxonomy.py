"""One system's codes in the shared words: a table, a call, an answer, and what fell aside."""

from __future__ import annotations

from firstlight.base.cell import Cell, Status
from firstlight.base.quantity import Unit, UnitKind
from firstlight.catalogue import read_catalogue
from firstlight.taxonomy import explain, map_code, map_counts

TAXONOMY = read_catalogue().taxonomy


def test_a_code_is_read_with_its_fit():
    """The FBI's code for commercial sex acts is read as sex; how well it fits is said.

    | code | read as | fit      |
    | ---- | ------- | -------- |
    | 64A  | sex     | partial  |
    | 40A  | nothing | conflict |
    | 13A  | nothing | none     |
    """
    walk = TAXONOMY.crosswalks["nibrs_form"]

    assert [(map_code(walk, code).reads, map_code(walk, code).fit) for code in ("64A", "40A")] == [
        (("sex",), "partial"),
        ((), "conflict"),
    ]
    assert map_code(walk, "13A").fit == "none"


def test_totals_by_code_become_totals_by_value():
    """A program's answers. Nobody asked 300 young people: they are counted, and are no "no".

    | code | name            | young people |
    | ---- | --------------- | ------------ |
    | 0    | No              | 50           |
    | 1    | Yes             | 20           |
    | 9    | did not want to | 4            |
    | 99   | not collected   | 300          |
    """
    counts = {code: Cell.counted(n) for code, n in [("0", 50), ("1", 20), ("9", 4), ("99", 300)]}
    found = map_counts(
        counts,
        TAXONOMY.crosswalks["hmis_answer"],
        TAXONOMY.dimensions["answer"],
        unit=Unit(UnitKind.COUNT, "young people"),
        rule=read_catalogue().disclosure["one_to_ten"],
        every_code_counted=True,
    )

    assert found.total("yes").quantity.value == 20
    assert found.not_asked.value == 300
    assert found.total("refused").quantity.cell.status is Status.SUPPRESSED


def test_a_reading_explains_itself():
    """Which edition, how well it fits, who has checked it."""
    told = explain(TAXONOMY, "htcds_tie", "Familial")

    assert told.sentences == (
        "HTCDS, vic_RelationshipToTrafficker: “Familial” is read as “family” "
        "(tie between the two).",
        "Fit: lossy. A spouse or partner may be meant too. Police codes tell them apart.",
        "Crosswalk htcds_tie, version 1, of 2026-11-22.",
        "Nobody has checked this reading.",
    )
