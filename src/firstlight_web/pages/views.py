"""The pages. Each reads its address, looks up, and fills a template."""

from __future__ import annotations

import importlib
import threading
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from firstlight.assessment import Assessment, Block, MeasureMap
from firstlight.base.errors import InputFaults
from firstlight.base.finding import Figure
from firstlight.base.place import Area
from firstlight.report import draw_comparison, group_blocks, write_age
from firstlight_web.addresses import A_PLACE, FIRST, address, choose_first
from firstlight_web.pages import errors, maps, selectors
from firstlight_web.pages.forms import PLACES_AT_MOST, read_asked, read_choice
from firstlight_web.pages.navigation import list_links

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Kind:
    """A file to download: its words on the page, its ending, its type, and what makes it."""

    words: str
    ending: str
    content_type: str
    maker: str  # a function at the report's door


DOWNLOADS = {
    "report.html": Kind("Report as a page", "html", "text/html; charset=utf-8", "render_html"),
    "report.pdf": Kind("Report as PDF", "pdf", "application/pdf", "render_pdf"),
    "report.docx": Kind("Report in Word", "docx", WORD, "render_word"),
    "assessment.json": Kind("Data for scripts", "json", "application/json", "write_json"),
}


def choose(request: HttpRequest) -> HttpResponse:
    """Choose one county or several."""
    asked = read_asked(request.GET)
    try:
        area = selectors.find_asked(asked) if asked.places else None
    except InputFaults as faults:
        return errors.unknown_places(request, asked, faults)
    found, more = selectors.find_counties(asked.q) if asked.q else ((), False)
    explained, candidates = "", found
    if asked.q and not found:
        explained, candidates = selectors.explain_nothing_found(asked.q)
    chosen = area.fips if area else ()
    return render(
        request,
        "choose.html",
        {
            "area": area,
            "chosen": chosen,
            "first": read_choice(request.GET, FIRST, ("", A_PLACE)),
            "asked": asked,
            "demonstration": area is not None and selectors.is_demonstration(area),
            "found": candidates,
            "more": more,
            "explained": explained,
            "state": selectors.explain_a_state(asked.q) if found else "",
            "full": len(chosen) >= PLACES_AT_MOST,
            "locator": selectors.get_locator(area) if area else None,
            "neighbors": selectors.list_neighbors(area)[:12] if area else (),
            "demonstrations": selectors.list_demonstrations(),
            "sources": selectors.list_place_sources(),
            "links": list_links(area, here="choose"),
        },
    )


def _read_area(request: HttpRequest) -> Area | HttpResponse:
    """The chosen area, or the answer to a visitor who chose none or none that is known."""
    asked = read_asked(request.GET)
    if not asked.places:
        return redirect(choose_first())
    try:
        return selectors.find_asked(asked)
    except InputFaults as faults:
        return errors.unknown_places(request, asked, faults)


def assessment(request: HttpRequest) -> HttpResponse:
    """The assessment of the chosen places: the chief's page, then the five questions."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    context = {
        **_about(area, here="assessment"),
        "first_words": "First assessment from public data,",
        "indicator_address": lambda measure: address("indicator", area.fips, measure=measure),
        "downloads": [
            {"words": kind.words, "address": address("download", area.fips, name=name)}
            for name, kind in DOWNLOADS.items()
        ],
    }
    return render(request, "assessment.html", context)


def indicator(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure: sentence, figure, where, compared with, table, limits, source."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    context = _about(area, here="")
    made: Assessment = context["assessment"]
    found = selectors.find_block(made, measure)
    if found is None:
        raise Http404("no such measure")
    chapter, block = found
    table = block.tables[0] if block.tables else None
    return render(
        request,
        "indicator.html",
        {
            **context,
            "chapter": chapter,
            "block": block,
            "figure": _own_figure(made, block),
            "comparison": draw_comparison(table, made.figures) if table else None,
            "inputs": selectors.list_inputs(block),
            "evidence": selectors.find_evidence(made, block),
            "back": f"{address('assessment', area.fips)}#{block.id}",
            "map_page": ""
            if maps.say_why_not(measure)
            else address("map", area.fips, measure=measure),
            "compare_page": selectors.is_compared(block)
            and f"{address('compare', area.fips)}#{block.id}",
            "others": [
                (other, address("indicator", area.fips, measure=other.id))
                for other in chapter.blocks
                if other.id != block.id
            ],
        },
    )


def process(request: HttpRequest) -> HttpResponse:
    """The offenses around trafficking by stage, what is in hand of each, and what can be done."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    made = selectors.get_assessment(area)
    return render(
        request,
        "process.html",
        {
            "assessment": made,
            "area": area,
            "demonstration": selectors.is_demonstration(area),
            "links": list_links(area, here="process"),
            "evidence": selectors.find_evidence_of_process(made),
        },
    )


def list_maps(request: HttpRequest) -> HttpResponse:
    """Every map there is, by question: what it shows, of when, and how much of the area."""
    asked = read_asked(request.GET)
    area = None
    if asked.places:
        try:
            area = selectors.find_asked(asked)
        except InputFaults as faults:
            return errors.unknown_places(request, asked, faults)
    return render(
        request,
        "maps.html",
        {
            "area": area,
            "places": area.fips if area else (),
            "shelves": maps.list_shelves(area),
            "demonstrations": () if area else selectors.list_demonstrations(),
            "demonstration": area is not None and selectors.is_demonstration(area),
            "links": list_links(area, here="map"),
        },
    )


