"""Small numbers in words: pages keep digits for figures that have evidence."""

from __future__ import annotations

from fractions import Fraction

ONES = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def count_in_words(number: int, *, capital: bool = False) -> str:
    """A count under a hundred in words, "no" for 0 and "many" beyond.

    >>> count_in_words(21), count_in_words(0, capital=True), count_in_words(254)
    ('twenty-one', 'No', 'many')
    """
    if number < len(ONES):
        text = ONES[number]
    elif number < 100:
        tens, ones = divmod(number, 10)
        text = f"{TENS[tens]}-{ONES[ones]}" if ones else TENS[tens]
    else:
        text = "many"
    return text[0].upper() + text[1:] if capital else text


BASES = (
    (100, "a hundred"),
    (1_000, "a thousand"),
    (10_000, "ten thousand"),
    (100_000, "a hundred thousand"),
    (1_000_000, "a million"),
)


def share_in_words(share: float) -> str:
    """A share above 0 and up to 1 in words, "about" where it has no round form.

    >>> share_in_words(0.05), share_in_words(0.125), share_in_words(1)
    ('five in a hundred', 'one hundred twenty-five in a thousand', 'all')
    >>> share_in_words(1 / 3), share_in_words(1e-9)
    ('about thirty-three in a hundred', 'fewer than one in a million')
    """
    exact = Fraction(repr(float(share)))
    if exact == 1:
        return "all"
    for base, name in BASES[:3]:
        number = exact * base
        if number.denominator == 1 and number < 1000:
            return f"{_hundreds(int(number))} in {name}"
    for base, name in BASES:
        number = exact * base
        if number >= 10 or (base == BASES[-1][0] and number >= 1):
            return f"about {_hundreds(round(number))} in {name}"
    return "fewer than one in a million"


def _hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return count_in_words(rest)
    return (
        f"{ONES[hundreds]} hundred {count_in_words(rest)}" if rest else f"{ONES[hundreds]} hundred"
    )


def start_large(text: str) -> str:
    """A text as a sentence begins: its first letter large, the rest as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def finish_sentence(text: str) -> str:
    """A reason as a sentence: it begins large and ends with a stop. Nothing stays nothing."""
    bare = text.strip()
    return start_large(bare) + ("" if not bare or bare[-1] in ".?!" else ".")
