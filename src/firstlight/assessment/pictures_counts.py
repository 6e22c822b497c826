"""Which counts stand on which side: the FBI's returns, and what holders gave the leads."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from firstlight.assessment.library import Library
from firstlight.assessment.pictures_model import SideShown
from firstlight.assessment.recorded_cases import DEFINITION, FORM_WORDS
from firstlight.assessment.recorded_words import whole_column
from firstlight.assessment.register import Register
from firstlight.base.cell import Status
from firstlight.base.finding import Figure, Named, Part, Shown, Words
from firstlight.base.period import Period
from firstlight.base.place import Area
from firstlight.base.quantity import Quantity, Unit, UnitKind
from firstlight.base.sides import PoliceCount, ProviderCount
from firstlight.catalogue.entries import PictureCount
from firstlight.entered import Total
from firstlight.recorded import Recorded

FBI = "Police agencies, in the FBI’s file"
FORMS = {"commercial_sex": ("sex", "ucr_64a"), "servitude": ("labor", "ucr_64b")}
AGE_GROUPS = {"minor", "adult"}
ROUTES = {"third_party_tip": "third_party"}
NOT_READ = {"unknown": "unknown", "not_stated": "unknown", "not_asked": "not_asked"}
OF_POLICE = "police"
DAYS_OF_MONTH = 30.44
ANYTHING = 1e9  # more than any count; it is never printed


@dataclass(frozen=True, slots=True)
class Counted:
    """One count of a side with what is printed of it."""

    count: PoliceCount | ProviderCount
    shown: SideShown


@dataclass(frozen=True, slots=True)
class Gave:
    """One entered total and the figure that it became; an answer has the figure that says so."""

    total: Total
    figure: str


def gather_counts(
    library: Library,
    register: Register,
    area: Area,
    recorded: Recorded,
    gave: Sequence[Gave],
    *,
    invented: bool,
) -> tuple[Counted, ...]:
    """Every count that answers a question of the two pictures, the newest of each holder."""
    return (
        *_of_returns(library, register, area, recorded),
        *_of_entered(library, register, gave, invented=invented),
    )


def _of_returns(
    library: Library, register: Register, area: Area, recorded: Recorded
) -> Iterator[Counted]:
    """The last year of the FBI's file, whole and by form.

    Where a count of that year has no number, the newest year whose number is shown stands with
    it, and for the whole each agency whose own number is: they say that there were some.
    """
    last = recorded.years[-1]
    evidence = register.cite((whole_column(library, "ACTUAL_COUNT"),))
    definitions = library.catalogue.taxonomy.definitions
    names = [("cases", "", "", DEFINITION)]
    for form, _ in recorded.by_form.items():
        part = FORM_WORDS[form][0]
        value, definition = FORMS[part]
        names.append(("cases_by_form", value, f"{part}.", definitions[definition].label))
    for question, value, part, definition in names:
        by_year = {
            year: register.figures[f"recorded_offenses.{part}{year}.{area.place.id}"]
            for year in recorded.years
        }
        newest = [year for year, f in by_year.items() if year < last and f.quantity.has_number]
        told = [(by_year[last], definition)]
        if not by_year[last].quantity.has_number:
            told += [] if value else list(_of_agencies(register, recorded))
            told += [(by_year[year], definition) for year in newest[-1:]]
        for figure, meant in told:
            count = PoliceCount(
                question,
                open_hidden(figure.quantity, least=0.0 if value else 1.0),
                figure.period,
                figure.place,
                meant,
                FBI,
                value,
            )
            covers = _cover(register, area, recorded, figure) if meant == definition else ()
            shown = SideShown(figure.id, FBI, meant, figure.evidence or evidence, coverage=covers)
            yield Counted(count, shown)


def _of_agencies(register: Register, recorded: Recorded) -> Iterator[tuple[Figure, str]]:
    """Agencies of the area alone with a shown number above none in the last year, each by name."""
    for entry in recorded.by_agency:
        figure = register.figures[f"recorded_by_agency.{entry.agency.ori}.{entry.year}"]
        if entry.agency not in recorded.shared and figure.quantity.value:
            yield figure, f"{DEFINITION}, by {entry.agency.name} alone"


def _cover(register: Register, area: Area, recorded: Recorded, figure: Figure) -> tuple[Part, ...]:
    """How many agencies stand behind a year of the FBI's file; it has no months."""
    rows = f"agencies_with_a_return.{figure.period.label}.{area.place.id}"
    listed = f"agencies_listed.{area.place.id}"
    parts: tuple[Part, ...] = (Words("rows from no agency here"),)
    if register.figures[rows].quantity.has_number:
        parts = (Words("rows from "), Shown(rows))
    if register.figures[listed].quantity.has_number:
        parts += (Words(", of "), Shown(listed), Words(" on the FBI’s list"))
        parts += (Words(", shared ones included"),) * bool(recorded.shared)
    return (*parts, Words("; the file does not say for how many months"))


def _of_entered(
    library: Library, register: Register, gave: Sequence[Gave], *, invented: bool
) -> Iterator[Counted]:
    rules = {rule.measure: rule for rule in library.catalogue.pictures.counts}
    names = name_holders(gave)
    for given in find_newest(gave):
        rule = rules.get(given.total.measure)
        placed = find_place(given.total, rule) if rule else None
        if rule is None or placed is None:
            continue
        quantity = open_hidden(register.figures[given.figure].quantity)
        shown = show_side(register, given, invented=invented)
        definition = define(library, given.total)
        made = PoliceCount if rule.side == OF_POLICE else ProviderCount
        question, value = placed
        # two spellings of one holder are one source, and no second one that saw some
        source, total = names[given.total.same[0]], given.total
        count = made(question, quantity, total.period, total.place, definition, source, value)
        yield Counted(count, shown)


