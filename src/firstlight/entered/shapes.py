"""What leads entered, after it was read and judged, and before it is shown."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import dataclass, field

from firstlight.base.cell import Cell
from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.provenance import Address
from firstlight.entered.statement_shapes import FilledChecklist, Statement

# The holder was asked and said nothing yet; he was asked and refused; he does not count it; he
# gave a figure, and nobody who may has approved sharing it.
WAITING, REFUSED, NOT_COUNTED = "waiting", "refused", "not_collected"
NOT_APPROVED = "not_approved"

# Into what a total can be split, in the order in which the parts are printed.
DIMENSIONS = ("facility_type", "district", "form", "age", "identified_by")

Parts = tuple[tuple[str, str], ...]


def fold_name(text: str) -> str:
    """A holder's name as it is compared: its letters and digits alone.

    Capitals, accents, spaces, apostrophes and full stops make no other holder: what is
    protected for one spelling would stand open for the next.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum()) or plain.strip()


@dataclass(frozen=True, slots=True)
class Origin:
    """Who gave one or more rows of an entered file: the footnote of everything read from them.

    `key` is the source that the rows' addresses name. `holder` gave it, in `document`, on
    `given_on`; `title` says in our words what sort of file it is. `sealed` is true where the
    hash is not of the file as it is: a file's own hash would let a reader try out its
    hidden counts one by one. `invented` is true for totals of a demonstration.
    """

    key: str
    title: str
    holder: str
    document: str
    given_on: datetime.date
    sealed: bool = False
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What one person knows of a cultural factor, with who says so, when, and how they know.

    `factor` is I18, I19, I21, I22 or "cultural". A note has no number and is never scored.
    """

    factor: str
    text: str
    author: str
    role: str
    day: datetime.date
    how_known: str
    made_from: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class DifferenceNote:
    """Why, in a lead's words, police and providers see different things in one row.

    `question` and `value` name the row of the two pictures; `value` is empty for a whole.
    """

    question: str
    value: str
    text: str
    author: str
    role: str
    day: datetime.date
    made_from: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """One total as a holder gave it, small counts hidden.

    `cell` is the count (or the amount) or the reason why there is none. `low` and `high` are
    the holder's own range, None without one and for every hidden count; beside a cell without
    a number they are all that the holder gave. `answer` is empty where the holder gave a
    figure, and otherwise waiting, refused, not_collected or not_approved.
    `group` names a group of people for a size. `definition` are the holder's words.
    `made_from` is empty where a list of rows would give a hidden count away.
    `parts` names the part of the holder's total that this is, by dimension, and is empty for
    the total itself. `unit` is the holder's own where the measure has none. `given_by`,
    `approved_by` and `approved_on` say who gave it and who approved sharing it: roles, never
    names. `route` is a code of the template's routes. `row` is where it stands in its file.
    `was_shown` is true for one that was taken back or replaced and may stand in a report made
    before: it is shown no more, and readers know it. `ran_on` is true for one of these that was
    given while its time ran on, so that a later figure for the same thing holds more people.
    """

    measure: str
    group: str
    place: Place
    period: Period
    cell: Cell
    low: float | None
    high: float | None
    answer: str
    definition: str
    holder: str
    made_from: tuple[Address, ...]
    parts: Parts = ()
    unit: str = ""
    given_by: str = ""
    approved_by: str = ""
    approved_on: datetime.date | None = None
    route: str = ""
    rationale: str = ""
    row: int = 0
    was_shown: bool = False
    ran_on: bool = False

    @property
    def has_range(self) -> bool:
        """True when the holder gave a range and no number."""
        return self.cell.value is None and self.low is not None and self.high is not None

    @property
    def same(self) -> tuple[str, str, Period, str]:
        """Holder, place, time and group: counts of a kind may be compared where these agree.

        The holder stands as `fold_name` writes it.
        """
        return fold_name(self.holder), self.place.id, self.period, self.group


@dataclass(frozen=True, slots=True)
class LaborFile:
    """What a state labor agency's file was, beside its totals.

    `rows` and `unplaced` are how many rows were read and how many could not be placed in a
    county and a year: cells, since either can give a hidden count away. `years` are the
    first and the last year in the file, or None. `dropped` says which columns that look like
    people were left unread ("column C (a name)").
    """

    rows: Cell
    unplaced: Cell
    years: Period | None
    dropped: tuple[str, ...]
    by_case: bool
    made_from: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How many statements and checklists stand in no report for this audience, and why.

    For the person at the command line only: no report and no page tells these numbers.
    """

    not_approved: int = 0
    restricted: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """All that the leads entered for one area.

    `statements` and `checklists` are those that `audience` may read; no other leaves the room.
    """

    notes: tuple[Note, ...] = ()
    totals: tuple[Total, ...] = ()
    labor: LaborFile | None = None
    origins: tuple[Origin, ...] = field(default=())
    invented: bool = False  # every total is invented, for a demonstration
    explanations: tuple[DifferenceNote, ...] = ()
    statements: tuple[Statement, ...] = ()
    checklists: tuple[FilledChecklist, ...] = ()
    audience: str = "shared"
    held_back: HeldBack = field(default_factory=HeldBack)

    @property
    def is_empty(self) -> bool:
        """True when nothing was entered."""
        rest = self.statements or self.checklists
        return not (self.notes or self.totals or self.labor or self.explanations or rest)
