"""Hide small counts of a download, and what would give them away. One function, one place.

`protect_tables` takes the exact tables and the sums that a reader knows, and returns cells of
which none of 1 to `hide_up_to` is shown or can be worked out from the sums: each hidden one
keeps at least `keep_possible` values. Where a row is small as a whole, or all of it is in one
place, its zeros are hidden too: they would tell where the few are. It hides more rather than less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firstlight.base.cell import Cell, Status
from firstlight.incidents import TOTAL, CountTable, Key, Sum

HIDDEN = Cell.missing(Status.SUPPRESSED)
KEPT = ("totals", "incidents")  # what every reader of the download knows
TELLS_OF_PEOPLE = frozenset({"band", "place", "kind"})  # what a row's one place would give away


def protect_tables(
    tables: Mapping[str, CountTable],
    sums: Sequence[Sum],
    *,
    hide_up_to: int,
    keep_possible: int,
) -> dict[str, CountTable]:
    """Return the tables with small counts hidden, and more where a sum would open one.

    Parameters
    ----------
    sums
        Totals and their parts. Where fewer than `keep_possible` values stay possible for a
        hidden part, the smallest shown part is hidden too, or the total where no part is left.
    """
    cells = _flatten(tables)
    small = {key for key, cell in cells.items() if _is_small(cell, hide_up_to)}
    hidden = small | {key for table in tables.values() for key in _whole_rows(table, hide_up_to)}
    changed = True
    while changed:
        changed = False
        for one in sums:
            more = _also_hide(one, cells, small, hidden, hide_up_to, keep_possible)
            if more is not None:
                hidden.add(more)
                changed = True
    return {name: _with_hidden(table, hidden) for name, table in tables.items()}


def _flatten(tables: Mapping[str, CountTable]) -> dict[Key, Cell]:
    cells: dict[Key, Cell] = {}
    for name, table in tables.items():
        cells.update({(name, *key): cell for key, cell in table.cells.items()})
        if table.total is not None:
            cells[name, TOTAL] = table.total
    return cells


def _whole_rows(table: CountTable, hide_up_to: int) -> set[Key]:
    """Cells of rows that are hidden whole: small together, or all of it in one place.

    A row is all cells of one code where a table has a code and something else, and the whole
    table where it has one dimension and a total.
    """
    if len(table.dimensions) > 1:
        rows: dict[Key, list[Key]] = {}
        for key in table.cells:
            rows.setdefault(key[:1], []).append(key)
    elif table.total is not None:
        rows = {(): list(table.cells)}
    else:
        return set()
    out: set[Key] = set()
    for keys in rows.values():
        values = [table.cells[key].value or 0 for key in keys]
        one_place = (
            bool(TELLS_OF_PEOPLE & set(table.dimensions))
            and len(keys) > 1
            and sum(value > 0 for value in values) == 1
        )
        if 0 < sum(values) <= hide_up_to or one_place:
            out |= {(table.id, *key) for key in keys if table.cells[key].value is not None}
    return out


def _is_small(cell: Cell, hide_up_to: int) -> bool:
    return cell.value is not None and 0 < cell.value <= hide_up_to


def _also_hide(
    one: Sum,
    cells: Mapping[Key, Cell],
    small: set[Key],
    hidden: set[Key],
    hide_up_to: int,
    keep_possible: int,
) -> Key | None:
    """The cell that must be hidden too for this sum to open nothing, or None."""
    if one.total not in cells or cells[one.total].value is None:
        return None
    parts = [key for key in one.parts if key in cells and cells[key].value is not None]
    out = [key for key in parts if key in hidden]
    if one.total in hidden:
        if out or not parts:  # something stays unknown on both sides
            return None
        # a hidden total of shown parts is open: hide a part that is not 0
        return _smallest(parts, cells, hidden)
    if not out:
        return None
    left = sum(int(cells[key].value or 0) for key in out)
    possible = _fewest_possible(out, left, small, hide_up_to)
    if possible is None or possible >= keep_possible:
        return None
    more = _smallest(parts, cells, hidden)
    if more is not None:
        return more
    return one.total if one.total != KEPT else None


def _fewest_possible(out: Sequence[Key], left: int, small: set[Key], hide_up_to: int) -> int | None:
    """How many values stay possible for the hidden part with fewest, given their sum `left`.

    The reader is taken to know which parts are small, and that each is 1 or more. A part
    that was hidden for another's sake must stay hidden too: another sum may rest on it.
    """
    least = None
    for key in out:
        others = [other for other in out if other != key]
        most_of_others = sum(hide_up_to if o in small else left for o in others)
        most = hide_up_to if key in small else left
        low, high = max(1, left - most_of_others), min(most, left - len(others))
        count = max(0, high - low + 1)
        least = count if least is None else min(least, count)
    return least


def _smallest(parts: Sequence[Key], cells: Mapping[Key, Cell], hidden: set[Key]) -> Key | None:
    shown = [key for key in parts if key not in hidden and cells[key].value]
    return min(shown, key=lambda key: (cells[key].value or 0, key), default=None)


def _with_hidden(table: CountTable, hidden: set[Key]) -> CountTable:
    total = table.total
    return CountTable(
        table.id,
        table.unit,
        table.dimensions,
        {key: HIDDEN if (table.id, *key) in hidden else cell for key, cell in table.cells.items()},
        HIDDEN if (table.id, TOTAL) in hidden else total,
    )
