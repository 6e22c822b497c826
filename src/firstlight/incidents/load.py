"""One part of a download as narrow tables of numbers in the engine, whatever its layout.

    inc(id, agency, year, day, cleared)        off(id, inc, code, place)
    vic(id, inc, person, band)                 vo(victim, offense)
    partner(victim, relation)                  arr(inc, code, band, year, several, lesser)

A code is the key a layout writes for it, as an enumeration; `Loaded.code_of` says which code it
stands for, and a key that no list has is empty. Nothing else of a row is kept, no sex and no
race, and no row after the counting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from firstlight.base.errors import Fault, InputFaults
from firstlight.catalogue.catalogue import Nibrs
from firstlight.incidents.parts import Part, PartFile
from firstlight.pack import TextStream, UnreadableRows

BANDS = ("0-12", "13-15", "16-17", "18-24", "25-34", "35+", "unknown")
BAND_TOPS = (12, 15, 17, 24, 34)
BABIES = ("NN", "NB", "BB")
NO_AGE = ("00", "NS")
PEOPLE = ("I", "L")  # individuals and officers; businesses and the public have no age
UNKNOWN = 6
CODED_BANDS = (
    0,
    5,
    6,
)  # what an age code may stand for that is no number: babies, over 98, unknown
MINOR_RANGE = 7  # a range below 18 over several bands: unknown band, but a minor
WIDE_RANGE = 8  # a range over several bands: unknown
MINOR_BANDS = "(0, 1, 2, 7)"
UNMAPPED = "unmapped"
MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
LATIN = "latin-1"


@dataclass(slots=True)
class Loaded:
    """What was loaded of a part: rows by table, rows that stand twice, and the code of each key."""

    rows: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, int] = field(default_factory=dict)
    without_key: dict[str, int] = field(default_factory=dict)
    code_of: dict[str | None, str] = field(default_factory=dict)
    lookups: dict[str, dict[str, str]] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)


def load_part(stream: TextStream, part: Part, nibrs: Nibrs) -> Loaded:
    """Load every table of the part that is there; what is missing is loaded empty.

    Raises
    ------
    InputFaults
        When files are no table from some row on, or a column of case numbers is filled: every
        fault of every table.
    """
    loaded = Loaded()
    faults: list[Fault] = []

    def attempt(step: Callable[[], None]) -> None:
        try:
            step()
        except InputFaults as error:
            faults.extend(fault for fault in error.faults if fault not in faults)

    def look_up(name: str) -> None:
        loaded.lookups[name] = _read_lookup(stream, part.files[name], loaded)

    for name, table in nibrs.layout.tables.items():
        if table.lookup and name in part.files and name != "nibrs_offense_type":
            attempt(partial(look_up, name))
    attempt(lambda: _load_codes(stream, part, loaded, nibrs))
    attempt(lambda: _refuse_filled(stream, part, loaded, nibrs))
    attempt(lambda: _load_incidents(stream, part, loaded))
    if loaded.code_of:  # without the codes no table of offenses can be read
        attempt(lambda: _load_offenses(stream, part, loaded))
        attempt(lambda: _load_arrestees(stream, part, loaded))
    attempt(lambda: _load_victims(stream, part, loaded))
    attempt(lambda: _load_links(stream, part, loaded, nibrs))
    if faults:
        raise InputFaults(faults)
    return loaded


def read_rows(
    stream: TextStream, file: PartFile, loaded: Loaded, select: str, rest: str = ""
) -> list[tuple[object, ...]]:
    """Select from a file; one that is not UTF-8 is read as Latin-1, and so told.

    Raises
    ------
    InputFaults
        When it is no table from some row on; the row is named, nothing of it repeated.
    """
    found = file.found
    line: int | None = None
    for encoding in (loaded.encodings.get(found.shown, "utf-8"), LATIN):
        source = stream.read(found.path, len(file.header.names), encoding=encoding)
        try:
            rows = stream.run(f"{select} from {source} {rest}")
        except UnreadableRows as error:
            line = line or error.line
            continue
        if encoding == LATIN:
            loaded.encodings[found.shown] = LATIN
        return rows
    what = "From here on this is no table." if line else "It is cut off, damaged, or no table."
    do = "Take the file as the FBI gives it."
    raise InputFaults([Fault(what, do, file=found.shown, row=line)]) from None


def _read_lookup(stream: TextStream, file: PartFile, loaded: Loaded) -> dict[str, str]:
    """A list of codes: its id as text -> code (or name, where codes are not told apart)."""
    columns = file.columns
    code = columns.get("name") or columns["code"]
    rows = read_rows(stream, file, loaded, f"select trim({columns['id']}), trim({code})")
    return {str(key): str(value) for key, value in rows if key and value}


def _load_codes(stream: TextStream, part: Part, loaded: Loaded, nibrs: Nibrs) -> None:
    """The codes a file may hold: its own list, then ours; older layouts name them by a number."""
    by_id: dict[str, str] = {}
    file = part.files.get("nibrs_offense_type")
    if file is not None:
        columns = file.columns
        rows = read_rows(
            stream, file, loaded, f"select trim({columns['id']}), trim({columns['code']})"
        )
        by_id = {str(key): str(code) for key, code in rows if key and code}
    if part.layout == "from_2021":
        texts = dict.fromkeys([*by_id.values(), *nibrs.codes.codes])
        by_id = {code: code for code in texts}
    loaded.code_of = {None: UNMAPPED}
    loaded.code_of.update(by_id)
    keys = ", ".join("'" + key.replace("'", "''") + "'" for key in by_id or {"none": ""})
    stream.run(f"create type code_key as enum ({keys})")


def _put_map(stream: TextStream, name: str, rows: Mapping[str, str]) -> None:
    stream.put(name, {"raw": "varchar", "code": "varchar"}, list(rows.items()))


def _refuse_filled(stream: TextStream, part: Part, loaded: Loaded, nibrs: Nibrs) -> None:
    """Case numbers stood in an older layout, and were left empty; filled, the file is refused."""
    faults = []
    for file in part.files.values():
        wanted = {name: (name,) for name in nibrs.layout.only_if_empty}
        for name, column in file.header.find(wanted).items():
            filled = f"select count(*) filter (trim({column}) <> '')"
            if read_rows(stream, file, loaded, filled)[0][0]:
                what = f"The column {name} holds numbers of cases."
                do = "Leave this column out and try again; nothing of it was kept."
                faults.append(Fault(what, do, file=file.found.shown))
    if faults:
        raise InputFaults(faults)


def _key(column: str | None) -> str:
    return f"try_cast({column} as bigint)" if column else "null::bigint"


def _code(column: str) -> str:
    return f"try_cast({column} as code_key)"


def read_month(date: str | None) -> int:
    """The month of a date as the layouts write it: 2021-12-06, 06-DEC-21, 12/06/2021; or 0."""
    text = (date or "").upper()
    if text[4:5] == "-" and text[5:7].isdigit():
        return int(text[5:7])
    if text[2:3] == "/" and text[:2].isdigit():
        return int(text[:2])
    name = text[3:6]
    return MONTHS.index(name) // 3 + 1 if len(name) == 3 and name in MONTHS else 0


def _year(columns: Mapping[str, str]) -> str:
    """The data year, or where the layout has none the year of the date."""
    if "year" in columns:
        return f"try_cast({columns['year']} as usmallint)"
    if "date" not in columns:
        return "null::usmallint"
    date = columns["date"]
    return (
        f"case when substr({date}, 5, 1) = '-' then try_cast(substr({date}, 1, 4) as usmallint) "
        f"when substr({date}, 3, 1) = '/' then try_cast(substr({date}, 7, 4) as usmallint) "
        f"when substr({date}, 7, 1) = '-' then "
        f"try_cast(substr({date}, 8, 2) as usmallint) + "
        f"case when try_cast(substr({date}, 8, 2) as usmallint) < 70 then 2000 else 1900 end end"
    )


def _band_of(age: str) -> str:
    within = " ".join(f"when {age} <= {top} then {n}" for n, top in enumerate(BAND_TOPS))
    return f"case {within} else {len(BAND_TOPS)} end"


def _band(columns: Mapping[str, str], ages: Mapping[str, str]) -> str:
    """The age band of a row: codes first, then a range, then years.

    A range that lies in several bands is unknown, never its middle, which the files put
    beside it. Age 00 is unknown, not a newborn (NN, NB and BB are).
    """
    age = columns.get("age", "null::varchar")
    low = f"try_cast({columns['low']} as smallint)" if "low" in columns else "null::smallint"
    high = f"try_cast({columns['high']} as smallint)" if "high" in columns else "null::smallint"
    key = columns.get("age_id", "null::varchar")
    years = f"try_cast({age} as smallint)"
    no_range = f"coalesce({columns['high']} in ('', '0'), true)" if "high" in columns else "true"
    babies = [raw for raw, code in ages.items() if code in BABIES]
    unknown = [raw for raw, code in ages.items() if code in NO_AGE]
    by_id: dict[str, list[str]] = {}
    for raw, code in ages.items():
        if code.isdigit() and int(code):
            by_id.setdefault(_place_of(int(code)), []).append(raw)
    coded = "".join(f"when {key} in {_listed(ids)} then {n} " for n, ids in by_id.items())
    return (
        f"cast(case when {years} > 0 and {no_range} "
        f"and not coalesce({key} in {_listed([*babies, *unknown])}, false) "
        f"then {_band_of(years)} "
        f"when {key} in {_listed(babies)} or {age} in {_listed(BABIES)} then 0 "
        f"when {key} in {_listed(unknown)} or {age} in {_listed(NO_AGE)} then {UNKNOWN} "
        f"when {high} > {low} and {low} > 0 then "
        f"case when {_band_of(low)} = {_band_of(high)} then {_band_of(low)} "
        f"when {high} < 18 then {MINOR_RANGE} else {WIDE_RANGE} end "
        f"when {years} > 0 then {_band_of(years)} {coded}else {UNKNOWN} end as utinyint)"
    )


def _place_of(age: int) -> str:
    """The number of the band of an age."""
    return str(next((n for n, top in enumerate(BAND_TOPS) if age <= top), len(BAND_TOPS)))


def _listed(values: Sequence[str]) -> str:
    """Values for `in`; of none, one that no file has."""
    quoted = [value.replace("'", "''") for value in values]
    return "(" + ", ".join(f"'{value}'" for value in quoted or ["\x01"]) + ")"


def _make(
    stream: TextStream, loaded: Loaded, name: str, file: PartFile, select: str, rest: str = ""
) -> None:
    """Make a table from a file; its keys are looked at for rows that stand twice."""
    loaded.rows[name] = int(
        str(
            read_rows(
                stream,
                file,
                loaded,
                f"create or replace temp table {name} as select {select}",
                rest,
            )[0][0]
        )
    )


def _tell_doubled(stream: TextStream, loaded: Loaded, table: str, name: str) -> None:
    """Rows whose key stands twice count once; rows without a key stay and are told."""
    keyed, keys = stream.run(f"select count(id), count(distinct id) from {table}")[0]
    total = stream.run(f"select count(*) from {table}")[0][0]
    if total > keyed:
        loaded.without_key[name] = total - keyed
    if keyed > keys:
        loaded.doubled[name] = keyed - keys
        stream.run(
            f"create or replace temp table {table} as select * from {table} "
            "qualify id is null or row_number() over (partition by id) = 1"
        )


def _load_incidents(stream: TextStream, part: Part, loaded: Loaded) -> None:
    file = part.files.get("nibrs_incident")
    if file is None:
        stream.run(
            "create or replace temp table inc "
            "(id bigint, agency bigint, year usmallint, day varchar, cleared varchar)"
        )
        return
    c = file.columns
    cleared = c.get("cleared", "null::varchar")
    day = f"substr({c['date']}, 1, 11)" if "date" in c else "null::varchar"
    _make(
        stream,
        loaded,
        "inc",
        file,
        f"{_key(c['id'])} id, {_key(c['agency'])} agency, {_year(c)} as year, "
        f"{day} as day, {cleared} cleared",
    )
    _tell_doubled(stream, loaded, "inc", "nibrs_incident")


def _load_offenses(stream: TextStream, part: Part, loaded: Loaded) -> None:
    file = part.files["nibrs_offense"]
    c = file.columns
    place = c.get("location", "null::varchar")
    _make(
        stream,
        loaded,
        "off",
        file,
        f"{_key(c['id'])} id, {_key(c['incident'])} inc, {_code(c['code'])} code, {place} place",
    )
    _tell_doubled(stream, loaded, "off", "nibrs_offense")


def _load_victims(stream: TextStream, part: Part, loaded: Loaded) -> None:
    file = part.files.get("nibrs_victim")
    if file is None:
        stream.run(
            "create or replace temp table vic "
            "(id bigint, inc bigint, person boolean, band utinyint)"
        )
        return
    c = file.columns
    ages = loaded.lookups.get("nibrs_age", {})
    person = f"coalesce({c['age']} not in ('NS', ''), false)" if "age" in c else "true"
    kinds = loaded.lookups.get("nibrs_victim_type", {})
    if "kind" in c and kinds:
        people = _listed([raw for raw, code in kinds.items() if code in PEOPLE])
        person = f"coalesce({c['kind']} in {people}, false)"
    _make(
        stream,
        loaded,
        "vic",
        file,
        f"{_key(c['id'])} id, {_key(c['incident'])} inc, {person} person, {_band(c, ages)} band",
    )
    _tell_doubled(stream, loaded, "vic", "nibrs_victim")


def _load_links(stream: TextStream, part: Part, loaded: Loaded, nibrs: Nibrs) -> None:
    file = part.files.get("nibrs_victim_offense")
    if file is None:
        stream.run("create or replace temp table vo (victim bigint, offense bigint)")
    else:
        c = file.columns
        _make(
            stream, loaded, "vo", file, f"{_key(c['victim'])} victim, {_key(c['offense'])} offense"
        )
    file = part.files.get("nibrs_victim_offender_rel")
    relations = loaded.lookups.get("nibrs_relationship")
    if file is None or relations is None:
        stream.run("create or replace temp table partner (victim bigint, relation varchar)")
        return
    wanted = {c for stratum in nibrs.lookback.strata.values() for c in stratum.partner}
    _put_map(stream, "relations", {k: v for k, v in relations.items() if v in wanted})
    c = file.columns
    _make(
        stream,
        loaded,
        "partner",
        file,
        f"{_key(c['victim'])} victim, r.code relation",
        f"join relations r on r.raw = trim({c['relation']})",
    )


def _load_arrestees(stream: TextStream, part: Part, loaded: Loaded) -> None:
    stream.run(
        "create or replace temp table arr (id bigint, inc bigint, code code_key, band utinyint, "
        "year usmallint, several boolean, lesser boolean)"
    )
    for name, lesser in (("nibrs_arrestee", "false"), ("nibrs_arrestee_groupb", "true")):
        file = part.files.get(name)
        if file is None:
            continue
        c = file.columns
        ages = loaded.lookups.get("nibrs_age", {})
        several = f"coalesce({c['several']} = 'M', false)" if "several" in c else "false"
        _make(
            stream,
            loaded,
            "arr_read",
            file,
            f"{_key(c['id'])} id, {_key(c.get('incident'))} inc, {_code(c['code'])} code, "
            f"{_band(c, ages)} band, {_year(c)} as year, {several} several, {lesser} lesser",
        )
        loaded.rows["arr" if lesser == "false" else "arr_groupb"] = loaded.rows.pop("arr_read")
        _tell_doubled(stream, loaded, "arr_read", name)
        stream.run("insert into arr select * from arr_read")
    stream.run("drop table if exists arr_read")


def read_small(
    stream: TextStream, file: PartFile, loaded: Loaded, words: tuple[str, ...]
) -> list[dict[str, str]]:
    """The rows of a small table (agencies, months) as text by our words, doubles left out."""
    there = [word for word in words if word in file.columns]
    listed = ", ".join(f"trim({file.columns[word]})" for word in there)
    rows = read_rows(stream, file, loaded, f"select distinct {listed}")
    return [{word: str(cell or "") for word, cell in zip(there, row, strict=True)} for row in rows]
