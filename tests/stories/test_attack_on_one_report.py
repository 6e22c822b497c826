"""One report, everything it prints, and somebody who adds and subtracts all of it.

He reads every figure of `assessment.json` and `tables/figures.csv`, knows which totals are sums of
which smallest groups of people, that counts are whole, and that what is hidden is at least 1. He
shares no code with the program: his unknowns are people by county, year, form, what the other
side knows of them, and how far police came. Every total was made from such groups.
"""

from __future__ import annotations

import csv
import itertools
import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from entered_rows import total_row, write_totals
from firstlight.cli import main
from made_incidents import AGENCIES, Arrest, Download, Incident, Victim, write_folder
from made_world import MadeWorld

FAR = 400  # no further is looked
SMALL, KEEPS = 10, 6  # product.md: a hidden total of 1 to 10 keeps at least 6 values
COUNTIES, YEARS = ("48901", "48903", "48905"), ("2023", "2024")
FORMS = ("sex", "labor", "not_stated", "nobody asked")  # the last is in no row of a file
KNOWN = ("_known", "_not_known", "_unsure", "nobody asked")
STEPS = ("seen", "coded", "published")
GROUPS = list(itertools.product(COUNTIES, YEARS, FORMS, KNOWN, STEPS))
Line = Callable[[tuple[str, ...]], bool]


def make_lines() -> dict[str, tuple[dict[str, str], Line]]:
    """Every total that police could give, by the id of its figure: the row, and who is in it."""
    lines: dict[str, tuple[dict[str, str], Line]] = {}
    places = [(c, c, {c}) for c in COUNTIES] + [("area", "area", set(COUNTIES))]
    times = [(y, {y}) for y in YEARS] + [("2023-2024", set(YEARS))]
    for (place, shown, inside), (time, years) in itertools.product(places, times):
        where = f"{shown}.{time.replace('-', '–')}"
        own = {"place": place, "period": time, "holder": "invented police unit"}
        every: list[tuple[str, str, Line, dict[str, str]]] = [
            ("police_people", "", lambda g: True, {}),
            ("police_coded", "", lambda g: g[4] != "seen", {}),
            ("police_published", "", lambda g: g[4] == "published", {}),
        ]
        for form in FORMS[:3]:
            more = {"form": form}
            every.append(("police_people", f".{form}", lambda g, f=form: g[2] == f, more))
        for known in KNOWN[:3]:
            every.append((f"police_people{known}", "", lambda g, k=known: g[3] == k, {}))
        for measure, part, who, more in every:
            lines[f"entered.{measure}.{where}{part}"] = (
                total_row(measure, "0", **own, **more),
                lambda g, w=who, i=inside, y=years: g[0] in i and g[1] in y and w(g),
            )
    return lines


def make_people(draw: random.Random) -> dict[tuple[str, ...], int]:
    """How many people are in each smallest group; few in most."""
    people = dict.fromkeys(GROUPS, 0)
    for county, year in itertools.product(COUNTIES, YEARS):
        own = [g for g in GROUPS if g[:2] == (county, year) and "nobody asked" not in g]
        some = draw.sample(own, draw.choice([2, 5, 27]))
        for _ in range(draw.choice([0, 4, 9, 15, 60, 240])):
            people[draw.choice(some)] += 1
    return people


def make_incidents(draw: random.Random) -> Download:
    """A download in which arrests, bands of age and agencies are small in many places."""
    incidents = []
    for code in ("40A", "64A", "35A", "23C", "13A"):
        for _ in range(draw.choice([3, 9, 20, 45])):
            age = draw.choice([15, 16, 19, 30, 30, 30, 45, None])
            agency = draw.choice([1, 1, 1, 2, 3])
            incidents.append(
                Incident(agency, (2018, 3, 4), (code,), (Victim(28),), (Arrest(code, age),))
            )
    return Download("type_ids", 2018, incidents, AGENCIES, [], 0)


