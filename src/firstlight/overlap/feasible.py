"""Which whole numbers of people on either side and on both can all be true together?

Three unknowns: `a` people on the first side, `b` on the second, `k` on both. Everything that
is said bounds one of them or the difference of two, so the answer is a table of shortest
paths between four nodes (the fourth stands for 0).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

ZERO, FIRST, SECOND, BOTH = range(4)
FAR = 10**9  # more people than any side has


@dataclass(frozen=True, slots=True)
class Span:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    @property
    def width(self) -> int:
        """How many values it can have."""
        return self.high - self.low + 1


@dataclass(frozen=True, slots=True)
class Said:
    """One side's statement, each part a span, with the errors allowed."""

    yes: Span
    no: Span
    unknown: Span
    wrong_yes: int
    wrong_no: int


@dataclass(frozen=True, slots=True)
class World:
    """Ends of what is possible; every end occurs in some world."""

    union: Span
    first: Span
    second: Span
    both: Span
    first_only: Span
    second_only: Span


def people_of(people: Span, said: Said) -> Span:
    """The number of people, as far as the sum of the three answers leaves it open."""
    parts = (said.yes, said.no, said.unknown)
    return Span(
        max(people.low, sum(part.low for part in parts)),
        min(people.high, sum(part.high for part in parts)),
    )


def narrow(people: Span, said: Said, both: Span | None = None) -> tuple[Span, Said]:
    """What is left of each span once the others, and the number on both, are taken in.

    With y + n + u = a: y is at least a - n - u and at most that, end by end, and so on. With k
    known to lie in `both`: k >= y - wrong_yes, and k <= y + u + wrong_no.
    """
    yes, no, unknown = said.yes, said.no, said.unknown
    if both is not None:
        yes = Span(yes.low, min(yes.high, both.high + said.wrong_yes))
    for _ in range(8):
        if both is not None:
            needed = both.low - said.wrong_no
            yes = Span(max(yes.low, needed - unknown.high), yes.high)
            unknown = Span(max(unknown.low, needed - yes.high), unknown.high)
            no = Span(no.low, min(no.high, people.high - needed))
        people = people_of(people, replace(said, yes=yes, no=no, unknown=unknown))
        yes = _rest(yes, people, no, unknown)
        no = _rest(no, people, yes, unknown)
        unknown = _rest(unknown, people, yes, no)
    return people, replace(said, yes=yes, no=no, unknown=unknown)


def _rest(own: Span, people: Span, one: Span, other: Span) -> Span:
    return Span(
        max(own.low, people.low - one.high - other.high),
        min(own.high, people.high - one.low - other.low),
    )


def find_worlds(
    first: Span, second: Span, by_first: Said | None, by_second: Said | None
) -> World | None:
    """The ends of what is possible, or None where nothing is.

    Raises
    ------
    ValueError
        When a span is empty or below 0.
    """
    if not (0 <= first.low <= first.high and 0 <= second.low <= second.high):
        raise ValueError("a number of people is a span from at least 0")
    ends = [[0 if i == j else 4 * FAR for j in range(4)] for i in range(4)]

    def at_most(one: int, other: int, limit: int) -> None:
        """one - other <= limit."""
        ends[other][one] = min(ends[other][one], limit)

    # Ends of k as (node whose number is taken, what is added to it); ZERO stands for 0.
    lower = [(ZERO, 0)]
    upper = [(FIRST, 0), (SECOND, 0)]
    at_most(ZERO, BOTH, 0)
    for node, span, said in ((FIRST, first, by_first), (SECOND, second, by_second)):
        kept = people_of(span, said) if said else span
        at_most(node, ZERO, kept.high)
        at_most(ZERO, node, -kept.low)
        at_most(BOTH, node, 0)
        if said is None:
            continue
        sure = said.yes.low - said.wrong_yes
        rest = said.no.high + said.unknown.high + said.wrong_yes
        gap = max(0, said.no.low - said.wrong_no)
        possible = said.yes.high + said.unknown.high + said.wrong_no
        at_most(ZERO, BOTH, -max(0, sure))
        at_most(node, BOTH, rest)
        at_most(BOTH, node, -gap)
        at_most(BOTH, ZERO, possible)
        lower += [(ZERO, sure), (node, -rest)]
        upper += [(ZERO, possible), (node, -gap)]
    for through in range(4):
        for i in range(4):
            for j in range(4):
                ends[i][j] = min(ends[i][j], ends[i][through] + ends[through][j])
    if any(ends[i][i] < 0 for i in range(4)):
        return None
    most = {ZERO: 0, FIRST: ends[ZERO][FIRST], SECOND: ends[ZERO][SECOND]}
    least = {ZERO: 0, FIRST: -ends[FIRST][ZERO], SECOND: -ends[SECOND][ZERO]}
    return World(
        union=Span(
            least[FIRST] + least[SECOND] - min(least[node] + add for node, add in upper),
            most[FIRST] + most[SECOND] - max(most[node] + add for node, add in lower),
        ),
        first=Span(least[FIRST], most[FIRST]),
        second=Span(least[SECOND], most[SECOND]),
        both=Span(-ends[BOTH][ZERO], ends[ZERO][BOTH]),
        first_only=Span(-ends[FIRST][BOTH], ends[BOTH][FIRST]),
        second_only=Span(-ends[SECOND][BOTH], ends[BOTH][SECOND]),
    )
