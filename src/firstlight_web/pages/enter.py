"""Enter a figure: choose it, answer questions, see how it will read, keep it, take it back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from firstlight.assessment import (
    check_new_total,
    keep_new_total,
    preview_new_total,
    read_kept_totals,
    take_back_total,
)
from firstlight.base.cell import Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.place import Area
from firstlight.catalogue.entered import EnteredMeasure, EnteredTemplate
from firstlight.catalogue.entries import Bullet, Parameter
from firstlight.entered import FIRST_ROW, KEPT_NAME, EntryFaults, Kept, Taken, Total, write_rows
from firstlight_web.addresses import address, carried_invented, choose_first
from firstlight_web.pages import errors, selectors
from firstlight_web.pages.forms import read_asked, read_choice
from firstlight_web.pages.navigation import list_links
from firstlight_web.pages.questions import ANSWERS, LONGEST, NOTHING, Form, advise

ROWS = re.compile(r"\b[Rr]ows? \d+(?:(?:, | and )\d+)*")
REPLACE = "replace"
BOTH = "Say who approved sharing it, as a role, and on which day."
NOT_ALONE = "Another figure for the same thing stands beside it."
ENTER_AGAIN = "Enter it again with its approval, and say there what becomes of the earlier ones."
WRONG = 422  # what was sent is understood, and cannot be kept
# By task, in a lead's words, with the templates of the catalogue; one that is not named here
# stands under the last.
TASKS: Mapping[str, tuple[str, ...]] = {
    "Victim services, shelters and hotlines": ("victim_services", "dv_sa", "hotline"),
    "Health care": ("emergency_room", "health_department"),
    "Legal help, visas and federal status": ("legal_services", "federal_status", "visa_fraud"),
    "Children and young people": ("runaway", "child_welfare", "truancy"),
    "Police, tips, jails and prisons": ("police", "tips", "vice", "jail", "corrections"),
    "Work": ("state_labor",),
    "Neighbors, groups and anything else": (),
}


@dataclass(frozen=True, slots=True)
class Ready:
    """One ready template: who fills it in, and its measures with the address of each form."""

    template: EnteredTemplate
    measures: tuple[tuple[EnteredMeasure, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One kept row as the list shows it; `state` says whether a page shows its number, and
    `hidden` is true where it does not though one is kept."""

    row: Kept
    what: str
    place: str
    answer: str
    state: str
    hidden: bool
    waits: bool  # for approval, which the list of this area can write down
    found_in: str  # the address of a list that has the row


