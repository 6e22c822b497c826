"""What an assessment is made from, opened once and used for any number of areas."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from firstlight.access import Targets, read_targets
from firstlight.assessment.incident_releases import read_kept_incidents
from firstlight.assessment.incident_shapes import IncidentFiles
from firstlight.base.observation import IndicatorValue, Observation
from firstlight.base.place import Place
from firstlight.base.provenance import Address
from firstlight.catalogue import Catalogue, read_catalogue
from firstlight.indicators import Group, Limits
from firstlight.pack import Pack, open_pack
from firstlight.places import Gazetteer, read_gazetteer
from firstlight.refresh import Releases, lay_over
from firstlight.sources import Release

if TYPE_CHECKING:
    from firstlight.assessment.national_profile import NationalProfile


@dataclass(frozen=True, slots=True)
class SmoothingGroup:
    """The counties of a state or the nation, toward which small ones are drawn."""

    place: Place
    fit: Group
    made_from: tuple[Address, ...]


@dataclass(slots=True)
class Library:
    """The catalogue, the bundled tables, the gazetteer, and what was worked out already.

    `kept` remembers values of counties, states, the nation and middles, `seen` what context says of
    states, the nation, Continuums of Care and districts, `groups` what small counties are
    drawn toward, `releases` whole columns that were read, and `profiles` composite indices
    of all counties: they are the same for every area. `incidents` are the loaded incident
    downloads in use, by state.
    """

    catalogue: Catalogue
    pack: Pack
    gazetteer: Gazetteer
    kept: dict[tuple[str, str], IndicatorValue] = field(default_factory=dict)
    seen: dict[tuple[str, ...], Observation] = field(default_factory=dict)
    groups: dict[tuple[str, str], SmoothingGroup] = field(default_factory=dict)
    releases: dict[tuple[Hashable, ...], Release] = field(default_factory=dict)
    profiles: dict[str, NationalProfile] = field(default_factory=dict)
    incidents: Mapping[str, IncidentFiles] = field(default_factory=dict)
    _targets: Targets | None = None

    def __repr__(self) -> str:
        return f"Library({self.catalogue!r}, {self.pack!r})"

    @property
    def targets(self) -> Targets:
        """Roads, ports and airports to which distances are measured; read once."""
        if self._targets is None:
            self._targets = read_targets(self.pack, self.catalogue.access)
        return self._targets

    @property
    def limits(self) -> Limits:
        """The limits for indicators."""
        thresholds = self.catalogue.thresholds
        return Limits(
            unreliable_cv_percent=thresholds.unreliable_cv_percent,
            nation_coverage_percent=thresholds.nation_coverage_percent,
            addresses_at_most=thresholds.addresses_at_most,
            estimate_fewest_people=thresholds.estimate_fewest_people,
            estimate_hide_up_to=thresholds.estimate_hide_up_to,
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
        incidents = read_kept_incidents(tables, laid.in_use)
        return Library(entries, tables, read_gazetteer(tables), incidents=incidents)
    return Library(entries, tables, read_gazetteer(tables))
