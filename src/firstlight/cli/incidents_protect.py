"""The tables of a download, hidden together: what one of them hides no other tells.

The hiding is the work of `disclosure`. Here is only what a reader of the tables knows: which
cells add up to which, and which rows are about so few people that their zeros would tell too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from firstlight.base.cell import Cell, Status
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure import Fact, hide_linked
from firstlight.incidents import TOTAL, CountTable, IncidentSummary, Key, Sum

HIDDEN = Cell.missing(Status.SUPPRESSED)
KEPT = ("totals", "incidents")  # what every reader of the download knows
BY_YEAR = "minors_arrested_by_year"
TELLS_OF_PEOPLE = frozenset({"band", "place", "kind"})  # what a row's one place would give away


def protect_summary(summary: IncidentSummary, catalogue: Catalogue) -> dict[str, CountTable]:
    """The tables of a download as they may leave: the one way out for exact ones.

    Of several downloads together each is protected as if it were alone, since it can be had
    alone. A count over all of them is shown only where each of them shows its own: so it says
    nothing that they do not, whichever were released or kept before.
    """
    if summary.parts:
        return _add_up(summary, protect_parts(summary, catalogue))
    profile = catalogue.disclosure[catalogue.nibrs.rules.profile]
    return protect_tables(summary.tables, summary.sums, profile=profile)


def protect_parts(summary: IncidentSummary, catalogue: Catalogue) -> list[dict[str, CountTable]]:
    """The tables of each of several downloads that were given together, each protected alone."""
    return [protect_summary(part, catalogue) for part in summary.parts]


def _add_up(
    summary: IncidentSummary, parts: Sequence[Mapping[str, CountTable]]
) -> dict[str, CountTable]:
    """The tables over all downloads: a count is hidden where one of them hides its share."""
    flat = [_flatten(tables) for tables in parts]
    for part, cells in zip(summary.parts, flat, strict=True):
        if len(part.years) == 1:  # alone it has no table by year: its own is all of that year
            (year,) = part.years
            own = [key for key in cells if key[0] == "minors_arrested"]
            cells.update({(BY_YEAR, *key[1:], f"{year}"): cells[key] for key in own})
    hidden = {
        key
        for key, cell in _flatten(summary.tables).items()
        if cell.value is not None
        and key != KEPT
        and not _is_told(int(cell.value), [cells[key] for cells in flat if key in cells])
    }
    return {name: _with_hidden(table, frozenset(hidden)) for name, table in summary.tables.items()}


def _is_told(whole: int, shares: Sequence[Cell]) -> bool:
    """True when shown shares make a whole up. Where they do not, it would tell something new."""
    if any(share.status is Status.SUPPRESSED for share in shares):
        return False
    return sum(int(share.value or 0) for share in shares) == whole


def protect_tables(
    tables: Mapping[str, CountTable], sums: Sequence[Sum], *, profile: DisclosureProfile
) -> dict[str, CountTable]:
    """Return the tables with small counts hidden, and what would open one.

    Where a row is small as a whole, or all of it is in one place, its zeros are hidden too:
    they would tell where the few are. The number of incidents is shown in any case.

    Parameters
    ----------
    sums
        Totals and their parts, across tables. A part that no table has is 0; a sum that is
        only nearly one is protected as if a reader knew by how much it is off.
    """
    cells = _flatten(tables)
    counts = {key: int(cell.value) for key, cell in cells.items() if cell.value is not None}
    facts = list_facts(sums, cells)
    unprinted = _add_adults(counts, facts) | _add_rests(counts, facts, sums, cells)
    whole = {key for table in tables.values() for key in _whole_rows(table, profile)}
    hidden = hide_linked(
        counts,
        facts,
        profile,
        kept={KEPT},
        unprinted=unprinted,
        hidden_too=whole - find_plain_zeros(counts, sums, whole),
    )
    return {name: _with_hidden(table, hidden) for name, table in tables.items()}


def list_facts(sums: Sequence[Sum], cells: Mapping[Key, Cell]) -> list[Fact]:
    """The sums of which every number is known; with one not reported nothing can be solved."""
    facts = []
    for one in sums:
        parts = tuple(key for key in one.parts if key in cells)
        keys = (one.total, *parts)
        if one.total in cells and all(cells[key].value is not None for key in keys):
            facts.append(Fact((one.total,), parts))
    return facts


def _add_rests(
    counts: dict[Key, int], facts: list[Fact], sums: Sequence[Sum], cells: Mapping[Key, Cell]
) -> set[Key]:
    """What a total holds beside its printed parts, where others of them are not reported.

    No table has it, and every reader can take the printed parts from the total.
    """
    made = set()
    for one in sums:
        parts = [key for key in one.parts if key in cells]
        told = tuple(key for key in parts if cells[key].value is not None)
        total = counts.get(one.total)
        if total is None or not told or len(told) == len(parts):
            continue
        rest = total - sum(counts[key] for key in told)
        name = ("rest", *one.total, *(word for key in told for word in key))
        if rest >= 0:  # of a sum that is nearly one it may be less
            counts[name] = rest
            facts.append(Fact((one.total,), (*told, name)))
            made.add(name)
    return made


def find_plain_zeros(
    counts: Mapping[Key, int], sums: Sequence[Sum], hidden: Collection[Key]
) -> set[Key]:
    """Zeros that a shown zero tells already: every part of a total that is none is none.

    Hiding them would protect nobody, and a hidden zero reads as if there were some.
    """
    plain = {key for key, value in counts.items() if value == 0 and key not in hidden}
    grown = True
    while grown:
        parts = {
            part
            for one in sums
            if one.total in plain and not any(counts.get(part) for part in one.parts)
            for part in one.parts
            if counts.get(part) == 0
        }
        grown = not parts <= plain
        plain |= parts
    return plain & set(hidden)


def _add_adults(counts: dict[Key, int], facts: list[Fact]) -> set[Key]:
    """Arrests less those of minors: a count that no table has and every reader can make."""
    made = set()
    for table, *rest in list(counts):
        every, young, code = ("list_arrests", *rest), ("list_minors", *rest), ("adults", *rest)
        if table == "list_arrests" and 0 < counts.get(young, 0) <= counts[every]:
            counts[code] = counts[every] - counts[young]
            facts.append(Fact((every,), (young, code)))
            made.add(code)
    return made


def _flatten(tables: Mapping[str, CountTable]) -> dict[Key, Cell]:
    cells: dict[Key, Cell] = {}
    for name, table in tables.items():
        cells.update({(name, *key): cell for key, cell in table.cells.items()})
        if table.total is not None:
            cells[name, TOTAL] = table.total
    return cells


def _whole_rows(table: CountTable, profile: DisclosureProfile) -> set[Key]:
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
        if 0 < sum(values) <= profile.hide_up_to or one_place:
            out |= {(table.id, *key) for key in keys if table.cells[key].value is not None}
    return out


def _with_hidden(table: CountTable, hidden: frozenset[object]) -> CountTable:
    return CountTable(
        table.id,
        table.unit,
        table.dimensions,
        {key: HIDDEN if (table.id, *key) in hidden else cell for key, cell in table.cells.items()},
        HIDDEN if (table.id, TOTAL) in hidden else table.total,
    )
