"""The columns of a file that are read, under the names that the file gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from firstlight.catalogue.formats import Format, Wanted
from firstlight.refresh.match import Match


@dataclass(frozen=True, slots=True)
class HeldColumns:
    """Which of a format's columns the file has.

    `names` maps the format's column to the file's own name, tidied where a header stood on
    several lines; `place` is the name of the column that is added with a county's code.
    """

    entry: Format
    held: tuple[Wanted, ...]
    names: dict[str, str]
    place: str

    @classmethod
    def of(cls, match: Match) -> Self:
        """The columns of a recognized file."""
        held = tuple(w for w in match.format.columns if w.column in match.columns)
        names = {w.column: " ".join(match.names[w.column].split()) or w.column for w in held}
        # the tables know no case, and some publishers have a column of this name
        taken = {name.casefold() for name in names.values()}
        place = next(n for n in ("fips", "county_fips", "our_fips") if n not in taken)
        return cls(match.format, held, names, place)

    def kept(self) -> list[tuple[str, str]]:
        """The columns that are kept, with their names; some are only there to be compared."""
        return [(w.column, self.names[w.column]) for w in self.held if not w.only_checked]

    def summed(self) -> Iterator[Wanted]:
        """The columns of numbers that a roll-up adds."""
        for wanted in self.held:
            if wanted.kind in ("count", "number"):
                yield wanted

    def placed(self) -> bool:
        """Whether one rule at least has all it reads to place a row."""
        return any(set(rule.columns) <= set(self.names) for rule in self.entry.places)

    def choosing_gone(self) -> tuple[str, ...]:
        """Columns that must be there, tell which rows are meant, and are not in the file."""
        choosing = {*self.entry.keep, *self.entry.leave_out}
        return tuple(
            w.column
            for w in self.entry.columns
            if w.column in choosing and not w.optional and w.column not in self.names
        )
