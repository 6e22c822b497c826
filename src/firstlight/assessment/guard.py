"""No assessment leaves this room whose words claim more than the evidence carries."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

from firstlight.assessment.model import Assessment
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.finding import Figure, Named, Sentence, Shown, UnsupportedSentence, When
from firstlight.claims import Hit, Rules, judge, judge_text, read_rules

Span = tuple[int, int]


@functools.lru_cache(maxsize=1)
def _rules() -> Rules:
    return read_rules()


def spell_sentence(
    sentence: Sentence, figures: Mapping[str, Figure]
) -> tuple[str, tuple[Span, ...]]:
    """A sentence as plain text, and where its figures, names and periods stand in it."""
    text = ""
    bound: list[Span] = []
    for part in sentence.parts:
        if isinstance(part, Shown):
            value = figures[part.figure].quantity.value
            piece = "no figure" if value is None else f"{value:,.10g}"
        elif isinstance(part, When):
            piece = part.period.label
        else:
            piece = part.text
        if isinstance(part, Shown | When | Named):
            bound.append((len(text), len(text) + len(piece)))
        text += piece
    return text, tuple(bound)


def guard_words(assessment: Assessment) -> None:
    """Judge every sentence of an assessment, and what a person typed into it.

    Raises
    ------
    UnsupportedSentence
        When one of our own sentences is blocked: a fault of ours.
    InputFaults
        When what a person typed is blocked: the source for a detection range, or a text
        that leads entered.
    """
    rules = _rules()
    blocked = [
        hit
        for sentence in _sentences(assessment, entered=False)
        for text, bound in [spell_sentence(sentence, assessment.figures)]
        for hit in judge(text, bound=bound, rules=rules)
        if hit.severity == "block"
    ]
    blocked += [
        hit
        for text in _fixed_texts(assessment)
        for hit in judge_text(text, rules=rules)
        if hit.severity == "block"
    ]
    if blocked:
        raise UnsupportedSentence("; ".join(_say(hit) for hit in blocked))
    entered = [
        hit
        for sentence in _sentences(assessment, entered=True)
        for text, bound in [spell_sentence(sentence, assessment.figures)]
        for hit in judge(text, bound=bound, rules=rules)
        if hit.severity == "block"
    ]
    if entered:
        raise InputFaults(
            [
                Fault(f"A text entered by the leads claims too much: {hit.why}.", hit.say_instead)
                for hit in entered
            ]
        )
    if assessment.detection is not None:
        typed = [
            hit
            for hit in judge_text(assessment.detection.source, rules=rules)
            if hit.severity == "block"
        ]
        if typed:
            raise InputFaults(
                [
                    Fault(f"--detection-source claims too much: {hit.why}.", hit.say_instead)
                    for hit in typed
                ]
            )


def guard_sentences(sentences: Iterable[Sentence], figures: Mapping[str, Figure]) -> None:
    """Judge the sentences of a page that is no whole assessment.

    Raises
    ------
    UnsupportedSentence
        When one of them is blocked: a fault of ours.
    """
    hits = [
        hit
        for sentence in sentences
        for text, bound in [spell_sentence(sentence, figures)]
        for hit in judge(text, bound=bound, rules=_rules())
        if hit.severity == "block"
    ]
    if hits:
        raise UnsupportedSentence("; ".join(_say(hit) for hit in hits))


def judge_typed(text: str) -> tuple[tuple[str, str], ...]:
    """Why a text that a person typed is blocked, and what to say instead; empty when it passes."""
    hits = judge_text(text, rules=_rules())
    return tuple((hit.why, hit.say_instead) for hit in hits if hit.severity == "block")


def judge_name(text: str) -> tuple[tuple[str, str], ...]:
    """Why a name for an area is blocked, judged as it is read: beside the word trafficking."""
    hits = judge_text(
        f"This place is called {text}, and trafficking was looked for.", rules=_rules()
    )
    return tuple((hit.why, hit.say_instead) for hit in hits)


def _sentences(assessment: Assessment, *, entered: bool) -> Iterator[Sentence]:
    """The sentences of blocks that leads entered, or all others."""
    if not entered:
        yield from assessment.summary.known
    for chapter in assessment.chapters:
        if not entered:
            yield from chapter.lede
        for block in chapter.blocks:
            if block.entered is entered:
                yield from block.sentences


def _fixed_texts(assessment: Assessment) -> Iterator[str]:
    """What is printed without a figure; the catalogue's own texts are judged by a test."""
    yield assessment.summary.asked
    yield from assessment.summary.not_known
    for refusal in assessment.refusals:
        yield from (refusal.what, refusal.why, refusal.would_help)


def _say(hit: Hit) -> str:
    return f"{hit.rule} blocks a sentence: {hit.why}"
