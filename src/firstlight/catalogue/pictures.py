"""Broken references of the entry on two pictures, and of the list of grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from firstlight.base.errors import Fault
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.catalogue.entries import Grades, Pictures, Taxonomy

SIDES = ("police", "providers")
GRADES = ("documented", "strongly_indicated", "suggested", "unknown")


def find_broken_pictures(
    pictures: Pictures,
    grades: Grades,
    taxonomy: Taxonomy,
    entered: Mapping[str, EnteredMeasure],
) -> list[Fault]:
    """Faults of what `pictures.yaml` names: measures, questions, values, sides, sectors, grades."""
    file = "methods/pictures.yaml"
    faults = [
        Fault(what, "Mend the reference.", file=file)
        for what in (
            *_of_counts(pictures, taxonomy, entered),
            *_of_others(pictures, taxonomy, entered),
        )
    ]
    if tuple(grades.grades) != GRADES:
        what = f"the grades are not {', '.join(GRADES)}, in this order."
        faults.append(Fault(what, "Mend the list.", file="methods/grades.yaml"))
    return faults


def _of_counts(
    pictures: Pictures, taxonomy: Taxonomy, entered: Mapping[str, EnteredMeasure]
) -> Iterator[str]:
    questions = {question.id: question for question in pictures.questions}
    for count in pictures.counts:
        if count.measure not in entered:
            yield f"counts: there is no measure {count.measure}."
        if count.side not in SIDES:
            yield f"counts: {count.measure} is of no side."
        for name in (count.whole, count.form, count.age, count.age_band, count.route):
            if name and name not in questions:
                yield f"counts: there is no question {name}."
        whole = questions.get(count.whole)
        values = taxonomy.dimensions[whole.by].values if whole and whole.by else {}
        if (count.value or values) and count.value not in values:
            yield f"counts: {count.measure} stands for no value of {count.whole}."


def _of_others(
    pictures: Pictures, taxonomy: Taxonomy, entered: Mapping[str, EnteredMeasure]
) -> Iterator[str]:
    rungs = [rung.id for rung in pictures.rungs]
    for reading in pictures.statuses:
        if reading.measure and reading.measure not in entered:
            yield f"statuses: there is no measure {reading.measure}."
        if reading.status not in taxonomy.dimensions["status"].values:
            yield f"statuses: there is no status {reading.status}."
        if reading.decider and reading.decider not in taxonomy.dimensions["decider"].values:
            yield f"statuses: there is no decider {reading.decider}."
    crimes = taxonomy.dimensions["linked_crime"].values
    if tuple(pictures.overlap) != SIDES:
        yield "overlap: it names police and providers, and nobody else."
    named = [
        *(name for step in pictures.steps for name in (step.came, step.left)),
        *(context.measure for context in pictures.contexts),
        *pictures.effort,
        *(hint.measure for hint in pictures.indications),
        *(
            name
            for side in pictures.overlap.values()
            for name in (side.people, side.known, side.not_known, side.unsure)
        ),
    ]
    for name in named:
        if name not in entered:
            yield f"there is no measure {name}."
    for step in pictures.steps:
        if step.after not in rungs[:-1]:
            yield f"steps: nothing comes after {step.after}."
    for context in pictures.contexts:
        if context.value not in crimes:
            yield f"contexts: there is no linked crime {context.value}."
    templates = {measure.template for measure in entered.values()}
    for template, sector in pictures.sectors.items():
        if template not in templates or sector not in pictures.balance["sector"].values:
            yield f"sectors: {template} or {sector} does not exist."
    for hint in pictures.indications:
        if hint.subject_kind not in pictures.subject_kinds:
            yield f"indications: there is no subject kind {hint.subject_kind}."
