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
from firstlight.refresh.addresses import Request, make_request, read_settings, years_to_ask
from firstlight.refresh.describe import Origin
from firstlight.refresh.fetch import WAIT, Fetcher, NotThere
from firstlight.refresh.load import Outcome, load_file
from firstlight.refresh.releases import Releases, clear_unfinished, write_yaml

UNFINISHED = ".fetch-"


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
    requests = [
        make_request(entry, year=year, settings=settings, environ=environ)
        for year in years_to_ask(entry, years, settings=settings, environ=environ)
    ]
    try:
        releases.folder.mkdir(parents=True, exist_ok=True)
        clear_unfinished(releases.folder, UNFINISHED)
        with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=releases.folder) as work:
            request, file = _fetch_first(requests, Path(work), sleep=sleep, wait=wait)
            bare = request.address.split("?")[0]
            outcome = load_file(
                file,
                pack=pack,
                releases=releases,
                today=today,
                series=series,
                year=None if entry.several_rows else request.year,
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
    requests: Sequence[Request], work: Path, *, sleep: Callable[[float], None], wait: float
) -> tuple[Request, Path]:
    """The first of the requests whose file there is."""
    missing: NotThere | None = None
    asked: set[tuple[str, str]] = set()
    for request in requests:
        if (request.address, request.file) in asked:
            continue
        asked.add((request.address, request.file))
        try:
            return request, Fetcher(request, sleep=sleep, wait=wait).fetch(work)
        except NotThere as error:
            missing = error
    if missing is None:
        raise ValueError("no year was asked for")
    raise missing
