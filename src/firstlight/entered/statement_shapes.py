"""What was said in a statement or a checklist, after it was read and judged."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.provenance import Address

FOUND, NOT_FOUND, NOT_LOOKED = "found", "not_found", "not_looked"
ANSWERS = (FOUND, NOT_FOUND, NOT_LOOKED)


@dataclass(frozen=True, slots=True)
class About:
    """What an entry is about, where, when, by whom, and who may read it.

    `kind` and `subject` are of the catalogue's closed lists. `zone` is what the author calls a
    part of `place` with enough residents, or empty for all of it. `made_by` and `approved_by`
    are roles, never names. `approved_on` is None while nobody has approved it.
    """

    kind: str
    subject: str
    place: Place
    zone: str
    period: Period
    made_by: str
    made_on: datetime.date
    approved_by: str
    approved_on: datetime.date | None
    audience: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One graded statement. It is no count: `sources` are offices and sets of records.

    `sign` is a sign of the checklists that it speaks of, or empty. `reliability` and
    `credibility` are a letter and a number of the scale.
    """

    about: About
    form: str
    sign: str
    text: str
    reliability: str
    credibility: str
    sources: int
    made_from: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class FilledChecklist:
    """One checklist, filled in for a kind of place or business. It holds no place's own answers.

    `answers` has every sign of the list once: found, not_found or not_looked; one that the
    file leaves blank was not looked for. `offices` is how many separate offices looked.
    """

    about: About
    answers: tuple[tuple[str, str], ...]
    offices: int
    made_from: tuple[Address, ...]
