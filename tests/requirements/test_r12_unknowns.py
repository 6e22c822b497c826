"""R12: unknowns are a first-class state."""

from __future__ import annotations

import csv

from made_world import ALPHA, BETA, GAMMA

STATUSES = {
    "shown", "true_zero", "structural_zero", "not_collected", "not_reported", "refused",
    "suppressed", "not_reportable",
}  # fmt: skip
WITHOUT_VALUE = {"not_collected", "not_reported", "refused", "suppressed", "not_reportable"}
POOR = "Population whose income in the past 12 months is below federal poverty level"


def test_R12_each_cell_has_one_state_and_a_blank_is_never_added_as_zero(world, assess):
    """Every metric cell is value, true zero, not collected, refused or suppressed.

    Page: assessment
    Fails when: `add_cells` takes a blank for 0, or `observe_county` shows a count of 1 to 10.
    Differs: a refusal by a holder cannot be entered yet, so no cell is `refused`; the status
    is in the closed list and its arithmetic is in tests/property/test_cells.py.
    """
    world.change("acs_2018_poverty", "counties", BETA, **{POOR: ""})
    world.change("edfacts_homeless_2022", "counties", GAMMA, count_homeless="7.0")
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "0")

    run = assess(ALPHA, BETA, GAMMA)
    figures = run.figures()

    for figure in figures.values():
        assert figure["status"] in STATUSES
        assert (figure["value"] is None) == (figure["status"] in WITHOUT_VALUE)
    # a value, and a blank beside it: the area is unknown, not the sum of the others
    assert figures[f"poverty.{ALPHA}"]["value"] == 20.0
    assert figures[f"poverty.{BETA}"]["status"] == "not_reported"
    assert figures["poverty.area"]["status"] == "not_reported"
    assert figures["poverty.US"]["status"] == "not_reported"
    # a small count is hidden, and no total gives it away
    assert figures[f"homeless_students.{GAMMA}"]["status"] == "suppressed"
    assert figures[f"homeless_students.{GAMMA}"]["low"] is None
    assert figures["homeless_students.area"]["status"] == "suppressed"
    assert figures[f"homeless_student_share.{GAMMA}"]["status"] == "suppressed"
    # an agency that counted none is a true zero; two that said nothing are not
    assert figures[f"recorded_by_own_agencies.2020.{ALPHA}"]["status"] == "true_zero"
    assert figures[f"recorded_by_own_agencies.2020.{BETA}"]["status"] == "not_reported"
    # in the table that travels, an empty value has its status beside it
    with (run.folder / "tables" / "figures.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(line for line in handle if not line.startswith("#")))
    assert len(rows) == len(figures)
    for row in rows:
        assert (row["value"] == "") == (row["status"] in WITHOUT_VALUE)


def test_R12_a_blank_beside_a_zero_is_not_a_counted_zero(world, assess):
    """An agency whose year has a blank row is unknown, whatever its other rows say.

    Page: assessment, chapter two
    Fails when: `_read_rows` leaves out a blank row and adds up the rest.
    """
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    world.offense("TX0000001", "Alpha", "2020", "0")
    world.offense("TX0000001", "Alpha", "2020", "", form="Involuntary Servitude")

    figures = assess(ALPHA).figures()

    assert figures[f"recorded_offenses.2020.{ALPHA}"]["status"] == "not_reported"
    assert "recorded_by_agency.TX0000001.2020" not in figures
