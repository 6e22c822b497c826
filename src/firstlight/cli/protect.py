"""`firstlight protect`: may this table leave?"""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from firstlight.base.errors import Fault, InputFaults
from firstlight.base.table import Published
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import DisclosureProfile
from firstlight.disclosure import (
    Audit,
    Release,
    append_release,
    audit_tables,
    find_earlier,
    lay_denominators,
    lock_ledger,
    merge_small_places,
    metadata_file,
    read_ledger,
    read_published,
    read_raw_table,
    read_residents,
    release,
    release_rates,
    shares_dimension,
    write_metadata,
    write_published,
    write_rates,
)
from firstlight.refresh import data_folder

LEDGER = "releases.jsonl"
PER = 100_000  # residents


@click.command("protect")
@click.argument("tables", nargs=-1, metavar="[TABLE.csv]")
@click.option("--out", metavar="OUT.csv", help="A file that does not exist yet.")
@click.option("--audit", "audited", metavar="OUT.csv", help="Attack a finished table.")
@click.option(
    "--with",
    "earlier",
    multiple=True,
    metavar="EARLIER.csv ...",
    help="Tables released before about the same people.",
)
@click.option("--profile", metavar="RULE", help="one_to_ten (the default) or one_to_four.")
@click.option("--reason", default="", help="Where law enforcement made the counts public.")
@click.option(
    "--population",
    default="",
    metavar="NAME",
    help="Who is counted: tables of one name are attacked together, from the ledger.",
)
@click.option("--ledger", metavar="FILE", help="The ledger; the data folder's unless given.")
@click.option(
    "--contributor", default="", metavar="COLUMN", help="The column that says who counted."
)
@click.option(
    "--residents",
    metavar="PLACES.csv",
    help="Who lives where: the table's column of places, `residents`, and perhaps `near`.",
)
@click.option("--merge-places", is_flag=True, help="Merge places that are too small.")
@click.option("--rates", metavar="RATES.csv", help="Write rates per 100,000 residents there too.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    tables: tuple[str, ...],
    out: str | None,
    audited: str | None,
    earlier: tuple[str, ...],
    profile: str | None,
    reason: str,
    population: str,
    ledger: str | None,
    contributor: str,
    residents: str | None,
    merge_places: bool,
    rates: str | None,
    as_json: bool,
) -> int:
    """Hide small counts in a table, and whatever would give one away; or attack a finished one.

    TABLE.csv has dimension columns and `count`, one row for each inner cell. What is written has
    every inner cell and every margin with its value and status. Shown values are true values;
    there is one word for whatever is hidden.

    \b
    firstlight protect clients.csv --out to_share.csv
    firstlight protect clients.csv --out to_share.csv --population "clients of 2024"
    firstlight protect --audit to_share.csv --with last_year.csv
    firstlight protect clients.csv --out to_share.csv --residents places.csv --merge-places
    firstlight protect clients.csv --out to_share.csv --residents places.csv --rates rates.csv
    """
    named = os.environ.get("FIRSTLIGHT_CATALOGUE")
    catalogue = read_catalogue(Path(named) if named else None)
    rules = catalogue.disclosure
    rule = _choose(rules, profile)
    if ledger and not population and audited is None:
        raise click.UsageError("--ledger needs --population: the name of the people counted.")
    if (audited is None) == (out is None):
        raise click.UsageError("Give TABLE.csv and --out OUT.csv, or --audit OUT.csv.")
    book = Path(ledger) if ledger else data_folder(os.environ) / LEDGER
    wants_residents = merge_places or rates is not None
    if wants_residents != (residents is not None) or (wants_residents and audited is not None):
        raise click.UsageError(
            "--residents goes with --merge-places or --rates, and neither with --audit."
        )
    if audited is not None:
        table, *others = _read_all([audited, *earlier, *tables], rule)
        people = population or table.population
        known = find_earlier(read_ledger(book), people) if people else ()
        attacked: list[Published] = []
        for one in (*known, *others):  # a file that stands in the ledger too is one release
            if all(one.cells != other.cells for other in (table, *attacked)):
                attacked.append(one)
        attacked.append(table)
        audit = audit_tables(attacked, [_rule_of(t, rules) for t in attacked])
        _tell_audit(audit, attacked, as_json)
        return 0 if audit.safe else 4
    if not tables or out is None:
        raise click.UsageError("Name the TABLE.csv that is to be hidden.")
    target = _check_target(out)
    rates_file = _check_new(rates) if rates else None
    if rates_file is not None and rates_file.absolute() in (
        target.absolute(), metadata_file(target).absolute()
    ):  # fmt: skip
        raise click.UsageError("--rates needs a file of its own.")
    read = read_raw_table(Path(tables[0]), catalogue.record_columns, contributor=contributor)
    living = read_residents(Path(residents), read.table.dimensions) if residents else None
    merged: Mapping[str, tuple[str, ...]] = {}
    if living is not None and merge_places:
        if contributor:
            raise click.UsageError("--merge-places does not go with --contributor.")
        coarser = merge_small_places(
            read.table, living.dimension, residents=living.of, near=living.near, profile=rule
        )
        read, merged = replace(read, table=coarser.table), coarser.merged
    # nobody else's release comes between what this one is attacked with and its own line
    with lock_ledger(book) if population else contextlib.nullcontext():
        known = find_earlier(read_ledger(book), population) if population else ()
        before = [*known, *_read_all([*tables[1:], *earlier], rule)]
        made = release(
            read.table,
            rule,
            reason=reason,
            population=population,
            earlier=before,
            earlier_profiles=[_rule_of(t, rules) for t in before],
            largest_share=read.largest_share,
        )
        if population:
            today = datetime.datetime.now().astimezone().date().isoformat()
            append_release(book, made.table, today)
    _write(target, write_published(made.table))
    _write(metadata_file(target), write_metadata(made.table, rule, reason))
    if rates_file is not None and living is not None:
        below = lay_denominators(living, made.table.dimensions, merged)
        told = release_rates(made.table, below, per=PER)
        _write(rates_file, write_rates(made.table, told, PER))
    apart = sum(not shares_dimension(t.dimensions, made.table.dimensions) for t in before)
    _tell_release(made, rule, out, len(before), apart, tuple(merged), as_json)
    return 0


