"""Groups of industries: every code is a kept row, none counts twice, a wrong name is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from firstlight.base.errors import CatalogueFaults
from firstlight.catalogue import catalogue_folder, read_catalogue
from firstlight.catalogue.entries import IndustryGroup

CATALOGUE = read_catalogue()


def make(tmp_path: Path, file: str, old: str, new: str) -> Path:
    made = tmp_path / "catalogue"
    shutil.copytree(catalogue_folder(), made, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (made / file).read_text(encoding="utf-8")
    assert old in text
    (made / file).write_text(text.replace(old, new), encoding="utf-8")
    return made


def test_a_group_is_written_into_the_indicators_that_name_it() -> None:
    # Fails if the codes of the entry are not the ones that are added up
    wants = CATALOGUE.indicators["industrial_establishments"].inputs["count"]
    group = CATALOGUE.industries["industrial"]
    assert wants.group == "industrial" and wants.over == {"naics": tuple(group.codes)}


@pytest.mark.parametrize("group", CATALOGUE.industries.values(), ids=lambda group: group.id)
def test_every_code_of_a_group_is_kept_wherever_it_is_used(group: IndustryGroup) -> None:
    # Fails if a code is added that the pack leaves out: it would be told as 0 to 2 everywhere
    for indicator in CATALOGUE.indicators.values():
        for wants in indicator.inputs.values():
            if wants.group == group.id:
                table = CATALOGUE.sources[wants.source].tables[wants.table]
                assert set(group.codes) <= set(table.keep[group.column]), indicator.id


def test_a_code_within_a_code_is_refused(tmp_path: Path) -> None:
    # Fails if construction and a trade of it are both added
    made = make(
        tmp_path, "industries/industrial.yaml", '  "23": construction\n',
        '  "23": construction\n  "2381": a trade of it\n',
    )  # fmt: skip
    with pytest.raises(CatalogueFaults, match="count twice"):
        read_catalogue(made)


def test_a_group_that_does_not_exist_is_told_with_the_file(tmp_path: Path) -> None:
    # Fails if an unknown group is read as no code at all
    made = make(
        tmp_path, "indicators/industrial_establishments.yaml", "group: industrial", "group: heavy"
    )
    with pytest.raises(CatalogueFaults, match="no group heavy"):
        read_catalogue(made)


def test_a_range_without_a_reason_or_the_wrong_way_round_is_told(tmp_path: Path) -> None:
    # Fails if an entry can say "2 to 0", or a range whose reason nobody gives
    made = make(tmp_path, "sources/census_cbp_2021.yaml", '["0", "2"]', '["2", "0"]')
    with pytest.raises(CatalogueFaults, match="no range from low to high"):
        read_catalogue(made)
