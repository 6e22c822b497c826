"""Answers under definitions: one says nothing of another unless a rule is asked for by its id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.quantity import Quantity, Unit, add_quantities
from firstlight.catalogue.entries import Taxonomy


@dataclass(frozen=True, slots=True)
class FlagCounts:
    """How many meet one definition, by answer: meets, does_not_meet, insufficient, not_assessed.

    `derived_by` is the id of the derivation that made it, empty where somebody assessed it.
    `assumes` says what must hold for it. `could_be_derived_by` lists derivations nobody has
    asked for. `why_not` says why there are no counts.
    """

    definition: str
    by_answer: Mapping[str, Quantity]
    derived_by: str = ""
    assumes: tuple[str, ...] = ()
    could_be_derived_by: tuple[str, ...] = ()
    why_not: str = ""


def read_flags(
    taxonomy: Taxonomy, assessed: Iterable[FlagCounts], definition: str, *, unit: Unit
) -> FlagCounts:
    """The counts under one definition as somebody assessed them, and never from another one.

    Where nobody assessed it every answer is not collected, and the rules that could carry an
    answer over are named, not used.

    Raises
    ------
    InputFaults
        When there is no such definition, or two counts of it were given.
    """
    found = [counts for counts in assessed if counts.definition == definition]
    if definition not in taxonomy.definitions or len(found) > 1:
        what = "There is no such definition." if not found else "Two counts of it were given."
        raise InputFaults([Fault(what, f"There are: {', '.join(taxonomy.definitions)}.")])
    if found:
        return found[0]
    known = {counts.definition for counts in assessed}
    rules = tuple(
        name
        for name, rule in taxonomy.derivations.items()
        if rule.to == definition and rule.of in known
    )
    why = "nobody assessed it under this definition"
    empty = Quantity(Cell.missing(Status.NOT_COLLECTED, why), unit)
    return FlagCounts(
        definition=definition,
        by_answer=dict.fromkeys(taxonomy.answers, empty),
        could_be_derived_by=rules,
        why_not=why,
    )


def derive_flags(taxonomy: Taxonomy, counts: FlagCounts, rule_id: str) -> FlagCounts:
    """Carry counts under one definition over to another, by the rule of this id.

    What the rule does not carry over becomes not assessed under the other definition: who does
    not meet one definition may meet the other. The rule and what it assumes travel along.

    Raises
    ------
    InputFaults
        When there is no such rule, or it starts from another definition.
    """
    rule = taxonomy.derivations.get(rule_id)
    if rule is None or rule.of != counts.definition:
        fitting = [name for name, r in taxonomy.derivations.items() if r.of == counts.definition]
        do = f"From this definition there are: {', '.join(fitting) or 'none'}."
        raise InputFaults([Fault("No such rule starts from this definition.", do)])
    carried = counts.by_answer[rule.answer]
    rest = add_quantities(
        [counts.by_answer[answer] for answer in taxonomy.answers if answer != rule.answer]
    )
    never = Cell.missing(Status.NOT_COLLECTED, "the rule never gives this answer")
    given = dict.fromkeys(taxonomy.answers, Quantity(never, carried.unit))
    given["not_assessed"] = rest
    given[rule.gives] = add_quantities([rest, carried]) if rule.gives == "not_assessed" else carried
    before = () if not counts.derived_by else counts.assumes
    return FlagCounts(
        definition=rule.to,
        by_answer=given,
        derived_by=", ".join(filter(None, [counts.derived_by, rule_id])),
        assumes=(*before, rule.needs, rule.why),
    )