def choose_total(request: HttpRequest) -> HttpResponse:
    """What can be entered, by task; and every source of the guide, for an answer without one."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    page = {
        "tasks": tuple(_list_tasks(area)),
        "sources": tuple(_list_bullets(area)),
        "kept": len(selectors.the_kept().read_for(area)),
        "list": address("entered", area.fips),
    }
    return _render(request, area, "enter.html", page)


def enter_total(request: HttpRequest, what: str) -> HttpResponse:
    """The form for one measure of a template."""
    catalogue = selectors.the_library().catalogue
    measure = catalogue.entered.get(what)
    if measure is None:
        raise Http404("no such measure")
    bullet = next(b for p in catalogue.parameters for b in p.bullets if b.id == measure.bullet)
    return _enter(request, bullet, measure)


def enter_answer(request: HttpRequest, what: str) -> HttpResponse:
    """The form for an answer without a figure to one source of the guide."""
    parameters = selectors.the_library().catalogue.parameters
    bullet = next((b for p in parameters for b in p.bullets if b.id == what), None)
    if bullet is None:
        raise Http404("no such source")
    return _enter(request, bullet, None)


def _enter(request: HttpRequest, bullet: Bullet, measure: EnteredMeasure | None) -> HttpResponse:
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    form = Form(selectors.the_library().catalogue, area, bullet, measure)
    if request.method != "POST":
        return _show_form(request, form, form.begin())
    cells = form.read(request.POST)
    step = read_choice(request.POST, "step", ("preview", "keep", "change"))
    if step == "change":
        return _show_form(request, form, cells)
    store, library, today = selectors.the_kept(), selectors.the_library(), selectors.get_today()
    try:
        if step == "keep":
            seen = request.POST.get("replaces", "").split()
            kept = keep_new_total(
                store, cells, area=area, library=library, today=today, replaces=seen
            )
            link = address("entered", area.fips, choice={"kept": kept.row.id}, invented=False)
            return redirect(f"{link}#row-{kept.row.id}")
        rows = store.read()
        entry = check_new_total(cells, rows, area=area, library=library, today=today)
    except EntryFaults as faults:
        return _show_form(request, form, cells, faults.faults, faults)
    except InputFaults as faults:
        return _show_form(request, form, cells, faults.faults)
    shown = preview_new_total(entry, rows, area=area, library=library, today=today)
    page = {
        "form": form,
        "entry": entry,
        "preview": shown,
        "assessment": shown,
        "sent": {
            **{name: value for name, value in entry.cells.items() if value},
            "replaces": " ".join(row.id for row in entry.replaces),
        },
        "action": _address(form),
        "replaced": _list_lines(area, entry.replaces),
        "hidden_too": _list_lines(area, shown.hidden_too),
        "blanked": _list_lines(area, shown.blanked),
        "clashes": _list_lines(area, entry.clashes),
        "file": store.file_for(area),
        "list": address("entered", area.fips),
        "approved": bool(entry.cells["approved_on"]),
        "gave": entry.cells["status"] in ("shown", "suppressed"),
        "kept_number": any(entry.cells[name] for name in ("value", "low", "high")),
    }
    return _render(request, area, "enter_preview.html", page)


def _show_form(
    request: HttpRequest,
    form: Form,
    cells: Mapping[str, str],
    faults: Sequence[Fault] = (),
    told: EntryFaults | None = None,
) -> HttpResponse:
    sections = form.ask(cells, faults)
    asked = {question.name: question.label for s in sections for question in s.questions}
    named = dict(told.named) if told else {}
    rows = [number for number in named if any(_names(fault, number) for fault in faults)]
    order = list(asked)
    listed = sorted(
        ((f, asked.get(f.column, ""), advise(f)) for f in faults),
        key=lambda line: order.index(line[0].column) if line[1] else len(order),
    )
    measure = form.measure
    template = form.catalogue.templates[measure.template] if measure else None
    page = {
        "form": form,
        "sections": sections,
        "faults": listed,
        "advise": advise,
        "number": told.number if told else 0,
        "earlier": tuple(zip(rows, _list_lines(form.area, [named[n] for n in rows]), strict=True)),
        "action": _address(form),
        "template": template,
        "warnings": [form.catalogue.warnings[name] for name in template.warnings]
        if template
        else [],
    }
    return _render(request, form.area, "enter_form.html", page, status=WRONG if faults else 200)


def _names(fault: Fault, number: int) -> bool:
    """True when a fault speaks of a row by its number; other numbers name no row."""
    listed = ROWS.findall(f"{fault.what} {fault.do}")
    return fault.row == number or str(number) in re.findall(r"\d+", " ".join(listed))


def _address(form: Form) -> str:
    places = form.area.fips
    if form.measure is None:
        return address("enter_answer", places, what=form.bullet.id)
    return address("enter_total", places, what=form.measure.id)


def list_entered(request: HttpRequest) -> HttpResponse:
    """What was entered for this area, with how pages show it, to download and to take back."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    return _show_list(request, area)


