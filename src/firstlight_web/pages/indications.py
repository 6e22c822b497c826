"""The page of indications with statements and checklists, and the one for a concern."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from firstlight.base.errors import InputFaults
from firstlight.report import ALL, list_indications, list_kinds
from firstlight_web.addresses import address, choose_first
from firstlight_web.pages import errors, selectors
from firstlight_web.pages.forms import read_asked, read_choice
from firstlight_web.pages.navigation import list_links

PAGE = "indications"


def indications(request: HttpRequest) -> HttpResponse:
    """Every graded indication of an area, and its statements and checklists. Shared ones only."""
    asked = read_asked(request.GET)
    if not asked.places:
        return redirect(choose_first())
    try:
        area = selectors.find_asked(asked)
    except InputFaults as faults:
        return errors.unknown_places(request, asked, faults)
    made = selectors.get_assessment(area)
    kinds = list_kinds()
    kind = read_choice(request.GET, "subject", (ALL, *kinds))
    found = list_indications(made, kind)
    cited = {name for one in found for name in one.evidence}
    cited.update(name for one in found if one.figure for name in made.figures[one.figure].evidence)
    cited.update(
        name for one in found for name in selectors.find_evidence_of_parts(made, one.coverage)
    )
    said = made.statements
    if said is not None:
        cited.update(name for entry in said.entries for name in entry.head.evidence)
        cited.update(name for filled in said.checklists for name in filled.head.evidence)
    catalogue = selectors.the_library().catalogue
    return render(
        request,
        "indications.html",
        {
            "assessment": made,
            "area": area,
            "demonstration": selectors.is_demonstration(area),
            "links": list_links(area, here=PAGE),
            "found": found,
            "words": catalogue.statements,
            "grades": catalogue.grades.grades.values(),
            "kinds": [
                (
                    words,
                    address(PAGE, area.fips, choice={} if name == ALL else {"subject": name}),
                    name == kind,
                )
                for name, words in ((ALL, "all of them"), *kinds.items())
            ],
            "evidence": selectors.find_evidence_of(made, cited),
            "back": f"{address('assessment', area.fips)}#documented_cases",
        },
    )


@require_safe
def refer(request: HttpRequest) -> HttpResponse:
    """Whom to call about one person. The page has no form, and takes no words in."""
    catalogue = selectors.the_library().catalogue
    return render(
        request,
        "refer.html",
        {
            "refer": catalogue.refer,
            "help": catalogue.help,
            "links": list_links(None, here="refer"),
        },
    )
