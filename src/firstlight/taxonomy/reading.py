"""One code, one reading: what it is taken for, how well it fits, and who says so."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import UNMAPPED, CodeReading, Crosswalk, Taxonomy

if TYPE_CHECKING:
    from firstlight.taxonomy.overrides import Override


@dataclass(frozen=True, slots=True)
class Reading:
    """What one code is read as. The code itself is kept, whatever it is read as.

    `reads` are shared values, `("unknown",)`, `("not_asked",)` or `("unmapped",)`; empty
    where the code is about something else (`fit` none) or in conflict (`fit` conflict).
    `overruled_by` is None, or the override whose reading this is.
    """

    code: str
    name: str
    reads: tuple[str, ...]
    fit: str
    why: str
    source: str
    overruled_by: Override | None = None

    @property
    def is_mapped(self) -> bool:
        """True when the crosswalk knows the code or a reviewer read it."""
        return self.reads != (UNMAPPED,)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that can be said of one reading, for a page or a footnote.

    `before` is the crosswalk's own reading where a reviewer overruled it, else None.
    `sentences` say it in words.
    """

    crosswalk: str
    system: str
    field: str
    dimension: str
    version: str
    dated: datetime.date
    checked_by: str | None
    not_verified: str
    reading: Reading
    before: Reading | None
    sentences: tuple[str, ...]


def read_crosswalk(taxonomy: Taxonomy, name: str) -> Crosswalk:
    """The crosswalk of this id.

    Raises
    ------
    InputFaults
        When there is none; the ids that exist are listed.
    """
    walk = taxonomy.crosswalks.get(name)
    if walk is None:
        known = ", ".join(taxonomy.crosswalks)
        raise InputFaults([Fault("There is no such crosswalk.", f"There are: {known}.")])
    return walk


def map_code(
    walk: Crosswalk, code: str, *, overrides: Iterable[Override] = (), total: str = ""
) -> Reading:
    """Read one code. A code that the crosswalk does not know is `unmapped`, never dropped.

    Parameters
    ----------
    code
        As the system writes it; an empty one is a blank, and read as the crosswalk reads
        blanks (unknown or not asked), never as "no".
    overrides
        Readings by named reviewers. One for this entered `total` stands before one for
        the code everywhere.
    total
        Id of the entered total that carries the code, or empty.
    """
    own = _own_reading(walk, code)
    ours = [o for o in overrides if o.crosswalk == walk.id and o.code == code]
    found = next((o for o in ours if total and o.total == total), None) or next(
        (o for o in ours if not o.total), None
    )
    if found is None:
        return own
    source = f"read by {found.reviewer}, {found.day.isoformat()}"
    return Reading(code, own.name, found.reads, found.fit, found.why, source, found)


def _own_reading(walk: Crosswalk, code: str) -> Reading:
    if not code.strip():
        why = "The field is empty. A blank is never an answer."
        return Reading(code, "blank", (walk.blank,), "lossy", why, walk.source)
    known: CodeReading | None = walk.codes.get(code)
    if known is None:
        why = "The crosswalk does not know this code."
        if not walk.complete:
            why += " Only a part of the system's list was in hand."
        return Reading(code, code, (UNMAPPED,), "none", why, walk.source)
    return Reading(code, known.name, known.reads, known.fit, known.why, known.source or walk.source)


def explain(
    taxonomy: Taxonomy,
    name: str,
    code: str,
    *,
    overrides: Iterable[Override] = (),
    total: str = "",
) -> Explanation:
    """Say how a code is read, by which edition of which crosswalk, and how well it fits.

    Raises
    ------
    InputFaults
        When there is no such crosswalk.
    """
    walk = read_crosswalk(taxonomy, name)
    own = _own_reading(walk, code)
    reading = map_code(walk, code, overrides=overrides, total=total)
    dimension = taxonomy.dimensions[walk.dimension]
    labels = [
        dimension.values[value].label if value in dimension.values else value.replace("_", " ")
        for value in reading.reads
    ]
    if labels:
        said = f"is read as “{', '.join(labels)}” ({dimension.label.lower()})"
    else:
        said = f"is read as no value of “{dimension.label.lower()}”"
    sentences = [
        f"{walk.system}, {walk.field}: “{reading.name}” {said}.",
        f"Fit: {reading.fit}.{' ' + reading.why if reading.why else ''}",
        f"Crosswalk {walk.id}, version {walk.version}, of {walk.dated.isoformat()}.",
    ]
    before = None
    if reading.overruled_by is not None:
        before = own
        by = reading.overruled_by
        sentences.append(
            f"Overruled by {by.reviewer} ({by.role}) on {by.day.isoformat()}. The code is kept. "
            f"Before: {', '.join(own.reads) or own.fit}."
        )
    if walk.checked_by is None:
        sentences.append("Nobody has checked this reading.")
    if walk.not_verified:
        sentences.append(f"Not verified: {walk.not_verified}")
    return Explanation(
        crosswalk=walk.id,
        system=walk.system,
        field=walk.field,
        dimension=walk.dimension,
        version=walk.version,
        dated=walk.dated,
        checked_by=walk.checked_by,
        not_verified=walk.not_verified,
        reading=reading,
        before=before,
        sentences=tuple(sentences),
    )
