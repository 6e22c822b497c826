"""The register of one assessment: every figure and every piece of evidence, each once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from firstlight.assessment.library import Library
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Evidence, Figure, Named, Part, Sentence, make_sentence
from firstlight.base.observation import IndicatorValue
from firstlight.base.period import Period, count_age, is_over_age
from firstlight.base.place import Place
from firstlight.base.provenance import Address, gather_addresses
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue.entries import Indicator, Source

INVENTED = "Invented for this demonstration"
NO_MORE: Mapping[str, Source] = MappingProxyType({})


@dataclass(slots=True)
class Register:
    """Collects figures and evidence while an assessment is made. Ids run e1, e2, ...

    Each figure is given its age on the day `made_on`; one whose period ended more than
    `old_after_years` years before is old, and carries its age wherever it is printed.
    """

    sources: Mapping[str, Source]
    addresses_at_most: int
    made_on: datetime.date
    old_after_years: float
    figures: dict[str, Figure] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    _ids: dict[Address, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Register({len(self.figures)} figures, {len(self.evidence)} cited)"

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
        return self._keep(self._write(indicator, value, self.cite(value.made_from)))

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
        kind: UnitKind = UnitKind.COUNT,
        decimals: int = 0,
        invented: bool = False,
    ) -> Figure:
        """Enter a count, or context of another kind, that is no indicator as a figure."""
        return self.enter_quantity(
            name,
            indicator=indicator,
            label=label,
            quantity=Quantity(cell, Unit(kind, unit), None, low, high),
            period=period,
            place=place,
            made_from=made_from,
            measured_for=measured_for,
            decimals=decimals,
            invented=invented,
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
        invented: bool = False,
    ) -> Figure:
        """Enter a quantity that is no indicator of the catalogue as a figure."""
        label = f"{INVENTED}: {label}" if invented else label
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
                invented=invented,
            )
        )

    def enter_length(
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
    ) -> Figure:
        """Enter a distance or a length, in whole kilometers or miles, as a figure."""
        quantity = Quantity(cell, Unit(UnitKind.LENGTH, unit))
        evidence = self.cite(made_from)
        return self._keep(Figure(name, indicator, label, quantity, period, place, 0, evidence))

    def enter_smoothed(
        self,
        name: str,
        raw: Figure,
        *,
        label: str,
        quantity: Quantity,
        evidence: tuple[str, ...],
        decimals: int | None = None,
        place: Place | None = None,
        notes: tuple[str, ...] = (),
    ) -> Figure:
        """Enter what belongs to a smoothed figure. It is a measure of its own: nothing that
        looks for the raw figure's measure finds it."""
        return self._keep(
            Figure(
                id=name,
                indicator=f"{raw.indicator}.smoothed",
                label=label,
                quantity=quantity,
                period=raw.period,
                place=place or raw.place,
                decimals=raw.decimals if decimals is None else decimals,
                evidence=evidence,
                notes=notes,
            )
        )

    def enter_figure(self, figure: Figure) -> Figure:
        """Enter a figure that was worked out elsewhere; its evidence is cited already."""
        return self._keep(figure)

    def enter_number(
        self,
        name: str,
        *,
        label: str,
        quantity: Quantity,
        period: Period,
        place: Place,
        decimals: int,
        made_from: Iterable[Address],
    ) -> Figure:
        """Enter a number that is worked out on the way and is no indicator."""
        indicator, cited = name.partition(".")[0], self.cite(made_from)
        figure = Figure(name, indicator, label, quantity, period, place, decimals, cited)
        return self._keep(figure)

    def enter_together(
        self, indicator: Indicator, values: Sequence[IndicatorValue]
    ) -> tuple[Figure, ...]:
        """Enter many values whose cells are cited column by column, all rows together.

        For a map of a whole state: each figure cites the columns it was read from with the
        rows of all of them.
        """
        cells = [address for value in values for address in value.made_from]
        evidence = tuple(self._cite_one(a) for a in gather_addresses(cells, at_most=1))
        return tuple(
            self._keep(self._write(indicator, value, evidence if value.made_from else ()))
            for value in values
        )

    @staticmethod
    def _write(indicator: Indicator, value: IndicatorValue, evidence: tuple[str, ...]) -> Figure:
        return Figure(
            id=f"{indicator.id}.{value.place.id}",
            indicator=indicator.id,
            label=f"{indicator.label}, {value.place.name}",
            quantity=value.quantity,
            period=value.period,
            place=value.place,
            decimals=indicator.decimals,
            evidence=evidence,
            notes=value.notes,
        )

    def _keep(self, figure: Figure) -> Figure:
        if figure.id in self.figures:
            raise ValueError(f"the figure {figure.id} is entered twice")
        last = figure.oldest or figure.period.last
        figure = replace(
            figure,
            age_years=count_age(last, self.made_on),
            is_old=is_over_age(last, self.made_on, self.old_after_years),
        )
        self.figures[figure.id] = figure
        return figure

    def name(self, text: str, addresses: Iterable[Address]) -> Named:
        """A name from received data, with its evidence."""
        return Named(text, self.cite(addresses))

    def say(self, *parts: Part, addresses: Iterable[Address] = ()) -> Sentence:
        """A sentence whose evidence is in its figures, or given as addresses."""
        return make_sentence(parts, self.figures, evidence=self.cite(addresses))


def open_register(
    library: Library, made_on: datetime.date, more: Mapping[str, Source] = NO_MORE
) -> Register:
    """An empty register for a day, with the limits of the catalogue.

    `more` are origins of what is no release of the catalogue, by the name evidence has for it.
    """
    thresholds = library.catalogue.thresholds
    return Register(
        {**library.catalogue.sources, **more},
        thresholds.addresses_at_most,
        made_on,
        thresholds.old_after_years,
    )
