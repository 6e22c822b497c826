"""The page of the two pictures: police beside providers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from firstlight.base.errors import InputFaults
from firstlight_web.addresses import address, choose_first
from firstlight_web.pages import errors, selectors
from firstlight_web.pages.forms import read_asked, read_choice
from firstlight_web.pages.navigation import list_links

PAGE, CHAPTER, ALL = "two_pictures", "documented_cases", "all"


def two_pictures(request: HttpRequest) -> HttpResponse:
    """Twin columns by question, then overlap, balance, losses, contexts, funnel, indications."""
    asked = read_asked(request.GET)
    if not asked.places:
        return redirect(choose_first())
    try:
        area = selectors.find_asked(asked)
    except InputFaults as faults:
        return errors.unknown_places(request, asked, faults)
    made = selectors.get_assessment(area)
    pictures = made.pictures
    if pictures is None:
        raise ValueError("an assessment has two pictures")
    names = dict(selectors.the_library().catalogue.pictures.subject_kinds)
    kind = read_choice(request.GET, "subject", (ALL, *names))
    chapter = next(chapter for chapter in made.chapters if chapter.id == CHAPTER)
    beside = [block for block in chapter.blocks if block.id in pictures.blocks]
    rest = [block for block in beside if not any(table.side for table in block.tables)]
    return render(
        request,
        "two_pictures.html",
        {
            "assessment": made,
            "area": area,
            "demonstration": selectors.is_demonstration(area),
            "links": list_links(area, here=PAGE),
            "chapter": chapter,
            "first": made.summary.records[-1],
            "blocks": rest,
            "findings": [f for f in pictures.findings if kind in (ALL, f.subject_kind)],
            "kinds": [
                (
                    name,
                    words,
                    address(PAGE, area.fips, choice={} if name == ALL else {"subject": name}),
                    name == kind,
                )
                for name, words in ((ALL, "all of them"), *names.items())
            ],
            "evidence": selectors.find_pictures_evidence(made, beside),
            "indicator_address": lambda measure: address("indicator", area.fips, measure=measure),
            "back": f"{address('assessment', area.fips)}#{CHAPTER}",
        },
    )
