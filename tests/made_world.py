"""A made world: three invented counties, every release made up, built into a pack of its own.

The files have the very columns that the catalogue keeps, so that the command can be
entered as a person would enter it, on data a test has made itself. All values are
invented. National totals are not asserted: the made files cannot meet them.
"""

from __future__ import annotations

import copy
import csv
import gzip
import importlib
import io
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb

from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.entries import Table
from firstlight.pack import build_pack

ALPHA, BETA, GAMMA = "48901", "48903", "48905"
COUNTIES = {ALPHA: "Alpha County", BETA: "Beta County", GAMMA: "Gamma County"}

# (source, table) -> {column: value}, the same for each county unless a test says otherwise
DEFAULTS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("census_gazetteer_2024", "counties"): {
        "state_abbr": "TX", "ALAND_SQMI": "500", "INTPTLAT": "31.0", "INTPTLONG": "-97.0",
    },
    ("usda_rucc_2023", "counties"): {
        "Population_2020": "60000", "RUCC_2023": "2.0", "Description": "Metro, invented",
    },
    ("acs_2018_context", "counties"): {
        "state": "Texas",
        "Total Population": "50000",
        "Total Population - Margin of Error": "",
        "Population Less Than 18 Years": "10000",
        "Population Less Than 18 Years - Margin of Error": "100",
        "Population 18 years and over": "40000",
        "Population 18 years and over - Margin of Error": "100",
        "Population 18 years and over who have limited English ability": "4000",
        "Population 18 years and over who have limited English ability - Margin of Error": "200",
        "Households with no vehicle available": "1000",
        "Households with no vehicle available - Margin of Error": "90",
        "Total households": "20000",
        "Total households - Margin of Error": "300",
        "Percent of Population with a Disability": "12.5",
        "Percent of Population with a Disability - Margin of Error": "1.1",
    },
    ("acs_2018_mobility", "counties"): {
        "Total Population 1 year and over": "49000",
        "Total Population 1 year and over - Margin of Error": "100",
        "All Population 1 year and over who lived in a different county 1 year ago": "2500",
        "All Population 1 year and over who lived in a different county 1 year ago"
        " - Margin of Error": "250",
        "All population 1 year and over who lived abroad 1 year ago": "400",
        "All population 1 year and over who lived abroad 1 year ago - Margin of Error": "80",
    },
    ("acs_2018_poverty", "counties"): {
        "Total Population For Whom Poverty Status is Determined": "48000",
        "Total Population For Whom Poverty Status is Determined - Margin of Error": "200",
        "Population whose income in the past 12 months is below federal poverty level": "9600",
        "Population whose income in the past 12 months is below federal poverty level"
        " - Margin of Error": "700",
    },
    ("acs_2022_selected", "counties"): {"total_population": "60000", "pct_foreign_born": "15.0"},
    ("acs_2016_foreign_born", "counties"): {
        "total_population": "50000", "foreign_born": "6000", "foreign_born_pct": "12.0",
    },
    ("census_pep_2023", "counties"): {
        "SUMLEV": "50", "POPESTIMATE2020": "58000", "POPESTIMATE2023": "60900",
        "INTERNATIONALMIG2023": "300", "DOMESTICMIG2023": "-50",
    },
    ("bls_laus_2020", "counties"): {
        "year": "2020", "labor_force": "30000", "unemployed": "2400", "unemployment_rate": "8.0",
    },
    ("edfacts_homeless_2022", "counties"): {
        "year": "2022", "count_homeless": "250.0", "count_homeless_lb": "248.0",
        "count_homeless_ub": "252.0", "share_homeless": "0.025", "count_homeless_quality": "1.0",
    },
    ("federal_districts_2014", "counties"): {
        "district_name": "Texas Invented", "check": "agrees with 28 USC ch.5",
    },
    ("namus_2025", "counties"): {
        "year_last_contact": "2024", "open_cases": "12", "minors_under18": "7",
    },
}  # fmt: skip


