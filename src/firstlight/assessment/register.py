"""The register of one assessment: every figure and every piece of evidence, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Evidence, Figure, Named, Part, Sentence, make_sentence
from firstlight.base.observation import IndicatorValue
from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.provenance import Address, gather_addresses
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue.entries import Indicator, Source


@dataclass(slots=True)
class Register:
    """Collects figures and evidence while an assessment is made. Ids run e1, e2, ..."""

    sources: Mapping[str, Source]
    addresses_at_most: int
    figures: dict[str, Figure] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    _ids: dict[Address, str] = field(default_factory=dict)

    def cite(self, addresses: Iterable[Address]) -> tuple[str, ...]:
        """Enter addresses as evidence and give their ids; long lists fold by column."""
        folded = gather_addresses(tuple(addresses), at_most=self.addresses_at_most)
        return tuple(self._cite_one(address) for address in folded)

    def _cite_one(self, address: Address) -> str:
        if address not in self._ids:
            source = self.sources[address.source]
            name = f"e{len(self._ids) + 1}"
            self._ids[address] = name
            self.evidence[name] = Evidence(
                id=name,
                source=source.id,
                publisher=source.publisher,
                title=source.title,
                short=source.short,
                release=source.release,
                address=source.address,
                licence=source.licence,
                received_from=source.received_from,
                altered_before_receipt=source.altered_before_receipt,
                file=address.file,
                row=address.row,
                rows=address.rows,
                n=address.n,
                column=address.column,
                sha256=address.sha256,
                retrieved=source.received_on,
            )
        return self._ids[address]

    def enter(self, indicator: Indicator, value: IndicatorValue) -> Figure:
        """Enter an indicator's value for a place as a figure."""
        return self._keep(
            Figure(
                id=f"{indicator.id}.{value.place.id}",
                indicator=indicator.id,
                label=f"{indicator.label}, {value.place.name}",
                quantity=value.quantity,
                period=value.period,
                place=value.place,
                decimals=indicator.decimals,
                evidence=self.cite(value.made_from),
                notes=value.notes,
            )
        )

    def enter_count(
        self,
        name: str,
        *,
        indicator: str,
        label: str,
        cell: Cell,
        unit: str,
        period: Period,
        place: Place,
        made_from: Iterable[Address],
        measured_for: str = "",
        low: float | None = None,
        high: float | None = None,
    ) -> Figure:
        """Enter a count that is no indicator of the catalogue as a figure."""
        quantity = Quantity(cell, Unit(UnitKind.COUNT, unit), None, low, high)
        return self.enter_quantity(
            name,
            indicator=indicator,
            label=label,
            quantity=quantity,
            period=period,
            place=place,
            made_from=made_from,
            measured_for=measured_for,
        )

    def enter_quantity(
        self,
        name: str,
        *,
        indicator: str,
        label: str,
        quantity: Quantity,
        period: Period,
        place: Place,
        made_from: Iterable[Address],
        measured_for: str = "",
        decimals: int = 0,
    ) -> Figure:
        """Enter a quantity that is no indicator of the catalogue as a figure."""
        # the number of rows behind a hidden count would be a floor of it
        hidden = quantity.cell.status is Status.SUPPRESSED
        return self._keep(
            Figure(
                id=name,
                indicator=indicator,
                label=label,
                quantity=quantity,
                period=period,
                place=place,
                decimals=decimals,
                evidence=() if hidden else self.cite(made_from),
                measured_for=measured_for,
            )
        )

    def _keep(self, figure: Figure) -> Figure:
        if figure.id in self.figures:
            raise ValueError(f"the figure {figure.id} is entered twice")
        self.figures[figure.id] = figure
        return figure

    def name(self, text: str, addresses: Iterable[Address]) -> Named:
        """A name from received data, with its evidence."""
        return Named(text, self.cite(addresses))

    def say(self, *parts: Part, addresses: Iterable[Address] = ()) -> Sentence:
        """A sentence whose evidence is in its figures, or given as addresses."""
        return make_sentence(parts, self.figures, evidence=self.cite(addresses))
