"""The shared words for what agencies count, and how each system's codes are read into them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

# How well a code's own meaning and the shared value agree.
FITS = ("exact", "partial", "lossy", "conflict", "none")
# Readings that every dimension has and no file defines. `unmapped` is never written in a
# file: it is what a code becomes that no crosswalk knows.
UNKNOWN, NOT_ASKED, UNMAPPED = "unknown", "not_asked", "unmapped"
NO_READING = (UNKNOWN, NOT_ASKED, UNMAPPED)
SIDES = ("police", "providers", "either")


@dataclass(frozen=True, slots=True)
class SharedValue:
    """One value of a dimension: its label, and what it means in our words."""

    label: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class TaxonomyDimension:
    """One question that every system is read into, with its values in order.

    `several` is true where one person or event can have several values: totals by value
    then overlap and never add up to people. `version` and `dated` name this edition of the
    list. `not_verified` says what nobody has read yet, or is empty. Besides `values` every
    dimension has unknown, not_asked and unmapped, which are never written here.
    """

    id: str
    order: int
    label: str
    question: str
    version: str
    dated: datetime.date
    source: str
    checked_by: str | None
    values: Mapping[str, SharedValue]
    several: bool = False
    not_verified: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeReading:
    """What one code of a system is read as.

    `name` is the code's name. `reads` are values of the dimension, or `unknown` or
    `not_asked`; empty where the code is about something else (`fit` none) or where the
    two cannot be reconciled (`fit` conflict). `why` is said for every fit but exact.
    `source` is empty where it is the crosswalk's.
    """

    name: str
    fit: str
    reads: tuple[str, ...] = ()
    why: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """How one field of one system is read into one dimension, code by code.

    `counts` says what one count under a code is. `several` is true where one person or
    event can carry several codes. `blank` is the reading of an empty field: unknown, or
    not_asked; never a value, so that a blank is never "no". `complete` is false where only
    some of the system's codes were in hand.
    """

    id: str
    order: int
    system: str
    field: str
    label: str
    side: str
    counts: str
    dimension: str
    version: str
    dated: datetime.date
    source: str
    checked_by: str | None
    blank: str
    codes: Mapping[str, CodeReading]
    several: bool = False
    complete: bool = True
    not_verified: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldLink:
    """A field of police records beside the field of provider records nearest to it."""

    id: str
    police: str
    shared: str
    providers: str
    fit: str
    why: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Where the two sides cannot be reconciled, why, and how both are shown."""

    id: str
    what: str
    why: str
    shown: str


@dataclass(frozen=True, slots=True)
class FieldLinks:
    """Field by field, police beside providers, and what cannot be reconciled."""

    version: str
    dated: datetime.date
    source: str
    checked_by: str | None
    links: tuple[FieldLink, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class DefinitionFlag:
    """A definition of trafficking that something meets, or does not.

    `cite` names the law or manual. An answer under one definition says nothing of another
    one unless a `Derivation` is asked for by its id.
    """

    id: str
    order: int
    label: str
    asks: str
    cite: str
    source: str
    checked_by: str | None
    not_verified: str = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A rule that carries an answer under one definition over to another, used only by its id.

    What is `answer` under `of` is taken for `gives` under `to`; every other answer under `of`
    stays not assessed under `to`. `needs` says in words what must hold besides, and `why`
    what the rule rests on.
    """

    id: str
    of: str
    answer: str
    to: str
    gives: str
    needs: str
    why: str
    source: str
    checked_by: str | None


@dataclass(frozen=True, slots=True)
class LayoutField:
    """One field of a layout of records about people.

    `read_by` names crosswalks; where it is empty, `why_not` says why the field is not read.
    """

    label: str
    read_by: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class RecordLayout:
    """The fields of a layout with one row per person, to refuse it and to read its codes.

    `person_columns` are further headings that show that a file has people in it.
    """

    id: str
    title: str
    version: str
    dated: datetime.date
    source: str
    licence: str
    checked_by: str | None
    fields: Mapping[str, LayoutField]
    person_columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the taxonomy does not hold, each with why."""

    source: str
    items: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Everything above, as one value. Order within each mapping is that of the pages."""

    dimensions: Mapping[str, TaxonomyDimension]
    definitions: Mapping[str, DefinitionFlag]
    derivations: Mapping[str, Derivation]
    crosswalks: Mapping[str, Crosswalk]
    fields: FieldLinks
    layouts: Mapping[str, RecordLayout]
    left_out: LeftOut
    answers: tuple[str, ...] = field(
        default=("meets", "does_not_meet", "insufficient", "not_assessed")
    )
