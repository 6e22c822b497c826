"""What adds up among entered totals, as a reader of all of them knows it.

Totals of one holder are sums over the same smallest cells: a county (or what is left of a
state or the nation) in a stretch of time. A total by form or age, or of a measure that is a
part of another (`part_of`, `splits`), is in each cell a part of the whole. Where totals of one
holder contradict this, nobody knows what they tell, and all that hang together are hidden. Of
different holders' totals nobody knows that they add up; where two names may be one office's
(`holders`), what stays when one is taken from another is protected where it is small.

A total that says `suppressed` takes part though it has no number: zeros are shown, so it is at
least 1, and twelve such months in a year of 12 would be known one by one.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firstlight.base.cell import Status
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure import Contradiction, Fact, find_told
from firstlight.entered.holders import may_count_same
from firstlight.entered.nesting import Nesting
from firstlight.entered.relations import find_breakdowns
from firstlight.entered.shapes import Parts, Total, fold_name

READINGS_AT_MOST = 64  # of figures that hang together and were given several times
WAYS_AT_MOST = 20_000  # to take parts from one total; with more, not all of them can be tried

Kind = tuple[str, Parts]


@dataclass(slots=True, repr=False)
class Sums:
    """Counts by the position of their total, or by a name where nobody gave them; and facts.

    `unprinted` are counts to be protected that no page prints: no total is one of them, or one
    that says `suppressed` already. `too_many` are
    totals from which parts can be taken in more ways than can be tried, and `contradicting`
    those that do not fit each other; both are hidden.
    """

    counts: dict[Any, int | None] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    unprinted: set[Any] = field(default_factory=set)
    too_many: set[Any] = field(default_factory=set)
    contradicting: set[Any] = field(default_factory=set)


def read_sums(
    totals: Sequence[Total],
    measures: Mapping[str, EnteredMeasure],
    nesting: Nesting,
    rule: DisclosureProfile,
) -> Sums:
    """Read what adds up, and which small counts follow from the totals together."""
    known = Sums()
    given = {
        index: total
        for index, total in enumerate(totals)
        if total.cell.value is not None and measures[total.measure].hide_up_to
    }
    withheld = {
        index: total
        for index, total in enumerate(totals)
        if total.cell.status is Status.SUPPRESSED and measures[total.measure].hide_up_to
    }
    known.counts.update({index: int(total.cell.value or 0) for index, total in given.items()})
    families = _sort_by_holder({**given, **withheld}, measures)
    for number, family in enumerate((*families.values(), *_join_names(families))):
        # what two names together tell is told of one office only: where they do not fit, of none
        joined = number >= len(families)
        whole = _Cells(family, measures, nesting, number)
        for part, (linked, _, _) in enumerate(_part(whole)):
            own = {index: family[index] for index in linked if index in family}
            readings = _list_readings({i: total for i, total in own.items() if not total.was_shown})
            if not readings and not joined:
                known.contradicting |= set(own)
            for place, reading in enumerate(_add_shown_before(readings, own)):
                cells = _Cells(reading, measures, nesting, (number, part, place))
                doubtful = joined or any(total.was_shown for total in reading.values())
                _add_reading(known, cells, rule, doubtful=doubtful)
    _add_breakdowns(known, totals, given, measures)
    for index, total in given.items():
        _add_rests(known, index, total, given, measures, nesting, rule)
        _add_withheld(known, index, total, {**given, **withheld}, measures, nesting)
    return known


def _add_reading(known: Sums, cells: _Cells, rule: DisclosureProfile, *, doubtful: bool) -> None:
    """Add what follows from one reading. Where numbers of an earlier report or of a second name
    do not fit (`doubtful`), they were wrong or another office's, and tell nothing."""
    for indices, counts, facts in _part(cells):
        try:
            told = find_told(counts, facts, rule, hidden=cells.hidden)
        except Contradiction:
            if not doubtful:
                known.contradicting |= indices
            continue
        known.unprinted |= told | (cells.hidden & set(counts))
        known.counts.update(counts)
        known.facts += facts


def _list_readings(family: Mapping[int, Total]) -> list[dict[int, Total]]:
    """Every choice of one figure where a holder gave several for the same thing; none where
    there are too many choices.

    Both figures stand where a lead chose so, or where they are counted by two definitions: they
    are no contradiction, and a reader can take either.
    """
    figures: dict[object, dict[float | None, dict[int, Total]]] = {}
    for index, total in family.items():
        figures.setdefault(_name_thing(total), {}).setdefault(total.cell.value, {})[index] = total
    if math.prod(len(of) for of in figures.values()) > READINGS_AT_MOST:
        return []
    return [
        {index: total for chosen in choice for index, total in chosen.items()}
        for choice in itertools.product(*(of.values() for of in figures.values()))
    ]


