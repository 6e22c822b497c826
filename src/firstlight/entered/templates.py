"""The files that leads fill in: explained, with example rows that are refused if left in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from firstlight.catalogue import Catalogue
from firstlight.catalogue.entered import EnteredMeasure, EnteredTemplate
from firstlight.entered.explanations import COLUMNS as EXPLANATION_COLUMNS
from firstlight.entered.files import EXAMPLE
from firstlight.entered.notes import FACTORS, NOTE_COLUMNS
from firstlight.entered.rows import MORE_COLUMNS, STATUSES, TOTAL_COLUMNS
from firstlight.entered.statement_templates import (
    CHECKLISTS,
    write_checklist_template,
    write_statements_template,
)

COLUMNS = (*TOTAL_COLUMNS, *MORE_COLUMNS)
EXAMPLE_VALUES = (250, 120, 60, 30)  # of a total, a part of it, a part of that, and so on

# Templates that belong to no one holder: any total, notes on culture, a state's own file.
GENERAL: Mapping[str, str] = {
    "totals": "any total of any source bullet",
    "notes": "notes on cultural factors",
    "explanations": "why police and providers see different things, in the leads' words",
    "statements": "graded statements about groups, places and businesses; none of a person",
    "checklist_locale": "signs looked for in a kind of place",
    "checklist_establishment": "signs looked for in a kind of business",
    "labor": "which columns of a state labor agency's own file to read",
}


def list_templates(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Every template's name with what it is for, those of one kind of holder first."""
    own = tuple((t.id, f"{t.name}. For: {t.who}") for t in catalogue.templates.values())
    return (*own, *GENERAL.items())


def write_template(name: str, catalogue: Catalogue) -> str:
    """The text of one template: a totals file, `notes.csv` or `labor.yaml`.

    Rows that begin with # explain and are skipped. Examples are marked EXAMPLE in their
    first cell (in the labor file, by its first key).

    Raises
    ------
    ValueError
        For another name.
    """
    if name == "notes":
        return _write_notes()
    if name == "explanations":
        return _write_explanations(catalogue)
    if name == "labor":
        return LABOR
    if name == "statements":
        blank = write_statements_template(catalogue)
        return _write(blank.comments, blank.header, *blank.rows)
    if name in CHECKLISTS:
        blank = write_checklist_template(CHECKLISTS[name], catalogue)
        return _write(blank.comments, blank.header, *blank.rows)
    if name == "totals":
        return _write_totals(catalogue)
    template = catalogue.templates.get(name)
    if template is None:
        raise ValueError("there is no such template")
    return _write_one(template, catalogue)


def _write_notes() -> str:
    comments = (
        "Notes on cultural factors, by people who know the community. One note a row.",
        f"factor: {', '.join(FACTORS)}. I18 isolation, I19 debt and recruitment customs, "
        "I21 norms that excuse exploitation, I22 norms that hide boys, men and trans people.",
        "text: what is done and how it works. No person, no place of shelter, no people blamed, no "
        "age, and no count of people from 1 to 10, in digits or in words.",
        "author, role, date and source are needed. source says how the author knows.",
        "The notes are printed as quotes with author and date. They are never scored.",
    )
    example = (
        f"{EXAMPLE} I19",
        "Recruiters lend the price of the journey and keep the papers until it is paid back.",
        "First and last name of the author",
        "outreach worker at a worker center",
        "2026-05-31",
        "Heard from members in four meetings in the spring of 2026",
    )
    return _write(comments, NOTE_COLUMNS, example)


def _write_explanations(catalogue: Catalogue) -> str:
    dimensions = catalogue.taxonomy.dimensions
    named = [
        f"{question.id} (value: {', '.join(dimensions[question.by].values)})"
        if question.by
        else f"{question.id} (value: leave it blank)"
        for question in catalogue.pictures.questions
    ]
    comments = (
        "Why police and providers see different things. One explanation a row.",
        f"question and value: {'; '.join(named)}.",
        "text: why the two differ. No number, no person, no name of a place of shelter.",
        "author, role and date are needed. The text is printed as a quote beside its row.",
    )
    example = (
        f"{EXAMPLE} victims_by_form",
        "labor",
        "The unit was never asked to look for labor trafficking. The worker center is.",
        "First and last name of the author",
        "co-lead of the assessment",
        "2026-05-31",
    )
    return _write(comments, EXPLANATION_COLUMNS, example)


def _write_totals(catalogue: Catalogue) -> str:
    measures, groups = catalogue.entered, catalogue.populations
    named = [f"{m.id} ({m.bullet}, unit {m.unit})" for m in measures.values()]
    sized = [group.id for group in groups if group.entered_for]
    comments = (
        "Totals that a holder gave you. Totals only: never a row about a person.",
        "firstlight template --list names a shorter file for each kind of holder.",
        "bullet: the source of the guide that it answers, by the word behind the measure.",
        f"measure: {'; '.join(named)}. It may stay blank where the holder gave no figure.",
        f"group: for group_size only: {', '.join(sized)}.",
        *_explain(catalogue),
    )
    example = _example(measures["episodes"], "every report of a minor who left home or care")
    return _write(comments, COLUMNS, example)


