"""From what a person typed to counties. Never a guess: what is not clear is asked back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstlight.base.county_names import plain
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.place import Area, County
from firstlight.base.words import count_in_words
from firstlight.pack import explain_old_code
from firstlight.places.gazetteer import City, Gazetteer, split_state
from firstlight.places.suggest import OFFERED, suggest_places

NAMED_AT_MOST = 4  # counties that a name of an area lists
PLURALS = {"County": "Counties", "Parish": "Parishes", "Borough": "Boroughs"}
SHOWN_CANDIDATES = 8  # as many as fit a terminal without scrolling


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand the words."""

    counties: tuple[County, ...]
    label: str
    said: str


def search_places(text: str, gazetteer: Gazetteer, *, at_most: int = 50) -> tuple[County, ...]:
    """Counties whose code, name or city begins with or holds the words, largest first.

    An exact name comes first, then beginnings, then names that hold the words.
    """
    ranks: dict[str, int] = {}
    for state, words in _ways_to_split(text, gazetteer):
        wanted = plain(words)
        if wanted.isdigit():
            # a code may have lost its zero: 4013 is 04013 as well as the beginning of 40131
            begins = (wanted, wanted.zfill(5)) if len(wanted) == 4 else (wanted,)
            found = [c for fips, c in gazetteer.counties.items() if fips.startswith(begins)]
            return tuple(found[:at_most])
        if not wanted:
            continue
        for (name, where), counties in gazetteer.by_name.items():
            if state in (None, where) and (rank := _rank(name, wanted)) is not None:
                for county in counties:
                    ranks[county.fips] = min(rank, ranks.get(county.fips, rank))
        for (name, where), city in gazetteer.cities.items():
            if state in (None, where) and (rank := _rank(name, wanted)) is not None:
                for fips in city.fips:
                    ranks[fips] = min(rank + 1, ranks.get(fips, rank + 1))
    ordered = sorted(ranks, key=lambda f: (ranks[f], -(gazetteer.counties[f].residents or 0), f))
    return tuple(gazetteer.counties[fips] for fips in ordered[:at_most])


def _rank(name: str, wanted: str) -> int | None:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 2
    return 4 if f" {wanted}" in f" {name}" else None


def resolve_places(texts: Sequence[str], gazetteer: Gazetteer) -> Area:
    """Understand every text as counties and put them together as one area.

    A text is a FIPS code, a county with its state ("Hennepin, MN"), a county whose name
    no other has, or a city with its state, which stands for the counties its police
    serve; `Area.said` then says so.

    Raises
    ------
    InputFaults
        With every text that is unknown or can mean several places, and candidates.
    """
    faults: list[Fault] = []
    counties: dict[str, County] = {}
    said: list[str] = []
    if not texts:
        faults.append(Fault("No place was named.", "Name a county: a FIPS code or “Hennepin, MN”."))
    for text in texts:
        try:
            reading = _read(text, gazetteer)
        except InputFaults as error:
            faults.extend(error.faults)
            continue
        counties.update({county.fips: county for county in reading.counties})
        if reading.said:
            said.append(reading.said)
    if faults:
        raise InputFaults(faults)
    chosen = tuple(counties.values())
    return Area(chosen, name_area(chosen, gazetteer), tuple(said))


def name_area(counties: Sequence[County], gazetteer: Gazetteer) -> str:
    """Words for an area: its own name, its counties up to four, or the largest of more."""
    codes = {county.fips for county in counties}
    for name, fips in gazetteer.named_areas.items():
        if codes == set(fips):
            return f"the {name} area"
    if len(counties) <= NAMED_AT_MOST:
        return list_counties(counties)
    largest = max(counties, key=lambda county: county.residents or 0)
    more = count_in_words(len(counties) - 1)
    return f"the area of {largest.full_name} and {more} other counties"


def list_counties(counties: Sequence[County]) -> str:
    """Every county with its state, each state and each kind said once.

    "Erie and Niagara Counties, NY and Warren County, PA"; "Fairfax County and Fairfax city, VA".
    """
    by_state: dict[str, dict[str, list[str]]] = {}
    for county in counties:
        own, kind = _split_kind(county.name)
        by_state.setdefault(county.state, {}).setdefault(kind, []).append(own)
    states = []
    for state, kinds in by_state.items():
        names = []
        for kind, owns in kinds.items():
            if kind in PLURALS and len(owns) > 1:
                names.append(f"{join_words(owns)} {PLURALS[kind]}")
            else:
                names.extend(f"{own} {kind}".strip() for own in owns)
        states.append(f"{join_words(names)}, {state}")
    return join_words(states)


def _split_kind(name: str) -> tuple[str, str]:
    """A county's name and the word for its kind, where several can share it."""
    own, _, kind = name.rpartition(" ")
    return (own, kind) if own and kind in PLURALS else (name, "")


