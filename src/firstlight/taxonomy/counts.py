"""Totals by code become totals by shared value, and nothing falls out on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.quantity import Quantity, Unit, add_quantities
from firstlight.catalogue.entries import (
    NOT_ASKED,
    UNKNOWN,
    UNMAPPED,
    Crosswalk,
    DisclosureProfile,
    TaxonomyDimension,
)
from firstlight.disclosure import Fact, attack_linked, hide_linked
from firstlight.taxonomy.overrides import Override
from firstlight.taxonomy.reading import Reading, map_code

OUTSIDE, IN_CONFLICT = "outside", "in_conflict"
HIDDEN = "hidden to protect people"


@dataclass(frozen=True, slots=True)
class SharedTotal:
    """The total of one shared value, the codes it was made of, and how well they fit.

    Where the system has no code for the value the quantity is `not_collected`: it is no 0.
    """

    value: str
    label: str
    quantity: Quantity
    codes: tuple[str, ...]
    fits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MappedCounts:
    """Totals by shared value, with the note that counts what has no value.

    `unknown`, `not_asked` and `unmapped` are readings; `outside` counts codes about
    something else and `in_conflict` codes that cannot be reconciled. `whole` is everything
    together; for a field where one person can have several codes it is the stated number of
    people, or not collected. `overlapping` is true in that case: totals then never add up
    to people. `overruled` lists the codes whose reading a reviewer changed.
    """

    crosswalk: str
    version: str
    dimension: str
    unit: Unit
    totals: tuple[SharedTotal, ...]
    unknown: Quantity
    not_asked: Quantity
    unmapped: Quantity
    outside: Quantity
    in_conflict: Quantity
    whole: Quantity
    overlapping: bool
    overruled: tuple[str, ...]
    unmapped_codes: int
    note: str

    def total(self, value: str) -> SharedTotal:
        """The total of one shared value.

        Raises
        ------
        KeyError
            When the dimension has no such value.
        """
        for total in self.totals:
            if total.value == value:
                return total
        raise KeyError(value)


def map_counts(
    counts: Mapping[str, Cell],
    walk: Crosswalk,
    dimension: TaxonomyDimension,
    *,
    unit: Unit,
    rule: DisclosureProfile | None,
    people: int | None = None,
    every_code_counted: bool = False,
    overrides: Iterable[Override] = (),
    totals: Mapping[str, str] | None = None,
) -> MappedCounts:
    """Read totals by code as totals by shared value.

    Parameters
    ----------
    counts
        A cell for each code; the key "" is a blank field. A cell without a number keeps its
        status, and the total it goes into has none either.
    unit
        What is counted, as the caller counted it.
    rule
        By which small totals are hidden; None for published national totals. Where codes
        exclude each other they are added first and hidden then, so that more can be shown;
        where one person can have several codes each code is hidden first.
    people
        The stated number of all, blanks included. What the codes leave of it is read as
        blank, where every code is in hand. It is taken for known to the reader: a total that it
        would tell is hidden as well.
    every_code_counted
        True when a code that does not stand in `counts` was counted and not found. Otherwise
        such a code is not reported, and its total is "at least".
    overrides, totals
        Readings by reviewers, and the id of the entered total behind each code.

    Raises
    ------
    InputFaults
        For a negative or broken count, or codes that add up to more than the stated number.
    """
    _check_counts(counts, walk, people)
    overrides, ids = tuple(overrides), totals or {}
    hide_up_to = rule.hide_up_to if rule else 0
    cells = dict(counts)
    readings: dict[str, Reading] = {
        code: map_code(walk, code, overrides=overrides, total=ids.get(code, ""))
        for code in [*walk.codes, *(code for code in counts if code not in walk.codes)]
    }
    if people is not None and not walk.several and "" not in cells:
        complete = every_code_counted or all(code in cells for code in walk.codes)
        cells[""] = _left_over(cells.values(), people, complete=complete)
        readings[""] = map_code(walk, "")
    absent = (
        Cell(0, Status.TRUE_ZERO)
        if every_code_counted
        else Cell.missing(Status.NOT_REPORTED, "no total was given for this code")
    )
    parts = {
        code: _part(cells.get(code, absent), unit, hide_up_to, hide=walk.several)
        for code in readings
    }
    kept = [code for code in readings if code]  # blanks stand in the notes only

    known = _is_known(parts, walk, people)
    hides = 0 if known else hide_up_to

    def add(codes: Sequence[str]) -> Quantity:
        return _add([parts[code] for code in codes], walk.several, people, unit, hides)

    shared = []
    for value, meaning in dimension.values.items():
        codes = tuple(code for code in kept if value in readings[code].reads)
        if not codes:
            why = f"{walk.system} has no code for this"
            quantity = Quantity(Cell.missing(Status.NOT_COLLECTED, why), unit)
        else:
            quantity = add(codes)
        fits = tuple(dict.fromkeys(readings[code].fit for code in codes))
        shared.append(SharedTotal(value, meaning.label, quantity, codes, fits))

    def noted(reading: str) -> Quantity:
        codes = [code for code in readings if reading in readings[code].reads]
        return add(codes) if codes else Quantity(Cell(0, Status.STRUCTURAL_ZERO), unit)

    def apart(conflict: bool) -> Quantity:
        codes = [
            code
            for code, reading in readings.items()
            if not reading.reads and (reading.fit == "conflict") == conflict
        ]
        return add(codes) if codes else Quantity(Cell(0, Status.STRUCTURAL_ZERO), unit)

    notes = {name: noted(name) for name in (UNKNOWN, NOT_ASKED, UNMAPPED)}
    notes |= {OUTSIDE: apart(False), IN_CONFLICT: apart(True)}
    if known and people is not None:
        shared, notes, whole = _protect(shared, notes, people, rule)
    else:
        shown = [*(total.quantity for total in shared if total.codes), *notes.values()]
        whole = _whole(list(parts.values()), shown, walk, people, hide_up_to)
    unmapped = [code for code in counts if readings[code].reads == (UNMAPPED,)]
    overruled = [code for code in counts if readings[code].overruled_by is not None]
    return MappedCounts(
        crosswalk=walk.id,
        version=walk.version,
        dimension=dimension.id,
        unit=unit,
        totals=tuple(shared),
        unknown=notes[UNKNOWN],
        not_asked=notes[NOT_ASKED],
        unmapped=notes[UNMAPPED],
        outside=notes[OUTSIDE],
        in_conflict=notes[IN_CONFLICT],
        whole=whole,
        overlapping=walk.several or dimension.several,
        overruled=tuple(overruled),
        unmapped_codes=len(unmapped),
        note=_say(notes, walk, len(unmapped), len(overruled)),
    )


def _check_counts(counts: Mapping[str, Cell], walk: Crosswalk, people: int | None) -> None:
    faults = [
        Fault("A count is negative or no whole number.", "Give counts as whole numbers.")
        for cell in counts.values()
        if cell.value is not None and (cell.value < 0 or cell.value != int(cell.value))
    ]
    if people is not None and not faults:
        numbers = [int(cell.value) for cell in counts.values() if cell.value is not None]
        most = max(numbers, default=0) if walk.several else sum(numbers)
        told = walk.several or "" not in counts or any(not c.has_number for c in counts.values())
        if people < most or (not told and people != most):
            what = f"The codes of {walk.label} do not come to the number of all that was given."
            if people < most:
                what = f"The codes of {walk.label} come to more than the number of all."
            do = "Check both, or say that one person can have several codes."
            faults.append(Fault(what, do))
    if faults:
        raise InputFaults(faults)


def _left_over(cells: Iterable[Cell], people: int, *, complete: bool) -> Cell:
    """What the codes leave of the stated number: the blank fields, where every code is in hand."""
    numbers = list(cells)
    if not complete or any(not cell.has_number for cell in numbers):
        return Cell.missing(Status.NOT_REPORTED, "a code has no number, so the rest is not known")
    return Cell.counted(people - sum(int(cell.value or 0) for cell in numbers))


def _is_known(parts: Mapping[str, Quantity], walk: Crosswalk, people: int | None) -> bool:
    """True where the codes add up to the stated number, so that one can be solved for."""
    return (
        people is not None
        and not walk.several
        and all(part.has_number for part in parts.values())
        and all(len(code.reads) <= 1 for code in walk.codes.values())
    )


def _protect(
    shared: Sequence[SharedTotal],
    notes: Mapping[str, Quantity],
    people: int,
    rule: DisclosureProfile | None,
) -> tuple[list[SharedTotal], dict[str, Quantity], Quantity]:
    """Hide the small totals of a table whose sum is known, and as many more as it takes."""
    filled = [total for total in shared if total.codes]
    parts = [*(total.quantity for total in filled), *notes.values()]
    whole = Quantity(Cell.counted(people), parts[0].unit)
    if rule is not None:
        parts, whole_is_safe = _hide_beside_sum(parts, people, rule)
        if not whole_is_safe:
            whole = Quantity(Cell.missing(Status.SUPPRESSED, HIDDEN), parts[0].unit)
    given = dict(zip((total.value for total in filled), parts, strict=False))
    kept = [
        replace(total, quantity=given[total.value]) if total.codes else total for total in shared
    ]
    return kept, dict(zip(notes, parts[len(filled) :], strict=True)), whole


def _hide_beside_sum(
    parts: Sequence[Quantity], people: int, rule: DisclosureProfile
) -> tuple[list[Quantity], bool]:
    """Parts of a known sum as they may be printed, and whether the sum may stand beside them.

    The hidden ones all have the same range, so that none shows which was small.
    """
    counts: dict[int, int | None] = {i: int(part.value or 0) for i, part in enumerate(parts)}
    facts = [Fact((len(parts),), tuple(counts))]
    counts[len(parts)] = people
    hidden = hide_linked(counts, facts, rule, kept={len(parts)})
    if not hidden:
        return list(parts), not 1 <= people <= rule.hide_up_to
    spans = attack_linked(counts, facts, hidden)
    safe = people > rule.hide_up_to and all(s.holds(rule.keeps_possible) for s in spans.values())
    left = sum(counts[i] or 0 for i in hidden)
    most = float(left - len(hidden) + 1) if safe else float(rule.hide_up_to)
    cell = Cell.missing(Status.SUPPRESSED, HIDDEN)
    return [
        Quantity(cell, part.unit, None, 1.0, most) if i in hidden else part
        for i, part in enumerate(parts)
    ], safe


def hide_one(quantity: Quantity, hide_up_to: int) -> Quantity:
    """A count of 1 to the limit, hidden with the range that the rule itself tells."""
    if quantity.value is None or not 1 <= quantity.value <= hide_up_to:
        return quantity
    hidden = Cell.missing(Status.SUPPRESSED, HIDDEN)
    return Quantity(hidden, quantity.unit, None, 1.0, float(hide_up_to))


def _part(cell: Cell, unit: Unit, hide_up_to: int, *, hide: bool) -> Quantity:
    """A code's total as a quantity: a hidden one from 1 to the limit, an unknown one from 0."""
    if hide and cell.value is not None and 1 <= cell.value <= hide_up_to:
        cell = Cell.missing(Status.SUPPRESSED, HIDDEN)
    if cell.has_number:
        return Quantity(cell, unit)
    if cell.status is Status.SUPPRESSED:
        return Quantity(cell, unit, None, 1.0, float(hide_up_to) if hide_up_to else None)
    return Quantity(cell, unit, None, 0.0, None)


