"""Numbers written as words."""

from __future__ import annotations

import re

_SMALL = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: value for value, word in enumerate(_SMALL, start=1)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}

_TO_99 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_SMALL[:9])}))?"
    rf"|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
)
_TO_999 = rf"(?:(?:{_TO_99}|a)[ -]hundred(?:(?: and|-and)?[ -]{_TO_99})?|{_TO_99})"
_ENDS = r"(?![ -](?:hundred|thousand)\b)"

# "one hundred thousand and three hundred thousand" is two numbers, so each must end.
_WITH_THOUSAND = rf"(?:{_TO_999}|a)[ -]thousand(?:(?: and)?[ -]{_TO_999}{_ENDS})?"
NUMBER_WORDS = rf"\b(?:{_WITH_THOUSAND}|{_TO_999}{_ENDS})(?![\w'])"


def read_number_words(words: str) -> int | None:
    """The whole number that words such as "three hundred and ten thousand" name.

    None where the words are not one number.
    """
    total = part = 0
    for word in re.split(r"[ -]", words):
        if word == "and":
            continue
        if word == "a":
            part = 1
        elif word == "hundred":
            part = (part or 1) * 100
        elif word == "thousand":
            total, part = total + (part or 1) * 1000, 0
        elif word in _VALUES:
            part += _VALUES[word]
        else:
            return None
    return total + part
