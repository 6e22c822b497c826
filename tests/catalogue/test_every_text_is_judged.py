"""Every text we ship passes the claims guard: the catalogue, the pages and what rooms say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from firstlight.catalogue import catalogue_folder
from firstlight.catalogue.reader import LOADER
from firstlight.claims import judge_text, read_rules

SRC = catalogue_folder().parent.parent
WITHOUT = {"claims"}  # rules hold the sentences they must catch
BRITISH = re.compile(
    r"\b(?:offences?|(?:mis)?behaviou\w+|colour\w*|favour\w*|labour\w*|neighbour\w*|honour\w*|"
    r"harbour\w*|humour|rumours?|centres?|metres?|theatres?|licences?|defences?|pretences?|"
    r"programmes?|cheques?|judgement|ageing|whilst|amongst|learnt|per cent|grey|"
    r"(?:travel|cancel|label|model|counsel|signal|total)l(?:ed|ing|ers?|ors?)|enrolment|fulfil|"
    r"(?:un)?(?:recogn|organ|categor|summar|minim|maxim|emphas|critic|standard|general|priorit|"
    r"special|util|normal|anonym|character|final|central|stigmat)is(?:e[ds]?|ing|ations?))\b",
    re.IGNORECASE,
)
# Words of others, kept as they wrote them: publishers' codes, and the notes on factors.
AS_GIVEN = {"codes", "factors", "layouts"}
NAMES = re.compile(r"Joint Research Centre|\bsummarise\b|[\w/.-]+\.csv|https?://\S+|\b\w*_\w+")


def scalars(node: object) -> Iterator[str]:
    """Every text of a loaded entry."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from scalars(value)
    elif isinstance(node, list):
        for value in node:
            yield from scalars(value)


def texts_of(file: Path) -> Iterator[str]:
    """The prose of one file: entries, page templates, or strings of the code."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".yaml":
        yield from scalars(yaml.load(text, Loader=LOADER))
    elif file.suffix == ".html":
        yield re.sub(r"{[{%#].*?[}%#]}|<[^>]+>", " ", text, flags=re.S)
    elif file.suffix == ".typ":
        yield from re.findall(r"\[([A-Z][^\]\[]{20,})\]", text)
    else:
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def files() -> list[Path]:
    found = [
        *(f for f in catalogue_folder().rglob("*.yaml") if f.parent.name not in WITHOUT),
        *(SRC / "firstlight" / "report").rglob("*.html"),
        *(SRC / "firstlight" / "report").rglob("*.typ"),
        *(SRC / "firstlight_web").rglob("*.html"),
        *(SRC / "firstlight" / "assessment").glob("*.py"),
        *(SRC / "firstlight" / "report").glob("*.py"),
        *(SRC / "firstlight" / "indicators").glob("*.py"),
        *(SRC / "firstlight" / "recorded").glob("*.py"),
        *(SRC / "firstlight" / "taxonomy").glob("*.py"),
        *(SRC / "firstlight" / "overlap").glob("*.py"),
        *(SRC / "firstlight" / "pictures").glob("*.py"),
        SRC / "firstlight" / "base" / "sides.py",
        *(SRC / "firstlight" / "incidents").glob("*.py"),
        *(SRC / "firstlight" / "cli").glob("incidents*.py"),
        *(SRC / "firstlight" / "disclosure").glob("*.py"),
        # scans.py holds expressions for words that are refused
        *(
            file
            for file in (SRC / "firstlight" / "entered").glob("*.py")
            if file.name != "scans.py"
        ),
    ]
    return sorted(found)


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(SRC).as_posix())
def test_every_text_we_ship_passes_the_guard(file: Path) -> None:
    """Fails when a label, a remark or a template claims what the evidence cannot carry."""
    rules = read_rules()
    hits = [
        (hit.rule, hit.sentence[:120])
        for text in texts_of(file)
        for hit in judge_text(" ".join(text.split()), rules=rules)
        if hit.severity in ("block", "warn")
    ]
    assert hits == []


def test_there_is_much_to_judge() -> None:
    assert len(files()) > 100


@pytest.mark.parametrize("file", files(), ids=lambda file: file.relative_to(SRC).as_posix())
def test_our_own_texts_are_spelled_the_american_way(file: Path) -> None:
    """Fails when a text of ours says offence, licence or neighbourhood."""
    texts = () if file.parent.name in AS_GIVEN or file.name == "name_words.yaml" else texts_of(file)
    # a single word can be the name of a column or a key
    ours = [NAMES.sub(" ", text) for text in texts if len(text.split()) > 1]
    assert not [found for text in ours for found in BRITISH.findall(text)]
