"""Typed words are attacked with names, small places, ages and counts; harmless ones pass."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from entered_rows import total_row, write_totals
from firstlight.assessment import Library, open_library, read_leads_files
from firstlight.base.errors import InputFaults
from firstlight.entered import EnteredFiles
from firstlight.entered.scans import find_person
from firstlight.places import resolve_places

TODAY = datetime.date(2026, 11, 22)
NOTES = "factor,text,author,role,date,source\n"
TOTALS = (
    "bullet,measure,group,place,period,value,low,high,status,unit,definition,holder,"
    "document,given_on,given_by,approved_by,approved_on\n"
)

HARMLESS = """Somali-speaking families trust the clinic.
Families rely on one interpreter.
Houston Independent School District holds evening classes in Spanish.
In March and April the crews move north, and in May they are back.
On Mondays the Harris County Sheriff's Office has a Vietnamese interpreter.
Texas Workforce Commission forms are in English only.
Families in Fort Bend County wait for months. Many do not call the Houston Police Department.
The U.S. Attorney's Office for the Southern District of Texas trains officers.
Heard from Catholic Charities and the Department of Family and Protective Services.
Youth who age out at 18 sleep in cars.
Crews work 12 hours, six days a week, for three months before they are paid.
Two outreach workers heard this in four meetings.
Along Interstate 45 and US 290 many motels ask for no papers.
The Rio Grande Valley and San Antonio are where recruiters look for workers.
Workers with H-2A visas pay two months of wages to recruiters.
In New York City and Los Angeles this is called a debt.""".splitlines()
A_NAME, A_SITE, COUNT, AGE = (
    "a person's name",
    "points at people",
    "a small count",
    "somebody's age",
)
ATTACKS = [
    ("Rosa Delgado, 15, sleeps behind the Sunrise Motel on Spencer.", A_NAME),
    ("Heard from Lupe Ortiz who lives there", A_NAME),
    ("ZEBULON QUARK owes money.", A_NAME),
    ("In Houston Zebulon Quark owes money.", A_NAME),
    ("April Banks owes money.", A_NAME),
    ("Zebulon de la Quark owes money.", A_NAME),
    ("Z. Quark owes money.", A_NAME),
    ("Zebulon-Quark owes money.", A_NAME),
    ("Her uncle Zebulon owes money.", A_NAME),
    ("Workers call rosa about it.", A_NAME),
    ("They sleep at the Sunrise Motel.", A_SITE),
    ("They meet at the church on Spencer.", A_SITE),
    ("The safe house is known. The shelter behind a school is too.", A_SITE),
    ("The car has plate KXD 4471.", "a license plate"),
    ("Zebulon, 15, owes money.", AGE),
    ("Some of the girls were moved in March; all were 14.", AGE),
    ("A fourteen-year-old was moved.", AGE),
    ("She was fourteen.", AGE),
    ("Seven girls from one trailer park were moved in March.", COUNT),
    ("7 young girls were moved.", COUNT),
    ("A couple of teens were moved.", COUNT),
    ("Five of them were moved.", COUNT),
    ("Girls (three) were moved.", COUNT),
    ("Children: 4.", COUNT),
]


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def faults_of(library: Library, **files: Path) -> str:
    area = resolve_places(["48201", "48157"], library.gazetteer)
    try:
        read_leads_files(EnteredFiles(**files), area=area, library=library, today=TODAY)
    except InputFaults as error:
        return str(error)
    return ""


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_note_passes(library: Library, tmp_path: Path, text: str) -> None:
    """Fails when agencies, places, languages, months or counts of time are taken for people."""
    file = tmp_path / "notes.csv"
    file.write_text(f'{NOTES}I19,"{text}",Ana Example,worker,2026-05-31,"{text}"\n')
    assert faults_of(library, notes=file) == ""


@pytest.mark.parametrize("column", ["text", "source"])
@pytest.mark.parametrize(("text", "what"), ATTACKS)
def test_a_person_in_a_note_is_refused(
    library: Library, tmp_path: Path, text: str, what: str, column: str
) -> None:
    """Fails when a name, a small place, a plate, an age or a small count can be entered."""
    cells = {"text": "Fees are paid back.", "source": "heard", column: text}
    file = tmp_path / "notes.csv"
    file.write_text(f'{NOTES}I19,"{cells["text"]}",A,worker,2026-05-31,"{cells["source"]}"\n')
    told = faults_of(library, notes=file)
    assert what in told and f"row 2, column {column}" in told
    assert not [word for word in ("Rosa", "rosa", "Zebulon", "Spencer", "KXD") if word in told]


@pytest.mark.parametrize("column", ["definition", "holder", "document"])
@pytest.mark.parametrize(
    "words",
    [
        "claims filed; 7 the year before",
        "250 reports about 246 children",
        "seven the year before",
        "VII the year before",
        "２４６ children",
        "siete",
        "about 2018",
        "the 1-in-100 part",
        "Zebulon Quark claim",
    ],
)
def test_words_of_a_total_hold_no_number_and_no_name(
    library: Library, tmp_path: Path, column: str, words: str
) -> None:
    """Fails when a hidden count can be told in words, in a year's clothes or another row's."""
    cells = {"definition": "all", "holder": "police", "document": "letter", column: words}
    file = tmp_path / "totals.csv"
    file.write_text(
        f"{TOTALS}runaway_youth,episodes,,48201,2023,2018,,,shown,reports,"
        f"{','.join(cells.values())},2026-05-31,clerk,director,2026-06-01\n"
    )
    assert f"row 2, column {column}" in faults_of(library, totals=file)


def test_years_and_forms_may_stand_in_the_words_of_a_total(
    library: Library, tmp_path: Path
) -> None:
    """Fails when a holder cannot be named, or a year or a form's number counts as a count."""
    file = tmp_path / "totals.csv"
    file.write_text(
        f"{TOTALS}runaway_youth,episodes,,48201,2023,250,,,shown,reports,"
        "reports about people under 18 in fiscal years 2022-2023,Houston Police Department,"
        "letter of May 2025 with Form I-914,2026-05-31,clerk,director,2026-06-01\n"
    )
    assert faults_of(library, totals=file) == ""


