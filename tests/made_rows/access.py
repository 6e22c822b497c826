"""Invented rows on roads, ports, moves, services and task forces for the three made counties."""

ALPHA, BETA, GAMMA = "48901", "48903", "48905"
CENTERS = {ALPHA: "-97.5", BETA: "-96.5", GAMMA: "-95.5"}
YEARS = ("2019", "2024")


def _flow(direction, county, other, state, name, returns, exemptions):
    return {
        "direction": direction, "fips_reference": county, "fips_other": other,
        "state_other": state, "county_other": name, "returns": returns,
        "exemptions": exemptions, "is_summary": str(other >= "57000"),
    }  # fmt: skip


def _months(port, measure, year, value, months=range(1, 13)):
    return [
        {"port_code": port, "date": f"{year}-{month:02d}", "measure": measure, "value": value}
        for month in months
    ]


def _totals(direction, county, whole, same, other, abroad):
    return [
        _flow(direction, county, "97000", "TX", "Total Migration-US", *whole),
        _flow(direction, county, "97001", "TX", "Total Migration-Same State", *same),
        _flow(direction, county, "97003", "TX", "Total Migration-Different State", *other),
        _flow(direction, county, "98000", "TX", "Total Migration-Foreign", *abroad),
        _flow(direction, county, "58000", "SS", "Other flows - Same State", "60", "110"),
        _flow(direction, county, "59000", "DS", "Other flows - Different State", "70", "140"),
    ]


ROWS = {
    ("county_centers_2010", "counties"): [
        {"fips": fips, "pclon10": east, "pclat10": "30.5"} for fips, east in CENTERS.items()
    ],
    ("road_lengths_tiger", "counties"): [
        {"county_fips": ALPHA, "interstate_km": "100.0"},
        {"county_fips": BETA, "interstate_km": "0.0"},
        {"county_fips": GAMMA, "interstate_km": "41.0"},
    ],
    ("seaports_wpi", "ports"): [
        {"World Port Index Number": "100", "Main Port Name": "Madeport", "Harbor Size": "Large",
         "Latitude": "30.5", "Longitude": "-98.5"},
        {"World Port Index Number": "200", "Main Port Name": "Littleport",
         "Harbor Size": "Very Small", "Latitude": "30.5", "Longitude": "-97.4"},
    ],
    ("airports_ourairports", "airports"): [
        {"iata": "MAD", "name": "Made Airport", "lat": "30.5", "lon": "-97.0",
         "max_runway_ft": "7000.0"},
        {"iata": "TNY", "name": "Tiny Field", "lat": "30.5", "lon": "-97.5",
         "max_runway_ft": "3000.0"},
        {"iata": "UNK", "name": "Unknown Field", "lat": "30.5", "lon": "-97.5",
         "max_runway_ft": ""},
    ],
    ("bts_border_crossing", "ports"): [
        {"port_code": "9901", "port_name": "Made Crossing", "state": "Texas",
         "border": "US-Mexico Border", "latitude": "29.5", "longitude": "-97.5",
         "last": "2025-02"},
        {"port_code": "9902", "port_name": "Closed Crossing", "state": "Texas",
         "border": "US-Mexico Border", "latitude": "30.5", "longitude": "-97.5",
         "last": "2010-12"},
    ],
    ("bts_border_crossing", "crossings"): [
        row
        for year in YEARS
        for row in (
            *_months("9901", "Trucks", year, "100"),
            *_months("9901", "Pedestrians", year, "7", range(1, 12)),
        )
    ],
    ("county_adjacency_2010", "pairs"): [
        {"orgfips": one, "adjfips": other}
        for one, other in ((ALPHA, BETA), (BETA, ALPHA), (BETA, GAMMA), (GAMMA, BETA))
    ],
    ("rural_urban_classes", "counties"): [
        {"geoid": fips, "name": "NCHS", "year": "2023.0", "rural_def": "3. Medium metro"}
        for fips in CENTERS
    ],
    ("irs_migration_2018", "flows"): [
        _flow("in", ALPHA, BETA, "TX", "Beta County", "500", "1000"),
        _flow("in", ALPHA, "06037", "CA", "Los Angeles County", "300", "601"),
        _flow("in", ALPHA, "36061", "NY", "New York County", "30", "60"),
        _flow("in", ALPHA, ALPHA, "TX", "Alpha County Non-migrants", "9000", "20000"),
        _flow("out", ALPHA, GAMMA, "TX", "Gamma County", "200", "420"),
        *_totals("in", ALPHA, ("960", "1911"), ("560", "1110"), ("400", "801"), ("25", "51")),
        *_totals("out", ALPHA, ("330", "670"), ("260", "530"), ("70", "140"), ("21", "44")),
        _flow("in", BETA, ALPHA, "TX", "Alpha County", "40", "90"),
        *_totals("in", BETA, ("100", "200"), ("100", "200"), ("70", "140"), ("", "")),
        *_totals("out", BETA, ("130", "250"), ("60", "110"), ("70", "140"), ("", "")),
    ],
    ("services_drive_2025", "counties"): [
        {"FIPS": ALPHA, "FqhcAvTmDr": "12.5"},
        {"FIPS": BETA, "FqhcAvTmDr": "0.0"},
        {"FIPS": GAMMA, "FqhcAvTmDr": ""},
    ],
    ("service_sites_2020", "counties"): [
        {"county_fips": ALPHA, "fqhc_sites": "3", "mental_health_facilities": "2",
         "substance_use_facilities": "1", "hospitals": "4"},
        {"county_fips": BETA, "fqhc_sites": "0", "mental_health_facilities": "0",
         "substance_use_facilities": "0", "hospitals": "0"},
    ],
    ("task_forces_nij_2010", "sites"): [
        {"name_as_published": "Alpha, Texas", "state_abbr": "TX", "anchor_county_fips": ALPHA,
         "mapping_note": "", "kind": "local"},
        {"name_as_published": "Gamma County, Texas", "state_abbr": "TX",
         "anchor_county_fips": GAMMA, "mapping_note": "", "kind": "local"},
        {"name_as_published": "Louisiana", "state_abbr": "LA", "anchor_county_fips": "22000",
         "mapping_note": "statewide", "kind": "statewide"},
    ],
    ("task_force_awards", "awards"): [
        {"award_number": "MADE-01", "fiscal_year_first": "2024", "title": "Invented Award",
         "state_abbr": "TX", "area_served": "3 invented counties", "status": "Open"},
    ],
    ("truck_parking_ntad", "sites"): [
        {"county_fips": ALPHA, "truck_spaces": "40", "geo_flag": ""},
        {"county_fips": ALPHA, "truck_spaces": "10", "geo_flag": "nearest county"},
    ],
}  # fmt: skip
