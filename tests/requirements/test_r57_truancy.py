"""R57: truancy by school year and district, as a weak sign of a need for support."""

from __future__ import annotations

from entered_rows import total_row, write_totals
from made_world import ALPHA

NORTH, SOUTH = "North Alpha Independent School District", "South Alpha School District"


def test_R57_truancy_stands_by_school_year_and_district_with_its_badge(assess, tmp_path):
    """Counts by school year and district, with the badge, and what is in no district told.

    Page: assessment, chapter four
    Fails when: a district or the school year is lost, the badge is dropped, or districts are
    taken for the county.
    """
    totals = write_totals(
        tmp_path,
        total_row("truant_pupils", "900", holder="Invented juvenile court"),
        total_row("truant_pupils", "400", district=NORTH, holder="Invented juvenile court"),
        total_row("truant_pupils", "300", district=SOUTH, holder="Invented juvenile court"),
        total_row(
            "truant_pupils", "1100", period="school year 2023", holder="Invented juvenile court"
        ),
        total_row("pupils_enrolled", "18000", holder="Invented juvenile court"),
    )
    run = assess(ALPHA, "--totals", totals)
    figures = {name: f for name, f in run.figures().items() if name.startswith("entered.")}
    stem = f"entered.truant_pupils.{ALPHA}.school_year_2024–25"
    assert figures[stem]["value"] == 900
    assert figures[f"entered.truant_pupils.{ALPHA}.school_year_2023–24"]["value"] == 1100
    assert not [f for f in figures.values() if f["value"] in (2000, 900 + 400 + 300)]
    assert figures[f"{stem}.{NORTH.replace(' ', '_')}"]["value"] == 400
    assert figures[f"{stem}.not_stated.district"]["value"] == 200
    (rate,) = (f for name, f in figures.items() if "_by_pupils_enrolled" in name)
    assert rate["value"] == 50
    (block,) = (m for m in run.json()["parameters"][3]["measures"] if m["id"] == "entered_truancy")
    assert block["evidence_strength"] == "weak"
    assert "Needs-support signal, weak link." in block["remarks"]
    part = run.page().split('<section class="measure" id="entered_truancy"', 1)[1]
    part = part.split("</section>", 1)[0]
    for words in (NORTH, SOUTH, "Weak evidence", "Needs-support signal, weak link."):
        assert words in part, words


def test_R57_no_row_about_a_pupil_and_no_other_year_is_taken(assess, tmp_path):
    """A list of pupils, a calendar year and twelve rows of one each are refused.

    Page: assess --totals
    Fails when: a list of pupils is read, a value of it is repeated, or a calendar year passes.
    """
    rows = tmp_path / "pupils.csv"
    rows.write_text("Student Name,DOB,School,Days\nQuillfeather,2010-02-03,Alpha High,30\n")
    run = assess(ALPHA, "--totals", str(rows))
    assert run.status == 3 and not run.folder.exists()
    assert "column A “student name” (a name)" in run.err
    assert "column B “dob” (a birth date or age)" in run.err
    assert "Quillfeather" not in run.err and "2010-02-03" not in run.err
    year = write_totals(tmp_path, total_row("truant_pupils", "900", period="2024"))
    run = assess(ALPHA, "--totals", year)
    assert run.status == 3 and "counted by school year" in run.err
    ones = [total_row("truant_pupils", "1", on_double="keep") for _ in range(12)]
    run = assess(ALPHA, "--totals", write_totals(tmp_path, *ones))
    assert run.status == 3 and "a row a person" in run.err
