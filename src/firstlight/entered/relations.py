"""Do entered totals fit together? What contradicts is told with its rows and never mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firstlight.catalogue import Catalogue
from firstlight.entered.faults import FaultList
from firstlight.entered.rows import CORRECT, KEEP, REPLACE
from firstlight.entered.shapes import Total


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and counts of which it is made, by their positions in a list.

    They are parts by form, age and the like, or measures that split another. Together they
    are never more than the total; what is left over is in none of them.
    """

    whole: int
    parts: tuple[int, ...]


def find_breakdowns(
    totals: Sequence[Total], splits: Mapping[str, Sequence[str]]
) -> tuple[Breakdown, ...]:
    """Every way in which a total of the list is broken down by others of it.

    Rows of one measure, place, period, group and holder that name one more set of dimensions
    are the parts of the row that does not. `splits` are measures by the one they split.
    """
    alike = _gather(totals)
    found: dict[tuple[int, object], list[int]] = {}
    for index, part in enumerate(totals):
        for position in () if part.answer else alike[part.same]:
            whole = totals[position]
            if position == index or whole.answer:
                continue
            if whole.measure == part.measure and set(whole.parts) < set(part.parts):
                names = tuple(name for name, _ in part.parts)
                found.setdefault((position, names), []).append(index)
            elif part.measure in splits.get(whole.measure, ()) and part.parts == whole.parts:
                found.setdefault((position, "splits"), []).append(index)
    return tuple(Breakdown(whole, tuple(parts)) for (whole, _), parts in found.items())


def name_splits(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """The measures that split another, by that other."""
    return {m.id: m.splits for m in catalogue.entered.values() if m.splits}


def settle_doubles(
    totals: Sequence[Total], choices: Mapping[int, str], faults: FaultList
) -> list[Total]:
    """Two figures for the same thing: one replaces the other, or both stay, as was chosen.

    The same thing is the same measure, place, period, holder, definition and part. Without a
    choice in the later row both rows are named. They are never added.
    """
    kept: list[Total] = []
    for total in totals:
        # what a row counts decides; its effort goes where the row goes
        same = [] if _is_effort(total) else [o for o in kept if _is_double(total, o)]
        choice = choices.get(total.row, "")
        if choice not in ("", REPLACE, CORRECT, KEEP):
            do = f"Write {REPLACE}, {CORRECT} or {KEEP}, or leave it blank."
            faults.add("This is no such choice.", do, row=total.row, column="on_double")
        elif same and not choice:
            faults.add(
                f"Rows {same[0].row} and {total.row} are two figures for the same thing. They are "
                "never added.",
                f"Write {REPLACE} in on_double of row {total.row} if it takes the place of row "
                f"{same[0].row}, or {KEEP} if both are to be shown; or say it for the whole file "
                f"with --on-double {REPLACE} or --on-double {KEEP}.",
                row=total.row,
                column="on_double",
            )
        elif choice in (REPLACE, CORRECT):
            rows = {other.row for other in same}
            kept = [other for other in kept if other.row not in rows]
        kept.append(total)
    return kept


def _is_double(one: Total, other: Total) -> bool:
    return one.row != other.row and not _is_effort(other) and _key(one) == _key(other)


def _key(total: Total) -> tuple[object, ...]:
    return total.measure, total.same, total.parts, total.definition.casefold()


def settle_efforts(totals: Sequence[Total], faults: FaultList) -> list[Total]:
    """An effort that stands in several rows is one total; two that differ contradict.

    An effort has no definition of its own: a row that counts the same thing says more.
    """
    kept: list[Total] = []
    for total in sorted(totals, key=lambda total: _is_effort(total)):
        if not _is_effort(total):
            kept.append(total)
            continue
        same = [
            other
            for other in kept
            if (other.measure, other.same, other.parts) == (total.measure, total.same, total.parts)
        ]
        if any(other.cell.value not in (None, total.cell.value) for other in same):
            faults.add(
                f"The effort is not the one of row {same[0].row} for the same holder, place and "
                "period.",
                "Ask the holder which of the two is right.",
                row=total.row,
                column="effort",
            )
        if not same:
            kept.append(total)
    return sorted(kept, key=lambda total: (total.row, _is_effort(total)))


def _is_effort(total: Total) -> bool:
    return any(address.column == "effort" for address in total.made_from)


def check_relations(totals: Sequence[Total], catalogue: Catalogue, faults: FaultList) -> None:
    """Tell every part that is larger than what it is a part of, and every sum that is too large."""
    measures = catalogue.entered
    for part, whole in _pairs(totals):
        if whole.measure in measures[part.measure].part_of and part.parts == whole.parts:
            few, many = part.cell.value, whole.cell.value
            if few is not None and many is not None and few > many:
                faults.add(
                    f"Row {part.row} ({part.measure}) is larger than row {whole.row} "
                    f"({whole.measure}), and everything it counts is counted there too.",
                    "Ask the holder which of the two is wrong.",
                    row=part.row,
                    column="value",
                )
        if (part.measure, whole.measure) == ("children", "episodes"):
            few, many = part.cell.value, whole.cell.value
            if few is not None and many is not None and (few == 0) != (many == 0):
                faults.add(
                    f"Rows {part.row} and {whole.row} do not fit: there are no reports about no "
                    "child, and no child without a report.",
                    "Ask the holder which of the two is wrong.",
                    row=part.row,
                    column="value",
                )
    for found in find_breakdowns(totals, name_splits(catalogue)):
        _check_sum(totals, found, catalogue, faults)


def _pairs(totals: Sequence[Total]) -> Iterator[tuple[Total, Total]]:
    alike = _gather(totals)
    for part in totals:
        for position in () if part.answer else alike[part.same]:
            whole = totals[position]
            if not whole.answer and whole is not part:
                yield part, whole


def _gather(totals: Sequence[Total]) -> Mapping[object, list[int]]:
    """Positions of totals of one holder, place, period and group."""
    alike: dict[object, list[int]] = {}
    for index, total in enumerate(totals):
        alike.setdefault(total.same, []).append(index)
    return alike


def _check_sum(
    totals: Sequence[Total], found: Breakdown, catalogue: Catalogue, faults: FaultList
) -> None:
    whole, parts = totals[found.whole], [totals[index] for index in found.parts]
    rows = _list_rows(parts)
    values = [part.cell.value or 0 for part in parts]
    doubled = len({(part.measure, part.parts) for part in parts}) < len(parts)
    if not doubled and whole.cell.value is not None and sum(values) > whole.cell.value:
        faults.add(
            f"Rows {rows} are parts of row {whole.row} and are more than it together.",
            "Ask the holder. Parts that overlap are entered with totals of their own.",
            row=whole.row,
            column="value",
        )
    bands = set(catalogue.entered_parts.age_bands) - set(catalogue.entered_parts.age)
    ages = {value for part in parts for name, value in part.parts if name == "age"}
    if ages & bands and ages & {"minor", "adult"}:
        faults.add(
            f"Rows {rows} count some people by age band and some as minors or adults, so that "
            "they overlap.",
            "Use one or the other for one total.",
            row=parts[0].row,
            column="age",
        )


def _list_rows(totals: Iterable[Total]) -> str:
    return ", ".join(str(row) for row in sorted({total.row for total in totals}))
