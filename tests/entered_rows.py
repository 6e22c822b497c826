"""Rows of `totals.csv` for tests."""

from __future__ import annotations

from pathlib import Path

HEADER = (
    "bullet,measure,group,place,period,value,low,high,status,unit,definition,holder,"
    "document,given_on\n"
)


def write_group(folder: Path, group: str, place: str, value: str, low: str, high: str) -> str:
    """Write a file with the size of one group."""
    file = folder / "groups.csv"
    file.write_text(
        f"{HEADER}other_groups,group_size,{group},{place},2025,{value},{low},{high},shown,people,"
        "as the agency counts,invented agency,invented table,2026-05-31\n",
        encoding="utf-8",
    )
    return str(file)
