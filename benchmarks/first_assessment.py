"""How long from the command to a first assessment, and from the start to a first page?

Run `python benchmarks/first_assessment.py`. Each figure is the median of five runs of a whole
process, beside a floor taken in the same run: the same Python starting, loading the table
engine and reading nothing. Budgets: one county to HTML under 5 s, the installed site's first
page under 15 s. The exit status is 1 when a budget is not met.
"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
BUDGETS = {"one county to HTML": 5.0, "start to first page": 15.0}
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def run(*words: str) -> float:
    """Seconds of one whole process."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, capture_output=True, env=ENVIRONMENT)
    return time.perf_counter() - began


def floor() -> float:
    """The same Python with the table engine loaded."""
    return run("-c", "import duckdb, jinja2, click")


def one_county() -> float:
    """Data to HTML, in one command."""
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        return run("-m", "firstlight", "assess", "48201", "--formats", "html", "--out", out)


def first_page() -> float:
    """From starting the site to its first page in hand."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    words = [sys.executable, "-m", "firstlight", "start", "--no-browser", "--port", str(port)]
    site = subprocess.Popen(
        words, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while time.perf_counter() - began < 60:
            try:
                connection = http.client.HTTPConnection("localhost", port, timeout=5)
                connection.request("GET", "/")
                if connection.getresponse().status == 200:
                    return time.perf_counter() - began
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the site did not answer within a minute")
    finally:
        site.terminate()
        site.wait()


def main() -> int:
    """Measure, print, and compare with the budgets."""
    measures: dict[str, Callable[[], float]] = {
        "floor": floor,
        "one county to HTML": one_county,
        "start to first page": first_page,
    }
    medians = {
        name: statistics.median([measure() for _ in range(RUNS)])
        for name, measure in measures.items()
    }
    for name, seconds in medians.items():
        budget = f", budget {BUDGETS[name]:.0f} s" if name in BUDGETS else ""
        times = seconds / medians["floor"]
        sys.stdout.write(f"{name}: {seconds:.2f} s, {times:.1f} times the floor{budget}\n")
    return int(any(medians[name] >= budget for name, budget in BUDGETS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