def _show_list(
    request: HttpRequest,
    area: Area,
    taken: Taken | None = None,
    faults: Sequence[Fault] = (),
    forgotten: Kept | None = None,
) -> HttpResponse:
    store = selectors.the_kept()
    rows = store.read_for(area)
    page = {
        "lines": _list_lines(area, rows),
        "kept": request.GET.get("kept", "") in {row.id for row in rows} and request.GET["kept"],
        "taken": next(iter(_list_lines(area, [taken.row])), None) if taken else None,
        "blanked": _list_lines(area, [r for r in taken.blanked if r.belongs_to(area)])
        if taken
        else (),
        "again": _address_of(area, taken.row) if taken else "",
        "earlier": _list_lines(area, [row for row in store.read_shown() if row.concerns(area)]),
        "forgotten": next(iter(_list_lines(area, [forgotten])), None) if forgotten else None,
        "action": address("take_back", area.fips),
        "forget": address("forget", area.fips),
        "approve": address("approve", area.fips),
        "waits": any(_waits(row) for row in rows if row.id == request.GET.get("kept", "")),
        "faults": faults,
        "advise": advise,
        "file": address("entered_file", area.fips),
        "folder": store.root,
        "enter": address("enter", area.fips),
        "read": f"{address('assessment', area.fips, invented=False)}",
    }
    return _render(request, area, "entered.html", page, status=WRONG if faults else 200)


def take_back(request: HttpRequest) -> HttpResponse:
    """Take one row out; its words stand on the answer, so that it can be entered again."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    if request.method != "POST":
        return redirect(address("entered", area.fips))
    store, library, today = selectors.the_kept(), selectors.the_library(), selectors.get_today()
    name = request.POST.get("row", "")
    return _show_list(request, area, take_back_total(store, name, library=library, today=today))


def forget(request: HttpRequest) -> HttpResponse:
    """Forget a number that was taken back or replaced: somebody says it stood in no report."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    if request.method != "POST":
        return redirect(address("entered", area.fips))
    found = selectors.the_kept().forget(request.POST.get("row", ""))
    return _show_list(request, area, forgotten=found)


def approve(request: HttpRequest) -> HttpResponse:
    """Write down who approved a kept row, and when; nothing else of it changes."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    if request.method != "POST":
        return redirect(address("entered", area.fips))
    store, library, today = selectors.the_kept(), selectors.the_library(), selectors.get_today()
    rows, name = store.read(), request.POST.get("row", "")
    row = next((row for row in store.read_for(area) if row.id == name and _waits(row)), None)
    if row is None:
        return redirect(address("entered", area.fips))
    said = {
        column: " ".join(request.POST.get(column, "").split())[:LONGEST]
        for column in ("approved_by", "approved_on")
    }
    blank = [Fault(NOTHING, BOTH, column=column) for column in said if not said[column]]
    if blank:
        return _show_list(request, area, faults=blank[:1])
    # an approved row takes the place of the same row without approval, and of no other
    cells = {**row.cells, **said, "on_double": REPLACE}
    try:
        entry = check_new_total(cells, rows, area=area, library=library, today=today)
        if [other.id for other in entry.replaces] != [row.id]:
            return _show_list(request, area, faults=[Fault(NOT_ALONE, ENTER_AGAIN)])
        kept = keep_new_total(
            store, cells, area=area, library=library, today=today, replaces=[row.id]
        )
    except InputFaults as faults:
        return _show_list(request, area, faults=faults.faults)
    link = address("entered", area.fips, choice={"kept": kept.row.id}, invented=False)
    return redirect(f"{link}#row-{kept.row.id}")


def download(request: HttpRequest) -> HttpResponse:
    """What was entered for this area, as the template file that the command line reads."""
    area = _read_area(request)
    if isinstance(area, HttpResponse):
        return area
    rows = selectors.the_kept().read_for(area)
    if not rows:
        raise Http404("nothing was entered")
    response = HttpResponse(write_rows(rows, area.fips), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{KEPT_NAME}"'
    return _keep_out_of_caches(response)


def _read_area(request: HttpRequest) -> Area | HttpResponse:
    asked = read_asked(request.GET)
    if not asked.places:
        return redirect(choose_first())
    try:
        return selectors.find_asked(asked)
    except InputFaults as faults:
        return errors.unknown_places(request, asked, faults)


def _render(
    request: HttpRequest, area: Area, template: str, page: dict[str, Any], status: int = 200
) -> HttpResponse:
    about = {
        "area": area,
        "links": list_links(area, here="enter"),
        "demonstration": selectors.is_demonstration(area),
        "is_invented": carried_invented(),
    }
    return _keep_out_of_caches(render(request, template, {**about, **page}, status=status))


def _keep_out_of_caches(response: HttpResponse) -> HttpResponse:
    """What is typed and what was entered stays out of the browser's files."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _list_tasks(area: Area) -> Iterator[tuple[str, tuple[Ready, ...]]]:
    templates = dict(selectors.the_library().catalogue.templates)
    *tasks, last = TASKS
    for task in tasks:
        own = [templates.pop(name) for name in TASKS[task] if name in templates]
        yield task, tuple(_make_ready(template, area) for template in own)
    yield last, tuple(_make_ready(template, area) for template in templates.values())


