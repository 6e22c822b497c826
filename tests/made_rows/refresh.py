"""ZIP codes of the invented counties: one lies in a single county, one in two."""

ROWS = {
    ("hud_zip_2018", "zips"): [
        {"zip": "78901", "stcountyfp": "48901"},
        {"zip": "78903", "stcountyfp": "48903"},
        {"zip": "78904", "stcountyfp": "48903"},
        {"zip": "78904", "stcountyfp": "48905"},
    ],
}
