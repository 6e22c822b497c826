"""The counts of a download by the counties that agencies serve, each agency once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from firstlight.base.cell import Cell, Status
from firstlight.incidents.count import MINORS_OF, TRAFFICKING
from firstlight.incidents.shapes import TOTAL, Agency, Key, Sum
from firstlight.incidents.tables import Builder

SILENT = "no agency here reported a month or an incident"
NO_INCIDENT = "no agency here has an incident, and there is no table of months"


def find_heard(
    builder: Builder, agencies: Sequence[Agency], key_of: Mapping[str, str]
) -> frozenset[str]:
    """Keys of the agencies that reported a month or an incident."""
    months = {agency.id for agency in agencies if agency.months}
    return frozenset(months | {key_of[name] for name, _, _ in builder.counts.by_agency})


def add_counties(builder: Builder, agencies: Sequence[Agency], key_of: Mapping[str, str]) -> None:
    """Add tables by group of agencies that serve the same counties (see `Agency.group`).

    A group none of whose agencies reported a month is not reported, never 0. Every sum that a
    reader knows goes along: over the agencies of a group, and over all groups.

    Parameters
    ----------
    key_of
        An agency's key for its number in the file.
    """
    counts = builder.counts
    group_of = {agency.id: agency.group for agency in agencies}
    members: dict[str, list[str]] = defaultdict(list)
    for agency in agencies:
        members[agency.group].append(agency.id)
    spoke = find_heard(builder, agencies, key_of)
    heard = {group_of[agency] for agency in spoke}
    silent = NO_INCIDENT if "nibrs_month" in counts.lacks else SILENT

    def gather(found: Mapping[str, int]) -> Counter[str]:
        added: Counter[str] = Counter()
        for name, n in found.items():
            added[group_of[key_of[name]]] += n
        return added

    def gather_codes(found: Mapping[tuple[str, str], int]) -> Counter[tuple[str, str]]:
        added: Counter[tuple[str, str]] = Counter()
        for (name, code), n in found.items():
            added[group_of[key_of[name]], code] += n
        return added

    def cells(found: Mapping[str, int], *needs: str) -> dict[Key, Cell]:
        return {
            (group,): builder.heard(found.get(group, 0), group in heard, silent, *needs)
            for group in members
        }

    def coded(
        found: Mapping[tuple[str, str], int], codes: Sequence[str], *needs: str
    ) -> dict[Key, Cell]:
        return {
            (group, code): builder.code(code, found.get((group, code), 0), *needs)
            if group in heard
            else builder.needs(*needs) or Cell.missing(Status.NOT_REPORTED, silent)
            for group in members
            for code in codes
        }

    incidents: Counter[str] = Counter()
    for (name, _, _), n in counts.by_agency.items():
        incidents[name] += n
    frame = ("nibrs_incident", "nibrs_offense_type", *builder.frame_needs())
    offenses = ("nibrs_incident", "nibrs_offense_type")
    arrests = ("nibrs_incident", "nibrs_arrestee", "nibrs_offense_type", "nibrs_age")
    whole = cells(gather(incidents), "nibrs_incident")
    builder.add("incidents_by_county", "incidents", ("counties",), whole)
    both = cells(gather(counts.trafficking_by_agency), *offenses)
    builder.add("trafficking_by_county", "offenses", ("counties",), both)
    again = cells(gather(counts.frame_by_agency), *frame)
    builder.add("lookback_by_county", "incidents", ("counties",), again)
    split = coded(gather_codes(counts.codes_by_agency), TRAFFICKING, *offenses)
    builder.add("codes_by_county", "offenses", ("counties", "code"), split)
    young = coded(gather_codes(counts.minors_by_agency), MINORS_OF, *arrests)
    builder.add("minors_by_county", "arrests", ("counties", "code"), young)
    # a silent group adds nothing, and stands in no sum: its cell has no number
    told = {group: own for group, own in members.items() if group in heard}
    for kind in ("incidents", "trafficking", "lookback"):
        all_groups = tuple((f"{kind}_by_county", group) for group in told)
        builder.sums.append(Sum((f"{kind}_by_agency", TOTAL), all_groups))
        for group, own in told.items():
            parts = tuple((f"{kind}_by_agency", agency) for agency in own if agency in spoke)
            builder.sums.append(Sum((f"{kind}_by_county", group), parts))
    for group in told:
        forms = tuple(("codes_by_county", group, code) for code in TRAFFICKING)
        builder.sums.append(Sum(("trafficking_by_county", group), forms))
    for name, known, codes in (
        ("codes_by_county", "offenses", TRAFFICKING),
        ("minors_by_county", "minors_arrested", MINORS_OF),
    ):
        for code in codes:
            groups = tuple((name, group, code) for group in told)
            builder.sums.append(Sum((known, code), groups))
