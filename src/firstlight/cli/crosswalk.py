"""`firstlight crosswalk`: totals by the codes of another system, read in the shared words."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import click

from firstlight.assessment import check_typed_source
from firstlight.base.cell import Status
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.catalogue import Catalogue, read_catalogue
from firstlight.catalogue.entries import Crosswalk
from firstlight.taxonomy import (
    MappedCounts,
    Override,
    map_counts,
    read_overrides,
    read_totals_by_code,
)

HIDDEN = "hidden to protect people"
NONE = "no number"
NOTES = ("unknown", "not_asked", "unmapped", "outside", "in_conflict")
PEOPLE = Unit(UnitKind.COUNT, "people", "people")


@click.group()
def command() -> None:
    """Read totals by another system's codes in the words that police and providers share.

    Only totals are read. A file with one row per person is refused.
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document for scripts.")
def list_crosswalks(as_json: bool) -> None:
    """Name every crosswalk: its system, field, what it is read into, version and date."""
    walks = sorted(read_catalogue().taxonomy.crosswalks.values(), key=lambda walk: walk.order)
    if as_json:
        click.echo(json.dumps([_describe_walk(walk) for walk in walks], ensure_ascii=False))
        return
    for walk in walks:
        click.echo(
            f"{walk.id}  {walk.label}: {walk.system}, {walk.field}, read into {walk.dimension}. "
            f"Version {walk.version}, {walk.dated.isoformat()}. "
            + ("Checked." if walk.checked_by else "Checked by nobody yet.")
        )


@command.command("read")
@click.argument("totals", metavar="TOTALS.csv")
@click.option("--layout", default="htcds", show_default=True, help="Whose codes they are.")
@click.option("--overrides", metavar="FILE", help="Readings by a named reviewer (CSV).")
@click.option("--json", "as_json", is_flag=True, help="One JSON document for scripts.")
def read(totals: str, layout: str, overrides: str | None, as_json: bool) -> None:
    """Read a CSV with the columns field, code and count, one line a code.

    The code "people" is the number of people asked, an empty code the blanks. Counts of 1 to
    10 are hidden, and so is what would give one away. What is unknown, was not asked or has
    no code in the shared words is counted in the note of each table.
    """
    catalogue = read_catalogue()
    layouts = catalogue.taxonomy.layouts
    if layout not in layouts:
        raise click.UsageError(f"There is no such layout. Known: {', '.join(sorted(layouts))}.")
    file = _existing(totals)
    found = read_totals_by_code(file, taxonomy=catalogue.taxonomy, layout=layouts[layout])
    readings = _read_overrides(overrides, catalogue)
    made = [
        map_counts(
            each.counts,
            each.crosswalk,
            catalogue.taxonomy.dimensions[each.crosswalk.dimension],
            unit=PEOPLE,
            rule=catalogue.usual_rule,
            people=each.people,
            overrides=[own for own in readings if own.crosswalk == each.crosswalk.id],
        )
        for each in found
    ]
    if as_json:
        click.echo(json.dumps([_describe(each) for each in made], ensure_ascii=False))
        return
    for each in made:
        label = catalogue.taxonomy.crosswalks[each.crosswalk].label
        click.echo(f"{label} ({each.crosswalk}, version {each.version})")
        for total in each.totals:
            click.echo(f"  {total.label}: {_write(total.quantity)}")
        click.echo(f"  Everybody: {_write(each.whole)}")
        click.echo(f"  {each.note}")
        if each.overlapping:
            click.echo("  One person can stand under several: these never add up to people.")


def _existing(name: str) -> Path:
    file = Path(name)
    if not file.is_file():
        raise InputFaults([Fault(f"{file.name} is not there.", "Name a file that exists.")])
    return file


def _read_overrides(name: str | None, catalogue: Catalogue) -> tuple[Override, ...]:
    if name is None:
        return ()

    def judge(text: str) -> str:
        wrong = check_typed_source(text, label="why", catalogue=catalogue)
        return wrong[0].what if wrong else ""

    today = datetime.datetime.now().astimezone().date()
    return read_overrides(_existing(name), taxonomy=catalogue.taxonomy, judge=judge, today=today)


def _write(quantity: Quantity) -> str:
    """The number as it may be printed, or why there is none."""
    cell = quantity.cell
    if cell.value is not None:
        return f"{cell.value:,.0f}"
    if cell.status is Status.SUPPRESSED:
        return HIDDEN
    return f"at least {quantity.low:,.0f}" if quantity.low else cell.why or NONE


def _describe(made: MappedCounts) -> dict[str, Any]:
    return {
        "crosswalk": made.crosswalk,
        "version": made.version,
        "dimension": made.dimension,
        "totals": [
            {
                "value": total.value,
                "label": total.label,
                "codes": list(total.codes),
                "fits": list(total.fits),
                **_describe_quantity(total.quantity),
            }
            for total in made.totals
        ],
        **{name: _describe_quantity(getattr(made, name)) for name in (*NOTES, "whole")},
        "overlapping": made.overlapping,
        "overruled": list(made.overruled),
        "note": made.note,
    }


def _describe_quantity(quantity: Quantity) -> dict[str, Any]:
    hidden = quantity.cell.status is Status.SUPPRESSED
    return {
        "count": quantity.cell.value,
        "at_least": None if hidden else quantity.low,
        "at_most": None if hidden else quantity.high,
        "status": quantity.cell.status.value,
    }


def _describe_walk(walk: Crosswalk) -> dict[str, Any]:
    return {
        "id": walk.id,
        "label": walk.label,
        "system": walk.system,
        "field": walk.field,
        "dimension": walk.dimension,
        "version": walk.version,
        "dated": walk.dated.isoformat(),
        "codes": len(walk.codes),
        "complete": walk.complete,
        "checked": walk.checked_by is not None,
        "source": walk.source,
    }
