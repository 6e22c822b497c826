"""The shape of two pictures side by side. It holds names of figures and words, no number."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.base.finding import Part

GRADES = ("documented", "strongly_indicated", "suggested", "unknown")


@dataclass(frozen=True, slots=True)
class SideShown:
    """One count of one side: its figure, who counted, and by which definition.

    `evidence` stands behind the words. `invented` is true for a demonstration. `coverage` says
    which agencies and months are in the count; empty where a holder counted for itself.
    """

    figure: str
    holder: str
    definition: str
    evidence: tuple[str, ...]
    invented: bool = False
    coverage: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class AskSide:
    """A side that gave no count: the figure that says so, whom to ask and for totals of what.

    `template` is the form for it, by its name in the catalogue: for links, and never printed.
    """

    figure: str
    who: str
    wants: str
    template: str


@dataclass(frozen=True, slots=True)
class WhySaid:
    """Why the leads think that the two sides differ: their words, quoted."""

    text: str
    author: str
    day: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TwinShown:
    """One row: what police recorded beside what providers saw, each as it stands.

    `verdict` is agree, both_saw, both_counted, differ, one_sided or neither, and empty for what
    is unknown or not asked. `rules` are the ids of the rules that held, `reasons` what they say.
    `grade` is one of `GRADES`. Neither side is ranked, and there is no sum.
    """

    value: str
    label: str
    police: tuple[SideShown, ...]
    providers: tuple[SideShown, ...]
    verdict: str
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    grade: str
    explanations: tuple[WhySaid, ...] = ()

    def __post_init__(self) -> None:
        if self.grade not in GRADES:
            raise ValueError("a finding has one of the four grades")


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question. `ask_police` and `ask_providers` stand where that side has no count.

    `open_values` are the values that neither side counted. `mix` says which part is the
    largest on each side, or why that is not told; `mix_verdict` and `mix_rules` go with it.
    """

    id: str
    label: str
    asks: str
    twins: tuple[TwinShown, ...]
    ask_police: AskSide | None
    ask_providers: AskSide | None
    open_values: tuple[str, ...] = ()
    mix_verdict: str = ""
    mix: tuple[str, ...] = ()
    mix_rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingShown:
    """An indication: what kind of subject it is about, which one, how sure, by which figure.

    `subject_kind` is one of the catalogue's list and never empty; `n` is the figure's id.
    `coverage` is that of the count (see `SideShown`).
    """

    subject_kind: str
    about: str
    grade: str
    n: str
    holder: str
    evidence: tuple[str, ...]
    invented: bool = False
    coverage: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        if not self.subject_kind:
            raise ValueError("a finding says which kind of subject it is about")
        if self.grade not in GRADES:
            raise ValueError("a finding has one of the four grades")


@dataclass(frozen=True, slots=True)
class BalanceShown:
    """One value of the balance meter: whether anybody in hand looks for it, and who.

    `looked_for` is yes, unknown or no; `flags` are what is to be said of it, `rules` their ids;
    `efforts` are figures of its share of effort.
    """

    axis: str
    value: str
    label: str
    looked_for: str
    holders: tuple[str, ...]
    flags: tuple[str, ...]
    rules: tuple[str, ...]
    efforts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FunnelDot:
    """One dot of the funnel plot, as shares of the drawing from 0 to 1, and its two figures.

    `here` marks an agency of the area where others are drawn too.
    """

    name: str
    count: str
    size: str
    across: float
    up: float
    place: str
    side: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class FunnelShown:
    """The funnel plot: dots and the four limits as lines of (across, up), from 0 to 1.

    `why_not` is empty unless there is no plot; `notes` say who is left out. `up_words`,
    `across_words` and `key` are words of the drawing, empty where they are those of counties.
    """

    dots: tuple[FunnelDot, ...]
    limits: tuple[tuple[tuple[float, float], ...], ...]
    notes: tuple[str, ...]
    why_not: str = ""
    would_help: str = ""
    up_words: str = ""
    across_words: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class TwoPictures:
    """What police recorded beside what providers saw, with all that tells how to read it.

    `blocks` are the ids of its blocks in the chapter on documented cases. `agencies` is a
    second funnel plot, of the agencies in incident files; None where no such file is in hand.
    """

    questions: tuple[QuestionShown, ...]
    balance: tuple[BalanceShown, ...]
    one_form: tuple[str, ...]
    funnel: FunnelShown
    findings: tuple[FindingShown, ...]
    grades: tuple[tuple[str, str, str], ...]  # id, label, what it means
    verdicts: tuple[tuple[str, str], ...]  # id, label
    blocks: tuple[str, ...]
    invented: bool = False
    agencies: FunnelShown | None = None
