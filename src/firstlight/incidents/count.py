"""What is counted of a part: totals by code, band, agency and month; never a row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.catalogue import Nibrs
from firstlight.catalogue.entries import LookbackStratum
from firstlight.incidents.load import MINOR_BANDS, Loaded
from firstlight.incidents.parts import Part
from firstlight.pack import TextStream

TRAFFICKING = ("64A", "64B")
ARREST, OPEN = "arrest", "not cleared"
NOWHERE = "65000"
JOINS = (
    ("off", "inc", "inc", "id", "nibrs_offense", "nibrs_incident"),
    ("vic", "inc", "inc", "id", "nibrs_victim", "nibrs_incident"),
    ("arr", "inc", "inc", "id", "nibrs_arrestee", "nibrs_incident"),
    ("vo", "offense", "off", "id", "nibrs_victim_offense", "nibrs_offense"),
    ("vo", "victim", "vic", "id", "nibrs_victim_offense", "nibrs_victim"),
    ("partner", "victim", "vic", "id", "nibrs_victim_offender_rel", "nibrs_victim"),
)


@dataclass(slots=True)
class Counts:
    """Totals of one part, or of several added. A count that needs a missing table is not here.

    `without_group_b` counts parts that have no table of Group B arrests.
    `lacks` names the tables that some part lacks; what needs one of them is not reported.
    Bands are the numbers of `load` (6 unknown, 7 a range below 18, 8 another range).
    """

    incidents: int = 0
    offenses: Counter[str] = field(default_factory=Counter)
    victims: Counter[tuple[str, int]] = field(default_factory=Counter)
    not_people: Counter[str] = field(default_factory=Counter)
    arrests: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    lesser_arrests: int = 0
    without_group_b: int = 0
    several: int = 0
    by_agency: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    incidents_with: Counter[str] = field(default_factory=Counter)
    places: Counter[tuple[str, str]] = field(default_factory=Counter)
    cleared: Counter[tuple[str, str]] = field(default_factory=Counter)
    cleared_all: Counter[str] = field(default_factory=Counter)
    strata: Counter[str] = field(default_factory=Counter)
    strata_minor: Counter[str] = field(default_factory=Counter)
    strata_first: Counter[str] = field(default_factory=Counter)
    frame: int = 0
    frame_by_agency: Counter[str] = field(default_factory=Counter)
    trafficking_by_agency: Counter[str] = field(default_factory=Counter)
    unjoined: Counter[tuple[str, str]] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)
    without_key: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    lacks: set[str] = field(default_factory=set)

    def add(self, other: Counts) -> None:
        """Add another part's totals: counts add, and what either lacks is lacking."""
        for name in self.__dataclass_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            elif isinstance(mine, set):
                mine |= theirs
            else:
                setattr(self, name, mine + theirs)


def count_part(stream: TextStream, part: Part, loaded: Loaded, nibrs: Nibrs) -> Counts:
    """Count everything of a part that is loaded.

    Raises
    ------
    InputFaults
        When more rows than the catalogue allows join nothing: the tables are not of one
        download.
    """
    counts = Counts(
        doubled=Counter(loaded.doubled),
        without_key=Counter(loaded.without_key),
        lacks=missing_tables(part, nibrs),
        without_group_b=int("nibrs_arrestee_groupb" not in part.files),
    )
    codes = loaded.codes
    _count_unjoined(stream, part, counts, nibrs)
    counts.incidents = stream.run("select count(*) from inc")[0][0]
    for name, table in (
        ("nibrs_incident", "inc"),
        ("nibrs_offense", "off"),
        ("nibrs_victim", "vic"),
        ("nibrs_arrestee", "arr"),
        ("nibrs_arrestee_groupb", "arr_groupb"),
    ):
        counts.rows[name] = loaded.rows.get(table, 0)
    for code, n in stream.run("select code, count(*) from off group by 1"):
        counts.offenses[codes[code]] += n
    for code, person, band, n in stream.run(
        "select code, person, band, count(*) from (select distinct o.code, v.id, v.person, v.band "
        "from vo join off o on o.id = vo.offense join vic v on v.id = vo.victim) group by all"
    ):
        if person:
            counts.victims[codes[code], band] += n
        else:
            counts.not_people[codes[code]] += n
    for code, band, year, n in stream.run(
        "select code, band, coalesce(year, 0), count(*) from arr group by all"
    ):
        counts.arrests[codes[code], band, year] += n
    counts.lesser_arrests = stream.run("select count(*) from arr where lesser")[0][0]
    counts.several = stream.run("select count(*) from arr where several")[0][0]
    for agency, year, month, n in stream.run(
        "select agency, coalesce(year, 0), coalesce(month, 0), count(*) from inc group by all"
    ):
        counts.by_agency[str(agency), year, month] += n
    for code, n in stream.run("select code, count(distinct inc) from off group by 1"):
        counts.incidents_with[codes[code]] += n
    for one, two, n in stream.run(
        "select a.code, b.code, count(distinct a.inc) from off a join off b "
        "on a.inc = b.inc and a.code < b.code group by 1, 2"
    ):
        first, second = sorted((codes[one], codes[two]))
        counts.pairs[first, second] += n
    _count_trafficking(stream, loaded, counts)
    _count_lookback(stream, loaded, counts, nibrs)
    return counts


