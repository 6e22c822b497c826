"""src/firstlight/pack/pack.py: a damaged or missing table is named, and never read."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from firstlight.base.errors import PackDamaged
from firstlight.catalogue import read_catalogue
from firstlight.pack import Pack, open_pack, pack_folder

TABLE = ("acs_2016_foreign_born", "counties")
NAME = "acs_2016_foreign_born.counties"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The bundled tables, to be harmed."""
    return shutil.copytree(pack_folder(), tmp_path / "tables")


def opened(copy: Path) -> Pack:
    return open_pack(read_catalogue(), copy)


def rewrite_manifest(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text, encoding="utf-8")


def test_the_shipped_tables_are_whole() -> None:
    # Fails if a table was built anew and its manifest was not
    pack = open_pack(read_catalogue())
    pack.check()
    names = {
        f"{source.id}.{name}"
        for source in pack.catalogue.sources.values()
        for name in source.tables
    }
    assert set(pack.manifest) == names
    assert {f.stem for f in pack_folder().glob("*.parquet")} == names


@pytest.mark.parametrize("where", [0, 4, 1_000, 17_000, -1])
def test_one_flipped_bit_is_found_before_anything_is_read(copy: Path, where: int) -> None:
    # Fails if a table is opened without its hash being checked
    file = copy / f"{NAME}.parquet"
    data = bytearray(file.read_bytes())
    data[where] ^= 1
    file.write_bytes(bytes(data))
    for act in (lambda: opened(copy).table(*TABLE), lambda: opened(copy).check()):
        with pytest.raises(PackDamaged, match=rf"{NAME}\.parquet: .*damaged or altered") as caught:
            act()
        assert len(caught.value.faults) == 1


def test_a_cut_off_table_is_found(copy: Path) -> None:
    file = copy / f"{NAME}.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(PackDamaged, match=NAME):
        opened(copy).table(*TABLE)


def test_all_missing_tables_are_named_together(copy: Path) -> None:
    # Fails if the first missing table hides the others
    (copy / f"{NAME}.parquet").unlink()
    (copy / "namus_2025.counties.parquet").unlink()
    with pytest.raises(PackDamaged) as caught:
        opened(copy).check()
    assert {f.file for f in caught.value.faults} == {
        f"{NAME}.parquet",
        "namus_2025.counties.parquet",
    }
    with pytest.raises(PackDamaged, match="is missing"):
        opened(copy).table(*TABLE)


def test_other_tables_stay_readable(copy: Path) -> None:
    (copy / f"{NAME}.parquet").unlink()
    assert len(opened(copy).table("usda_rucc_2023", "counties").rows) == 3235


def test_a_table_that_the_manifest_does_not_list_is_not_read(copy: Path) -> None:
    # Fails if `check` looks only at what the manifest lists
    manifest = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    del manifest["tables"][NAME]
    rewrite_manifest(copy, json.dumps(manifest))
    for act in (lambda: opened(copy).table(*TABLE), lambda: opened(copy).check()):
        with pytest.raises(PackDamaged, match=rf"{NAME}\.parquet: .*do not list it"):
            act()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"tables": null}',
        '{"tables": []}',
        '{"tables": {"a.b": null}}',
        '{"tables": {"a.b": {}}}',
        '{"tables": {"a.b": {"sha256": 5, "received_sha256": "x"}}}',
        '{"tables": {"a.b": "x"}}',
    ],
)
def test_a_garbled_manifest_is_named(copy: Path, text: str) -> None:
    # Fails if the crash of a wrong shape comes later, as a KeyError without a file
    rewrite_manifest(copy, text)
    with pytest.raises(PackDamaged, match=r"manifest\.json"):
        opened(copy)


def test_a_missing_manifest_is_named(copy: Path) -> None:
    (copy / "manifest.json").unlink()
    with pytest.raises(PackDamaged, match=r"manifest\.json"):
        opened(copy)
    (copy / "manifest.json").write_bytes(b"\xff\xfe\x00garbage")
    with pytest.raises(PackDamaged, match=r"manifest\.json"):
        opened(copy)


def test_a_whole_table_under_another_ones_name_is_found(copy: Path) -> None:
    # Fails if a file is trusted because it is some table of ours
    shutil.copy(copy / "usda_rucc_2023.counties.parquet", copy / f"{NAME}.parquet")
    with pytest.raises(PackDamaged, match=NAME):
        opened(copy).table(*TABLE)


def test_a_table_older_than_the_catalogue_is_said_to_be_damaged(copy: Path) -> None:
    # Its hash is right but it lacks a column that is kept today. Fails with an error of DuckDB.
    other = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))
    shutil.copy(copy / "usda_rucc_2023.counties.parquet", copy / f"{NAME}.parquet")
    other["tables"][NAME]["sha256"] = other["tables"]["usda_rucc_2023.counties"]["sha256"]
    rewrite_manifest(copy, json.dumps(other))
    with pytest.raises(PackDamaged, match=rf"{NAME}\.parquet: .*lacks"):
        opened(copy).table(*TABLE)


def test_a_table_is_opened_and_checked_once(copy: Path) -> None:
    # What was checked at opening stays what it was, whatever happens to the file later.
    pack = opened(copy)
    first = pack.table(*TABLE)
    (copy / f"{NAME}.parquet").unlink()
    assert pack.table(*TABLE) is first
    assert len(first.rows) == 3111
