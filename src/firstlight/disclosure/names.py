"""Names as they are compared: columns, categories and the people of a table.

Two releases over the same people are attacked together only where they are seen to be so. What
differs in capitals, spaces or the form of a sign alone is one name.
"""

from __future__ import annotations

import re
import unicodedata

# A footnote sign stays what it is: as a digit it would make another grade of "Grade 9¹".
RAISED = re.compile(r"([²³¹⁰-₟])")
SPACES = re.compile(r"(?<!\d)\s+|\s+(?!\d)")  # between two digits a space parts two numbers
SIGNS = str.maketrans(dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("‐‑‒–—−", "-"))


def plain_name(name: str) -> str:
    """A name in small letters, one form of each sign, and single spaces."""
    pieces = RAISED.split(unicodedata.normalize("NFC", name))
    text = "".join(p if RAISED.fullmatch(p) else unicodedata.normalize("NFKC", p) for p in pieces)
    shown = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    folded = unicodedata.normalize("NFC", shown.translate(SIGNS).casefold())
    return " ".join(folded.split())


def fold_name(name: str) -> str:
    """A name as it is compared: `plain_name` without the spaces that part no numbers.

    >>> fold_name("Prince  George’s"), fold_name("prince GEORGE'S "), fold_name("9 1")
    ("princegeorge's", "princegeorge's", '9 1')
    """
    return SPACES.sub("", plain_name(name))
