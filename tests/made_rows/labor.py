"""Made rows of work, pay and homes: three invented counties, every value made up.

Alpha has rows of every kind. Beta has no hotel and no crop service row, so from 0 to 2 of
each. Gamma is not in County Business Patterns at all.
"""

from __future__ import annotations

ALPHA, BETA, GAMMA = "48901", "48903", "48905"
COUNTIES = (ALPHA, BETA, GAMMA)

INDUSTRIES = {
    # code: (establishments, employees, payroll in thousands)
    "23": ("40", "300", "15000"),
    "3116": ("3", "120", "4800"),
    "4841": ("12", "90", "4500"),
    "5617": ("9", "45", "1350"),
    "561320": ("4", "200", "6000"),
    "72": ("30", "600", "12000"),
    "7211": ("5", "100", "2500"),
    "812113": ("6", "20", "400"),
    "812199": ("3", "9", "180"),
    "1151": ("4", "60", "1800"),
}
NOT_IN_BETA = ("7211", "1151", "3116", "812199")


def _patterns(fips: str, year: str) -> list[dict[str, str]]:
    rows = []
    for code, (places, jobs, pay) in INDUSTRIES.items():
        if fips == BETA and code in NOT_IN_BETA:
            continue
        row = {"fips": fips, "naics": code, "establishments": places, "employees": jobs,
               "payroll_1000usd": pay}  # fmt: skip
        if year == "2017":
            row["withheld"] = "0"
        rows.append(row)
    return rows


def _manufacturing(year: str) -> list[dict[str, str]]:
    row = {"fips": ALPHA, "naics": "31-33*", "establishments": "20", "employees": "800",
           "payroll_1000usd": "40000"}  # fmt: skip
    return [{**row, "withheld": "0"} if year == "2017" else row]


def _unemployment(fips: str) -> list[dict[str, str]]:
    return [
        {"fips": fips, "year": "2019", "labor_force": "30000", "unemployed": "1200",
         "unemployment_rate": "4.0"},
        {"fips": fips, "year": "2020", "labor_force": "30000", "unemployed": "2400",
         "unemployment_rate": "8.0"},
    ]  # fmt: skip


ROWS: dict[tuple[str, str], list[dict[str, str]]] = {
    ("bls_laus_2020", "counties"): [row for fips in COUNTIES for row in _unemployment(fips)],
    ("cdc_svi_2020", "counties"): [
        {"FIPS": fips, "E_HH": "20000", "M_HH": "300", "E_HBURD": "6000", "M_HBURD": "200",
         "E_CROWD": "800", "M_CROWD": "90"}
        for fips in COUNTIES
    ],
    ("usda_rural_atlas_2020", "counties"): [
        {"FIPS": "48000", "NumCivEmployed": "84000", "PctEmpAgriculture": "3",
         "PctEmpConstruction": "9", "PctEmpManufacturing": "11"},
        *(
            {"FIPS": fips, "NumCivEmployed": "28000", "PctEmpAgriculture": "3",
             "PctEmpConstruction": "9", "PctEmpManufacturing": "11"}
            for fips in COUNTIES
        ),
    ],
    ("bls_qcew_2019", "counties"): [
        {"area_fips": fips, "employment_leisure_hospitality": jobs,
         "employment_leisure_hospitality_pct_total": share}
        for fips, jobs, share in (
            (ALPHA, "2500", "10.0"), (BETA, "1200", "6.0"), (GAMMA, "0", "0.0"),
            ("48999", "26", "1.5"),
        )
    ],
    ("dol_oflc_h2", "counties"): [
        {"county_fips": fips, "visa": visa, "fiscal_year": year, "cases": "3",
         "workers_certified": certified}
        for fips, visa, year, certified in (
            (ALPHA, "H-2A", "2017", "140.0"), (BETA, "H-2A", "2017", "60.0"),
            (ALPHA, "H-2B", "2019", "35.0"),
        )
    ],
    ("dol_whd_flsa_2016", "counties"): [
        {"county_fips": ALPHA, "flsa_back_wages_usd": "560000.0"},
        {"county_fips": BETA, "flsa_back_wages_usd": "0.0"},
    ],
    # two tables are cut from one file, so both have the rows of the whole file
    **{
        ("census_cbp_2021", f"{kind}_{year}"): [
            *(row for fips in (ALPHA, BETA) for row in _patterns(fips, year)),
            *_manufacturing(year),
        ]
        for kind in ("counties", "manufacturing")
        for year in ("2017", "2019", "2021")
    },
}  # fmt: skip
