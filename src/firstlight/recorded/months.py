"""Which agencies reported in 2015, month by month, and which of them recorded none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstlight.base.period import Period
from firstlight.base.provenance import Address
from firstlight.pack import Pack, PackTable
from firstlight.recorded.agencies import Agency

MASTER = "fbi_ht_master_2015"
MONTHS = tuple(f"actual_{month:02d}" for month in range(1, 13))
SIGNS = 7  # of the nine of an ORI; the last two are 00 for an agency's main office


@dataclass(frozen=True, slots=True)
class MonthsReported:
    """How many agencies of an area reported how many months of the year, in agencies.

    `found` stand in the master file; each is one of `all_months`, `some_months`, `covered`
    (no month of its own, and another agency reports for it) and `no_month`. `none_recorded`
    are those of `all_months` whose twelve reports each hold a zero: a count of none, not a
    blank. A correction below zero in one month and an offense in another are no such count.
    `made_from` are whole columns, so that no agency is singled out.
    """

    period: Period
    found: int
    all_months: int
    some_months: int
    covered: int
    no_month: int
    none_recorded: int
    made_from: tuple[Address, ...]


def read_months_reported(pack: Pack, agencies: Sequence[Agency]) -> MonthsReported:
    """Count the agencies by how many months of the master file's year they reported.

    A month is reported when its cell holds a number; a blank one is not a zero. An ORI that
    does not end in 00 is a part of another agency and has no line of its own.
    """
    table = pack.table(MASTER, "agencies")
    kinds = {"all": 0, "some": 0, "covered": 0, "none": 0}
    none_recorded = 0
    for agency in agencies:
        for position in table.of_place(agency.ori[:SIGNS]) if agency.ori.endswith("00") else ():
            counts = _read_counts(table, position)
            kind = _kind_of(table, position, counts)
            kinds[kind] += 1
            none_recorded += kind == "all" and not any(counts)
    return MonthsReported(
        period=table.period,
        found=sum(kinds.values()),
        all_months=kinds["all"],
        some_months=kinds["some"],
        covered=kinds["covered"],
        no_month=kinds["none"],
        none_recorded=none_recorded,
        made_from=_cite_whole(table),
    )


def _cite_whole(table: PackTable) -> tuple[Address, ...]:
    """Every column that is looked at, from end to end; nothing of a file without a line."""
    if not table.rows:
        return ()
    whole = table.column_address("ori", table.rows)
    return tuple(replace(whole, column=column) for column in ("ori", "covered_by", *MONTHS))


def _read_counts(table: PackTable, position: int) -> tuple[float, ...]:
    """The months that were reported, as counts; a month without a report is left out."""
    cells = [table.cell(position, month, counted=True) for month in MONTHS]
    return tuple(cell.value for cell in cells if cell.value is not None)


def _kind_of(table: PackTable, position: int, counts: Sequence[float]) -> str:
    if len(counts) == len(MONTHS):
        return "all"
    if counts:
        return "some"
    return "covered" if table.text(position, "covered_by") else "none"
