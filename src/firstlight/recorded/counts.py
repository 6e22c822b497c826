"""Offenses added up by agency and year, and shown only as far as they protect people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from firstlight.base.cell import Cell, Status
from firstlight.base.provenance import Address
from firstlight.pack import Pack
from firstlight.recorded.agencies import TABLES, Agency, read_agencies
from firstlight.recorded.hiding import can_show_total, can_show_total_of_groups, is_small

HIDDEN = "this count, or one beside it, is small"
NO_ROW = "no row in the file: none recorded or nothing sent, and the file cannot say which"
FORMS = ("Commercial Sex Acts", "Involuntary Servitude")


@dataclass(frozen=True, slots=True)
class AgencyYear:
    """What one agency recorded in one year: actual offenses, all rows of all forms added.

    `cell` is what is shown; a small count never leaves this room.
    """

    agency: Agency
    year: int
    cell: Cell
    made_from: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A shown or hidden count with the cells it came from."""

    cell: Cell
    made_from: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What police of an area recorded, by year.

    `years` are all years of the file. `by_year` is the count of the area's own agencies,
    each once; an agency that serves a county outside too is in `shared` and in no count but
    its own, because nobody can say which of its offenses were here.
    `forms_by_year` splits each by form, `by_form` the last. `by_county` holds, for the last
    year, what agencies of that single county recorded; `several` lists the agencies of
    several counties, which are in no county's count. `listed` is how many agencies the FBI
    lists here, `returned` how many of them have a row, by year. `years_of` is for how many
    years an agency has a row, by its ORI; those without one are not among the keys.
    """

    years: tuple[int, ...]
    by_year: Mapping[int, Count]
    by_form: Mapping[str, Count]
    forms_by_year: Mapping[int, Mapping[str, Count]]
    by_county: Mapping[str, Count]
    by_agency: tuple[AgencyYear, ...]
    several: tuple[Agency, ...]
    shared: tuple[Agency, ...]
    listed: Count
    returned: Mapping[int, Count]
    agencies: tuple[Agency, ...]
    years_of: Mapping[str, int]

    def __repr__(self) -> str:
        return f"Recorded({self.years[0]} to {self.years[-1]})"


Rows = Mapping[tuple[str, int], Sequence[tuple[str, int, Address]]]


def read_recorded(pack: Pack, counties: Sequence[str]) -> Recorded:
    """Read what the agencies of these counties recorded, 2013 to the file's last year."""
    agencies = read_agencies(pack, counties)
    rows, years = _read_rows(pack, {agency.ori for agency in agencies})
    hide = pack.catalogue.sources[TABLES].hide_up_to
    last = years[-1]
    by_agency = tuple(
        AgencyYear(agency, last, _show(_sum(found), hide), tuple(a for _, _, a in found))
        for agency in agencies
        if (found := rows.get((agency.ori, last)))
    )
    own = [agency for agency in agencies if set(agency.counties) <= set(counties)]
    by_year = {year: _of_year(own, rows, year, hide) for year in years}
    by_county, by_year[last] = _guard(own, rows, last, hide, counties, by_year[last])
    return Recorded(
        years=years,
        by_year=by_year,
        by_form=_of_forms(own, rows, last, hide, by_year[last]),
        forms_by_year={year: _of_forms(own, rows, year, hide, by_year[year]) for year in years},
        by_county=by_county,
        by_agency=by_agency,
        several=tuple(agency for agency in own if agency.serves_several),
        shared=tuple(agency for agency in agencies if agency not in own),
        listed=_listed(agencies, _why_no_list(pack, counties)),
        returned={year: _returned(agencies, rows, year) for year in years},
        agencies=agencies,
        years_of=Counter(ori for ori, _ in rows),
    )


def _read_rows(pack: Pack, oris: Collection[str]) -> tuple[Rows, tuple[int, ...]]:
    table = pack.table(TABLES, "offenses")
    """The rows of these agencies by year. A year with a blank count is no year of the agency's:
    what is left of it would be taken for all of it."""
    rows: dict[tuple[str, int], list[tuple[str, int, Address]]] = {}
    blank: set[tuple[str, int]] = set()
    for ori in oris:
        for position in table.of_place(ori):
            year = int(table.text(position, "DATA_YEAR"))
            value = table.cell(position, "ACTUAL_COUNT", counted=True).value
            if value is None:
                blank.add((ori, year))
                continue
            form = table.text(position, "OFFENSE_SUBCAT_NAME")
            address = table.address(position, "ACTUAL_COUNT")
            rows.setdefault((ori, year), []).append((form, int(value), address))
    whole = {key: found for key, found in rows.items() if key not in blank}
    return whole, tuple(sorted({int(year) for year in table.columns["DATA_YEAR"]}))