def _add(
    parts: Sequence[Quantity], several: bool, people: int | None, unit: Unit, hide_up_to: int
) -> Quantity:
    """Codes that exclude each other are added; those that overlap give a range of people."""
    if not several:
        if any(not part.has_number for part in parts):
            # The low end of a range would tell a small count that stands beside the gap.
            parts = [hide_one(part, hide_up_to) for part in parts]
        return hide_one(add_quantities(parts), hide_up_to)
    filled = [part for part in parts if part.value != 0]
    if len(filled) <= 1:
        return filled[0] if filled else add_quantities(parts)
    added = add_quantities(filled)
    lows = [part.value if part.value is not None else part.low for part in filled]
    low = max(start for start in lows if start is not None)
    high = added.value if added.has_number else added.high
    if people is not None:
        high = float(people) if high is None else min(high, float(people))
    if high is not None and low == high:
        return Quantity(Cell.counted(low), unit)
    status = Status.NOT_REPORTABLE if added.has_number else added.cell.status
    why = added.cell.why or "one person can stand under several of these codes"
    return Quantity(Cell.missing(status, why), unit, None, low, high)


def _whole(
    codes: Sequence[Quantity],
    shown: Sequence[Quantity],
    walk: Crosswalk,
    people: int | None,
    hide_up_to: int,
) -> Quantity:
    """Everything together; hidden where a part of the table is, since the rest would tell it."""
    unit = codes[0].unit
    if walk.several:
        if people is None:
            why = "one person can have several codes, and nobody gave the number of people"
            return Quantity(Cell.missing(Status.NOT_COLLECTED, why), unit)
        return hide_one(Quantity(Cell.counted(people), unit), hide_up_to)
    if all(quantity.has_number for quantity in shown):
        return add_quantities(codes)
    added = add_quantities(shown)
    return Quantity(added.cell, unit, None, added.low, added.high)


def _say(notes: Mapping[str, Quantity], walk: Crosswalk, unmapped: int, overruled: int) -> str:
    """The note under a table: what has no value, counted."""
    words = {
        UNKNOWN: "unknown",
        NOT_ASKED: "not asked",
        UNMAPPED: "unmapped",
        OUTSIDE: "about something else",
        IN_CONFLICT: "not to be reconciled",
    }
    told = ", ".join(f"{words[name]} {_write(quantity)}" for name, quantity in notes.items())
    said = f"Without a value: {told}. Counted are {walk.counts}."
    if unmapped:
        codes = "code is" if unmapped == 1 else "codes are"
        said += f" {unmapped} {codes} not in the crosswalk."
    if overruled:
        said += f" A reviewer changed the reading of {overruled}."
    if walk.several:
        said += " Values overlap and do not add up to people."
    return said


def _write(quantity: Quantity) -> str:
    if quantity.value is not None:
        return f"{quantity.value:,.0f}"
    if quantity.cell.status is Status.SUPPRESSED:
        return "suppressed"
    if quantity.low:
        return f"at least {quantity.low:,.0f}"
    return quantity.cell.status.value.replace("_", " ")
