"""The funnel plot: agencies by size, with the limits that chance alone would keep to.

Plain SVG without a number: the tables beside it hold the same agencies with theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.assessment import FunnelDot, FunnelShown
from firstlight.report.drawing import escape

INK, INK_2, LINE, FAR = "#1b2430", "#465160", "#857c6d", "#a1420e"
UP, ACROSS = "more offenses for the residents", "more residents"
HALO = 'stroke="#fff" stroke-width="4" paint-order="stroke"'  # words over dots stay legible
TOLD_AT_MOST = 30  # dots in words
NAMED_AT_MOST = 5  # agencies outside that are named in the drawing
KEY = (
    "Each dot is the agencies of one county. Solid lines: where chance alone would keep nearly "
    "all of them. Broken lines: most of them. A dot outside the limits says: ask why. It is no "
    "verdict on an agency."
)
WORDS = {
    "inside": "inside the limits",
    "near": "near the limits",
    "outside": "outside the limits: ask why",
    "open": "cannot be told",
}


@dataclass(frozen=True, slots=True)
class FunnelPlot:
    """Two drawings of one plot, for a desk and for a phone, and the key to them."""

    wide: str
    narrow: str
    key: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Sizes of one drawing."""

    width: int
    height: int
    letters: int

    @property
    def left(self) -> int:
        return 20

    @property
    def right(self) -> int:
        return self.width - 10

    @property
    def top(self) -> int:
        return self.letters + 11

    @property
    def bottom(self) -> int:
        return self.height - self.letters - 19


WIDE, NARROW = _Sheet(640, 340, 15), _Sheet(360, 320, 14)


def draw_funnel_plot(funnel: FunnelShown, *, prefix: str = "funnel") -> FunnelPlot | None:
    """Draw the plot for a desk and for a phone; None where there is none."""
    if not funnel.dots:
        return None
    return FunnelPlot(
        draw_funnel(funnel, f"{prefix}-wide", WIDE),
        draw_funnel(funnel, f"{prefix}-narrow"),
        funnel.key or KEY,
    )


def describe_funnel(funnel: FunnelShown) -> str:
    """The plot in words, for whoever hears it: each dot and where it lies.

    Of many dots those of the area and those outside the limits; where some dots are of the area
    it is those alone, and how many of the others lie outside.
    """
    here = [dot for dot in funnel.dots if dot.here]
    if here:
        others = [dot for dot in funnel.dots if not dot.here]
        far = sum(dot.place == "outside" for dot in others)
        more = f"; {len(others)} elsewhere, of them {far} outside the limits" if others else ""
        return "; ".join(f"{dot.name} {WORDS[dot.place]}" for dot in here) + more
    many = len(funnel.dots) > TOLD_AT_MOST
    told = [d for d in funnel.dots if not many or d.here or d.place == "outside"]
    rest = f"; {len(funnel.dots) - len(told)} more inside or near the limits" if many else ""
    return "; ".join(f"{dot.name} {WORDS[dot.place]}" for dot in told) + rest


def draw_funnel(funnel: FunnelShown, name: str, sheet: _Sheet = NARROW) -> str:
    """One drawing of a plot that has dots; `name` sets its ids apart from others of a page."""

    def at(across: float, up: float) -> str:
        x = sheet.left + across * (sheet.right - sheet.left)
        y = sheet.bottom - up * (sheet.bottom - sheet.top)
        return f"{x:.1f} {y:.1f}"

    size = sheet.letters
    parts = [
        f'<path d="M{sheet.left} {sheet.top}V{sheet.bottom}H{sheet.right}" fill="none" '
        f'stroke="{LINE}"/><g font-size="{size}" fill="{INK_2}"><text x="{sheet.left}" '
        f'y="{size + 1}">{escape(funnel.up_words or UP)}</text><text x="{sheet.right}" '
        f'y="{sheet.bottom + size + 7}" text-anchor="end">'
        f"{escape(funnel.across_words or ACROSS)}</text></g>"
    ]
    for index, line in enumerate(funnel.limits):
        broken = ' stroke-dasharray="5 4"' if index > 1 else ""
        path = "L".join(at(across, up) for across, up in line)
        parts.append(f'<path d="M{path}" fill="none" stroke="{INK_2}"{broken}/>')
    some_here = any(dot.here for dot in funnel.dots)
    crowded = some_here or sum(dot.place == "outside" for dot in funnel.dots) > NAMED_AT_MOST
    for dot in sorted(funnel.dots, key=lambda dot: dot.here):  # those of the area on top
        x, y = at(dot.across, min(dot.up, 1.0)).split()
        far = dot.place == "outside"
        parts.append(
            f'<circle cx="{x}" cy="{y}" {_style(dot, far=far, many=len(funnel.dots))}>'
            f"<title>{escape(dot.name)}: {WORDS[dot.place]}</title></circle>"
        )
        if dot.here or (far and not crowded):
            end = float(x) > (sheet.left + sheet.right) / 2
            parts.append(
                f'<text x="{float(x) + (-10 if end else 10):.1f}" y="{float(y) - 8:.1f}" '
                f'font-size="{size}" fill="{INK}" {HALO} '
                f'text-anchor="{"end" if end else "start"}">'
                f"{escape(dot.name)}</text>"
            )
    return (
        f'<svg viewBox="0 0 {sheet.width} {sheet.height}" role="img" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">Funnel plot of police agencies'
        f'</title><desc id="{name}-d">{escape(describe_funnel(funnel))}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _style(dot: FunnelDot, *, far: bool, many: int) -> str:
    """How a dot looks: outside in another color, an agency of the area open and larger."""
    color = FAR if far else INK
    if dot.here:
        return f'r="7" fill="#fff" stroke="{color}" stroke-width="3"'
    return f'r="{6 if many <= TOLD_AT_MOST else 4}" fill="{color}" stroke="#fff"'
