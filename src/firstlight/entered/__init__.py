"""What did the leads bring in: notes, figures, a state's labor file, graded statements?

Takes   a person's files, the area, the catalogue, a judge of texts and a finder of counties.
Gives   `Entered`: notes and totals with who gave them, small counts hidden; or every fault.
Data    `catalogue/entered/`, `catalogue/populations/`, `catalogue/methods/origin_words.yaml`.
        Of a person's files nothing is kept: no row, no path, no copy; from a state's file only
        sums. Totals entered by a page are kept below the folder for data, protected before
        they are written. What is invented for a demonstration stands in
        `catalogue/invented_totals/` and `catalogue/invented_statements/`.
"""

from firstlight.entered.beside import concerns
from firstlight.entered.entry import Entry, EntryFaults, check_entry, keep_entry, protect_rest
from firstlight.entered.holders import may_count_same
from firstlight.entered.kept import COLUMNS as ROW_COLUMNS
from firstlight.entered.kept import FIRST_ROW, Kept, KeptTotals, Taken, order_rows, write_rows
from firstlight.entered.lines import check_area_name, check_source
from firstlight.entered.names import DO_HOLDER
from firstlight.entered.notes import Judge
from firstlight.entered.protect import pairs
from firstlight.entered.relations import find_breakdowns
from firstlight.entered.room import (
    KEPT_NAME,
    EnteredFiles,
    add_invented_statements,
    read_entered,
    read_invented_totals,
    read_kept,
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
    "DO_HOLDER",
    "FIRST_ROW",
    "FOR_POLICE",
    "FOUND",
    "GENERAL",
    "KEPT_NAME",
    "NOT_APPROVED",
    "NOT_COUNTED",
    "NOT_FOUND",
    "NOT_LOOKED",
    "REFUSED",
    "ROW_COLUMNS",
    "SHARED",
    "WAITING",
    "About",
    "Entered",
    "EnteredFiles",
    "Entry",
    "EntryFaults",
    "FilledChecklist",
    "HeldBack",
    "Judge",
    "Kept",
    "KeptTotals",
    "LaborFile",
    "Note",
    "Origin",
    "Statement",
    "Taken",
    "Total",
    "add_invented_statements",
    "check_area_name",
    "check_entry",
    "check_source",
    "concerns",
    "find_breakdowns",
    "keep_entry",
    "list_templates",
    "may_count_same",
    "order_rows",
    "pairs",
    "protect_rest",
    "read_entered",
    "read_invented_totals",
    "read_kept",
    "write_rows",
    "write_template",
]
