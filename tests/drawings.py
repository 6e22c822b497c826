"""Maps and charts of a document, and which of them may not stand together.

A map says what it shows by `data-measure` (an indicator or a factor) on itself or inside, and by
its words: its caption and labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from firstlight.catalogue import Catalogue


class Drawings(HTMLParser):
    """Every map of a document: what it says it shows, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, Any] | None]] = []
        self.found: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("path", "circle", "rect", "use", "line", "br", "meta", "link", "input", "hr"):
            return
        given = {name: value or "" for name, value in attrs}
        starts = (tag == "figure" and "map" in given.get("class", "").split()) or (
            "data-measure" in given and tag in ("figure", "svg")
        )
        drawing = {"measures": set(), "words": ""} if starts else None
        if drawing is not None:
            self.found.append(drawing)
        self.open.append((tag, drawing))
        for around in (entry for _, entry in self.open if entry is not None):
            around["measures"] |= set(given.get("data-measure", "").split())
            around["words"] += " " + given.get("aria-label", "")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, drawing in self.open:
            if drawing is not None:
                drawing["words"] += " " + data


def drawn_together(page: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Maps of who people are and maps of records of crime that stand in one document."""
    reader = Drawings()
    reader.feed(page)
    beside = catalogue.never_scored.never_beside_records

    def kind(drawing: dict[str, Any]) -> Iterator[str]:
        factors = {
            catalogue.indicators[m].factor if m in catalogue.indicators else m
            for m in drawing["measures"]
        }
        words = drawing["words"].lower()
        if factors & set(beside.factors) or any(_names(w, words) for w in beside.words):
            yield "people"
        if factors & set(beside.records) or any(_names(w, words) for w in beside.record_words):
            yield "records"

    kinds = [(set(kind(d)), " ".join(d["words"].split())[:60]) for d in reader.found]
    people = [words for found, words in kinds if "people" in found]
    records = [words for found, words in kinds if "records" in found]
    return [(one, other) for one in people for other in records]


def _names(word: str, words: str) -> bool:
    return re.search(rf"\b{re.escape(word)}s?\b", words) is not None
