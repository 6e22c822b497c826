"""Months reported in 2015: none recorded, nothing sent, and covered by another are three things."""

from __future__ import annotations

from pathlib import Path

from firstlight.catalogue import read_catalogue
from firstlight.pack import open_pack
from firstlight.recorded import read_agencies, read_months_reported
from made_world import ALPHA, BETA, MadeWorld

MONTHS = tuple(f"actual_{month:02d}" for month in range(1, 13))


def test_none_recorded_is_told_from_nothing_sent(tmp_path: Path) -> None:
    """Fails when a blank month is read as zero, a covered agency as a silent one, or a
    month taken back for a month without an offense."""
    world = MadeWorld(tmp_path / "world")
    for number, letters in enumerate("ABCDEF", start=1):
        world.agency(f"TX{letters}000100", f"Agency {number}", ALPHA)
    world.agency("TXA000101", "A part of the first", ALPHA)
    whole = dict.fromkeys(MONTHS, "00000")
    world.rows[("fbi_ht_master_2015", "agencies")] = [
        {"ori": "TXA0001", **whole},
        {"ori": "TXB0001", **whole, "actual_07": "00002"},
        {"ori": "TXC0001", "actual_12": "00000"},
        {"ori": "TXD0001", "covered_by": "TXA0001"},
        {"ori": "TXE0001"},
        {"ori": "TXF0001", **whole, "actual_03": "00001", "actual_04": "-0001"},
        {"ori": "TXZ9999", **whole},
    ]
    world.build()
    pack = open_pack(read_catalogue(world.catalogue), world.pack)

    found = read_months_reported(pack, read_agencies(pack, [ALPHA]))

    assert (found.found, found.all_months, found.none_recorded) == (6, 3, 1)
    assert (found.some_months, found.covered, found.no_month) == (1, 1, 1)
    assert {address.n for address in found.made_from} == {7}  # whole columns, no agency singled out
    assert read_months_reported(pack, read_agencies(pack, [BETA])).found == 0