def _read_more_rows() -> Mapping[tuple[str, str], list[dict[str, str]]]:
    """The rows of `made_rows/*.py`: each file has ROWS, by source and table, row by row."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for file in sorted((Path(__file__).parent / "made_rows").glob("*.py")):
        module = importlib.import_module(f"made_rows.{file.stem}")
        found.update(copy.deepcopy(module.ROWS))
    return found


class MadeWorld:
    """Rows to be made, and the folders they are built into. Change `rows`, then `build`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = folder / "catalogue"
        self.pack = folder / "pack"
        self.received = folder / "received"
        shutil.copytree(
            catalogue_folder(), self.catalogue, ignore=shutil.ignore_patterns("*.py", "__pycache__")
        )
        for file in (self.catalogue / "sources").glob("*.yaml"):
            self._without_totals(file)
        self.demonstrations_away()
        self.lines: dict[str, object] = {"type": "FeatureCollection", "features": []}
        self.rows: dict[tuple[str, str], list[dict[str, str]]] = {}
        for (source, table), values in DEFAULTS.items():
            place = {
                "usda_rucc_2023": "FIPS",
                "federal_districts_2014": "county_fips",
                "namus_2025": "county_fips",
            }.get(source, "fips")
            self.rows[(source, table)] = [
                {place: fips, **({"county_name": name} if "gazetteer" in source else {}), **values}
                for fips, name in COUNTIES.items()
            ]
        self.rows.update(_read_more_rows())
        self.rows[("fbi_ht_2020", "counties")] = []
        self.rows[("fbi_ht_2020", "agencies")] = []
        # one agency far away has a return, so that the file has years
        self.rows[("fbi_ht_2020", "offenses")] = []
        self.offense("TX9999900", "Faraway Police Department", "2020", "3")
        self.rows[("hud_pit_2018", "coc_counts")] = [
            self._pit("TX-990", "2018", "Overall Homeless", "500"),
            self._pit("TX-990", "2018", "Homeless Unaccompanied Youth (Under 25)", "44"),
        ]
        self.rows[("hud_pit_2018", "coc_counties")] = [
            {"county_fips": fips, "coc_number": "TX-990", "coc_name": "Invented CoC",
             "n_counties_in_coc": "3.0", "pct_cnty_pop_coc": "100.0"}
            for fips in COUNTIES
        ]  # fmt: skip
        self.rows[("hud_pit_2018", "states")] = [
            {"state": "TX", "year": year, "measure": measure, "count": count}
            for year, count in (("2021", "900"), ("2022", "1200"))
            for measure in ("Overall Homeless Unaccompanied Youth (Under 25)",)
        ]

    @staticmethod
    def _pit(coc: str, year: str, measure: str, count: str) -> dict[str, str]:
        return {"coc": coc, "coc_name": "Invented CoC", "year": year, "measure": measure,
                "count": count}  # fmt: skip

    @staticmethod
    def _without_totals(file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"    totals:\n(?:      - .*\n)+", "", text), encoding="utf-8")

    def demonstrations_away(self) -> None:
        """Take the shipped demonstrations out: their counties are not in this world."""
        for file in (self.catalogue / "demonstrations").glob("*.yaml"):
            file.unlink()

    def agency(self, ori: str, name: str, *counties: str) -> None:
        """List an agency that serves these counties."""
        self.rows[("fbi_ht_2020", "agencies")].append(
            {"ori": ori, "agency_name": name, "agency_type": "City", "state_abbr": "TX",
             "county": "INVENTED", "is_nibrs": "TRUE"}
        )  # fmt: skip
        for fips in counties:
            self.rows[("fbi_ht_2020", "counties")].append(
                {"ori": ori, "state_abbr": "TX", "county_fips": fips,
                 "n_counties": str(len(counties)), "method": "county name"}
            )  # fmt: skip

    def offense(
        self, ori: str, name: str, year: str, count: str, form: str = "Commercial Sex Acts"
    ) -> None:
        """Add a row to the file of offenses."""
        self.rows[("fbi_ht_2020", "offenses")].append(
            {"DATA_YEAR": year, "ORI": ori, "PUB_AGENCY_NAME": name, "AGENCY_TYPE_NAME": "City",
             "STATE_ABBR": "TX", "COUNTY_NAME": "INVENTED", "OFFENSE_SUBCAT_NAME": form,
             "ACTUAL_COUNT": count}
        )  # fmt: skip

    def change(self, source: str, table: str, fips: str, **values: str) -> None:
        """Change values of one county; spaces in column names are written as they are."""
        for row in self.rows[(source, table)]:
            if fips in row.values():
                row.update(values)

    def edit_catalogue(self, file: str, old: str, new: str) -> None:
        """Change the made catalogue's copy of an entry."""
        path = self.catalogue / file
        text = path.read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{file} does not hold what is to be changed")
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(self) -> dict[str, str]:
        """Write the files, build the pack, and give the environment that uses both."""
        catalogue = read_catalogue(self.catalogue)
        for source in catalogue.sources.values():
            for name, table in source.tables.items():
                target = self.received / table.file
                target.parent.mkdir(parents=True, exist_ok=True)
                if table.format == "topojson":
                    target.write_text(json.dumps(_topology()), encoding="utf-8")
                    continue
                if table.format == "geojson":
                    target.write_text(json.dumps(self.lines), encoding="utf-8")
                    continue
                _write(target, table, self.rows.get((source.id, name), []))
        build_pack(catalogue, received=self.received, into=self.pack)
        return {
            "FIRSTLIGHT_CATALOGUE": str(self.catalogue),
            "FIRSTLIGHT_PACK": str(self.pack),
        }


