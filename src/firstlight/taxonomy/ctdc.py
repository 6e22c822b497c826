"""The layout of CTDC's synthetic records, read as counts while streaming. None is kept.

The records are made by a machine from people's records; they are not people. A cell is 1 or
blank, and a blank means "not reported": it is never counted as "no".
"""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.entries import UNKNOWN, UNMAPPED, Crosswalk, Taxonomy

COUNTRY = "CountryOfExploitation"
FLAGS = ("ctdc_means", "ctdc_form", "ctdc_tie", "ctdc_sex_form")  # columns with a 1 or a blank
WORDS = {"ctdc_gender": "gender", "ctdc_age_group": "majorityStatusAtExploit"}


@dataclass(frozen=True, slots=True)
class CtdcCounts:
    """Counts of synthetic records of one country (of exploitation, as the file has it).

    `by` holds, for each dimension, the number of records with each value that the layout has
    a column for, and with none (unknown). In form a record
    with sex and labor is `both` and stands in neither; in dimensions with several values a
    record counts once under each. `answered` is the number of records with any value of the
    dimension, CTDC's own rule for a denominator, and `records` less it are blank: not reported.
    `unmapped` counts cells that no crosswalk knows.
    """

    country: str
    records: int
    by: Mapping[str, Mapping[str, int]]
    answered: Mapping[str, int]
    unmapped: int

    @property
    def neither_sex_nor_labor(self) -> int:
        """Records in which neither sex nor labor is stated, those of another form included."""
        form = self.by["form"]
        return self.records - form["sex"] - form["labor"] - form["both"]


def count_ctdc(
    rows: Iterable[Mapping[str, str]], *, taxonomy: Taxonomy, country: str
) -> CtdcCounts:
    """Count synthetic records of one country, one at a time.

    Raises
    ------
    InputFaults
        When a column of the layout is missing; all are named.
    """
    walks = {name: taxonomy.crosswalks[name] for name in (*FLAGS, *WORDS)}
    counts: dict[str, Counter[str]] = {walk.dimension: Counter() for walk in walks.values()}
    answered: Counter[str] = Counter()
    records = unmapped = 0
    checked = False
    for row in rows:
        if not checked:
            _check_columns(row, walks)
            checked = True
        if row[COUNTRY] != country:
            continue
        records += 1
        for name, walk in walks.items():
            values, odd = _read_row(row, name, walk)
            unmapped += odd
            if values - {UNKNOWN}:
                answered[walk.dimension] += 1
            counts[walk.dimension].update(values)
    by = {}
    for walk in walks.values():
        given = {value for reading in walk.codes.values() for value in reading.reads}
        if walk.dimension == "form":
            given.add("both")
        names = [name for name in taxonomy.dimensions[walk.dimension].values if name in given]
        by[walk.dimension] = {
            name: counts[walk.dimension][name] for name in (*names, UNKNOWN, UNMAPPED)
        }
    return CtdcCounts(country, records, by, {name: answered[name] for name in by}, unmapped)


def read_ctdc(file: Path, *, taxonomy: Taxonomy, country: str) -> CtdcCounts:
    """Count a CSV of the layout, gzipped or not; see `count_ctdc`."""
    with file.open("rb") as raw:
        packed = raw.read(2) == b"\x1f\x8b"
    if packed:
        with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as text:
            return count_ctdc(csv.DictReader(text), taxonomy=taxonomy, country=country)
    with file.open(encoding="utf-8-sig", newline="") as text:
        return count_ctdc(csv.DictReader(text), taxonomy=taxonomy, country=country)


def _read_row(row: Mapping[str, str], name: str, walk: Crosswalk) -> tuple[set[str], int]:
    """The values of one record in one dimension, and how many cells nobody can read."""
    if name in WORDS:
        cell = row[WORDS[name]]
        if not cell:
            return {walk.blank}, 0
        known = walk.codes.get(cell)
        return (set(known.reads), 0) if known else ({UNMAPPED}, 1)
    cells = [row[code] for code in walk.codes]
    odd = sum(cell not in ("", "1") for cell in cells)
    values = {
        value
        for code, cell in zip(walk.codes, cells, strict=True)
        if cell == "1"
        for value in walk.codes[code].reads
    }
    if walk.dimension == "form" and {"sex", "labor"} <= values:
        values = values - {"sex", "labor"} | {"both"}
    if odd:
        values = values | {UNMAPPED}
    return values or {walk.blank}, odd


def _check_columns(row: Mapping[str, str], walks: Mapping[str, Crosswalk]) -> None:
    needed = [COUNTRY, *WORDS.values(), *(code for name in FLAGS for code in walks[name].codes)]
    missing = [column for column in needed if column not in row]
    if missing:
        do = f"The file lacks: {', '.join(missing)}."
        raise InputFaults([Fault("This is not the layout of CTDC's synthetic records.", do)])
