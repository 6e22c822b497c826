"""`firstlight refer`: whom to call about one person. It takes nothing in and keeps nothing."""

from __future__ import annotations

import json

import click

from firstlight.cli.library import open_shipped_library


@click.command("refer")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(as_json: bool) -> None:
    """Say whom to call with a concern about one person.

    It takes no words about the person: there is no argument, and nothing is kept.
    """
    catalogue = open_shipped_library().catalogue
    refer = catalogue.refer
    if as_json:
        document = {
            "title": refer.title,
            "help": catalogue.help.text,
            "steps": [{"when": step.when, "do": step.do} for step in refer.steps],
            "never": list(refer.never),
            "nothing_kept": refer.nothing_kept,
            "checked": refer.checked_by is not None,
        }
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    click.echo(f"{refer.title}\n\n{refer.about}\n\n{catalogue.help.text}\n")
    for step in refer.steps:
        click.echo(f"- {step.when} {step.do}")
    click.echo("")
    for words in refer.never:
        click.echo(f"- {words}")
    click.echo(f"\n{refer.nothing_kept}")
