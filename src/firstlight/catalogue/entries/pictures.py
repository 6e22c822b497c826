"""How two pictures are laid side by side: rules with ids, and limits with where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureQuestion:
    """One question put to both sides. `by` names a dimension of the taxonomy, or is empty."""

    id: str
    label: str
    asks: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class PictureRule:
    """One rule: when it holds, what is then said, and the verdict it gives, if any."""

    when: str
    says: str
    gives: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One step from a person who was met to a person in a report."""

    id: str
    label: str
    asks: str


@dataclass(frozen=True, slots=True)
class BalanceAxis:
    """One axis of the balance meter and the values that must each be looked for."""

    label: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PictureCount:
    """Which question an entered total answers for one side, and which one each of its parts does.

    `value` is the value that the whole total stands for, where the question has values.
    """

    measure: str
    side: str
    whole: str
    value: str = ""
    form: str = ""
    age: str = ""
    age_band: str = ""
    route: str = ""


@dataclass(frozen=True, slots=True)
class PictureStep:
    """Two entered measures that are both ends of one step of the ladder."""

    after: str
    came: str
    left: str


@dataclass(frozen=True, slots=True)
class PictureContext:
    """An entered measure that counts people identified with one other crime."""

    measure: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class PictureStatus:
    """How far somebody came in deciding about the people of a measure, and who decided.

    `status` and `decider` are values of the taxonomy; `decider` is empty where nobody has
    decided yet. `measure` is an entered one, or empty for the FBI's offenses of the area.
    `said` are words of its own, where those of the status would claim too much: a code is no
    decision.
    """

    status: str
    decider: str
    measure: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class OverlapMeasures:
    """The entered measures of one side's number of people and of what it says of the other."""

    people: str
    known: str
    not_known: str
    unsure: str


@dataclass(frozen=True, slots=True)
class PictureIndication:
    """An entered measure that hints at something: what it is about, and which kind of thing."""

    measure: str
    about: str
    subject_kind: str


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a finding: its name, when it is given, what it means."""

    label: str
    when: str
    means: str


@dataclass(frozen=True, slots=True)
class Grades:
    """The closed list of grades, the strongest first."""

    source: str
    grades: Mapping[str, Grade]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Questions, rules and limits of the side-by-side pages.

    `differ_ratio` is how many times the smaller count the larger must be before two counts
    of the same unit, place, period and definition are said to differ. `mix_least` is the
    smallest sum of a side whose largest part is named; `mix_unread_percent` is the share of
    counts without a value beyond which no largest part is named. `effort_percent` is the
    share of effort under which a part of the balance meter is told. `funnel_agencies_at_least`
    and `funnel_levels` (inner, outer) are of the funnel plot. `counts`, `steps`, `contexts`,
    `statuses`, `overlap`, `sectors`, `effort` and `indications` say what each entered measure
    is used for.
    """

    questions: tuple[PictureQuestion, ...]
    rules: Mapping[str, PictureRule]
    rungs: tuple[Rung, ...]
    balance: Mapping[str, BalanceAxis]
    differ_ratio: float
    differ_source: str
    mix_least: int
    mix_unread_percent: float
    mix_source: str
    effort_percent: float
    effort_source: str
    funnel_agencies_at_least: int
    funnel_levels: tuple[float, ...]
    funnel_spread_ratio: float
    funnel_source: str
    hide_up_to: int
    hide_source: str
    hidden_values_at_least: int
    hidden_values_source: str
    counts: tuple[PictureCount, ...]
    steps: tuple[PictureStep, ...]
    contexts: tuple[PictureContext, ...]
    statuses: tuple[PictureStatus, ...]
    overlap: Mapping[str, OverlapMeasures]
    sectors: Mapping[str, str]
    effort: tuple[str, ...]
    indications: tuple[PictureIndication, ...]
    subject_kinds: Mapping[str, str]
