"""A download as people read it: what was recorded, by whom, what is hidden and what is unknown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from firstlight.cli.incidents_document import COMMERCIAL_SEX, TRAFFICKING, Document
from firstlight.incidents import BANDS, INCIDENT_DATES, IncidentSummary

WIDTH = 96
HIDDEN = "suppressed"
NOT_RECORDABLE = "– (no agency here could record it)"
EXCEPTIONAL = {
    "arrest": "by arrest",
    "not cleared": "not at all",
    "A": "exceptionally: the suspect died",
    "B": "exceptionally: the prosecutor declined",
    "C": "exceptionally: in custody elsewhere",
    "D": "exceptionally: the victim chose not to take part",
    "E": "exceptionally: a juvenile, not taken into custody",
}


def print_page(summary: IncidentSummary, document: Document) -> str:
    """The printed summary, in plain words, its warnings with it."""
    told = document.build()
    lines = list(_lines(summary, document, told))
    return "\n".join(
        wrapped
        for line in lines
        for wrapped in (textwrap.wrap(line, WIDTH, subsequent_indent=_indent(line)) or [""])
    )


def _indent(line: str) -> str:
    bare = line.lstrip()
    return " " * (len(line) - len(bare) + 2)


def _say(cell: Any) -> str:
    """A count in words: a number, suppressed, or why there is none."""
    if cell is None:
        return "not reported"
    if isinstance(cell, int):
        return f"{cell:,}"
    if cell["value"] is None:
        return HIDDEN if cell["status"] == HIDDEN else cell["status"].replace("_", " ")
    if cell["status"] == "structural_zero":
        return NOT_RECORDABLE
    return f"{cell['value']:,}"


def _lines(summary: IncidentSummary, document: Document, told: dict[str, Any]) -> Iterator[str]:
    rules = document.rules
    limit = document.catalogue.disclosure[rules.profile].hide_up_to
    codes = document.catalogue.nibrs.codes.codes
    years = ", ".join(str(year) for year in summary.years) or "no year"
    yield f"{summary.given}: what police recorded in NIBRS, {years}"
    yield ""
    yield " ".join(_about_whole(told))
    yield from _about_months(summary)
    for state, number in told["agencies_on_fbi_list"].items():
        said, name = _say(number), document.catalogue.states.names.get(state, state)
        if said[:1].isdigit():
            yield f"The FBI’s list of today has {said} agencies of {name}."
    for name in ("not_the_state", "only_these", "not_none", "as_coded"):
        yield f"- {rules.say[name]}"
    if told["protected"]:
        yield (
            f"- Counts of 1 to {limit} are hidden to protect people, and others where "
            f"they would give one away. They read: {HIDDEN}."
        )
    yield ""
    yield "Human trafficking"
    for code, form in TRAFFICKING.items():
        block = told["trafficking"][code]
        yield f"  {code}, {form}: {_count(block['offenses'], 'offense')}"
        yield from _apart(told, code)
        yield from _bands("    victims", told["victims_by_age"].get(code))
        yield from _bands("    arrests", told["arrestees_by_age"].get(code))
        yield from _kinds("    places", block["places"])
        yield from _kinds("    incidents cleared", block["cleared"])
        yield from _zero(told, code)
    yield ""
    yield "Arrests around prostitution"
    for code in COMMERCIAL_SEX:
        yield f"  {code}, {codes[code].name}: {_count(told['offenses'][code], 'offense')}"
        yield from _apart(told, code)
        yield from _bands("    arrests", told["arrestees_by_age"].get(code))
    minors = told["minors_arrested"]
    for label, wanted in (
        (minors["label_trafficking"], TRAFFICKING),
        (minors["label"], COMMERCIAL_SEX),
    ):
        yield f"  {label}"
        for code in wanted:
            yield f"    {code}: {_say(minors['arrests'][code])}. {minors['note']}."
    for code, by_year in minors.get("by_year", {}).items():
        yield f"    {code} by year: " + "; ".join(f"{y}: {_say(n)}" for y, n in by_year.items())
    yield from _whole(minors)
    yield ""
    yield "Involuntary servitude and smuggling"
    yield from _bands("  64B arrests", told["servitude"]["arrests"])
    yield f"  {told['servitude']['note']}"
    for code, cell in told["smuggling"]["offenses"].items():
        yield f"  {code}, {codes[code].name}: {_count(cell, 'offense')}"
    yield from _bands("  30C arrests", told["smuggling"]["arrests"])
    yield f"  {told['smuggling']['note']}"
    yield ""
    yield from _lookback(told["lookback"])
    if told["offense_list"]:
        yield ""
        yield from _offense_list(told["offense_list"], told["protected"])
    yield ""
    yield "Other offenses in the same incident as trafficking (incidents)"
    pairs = [pair for pair in told["co_occurring"] if set(pair["codes"]) & set(TRAFFICKING)]
    for pair in pairs:
        named = " with ".join(
            f"{code} {codes[code].name}" for code in pair["codes"] if code in codes
        )
        yield f"  {named}: {_say(pair['incidents'])}"
    if not pairs:
        none = "No pair is recorded"
        yield f"  {none}, or too few to be shown." if told["protected"] else f"  {none}."
    yield ""
    yield "What to know"
    for note in told["notes"]:
        if note not in rules.say.values():
            yield f"- {note}"
    for warning in told["warnings"]:
        yield f"- {warning['text']}"


def _count(cell: Any, unit: str) -> str:
    """A count with its unit, or in words why there is no number."""
    said = _say(cell)
    if not said[:1].isdigit():
        return said
    return f"{said} {unit if said == '1' else f'{unit}s'}"


def _about_whole(told: dict[str, Any]) -> Iterator[str]:
    """How many incidents and agencies; what a missing table would have told is said not to be."""
    incidents, records = _say(told["incidents"]), _say(told["offense_records"])
    known = incidents[:1].isdigit()
    yield f"{incidents} incidents," if known else "How many incidents is not known;"
    yield f"{records} offense records." if records[:1].isdigit() else f"offense records: {records}."
    agencies, counties = _say(told["agencies"]), _say(told["counties"])
    with_one = _say(told["agencies_with_incidents"])
    if agencies[:1].isdigit():
        within = f" in {counties} counties" if counties[:1].isdigit() else ""
        some = f"; {with_one} of them with an incident" if with_one[:1].isdigit() else ""
        yield f"{agencies} agencies in this download{within}{some}."
    else:
        yield "How many agencies and counties is not known, since there is no table of agencies."
        if with_one[:1].isdigit():
            yield f"{with_one} agencies have an incident."


def _about_months(summary: IncidentSummary) -> Iterator[str]:
    share = summary.completeness
    if share is None:
        yield "How many agencies reported, and in which months, is not known."
    elif summary.months_from == INCIDENT_DATES:
        yield (
            f"{summary.agencies_reporting} agencies have an incident in a month or more, which is "
            f"{share:.0%} of all months of the agencies in this download. Whether the others "
            "reported is not known, since there is no table of months."
        )
    else:
        yield (
            f"{summary.agencies_reporting} agencies reported a month or more; {share:.0%} of all "
            "months of the agencies in this download were reported."
        )


def _apart(told: dict[str, Any], code: str) -> Iterator[str]:
    """Offenses of each download where several were given; a sum of years says little alone."""
    parts = [
        f"{' '.join([*part['states'], *map(str, part['years'])])}: "
        f"{_say(part['offenses'].get(code))}"
        for part in told["by_download"]
    ]
    if parts:
        yield f"    by state and year: {'; '.join(parts)}"


def _bands(label: str, bands: dict[str, Any] | None) -> Iterator[str]:
    """Ages in one line; bands with a counted 0 are left out, all 0 is said once."""
    if bands is None:
        return
    if {_say(bands.get(band)) for band in BANDS} == {HIDDEN}:
        yield f"{label} by age: {HIDDEN}"
        return
    parts = []
    for band in BANDS:
        said = _say(bands.get(band))
        if said not in ("0", NOT_RECORDABLE):
            parts.append(f"{band}: {said}")
    if {_say(bands.get(band)) for band in BANDS} == {"not reported"}:
        yield f"{label}: not reported"
    else:
        yield f"{label} by age: {'; '.join(parts)}" if parts else f"{label}: none recorded"


def _kinds(label: str, counts: dict[str, Any]) -> Iterator[str]:
    """Counts by place or kind; hidden as one where all are."""
    if "status" in counts or counts.get("value", counts) is None:
        yield f"{label}: {_say(counts)}"
        return
    for kind, cell in counts.items():
        yield f"{label}: {EXCEPTIONAL.get(kind, kind)}: {_say(cell)}"


def _zero(told: dict[str, Any], code: str) -> Iterator[str]:
    zero = told["zeros"].get(code)
    if zero is None:
        return
    kind = (
        "This zero is not a finding" if zero["kind"] == "structural" else "What this zero can mean"
    )
    yield f"    {kind}:"
    for means in zero["means"]:
        yield f"      - {means}"


def _whole(block: dict[str, Any]) -> Iterator[str]:
    share = block["share_of_months_reported"]
    years = ", ".join(str(year) for year in block["years"])
    if share is None:
        yield f"    Years: {years}. How many agencies reported, and in which months, is not known."
        return
    dates = block["months_from"] == INCIDENT_DATES
    who = "Agencies with an incident" if dates else "Agencies reporting"
    when = "Months with an incident" if dates else "Months reported"
    yield (
        f"    Years: {years}. {who}: {block['agencies_reporting']} of {block['agencies']} in this "
        f"download. {when}: {share:.0%}."
    )


def _lookback(lookback: dict[str, Any]) -> Iterator[str]:
    of = _say(lookback["of"])
    whole = f"of {of} incidents" if of[:1].isdigit() else "of incidents whose number is not known"
    yield f"Where to read again: {_say(lookback['incidents'])} {whole}, each once"
    yield f"  {lookback['about']}"
    for kind in lookback["kinds"].values():
        minors = kind.get("with_minor_victim")
        more = f", with a minor as the victim: {_say(minors)}" if minors is not None else ""
        yield f"  {kind['label']} ({', '.join(kind['codes'])}): {_say(kind['incidents'])}{more}"


def _offense_list(chosen: dict[str, Any], protected: bool) -> Iterator[str]:
    yield f"{chosen['label']}: arrests"
    yield f"  {chosen['about']}"
    for line in chosen["lines"]:
        yield (
            f"  {line['code']}, {line['name']}: {_say(line['arrests'])}; of minors: "
            f"{_say(line['arrests_of_minors'])}. {line['why']}"
        )
        if line["code"] == "40A":
            yield "    A minor among them is a victim under federal law."
