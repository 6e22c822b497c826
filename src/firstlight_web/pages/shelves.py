"""Two shelves that belong to no place: the sources in hand, and what others have made."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from firstlight.base.errors import InputFaults, PackDamaged
from firstlight.base.period import Period, count_age, is_over_age
from firstlight.base.place import Area
from firstlight.catalogue.entries import Bullet, Indicator, Parameter, Resource, Source
from firstlight.catalogue.formats import Format, NotTaken, read_formats, read_not_taken
from firstlight.refresh import SHIPPED, Releases, data_folder
from firstlight_web.addresses import address
from firstlight_web.pages import errors, selectors
from firstlight_web.pages.forms import read_asked, read_choice
from firstlight_web.pages.navigation import list_links

EVERY = "all"
KINDS: Mapping[str, str] = {
    "guide": "Guides and toolkits",
    "screening": "Screening instruments",
    "data": "Data portals",
    "law": "Law and rules",
    "services": "Victim services",
    "labor": "Labor",
    "research": "Research",
}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of the shelf. `marks` are short words that catch the eye, worst first.

    `newer` says in sentences whether a newer file can be loaded or fetched, or why none is taken;
    it is empty for a release that was loaded.
    """

    source: Source
    files: tuple[tuple[str, str], ...]  # name as received, hash
    age_years: int
    is_old: bool
    within_a_year: bool
    marks: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    parameters: frozenset[int]
    is_loaded: bool = False
    # measures that are worked out of it without a formula; None where nobody can tell now
    shown_in: tuple[str, ...] | None = ()
    newer: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The words of its period."""
        return Period.read(self.source.period).label


@dataclass(frozen=True, slots=True)
class Lacking:
    """One source bullet of the guide that no bundled release fills."""

    bullet: Bullet
    parameter: Parameter
    in_part: bool


UNTRIED = "reading of newer files not yet tried on one straight from the publisher"


def sources(request: HttpRequest) -> HttpResponse:
    """Every source in hand, and every one that is not with who holds it."""
    asked = read_asked(request.GET)
    parameters = selectors.the_library().catalogue.parameters
    allowed = (EVERY, *(str(entry.number) for entry in parameters))
    chosen = read_choice(request.GET, "parameter", allowed)
    every = list_sources()
    rows = [row for row in every if _matches_source(row, asked.q, chosen)]
    lacking = [entry for entry in list_lacking() if _matches_lacking(entry, asked.q, chosen)]
    context = {
        "rows": rows,
        "lacking": lacking,
        "parameters": parameters,
        "parameter": chosen,
        "bundled": sum(not row.is_loaded for row in every),
        "loaded": sum(row.is_loaded for row in every),
    }
    return _render(request, "sources.html", context, asked.q, here="sources")


def resources(request: HttpRequest) -> HttpResponse:
    """Guides, instruments and services that others made, with what each is for."""
    asked = read_asked(request.GET)
    chosen = read_choice(request.GET, "kind", (EVERY, *KINDS))
    entries = selectors.the_library().catalogue.resources.values()
    found = [
        entry
        for entry in sorted(entries, key=lambda entry: (entry.title.casefold(), entry.id))
        if chosen in (EVERY, entry.kind) and _holds(asked.q, *_words_of(entry))
    ]
    context = {
        "shelves": [
            (words, [entry for entry in found if entry.kind == kind])
            for kind, words in KINDS.items()
            if any(entry.kind == kind for entry in found)
        ],
        "kinds": KINDS,
        "kind": chosen,
        "found": len(found),
        "everything": len(entries),
        "checked": sum(entry.checked_on is not None for entry in entries),
    }
    return _render(request, "resources.html", context, asked.q, here="resources")


def _words_of(entry: Resource) -> tuple[str, ...]:
    return entry.title, entry.publisher, entry.what_for, entry.for_whom


def _render(
    request: HttpRequest, template: str, context: dict[str, Any], q: str, *, here: str
) -> HttpResponse:
    """Fill the template; a chosen area goes along, so that the way back to it stays open."""
    asked = read_asked(request.GET)
    area: Area | None = None
    if asked.places:
        try:
            area = selectors.find_asked(asked)
        except InputFaults as faults:
            return errors.unknown_places(request, asked, faults)
    places = area.fips if area else ()
    more = {
        "area": area,
        "places": places,
        "q": q,
        "links": list_links(area, here=here),
        "action": address(here),
    }
    return render(request, template, {**context, **more})


def list_sources(today: datetime.date | None = None) -> tuple[SourceRow, ...]:
    """Every source of the catalogue with its files, its age and what rests on it."""
    library = selectors.the_library()
    day = today or datetime.date.today()  # noqa: DTZ011 - the day on this computer
    limit = library.catalogue.thresholds.old_after_years
    rows = []
    loaded, marks = _mark_releases()
    cited = _find_cited()
    formats = read_formats(library.catalogue.folder)
    not_taken = read_not_taken(library.catalogue.folder)
    for source in library.catalogue.sources.values():
        last = Period.read(source.period).last
        using = tuple(
            indicator
            for indicator in library.catalogue.indicators.values()
            if any(column.source == source.id for column in indicator.inputs.values())
        )
        told = source.altered_before_receipt.strip().lower().rstrip(".")
        altered = told != "no" and source.id not in loaded
        served = {indicator.parameter for indicator in using}
        served |= {use.parameter for use in source.also_used_for if use.parameter}
        shown_in = cited.get(source.id, {}) if cited is not None else {}
        served |= {number for _, number in shown_in.values()}
        rows.append(
            SourceRow(
                source=source,
                files=tuple(
                    (
                        table.file.rsplit("/", 1)[-1],
                        str(library.pack.manifest[f"{source.id}.{name}"]["received_sha256"]),
                    )
                    for name, table in source.tables.items()
                ),
                age_years=count_age(last, day),
                is_old=is_over_age(last, day, limit),
                within_a_year=not is_over_age(last, day, 1),
                marks=(
                    *marks.get(source.id, ()),
                    *(("altered before we received it",) if altered else ()),
                ),
                indicators=using,
                parameters=frozenset(served),
                is_loaded=source.id in loaded,
                shown_in=(
                    None if cited is None else tuple(title for title, _ in shown_in.values())
                ),
                newer=_say_newer(source.id, formats, not_taken),
            )
        )
    return tuple(rows)


def _find_cited() -> Mapping[str, Mapping[str, tuple[str, int]]] | None:
    """The measures of the first example that cite a source, by source and by the measure's id.

    Context and lists are no indicators of the catalogue, and only their evidence says what
    they were made from. Each comes with its title and the number of its question. Gives None
    where a table is damaged: this is the page on which its reader looks for the file.
    """
    try:
        example = selectors.get_assessment(selectors.list_demonstrations()[0].area)
    except PackDamaged:
        return None
    cited: dict[str, dict[str, tuple[str, int]]] = {}
    for chapter in example.chapters:
        for block in chapter.blocks:
            if block.indicator is None:
                for entry in selectors.find_evidence(example, block):
                    found = cited.setdefault(entry.source, {})
                    found[block.id] = (block.title, chapter.number)
    return cited


def _say_newer(
    source: str, formats: Mapping[str, Format], not_taken: Mapping[str, NotTaken]
) -> tuple[str, ...]:
    """How a newer file of a shipped source is put in place, series by series, or why none is."""
    said = []
    for entry in formats.values():
        if source not in entry.sources:
            continue
        way = "can be loaded, or fetched from its publisher" if entry.fetch else "can be loaded"
        words = f"A file of {entry.name} {way} (series {entry.id})."
        if entry.stays_apart:
            words += f" It then stands beside this release: {entry.stays_apart}."
        said.append(words)
    if source in not_taken:
        refused = not_taken[source]
        said.append(f"No newer file is taken. {refused.why}. {refused.instead}.")
    return tuple(said)


def _mark_releases() -> tuple[frozenset[str], Mapping[str, tuple[str, ...]]]:
    """Which sources were loaded and are in use, and what is to be said of loaders by source.

    A loaded source says whether its publisher's own file was ever seen, a shipped one whether
    a newer release is in use beside it, and whether its loader met such a file.
    """
    catalogue = selectors.the_library().catalogue
    formats = read_formats(catalogue.folder)
    releases = Releases(data_folder(os.environ))
    marks: dict[str, list[str]] = {}
    loaded: set[str] = set()
    for name in releases.series():
        if releases.in_use(name) == SHIPPED or name not in formats:
            continue
        try:
            release = releases.read(name, releases.in_use(name))
        except PackDamaged:
            continue  # the library has not taken it
        if release.source.id not in catalogue.sources:
            continue  # put in use after this page was begun
        loaded.add(release.source.id)
        own = marks.setdefault(release.source.id, [])
        own.append("loaded on this computer, in use")
        if release.seen_live == "no":
            own.append("its reading was not yet tried on a file straight from the publisher")
        for source in {table.partition(".")[0] for table in formats[name].tables_replaced}:
            marks.setdefault(source, []).append("a newer release is in use")
    for entry in formats.values():
        if entry.seen_live == "no":
            for source in entry.sources:
                if (
                    words
                    := "reading of newer files not yet tried on one straight from the publisher"
                ) not in marks.setdefault(source, []):
                    marks[source].append(words)
    return frozenset(loaded), {name: tuple(dict.fromkeys(said)) for name, said in marks.items()}


def list_lacking() -> tuple[Lacking, ...]:
    """Every source bullet of the guide that is not, or not wholly, filled by a release."""
    parameters = selectors.the_library().catalogue.parameters
    return tuple(
        Lacking(bullet, parameter, in_part=bool(bullet.needs))
        for parameter in parameters
        for bullet in parameter.bullets
        if not bullet.needs or bullet.also_needed
    )


def _matches_source(row: SourceRow, q: str, parameter: str) -> bool:
    source = row.source
    labels = (indicator.label for indicator in row.indicators)
    words = (source.publisher, source.title, source.short, source.release, *labels)
    words += row.shown_in or ()
    return (parameter == EVERY or int(parameter) in row.parameters) and _holds(q, *words)


def _matches_lacking(entry: Lacking, q: str, parameter: str) -> bool:
    fits = parameter in (EVERY, str(entry.parameter.number))
    return fits and _holds(q, entry.bullet.text, entry.bullet.holder, entry.bullet.ask)


def _holds(q: str, *texts: str) -> bool:
    """True when every word that was typed stands somewhere in the texts."""
    whole = " ".join(texts).casefold()
    return all(word in whole for word in q.casefold().split())
