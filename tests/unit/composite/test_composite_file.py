"""src/firstlight/composite/received_table.py and from_file.py: layouts and faults."""

from __future__ import annotations

import gzip
from dataclasses import replace

import numpy as np
import pytest

from firstlight.base.errors import InputFaults
from firstlight.catalogue import read_catalogue
from firstlight.composite import FileIndex, compute_from_file, write_columns

CATALOGUE = read_catalogue()
COMPOSITES = CATALOGUE.composites
KINDS = {name: entry.kind for name, entry in CATALOGUE.indicators.items()}
ENTRY = COMPOSITES["cdc_svi_2020"]
VALUES = [part.column for part in ENTRY.components]
CODES = [f"{n:05d}" for n in range(1001, 1021, 2)]
FEW = {"01": 67, "48": 254}


def made(codes: list[str] = CODES, *, place: str = "FIPS", **changed: dict[int, str]) -> bytes:
    """A file of invented counties; `changed` gives cells by column and index."""
    lines = [",".join([place, *VALUES])]
    for index, code in enumerate(codes):
        cells = [
            changed.get(name, {}).get(index, f"{(7 * index + 3 * column) % 40}.5")
            for column, name in enumerate(VALUES)
        ]
        lines.append(",".join([code, *cells]))
    return ("\n".join(lines) + "\n").encode()


def compute(data: bytes, index: str = "cdc_svi_2020") -> FileIndex:
    return compute_from_file(
        replace(COMPOSITES[index], counties_at_least=0, largest_at_least=0),
        data,
        file="brought.csv",
        in_state=FEW,
        others=COMPOSITES,
        kinds=KINDS,
    )


def faults(data: bytes, index: str = "cdc_svi_2020") -> str:
    with pytest.raises(InputFaults) as caught:
        compute(data, index)
    return str(caught.value)


PLAIN = write_columns(compute(made()))


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + made(),
        gzip.compress(made()),
        made().replace(b"\n", b"\r\n"),
        made() + b"\n\n",
        made([code.lstrip("0") for code in CODES]),
        made([f"{code}.0" for code in CODES]),
        made([f'"{code}"' for code in CODES]),
        made(place="STCNTY"),
        made(place=" FIPS "),
        made(place="fips"),
        made(place="Niño,FIPS", codes=[f"x,{code}" for code in CODES]).decode().encode("cp1252"),
    ],
    ids=["bom", "gzip", "crlf", "blank lines", "lost zeros", "as floats", "quoted", "STCNTY",
         "spaces", "lower case", "cp1252 and an extra column"],
)  # fmt: skip
def test_a_layout_changes_nothing(data: bytes) -> None:
    """Fails when a harmless difference of layout is refused or moves a number."""
    assert write_columns(compute(data)) == PLAIN


def test_all_faults_are_told_at_once_with_row_and_column() -> None:
    """Fails when the first fault hides the rest, or a value is repeated."""
    data = made(
        [*CODES[:-1], CODES[0]],
        EP_POV150={1: "secret"},
        EP_AGE65={2: "140"},
        EP_UNEMP={3: "-5"},
        EP_NOHSDP={4: "nan"},
    ).replace(b"EP_MUNIT", b"EP_MUNITS")
    told = faults(data.replace(b"EP_MOBILE", b"EP_CROWD"))
    for words in (
        "row 3, column EP_POV150", "row 4, column EP_AGE65: The number is above 100",
        "row 5, column EP_UNEMP: The number is below 0", "row 6, column EP_NOHSDP",
        "no column EP_MUNIT. Nearest: EP_MUNITS", "EP_CROWD stands 2 times",
        "There is no column EP_MOBILE", "stands in row 2 already",
    ):  # fmt: skip
        assert words in told
    assert "secret" not in told


