"""What is counted of a part: totals by code, band, agency and month; never a row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue import Catalogue
from firstlight.catalogue.catalogue import Nibrs
from firstlight.catalogue.entries import LookbackStratum
from firstlight.incidents.load import MINOR_BANDS, Loaded, read_month
from firstlight.incidents.parts import Part
from firstlight.pack import TextStream

TRAFFICKING = ("64A", "64B")
COMMERCIAL_SEX = ("40A", "40B", "40C")
MINORS_OF = (*TRAFFICKING, *COMMERCIAL_SEX)  # codes under which an arrested minor may be a victim
ARREST, OPEN = "arrest", "not cleared"
JOINS = (
    ("off", "inc", "nibrs_offense", "nibrs_incident"),
    ("vic", "inc", "nibrs_victim", "nibrs_incident"),
    ("arr", "inc", "nibrs_arrestee", "nibrs_incident"),
    ("vo", "offense", "nibrs_victim_offense", "nibrs_offense"),
    ("vo", "victim", "nibrs_victim_offense", "nibrs_victim"),
    ("partner", "victim", "nibrs_victim_offender_rel", "nibrs_victim"),
)
TABLE_OF = {"nibrs_incident": "inc", "nibrs_offense": "off", "nibrs_victim": "vic"}


@dataclass(slots=True)
class Counts:
    """Totals of one part, or of several added. A count that needs a missing table is not here.

    `without_group_b` counts parts that have no table of Group B arrests.
    `lacks` names the tables that some part lacks; what needs one of them is not reported.
    `ages_unread` are tables whose ages are codes alone, where the list of codes is lacking.
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
    codes_by_agency: Counter[tuple[str, str]] = field(default_factory=Counter)
    minors_by_agency: Counter[tuple[str, str]] = field(default_factory=Counter)
    unjoined: Counter[tuple[str, str]] = field(default_factory=Counter)
    doubled: Counter[str] = field(default_factory=Counter)
    without_key: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    lacks: set[str] = field(default_factory=set)
    ages_unread: set[str] = field(default_factory=set)
    all_linked: bool = False

    def add(self, other: Counts) -> None:
        """Add another part's totals: counts add, and what either lacks is lacking."""
        for name in self.__dataclass_fields__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if isinstance(mine, Counter):
                mine.update(theirs)
            elif isinstance(mine, set):
                mine |= theirs
            elif isinstance(mine, bool):
                continue
            else:
                setattr(self, name, mine + theirs)


def count_part(stream: TextStream, part: Part, loaded: Loaded, catalogue: Catalogue) -> Counts:
    """Count everything of a part that is loaded.

    Raises
    ------
    InputFaults
        When more rows than the catalogue allows join nothing: the tables are not of one
        download.
    """
    nibrs = catalogue.nibrs
    counts = Counts(
        doubled=Counter(loaded.doubled),
        without_key=Counter(loaded.without_key),
        lacks=missing_tables(part, nibrs),
        ages_unread=_find_unread_ages(part),
        without_group_b=int("nibrs_arrestee_groupb" not in part.files),
    )
    codes = loaded.code_of
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
    for code, band, year, n in stream.run(
        "select code, band, coalesce(year, 0), count(*) from arr group by all"
    ):
        counts.arrests[codes[code], band, year] += n
    counts.lesser_arrests = stream.run("select count(*) from arr where lesser")[0][0]
    counts.several = stream.run("select count(*) from arr where several")[0][0]
    for agency, year, day, n in stream.run(
        "select agency, coalesce(year, 0), day, count(*) from inc group by all"
    ):
        counts.by_agency[str(agency), year, read_month(day)] += n
    once = True
    for code, n, different in stream.run(
        "select code, count(*), count(distinct inc) from off group by 1"
    ):
        counts.incidents_with[codes[code]] += different
        once = once and n == different
    _count_victims(stream, loaded, counts, once=once)
    _count_unjoined(stream, part, counts, nibrs)
    _count_pairs(stream, loaded, counts, catalogue)
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


def _find_unread_ages(part: Part) -> set[str]:
    """Tables of people whose ages are codes alone, when no list says what the codes are."""
    if "nibrs_age" in part.files:
        return set()
    return {
        name
        for name in ("nibrs_victim", "nibrs_arrestee")
        if name in part.files and "age" not in part.files[name].columns
    }


def _count_victims(stream: TextStream, loaded: Loaded, counts: Counts, *, once: bool) -> None:
    """People by the code of an offense against them and their age band, each once a code.

    `once` says that no incident has a code twice; where no link stands twice either, every
    link is another person or another code, and they need not be told apart one by one.
    """
    total, different = stream.run("select count(*), count(distinct hash(victim, offense)) from vo")[
        0
    ]
    links = (
        "select o.code, v.person, v.band from vo "
        "join off o on o.id = vo.offense join vic v on v.id = vo.victim"
    )
    if not once or total != different:
        links = links.replace("select o.code", "select distinct v.id, o.code")
    joined = 0
    for code, person, band, n in stream.run(
        f"select code, person, band, count(*) from ({links}) group by all"
    ):
        joined += n
        if person:
            counts.victims[loaded.code_of[code], band] += n
        else:
            counts.not_people[loaded.code_of[code]] += n
    counts.all_linked = joined == total


