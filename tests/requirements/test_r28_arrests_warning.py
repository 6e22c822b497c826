"""R28: a recorded series never travels without its warning."""

from __future__ import annotations

import io
import re

import pytest
from pypdf import PdfReader

from entered_rows import total_row, write_totals
from made_incidents import Arrest, Incident, MadeAgency, Victim, make_download, write_folder
from made_world import ALPHA

# As it is printed: whoever changes the words has to change them here, and to mean it.
W02 = (
    "Arrests follow training, law and effort. Laws take years to be used. Low or no arrests do "
    "not mean that trafficking is not happening."
)
POLICE = ("fbi_", "incident_files", "urban_juvenile_arrests")  # releases of arrests and offenses
COUNTS = {0: 20, 1: 25, 2: 12, 3: 22, 4: 90, 5: 19, 6: 24, 7: 21, 8: 40, 9: 18}


@pytest.fixture
def report(world, assess, tmp_path):
    """An assessment with every kind of chart on what police recorded."""
    world.agency("TX0000001", "Alpha Police Department", ALPHA)
    for year, count in {"2017": "22", "2018": "31", "2019": "25", "2020": "41"}.items():
        world.offense("TX0000001", "Alpha", year, count)
    made = make_download("type_ids")
    made.agencies = tuple(
        MadeAgency(n, f"TX000000{n}", f"Number {'abcdefghij'[n]}", county="ALPHA", population=30000)
        for n in COUNTS
    )
    made.incidents = [
        *(
            Incident(n, (2018, 2, 2), ("64A",), (Victim(None),), (Arrest("64A", 30),))
            for n, count in COUNTS.items()
            for _ in range(count)
        ),
        *[Incident(0, (2018, 2, 2), ("40A",), (Victim(None),), (Arrest("40A", 16),))] * 25,
    ]
    totals = write_totals(
        tmp_path,
        total_row("vice_arrests", "180", effort="2400", effort_unit="unit hours"),
        total_row("jail_trafficking", "45"),
    )
    files = str(write_folder(tmp_path / "TX-2018", made))
    run = assess(ALPHA, "--totals", totals, "--incidents", files, formats="html,pdf,docx,json")
    assert run.status == 0, run.err
    return run


def of_police(run, name):
    """True when a figure was made of a release of police records, or counts arrests."""
    figure, evidence = run.figures()[name], run.json()["evidence"]
    sources = {evidence[cited]["source"] for cited in figure["evidence"]}
    told = f"{figure['unit']} {figure['label']}".lower()
    return any(s.startswith(POLICE) for s in sources) or "arrest" in told or "booking" in told


def test_R28_every_chart_and_table_of_arrests_carries_the_warning_on_the_page(report):
    """Each part of the page that draws or lists what police recorded has W02, word for word.

    Page: assessment, chapters two and four; the process
    Fails when: "W02" is taken out of the warnings of any one of these blocks.
    """
    assert report.json()["warning_texts"]["W02"] == W02
    found = {}
    for section in re.split(r'<section class="measure" id="', report.page())[1:]:
        name, section = section.partition('"')[0], section.partition("</section>")[0]
        figures = set(re.findall(r'data-figure="([^"]+)"', section))
        if name == "process" or any(of_police(report, figure) for figure in figures):
            found[name] = W02 in section
    assert set(found) == {
        "recorded_offenses", "trafficking_arrests", "incident_area", "pictures_people",
        "pictures_cases", "pictures_status", "pictures_agencies", "case_register",
        "minors_arrested", "curfew_arrests", "juvenile_arrests", "incident_files",
        "entered_vice", "entered_jail", "process",
    }  # fmt: skip
    assert all(found.values()), found
    assert 'id="agencies-wide-t"' in report.page(), "the funnel plot is drawn"


def test_R28_the_warning_is_in_the_pdf_and_in_the_header_of_every_csv_with_arrests(report):
    """W02 opens both chapters of the PDF, and each table in which a figure of police stands.

    Page: assessment, chapters two and four; tables
    Fails when: the paper leaves a chapter's warnings out, or `write_tables` its comment lines.
    """
    pages = PdfReader(io.BytesIO((report.folder / "report.pdf").read_bytes())).pages
    printed = "".join("".join(page.extract_text().split()) for page in pages).replace("\u00ad", "")
    assert printed.count(W02.replace(" ", "")) >= 2
    texts = {file: file.read_text("utf-8") for file in (report.folder / "tables").glob("*.csv")}
    named = [name for name in report.figures() if of_police(report, name)]
    with_arrests = {
        file.stem for file, text in texts.items() if any(f'"{name}' in text for name in named)
    }
    assert with_arrests >= {"figures", "cases", "two_pictures", "process"}
    for file, text in texts.items():
        header = [line for line in text.splitlines() if line.startswith("#")]
        if file.stem in with_arrests:
            assert f"# W02 {W02}" in header, file.stem
