"""The shapes of facts about what leads enter, and about groups of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EnteredMeasure:
    """A total that leads may enter from a holder's document.

    `bullet` is the source bullet it answers; `covers` lists words of that bullet's
    `also_needed` which it fills, at least one of which stands there, or is empty. `levels`
    lists the kinds of place it may be given for: county, area, state, nation;
    `why_not_here` says why another is refused. `counts` is false for money. Counts from 1
    to `hide_up_to` are hidden; an amount is hidden with the count named by `hidden_with`.
    `part_of` names measures that hold everything this one counts: neither may leave 1 to
    `hide_up_to` when it is taken from them.
    `group` is true where the row names a group of `catalogue/populations`. `order` is that
    of the tables of a bullet.
    """

    id: str
    bullet: str
    label: str
    short: str
    unit: str
    levels: tuple[str, ...]
    why_not_here: str
    cannot_tell: tuple[str, ...]
    ask_next: str
    remarks: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    counts: bool = True
    hide_up_to: int = 10
    hidden_with: str = ""
    part_of: tuple[str, ...] = ()
    group: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class PopulationSize:
    """A figure that says something of a group's size: an indicator, a block, or an entered total.

    `says` names what is counted, for a table's row.
    """

    figure: str
    says: str


@dataclass(frozen=True, slots=True)
class Population:
    """A group that exploiters look for, or that is served apart: what can be said of it.

    `sizes` are figures of the assessment; `why_no_size` says why there is none, or what
    they leave out. `holder` and `ask` say who could give one. `entered_for` lists the kinds
    of place for which leads may enter a size; empty means none, and `why_not_entered` says
    why. `served_by` are codes of `catalogue/arenas`. `context` is true for a group that is
    never scored and never mapped.
    """

    id: str
    order: int
    name: str
    who: str
    context: bool
    sizes: tuple[PopulationSize, ...]
    why_no_size: str
    holder: str
    ask: str
    entered_for: tuple[str, ...]
    why_not_entered: str
    served_by: tuple[str, ...]
    unknown: tuple[str, ...]
    misuse_guard: str


@dataclass(frozen=True, slots=True)
class Arenas:
    """Kinds of organizations that serve or meet people, by code. No organization is named."""

    names: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class OriginWords:
    """Words that name people by origin, ethnicity or religion, for a scan of typed notes.

    `peoples` are refused wherever they stand, unless a word of `language_words` follows:
    a language is a service need. `countries` are refused after "from".
    """

    peoples: tuple[str, ...]
    countries: tuple[str, ...]
    language_words: tuple[str, ...]
    source: str
