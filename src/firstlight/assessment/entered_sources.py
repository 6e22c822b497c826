"""What leads entered, as sources for the footnotes, and the way in for their files."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from firstlight.assessment.guard import judge_name, judge_typed
from firstlight.assessment.library import Library
from firstlight.base.errors import Fault
from firstlight.base.place import Area
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entries import Source
from firstlight.entered import (
    SHARED,
    Entered,
    EnteredFiles,
    Kept,
    Origin,
    add_invented_statements,
    check_area_name,
    check_source,
    read_entered,
    read_invented_totals,
)
from firstlight.places import find_county, resolve_places

ID = "entered"
SHORT = "entered by the leads"
AS_GIVEN = "as given"
SEALED = (
    "as given; the hash is of what is shown of the file, since the file’s own hash would let a "
    "reader try out its hidden counts"
)
INVENTED = "invented for this demonstration"
MADE_UP = ("Invented for this demonstration. Nobody gave it, and it says nothing of this place.",)
DEFECTS = (
    "Entered by the leads from files of their own. It is not bundled, and nobody has checked it.",
    "Each holder counts by a definition of its own, so figures of two holders are never added.",
)  # fmt: skip


def read_leads_files(
    files: EnteredFiles,
    *,
    area: Area,
    library: Library,
    today: datetime.date,
    kept: Sequence[Kept] = (),
) -> Entered:
    """Read what the leads bring in for an area, judged by the claims guard.

    `kept` is every row that pages keep, of any area: what the files give is protected beside it.

    Raises
    ------
    InputFaults
        With every fault of every file; no value and no path.
    """
    return read_entered(
        files,
        area=area,
        catalogue=library.catalogue,
        judge=judge_typed,
        find_county=lambda text, state: find_county(text, state, library.gazetteer),
        today=today,
        kept=kept,
        find_area=lambda counties: resolve_places(counties, library.gazetteer),
    )


def read_demonstration_totals(*, area: Area, library: Library, today: datetime.date) -> Entered:
    """The totals that are invented for a demonstration area; for no other area.

    Raises
    ------
    InputFaults
        When the area is no demonstration.
    """
    return read_invented_totals(
        area=area, catalogue=library.catalogue, judge=judge_typed, today=today
    )


def read_demonstration_statements(
    entered: Entered, *, area: Area, library: Library, today: datetime.date, audience: str = SHARED
) -> Entered:
    """Lay invented statements beside the invented totals of a demonstration area.

    Raises
    ------
    InputFaults
        When the area is no demonstration.
    """
    return add_invented_statements(
        entered,
        area=area,
        catalogue=library.catalogue,
        judge=judge_typed,
        today=today,
        audience=audience,
    )


def check_typed_source(text: str, *, label: str, catalogue: Catalogue) -> list[Fault]:
    """What keeps the words on where a detection range is from off the page: a person's name, a
    small count, a claim that goes too far. `label` is what the field is called there."""
    return check_source(text, label=label, catalogue=catalogue, judge=judge_typed)


def check_typed_name(text: str, *, label: str, area: Area, catalogue: Catalogue) -> list[Fault]:
    """What keeps a name that a person typed for a group of counties off the page.

    It stands beside every figure on trafficking, so that it is judged with that word, and what
    the guard only warns of is refused: nobody reads a heading again.
    """
    judge = judge_name
    return check_area_name(text, label=label, area=area, catalogue=catalogue, judge=judge)


def describe_origins(entered: Entered) -> dict[str, Source]:
    """A source for each origin, by the key that its addresses name. All have the id `entered`."""
    return {origin.key: _describe(origin) for origin in entered.origins}


def describe_what_leads_enter(entered: Entered) -> tuple[Source, ...]:
    """One entry for the list of sources cited, when anything was entered."""
    return () if entered.is_empty or not entered.origins else (_describe(entered.origins[0]),)


def _describe(origin: Origin) -> Source:
    return Source(
        id=ID,
        publisher=origin.holder,
        title=f"{origin.title}, invented for this demonstration"
        if origin.invented
        else f"{origin.title}, entered by the leads, not bundled",
        short=INVENTED if origin.invented else SHORT,
        release=origin.document,
        address="",
        licence=INVENTED if origin.invented else "given to the leads by its holder",
        received_from=origin.holder,
        received_on=origin.given_on,
        altered_before_receipt=SEALED if origin.sealed else AS_GIVEN,
        geography="as the holder says",
        vintage=origin.given_on.year,
        period="",
        tables={},
        defects=MADE_UP if origin.invented else DEFECTS,
    )
