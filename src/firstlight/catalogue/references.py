"""Does every entry of the catalogue lead where it says? Every broken reference at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from firstlight.base.cell import Status
from firstlight.base.errors import Fault
from firstlight.base.period import Period
from firstlight.catalogue.entries import Column, Context, NeverScored
from firstlight.catalogue.pictures import find_broken_pictures
from firstlight.catalogue.taxonomy import find_broken_readings

if TYPE_CHECKING:
    from firstlight.catalogue.catalogue import Catalogue

LEVELS = ("state", "nation", "coc", "district", "county")


def find_broken_references(catalogue: Catalogue) -> list[Fault]:
    faults: list[Fault] = []

    def fault(folder: str, name: str, what: str) -> None:
        faults.append(Fault(what, "Mend the reference.", file=f"{folder}/{name}.yaml"))

    for division in catalogue.regions.divisions:
        for state in division.states:
            if state not in catalogue.states.prefixes:
                fault("places", "regions", f"{state} is no state of the catalogue.")
    for source in catalogue.sources.values():
        for name, table in source.tables.items():
            words = [*source.missing.values(), table.blank, table.absent]
            for word in words:
                if word not in {status.value for status in Status}:
                    fault("sources", source.id, f"{name}: {word} is not a status.")
            for column, margin in table.margins.items():
                for wanted in (column, margin):
                    if wanted not in table.columns:
                        fault("sources", source.id, f"{name} does not keep the column {wanted}.")
            if table.cut and set(table.columns) - set(table.cut):
                fault("sources", source.id, f"{name} does not say where a column is cut.")
            for wanted in (
                *table.dropped_range,
                *table.listed,
                *table.estimated,
                *table.withheld,
                *(column for columns in table.withheld.values() for column in columns),
            ):
                if wanted not in table.columns:
                    fault("sources", source.id, f"{name} does not keep the column {wanted}.")
            for column, ends in table.dropped_range.items():
                if len(ends) != 2 or not 0 <= ends[0] <= ends[1]:
                    fault("sources", source.id, f"{name}: {column} has no range from low to high.")
            if table.beside and table.beside not in source.tables:
                fault("sources", source.id, f"{name}: there is no table {table.beside} beside it.")
            if table.dropped_range and not table.dropped_why:
                fault("sources", source.id, f"{name} does not say why rows are dropped.")
    for composite in catalogue.composites.values():
        for component in composite.components:
            ours = composite.reads == "indicators"
            if ours and component.id not in catalogue.indicators:
                fault("composites", composite.id, f"there is no indicator {component.id}.")
        for warning in composite.warnings:
            if warning not in catalogue.warnings:
                fault("composites", composite.id, f"there is no warning {warning}.")
    for indicator in catalogue.indicators.values():
        for key, wants in indicator.inputs.items():
            for what in _broken_column(catalogue, wants):
                fault("indicators", indicator.id, f"{key} {what}")
        if indicator.factor and indicator.factor not in catalogue.factors:
            fault("indicators", indicator.id, f"there is no factor {indicator.factor}.")
        if indicator.scored and indicator.factor in catalogue.never_scored.factors:
            fault("indicators", indicator.id, f"{indicator.factor} may never be scored.")
        for warning in indicator.warnings:
            if warning not in catalogue.warnings:
                fault("indicators", indicator.id, f"there is no warning {warning}.")
        try:
            period = Period.read(indicator.period)
            earlier = Period.read(indicator.earlier_period) if indicator.earlier_period else None
        except ValueError:
            fault("indicators", indicator.id, "its period cannot be read.")
            continue
        if bool(indicator.of_what) != bool(indicator.earlier_period):
            what = "a change names both its earlier period and what it is a change of."
            fault("indicators", indicator.id, what)
        if earlier is not None and earlier.overlaps(period):
            fault("indicators", indicator.id, "its two periods overlap and cannot be compared.")
    for context in catalogue.contexts.values():
        for what in _broken_context(catalogue, context):
            fault("context", context.id, what)
    for name in _named_factors(catalogue.never_scored):
        if name not in catalogue.factors:
            fault("methods", "never_scored", f"there is no factor {name}.")
    for name in catalogue.never_scored.never_beside_records.factors:
        if name not in catalogue.never_scored.never_mapped:
            fault("methods", "never_scored", f"who people are ({name}) is not under never_mapped.")
    for name in catalogue.never_scored.only_with_caveat:
        if name in catalogue.factors and not catalogue.factors[name].caveat:
            fault("factors", name, "it may be scored only beside a caveat, and it has none.")
    faults.extend(find_broken_groups(catalogue))
    faults.extend(find_broken_readings(catalogue.taxonomy, catalogue.pictures))
    faults.extend(
        find_broken_pictures(
            catalogue.pictures, catalogue.grades, catalogue.taxonomy, catalogue.entered
        )
    )
    faults.extend(find_broken_offenses(catalogue))
    faults.extend(find_broken_process(catalogue))
    faults.extend(find_broken_statements(catalogue))
    return faults


RECORDED = frozenset({"recorded_offenses.commercial_sex", "recorded_offenses.servitude"})


def find_broken_process(catalogue: Catalogue) -> list[Fault]:
    """Counts of offenses and measures of sectors that no assessment can hold."""
    known = {
        *RECORDED,
        *catalogue.entered,
        *(
            f"{entry.id}.{series.name}" if series.name else entry.id
            for entry in catalogue.contexts.values()
            for series in entry.series
        ),
    }
    named = [
        (f"offenses/{offense.id}.yaml", count.measure, known)
        for offense in catalogue.offenses.values()
        for count in offense.counts
    ]
    named += [
        (f"proactive/{entry.id}.yaml", measure, set(catalogue.indicators))
        for entry in catalogue.proactive
        for measure in entry.measures
    ]
    named += [
        ("methods/process.yaml", warning, set(catalogue.warnings))
        for warning in catalogue.process.warnings
    ]
    return [
        Fault(f"there is nothing called {name}.", "Mend the reference.", file=file)
        for file, name, there in named
        if name not in there
    ]


def find_broken_statements(catalogue: Catalogue) -> list[Fault]:
    """Grades, warnings, chapters and source bullets of the statements that lead nowhere."""
    words = catalogue.statements
    bullets = {bullet.id for entry in catalogue.parameters for bullet in entry.bullets}
    known = {
        "grade": (set(catalogue.grades.grades), [r.gives for r in words.statement_rules]),
        "grade of a checklist": (
            set(catalogue.grades.grades),
            [rule.gives for rule in words.checklist_rules],
        ),
        "warning": (
            set(catalogue.warnings),
            [name for kind in words.kinds.values() for name in kind.warnings],
        ),
        "source bullet": (bullets, [k.answers for k in words.kinds.values() if k.answers]),
        "form": (
            set(catalogue.entered_parts.form),
            [form for sign in catalogue.signs.values() for form in sign.forms],
        ),
    }
    return [
        Fault(f"there is no {what} {name}.", "Mend the reference.", file="methods/statements.yaml")
        for what, (there, named) in known.items()
        for name in named
        if name not in there
    ]


def find_broken_offenses(catalogue: Catalogue) -> list[Fault]:
    """Codes and warnings of the entries on offenses that lead nowhere."""
    known = set(catalogue.nibrs.codes.codes)
    named = {
        "nibrs/codes": set(catalogue.nibrs.codes.always),
        **{f"offenses/{o.id}": set(o.codes) for o in catalogue.offenses.values()},
        **{
            f"offense_lists/{entry.id}": {line.code for line in entry.lines}
            for entry in catalogue.offense_lists.values()
        },
        **{
            f"nibrs/lookback ({name})": set(stratum.codes)
            for name, stratum in catalogue.nibrs.lookback.strata.items()
        },
    }
    faults = [
        Fault(f"there is no code {code}.", "Mend the reference.", file=f"{file}.yaml")
        for file, codes in named.items()
        for code in sorted(codes - known)
    ]
    for warning in catalogue.nibrs.rules.warnings:
        if warning not in catalogue.warnings:
            what = f"there is no warning {warning}."
            faults.append(Fault(what, "Mend the reference.", file="nibrs/rules.yaml"))
    if catalogue.nibrs.rules.profile not in catalogue.disclosure:
        what = f"there is no rule of disclosure {catalogue.nibrs.rules.profile}."
        faults.append(Fault(what, "Mend the reference.", file="nibrs/rules.yaml"))
    return faults


ENTERED_LEVELS = frozenset({"county", "area", "state", "nation"})
BLOCKS = frozenset({"pit_youth"})  # blocks that are no indicator and whose figures give a size


def find_broken_groups(catalogue: Catalogue) -> list[Fault]:
    """Faults of the entries on entered totals and on groups of people."""
    faults: list[Fault] = []
    bullets = {bullet.id: bullet for p in catalogue.parameters for bullet in p.bullets}

    def fault(folder: str, name: str, what: str) -> None:
        faults.append(Fault(what, "Mend the reference.", file=f"{folder}/{name}.yaml"))

    for measure in catalogue.entered.values():
        bullet = bullets.get(measure.bullet)
        if bullet is None:
            fault("entered", measure.id, f"there is no source bullet {measure.bullet}.")
        elif measure.covers and not set(measure.covers) & set(bullet.also_needed):
            fault("entered", measure.id, "its bullet needs nothing of what it covers.")
        if not set(measure.levels) <= ENTERED_LEVELS or not measure.levels:
            fault("entered", measure.id, "its levels are not kinds of place.")
        if measure.hidden_with and measure.hidden_with not in catalogue.entered:
            fault("entered", measure.id, f"there is no measure {measure.hidden_with}.")
        if measure.id in measure.part_of or set(measure.part_of) - set(catalogue.entered):
            fault("entered", measure.id, "it is a part of itself or of no measure.")
        if measure.id in measure.among or set(measure.among) - set(catalogue.entered):
            fault("entered", measure.id, "it is known to no other measure.")
        template = catalogue.templates[measure.template]
        siblings = {other.id for other in template.measures} - {measure.id}
        if not {*measure.splits, *(rate.of for rate in measure.rates)} <= siblings:
            fault("entered", measure.id, "it is split among or divided by no measure beside it.")
        for name in measure.splits:
            if measure.id not in catalogue.entered[name].part_of:
                fault("entered", measure.id, f"{name} is no part of it.")
        if not set(measure.facility_types) <= set(catalogue.entered_parts.facility_type):
            fault("entered", measure.id, "it has a kind of facility that is not listed.")
    for template in catalogue.templates.values():
        for warning in template.warnings:
            if warning not in catalogue.warnings:
                fault("entered", template.id, f"there is no warning {warning}.")
        for code in template.arenas:
            if code not in catalogue.arenas.names:
                fault("entered", template.id, f"there is no arena {code}.")
    known = {*catalogue.indicators, *catalogue.entered, *BLOCKS}
    for group in catalogue.populations:
        for size in group.sizes:
            if size.figure not in known:
                fault("populations", group.id, f"there is no figure {size.figure}.")
                continue
            indicator = catalogue.indicators.get(size.figure)
            if not group.context or indicator is None:
                continue
            if indicator.scored:
                fault("populations", group.id, f"context rests on {size.figure}, which is scored.")
            if indicator.factor not in catalogue.never_scored.never_mapped:
                fault("populations", group.id, f"its sheet promises no map of {size.figure}.")
        for code in group.served_by:
            if code not in catalogue.arenas.names:
                fault("populations", group.id, f"there is no arena {code}.")
        if not set(group.entered_for) <= ENTERED_LEVELS or bool(group.entered_for) == bool(
            group.why_not_entered
        ):
            fault("populations", group.id, "it does not say for which places a size is entered.")
    return faults


def _broken_column(catalogue: Catalogue, wants: Column, more: Iterable[str] = ()) -> Iterator[str]:
    entry = catalogue.sources.get(wants.source)
    if entry is None or wants.table not in entry.tables:
        yield "names no table of the catalogue."
        return
    kept = entry.tables[wants.table].columns
    for wanted in (wants.column, *wants.where, *wants.over, *more):
        if wanted and wanted not in kept:
            yield f"has a column {wanted} that is not kept."


def _broken_context(catalogue: Catalogue, context: Context) -> Iterator[str]:
    """What does not lead anywhere in an entry of context."""
    if context.level not in LEVELS:
        yield f"its level is none of {', '.join(LEVELS)}."
    if not context.series or context.series[0].name:
        yield "its first series is the measure itself and has no name."
        return
    if context.lead not in context.series[0].years:
        yield "its sentence speaks of a year that is not shown."
    if context.compare_states is False and any(
        series.nation_rows or series.nation_sum for series in context.series
    ):
        yield "states that cannot be compared have no nation beside them."
    for series in context.series:
        told = () if series.name else context.told.values()
        more = (series.year_column, *series.plus, *told)
        for what in _broken_column(catalogue, series.column, more):
            yield f"{series.name or 'its measure'} {what}"
        for year in series.years:
            try:
                Period.read(f"{context.year_is} {year}".removeprefix("year "))
            except ValueError:
                yield f"its year {year} cannot be read."
    for warning in context.warnings:
        if warning not in catalogue.warnings:
            yield f"there is no warning {warning}."


def _named_factors(never: NeverScored) -> tuple[str, ...]:
    beside = never.never_beside_records
    return (
        *never.factors,
        *never.only_with_caveat,
        *never.never_mapped,
        *beside.factors,
        *beside.records,
    )
