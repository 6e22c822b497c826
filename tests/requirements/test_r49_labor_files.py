"""R49: federal labor data, loaded from the Department of Labor's own files."""

from __future__ import annotations

import json

import pytest

from firstlight.catalogue import read_entry
from firstlight.cli import main
from firstlight.refresh import Loaded
from made_files import MadeFile, make_file

PLACES = {
    # where each row is: named county (OFLC only), ZIP code
    "alpha": (("Alpha County", "TX"), "78901"),
    "beta": (("BETA", "TEXAS"), "78903"),
    "two": (("Nowhere", "TX"), "78904"),
}


def labor_file(series: str, places: tuple[str, ...]) -> MadeFile:
    """A small file in the publisher's layout, with rows in the invented counties."""
    made = make_file(series, 2024, places=len(places))
    for row, place in zip(made.rows, places, strict=True):
        county, zip_code = PLACES[place]
        for column in ("zip_cd", "site_zip", "WORKSITE_POSTAL_CODE"):
            if column in made.columns:
                row[made.at(column)] = zip_code
        if "WORKSITE_COUNTY" in made.columns:
            row[made.at("WORKSITE_COUNTY")], row[made.at("WORKSITE_STATE")] = county
    made.add("EMPLOYER_NAME", "Roe Family Farm")
    return made


FILES = [
    # (series, table's column with the number of rows, day column)
    ("dol_whd", "cases", "findings_end_date"),
    ("osha_inspections", "inspections", "open_date"),
    ("dol_h2a", "cases", "DECISION_DATE"),
    ("dol_h2b", "cases", "DECISION_DATE"),
]


@pytest.fixture
def built(world, tmp_path, monkeypatch):
    for name, value in world.build().items():
        monkeypatch.setenv(name, value)
    data = tmp_path / "data"
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(data))
    return data


@pytest.mark.parametrize(("series", "counted", "day"), FILES)
def test_R49_labor_department_files_load_with_row_counts_and_dates(
    series, counted, day, built, tmp_path, capsys
):
    """WHD, OSHA and OFLC files load by the command; rows and days stand in their provenance.

    Page: `firstlight sources load FILE`, then `firstlight sources list`
    Fails when: a row is neither counted in a county nor told as left out, the days of the rows
    are lost, or an employer's name is kept.
    Differs: counts enter by county and industry, never as rows. A case whose ZIP code lies in two
    counties is placed in none and told.
    """
    made = labor_file(series, ("alpha", "beta", "beta", "two"))
    for row, when in zip(
        made.rows, ("2023-11-05", "2024-02-29", "2024-06-30", "2024-08-31"), strict=True
    ):
        row[made.at(day)] = when
    assert main(["sources", "load", str(made.write(tmp_path))]) == 0
    said = capsys.readouterr().out
    assert "4 rows received, 3 used" in said
    assert "Days from 2023-11-05 to 2024-08-31" in said
    assert "lies in more than one county" in said

    (file,) = built.glob(f"sources/{series}/*/source.yaml")
    loaded = read_entry(file, Loaded)
    assert (loaded.received_rows, loaded.used_rows) == (4, 3)
    assert (loaded.first_day, loaded.last_day) == ("2023-11-05", "2024-08-31")
    assert sum(int(number) for number in loaded.left_out.values()) == 1

    assert main(["sources", "list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["sources"]
    (entry,) = [source for source in listed if source["series"] == series]
    assert (entry["received_rows"], entry["first_day"], entry["last_day"]) == (
        4,
        "2023-11-05",
        "2024-08-31",
    )
    assert entry["in_use"] and entry["seen_live"] == "no"
    assert main(["sources", "list"]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "4 rows received, 3 used, days 2023-11-05 to 2024-08-31" in page

    written = b"".join(f.read_bytes() for f in built.rglob("*") if f.is_file())
    assert b"Roe" not in written
    assert counted in loaded.source.tables["counties"].columns
