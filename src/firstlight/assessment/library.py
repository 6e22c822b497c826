"""What an assessment is made from, opened once and used for any number of areas."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from firstlight.base.observation import IndicatorValue
from firstlight.catalogue import Catalogue, read_catalogue
from firstlight.indicators import Limits
from firstlight.pack import Pack, open_pack
from firstlight.places import Gazetteer, read_gazetteer
from firstlight.refresh import Releases, lay_over


@dataclass(slots=True)
class Library:
    """The catalogue, the bundled tables, the gazetteer, and what was worked out already.

    `kept` remembers values of states, the nation and middles: they are the same for
    every area.
    """

    catalogue: Catalogue
    pack: Pack
    gazetteer: Gazetteer
    kept: dict[tuple[str, str], IndicatorValue] = field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        """The limits for indicators."""
        thresholds = self.catalogue.thresholds
        return Limits(
            unreliable_cv_percent=thresholds.unreliable_cv_percent,
            nation_coverage_percent=thresholds.nation_coverage_percent,
            addresses_at_most=thresholds.addresses_at_most,
        )


def open_library(
    catalogue: Path | None = None, pack: Path | None = None, data: Path | None = None
) -> Library:
    """Open the shipped catalogue and tables, or those of other folders.

    Parameters
    ----------
    data
        The folder with releases that a person loaded; those in use take the place of what is
        shipped. Without it only what is shipped is read.

    Raises
    ------
    CatalogueFaults, PackDamaged
        When one of them is not whole.
    """
    entries = read_catalogue(catalogue)
    tables = open_pack(entries, pack)
    if data is not None:
        laid = lay_over(entries, tables, Releases(data))
        entries, tables = laid.catalogue, laid.pack
    return Library(entries, tables, read_gazetteer(tables))
