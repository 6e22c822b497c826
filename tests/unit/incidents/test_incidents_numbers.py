"""Minnesota 2018 and the District of Columbia 2021, as received, and a second way of counting."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from firstlight.base.cell import Status
from firstlight.base.errors import InputFaults
from firstlight.catalogue import read_catalogue
from firstlight.incidents import BANDS, IncidentSummary, summarise_incidents
from made_incidents import MadeAgency, make_download, write_folder
from unit.incidents.conftest import numbers

PARTNERS = {"SE", "CS", "BG", "HR", "XS"}
FRAME = (
    ("trafficking", {"64A", "64B"}), ("prostitution", {"40A", "40B", "40C"}), ("images", {"370"}),
    ("kidnapping", {"100"}), ("statutory_rape", {"36B"}),
    ("sex_offenses", {"11A", "11B", "11C", "11D"}),
)  # fmt: skip


@pytest.fixture(scope="module")
def minnesota(received: Path) -> IncidentSummary:
    return summarise_incidents(received / "nibrs" / "mn2018", catalogue=read_catalogue())


@pytest.fixture(scope="module")
def district(received: Path) -> IncidentSummary:
    return summarise_incidents(received / "nibrs" / "dc2021", catalogue=read_catalogue())


@pytest.fixture(scope="module")
def rows(received: Path) -> dict[str, list[dict[str, str]]]:
    """Every table of Minnesota 2018 by Python alone."""
    folder = received / "nibrs" / "mn2018"
    return {
        file.name.split(".")[0].lower(): list(csv.DictReader(gzip.open(file, "rt")))
        for file in folder.glob("*.csv.gz")
    } | {
        file.stem.lower(): list(csv.DictReader(file.open()))
        for file in (folder / "lookups").glob("*.csv")
    }


def test_minnesota_2018_has_its_known_numbers(minnesota: IncidentSummary, received: Path) -> None:
    """Section 10 of the design note on cases; fails when a table is joined or split another way."""
    assert numbers(minnesota, "totals")["incidents",] == 18779
    assert len(minnesota.agencies) == 73 and minnesota.agencies_with_incidents == 70
    assert len(minnesota.counties) == 20
    assert sum(len(agency.counties) > 1 for agency in minnesota.agencies) == 3
    assert sum(not agency.counties for agency in minnesota.agencies) == 1
    offenses = {code: n for (code,), n in numbers(minnesota, "offenses").items()}
    known = {"64A": 6, "40A": 1, "40B": 1, "40C": 3, "100": 37, "36B": 7, "370": 56}
    assert {code: offenses[code] for code in known} == known
    assert "64B" not in offenses and sum(offenses.values()) == 21361
    assert minnesota.years == (2018,) and minnesota.tables_missing == ()


def test_the_look_back_of_minnesota_2018(minnesota: IncidentSummary, received: Path) -> None:
    """The frame of the design note, with one former boyfriend or girlfriend that it lacks."""
    own = {kind: n for (kind,), n in numbers(minnesota, "lookback").items()}
    assert own == {
        "trafficking": 6, "prostitution": 5, "images": 56, "kidnapping": 37, "statutory_rape": 7,
        "sex_offenses": 405, "partner": 1150, "former_partner": 1,
    }  # fmt: skip
    assert numbers(minnesota, "lookback_minor") == {("sex_offenses",): 231}
    first = numbers(minnesota, "lookback_first")
    assert sum(first.values()) - first["former_partner",] == 1644
    assert numbers(minnesota, "totals")["lookback",] == 1645


def test_the_district_2021_has_its_known_numbers(district: IncidentSummary, received: Path) -> None:
    """Fails when the newer keys are read otherwise, or five months pass as twelve."""
    assert numbers(district, "totals")["incidents",] == 30813
    offenses = district.tables["offenses"].cells
    assert offenses["64A",].status is Status.TRUE_ZERO
    assert numbers(district, "offenses")["370",] == 27
    assert numbers(district, "offenses")["11A",] == 93
    months = {agency.id: [m for _, m in agency.months] for agency in district.agencies}
    assert months == {"DCMPD0000": [8, 9, 10, 11, 12], "DCMTP0000": list(range(1, 13))}
    means = district.zeros["64A"].means
    assert any("reported 5 of 12 months (August to December)" in told for told in means)
    assert any("nothing is known" in told for told in means)
    assert district.tables_missing == ("nibrs_month",)
    assert offenses["30C",].status is Status.STRUCTURAL_ZERO
    assert district.counties == ()


def band(row: dict[str, str], codes: dict[str, str]) -> str:
    """The band by other means: code, then range, then years."""
    code = codes.get(row["AGE_ID"], "")
    if code in ("NN", "NB", "BB"):
        return "0-12"
    ends = [int(row[c]) if row[c] else 0 for c in ("AGE_RANGE_LOW_NUM", "AGE_RANGE_HIGH_NUM")]
    if ends[1] > ends[0] > 0:
        both = {_of(end) for end in ends}
        return both.pop() if len(both) == 1 else "unknown"
    if row["AGE_NUM"]:
        return _of(int(row["AGE_NUM"]))
    return "35+" if code == "99" else "unknown"


def _of(age: int) -> str:
    for top, name in zip((12, 15, 17, 24, 34), BANDS, strict=False):
        if age <= top:
            return name
    return "35+"


def test_every_count_of_minnesota_2018_by_plain_python(
    minnesota: IncidentSummary, rows: dict[str, list[dict[str, str]]]
) -> None:
    """Fails when a count of the engine differs from csv and Counter, over the whole file."""
    code_of_type = {r["OFFENSE_TYPE_ID"]: r["OFFENSE_CODE"] for r in rows["nibrs_offense_type"]}
    ages = {r["AGE_ID"]: r["AGE_CODE"] for r in rows["nibrs_age"]}
    kinds = {r["VICTIM_TYPE_ID"]: r["VICTIM_TYPE_CODE"] for r in rows["nibrs_victim_type"]}
    relations = {r["RELATIONSHIP_ID"]: r["RELATIONSHIP_CODE"] for r in rows["nibrs_relationship"]}
    offense = {
        r["OFFENSE_ID"]: (code_of_type[r["OFFENSE_TYPE_ID"]], r["INCIDENT_ID"])
        for r in rows["nibrs_offense"]
    }
    victims = {r["VICTIM_ID"]: r for r in rows["nibrs_victim"]}
    assert {c: n for (c,), n in numbers(minnesota, "offenses").items()} == Counter(
        code for code, _ in offense.values()
    )
    linked = {
        (offense[r["OFFENSE_ID"]][0], r["VICTIM_ID"])
        for r in rows["nibrs_victim_offense"]
        if kinds[victims[r["VICTIM_ID"]]["VICTIM_TYPE_ID"]] in ("I", "L")
    }
    assert numbers(minnesota, "victims_by_age") == Counter(
        (code, band(victims[victim], ages)) for code, victim in linked
    )
    assert numbers(minnesota, "arrestees_by_age") == Counter(
        (code_of_type[r["OFFENSE_TYPE_ID"]], band(r, ages)) for r in rows["nibrs_arrestee"]
    )
    codes_of = defaultdict(set)
    for code, incident in offense.values():
        codes_of[incident].add(code)
    watched = {code for o in read_catalogue().offenses.values() for code in o.codes}
    pairs = Counter(
        (one, two)
        for codes in codes_of.values()
        for one in codes
        for two in codes
        if one < two and ({one, two} & {"64A", "64B"} or {one, two} <= watched)
    )
    assert numbers(minnesota, "pairs") == pairs
    partners = defaultdict(set)
    for r in rows["nibrs_victim_offender_rel"]:
        partners[victims[r["VICTIM_ID"]]["INCIDENT_ID"]].add(relations[r["RELATIONSHIP_ID"]])
    assaults = {i for i, codes in codes_of.items() if codes & {"13A", "13B", "13C"}}
    frame = {name: {i for i, c in codes_of.items() if c & codes} for name, codes in FRAME}
    frame["partner"] = {i for i in assaults if partners[i] & PARTNERS}
    assert len(set().union(*frame.values())) == 1644
    frame["former_partner"] = {i for i in assaults if "XR" in partners[i]}
    assert len(set().union(*frame.values())) == numbers(minnesota, "totals")["lookback",]
    assert {k: n for (k,), n in numbers(minnesota, "lookback").items()} == {
        name: len(found) for name, found in frame.items()
    }
    ori = {r["AGENCY_ID"]: r["ORI"] for r in rows["agencies"]}
    assert {k: n for (k,), n in numbers(minnesota, "incidents_by_agency").items()} == Counter(
        ori[r["AGENCY_ID"]] for r in rows["nibrs_incident"]
    )
    months = defaultdict(set)
    for r in rows["nibrs_month"]:
        if r["REPORTED_STATUS"] in "IZ":
            months[r["AGENCY_ID"]].add(int(r["MONTH_NUM"]))
    assert {a.id: {m for _, m in a.months} for a in minnesota.agencies} == {
        ori[agency]: found for agency, found in months.items() if agency in ori
    }


def test_counts_by_county_of_minnesota_2018_by_plain_python(
    minnesota: IncidentSummary, rows: dict[str, list[dict[str, str]]]
) -> None:
    """Fails when an agency of two counties is counted in either, or an incident is lost."""
    group = {
        row["AGENCY_ID"]: "; ".join(sorted(part.strip() for part in row["COUNTY_NAME"].split(";")))
        for row in rows["agencies"]
    }
    group = {key: f"MN: {text or 'no county'}" for key, text in group.items()}
    incidents = Counter(group[row["AGENCY_ID"]] for row in rows["nibrs_incident"])
    assert numbers(minnesota, "incidents_by_county") == {(key,): n for key, n in incidents.items()}
    assert incidents["MN: HENNEPIN"] == 1333 and incidents["MN: DOUGLAS; TODD"] == 9
    of = {row["INCIDENT_ID"]: group[row["AGENCY_ID"]] for row in rows["nibrs_incident"]}
    (key,) = (
        r["OFFENSE_TYPE_ID"] for r in rows["nibrs_offense_type"] if r["OFFENSE_CODE"] == "64A"
    )
    forms = Counter(
        of[r["INCIDENT_ID"]] for r in rows["nibrs_offense"] if r["OFFENSE_TYPE_ID"] == key
    )
    assert numbers(minnesota, "codes_by_county") == {(g, "64A"): n for g, n in forms.items()}
    assert sum(forms.values()) == 6
    cell = minnesota.tables["codes_by_county"].cells["MN: HENNEPIN", "64A"]
    assert cell.status is Status.TRUE_ZERO
    lookback = numbers(minnesota, "lookback_by_county")
    assert sum(lookback.values()) == minnesota.tables["totals"].cells["lookback",].value


def test_a_county_whose_agencies_are_silent_is_not_zero(tmp_path: Path) -> None:
    """Fails when a county without a month or an incident is given 0 of anything."""
    download = make_download("type_ids")
    silent = MadeAgency(7, "TX0000007", "Seventh", county="GAMMA", months=())
    download.agencies = (*download.agencies, silent)
    folder = write_folder(tmp_path / "TX", download)
    summary = summarise_incidents(folder, catalogue=read_catalogue())
    for name in ("incidents_by_county", "lookback_by_county", "trafficking_by_county"):
        assert summary.tables[name].cells["TX: GAMMA",].status is Status.NOT_REPORTED
    assert summary.tables["codes_by_county"].cells["TX: GAMMA", "64A"].status is Status.NOT_REPORTED
    assert summary.tables["codes_by_county"].cells["TX: ALPHA", "64A"].value == 2


def test_every_damaged_table_is_told_at_once(tmp_path: Path) -> None:
    """Fails when the first unreadable table ends the reading."""
    folder = write_folder(tmp_path / "TX", make_download("type_ids"))
    for name in ("nibrs_victim", "nibrs_arrestee", "nibrs_incident"):
        (file,) = (f for f in folder.iterdir() if f.stem.lower() == name)
        file.write_text(file.read_text() + '"1","2","3\n')
    with pytest.raises(InputFaults) as raised:
        summarise_incidents(folder, catalogue=read_catalogue())
    told = {str(fault.file).lower() for fault in raised.value.faults}
    assert told == {"nibrs_victim.csv", "nibrs_arrestee.csv", "nibrs_incident.csv"}
