"""`firstlight index compute INDEX --input FILE --out FILE`: any composite of the catalogue."""

from __future__ import annotations

import difflib
import json
import os
import tempfile
from collections import Counter
from pathlib import Path

import click

from firstlight.assessment import Library
from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import Composite
from firstlight.cli.library import open_shipped_library
from firstlight.composite import FileIndex, compute_from_file, write_columns
from firstlight.refresh import codes_of


@click.group()
def command() -> None:
    """Composite indices: ours, and the CDC's as an outside check of the engine."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_indices(as_json: bool) -> None:
    """List the indices of the catalogue."""
    composites = open_shipped_library().catalogue.composites
    if as_json:
        listed = [{"id": entry.id, "label": entry.label} for entry in composites.values()]
        click.echo(json.dumps(listed, ensure_ascii=False))
        return
    for entry in composites.values():
        click.echo(f"{entry.id}  {entry.label}")


@command.command("compute")
@click.argument("index", metavar="INDEX")
@click.option("--input", "source", required=True, metavar="FILE", help="A CSV file, or .csv.gz.")
@click.option("--out", required=True, metavar="FILE", help="A file that does not exist yet.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def compute(index: str, source: str, out: str, as_json: bool) -> None:
    """Work an index out for every row of a file.

    For the CDC entries the file is the publisher's county file of that year, and the
    output has the publisher's own column names. For an index of ours the file has FIPS, a
    column for each condition and, where there is one, CONDITION_margin at 90 percent.

    \b
    firstlight index compute cdc_svi_2020 --input SVI2020_US_COUNTY.csv --out computed.csv
    """
    library = open_shipped_library()
    composites = library.catalogue.composites
    if index not in composites:
        near = difflib.get_close_matches(index, composites, n=1, cutoff=0.4)
        nearest = f" Nearest: {near[0]}." if near else ""
        raise click.UsageError(
            f"There is no such index.{nearest} Known: {', '.join(sorted(composites))}."
        )
    faults: list[Fault] = []
    target = _check_target(out, faults)
    data = _read(source, faults)
    made: FileIndex | None = None
    if data is not None:
        in_state = Counter(fips[:2] for fips in library.gazetteer.counties)
        try:
            made = compute_from_file(
                composites[index],
                data,
                file=source,
                in_state=in_state,
                known=_counties_of(composites[index], library),
                others=composites,
                kinds={name: entry.kind for name, entry in library.catalogue.indicators.items()},
            )
        except InputFaults as error:
            faults.extend(error.faults)
    if faults or made is None:
        raise InputFaults(faults)
    _write(target, write_columns(made))
    for line in _say(made):
        click.echo(line, err=True)
    if as_json:
        click.echo(json.dumps(_document(made, source, out), ensure_ascii=False))
        return
    click.echo(f"{made.composite.label}: {len(made.counties):,} rows are in {out}")


def _counties_of(composite: Composite, library: Library) -> frozenset[str]:
    """The counties of the year of a publisher's file; of any year for an index of ours."""
    catalogue = library.catalogue
    changes = catalogue.fips_changes
    today = frozenset(library.gazetteer.counties)
    if composite.vintage:
        return frozenset(codes_of(composite.vintage, today, changes))
    return today.union(*(codes_of(c.year - 1, today, changes) for c in changes.changes))


def _check_target(out: str, faults: list[Fault]) -> Path:
    target = Path(out)
    if target.exists() or target.is_symlink():
        faults.append(Fault(f"{out} exists already.", "Name a file that does not exist yet."))
    elif not target.absolute().parent.is_dir():
        faults.append(Fault(f"{out} cannot be written: there is no such folder.", "Make it first."))
    elif not os.access(target.absolute().parent, os.W_OK | os.X_OK):
        faults.append(Fault(f"{out} cannot be written.", "Choose a folder you may write in."))
    return target


def _read(source: str, faults: list[Fault]) -> bytes | None:
    try:
        return Path(source).read_bytes()
    except OSError as error:
        what = f"{source} cannot be read: {error.strerror}."
        faults.append(Fault(what, "Name a file that is there."))
        return None


def _write(target: Path, text: str) -> None:
    """Write beside the target and move it there, or leave nothing."""
    work: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".firstlight-", dir=target.absolute().parent)
        work = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        work.chmod(0o644)
        os.link(work, target)  # fails when somebody made it meanwhile; nothing is replaced
    except OSError as error:
        fault = Fault(f"{target} cannot be written: {error.strerror}.", "Choose another file.")
        raise InputFaults([fault]) from None
    finally:
        if work is not None:
            work.unlink(missing_ok=True)


def _say(made: FileIndex) -> list[str]:
    """What a person must know beside the numbers."""
    lines = list(made.notes)
    if made.composite.cannot_remake:
        lines.append(made.composite.cannot_remake)
    if made.disagreements:
        told = ", ".join(f"{name} in {n:,} rows" for name, n in made.disagreements.items())
        lines.append(
            f"The file disagrees with itself: {told}. There the publisher's own number does not "
            "follow from what stands beside it, as in a release that was mended later. What was "
            "computed follows from the values."
        )
    if made.ranges is not None:
        if made.ranges.no_margin:
            lines.append(
                f"No margin is in the file for every value of {', '.join(made.ranges.no_margin)}; "
                "the ranges are too narrow by what that leaves out."
            )
        lines.append(
            "Ranks are ranges. Rows whose ranges overlap are not different. "
            "Susceptibility is not occurrence."
        )
    return lines


def _document(made: FileIndex, source: str, out: str) -> dict[str, object]:
    composite: Composite = made.composite
    ranges = made.ranges
    return {
        "index": composite.id,
        "label": composite.label,
        "input": source,
        "sha256": made.sha256,
        "out": out,
        "rows": len(made.counties),
        "columns": ["FIPS", *made.columns],
        "n": dict(made.n),
        "disagreements": dict(made.disagreements),
        "differences": {
            name: {"rows": found.count, "largest": found.largest}
            for name, found in made.differences.items()
        },
        "taken_over": [f"{composite.component_prefix}{p.id}" for p in composite.components
                       if p.given],
        "ranges": None if ranges is None else {
            "n": ranges.n, "draws": ranges.draws, "seed": composite.seed,
            "moves_without": dict(ranges.moves), "no_margin": list(ranges.no_margin),
        },
        "method": composite.method,
        "method_source": composite.method_source,
        "assumes": list(made.assumes),
        "notes": list(made.notes),
        "said": _say(made),
    }  # fmt: skip
