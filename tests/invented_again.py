"""Draws the invented totals of a demonstration again, from the parameters that its file names.

Run with a file of `catalogue/invented_totals` it prints the lines that belong in it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable

import yaml

COLUMNS = (
    *("bullet", "measure", "group", "place", "period", "value", "low", "high", "status", "unit"),
    *("definition", "holder", "document", "given_on", "given_by", "approved_by", "approved_on"),
    *("form", "age", "privacy_route"),
)


def draw_lines(seed: int, parameters: Iterable[str]) -> list[str]:
    """The lines of a totals file.

    A parameter is `key=value` pairs with semicolons between. `base` is drawn evenly within 15
    percent of it; `share` of the measure (and part) `of` within 10 percent, never more than
    that; `rest` is what the earlier parts of the total left over. Rounded to whole numbers.
    """
    chance = random.Random(seed)
    lines = [
        "# INVENTED for this demonstration. Nobody gave these totals.",
        ",".join(COLUMNS),
    ]
    drawn: dict[str, int] = {}
    left: dict[str, int] = {}
    for text in parameters:
        told = dict(part.strip().split("=", 1) for part in text.split(";"))
        name = told.get("name", told["measure"])
        if "base" in told:
            value = round(int(told["base"]) * chance.uniform(0.85, 1.15))
        elif "share" in told:
            most = left.get(told["of"], drawn[told["of"]]) if "form" in told else drawn[told["of"]]
            value = min(
                most, round(drawn[told["of"]] * float(told["share"]) * chance.uniform(0.9, 1.1))
            )
        else:
            value = left[told["of"]]
        drawn[name] = value
        if "form" in told or "age" in told:
            left[told["of"]] = left.get(told["of"], drawn[told["of"]]) - value
        cells = dict.fromkeys(COLUMNS, "")
        cells.update({key: told[key] for key in told if key in COLUMNS})
        cells.update(
            place=told.get("place", "area"),
            period="2025",
            value=str(value),
            status="shown",
            definition=told.get("definition", "invented for this demonstration"),
            document="no document: invented for this demonstration",
            given_on="2026-01-31",
            given_by="nobody: invented",
            approved_by="nobody: invented",
            approved_on="2026-01-31",
        )
        lines.append(",".join(cells.values()))
    return lines


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 - a name from a terminal
        entry = yaml.load(file, Loader=yaml.BaseLoader)
    sys.stdout.write("lines:\n")
    for line in draw_lines(int(entry["seed"]), entry["parameters"]):
        sys.stdout.write(f'  - "{line}"\n')
