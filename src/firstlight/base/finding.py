"""What is said, figure by figure and sentence by sentence, with the evidence for each."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from firstlight.base.errors import FirstlightError
from firstlight.base.period import Period
from firstlight.base.place import Place
from firstlight.base.quantity import Quantity
from firstlight.base.words import start_large


class UnsupportedSentence(FirstlightError):
    """A sentence claims something and shows no evidence. It is not built."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One received cell, or a run of cells of one column, and the release it belongs to.

    `row` counts the received file's lines from its header, which is row 1; it is None
    when `rows` lists many ("2-255, 260") and `n` says how many.
    """

    id: str
    source: str
    publisher: str
    title: str
    short: str
    release: str
    address: str
    licence: str
    received_from: str
    altered_before_receipt: str
    file: str
    row: int | None
    rows: str
    n: int
    column: str
    sha256: str
    retrieved: datetime.date


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that is shown, or the state of the one that is not.

    `id` is the indicator and the place ("poverty.48201"). `measured_for` names what the
    number belongs to when that is not the place itself: a Continuum of Care, a police
    agency. `oldest` is the day on which the oldest of several measurements ends, where the
    number is put together of some that end on different days; its age counts from there.
    `decimals` is how it is printed; `quantity` keeps it whole. `invented` is true for a
    figure that was made up for a demonstration; its label says so too.
    """

    id: str
    indicator: str
    label: str
    quantity: Quantity
    period: Period
    place: Place
    decimals: int
    evidence: tuple[str, ...]
    measured_for: str = ""
    notes: tuple[str, ...] = ()
    oldest: datetime.date | None = None
    age_years: int = 0
    is_old: bool = False
    invented: bool = False

    def __post_init__(self) -> None:
        if self.quantity.has_number and not self.evidence:
            raise UnsupportedSentence(f"the figure {self.id} has no evidence")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words, ours. No digit stands in them: a number is a figure."""

    text: str

    def __post_init__(self) -> None:
        if any(sign.isdigit() for sign in self.text):
            raise UnsupportedSentence(f"a number stands in plain words: {self.text}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure inside a sentence, by its id; with its margin or without."""

    figure: str
    with_margin: bool = True


@dataclass(frozen=True, slots=True)
class When:
    """A period inside a sentence."""

    period: Period


@dataclass(frozen=True, slots=True)
class Named:
    """A name from received data inside a sentence; it may hold digits, so it has evidence."""

    text: str
    evidence: tuple[str, ...]


Part = Words | Shown | When | Named


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that claims something, with the evidence for it.

    It begins with a large letter whatever it is put together of: a name that somebody typed
    in small letters, a reason, a place.

    Raises
    ------
    UnsupportedSentence
        When no part of it and nothing beside it shows evidence.
    """

    parts: tuple[Part, ...]
    evidence: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            words = " ".join(part.text for part in self.parts if isinstance(part, Words))
            raise UnsupportedSentence(f"a sentence has no evidence: {words.strip()}")
        if self.parts and isinstance(first := self.parts[0], Words | Named):
            begun = replace(first, text=start_large(first.text))
            object.__setattr__(self, "parts", (begun, *self.parts[1:]))


def make_sentence(
    parts: Iterable[Part], figures: Mapping[str, Figure], *, evidence: Iterable[str] = ()
) -> Sentence:
    """Make a sentence; its evidence is that of its figures and names, and what is given."""
    kept = tuple(parts)
    ids: list[str] = []
    for part in kept:
        if isinstance(part, Shown):
            ids.extend(figures[part.figure].evidence)
        elif isinstance(part, Named):
            ids.extend(part.evidence)
    ids.extend(evidence)
    return Sentence(kept, tuple(dict.fromkeys(ids)))
