"""The taxonomy and its crosswalks as one value, and what in them leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol, TypeVar

from firstlight.base.errors import Fault
from firstlight.catalogue.entries import (
    FITS,
    NO_READING,
    NOT_ASKED,
    SIDES,
    UNKNOWN,
    UNMAPPED,
    Crosswalk,
    DefinitionFlag,
    Derivation,
    FieldLinks,
    LeftOut,
    Pictures,
    RecordLayout,
    Taxonomy,
    TaxonomyDimension,
)
from firstlight.catalogue.reader import read_entry, read_folder


class _Ordered(Protocol):
    @property
    def order(self) -> int: ...


Entry = TypeVar("Entry", bound=_Ordered)
VERDICTS = ("agree", "both_saw", "both_counted", "differ", "one_sided", "neither", "")


def _in_order(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return dict(sorted(entries.items(), key=lambda item: (item[1].order, item[0])))


def read_taxonomy(root: Path) -> Taxonomy:
    """Read `taxonomy/` and `crosswalks/` of a catalogue; references are not yet checked.

    Raises
    ------
    CatalogueFaults
        With every fault of the first folder that has one.
    """
    shared, walks = root / "taxonomy", root / "crosswalks"
    return Taxonomy(
        dimensions=_in_order(read_folder(shared / "dimensions", TaxonomyDimension)),
        definitions=_in_order(read_folder(shared / "definitions", DefinitionFlag)),
        derivations=read_folder(shared / "derivations", Derivation),
        crosswalks=_in_order(read_folder(walks / "codes", Crosswalk)),
        fields=read_entry(walks / "fields.yaml", FieldLinks),
        layouts=read_folder(walks / "layouts", RecordLayout),
        left_out=read_entry(shared / "left_out.yaml", LeftOut),
    )


def find_broken_readings(taxonomy: Taxonomy, pictures: Pictures) -> list[Fault]:
    """Readings of values that do not exist, fits without a reason, rules nobody can use."""
    found = (
        *_of_dimensions(taxonomy),
        *_of_crosswalks(taxonomy),
        *_of_definitions(taxonomy),
        *_of_layouts(taxonomy),
        *_of_pictures(taxonomy, pictures),
    )
    return [Fault(what, "Mend the reference.", file=file) for file, what in found]


def _of_dimensions(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    for name, dimension in taxonomy.dimensions.items():
        for value in dimension.values:
            if value in NO_READING:
                yield f"dimensions/{name}.yaml", f"{value} stands in every dimension already."


def _of_crosswalks(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    for name, walk in taxonomy.crosswalks.items():
        file = f"codes/{name}.yaml"
        dimension = taxonomy.dimensions.get(walk.dimension)
        if dimension is None:
            yield file, f"there is no dimension {walk.dimension}."
            continue
        if walk.blank not in (UNKNOWN, NOT_ASKED):
            yield file, "a blank is read as unknown or as not_asked, never as a value."
        if walk.side not in SIDES:
            yield file, f"its side is none of {', '.join(SIDES)}."
        for code, reading in walk.codes.items():
            if reading.fit not in FITS:
                yield file, f"{code}: its fit is none of {', '.join(FITS)}."
            if reading.fit != "exact" and not reading.why:
                yield file, f"{code}: it does not say why its fit is not exact."
            if reading.fit in ("exact", "partial", "lossy") and not reading.reads:
                yield file, f"{code}: it is read as nothing, and its fit says that it fits."
            if reading.fit == "none" and reading.reads:
                yield file, f"{code}: it is about something else, and is read as a value."
            if len(reading.reads) > 1 and not dimension.several:
                yield file, f"{code}: this dimension takes one value, and the code has several."
            if UNMAPPED in reading.reads:
                yield file, f"{code}: a code that stands here is not unmapped."
            for value in reading.reads:
                if value not in dimension.values and value not in NO_READING:
                    yield file, f"{code}: {walk.dimension} has no value {value}."
    for link in taxonomy.fields.links:
        if link.fit not in FITS or (link.fit != "exact" and not link.why):
            yield "crosswalks/fields.yaml", f"{link.id} has no fit, or does not say why."


def _of_definitions(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    for name, rule in taxonomy.derivations.items():
        file = f"derivations/{name}.yaml"
        for wanted in (rule.of, rule.to):
            if wanted not in taxonomy.definitions:
                yield file, f"there is no definition {wanted}."
        if rule.of == rule.to:
            yield file, "it derives a definition from itself."
        if not {rule.answer, rule.gives} <= set(taxonomy.answers):
            yield file, f"its answers are none of {', '.join(taxonomy.answers)}."


def _of_layouts(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    for name, layout in taxonomy.layouts.items():
        file = f"layouts/{name}.yaml"
        for column, kept in layout.fields.items():
            if bool(kept.read_by) == bool(kept.why_not):
                yield file, f"{column} is read by a crosswalk, or says why not; one of the two."
            for wanted in kept.read_by:
                if wanted not in taxonomy.crosswalks:
                    yield file, f"{column}: there is no crosswalk {wanted}."


def _of_pictures(taxonomy: Taxonomy, pictures: Pictures) -> Iterator[tuple[str, str]]:
    file = "methods/pictures.yaml"
    ids = [question.id for question in pictures.questions]
    if len(set(ids)) != len(ids):
        yield file, "a question stands twice."
    for question in pictures.questions:
        if question.by and question.by not in taxonomy.dimensions:
            yield file, f"{question.id}: there is no dimension {question.by}."
    for name, rule in pictures.rules.items():
        if rule.gives not in VERDICTS:
            yield file, f"{name}: its verdict is none of {', '.join(VERDICTS[:-1])}."
    if pictures.differ_ratio <= 1:
        yield file, "a ratio of one or less would make every pair of counts differ."
    levels = pictures.funnel_levels
    if len(levels) != 2 or not 0 < levels[0] < levels[1] < 1:
        yield file, "the funnel has two levels between 0 and 1, the inner one first."
