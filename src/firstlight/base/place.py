"""Where a figure is about: counties, areas of them, states, the nation, zones and others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firstlight.base.errors import Fault, InputFaults


class PlaceKind(StrEnum):
    """What sort of place."""

    COUNTY = "county"
    AREA = "area"
    STATE = "state"
    NATION = "nation"
    COC = "coc"  # a Continuum of Care, HUD's area for counting people without a home
    DISTRICT = "district"  # a federal judicial district
    AGENCY = "agency"  # a law-enforcement agency, by ORI
    ZONE = "zone"


@dataclass(frozen=True, slots=True)
class Place:
    """One place with an identifier that stays text.

    `id`: a county's five-character FIPS code, a state's two letters, "US", "area",
    a CoC number (TX-700), a district's name, an agency's ORI, a zone's name.
    `vintage` says of which year the boundaries are, for counties; empty elsewhere.
    """

    kind: PlaceKind
    id: str
    name: str
    vintage: str = ""

    def __post_init__(self) -> None:
        if self.kind is PlaceKind.COUNTY and not (len(self.id) == 5 and self.id.isdigit()):
            raise ValueError("a county is named by five digits, kept as text")


US = Place(PlaceKind.NATION, "US", "United States")


@dataclass(frozen=True, slots=True)
class County:
    """A county or its equal: parish, borough, independent city, planning region, municipio.

    `name` is its own name with its kind ("Harris County"); `state` two letters.
    `residents` is the population used to search and to check zones, None when no
    population for this FIPS is in hand.
    """

    fips: str
    name: str
    state: str
    vintage: str
    residents: int | None = None

    def __post_init__(self) -> None:
        if not (len(self.fips) == 5 and self.fips.isdigit()):
            raise ValueError("a county is named by five digits, kept as text")

    @property
    def full_name(self) -> str:
        """Name and state: "Harris County, TX"."""
        return f"{self.name}, {self.state}"

    @property
    def place(self) -> Place:
        """The county as a place."""
        return Place(PlaceKind.COUNTY, self.fips, self.full_name, self.vintage)


@dataclass(frozen=True, slots=True)
class Area:
    """One or several counties taken as one place, in the order given, without doubles.

    `said` keeps how a name was understood, to be shown ("Houston is the city of
    Houston, in Fort Bend, Harris and Montgomery counties"). `typed` is true when a person
    gave the area its name; `said` then lists its counties.

    Raises
    ------
    ValueError
        When there is no county, or one stands twice.
    """

    counties: tuple[County, ...]
    name: str
    said: tuple[str, ...] = ()
    typed: bool = False

    def __post_init__(self) -> None:
        codes = [county.fips for county in self.counties]
        if not codes or len(set(codes)) != len(codes):
            raise ValueError("an area has at least one county and none twice")

    @property
    def fips(self) -> tuple[str, ...]:
        """The codes of its counties."""
        return tuple(county.fips for county in self.counties)

    @property
    def states(self) -> tuple[str, ...]:
        """The states it lies in, in order, without doubles."""
        return tuple(dict.fromkeys(county.state for county in self.counties))

    @property
    def is_one_county(self) -> bool:
        """True when the area is a single county."""
        return len(self.counties) == 1

    @property
    def place(self) -> Place:
        """The area as a place; a single county is that county."""
        if self.is_one_county:
            return self.counties[0].place
        return Place(PlaceKind.AREA, "area", self.name)


@dataclass(frozen=True, slots=True)
class Zone:
    """A named part of an area: tracts, ZIP codes or parts people name. Counts only.

    `parts` are tract codes (11 digits), ZIP codes (5 digits) or names. `residents`
    is how many people live there by the source named in `residents_source`. A rate
    of a zone is never made (`observation.Observation` refuses one).

    Raises
    ------
    InputFaults
        When it has fewer residents than `minimum_residents` (the catalogue's floor,
        20,000), a tract lies outside the area, or it has no parts.
    """

    name: str
    area: Area
    parts: tuple[str, ...]
    residents: int
    residents_source: str
    minimum_residents: int

    def __post_init__(self) -> None:
        faults = []
        if not self.parts:
            faults.append(Fault("The zone has no parts.", "Name its tracts, ZIP codes or parts."))
        if self.residents < self.minimum_residents:
            faults.append(
                Fault(
                    f"The zone has fewer than {self.minimum_residents:,} residents, so a count "
                    "in it could point at a person.",
                    "Add neighboring parts until it is large enough.",
                )
            )
        outside = [
            part
            for part in self.parts
            if len(part) == 11 and part.isdigit() and part[:5] not in self.area.fips
        ]
        faults.extend(
            Fault(f"Tract {part} lies outside the area.", "Leave it out or add its county.")
            for part in outside
        )
        if not self.residents_source:
            faults.append(
                Fault("Nobody said where the number of residents comes from.", "Name the source.")
            )
        if faults:
            raise InputFaults(faults)

    @property
    def place(self) -> Place:
        """The zone as a place."""
        return Place(PlaceKind.ZONE, self.name, self.name)
