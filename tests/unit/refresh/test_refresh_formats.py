"""src/firstlight/refresh: every format of the catalogue meets its publisher's habits and slips.

Each test runs for every file in catalogue/formats, so a new one is tested the day it is added.
"""

from __future__ import annotations

import re

import pytest

from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.formats import fill_year, read_not_taken
from firstlight.claims import judge_text, read_rules
from made_files import FORMATS, MadeFile, make_file

SERIES = list(FORMATS)
NUMBERS = [s for s in SERIES if any(w.kind in ("count", "number") for w in FORMATS[s].columns)]
TOTALED = [s for s in NUMBERS if any(not t.where for t in FORMATS[s].totals)]
NARROW = [
    s
    for s in TOTALED
    if any(not t.where and not t.year and t.at_most / t.at_least < 2 for t in FORMATS[s].totals)
]
SINGLE = [s for s in SERIES if not FORMATS[s].several_rows]
OPTIONAL = [s for s in SERIES if any(w.optional for w in FORMATS[s].columns)]
RENAMED = [(s, w.column, n) for s in SERIES for w in FORMATS[s].columns for n in w.also]


def needed(made: MadeFile) -> str:
    """A column that must be there and places nothing."""
    keys = {column for rule in made.format.places for column in rule.columns}
    return next(w.column for w in made.format.columns if not w.optional and w.column not in keys)


@pytest.mark.parametrize("series", SERIES)
def test_a_file_as_published_is_known_for_what_it_is(series, tmp_path, check):
    # Fails if two formats claim one file, or a format does not know its own
    made = make_file(series)
    checked = check(made.write(tmp_path))
    assert (checked.format.id, checked.year) == (series, 2023)
    assert checked.loaded.received_rows == len(made.rows)
    assert checked.draft.rows


@pytest.mark.parametrize("series", SERIES)
def test_columns_may_move_and_new_ones_come(series, tmp_path, check):
    # Fails if columns are read by their position
    plain = check(make_file(series).write(tmp_path))
    made = make_file(series)
    made.reverse()
    made.add("A_NEW_COLUMN", "anything")
    moved = check(made.write(tmp_path))
    assert moved.draft.rows == plain.draft.rows
    assert moved.draft.unknown_columns == ("A_NEW_COLUMN",)
    assert not any("anything" in record.values() for _, record in moved.draft.rows)


@pytest.mark.parametrize("year", [2022, 2025])
@pytest.mark.parametrize("series", SERIES)
def test_the_year_moves_on(series, year, tmp_path, check):
    # Fails if a year is written into the code or a column's name
    checked = check(make_file(series, year).write(tmp_path))
    assert checked.year == year
    assert str(year) in checked.loaded.source.period
    assert checked.loaded.release == str(year)


@pytest.mark.parametrize("series", OPTIONAL)
def test_optional_columns_may_be_gone_and_are_said(series, tmp_path, check):
    # Fails if an optional column is demanded, or its absence is not told
    made = make_file(series)
    spare = [w.column for w in made.format.columns if w.optional]
    keys = [set(rule.columns) for rule in made.format.places]
    gone = [c for c in spare if not any(c in columns for columns in keys)]
    for column in gone:
        made.drop(column)
    checked = check(made.write(tmp_path))
    for column in gone:
        assert any(f"no column {fill_year(column, 2023, 5)} " in said for said in checked.says)


@pytest.mark.parametrize(("series", "column", "name"), RENAMED)
def test_each_other_name_of_a_column_is_known(series, column, name, tmp_path, check):
    # Fails if a name listed under `also` is not read
    made = make_file(series)
    made.rename(column, fill_year(name, 2023, made.format.spans).upper())
    checked = check(made.write(tmp_path), series)
    assert checked.loaded.names[column].upper() == fill_year(name, 2023, 5).upper()


@pytest.mark.parametrize("series", SERIES)
def test_a_missing_column_is_named_with_the_nearest(series, tmp_path, faults):
    # Fails if a renamed column is read as blank, or the fault does not help to find it
    made = make_file(series)
    column = needed(made)
    name = made.header[made.at(column)]
    made.rename(column, f"{name}_NEW")
    # every other column that must be there is; the file is taken for what it mostly is
    found = faults(made.write(tmp_path), series)
    if len([w for w in made.format.columns if not w.optional]) == 1:
        assert "no file of" in found[0].what
        return
    assert [(f.column, "missing" in f.what) for f in found] == [(name, True)]
    assert f"Nearest: {name}_NEW." in found[0].do