def test_many_faults_of_one_column_lose_no_row() -> None:
    """Fails when faults beyond the twentieth are cut off in silence."""
    codes = [f"{n:05d}" for n in range(1001, 1101, 2)]
    told = faults(made(codes, EP_CROWD=dict.fromkeys(range(50), "none")))
    assert told.count("column EP_CROWD") == 21
    assert "The same in 30 more rows: 22-51" in told


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04rest", "spreadsheet or packed folder, not CSV"),
        (b"%PDF-1.7", "a PDF, not CSV"),
        (b'{"FIPS": 1}', "not a CSV table"),
        (b"\x1f\x8bbroken", "cannot be unpacked"),
        (b"FIPS\x00,a,b", "not text"),
        (made().replace(b",", b";"), "semicolons"),
        (made().replace(b",", b"\t"), "tabs"),
        (made() + b"01999,1,2\n", "do not have the 17 columns"),
        (made().split(b"\n")[0], "no row below the header"),
        (made([f"{code}020100" for code in CODES]), "as a tract has"),
        (made([str(n) for n in range(1, 11)]), "as a state has"),
        (made([f"{n:05d}" for n in range(1001, 1135, 2)]), "counties of one state only"),
        (made(CODES[:1]), "Fewer than two units"),
        (made().replace(b"EP_POV150", b"EP_POV").replace(b"EP_HBURD", b"EP_PCI"), "EP_POV150"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(data: bytes, words: str) -> None:
    """Fails when a file of another kind is taken for the county file."""
    assert words in faults(data)


def test_the_year_that_fits_is_named() -> None:
    """Fails when a file of another year is only called wrong."""
    told = faults(made(), "cdc_svi_2018")
    assert "Nearest: EP_POV150" in told and "fits cdc_svi_2020 or cdc_svi_2022" in told


def test_a_blank_is_no_data_and_is_noted() -> None:
    """Fails when a blank becomes 0, or is passed over in silence."""
    made_of = compute(made(EP_AGE17={2: "", 5: "-999.00"}))
    assert made_of.n["AGE17"] == len(CODES) - 2
    assert made_of.notes == ("EP_AGE17: 1 empty cells were read as no data.",)
    assert np.isnan(made_of.columns["RPL_THEMES"][[2, 5]]).all()
    assert "-999" in write_columns(made_of).splitlines()[3]


def test_an_index_of_ours_is_worked_out_of_a_file_too() -> None:
    """Fails when the engine works for the CDC's entries only, or margins are not read."""
    names = [part.id for part in COMPOSITES["susceptibility"].components]
    head = ",".join(["FIPS", *names, f"{names[0]}_margin"])
    rows = [
        ",".join([code, *(str((5 * i + 3 * k) % 31) for k in range(len(names))), "2.5"])
        for i, code in enumerate(CODES)
    ]
    index = compute("\n".join([head, *rows]).encode(), "susceptibility")
    assert index.ranges is not None and index.ranges.no_margin == tuple(names[1:])
    low, middle, high = (index.columns[f"rank_{word}"] for word in ("low", "middle", "high"))
    assert (low <= middle).all() and (middle <= high).all() and (low < high).any()
    header, first = write_columns(index).splitlines()[:2]
    assert header.endswith("score_low,score_high,rank_middle,rank_low,rank_high")
    assert first.split(",")[-1].isdigit()


def of_ours(first: list[str], margins: list[str]) -> bytes:
    """A file of ours in which only the first condition differs from county to county."""
    names = [part.id for part in COMPOSITES["susceptibility"].components]
    head = ",".join(["FIPS", *names, f"{names[0]}_margin"])
    rows = [
        ",".join([code, value, *["5"] * (len(names) - 1), margin])
        for code, value, margin in zip(CODES, first, margins, strict=True)
    ]
    return "\n".join([head, *rows]).encode()


def test_draws_from_a_file_stay_inside_what_the_unit_allows() -> None:
    """A county at the whole 100 percent, the others at 90 with wide margins.

    Fails when shares are drawn above 100: the others would then pass it in many draws.
    """
    index = compute(of_ours(["100", *["90"] * 9], ["0", *["60"] * 9]), "susceptibility")
    assert index.columns["rank_high"][0] == 1


def test_a_share_of_ours_beyond_its_unit_is_a_fault() -> None:
    """Fails when 140 percent of residents, or fewer than none, are worked with."""
    told = faults(of_ours(["140", "-3", *["9"] * 8], ["1"] * 10), "susceptibility")
    assert "row 2, column poverty: The number is above 100" in told
    assert "row 3, column poverty: The number is below 0" in told


def test_an_index_of_ours_is_not_worked_out_without_the_kinds_of_its_units() -> None:
    """Fails when a caller who forgets the limits gets draws without any."""
    with pytest.raises(ValueError, match="kind of unit is not given for poverty"):
        compute_from_file(
            COMPOSITES["susceptibility"], of_ours(["9"] * 10, ["1"] * 10), file="brought.csv",
            in_state=FEW,
        )  # fmt: skip


def refused(data: bytes, *, known: frozenset[str] = frozenset(), **changed: float) -> str:
    entry = replace(ENTRY, **{"counties_at_least": 0, "largest_at_least": 0, **changed})
    with pytest.raises(InputFaults) as caught:
        compute_from_file(entry, data, file="brought.csv", in_state=FEW, known=known)
    return str(caught.value)


@pytest.mark.parametrize("code", ["00000", "99999"])
def test_a_code_of_no_state_is_not_ranked(code: str) -> None:
    """Fails when a row that is no county takes a rank among the counties."""
    told = refused(made([*CODES[:-1], code]), known=frozenset(CODES))
    assert "row 11" in told and "no county" in told


def test_a_part_of_the_nation_and_an_unknown_county_are_told() -> None:
    """Fails when a file that was cut off is ranked as the whole without a word."""
    entry = replace(ENTRY, largest_at_least=0)
    known = frozenset(CODES[:-1]) | {CODES[-1][:2] + "999"}
    index = compute_from_file(entry, made(), file="brought.csv", in_state=FEW, known=known)
    told = " ".join(index.notes)
    assert "The file has 10 counties" in told and "at least 3,135" in told
    assert "1 row has a code of no county of that year" in told


def test_shares_of_one_are_not_taken_for_percentages() -> None:
    """Fails when 0.4 for 40 percent is rounded to a tenth and ranked."""
    shares = {i: f"0.{i + 1}" for i in range(len(CODES))}
    told = refused(made(EP_CROWD=shares), largest_at_least=ENTRY.largest_at_least)
    assert "column EP_CROWD" in told and "shares of one" in told
    assert "EP_AGE17" not in told
