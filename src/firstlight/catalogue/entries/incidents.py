"""What is known of an FBI NIBRS download: its tables and codes, and what may not be in it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

STAGES = ("recruit", "move", "hold", "exploit", "conceal", "launder")
KINDS = ("process", "vulnerability_signal", "victim_response")
RELATIONS = ("core", "core sign", "during", "furtherance", "protection", "proceeds", "sign")
GRADES = ("core", "strong", "moderate", "weak")
REPORTERS = ("all", "federal_or_tribal")


@dataclass(frozen=True, slots=True)
class OffenseCount:
    """A count that bears on an offense: a measure of the assessment, and what it counts.

    `measure` is a context entry or one of its series (`federal_cases.defendants`), a measure
    that leads enter, or a part of the recorded offenses. `covers` says in full what was
    counted, above all where it is more than the offense.
    """

    measure: str
    covers: str

    def __post_init__(self) -> None:
        if any(sign.isdigit() for sign in self.covers):
            raise ValueError(f"what {self.measure} covers is told in words, without a number")


@dataclass(frozen=True, slots=True)
class RelatedOffense:
    """An offense that can stand around trafficking; never a count of it.

    `kind` is `process` (then `stage` is one of the six), `vulnerability_signal` or
    `victim_response`, which have no stage. `codes` are NIBRS offense codes, `law` federal
    statutes. `evidence` grades how strong the link is, not how often it is met. `counts` name
    what an assessment may hold of it; no count is ever multiplied into victims.
    `source_sha256` is the hash of the design note this was written from.
    """

    id: str
    label: str
    kind: str
    relation: str
    recorded_by: tuple[str, ...]
    ask: str
    evidence: str
    caution: str
    source: str
    source_sha256: str
    checked_by: str | None
    stage: str = ""
    codes: tuple[str, ...] = ()
    minors_only: bool = False
    law: str = ""
    other_tool: str = ""
    counts: tuple[OffenseCount, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in KINDS or (self.kind == "process") != (self.stage in STAGES):
            raise ValueError(f"{self.id} has no stage, or one beside a kind that has none")
        if self.relation not in (*RELATIONS, "outcome"):
            raise ValueError(f"{self.id} has an unknown relation")
        if self.evidence not in GRADES:
            raise ValueError(f"{self.id} has an unknown grade")


@dataclass(frozen=True, slots=True)
class OffenseLine:
    """A code on a list, and why it is there: without a reason nothing is counted for it."""

    code: str
    why: str


@dataclass(frozen=True, slots=True)
class OffenseList:
    """A list of codes to be counted as arrests, with the reason for each."""

    id: str
    label: str
    about: str
    lines: tuple[OffenseLine, ...]


@dataclass(frozen=True, slots=True)
class NibrsCode:
    """What a NIBRS offense code is, and when and by whom it can be used.

    `first_year` and `last_year` are the first and last data year in which it could be
    reported; None means that no limit is known. `reporters` is `all` or
    `federal_or_tribal`. `verified` is false where the limit was not read at its publisher.
    """

    name: str
    group: str
    against: str
    first_year: int | None = None
    last_year: int | None = None
    reporters: str = "all"
    verified: bool = True
    limit_source: str = ""

    def __post_init__(self) -> None:
        if self.reporters not in REPORTERS:
            raise ValueError(f"{self.name} has unknown reporters")
        limited = self.first_year or self.last_year or self.reporters != "all"
        if limited and not self.limit_source:
            raise ValueError(f"{self.name} has a limit without a source")


@dataclass(frozen=True, slots=True)
class NibrsCodes:
    """Every code, by code. `always` are counted even where a file has none of them."""

    source: str
    checked_by: str | None
    always: tuple[str, ...]
    codes: Mapping[str, NibrsCode]


@dataclass(frozen=True, slots=True)
class NibrsTable:
    """A table of a download: the names its columns have had, and what is lost without it.

    `columns` maps our word to the names seen, lower case; `needed` are the words without
    which the table cannot be read. `from_year` and `until_year` bound the data years whose
    downloads have it; `layouts` the layouts (empty: all).
    """

    label: str
    loses: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    key: str = ""
    lookup: bool = False
    from_year: int | None = None
    layouts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NibrsLayout:
    """The layouts of a download.

    `known` are further columns that the FBI's files have, `known_in` those that only one
    table has; `only_if_empty` hold numbers of cases where they are filled.
    """

    source: str
    checked_by: str | None
    layouts: Mapping[str, str]
    not_seen_live: tuple[str, ...]
    tables: Mapping[str, NibrsTable]
    known: tuple[str, ...]
    known_in: Mapping[str, tuple[str, ...]]
    only_if_empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookbackStratum:
    """One kind of incident worth reading again, by codes and, for some, relationships."""

    label: str
    codes: tuple[str, ...]
    why: str
    partner: tuple[str, ...] = ()
    with_minor: bool = False


@dataclass(frozen=True, slots=True)
class Lookback:
    """The kinds of incident in which a missed case may stand, in the order they are taken."""

    source: str
    checked_by: str | None
    about: str
    strata: Mapping[str, LookbackStratum]


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """Words in a column's name that give away that the column is about one person.

    `alone` are whole names, `words` single words of a name; `pairs` need one word of each
    side, as in "victim name".
    """

    source: str
    alone: tuple[str, ...]
    words: tuple[str, ...]
    pairs_first: tuple[str, ...]
    pairs_second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentRules:
    """Limits and fixed words for reading a download. `profile` is the rule its counts leave by."""

    source: str
    profile: str
    unpacked_at_most: int
    packed_ratio_at_most: int
    files_at_most: int
    unjoined_at_most: float
    memory_mb: int
    months_in_year: int
    reported_codes: tuple[str, ...]
    no_county: tuple[str, ...]
    wider_reporters: tuple[str, ...]
    minors_note: str
    zero_means: tuple[str, ...]
    smuggling_note: str
    servitude_note: str
    group_b_note: str
    leaves_not: str
    warnings: tuple[str, ...]
    say: Mapping[str, str]
    checked_on: datetime.date | None = field(default=None)

    def __post_init__(self) -> None:
        if not 0 < self.unjoined_at_most < 1:
            raise ValueError("a limit is out of its range")
