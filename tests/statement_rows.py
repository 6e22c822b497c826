"""Rows of statements and checklists for tests. Nobody said any of this."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from firstlight.catalogue import read_catalogue
from firstlight.entered.checklists import CHECKLIST_COLUMNS, ITEMS, list_signs
from firstlight.entered.statements import STATEMENT_COLUMNS

GROUPS = {
    "subject_kind": "criminal_group",
    "subject": "recruitment",
    "audience": "law_enforcement_only",
    "sign": "",
    "statement": "Recruiters promise work and keep the papers until a fee is paid back.",
}
LODGING = {
    "subject_kind": "establishment",
    "subject": "lodging",
    "businesses": "40",
    "sign": "",
    "statement": "Staff in several places sleep where they work and are moved often.",
}


def statement_row(**cells: str) -> tuple[str, ...]:
    """One statement about a group of people, every cell filled in; `cells` change it."""
    row = dict.fromkeys(STATEMENT_COLUMNS, "")
    row.update(
        subject_kind="population",
        subject="guest_workers",
        place="area",
        period="2025",
        made_by="outreach coordinator of an invented worker center",
        made_on="2026-05-31",
        approved_by="director of an invented worker center",
        approved_on="2026-06-02",
        audience="shared",
        not_part_23="yes",
        form="labor",
        sign="L28",
        statement="Workers of the same recruiter tell the same story of a fee that grows.",
        reliability="B",
        credibility="2",
        sources="2",
    )
    row.update(cells)
    return tuple(row.values())


def write_statements(folder: Path, *rows: Iterable[str], name: str = "statements.csv") -> str:
    """Write a file of statements."""
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows((STATEMENT_COLUMNS, *rows))
    return str(file)


def write_checklist(
    folder: Path, answers: dict[str, str], *, name: str = "checklist.csv", **head: str
) -> str:
    """Write a filled-in checklist for hotels and motels; `head` changes its items."""
    cells = dict.fromkeys(ITEMS, "")
    cells.update(
        subject_kind="establishment",
        subject="lodging",
        place="area",
        businesses="40",
        period="2025",
        made_by="inspector of an invented code office",
        made_on="2026-05-31",
        approved_by="head of an invented code office",
        approved_on="2026-06-02",
        audience="shared",
        not_part_23="yes",
        offices_looked="2",
    )
    cells.update(head)
    catalogue = read_catalogue()
    kind = catalogue.statements.kinds.get(cells["subject_kind"])
    signs = list_signs(catalogue, kind) if kind else ()
    rows = [(item, answer, "") for item, answer in cells.items()]
    rows += [(sign.id, answers.get(sign.id, ""), sign.sign) for sign in signs]
    rows += [
        (item, answer, "") for item, answer in answers.items() if item not in {s.id for s in signs}
    ]
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows((CHECKLIST_COLUMNS, *rows))
    return str(file)