def missing_tables(part: Part, nibrs: Nibrs, years: tuple[int, ...] = ()) -> set[str]:
    """The tables that a download of this layout (and these years) has and this one lacks."""
    lacking = set()
    for name, table in nibrs.layout.tables.items():
        if name in part.files or (table.layouts and part.layout not in table.layouts):
            continue
        if table.from_year and not any(year >= table.from_year for year in years):
            continue
        lacking.add(name)
    return lacking


def _count_unjoined(stream: TextStream, part: Part, counts: Counts, nibrs: Nibrs) -> None:
    faults = []
    for table, key, other, other_key, name, other_name in JOINS:
        if name not in part.files or other_name not in part.files:
            continue
        where = "not x.lesser and" if table == "arr" else ""
        lost, total = stream.run(
            f"select (select count(*) from {table} x where {where} not exists "
            f"(select 1 from {other} y where y.{other_key} = x.{key})), count(*) from {table}"
        )[0]
        if lost:
            counts.unjoined[name, other_name] += lost
        if total and lost / total > nibrs.rules.unjoined_at_most:
            what = (
                f"Most rows of {part.files[name].found.shown} belong to no row of "
                f"{part.files[other_name].found.shown}."
            )
            do = "The tables are not of one download. Take both from the same one."
            faults.append(Fault(what, do, file=part.name))
    if faults:
        raise InputFaults(faults)


def _codes_in(loaded: Loaded, codes: tuple[str, ...]) -> str:
    """The places of codes, for `in`; a code that the file does not know is at none."""
    places = [str(place) for place, code in enumerate(loaded.codes) if code in codes]
    return f"({', '.join([*places, NOWHERE])})"


def _count_trafficking(stream: TextStream, loaded: Loaded, counts: Counts) -> None:
    wanted = _codes_in(loaded, TRAFFICKING)
    places = loaded.lookups.get("nibrs_location_type", {})
    for code, place, n in stream.run(
        f"select code, place, count(*) from off where code in {wanted} group by 1, 2"
    ):
        counts.places[loaded.codes[code], places.get(str(place), "not stated")] += n
    kinds = loaded.lookups.get("nibrs_cleared_except", {})
    for code, cleared, arrested, n in stream.run(
        "select o.code, i.cleared, exists (select 1 from arr where arr.inc = o.inc), count(*) from "
        f"(select distinct code, inc from off where code in {wanted}) o "
        "join inc i on i.id = o.inc group by all"
    ):
        kind = kinds.get(str(cleared), "N")
        told = ARREST if arrested else OPEN if kind == "N" else kind
        counts.cleared[loaded.codes[code], told] += n
    for cleared, n in stream.run("select cleared, count(*) from inc group by 1"):
        kind = kinds.get(str(cleared), "N")
        counts.cleared_all["not exceptionally cleared" if kind == "N" else kind] += n
    for agency, n in stream.run(
        f"select i.agency, count(*) from off o join inc i on i.id = o.inc "
        f"where o.code in {wanted} group by 1"
    ):
        counts.trafficking_by_agency[str(agency)] += n


def _count_lookback(stream: TextStream, loaded: Loaded, counts: Counts, nibrs: Nibrs) -> None:
    """Each kind of incident by itself, those first in it, and all together, each once."""
    stream.run("create or replace temp table frame (inc bigint, place utinyint)")
    strata = nibrs.lookback.strata
    for place, stratum in enumerate(strata.values()):
        stream.run(f"insert into frame select inc, {place} from ({_incidents_of(loaded, stratum)})")
    names = list(strata)
    for place, n in stream.run("select place, count(*) from frame group by 1"):
        counts.strata[names[place]] += n
    for place, n in stream.run(
        "select first, count(*) from (select min(place) as first from frame group by inc) "
        "group by 1"
    ):
        counts.strata_first[names[place]] += n
        counts.frame += n
    for name, stratum in strata.items():
        if stratum.with_minor:
            counts.strata_minor[name] += stream.run(
                "select count(distinct o.inc) from off o join vo on vo.offense = o.id "
                f"join vic v on v.id = vo.victim where v.person and v.band in {MINOR_BANDS} "
                f"and o.code in {_codes_in(loaded, stratum.codes)}"
            )[0][0]
    for agency, n in stream.run(
        "select i.agency, count(*) from (select distinct inc from frame) f "
        "join inc i on i.id = f.inc group by 1"
    ):
        counts.frame_by_agency[str(agency)] += n


def _incidents_of(loaded: Loaded, stratum: LookbackStratum) -> str:
    chosen = (
        f"select distinct inc from off where code in {_codes_in(loaded, stratum.codes)} "
        "and inc is not null"
    )
    if not stratum.partner:
        return chosen
    relations = ", ".join(f"'{code}'" for code in stratum.partner)
    return (
        f"{chosen} and inc in (select v.inc from partner p join vic v on v.id = p.victim "
        f"where p.relation in ({relations}))"
    )