def _sum(rows: Sequence[tuple[str, int, Address]]) -> int:
    return sum(count for _, count, _ in rows)


def _show(total: int, hide: int) -> Cell:
    if is_small(total, hide_up_to=hide):
        return Cell.missing(Status.SUPPRESSED, HIDDEN)
    return Cell.counted(total)


def _of_year(agencies: Sequence[Agency], rows: Rows, year: int, hide: int) -> Count:
    found = [row for agency in agencies for row in rows.get((agency.ori, year), ())]
    if not found:
        return Count(Cell.missing(Status.NOT_REPORTED, NO_ROW), ())
    return Count(_show(_sum(found), hide), tuple(address for _, _, address in found))


def _of_forms(
    agencies: Sequence[Agency], rows: Rows, year: int, hide: int, total: Count
) -> dict[str, Count]:
    """Split a year by form. When one form is hidden the other goes too: the total is out."""
    counts = {}
    for form in FORMS:
        found = [
            row for agency in agencies for row in rows.get((agency.ori, year), ()) if row[0] == form
        ]
        if not found:
            counts[form] = Count(Cell.missing(Status.NOT_REPORTED, NO_ROW), ())
        else:
            counts[form] = Count(_show(_sum(found), hide), tuple(a for _, _, a in found))
    hidden = any(count.cell.status is Status.SUPPRESSED for count in counts.values())
    if hidden or total.cell.status is Status.SUPPRESSED:
        why = Cell.missing(Status.SUPPRESSED, HIDDEN)
        return {
            form: Count(why, count.made_from) if count.cell.value else count
            for form, count in counts.items()
        }
    return counts


def _guard(
    agencies: Sequence[Agency],
    rows: Rows,
    year: int,
    hide: int,
    counties: Sequence[str],
    total: Count,
) -> tuple[dict[str, Count], Count]:
    """Show each county and the area only as far as no hidden agency can be worked out.

    Agencies of one county form a group, each agency of several counties a group of its
    own. A group's sum is shown when it is not small and does not open an agency in it.
    The area's total is shown when what is left for the hidden groups opens neither one
    of them nor an agency in them; a single hidden group would be opened outright.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for agency in agencies:
        if found := rows.get((agency.ori, year)):
            key = (agency.ori, "several") if agency.serves_several else agency.counties
            groups.setdefault(key, []).append(_sum(found))
    shown = {
        key: not is_small(sum(parts), hide_up_to=hide)
        and can_show_total(sum(parts), parts, hide_up_to=hide)
        for key, parts in groups.items()
    }
    by_county = {}
    for fips in counties:
        own = [agency for agency in agencies if agency.counties == (fips,)]
        count = _of_year(own, rows, year, hide)
        if count.cell.has_number and not shown[(fips,)]:
            count = Count(Cell.missing(Status.SUPPRESSED, HIDDEN), count.made_from)
        by_county[fips] = count
    hidden = [parts for key, parts in groups.items() if not shown[key]]
    if total.cell.has_number and not can_show_total_of_groups(hidden, hide_up_to=hide):
        total = Count(Cell.missing(Status.SUPPRESSED, HIDDEN), total.made_from)
    return by_county, total


def _why_no_list(pack: Pack, counties: Sequence[str]) -> str:
    """Why no agency is listed: the list may still have the county under an older code."""
    table = pack.table(TABLES, "counties")
    for change in pack.catalogue.fips_changes.changes:
        cut = len(change.new) > 1 and set(counties) & set(change.new)
        if cut and any(table.of_place(code) for code in change.old):
            return f"{change.what} in {change.year}; the FBI’s list has agencies under the old code"
    return "the FBI’s list as received has no agency here"


def _listed(agencies: Sequence[Agency], why: str) -> Count:
    if not agencies:
        return Count(Cell.missing(Status.NOT_REPORTED, why), ())
    return Count(
        Cell.counted(len(agencies)), tuple(a for agency in agencies for a in agency.made_from)
    )


def _returned(agencies: Sequence[Agency], rows: Rows, year: int) -> Count:
    found = [rows[(a.ori, year)] for a in agencies if (a.ori, year) in rows]
    if not found:
        return Count(Cell.missing(Status.NOT_REPORTED, NO_ROW), ())
    return Count(Cell.counted(len(found)), tuple(group[0][2] for group in found))