def _choose(rules: Mapping[str, DisclosureProfile], name: str | None) -> DisclosureProfile:
    if name is None:
        return next(rule for rule in rules.values() if rule.is_default)
    if name not in rules:
        raise click.UsageError(f"There is no such rule. Known: {', '.join(sorted(rules))}.")
    return rules[name]


def _rule_of(table: Published, rules: Mapping[str, DisclosureProfile]) -> DisclosureProfile:
    """The rule a table names; one that is not known here is taken for the default."""
    return rules.get(table.profile) or _choose(rules, None)


def _read_all(files: Sequence[str], rule: DisclosureProfile) -> list[Published]:
    """Read released tables, the faults of all together."""
    read: list[Published] = []
    faults: list[Fault] = []
    for file in files:
        try:
            read.append(read_published(Path(file), profile=rule.id))
        except InputFaults as error:
            faults.extend(error.faults)
    if faults:
        raise InputFaults(faults)
    return read


def _check_target(out: str) -> Path:
    """A new file, or one that is there and empty, in a folder that can be written."""
    target = _check_new(out)
    _check_new(str(metadata_file(target)))
    return target


def _check_new(name: str) -> Path:
    target = Path(name)
    if target.exists() and not (target.is_file() and target.stat().st_size == 0):
        do = "Name a new file: what was shared before is needed to check what comes after."
        raise InputFaults([Fault(f"{target.name} exists already.", do)])
    folder = target.absolute().parent
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        fault = Fault(
            f"{target.name} cannot be written there.", "Choose a folder you may write in."
        )
        raise InputFaults([fault])
    return target


