"""Faults are told together, with row and column; nothing a file holds is ever repeated."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from firstlight.assessment import Library, open_library, read_leads_files
from firstlight.base.errors import InputFaults
from firstlight.catalogue import read_catalogue
from firstlight.cli import main
from firstlight.entered import Entered, EnteredFiles, list_templates
from firstlight.places import resolve_places

TODAY = datetime.date(2026, 11, 22)
NOTES = "factor,text,author,role,date,source\n"
TOTALS = (
    "bullet,measure,group,place,period,value,low,high,status,unit,definition,holder,"
    "document,given_on,given_by,approved_by,approved_on\n"
)
BY = "2026-05-31,clerk,director,2026-06-01"
PLANTED = "Quillfeather"


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def read(library: Library, **files: Any) -> Entered:
    area = resolve_places(["48201", "48157"], library.gazetteer)
    return read_leads_files(EnteredFiles(**files), area=area, library=library, today=TODAY)


def faults_of(library: Library, **files: Any) -> str:
    with pytest.raises(InputFaults) as caught:
        read(library, **files)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"Write to {PLANTED}@example.org about it.", "an e-mail address"),
        (f"{PLANTED} answers at 713-555-0142.", "a telephone number"),
        (f"{PLANTED} answers at (713) 555 0142.", "a telephone number"),
        (f"{PLANTED} was born on a farm.", "a date of birth"),
        (f"{PLANTED}, DOB unknown.", "a date of birth"),
        (f"It is at 1200 {PLANTED} Street.", "a street address"),
        (f"{PLANTED} has 123-45-6789.", "a Social Security number"),
        (f"{PLANTED} has A123456789.", "an alien number"),
        (f"A girl named {PLANTED} was there.", "a person's name"),
        (f"Ms. {PLANTED} was there.", "a person's name"),
        (f"{PLANTED} 9f86d081884c7d659a2feaa0c55ad015", "a code that stands for a person"),
        (f"{PLANTED} left on January 5.", "the date of one event"),
        (f"{PLANTED} left on 1/5/2026.", "the date of one event"),
    ],
)
def test_a_note_that_looks_like_one_person_is_refused_unrepeated(
    library: Library, tmp_path: Path, text: str, what: str
) -> None:
    """Fails when contact, birth, address, number or name of a person can be entered."""
    file = tmp_path / "notes.csv"
    file.write_text(f'{NOTES}I19,"{text}",A,worker,2026-05-31,heard\n')
    told = faults_of(library, notes=file)
    assert what in told and "notes.csv, row 2, column text" in told
    assert PLANTED not in told and str(tmp_path) not in told


def test_a_text_that_claims_too_much_is_blocked_with_what_to_say(
    library: Library, tmp_path: Path
) -> None:
    """Fails when the claims guard does not judge what leads type, or repeats the text."""
    file = tmp_path / "notes.csv"
    text = f"There is no trafficking in {PLANTED}. Child prostitutes are common there."
    file.write_text(f'{NOTES}I19,"{text}",A,worker,2026-05-31,heard\n')
    told = faults_of(library, notes=file)
    assert "claims too much" in told and PLANTED not in told


def test_every_fault_of_every_file_is_told_at_once(library: Library, tmp_path: Path) -> None:
    """Fails when reading stops at the first fault, or a value stands in a message."""
    notes, totals = tmp_path / "notes.csv", tmp_path / "totals.csv"
    notes.write_text(f"{NOTES}I99,{PLANTED},,,tomorrow,\n")
    totals.write_text(
        f"{TOTALS}nothing,episodes,,99999,{PLANTED},-5,1,,none,{PLANTED},,,,2099-01-01\n"
        f"runaway_youth,episodes,,48201,2024,,,,shown,reports,d,h,d,{BY}\n"
        f"runaway_youth,episodes,,48201,2024,30,40,50,shown,reports,d,h,d,{BY}\n"
        f"runaway_youth,episodes,,48201,2024,30,,,refused,reports,d,h,d,{BY}\n"
        f"runaway_youth,episodes,,48201,2024,7,,,shown,reports,there were 7,h,d,{BY}\n"
        f"runaway_youth,episodes,,48201,2024,9,,,shown,reports,d,nine of us,d,{BY}\n"
        f"truancy,pupils,,48201,2024,30,,,shown,pupils,d,h,d,{BY}\n"
    )
    told = faults_of(library, notes=notes, totals=totals)
    for column in ("factor", "author", "role", "date", "source"):
        assert f"notes.csv, row 2, column {column}" in told
    for column in ("bullet", "place", "period", "value", "status", "given_on"):
        assert f"totals.csv, row 2, column {column}" in told
    assert "row 3, column value" in told and "a blank is not 0" in told
    assert "row 4, column value" in told and "row 5, column status" in told
    assert "row 6, column definition" in told and "row 7, column holder" in told
    assert "row 8, column measure" in told
    assert PLANTED not in told


KINDS = [name for name, _ in list_templates(read_catalogue()) if name != "explanations"]


@pytest.mark.parametrize("kind", KINDS)  # explanations are read by a road of their own
def test_a_template_is_refused_as_it_comes(
    library: Library, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when the example row can be left in and is shown as data."""
    assert main(["template", kind]) == 0
    file = tmp_path / f"{kind}.csv"
    file.write_text(capsys.readouterr().out)
    if kind == "labor":
        (tmp_path / "claims.csv").write_text("County\n")
        told = faults_of(library, labor=tmp_path / "claims.csv", labor_map=file)
    elif kind == "statements" or kind.startswith("checklist_"):
        told = faults_of(library, statements=(file,))
    else:
        told = faults_of(library, **{"notes" if kind == "notes" else "totals": file})
    assert "example" in told or "template" in told


