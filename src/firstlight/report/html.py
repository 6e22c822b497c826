"""The report as one page that opens anywhere, with no network and no second file."""

from __future__ import annotations

import functools

import jinja2

from firstlight.assessment import Assessment
from firstlight.catalogue import read_catalogue
from firstlight.pack import Pack, open_pack
from firstlight.report.flow_maps import draw_flows
from firstlight.report.fonts import faces_inside
from firstlight.report.maps import Boundaries, draw_locator, read_boundaries
from firstlight.report.page import make_environment, parts_folder

STYLES = ("tokens.css", "page.css", "print.css")


def render_html(
    assessment: Assessment, pack: Pack | None = None, *, boundaries: Boundaries | None = None
) -> str:
    """Write the report as HTML: styles and fonts inside, no script, no outside request.

    Parameters
    ----------
    assessment : Assessment
        All that the report can show.
    pack : Pack or None
        Holds the boundaries for the map; the bundled tables when none is given.
    boundaries : Boundaries or None
        The same, read already; for many reports in one process.
    """
    shapes = boundaries or (_bundled() if pack is None else read_boundaries(pack))
    return (
        _environment()
        .get_template("report.html")
        .render(
            assessment=assessment,
            locator=draw_locator(assessment.area, shapes),
            flow_map=lambda block: draw_flows(
                assessment.area, block.flows, assessment.figures, shapes
            ),
            styles=faces_inside() + write_styles(),
            first_words="First assessment from public data,",
            indicator_address=None,
            downloads=(),
        )
    )


def write_styles() -> str:
    """The styles that reports and the site share, without the fonts."""
    folder = parts_folder() / "styles"
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES)


@functools.lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return make_environment()


@functools.lru_cache(maxsize=1)
def _bundled() -> Boundaries:
    return read_boundaries(open_pack(read_catalogue()))
