"""NIBRS, fifty times Minnesota 2018: how long and how much memory, beside a plain count?

Run `python benchmarks/incidents.py [--times N] [--keep DIR]`. It writes Minnesota 2018, as
received, N times over with shifted keys into a temporary folder, and then runs, each in a
process of its own:

- the plain count: DuckDB counts the rows of every table of the download, with every column
  read as text;
- the same of only the seven large tables that a summary reads, for those who ask;
- `firstlight incidents summarise`, to JSON, with everything it does.

Printed: seconds and processor seconds of both, their ratio, and the peak memory of the summary.
The exit status is 1 when the ratio is over 2 or the peak over 500 MB. Both run twice and the
quicker counts, so that the second finds the files as warm as the first; the ratio is taken of
processor seconds where other work shares the machine (`--processor`).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MINNESOTA = ROOT.parent / "shared" / "data" / "nibrs" / "mn2018"
KEYS = {"INCIDENT_ID", "OFFENSE_ID", "VICTIM_ID", "OFFENDER_ID", "ARRESTEE_ID", "NIBRS_MONTH_ID"}
SHIFT = 1_000_000_000
READ = (
    "NIBRS_incident", "NIBRS_OFFENSE", "NIBRS_VICTIM", "NIBRS_VICTIM_OFFENSE",
    "NIBRS_VICTIM_OFFENDER_REL", "NIBRS_ARRESTEE", "NIBRS_month",
)  # fmt: skip
RATIO_AT_MOST = 2.0
MEMORY_MB_AT_MOST = 500.0
INCIDENTS = 18_779

PLAIN = """
import sys, duckdb
engine = duckdb.connect()
for name in sys.argv[2:]:
    source = f"read_csv('{sys.argv[1]}/{name}.csv', all_varchar = true)"
    engine.sql(f"select count(*), count(COLUMNS(*)) from {source}").fetchall()
"""
SUMMARY = """
import sys
sys.path.insert(0, sys.argv[1])
from firstlight.cli import main
sys.exit(main(["incidents", "summarise", sys.argv[2], "--json", "--unprotected"]))
"""


@dataclass(frozen=True)
class Ran:
    """One process: seconds by the clock, seconds of the processor, peak memory, what it printed."""

    seconds: float
    processor: float
    peak_mb: float
    out: str


def write_many(into: Path, times: int) -> None:
    """Write the received files `times` over; keys are shifted, so that all stay different."""
    shutil.copytree(MINNESOTA / "lookups", into / "lookups")
    shutil.copy(MINNESOTA / "agencies.csv.gz", into)
    for file in sorted(MINNESOTA.glob("NIBRS_*.csv.gz")):
        with gzip.open(file, "rt", encoding="utf-8", newline="") as packed:
            header, *rows = csv.reader(packed)
        keys = [place for place, name in enumerate(header) if name in KEYS]
        with (into / file.name.removesuffix(".gz")).open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(header)
            for time_over in range(times):
                for row in rows:
                    for place in keys:
                        if row[place]:
                            row[place] = str(int(row[place]) + (SHIFT if time_over else 0))
                writer.writerows(rows)


def run(*words: str) -> Ran:
    """Run a process to its end and say what it took."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed:
        child = subprocess.Popen([sys.executable, "-c", *words], stdout=printed)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        printed.seek(0)
        out = printed.read()
    if child.returncode:
        raise SystemExit(f"a process ended with {child.returncode}")
    return Ran(seconds, used.ru_utime + used.ru_stime, peak_mb(used), out)


def peak_mb(used: resource.struct_rusage) -> float:
    """Peak memory; macOS counts bytes, Linux kilobytes."""
    return used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> int:
    reading = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    reading.add_argument("--times", type=int, default=50)
    reading.add_argument("--keep", type=Path, help="Write the files here and leave them.")
    reading.add_argument("--processor", action="store_true", help="Judge processor seconds.")
    chosen = reading.parse_args()
    if not MINNESOTA.is_dir():
        sys.stdout.write("../shared/data/nibrs/mn2018 is not on this machine\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="firstlight-benchmark-") as scratch:
        folder = chosen.keep or Path(scratch)
        if not (folder / "NIBRS_incident.csv").exists():
            folder.mkdir(exist_ok=True)
            write_many(folder, chosen.times)
        every = sorted(file.stem for file in folder.glob("NIBRS_*.csv"))
        plain = min((run(PLAIN, str(folder), *every) for _ in range(2)), key=lambda r: r.seconds)
        part = min((run(PLAIN, str(folder), *READ) for _ in range(2)), key=lambda r: r.seconds)
        ours = min(
            (run(SUMMARY, str(ROOT / "src"), str(folder)) for _ in range(2)),
            key=lambda r: r.seconds,
        )
    told = json.loads(ours.out)
    expected = INCIDENTS * chosen.times
    ratio, of_processor = ours.seconds / plain.seconds, ours.processor / plain.processor
    lines = (
        f"{told['incidents']:,} incidents, {told['offenses']['64A']:,} of 64A",
        f"plain count {plain.seconds:.2f} s ({plain.processor:.2f} s of processor)",
        f"summary     {ours.seconds:.2f} s ({ours.processor:.2f} s of processor)",
        f"ratio {ratio:.2f} by the clock, {of_processor:.2f} of processor, at most 2",
        f"beside a count of the tables it reads alone: {ours.seconds / part.seconds:.2f} by the "
        f"clock, {ours.processor / part.processor:.2f} of processor",
        f"peak memory {ours.peak_mb:.0f} MB, at most {MEMORY_MB_AT_MOST:.0f}",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    judged = of_processor if chosen.processor else ratio
    right = told["incidents"] == expected and told["offenses"]["64A"] == 6 * chosen.times
    return 0 if right and judged <= RATIO_AT_MOST and ours.peak_mb < MEMORY_MB_AT_MOST else 1


if __name__ == "__main__":
    sys.exit(main())