def _add_shown_before(
    readings: Sequence[Mapping[int, Total]], own: Mapping[int, Total]
) -> Iterator[dict[int, Total]]:
    """Each reading as it is, with all numbers that reports made before showed, and with each.

    Such a number stands in the place of today's for the same thing; of several for one thing all
    the first are taken, all the second, and so on.
    """
    shown = {index: total for index, total in own.items() if total.was_shown}
    things: dict[object, list[int]] = {}
    for index, total in shown.items():
        things.setdefault(_name_thing(total), []).append(index)
    most = max(map(len, things.values()), default=0)
    choices = [[at[min(turn, len(at) - 1)] for at in things.values()] for turn in range(most)]
    if len(shown) > 1:
        choices += [[index] for index in shown]
    for reading in readings:
        if reading:
            yield dict(reading)
        for at in choices:
            chosen = {index: shown[index] for index in at}
            yield {**_leave_out_same(reading, chosen), **chosen}


def _leave_out_same(reading: Mapping[int, Total], chosen: Mapping[int, Total]) -> dict[int, Total]:
    keys = {_name_thing(total) for total in chosen.values()}
    return {index: total for index, total in reading.items() if _name_thing(total) not in keys}


def _name_thing(total: Total) -> object:
    """What a total is a figure for: two of one holder for the same thing have the same name."""
    return total.measure, total.place.kind, total.place.id, total.period, total.parts


def _part(cells: _Cells) -> Iterator[tuple[set[int], dict[Any, int | None], list[Fact]]]:
    """What hangs together by facts, each by itself: a contradiction says nothing of the rest.

    First the totals' positions, then the counts by name, these positions among them.
    """
    home = {name: name for name in cells.counts}

    def find(name: Any) -> Any:
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    for fact in cells.facts:
        first, *rest = (*fact.one, *fact.other)
        for name in rest:
            home[find(name)] = find(first)
    parts: dict[Any, tuple[dict[Any, int | None], list[Fact]]] = {}
    for name, count in cells.counts.items():
        parts.setdefault(find(name), ({}, []))[0][name] = count
    for fact in cells.facts:
        parts[find(fact.one[0])][1].append(fact)
    for counts, facts in parts.values():
        places = {cells.hidden_at.get(name, name) for name in counts}
        yield {place for place in places if isinstance(place, int)}, counts, facts


def _sort_by_holder(
    given: Mapping[int, Total], measures: Mapping[str, EnteredMeasure]
) -> dict[tuple[str, str, str], dict[int, Total]]:
    """Totals of one holder and group whose measures hang together, by a measure of theirs, the
    group and the holder's folded name."""
    home = {name: name for name in measures}

    def find(name: str) -> str:
        return name if home[name] == name else find(home[name])

    for name, measure in measures.items():
        for other in (*measure.part_of, *measure.splits):
            home[find(other)] = find(name)
    families: dict[tuple[str, str, str], dict[int, Total]] = {}
    for index, total in given.items():
        key = find(total.measure), total.group, fold_name(total.holder)
        families.setdefault(key, {})[index] = total
    return families


def _join_names(
    families: Mapping[tuple[str, str, str], Mapping[int, Total]],
) -> list[dict[int, Total]]:
    """Totals of several names that may be one office's, where there are such names."""
    joined: list[dict[int, Total]] = []
    keys = list(families)
    for place, (measure, group, _) in enumerate(keys):
        own = dict(families[keys[place]])
        holder = next(iter(own.values())).holder
        size = len(own)
        for key in keys[place + 1 :]:
            other = next(iter(families[key].values())).holder
            if key[:2] == (measure, group) and may_count_same(other, holder):
                own |= families[key]
        if len(own) > size:
            joined.append(own)
    return joined


