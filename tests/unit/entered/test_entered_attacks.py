"""Typed words are attacked without a capital letter: groups, names, places, roles, counts."""

from __future__ import annotations

import datetime

import pytest

from entered_rows import total_row
from firstlight.assessment.guard import judge_typed
from firstlight.base.place import Area, County
from firstlight.catalogue import read_catalogue
from firstlight.catalogue.entries import NOT_A_SIGN
from firstlight.entered.faults import FaultList
from firstlight.entered.nonidentifying import check_statement_words
from firstlight.entered.row_words import TotalsContext, check_words
from firstlight.entered.scans import make_scans, names_origin

TODAY = datetime.date(2026, 11, 23)
CATALOGUE = read_catalogue()
AREA = Area((County(fips="48901", name="Alpha County", state="TX", residents=1, vintage=2024),), "")
SCANS = make_scans(CATALOGUE, AREA)
TOTALS = TotalsContext(CATALOGUE, AREA, judge_typed, SCANS, TODAY)
COUNTS = (63.0, 7.0)


def judge_statement(text: str) -> str:
    faults = FaultList("statements.csv")
    check_statement_words({"statement": text}, ("statement",), 2, faults, SCANS, judge_typed, TODAY)
    return " ".join(str(fault) for fault in faults.faults)


def judge_total(column: str, text: str, measure: str = "vs_served") -> str:
    faults = FaultList("totals.csv")
    cells = total_row(measure, "63", **{column: text})
    check_words(cells, 2, faults, TOTALS, COUNTS, AREA.counties[0].place)
    own = [fault for fault in faults.faults if fault.column == column]
    return " ".join(str(fault) for fault in own)


GROUPS = """mexicans run it
muslims run it
somalis run it
hondurans are brought in vans
chinese run it
all latinas are trafficked
recruiters are immigrants
Recruiters are foreigners
asylum seekers run it
refugees run it
foreign recruiters keep papers
white owners keep papers
whites keep papers
papers from mexico are kept""".splitlines()
NO_GROUPS = """Vans are painted white at night.
Workers polish floors at night.
a karen interpreter helps families
somali-speaking families trust clinics
services for refugees are far away
staff of a refugee resettlement agency hear this
groups for immigrants' rights hear this
migrant workers pay fees""".splitlines()


@pytest.mark.parametrize("text", GROUPS)
def test_a_group_is_blamed_in_no_letters(text: str) -> None:
    """Fails when a people, a faith or a status needs a capital, or a plural passes."""
    assert "name a people" in judge_statement(text) or "name a legal" in judge_statement(text)
    assert judge_total("rationale", text, "other_indicator")


@pytest.mark.parametrize("text", NO_GROUPS)
def test_plain_words_and_needs_are_no_group(text: str) -> None:
    """Fails when white paint, a polish, an interpreter or a service for people is refused."""
    assert not names_origin(text, SCANS.origin)


POINTING = """k. r. takes money
girls are sold out of sunny nails
Girls are sold at golden lotus spa.
workers come from big star motel and pay""".splitlines()


@pytest.mark.parametrize("text", POINTING)
def test_initials_and_businesses_need_no_capital(text: str) -> None:
    """Fails when points or a missing article tell no name."""
    assert "looks as if it held" in judge_statement(text)


PLAIN = """Groups recruit at bus stations and promise work in food processing.
Buyers wait at any roadside motel.
Girls are moved from motel to motel.
Young people are met on the street and in parks.
In home health work pay is kept.
Workers of small companies are not paid.
People in nail salon work say they pay for training.
Housing of farm workers has locks outside.
Fees are paid in the U.S. or at home, e.g. in cash.""".splitlines()


@pytest.mark.parametrize("text", PLAIN)
def test_kinds_of_places_pass(text: str) -> None:
    """Fails when a kind of place with "any", in the plural or before a trade is taken for one."""
    assert judge_statement(text) == ""


TOLD_IN_TOTALS = (
    ("rationale", "Where Muslims live there is trafficking"),
    ("rationale", "Mexican families live there and bring girls"),
    ("definition", "Guatemalan girls who were sold"),
    ("definition", "undocumented people"),
    ("definition", "the mayor's daughter"),
    ("document", "letter about the mayor's daughter"),
    ("definition", "the girl with a rose tattoo"),
    ("definition", "a pregnant girl of the shelter"),
    ("definition", "the client with a scar"),
    ("definition", "a honduran girl who fled a ranch in arivaca"),
    ("definition", "clients incl. j.s. and m.l."),
    ("definition", "client JS of the program"),
    ("definition", "clients from the house on east speedway boulevard"),
    ("definition", "clients who live on east speedway boulevard"),
    ("definition", "clients at the motel on miracle mile"),
    ("definition", "girls sold at golden lotus spa"),
    ("document", "spreadsheet clients_maria_lopez.xlsx"),
    ("document", "clients_maria_lopez"),
    ("document", "clients-quark.xlsx"),
    ("document", "list of john"),
    ("document", "ortega_j list"),
    ("definition", "clients of sgt. ortega"),
    ("definition", "the boys on miracle mile"),
    ("holder", "John Smith PD"),
    ("approved_by", "deputy chief villasenor"),
    ("approved_by", "director villasenor"),
    ("approved_by", "Smith"),
    ("approved_by", "smith"),
    ("given_by", "maria, records"),
)


