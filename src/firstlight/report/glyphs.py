"""Which signs can the faces of the printed report show?

A PDF for archives may not hold a sign without a glyph, and a name that somebody typed can hold
any sign at all. What the faces lack is printed as a box; a sign without width is left out.
"""

from __future__ import annotations

import functools
import struct
import unicodedata
from collections.abc import Iterator
from pathlib import Path

BOX = "□"
SPACES = "\n\t"


@functools.lru_cache(maxsize=4)
def signs_of(*fonts: Path) -> frozenset[str]:
    """The signs for which every one of these font files has a glyph."""
    shared: set[str] | None = None
    for font in fonts:
        own = {chr(code) for code in _codes(font.read_bytes())}
        shared = own if shared is None else shared & own
    return frozenset(shared or ())


def show(value: object, signs: frozenset[str]) -> object:
    """The same values with only signs that can be shown; works inside lists and dicts."""
    match value:
        case str():
            return value if signs.issuperset(value) else _show_text(value, signs)
        case dict():
            return {name: show(part, signs) for name, part in value.items()}
        case list() | tuple():
            return [show(part, signs) for part in value]
    return value


def _show_text(text: str, signs: frozenset[str]) -> str:
    kept = []
    for sign in unicodedata.normalize("NFC", text):
        if sign in signs or sign in SPACES:
            kept.append(sign)
        elif unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Mn"):
            kept.append(BOX if BOX in signs else "?")
    return "".join(kept)


def _codes(data: bytes) -> Iterator[int]:
    """The code points of a font's `cmap` table (OpenType 1.9, formats 4 and 12)."""
    tables = struct.unpack_from(">H", data, 4)[0]
    for index in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        if tag == b"cmap":
            break
    else:
        return
    for index in range(struct.unpack_from(">H", data, start + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * index)
        if platform in (0, 3):
            yield from _codes_of_map(data, start + offset)


def _codes_of_map(data: bytes, at: int) -> Iterator[int]:
    form = struct.unpack_from(">H", data, at)[0]
    if form == 12:
        for group in range(struct.unpack_from(">I", data, at + 12)[0]):
            first, last, _ = struct.unpack_from(">III", data, at + 16 + 12 * group)
            yield from range(first, last + 1)
    elif form == 4:
        segments = struct.unpack_from(">H", data, at + 6)[0] // 2
        lasts = struct.unpack_from(f">{segments}H", data, at + 14)
        firsts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
        for first, last in zip(firsts, lasts, strict=True):
            if first != 0xFFFF:
                yield from range(first, last + 1)