class _Cells:
    """The smallest cells of one family as counts that nobody gave, and what they add up to."""

    def __init__(
        self,
        family: Mapping[int, Total],
        measures: Mapping[str, EnteredMeasure],
        nesting: Nesting,
        number: Any,
    ) -> None:
        self.counts: dict[Any, int | None] = {}
        self.facts: list[Fact] = []
        self.hidden_at: dict[Any, int] = {}  # what has no number, by its name in this reading
        self._number = number
        cells = _cut(family, nesting)
        kinds: dict[Kind, set[int]] = {}
        spans: dict[tuple[int, ...], set[Kind]] = {}  # the cells of each total, and of what kind
        for index, total in family.items():
            kind = total.measure, total.parts
            inside = [place for place, covered in enumerate(cells) if index in covered]
            kinds.setdefault(kind, set()).update(inside)
            spans.setdefault(tuple(inside), set()).add(kind)
            value = total.cell.value
            name: Any = index
            if value is None:  # another reading may leave it another number
                name = number, "hidden", index
                self.hidden_at[name] = index
            self.counts[name] = None if value is None else int(value)
            self.facts.append(Fact((name,), tuple(self._name(kind, c) for c in inside)))
        splits = [(whole, parts) for whole, parts in _list_splits(kinds, measures)]
        for whole, parts in splits:
            for cell in sorted(kinds[whole]):
                held = tuple(self._name(part, cell) for part in parts if cell in kinds[part])
                if held:
                    kind = f"rest of {whole} beside {parts}", ()
                    kinds.setdefault(kind, set()).add(cell)
                    rest = self._name(kind, cell)
                    self.facts.append(Fact((self._name(whole, cell),), (*held, rest)))
        for span, given in spans.items():
            self._add_up(span, [kind for kind in kinds if kind not in given], kinds)

    def _add_up(
        self, span: tuple[int, ...], others: Sequence[Kind], kinds: Mapping[Kind, set[int]]
    ) -> None:
        """What a place and time of one total holds of every other kind, though nobody gave it:
        the year of which only the months were given, and what is left of it beside a part."""
        for kind in others if len(span) > 1 else ():
            if set(span) <= kinds[kind]:
                name = self._number, "all of", kind, span
                self.counts[name] = None
                self.facts.append(Fact((name,), tuple(self._name(kind, cell) for cell in span)))

    @property
    def hidden(self) -> set[Any]:
        """The names of what has no number. Zeros are shown, so each is at least 1."""
        return set(self.hidden_at)

    def _name(self, kind: Kind, cell: int) -> Any:
        name = self._number, kind, cell
        self.counts.setdefault(name, None)
        return name


def _cut(family: Mapping[int, Total], nesting: Nesting) -> list[frozenset[int]]:
    """The smallest cells, each as the totals of any kind whose place and time hold it.

    Cells that the same places and times hold are one cell: no total tells them apart.
    """
    spans = {(t.place.kind, t.place.id, t.period): t for t in family.values()}
    days = sorted(
        {t.period.first.toordinal() for t in spans.values()}
        | {t.period.last.toordinal() + 1 for t in spans.values()}
    )
    found: dict[frozenset[Any], frozenset[int]] = {}
    for place, day in itertools.product(nesting.list_places(), days[:-1]):
        held = frozenset(
            key
            for key, t in spans.items()
            if nesting.covers(t.place, place)
            and t.period.first.toordinal() <= day <= t.period.last.toordinal()
        )
        if held and held not in found:
            found[held] = frozenset(
                index for index, t in family.items() if (t.place.kind, t.place.id, t.period) in held
            )
    return list(found.values())


def _list_splits(
    kinds: Mapping[Kind, set[int]], measures: Mapping[str, EnteredMeasure]
) -> Iterator[tuple[Kind, tuple[Kind, ...]]]:
    """Kinds of total and kinds that share one out among them without overlap."""
    for whole in kinds:
        by_names: dict[object, list[Kind]] = {}
        for part in kinds:
            if part[0] == whole[0] and set(whole[1]) < set(part[1]):
                by_names.setdefault(tuple(name for name, _ in part[1]), []).append(part)
            elif part[0] in measures[whole[0]].splits and part[1] == whole[1]:
                by_names.setdefault("splits", []).append(part)
            elif whole[0] in measures[part[0]].part_of and part[1] == whole[1]:
                by_names.setdefault(part[0], []).append(part)
        for parts in by_names.values():
            yield whole, tuple(parts)


def _add_breakdowns(
    known: Sums,
    totals: Sequence[Total],
    given: Mapping[int, Total],
    measures: Mapping[str, EnteredMeasure],
) -> None:
    """What is in no part of a total: known where every part has a number."""
    splits = {m.id: m.splits for m in measures.values() if m.splits}
    for number, found in enumerate(find_breakdowns(totals, splits)):
        if found.whole not in given or not set(found.parts) <= set(given):
            continue
        left = (known.counts[found.whole] or 0) - sum(known.counts[i] or 0 for i in found.parts)
        if left >= 0:
            _add_rest(known, found.whole, found.parts, left, ("in no part", number))


