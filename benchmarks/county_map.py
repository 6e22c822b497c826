"""How long does the server take for the map of a state of 254 counties?

Run `python benchmarks/county_map.py`. The library is warm: the measure was worked out once.
Each figure is the median of twenty whole answers of the site's own code, from address to
page, with the map drawn anew each time (what is kept of it is thrown away). Beside them
stands a floor taken in the same run: the same site answering its page of resources, which
draws nothing. The budget is 100 ms of server time, for a map of all of Texas and for the
counties around one. The exit status is 1 when it is not met.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
RUNS = 20
BUDGET_MS = 100.0
PAGES = {
    "floor: a page without a map": "/resources/",
    "all of Texas, a share": "/map/poverty/?extent=state&place=48201",
    "all of Texas, a count": "/map/homeless_students/?extent=state&place=48201",
    "Harris County and those beside": "/map/poverty/?place=48201",
}


def main() -> int:
    """Measure, print, and compare with the budget."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstlight_web.settings")
    from firstlight_web.application import make_application

    make_application()
    from django.test import Client

    from firstlight_web.pages import maps

    client = Client(SERVER_NAME="localhost")
    medians: dict[str, float] = {}
    for name, address in PAGES.items():
        if client.get(address).status_code != 200:
            sys.stderr.write(f"{address} was not answered\n")
            return 1
        times = []
        for _ in range(RUNS):
            maps._map.cache_clear()
            began = time.perf_counter()
            client.get(address)
            times.append(1000 * (time.perf_counter() - began))
        medians[name] = statistics.median(times)
    floor = medians["floor: a page without a map"]
    for name, took in medians.items():
        sys.stdout.write(f"{name}: {took:.0f} ms, {took / floor:.1f} times the floor\n")
    return int(any(took >= BUDGET_MS for name, took in medians.items() if "floor" not in name))


if __name__ == "__main__":
    raise SystemExit(main())