def _count_unjoined(stream: TextStream, part: Part, counts: Counts, nibrs: Nibrs) -> None:
    lost: dict[tuple[str, str], tuple[int, int]] = {}
    for table, key, name, other in JOINS:
        if name not in part.files or other not in part.files:
            continue
        if table == "vo" and counts.all_linked:
            continue
        of_table = "not x.lesser and" if table == "arr" else ""
        n, total = stream.run(
            f"select (select count(*) from {table} x where {of_table} not exists "
            f"(select 1 from {TABLE_OF[other]} y where y.id = x.{key})), count(*) from {table}"
        )[0]
        if n:
            lost[name, other] = n, total
    faults = []
    for (name, other), (n, total) in sorted(lost.items()):
        counts.unjoined[name, other] += n
        if n / total > nibrs.rules.unjoined_at_most:
            what = (
                f"Most rows of {part.files[name].found.shown} belong to no row of "
                f"{part.files[other].found.shown}."
            )
            do = "The tables are not of one download. Take both from the same one."
            faults.append(Fault(what, do, file=part.name))
    if faults:
        raise InputFaults(faults)


def _count_pairs(stream: TextStream, loaded: Loaded, counts: Counts, catalogue: Catalogue) -> None:
    """Incidents with two codes, of which one is trafficking, or both are on the list."""
    related = {code for offense in catalogue.offenses.values() for code in offense.codes}
    watched = _codes_in(loaded, (*TRAFFICKING, *sorted(related)))
    stream.run(
        "create or replace temp table watched as select distinct inc, code from off "
        f"where code in {watched} and inc is not null"
    )
    wanted = _codes_in(loaded, TRAFFICKING)
    for one, two, n in stream.run(
        "select one, two, count(*) from ("
        "select distinct least(a.code::varchar, coalesce(b.code::varchar, '')) as one, "
        "greatest(a.code::varchar, coalesce(b.code::varchar, '')) as two, a.inc "
        f"from watched a join off b on a.inc = b.inc where a.code in {wanted} "
        "and b.code is distinct from a.code union "
        "select distinct least(a.code::varchar, b.code::varchar), "
        "greatest(a.code::varchar, b.code::varchar), a.inc "
        "from watched a join watched b on a.inc = b.inc and a.code < b.code) group by 1, 2"
    ):
        first, second = sorted((loaded.code_of[one or None], loaded.code_of[two or None]))
        counts.pairs[first, second] += n


def _codes_in(loaded: Loaded, codes: tuple[str, ...]) -> str:
    """The keys of codes, for `in`; of codes that the file does not know, none."""
    keys = [key for key, code in loaded.code_of.items() if key is not None and code in codes]
    quoted = ["'" + key.replace("'", "''") + "'" for key in keys]
    return f"({', '.join(quoted or ['null'])})"


def _count_trafficking(stream: TextStream, loaded: Loaded, counts: Counts) -> None:
    wanted = _codes_in(loaded, TRAFFICKING)
    places = loaded.lookups.get("nibrs_location_type", {})
    for code, place, n in stream.run(
        f"select code, place, count(*) from off where code in {wanted} group by 1, 2"
    ):
        counts.places[loaded.code_of[code], places.get(str(place), "not stated")] += n
    kinds = loaded.lookups.get("nibrs_cleared_except", {})
    for code, cleared, arrested, n in stream.run(
        "select o.code, i.cleared, exists (select 1 from arr where arr.inc = o.inc), count(*) from "
        f"(select distinct code, inc from off where code in {wanted}) o "
        "join inc i on i.id = o.inc group by all"
    ):
        kind = kinds.get(str(cleared), "N")
        told = ARREST if arrested else OPEN if kind == "N" else kind
        counts.cleared[loaded.code_of[code], told] += n
    for cleared, n in stream.run("select cleared, count(*) from inc group by 1"):
        kind = kinds.get(str(cleared), "N")
        counts.cleared_all["not exceptionally cleared" if kind == "N" else kind] += n
    for agency, code, n in stream.run(
        f"select i.agency, o.code, count(*) from off o join inc i on i.id = o.inc "
        f"where o.code in {wanted} group by all"
    ):
        counts.trafficking_by_agency[str(agency)] += n
        counts.codes_by_agency[str(agency), loaded.code_of[code]] += n
    for agency, code, n in stream.run(
        f"select i.agency, a.code, count(*) from arr a join inc i on i.id = a.inc "
        f"where a.code in {_codes_in(loaded, MINORS_OF)} and a.band in {MINOR_BANDS} "
        "group by all"
    ):
        counts.minors_by_agency[str(agency), loaded.code_of[code]] += n


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
