"""Which forms, sectors, ages and sexes does any source in hand look for (R76)?"""

from __future__ import annotations

import math
from collections.abc import Sequence

from firstlight.assessment.figure_table import FigureTable, TableRow
from firstlight.assessment.library import Library
from firstlight.assessment.model import Block
from firstlight.assessment.pictures_counts import (
    FBI,
    Gave,
    find_longest,
    find_newest,
    name_holders,
    word_it,
)
from firstlight.assessment.pictures_model import BalanceShown
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register
from firstlight.base.cell import Cell, Status
from firstlight.base.finding import Words
from firstlight.base.place import Area
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.pictures import Balance, BalancePart, View, measure_balance

ID = "pictures_balance"
BOTH = {"both": ("sex", "labor"), "sex": ("sex",), "labor": ("labor",)}
AGES = {
    "minor": "minor",
    "0-12": "minor",
    "13-15": "minor",
    "16-17": "minor",
    "adult": "adult",
    "18-24": "adult",
    "25-34": "adult",
    "35+": "adult",
}
LABOR = "labor"
STATES = {"yes": "somebody looks", "no": "nobody in hand looks", "unknown": "not known"}


def make_balance(
    library: Library, register: Register, area: Area, gave: Sequence[Gave], *, invented: bool
) -> tuple[Block, tuple[BalanceShown, ...], tuple[str, ...]]:
    """The balance meter of what is in hand, and the holders that look for one form only."""
    pictures = library.catalogue.pictures
    newest = find_newest(gave)
    views = _views(library, newest)
    balance = measure_balance(views, pictures=pictures)
    shown, tables = [], []
    for part in balance.parts:
        efforts = tuple(
            _enter_effort(library, register, area, part, unit, share, newest, invented=invented)
            for unit, share in part.effort_percent.items()
            if part.looked_for != "no"
        )
        axis = pictures.balance[part.axis].label
        shown.append(
            BalanceShown(
                axis=axis,
                value=part.value,
                label=part.label,
                looked_for=part.looked_for,
                holders=tuple(dict.fromkeys(source.partition("|")[2] for source in part.sources)),
                flags=tuple(rule.says for rule in part.why),
                rules=tuple(rule.rule for rule in part.why),
                efforts=efforts,
            )
        )
    rows = tuple(
        TableRow(
            (word_it(f"{part.axis}: {part.label}", register.figures[figure].evidence),), figure
        )
        for part in shown
        for figure in part.efforts
    )
    if rows:
        title = "Share of the effort that somebody wrote down"
        tables.append(
            FigureTable(
                (
                    Words(
                        f"Invented for this demonstration: {title.lower()}" if invented else title
                    ),
                ),
                "Part",
                "percent",
                rows,
            )
        )
    cited = (
        whole_column(library, "ACTUAL_COUNT"),
        *(address for given in newest for address in given.total.made_from),
    )
    sentences = [
        register.say(
            word_it(
                "; ".join(f"{axis}: {', '.join(of)}" for axis, of in by_axis.items()),
                register.cite(cited),
            ),
            Words(f". {' '.join(flags)}"),
            addresses=cited,
        )
        for flags, by_axis in _group_flagged(shown).items()
    ]
    sentences += [
        register.say(
            register.name(holder, cited),
            Words(
                f": {balance.one_form_why[0].says[:1].lower()}{balance.one_form_why[0].says[1:]}"
            ),
        )
        for holder in balance.one_form
    ]
    block = Block(
        id=ID,
        heading="Two pictures",
        title="Balance meter: who looks for what",
        question="Which forms, sectors, ages and sexes does any source in hand look for?",
        sentences=tuple(sentences),
        tables=tuple(tables),
        warnings=("W15",),
        cannot_tell=(
            "What offices look for that nobody has asked yet.",
            "How much there is of a form that nobody looks for.",
        ),
        ask_next="Ask every holder which forms, ages and sexes it looks for, and with what effort.",
        remarks=(
            f"A part is flagged where no source in hand looks for it, or where less than "
            f"{pictures.effort_percent:g} percent of the effort goes there "
            f"({pictures.effort_source}). Sources in hand: {len(views)}.",
            _say_gaps(library, balance),
        ),
        refusals=(),
        invented=invented and bool(newest),
    )
    return block, tuple(shown), balance.one_form


