"""The process as a chain of boxes: the offenses of each stage, and whether a count is in hand.

Drawn once for a desk and once for a phone. It holds words and marks and no number; the table
beside it says the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.assessment import OffenseState, Process, Stage
from firstlight.report.charts import INK, INK_2, LINE, QUIET, SAND
from firstlight.report.drawing import escape

HAND_WORDS = {
    "in_hand": "a count is in hand",
    "no_number": "looked for, no number can be shown",
    "not_in_hand": "not in hand",
}
KEY = (
    "Full square: a count is in hand, often of a wider place: the table says so. "
    "Struck square: looked for, and no number can be shown. "
    "Broken square: not in hand, which does not mean none. The order is how a process can run, "
    "not how each case does."
)
HEAD, ROW, BETWEEN, PAD = 40, 18, 9, 12  # units of the drawing
LETTERS = 14  # drawn on the narrowest screen of each kind they stay over 11 pixels
SIGNS_WIDE, SIGNS_NARROW = 20, 40  # of a line


@dataclass(frozen=True, slots=True)
class Chain:
    """Two drawings of one chain, and the key to them."""

    wide: str
    narrow: str
    key: str


@dataclass(frozen=True, slots=True)
class _Box:
    """One stage: its name and the lines of each offense, with their marks."""

    name: str
    entries: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def high(self) -> int:
        lines = sum(len(lines) for _, lines in self.entries)
        return HEAD + ROW * lines + BETWEEN * len(self.entries) + PAD


def draw_process(process: Process, *, prefix: str = "process") -> Chain:
    """Draw the stages side by side for a desk and one under the other for a phone."""
    words = describe_chain(process)
    return Chain(
        wide=_draw_wide(
            [_box(s, SIGNS_WIDE) for s in process.stages], f"{prefix}-wide", process, words
        ),
        narrow=_draw_narrow(
            [_box(s, SIGNS_NARROW) for s in process.stages], f"{prefix}-narrow", process, words
        ),
        key=KEY,
    )


def describe_chain(process: Process) -> str:
    """The drawing in words, for whoever hears it: stage by stage, offense by offense."""
    return " ".join(
        f"{stage.words.label}: {'; '.join(map(_say, stage.offenses))}." for stage in process.stages
    )


def _say(offense: OffenseState) -> str:
    return f"{offense.entry.label} ({HAND_WORDS[offense.status]})"


def say_hand(state: OffenseState) -> str:
    """Whether a count is in hand, and what it does not cover."""
    said = HAND_WORDS[state.status]
    return f"{said}: {state.scope}" if state.scope else said


def _box(stage: Stage, signs: int) -> _Box:
    entries = tuple((o.status, tuple(textwrap.wrap(o.entry.label, signs))) for o in stage.offenses)
    return _Box(stage.words.label, entries)


def _draw_wide(boxes: Sequence[_Box], name: str, process: Process, words: str) -> str:
    wide, gap = 170, 20
    high = max(box.high for box in boxes)
    parts = []
    for index, box in enumerate(boxes):
        left = index * (wide + gap)
        parts.append(_draw_box(box, left, 0, wide, high))
        if index:
            parts.append(
                f'<path d="M{left - gap + 3} {HEAD / 2:g}h{gap - 8}m-5 -5 5 5-5 5" fill="none" '
                f'stroke="{INK}" stroke-width="1.6"/>'
            )
    return _svg(len(boxes) * (wide + gap) - gap, high, name, process, words, parts)


def _draw_narrow(boxes: Sequence[_Box], name: str, process: Process, words: str) -> str:
    wide, gap, top = 360, 24, 0
    parts = []
    for index, box in enumerate(boxes):
        if index:
            parts.append(
                f'<path d="M{wide / 2:g} {top + 3}v{gap - 8}m-5 -5 5 5 5-5" fill="none" '
                f'stroke="{INK}" stroke-width="1.6"/>'
            )
            top += gap
        parts.append(_draw_box(box, 0, top, wide, box.high))
        top += box.high
    return _svg(wide, top, name, process, words, parts)


def _draw_box(box: _Box, left: int, top: int, wide: int, high: int) -> str:
    parts = [
        f'<rect x="{left + 0.7:g}" y="{top + 0.7:g}" width="{wide - 1.4:g}" '
        f'height="{high - 1.4:g}" fill="#fff" stroke="{LINE}" stroke-width="1.4"/>'
        f'<rect x="{left + 0.7:g}" y="{top + 0.7:g}" width="{wide - 1.4:g}" height="{HEAD - 8}" '
        f'fill="{SAND}"/>'
        f'<text x="{left + PAD}" y="{top + 22}" font-size="15" font-weight="600" fill="{INK}">'
        f"{escape(box.name)}</text>"
    ]
    y = top + HEAD
    for status, lines in box.entries:
        parts.append(_mark(status, left + PAD, y + 2))
        for line in lines:
            y += ROW
            parts.append(
                f'<text x="{left + PAD + 17}" y="{y - 4}" font-size="{LETTERS}" fill="{INK_2}">'
                f"{escape(line)}</text>"
            )
        y += BETWEEN
    return "".join(parts)


def _mark(status: str, x: int, y: int) -> str:
    square = f'<path d="M{x} {y}h10v10h-10z" '
    match status:
        case "in_hand":
            return f'{square}fill="{INK}" stroke="{INK}" stroke-width="1.4"/>'
        case "no_number":
            return (
                f'{square}fill="#fff" stroke="{INK}" stroke-width="1.4"/>'
                f'<path d="M{x} {y + 10}l10-10" stroke="{INK}" stroke-width="1.4"/>'
            )
    return f'{square}fill="#fff" stroke="{QUIET}" stroke-width="1.4" stroke-dasharray="2.5 2"/>'


def _svg(
    wide: int, high: int, name: str, process: Process, words: str, parts: Sequence[str]
) -> str:
    return (
        f'<svg viewBox="0 0 {wide} {high}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{escape(process.title)}</title>'
        f'<desc id="{name}-d">{escape(words)}</desc>{"".join(parts)}</svg>'
    )
