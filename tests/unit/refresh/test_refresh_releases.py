"""src/firstlight/refresh/releases.py: a release is whole or not there, and the way back is open."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firstlight.base.errors import InputFaults, PackDamaged
from firstlight.catalogue import read_catalogue
from firstlight.refresh import SHIPPED, Releases, data_folder, lay_over
from firstlight.refresh import load as loading
from firstlight.refresh import releases as keeping
from made_files import PACK, make_file

CATALOGUE = read_catalogue()


def state_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    found = sorted(f for f in folder.rglob("*") if f.is_file())
    return {str(f.relative_to(folder)): f.read_bytes() for f in found}


def folders_of(folder: Path) -> set[str]:
    return {str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_dir()}


STEPS = [
    (keeping, "write_table"),
    (keeping, "hash_file"),
    (keeping, "write_yaml"),
    (keeping, "read_entry"),
    (keeping.Releases, "_write_manifest"),
    (Path, "rename"),
    (Path, "chmod"),
    (keeping.Releases, "use"),
    (keeping.Releases, "_write_whole"),
]


@pytest.mark.parametrize(("owner", "step"), STEPS, ids=lambda part: str(part))
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_load_that_fails_at_any_step_leaves_nothing_half_made(
    owner, step, error, tmp_path, load, releases, monkeypatch
):
    # Fails if a step writes into the place of a release, or the choice comes before the release
    load(make_file("census_pep", 2023).write(tmp_path))
    before, folders = state_of(releases.folder), folders_of(releases.folder)
    whole = lay_over(CATALOGUE, PACK, releases).catalogue.indicators

    def fail(*_: object, **__: object) -> None:
        raise error("stopped on purpose")

    with monkeypatch.context() as patch:
        patch.setattr(owner, step, fail)
        with contextlib.suppress(error, InputFaults):
            load(make_file("census_pep", 2024).write(tmp_path))
    after = state_of(releases.folder)
    assert releases.in_use("census_pep") == "2023"
    assert lay_over(CATALOGUE, PACK, Releases(releases.folder)).catalogue.indicators == whole
    if step in ("use", "_write_whole"):  # the release is whole, and not in use
        assert releases.names("census_pep") == ("2023", "2024")
        releases.use("census_pep", "2024")
        lay_over(CATALOGUE, PACK, Releases(releases.folder)).pack.check()
    else:
        assert after == before
        assert folders_of(releases.folder) == folders


def test_a_load_that_is_killed_leaves_the_old_release_in_use(tmp_path, load, releases):
    # Fails if anything is written in place: SIGKILL runs no clean-up
    load(make_file("census_pep", 2023).write(tmp_path))
    file = make_file("census_pep", 2024).write(tmp_path)
    script = (
        "import os, sys\n"
        "from firstlight.refresh import releases\n"
        "real = releases.Releases._write_manifest\n"
        "def stop(*a): os._exit(9)\n"
        "releases.Releases._write_manifest = staticmethod(stop)\n"
        "from firstlight.cli import main\n"
        f"main(['sources', 'load', {str(file)!r}])\n"
    )
    environ = {**os.environ, "FIRSTLIGHT_DATA": str(releases.folder)}
    environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True)
    assert done.returncode == 9
    assert releases.names("census_pep") == ("2023",)
    (left,) = (releases.root / "census_pep").glob(".new-*")
    long_ago = time.time() - 2 * keeping.AN_HOUR
    os.utime(left, (long_ago, long_ago))
    load(file)
    assert not list((releases.root / "census_pep").glob(".new-*"))
    assert releases.in_use("census_pep") == "2024"


def test_a_newer_release_is_used_and_an_older_one_only_kept(tmp_path, load, releases):
    # Fails if loading an old vintage turns assessments back in silence
    newer = load(make_file("census_pep", 2024).write(tmp_path))
    older = load(make_file("census_pep", 2022).write(tmp_path))
    assert newer.in_use and newer.was_in_use == SHIPPED
    assert not older.in_use and releases.in_use("census_pep") == "2024"
    shipped_is_newer = load(make_file("bls_laus", 2015).write(tmp_path))
    assert not shipped_is_newer.in_use and releases.in_use("bls_laus") == SHIPPED
    forced = load(make_file("bls_laus", 2016).write(tmp_path), use=True)
    assert forced.in_use
    assert not load(make_file("bls_laus", 2024).write(tmp_path), use=False).in_use


def test_one_can_go_back_and_forth(tmp_path, load, releases):
    # Fails if an old vintage is overwritten or taken away
    load(make_file("census_pep", 2023).write(tmp_path))
    load(make_file("census_pep", 2024).write(tmp_path))
    for chosen in ("2023", SHIPPED, "2024"):
        releases.use("census_pep", chosen)
        laid = lay_over(CATALOGUE, PACK, releases)
        column = laid.catalogue.indicators["residents"].inputs["count"]
        expected = "census_pep_2023" if chosen == SHIPPED else f"loaded_census_pep_{chosen}"
        assert column.source == expected
        assert laid.pack.table(column.source, "counties").columns[column.column]
    with pytest.raises(InputFaults, match="Loaded: 2023, 2024, shipped"):
        releases.use("census_pep", "2019")
    with pytest.raises(InputFaults, match="Nothing is loaded"):
        releases.use("bls_laus", SHIPPED)


def test_the_same_bytes_are_loaded_once_and_others_of_the_year_beside(tmp_path, load, releases):
    # Fails if a second load overwrites the first of that year
    made = make_file("census_pep", 2024)
    first = load(made.write(tmp_path))
    assert load(made.write(tmp_path)).already and releases.names("census_pep") == ("2024",)
    made.rows[0][made.at("POPESTIMATE{year}")] = "101000"
    revised = load(made.write(tmp_path))
    assert revised.loaded.release == "2024.2" and revised.in_use
    assert first.loaded.source.id != revised.loaded.source.id
    assert releases.names("census_pep") == ("2024", "2024.2")


@pytest.mark.parametrize("what", ["source.yaml", "manifest.json", "parquet", "gone"])
def test_a_damaged_release_is_named_with_the_way_back(what, tmp_path, load, releases):
    # Fails if a changed table is read, or the person is left without a way out
    outcome = load(make_file("census_pep", 2024).write(tmp_path))
    folder = releases.root / "census_pep" / outcome.loaded.release
    if what == "gone":
        (folder / "source.yaml").unlink()
    else:
        (file,) = [f for f in folder.iterdir() if f.name.endswith(what)]
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(bytes(data)[: -len(data) // 3])
    fresh = Releases(releases.folder)
    with pytest.raises(PackDamaged, match="sources use"):
        lay_over(CATALOGUE, PACK, fresh).pack.check()
    fresh.use("census_pep", SHIPPED)
    lay_over(CATALOGUE, PACK, fresh).pack.check()


@pytest.mark.parametrize("damage", ["a folder", "bytes", "no such release"])
def test_a_damaged_choice_is_told_and_can_be_undone(damage, tmp_path, load, releases):
    # Fails if other data is used without a word, or the person finds no way back
    load(make_file("census_pep", 2024).write(tmp_path))
    choice = releases.root / "census_pep" / "in_use"
    if damage == "a folder":
        choice.unlink()
        choice.mkdir()
    elif damage == "bytes":
        choice.write_bytes(b"\xff\xfe")
    else:
        shutil.rmtree(releases.root / "census_pep" / "2024")
    for read in (releases.choices, lambda: lay_over(CATALOGUE, PACK, Releases(releases.folder))):
        with pytest.raises(PackDamaged, match="sources use census_pep shipped"):
            read()
    releases.use("census_pep", SHIPPED)
    assert releases.choices() == (("census_pep", SHIPPED),)
    assert lay_over(CATALOGUE, PACK, Releases(releases.folder)).catalogue is CATALOGUE


@pytest.mark.parametrize("series", ["census_pep/../../../victim", "..", "census_pep/..", "a\n"])
def test_no_name_leads_out_of_the_folder(series, tmp_path, load, releases):
    # Fails if a series or release is a way to another folder
    load(make_file("census_pep", 2024).write(tmp_path))
    victim = releases.folder.parent / "victim"
    (victim / "2024").mkdir(parents=True)
    (victim / "in_use").write_text("mine")
    for release in ("2024", SHIPPED):
        with pytest.raises(InputFaults):
            releases.use(series, release)
    with pytest.raises(InputFaults):
        releases.use("census_pep", "../../../victim/2024")
    with pytest.raises(InputFaults):
        releases.read("census_pep", "..")
    assert (victim / "in_use").read_text() == "mine"


def test_a_file_in_the_way_of_the_folder_is_told(tmp_path, load, releases):
    # Fails with a traceback when the data folder cannot be made
    releases.folder.write_text("in the way")
    with pytest.raises(InputFaults, match="FIRSTLIGHT_DATA"):
        load(make_file("census_pep", 2024).write(tmp_path))


@pytest.mark.parametrize(
    ("environ", "ending"),
    [
        ({"FIRSTLIGHT_DATA": "/somewhere/else"}, "/somewhere/else"),
        ({"XDG_DATA_HOME": "/data"}, "/data/firstlight"),
        ({"FIRSTLIGHT_DATA": "  "}, "firstlight"),
    ],
)
def test_the_folder_is_the_persons_own(environ, ending, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    assert str(data_folder(environ)).endswith(ending)


def test_checking_writes_nothing(tmp_path, check, releases):
    # Fails if a check makes the folder or a scratch file stays
    check(make_file("census_pep", 2024).write(tmp_path))
    assert not releases.folder.exists()


def test_a_faulty_file_replaces_nothing(tmp_path, load, releases):
    # Fails if a file is installed before it is wholly checked
    load(make_file("census_pep", 2023).write(tmp_path))
    before = state_of(releases.folder)
    made = make_file("census_pep", 2024)
    made.rows[-1][made.at("POPESTIMATE{year}")] = "many"
    with pytest.raises(InputFaults):
        load(made.write(tmp_path))
    assert state_of(releases.folder) == before
    assert loading.last_year("2014-2018") == 2018
