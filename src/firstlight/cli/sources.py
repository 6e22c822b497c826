"""`firstlight sources`: what is among our data, how old it is, and newer releases in its place."""

from __future__ import annotations

import datetime
import json
import os
import textwrap
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from firstlight.base.errors import Fault, InputFaults
from firstlight.base.period import Period
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.formats import Format, NotTaken, read_formats, read_not_taken
from firstlight.cli.library import open_releases
from firstlight.cli.shipped import open_shipped_pack
from firstlight.cli.sources_incidents import (
    NAME,
    check_download,
    is_incident_download,
    load_download,
    refuse_people,
    tell_kept,
)
from firstlight.cli.sources_incidents import describe as describe_download
from firstlight.pack import Pack
from firstlight.refresh import (
    NONE_KNOWN,
    Held,
    Loaded,
    Outcome,
    Releases,
    check_file,
    fetch_release,
    is_apart,
    lay_over,
    list_held,
    load_file,
)

WIDTH, TITLE, AGE = 92, 50, 12
UNTRIED = "Not yet tried on a file straight from the publisher"


@click.group()
def command() -> None:
    """The sources that we have, and newer ones in their place.

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
    formats = read_formats(pack.catalogue.folder)
    if as_json:
        document = {
            "sources": [_describe(entry) for entry in held],
            "folder": str(releases.folder),
            "kept_back": dict(laid.kept_back),
            "loadable": [_describe_format(entry) for entry in formats.values()],
            "not_taken": {
                entry.id: {"why": entry.why, "instead": entry.instead}
                for entry in read_not_taken(pack.catalogue.folder).values()
            },
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    shown = {name for entry in held for name in entry.series.split(", ")}
    more = [entry for name, entry in formats.items() if name not in shown]
    apart = [entry for entry in formats.values() if entry.stays_apart]
    not_taken = tuple(read_not_taken(pack.catalogue.folder).values())
    click.echo(_page(held, laid.kept_back, more, apart, not_taken))


@command.command("check")
@click.argument("file", required=False)
@click.option("--as", "series", default="", metavar="SERIES", help="What the file should be.")
@click.option("--year", type=int, metavar="Y", help="The year it should be of.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def check(file: str | None, series: str, year: int | None, as_json: bool) -> None:
    """Check the tables that we have, or say what a FILE is and what is wrong with it.

    Writes nothing.
    """
    pack = open_shipped_pack()
    releases = open_releases()
    if file is None:
        laid = lay_over(pack.catalogue, pack, releases).pack
        laid.check()
        count = len(laid.manifest)
        if as_json:
            click.echo(json.dumps({"checked": count, "faults": []}))
        else:
            click.echo(f"All {count} tables in use are the ones that were built or loaded.")
        return
    if is_incident_download(Path(file), series, pack.catalogue):
        found = check_download(
            Path(file),
            catalogue=pack.catalogue,
            releases=releases,
            today=_today(),
            series=series,
            year=year,
        )
        if as_json:
            click.echo(json.dumps(describe_download(found), ensure_ascii=False, indent=1))
            return
        click.echo(f"{Path(file).name} is {found.source.title}.")
        click.echo(f"Loading it would make the release {found.release} of {found.series}.")
        for line in found.notes:
            click.echo(f"  {line}")
        click.echo("Nothing was written.")
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
@click.option(
    "--replace",
    is_flag=True,
    help="Use a NIBRS download even where it holds less than the one in use of its year.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def load(
    file: str, series: str, year: int | None, use: bool | None, replace: bool, as_json: bool
) -> None:
    """Load a publisher's own FILE, as the publisher gives it.

    It is used from then on when it is not older than what is in use. Of an FBI NIBRS download
    (a zip or a folder of one state and year) only protected counts are kept. One that lacks
    tables is told, and takes the place of a better one only with --replace.
    """
    pack = open_shipped_pack()
    releases = open_releases()
    if is_incident_download(Path(file), series, pack.catalogue):
        kept = load_download(
            Path(file),
            pack=pack,
            releases=releases,
            today=_today(),
            series=series,
            year=year,
            use=use,
            replace=replace,
        )
        tell_kept(kept, pack.catalogue, as_json=as_json)
        return
    try:
        outcome = load_file(
            Path(file),
            pack=pack,
            releases=releases,
            today=_today(),
            series=series,
            year=year,
            use=use,
        )
    except InputFaults as error:
        if any(fault.what.startswith(NONE_KNOWN) for fault in error.faults):
            refuse_people(Path(file), pack.catalogue)
        raise
    _tell(outcome, pack, releases, as_json=as_json)


@command.command("fetch")
@click.argument("series")
@click.option("--year", type=int, metavar="Y", help="The year wanted; else the newest there is.")
@click.option("--use/--keep", "use", default=None, help="Use it whatever its year; or only keep.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def fetch(series: str, year: int | None, use: bool | None, as_json: bool) -> None:
    """Fetch the file of a SERIES from its publisher, then load it.

    This is the one command that opens a connection, and only to that publisher and to where it
    keeps its files. Addresses can be changed in fetch.yaml in the data folder, or with
    FIRSTLIGHT_ADDRESS_ and the series in capitals. FIRSTLIGHT_CONTACT is told to publishers that
    ask who asks.
    """
    pack, releases = open_shipped_pack(), open_releases()
    today = _today()
    click.echo(f"Asking the publisher of {series[:60]} ...", err=True)
    outcome = fetch_release(
        series,
        pack=pack,
        releases=releases,
        today=today,
        years=(year,) if year is not None else tuple(range(today.year, today.year - 4, -1)),
        environ=os.environ,
        sleep=time.sleep,
        use=use,
    )
    _tell(outcome, pack, releases, as_json=as_json)


@command.command("use")
@click.argument("series")
@click.argument("release")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def use_release(series: str, release: str, as_json: bool) -> None:
    """Let a SERIES use one of its releases, or `shipped`."""
    formats = read_formats(open_shipped_pack().catalogue.folder)
    if series not in formats and not is_apart(series):
        do = f"Series: {', '.join(formats)}."
        raise InputFaults([Fault(f"There is no series {series[:60]}.", do)])
    open_releases().use(series, release)
    if as_json:
        click.echo(json.dumps({"series": series, "in_use": release}))
        return
    click.echo(f"{series} now uses {release}.")


def _tell(outcome: Outcome, pack: Pack, releases: Releases, *, as_json: bool) -> None:
    """Print what a load did, and what of an assessment reads the release now."""
    loaded = outcome.loaded
    readers = lay_over(pack.catalogue, pack, releases).readers_of(loaded.source.id)
    if as_json:
        document = {
            **_describe_loaded(loaded),
            "in_use": outcome.in_use,
            "read_by": list(readers),
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
    if outcome.in_use and not readers:
        click.echo("It is loaded and listed. No measure of an assessment reads it yet.")
        if why := read_formats(pack.catalogue.folder)[loaded.series].stays_apart:
            click.echo(f"Why: {why}.")
    elif outcome.in_use:
        click.echo(f"Assessments use it from now on, for: {', '.join(readers)}.")
        click.echo("An open site takes it up with the next page.")
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


def _describe_format(entry: Format) -> dict[str, object]:
    return {
        "series": entry.id,
        "name": entry.name,
        "publisher": entry.publisher,
        "address": entry.address,
        "fetched": entry.fetch is not None,
        "replaces": entry.replaces,
        "also_replaces": list(entry.also_replaces),
        "stays_apart": entry.stays_apart,
        "beside": list(entry.beside),
        "notes": entry.notes,
        "seen_live": entry.seen_live,
    }


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
        "is_old": held.is_old,
        "in_use": held.in_use,
        "seen_live": held.seen_live,
        "copy_in_hand": held.copy_in_hand,
        "rows": held.rows,
    }
    if held.loaded is not None and is_apart(held.series):
        document.update(describe_download(held.loaded))
    elif held.loaded is not None:
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


def _page(
    held: Sequence[Held],
    kept_back: Mapping[str, str],
    more: Sequence[Format],
    apart: Sequence[Format],
    not_taken: Sequence[NotTaken],
) -> str:
    """The list for people: what is used, oldest first, what is not, and what could be loaded."""
    used = sorted((e for e in held if e.in_use), key=lambda e: (-e.years_old, e.source.title))
    spare = [entry for entry in held if not entry.in_use]
    old = [entry for entry in used if entry.is_old]
    lines = [f"{_count(len(used), 'source')} in use, {len(spare)} more held.", ""]
    if old:
        years = read_catalogue().thresholds.old_after_years
        lines += _section(f"MORE THAN {years:g} YEARS OLD: LOOK FOR A NEWER ONE", old)
    fresh = [entry for entry in used if entry not in old]
    if fresh:
        lines += _section("NEWER", fresh)
    if spare:
        lines += _section("HELD, NOT IN USE", spare)
    if kept_back:
        lines += ["MEASURES THAT STAY WITH THE SHIPPED RELEASE"]
        lines += [f"  {name}: {why}." for name, why in kept_back.items()]
        lines.append("")
    able = {entry.id: entry.name for entry in more}
    if not any(is_apart(entry.series) for entry in held):
        able[NAME] = "FBI NIBRS incident download of a state and year, as protected counts"
    if able:
        lines += ["NOT HERE, AND CAN BE LOADED", "─" * WIDTH]
        width = max(map(len, able))
        lines += [f"{name:<{width}}  {says}" for name, says in able.items()]
        lines.append("")
    if apart:
        lines += ["TAKES NO SHIPPED TABLE'S PLACE WHEN LOADED", "─" * WIDTH]
        lines += _reasons((entry.id, entry.stays_apart) for entry in apart)
    if not_taken:
        lines += ["NO NEWER FILE IS TAKEN", "─" * WIDTH]
        lines += _reasons((entry.id, f"{entry.why}. {entry.instead}") for entry in not_taken)
    lines += [
        "To put a publisher's newer file in place:  firstlight sources load FILE",
        "To ask the publisher for it:               firstlight sources fetch SERIES",
    ]
    return "\n".join(lines)


def _reasons(pairs: Iterable[tuple[str, str]]) -> list[str]:
    lines = []
    for name, why in pairs:
        lines += textwrap.wrap(f"{name}: {why}.", WIDTH, subsequent_indent="    ")
    return [*lines, ""]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _section(head: str, entries: Sequence[Held]) -> list[str]:
    lines = [head, "─" * WIDTH]
    for entry in entries:
        lines += _entry_lines(entry)
    return lines


def _entry_lines(entry: Held) -> list[str]:
    """Title, period and age on the first line; whose it is and how it came below."""
    source = entry.source
    period = Period.read(source.period).label
    age = "of this year" if entry.years_old < 1 else _count(entry.years_old, "year")
    title = textwrap.wrap(source.title, TITLE)
    lines = [f"{title[0]:<{TITLE}}  {period:>{WIDTH - TITLE - AGE - 4}}  {age:>{AGE}}"]
    lines += title[1:]
    below = [source.publisher]
    if entry.loaded is None:
        below.append(f"Shipped, received {source.received_on.isoformat()}.")
        if entry.in_use and entry.replaced_in_part_by:
            below.append(f"In part replaced by {', '.join(entry.replaced_in_part_by)}.")
    else:
        loaded = entry.loaded
        days = f", days {loaded.first_day} to {loaded.last_day}" if loaded.first_day else ""
        came = f"Loaded {loaded.loaded_on.isoformat()} from {loaded.received_file}"
        if is_apart(loaded.series):
            below += [f"{came}, kept as protected counts.", *loaded.notes]
        else:
            below.append(
                f"{came}: {loaded.received_rows:,} rows received, {loaded.used_rows:,} used{days}."
            )
            below.append(_say_seen(entry))
    if entry.series:
        known = f"Series {entry.series}"
        below.append(f"{known}, release {entry.release}." if entry.loaded else f"{known}.")
    for text in below:
        lines += textwrap.wrap(text, WIDTH - 4, initial_indent="    ", subsequent_indent="    ")
    return [*lines, ""]


def _say_seen(entry: Held) -> str:
    if entry.seen_live != "no":
        return f"Straight from the publisher: it was sent on {entry.seen_live}."
    if entry.copy_in_hand:
        return f"{UNTRIED}. Its reading was written to a copy: {entry.copy_in_hand}."
    return f"{UNTRIED}: compare a few numbers with the publisher's page."
