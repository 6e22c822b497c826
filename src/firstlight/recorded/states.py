"""Which states have rows in the FBI's file, and in which years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from firstlight.base.provenance import Address
from firstlight.pack import Pack
from firstlight.recorded.agencies import TABLES

SIGNS_OF_STATE = 2  # an agency's identifier begins with the FBI's letters of its state


def read_years_by_state(pack: Pack) -> Mapping[str, frozenset[int]]:
    """By a state's two postal letters, the years for which any agency of it has a row.

    A state without a row in any year is not among the keys. The file writes the FBI's own
    letters, which are not the postal ones of every state (Nebraska is NB); they are taken from
    the identifiers of the agencies that the FBI lists in a state.
    """
    listed = pack.table(TABLES, "agencies")
    begins: dict[str, Counter[str]] = defaultdict(Counter)
    for letters, ori in zip(listed.columns["state_abbr"], listed.columns["ori"], strict=True):
        begins[letters][ori[:SIGNS_OF_STATE]] += 1
    postal = {found.most_common(1)[0][0]: letters for letters, found in begins.items()}
    offenses = pack.table(TABLES, "offenses")
    years: dict[str, set[int]] = defaultdict(set)
    states, dates = offenses.columns["STATE_ABBR"], offenses.columns["DATA_YEAR"]
    for letters, year in zip(states, dates, strict=True):
        years[postal.get(letters, letters)].add(int(year))
    return {letters: frozenset(found) for letters, found in years.items()}


def cite_states(pack: Pack) -> tuple[Address, ...]:
    """The columns that tell a row's state and year, from end to end."""
    table = pack.table(TABLES, "offenses")
    return tuple(table.column_address(name, table.rows) for name in ("STATE_ABBR", "DATA_YEAR"))
