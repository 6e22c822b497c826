"""The two faces of pages: files of the font packages, never copied into this project."""

from __future__ import annotations

import base64
import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

# (family, weight, package, file); paper uses the same families
FACES = (
    ("Source Sans Pro", 400, "font_source_sans_pro", "SourceSansPro-Regular.otf"),
    ("Source Sans Pro", 600, "font_source_sans_pro", "SourceSansPro-Semibold.otf"),
    ("Source Serif Pro", 400, "font_source_serif_pro", "SourceSerifPro-Regular.otf"),
    ("Source Serif Pro", 600, "font_source_serif_pro", "SourceSerifPro-Semibold.otf"),
)


@dataclass(frozen=True, slots=True)
class FontFile:
    """One weight of one family, and where its file stands."""

    family: str
    weight: int
    file: Path


def list_fonts() -> tuple[FontFile, ...]:
    """The font files that pages use."""
    return tuple(
        FontFile(family, weight, Path(str(resources.files(package))) / "files" / name)
        for family, weight, package, name in FACES
    )


def write_face(font: FontFile, address: str) -> str:
    """The style rule that loads a font file from an address."""
    return (
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};font-display:swap;'
        f'src:url("{address}") format("opentype")}}\n'
    )


@functools.lru_cache(maxsize=1)
def faces_inside() -> str:
    """Style rules with the font files themselves inside, for a page that stands alone."""
    faces = []
    for font in list_fonts():
        inside = base64.b64encode(font.file.read_bytes()).decode()
        faces.append(write_face(font, f"data:font/otf;base64,{inside}"))
    return "".join(faces)
