"""`firstlight sources`: what is in hand, how old it is, and newer releases in its place."""

from __future__ import annotations

import datetime
import json
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from firstlight.base.period import Period
from firstlight.cli.library import open_releases, open_shipped_pack
from firstlight.refresh import (
    Held,
    Loaded,
    Outcome,
    check_file,
    lay_over,
    list_held,
    load_file,
)

WIDTH = 88
OLD = 5  # years, from the issue: files over five years old carry their age


@click.group()
def command() -> None:
    """The sources in hand, and newer ones in their place.

    Nothing is fetched unless you ask for it. A file you load takes the place of the shipped
    release only when it is whole; the shipped one stays, and you can go back to it.
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_sources(as_json: bool) -> None:
    """List every source: whose, of when, how old, and which release is used."""
    pack = open_shipped_pack()
    releases = open_releases()
    held = list_held(pack.catalogue, pack, releases, today=_today())
    laid = lay_over(pack.catalogue, pack, releases)
    if as_json:
        document = {
            "sources": [_describe(entry) for entry in held],
            "folder": str(releases.folder),
            "kept_back": dict(laid.kept_back),
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    click.echo(_page(held, laid.kept_back))


@command.command("check")
@click.argument("file", required=False)
@click.option("--as", "series", default="", metavar="SERIES", help="What the file should be.")
@click.option("--year", type=int, metavar="Y", help="The year it should be of.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def check(file: str | None, series: str, year: int | None, as_json: bool) -> None:
    """Check the tables in hand, or say what a FILE is and what is wrong with it.

    Writes nothing.
    """
    pack = open_shipped_pack()
    releases = open_releases()
    if file is None:
        lay_over(pack.catalogue, pack, releases).pack.check()
        count = len(pack.manifest)
        if as_json:
            click.echo(json.dumps({"checked": count, "faults": []}))
        else:
            click.echo(f"All {count} shipped tables are the ones that were built.")
        return
    checked = check_file(
        Path(file), pack=pack, releases=releases, today=_today(), series=series, year=year
    )
    if as_json:
        click.echo(json.dumps(_describe_loaded(checked.loaded), ensure_ascii=False, indent=1))
        return
    click.echo(f"{Path(file).name} is {checked.loaded.source.title}.")
    click.echo(f"Loading it would make the release {checked.release} of {checked.format.id}.")
    for line in _say_rows(checked.loaded):
        click.echo(f"  {line}")
    for line in checked.says:
        click.echo(f"  {line}")
    click.echo("Nothing was written.")


@command.command("load")
@click.argument("file")
@click.option("--as", "series", default="", metavar="SERIES", help="What the file is.")
@click.option("--year", type=int, metavar="Y", help="The year it is of, if it does not say.")
@click.option("--use/--keep", "use", default=None, help="Use it whatever its year; or only keep.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def load(file: str, series: str, year: int | None, use: bool | None, as_json: bool) -> None:
    """Load a publisher's own FILE, as the publisher gives it.

    It is used from then on when it is not older than what is in use.
    """
    pack = open_shipped_pack()
    outcome = load_file(
        Path(file),
        pack=pack,
        releases=open_releases(),
        today=_today(),
        series=series,
        year=year,
        use=use,
    )
    tell(outcome, as_json=as_json)


@command.command("use")
@click.argument("series")
@click.argument("release")
def use_release(series: str, release: str) -> None:
    """Let a SERIES use one of its releases, or `shipped`."""
    open_releases().use(series, release)
    click.echo(f"{series} now uses {release}.")


def tell(outcome: Outcome, *, as_json: bool) -> None:
    """Print what a load did."""
    loaded = outcome.loaded
    if as_json:
        document = {
            **_describe_loaded(loaded),
            "in_use": outcome.in_use,
            "already_loaded": outcome.already,
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    if outcome.already:
        click.echo(f"These very bytes were loaded before, as {loaded.series} {loaded.release}.")
    else:
        click.echo(f"Loaded {loaded.source.title}, as {loaded.series} {loaded.release}.")
    for line in (*_say_rows(loaded), *loaded.notes):
        click.echo(f"  {line}")
    if outcome.in_use:
        click.echo("Assessments use it from now on.")
        back = f"firstlight sources use {loaded.series} {outcome.was_in_use}"
        if outcome.was_in_use != loaded.release:
            click.echo(f"To go back: {back}")
    else:
        click.echo("It is kept, and not used: what is in use is newer, or you said so.")
        click.echo(f"To use it: firstlight sources use {loaded.series} {loaded.release}")


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).astimezone().date()


def _say_rows(loaded: Loaded) -> list[str]:
    lines = [
        f"{loaded.received_rows:,} rows received, {loaded.used_rows:,} used, "
        f"{loaded.kept_rows:,} kept in the table."
    ]
    if loaded.first_day:
        lines.append(f"Days from {loaded.first_day} to {loaded.last_day}.")
    return lines


def _describe(held: Held) -> dict[str, object]:
    source = held.source
    document: dict[str, object] = {
        "id": source.id,
        "series": held.series,
        "publisher": source.publisher,
        "title": source.title,
        "release": source.release,
        "loaded_as": held.release,
        "period": Period.read(source.period).label,
        "received_on": source.received_on.isoformat(),
        "years_old": held.years_old,
        "in_use": held.in_use,
        "seen_live": held.seen_live,
        "rows": held.rows,
    }
    if held.loaded is not None:
        document.update(_describe_loaded(held.loaded))
    return document


def _describe_loaded(loaded: Loaded) -> dict[str, object]:
    return {
        "series": loaded.series,
        "release": loaded.release,
        "year": loaded.year,
        "period": Period.read(loaded.source.period).label,
        "publisher": loaded.source.publisher,
        "title": loaded.source.title,
        "file": loaded.received_file,
        "sha256": loaded.received_sha256,
        "received_rows": loaded.received_rows,
        "used_rows": loaded.used_rows,
        "kept_rows": loaded.kept_rows,
        "first_day": loaded.first_day or None,
        "last_day": loaded.last_day or None,
        "left_out": {what: int(number) for what, number in loaded.left_out.items()},
        "notes": list(loaded.notes),
        "seen_live": loaded.seen_live,
    }


def _page(held: Sequence[Held], kept_back: Mapping[str, str]) -> str:
    """The list for people: one paragraph a source, old ones marked, a summary on top."""
    used = [entry for entry in held if entry.in_use]
    old = [entry for entry in used if entry.years_old >= OLD]
    lines = [
        f"{len(used)} releases in use, {len(held)} in hand.",
        f"{len(old)} of those in use are {OLD} years old or older: look for a newer one."
        if old
        else "None of those in use is five years old or older.",
        "",
    ]
    publisher = ""
    for entry in sorted(held, key=lambda e: (e.source.publisher, e.series, e.source.id)):
        if entry.source.publisher != publisher:
            publisher = entry.source.publisher
            lines += [publisher, "─" * min(len(publisher), WIDTH)]
        lines += _entry_lines(entry)
    if kept_back:
        lines += ["Measures that stay with the shipped release:"]
        lines += [f"  {name}: {why}." for name, why in kept_back.items()]
        lines.append("")
    lines.append("To put a newer file in place: firstlight sources load FILE")
    return "\n".join(lines)


def _entry_lines(entry: Held) -> list[str]:
    source = entry.source
    mark = "●" if entry.in_use else "○"
    title = textwrap.wrap(source.title, WIDTH - 4)
    lines = [f"{mark} {title[0]}", *(f"    {line}" for line in title[1:])]
    age = "of this year or the last" if entry.years_old < 1 else f"{entry.years_old} years old"
    if entry.years_old == 1:
        age = "1 year old"
    flag = "  ! old" if entry.years_old >= OLD and entry.in_use else ""
    lines.append(f"    {Period.read(source.period).label}, {age}{flag}")
    if entry.loaded is None:
        lines.append(f"    shipped; received {source.received_on.isoformat()}; {entry.rows:,} rows")
    else:
        loaded = entry.loaded
        came = f"loaded {loaded.loaded_on.isoformat()} from {loaded.received_file}"
        lines.append(f"    {came}; {loaded.received_rows:,} rows received")
        if loaded.first_day:
            lines.append(f"    days from {loaded.first_day} to {loaded.last_day}")
        live = (
            "not seen live: compare a few numbers with the publisher's page"
            if loaded.seen_live == "no"
            else f"seen live on {loaded.seen_live}"
        )
        lines.append(f"    {live}")
    if not entry.in_use:
        lines.append("    in hand, not in use")
    if entry.series:
        lines.append(f"    series: {entry.series}")
    return [*lines, ""]