@pytest.mark.parametrize("series", SERIES)
def test_a_doubled_column_is_a_fault(series, tmp_path, faults):
    # Fails if the first or the last of two columns is taken in silence
    made = make_file(series)
    name = made.header[made.at(needed(made))]
    made.add(name, "1")
    found = faults(made.write(tmp_path))
    assert [(f.what, f.column) for f in found] == [("The column stands in the file twice.", name)]


FOREIGN = [
    (series, delimiter)
    for series in SERIES
    for delimiter in (";", "\t")
    if len(FORMATS[series].columns) > 1  # one column has no delimiter
    and (delimiter != "\t" or "tab" not in FORMATS[series].layouts)
]


@pytest.mark.parametrize(("series", "delimiter"), FOREIGN)
def test_another_delimiter_is_named(series, delimiter, tmp_path, faults):
    # Fails if a file saved by another program is read in silence, or called unknown
    found = faults(make_file(series).write_text(tmp_path, delimiter))
    words = {";": "semicolons", "\t": "tabs"}[delimiter]
    assert any(words in fault.what for fault in found)


@pytest.mark.parametrize("series", [s for s in SERIES if FORMATS[s].encodings == ("utf-8",)])
def test_letters_of_another_program_are_a_fault_with_their_row(series, tmp_path, faults):
    # Fails if cp1252 is guessed: names would be changed in silence
    made = make_file(series)
    made.add("NAME", "plain")
    at = min(4, len(made.rows) - 1)
    made.rows[at][0] = "Doña Ana"
    found = faults(made.write_text(tmp_path, encoding="cp1252"), series)
    assert [(f.row, "not UTF-8" in f.what) for f in found] == [(at + 2, True)]


@pytest.mark.parametrize("series", SERIES)
def test_a_byte_order_mark_is_read_over_and_said(series, tmp_path, check):
    # Fails if the mark becomes a part of the first column's name
    made = make_file(series)
    checked = check(made.write_text(tmp_path, encoding="utf-8-sig"))
    assert "byte order mark" in checked.says[0]
    assert checked.draft.rows == check(made.write_text(tmp_path)).draft.rows


@pytest.mark.parametrize("series", NUMBERS)
def test_text_in_number_columns_is_told_row_by_row_without_the_text(series, tmp_path, faults):
    # Fails if one fault hides the next, or a value of a record is repeated in the message
    made = make_file(series)
    numbers = [
        w.column
        for w in made.format.columns
        if w.kind in ("count", "number") and w.column in made.columns
    ]
    first, second = (1, 7) if len(made.rows) > 7 else (0, 0)
    for row, column in ((first, numbers[0]), (second, numbers[-1])):
        made.rows[row][made.at(column)] = "Jane Roe"
    found = faults(made.write(tmp_path))
    told = [(f.row, f.column) for f in found if "text where a number" in f.what]
    assert told == [
        (first + 2, made.header[made.at(numbers[0])]),
        (second + 2, made.header[made.at(numbers[-1])]),
    ]
    assert "Roe" not in "".join(map(str, found))


@pytest.mark.parametrize("times", [2, 64])
@pytest.mark.parametrize("series", NARROW)
def test_counts_that_are_a_multiple_of_the_known_ones_are_named(series, times, tmp_path, faults):
    # Fails if a doubled national total passes for growth
    made = make_file(series)
    made.scale(times)
    whats = [f.what for f in faults(made.write(tmp_path))]
    assert any(f"about {times} times what is known" in what for what in whats)


@pytest.mark.parametrize("series", TOTALED)
def test_a_total_out_of_all_proportion_is_a_fault(series, tmp_path, faults):
    # Fails if the known totals are read and not compared
    made = make_file(series)
    made.scale(5000)
    assert faults(made.write(tmp_path))


@pytest.mark.parametrize("series", SERIES)
def test_a_file_that_breaks_off_is_a_fault(series, tmp_path, faults):
    # Fails if the last, short row is dropped in silence
    made = make_file(series)
    text = made.text()
    file = tmp_path / f"{make_file(series).name}.csv"
    lines = text.rstrip("\n").split("\n")
    file.write_text(
        "\n".join([*lines[:-1], lines[-1].rpartition(made.delimiter)[0]]), encoding="utf-8"
    )
    found = faults(file)
    assert any(f.row == len(lines) and "fields than the header" in f.what for f in found)