AGENCIES = (
    "Phoenix PD",
    "Queen Creek PD",
    "Harris County SO",
    "Maricopa County S.O.",
    "MCSO",
    "HPD",
    "NYPD",
    "DA",
    "Harris County DA",
    "Harris County DA's Office",
    "DCFS",
    "Illinois DCFS",
    "Texas DPS",
    "PHOENIX PD",
    "Records of HPD and MCSO",
)
PEOPLE = ("Zebulon So", "Minh Da", "KIM SO", "Quark Sd", "Sgt. Quark", "chief Quark", "Lt. Quark")


@pytest.mark.parametrize("words", AGENCIES)
def test_an_agency_by_its_short_name_is_a_holder(
    library: Library, tmp_path: Path, words: str
) -> None:
    """Fails when "PD" or "SO" behind a place is taken for a family name."""
    assert faults_of(library, totals=_total_of(tmp_path, words)) == ""


@pytest.mark.parametrize("words", PEOPLE)
def test_a_family_name_like_a_short_name_is_refused(
    library: Library, tmp_path: Path, words: str
) -> None:
    """Fails when the short names are read without their capitals, or a rank lets a name pass."""
    assert "a person's name" in faults_of(library, totals=_total_of(tmp_path, words))


ORGANIZATIONS = (
    "Emerge Center Against Domestic Abuse",
    "La Frontera Arizona",
    "Sold No More",
    "Quark Zebulon Together",
)
# Nobody can say that these are organizations: names of the lists, ranks, plates, places to live.
NEVER = ("Zebulon 4KXD382", "Rosa Delgado", "Grace Quark", "J. Quark", "Lt. Quark", "Quark Motel")


@pytest.mark.parametrize("words", ORGANIZATIONS)
def test_an_organization_by_its_own_name_is_a_holder_where_somebody_says_so(
    library: Library, tmp_path: Path, words: str
) -> None:
    """Fails when a real name of an organization is refused for good, or passes with no word."""
    told = faults_of(library, totals=_total_of(tmp_path, words))
    assert "a person's name" in told and "organization in holder_is" in told
    assert words not in told
    said = _total_of(tmp_path, words, holder_is="organization")
    assert faults_of(library, totals=said) == ""


@pytest.mark.parametrize("words", NEVER)
def test_a_person_is_no_organization_whatever_is_said(
    library: Library, tmp_path: Path, words: str
) -> None:
    """Fails when `holder_is` switches the scan off in place of explaining capitals."""
    said = _total_of(tmp_path, words, holder_is="organization")
    assert "looks as if it held" in faults_of(library, totals=said)


def test_only_the_holder_may_be_said_to_be_an_organization(
    library: Library, tmp_path: Path
) -> None:
    """Fails when the answer opens another column, or anything else is taken for the answer."""
    opened = {"holder_is": "organization", "document": "Zebulon Quark letter"}
    told = faults_of(library, totals=_total_of(tmp_path, "police", **opened))
    assert "column document" in told and "column holder" not in told
    told = faults_of(library, totals=_total_of(tmp_path, "police", holder_is="yes"))
    assert "column holder_is" in told and "yes" not in told


def _total_of(folder: Path, holder: str, **more: str) -> Path:
    row = total_row("episodes", "250", place="48201", holder=holder, **more)
    return Path(write_totals(folder, row))


def test_a_map_of_columns_holds_no_number_and_no_name(library: Library, tmp_path: Path) -> None:
    """Fails when the words of a labor file's map tell what its totals hide."""
    claims, mapped = tmp_path / "claims.csv", tmp_path / "map.yaml"
    claims.write_text("County,Year\n")
    mapped.write_text(
        "measure: wage_claims\nrows: cases\nstate: TX\ncounty: County\nyear: Year\ncount: ''\n"
        "amount: ''\nholder: Zebulon Quark\ndocument: list\ndefinition: seven of last year\n"
        "given_on: 2026-05-31\n"
    )
    told = faults_of(library, labor=claims, labor_map=mapped)
    assert "a person's name" in told and "hold a number" in told
    assert "Zebulon" not in told and "seven" not in told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Case 2021-44512 is open.", "a case number"),
        ("docket 4:21-cr-00123", "a case number"),
        ("Report 21-4451 was read.", "a case number"),
        ("Incident: 22-001234", "a case number"),
        ("The report 2019-2021 is public.", ""),
        ("See the report 2019/20.", ""),
        ("In each case twelve staff meet.", ""),
        ("The report 2023 is out.", ""),
    ],
)
def test_a_case_number_needs_no_word_number_before_it(text: str, found: str) -> None:
    """Fails when a case is found only after "no." or "#", or a span of years is one."""
    assert find_person(text) == found
