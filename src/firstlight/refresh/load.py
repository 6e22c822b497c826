"""Take a publisher's own file: recognize it, check it whole, and install it as a release."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.errors import InputFaults
from firstlight.catalogue import Catalogue
from firstlight.catalogue.formats import Format, fill_year, read_formats
from firstlight.pack import Pack
from firstlight.refresh.describe import Origin, describe_release, find_shipped
from firstlight.refresh.draft import Draft
from firstlight.refresh.match import Match
from firstlight.refresh.prepare import explain_renamed, prepare
from firstlight.refresh.recognize import recognize
from firstlight.refresh.releases import SHIPPED, Loaded, Releases
from firstlight.refresh.sheet import open_received


@dataclass(frozen=True, slots=True)
class Checked:
    """A file without a fault: what it is, and what it would become."""

    format: Format
    year: int
    release: str
    loaded: Loaded
    draft: Draft
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did. `already` is true when these very bytes were loaded before."""

    loaded: Loaded
    in_use: bool
    was_in_use: str
    already: bool
    says: tuple[str, ...]


def check_file(
    file: Path,
    *,
    pack: Pack,
    releases: Releases,
    today: datetime.date,
    series: str = "",
    year: int | None = None,
    origin: Origin | None = None,
) -> Checked:
    """Say what a file is and what it would become. Nothing is written.

    Raises
    ------
    InputFaults
        With every fault of the file.
    """
    formats = read_formats(pack.catalogue.folder)
    with open_received(file, scratch_in=releases.folder) as received:
        match = recognize(received, formats, series=series, year=year)
        draft, faults = prepare(received, match, pack)
        faults = [*match.faults, *faults]
        if received.bom:
            note = "The text begins with a byte order mark, which was read over."
            said: tuple[str, ...] = (note,)
        else:
            said = ()
    if faults:
        raise InputFaults(faults)
    wanted = fill_year("{year}", match.year)
    release = releases.name_for(match.format.id, wanted)
    says = (*said, *_say(match, draft))
    loaded = describe_release(
        file,
        match,
        draft,
        release=release,
        today=today,
        says=says,
        origin=origin or Origin(),
        shipped=find_shipped(match.format, pack.catalogue),
    )
    return Checked(match.format, match.year, release, loaded, draft, says)


def load_file(
    file: Path,
    *,
    pack: Pack,
    releases: Releases,
    today: datetime.date,
    series: str = "",
    year: int | None = None,
    use: bool | None = None,
    origin: Origin | None = None,
) -> Outcome:
    """Load a file as a release of its series.

    Parameters
    ----------
    use
        True puts it in use whatever its year, False never; None puts it in use when it is not
        older than what is.

    Raises
    ------
    InputFaults
        With every fault of the file. What was in use stays so, and nothing is half-made.
    """
    checked = check_file(
        file,
        pack=pack,
        releases=releases,
        today=today,
        series=series,
        year=year,
        origin=origin,
    )
    name = checked.format.id
    was = releases.in_use(name)
    same = releases.find_same(name, checked.loaded.received_sha256)
    live = origin is not None and origin.address and same is not None and same.seen_live == "no"
    loaded = checked.loaded
    if same is not None and not live:
        loaded = same
    else:
        releases.install(loaded, checked.draft)
    newest = _year_in_use(name, was, checked.format, releases, pack.catalogue)
    puts = use if use is not None else loaded.year >= newest
    if puts:
        releases.use(name, loaded.release)
    return Outcome(
        loaded=loaded,
        in_use=releases.in_use(name) == loaded.release,
        was_in_use=was,
        already=same is not None and not live,
        says=checked.says,
    )


def _year_in_use(
    series: str, release: str, entry: Format, releases: Releases, catalogue: Catalogue
) -> int:
    if release != SHIPPED:
        return releases.read(series, release).year
    shipped = catalogue.sources.get(entry.replaces.partition(".")[0])
    if shipped is None:
        return 0
    if entry.stands_for_period:
        return last_year(entry.stands_for_period)
    table = shipped.tables.get(entry.replaces.partition(".")[2])
    return last_year((table.period if table else "") or shipped.period)


def last_year(period: str) -> int:
    """The last year that the words of a period name."""
    return max((int(year) for year in re.findall(r"(?:19|20)\d\d", period)), default=0)


def _say(match: Match, draft: Draft) -> tuple[str, ...]:
    """What a reader of the file's load should know, in full sentences."""
    says = []
    for what, number in sorted(draft.left_out.items(), key=lambda item: -item[1]):
        verb = "was" if number == 1 else "were"
        rows = "row" if number == 1 else "rows"
        says.append(f"{number:,} {rows} {verb} left out: {what}.")
    says += explain_renamed(match, draft.absent_columns, draft.unknown_columns)
    return tuple(says)
