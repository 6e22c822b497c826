"""Task forces nearby: what is in hand is the federal district, and that a list is lacking."""

from __future__ import annotations

from firstlight.assessment.library import Library
from firstlight.assessment.model import Block, Refusal
from firstlight.assessment.register import Register
from firstlight.base.finding import Part, Sentence, Words
from firstlight.base.place import Area
from firstlight.base.words import count_in_words
from firstlight.places import read_districts


def make_nearby_block(library: Library, register: Register, area: Area) -> Block:
    """Which federal judicial districts the area lies in."""
    districts = read_districts(library.pack, area.fips)
    names = {county.fips: county.name for county in area.counties}
    sentences: list[Sentence] = []
    for district in districts:
        where = [names[fips] for fips in district.counties]
        if len(where) == len(area.counties):
            all_of = "Both" if len(where) == 2 else f"All {count_in_words(len(where))}"
            whole = f"{all_of} counties lie in"
            start = f"{area.place.name} lies in" if area.is_one_county else whole
        else:
            start = f"{_join(where)} {'lies' if len(where) == 1 else 'lie'} in"
        parts: list[Part] = [
            Words(f"{start} the federal judicial district "),
            register.name(district.name, district.made_from),
        ]
        if district.split:
            parts.append(Words(", which the statute shares with another district"))
        sentences.append(register.say(*parts, Words(".")))
    refusals = [
        Refusal(
            "Task forces nearby",
            "No current list of task forces and the counties they cover is in hand.",
            "A list from the US Attorney’s office.",
            area.place.name,
            "task_forces",
        )
    ]
    if not districts:
        why = "The table in hand covers the 50 states and DC."
        refusals.append(Refusal("Federal judicial district", why, "", area.place.name))
    return Block(
        id="federal_district",
        title="Federal judicial districts",
        question="Which US Attorney’s office would sit at the table?",
        sentences=tuple(sentences),
        tables=(),
        warnings=(),
        cannot_tell=(
            "Which task forces work here today.",
            "Whether one of them would let this area join, or share its lists and training.",
        ),
        ask_next="Ask the US Attorney’s office which task forces work here, and in which counties.",
        remarks=(
            "A place with a task force finds more. Higher counts there can mean better looking.",
        ),
        refusals=tuple(refusals),
    )


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
