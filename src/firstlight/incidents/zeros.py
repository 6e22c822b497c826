"""What can a zero of a code mean in this download?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from firstlight.base.cell import Cell, Status
from firstlight.catalogue.catalogue import Nibrs
from firstlight.incidents.shapes import Zero


def count_code(
    code: str, number: int, *, years: Sequence[int], kinds: Collection[str] | None, nibrs: Nibrs
) -> Cell:
    """The cell of a count by code: a number, a true zero, or a zero that cannot be otherwise.

    Parameters
    ----------
    kinds
        Kinds of the agencies ("City", "Tribal"), or None where they are not known: then a
        zero of a code that only some may use is not reported, never a zero.
    """
    if number:
        return Cell.counted(number)
    why = why_structural(code, years=years, kinds=kinds, nibrs=nibrs)
    if why:
        return Cell(0, Status.STRUCTURAL_ZERO, why=why)
    known = nibrs.codes.codes.get(code)
    if known is not None and known.reporters != "all" and kinds is None:
        why = "only federal and tribal agencies can use this code, and who reported is not known"
        return Cell.missing(Status.NOT_REPORTED, why)
    return Cell.counted(0)


def why_structural(
    code: str, *, years: Sequence[int], kinds: Collection[str] | None, nibrs: Nibrs
) -> str:
    """Why no agency of this download could use the code, or nothing."""
    known = nibrs.codes.codes.get(code)
    if known is None:
        return ""
    remark = "" if known.verified else " (remembered, not verified)"
    if known.first_year and years and max(years) < known.first_year:
        return f"this code can be used from {known.first_year} on{remark}"
    if known.last_year and years and min(years) > known.last_year:
        return f"this code was used up to {known.last_year}{remark}"
    if known.reporters != "all" and kinds is not None:
        wider = [k for k in kinds if any(w in k.lower() for w in nibrs.rules.wider_reporters)]
        if not wider:
            return f"only federal and tribal agencies can use this code, and none is here{remark}"
    return ""


def tell_zero(code: str, cell: Cell, *, months: Sequence[str], nibrs: Nibrs) -> Zero | None:
    """What the zero of a watched code can mean: why it is structural, or who was silent when."""
    if cell.status is Status.STRUCTURAL_ZERO:
        return Zero(code, "structural", (cell.why,))
    if cell.status is Status.TRUE_ZERO:
        means = nibrs.rules.zero_means if months else nibrs.rules.zero_means[:-1]
        return Zero(code, "recorded none", (*months, *means))
    return None
