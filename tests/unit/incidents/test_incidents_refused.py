"""What is not read: files about people, zips that are traps, text that is no table."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from firstlight.base.errors import InputFaults
from made_incidents import as_text, make_download, write_folder, write_zip

RMS = "Case Number,VictimLastName,Date of Birth,Home Address,offense"
SECRET = "Zyxwvut"
ROW = f"2018-00123,{SECRET},1990-02-03,12 {SECRET} Street,64A"


def refused(read, given: Path) -> str:
    with pytest.raises(InputFaults) as error:
        read(given)
    return str(error.value)


def test_an_export_of_case_files_is_refused_with_its_columns_and_no_value(tmp_path, read) -> None:
    """Fails when a file about people is read, or one of its values is repeated."""
    (tmp_path / "export.csv").write_text(f"{RMS}\n{ROW}\n")
    told = refused(read, tmp_path)
    for column in ("Case Number", "VictimLastName", "Date of Birth", "Home Address"):
        assert column in told
    assert SECRET not in told and "00123" not in told and "1990" not in told
    assert "offense," not in told


def test_it_is_refused_among_the_tables_of_a_download_and_alone(tmp_path, read) -> None:
    """Fails when a file about people lies unnoticed beside a download."""
    write_folder(tmp_path, make_download("type_ids"))
    (tmp_path / "notes_of_mine.csv").write_text(f"{RMS}\n{ROW}\n")
    assert "VictimLastName" in refused(read, tmp_path)
    assert "VictimLastName" in refused(read, tmp_path / "notes_of_mine.csv")


def test_a_person_column_in_a_table_of_the_download_is_refused(tmp_path, read) -> None:
    """Fails when NIBRS_VICTIM with a name in it passes because of its own name."""
    download = make_download("from_2021")
    write_folder(tmp_path, download)
    rows = download.tables["NIBRS_VICTIM"]
    rows = [[*rows[0], "victim_name", "dob"], *[[*row, SECRET, "1990"] for row in rows[1:]]]
    (tmp_path / "NIBRS_VICTIM.csv").write_bytes(as_text(rows))
    told = refused(read, tmp_path)
    assert "victim_name, dob" in told and SECRET not in told


def test_a_file_without_a_header_is_named_by_places_only(tmp_path, read) -> None:
    """Fails when a first line of values is printed as if it were column names."""
    (tmp_path / "x.csv").write_text(f"{SECRET} dob,2018-00123,12 {SECRET} Street\n")
    told = refused(read, tmp_path)
    assert "column 1" in told and SECRET not in told and "00123" not in told


@pytest.mark.parametrize(
    "column",
    [
        "name", "First Name", "last_name", "LNAME", "suspectName", "Arrestee", "DOB", "birth_date",
        "ssn", "street_address", "ADDRESS1", "phone1", "e-mail", "case_no", "CaseID Number",
        "report number", "incident_number_full", "booking_id", "narrative", "license_plate",
        "DriversLicenseNumber", "latitude", "alias", "complainant",
    ],
)  # fmt: skip
def test_signs_of_a_person(column: str, tmp_path, read) -> None:
    """Fails when a common name of a column about a person passes."""
    write_folder(tmp_path, make_download("type_ids"))
    (tmp_path / "other.csv").write_text(f"offense,{column}\n13A,x\n")
    assert column in refused(read, tmp_path)


@pytest.mark.parametrize("column", ["agency_name", "county", "total", "rate", "offense_name"])
def test_columns_of_totals_pass(column: str, tmp_path, read) -> None:
    """Fails when a table of totals beside a download stops the count."""
    write_folder(tmp_path, make_download("type_ids"))
    (tmp_path / "other.csv").write_text(f"offense,{column}\n13A,1\n")
    assert read(tmp_path).unread == ("other.csv",)


def test_case_numbers_of_the_older_layout_pass_empty_and_are_refused_filled(tmp_path, read) -> None:
    """Fails when a filled incident_number is read over, or an empty one stops the count."""
    download = make_download("cde_agencies")
    write_folder(tmp_path, download)
    assert read(tmp_path).years == (2014,)
    rows = [list(row) for row in download.tables["nibrs_incident"]]
    rows[3][rows[0].index("incident_number")] = SECRET
    (tmp_path / "nibrs_incident.csv").write_bytes(as_text(rows))
    told = refused(read, tmp_path)
    assert "incident_number" in told and SECRET not in told


def test_without_a_table_of_offenses_nothing_is_counted(tmp_path, read) -> None:
    """Fails when a download without offenses gives counts."""
    write_folder(tmp_path, make_download("type_ids"), without=("nibrs_offense",))
    assert "no table of offenses" in refused(read, tmp_path)


def test_no_folder_an_empty_one_and_other_files(tmp_path, read) -> None:
    """Fails when a wrong path is a traceback."""
    assert "no such folder" in refused(read, tmp_path / "none")
    assert "No table" in refused(read, tmp_path)
    (tmp_path / "x.pdf").write_bytes(b"%PDF")
    assert "neither a folder nor a zip" in refused(read, tmp_path / "x.pdf")


def test_a_column_that_is_needed_is_named(tmp_path, read) -> None:
    """Fails when a table without its code is read as one without offenses."""
    download = make_download("type_ids")
    write_folder(tmp_path, download)
    rows = download.tables["NIBRS_OFFENSE"]
    at = rows[0].index("OFFENSE_TYPE_ID")
    rows = [[cell for i, cell in enumerate(row) if i != at] for row in rows]
    (tmp_path / "NIBRS_OFFENSE.csv").write_bytes(as_text(rows))
    assert "offense_code or offense_type_id" in refused(read, tmp_path)


def test_a_row_that_is_no_row_is_named_and_not_repeated(tmp_path, read) -> None:
    """Fails when a broken line is skipped in silence, or printed."""
    download = make_download("type_ids")
    write_folder(tmp_path, download)
    text = as_text(download.tables["NIBRS_VICTIM"]).decode().splitlines()
    text[4] = f"{SECRET},{SECRET}"
    (tmp_path / "NIBRS_VICTIM.csv").write_text("\n".join(text) + "\n")
    told = refused(read, tmp_path)
    assert "NIBRS_VICTIM.csv" in told and "row 5" in told and SECRET not in told


def test_a_cut_off_file_is_a_fault(tmp_path, read) -> None:
    """Fails when half a packed table is counted as a whole one."""
    write_folder(tmp_path, make_download("type_ids"), gz=True)
    file = tmp_path / "NIBRS_OFFENSE.csv.gz"
    file.write_bytes(file.read_bytes()[:-20])
    assert "NIBRS_OFFENSE.csv.gz" in refused(read, tmp_path)


def add_member(file: Path, name: str, content: bytes = b"a,b\n1,2\n", **more: int) -> None:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        for key, value in more.items():
            setattr(info, key, value)
        packed.writestr(info, content)


@pytest.mark.parametrize(
    "name", ["/etc/x.csv", "../../x.csv", "a/../../x.csv", "C:\\x.csv", "..\\x.csv"]
)
def test_a_zip_with_a_path_out_of_it_is_refused(name: str, tmp_path, read) -> None:
    """Fails when a member is written outside of the folder for unpacking."""
    file = write_zip(tmp_path / "x.zip", make_download("type_ids"))
    add_member(file, name)
    assert "cannot be opened safely" in refused(read, file)


def test_a_zip_with_a_link_is_refused(tmp_path, read) -> None:
    """Fails when a link in a zip is followed."""
    file = write_zip(tmp_path / "x.zip", make_download("type_ids"))
    add_member(file, "link.csv", b"/etc/passwd", external_attr=0o120777 << 16)
    assert "cannot be opened safely" in refused(read, file)


def test_a_locked_zip_is_refused(tmp_path, read) -> None:
    """Fails when the sign of a password is not looked at."""
    file = write_zip(tmp_path / "x.zip", make_download("type_ids"))
    content = bytearray(file.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        flags = struct.unpack_from("<H", content, at + 8)[0]
        struct.pack_into("<H", content, at + 8, flags | 1)
        at += 4
    file.write_bytes(bytes(content))
    assert "locked with a password" in refused(read, file)


def test_a_bomb_is_refused_before_it_fills_the_disk(tmp_path, read) -> None:
    """Fails when 300 MB of one digit are unpacked."""
    file = write_zip(tmp_path / "x.zip", make_download("type_ids"))
    add_member(file, "TX/NIBRS_WEAPON.csv", b"0" * 300_000_000)
    assert "far larger than any download" in refused(read, file)


def test_a_zip_of_zips_and_a_damaged_one(tmp_path, read) -> None:
    """Fails when zips in zips are opened without end, or damage is a traceback."""
    inner = write_zip(tmp_path / "inner.zip", make_download("type_ids"))
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as packed:
        packed.write(inner, "inner.zip")
    assert "further zips" in refused(read, tmp_path / "outer.zip")
    data = bytearray(inner.read_bytes())
    data[200:260] = b"\xff" * 60
    (tmp_path / "bad.zip").write_bytes(bytes(data))
    assert "cannot be opened safely" in refused(read, tmp_path / "bad.zip")


def test_a_zip_that_was_cut_off_is_said_to_be(tmp_path, read) -> None:
    """Fails if a zip without its end is said to be no zip, unlike what `sources load` says."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("NIBRS_incident.csv", "a,b\n" * 500)
    (tmp_path / "x.zip").write_bytes(whole.getvalue()[:60])
    assert "cut off or damaged" in refused(read, tmp_path / "x.zip")
