"""On the page every digit has a source: a figure, a period, a footnote, or a fixed text."""

from __future__ import annotations

import datetime
import json
import re
import tempfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from entered_rows import write_everything
from firstlight.assessment import (
    Assessment,
    DetectionChoice,
    Library,
    assess,
    open_library,
    read_leads_files,
)
from firstlight.catalogue import read_catalogue
from firstlight.entered import Entered, EnteredFiles
from firstlight.places import resolve_places
from firstlight.report import render_html, write_json
from statement_rows import LODGING, statement_row, write_checklist, write_statements

AREAS = {
    "harris": ["48201"],
    "houston": list(read_catalogue().demonstrations[0].counties),
    "chugach": ["02063"],
    "loving": ["48301"],
    "san_juan": ["72127"],
    "bounded": ["48201", "48157"],
    "entered": ["48201"],
}
DETECTION = DetectionChoice(0.1, 0.3, "an invented study, for this test")
VOID = {"meta", "link", "br", "img", "input", "hr", "path", "circle", "rect", "use", "line"}


@cache
def _library() -> Library:
    return open_library()


def _entered() -> Entered:
    """Invented notes, totals and a labor file, read for Harris County."""
    with tempfile.TemporaryDirectory() as folder:
        own = LODGING | {"place": "48201"}
        said = (
            write_statements(Path(folder), statement_row(), statement_row(**own)),
            write_checklist(Path(folder), {"L02": "found", "L12": "not_found"}),
        )
        return read_leads_files(
            EnteredFiles(
                **write_everything(Path(folder)), statements=tuple(Path(file) for file in said)
            ),
            area=resolve_places(AREAS["entered"], _library().gazetteer),
            library=_library(),
            today=datetime.date(2026, 11, 22),
        )


@cache
def _made(name: str) -> Assessment:
    return assess(
        resolve_places(AREAS[name], _library().gazetteer),
        library=_library(),
        made_on=datetime.date(2026, 11, 22),
        detection=DETECTION if name == "bounded" else None,
        entered=_entered() if name == "entered" else None,
    )


@cache
def _page(name: str) -> str:
    return render_html(_made(name), _library().pack)


class Reader(HTMLParser):
    """Collects every text with the elements around it, and every <data> element."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, list[tuple[str, dict[str, str | None]]]]] = []
        self.data: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self.stack.append((tag, dict(attrs)))
        if tag == "data":
            self.data.append({**dict(attrs), "text": ""})

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((data, list(self.stack)))
        if any(tag == "data" for tag, _ in self.stack):
            self.data[-1]["text"] += data


def _read(name: str) -> Reader:
    reader = Reader()
    reader.feed(_page(name))
    return reader


def fixed_texts() -> set[str]:
    """Every text of the catalogue: labels, warnings, what cannot be told, sources."""
    library = _library()
    texts: set[str] = set()

    def gather(value: Any) -> None:
        if isinstance(value, str):
            texts.add(" ".join(value.split()))
        elif isinstance(value, dict):
            for part in value.values():
                gather(part)
        elif isinstance(value, (tuple, list)):
            for part in value:
                gather(part)
        elif hasattr(value, "__dataclass_fields__"):
            for field in value.__dataclass_fields__:
                gather(getattr(value, field))

    catalogue = library.catalogue
    for part in (
        catalogue.sources,
        catalogue.indicators,
        catalogue.parameters,
        catalogue.warnings,
        catalogue.factors,
        catalogue.never_scored.factors,
    ):
        gather(part)
    gather(catalogue.help)
    gather(catalogue.entered)
    gather(catalogue.populations)
    gather(catalogue.offenses)
    gather(catalogue.offense_lists)
    gather(catalogue.process)
    gather(catalogue.proactive)
    gather(catalogue.signs)
    gather(catalogue.statements)
    return texts


def listed_texts(made: Assessment) -> set[str]:
    """The fixed texts a page may print with digits, each as a whole and nothing else."""
    texts = fixed_texts()
    for chapter in made.chapters:
        for block in chapter.blocks:
            texts |= {*block.remarks, *block.cannot_tell, *(table.unit for table in block.tables)}
    for refusal in made.refusals:
        texts |= {refusal.what, refusal.why, refusal.would_help, refusal.place}
    return {" ".join(text.split()).rstrip(".") for text in texts}


@pytest.mark.parametrize("name", AREAS)
def test_no_digit_stands_outside_a_figure_a_period_a_footnote_or_a_fixed_text(name: str) -> None:
    """Fails when a template or a sentence writes a number of its own."""
    listed = listed_texts(_made(name))
    parts = {piece.strip().rstrip(".") for text in listed for piece in re.split(r"[:;]", text)}
    stray = []
    for text, stack in _read(name).texts:
        if not re.search(r"\d", text):
            continue
        tags = [tag for tag, _ in stack]
        if {"data", "time", "style", "title", "desc"} & set(tags):
            continue
        if any("data-figure" in attrs or "data-axis" in attrs for _, attrs in stack):
            continue  # a number in a drawing; it is compared with its figure below
        if any("data-footnotes" in attrs or attrs.get("class") == "fn" for _, attrs in stack):
            continue
        plain = " ".join(text.split()).rstrip(".")
        fixed = any("data-fixed" in attrs for _, attrs in stack)
        if not (fixed and (plain in listed or plain.lstrip(":; ") in parts)):
            stray.append(plain[:100])
    assert stray == []


@pytest.mark.parametrize("name", ["harris", "houston"])
def test_every_number_in_a_drawing_is_that_of_its_figure(name: str) -> None:
    """Fails when a bar's written end is not the end of its figure's range."""
    document = json.loads(write_json(_made(name)))
    figures = {figure["id"]: figure for figure in document["figures"]}
    drawn = 0
    for text, stack in _read(name).texts:
        tag, attrs = stack[-1] if stack else ("", {})
        if tag != "tspan" or "data-figure" not in attrs:
            continue
        figure = figures[str(attrs["data-figure"])]
        assert float(text.replace(",", "")) == figure[str(attrs["data-part"])]
        assert str(attrs["data-evidence"]).split() == figure["evidence"]
        drawn += 1
    assert drawn >= 2 * 3  # low, high and how many, for a desk and for a phone


@pytest.mark.parametrize("name", AREAS)
def test_every_data_element_is_a_figure_of_the_assessment(name: str) -> None:
    """Value and evidence on the page are those of assessment.json; every table row is there."""
    document = json.loads(write_json(_made(name)))
    figures = {figure["id"]: figure for figure in document["figures"]}
    seen = set()
    for element in _read(name).data:
        evidence = (element.get("data-evidence") or "").split()
        assert set(evidence) <= set(document["evidence"])
        figure_id = element.get("data-figure")
        if figure_id is None:
            assert evidence, element
            continue
        figure = figures[figure_id]
        seen.add(figure_id)
        if figure["value"] is None and "data-part" in element:
            # an end of a range that stands for a number nobody knows
            assert evidence and set(evidence) <= set(figure["evidence"])
            assert float(element["value"]) == figure[element["data-part"]]
        elif figure["value"] is None:
            assert element["value"] == "" and element["data-status"] == figure["status"]
            assert not re.search(r"\d", element["text"])
        else:
            assert evidence and set(evidence) <= set(figure["evidence"])
            raw = float(element["value"])
            numbers = (figure["value"], figure["margin"], figure["low"], figure["high"])
            assert any(n is not None and raw == pytest.approx(n) for n in numbers), element
    assert seen == set(figures)
