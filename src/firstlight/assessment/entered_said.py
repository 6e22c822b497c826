"""What is said of entered totals: who gave what, by which definition, and who approved it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from firstlight.assessment.register import Register
from firstlight.base.cell import Status
from firstlight.base.finding import Figure, Part, Sentence, Shown, When, Words
from firstlight.base.place import Area, PlaceKind
from firstlight.base.provenance import Address
from firstlight.catalogue.entered import EnteredMeasure, EnteredTemplate
from firstlight.entered import NOT_APPROVED, NOT_COUNTED, REFUSED, WAITING, Total

SAID_AT_MOST = 12  # totals; of more, only the newest of the whole area are put in words
FLOOR = ", a floor: it counts what somebody noticed."
ANSWERS = {
    REFUSED: " was asked and refused.",
    WAITING: " was asked and has not answered.",
    NOT_COUNTED: " was asked and does not record this.",
    NOT_APPROVED: " gave a figure that nobody has approved for sharing yet. It is not shown.",
}


def say_totals(
    register: Register,
    area: Area,
    entries: Sequence[tuple[Total, Figure]],
    beside: Sequence[Address],
    groups: Mapping[str, str],
    measures: Mapping[str, EnteredMeasure],
    floors: Collection[str] = (),
) -> Iterator[Sentence]:
    """Each total that is no part of another: who gave it, for where and when.

    `floors` are measures of people, tips or cases that somebody noticed: their number is said
    to be a floor wherever it is said.
    """
    whole = [(total, figure) for total, figure in entries if is_said(total)]
    newest = max((total.period.last for total, _ in whole), default=None)
    for total, figure in whole:
        many = len(whole) > SAID_AT_MOST
        if many and (total.place.id != area.place.id or total.period.last != newest):
            continue
        role = f" ({total.given_by})" if total.given_by else ""
        holder = register.name(f"{total.holder}{role}", total.made_from or beside)
        about = f", on the group “{groups[total.group]}”," if total.group else ""
        where = f" for {place_of(figure)}, "
        measure = measures[total.measure]
        about = about or _name_measure(measure, alone=len(measures) == 1)
        after = f" {measure.no_victims}" if measure.no_victims else ""
        if figure.quantity.has_number or figure.quantity.has_range:
            gave = " gave " if figure.quantity.has_number else " gave a range, "
            yield register.say(
                holder,
                Words(f"{about}{gave}"),
                Shown(figure.id),
                Words(where),
                When(figure.period),
                Words(f"{FLOOR if total.measure in floors else '.'}{after}"),
            )
        elif figure.quantity.cell.status is Status.SUPPRESSED:
            hidden = f"{about} gave a total, which is hidden,"
            yield register.say(holder, Words(f"{hidden}{where}"), When(figure.period), Words("."))


def _name_measure(measure: EnteredMeasure, *, alone: bool) -> str:
    """What was counted, as the template's own words; all of them where they are no victims.

    A number alone, under a title on trafficking, would read as victims. A heading is no part of
    a sentence, so it stands in quotation marks.
    """
    if measure.no_victims:  # words hold no digit: "people under 18" is told by the short name
        numbered = any(sign.isdigit() for sign in measure.label)
        return f", on “{measure.short if numbered else measure.label},”"
    return "" if alone or measure.short.casefold() == measure.unit else f", on “{measure.short},”"


def is_said(total: Total) -> bool:
    """True for a total that no other dimension than the kind of facility makes a part."""
    return all(name == "facility_type" for name, _ in total.parts)


def place_of(figure: Figure) -> str:
    """The place as a sentence names it, or whose own area it was counted for."""
    if figure.measured_for:
        return figure.measured_for
    nation = figure.place.kind is PlaceKind.NATION
    return "the United States" if nation else figure.place.name


def say_definitions(
    register: Register, own: Sequence[Total], beside: Sequence[Address]
) -> Iterator[Sentence]:
    """Each holder's definition once, with the first total that it stands beside."""
    told = set()
    for total in own:
        key = (total.holder, total.definition)
        if not total.definition or key in told or total.answer:
            continue  # who gave no count said of none what was counted
        told.add(key)
        addresses = total.made_from or beside
        yield register.say(
            register.name(total.holder, addresses),
            Words(" says what was counted: “"),
            register.name(total.definition.rstrip("."), addresses),
            Words(".”"),
        )


def say_reasons(register: Register, own: Sequence[Total]) -> Iterator[Sentence]:
    """Why the leads entered an indicator of their own choice."""
    for text, total in {t.rationale: t for t in own if t.rationale}.items():
        if total.answer != NOT_APPROVED:
            yield register.say(
                Words("The leads entered it for this reason: “"),
                register.name(text.rstrip("."), total.made_from),
                Words(".”"),
            )


def say_approvals(
    register: Register, own: Sequence[Total], templates: Mapping[str, EnteredTemplate]
) -> Iterator[Sentence]:
    """Who approved sharing, when, and which lawful way was used, once for each."""
    told = set()
    for total in own:
        key = (total.holder, total.approved_by, total.approved_on, total.route)
        if total.answer or total.approved_on is None or key in told:
            continue
        told.add(key)
        parts: list[Part] = [
            Words("Sharing what "),
            register.name(total.holder, total.made_from),
            Words(" gave was approved: "),
            register.name(f"{total.approved_by}, {total.approved_on}", total.made_from),
        ]
        words = [t.routes[total.route] for t in templates.values() if total.route in t.routes]
        yield register.say(*parts, Words(f". The way it was shared: {words[0]}." if words else "."))


def say_answers(
    register: Register, own: Sequence[Total], measures: Mapping[str, EnteredMeasure]
) -> Iterator[Sentence]:
    """Who was asked and gave no figure, or none that may be shown yet."""
    told = set()
    for total in own:
        key = (total.holder, total.answer, total.measure)
        if not total.answer or key in told:
            continue
        told.add(key)
        measure = measures.get(total.measure)
        about = f", on “{measure.short},”" if measure else ""
        yield register.say(
            register.name(total.holder, total.made_from), Words(f"{about}{ANSWERS[total.answer]}")
        )


def lower(text: str) -> str:
    """A title inside a sentence: its first letter small, unless it is a name or a sign."""
    return text if text[:2].isupper() or text[1:2] == " " else text[:1].lower() + text[1:]
