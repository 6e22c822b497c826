"""Statements and checklists: what is refused, what is held back, and what a file tells of it."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from firstlight.assessment.guard import judge_typed
from firstlight.base.errors import InputFaults
from firstlight.base.place import Area, County
from firstlight.catalogue import read_catalogue
from firstlight.entered.scans import make_scans
from firstlight.entered.statement_head import StatementContext
from firstlight.entered.statement_room import FOR_POLICE, SHARED, Told, read_statements
from firstlight.entered.templates import write_template
from statement_rows import GROUPS, LODGING, statement_row, write_checklist, write_statements

TODAY = datetime.date(2026, 11, 22)


def county(fips: str, name: str, residents: int | None) -> County:
    return County(fips=fips, name=name, state="TX", residents=residents, vintage=2024)


AREA = Area(
    (county("48901", "Alpha County", 90_000), county("48903", "Beta County", 9_000)), "Both"
)


def context(area: Area = AREA) -> StatementContext:
    catalogue = read_catalogue()
    return StatementContext(catalogue, area, judge_typed, make_scans(catalogue, area), TODAY)


def read(*files: str, audience: str = SHARED, area: Area = AREA) -> Told:
    return read_statements([Path(f) for f in files], context(area), audience=audience)


def refuse(*files: str, area: Area = AREA) -> str:
    with pytest.raises(InputFaults) as error:
        read(*files, area=area)
    return "\n".join(str(fault) for fault in error.value.faults)


# Each points at one person, business or place; lower letters and odd spellings too.
POINTING = {
    "a name": "A man called Rafael Ortuno takes the papers of workers.",
    "a given name": "Workers give their papers to maria every week.",
    "a lone name": "Workers say that Ortuno takes their papers.",
    "a nickname": "The recruiter is known as Shadow among workers.",
    "initials": "Papers are kept by R. T. at all times.",
    "a business": "Staff sleep at Sunny Garden Massage most nights.",
    "a small business": "Staff sleep at the sunny garden spa most nights.",
    "one place": "Workers are picked up behind the blue motel at night.",
    "a company": "Workers are hired by sunshine staffing llc and pay a fee.",
    "a web site": "Notices stand on sunshinejobs.com all year.",
    "a quoted name": "Workers speak of “the lotus” as a place to avoid.",
    "an address": "Workers sleep at 4417 Bissonnet Street all year.",
    "a street": "Workers wait along Bissonnet for a van.",
    "a road": "Vans stop along highway 59 at night.",
    "a plate": "The van has the plate KLM 4471 on it.",
    "a phone": "Notices give 713-555-0188 to call.",
    "an e-mail": "Notices give boss@example.org to write to.",
    "a handle": "Notices give @fastjobs_tx to write to.",
    "a date of birth": "One worker, born on June 4, has no papers.",
    "a birthday": "Workers must give their DOB to the recruiter, 06/04/1999 for one.",
    "a day": "A van came on March 14 and left.",
    "a case": "Case no. 2025-44512 says that papers were kept.",
    "a Social Security number": "Recruiters write down 123-45-6789 and such.",
    "a count of people": "Three workers had no papers.",
    "an age": "A girl, 15, waits there.",
    "a group": "The group is called MS-13 here.",
    "kin": "The boyfriend Marco brings the young people.",
}


# Words of these texts that no message may repeat.
WORDS = (
    *("Ortuno", "maria", "Shadow", "Sunny", "blue motel", "lotus", "Bissonnet", "4471", "0188"),
    *("boss@", "fastjobs", "June", "44512", "6789", "MS-13", "Marco"),
)


@pytest.mark.parametrize("text", POINTING.values(), ids=POINTING.keys())
@pytest.mark.parametrize("column", ["statement", "made_by", "approved_by", "zone"])
def test_what_points_at_somebody_is_refused_in_every_typed_cell(
    tmp_path: Path, text: str, column: str
) -> None:
    # Fails when one scan is left out, a typed cell is not scanned, or a fault repeats a word
    told = refuse(write_statements(tmp_path, statement_row(**{column: text})))
    own = [fault for fault in told.splitlines() if f"column {column}" in fault]
    assert any("looks as if it held" in fault or "hold a number" in fault for fault in own)
    for word in WORDS:
        assert word.casefold() not in told.casefold()


# Given names in any letters, "called" before any word, and one person by role, mark or vehicle.
ONE_PERSON = {
    "a small name": "john smith recruits workers and keeps their papers.",
    "a name that is a word": "Mark quietly recruits workers at night.",
    "a house of a word": "Workers sleep in grace’s house.",
    "called": "A man called bob moves workers at night in a red truck.",
    "called what is no name": "Workers speak of a place named zorro.",
    "a man": "A man moves workers at night.",
    "a mark": "The manager with a scar on his neck keeps the papers of workers.",
    "only a mark": "Workers are met by people, one with a gold tooth.",
    "kin of an office": "The sheriff's brother rents rooms to workers.",
    "kin in capitals": "The Sheriff’s brother rents rooms to workers.",
    "a vehicle": "Workers are moved at night in a red pickup truck.",
    "a make": "Workers are moved at night in two fords and a chevy.",
    "a pronoun": "Workers say that she keeps their papers.",
    "somebody": "Somebody in the trade keeps papers of workers.",
}
WORDS_OF_ONE = (
    *("smith", "bob", "zorro", "scar", "neck", "brother", "red", "truck", "tooth", "chevy"),
    *("sheriff", "grace", "mark "),
)


@pytest.mark.parametrize("text", ONE_PERSON.values(), ids=ONE_PERSON.keys())
@pytest.mark.parametrize("column", ["statement", "zone"])
def test_one_person_is_refused_without_a_capital_and_never_repeated(
    tmp_path: Path, text: str, column: str
) -> None:
    # Fails when names need a capital, one person passes by role, mark or vehicle, or is repeated
    told = refuse(write_statements(tmp_path, statement_row(**{column: text})))
    own = " ".join(fault for fault in told.splitlines() if f"column {column}" in fault)
    assert "a person's name" in own or "one person, or the marks or vehicle" in own
    assert "plural" in own or "Leave names of people" in own
    for word in WORDS_OF_ONE:
        assert word not in re.sub("the marks or vehicle|marks and the vehicle", "", own.casefold())


PASSING = (
    "Workers of the same recruiter tell the same story of a fee that grows.",
    "In the hotel trade staff are often moved between places and do not keep their papers.",
    "Young people in Alpha County get rides and gifts from older adults whom they met online.",
    "Vietnamese-speaking workers in nail salons say that pay is kept back for months.",
    "Since 2023 notices in Spanish ask for a fee before work begins.",
    "Groups recruit at bus stations and promise work in food processing.",
    "Workers may not leave, and will be told of fees that are called a deposit.",
    "In April and May notices promise work; the June harvest brings more.",
    "Outreach staff of a worker center hear that managers keep papers of workers.",
    "So-called recruiters move workers at night in vans and trucks without windows.",
    "Staff of the sheriff’s office see more notices that hope to draw young people.",
    "Any worker who asks for pay is told of a debt, and each worker owes more every month.",
)  # fmt: skip


@pytest.mark.parametrize("text", PASSING)
def test_general_words_pass(tmp_path: Path, text: str) -> None:
    # Fails when the scans refuse what a statement is for
    assert read(write_statements(tmp_path, statement_row(statement=text))).statements


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    # Fails when reading stops at the first fault, row or file
    first = write_statements(
        tmp_path,
        statement_row(subject_kind="", reliability="Z", sources="0"),
        statement_row(audience="", not_part_23="", approved_by="director"),
    )
    second = write_statements(tmp_path, statement_row(period="2025-03-01"), name="more.csv")
    told = refuse(first, second)
    for column in ("subject_kind", "reliability", "sources", "audience", "not_part_23", "period"):
        assert column in told
    assert "statements.csv" in told and "more.csv" in told


REFUSED = {
    "no kind of subject": ({"subject_kind": ""}, "subject_kind"),
    "another kind's subject": ({"subject": "lodging"}, "subject"),
    "groups for everybody": ({**GROUPS, "audience": "shared"}, "audience"),
    "few businesses": ({**LODGING, "businesses": "4"}, "businesses"),
    "unknown businesses": ({**LODGING, "businesses": ""}, "businesses"),
    "a small zone": ({"zone": "north of the county", "zone_residents": "19,999"}, "zone_residents"),
    "a zone larger than all": (
        {"zone": "north of the county", "zone_residents": "200000"}, "zone_residents",
    ),
    "a zone without residents": ({"zone": "north of the county"}, "zone_residents"),
    "a small county": ({"place": "48903"}, "place"),
    "another county": ({"place": "48201"}, "place"),
    "a day": ({"period": "as of 2025-03-04"}, "period"),
    "approved by its author": (
        {"approved_by": "Outreach coordinator of an invented worker center"}, "approved_by",
    ),
    "approved before it was made": ({"approved_on": "2026-05-01"}, "approved_on"),
    "no sign": ({"sign": "L32"}, "sign"),
    "another kind's sign": ({"sign": "L14"}, "sign"),
    "borne out by nobody": ({"credibility": "1", "sources": "1"}, "credibility"),
    "from a Part 23 record": ({"not_part_23": "no"}, "not_part_23"),
    "called proven": ({"statement": "It is confirmed that fees grow on the way."}, "statement"),
    "a people blamed": ({"statement": "Undocumented people pay a fee."}, "statement"),
    "too long": ({"statement": "Fees grow on the way. " * 30}, "statement"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "column"), REFUSED.values(), ids=REFUSED.keys())
def test_what_a_statement_may_not_be(tmp_path: Path, cells: dict[str, str], column: str) -> None:
    # Fails when the rule of that name is gone, or the fault names another cell
    told = refuse(write_statements(tmp_path, statement_row(**cells)))
    assert f"column {column}" in told


def test_what_may_not_be_read_stays_behind_and_leaves_no_trace(tmp_path: Path) -> None:
    # Fails when a restricted or unapproved row reaches a shared report, or its words move a hash
    def both(words: str) -> Told:
        file = write_statements(
            tmp_path,
            statement_row(),
            statement_row(**{**GROUPS, "statement": words}),
            statement_row(approved_by="", approved_on="", statement="Fees grow at each step."),
        )
        return read(file)

    told = both("Recruiters keep the papers of workers.")
    assert len(told.statements) == len(told.origins) == 1
    assert (told.held_back.not_approved, told.held_back.restricted) == (1, 1)
    assert told.origins[0].sealed
    assert told == both("Recruiters lend money to workers and keep their pay.")


def test_rows_that_are_cited_do_not_count_what_is_held_back(tmp_path: Path) -> None:
    # Fails when the evidence keeps the rows of the file: a gap between them is what is held back
    first, last = statement_row(), statement_row(statement="Fees grow at each step.")
    hidden = [
        statement_row(**{**GROUPS, "statement": f"Recruiters keep papers, {words}."})
        for words in ("as some say", "as others say")
    ]
    told = {}
    for number in range(3):
        told[number] = read(write_statements(tmp_path, first, *hidden[:number], last))
    for number in (1, 2):
        cited = [address for s in told[number].statements for address in s.made_from]
        assert [address.row for address in cited] == [2, 3]
        assert [address.source.rpartition(":")[2] for address in cited] == ["2", "3"]
        assert {origin.key for origin in told[number].origins} == {a.source for a in cited}
    assert told[1].statements == told[2].statements
    assert told[1].origins == told[2].origins


def test_law_enforcement_reads_what_is_restricted_and_approved(tmp_path: Path) -> None:
    # Fails when the audience is not asked, or approval is skipped for it
    waiting = {**GROUPS, "approved_by": "", "approved_on": ""}
    file = write_statements(tmp_path, statement_row(**GROUPS), statement_row(**waiting))
    assert not read(file).statements
    told = read(file, audience=FOR_POLICE)
    assert [s.about.kind for s in told.statements] == ["criminal_group"]
    assert told.held_back.not_approved == 1


def test_a_checklist_takes_a_blank_for_not_looked(tmp_path: Path) -> None:
    # Fails when a blank, or a line left out, is read as not found
    told = read(write_checklist(tmp_path, {"L15": "found", "L16": "not_found"}))
    answers = dict(told.checklists[0].answers)
    assert (answers["L15"], answers["L16"]) == ("found", "not_found")
    rest = {answer for sign, answer in answers.items() if sign not in ("L15", "L16")}
    assert rest == {"not_looked"} and "L32" not in answers


@pytest.mark.parametrize(
    ("answers", "head", "told"),
    [
        ({"L15": "yes"}, {}, "three answers"),
        ({"L32": "found"}, {}, "no sign of anything"),
        ({"L24": "found"}, {}, "not one for the kind of subject establishment"),
        ({"L15": "found"}, {"businesses": "4"}, "5 such businesses"),
        ({"L15": "found"}, {"subject_kind": "population", "subject": "guest_workers"}, "subject"),
        ({"L15": "found"}, {"zone": "at Sunny Garden Massage", "zone_residents": "30000"}, "zone"),
        ({"L15": "found"}, {"offices_looked": ""}, "number of offices"),
        ({"Sunny Garden Massage": "found"}, {}, "none of the checklist"),
    ],
)
def test_a_checklist_refuses_verdicts_names_and_myths(
    tmp_path: Path, answers: dict[str, str], head: dict[str, str], told: str
) -> None:
    # Fails when a yes, a name, a myth or a small zone enters, or a word of it is repeated
    found = refuse(write_checklist(tmp_path, answers, **head))
    assert told in found and "Sunny" not in found


def test_the_words_of_a_sign_cannot_carry_a_name(tmp_path: Path) -> None:
    # Fails when the third column of a checklist is not held against our own words
    file = Path(write_checklist(tmp_path, {"L15": "found"}))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Staff sleep where they work.", "Sunny Garden Massage"), "utf-8")
    assert "words of the sign were changed" in refuse(str(file))


def test_the_example_of_the_template_would_pass_and_is_refused_as_it_stands(tmp_path: Path) -> None:
    # Fails when our own example breaks our own rules, or enters as somebody's statement
    text = write_template("statements", read_catalogue())
    file = tmp_path / "statements.csv"
    file.write_text(text, encoding="utf-8")
    assert "example" in refuse(str(file))
    file.write_text(text.replace("EXAMPLE ", ""), encoding="utf-8")
    assert len(read(str(file)).statements) == 1


@pytest.mark.parametrize("name", ["checklist_locale", "checklist_establishment"])
def test_a_checklist_template_is_refused_until_it_is_filled_in(tmp_path: Path, name: str) -> None:
    # Fails when a blank form counts as a checklist
    file = tmp_path / "checklist.csv"
    file.write_text(write_template(name, read_catalogue()), encoding="utf-8")
    assert "example" in refuse(str(file))


def test_a_sign_of_another_kind_is_told_with_its_kinds(tmp_path: Path) -> None:
    # Fails when the fault, or the template, leaves it open which sign fits which kind
    told = refuse(write_statements(tmp_path, statement_row(**{**LODGING, "sign": "L22"})))
    assert "kind of subject establishment" in told and "It is one for locale" in told
    lines = write_template("statements", read_catalogue()).splitlines()
    own = {
        line.split("subject_kind is ")[1].split(":")[0]: line
        for line in lines
        if "# sign, where" in line
    }
    assert set(own) == set(read_catalogue().statements.kinds)
    assert "L22" in own["locale"] and "L22" not in own["establishment"]
    assert "L14" in own["establishment"] and "L14" not in own["population"]


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Papers are kept in twos.", "as a word"),
        ("Papers are kept for 40 days.", "in digits"),
        ("Papers are kept as in part XIV.", "in Roman letters"),
        ("Papers are kept by a manager.", "before a word for one person"),
        ("Papers are kept as she says.", "he, she"),
        ("Honduran workers keep papers.", "a people"),
        ("Immigrants keep papers.", "a legal status"),
    ],
)
def test_a_fault_says_which_sort_of_word_was_found(tmp_path: Path, text: str, sort: str) -> None:
    # Fails when a lead has to guess what is wrong, or the word itself is repeated
    told = refuse(write_statements(tmp_path, statement_row(statement=text)))
    assert sort in told
    assert not [w for w in ("twos", "XIV", "manager", "Honduran", "Immigrants") if w in told]
