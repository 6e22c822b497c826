"""What the pages look up: the library once, assessments and maps by their places."""

from __future__ import annotations

import datetime
import functools
import os
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from firstlight.assessment import (
    Assessment,
    Block,
    Chapter,
    FigureTable,
    Library,
    PeerComparison,
    assess,
    check_typed_name,
    compare_with_peers,
    may_be_compared,
    open_library,
    read_demonstration_statements,
    read_demonstration_totals,
    read_kept_totals,
)
from firstlight.base.errors import CatalogueFaults, InputFaults, PackDamaged
from firstlight.base.finding import Evidence, Part, Shown
from firstlight.base.place import Area, County
from firstlight.catalogue.entries import Demonstration, Source
from firstlight.entered import Kept, KeptTotals
from firstlight.peers import Standing, read_standings
from firstlight.places import explain_state, give_name, resolve_places, search_places
from firstlight.refresh import Releases, data_folder
from firstlight.report import (
    Boundaries,
    FlowMap,
    LocatorMap,
    draw_flows,
    draw_locator,
    find_neighbors,
    read_boundaries,
)
from firstlight_web.addresses import carried_invented, carry_invented, carry_name
from firstlight_web.pages.forms import Asked

KEPT = 64  # assessments and maps kept in memory
FOUND_AT_MOST = 10  # what is chosen stands below and must stay in sight
# The releases that the page for choosing a place rests on.
NAMES, SHAPES = "census_gazetteer_2024", "county_boundaries_2017"
RESIDENTS, RESIDENTS_OF_PUERTO_RICO = "census_pep_2023", "acs_2022_selected"

_one_at_a_time = threading.Lock()
_forget: list[Callable[[], None]] = []  # what was worked out from the library
_seen: dict[str, int] = {}  # when a release had last been put in use, as the library was read


@functools.cache
def the_library() -> Library:
    """Catalogue, tables and gazetteer: read once, and again when a release was put in use."""
    folder = data_folder(os.environ)
    _seen["change"] = Releases(folder).last_change()
    return open_library(data=folder)


def forget_with_library(clear: Callable[[], None]) -> None:
    """Have a store of results emptied when the library is read again."""
    _forget.append(clear)


def notice_releases() -> None:
    """Read the library again where a release was put in use since; one look at one file.

    A release that is not whole is not taken: the site goes on with what it has read.
    """
    folder = data_folder(os.environ)
    if Releases(folder).last_change() == _seen.get("change"):
        return
    with _one_at_a_time:
        now = Releases(folder).last_change()
        if "change" not in _seen or now == _seen["change"]:
            return
        try:
            open_library(data=folder)
        except (CatalogueFaults, InputFaults, PackDamaged):
            _seen["change"] = now
            return
        the_library.cache_clear()
        for clear in _forget:
            clear()


@functools.cache
def the_boundaries() -> Boundaries:
    """Boundaries for every map: read once."""
    return read_boundaries(the_library().pack)


@functools.cache
def the_standings() -> Mapping[str, Standing]:
    """How large and how urban each county is, for the rule of peers: read once."""
    library = the_library()
    return read_standings(library.pack, library.gazetteer.counties.values())


forget_with_library(the_standings.cache_clear)


def warm_up() -> None:
    """Read what every page needs, before the first visitor comes."""
    the_library()
    the_boundaries()


def prepare_example() -> None:
    """Make the first example's assessment, and with it what all places share: the states
    and the nation, which are worked out once."""
    get_assessment(list_demonstrations()[0].area)


def find_area(places: Sequence[str], name: str = "") -> Area:
    """The area of these places, under the name that a visitor typed for them.

    An example keeps its own name, and so does a single county: what is typed is for groups.

    Raises
    ------
    InputFaults
        With every place that is unknown or can mean several, and candidates; or with what
        keeps the name off the page.
    """
    library = the_library()
    area = resolve_places(places, library.gazetteer)
    if not name or area.is_one_county or _is_named(area, library):
        return area
    faults = check_typed_name(name, label="The name", area=area, catalogue=library.catalogue)
    if faults:
        raise InputFaults(faults)
    return give_name(area, name)


def name_area(counties: Sequence[str]) -> str:
    """What several counties are called together."""
    return resolve_places(tuple(counties), the_library().gazetteer).name


def find_asked(asked: Asked) -> Area:
    """The area an address asks for; the name typed for it goes on into every link of the answer.

    Raises
    ------
    InputFaults
        As `find_area` does.
    """
    area = find_area(asked.places, asked.name)
    carry_name(asked.name if area.typed else "")
    carry_invented(asked.invented and _has_invented(area))
    return area


