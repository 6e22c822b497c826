"""Everything that can go wrong, as a tree.

FirstlightError
├── InputFaults        what was given is wrong: every fault at once (exit status 3)
│   └── PackDamaged    a bundled table is not the one that was built (exit status 3)
├── Refused            the data cannot carry the answer, or a rule forbids it (exit status 4)
└── CatalogueFaults    our own files of facts contradict themselves (exit status 1)

A message says what happened, where, and what to do. It never repeats a value
from a person's record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what was given.

    `row` counts lines as a spreadsheet does (the header is row 1). Empty fields
    are left out of the message.
    """

    what: str
    do: str
    file: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row is not None else "",
                f"column {self.column}" if self.column else "",
            )
            if part
        )
        return f"{where + ': ' if where else ''}{self.what} {self.do}".strip()


class FirstlightError(Exception):
    """The root: every error this library raises on purpose."""

    exit_status = 1


class InputFaults(FirstlightError):
    """What was given is wrong. Carries every fault, not only the first."""

    exit_status = 3

    def __init__(self, faults: Sequence[Fault]) -> None:
        if not faults:
            raise ValueError("InputFaults needs at least one fault")
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class PackDamaged(InputFaults):
    """A bundled table is missing or is not the one that was built."""


class Refused(FirstlightError):
    """An answer is withheld, with the reason and what would allow it.

    `what` names the answer, `why` the reason, `would_help` what is missing.
    """

    exit_status = 4

    def __init__(self, *, what: str, why: str, would_help: str = "") -> None:
        self.what, self.why, self.would_help = what, why, would_help
        super().__init__(f"{what}: {why}{' ' + would_help if would_help else ''}")


class CatalogueFaults(FirstlightError):
    """Our own files of facts are wrong. A fault of ours, so exit status 1."""

    exit_status = 1

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))
