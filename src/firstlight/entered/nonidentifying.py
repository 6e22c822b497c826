"""Does a statement name or point at a person, a business or one place? Nothing is repeated.

It is stricter than the scan of notes: a statement is about a kind of thing, so that it needs no
capital letter but for places and offices, no number but years, and no single place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from firstlight.entered.faults import FaultList
from firstlight.entered.names import A_NAME, DO
from firstlight.entered.notes import Judge, check_numbers, check_texts
from firstlight.entered.scans import Scans, names_origin
from firstlight.entered.single_person import DO_MANY, SinglePersonScan

REFER = "For a concern about one person: firstlight refer."
DO_KIND = f"Speak of kinds of people, places and businesses, and name none. {REFER}"
# What names a business in any letters, and what quotes or links to one.
COMPANY = re.compile(
    r"\b(?:l\.?l\.?c|inc|corp|ltd|l\.?l\.?p|pllc|d\s*/\s*b\s*/?\s*a|dba)\b", re.IGNORECASE
)
ADDRESS = re.compile(r"\b[\w-]+\s*(?:\.|\bdot\b)\s*(?:com|net|org|us|biz|info|co|site)\b", re.I)
QUOTED = re.compile(r"[\"“”«»„]|(?<!\w)['‘][^'‘’]+['’](?!\w)")
SURE = re.compile(r"\b(?:confirm|prove[ns]?\b|proof|verified|definite)", re.IGNORECASE)
# One person may stand here, by the role: "analyst of a worker center".
ROLES = ("made_by", "approved_by")
# After a kind of place these make it a trade and no single place: "the hotel trade".
TRADE = r"trade|sector|industry|industries|business(?:es)?|work|workers?|staff|jobs?|land|owners"


def check_statement_words(
    cells: Mapping[str, str],
    columns: Sequence[str],
    row: int,
    faults: FaultList,
    scans: Scans,
    judge: Judge,
    today: datetime.date,
) -> None:
    """Every fault of typed words that could point at somebody, or claim too much."""
    check_texts(cells, columns, row, faults, judge, whole_dates=True)
    check_numbers(cells, columns, row, faults, scans, today=today)
    for column in columns:
        what = find_what_points(cells[column], scans)
        if what:
            do = DO_KIND if what not in DO else f"{DO[what]} {REFER}"
            faults.add(f"The text looks as if it held {what}.", do, row=row, column=column)
        elif column not in ROLES and make_single_scan(scans).is_in(cells[column]):
            what = "The text looks as if it held one person, or the marks or vehicle of one."
            faults.add(what, f"{DO_MANY} {REFER}", row=row, column=column)
        if names_origin(cells[column], scans.origin):
            faults.add(
                "The words name a people, a religion or a legal status.",
                "Say what is done and how it works, whoever does it. No group is a cause.",
                row=row,
                column=column,
            )
        if SURE.search(cells[column]):
            faults.add(
                "The words claim more than a statement can carry.",
                "Say what was seen or heard. The grades say how sure it is.",
                row=row,
                column=column,
            )


def find_what_points(text: str, scans: Scans) -> str:
    """What in a text could point at a person, a business or one place, in our words, or nothing."""
    found = scans.names.find(text)
    if found:
        return found
    if make_single_scan(scans).is_named(text):
        return A_NAME
    if COMPANY.search(text) or ADDRESS.search(text):
        return "the name of a business"
    if QUOTED.search(text):
        return "a quoted word, which can be a name"
    if scans.names.has_lone_capital(text):
        return "a name"
    if _one_place(scans).search(text):
        return "one place in place of a kind of place"
    return ""


def make_single_scan(scans: Scans) -> SinglePersonScan:
    """The scan for one person, with the words of the catalogue."""
    return SinglePersonScan(scans.names.words)


def _one_place(scans: Scans) -> re.Pattern[str]:
    """ "the blue motel", "that spa", "one of the salons on": a place that can be found."""
    kinds = [*scans.names.words.sites, "massage", "business", "company", "agency", "shop", "club"]
    sites = "|".join(r"[\s-]+".join(map(re.escape, kind.split())) for kind in kinds)
    return re.compile(
        rf"\b(?:the|this|that|one|a certain|his|her|its|their)\s+(?:[\w'’-]+\s+){{0,3}}?"
        rf"(?:{sites})\b(?!\s+(?:{TRADE})\b)(?!\s*-)",
        re.IGNORECASE,
    )