def test_yaml_notes_and_other_encodings_are_read(library: Library, tmp_path: Path) -> None:
    """Fails when a YAML list, semicolons, a mark or cp1252 letters are not understood."""
    yaml = tmp_path / "notes.yaml"
    yaml.write_text(
        "- factor: I19\n  text: Fees are paid back for years.\n  author: A\n  role: worker\n"
        "  date: 2026-05-31\n  source: heard\n"
    )
    csv = tmp_path / "notes.csv"
    header = NOTES.replace(",", ";")
    csv.write_bytes(f"{header}I19;Fees are “owed”.;José;worker;2026-05-31;heard\n".encode("cp1252"))
    (note,) = read(library, notes=yaml).notes
    assert note.text == "Fees are paid back for years." and note.made_from[0].row == 1
    (note,) = read(library, notes=csv).notes
    assert note.author == "José" and "“owed”" in note.text


def test_the_hash_does_not_depend_on_a_hidden_count(library: Library, tmp_path: Path) -> None:
    """Fails when a reader can try out 1 to 10 until the file's printed hash fits."""
    seals = set()
    for value in range(1, 11):
        file = tmp_path / "totals.csv"
        file.write_text(
            f"{TOTALS}runaway_youth,episodes,,48201,2024,{value},,,shown,reports,d,h,d,{BY}\n"
            f"runaway_youth,missing_from_care,,48201,2024,80,,,shown,reports,d,k,d,{BY}\n"
        )
        entered = read(library, totals=file)
        assert [total.cell.value for total in entered.totals] == [None, 80]
        seals.add(tuple(a.sha256 for total in entered.totals for a in total.made_from))
        assert all(origin.sealed for origin in entered.origins)
        assert f"value={float(value)}" not in repr(entered)
    assert len(seals) == 1


def test_a_labor_file_without_a_header_is_not_read_out(library: Library, tmp_path: Path) -> None:
    """Fails when a first row with a person in it is printed as if it named columns."""
    claims, mapped = tmp_path / "claims.csv", tmp_path / "map.yaml"
    claims.write_text(f"{PLANTED},Harris,2023\n{PLANTED},Harris,2023\n")
    mapped.write_text(
        "measure: wage_claims\nrows: cases\nstate: TX\ncounty: County\nyear: Year\ncount: ''\n"
        "amount: ''\nholder: h\ndocument: d\ndefinition: d\ngiven_on: 2026-05-31\n"
    )
    told = faults_of(library, labor=claims, labor_map=mapped)
    assert "lacks the column County" in told and PLANTED not in told


def test_a_missing_file_is_named_without_its_folder(library: Library, tmp_path: Path) -> None:
    """Fails when a path, which can hold a person's name, stands in a message."""
    told = faults_of(library, notes=tmp_path / PLANTED / "notes.csv")
    assert "notes.csv" in told and PLANTED not in told
