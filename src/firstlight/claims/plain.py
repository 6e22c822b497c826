"""A sentence as the rules read it: one spelling for what can be written in many ways.

Lower case, straight quotes, one kind of space, contractions opened ("can't" is "can
not"), numbers as digits without separators ("300 000", "300k" and "three hundred
thousand" are 300000; "one out of every five" is "1 in 5"), "percent" as "%". Every
change is remembered, so a place in the plain text leads back to the words as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from firstlight.claims.numbers import NUMBER_WORDS, read_number_words

# Characters that stand for one plain character each. The dashes that break a clause stay.
_ONE_FOR_ONE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ＇`´‹›", "'"),
        **dict.fromkeys("“”„‟″«»〝〞＂", '"'),
        **dict.fromkeys("‐‑⁃﹣－", "-"),
        **dict.fromkeys("‒−", "–"),
        "―": "—",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "％": "%",
        "﹪": "%",
        "，": ",",
        "；": ";",
        "：": ":",
        "？": "?",
        "！": "!",
        "／": "/",
    }
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

Rewrite = Callable[[re.Match[str]], str]


def _close_number(match: re.Match[str]) -> str:
    return re.sub(r"[ ,'.]", "", match[0])


def _multiply(match: re.Match[str]) -> str:
    factor = 1000 if match[2].startswith(("k", "th")) else 1_000_000
    value = float(match[1]) * factor
    return f"{value:.0f}" if abs(value - round(value)) < 1e-6 else match[0]


def _number_word(match: re.Match[str]) -> str:
    value = read_number_words(match[0])
    if value is None or value < 2:
        return match[0]
    return str(value)


# Each step is one pattern and what it becomes, in this order.
_STEPS: tuple[tuple[re.Pattern[str], Rewrite], ...] = (
    (re.compile("[ﬀ-ﬆ]"), lambda m: _LIGATURES[m[0]]),
    (re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff*]+"), lambda m: ""),
    (re.compile(r"(?<!\w)_+|_+(?!\w)"), lambda m: ""),
    (re.compile(r"(?<=[a-z])-[ \t]*\r?\n\s*(?=[a-z])"), lambda m: ""),
    (re.compile(r"(?! \S)\s+"), lambda m: " "),
    (re.compile(r"(?<=\S)–(?=\S)"), lambda m: "-"),
    (re.compile(r" ?[—–]+ ?| ?--+ ?| - "), lambda m: " — "),
    (re.compile(r"\bu\.s\.c\.(?!\w)"), lambda m: "usc"),
    (re.compile(r"\bu\. ?s\.(?: ?a\.)?(?!\w)"), lambda m: "us"),
    (re.compile(r"\b(?:can't|cannot)\b"), lambda m: "can not"),
    (re.compile(r"\bwon't\b"), lambda m: "will not"),
    (re.compile(r"n't\b"), lambda m: " not"),
    (re.compile(r"\b(it|that|there|here|what|who)'s\b"), lambda m: f"{m[1]} is"),
    (re.compile(NUMBER_WORDS), _number_word),
    (re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d)"), _close_number),
    (re.compile(r"(?<![\d.,'])\d{1,3}(?:[ ']\d{3})+(?![\d'])"), _close_number),
    (re.compile(r"(?<![\d.,])\d{2,3}\.000(?![\d.])"), _close_number),
    (re.compile(r"(\d+(?:\.\d+)?)[ -]?(k|thousand|million)\b"), _multiply),
    (re.compile(r"(?<=\d)[ -]?(?:bn|billion)\b"), lambda m: " billion"),
    (re.compile(r"(?<=\d)[ -]?(?:%|per ?cent\b|pct\b\.?)"), lambda m: " %"),
    (re.compile(r"\bone[ -](?:%|per ?cent\b|pct\b\.?)"), lambda m: "1 %"),
    (
        re.compile(
            r"\b(one|\d+)[ -](?:out[ -]of(?:[ -]every)?|in(?:[ -]every)?|(?:of|for) every)"
            r"[ -](\d+)\b"
        ),
        lambda m: f"{'1' if m[1] == 'one' else m[1]} in {m[2]}",
    ),
    (re.compile(r"\A | \Z"), lambda m: ""),
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain text and the way back.

    `steps` holds, last step first, what each rewrite changed: (start and end in its
    result, start and end in what it was given).
    """

    text: str
    steps: tuple[tuple[tuple[int, int, int, int], ...], ...]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain text stands in the sentence as written."""
        for changes in self.steps:
            start, end = _back(changes, start, is_end=False), _back(changes, end, is_end=True)
        return start, max(start, end)


def _back(changes: tuple[tuple[int, int, int, int], ...], place: int, *, is_end: bool) -> int:
    shift = 0
    for new_start, new_end, old_start, old_end in changes:
        if place < new_start or (is_end and place == new_start):
            break
        if place < new_end or (is_end and place == new_end):
            return old_end if is_end else old_start
        shift = old_end - new_end
    return place + shift


def _rewrite(
    text: str, pattern: re.Pattern[str], becomes: Rewrite
) -> tuple[str, tuple[tuple[int, int, int, int], ...]]:
    parts: list[str] = []
    changes: list[tuple[int, int, int, int]] = []
    done = length = 0
    for match in pattern.finditer(text):
        new = becomes(match)
        if new == match[0]:
            continue
        kept = text[done : match.start()]
        parts += (kept, new)
        length += len(kept) + len(new)
        changes.append((length - len(new), length, match.start(), match.end()))
        done = match.end()
    if not changes:
        return text, ()
    parts.append(text[done:])
    return "".join(parts), tuple(changes)


def read_plain(sentence: str) -> Plain:
    """Bring a sentence into the one spelling that patterns are written for."""
    text = sentence.lower()
    if len(text) != len(sentence):
        text = "".join(c.lower() if len(c.lower()) == 1 else c for c in sentence)
    text = text.translate(_ONE_FOR_ONE)
    steps = []
    for pattern, becomes in _STEPS:
        text, changes = _rewrite(text, pattern, becomes)
        if changes:
            steps.append(changes)
    return Plain(text, tuple(reversed(steps)))
