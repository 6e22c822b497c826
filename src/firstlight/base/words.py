"""Small numbers in words: pages keep digits for figures that have evidence."""

from __future__ import annotations

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
