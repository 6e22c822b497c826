"""Is what stands for a person a role in an organization, and no name in its place?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from firstlight.catalogue.entered import NameWords
from firstlight.entered.faults import FaultList
from firstlight.entered.scans import Scans

DO_ROLE = (
    "Write what the person is there, and no name: director, sergeant, records supervisor, "
    "program manager of a shelter."
)
# Before the first of these stands the role itself: "head of records", "sergeant, vice".
BREAKS = re.compile(
    r"[,;:()/&–—]|\s-\s|\b(?:of|for|in|at|with|and|or|over|on|from|to|who|the)\b", re.IGNORECASE
)


def check_role(text: str, column: str, row: int, faults: FaultList, scans: Scans) -> None:
    """Refuse what is no role: "smith", or a word behind a rank: "deputy chief smith"."""
    if text and not is_role(text, scans.names.words):
        faults.add("The words are no role that is known.", DO_ROLE, row=row, column=column)


def is_role(text: str, words: NameWords) -> bool:
    """True when the first words end with a role or an office.

    "Records supervisor", "chief of police" and "HPD" do; "chief smith" and "smith" do not.
    """
    first = next((part.strip() for part in BREAKS.split(text) if part.strip()), "")
    if not first:
        return False
    known = _one_of([*words.roles, *words.heads])
    if re.search(rf"\b{known}s?[\d.'’]*\Z", first, re.IGNORECASE):
        return True
    last = first.split()[-1].replace(".", "")
    return last in words.agencies or re.fullmatch(r"[A-Z]{1,4}(?:PD|SO)", last) is not None


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words) + ")"
