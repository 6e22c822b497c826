"""The command and its verbs. A verb is imported when it is used, so that help is quick."""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import sys
from collections.abc import Iterator, Sequence

import click

from firstlight import __version__
from firstlight.base.errors import FirstlightError, InputFaults, Refused

# verb -> (module that holds it, one line of help)
VERBS: dict[str, tuple[str, str]] = {
    "start": ("firstlight_web.command", "Open the web site on this computer."),
    "assess": ("firstlight.cli.assess", "A first assessment of a county, or of several as one."),
    "template": (
        "firstlight.cli.template",
        "A file to fill in: totals, notes, statements ...",
    ),
    "crosswalk": (
        "firstlight.cli.crosswalk",
        "Totals by another system's codes, in the shared words.",
    ),
    "indications": ("firstlight.cli.indications", "What hints at trafficking, and how sure it is."),
    "refer": ("firstlight.cli.refer", "A concern about one person: whom to call."),
    "places": ("firstlight.cli.places", "Search for a county."),
    "sources": (
        "firstlight.cli.sources",
        "The sources that we have, and newer ones in their place.",
    ),
    "index": ("firstlight.cli.index", "Work out a composite index, ours or the CDC's as a check."),
    "incidents": ("firstlight.cli.incidents", "An FBI NIBRS download as protected counts."),
    "protect": ("firstlight.cli.protect", "Hide small counts in a table, and attack the result."),
    "hidden": ("firstlight.cli.hidden", "How many could lie behind the records?"),
}


class VerbGroup(click.Group):
    """A click group that imports a verb's module only when the verb is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(VERBS[cmd_name][0])
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{VERBS[cmd_name][0]}.command is not a command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])


@click.group(cls=VerbGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="firstlight")
def firstlight() -> None:
    """Assess human trafficking in a community: what is known, what is not, whom to ask."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (see the module's door)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    with _uncollected() if words[:1] == ["assess"] else contextlib.nullcontext():
        return _run(words)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Leave reference cycles alone for a verb that is over in seconds.

    The collector would walk the whole library again and again, a quarter of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _run(words: list[str]) -> int:
    as_json = "--json" in words
    try:
        result = firstlight.main(args=words, prog_name="firstlight", standalone_mode=False)
    except click.UsageError as error:
        error.show(sys.stderr)
        if as_json:
            document = {"error": "usage", "what": error.format_message()}
            click.echo(json.dumps(document, ensure_ascii=False))
        return 2
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 1
    except InputFaults as error:
        count = len(error.faults)
        click.echo(f"{count} {'thing is' if count == 1 else 'things are'} wrong:", err=True)
        for fault in error.faults:
            click.echo(f"  - {fault}", err=True)
        if as_json:
            faults = [
                {"what": f.what, "do": f.do, "file": f.file, "row": f.row, "column": f.column}
                for f in error.faults
            ]
            click.echo(json.dumps({"error": "input", "faults": faults}, ensure_ascii=False))
        return error.exit_status
    except Refused as error:
        click.echo(f"Refused. {error}", err=True)
        if as_json:
            refusal = {"what": error.what, "why": error.why, "would_help": error.would_help}
            click.echo(json.dumps({"error": "refused", "refused": refusal}, ensure_ascii=False))
        return error.exit_status
    except FirstlightError as error:
        click.echo(f"A fault of ours: {error}", err=True)
        return error.exit_status
    return result if isinstance(result, int) else 0