def define(library: Library, total: Total) -> str:
    """The holder's definition, with the measure where that is more than different people.

    Only numbers of different people can be of one definition on both sides; a screening and a
    list of people never are, whatever words the holders use.
    """
    measures = library.catalogue.pictures.overlap.values()
    if total.measure in {side.people for side in measures}:
        return total.definition
    return f"{library.catalogue.entered[total.measure].label}: {total.definition}"


def find_place(total: Total, rule: PictureCount) -> tuple[str, str] | None:
    """The question and the value that a total answers; None where it answers none."""
    if total.group or len(total.parts) > 1:
        return None
    if not total.parts:
        return rule.whole, rule.value
    ((name, code),) = total.parts
    if name == "age":
        named = code in AGE_GROUPS or (code in NOT_READ and not rule.age_band)
        question = rule.age if named or code in NOT_READ else rule.age_band
        return (question, NOT_READ.get(code, code)) if question else None
    question = {"form": rule.form, "identified_by": rule.route}.get(name, "")
    return (question, NOT_READ.get(code, ROUTES.get(code, code))) if question else None


def find_newest(gave: Iterable[Gave]) -> tuple[Gave, ...]:
    """The newest totals of each holder, measure, place, part, definition and length of time.

    A month never takes the place of a year, nor one definition that of another, and of one
    time all figures stand that a lead let stand. An answer without a figure stands where the
    holder gave none of that time or later.
    """
    given = tuple(gave)
    newest: dict[object, datetime.date] = {}
    for total in (one.total for one in given):
        for key in (_thing(total), _series(total)):
            if not total.answer or key != _thing(total):
                newest[key] = max(newest.get(key, total.period.last), total.period.last)
    return tuple(one for one in given if _is_newest(one.total, newest))


def _thing(total: Total) -> object:
    """What is counted, by whom and where, whenever and by whichever definition."""
    return total.measure, total.same[0], total.place.id, total.parts, total.group


def _series(total: Total) -> object:
    """All that a total may take the place of: what it is newer than, and nothing else is."""
    if total.answer:
        return _thing(total), "answer"
    return _thing(total), find_length(total.period), total.definition


def _is_newest(total: Total, newest: Mapping[object, datetime.date]) -> bool:
    if total.period.last < newest[_series(total)]:
        return False
    figure = newest.get(_thing(total))
    return not total.answer or figure is None or figure < total.period.last


def find_length(period: Period) -> tuple[str, int]:
    """The kind of a time with its length in months, so that years are compared with years."""
    return period.kind.value, round(((period.last - period.first).days + 1) / DAYS_OF_MONTH)


def find_longest(gave: Sequence[Gave]) -> list[Gave]:
    """Those of the longest time of each holder, and of the newest of these: the year, no month."""
    longest: dict[str, tuple[int, datetime.date]] = {}
    for given in gave:
        key = given.total.same[0]
        longest[key] = max(longest.get(key, _rank(given)), _rank(given))
    return [given for given in gave if _rank(given) == longest[given.total.same[0]]]


def _rank(given: Gave) -> tuple[int, datetime.date]:
    period = given.total.period
    return find_length(period)[1], period.last


def name_holders(gave: Iterable[Gave]) -> dict[str, str]:
    """Each holder by the name as it is compared (`Total.same`), with its first spelling."""
    names: dict[str, str] = {}
    for given in gave:
        names.setdefault(given.total.same[0], given.total.holder)
    return names


def show_side(register: Register, given: Gave, *, invented: bool) -> SideShown:
    """What is printed of an entered total: who gave it, and by which definition."""
    total = given.total
    definition = "" if total.answer else total.definition
    return SideShown(
        given.figure, total.holder, definition, register.cite(total.made_from), invented
    )


def enter_answers(
    library: Library, register: Register, totals: Iterable[Total], *, invented: bool
) -> tuple[Gave, ...]:
    """A figure for each holder who was asked and gave no number: refused, waiting, not recorded."""
    wanted = {rule.measure for rule in library.catalogue.pictures.counts}
    given: list[Gave] = []
    for total in totals:
        if not total.answer or total.measure not in wanted:
            continue
        name = f"pictures.answer.{len(given)}.{total.place.id}"
        measure = library.catalogue.entered[total.measure]
        register.enter_quantity(
            name,
            indicator="pictures.answer",
            label=measure.label,
            quantity=Quantity(replace(total.cell), Unit(UnitKind.COUNT, measure.unit)),
            period=total.period,
            place=total.place,
            made_from=total.made_from,
            invented=invented,
        )
        given.append(Gave(total, name))
    return tuple(given)


def word_it(text: str, evidence: tuple[str, ...]) -> Part:
    """Words of ours, or with its evidence a name that holds a digit, such as an age band."""
    return Named(text, evidence) if any(sign.isdigit() for sign in text) else Words(text)


def open_hidden(quantity: Quantity, *, least: float = 0.0) -> Quantity:
    """A hidden count as a range that says nothing but that it is at least `least`.

    What is hidden with a small count can be larger. It can be none as well: figures that do not
    fit each other are hidden whole, zeros among them, and so are the zeros of incident files
    around few. So a hidden count says that somebody counted, and no verdict says that there
    were some. The whole of the FBI's returns is hidden only where some agency recorded one.
    """
    if quantity.cell.status is not Status.SUPPRESSED or quantity.has_range:
        return quantity
    return Quantity(quantity.cell, quantity.unit, None, least, ANYTHING)
