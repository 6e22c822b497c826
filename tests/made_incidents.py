"""Made NIBRS downloads, in every layout, from one description with known answers.

Invented throughout. One description is written in three layouts, so that a test can ask that
all of them say the same. Ages: a number of years, "NN", "NB", "BB", "00", a range (low, high),
or None for a victim that is no person.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LAYOUTS = ("type_ids", "from_2021", "cde_agencies")
Age = int | str | tuple[int, int] | None
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()  # noqa: SIM905
TYPE_IDS = {
    "64A": 61, "64B": 62, "40A": 16, "40B": 31, "40C": 63, "370": 36, "36B": 50, "100": 7,
    "11A": 43, "13A": 27, "13B": 51, "13C": 44, "35A": 35, "23C": 14, "90B": 71, "90I": 70,
    "30C": 80, "26H": 81, "210": 20,
}  # fmt: skip
RELATIONS = {"BG": "3", "SE": "21", "XR": "27", "ST": "24"}
VICTIM_TYPES = {"B": "1", "I": "4", "L": "5", "S": "8"}
BABIES = (("1", "NN"), ("2", "NB"), ("3", "BB"))
CLEARED = {"A": "1", "B": "2", "C": "3", "D": "4", "E": "5", "N": "6"}
PLACES = {"14": "Hotel/Motel/Etc.", "20": "Residence/Home", "13": "Highway/Road/Alley"}


@dataclass(frozen=True)
class Victim:
    age: Age
    of: tuple[int, ...] = (0,)  # places in the incident's offenses
    relation: str = ""


@dataclass(frozen=True)
class Arrest:
    code: str
    age: Age
    several: str = "N"


@dataclass(frozen=True)
class Incident:
    agency: int
    date: tuple[int, int, int]
    offenses: tuple[str, ...]
    victims: tuple[Victim, ...] = ()
    arrests: tuple[Arrest, ...] = ()
    cleared: str = "N"
    place: str = "20"


@dataclass(frozen=True)
class MadeAgency:
    id: int
    ori: str
    name: str
    county: str = "ALPHA"
    kind: str = "City"
    population: int = 30000
    months: tuple[int, ...] = tuple(range(1, 13))
    zero_months: tuple[int, ...] = ()
    silent_months: tuple[int, ...] = ()
    start: str = ""


@dataclass
class Download:
    """One state and year. `shift` moves every key, so that two downloads do not share any."""

    layout: str
    year: int
    incidents: Sequence[Incident]
    agencies: Sequence[MadeAgency]
    group_b: Sequence[tuple[int, Arrest]] = ()
    shift: int = 0
    tables: dict[str, list[list[str]]] = field(default_factory=dict)

    def build(self) -> dict[str, list[list[str]]]:
        """Every table as rows of text, the header first; names as that layout writes them."""
        self.tables = {}
        self._agencies()
        self._segments()
        self._lookups()
        return self.tables

    def put(self, name: str, header: str, rows: Iterable[Sequence[object]]) -> None:
        names = header.split()
        if self.layout == "type_ids":
            names = [one.upper() for one in names]
            name = name.upper() if name.startswith("nibrs") else name
        elif self.layout == "from_2021":
            name = name.upper() if name.startswith("nibrs") else name
        self.tables[name] = [names, *([str(cell) for cell in row] for row in rows)]

    def _who(self, agency: MadeAgency) -> tuple[object, str]:
        return agency.id + self.shift, agency.ori

    def date(self, date: tuple[int, int, int]) -> str:
        year, month, day = date
        if self.layout == "type_ids":
            return f"{day:02d}-{MONTHS[month - 1]}-{year % 100:02d}"
        text = f"{year}-{month:02d}-{day:02d}"
        return text if self.layout == "from_2021" else f"{text} 00:00:00"

    def age(self, age: Age) -> tuple[str, str, str, str]:
        """age_id, age_num, low and high, as the layout writes them."""
        new = self.layout == "from_2021"
        if age is None:
            return ("104", "NS", "", "") if new else ("", "", "", "")
        if isinstance(age, tuple):
            low, high = age
            middle = str((low + high) // 2)
            return (str(int(middle) + 3) if new else "5", middle, str(low), str(high))
        if isinstance(age, str):
            ids = {"NN": "1", "NB": "2", "BB": "3", "00": "103" if new else "4"}
            return (ids[age], age if new else "", "", "")
        if age >= 99:
            return ("102" if new else "6", "99" if new else "", "", "")
        return (str(age + 3), f"{age:02d}", str(age), "") if new else ("5", str(age), str(age), "0")

    def code(self, code: str) -> str:
        return code if self.layout == "from_2021" else str(TYPE_IDS[code])

    def _agencies(self) -> None:
        if self.layout == "cde_agencies":
            # the older list names agencies that send nothing as well
            silent = MadeAgency(999999, "TX9999999", "Silent", county="OMEGA")
            self.put(
                "cde_agencies",
                "agency_id ori legacy_ori agency_name agency_type_name state_abbr primary_county "
                "population current_nibrs_start_year",
                [
                    (
                        a.id + self.shift,
                        a.ori,
                        a.ori,
                        a.name,
                        a.kind,
                        "TX",
                        a.county,
                        a.population,
                        "",
                    )
                    for a in (*self.agencies, silent)
                ],
            )
        else:
            self.put(
                "agencies",
                "agency_id data_year ori pub_agency_name state_abbr agency_type_name population "
                "county_name nibrs_start_date",
                [
                    (
                        a.id + self.shift,
                        self.year,
                        a.ori,
                        a.name,
                        "TX",
                        a.kind,
                        a.population,
                        a.county,
                        a.start,
                    )
                    for a in self.agencies
                ],
            )
        months = []
        number = 0
        for agency in self.agencies:
            every = [(m, "I") for m in agency.months if m not in agency.zero_months]
            every += [(m, "Z") for m in agency.zero_months]
            every += [(m, "U") for m in agency.silent_months]
            for month, status in every:
                number += 1
                months.append(
                    (self.year, number + self.shift, agency.id + self.shift, month, status)
                )
        if self.layout == "cde_agencies":
            self.put(
                "nibrs_month",
                "nibrs_month_id agency_id month_num data_year reported_status",
                [(i, a, m, y, s) for y, i, a, m, s in months],
            )
        else:  # the year stands twice in these layouts
            second = "inc_data_year" if self.layout == "from_2021" else "data_year"
            self.put(
                "nibrs_month",
                f"data_year nibrs_month_id agency_id month_num {second} reported_status",
                [(y, i, a, m, y, s) for y, i, a, m, s in months],
            )

    def _segments(self) -> None:
        old = self.layout == "cde_agencies"
        year = "" if old else "data_year "
        start: tuple[object, ...] = () if old else (self.year,)
        code = "offense_code" if self.layout == "from_2021" else "offense_type_id"
        high = "age_code_range_high" if self.layout == "from_2021" else "age_range_high_num"
        rows: dict[str, list[tuple[object, ...]]] = {
            name: [] for name in ("inc", "off", "vic", "vo", "rel", "arr")
        }
        offense = victim = arrest = self.shift
        for number, one in enumerate(self.incidents, start=1 + self.shift):
            head = (*start, one.agency + self.shift, number, 1, self.date(one.date))
            rows["inc"].append((*head, *(("",) if old else ()), CLEARED[one.cleared]))
            ids = []
            for text in one.offenses:
                offense += 1
                ids.append(offense)
                place = str(list(PLACES).index(one.place) + 1)
                rows["off"].append((*start, offense, number, self.code(text), "C", place))
            for one_victim in one.victims:
                victim += 1
                kind = VICTIM_TYPES["S" if one_victim.age is None else "I"]
                rows["vic"].append((*start, victim, number, kind, *self.age(one_victim.age)))
                rows["vo"] += [(*start, victim, ids[place]) for place in one_victim.of]
                if one_victim.relation:
                    rows["rel"].append((*start, victim, 1, RELATIONS[one_victim.relation]))
            for one_arrest in one.arrests:
                arrest += 1
                rows["arr"].append(
                    (*start, arrest, number, self.date(one.date), one_arrest.several,
                     self.code(one_arrest.code), *self.age(one_arrest.age))
                )  # fmt: skip
        number = "incident_number " if old else ""
        self.put(
            "nibrs_incident",
            f"{year}agency_id incident_id nibrs_month_id incident_date {number}cleared_except_id",
            rows["inc"],
        )
        self.put(
            "nibrs_offense",
            f"{year}offense_id incident_id {code} attempt_complete_flag location_id",
            rows["off"],
        )
        self.put(
            "nibrs_victim",
            f"{year}victim_id incident_id victim_type_id age_id age_num age_range_low_num {high}",
            rows["vic"],
        )
        self.put("nibrs_victim_offense", f"{year}victim_id offense_id", rows["vo"])
        self.put(
            "nibrs_victim_offender_rel", f"{year}victim_id offender_id relationship_id", rows["rel"]
        )
        self.put(
            "nibrs_arrestee",
            f"{year}arrestee_id incident_id arrest_date multiple_indicator {code} age_id age_num "
            "age_range_low_num age_range_high_num",
            rows["arr"],
        )
        if self.group_b:
            self.put(
                "nibrs_arrestee_groupb",
                "data_year groupb_arrestee_id arrest_date offense_code age_id age_num "
                "age_range_low_num age_range_high_num",
                [
                    (self.year, key, self.date((self.year, month, 1)), a.code, *self.age(a.age))
                    for key, (month, a) in enumerate(self.group_b, start=1)
                ],
            )

    def _lookups(self) -> None:
        new = self.layout == "from_2021"
        if new:
            self.put("nibrs_offense_type", "offense_code offense_name", [(c, c) for c in TYPE_IDS])
            ages = [
                ("1", "NN"),
                ("2", "NB"),
                ("3", "BB"),
                ("103", "00"),
                ("104", "NS"),
                ("102", "99"),
            ]
            ages += [(str(age + 3), f"{age:02d}") for age in range(1, 99)]
        else:
            self.put(
                "nibrs_offense_type",
                "offense_type_id offense_code",
                [(number, code) for code, number in TYPE_IDS.items()],
            )
            ages = [
                ("1", "NN"),
                ("2", "NB"),
                ("3", "BB"),
                ("4", "00"),
                ("5", "AG"),
                ("6", "99"),
                ("0", "NS"),
            ]
        self.put("nibrs_age", "age_id age_code", ages)
        self.put(
            "nibrs_victim_type", "victim_type_id victim_type_code",
            [(i, c) for c, i in VICTIM_TYPES.items()],
        )  # fmt: skip
        self.put(
            "nibrs_relationship", "relationship_id relationship_code",
            [(i, c) for c, i in RELATIONS.items()],
        )  # fmt: skip
        self.put(
            "nibrs_location_type", "location_id location_code location_name",
            [(i, c, name) for i, (c, name) in enumerate(PLACES.items(), start=1)],
        )  # fmt: skip
        self.put(
            "nibrs_cleared_except", "cleared_except_id cleared_except_code",
            [(i, c) for c, i in CLEARED.items()],
        )  # fmt: skip


def as_text(rows: Sequence[Sequence[str]], *, quoted: bool = False) -> bytes:
    out = io.StringIO()
    style = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, quoting=style, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def write_folder(
    folder: Path, download: Download, *, without: Collection[str] = (), gz: bool = False
) -> Path:
    """Write the tables as files, `without` some of them (lower case), packed or not."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in download.build().items():
        if name.lower() in without:
            continue
        # the layout before 2021 quotes every field
        text = as_text(rows, quoted=download.layout == "type_ids")
        if gz:
            (folder / f"{name}.csv.gz").write_bytes(gzip.compress(text))
        else:
            (folder / f"{name}.csv").write_bytes(text)
    return folder


