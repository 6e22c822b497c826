"""Assess every county of the country in one process: how long, what is shown, what is refused.

Run `python benchmarks/every_county.py [--limit N]`. Prints, over all counties: seconds,
figures shown and withheld by status, refusals by rule, and the median county's share of
figures. The budget for all 3,222 to JSON is 15 minutes.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from firstlight.assessment import assess, open_library
from firstlight.places import resolve_places
from firstlight.report import write_json

BUDGET_SECONDS = 15 * 60
DAY = datetime.date(2026, 11, 22)


def rule_of(why: str) -> str:
    """A refusal's reason without the place it names, so that equal rules count together."""
    return re.sub(r"\b\d[\d,]* of its \d[\d,]* counties", "some of its counties", why)


def main() -> int:
    """Run, print, and fail when the budget is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=0)
    limit = parser.parse_args().limit
    began = time.perf_counter()
    library = open_library()
    codes = list(library.gazetteer.counties)
    codes = codes[:: max(1, len(codes) // limit)] if limit else codes
    statuses: Counter[str] = Counter()
    refusals: Counter[str] = Counter()
    shares: list[float] = []
    numbers: list[int] = []
    size = 0
    for fips in codes:
        made = assess(resolve_places([fips], library.gazetteer), library=library, made_on=DAY)
        text = write_json(made)
        size += len(text)
        own = [f for f in json.loads(text)["figures"] if f["place"] == fips]
        statuses.update(figure["status"] for figure in own)
        measured = [figure for figure in own if figure["indicator"] in library.catalogue.indicators]
        shares.append(sum(figure["value"] is not None for figure in measured) / len(measured))
        numbers.append(sum(figure["value"] is not None for figure in own))
        refusals.update(rule_of(refusal.why) for refusal in made.refusals)
    seconds = time.perf_counter() - began
    lines = [
        f"{len(codes)} counties in {seconds:.1f} s "
        f"({1000 * seconds / len(codes):.1f} ms each), {size / 1e6:.0f} MB of JSON",
        f"median county: {100 * statistics.median(shares):.0f} % of its indicators have a number "
        f"(fewest {100 * min(shares):.0f} %, most {100 * max(shares):.0f} %)",
        f"median county: {statistics.median(numbers):.0f} figures of its own with a number, "
        "years of police records included",
        "",
        "figures of the counties themselves, by status:",
        *(f"  {count:>8,}  {status}" for status, count in statuses.most_common()),
        "",
        "refusals, by rule:",
        *(f"  {count:>8,}  {why}" for why, count in refusals.most_common()),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if limit or seconds < BUDGET_SECONDS else 1


if __name__ == "__main__":
    raise SystemExit(main())
