"""County names without what tells two spellings of one name apart."""

from __future__ import annotations

import re
import unicodedata

# What a county is called in its state, longest first, so that "Census Area" goes before "Area".
KINDS = (
    "city and borough",
    "planning region",
    "census area",
    "municipality",
    "municipio",
    "borough",
    "county",
    "parish",
    "city",
)


def plain(text: str) -> str:
    """A name as people may type it: no case, accents, points or double spaces; Saint as St."""
    bare = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold()
    bare = re.sub(r"[’'`.]", "", bare)
    bare = re.sub(r"[-–—/_]", " ", bare)
    bare = re.sub(r"\b(sainte|ste)\b", "ste", re.sub(r"\bsaint\b", "st", bare))
    return " ".join(bare.split())


def without_kind(name: str) -> str:
    """A plain county name without the word for its kind."""
    for kind in KINDS:
        if name.endswith(f" {kind}"):
            return name.removesuffix(f" {kind}")
    return name
