"""One line that a person types beside their files: a source of a range, a name for an area."""

from __future__ import annotations

from firstlight.base.errors import Fault
from firstlight.base.place import Area
from firstlight.catalogue import Catalogue
from firstlight.entered.counts import AGE, DO_AGE, DO_SMALL
from firstlight.entered.names import A_NAME, DO
from firstlight.entered.notes import Judge
from firstlight.entered.scans import Scans, find_person, make_scans, names_origin

LONGEST_SOURCE = 200  # signs: a line under a table
LONGEST_NAME = 60  # signs: it stands in headings and in sentences


def check_source(text: str, *, label: str, catalogue: Catalogue, judge: Judge) -> list[Fault]:
    """What keeps the words on where a range is from off the page. None of them is repeated.

    They are scanned like the words of a note: no person, no small count or age of people, no
    claim that goes too far. An office and its paper pass: "Phoenix PD, look-back of 2025".

    Parameters
    ----------
    label
        What a person calls the field: "--detection-source".
    """
    line = " ".join(text.split())
    scans = make_scans(catalogue, None)
    faults = _scan(line, label, scans, judge, longest=LONGEST_SOURCE)
    found = scans.names.find(line)
    if found:
        faults.append(Fault(f"{label} looks as if it held {found}.", _say_office(found)))
    for told in scans.counts.find(line):
        do = DO_AGE if told == AGE else DO_SMALL
        faults.append(Fault(f"{label} looks as if it told {told}.", do))
    return _once(faults)


def check_area_name(
    text: str, *, label: str, area: Area, catalogue: Catalogue, judge: Judge
) -> list[Fault]:
    """What keeps a name for a group of counties off the page; empty when it may stand.

    A name that ends with what it is (Region, Valley, Counties) may hold other capitals. It
    holds no number: numbers on a page are figures with evidence.
    """
    line = " ".join(text.split())
    faults = []
    if area.is_one_county:
        faults.append(Fault("One county keeps its own name.", f"Leave {label} out."))
    scans = make_scans(catalogue, area)
    faults += _scan(line, label, scans, judge, longest=LONGEST_NAME)
    found = scans.names.find(line, runs=not scans.names.is_area_name(line))
    if found:
        do = "End it with what it is: Region, Area, Valley, Counties. Name no person in it."
        faults.append(Fault(f"{label} looks as if it held {found}.", do))
    if scans.names.colors_area(line):
        do = "Write what people call these counties: the name stands above every figure."
        faults.append(Fault(f"{label} says more than where it is.", do))
    if any(sign.isnumeric() for sign in line):
        faults.append(Fault(f"{label} holds a number.", "Write it without."))
    if not any(sign.isalpha() for sign in line) or any(sign in line for sign in "<>{}[]|\\"):
        faults.append(Fault(f"{label} is no name.", "Write what people call these counties."))
    return _once(faults)


def _scan(line: str, label: str, scans: Scans, judge: Judge, *, longest: int) -> list[Fault]:
    faults = []
    if len(line) > longest:
        what = f"{label} is longer than {longest} signs."
        faults.append(Fault(what, "Say it in fewer words."))
    if not line.isprintable():
        faults.append(Fault(f"{label} holds signs that cannot be printed.", "Type it again."))
    if found := find_person(line):
        do = _say_office(A_NAME)
        faults.append(Fault(f"{label} looks as if it held {found}.", do))
    if names_origin(line, scans.origin):
        what = f"{label} names a people, a religion or a legal status."
        faults.append(Fault(what, "Leave the group out."))
    faults += [
        Fault(f"{label} claims too much: {why}.", instead)
        for why, instead in (judge(line) if line else ())
    ]
    return faults


def _say_office(found: str) -> str:
    if found != A_NAME:
        return DO[found]
    return (
        "Name an office and its paper, not a person: it is printed. An office passes when its "
        "name ends with what it is, as in Phoenix PD or Harris County Sheriff."
    )


def _once(faults: list[Fault]) -> list[Fault]:
    return list(dict.fromkeys(faults))
