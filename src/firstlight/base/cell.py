"""A cell: a value and what kind of value it is. Zero, hidden and unknown are different things."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """The closed list of what a cell can be."""

    SHOWN = "shown"
    TRUE_ZERO = "true_zero"
    STRUCTURAL_ZERO = "structural_zero"
    NOT_COLLECTED = "not_collected"
    NOT_REPORTED = "not_reported"
    REFUSED = "refused"
    SUPPRESSED = "suppressed"
    NOT_REPORTABLE = "not_reportable"


ZEROS = frozenset({Status.TRUE_ZERO, Status.STRUCTURAL_ZERO})

# Which word a sum carries when several of its parts have no number. Hidden comes first:
# a sum that named another reason would tell a reader that nothing in it is hidden.
NO_NUMBER = (
    Status.SUPPRESSED,
    Status.REFUSED,
    Status.NOT_REPORTED,
    Status.NOT_COLLECTED,
    Status.NOT_REPORTABLE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and its status.

    `value` is a number for `shown`, 0 for the two zeros and None for the five
    statuses without a number. `unreliable` may be true beside `shown` only: the
    margin is too wide to lean on (coefficient of variation over the catalogue's
    limit). `why` says in words why there is no number, or is empty.

    `true_zero` means somebody counted and found none. An estimate of zero from a
    sample is `shown`: a survey that met nobody did not count nobody.

    Raises
    ------
    ValueError
        When value and status contradict each other.
    """

    value: float | None
    status: Status
    unreliable: bool = False
    why: str = ""

    def __post_init__(self) -> None:
        if self.status is Status.SHOWN:
            if self.value is None or not math.isfinite(self.value):
                raise ValueError("a shown cell needs a finite number")
        elif self.status in ZEROS:
            if self.value != 0:
                raise ValueError(f"a cell that is {self.status} has the value 0")
        elif self.value is not None:
            raise ValueError(f"a cell that is {self.status} has no value")
        if self.unreliable and self.status is not Status.SHOWN:
            raise ValueError("only a shown cell can be unreliable")

    @classmethod
    def counted(cls, number: float) -> Cell:
        """Somebody counted. A count of 0 is a true zero."""
        return cls(0, Status.TRUE_ZERO) if number == 0 else cls(number, Status.SHOWN)

    @classmethod
    def estimated(cls, number: float, *, unreliable: bool = False) -> Cell:
        """Somebody sampled, or it was worked out. Zero stays `shown`."""
        return cls(number, Status.SHOWN, unreliable)

    @classmethod
    def missing(cls, status: Status, why: str = "") -> Cell:
        """There is no number, for this reason."""
        return cls(None, status, why=why)

    @property
    def has_number(self) -> bool:
        """True when the value may be used in arithmetic."""
        return self.value is not None


def add_cells(cells: Iterable[Cell]) -> Cell:
    """Add cells; a part without a number leaves the sum without a number.

    A blank is never taken for 0. The sum of parts of which one has no number
    carries the first status of `NO_NUMBER` that occurs. Structural zeros count as
    0; a sum of structural zeros only is a structural zero. A sum that is 0 and
    holds a counted part is a true zero unless a sampled zero is in it. Adding
    nothing gives `not_collected`. `unreliable` is not carried over: it depends on
    the margin of the sum (see `quantity.add_quantities`).
    """
    parts = tuple(cells)
    if not parts:
        return Cell.missing(Status.NOT_COLLECTED, "there is nothing to add")
    present = {part.status for part in parts}
    for status in NO_NUMBER:
        if status in present:
            whys = [part.why for part in parts if part.status is status and part.why]
            return Cell.missing(status, whys[0] if whys else "")
    if present == {Status.STRUCTURAL_ZERO}:
        return Cell(0, Status.STRUCTURAL_ZERO)
    total = math.fsum(part.value for part in parts if part.value is not None)
    if present <= ZEROS:
        return Cell(0, Status.TRUE_ZERO)
    return Cell.estimated(total) if total else _zero_sum(parts)


def _zero_sum(parts: tuple[Cell, ...]) -> Cell:
    """A sum of 0 with a shown part in it: corrections that cancel, or sampled zeros."""
    sampled = any(part.status is Status.SHOWN and part.value == 0 for part in parts)
    return Cell.estimated(0) if sampled else Cell(0, Status.TRUE_ZERO)