@pytest.mark.parametrize("series", [s for s in SINGLE if FORMATS[s].places_at_least])
def test_half_a_file_is_a_fault(series, tmp_path, faults):
    # Fails if a file of some states passes for the nation's
    made = make_file(series)
    made.rows = made.rows[: len(made.rows) // 2]
    assert any("may be cut off, or be a part" in f.what for f in faults(made.write(tmp_path)))


@pytest.mark.parametrize("series", SINGLE)
def test_a_place_that_stands_twice_is_a_fault(series, tmp_path, faults):
    # Fails if the second row of a place is added to the first, or wins
    made = make_file(series)
    at = min(3, len(made.rows) - 1)
    made.rows.append(list(made.rows[at]))
    (found,) = [f for f in faults(made.write(tmp_path)) if "second time" in f.what]
    assert found.row == len(made.rows) + 1
    assert f"row {at + 2}" in found.what


@pytest.mark.parametrize("series", [s for s in SINGLE if FORMATS[s].place_is == "county"])
def test_a_county_code_of_no_time_is_a_fault(series, tmp_path, faults):
    # Fails if a mistyped code enters the table, where it would be silently absent elsewhere
    made = make_file(series)
    for rule in made.format.places:
        key = {"state_county": ("48", "202"), "geo_id": ("0500000US48202",)}.get(
            rule.by, ("48202",)
        )
        for column, value in zip(rule.columns, key, strict=True):
            made.rows[10][made.at(column)] = value
    (found,) = [f for f in faults(made.write(tmp_path)) if "48202" in f.what]
    assert found.row == 12


@pytest.mark.parametrize("series", SERIES)
def test_a_file_of_another_source_is_named_as_such(series, tmp_path, faults):
    # Fails if --as forces a file into a format it is not in
    other = "fbi_ht" if series != "fbi_ht" else "hud_pit"
    found = faults(make_file(other).write(tmp_path), series)
    assert len(found) == 1
    assert other in found[0].what and "no file of" in found[0].what


@pytest.mark.parametrize("series", SERIES)
def test_a_format_refers_to_what_there_is(series):
    # Fails if a format replaces a table or a column, or rewords an indicator, that is not shipped
    entry, catalogue = FORMATS[series], read_catalogue()
    if entry.replaces:
        source, table = entry.replaces.split(".")
        shipped = catalogue.sources[source].tables[table]
        assert entry.table == table
        assert {w.stands_for for w in entry.columns if w.stands_for} <= set(shipped.columns)
        assert entry.hide_up_to == catalogue.sources[source].hide_up_to
        readers = {
            i.id
            for i in catalogue.indicators.values()
            if any(f"{c.source}.{c.table}" in entry.tables_replaced for c in i.inputs.values())
        }
        assert set(entry.indicators) <= readers
    assert set(entry.missing.values()) <= {"not_reported", "not_reportable", "suppressed"}
    assert entry.seen_live == "no" or "in hand" in entry.seen_live
    if entry.rollup is not None:
        # inspections and positions are no people; the publishers themselves name each case
        assert entry.hide_up_to == 10 or entry.id in ("osha_inspections", "dol_h2a", "dol_h2b")
        kept = {*entry.rollup.by, entry.rollup.case_id}
        assert not [w.column for w in entry.columns if re.search("name|nm$|addr|phone", w.column)]
        assert kept <= {w.column for w in entry.columns}


@pytest.mark.parametrize("series", SERIES)
def test_what_a_format_says_passes_the_guard(series):
    # Fails if a loaded release is described with a claim
    entry = FORMATS[series]
    texts = [entry.title, entry.geography, entry.absent_why, entry.stays_apart, *entry.defects]
    for r in entry.indicators.values():
        texts += [r.says, r.known_bias, r.label, r.short, r.question, r.universe, *r.cannot_tell]
        texts.append(r.margin_note or "")
    rules = read_rules()
    hits = [h.rule for t in texts for h in judge_text(t, rules=rules) if h.severity != "soft"]
    assert hits == []


def test_a_source_is_either_taken_or_refused_with_a_reason():
    # Fails if a shipped source has neither a loader nor a reason, or has both; or a reason, or what
    # to do instead, is empty, claims too much, or is the same for two sources
    refused, catalogue = read_not_taken(catalogue_folder()), read_catalogue()
    taken = {source for entry in FORMATS.values() for source in entry.sources}
    assert taken <= set(catalogue.sources)
    assert set(catalogue.sources) - taken == set(refused)
    rules = read_rules()
    told = [text for entry in refused.values() for text in (entry.why, entry.instead)]
    assert len(set(told)) == len(told)
    for text in told:
        assert len(text.split()) > 5 and not text.endswith(".")
        hits = [h for h in judge_text(text, rules=rules) if h.severity != "soft"]
        assert not hits, (text, hits)
    assert "single missing people" in refused["namus_2025"].why


def test_a_reason_points_to_series_that_there_are():
    # Fails if a reader is sent to a series that no format has
    for entry in read_not_taken(catalogue_folder()).values():
        named = re.findall(r"series (\w+)", f"{entry.why} {entry.instead}")
        assert set(named) <= set(SERIES), entry.id