def _write(target: Path, table: Table, rows: list[dict[str, str]]) -> None:
    if table.format == "parquet":
        _write_parquet(target, table, rows)
        return
    if table.format == "fixed":
        _write_fixed(target, table, rows)
        return
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    for row in rows:
        writer.writerow([row.get(column, "") for column in table.columns])
    data = text.getvalue().encode()
    target.write_bytes(gzip.compress(data, mtime=0) if target.name.endswith(".gz") else data)


def _write_fixed(target: Path, table: Table, rows: list[dict[str, str]]) -> None:
    """Lines without a header, each column where the catalogue cuts it; blank where unsaid."""
    lines = []
    for row in rows:
        signs = [" "] * max(int(span.partition("-")[2]) for span in table.cut.values())
        for column, text in row.items():
            first, _, last = table.cut[column].partition("-")
            signs[int(first) - 1 : int(last)] = text.rjust(int(last) - int(first) + 1)
        lines.append("".join(signs).rstrip() + "\r\n")
    data = "".join(lines).encode("ascii")
    target.write_bytes(gzip.compress(data, mtime=0) if target.name.endswith(".gz") else data)


def _write_parquet(target: Path, table: Table, rows: list[dict[str, str]]) -> None:
    columns = ", ".join(f'"{column}" VARCHAR' for column in table.columns)
    connection = duckdb.connect(":memory:")
    connection.execute(f"CREATE TABLE made ({columns})")
    for row in rows:
        marks = ", ".join("?" for _ in table.columns)
        values = [row.get(column) for column in table.columns]
        connection.execute(f"INSERT INTO made VALUES ({marks})", values)
    connection.execute(f"COPY made TO '{target}' (FORMAT parquet)")
    connection.close()


def _topology() -> dict[str, object]:
    """Three square counties side by side, and the state around them."""
    arcs, shapes = [], []
    for index, fips in enumerate(COUNTIES):
        arcs.append([[index * 10, 0], [10, 0], [0, 10], [-10, 0], [0, -10]])
        shapes.append(
            {"type": "Polygon", "arcs": [[index]], "id": fips, "properties": {"name": fips}}
        )
    arcs.append([[0, 0], [30, 0], [0, 10], [-30, 0], [0, -10]])
    state = {"type": "Polygon", "arcs": [[3]], "id": "48", "properties": {"name": "Texas"}}
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [-98, 30]},
        "objects": {"counties": {"geometries": shapes}, "states": {"geometries": [state]}},
        "arcs": arcs,
    }