def _add_rest(known: Sums, whole: int, parts: Sequence[int], left: int, name: Any) -> None:
    known.counts[name] = left
    known.unprinted.add(name)
    known.facts.append(Fact((whole,), (*parts, name)))


def _add_rests(
    known: Sums,
    index: int,
    total: Total,
    given: Mapping[int, Total],
    measures: Mapping[str, EnteredMeasure],
    nesting: Nesting,
    rule: DisclosureProfile,
) -> None:
    """Every way to take totals that share nobody from a total so that few are left.

    A second name of one office is taken for the same holder. The minors of a total lie inside
    it as those of one of its years do.
    """
    left = known.counts[index] or 0
    inside = sorted(
        (
            other
            for other, part in given.items()
            if known.counts[other] and _is_inside(part, total, measures, nesting)
        ),
        key=lambda other: -(known.counts[other] or 0),
    )
    tried = 0

    def take(start: int, rest: int, taken: tuple[int, ...]) -> None:
        nonlocal tried
        tried += 1
        if taken and 0 < rest <= rule.protect_up_to:
            _add_rest(known, index, taken, rest, ("rest", index, taken))
        if tried > WAYS_AT_MOST:
            return
        if rest - sum(known.counts[other] or 0 for other in inside[start:]) > rule.protect_up_to:
            return
        for place in range(start, len(inside)):
            other = inside[place]
            value = known.counts[other] or 0
            if value < rest and all(
                _are_apart(given[other], given[t], measures, nesting) for t in taken
            ):
                take(place + 1, rest - value, (*taken, other))

    take(0, left, ())
    if tried > WAYS_AT_MOST:
        # parts of parts are left to the sums over the smallest cells, which hold all of them
        tried = 0
        inside = [
            other
            for other in inside
            if not any(
                _is_inside(given[other], given[around], measures, nesting)
                for around in inside
                if around != other and known.counts[around] != known.counts[other]
            )
        ]
        take(0, left, ())
    if tried > WAYS_AT_MOST:
        known.too_many.add(index)


def _add_withheld(
    known: Sums,
    index: int,
    total: Total,
    all_of_them: Mapping[int, Total],
    measures: Mapping[str, EnteredMeasure],
    nesting: Nesting,
) -> None:
    """A total holds at least the hidden ones inside it that share nobody.

    As many as share nobody are taken, the shortest time and smallest place first, and with them
    the shown ones that share nobody with these. One choice is made: a reader has no more.
    """
    left = known.counts[index] or 0
    inside = [
        other
        for other, part in all_of_them.items()
        if part.cell.value != 0 and _is_inside(part, total, measures, nesting)
    ]
    inside.sort(key=lambda other: (other in known.counts, _days(all_of_them[other])))
    taken: list[int] = []
    for other in inside:
        least = known.counts.get(other) or 1
        if least <= left and all(
            _are_apart(all_of_them[other], all_of_them[one], measures, nesting) for one in taken
        ):
            taken.append(other)
            left -= least
    hidden = {one: ("hidden in", index, one) for one in taken if one not in known.counts}
    if hidden:
        rest = "rest beside hidden ones", index
        known.counts.update(dict.fromkeys((*hidden.values(), rest)))
        known.unprinted |= set(hidden.values())
        known.facts.append(Fact((index,), (*(hidden.get(one, one) for one in taken), rest)))


def _days(total: Total) -> int:
    return (total.period.last - total.period.first).days


def _is_inside(
    part: Total, total: Total, measures: Mapping[str, EnteredMeasure], nesting: Nesting
) -> bool:
    """True when everybody in one total is in another, as their places, times and parts say.

    An earlier figure for the same thing is no part of today's: it was wrong, unless its time ran
    on when it was given.
    """
    same = part.was_shown != total.was_shown and _name_thing(part) == _name_thing(total)
    return (
        part is not total
        and not (same and not (part.ran_on or total.ran_on))
        and may_count_same(part.holder, total.holder)
        and nesting.lies_in(part, total)
        and part.group == total.group
        and set(total.parts) <= set(part.parts)
        and (part.measure == total.measure or total.measure in measures[part.measure].part_of)
    )


def _are_apart(
    one: Total, other: Total, measures: Mapping[str, EnteredMeasure], nesting: Nesting
) -> bool:
    """True when two totals share nobody: another place or time, or another part of one sort."""
    if not nesting.overlap(one, other):
        return True
    if one.measure != other.measure and any(
        {one.measure, other.measure} <= set(whole.splits) for whole in measures.values()
    ):
        return True
    parts = dict(other.parts)
    return any(name in parts and parts[name] != value for name, value in one.parts)
