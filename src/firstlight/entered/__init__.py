"""What did the leads bring in themselves: notes, totals, a state's labor file?

Takes   a person's files, the area, the catalogue, a judge of texts and a finder of counties.
Gives   `Entered`: notes and totals with who gave them, small counts hidden; or every fault.
Data    `catalogue/entered/`, `catalogue/populations/`, `catalogue/methods/origin_words.yaml`.
        Nothing is kept: no row, no path, no copy; from a state's file only sums.
"""

from firstlight.entered.lines import check_area_name, check_source
from firstlight.entered.notes import Judge
from firstlight.entered.protect import pairs
from firstlight.entered.room import EnteredFiles, read_entered
from firstlight.entered.shapes import (
    NOT_COUNTED,
    REFUSED,
    WAITING,
    Entered,
    LaborFile,
    Note,
    Origin,
    Total,
)
from firstlight.entered.templates import TEMPLATES, write_template

__all__ = [
    "NOT_COUNTED",
    "REFUSED",
    "TEMPLATES",
    "WAITING",
    "Entered",
    "EnteredFiles",
    "Judge",
    "LaborFile",
    "Note",
    "Origin",
    "Total",
    "check_area_name",
    "check_source",
    "pairs",
    "read_entered",
    "write_template",
]
