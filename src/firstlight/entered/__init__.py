"""What did the leads bring in: notes, figures, a state's labor file, graded statements?

Takes   a person's files, the area, the catalogue, a judge of texts and a finder of counties.
Gives   `Entered`: notes and totals with who gave them, small counts hidden; or every fault.
Data    `catalogue/entered/`, `catalogue/populations/`, `catalogue/methods/origin_words.yaml`.
        Nothing is kept: no row, no path, no copy; from a state's file only sums. Totals that
        are invented for a demonstration stand in `catalogue/invented_totals/`, statements in
        `catalogue/invented_statements/`.
"""

from firstlight.entered.lines import check_area_name, check_source
from firstlight.entered.notes import Judge
from firstlight.entered.protect import pairs
from firstlight.entered.relations import find_breakdowns
from firstlight.entered.room import (
    EnteredFiles,
    add_invented_statements,
    read_entered,
    read_invented_totals,
)
from firstlight.entered.shapes import (
    DIMENSIONS,
    NOT_APPROVED,
    NOT_COUNTED,
    REFUSED,
    WAITING,
    Entered,
    HeldBack,
    LaborFile,
    Note,
    Origin,
    Total,
)
from firstlight.entered.statement_room import FOR_POLICE, SHARED
from firstlight.entered.statement_shapes import (
    FOUND,
    NOT_FOUND,
    NOT_LOOKED,
    About,
    FilledChecklist,
    Statement,
)
from firstlight.entered.templates import GENERAL, list_templates, write_template

__all__ = [
    "DIMENSIONS",
    "FOR_POLICE",
    "FOUND",
    "GENERAL",
    "NOT_APPROVED",
    "NOT_COUNTED",
    "NOT_FOUND",
    "NOT_LOOKED",
    "REFUSED",
    "SHARED",
    "WAITING",
    "About",
    "Entered",
    "EnteredFiles",
    "FilledChecklist",
    "HeldBack",
    "Judge",
    "LaborFile",
    "Note",
    "Origin",
    "Statement",
    "Total",
    "add_invented_statements",
    "check_area_name",
    "check_source",
    "find_breakdowns",
    "list_templates",
    "pairs",
    "read_entered",
    "read_invented_totals",
    "write_template",
]
