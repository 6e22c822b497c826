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
    find_losses,
    keep_incident_files,
    read_kept_incidents,
    take_incident_files,
)
from firstlight.base.errors import Fault, InputFaults, PackDamaged
from firstlight.catalogue import Catalogue
from firstlight.cli.incidents_protect import protect_summary
from firstlight.incidents import looks_like_download, name_person_columns, summarise_incidents
from firstlight.pack import Pack
from firstlight.refresh import (
    APART,
    SHIPPED,
    Kept,
    Loaded,
    Releases,
    find_apart,
    is_apart,
    lay_over,
)

NAME = "nibrs"
NOT_PROTECTED = (
    "Its counts are not protected against those of the earlier file: whoever holds reports made "
    "with both can subtract one from the other. Give out reports made with one of them only."
)
NOTHING_ELSE = "Only counts are kept, with 1 to 10 hidden. No row of the download is."


def is_incident_download(file: Path, series: str, catalogue: Catalogue) -> bool:
    """Whether a file or folder is to be read as an incident download."""
    if series:
        return series == NAME or is_apart(series)
    return looks_like_download(file, catalogue.nibrs)


def refuse_people(file: Path, catalogue: Catalogue) -> None:
    """Refuse a table whose columns are about single persons, by the names of its columns.

    Raises
    ------
    InputFaults
        Naming the columns, never a value.
    """
    columns = name_person_columns(file, catalogue.nibrs)
    if columns:
        what = f"It has columns about single persons: {', '.join(columns)}."
        do = (
            "A file that names people is not for Firstlight. Nothing of it was kept. Count it "
            "where it is held, and enter totals: firstlight template totals."
        )
        raise InputFaults([Fault(what, do, file=file.name)])


def load_download(
    file: Path,
    *,
    pack: Pack,
    releases: Releases,
    today: datetime.date,
    series: str = "",
    year: int | None = None,
    use: bool | None = None,
    replace: bool = False,
) -> Kept:
    """Read, protect and keep a download.

    Parameters
    ----------
    replace
        Let it take the place of one of its state and year that holds more.

    Raises
    ------
    InputFaults
        With every fault of it, or where it holds less than the one in use of its state and year
        and `replace` is false. What was kept before stays, and nothing is half-made.
    """
    files = _read(file, pack.catalogue, series, year)
    if not replace and use is not False:
        _refuse_poorer(files, pack, releases, file.name)
    return keep_incident_files(files, releases=releases, today=today, use=use)


def _refuse_poorer(files: IncidentFiles, pack: Pack, releases: Releases, name: str) -> None:
    """Ask before a poorer download takes the place of a richer one of its state and year."""
    series = f"{APART}{files.state.lower()}"
    if series not in releases.series():
        return
    try:
        laid = lay_over(pack.catalogue, pack, releases)
        kept = read_kept_incidents(laid.pack, laid.in_use).get(files.state)
    except PackDamaged:  # a damaged one is mended by loading its file again
        return
    if kept is None or kept.years != files.years:
        return
    losses = find_losses(files, kept)
    if losses:
        loaded = find_apart(laid.in_use)[series]
        what = (
            f"It holds less than {series} {loaded.release}, which is in use and of the same state "
            f"and year. Lost would be: {'; '.join(losses)}."
        )
        do = (
            "Nothing was changed. Take a whole download; or add --replace to use this one all the "
            "same, or --keep to keep it beside the other."
        )
        raise InputFaults([Fault(what, do, file=name)])


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
        if kept.was_in_use.split(".")[0] == f"{loaded.year}":
            yield NOT_PROTECTED
        yield f"To go back: firstlight sources use {loaded.series} {kept.was_in_use}"
    elif kept.was_in_use == SHIPPED:
        yield f"To leave it out: firstlight sources use {loaded.series} {SHIPPED}"
