"""The files that leads fill in: one explained example row, which is refused if it is left in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from firstlight.catalogue.entered import EnteredMeasure, Population
from firstlight.entered.files import EXAMPLE
from firstlight.entered.notes import FACTORS, NOTE_COLUMNS
from firstlight.entered.totals import STATUSES, TOTAL_COLUMNS

TEMPLATES = ("notes", "totals", "labor")


def write_template(
    kind: str, *, measures: Mapping[str, EnteredMeasure], groups: Iterable[Population]
) -> str:
    """The text of `notes.csv`, `totals.csv` or `labor.yaml`.

    Rows that begin with # explain and are skipped. The example is marked EXAMPLE in its
    first cell (in the labor file, by its first key).

    Raises
    ------
    ValueError
        For another kind.
    """
    if kind == "notes":
        return _write_notes()
    if kind == "totals":
        return _write_totals(measures, groups)
    if kind == "labor":
        return LABOR
    raise ValueError("a template is notes, totals or labor")


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


def _write_totals(measures: Mapping[str, EnteredMeasure], groups: Iterable[Population]) -> str:
    named = [f"{m.id} ({m.bullet}, unit {m.unit})" for m in measures.values()]
    sized = [group.id for group in groups if group.entered_for]
    comments = (
        "Totals that a holder gave you. Totals only: never a row about a person.",
        "bullet: the source of the guide that it answers, by the word behind the measure.",
        f"measure: {'; '.join(named)}. It may stay blank where the holder gave no figure.",
        f"group: for group_size only: {', '.join(sized)}.",
        "place: five digits of a county (as text), two letters of a state, US, or area.",
        "period: 2025, 2023-2025, school year 2024, or as of 2025-10-01.",
        f"status: {', '.join(STATUSES)}. A value stands beside shown only; 0 means counted, none.",
        "low and high: the holder's own range, or blank. A blank is never taken for 0.",
        "definition: the holder's words for what was counted. given_on: the day you got it.",
        "definition, holder and document are printed: they name no person and no number but years.",
        "Counts from 1 to 10 in this file are hidden on every page, with what would tell them.",
    )
    example = (
        f"{EXAMPLE} runaway_youth",
        "episodes",
        "",
        "48999",
        "2025",
        "250",
        "",
        "",
        "shown",
        "reports",
        "every report of a minor who left home or care without leave",
        "police missing-persons unit",
        "letter to the leads with yearly totals",
        "2026-05-31",
    )
    return _write(comments, TOTAL_COLUMNS, example)


def _write(comments: Iterable[str], header: Iterable[str], example: Iterable[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for comment in comments:
        writer.writerow([f"# {comment}"])
    writer.writerow(header)
    writer.writerow(example)
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
