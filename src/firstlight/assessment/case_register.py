"""The register of documented cases: one line a source, form, year, stage and definition.

Lines are never added. Where the same cases can stand in two of them, each line names the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.incident_area import FORMS as CODES
from firstlight.assessment.incident_area import HOLDER, AreaIncidents
from firstlight.assessment.library import Library
from firstlight.assessment.model import CaseEntry
from firstlight.assessment.pictures_counts import FBI, FORMS
from firstlight.assessment.pictures_incidents import VALUES
from firstlight.assessment.pictures_status import find_notice, place_status
from firstlight.assessment.recorded_cases import DEFINITION, FORM_WORDS, STAGE
from firstlight.assessment.register import Register
from firstlight.base.place import Area
from firstlight.entered import Total
from firstlight.recorded import Recorded

DECIDED = "decided_yes"
NO_STATUS = "given without a status"
STAGE_OF_CODES = "coded as trafficking by police, in the months that were reported"
ALL_FORMS = "All forms"
AGENCIES_AGAIN = "Reports on overlapping areas count the same agencies again."


@dataclass(frozen=True, slots=True)
class _Line:
    """One line, and its form in the shared words, by which its doubles are found."""

    entry: CaseEntry
    form: str

    def doubles(self, other: _Line) -> bool:
        """True when the same case can stand in both: another holder, one year, one form."""
        return (
            self.entry.holder != other.entry.holder
            and self.entry.year == other.entry.year
            and (self.form == other.form or "" in (self.form, other.form))
        )


def make_case_register(
    library: Library,
    register: Register,
    area: Area,
    recorded: Recorded,
    incidents: Sequence[AreaIncidents],
    entered: Sequence[tuple[Total, str]],
    *,
    source: str,
) -> tuple[CaseEntry, ...]:
    """Every count of documented cases: the FBI's returns, incident files, what holders gave.

    `source` is the release of the FBI's file that was read. `entered` are the leads' totals
    with their figures; those on which nobody has decided, and parts by anything but form, are
    left out.
    """
    lines = (
        *_of_returns(area, recorded, source),
        *_of_incidents(library, register, incidents),
        *_of_entered(library, register, entered),
    )
    return tuple(_flag(line, lines) for line in lines)


def _flag(line: _Line, lines: Sequence[_Line]) -> CaseEntry:
    others = (other.entry for other in lines if line.doubles(other))
    named = dict.fromkeys(f"{entry.holder} ({entry.form.lower()})" for entry in others)
    return replace(line.entry, same_as=tuple(named))


def _of_returns(area: Area, recorded: Recorded, source: str) -> Iterator[_Line]:
    several = [e.agency.name for e in recorded.by_agency if e.agency in recorded.several]
    repeat = AGENCIES_AGAIN
    if several:
        repeat += f" Serving several counties of this area: {', '.join(several)}."
    for year, counts in recorded.forms_by_year.items():
        for form in counts:
            part, words = FORM_WORDS[form]
            figure = f"recorded_offenses.{part}.{year}.{area.place.id}"
            entry = CaseEntry(figure, source, FBI, words, year, STAGE, DEFINITION, repeat)
            yield _Line(entry, FORMS[part][0])


def _of_incidents(
    library: Library, register: Register, incidents: Sequence[AreaIncidents]
) -> Iterator[_Line]:
    definitions = library.catalogue.taxonomy.definitions
    for one in incidents:
        if not one.covers:
            continue
        for code, words in CODES.items():
            figure = one.by_form[code]
            form, definition = VALUES[code]
            entry = CaseEntry(
                figure.id,
                register.evidence[(figure.evidence or one.evidence)[0]].source,
                HOLDER,
                f"{words[:1].upper()}{words[1:]}",
                figure.period.last.year,
                STAGE_OF_CODES,
                f"{definitions[definition].label}, in incident files",
                AGENCIES_AGAIN,
            )
            yield _Line(entry, form)


def _of_entered(
    library: Library, register: Register, entered: Sequence[tuple[Total, str]]
) -> Iterator[_Line]:
    pictures = library.catalogue.pictures
    statuses = {one.measure: one for one in pictures.statuses if one.status == DECIDED}
    counts = {one.measure for one in pictures.counts if one.whole == "cases"}
    forms = library.catalogue.taxonomy.dimensions["form"].values
    for total, name in entered:
        if total.answer or total.measure not in {*statuses, *counts}:
            continue
        if total.parts and [part for part, _ in total.parts] != ["form"]:
            continue
        form = total.parts[0][1] if total.parts else ""
        label = forms[form].label if form in forms else "Form not told"
        figure, measure = register.figures[name], library.catalogue.entered[total.measure]
        cited = register.cite(total.made_from)
        reading = statuses.get(total.measure)
        notice = find_notice(library, reading) if reading else ""
        entry = CaseEntry(
            name,
            register.evidence[cited[0]].source if cited else "",
            total.holder,
            f"{label[:1].upper()}{label[1:]}" if form else ALL_FORMS,
            figure.period.last.year,
            place_status(library, reading)[1] if reading else NO_STATUS,
            f"{measure.label}: {total.definition}" if cited else measure.label,
            "",
            notice=notice,
        )
        yield _Line(entry, form if form in forms else "")
