"""The page for the chief on paper: age and reporting, records, conditions, whom to ask."""

from __future__ import annotations

from collections.abc import Iterable

from firstlight.assessment import Assessment
from firstlight.base.finding import Sentence
from firstlight.base.place import Area
from firstlight.catalogue import read_catalogue
from firstlight.report.notes import Notebook, list_sources
from firstlight.report.paper import Caution, FirstPage, KnownPart
from firstlight.report.paper_words import (
    AGES_TITLE,
    CONDITIONS_TITLE,
    CONDITIONS_WORDS,
    ENTERED_TITLE,
    PLACE_TITLE,
    RECORDS_TITLE,
    say_audience,
    say_brought,
    say_receipt,
)
from firstlight.report.source_words import sources_in_words

NAMED_AT_MOST = 20  # counties on the first page; more are listed with how this was made


def lay_first_page(assessment: Assessment, book: Notebook) -> FirstPage:
    sources = [source for chapter in assessment.chapters for source in chapter.sources]
    told = assessment.summary

    def part(
        title: str, sentences: Iterable[Sentence], *, before: str = "", after: str = ""
    ) -> KnownPart:
        lines = tuple(book.line(said, assessment.figures) for said in sentences)
        return KnownPart(title, before, lines, after)

    known = (
        part(AGES_TITLE, (*told.ages, *told.reporting)),
        part(RECORDS_TITLE, told.records, after=told.asked),
        part(ENTERED_TITLE, told.entered),
        part(CONDITIONS_TITLE, told.conditions, before=CONDITIONS_WORDS),
        part(PLACE_TITLE, told.place),
    )
    used = dict.fromkeys(name for said in told.known for name in said.evidence)
    return FirstPage(
        known=tuple(each for each in known if each.lines),
        not_known=assessment.summary.not_known,
        asks=assessment.summary.asks,
        warnings=lay_cautions(assessment, assessment.summary.warnings),
        states=tuple(source.status for source in sources),
        states_words=f"Of the sources that the guide names: {sources_in_words(sources)}",
        receipt=say_receipt(assessment),
        sources=list_sources([assessment.evidence[name] for name in used]),
        face=say_brought(assessment),
        mark=say_audience(assessment),
    )


def name_counties(area: Area) -> str:
    """The counties of an area by state; where they are many, how many of which states."""
    if len(area.counties) > NAMED_AT_MOST:
        names = read_catalogue().states.names
        states = ", ".join(names[state] for state in area.states)
        return f"{len(area.counties)} counties of {states}, listed in “How this was made”"
    return f"{len(area.counties)} counties: {list_counties(area)}"


def list_counties(area: Area) -> str:
    """The names of all counties, each state's name once."""
    by_state: dict[str, list[str]] = {}
    for county in area.counties:
        by_state.setdefault(county.state, []).append(county.name.removesuffix(" County"))
    return "; ".join(f"{', '.join(names)} ({state})" for state, names in by_state.items())


def lay_cautions(assessment: Assessment, ids: Iterable[str]) -> tuple[Caution, ...]:
    """Warnings by their ids, their words unchanged."""
    texts = [assessment.warnings[name] for name in ids]
    return tuple(Caution(text.id, text.name, text.text) for text in texts)
