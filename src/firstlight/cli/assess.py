"""`firstlight assess PLACE... --out DIR`: a first assessment, in the formats asked for."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from firstlight.assessment import (
    Assessment,
    DetectionChoice,
    IncidentFiles,
    Library,
    assess,
    check_typed_name,
    check_typed_source,
    take_incident_files,
)
from firstlight.base.errors import Fault, InputFaults
from firstlight.base.place import Area
from firstlight.catalogue.entries import AUDIENCES
from firstlight.cli.brought import read_everything, say_held_back, say_kept_beside
from firstlight.cli.incidents_protect import protect_summary
from firstlight.cli.library import open_shipped_library
from firstlight.entered import SHARED, EnteredFiles
from firstlight.hidden import parse_detection
from firstlight.incidents import summarise_incidents
from firstlight.places import give_name, resolve_places
from firstlight.report import render_html, render_pdf, render_word, write_json, write_tables

FORMATS = ("html", "pdf", "docx", "json")
FILES = {
    "html": "report.html",
    "pdf": "report.pdf",
    "docx": "report.docx",
    "json": "assessment.json",
}


@click.command("assess")
@click.argument("places", nargs=-1, required=True, metavar="PLACE...")
@click.option("--name", metavar="TEXT", help="What you call these counties together.")
@click.option("--out", metavar="DIR", help="A folder that does not exist yet.")
@click.option(
    "--formats",
    default=",".join(FORMATS),
    show_default=True,
    metavar="LIST",
    help="What to write, with commas between. The tables are always written.",
)
@click.option(
    "--detection",
    metavar="D[..D2]",
    help="Share of offenses that is noticed and recorded, as you assume it: 0.05..0.2.",
)
@click.option("--detection-source", metavar="WORDS", help="Who says so, or where it is written.")
@click.option("--notes", metavar="FILE", help="Notes on cultural factors (template notes).")
@click.option("--totals", metavar="FILE", help="Totals that holders gave you (template totals).")
@click.option("--labor", metavar="FILE", help="A state labor agency's CSV.")
@click.option("--labor-map", metavar="FILE", help="Which of its columns to read (template labor).")
@click.option(
    "--explanations",
    metavar="FILE",
    help="Why police and providers differ, in your words (template explanations).",
)
@click.option(
    "--on-double",
    type=click.Choice(("replace", "keep")),
    help="Two totals for the same thing: the later one stays, or both are shown. Never added.",
)
@click.option(
    "--incidents",
    metavar="DIR_OR_ZIP",
    help="An FBI NIBRS download of the area's state, read as protected counts.",
)
@click.option(
    "--demonstration-totals",
    "invented",
    is_flag=True,
    help="Add totals of providers that are invented, for a demonstration area only.",
)
@click.option(
    "--statements",
    metavar="FILE",
    multiple=True,
    help="Graded statements, or a checklist filled in; may stand several times "
    "(template statements, template checklist_locale).",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=SHARED,
    show_default=True,
    help="Whom the report is made for: what is for law enforcement only is in no shared one.",
)
@click.option(
    "--demonstration-statements",
    "invented_said",
    is_flag=True,
    help="Add statements that are invented, for a demonstration area only.",
)
@click.option(
    "--without-entered",
    "leave_out",
    is_flag=True,
    help="Leave out what was entered on the site for these counties.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    places: tuple[str, ...],
    name: str | None,
    out: str | None,
    formats: str,
    detection: str | None,
    detection_source: str | None,
    notes: str | None,
    totals: str | None,
    labor: str | None,
    labor_map: str | None,
    explanations: str | None,
    on_double: str | None,
    incidents: str | None,
    invented: bool,
    statements: tuple[str, ...],
    audience: str,
    invented_said: bool,
    leave_out: bool,
    as_json: bool,
) -> None:
    """Make a first assessment of one county, or of several as one area.

    PLACE is a county's FIPS code, a county with its state ("Hennepin, MN"), or a city
    ("Minneapolis, MN"), which stands for its counties. Writes report.html, report.pdf,
    report.docx, assessment.json and tables/ into DIR. With --json and without --out the
    assessment itself is printed and nothing is written. Templates for what you bring in
    yourself: firstlight template --list.
    """
    if out is None and not as_json:
        raise click.UsageError("Say where to write with --out DIR, or print with --json.")
    library = open_shipped_library()
    faults: list[Fault] = []
    wanted = _read_formats(formats, faults)
    choice = _read_detection(detection, detection_source, faults)
    area = _name(_read_places(places, library, faults), name, library, faults)
    if detection_source:
        faults += check_typed_source(
            detection_source, label="--detection-source", catalogue=library.catalogue
        )
    target = _read_target(out, faults)
    today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    made_up = invented or invented_said
    if made_up and any((notes, totals, labor, labor_map, explanations, statements)):
        raise click.UsageError("Nothing invented ever stands beside files of your own.")
    files = EnteredFiles(
        notes=_path(notes),
        totals=_path(totals),
        labor=_path(labor),
        labor_map=_path(labor_map),
        on_double=on_double or "",
        explanations=_path(explanations),
        statements=tuple(Path(name) for name in statements),
        audience=audience,
    )
    entered = read_everything(
        files,
        area,
        library,
        today,
        faults,
        invented=invented,
        invented_said=invented_said,
        use_kept=not (leave_out or made_up),
    )
    download = _read_incidents(incidents, area, library, faults)
    if faults or area is None:
        raise InputFaults(faults)
    beside = say_kept_beside(files, area, use_kept=not (leave_out or made_up))
    for line in (*area.said, *say_held_back(entered), *beside):
        click.echo(line, err=True)
    made = assess(
        area,
        library=library,
        made_on=today,
        detection=choice,
        entered=entered,
        incidents=download,
    )
    if target is None:
        click.echo(write_json(made))
        return
    written = _write(made, library, target, wanted)
    if as_json:
        document = {"out": str(target), "written": written, "places": list(area.fips)}
        click.echo(json.dumps(document, ensure_ascii=False))
        return
    click.echo(f"{area.name[:1].upper()}{area.name[1:]}: a first assessment is in {target}")
    for name in written:
        click.echo(f"  {name}")


def _path(text: str | None) -> Path | None:
    return Path(text) if text else None


def _read_formats(text: str, faults: list[Fault]) -> tuple[str, ...]:
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in FORMATS]
    if unknown or not words:
        what = (
            f"--formats has a format that is not made: {', '.join(unknown)[:60] or 'none named'}."
        )
        faults.append(Fault(what, f"Choose among {', '.join(FORMATS)}."))
    return tuple(dict.fromkeys(word for word in words if word in FORMATS))


def _read_detection(
    text: str | None, source: str | None, faults: list[Fault]
) -> DetectionChoice | None:
    """Read the range a person chose; a range without its source is no choice."""
    if text is None:
        if source is not None:
            do = "Give the range with --detection, or leave the source out."
            faults.append(Fault("--detection-source stands alone.", do))
        return None
    if not (source or "").strip():
        do = "Add --detection-source with who says so, or where it is written."
        faults.append(Fault("--detection has no source.", do))
    try:
        shares = parse_detection(text)
    except InputFaults as error:
        faults.extend(error.faults)
        return None
    return DetectionChoice(shares.low, shares.high, " ".join((source or "").split()))


def _read_places(places: tuple[str, ...], library: Library, faults: list[Fault]) -> Area | None:
    try:
        return resolve_places(places, library.gazetteer)
    except InputFaults as error:
        faults.extend(error.faults)
        return None


def _name(
    area: Area | None, name: str | None, library: Library, faults: list[Fault]
) -> Area | None:
    """The area under the name a person gave it, where the words may be printed."""
    if area is None or name is None:
        return area
    wrong = check_typed_name(name, label="--name", area=area, catalogue=library.catalogue)
    faults += wrong
    return area if wrong else give_name(area, name)


def _read_incidents(
    given: str | None, area: Area | None, library: Library, faults: list[Fault]
) -> IncidentFiles | None:
    """A download as protected counts; its exact ones go no further than here."""
    if given is None or area is None or faults:
        return None
    try:
        summary = summarise_incidents(Path(given), catalogue=library.catalogue)
        protected = protect_summary(summary, library.catalogue)
        return take_incident_files(summary, protected, area)
    except InputFaults as error:
        faults.extend(error.faults)
        return None


def _read_target(out: str | None, faults: list[Fault]) -> Path | None:
    """The folder to make. It must not exist, and its parent must take it."""
    if out is None:
        return None
    target = Path(out)
    if target.exists() or target.is_symlink():
        faults.append(Fault(f"{out} exists already.", "Name a folder that does not exist yet."))
        return None
    parent = target.absolute().parent
    while not parent.exists():
        parent = parent.parent
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        faults.append(Fault(f"{out} cannot be written.", "Choose a folder you may write in."))
    return target


def _write(made: Assessment, library: Library, target: Path, formats: Iterable[str]) -> list[str]:
    """Write everything beside the target first and move it there at the end, or nothing."""
    made_parents = [
        p for p in (target.absolute().parent, *target.absolute().parents[1:]) if not p.exists()
    ]
    work: Path | None = None
    try:
        target.absolute().parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".firstlight-", dir=target.absolute().parent))
        written = _write_formats(made, library, work, formats)
        work.chmod(0o755)
        work.rename(target)
    except BaseException as error:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
        for parent in made_parents:
            with contextlib.suppress(OSError):
                parent.rmdir()
        if isinstance(error, OSError):
            do = "Choose a folder you may write in, with room in it."
            fault = Fault(f"{target} cannot be written: {error.strerror}.", do)
            raise InputFaults([fault]) from None
        raise
    return written


def _write_formats(
    made: Assessment, library: Library, folder: Path, formats: Iterable[str]
) -> list[str]:
    written = []
    for name in formats:
        click.echo(f"writing {FILES[name]}", err=True)
        if name == "html":
            (folder / FILES[name]).write_text(render_html(made, library.pack), encoding="utf-8")
        elif name == "pdf":
            (folder / FILES[name]).write_bytes(render_pdf(made))
        elif name == "docx":
            (folder / FILES[name]).write_bytes(render_word(made))
        else:
            (folder / FILES[name]).write_text(write_json(made), encoding="utf-8")
        written.append(FILES[name])
    write_tables(made, folder / "tables")
    return [*written, "tables/"]
