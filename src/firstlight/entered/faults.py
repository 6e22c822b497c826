"""Faults of one file, gathered while it is read, so that all of them are told at once."""

from __future__ import annotations

from firstlight.base.errors import Fault, InputFaults

FAULTS_AT_MOST = 60  # a wrong column makes a fault a row; more are counted, not listed


class FaultList:
    """Faults of one file. Past a limit they are counted, so that the list can be read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.more = 0

    def add(self, what: str, do: str, *, row: int | None = None, column: str = "") -> None:
        """Note one fault. `what` and `do` never hold a value of the file."""
        if len(self.faults) < FAULTS_AT_MOST:
            self.faults.append(Fault(what, do, file=self.file, row=row, column=column))
        else:
            self.more += 1

    @property
    def count(self) -> int:
        """How many faults there are."""
        return len(self.faults) + self.more

    def listed(self) -> list[Fault]:
        """Every fault, and how many more there are."""
        if not self.more:
            return self.faults
        more = Fault(f"There are {self.more:,} more faults.", "Mend these first.", file=self.file)
        return [*self.faults, more]

    def raise_if_any(self) -> None:
        """Raise all faults together."""
        if self.faults:
            raise InputFaults(self.listed())