@pytest.mark.parametrize(("column", "text"), TOLD_IN_TOTALS)
def test_words_of_a_total_point_at_nobody(column: str, text: str) -> None:
    """Fails when a scan of statements is left out for totals, or a fault repeats a word."""
    told = judge_total(column, text)
    assert told
    for word in ("villasenor", "maria", "speedway", "tattoo", "mayor", "JS", "quark", "olden"):
        assert word not in told


PASS_IN_TOTALS = (
    ("definition", "every report of a minor who left home or care"),
    ("definition", "offenses where the victim was under 18"),
    ("definition", "a client is a person who got a service"),
    ("definition", "arrests of a person for prostitution"),
    ("definition", "reports that someone left home"),
    ("definition", "youth who asked the shelter for a bed"),
    ("definition", "victims of crimes, e.g. debt, by the U.S. definition"),
    ("definition", "youth who slept in a shelter on a given night"),
    ("definition", "clients in the shelter at year's end"),
    ("given_by", "lt. of investigations"),
    ("given_by", "det. sergeant"),
    ("document", "letter of the chief"),
    ("document", "Douglas County Sheriff annual report"),
    ("holder", "Allen Park PD"),
    ("holder", "St. Paul PD"),
)


@pytest.mark.parametrize(("column", "text"), PASS_IN_TOTALS)
def test_plain_words_of_a_total_pass(column: str, text: str) -> None:
    """Fails when anybody of whom a law speaks, a title or a town is taken for one person."""
    assert judge_total(column, text) == ""


@pytest.mark.parametrize("measure", ["legal_t_applications", "group_size"])
def test_what_is_counted_by_status_may_say_so_and_name_no_people(measure: str) -> None:
    """Fails when a template on visas cannot be filled in, or its exemption opens more."""
    assert judge_total("definition", "papers of undocumented people", measure) == ""
    assert judge_total("definition", "papers of mexicans", measure)
    assert judge_total("rationale", "undocumented people cause it", measure)


ROLES = """director
sergeant
records supervisor
program manager
Chief of Police
lieutenant, vice
ED
board of directors
crime analyst
HPD
Records Division
chief information officer
executive director of the shelter
social worker
head of unit
city attorney
district attorney's office
sheriff’s office
Lt.
public health nurse
nobody: invented""".splitlines()


@pytest.mark.parametrize("column", ["given_by", "approved_by"])
@pytest.mark.parametrize("text", ROLES)
def test_a_role_passes(column: str, text: str) -> None:
    """Fails when what leads type for a role is refused."""
    assert judge_total(column, text) == ""


TIMES_AND_LAWS = (
    ("document", "Annual report FY2025"),
    ("document", "report for FY25"),
    ("document", "letter of March 3"),
    ("document", "letter, page 3"),
    ("document", "Q3 report"),
    ("document", "Email of 5 May 2025"),
    ("document", "Annual report 2024-25, table 12"),
    ("definition", "people each once"),
    ("definition", "offenses coded 64A or 64B, both forms"),
    ("definition", "arrests under 40A"),
    ("definition", "each client once"),
    ("definition", "people served from July 1 2024 to June 30 2025"),
    ("definition", "clients as of June 30, 2025"),
    ("definition", "reports under Texas Penal Code 20A"),
    ("definition", "cases under 18 U.S.C. 1591"),
)


@pytest.mark.parametrize(("column", "text"), TIMES_AND_LAWS)
def test_times_and_laws_are_no_counts(column: str, text: str) -> None:
    """Fails when a day, a quarter, a page or a law is refused as a number."""
    assert judge_total(column, text) == ""


# 7 and 63 are counts of the file; the others stand before people, or where no time is told.
COUNTS_TOLD = (
    ("definition", "since July 7"),
    ("definition", "from July 7 2024 to June 30 2025"),
    ("definition", "cases of section 63"),
    ("definition", "clients of FY63"),
    ("definition", "on March 14"),
    ("definition", "page 4"),
    ("definition", "clients each once, and once in a while 4"),
    ("definition", "section 8 clients"),
    ("document", "letter, page 7"),
    ("document", "letter, page 63"),
    ("document", "letter of May 5 clients"),
    ("document", "table 9 young girls"),
    ("document", "4 pages"),
    ("document", "letter 4"),
    ("document", "Q3 clients"),
    ("document", "letter, page ７"),
    ("holder", "police, page 3"),
)


@pytest.mark.parametrize(("column", "text"), COUNTS_TOLD)
def test_a_count_is_told_in_no_clothes(column: str, text: str) -> None:
    """Fails when a day, a page or a law may equal a count or stand before people."""
    assert "hold a number" in judge_total(column, text)


def test_every_sign_may_be_repeated_and_nothing_beside_it() -> None:
    """Fails when a sign of our own is refused, or whatever stands beside one passes."""
    for sign in CATALOGUE.signs.values():
        if sign.scope != NOT_A_SIGN:
            assert judge_statement(sign.sign) == "", sign.id
            assert judge_statement(f"{sign.sign} The mayor’s daughter says so.")
