"""`firstlight template notes|totals|labor > FILE`: a file for the leads to fill in."""

from __future__ import annotations

import json

import click

from firstlight.cli.library import open_shipped_library
from firstlight.entered import TEMPLATES, write_template


@click.command("template")
@click.argument("kind", type=click.Choice(TEMPLATES), metavar="notes|totals|labor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(kind: str, as_json: bool) -> None:
    """Print a file to fill in, with one example row that explains itself.

    The example is marked and is refused if it is left in. Fill in totals and notes only:
    never a row about a person.
    """
    catalogue = open_shipped_library().catalogue
    text = write_template(kind, measures=catalogue.entered, groups=catalogue.populations)
    if as_json:
        click.echo(json.dumps({"kind": kind, "text": text}, ensure_ascii=False))
        return
    click.echo(text, nl=False)
