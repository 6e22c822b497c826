"""One indicator for every county of today at once, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firstlight.base.cell import Cell, Status
from firstlight.base.provenance import Address
from firstlight.base.quantity import Quantity, add_quantities
from firstlight.catalogue.entries import Indicator
from firstlight.indicators.applied import apply_formula
from firstlight.indicators.formulas import FORMULAS
from firstlight.indicators.protected import protect_small
from firstlight.indicators.readers import Limits, ReleaseColumn, ReleaseReader


@dataclass(frozen=True, slots=True)
class EachCounty:
    """An indicator by county of today. A county that is not in `quantities` has no number.

    `codes` are the release's own codes of each county that has one, by source.
    """

    indicator: Indicator
    quantities: Mapping[str, Quantity]
    columns: Mapping[str, ReleaseColumn]
    codes: Mapping[str, Mapping[str, Sequence[str]]]

    def __repr__(self) -> str:
        return f"EachCounty({self.indicator.id!r}, {len(self.quantities)} counties)"

    def cite(self, counties: Iterable[str]) -> tuple[Address, ...]:
        """The received cells of these counties, one address a column; the guard's too."""
        wanted = tuple(counties)
        found: list[Address] = []
        for name, column in self.columns.items():
            own = self.codes[name]
            there = column.quantities
            found.extend(column.cite(c for fips in wanted for c in own.get(fips, ()) if c in there))
        return tuple(found)


def compute_for_each(
    indicator: Indicator,
    *,
    counties: Mapping[str, Mapping[str, Sequence[str]]],
    prefixes: Sequence[str],
    read: ReleaseReader,
    limits: Limits,
) -> EachCounty:
    """Work an indicator out for every county: what `compute_for_area` gives, not rounded.

    A county without a number in some column, one whose count is hidden, and one with no
    code of its own in a release is left out.

    Parameters
    ----------
    counties
        By source, the release's own codes of each county of today, as
        `pack.trace_county` gives them; a county without a code is left out.
    """
    formula = FORMULAS[indicator.formula]
    columns: dict[str, ReleaseColumn] = {}
    codes: dict[str, Mapping[str, Sequence[str]]] = {}
    for name, column in indicator.inputs.items():
        counted = name == "guard" or formula.is_count(name)
        columns[name] = read(column, prefixes, counted, counted)
        codes[name] = counties[column.source]
    quantities: dict[str, Quantity] = {}
    some = next(iter(codes.values()))
    for fips in some:
        parts: dict[str, Quantity] = {}
        for name, release in columns.items():
            found = _of_county(release, codes[name].get(fips, ()))
            if name == "guard":
                if found is not None and found.cell.status is Status.SUPPRESSED:
                    break
            elif found is None or not found.has_number:
                break
            else:
                parts[name] = found
        else:
            quantity = apply_formula(formula, indicator, [parts])
            quantity = protect_small(formula, indicator, [parts], quantity, limits)
            if quantity.has_number:
                quantities[fips] = quantity
    return EachCounty(indicator, quantities, columns, codes)


def _of_county(column: ReleaseColumn, codes: Sequence[str]) -> Quantity | None:
    """The county's quantity: its one row, or the sum of those it was made of."""
    quantities = column.quantities
    if len(codes) == 1:
        return quantities.get(codes[0])
    parts = [quantities[code] for code in codes if code in quantities]
    if not parts or len(parts) < len(codes):
        return None
    if parts[0].unit.kind != "count":  # a share of two counties cannot be added
        return Quantity(Cell.missing(Status.NOT_REPORTABLE), parts[0].unit)
    return add_quantities(parts)