def measure_map(request: HttpRequest, measure: str) -> HttpResponse:
    """One measure on a map: the area and the counties beside it, or its whole states."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    extent = read_choice(request.GET, "extent", (maps.NEAR, maps.WHOLE))
    if selectors.find_measure(measure) is None:
        raise Http404("no such measure")
    why_not = maps.say_why_not(measure)
    if why_not:
        return errors.no_map(request, area, measure, why_not)
    page = maps.get_map(area, measure, extent)
    made = page.measure
    return render(
        request,
        "map.html",
        {
            "assessment": made,
            "area": area,
            "demonstration": selectors.is_demonstration(area),
            "links": list_links(area, here="map"),
            "block": made.block,
            "drawn": page.drawn,
            "listed": page.listed,
            "chosen": set(area.fips),
            "state_names": selectors.name_states(area),
            **_head_of_map(made),
            "extent": extent,
            "near": address("map", area.fips, measure=measure),
            "whole": address("map", area.fips, measure=measure, choice={"extent": maps.WHOLE}),
            "indicator_page": address("indicator", area.fips, measure=measure),
            "back": f"{address('assessment', area.fips)}#{measure}",
            "index": address("maps", area.fips),
            "inputs": selectors.list_inputs(made.block),
            "evidence": tuple(made.evidence.values()),
            "others": [
                (entry, address("map", area.fips, measure=entry.id, choice={"extent": extent}))
                for entry in maps.list_mapped()
                if entry.id != measure
            ],
        },
    )


def _head_of_map(made: MeasureMap) -> dict[str, Any]:
    """The words over the list of a map: unit, period, age, and the evidence of all rows."""
    figures = tuple(made.counties.values())
    unit = made.block.tables[0].unit
    cited = dict.fromkeys(name for figure in figures for name in figure.evidence)
    return {
        "table_unit": f"{unit[:1].upper()}{unit[1:]}",
        "short_unit": made.indicator.unit,
        "period": figures[0].period,
        "age": write_age(figures[0]),
        "margins": any(figure.quantity.margin is not None for figure in figures),
        "one_state": len({figure.place.name.rpartition(", ")[2] for figure in figures}) == 1,
        "cited": tuple(cited),
    }


WHOLE_AREA = "area"


def compare(request: HttpRequest) -> HttpResponse:
    """A county beside its peers, its state and the nation; or the area beside its counties."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    whole = () if area.is_one_county else (WHOLE_AREA,)
    # without a choice the county of most residents, which most readers of an area look for
    largest = max(area.counties, key=lambda county: county.residents or 0)
    of = read_choice(request.GET, "of", (largest.fips, *area.fips, *whole))
    county = next((county for county in area.counties if county.fips == of), None)
    made = selectors.get_comparison(area, county)
    return render(
        request,
        "compare.html",
        {
            "assessment": made,
            "area": area,
            "demonstration": selectors.is_demonstration(area),
            "links": list_links(area, here="compare"),
            "of": of,
            "whole_area": WHOLE_AREA,
            "action": address("compare"),
            "groups": [
                (
                    name,
                    [
                        (block, draw_comparison(block.tables[0], made.figures, prefix=block.id))
                        for block in blocks
                    ],
                )
                for name, blocks in group_blocks(made.blocks)
            ],
            "regions": selectors.the_library().catalogue.regions,
            "evidence": tuple(made.evidence.values()),
            "indicator_address": lambda measure: address("indicator", area.fips, measure=measure),
        },
    )


_one_file_at_a_time = threading.Lock()


def download(request: HttpRequest, name: str) -> HttpResponse:
    """A file of the report. It is made when it is asked for, and kept nowhere."""
    if name not in DOWNLOADS:
        raise Http404("no such file")
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    kind = DOWNLOADS[name]
    # By name and late: the paper formats load large tools that no page needs.
    make = getattr(importlib.import_module("firstlight.report"), kind.maker)
    with _one_file_at_a_time:  # a printed report of many counties takes seconds of the machine
        content = make(selectors.get_assessment(area))
    response = HttpResponse(content, content_type=kind.content_type)
    more = "" if area.is_one_county else f"-and-{len(area.fips) - 1}-more"
    filename = f"firstlight-{area.fips[0]}{more}.{kind.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _about(area: Area, *, here: str) -> dict[str, Any]:
    """What every page about an area needs."""
    return {
        "assessment": selectors.get_assessment(area),
        "locator": selectors.get_locator(area),
        "flow_map": lambda block: selectors.draw_flow_map(area, block),
        "area": area,
        "demonstration": selectors.is_demonstration(area),
        "links": list_links(area, here=here),
    }


def _own_figure(made: Assessment, block: Block) -> Figure | None:
    """The figure for the area itself: the emphasized row of the first table."""
    for table in block.tables[:1]:
        for row in table.rows:
            if row.emphasized:
                return made.figures[row.figure]
    return None