def _is_named(area: Area, library: Library) -> bool:
    return any(set(area.fips) == set(codes) for codes in library.gazetteer.named_areas.values())


def find_counties(q: str) -> tuple[tuple[County, ...], bool]:
    """Counties that match what was typed, best first, and whether there are more."""
    found = search_places(q, the_library().gazetteer, at_most=FOUND_AT_MOST + 1)
    return found[:FOUND_AT_MOST], len(found) > FOUND_AT_MOST


def explain_a_state(q: str) -> str:
    """Words for whoever searched for a whole state; nothing for any other search."""
    return explain_state(q, the_library().gazetteer)


def find_candidates(faults: InputFaults) -> tuple[County, ...]:
    """The counties that an answer about unknown or ambiguous places proposes."""
    counties = the_library().gazetteer.counties
    text = " ".join(fault.do for fault in faults.faults)
    codes = dict.fromkeys(re.findall(r"\b\d{5}\b", text))
    return tuple(counties[code] for code in codes if code in counties)


def explain_nothing_found(q: str) -> tuple[str, tuple[County, ...]]:
    """Words for a search without a result, and counties that may be meant."""
    try:
        area = find_area([q])
    except InputFaults as faults:
        return " ".join(str(fault) for fault in faults.faults), find_candidates(faults)
    return " ".join(area.said), area.counties


def get_assessment(area: Area) -> Assessment:
    """The assessment of an area with what was entered for it, made today; kept while the day
    lasts and nothing else is entered.

    Invented totals of a demonstration stand in it only where the address asks for them, and
    never beside what somebody entered.

    Raises
    ------
    InputFaults
        When a file of entered totals was altered so that it cannot be read.
    """
    if carried_invented():
        return _assessment(area, get_today(), None)
    return _assessment(area, get_today(), the_kept().read_for(area))


def get_today() -> datetime.date:
    """The day on this computer."""
    return datetime.date.today()  # noqa: DTZ011 - a lead's own day


def the_kept() -> KeptTotals:
    """What was entered by the page, in the folder for data."""
    return KeptTotals(data_folder(os.environ))


@functools.lru_cache(maxsize=KEPT)
def _assessment(area: Area, today: datetime.date, kept: tuple[Kept, ...] | None) -> Assessment:
    library = the_library()
    with _one_at_a_time:  # two visitors would only do the same work twice
        if kept is None:  # they say wherever they stand that they are invented
            entered = read_demonstration_totals(area=area, library=library, today=today)
            entered = read_demonstration_statements(
                entered, area=area, library=library, today=today
            )
        else:
            entered = read_kept_totals(kept, area=area, library=library, today=today)
        return assess(area, library=library, made_on=today, entered=entered)


forget_with_library(_assessment.cache_clear)


def get_comparison(area: Area, county: County | None) -> PeerComparison:
    """A county beside its peers, or the area beside its counties; kept while the day lasts."""
    return _comparison(area, county, get_today())


@functools.lru_cache(maxsize=KEPT)
def _comparison(area: Area, county: County | None, today: datetime.date) -> PeerComparison:
    with _one_at_a_time:
        return compare_with_peers(the_library(), area, county, the_standings(), made_on=today)


forget_with_library(_comparison.cache_clear)


@functools.lru_cache(maxsize=KEPT)
def get_locator(area: Area) -> LocatorMap:
    """The map of an area."""
    return draw_locator(area, the_boundaries())


def draw_flow_map(area: Area, block: Block) -> FlowMap | None:
    """The map of moves into an area that a measure shows."""
    figures = get_assessment(area).figures
    return draw_flows(area, block.flows, figures, the_boundaries())


@functools.lru_cache(maxsize=KEPT)
def list_neighbors(area: Area) -> tuple[County, ...]:
    """Counties beside the area that are not in it."""
    counties = the_library().gazetteer.counties
    return tuple(counties[code] for code in find_neighbors(area, the_boundaries()))


@dataclass(frozen=True, slots=True)
class DemonstrationArea:
    """An example to look at first, the area it stands for, and where that lies.

    `has_invented` is true where providers' totals are invented for it, to be switched on.
    """

    entry: Demonstration
    area: Area
    locator: LocatorMap
    has_invented: bool


