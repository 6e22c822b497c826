"""`sources load` and `sources check` of an FBI NIBRS download: kept as protected counts."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path

import click

from firstlight.assessment import (
    IncidentFiles,
    describe_kept,
    keep_incident_files,
    take_incident_files,
)
from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue import Catalogue
from firstlight.cli.incidents_protect import protect_summary
from firstlight.incidents import looks_like_download, summarise_incidents
from firstlight.refresh import APART, SHIPPED, Kept, Loaded, Releases, is_apart

NAME = "nibrs"
NOTHING_ELSE = "Only counts are kept, with 1 to 10 hidden. No row of the download is."


def is_incident_download(file: Path, series: str, catalogue: Catalogue) -> bool:
    """Whether a file or folder is to be read as an incident download."""
    if series:
        return series == NAME or is_apart(series)
    return looks_like_download(file, catalogue.nibrs)


def load_download(
    file: Path,
    *,
    catalogue: Catalogue,
    releases: Releases,
    today: datetime.date,
    series: str = "",
    year: int | None = None,
    use: bool | None = None,
) -> Kept:
    """Read, protect and keep a download.

    Raises
    ------
    InputFaults
        With every fault of it. What was kept before stays, and nothing is half-made.
    """
    files = _read(file, catalogue, series, year)
    return keep_incident_files(files, releases=releases, today=today, use=use)


def check_download(
    file: Path,
    *,
    catalogue: Catalogue,
    releases: Releases,
    today: datetime.date,
    series: str = "",
    year: int | None = None,
) -> Loaded:
    """Say what a download is and what it would become. Nothing is written.

    Raises
    ------
    InputFaults
        With every fault of it.
    """
    files = _read(file, catalogue, series, year)
    return describe_kept(files, releases=releases, today=today)[0]


def _read(file: Path, catalogue: Catalogue, series: str, year: int | None) -> IncidentFiles:
    summary = summarise_incidents(file, catalogue=catalogue)
    files = take_incident_files(summary, protect_summary(summary, catalogue))
    faults = []
    if is_apart(series) and series != f"{APART}{files.state.lower()}":
        what = f"It is of {files.state}, and {series[:60]} was asked for."
        faults.append(Fault(what, f"Load it as {NAME}.", file=file.name))
    if year is not None and files.years != (year,):
        found = ", ".join(str(one) for one in files.years)
        what = f"It is of {found}, and {year} was asked for."
        faults.append(Fault(what, "Leave --year out, or name that year.", file=file.name))
    if faults:
        raise InputFaults(faults)
    return files


def tell_kept(kept: Kept, catalogue: Catalogue, *, as_json: bool) -> None:
    """Print what keeping a download did, and what uses it now."""
    loaded = kept.loaded
    if as_json:
        document = {
            **describe(loaded),
            "in_use": kept.in_use,
            "already_loaded": kept.already,
        }
        click.echo(json.dumps(document, ensure_ascii=False, indent=1))
        return
    for line in _say(kept, catalogue):
        click.echo(line)


def describe(loaded: Loaded) -> dict[str, object]:
    """A kept download for scripts."""
    return {
        "series": loaded.series,
        "release": loaded.release,
        "state": state_of(loaded),
        "year": loaded.year,
        "title": loaded.source.title,
        "file": loaded.received_file,
        "sha256": loaded.received_sha256,
        "notes": list(loaded.notes),
    }


def state_of(loaded: Loaded) -> str:
    """The two letters of a kept download's state."""
    return loaded.series.removeprefix(APART).upper()


def _say(kept: Kept, catalogue: Catalogue) -> Iterator[str]:
    loaded = kept.loaded
    state = catalogue.states.names[state_of(loaded)]
    if kept.already:
        yield f"These very bytes were loaded before, as {loaded.series} {loaded.release}."
    else:
        yield (
            f"Loaded the NIBRS incident files of {state}, {loaded.year}, "
            f"as {loaded.series} {loaded.release}."
        )
    for note in loaded.notes:
        yield f"  {note}"
    yield f"  {NOTHING_ELSE}"
    if not kept.in_use:
        yield "It is kept, and not used: what is in use is newer, or you said so."
        yield f"To use it: firstlight sources use {loaded.series} {loaded.release}"
        return
    yield f"Assessments of places in {state} use it from now on, without --incidents."
    yield "An open site takes it up with the next page."
    if kept.was_in_use not in (loaded.release, SHIPPED):
        yield f"It takes the place of {loaded.series} {kept.was_in_use} whole."
        yield f"To go back: firstlight sources use {loaded.series} {kept.was_in_use}"
    elif kept.was_in_use == SHIPPED:
        yield f"To leave it out: firstlight sources use {loaded.series} {SHIPPED}"