def _write_one(template: EnteredTemplate, catalogue: Catalogue) -> str:
    comments = [
        f"{template.name}. For: {template.who}.",
        "Totals only: never a row about a person.",
        template.notice,
        f"Not here: {template.refuses}",
    ]
    if template.tag:
        kinds = " and ".join(catalogue.arenas.names[code] for code in template.arenas)
        comments.insert(1, f"Tag: {template.tag}. Kind of service: {kinds}.")
    if template.routes:
        routes = "; ".join(f"{code} ({words})" for code, words in template.routes.items())
        comments.append(f"privacy_route, how this may be shared: {routes}.")
    comments += [_describe(measure, catalogue) for measure in template.measures]
    comments += _explain(catalogue)
    comments += [
        f"{name}: {catalogue.warnings[name].text}"
        for name in template.warnings
        if name in catalogue.warnings
    ]
    route = next(iter(template.routes), "")
    examples = [_example(m, "what the holder counted", route) for m in template.measures]
    return _write(comments, COLUMNS, *examples)


def _describe(measure: EnteredMeasure, catalogue: Catalogue) -> str:
    """One measure in one line: what it counts, for which places, and what it may not exceed."""
    unit = "named in the row" if measure.open_unit else measure.unit
    words = [f"{measure.id}: {measure.label}. Unit: {unit}. Places: {', '.join(measure.levels)}."]
    if measure.part_of:
        words.append(f"Never more than {' or '.join(measure.part_of)}.")
    if measure.splits:
        words.append(f"Split into {' and '.join(measure.splits)}.")
    if measure.rates:
        first = measure.rates[0]
        unit = first.effort_unit or catalogue.entered[first.of].unit
        words.append(f"effort_unit, if the effort is known: {unit} ({first.label}).")
    if measure.facility_types:
        words.append(f"facility_type: {', '.join(measure.facility_types)}.")
    if measure.school_years:
        words.append("By school year.")
    if measure.districts:
        words.append("district: the school district, or blank for all of the place.")
    if measure.rationale:
        words.append("rationale: why this says something of trafficking here.")
    return " ".join(words)


def _explain(catalogue: Catalogue) -> tuple[str, ...]:
    parts = catalogue.entered_parts
    return (
        "place: five digits of a county (as text), two letters of a state, US, or area.",
        "period: 2025, 2023-2025, school year 2024, 2025-03 for a month, July 2024-June 2025, or "
        "as of 2025-10-01. fiscal year 2025 is the federal one, October 2024 to September 2025.",
        f"status: {', '.join(STATUSES)}. A value stands beside shown only; 0 means counted, none.",
        "low and high: the holder's own range, or blank. A blank is never taken for 0.",
        "definition: the holder's words for what was counted. given_on: the day you got it.",
        "holder: the organization. holder_is: organization, where its own name is refused as if "
        "it were a person's. given_by: the role of whoever gave it, never a name.",
        "approved_by, approved_on: the role of whoever approved sharing it, and the day. Blank: "
        "not approved yet, and then the figure is in no report.",
        "effort, effort_unit: what the count is divided by, as the measure says, or blank.",
        f"form: {', '.join(parts.form)}. age: "
        f"{', '.join(dict.fromkeys((*parts.age, *parts.age_bands)))}.",
        f"identified_by: {', '.join(parts.identified_by)}.",
        "A row with form, age, identified_by or district is a part of the row without. Parts are "
        "never more than their total, and what is in no part is shown as not stated.",
        "on_double, for two figures for the same thing: replace or keep. They are never added.",
        "What you type is printed: it names nobody, not one place or business, no group of people "
        "by origin, and no number but years, days and numbers of laws. document: what it is, and "
        "no name of a file. No list finds every name: read it once more before you send it.",
        "Counts from 1 to 10 in this file are hidden on every page, with what would tell them.",
    )


def _example(measure: EnteredMeasure, definition: str, route: str = "") -> tuple[str, ...]:
    """An example row of one measure, with round numbers that nobody counted."""
    nested = sum(1 for _ in measure.part_of)
    place = "48999" if "county" in measure.levels else "TX"
    cells = dict.fromkeys(COLUMNS, "")
    cells.update(
        bullet=f"{EXAMPLE} {measure.bullet}",
        measure=measure.id,
        place=place,
        period="school year 2024" if measure.school_years else "2025",
        value=str(EXAMPLE_VALUES[min(nested, len(EXAMPLE_VALUES) - 1)]),
        status="shown",
        unit=measure.unit,
        definition=definition,
        holder="name of the organization",
        document="letter to the leads with yearly totals",
        given_on="2026-05-31",
        given_by="records supervisor",
        approved_by="director of the organization",
        approved_on="2026-05-31",
        facility_type=next(iter(measure.facility_types), ""),
        privacy_route=route,
        rationale="why the leads chose it" if measure.rationale else "",
    )
    return tuple(cells.values())


def _write(comments: Iterable[str], header: Iterable[str], *examples: Iterable[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for comment in comments:
        writer.writerow([f"# {comment}"])
    writer.writerow(header)
    writer.writerows(examples)
    return out.getvalue()


LABOR = f"""\
# Which columns of a state labor agency's CSV to read. No other column is read: names,
# addresses and numbers of people and employers never leave the file.
# Delete the next line when you have put the names of your own columns below.
example: {EXAMPLE}
measure: wage_claims          # or child_labor_findings
rows: cases                   # cases: one row a case; counties: one row a county with a count
state: TX
county: County Name           # the column with the county's name or its five digits
year: Date Filed              # the column with the year, or with a date that has one
count: ""                     # for rows: counties, the column with the number
amount: Amount Claimed        # a column with US dollars, or ""
holder: state labor agency
document: list of claims, as released
definition: claims by the year in which they were filed
given_on: 2026-05-31
"""
