"""`firstlight template notes|totals|labor > FILE`: a file for the leads to fill in."""

from __future__ import annotations

import click

from firstlight.cli.library import open_shipped_library
from firstlight.entered import TEMPLATES, write_template


@click.command("template")
@click.argument("kind", type=click.Choice(TEMPLATES), metavar="notes|totals|labor")
def command(kind: str) -> None:
    """Print a file to fill in, with one example row that explains itself.

    The example is marked and is refused if it is left in. Fill in totals and notes only:
    never a row about a person.
    """
    catalogue = open_shipped_library().catalogue
    click.echo(
        write_template(kind, measures=catalogue.entered, groups=catalogue.populations), nl=False
    )
