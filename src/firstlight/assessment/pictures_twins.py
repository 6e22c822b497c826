"""The rows of the two pictures: verdict, reasons and grade of each, and whom to ask."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from firstlight.assessment.incident_area import HOLDER
from firstlight.assessment.library import Library
from firstlight.assessment.pictures_counts import FBI, Counted
from firstlight.assessment.pictures_model import (
    AskSide,
    QuestionShown,
    SideShown,
    TwinShown,
    WhySaid,
)
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.base.sides import PoliceCount, ProviderCount, count_range
from firstlight.catalogue.entries import PictureQuestion, Pictures
from firstlight.pictures import QuestionPicture, Twin, compare_pictures

VERDICTS = {
    "agree": "They agree as far as can be told",
    "both_saw": "Both saw some",
    "both_counted": "Both gave a count",
    "differ": "They differ",
    "one_sided": "Counted on a single side only",
    "neither": "Not known on either side",
}
TEMPLATES = {"tips": ("tips", "hotline")}
OTHERS = ("police", "victim_services")
POLICE_FILES = frozenset({FBI, HOLDER})
CASES = ("cases", "cases_by_form")  # an arrest of a minor documents no case
NOBODY = "nobody has asked yet"
TIPS = "tips"


def make_questions(
    library: Library,
    register: Register,
    area: Area,
    counted: Sequence[Counted],
    explanations: Mapping[tuple[str, str], tuple[WhySaid, ...]],
) -> tuple[QuestionShown, ...]:
    """Compare the two sides question by question, and write down what is printed of it."""
    pictures, taxonomy = library.catalogue.pictures, library.catalogue.taxonomy
    compared = compare_pictures(
        police=[c.count for c in counted if isinstance(c.count, PoliceCount)],
        providers=[c.count for c in counted if isinstance(c.count, ProviderCount)],
        pictures=pictures,
        taxonomy=taxonomy,
    )
    shown = {id(c.count): c.shown for c in counted}
    entries = {question.id: question for question in pictures.questions}
    labels = {
        question.id: {
            value: name_value(question.by, value, meaning.label)
            for value, meaning in taxonomy.dimensions[question.by].values.items()
        }
        for question in pictures.questions
        if question.by
    }
    return tuple(
        _show_question(
            library,
            register,
            area,
            found,
            entries[found.id],
            shown,
            labels.get(found.id, {}),
            explanations,
        )
        for found in compared.questions
    )


def name_value(dimension: str, value: str, label: str) -> str:
    """The words for a value; a form says of what it is one."""
    named = dimension == "form" and value != "other"
    return f"{label} trafficking" if named else label


def _show_question(
    library: Library,
    register: Register,
    area: Area,
    found: QuestionPicture,
    entry: PictureQuestion,
    shown: Mapping[int, SideShown],
    labels: Mapping[str, str],
    explanations: Mapping[tuple[str, str], tuple[WhySaid, ...]],
) -> QuestionShown:
    pictures = library.catalogue.pictures
    kept = [twin for twin in found.twins if twin.police or twin.providers]
    left = [twin for twin in found.twins if not (twin.police or twin.providers)]
    rows = kept or left[:1]
    asked = []
    for index, side in enumerate(("police", "providers")):
        template = TEMPLATES.get(found.id, OTHERS)[index]
        has = any(getattr(twin, side) for twin in found.twins)
        asked.append(None if has else _ask(library, register, area, entry, side, template))
    mix = found.mix if found.mix is not None and kept else None
    said: list[str] = []
    if mix is not None:
        for words, value in (
            ("Largest with police", mix.police_largest),
            ("Largest with providers", mix.providers_largest),
        ):
            if value:
                said.append(f"{words}: {labels[value]}.")
        said += [rule.says for rule in mix.why]
    return QuestionShown(
        id=found.id,
        label=found.label,
        asks=found.asks,
        twins=tuple(
            _show_twin(
                twin if kept else dataclasses.replace(twin, value=""),
                labels.get(twin.value, twin.label) if kept else found.label,
                pictures,
                shown,
                explanations,
            )
            for twin in rows
        ),
        ask_police=asked[0],
        ask_providers=asked[1],
        open_values=tuple(labels[twin.value] for twin in left) if kept and labels else (),
        mix_verdict=mix.verdict if mix else "",
        mix=tuple(said),
        mix_rules=tuple(rule.rule for rule in mix.why) if mix else (),
    )


def _ask(
    library: Library,
    register: Register,
    area: Area,
    entry: PictureQuestion,
    side: str,
    template: str,
) -> AskSide:
    """The blank column: a figure that says that nobody asked, and whom to ask with what."""
    holder = library.catalogue.templates[template].who
    figure = register.enter_quantity(
        f"pictures.blank.{entry.id}.{side}.{area.place.id}",
        indicator="pictures.blank",
        label=f"{entry.label}, {side}, {area.place.name}",
        quantity=Quantity(
            Cell.missing(Status.NOT_COLLECTED, f"{NOBODY}: {holder}"),
            Unit(UnitKind.COUNT, entry.label.lower()),
        ),
        period=Period.year(register.made_on.year),
        place=area.place,
        made_from=(),
    )
    wants = f"{entry.label[:1].lower()}{entry.label[1:]}"
    return AskSide(figure.id, holder, wants, template)


def _show_twin(
    twin: Twin,
    label: str,
    pictures: Pictures,
    shown: Mapping[int, SideShown],
    explanations: Mapping[tuple[str, str], tuple[WhySaid, ...]],
) -> TwinShown:
    return TwinShown(
        value=twin.value,
        label=label,
        police=tuple(shown[id(count)] for count in twin.police),
        providers=tuple(shown[id(count)] for count in twin.providers),
        verdict=twin.verdict,
        rules=tuple(rule.rule for rule in twin.why),
        reasons=tuple(rule.says for rule in twin.why),
        grade=grade_twin(twin, pictures),
        explanations=explanations.get((twin.question, twin.value), ()),
    )


def grade_twin(twin: Twin, pictures: Pictures) -> str:
    """How sure it is that there was some: `catalogue/methods/grades.yaml`.

    Nothing is read from a hidden count: its range starts where it is open.
    """
    holders = set()
    sides: tuple[PoliceCount | ProviderCount, ...] = (*twin.police, *twin.providers)
    for count in sides:
        found = count_range(count.quantity, hide_up_to=pictures.hide_up_to)
        if found is not None and found[0] > 0:
            holders.add(count.source)
    if FBI in holders or (HOLDER in holders and twin.question in CASES):
        return "documented"
    if len(holders) > 1 and twin.question != TIPS:
        return "strongly_indicated"
    return "suggested" if holders else "unknown"
