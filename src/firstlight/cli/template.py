"""`firstlight template NAME > FILE`: a file for the leads to fill in, one for each holder."""

from __future__ import annotations

import json

import click

from firstlight.base.errors import Fault, InputFaults
from firstlight.cli.library import open_shipped_library
from firstlight.entered import list_templates, write_template


@click.command("template")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--list", "as_list", is_flag=True, help="Name every template and who fills it in.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(name: str | None, as_list: bool, as_json: bool) -> None:
    """Print a file to fill in, with example rows that explain themselves.

    NAME is a kind of holder (emergency_room, vice, dv_sa ...; --list names all), totals for
    any total, notes, or labor. Examples are marked and are refused if they are left in. Fill
    in totals and notes only: never a row about a person.
    """
    catalogue = open_shipped_library().catalogue
    named = list_templates(catalogue)
    if as_list and name is None:
        if as_json:
            click.echo(json.dumps([{"name": n, "about": about} for n, about in named]))
            return
        for known, about in named:
            click.echo(f"{known:20} {about}")
        return
    if name is None or as_list:
        raise click.UsageError("Name one template, or list all with --list.")
    if name not in dict(named):
        do = f"Write one of {', '.join(known for known, _ in named)}."
        raise InputFaults([Fault("There is no such template.", do)])
    text = write_template(name, catalogue)
    if as_json:
        template = catalogue.templates.get(name)
        document = {"kind": name, "text": text}
        if template:
            document["tag"] = template.tag
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    click.echo(text, nl=False)
