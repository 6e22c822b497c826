"""Invented figures of larger areas: the state of the made counties, the nation, a Continuum."""

from __future__ import annotations

YEARS = ("2015", "2016", "2017", "2018", "2019", "2020")
STATES = (
    *("Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut"),
    *("Delaware", "District Of Columbia", "Florida", "Georgia", "Hawaii", "Idaho", "Illinois"),
    *("Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine", "Maryland"),
    *("Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana"),
    *("Nebraska", "Nevada", "New Hampshire", "New Jersey", "New Mexico", "New York"),
    *("North Carolina", "North Dakota", "Ohio", "Oklahoma", "Oregon", "Pennsylvania"),
    *("Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah"),
    *("Vermont", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming"),
)
VICE, CURFEW = "Prostitution and commercialized vice", "Curfew and loitering law violations"

ROWS: dict[tuple[str, str], list[dict[str, str]]] = {
    ("fbi_arrests_state_2021", "states"): [
        {
            "year": year, "state": state, "age_group": "under_18", "offense": offense,
            "arrests": arrests, "agencies": "100.0", "estimated_population": "1000000.0",
        }
        for year in YEARS
        for state in STATES
        for offense, arrests in ((VICE, "30"), (CURFEW, "700"))
    ],
    ("fbi_ht_arrests_2017", "states"): [
        {
            "year": "2017", "state": "Texas", "offense": "Commercial Sex Acts",
            "juvenile_male": "1", "juvenile_female": "9", "adult_male": "40",
            "adult_female": "8",
        },
        {
            "year": "2017", "state": "Texas", "offense": "Involuntary Servitude",
            "juvenile_male": "0", "juvenile_female": "2", "adult_male": "11",
            "adult_female": "3",
        },
    ],
    ("uscis_victim_visas_2009", "nation"): [
        {"fiscal_year": "2009", "form": form, "approvals": approvals, "denials": denials}
        for form, approvals, denials in (
            ("I-914 T visa (principal)", "301", "70"),
            ("I-914 T visa (family)", "205", "50"),
            ("I-918 U visa (principal)", "5005", "600"),
            ("I-918 U visa (family)", "2002", "100"),
        )
    ],
    ("state_wage_claims_2022", "states"): [
        {"state": "TX", "year": "2020", "year_basis": "filed", "cases": "8100"},
        {"state": "TX", "year": "2021", "year_basis": "filed", "cases": "8200"},
    ],
    ("dol_whd_2018", "states"): [
        {"st_cd": "TX", "ee_violtd_cnt": "40", "flsa_violtn_cnt": "4000", "mspa_violtn_cnt": "7"},
        {"st_cd": "TX", "ee_violtd_cnt": "50", "flsa_violtn_cnt": "5000", "mspa_violtn_cnt": "8"},
    ],
    ("orr_children_2021", "counties"): [
        {"county_fips": "48901", "children_released_fy2021_to_date": "77"},
    ],
    ("urban_juvenile_arrests_2023", "counties"): [
        {
            "fips": "48901", "year": "2023", "rate_juv_arrest": "450.5",
            "rate_juv_arrest_quality": "3.0",
        },
    ],
    ("hud_beds_2022", "beds"): [
        {"coc_number": "TX-990", "year": "2022", "measure": measure, "value": beds}
        for measure, beds in (
            ("Dedicated Youth Beds (ES, TH, SH)", "6"),
            ("Total Year-Round Beds (ES, TH, SH)", "400"),
        )
    ],
}  # fmt: skip
