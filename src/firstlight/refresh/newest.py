"""Fetch a series and load what came: the one road on which a request leaves the computer."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.formats import read_formats
from firstlight.pack import Pack
from firstlight.refresh.addresses import Place, find_place, read_settings
from firstlight.refresh.fetch import WAIT, Fetcher, NotThere
from firstlight.refresh.load import Origin, Outcome, load_file
from firstlight.refresh.releases import Releases, write_yaml


def fetch_release(
    series: str,
    *,
    pack: Pack,
    releases: Releases,
    today: datetime.date,
    years: Sequence[int],
    environ: Mapping[str, str],
    sleep: Callable[[float], None],
    use: bool | None = None,
    wait: float = WAIT,
) -> Outcome:
    """Fetch the newest file of a series from its publisher, and load it.

    Years are tried in the order of `years` until the publisher has a file of one; an answer
    other than that there is no such file ends the search. A series in one running file is asked
    for once.

    The bytes are kept under `fetched/SERIES/` with their day and address, except where the file
    holds rows about employers or cases: there only the counts stay. The release says on which
    day it was seen live.

    Raises
    ------
    InputFaults
        With what is wrong with the request, the answer or the file. What was in use stays so.
    """
    formats = read_formats(pack.catalogue.folder)
    if series not in formats:
        do = f"Series: {', '.join(formats)}."
        raise InputFaults([Fault(f"There is no series {series[:60]}.", do)])
    entry = formats[series]
    settings = read_settings(releases.folder)
    places = [find_place(entry, year=year, settings=settings, environ=environ) for year in years]
    try:
        releases.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=releases.folder) as work:
            place, file = _fetch_first(places, Path(work), sleep=sleep, wait=wait)
            bare = place.address.split("?")[0]
            outcome = load_file(
                file,
                pack=pack,
                releases=releases,
                today=today,
                series=series,
                year=None if entry.several_rows else place.year,
                use=use,
                origin=Origin(address=bare, day=today),
            )
            if entry.rollup is None:
                kept = releases.folder / "fetched" / series / outcome.loaded.release
                kept.mkdir(parents=True, exist_ok=True)
                shutil.move(file, kept / file.name)
                note = {"day": today.isoformat(), "address": bare, "file": file.name}
                (kept / "fetched.yaml").write_text(write_yaml(note), encoding="utf-8")
    except OSError as error:
        what = f"The data folder cannot be written: {os.strerror(error.errno or 0)}."
        do = "Choose a folder you may write in with FIRSTLIGHT_DATA."
        raise InputFaults([Fault(what, do)]) from None
    return outcome


def _fetch_first(
    places: Sequence[Place], work: Path, *, sleep: Callable[[float], None], wait: float
) -> tuple[Place, Path]:
    """The first of the places whose file there is."""
    missing: NotThere | None = None
    asked: set[tuple[str, str]] = set()
    for place in places:
        if (place.address, place.file) in asked:
            continue
        asked.add((place.address, place.file))
        try:
            return place, Fetcher(place, sleep=sleep, wait=wait).fetch(work)
        except NotThere as error:
            missing = error
    if missing is None:
        raise ValueError("no year was asked for")
    raise missing
