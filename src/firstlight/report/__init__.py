"""How is an assessment told: on a page, on paper, in Word, to a script?

Takes   an `Assessment`; the pages also take `Boundaries`, which draw where the area lies.
Gives   HTML, PDF, Word, JSON and tables with the same words and the same figures.
Data    `parts/`, the templates and styles that reports and the site share.
"""

from firstlight.report.charts import Comparison, draw_comparison
from firstlight.report.data import write_json
from firstlight.report.flow_maps import FlowMap, draw_flows
from firstlight.report.fonts import FontFile, list_fonts
from firstlight.report.groups import group_blocks
from firstlight.report.html import render_html
from firstlight.report.indications import ALL, Indication, list_indications, list_kinds
from firstlight.report.map_sheet import MapSheet, lay_sheet
from firstlight.report.maps import (
    Boundaries,
    LocatorMap,
    draw_locator,
    find_neighbors,
    read_boundaries,
)
from firstlight.report.measure_map import DrawnMap, draw_measure_map
from firstlight.report.page import equip_environment, parts_folder
from firstlight.report.pdf import render_pdf
from firstlight.report.tables import write_tables
from firstlight.report.word import render_word
from firstlight.report.wording import write_age, write_parts, write_shown

__all__ = [
    "ALL",
    "Boundaries",
    "Comparison",
    "DrawnMap",
    "FlowMap",
    "FontFile",
    "Indication",
    "LocatorMap",
    "MapSheet",
    "draw_comparison",
    "draw_flows",
    "draw_locator",
    "draw_measure_map",
    "equip_environment",
    "find_neighbors",
    "group_blocks",
    "lay_sheet",
    "list_fonts",
    "list_indications",
    "list_kinds",
    "parts_folder",
    "read_boundaries",
    "render_html",
    "render_pdf",
    "render_word",
    "write_age",
    "write_json",
    "write_parts",
    "write_shown",
    "write_tables",
]