def _write(target: Path, text: str) -> None:
    """Write beside the target and move it there, or leave nothing."""
    work: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".firstlight-", dir=target.absolute().parent)
        work = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        work.chmod(0o644)
        work.replace(target)
    except OSError as error:
        fault = Fault(f"{target.name} cannot be written: {error.strerror}.", "Choose another file.")
        raise InputFaults([fault]) from None
    finally:
        if work is not None:
            work.unlink(missing_ok=True)


def _tell_release(
    made: Release,
    rule: DisclosureProfile,
    out: str,
    earlier: int,
    apart: int,
    merged: Sequence[str],
    as_json: bool,
) -> None:
    """What the owner reads. How many large numbers stayed is for the owner alone."""
    share = made.utility.share_percent
    if as_json:
        document = {
            "out": out,
            "profile": rule.id,
            "rule": rule.label,
            "safe": made.audit.safe,
            "attacker": list(made.audit.attacker),
            "width": made.audit.width,
            "earlier_releases": earlier,
            "earlier_without_a_shared_column": apart,
            "merged_places": list(merged),
            "for_the_owner_only": {
                "large": made.utility.large,
                "large_shown": made.utility.large_shown,
                "large_shown_percent": None if share is None else round(share, 1),
            },
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo(f"{out} may leave: {rule.label}.")
    if merged:
        click.echo(f"Merged, because they are small: {', '.join(merged)}.")
    click.echo(
        f"Attacked with {earlier} earlier release{'' if earlier == 1 else 's'} over the same "
        f"people: every suppressed number that may be small keeps at least "
        f"{rule.keeps_possible} values."
    )
    if apart:
        click.echo(_tell_apart(apart))
    if share is not None:
        click.echo(
            f"For the owner only, not to be passed on: {made.utility.large_shown} of "
            f"{made.utility.large} numbers over {rule.hide_up_to} are shown ({share:.0f} percent)."
        )


def _tell_apart(apart: int) -> str:
    """What an attack cannot see: one column under two names."""
    have = "release has" if apart == 1 else "releases have"
    return (
        f"{apart} earlier {have} no column of the same name as this table: only the totals could "
        "be compared. Where two columns sort people by the same thing, give them one name and "
        "one set of categories, and run this again before anything leaves."
    )


def _tell_audit(audit: Audit, tables: Sequence[Published], as_json: bool) -> None:
    newest = len(tables) - 1
    apart = sum(not shares_dimension(t.dimensions, tables[-1].dimensions) for t in tables[:-1])
    cells = [
        {
            **dict(zip((d.name for d in tables[cell.table].dimensions), cell.key, strict=True)),
            "low": cell.span.low,
            "high": cell.span.high,
        }
        for cell in audit.cells
        if cell.table == newest
    ]
    earlier = [
        {
            "table": cell.table + 1,
            **dict(zip((d.name for d in tables[cell.table].dimensions), cell.key, strict=True)),
            "low": cell.span.low,
            "high": cell.span.high,
        }
        for cell in audit.cells
        if cell.table != newest
    ]
    if as_json:
        document = {
            "safe": audit.safe,
            "attacker": list(audit.attacker),
            "width": audit.width,
            "cells": cells,
            "cells_of_earlier": earlier,
            "earlier_without_a_shared_column": apart,
            "profile": tables[newest].profile,
            "why_not": audit.why_not,
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    click.echo("Safe." if audit.safe else f"Not safe: {audit.why_not}.")
    if audit.width is not None:
        click.echo(f"The fewest values that a number which may be small keeps: {audit.width}.")
    if apart:
        click.echo(_tell_apart(apart))
    for cell in audit.cells:
        if cell.closed:
            where = "" if cell.table == newest else f" (earlier release {cell.table + 1})"
            high = "no end" if cell.span.high is None else cell.span.high
            click.echo(f"  {', '.join(cell.key)}{where}: {cell.span.low} to {high}")
    click.echo("The attacker knows:")
    for line in audit.attacker:
        click.echo(f"  - {line}")
