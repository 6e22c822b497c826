"""A received cell as a number: what counts as one, and what is wrong with one that does not."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from firstlight.catalogue.formats import Wanted

# commas part thousands and nothing else: 5,4 is no way to write a number here
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][-+]?\d+)?")
MARGIN_CODES = frozenset({"*****", "****", "***", "**", "*", "-", "N", "(X)", "null"})


def read_strictly(text: str, signs: Sequence[str]) -> float | None:
    """A cell as a number; None for text, a sign that is not the publisher's, or a stray comma."""
    bare = text
    for sign in signs:
        minus, bare = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
        bare = minus + bare.removeprefix(sign).removesuffix(sign)
    if not any(c.isdigit() for c in bare) or not bare.isascii() or not NUMBER.fullmatch(bare):
        return None
    return float(bare.replace(",", ""))


def find_wrong(value: float | None, wanted: Wanted) -> str:
    """What keeps a value from being one of its column, in one sentence, or nothing."""
    if value is None:
        return "Here stands text where a number belongs."
    if not math.isfinite(value):
        return "The number is larger than any that can be."
    if wanted.least is not None and value < wanted.least:
        return f"The number is below {wanted.least:g}, the least it can be."
    if wanted.most is not None and value > wanted.most:
        return f"The number is above {wanted.most:g}, the most it can be."
    if (wanted.kind == "count" or wanted.whole) and not value.is_integer():
        return "The number has a part of one where whole ones are counted."
    return ""