@functools.cache
def list_demonstrations() -> tuple[DemonstrationArea, ...]:
    """The catalogue's examples: real public data, chosen to show much at once."""
    examples = []
    library = the_library()
    for entry in library.catalogue.demonstrations:
        area = find_area(entry.counties)
        drawn = draw_locator(area, the_boundaries(), prefix=entry.id)
        made_up = any(set(i.counties) == set(area.fips) for i in library.catalogue.invented_totals)
        examples.append(DemonstrationArea(entry, area, drawn, made_up))
    return tuple(examples)


def _has_invented(area: Area) -> bool:
    """True for just the counties of an example that has invented totals."""
    return any(
        example.has_invented and set(area.fips) == set(example.area.fips)
        for example in list_demonstrations()
    )


def is_demonstration(area: Area) -> bool:
    """True for just the counties of an example, in whatever order."""
    return any(set(area.fips) == set(example.area.fips) for example in list_demonstrations())


def list_place_sources() -> tuple[Source, ...]:
    """The releases behind names, numbers of residents and boundaries."""
    sources = the_library().catalogue.sources
    return tuple(sources[name] for name in (NAMES, RESIDENTS, RESIDENTS_OF_PUERTO_RICO, SHAPES))


def is_compared(block: Block) -> bool:
    """True for a measure that the page of comparable counties holds."""
    return block.indicator is not None and may_be_compared(block.indicator)


def name_states(area: Area) -> str:
    """The names of the area's states: "Texas", "New Jersey and New York"."""
    names = [the_library().catalogue.states.names[state] for state in area.states]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def find_measure(measure: str) -> str | None:
    """The words for a measure that an assessment has, or None for one that no page knows."""
    indicators = the_library().catalogue.indicators
    if measure in indicators:
        return indicators[measure].label
    found = find_block(get_assessment(list_demonstrations()[0].area), measure)
    return found[1].title if found else None


def find_block(assessment: Assessment, measure: str) -> tuple[Chapter, Block] | None:
    """A measure of an assessment with its chapter, or None."""
    for chapter in assessment.chapters:
        for block in chapter.blocks:
            if block.id == measure:
                return chapter, block
    return None


def find_evidence(made: Assessment, block: Block) -> list[Evidence]:
    """Every piece of evidence of a block, in the order of the assessment."""
    said = {name for sentence in block.sentences for name in sentence.evidence}
    return _find_evidence(made, block.tables, said)


def find_evidence_of_process(made: Assessment) -> list[Evidence]:
    """Every piece of evidence of the process, in the order of the assessment."""
    process = made.process
    if process is None:
        return []
    tables = [table for state in process.offenses for table in state.tables]
    tables += [choice.table for choice in process.proactive if choice.table is not None]
    return _find_evidence(made, tables, set())


def _find_evidence(
    made: Assessment, tables: Sequence[FigureTable], wanted: set[str]
) -> list[Evidence]:
    for table in tables:
        for row in table.rows:
            wanted.update(made.figures[row.figure].evidence)
            wanted.update(name for part in row.label for name in getattr(part, "evidence", ()))
    return [entry for name, entry in made.evidence.items() if name in wanted]


def find_pictures_evidence(made: Assessment, blocks: Sequence[Block]) -> list[Evidence]:
    """Every piece of evidence of the two pictures: blocks, columns and indications."""
    pictures = made.pictures
    wanted = {entry.id for block in blocks for entry in find_evidence(made, block)}
    wanted.update(made.summary.records[-1].evidence)
    for question in pictures.questions if pictures else ():
        for twin in question.twins:
            for side in (*twin.police, *twin.providers):
                wanted.update((*side.evidence, *made.figures[side.figure].evidence))
                wanted.update(find_evidence_of_parts(made, side.coverage))
    for finding in pictures.findings if pictures else ():
        wanted.update((*finding.evidence, *made.figures[finding.n].evidence))
    return [entry for name, entry in made.evidence.items() if name in wanted]


def find_evidence_of_parts(made: Assessment, parts: Iterable[Part]) -> list[str]:
    """The evidence of the figures that these parts of a sentence show."""
    return [e for p in parts if isinstance(p, Shown) for e in made.figures[p.figure].evidence]


def find_evidence_of(made: Assessment, wanted: Iterable[str]) -> list[Evidence]:
    """The evidence with these ids, in the order of the assessment."""
    ids = set(wanted)
    return [entry for name, entry in made.evidence.items() if name in ids]


def list_inputs(block: Block) -> tuple[tuple[str, str, Source], ...]:
    """The columns an indicator is worked out from: role, column, release."""
    if block.indicator is None:
        return ()
    sources = the_library().catalogue.sources
    return tuple(
        (role, column.column, sources[column.source])
        for role, column in block.indicator.inputs.items()
    )
