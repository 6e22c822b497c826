"""Rows of `totals.csv` for tests."""

from __future__ import annotations

import csv
from pathlib import Path

from firstlight.catalogue import read_catalogue
from made_world import ALPHA

HEADER = (
    "bullet,measure,group,place,period,value,low,high,status,unit,definition,holder,"
    "document,given_on,given_by,approved_by,approved_on\n"
)
BY = "records clerk,director,2026-06-01"


def write_group(folder: Path, group: str, place: str, value: str, low: str, high: str) -> str:
    """Write a file with the size of one group."""
    file = folder / "groups.csv"
    file.write_text(
        f"{HEADER}other_groups,group_size,{group},{place},2025,{value},{low},{high},shown,people,"
        f"as the agency counts,invented agency,invented table,2026-05-31,{BY}\n",
        encoding="utf-8",
    )
    return str(file)


def write_everything(folder: Path) -> dict[str, Path]:
    """Invented notes, totals and a state's labor file for Harris County, by option."""
    files = {name: folder / f"{name}.csv" for name in ("notes", "totals", "labor")}
    files["labor_map"] = folder / "labor.yaml"
    files["notes"].write_text(
        "factor,text,author,role,date,source\n"
        'I19,"Recruiters lend about 3 months of pay and keep papers.",Ana Example 2,worker,'
        "2026-05-31,heard in 4 meetings\n",
        encoding="utf-8",
    )
    given = f"as counted in 2024,Invented unit of 2019,letter of 2025,2026-05-31,{BY}"
    own = "4400,unit hours"
    head = f"{HEADER.rstrip()},effort,effort_unit,form,facility_type,privacy_route\n"
    files["totals"].write_text(
        f"{head}vice,vice_arrests,,48201,2024,660,,,shown,arrests,{given},{own}\n"
        f"vice,vice_arrests,,48201,2024,500,,,shown,arrests,{given},,,sex\n"
        f"jail,jail_bookings,,48201,2024,9000,,,shown,bookings,{given},,,,jail\n"
        f"jail,jail_labor,,48201,2024,45,,,shown,bookings,{given},,,,jail\n"
        f"runaway_youth,episodes,,48201,2024,4250,4200,4300,shown,reports,{given}\n"
        f"runaway_youth,children,,48201,2024,3100,,,shown,children,{given}\n"
        f"runaway_youth,missing_from_care,,48201,2024,6,,,shown,reports,{given}\n"
        f"t_visas,t_visas,,TX,2024,512,,,shown,people,{given}\n"
        f"other_groups,group_size,foster_children,48201,2024,2400,,,shown,people,{given}\n"
        f"truancy,,,48201,2024,,,,refused,,{given}\n",
        encoding="utf-8",
    )
    files["labor"].write_text(
        "Worker Name,County,Filed,Amount\n"
        + "A Person,Harris County,5/30/2023,$100.25\n" * 40
        + "A Person,Harris,2022-05-30,80\n" * 20
        + "A Person,Elsewhere,2022-05-30,80\n" * 3,
        encoding="utf-8",
    )
    files["labor_map"].write_text(
        "measure: wage_claims\nrows: cases\nstate: TX\ncounty: County\nyear: Filed\ncount: ''\n"
        "amount: Amount\nholder: Invented agency of 2019\ndocument: list of 2023\n"
        "definition: claims by year filed\ngiven_on: 2026-05-31\n",
        encoding="utf-8",
    )
    return files


COLUMNS = (
    *("bullet", "measure", "group", "place", "period", "value", "low", "high", "status", "unit"),
    *("definition", "holder", "document", "given_on", "given_by", "approved_by", "approved_on"),
    *("effort", "effort_unit", "facility_type", "district", "form", "age", "identified_by"),
    *("privacy_route", "rationale", "on_double", "holder_is"),
)


def total_row(measure: str, value: str = "250", **changes: str) -> dict[str, str]:
    """One row of a totals file, filled in as its template asks; invented."""
    catalogue = read_catalogue()
    entry = catalogue.entered[measure]
    cells = dict.fromkeys(COLUMNS, "")
    cells.update(
        bullet=entry.bullet,
        measure=measure,
        place=ALPHA if "county" in entry.levels else "TX",
        period="school year 2024" if entry.school_years else "2024",
        value=value,
        status="shown",
        unit=entry.unit,
        definition="as the unit counts",
        holder="Invented unit",
        document="invented letter",
        given_on="2026-05-31",
        given_by="records clerk",
        approved_by="director",
        approved_on="2026-06-01",
        facility_type=next(iter(entry.facility_types), ""),
        privacy_route=next(iter(catalogue.templates[entry.template].routes), ""),
        rationale="it shows who pays for visas" if entry.rationale else "",
    )
    return {**cells, **changes}


def write_totals(folder: Path, *rows: dict[str, str], name: str = "totals.csv") -> str:
    """Write rows as a totals file and give its name."""
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return str(file)
