"""The funnel plot: agencies by size, with the limits that chance alone would keep to.

Plain SVG without a number: the tables beside it hold the same agencies with theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.assessment import FunnelShown
from firstlight.report.drawing import escape

INK, INK_2, LINE, NEAR, FAR = "#1b2430", "#465160", "#857c6d", "#a1420e", "#a1420e"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 340, 30, 630, 26, 306
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
    """One drawing, and the key to it."""

    svg: str
    key: str


def draw_funnel_plot(funnel: FunnelShown) -> FunnelPlot | None:
    """Draw the plot; None where there is none."""
    if not funnel.dots:
        return None

    def at(across: float, up: float) -> str:
        x, y = LEFT + across * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP)
        return f"{x:.1f} {y:.1f}"

    parts = [
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="{LINE}"/>'
        f'<g font-size="15" fill="{INK_2}"><text x="{LEFT}" y="16">more offenses for the '
        f'residents</text><text x="{RIGHT}" y="{BOTTOM + 22}" text-anchor="end">more residents'
        "</text></g>"
    ]
    for index, line in enumerate(funnel.limits):
        broken = ' stroke-dasharray="5 4"' if index > 1 else ""
        path = "L".join(at(across, up) for across, up in line)
        parts.append(f'<path d="M{path}" fill="none" stroke="{INK_2}"{broken}/>')
    for dot in funnel.dots:
        x, y = at(dot.across, min(dot.up, 1.0)).split()
        far = dot.place == "outside"
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="6" fill="{FAR if far else INK}" stroke="#fff">'
            f"<title>{escape(dot.name)}: {WORDS[dot.place]}</title></circle>"
        )
        if far:
            end = float(x) > (LEFT + RIGHT) / 2
            parts.append(
                f'<text x="{float(x) + (-10 if end else 10):.1f}" y="{float(y) - 8:.1f}" '
                f'font-size="15" fill="{INK}" text-anchor="{"end" if end else "start"}">'
                f"{escape(dot.name)}</text>"
            )
    said = "; ".join(f"{dot.name} {WORDS[dot.place]}" for dot in funnel.dots)
    svg = (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="funnel-t funnel-d">'
        f'<title id="funnel-t">Funnel plot of police agencies</title><desc id="funnel-d">'
        f"{escape(said)}</desc>{''.join(parts)}</svg>"
    )
    return FunnelPlot(svg, KEY)
