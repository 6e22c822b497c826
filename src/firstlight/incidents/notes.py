"""What a reader must know before reading the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from firstlight.catalogue.catalogue import Nibrs
from firstlight.incidents.count import Counts
from firstlight.incidents.load import MINOR_RANGE, UNMAPPED, WIDE_RANGE, Loaded
from firstlight.incidents.parts import Parts
from firstlight.incidents.shapes import INCIDENT_DATES, MONTH_TABLE, MONTHS_UNKNOWN, Agency, Note

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
NAMED_AT_MOST = 5
MONTHS_NOT_KNOWN = (
    "In which months agencies reported is not known: there is no table of months, and no date of "
    "an incident."
)
AGENCIES_NOT_KNOWN = (
    "How many agencies could have reported, and which of them did not, is not known: there is no "
    "table of agencies."
)


def name_months(months: Iterable[tuple[int, int]], years: Sequence[int]) -> str:
    """Months in words, runs put together: "August to December", "March 2018 and May 2019"."""
    places = sorted({year * 12 + month - 1 for year, month in months})
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    named = []
    for first, last in runs:
        words = [_month(place, years) for place in dict.fromkeys((first, last))]
        named.append(" to ".join(words))
    if len(named) < 2:
        return "".join(named)
    return f"{', '.join(named[:-1])} and {named[-1]}"


def _month(place: int, years: Sequence[int]) -> str:
    name = MONTH_NAMES[place % 12]
    return name if len(years) == 1 else f"{name} {place // 12}"


def tell_months(
    agencies: Sequence[Agency], years: Sequence[int], nibrs: Nibrs, *, months_from: str, known: bool
) -> list[str]:
    """Which agencies reported fewer months than there are, in sentences; nothing when none.

    Where it is not known who could report, or nothing says when anybody did, that is said.

    Parameters
    ----------
    known
        Whether there is a table of agencies.
    """
    if months_from == MONTHS_UNKNOWN:
        return [MONTHS_NOT_KNOWN]
    if not known:
        return [AGENCIES_NOT_KNOWN]
    whole = nibrs.rules.months_in_year * len(years)
    partly = [a for a in agencies if a.listed and len(a.months) < whole]
    if not partly or not whole:
        return []
    by_dates = months_from == INCIDENT_DATES
    told = [
        f"{_named(agency)} has no incident; in which months it reported is not known."
        if by_dates and not agency.months
        else f"{_named(agency)} reported {len(agency.months)} of {whole} months"
        + (f" ({name_months(agency.months, years)})." if agency.months else ".")
        for agency in sorted(partly, key=lambda a: (-(a.population or 0), a.id))[:NAMED_AT_MOST]
    ]
    listed = sum(agency.listed for agency in agencies)
    what = f"have an incident in each of {whole}" if by_dates else f"reported all {whole}"
    told.append(f"{listed - len(partly)} of {listed} agencies {what} months.")
    return told


def _named(agency: Agency) -> str:
    return f"{agency.name} ({agency.id})" if agency.name else agency.id


def write_notes(
    counts: Counts,
    parts: Parts,
    loaded: Sequence[Loaded],
    agencies: Sequence[Agency],
    *,
    months: Sequence[str],
    years: Sequence[int],
    tables_missing: Sequence[str],
    months_from: str,
    doubled_months: int,
    silent_months: int,
    early: Mapping[str, int],
    nibrs: Nibrs,
) -> tuple[Note, ...]:
    """Every note, the ones about the whole first. `months` are the sentences of `tell_months`."""
    say = nibrs.rules.say
    notes = [Note(name, say[name]) for name in ("not_the_state", "not_none", "as_coded")]
    notes += [Note("months", text) for text in months]
    notes += list(_about_months(parts, tables_missing, months_from, doubled_months, silent_months))
    for agency in agencies:
        if early.get(agency.id):
            text = (
                f"Incidents of {_named(agency)} dated before it began to send NIBRS "
                f"({agency.started}): {{n}}. Their months are not counted as reported."
            )
            notes.append(Note("before_start", text, early[agency.id]))
    for table in tables_missing:
        loses = nibrs.layout.tables[table].loses
        notes.append(
            Note("table_missing", f"There is no table {table.upper()}. What is lost: {loses}.")
        )
    notes += list(_about_rows(counts, nibrs))
    notes += list(_about_people(counts))
    notes += list(_about_agencies(agencies))
    notes += list(_about_codes(counts, parts, years, nibrs))
    for part in parts.parts:
        if part.layout in nibrs.layout.not_seen_live:
            label = nibrs.layout.layouts[part.layout]
            text = f"{part.name} has a layout ({label}) that is known from its description only."
            notes.append(Note("not_seen_live", text))
    latin = sorted({shown for one in loaded for shown in one.encodings})
    notes += [Note("latin", f"{shown} is not UTF-8 and was read as Latin-1.") for shown in latin]
    if parts.unread:
        names = ", ".join(parts.unread[:NAMED_AT_MOST])
        more = len(parts.unread) - NAMED_AT_MOST
        text = f"Not read, as no count needs it: {names}{f' and {more} more' if more > 0 else ''}."
        notes.append(Note("unread", text))
    return tuple(notes)


def _about_months(
    parts: Parts, missing: Sequence[str], months_from: str, doubled: int, silent: int
) -> Iterator[Note]:
    if months_from == INCIDENT_DATES:
        yield Note(
            "months_from_dates",
            "Months reported are read from the dates of incidents. A month in which an agency "
            "had nothing to report looks the same as one that it did not report.",
        )
    elif months_from == MONTH_TABLE and any(part.layout == "from_2021" for part in parts.parts):
        yield Note(
            "months_of_documents",
            "From 2021 on the table of months has a row for each incident. A month in which an "
            "agency had nothing to report looks the same as one that it did not report.",
        )
    if silent:
        yield Note(
            "silent_months", f"Months that the table of months marks as not filed: {silent}."
        )
    if doubled:
        yield Note(
            "doubled_months",
            f"Months of an agency that stand twice in the table of months: {doubled}. Each is "
            "one month.",
        )


def _about_rows(counts: Counts, nibrs: Nibrs) -> Iterator[Note]:
    for name, n in sorted(counts.doubled.items()):
        text = f"Rows of {name.upper()} whose key stands there already: {{n}}. Each counts once."
        yield Note("doubled_rows", text, n)
    for name, n in sorted(counts.without_key.items()):
        text = f"Rows of {name.upper()} without a key that can be read: {{n}}. They join nothing."
        yield Note("no_key", text, n)
    for (name, other), n in sorted(counts.unjoined.items()):
        text = (
            f"Rows of {name.upper()} that belong to no row of {other.upper()}: {{n}}. They are "
            "counted by themselves, and in no count that needs both."
        )
        yield Note("unjoined", text, n)
    if counts.offenses[UNMAPPED] and "nibrs_offense_type" not in counts.lacks:
        text = "Offense records whose code is not in the list of codes: {n}."
        yield Note("unmapped", text, counts.offenses[UNMAPPED])


def _about_people(counts: Counts) -> Iterator[Note]:
    others = counts.not_people.total()
    if others and "nibrs_victim_type" not in counts.lacks:
        text = (
            "Victims by age are people. A business, the public or another body, as the victim of "
            "an offense, has no age and is not in those counts: {n}."
        )
        yield Note("not_people", text, others)
    wide = sum(n for (_, band), n in counts.victims.items() if band in (MINOR_RANGE, WIDE_RANGE))
    wide += sum(
        n for (_, band, _), n in counts.arrests.items() if band in (MINOR_RANGE, WIDE_RANGE)
    )
    if wide:
        text = (
            "Ages given as a range over several bands: {n}. They count as unknown, and never by "
            "their middle."
        )
        yield Note("age_ranges", text, wide)
    if counts.several:
        text = (
            "Arrestee records of a person whose arrest is counted in another incident too: {n}. "
            "Records are counted, not people."
        )
        yield Note("several_arrests", text, counts.several)


def _about_agencies(agencies: Sequence[Agency]) -> Iterator[Note]:
    several = [agency for agency in agencies if len(agency.counties) > 1]
    if several:
        names = "; ".join(
            f"{_named(a)}: {', '.join(c.title() for c in a.counties)}"
            for a in several[:NAMED_AT_MOST]
        )
        text = f"Agencies in several counties, each counted once: {len(several)} ({names})."
        yield Note("several_counties", text)
    nowhere = [agency for agency in agencies if agency.listed and not agency.counties]
    if nowhere:
        text = f"Agencies for which the list names no county: {len(nowhere)} of {len(agencies)}."
        yield Note("no_county", text)
    unlisted = sum(not agency.listed for agency in agencies)
    if unlisted and unlisted < len(agencies):
        text = f"Agencies with months or incidents that the list of agencies has not: {unlisted}."
        yield Note("unlisted_agencies", text)


def _about_codes(
    counts: Counts, parts: Parts, years: Sequence[int], nibrs: Nibrs
) -> Iterator[Note]:
    for code, known in nibrs.codes.codes.items():
        n = counts.offenses[code] + sum(m for (c, _, _), m in counts.arrests.items() if c == code)
        late = known.first_year and years and min(years) < known.first_year
        early = known.last_year and years and max(years) > known.last_year
        if n and (late or early):
            limit = f"from {known.first_year} on" if late else f"up to {known.last_year}"
            yield Note(
                "code_outside_years",
                f"Code {code} ({known.name}) is known to be used {limit}; years outside have none "
                "of it for that reason, or use it in another way.",
            )
    if not any("nibrs_arrestee_groupb" in part.files for part in parts.parts):
        yield Note("group_b", nibrs.rules.group_b_note)
    yield Note("smuggling", nibrs.rules.smuggling_note)
    yield Note("servitude", nibrs.rules.servitude_note)
