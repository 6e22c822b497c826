"""src/firstlight/refresh/prepare.py: numbers that cannot be are told, and columns agree."""

from __future__ import annotations

import pytest

from made_files import make_file


@pytest.mark.parametrize(
    ("series", "column", "text", "words"),
    [
        ("bls_laus", "Unemployed", "-5", "below 0"),
        ("bls_laus", "Labor Force", "12.5", "a part of one"),
        ("bls_laus", "Labor Force", "1e999", "larger than any"),
        ("bls_laus", "Unemployment Rate (%)", "450", "above 100"),
        ("bls_laus", "Unemployment Rate (%)", "5,4", "text where a number"),
        ("bls_laus", "Unemployment Rate (%)", "9%", "text where a number"),
        ("bls_laus", "Labor Force", "$7", "text where a number"),
        ("bts_border", "Value", "-200", "below 0"),
        ("cdc_svi", "EP_POV150", "250", "above 100"),
        ("cdc_svi", "RPL_THEMES", "1.2", "above 1"),
    ],
)
def test_a_number_that_cannot_be_is_told_at_its_row(series, column, text, words, tmp_path, faults):
    # Fails if only the shape of a number is looked at, and an impossible one is printed
    made = make_file(series)
    made.rows[5][made.at(column)] = text
    told = [f for f in faults(made.write(tmp_path)) if words in f.what]
    assert [(f.row, f.column) for f in told] == [(7, made.header[made.at(column)])]


def test_commas_part_thousands_and_migration_may_be_below_zero(tmp_path, check):
    # Fails if the rule for impossible numbers refuses what publishers do write
    made = make_file("census_pep")
    made.rows[5][made.at("INTERNATIONALMIG{year}")] = "-1,012"
    check(made.write(tmp_path))


@pytest.mark.parametrize("change", ["halved", "moved"])
def test_columns_that_contradict_each_other_are_told(change, tmp_path, faults):
    # Fails if a column of other rows, or a part of itself, passes because its sum is possible
    made = make_file("bls_laus")
    at = made.at("Unemployed")
    for number, row in enumerate(made.rows):
        row[at] = str(int(row[at]) // 2) if change == "halved" else str(1000 + 37 * (number % 90))
    told = {f.column for f in faults(made.write(tmp_path)) if "does not follow" in f.what}
    assert told == {"Labor Force", "Unemployment Rate (%)"}


def test_a_column_that_is_half_blank_is_told(tmp_path, faults):
    # Fails if a blank in every second row is taken for the publisher's silence
    made = make_file("bls_laus")
    for row in made.rows[::2]:
        row[made.at("Unemployed")] = ""
    assert any("have no number here" in f.what for f in faults(made.write(tmp_path)))


@pytest.mark.parametrize(
    ("times", "words"), [(2, "are about 2 times"), (0.5, "are about one part in 2")]
)
def test_crossings_of_any_year_lie_in_a_band(times, words, tmp_path, faults):
    # Fails if one year alone is compared, and a doubled or halved file of another passes
    made = make_file("bts_border", 2024)
    at = made.at("Value")
    for row in made.rows:
        row[at] = str(round(times * int(row[at])))
    assert any(words in f.what and "of 2024" in f.what for f in faults(made.write(tmp_path)))


def test_a_month_and_ports_that_are_gone_are_told(tmp_path, faults):
    # Fails if a part of the ports' file passes for the whole
    made = make_file("bts_border", 2024)
    made.rows = [row for row in made.rows if "-05-" not in row[made.at("Date")]][:60]
    whats = " ".join(f.what for f in faults(made.write(tmp_path)))
    assert "12 months, it has rows of 11 only" in whats and "at least 90" in whats


@pytest.mark.parametrize("series", ["dol_h2a", "dol_h2b"])
def test_a_few_changed_cells_do_not_hide_that_counts_were_doubled(series, tmp_path, faults):
    # Fails if one odd cell is enough to hide a doubling
    made = make_file(series)
    made.scale(2)
    column = next(w.column for w in made.format.columns if w.kind == "count")
    for row in made.rows[:3]:
        row[made.at(column)] = str(int(row[made.at(column)]) + 1)
    told = [
        f.what for f in faults(made.write(tmp_path)) if f.column == made.header[made.at(column)]
    ]
    assert "Nearly every count in it is a multiple of 2: they were multiplied." in told


def test_a_year_whose_total_is_known_lies_close_to_it(tmp_path, faults):
    # Fails if the known year has only the wide band of the unknown ones
    made = make_file("dol_h2a", 2017)
    at = made.at("TOTAL_WORKERS_H2A_CERTIFIED")
    for row in made.rows:
        row[at] = str(int(row[at]) * 11 // 10)
    assert any("0.98 and 1.02" in f.what for f in faults(made.write(tmp_path)))


def test_faults_of_the_header_and_of_the_rows_are_told_together(tmp_path, faults):
    # Fails if a wrong delimiter or a doubled column hides what is wrong below it
    made = make_file("bls_laus")
    made.rows[5][made.at("Unemployed")] = "-5"
    made.add("Labor Force", "1")
    whats = " ".join(f.what for f in faults(made.write_text(tmp_path, ";")))
    assert "semicolons" in whats and "twice" in whats and "below 0" in whats
