"""catalogue/formats: a layout that contradicts itself is named, and none is left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from firstlight.base.errors import CatalogueFaults
from firstlight.catalogue import catalogue_folder
from firstlight.catalogue.formats import fill_year, read_formats


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(catalogue_folder() / "formats", tmp_path / "catalogue" / "formats")
    return tmp_path / "catalogue"


def test_every_file_is_read() -> None:
    # Fails if a layout is left out in silence
    files = {file.stem for file in (catalogue_folder() / "formats").iterdir()}
    assert set(read_formats(catalogue_folder())) == files


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("bls_laus", "kind: number", "kind: numbers", "numbers is no kind of column"),
        ("bls_laus", "by: state_county", "by: county", "county is no rule for places"),
        ("bls_laus", "layouts: [workbook", "layouts: [book", "book is no layout"),
        ("bls_laus", "columns: [State FIPS Code,", "columns: [STATE,", "reads STATE"),
        ("bls_laus", "kind: file", "kind: mail", "mail is no way to fetch"),
        ("bls_laus", ", Unemployed, ", ", ", "another number of groups"),
        ("bls_laus", "_2020.counties", "_2020", "`replaces` is not SOURCE.TABLE"),
        ("cdc_svi", "seen_live:", "seen_alive:", "unknown key seen_alive"),
    ],
)
def test_a_contradiction_is_named(folder, file, old, new, words) -> None:
    # Fails if a slip in a layout is met only when a person loads a file
    path = folder / "formats" / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFaults, match=words):
        read_formats(folder)


def test_years_are_filled_in() -> None:
    assert fill_year("{first}-{year}, {yy}, {before}, {second_yy}", 2023, 5) == (
        "2019-2023, 23, 2022, 24"
    )
