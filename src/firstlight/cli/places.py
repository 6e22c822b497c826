"""`firstlight places TEXT`: search for a county."""

from __future__ import annotations

import json

import click

from firstlight.base.errors import Fault, InputFaults
from firstlight.cli.library import open_shipped_library
from firstlight.places import search_places, suggest_places


@click.command("places")
@click.argument("text", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(text: tuple[str, ...], as_json: bool) -> None:
    """Search counties by name, city or the beginning of a FIPS code, best match first.

    With --json an empty list is an answer; without, nothing found is told as a fault.
    """
    gazetteer = open_shipped_library().gazetteer
    words = " ".join(text)
    found = search_places(words, gazetteer)
    if as_json:
        listed = [
            {"fips": c.fips, "name": c.name, "state": c.state, "population": c.residents}
            for c in found
        ]
        click.echo(json.dumps(listed, ensure_ascii=False))
        return
    if not found:
        near = "; ".join(suggestion.label for suggestion in suggest_places(words, gazetteer))
        do = f"Did you mean: {near}?" if near else "Try a shorter part of its name."
        raise InputFaults([Fault("No county is found by these words.", do)])
    for county in found:
        people = "no population known here" if county.residents is None else f"{county.residents:,}"
        click.echo(f"{county.fips}  {county.full_name}  ({people})")
