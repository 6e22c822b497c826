"""`firstlight incidents summarise DIR_OR_ZIP`: an FBI NIBRS download as counts."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue import Catalogue, read_catalogue
from firstlight.catalogue.entries import OffenseLine, OffenseList
from firstlight.cli.incidents_document import Document
from firstlight.cli.incidents_page import print_page
from firstlight.cli.shipped import open_shipped_pack
from firstlight.incidents import CountTable, summarise_incidents
from firstlight.recorded import count_listed

LIST_FILE_AT_MOST = 1 << 20


@click.group()
def command() -> None:
    """An FBI NIBRS download, from any state and year, read as counts."""


@command.command("lists")
@click.option("--json", "as_json", is_flag=True, help="One JSON document for scripts.")
def lists(as_json: bool) -> None:
    """Name the lists of offenses that `summarise --list` knows."""
    known = read_catalogue().offense_lists
    if as_json:
        told = [
            {
                "id": entry.id,
                "label": entry.label,
                "about": entry.about,
                "lines": [{"code": line.code, "why": line.why} for line in entry.lines],
            }
            for entry in known.values()
        ]
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for entry in known.values():
        click.echo(f"{entry.id}  {entry.label}: {', '.join(line.code for line in entry.lines)}")


@command.command("summarise")
@click.argument("download", metavar="DIR_OR_ZIP")
@click.option("--json", "as_json", is_flag=True, help="One JSON document for scripts.")
@click.option(
    "--unprotected",
    is_flag=True,
    help="Exact counts, small ones too. They must not leave the agency.",
)
@click.option(
    "--list",
    "chosen",
    metavar="NAME_OR_FILE",
    help="Count arrests for a list of codes: a name from `incidents lists`, or a CSV file "
    "with the columns code and why.",
)
@click.option("--memory", metavar="MB", type=click.IntRange(100, 100_000), help="Memory to use.")
def summarise(
    download: str, as_json: bool, unprotected: bool, chosen: str | None, memory: int | None
) -> None:
    """Count incidents, offenses, victims and arrests of an FBI NIBRS download.

    Take the folder or the zip that the FBI's Crime Data Explorer gives for a state and year,
    or a folder with several of them. Nothing is kept of it. Counts of 1 to 10 are hidden, and
    others where they would give one away.

    \b
    firstlight incidents summarise MN-2018.zip
    firstlight incidents summarise downloads --list truancy --json
    """
    catalogue = read_catalogue()
    offense_list = _read_list(chosen, catalogue) if chosen else None
    summary = summarise_incidents(Path(download), catalogue=catalogue, memory_mb=memory)
    pack = open_shipped_pack(catalogue)
    states = sorted({agency.state for agency in summary.agencies if agency.state})
    if unprotected:
        click.echo(catalogue.nibrs.rules.leaves_not, err=True)
    tables = summary.tables
    parts: Sequence[Mapping[str, CountTable]] = [part.tables for part in summary.parts]
    if not unprotected:
        # with it comes a solver, for which exact counts need not wait
        from firstlight.cli.incidents_protect import protect_parts, protect_summary

        tables, parts = protect_summary(summary, catalogue), protect_parts(summary, catalogue)
    document = Document(
        summary,
        tables,
        exact=unprotected,
        catalogue=catalogue,
        offense_list=offense_list,
        parts=parts,
        on_list={state: count_listed(pack, state) for state in states},
    )
    if as_json:
        click.echo(json.dumps(document.build(), ensure_ascii=False, indent=2))
    else:
        click.echo(print_page(summary, document))


def _read_list(chosen: str, catalogue: Catalogue) -> OffenseList:
    """A list by name, or of a file with `code` and `why`: no code without its reason."""
    if chosen in catalogue.offense_lists:
        return catalogue.offense_lists[chosen]
    file = Path(chosen)
    try:
        is_there = file.is_file()
    except (OSError, ValueError):  # no name of a file: too long, or with a zero byte
        is_there = False
    if not is_there:
        known = ", ".join(catalogue.offense_lists)
        raise click.UsageError(f"There is no such list and no such file. Lists: {known}.")
    faults: list[Fault] = []
    lines: list[OffenseLine] = []
    try:
        if file.stat().st_size > LIST_FILE_AT_MOST:
            raise ValueError
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle)
            names = [name.strip().lower() for name in rows.fieldnames or []]
            if not {"code", "why"} <= set(names):
                what = "A list of offenses has the columns code and why."
                raise InputFaults([Fault(what, "Add them.", file=file.name)])
            for row_number, row in enumerate(rows, start=2):
                found = {str(k).strip().lower(): (v or "").strip() for k, v in row.items() if k}
                code, why = found["code"].upper(), found["why"]
                if code not in catalogue.nibrs.codes.codes:
                    what, do = "This is no NIBRS offense code.", "Write one such as 90B."
                    faults.append(Fault(what, do, file=file.name, row=row_number, column="code"))
                elif not why:
                    what = "There is no reason for this code."
                    do = "Say in a few words why it is on the list."
                    faults.append(Fault(what, do, file=file.name, row=row_number, column="why"))
                else:
                    lines.append(OffenseLine(code, why))
    except (OSError, UnicodeDecodeError, csv.Error, ValueError):
        fault = Fault("The list cannot be read as a CSV file.", "Save it as CSV UTF-8.")
        raise InputFaults([fault]) from None
    if not lines and not faults:
        faults.append(Fault("The list is empty.", "Add a line.", file=file.name))
    if faults:
        raise InputFaults(faults)
    return OffenseList(file.stem, file.stem, "A list of your own.", tuple(lines))
