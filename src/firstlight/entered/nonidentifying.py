"""Does a statement name or point at a person, a business or one place? Nothing is repeated.

It is stricter than the scan of notes: a statement is about a kind of thing, so that it needs no
capital letter but for places and offices, no number but years, and no single place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence

from firstlight.entered.faults import FaultList
from firstlight.entered.names import A_NAME, DO
from firstlight.entered.notes import Judge, check_numbers, check_origin, check_texts
from firstlight.entered.roles import check_role
from firstlight.entered.scans import Scans
from firstlight.entered.single_person import DO_MANY, SinglePersonScan
from firstlight.entered.small_letters import names_a_business

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
    """Every fault of typed words that could point at somebody, or claim too much.

    A sign of the checklists in its own words points at nobody: what is left is looked at.
    """
    check_texts(cells, columns, row, faults, judge, whole_dates=True)
    single = make_single_scan(scans)
    left = {column: _without_signs(cells[column], scans.signs) for column in columns}
    check_numbers(left, columns, row, faults, scans, today=today)
    for column in columns:
        is_role = column in ROLES
        what = find_what_points(left[column], scans, is_role=is_role)
        sort = "" if is_role else single.find(left[column])
        if what:
            do = DO_KIND if what not in DO else f"{DO[what]} {REFER}"
            faults.add(f"The text looks as if it held {what}.", do, row=row, column=column)
        elif sort:
            what = "The text looks as if it held one person, or the marks or vehicle of one"
            faults.add(
                f"{what}. What was found: {sort}.", f"{DO_MANY} {REFER}", row=row, column=column
            )
        if is_role:
            check_role(cells[column], column, row, faults, scans)
        check_origin(left[column], column, row, faults, scans)
        if SURE.search(cells[column]):
            faults.add(
                "The words claim more than a statement can carry.",
                "Say what was seen or heard. The grades say how sure it is.",
                row=row,
                column=column,
            )


def find_what_points(text: str, scans: Scans, *, is_role: bool = False) -> str:
    """What in a text could point at a person, a business or one place, in our words, or nothing.

    A role is written without articles, "manager of county shelter": there they tell nothing.
    """
    found = scans.names.find(text)
    if found:
        return found
    if make_single_scan(scans).is_named(text):
        return A_NAME
    business = not is_role and names_a_business(text, scans.names.words)
    if business or COMPANY.search(text) or ADDRESS.search(text):
        return "the name of a business"
    if QUOTED.search(text):
        return "a quoted word, which can be a name"
    if scans.names.has_lone_capital(text):
        return "a name"
    if _one_place(scans).search(text):
        return "one place in place of a kind of place"
    return ""


def _without_signs(text: str, signs: Collection[str]) -> str:
    """The text without the signs of the catalogue that stand in it word for word."""
    plain = text.replace("'", "’")
    for sign in signs:
        words = re.escape(sign.rstrip("."))
        plain = re.sub(rf"(?<![^\s]){words}(?=[.;]|$)", " ", plain, flags=re.IGNORECASE)
    return plain


def make_single_scan(scans: Scans) -> SinglePersonScan:
    """The scan for one person, with the words of the catalogue."""
    return SinglePersonScan(scans.names.words)


def _one_place(scans: Scans) -> re.Pattern[str]:
    """ "the blue motel", "that spa", "one of the salons on": a place that can be found."""
    kinds = [*scans.names.words.sites, *scans.names.words.businesses]
    sites = "|".join(r"[\s-]+".join(map(re.escape, kind.split())) for kind in kinds)
    return re.compile(
        rf"\b(?:the|this|that|one|a certain|his|her|its|their)\s+(?:[\w'’-]+\s+){{0,3}}?"
        rf"(?:{sites})\b(?!\s+(?:{TRADE})\b)(?!\s*-)",
        re.IGNORECASE,
    )
