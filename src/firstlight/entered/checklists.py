"""A checklist filled in for a kind of place or business, in a part of the country large enough.

The file is a form: one item a line. Signs are answered for the kind, never for one place.
"""

from __future__ import annotations

from firstlight.base.provenance import Address
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import NOT_A_SIGN, Sign, SubjectKind
from firstlight.entered.faults import FaultList
from firstlight.entered.files import Sheet, is_example
from firstlight.entered.statement_head import HEAD, Head, StatementContext, read_whole
from firstlight.entered.statement_shapes import ANSWERS, NOT_LOOKED, FilledChecklist

CHECKLIST_COLUMNS = ("item", "answer", "words")
OFFICES = "offices_looked"
ITEMS = (*HEAD, OFFICES)
OFFICES_AT_MOST = 99


def list_signs(catalogue: Catalogue, kind: SubjectKind) -> tuple[Sign, ...]:
    """The signs of a checklist, in their order."""
    return tuple(sign for sign in catalogue.signs.values() if sign.scope in kind.scopes)


def read_checklist(sheet: Sheet, context: StatementContext) -> FilledChecklist:
    """Read one filled-in checklist. A sign that is blank or left out was not looked for.

    Raises
    ------
    InputFaults
        Every fault at once; no value is repeated.
    """
    faults = FaultList(sheet.name)
    cells = dict.fromkeys(ITEMS, "")
    rows: dict[str, int] = {}
    answers: dict[str, str] = {}
    signs = context.catalogue.signs
    for record in sheet.records:
        item, answer, words = record.values
        if is_example(record):
            faults.add("This is the template's example.", "Write your own.", row=record.row)
        elif item in rows or (item not in ITEMS and item not in signs):
            what = "The item stands twice, or is none of the checklist."
            faults.add(what, "Leave it out.", row=record.row, column="item")
        elif item in ITEMS:
            cells[item] = answer
        else:
            answers[item] = answer
            _check_answer(signs[item], answer, words, record.row, faults)
        rows.setdefault(item, record.row)
    if faults.faults:
        faults.raise_if_any()
    read = Head(cells, rows, context, faults).read(checklist=True)
    offices = read_whole(cells[OFFICES])
    if offices is None or not 1 <= offices <= OFFICES_AT_MOST:
        do = "Write how many separate offices looked. Never people."
        faults.add("The number of offices is not there.", do, row=rows.get(OFFICES))
    if read is not None:
        known = {sign.id for sign in list_signs(context.catalogue, read[0])}
        for item in answers:
            if item not in known and answers[item] not in ("", NOT_LOOKED):
                what = f"The sign is not one for the kind of subject {read[1].kind}."
                do = f"Leave it blank. Its own are {', '.join(sorted(known))}."
                faults.add(what, do, row=rows[item], column="item")
    if read is None or offices is None:
        faults.raise_if_any()
        raise AssertionError("a checklist without a head has a fault")
    faults.raise_if_any()
    kind, about = read
    key = f"entered:{sheet.sha256[:12]}:1"
    return FilledChecklist(
        about=about,
        answers=tuple(
            (sign.id, answers.get(sign.id) or NOT_LOOKED)
            for sign in list_signs(context.catalogue, kind)
        ),
        offices=offices,
        made_from=(Address(key, sheet.name, 1, "answer", sheet.sha256),),
    )


def _check_answer(sign: Sign, answer: str, words: str, row: int, faults: FaultList) -> None:
    if sign.scope == NOT_A_SIGN and answer:
        faults.add("This is no sign of anything.", sign.response, row=row, column="answer")
    elif answer not in ("", *ANSWERS):
        do = f"Write {', '.join(ANSWERS)}, or leave it blank: not looked for."
        faults.add("A sign has one of three answers.", do, row=row, column="answer")
    if words not in ("", sign.sign):
        do = "Leave the words as they are. Nothing is told of one place or one person."
        faults.add("The words of the sign were changed.", do, row=row, column="words")
