"""The shared words and crosswalks: every received code is read, and broken readings are told."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from firstlight.base.errors import CatalogueFaults
from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.entries import Crosswalk

CATALOGUE = read_catalogue()
TAXONOMY = CATALOGUE.taxonomy
WALKS = TAXONOMY.crosswalks
LOOKUPS = {
    "location": "nibrs_location",
    "victim to offender relationship": "nibrs_tie",
    "exceptional clearance": "nibrs_exceptional",
    "weapon/force": "nibrs_force",
    "criminal activity": "nibrs_activity",
}


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_the_four_units_of_ictip_are_marked_as_not_verified() -> None:
    # Fails if a list nobody has read is shown as if it had been
    unit = TAXONOMY.dimensions["unit"]
    assert list(unit.values) == ["event", "victim", "perpetrator", "reporting_entity"]
    assert unit.not_verified and unit.checked_by is None


@pytest.mark.parametrize("walk", WALKS.values(), ids=lambda walk: walk.id)
def test_every_crosswalk_is_dated_versioned_and_sourced(walk: Crosswalk) -> None:
    # Fails if an edition cannot be told from the next one
    assert walk.version and walk.dated and walk.source and walk.codes and walk.counts


def test_nobody_is_named_as_having_checked_what_nobody_checked() -> None:
    # Fails if initials are invented
    assert {walk.checked_by for walk in WALKS.values()} == {None}


def test_seventeen_controls_become_nine_groups() -> None:
    # Fails if a control is dropped or a group stays empty
    walk = WALKS["htcds_control_meanings"]
    assert len(walk.codes) == 17
    read = {value for code in walk.codes.values() for value in code.reads}
    assert read == set(TAXONOMY.dimensions["means"].values) and len(read) == 9


def test_a_minor_under_40a_is_in_conflict_and_never_counted_as_trafficking() -> None:
    # Fails if every prostitution offense becomes sex trafficking, or none is looked at again
    for code in ("40A", "40B", "40C", "370"):
        assert WALKS["nibrs_form"].codes[code].fit == "conflict"
        assert WALKS["nibrs_form"].codes[code].reads == ()
    assert WALKS["nibrs_form"].codes["64A"].reads == ("sex",)


def test_force_is_all_that_police_forms_record_of_means() -> None:
    # Fails if "no weapon" is read as "no force, fraud or coercion"
    read = {value for code in WALKS["nibrs_force"].codes.values() for value in code.reads}
    assert read == {"force", "unknown"}
    assert WALKS["nibrs_force"].codes["99"].reads == ()


@pytest.mark.parametrize("name", sorted({"nibrs_form", "nibrs_linked_crime"}))
def test_every_offense_code_is_read(name: str, received: Path) -> None:
    # Fails if a code of the FBI's list falls out
    codes = {row["offense_code"] for row in rows(received / "codes" / "nibrs_offenses.csv")}
    assert set(WALKS[name].codes) == codes and len(codes) == 86


@pytest.mark.parametrize("name", LOOKUPS)
def test_every_lookup_code_is_read(name: str, received: Path) -> None:
    # Fails if a place, a tie or a reason of the FBI's lists falls out
    found = rows(received / "codes" / "nibrs_lookups.csv")
    codes = {row["code"] for row in found if row["list"] == name}
    assert set(WALKS[LOOKUPS[name]].codes) == codes


def test_every_field_and_code_of_htcds_is_read_or_says_why_not(received: Path) -> None:
    # Fails if a field of the standard is passed over without a word
    layout = TAXONOMY.layouts["htcds"]
    fields = {row["field"] for row in rows(received / "htcds" / "fields.csv")}
    assert set(layout.fields) == fields and len(fields) == 83
    for row in rows(received / "htcds" / "codes.csv"):
        kept = layout.fields[row["field"]]
        read = {code for name in kept.read_by for code in WALKS[name].codes}
        assert row["code"] in read or kept.why_not, row["field"]


def test_every_element_of_the_systems_is_read_or_says_why_not(received: Path) -> None:
    # Fails if a field of a grantee's, the hotline's or HMIS's form is passed over
    found = rows(received / "codes" / "us_systems_elements.csv")
    listed = {f"{row['system']}: {row['element']}" for row in found}
    assert set(TAXONOMY.layouts["us_systems"].fields) == listed and len(listed) == 72


def test_every_column_of_ctdc_that_is_read_is_in_its_codebook(received: Path) -> None:
    # Fails if a column is spelled otherwise than in the file
    known = {row["variable"] for row in rows(received / "ctdc" / "codebook.csv")}
    for name in ("ctdc_means", "ctdc_form", "ctdc_tie", "ctdc_sex_form"):
        assert set(WALKS[name].codes) <= known
    means = {column for column in known if column.startswith("meansOfControl")}
    assert set(WALKS["ctdc_means"].codes) == means


def test_every_age_has_one_band() -> None:
    # Fails if a birthday falls between two bands
    codes = WALKS["nibrs_age"].codes
    bands = {age: codes[f"{age:02d}"].reads[0] for age in range(1, 99)}
    assert (bands[12], bands[13], bands[15], bands[16]) == ("0-12", "13-15", "13-15", "16-17")
    assert (bands[17], bands[18], bands[24], bands[25]) == ("16-17", "18-24", "18-24", "25-34")
    assert (bands[34], bands[35], codes["99"].reads) == ("25-34", "35+", ("35+",))
    assert codes["00"].reads == ("unknown",)


def test_who_people_are_is_no_dimension() -> None:
    # Fails if race, status or orientation becomes something to count by
    words = ("race", "ethnic", "citizen", "orientation", "religion", "immigration_status")
    assert not [name for name in TAXONOMY.dimensions if any(word in name for word in words)]
    for walk in WALKS.values():
        assert not any(word in walk.field.lower() for word in words), walk.id


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("crosswalks/codes/otip_form.yaml", "- both\n", "- either\n", "has no value either"),
        ("crosswalks/codes/otip_form.yaml", "dimension: form", "dimension: shape", "no dimension"),
        ("crosswalks/codes/otip_form.yaml", "blank: unknown", "blank: labor", "a blank is read"),
        ("crosswalks/codes/htcds_tie.yaml", "fit: partial", "fit: nearly", "its fit is none of"),
        ("crosswalks/codes/htcds_decider.yaml", "fit: exact", "fit: lossy", "not say why"),
        ("crosswalks/codes/htcds_decider.yaml", "- provider\n", "- unmapped\n", "is not unmapped"),
        ("taxonomy/dimensions/sex.yaml", "  female:", "  unknown:", "in every dimension already"),
        (
            "taxonomy/derivations/ucr_64a_as_fed_sex.yaml",
            "to: fed_sex", "to: ucr_64a", "from itself",
        ),
        ("crosswalks/layouts/htcds.yaml", "- htcds_stage", "- htcds_stages", "no crosswalk"),
        ("methods/pictures.yaml", "by: route", "by: road", "no dimension road"),
        ("methods/pictures.yaml", "V02: {gives: one_sided", "V02: {gives: won", "verdict"),
        ("methods/pictures.yaml", 'differ_ratio: "2"', 'differ_ratio: "1"', "every pair"),
    ],
)  # fmt: skip
def test_what_leads_nowhere_is_told(
    tmp_path: Path, file: str, old: str, new: str, says: str
) -> None:
    # Fails if a reading of a value that does not exist would be dropped at run time
    made = tmp_path / "catalogue"
    shutil.copytree(catalogue_folder(), made, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (made / file).read_text(encoding="utf-8")
    assert old in text
    (made / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFaults, match=says):
        read_catalogue(made)


def test_every_rule_of_the_pictures_is_used_by_the_room() -> None:
    # Fails if a rule is written that no code can apply
    room = catalogue_folder().parent / "pictures"
    code = "".join(file.read_text(encoding="utf-8") for file in room.glob("*.py"))
    assert [rule for rule in CATALOGUE.pictures.rules if f'"{rule}"' not in code] == []
