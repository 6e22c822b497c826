"""What each side says of the other, and what follows for the number of different people."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.base.quantity import Quantity

PEOPLE = "people"  # the name of the unit that both sides must count in


@dataclass(frozen=True, slots=True)
class KnownToProviders:
    """What police say of their own people: how many are among the providers' people too.

    The question is whether the person is among the people that the providers count in the
    other column: same period, same place, same definition. `wrong_yes_at_most` and
    `wrong_no_at_most` allow that so many answers are wrong; 0 takes them as they are.
    """

    yes: Quantity
    no: Quantity
    unknown: Quantity
    wrong_yes_at_most: int = 0
    wrong_no_at_most: int = 0


@dataclass(frozen=True, slots=True)
class KnownToPolice:
    """What providers say of their own people; the fields are those of `KnownToProviders`."""

    yes: Quantity
    no: Quantity
    unknown: Quantity
    wrong_yes_at_most: int = 0
    wrong_no_at_most: int = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """The fewest and the most different people, and what that rests on.

    `known_to_both`, `police_only` and `providers_only` are (fewest, most) people. Both ends
    of each range can occur; they need not occur together.
    """

    low: int
    high: int
    known_to_both: tuple[int, int]
    police_only: tuple[int, int]
    providers_only: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DistinctPeople:
    """Bounds on the number of different people that the two sides know.

    `without_statements` needs no statement: at least the larger side, at most the sum.
    `under_police`, `under_providers` and `under_both` take the statements of one side or of
    both to be true; each is None where there is no such statement, where the statements
    cannot both be true, or where it would give a small count away, and `notes` says which.
    `agree` is None without two statements. `wrong_at_least` is the fewest answers that must be
    wrong where they cannot both be true. There is never one number, and never an average.
    `why_not` is empty unless there are no bounds at all; then `would_help` says what would.
    """

    without_statements: Bounds | None
    under_police: Bounds | None
    under_providers: Bounds | None
    under_both: Bounds | None
    agree: bool | None
    wrong_at_least: int
    assumes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    why_not: str = ""
    would_help: str = ""
    method: str = "exact bounds from counts, no records compared"

    @property
    def bounds(self) -> Bounds | None:
        """The bounds to print first: the tightest that no statement contradicts."""
        if self.agree is False:
            return self.without_statements
        if self.agree is None:
            return self.under_police or self.under_providers or self.without_statements
        return self.under_both or self.without_statements
