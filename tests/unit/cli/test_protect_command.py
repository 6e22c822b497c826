"""`firstlight protect`: what is written, what is printed, and the exit status."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from firstlight.cli.main import main

HEADER = "county,form,count\n"
TABLE = HEADER + (
    "Alder,sex,34\nAlder,labor,3\nAlder,both,12\nBell,sex,55\nBell,labor,17\nBell,both,2\n"
    "Coda,sex,120\nCoda,labor,8\nCoda,both,0\n"
)


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    file = tmp_path / "table.csv"
    file.write_text(TABLE)
    return file


def test_a_table_is_written_with_every_margin(table: Path, tmp_path: Path) -> None:
    """Fails when a margin lacks, a value is not the true one, or the columns change."""
    out = tmp_path / "out.csv"
    assert main(["protect", str(table), "--out", str(out)]) == 0
    rows = list(csv.DictReader(out.open()))
    assert list(rows[0]) == ["county", "form", "value", "status"]
    assert len(rows) == 16
    by = {(row["county"], row["form"]): (row["value"], row["status"]) for row in rows}
    assert by["Total", "Total"] == ("251", "shown")
    assert by["Coda", "both"] == ("0", "true_zero")
    assert by["Alder", "labor"] == ("", "suppressed")
    assert json.loads(Path(f"{out}-metadata.json").read_text())["profile"] == "one_to_ten"


def test_the_audit_of_what_was_written_is_safe(table: Path, tmp_path: Path, capsys) -> None:
    """Fails when the contract's keys change, or our own table does not stand the attack."""
    out = tmp_path / "out.csv"
    assert main(["protect", str(table), "--out", str(out), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["for_the_owner_only"]["large"] == 12
    assert main(["protect", "--audit", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["safe"] is True
    assert told["width"] >= 6
    assert told["attacker"]
    assert {"county", "form", "low", "high"} == set(told["cells"][0])
    cell = next(c for c in told["cells"] if (c["county"], c["form"]) == ("Alder", "labor"))
    assert cell["low"] <= 3 <= cell["high"]


def test_an_unsafe_table_ends_with_four(tmp_path: Path, capsys) -> None:
    """Fails when a table whose hidden cell is total less rest is called safe."""
    out = tmp_path / "bad.csv"
    out.write_text("form,value,status\na,,suppressed\nb,40,shown\nTotal,44,shown\n")
    assert main(["protect", "--audit", str(out), "--json"]) == 4
    told = json.loads(capsys.readouterr().out)
    assert told["safe"] is False
    assert told["cells"] == [{"form": "a", "low": 4, "high": 4}]
    assert main(["protect", "--audit", str(out)]) == 4
    assert "Not safe" in capsys.readouterr().out


def test_an_earlier_release_is_attacked_with_it_in_either_way_of_writing(tmp_path: Path) -> None:
    """Fails when only the first file after --with is read."""
    first = tmp_path / "first.csv"
    first.write_text(
        "form,value,status\na,,suppressed\nb,,suppressed\nc,30,shown\nTotal,50,shown\n"
    )
    other = tmp_path / "other.csv"
    other.write_text("sex,value,status\nf,30,shown\nm,20,shown\nTotal,50,shown\n")
    last = tmp_path / "last.csv"
    last.write_text("form,value,status\na; c,,suppressed\nb,17,shown\nTotal,,suppressed\n")
    assert main(["protect", "--audit", str(last)]) == 0
    assert main(["protect", "--audit", str(last), "--with", str(other), str(first)]) == 4
    assert main(["protect", "--audit", str(last), "--with", str(other), "--with", str(first)]) == 4


def test_the_ledger_is_asked_for_the_same_people(table: Path, tmp_path: Path) -> None:
    """A coarser table after a finer one: alone both are safe.

    Fails when --population does not bring earlier releases into the search and the audit.
    """
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    named = ["--population", "clients of 2024"]
    assert main(["protect", str(table), "--out", str(first), *named]) == 0
    merged = tmp_path / "merged.csv"
    merged.write_text(
        HEADER + "Alder; Bell,sex,89\nAlder; Bell,labor,20\nAlder; Bell,both,14\n"
        "Coda,sex,120\nCoda,labor,8\nCoda,both,0\n"
    )
    assert main(["protect", str(merged), "--out", str(second), *named]) == 0
    assert main(["protect", "--audit", str(second), "--with", str(first)]) == 0
    ledger = (tmp_path / "data" / "releases.jsonl").read_text().splitlines()
    assert len(ledger) == 2
    assert main(["protect", "--audit", str(second)]) == 0


@pytest.mark.parametrize("named_by", ["the command", "its metadata"])
def test_the_audit_attacks_with_the_releases_of_the_ledger(
    table: Path, tmp_path: Path, named_by: str
) -> None:
    """A table that shows nothing small opens one that was released before over the same people.

    Fails when --audit passes the ledger over, or does not know the people whom metadata name.
    """
    people, first, second = "clients of 2024", tmp_path / "first.csv", tmp_path / "second.csv"
    table.write_text("county,count\nAlder,3\nBell,17\nCoda,30\n")
    assert main(["protect", str(table), "--out", str(first), "--population", people]) == 0
    hidden = [row["county"] for row in csv.DictReader(first.open()) if row["value"] == ""]
    assert hidden == ["Alder", "Bell"]
    merged = tmp_path / "merged.csv"
    merged.write_text("county,count\nAlder; Coda,33\nBell,17\n")
    by_metadata = named_by == "its metadata"
    # released elsewhere, so that the ledger here did not hold it back
    own = ["--population", people, "--ledger", str(tmp_path / "other.jsonl")]
    assert main(["protect", str(merged), "--out", str(second), *(own if by_metadata else ())]) == 0
    assert main(["protect", "--audit", str(second), "--population", "others"]) == 0
    named = [] if by_metadata else ["--population", people]
    assert main(["protect", "--audit", str(second), *named]) == 4


def test_a_contradicting_table_is_refused_and_nothing_is_written(
    table: Path, tmp_path: Path, capsys
) -> None:
    """Fails when other numbers for the same people leave, or the ledger takes them."""
    named = ["--population", "clients of 2024"]
    assert main(["protect", str(table), "--out", str(tmp_path / "first.csv"), *named]) == 0
    table.write_text(TABLE.replace("Coda,sex,120", "Coda,sex,121"))
    out = tmp_path / "second.csv"
    assert main(["protect", str(table), "--out", str(out), *named, "--json"]) == 4
    assert "121" not in capsys.readouterr().out
    assert not out.exists()
    assert len((tmp_path / "data" / "releases.jsonl").read_text().splitlines()) == 1


def test_wrong_input_ends_with_three_and_leaves_nothing(
    table: Path, tmp_path: Path, capsys
) -> None:
    """Fails when a fault is lost, or something half-written stays."""
    table.write_text(TABLE.replace("Alder,labor,3", "Alder,labor,").replace(",55\n", ",many\n"))
    out = tmp_path / "out.csv"
    assert main(["protect", str(table), "--out", str(out), "--json"]) == 3
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert {fault["row"] for fault in faults} == {3, 5}
    assert "many" not in json.dumps(faults)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["table.csv"]


def test_what_was_shared_is_not_written_over(table: Path, tmp_path: Path) -> None:
    """Fails when an earlier release, needed to check the next, is lost."""
    out = tmp_path / "out.csv"
    out.write_text("something\n")
    assert main(["protect", str(table), "--out", str(out)]) == 3
    assert out.read_text() == "something\n"


def test_the_narrow_rule_needs_its_reason(table: Path, tmp_path: Path) -> None:
    """Fails when 1 to 4 are hidden without saying where the counts were made public."""
    out = tmp_path / "out.csv"
    asked = ["protect", str(table), "--out", str(out), "--profile", "one_to_four"]
    assert main(asked) == 4
    assert main([*asked, "--reason", "yearly report of the sheriff, page 4"]) == 0
    beside = json.loads(Path(f"{out}-metadata.json").read_text())
    assert beside["profile"] == "one_to_four"
    assert beside["reason"].startswith("yearly report")
    assert main(["protect", "--audit", str(out)]) == 0


@pytest.mark.parametrize(
    "words",
    [[], ["--out", "x.csv"], ["t.csv"], ["t.csv", "--out", "x.csv", "--audit", "y.csv"],
     ["t.csv", "--out", "x.csv", "--profile", "none"], ["t.csv", "--out", "x", "--ledger", "l"]],
)  # fmt: skip
def test_bad_usage_ends_with_two(words: list[str]) -> None:
    """Fails when a command that cannot be meant is taken for another."""
    assert main(["protect", *words]) == 2


SPELLINGS = [
    ("County", "A,9 B,30 C,25 D,15", "county", "A,9|B,30|C; D,40"),
    ("County", "A,9 B,30 C,25 D,15", "County", "a,9|b,30|c ;D,40"),
    ("County", "A,9 B,30 C,25 D,15", " COUNTY ", "A,9|B,30|D;C,40"),
    ("Caf\u00e9", "A,9 B,30 C,25 D,15", "Cafe\u0301", "A,9|B,30|C and D,40"),
]


@pytest.mark.parametrize(("name", "first", "renamed", "second"), SPELLINGS)
def test_a_column_in_other_letters_is_the_same_column(
    tmp_path: Path, capsys, monkeypatch, name: str, first: str, renamed: str, second: str
) -> None:
    """79 in all, 30 and 25 shown, then C and D together: 40. D is 15 and A is 9, exactly.

    Fails when columns, categories or populations are compared letter by letter.
    """
    monkeypatch.setenv("FIRSTLIGHT_DATA", str(tmp_path / "data"))
    one, two = tmp_path / "t1.csv", tmp_path / "t2.csv"
    one.write_text("\n".join([f"{name},count", *first.split(" ")]) + "\n", encoding="utf-8")
    rows = ['"{}",{}'.format(*row.rsplit(",", 1)) for row in second.split("|")]
    two.write_text("\n".join([f"{renamed},count", *rows]) + "\n", encoding="utf-8")
    out1, out2, alone = (tmp_path / f"{n}.csv" for n in ("o1", "o2", "alone"))
    assert main(["protect", str(one), "--out", str(out1), "--population", "Clients 2024"]) == 0
    assert main(["protect", str(two), "--out", str(alone)]) == 0
    assert main(["protect", "--audit", str(alone), "--with", str(out1)]) == 4
    asked = ["protect", str(two), "--out", str(out2), "--population", "clients  2024", "--json"]
    capsys.readouterr()
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["earlier_releases"] == 1
    cells = {row[0]: row[-1] for row in csv.reader(out2.open(encoding="utf-8"))}
    joined = second.split("|")[2].rsplit(",", 1)[0]
    assert cells[joined] == "suppressed"
    assert main(["protect", "--audit", str(out2), "--with", str(out1)]) == 0


def test_an_earlier_table_without_a_shared_column_is_named(
    table: Path, tmp_path: Path, capsys
) -> None:
    """Fails when "place" beside "county" goes by without a word."""
    named = ["--population", "clients of 2024"]
    assert main(["protect", str(table), "--out", str(tmp_path / "first.csv"), *named]) == 0
    other = tmp_path / "other.csv"
    other.write_text("place,count\nAlder,49\nBell,74\nCoda,128\n")
    out = tmp_path / "second.csv"
    capsys.readouterr()
    assert main(["protect", str(other), "--out", str(out), *named]) == 0
    assert "1 earlier release has no column of the same name" in capsys.readouterr().out
    main(["protect", "--audit", str(out), "--with", str(tmp_path / "first.csv")])
    assert "1 earlier release has no column of the same name" in capsys.readouterr().out
    third = tmp_path / "third.csv"
    third.write_text("COUNTY,count\nAlder,49\nBell,74\nCoda,128\n")
    asked = ["protect", str(third), "--out", str(tmp_path / "o3.csv"), *named, "--json"]
    assert main(asked) == 0
    assert json.loads(capsys.readouterr().out)["earlier_without_a_shared_column"] == 1


def test_two_spellings_in_one_released_table_are_refused(tmp_path: Path, capsys) -> None:
    """Fails when a table written by hand slips two names of one county past the attack."""
    out = tmp_path / "bad.csv"
    out.write_text("form,value,status\na,20,shown\nA,40,shown\nTotal,60,shown\n")
    assert main(["protect", "--audit", str(out)]) == 4
    assert "capitals, spaces or signs only" in capsys.readouterr().err


PLACES = (
    'COUNTY,residents,near\nAlder,"40,000",Bell\nBell,90000,Alder\nCoda,8000,Bell; Alder\n'
    "Elsewhere,500,\n"
)


def test_small_places_are_merged_and_rates_wear_the_mask(
    table: Path, tmp_path: Path, capsys
) -> None:
    """Coda has 8,000 residents, too few; Alder has 49 clients, too few.

    Fails when a small place stands alone, when a rate is shown of a count that is hidden, or
    when the residents of a merged place are those of one of its parts.
    """
    places, out, rates = (tmp_path / f"{name}.csv" for name in ("places", "out", "rates"))
    places.write_text(PLACES)
    asked = ["protect", str(table), "--out", str(out), "--residents", str(places)]
    assert main([*asked, "--merge-places", "--rates", str(rates), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    values = {(r["county"], r["form"]): r for r in csv.DictReader(out.open())}
    shown = {(r["county"], r["form"]): r for r in csv.DictReader(rates.open())}
    living = {"Alder": 40_000, "Bell": 90_000, "Coda": 8_000}
    names = {county for county, _ in values} - {"Total"}
    assert set(told["merged_places"]) <= names
    assert all(sum(living[part] for part in name.split("; ")) >= 20_000 for name in names)
    assert not {"Coda", "Alder"} & names
    assert set(shown) == set(values)
    for key, row in values.items():
        parts = living if key[0] == "Total" else key[0].split("; ")
        below = sum(living[part] for part in parts)
        assert shown[key]["per"] == "100000"
        if row["status"] == "shown":
            rate = 100_000 * int(row["value"]) / below
            assert float(shown[key]["rate"]) == pytest.approx(rate, abs=0.006)
        else:
            assert shown[key]["status"] == row["status"]
            assert shown[key]["rate"] in ("", "0.00")


def test_rates_of_a_table_as_it_is(table: Path, tmp_path: Path) -> None:
    """Fails when a rate tells a count that the table hides, or places are merged unasked."""
    places, out, rates = (tmp_path / f"{name}.csv" for name in ("places", "out", "rates"))
    places.write_text(PLACES)
    asked = ["protect", str(table), "--out", str(out), "--residents", str(places)]
    assert main([*asked, "--rates", str(rates)]) == 0
    hidden = [r["status"] == "suppressed" for r in csv.DictReader(out.open())]
    assert [r["status"] == "suppressed" for r in csv.DictReader(rates.open())] == hidden
    assert any(hidden)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("county,people\nAlder,4\n", "residents"),
        ("place,residents\nAlder,4\n", "one column of the table"),
        ("county,residents\nAlder,4\nBell,5\n", "1 of the table's places has no row"),
        ("county,residents\nAlder,4\nBell,5\nCoda,many\n", "no whole number"),
        ("county,residents\nAlder,4\nBell,5\nCoda,6\nCODA,7\n", "twice"),
    ],
)
def test_residents_that_cannot_be_read_leave_nothing(
    table: Path, tmp_path: Path, capsys, text: str, told: str
) -> None:
    """Fails when a place without residents gets a rate, or a file is half written."""
    places, out, rates = (tmp_path / f"{name}.csv" for name in ("places", "out", "rates"))
    places.write_text(text)
    asked = ["protect", str(table), "--out", str(out), "--residents", str(places)]
    assert main([*asked, "--rates", str(rates)]) == 3
    assert told in capsys.readouterr().err
    assert not out.exists()
    assert not rates.exists()


def test_places_that_are_small_together_are_refused(table: Path, tmp_path: Path, capsys) -> None:
    """Fails when a table of too few people leaves by place."""
    places, out = tmp_path / "places.csv", tmp_path / "out.csv"
    places.write_text("county,residents\nAlder,400\nBell,500\nCoda,600\n")
    asked = ["protect", str(table), "--out", str(out), "--residents", str(places)]
    assert main([*asked, "--merge-places"]) == 4
    assert "fewer people than a place must have" in capsys.readouterr().err
    assert not out.exists()
    assert main(asked) == 2
