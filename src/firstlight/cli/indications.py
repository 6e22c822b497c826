"""`firstlight indications PLACE...`: every graded indication, with its rule, source and number."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from firstlight.assessment import Assessment, assess
from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import AUDIENCES
from firstlight.cli.brought import read_everything, say_held_back, say_kept_beside
from firstlight.cli.library import open_shipped_library
from firstlight.entered import SHARED, EnteredFiles
from firstlight.places import resolve_places
from firstlight.report import (
    ALL,
    Indication,
    list_indications,
    list_kinds,
    write_age,
    write_parts,
    write_shown,
)

NOTHING = "Nothing in hand hints at this. That is no sign of none."


@click.command("indications")
@click.argument("places", nargs=-1, required=True, metavar="PLACE...")
@click.option(
    "--subject-kind",
    "kind",
    metavar="KIND",
    default=ALL,
    show_default=True,
    help="Only those about one kind of subject: population, criminal_group, locale ...",
)
@click.option("--totals", metavar="FILE", help="Totals that holders gave you (template totals).")
@click.option(
    "--statements", metavar="FILE", multiple=True, help="Graded statements, or a checklist."
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=SHARED,
    show_default=True,
    help="Whom the list is made for.",
)
@click.option("--demonstration-totals", "invented", is_flag=True, help="Add invented totals.")
@click.option(
    "--demonstration-statements", "invented_said", is_flag=True, help="Add invented statements."
)
@click.option(
    "--without-entered",
    "leave_out",
    is_flag=True,
    help="Leave out what was entered on the site for these counties.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    places: tuple[str, ...],
    kind: str,
    totals: str | None,
    statements: tuple[str, ...],
    audience: str,
    invented: bool,
    invented_said: bool,
    leave_out: bool,
    as_json: bool,
) -> None:
    """List what hints at trafficking in an area, and how sure each is. A hint is no proof.

    Each has its grade, the rule that gave it, its source and its number.
    """
    if (invented or invented_said) and (totals or statements):
        raise click.UsageError("Nothing invented ever stands beside files of your own.")
    known = (ALL, *list_kinds())
    if kind not in known:
        raise click.UsageError(f"--subject-kind is one of {', '.join(known)}.")
    library = open_shipped_library()
    faults: list[Fault] = []
    area = resolve_places(places, library.gazetteer)
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    use_kept = not (leave_out or invented or invented_said)
    files = EnteredFiles(
        totals=Path(totals) if totals else None,
        statements=tuple(Path(name) for name in statements),
        audience=audience,
    )
    entered = read_everything(
        files,
        area,
        library,
        today,
        faults,
        invented=invented,
        invented_said=invented_said,
        use_kept=use_kept,
    )
    if faults:
        raise InputFaults(faults)
    beside = say_kept_beside(files, area, use_kept=use_kept)
    for line in (*area.said, *say_held_back(entered), *beside):
        click.echo(line, err=True)
    made = assess(area, library=library, made_on=today, entered=entered)
    found = list_indications(made, kind)
    if as_json:
        listed = [_describe(made, one) for one in found]
        click.echo(json.dumps({"subject_kind": kind, "indications": listed}, ensure_ascii=False))
        return
    if not found:
        click.echo(NOTHING)
    for one in found:
        mark = "Invented for this demonstration: " if one.invented else ""
        click.echo(
            f"{mark}{one.about}\n  {one.grade_label} ({one.rule}: {one.says})\n"
            f"  source: {one.source}; n: {_write_n(made, one)}{_write_coverage(made, one)}"
        )


def _write_n(made: Assessment, one: Indication) -> str:
    return write_shown(made.figures[one.figure]) if one.figure else f"{one.n} {one.n_words}"


def _write_coverage(made: Assessment, one: Indication) -> str:
    """When it was counted and how much of the area is in it, behind the number."""
    if not one.figure:
        return ""
    figure = made.figures[one.figure]
    age = write_age(figure)
    when = f", {figure.period.label}{f' ({age})' if age else ''}"
    return f"{when}, {write_parts(one.coverage, made.figures)}" if one.coverage else when


def _describe(made: Assessment, one: Indication) -> dict[str, object]:
    return {
        "subject_kind": one.subject_kind,
        "about": one.about,
        "grade": one.grade,
        "grade_words": one.grade_label,
        "rule": one.rule,
        "rule_says": one.says,
        "source": one.source,
        "n": _write_n(made, one),
        "coverage": write_parts(one.coverage, made.figures) or None,
        "invented": one.invented,
    }
