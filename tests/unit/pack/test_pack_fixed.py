"""Files of fixed width: cut where the catalogue says, short lines blank from there on."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstlight.base.errors import InputFaults
from firstlight.catalogue.entries import Table
from firstlight.pack import read_received

TABLE = Table(
    file="made.txt",
    format="fixed",
    cut={"ori": "2-5", "count": "8-9"},
    columns={"ori": "agency", "count": "offenses"},
    place="ori",
    place_is="agency",
)


def test_lines_are_cut_and_counted_from_one(tmp_path: Path) -> None:
    """Fails when the first line is taken for a header, or a short line for a count of zero."""
    file = tmp_path / "made.txt"
    file.write_bytes(b"9TX01  07\r\n9TX02\r\n")
    assert list(read_received(file, TABLE)) == [
        (1, {"ori": "TX01", "count": "07"}),
        (2, {"ori": "TX02", "count": ""}),
    ]


def test_a_kept_column_without_a_place_is_a_fault(tmp_path: Path) -> None:
    # Fails if a column that nobody cuts would be read as blank
    file = tmp_path / "made.txt"
    file.write_bytes(b"9TX01  07\n")
    table = Table(**{**_fields(), "cut": {"ori": "2-5"}})
    with pytest.raises(InputFaults, match="count"):
        list(read_received(file, table))


def _fields() -> dict[str, object]:
    return {name: getattr(TABLE, name) for name in Table.__dataclass_fields__}
