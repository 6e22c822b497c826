"""One page for the chief: how old the data are, who reported, what was recorded, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from firstlight.assessment.entered_said import ANSWERS
from firstlight.assessment.library import Library
from firstlight.assessment.model import Ask, Block, Chapter, Summary
from firstlight.assessment.register import Register
from firstlight.assessment.silent_states import ask_state_first, find_silent_states
from firstlight.base.finding import Figure, Sentence, Shown, When, Words
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.words import count_in_words
from firstlight.catalogue.entries import Bullet
from firstlight.entered import REFUSED
from firstlight.recorded import Recorded

RECORDS = "recorded_offenses"
CONDITIONS = ("poverty", "homeless_students")
RESIDENTS = "residents"
PLACE = "federal_district"
NAMED_AT_MOST = 20  # counties in the sentences of the first page
REFUSED_WORDS = ANSWERS[REFUSED]
ASK_OTHERS = "One was asked and refused. Ask the others, and ask this one what it could give."
ENTERED_SAID = 3  # sentences on what the leads brought; the page is one page
PLACES_SAID = 3  # sentences on federal districts
PROVIDERS = "providers"
ALL = 100
WHO_REPORTED = ("agencies_listed.", "states_without_a_row.")
NOBODY_ASKED = "Nobody has asked the victim-service providers of the area yet."
PROVIDERS_TOLD = (
    "Totals that victim-service providers gave stand in the chapter on documented cases, as "
    "entered by the leads."
)
UNASKED = "What victim-service providers saw. Nobody has asked them for this assessment."
ALWAYS_UNKNOWN = (
    "How many people are trafficked here. Records set a floor and nothing more.",
    UNASKED,
    "How much labor is forced. Records of police and of labor departments do not say.",
    "Which task forces work here now. No current list is in hand.",
)
NO_RETURN = "Whether agencies without a row in the file recorded none or sent nothing."
NOBODY = "What police recorded. No agency here has a row in the last year of the file."


def make_summary(
    library: Library,
    register: Register,
    chapters: tuple[Chapter, ...],
    recorded: Recorded,
    area: Area,
) -> Summary:
    """Take the first sentences of a few blocks, the standing unknowns, and the first asks.

    The age of the data and the agencies that reported stand before any number of records, and
    records before conditions. A bound never stands here, nor a figure whose margin is too wide
    to lean on.
    """
    blocks: Mapping[str, Block] = {block.id: block for c in chapters for block in c.blocks}
    reporting, records = _split_records(blocks[RECORDS], recorded)
    conditions = tuple(
        sentence
        for name in CONDITIONS
        if _can_be_said(register.figures.get(f"{name}.{area.place.id}"))
        for sentence in blocks[name].sentences[:1]
    )
    districts = blocks[PLACE].sentences[:PLACES_SAID]
    if len(area.counties) > NAMED_AT_MOST:
        districts = ()  # each names its counties; they stand in the chapter on task forces
    place = (*blocks[RESIDENTS].sentences[:1], *districts)
    told = _providers_told(chapters)
    unknown = [ALWAYS_UNKNOWN[0], *_say_silence(recorded), *ALWAYS_UNKNOWN[1:]]
    first = sorted(
        (
            bullet
            for parameter in library.catalogue.parameters
            for bullet in parameter.bullets
            if bullet.first_page
        ),
        key=lambda bullet: bullet.first_page,
    )
    silent = find_silent_states(library, area, recorded)
    said = (*reporting, *records, *conditions, *place)
    spoken = {
        warning
        for name in (RECORDS, *CONDITIONS, RESIDENTS, PLACE)
        if any(sentence in said for sentence in blocks[name].sentences)
        for warning in blocks[name].warnings
    }
    return Summary(
        ages=tuple(_say_ages(register)),
        reporting=reporting,
        records=records,
        asked=PROVIDERS_TOLD if told else NOBODY_ASKED,
        conditions=conditions,
        place=place,
        entered=_say_entered(library, register, chapters),
        not_known=tuple(text for text in unknown if not (told and text == UNASKED)),
        asks=tuple(ask_state_first(_ask(bullet, blocks), silent) for bullet in first),
        warnings=tuple(name for name in library.catalogue.warnings if name in spoken),
    )


def _ask(bullet: Bullet, blocks: Mapping[str, Block]) -> Ask:
    """What the guide asks for, or where the leads brought it already what is to ask next."""
    brought = blocks.get(f"entered_{bullet.id}")
    told = brought is not None and brought.tables
    if brought is not None and not told and any(_says(s, REFUSED_WORDS) for s in brought.sentences):
        return Ask(bullet.holder, ASK_OTHERS, bullet.id)
    return Ask(bullet.holder, brought.ask_next if brought and told else bullet.ask, bullet.id)


def _says(said: Sentence, words: str) -> bool:
    return any(isinstance(part, Words) and part.text.endswith(words) for part in said.parts)


def _say_entered(
    library: Library, register: Register, chapters: tuple[Chapter, ...]
) -> tuple[Sentence, ...]:
    """The newest shown total of each kind that the leads brought, few enough for one page."""
    said: list[Sentence] = []
    for chapter in chapters:
        for block in chapter.blocks:
            totals = [
                (register.figures[part.figure].period.last, sentence)
                for sentence in block.sentences
                for part in sentence.parts
                if block.entered
                and isinstance(part, Shown)
                and register.figures[part.figure].indicator in library.catalogue.entered
            ]
            if totals:
                newest = max(last for last, _ in totals)
                said.append(next(sentence for last, sentence in totals if last == newest))
    return tuple(said[:ENTERED_SAID])


def _can_be_said(own: Figure | None) -> bool:
    """False for a figure without a number, or too wide to lean on."""
    return own is None or (own.quantity.has_number and not own.quantity.cell.unreliable)


def _split_records(
    block: Block, recorded: Recorded
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Who reported, and what was counted: the area's total, then one agency that is shared."""
    silent = [index for index, said in enumerate(block.sentences) if _shows(said, WHO_REPORTED)]
    totals = silent[0] if silent else 1
    reporting = tuple(block.sentences[index] for index in silent)  # they stand together
    records = block.sentences[:totals]
    if any(entry.agency in recorded.shared for entry in recorded.by_agency):
        after = totals + len(reporting)
        records += block.sentences[after : after + 1]  # it works here and elsewhere
    return reporting, records


