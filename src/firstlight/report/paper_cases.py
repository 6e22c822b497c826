"""The register of documented cases, written out for paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from firstlight.assessment import Assessment, CaseEntry, Chapter
from firstlight.base.words import start_large
from firstlight.report.first_page import lay_cautions
from firstlight.report.grids import lay_row
from firstlight.report.paper import Brief, Measure
from firstlight.report.paper_tables import Grid
from firstlight.report.paper_twins import INVENTED
from firstlight.report.wording import write_why_missing

REGISTER_CHAPTER = "documented_cases"
HIDDEN_SOURCE = "rows that are hidden"
UNCOUNTED = ("How many cases there were. Counts of different sources are never added.",)


def lay_register(assessment: Assessment, chapter: Chapter) -> Measure | None:
    """The register of documented cases, at the end of the chapter that its figures stand in."""
    entries = assessment.case_register
    if chapter.id != REGISTER_CHAPTER or not entries:
        return None
    shorts = {entry.source: entry.short for entry in assessment.evidence.values()}
    remarks = [
        f"{start_large(entry.holder)}. Source: {shorts.get(entry.source, HIDDEN_SOURCE)}. "
        f"Definition: {entry.definition}. Stage: {entry.stage}."
        for entry in entries
    ]
    remarks += [entry.may_repeat for entry in entries if entry.may_repeat]
    remarks += [entry.notice for entry in entries if entry.notice]
    remarks += _name_doubles(entries)
    grids = _lay_register(assessment, entries, shorts)
    return Measure(
        title="Register of documented cases",
        question="What was counted, by whom, as what?",
        lines=(),
        grids=grids,
        cannot_tell=UNCOUNTED,
        ask_next="",
        remarks=tuple(dict.fromkeys(remarks)),
        warnings=lay_cautions(assessment, chapter.warnings),
        refusals=(),
        brief=Brief((), grids, tuple(dict.fromkeys(remarks)), UNCOUNTED, (), False),
    )


def _name_doubles(entries: Iterable[CaseEntry]) -> Iterator[str]:
    """Once for each year: which holders' lines can tell of the same cases."""
    holders: dict[int, dict[str, None]] = {}
    for entry in entries:
        if entry.same_as:
            holders.setdefault(entry.year, {})[entry.holder] = None
    for year, named in holders.items():
        yield f"Of {year}, these can hold the same cases and are not added: {'; '.join(named)}."


def _lay_register(
    assessment: Assessment, entries: Sequence[CaseEntry], shorts: Mapping[str, str]
) -> tuple[Grid, ...]:
    """A table for each holder, source and unit, so that nobody adds two of them up."""
    groups: dict[tuple[str, str, str], list[CaseEntry]] = {}
    for entry in entries:
        unit = assessment.figures[entry.figure].quantity.unit.name
        groups.setdefault((entry.holder, entry.source, unit), []).append(entry)
    grids: list[Grid] = []
    for (holder, source, unit), own in groups.items():
        figures = [assessment.figures[entry.figure] for entry in own]
        mark = INVENTED if any(figure.invented for figure in figures) else ""
        title = start_large(f"{mark}{holder}: {shorts.get(source, HIDDEN_SOURCE)}")
        grids.append(
            Grid(
                title=title,
                unit="",
                head="Year and form",
                value_head=unit,
                margin_head="",
                rows=tuple(
                    lay_row(_name_line(assessment, entry), figure)
                    for entry, figure in zip(own, figures, strict=True)
                ),
                scale=None,
                remarks=write_why_missing(figures),
            )
        )
    return tuple(grids)


def _name_line(assessment: Assessment, entry: CaseEntry) -> str:
    figure = assessment.figures[entry.figure]
    where = ""
    if figure.place.id not in {assessment.area.place.id, *assessment.area.fips}:
        where = f", all of {figure.place.name}"
    return f"{figure.period.label}, {entry.form.lower()}{where}"
