"""What would be lost if one incident download took the place of another of its state and year?"""

from __future__ import annotations

from collections.abc import Iterator

from firstlight.assessment.incident_shapes import IncidentFiles
from firstlight.incidents import MONTHS_UNKNOWN


def find_losses(new: IncidentFiles, kept: IncidentFiles) -> tuple[str, ...]:
    """What `kept` holds and `new` does not, in phrases; nothing where `new` holds as much.

    Tables, agencies and months are compared, never counts of people or incidents: a later
    release of the same year may well have fewer of those.
    """
    return tuple(_compare(new, kept))


def _compare(new: IncidentFiles, kept: IncidentFiles) -> Iterator[str]:
    for table in new.lacks:
        if table not in kept.lacks:
            yield f"the table {table.upper()}"
    gone = {a.id for a in kept.reporters if a.listed} - {a.id for a in new.reporters if a.listed}
    if gone:
        yield f"{len(gone):,} of {kept.agencies:,} agencies"
    if kept.months_from == MONTHS_UNKNOWN:
        return
    before = _months(kept)
    if new.months_from == MONTHS_UNKNOWN:
        yield f"in which months agencies reported ({before:,} months in all)"
    elif (after := _months(new)) < before:
        yield f"{before - after:,} of {before:,} months of agencies"


def _months(files: IncidentFiles) -> int:
    return sum(len(agency.months) for agency in files.reporters if agency.listed)


__all__ = ["find_losses"]