class Report:
    """What one run of the command printed, and what it was made from."""

    def __init__(self, folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        draw = random.Random(seed)
        for name, value in MadeWorld(folder / "world").build().items():
            monkeypatch.setenv(name, value)
        people = make_people(draw)
        every = make_lines()
        kept = draw.sample(sorted(every), draw.randint(len(every) // 3, len(every)))
        self.lines = {name: every[name][1] for name in kept}
        self.truth = {
            name: sum(n for group, n in people.items() if who(group))
            for name, who in self.lines.items()
        }
        rows = [{**every[name][0], "value": str(self.truth[name])} for name in kept]
        self.download = write_folder(folder / "TX-2018", make_incidents(draw))
        words = ["assess", *COUNTIES, "--totals", write_totals(folder, *rows)]
        words += ["--incidents", str(self.download)]
        out = folder / "out"
        assert main([*words, "--out", str(out), "--formats", "json"]) == 0
        self.document = json.loads((out / "assessment.json").read_text(encoding="utf-8"))
        self.figures: dict[str, dict[str, Any]] = {f["id"]: f for f in self.document["figures"]}
        text = (out / "tables" / "figures.csv").read_text(encoding="utf-8-sig")
        body = [line for line in text.splitlines() if not line.startswith("# ")]
        self.csv = {row["id"]: row for row in csv.DictReader(body)}


@pytest.fixture(params=range(5))
def report(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Report:
    return Report(tmp_path, request.param, monkeypatch)


def find_ends(
    aim: np.ndarray, rows: np.ndarray, low: Sequence[float], high: Sequence[float], far: int
) -> tuple[float, float]:
    """The least and the most that whole numbers allow, looked for up to a far end."""
    ends = []
    for sign in (1.0, -1.0):
        done = milp(
            sign * aim,
            constraints=LinearConstraint(rows, low, high),
            bounds=Bounds(0, far),
            integrality=np.ones(len(aim)),
        )
        assert done.x is not None, "what is printed contradicts itself"
        ends.append(float(np.round(aim @ done.x)))
    return ends[0], ends[1]


def attack(
    lines: Mapping[str, np.ndarray], shown: Mapping[str, float | None], far: int = FAR
) -> dict[str, tuple[float, float]]:
    """What each hidden number can be; `shown` is None for what is hidden."""
    names = sorted(shown)
    rows = np.array([lines[name] for name in names])
    low = [1.0 if shown[name] is None else float(shown[name] or 0) for name in names]
    high = [np.inf if shown[name] is None else float(shown[name] or 0) for name in names]
    return {
        name: find_ends(lines[name], rows, low, high, far) for name in names if shown[name] is None
    }


def read_made_of(name: str, lines: Mapping[str, np.ndarray]) -> np.ndarray:
    """What a number that the report works out itself is made of; nothing else may be made."""
    if name.startswith("pictures.lost."):
        came = name.removeprefix("pictures.lost.")
        if came not in lines:  # one of several pairs of a step has its number behind it
            came = came.rpartition(".")[0]
        steps = {"police_people": "police_coded", "police_coded": "police_published"}
        measure = came.split(".")[1]
        lost: np.ndarray = lines[came] - lines[came.replace(measure, steps[measure], 1)]
        return lost
    whole, kind = name.split(".not_stated.")
    if kind == "form":
        parts = [line for n, line in lines.items() if n in {f"{whole}.{f}" for f in FORMS[:3]}]
    else:
        assert kind == "split"
        own = {whole.replace("police_people", f"police_people{k}", 1) for k in KNOWN[:3]}
        parts = [line for n, line in lines.items() if n in own]
    rest: np.ndarray = lines[whole] - np.sum(parts, axis=0)
    return rest


def is_open(low: float, high: float) -> bool:
    return high - low + 1 >= KEEPS or low > SMALL


def test_no_hidden_total_follows_from_one_report(report: Report) -> None:
    """Fails when hidden totals of places, years, forms, parts or sides can be solved for.

    Every number that rests on the police unit's totals is among those the attacker uses, the
    same in JSON and CSV, and each that is shown is the true one.
    """
    shown: dict[str, float | None] = {}
    for name, true in report.truth.items():
        figure = report.figures[name]
        assert figure["value"] in (None, true)
        assert figure["low"] is None and figure["high"] is None
        assert report.csv[name]["value"] == ("" if figure["value"] is None else str(true))
        assert figure["status"] == "suppressed" or figure["value"] is not None
        assert not 1 <= (figure["value"] or 0) <= SMALL
        shown[name] = figure["value"]
    lines = {n: np.array([float(who(g)) for g in GROUPS]) for n, who in report.lines.items()}
    for name in sorted({n for n in report.figures if ".police_" in n} - set(report.truth)):
        line = read_made_of(name, lines)  # what the report itself adds and takes away
        value = report.figures[name]["value"]
        if value is not None:
            assert not 1 <= value <= SMALL, name
            lines[name], shown[name] = line, value
    for name, (low, high) in attack(lines, shown).items():
        assert low <= report.truth[name] <= high
        assert is_open(low, high), (name, report.truth[name], low, high)
    large = [name for name, true in report.truth.items() if true > SMALL]
    kept = [name for name in large if shown[name] is not None]
    assert len(kept) >= 0.5 * len(large), f"{len(kept)} of {len(large)} large totals are shown"


def test_no_hidden_arrest_follows_from_report_and_summary(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fails when the assessment and `incidents summarise` hide different counts of a download,
    or when bands of age, minors, agencies and totals together tell one that is hidden."""

    def read(*words: str) -> Any:
        assert main(["incidents", "summarise", str(report.download), "--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    true, told = read("--unprotected"), read()
    capsys.readouterr()
    shown: dict[str, float | None] = {}
    truth: dict[str, float] = {}
    codes = sorted(true["arrestees_by_age"])
    bands = list(true["arrestees_by_age"][codes[0]])
    unknowns = [(code, band) for code in codes for band in bands]
    lines: dict[str, np.ndarray] = {}

    def add(name: str, exact: int | None, public: Any, who: Callable[[str, str], bool]) -> None:
        if exact is None:
            return
        lines[name] = np.array([float(who(*u)) for u in unknowns])
        truth[name], shown[name] = exact, public["value"]

    for code in codes:
        for band in bands:
            exact, public = (d["arrestees_by_age"][code][band] for d in (true, told))
            add(f"{code} {band}", exact, public, lambda c, b, k=code, s=band: (c, b) == (k, s))
        for name, which in (("list_arrests", bands), ("list_minors", bands[:3])):
            figure = report.figures.get(f"incident_files.{name}.{code}.TX")
            if figure is None:
                continue
            exact = sum(true["arrestees_by_age"][code][b] for b in which)
            add(f"{name} {code}", exact, figure, lambda c, b, k=code, w=which: c == k and b in w)
    for name, figure in report.figures.items():
        if name.startswith("incident_files.offenses."):
            code = name.split(".")[2]
            if true["offenses"].get(code):
                assert figure["value"] == told["offenses"][code]["value"]
                assert figure["value"] in (None, true["offenses"][code])
    for name, value in shown.items():
        assert value in (None, truth[name]) and not 1 <= (value or 0) <= SMALL, name
    # a row that is hidden whole holds zeros too, so there a hidden number can be 0
    zero = {n for n, v in shown.items() if v is None and not truth[n]}
    hidden_rows = {name.split()[0] for name in zero}
    names = sorted(shown)
    rows = np.array([lines[n] for n in names])
    least = [0.0 if n.split()[0] in hidden_rows else 1.0 for n in names]
    low = [
        o if shown[n] is None else float(shown[n] or 0) for n, o in zip(names, least, strict=True)
    ]
    high = [np.inf if shown[n] is None else float(shown[n] or 0) for n in names]
    for name in names:
        if shown[name] is None and truth[name]:
            ends = find_ends(lines[name], rows, low, high, 200)
            assert is_open(*ends), (name, truth[name], ends)
    adults = {
        c: np.array([float(u[0] == c and u[1] not in bands[:3]) for u in unknowns]) for c in codes
    }
    for code, line in adults.items():
        few = sum(true["arrestees_by_age"][code][b] for b in bands[3:])
        ends = find_ends(line, rows, low, high, 200)
        assert not (ends[0] == ends[1] and 1 <= few <= SMALL), (code, "adults", few)


def test_the_attacker_of_this_file_finds_what_is_open() -> None:
    """Fails when the attack above could not find anything."""
    lines = {"T": np.array([1.0, 1.0, 1.0]), "a": np.array([1.0, 0, 0]), "b": np.array([0, 1.0, 0])}
    assert attack(lines, {"T": 9, "a": None, "b": 5}) == {"a": (1.0, 4.0)}
    assert not is_open(1.0, 4.0)