def _group_flagged(
    parts: Sequence[BalanceShown],
) -> dict[tuple[str, ...], dict[str, list[str]]]:
    """Labels of the flagged parts by axis, under what is said of them, so that it is said once."""
    groups: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for part in parts:
        if part.flags:
            groups.setdefault(part.flags, {}).setdefault(part.axis, []).append(part.label)
    return groups


def _views(library: Library, newest: Sequence[Gave]) -> list[View]:
    """One view for the FBI's file, and one for each holder and template."""
    pictures, entered = library.catalogue.pictures, library.catalogue.entered
    views = [View(f"fbi|{FBI}", FBI, {"sector": ("police",)})]
    for key, holder in name_holders(newest).items():
        own = [g for g in newest if g.total.same[0] == key and g.total.measure in entered]
        for template in dict.fromkeys(entered[g.total.measure].template for g in own):
            sector = pictures.sectors.get(template)
            if sector is None:
                continue
            of = [g for g in own if entered[g.total.measure].template == template]
            views.append(_view(library, holder, template, sector, of))
    return views


def _view(library: Library, holder: str, template: str, sector: str, own: Sequence[Gave]) -> View:
    looks: dict[str, tuple[str, ...]] = {"sector": (sector,)}
    parts = [part for given in own for part in given.total.parts]
    forms = dict.fromkeys(f for name, code in parts if name == "form" for f in BOTH.get(code, ()))
    ages = dict.fromkeys(AGES[code] for name, code in parts if name == "age" and code in AGES)
    if forms or sector == LABOR:
        looks["form"] = tuple(forms) or (LABOR,)
    if ages:
        looks["age_group"] = tuple(ages)
    effort: float | None = None
    split: dict[str, float] = {}
    spent = [g for g in own if g.total.measure in library.catalogue.pictures.effort]
    whole = find_longest([g for g in spent if not g.total.parts and g.total.cell.value is not None])
    if len(whole) == 1:
        effort = whole[0].total.cell.value
        split = {
            g.total.parts[0][1]: g.total.cell.value
            for g in spent
            if len(g.total.parts) == 1
            and g.total.parts[0][0] == "form"
            and g.total.parts[0][1] in ("sex", "labor")
            and g.total.cell.value is not None
            and g.total.same == whole[0].total.same
            and g.total.definition == whole[0].total.definition
        }
        if math.fsum(split.values()) > (effort or 0.0):
            split = {}  # of several figures for one part nobody knows which go together
    return View(
        f"{template}|{holder}",
        holder,
        looks,
        effort,
        "hours" if effort is not None else "",
        {"form": split} if split else {},
    )


def _enter_effort(
    library: Library,
    register: Register,
    area: Area,
    part: BalancePart,
    unit: str,
    share: tuple[float, float],
    newest: Sequence[Gave],
    *,
    invented: bool,
) -> str:
    """The share of effort as a figure; a range where some of it is not split."""
    efforts = library.catalogue.pictures.effort
    spent = find_longest([g for g in newest if g.total.measure in efforts])
    low, high = share
    of = Unit(UnitKind.SHARE, "%", f"of the {unit} in hand")
    exact = abs(high - low) < 1e-9
    why = "some of the effort is not split"
    cell = Cell.estimated(low) if exact else Cell.missing(Status.NOT_REPORTABLE, why)
    return register.enter_quantity(
        f"pictures.effort.{part.axis}.{part.value}.{unit}.{area.place.id}",
        indicator="pictures.effort",
        label=f"Share of {unit}, {part.label}, {area.place.name}",
        quantity=Quantity(cell, of, None, None if exact else low, None if exact else high),
        period=spent[0].total.period,
        place=area.place,
        made_from=tuple(address for g in spent for address in g.total.made_from),
        decimals=1,
        invented=invented,
    ).id


def _say_gaps(library: Library, balance: Balance) -> str:
    """How many combinations nobody looks for, in fixed words."""
    gaps, unsure = len(balance.gaps), len(balance.open_gaps)
    return (
        f"Of all combinations of form, sector, sex and age, no source in hand looks for {gaps}; of "
        f"{unsure} more it is not known. A gap is a task, and says nothing of what is there."
    )