def _shows(said: Sentence, names: tuple[str, ...]) -> bool:
    """True when the sentence shows a figure of one of these names."""
    return any(isinstance(part, Shown) and part.figure.startswith(names) for part in said.parts)


def _say_ages(register: Register) -> Iterator[Sentence]:
    """From which years the figures are, and how many in a hundred of them are old."""
    known = [figure for figure in register.figures.values() if figure.quantity.has_number]
    if not known:
        return  # nothing has an age
    first = min(known, key=lambda figure: figure.period.first)
    last = max(known, key=lambda figure: figure.period.last)
    share = say_share(sum(figure.is_old for figure in known), len(known))
    years = count_in_words(round(register.old_after_years))
    yield Sentence(
        (
            Words("The figures of this report are of "),
            When(Period.year(first.period.first.year)),
            Words(" to "),
            When(Period.year(last.period.last.year)),
            Words(f". {share} of them were more than {years} years old when it was made."),
        ),
        tuple(dict.fromkeys((*first.evidence[:1], *last.evidence[:1]))),
    )


def say_share(part: int, whole: int) -> str:
    """A share in words, in a hundred; all and none are said only where they are exactly true."""
    if part in (0, whole):
        return "All" if part else "None"
    hundredths = round(ALL * part / whole)
    if hundredths in (0, ALL):
        return "Nearly all" if hundredths else "Fewer than one in a hundred"
    return f"{count_in_words(hundredths, capital=True)} in a hundred"


def _providers_told(chapters: tuple[Chapter, ...]) -> bool:
    """True when the leads entered totals of providers."""
    return any(
        source.id == PROVIDERS and source.status in ("in_hand", "partly")
        for chapter in chapters
        for source in chapter.sources
    )


def _say_silence(recorded: Recorded) -> tuple[str, ...]:
    """What the agencies' silence leaves open: nothing, when every listed one has a return."""
    if not recorded.by_agency:
        return (NOBODY,)
    if len(recorded.by_agency) == len(recorded.agencies):
        return ()
    return (NO_RETURN,)