def _make_ready(template: EnteredTemplate, area: Area) -> Ready:
    measures = sorted(template.measures, key=lambda measure: measure.order)
    return Ready(
        template,
        tuple((m, address("enter_total", area.fips, what=m.id)) for m in measures),
    )


def _list_bullets(area: Area) -> Iterator[tuple[Parameter, tuple[tuple[Bullet, str], ...]]]:
    for parameter in selectors.the_library().catalogue.parameters:
        yield (
            parameter,
            tuple(
                (bullet, address("enter_answer", area.fips, what=bullet.id))
                for bullet in parameter.bullets
            ),
        )


def _list_lines(area: Area, rows: Sequence[Kept]) -> tuple[Line, ...]:
    """Rows in words, with what a page of this area shows of each."""
    catalogue = selectors.the_library().catalogue
    bullets = {b.id: b for p in catalogue.parameters for b in p.bullets}
    totals = _read_totals(area)
    lines = []
    for row in rows:
        cells = row.cells
        measure = catalogue.entered.get(cells["measure"])
        form = Form(catalogue, area, bullets[cells["bullet"]], measure)
        total = totals.get(row.id)
        hidden = total is not None and total.cell.status is Status.SUPPRESSED
        lines.append(
            Line(
                row=row,
                what=measure.label if measure else bullets[cells["bullet"]].text,
                place=_name_place(row, form),
                answer=_say_answer("suppressed" if hidden else cells["status"]),
                state=_say_state(row, hidden=hidden),
                hidden=hidden,
                waits=_waits(row) and row.counties == tuple(sorted(area.fips)),
                found_in=address(
                    "entered", area.fips if row.concerns(area) else row.counties, invented=False
                ),
            )
        )
    return tuple(lines)


def _name_place(row: Kept, form: Form) -> str:
    """A row's place; one of other counties together by the name of their area."""
    if row.cells["place"] != "area" or row.counties == tuple(sorted(form.area.fips)):
        return form.name_place(row.cells["place"])
    return selectors.name_area(row.counties)


def _read_totals(area: Area) -> dict[str, Total]:
    rows = selectors.the_kept().read_for(area)
    library, today = selectors.the_library(), selectors.get_today()
    entered = read_kept_totals(rows, area=area, library=library, today=today)
    return {
        rows[total.row - FIRST_ROW].id: total
        for total in reversed(entered.totals)  # a row's own total stands before its effort
    }


def _waits(row: Kept) -> bool:
    return row.cells["status"] in ("shown", "suppressed") and not row.cells["approved_on"]


def _say_answer(status: str) -> str:
    return "A number that is hidden" if status == "suppressed" else ANSWERS[status][0]


def _say_state(row: Kept, *, hidden: bool) -> str:
    if row.cells["status"] == "suppressed":
        return "Hidden. The number was never kept."
    if row.cells["status"] != "shown":
        return "Answered without a number"
    if not row.cells["approved_on"]:
        return "In no report until somebody approves it"
    if hidden:
        return "Hidden on pages, since it would tell another number that is hidden"
    return "Shown"


def _address_of(area: Area, row: Kept) -> str:
    if row.cells["measure"]:
        return address("enter_total", area.fips, what=row.cells["measure"])
    return address("enter_answer", area.fips, what=row.cells["bullet"])
