"""Sentences against rules."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstlight.claims import frames, scope
from firstlight.claims.phrases import Phrase
from firstlight.claims.plain import Plain, read_plain
from firstlight.claims.rules import Near, Rule, Rules, Severity, Spared
from firstlight.claims.sentences import split_sentences

Span = tuple[int, int]
_ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that goes further than the evidence.

    `span` counts characters of the text that was judged; `sentence` is the one it
    stands in and `sentence_span` where that sentence stands. `is_verified` is false
    where the reference behind the rule is not yet verified.
    """

    rule: str
    severity: Severity
    span: Span
    sentence: str
    sentence_span: Span
    why: str
    say_instead: str
    reference: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known of a sentence from outside it; spans count from its start.

    `quoted`: quotations of the text that reach into it. `spoken`: those of them that
    somebody is said to say.
    """

    bound: Sequence[Span] = ()
    quoted: Sequence[Span] = ()
    spoken: Sequence[Span] = ()
    in_myth_block: bool = False


class _Reading:
    """One plain sentence while rules are tried on it."""

    def __init__(self, sentence: str, around: _Around) -> None:
        self.around = around
        self.plain: Plain = read_plain(sentence)
        self.text = self.plain.text
        self._quotes: tuple[Span, ...] | None = None
        self._words: tuple[Span, ...] | None = None

    @property
    def quotes(self) -> tuple[Span, ...]:
        if self._quotes is None:
            self._quotes = frames.read_quotes(self.text)
        return self._quotes

    @property
    def words(self) -> tuple[Span, ...]:
        if self._words is None:
            self._words = tuple(m.span() for m in re.finditer(r"[\w'%-]+", self.text))
        return self._words

    def window(self, start: int, end: int, reach: int) -> str:
        """The text from `reach` words before a stretch to `reach` words after it."""
        ends = [word[1] for word in self.words]
        starts = [word[0] for word in self.words]
        first = max(0, bisect.bisect_right(ends, start) - reach)
        last = bisect.bisect_left(starts, end) + reach
        left = starts[first] if first < len(starts) else 0
        right = ends[last - 1] if 0 < last <= len(ends) else len(self.text)
        return self.text[min(left, start) : max(right, end)]

    def is_near(self, near: Near, start: int, end: int) -> bool:
        where = self.text if near.reach is None else self.window(start, end, near.reach)
        return near.words.expression.search(where) is not None

    def is_within(self, spans: Sequence[Span], start: int, end: int) -> bool:
        """Does a stretch of the plain text stand within one of the spans as written?"""
        first, last = self.plain.written(start, end)
        return any(opening <= first and last <= closing for opening, closing in spans)

    def is_a_quoted_myth(self, start: int, end: int) -> bool:
        return self.around.in_myth_block and (
            frames.is_quoted(self.quotes, start, end)
            or self.is_within(self.around.quoted, start, end)
        )

    def is_bound(self, phrase: Phrase, match: re.Match[str]) -> bool:
        """Is any number the phrase is about a figure of this report?"""
        for name in phrase.figures:
            if match[name] is None:
                continue
            start, end = self.plain.written(*match.span(name))
            if any(first < end and start < last for first, last in self.around.bound):
                return True
        return False

    def is_spared(self, spared: Spared, phrase: Phrase, start: int, end: int) -> bool:
        text = self.text
        match spared:
            case Spared.DENIED:
                return scope.is_denied(text, start)
            case Spared.NEGATED:
                return scope.is_negated(text, start, end, owns_negation=phrase.owns_negation)
            case Spared.SUPPOSED:
                return scope.is_supposed(text, start)
            case Spared.MYTH:
                return frames.is_called_myth(text, start, end)
            case Spared.RESPONDENTS:
                return frames.is_said_by_respondents(text, start, end)
            case Spared.MENTIONED:
                return self.is_within(self.around.spoken, start, end) or frames.is_mentioned(
                    text, self.quotes, start, end
                )
            case Spared.ASKED:
                return frames.is_asked(text)

    def find(self, rule: Rule) -> Span | None:
        """The first match of a rule that nothing spares."""
        if not any(letters in self.text for letters in rule.text.first_look):
            return None
        if not self._suits(rule, 0, 0, whole=True):
            return None
        for phrase in rule.phrases:
            place = 0
            while match := phrase.expression.search(self.text, place):
                start, end = match.span()
                if not (
                    self.is_a_quoted_myth(start, end)
                    or not self._suits(rule, start, end, whole=False)
                    or (phrase.figures and self.is_bound(phrase, match))
                    or any(self.is_spared(by, phrase, start, end) for by in rule.text.spared_when)
                ):
                    return start, end
                following = self.text.find(" ", start + 1)
                if following < 0:
                    break
                place = following + 1
        return None

    def _suits(self, rule: Rule, start: int, end: int, *, whole: bool) -> bool:
        """Are the words there, and none of those that excuse? `whole`: in the sentence."""
        return all(
            self.is_near(near, start, end) for near in rule.near if (near.reach is None) is whole
        ) and not any(
            self.is_near(near, start, end)
            for near in rule.unless_near
            if (near.reach is None) is whole
        )


def _judge(sentence: str, rules: Rules, around: _Around) -> tuple[Hit, ...]:
    reading = _Reading(sentence, around)
    hits = []
    for rule in rules:
        found = reading.find(rule)
        if found is None:
            continue
        hits.append(
            Hit(
                rule=rule.id,
                severity=rule.text.severity,
                span=reading.plain.written(*found),
                sentence=sentence,
                sentence_span=(0, len(sentence)),
                why=rule.text.why,
                say_instead=rule.text.say_instead,
                reference=rule.text.reference,
                is_verified=rule.text.is_verified,
            )
        )
    return tuple(sorted(hits, key=lambda hit: (_ORDER.index(hit.severity), hit.span, hit.rule)))


def judge(
    sentence: str,
    *,
    bound: Sequence[Span] = (),
    in_myth_block: bool = False,
    rules: Rules,
) -> tuple[Hit, ...]:
    """Judge one sentence; at most one hit a rule, the worst first.

    Parameters
    ----------
    sentence : str
        One sentence as it would be printed, without markup.
    bound : sequence of (start, end)
        Where figures of this report stand in it. A number there has its own evidence,
        so no rule about borrowed numbers looks at it.
    in_myth_block : bool
        The sentence stands in a part of a page that sets myths right. What it puts in
        quotation marks is then the myth; what it says itself is judged as anywhere.
    rules : Rules
        From `read_rules`.
    """
    return _judge(sentence, rules, _Around(bound=bound, in_myth_block=in_myth_block))


def judge_text(
    text: str,
    *,
    bound: Sequence[Span] = (),
    in_myth_block: bool = False,
    rules: Rules,
) -> tuple[Hit, ...]:
    """Judge every sentence of a text, in the order they stand; spans count from its start.

    A quotation may run over several sentences of a paragraph; who is quoted is read from
    the words before it.
    """
    hits: list[Hit] = []
    sentences = split_sentences(text)
    quoted = [match.span() for match in _QUOTATION.finditer(text)]
    spoken = [span for span in quoted if _is_spoken(text, sentences, span)]
    for start, end in sentences:
        around = _Around(
            bound=_within(bound, start, end),
            quoted=_within(quoted, start, end),
            spoken=_within(spoken, start, end),
            in_myth_block=in_myth_block,
        )
        for hit in _judge(text[start:end], rules, around):
            first, last = hit.span
            hits.append(
                replace(hit, span=(first + start, last + start), sentence_span=(start, end))
            )
    return tuple(hits)


# Pairs of double quotation marks with no empty line between them.
_QUOTATION = re.compile(
    r"“[^”\n]*(?:\n(?!\s*\n)[^”\n]*)*”|\"[^\"\n]*(?:\n(?!\s*\n)[^\"\n]*)*\"|«[^»]*»"
)


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans that touch a sentence, counted from its start."""
    return [(a - start, b - start) for a, b in spans if a < end and b > start]


def _is_spoken(text: str, sentences: Sequence[Span], quotation: Span) -> bool:
    """Is a quotation of several sentences introduced as somebody's words?"""
    opening, closing = quotation
    for start, end in sentences:
        if start <= opening < end < closing:
            return frames.opens_speech(read_plain(text[start:opening]).text)
    return False