def write_zip(file: Path, download: Download, *, inside: str = "TX/") -> Path:
    """Write a zip as the FBI's site gives it, the tables in a folder of it."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{inside}README.md", "about this data")
        packed.writestr(f"{inside}postgres_setup.sql", "create table x")
        for name, rows in download.build().items():
            packed.writestr(f"{inside}{name}.csv", as_text(rows))
    return file


AGENCIES = (
    MadeAgency(1, "TX0000001", "First", county="ALPHA"),
    MadeAgency(
        2, "TX0000002", "Second", county="TODD; DOUGLAS",
        months=(1, 2, 3), zero_months=(3,), silent_months=(4,),
    ),
    MadeAgency(3, "TX0000003", "Third", county="BETA, ALPHA", months=(8, 9, 10, 11, 12)),
)  # fmt: skip


def a_year(year: int) -> list[Incident]:
    """Incidents of a made year. Ages and answers are chosen by hand; see `tests/unit/incidents`."""
    return [
        Incident(
            1, (year, 1, 5), ("64A", "35A"),
            (Victim(12, (0,)), Victim(13, (0, 1)), Victim((13, 15), (0,)), Victim((15, 17), (0,)),
             Victim((16, 30), (0,)), Victim("00", (0,)), Victim("NN", (0,)), Victim(99, (0,))),
            (Arrest("64A", 12), Arrest("64A", 40, "M"), Arrest("35A", 17)), place="14",
        ),
        Incident(1, (year, 2, 5), ("64A",), (Victim(25), Victim(24)), cleared="B", place="14"),
        Incident(1, (year, 2, 6), ("64B",), (Victim(34), Victim(35)), (Arrest("64B", 51),)),
        Incident(2, (year, 2, 7), ("40A", "40C"), (Victim(None, (0, 1)),), (Arrest("40A", 19),)),
        Incident(2, (year, 1, 8), ("40A",), (Victim(None),), (Arrest("40A", 16),)),
        Incident(3, (year, 8, 9), ("13A", "100"), (Victim(30, (0, 1), "BG"),), (), "D"),
        Incident(3, (year, 9, 9), ("13C",), (Victim(30, (0,), "XR"),)),
        Incident(3, (year, 9, 10), ("13B",), (Victim(30, (0,), "ST"),)),
        Incident(3, (year, 10, 9), ("11A", "13A"), (Victim(17, (0,), "SE"),)),
        Incident(3, (year, 12, 9), ("11A",), (Victim(18),)),
        Incident(
            3, (year, 12, 9), ("23C",), (Victim(None),), (Arrest("23C", 13), Arrest("23C", 15))
        ),
    ]  # fmt: skip


def make_download(layout: str, *, shift: int = 0, year: int | None = None) -> Download:
    """The made year in a layout; of 2018, 2022 or 2014 by default."""
    of = year or {"type_ids": 2018, "from_2021": 2022, "cde_agencies": 2014}[layout]
    group_b = (
        [(3, Arrest("90B", 15)), (3, Arrest("90B", 40)), (4, Arrest("90B", "00"))]
        if layout == "from_2021"
        else []
    )
    return Download(layout, of, a_year(of), AGENCIES, group_b, shift)
