"""How far sources are in hand, in words: the same on a page, in print and in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from firstlight.assessment import FactorState, SourceState
from firstlight.base.words import count_in_words
from firstlight.catalogue.entries import Source

# Worst first: what is not in hand stands before what is.
STATE_ORDER = ("not_collected", "refused", "waiting", "partly", "in_hand")
ONE_SOURCE: Mapping[str, str] = {
    "in_hand": "The one source is in hand.",
    "partly": "The one source is in hand in part.",
    "waiting": "The one source is waiting for an answer.",
    "refused": "The one source was refused.",
    "not_collected": "The one source is not in hand yet.",
}
SOURCE_WORDS: Mapping[str, str] = {
    "in_hand": "in hand",
    "partly": "in part",
    "not_collected": "not in hand yet",
    "waiting": "waiting for an answer",
    "refused": "refused",
}


def sources_in_words(sources: Sequence[SourceState]) -> str:
    """How many are in hand, how many in part, how many are not."""
    counts = dict.fromkeys(STATE_ORDER, 0)
    for source in sources:
        counts[source.status] += 1
    in_hand = counts["in_hand"]
    total = count_in_words(len(sources))
    start = "None" if in_hand == 0 else count_in_words(in_hand, capital=True)
    noun = "source" if len(sources) == 1 else "sources"
    parts = [f"{start} of {total} {noun} {'is' if in_hand < 2 else 'are'} in hand"]
    if len(sources) == 1:
        if sources[0].looked and sources[0].status == "not_collected":
            return "The one source has no figure here."
        return ONE_SOURCE[sources[0].status]
    if counts["partly"]:
        parts.append(f"{count_in_words(counts['partly'])} in part")
    if counts["waiting"]:
        parts.append(f"{count_in_words(counts['waiting'])} waiting for an answer")
    if counts["refused"]:
        parts.append(f"{count_in_words(counts['refused'])} refused")
    text = f"{', '.join(parts)}."
    in_vain = sum(source.looked for source in sources if source.status == "not_collected")
    unlooked = counts["not_collected"] - in_vain
    if in_vain:
        text += f" For {count_in_words(in_vain)} the releases in hand have no figure here."
    if unlooked:
        verb = "is" if unlooked == 1 else "are"
        text += f" {count_in_words(unlooked, capital=True)} {verb} not in hand yet."
    return text


def sources_by_state(sources: Iterable[SourceState]) -> tuple[SourceState, ...]:
    """Gaps first, as the guide orders them within each state."""
    return tuple(sorted(sources, key=lambda source: STATE_ORDER.index(source.status)))


def write_source_state(source: SourceState | FactorState) -> str:
    """The state of a source or factor: not in hand yet, or searched with no figure here."""
    if source.status == "not_collected" and source.looked:
        return "no figure here"
    return SOURCE_WORDS[source.status]


def say_score(factor: FactorState) -> str:
    """Whether a factor may enter a score, and why not; its caveat where it may only with one."""
    if not factor.scored:
        return f"Never scored. {factor.why_not_scored}"
    if factor.caveat:
        return f"May be scored beside this caveat alone. {factor.caveat}"
    return "May be scored."


def say_research(factor: FactorState) -> str:
    """How strong the research behind a factor is, and whether anybody compared it."""
    return f"{factor.evidence_strength}{'' if factor.checked else ', not verified'}"


def factors_in_words(factors: Sequence[FactorState]) -> str:
    """How many factors were looked at, and how many are in hand, in part and not at all."""
    number = {state: sum(f.status == state for f in factors) for state in STATE_ORDER}
    whole = count_in_words(number["in_hand"]) if number["in_hand"] else "none"
    return (
        f"Of {count_in_words(len(factors))} factors, {whole} "
        f"{'is' if number['in_hand'] < 2 else 'are'} in hand here, "
        f"{count_in_words(number['partly'])} in part, and "
        f"{count_in_words(number['not_collected'])} not at all. What is not in hand does not "
        "mean none."
    )


def say_defects(sources: Iterable[Source]) -> tuple[str, ...]:
    """What is known to be wrong with each release, one paragraph a release."""
    return tuple(f"{source.short}. {' '.join(source.defects)}" for source in sources)
