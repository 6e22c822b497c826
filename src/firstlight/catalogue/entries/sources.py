"""Sources: what a release is, what was kept of it, and which of its cells are meant."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Total:
    """A total that the publisher printed and the build asserts.

    The sum of `column` over the rows where every key of `where` has its value (a
    value may end in `*`) equals `equals`
    when rounded to whole units. A `column` of `*` counts rows. `printed_in` says where
    the total stands.
    """

    column: str
    equals: int
    printed_in: str
    where: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One received file and what of it enters the pack.

    `file` is its path below the folder of received data. `format` is csv, parquet, topojson,
    geojson or fixed; a name ending in .gz is unpacked. `header_rows` counts lines before the
    first record. A file of fixed width has no header; `cut` says where each column stands in
    its lines ("4-10", the first sign being 1). `columns` maps each kept column to what it
    holds; every kept cell stays the text that was received. `keep` keeps only rows whose
    column has one of the values. `place` names the column with the place; `place_is` its
    kind. `blank` is the status an empty cell has, `blank_why` why. `margins` maps a column to
    the column of its 90 percent margin, `bounds` to those of the publisher's own lower and
    upper bound, and `controlled` lists columns whose empty margin means that the publisher
    controlled the estimate (margin 0). `period` is given where a table is of another time
    than its source. `no_sum` says why only the number of its rows is asserted, where that is
    so.

    Some publishers leave rows out. `dropped_why` says what it means that a place which has
    rows of other kinds in the file has none of the kind asked for, and `dropped_range` how
    much of each column there is then at least and at most; a column that is not named has no
    range. `listed` names the columns of a list of what is there: a place without a row has
    at least 0 of it, and how much more nobody can say. `withheld` maps a column of flags to
    the columns whose cells were withheld where the flag is one of `withheld_marks`. `beside`
    names a table of the same source with the other rows of its file: a place that has none
    there either is not in the file, has that table's word for it, and no range.
    `estimated` names counts that were worked out by a model: a 0 in them is an estimate,
    and nobody counted none. Where `footnoted_why` is given, a star behind a place's name points
    at a footnote that is not in the file, and the row's numbers cannot be used for that reason.

    Only tables that a person loaded have these: `named_in` maps
    a column to the one that holds its received name row by row (a wide sheet made long),
    `rows_in` names the column with the received rows that a sum was made of, and `received_as`
    maps a column to the received one where it goes by another name here.
    """

    file: str
    columns: Mapping[str, str]
    place: str
    place_is: str
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    margins: Mapping[str, str] = field(default_factory=dict)
    controlled: tuple[str, ...] = ()
    bounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    format: str = "csv"
    cut: Mapping[str, str] = field(default_factory=dict)
    header_rows: int = 1
    blank: str = "not_reported"
    blank_why: str = ""
    absent: str = "not_reported"
    absent_why: str = ""
    period: str = ""
    no_sum: str = ""
    totals: tuple[Total, ...] = ()
    dropped_why: str = ""
    dropped_range: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    listed: tuple[str, ...] = ()
    withheld: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    withheld_marks: tuple[str, ...] = ("1",)
    beside: str = ""
    estimated: tuple[str, ...] = ()
    footnoted_why: str = ""
    named_in: Mapping[str, str] = field(default_factory=dict)
    rows_in: str = ""
    received_as: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Use:
    """What a source is used for besides indicators; `parameter` is 0 where it serves none."""

    what: str
    parameter: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A release of public data, and everything a footnote needs to say of it.

    `altered_before_receipt` is "no", or says what was done to it before it reached us.
    `missing` maps codes in its cells to the status they stand for, and `missing_why` to the
    words that say why there is no number then. `vintage` names the
    year up to which changes of county codes have reached it. Counts from 1 to `hide_up_to`
    are hidden; 0 hides nothing (estimates from samples, and totals of everybody).
    `also_used_for` lists what rests on it and is no indicator.
    """

    id: str
    publisher: str
    title: str
    short: str
    release: str
    address: str
    licence: str
    received_from: str
    received_on: datetime.date
    altered_before_receipt: str
    geography: str
    vintage: int
    period: str
    tables: Mapping[str, Table]
    defects: tuple[str, ...]
    hide_up_to: int = 0
    also_used_for: tuple[Use, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    missing_why: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table of a source, with the rows meant where it holds several years.

    `source` and `table` name entries of the catalogue. `where` picks rows by one value a
    column; `over` adds the rows that have any of several values. `group` names a group of
    industries (`IndustryGroup`) whose codes are added up; the catalogue writes them into
    `over` when it is read.
    """

    source: str
    table: str
    column: str
    where: Mapping[str, str] = field(default_factory=dict)
    over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    group: str = ""


@dataclass(frozen=True, slots=True)
class IndustryGroup:
    """Which industries of a file a word of the guide means here; change it without code.

    `codes` maps each code of `column` to what it is. Codes do not overlap: none begins with
    another, so that nothing is counted twice.
    """

    id: str
    says: str
    source: str
    column: str
    codes: Mapping[str, str]

    def __post_init__(self) -> None:
        for code in self.codes:
            others = [other for other in self.codes if other != code]
            if any(other.startswith(code) for other in others):
                raise ValueError(f"{code} holds another code of the group, and would count twice")