def join_words(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def give_name(area: Area, name: str) -> Area:
    """The area under a name that a person typed; `said` lists its counties.

    Whether the words may be printed is judged before.
    """
    line = " ".join(name.split())
    # "the Houston area" and "The Houston area" are one: the report writes sentences with it
    line = f"the {line[4:]}" if line[:4].casefold() == "the " else line
    told = f"{line[:1].upper()}{line[1:]} stands for {list_counties(area.counties)}."
    return replace(area, name=line, said=(*area.said, told), typed=True)


def _ways_to_split(text: str, gazetteer: Gazetteer) -> tuple[tuple[str | None, str], ...]:
    """The words with their state taken off; without a comma also as they stand.

    "Port Washington" is a town, and ends like "Port WA" all the same.
    """
    split = split_state(text, gazetteer)
    return (split,) if split[0] is None or "," in text else (split, (None, text))


def _read(text: str, gazetteer: Gazetteer) -> _Reading:
    typed = " ".join(text.split())[:80]
    code = re.fullmatch(r"(?:0500000US)?(\d{5})", typed)
    if code:
        return _read_code(code.group(1), typed, gazetteer)
    if re.fullmatch(r"\d{1,4}", typed):
        what = f"“{typed}” is not a FIPS code of five digits."
        do = "Put the zeros back in front, as in 01001."
        for near in suggest_places(typed, gazetteer):
            do = f"If zeros in front were lost: did you mean {near.label}?"
        raise InputFaults([Fault(what, do)])
    if typed.upper() in gazetteer.states.names:
        return _read_state(typed.upper(), typed, gazetteer)
    for name, codes in gazetteer.named_areas.items():
        if plain(name) == plain(typed):
            return _Reading(tuple(gazetteer.counties[fips] for fips in codes), name, "")
    readings = [
        reading
        for state, words in _ways_to_split(typed, gazetteer)
        for reading in _readings(plain(words), state, gazetteer)
    ]
    distinct = {frozenset(c.fips for c in reading.counties): reading for reading in readings}
    if len(distinct) == 1:
        return readings[0]
    if not distinct:
        for letters, name in gazetteer.states.names.items():
            if plain(name) == plain(typed):
                return _read_state(letters, typed, gazetteer)
        raise InputFaults([_unknown(typed, gazetteer)])
    labels = [reading.label for reading in distinct.values()]
    more = len(labels) - SHOWN_CANDIDATES
    listed = "; ".join(labels[:SHOWN_CANDIDATES]) + (f"; and {more} more" if more > 0 else "")
    what = f"“{typed}” can mean {len(labels)} places."
    raise InputFaults([Fault(what, f"Choose one: {listed}.")])


def _read_state(code: str, typed: str, gazetteer: Gazetteer) -> _Reading:
    counties = gazetteer.of_state(code)
    if len(counties) == 1:
        return _Reading(counties, counties[0].full_name, "")
    raise InputFaults([_tell_state(typed, counties)])


def _tell_state(typed: str, counties: Sequence[County]) -> Fault:
    what = f"“{typed}” is a state, and an assessment is made for counties."
    do = (
        f"Name its counties, as in “{counties[0].full_name}”. What the police of a whole state "
        "sent to the FBI: firstlight incidents summarise, with the state’s incident files."
    )
    return Fault(what, do)


def explain_state(text: str, gazetteer: Gazetteer) -> str:
    """Why the name of a state finds no area, in words; nothing for any other text.

    A state that is one county is an area.
    """
    typed = " ".join(text.split())[:80]
    for letters, name in gazetteer.states.names.items():
        if typed.upper() == letters or plain(name) == plain(typed):
            counties = gazetteer.of_state(letters)
            return "" if len(counties) == 1 else str(_tell_state(typed, counties))
    return ""


def _read_code(fips: str, typed: str, gazetteer: Gazetteer) -> _Reading:
    county = gazetteer.counties.get(fips)
    if county is not None:
        return _Reading((county,), county.full_name, "")
    old = explain_old_code(fips, gazetteer.changes)
    if old is not None:
        what, new = old
        names = "; ".join(f"{c} {gazetteer.counties[c].full_name}" for c in new)
        raise InputFaults([Fault(f"{fips} is an old code: {what}.", f"Choose among {names}.")])
    same = [c for c in gazetteer.counties.values() if c.fips[:2] == fips[:2]]
    near = sorted(same, key=lambda c: abs(int(c.fips) - int(fips)))[:3]
    candidates = "; ".join(f"{c.fips} {c.full_name}" for c in near)
    do = f"Nearest: {candidates}." if near else "Search for it by its name."
    raise InputFaults([Fault(f"{typed} is no county of today.", do)])


def _readings(name: str, state: str | None, gazetteer: Gazetteer) -> list[_Reading]:
    """Every way to understand the name: as counties, and as a city."""
    city_meant = re.fullmatch(r"(?:city of )(.+)|(.+) city", name)
    readings = []
    states = [state] if state else list(gazetteer.states.names)
    for where in states:
        named = gazetteer.by_name.get((name, where), ())
        for county in named:
            said = "" if state else f"“{name}” is taken as {county.full_name}."
            readings.append(_Reading((county,), f"{county.full_name} ({county.fips})", said))
        plain_name = (city_meant.group(1) or city_meant.group(2)) if city_meant else name
        city = gazetteer.cities.get((name, where)) or gazetteer.cities.get((plain_name, where))
        # an independent city of that very name is already found as a county
        if city and not (city_meant and named):
            readings.append(_read_city(city, gazetteer))
    return readings


def _read_city(city: City, gazetteer: Gazetteer) -> _Reading:
    counties = tuple(gazetteer.counties[fips] for fips in city.fips)
    names = ", ".join(county.name for county in counties)
    how = "by the FBI’s list of agencies its police serve" if city.by_police else "it lies in"
    said = f"{city.name}, {city.state} is taken as the city: {how} {names}."
    codes = ", ".join(city.fips)
    return _Reading(counties, f"city of {city.name}, {city.state} ({codes})", said)


def _unknown(typed: str, gazetteer: Gazetteer) -> Fault:
    held = search_places(typed, gazetteer, at_most=OFFERED)
    labels = [f"{county.full_name} ({county.fips})" for county in held]
    labels = labels or [near.label for near in suggest_places(typed, gazetteer)]
    if not labels:
        return Fault(f"“{typed}” is not known.", "Write a county and its state: “Hennepin, MN”.")
    return Fault(f"“{typed}” is not known.", f"Did you mean: {'; '.join(labels)}?")
