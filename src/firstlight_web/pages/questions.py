"""The plain questions behind the columns of a totals file; they add no rule of their own.

What a lead fills in becomes one row with the columns of every template, and the room `entered`
alone says whether it is right. Here stand the words, which questions a measure has at all, and
which answers may stand in the form again after a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from firstlight.base.errors import Fault
from firstlight.base.place import Area
from firstlight.base.place import PlaceKind as Kind
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entered import EnteredMeasure
from firstlight.catalogue.entries import Bullet
from firstlight.entered import DO_HOLDER, ROW_COLUMNS

SHOWN = "shown"
# What a holder can answer, by the status that a row then has, with a word of explanation.
ANSWERS: Mapping[str, tuple[str, str]] = {
    SHOWN: ("They gave a number or a range", "Zero is a number too: they counted, and found none."),
    "not_collected": ("They do not record this", "This is not counted as none."),
    "refused": ("They refused", ""),
    "not_reported": ("They were asked and have not answered yet", ""),
    "suppressed": (
        "They have a number and hide it",
        "A count from 1 to 10 that you enter reads like this too.",
    ),
    "not_reportable": ("They say that it cannot be given", ""),
}
LONGEST = 300  # signs of one answer, as the field says: longer than any definition of one count
CHOICES = ("status", "place", "group", "facility_type", "form", "age", "identified_by")
PARTS = ("form", "age", "identified_by", "district")
DOUBLE: Mapping[str, tuple[str, str]] = {
    "replace": (
        "It takes the place of the earlier one, which may stand in a report already",
        "The earlier one is shown no more. Readers of that report know it, so that a number from "
        "which they could work out a count from 1 to 10 is hidden.",
    ),
    "correct": (
        "It corrects the earlier one, which stood in no report that anybody else has",
        "The earlier one, with its number, is taken out and forgotten.",
    ),
    "keep": (
        "Both stay",
        "Each is shown with its holder, unless one would tell a count from 1 to 10 beside the "
        "other. They are never added.",
    ),
}
OWN_NAME: Mapping[str, tuple[str, str]] = {
    "organization": (
        "Yes, the name of an organization",
        "It is printed wherever the figure stands. Type it again above.",
    ),
    "": ("No", "Then write an office, or what kind of organization it is."),
}
# Where a rule speaks as of a file, the form says what to do in its own words.
ADVICE: Mapping[str, str] = {
    "on_double": "Say below what becomes of the earlier one.",
    "status": "Choose what they answered, and blank the numbers if they gave none.",
    "privacy_route": "Choose one of the ways in the list: without one it may not be shared.",
    "given_on": "Give a day up to today.",
    "approved_on": "Give a day up to today, or blank both: not approved yet.",
}
HOLDER_AGAIN = (
    "Write an organization or an office, never a person. If it is the name of an organization, "
    "type it again and say so below."
)
BEFORE = "You entered a figure for the same thing before. The two are never added."
# No list finds every name: what the program cannot catch is asked beside the field.
ASK = "It is printed: does it name anybody, or one place or business?"
BLANK, NOTHING = "The cell is blank.", "This is blank."


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its column, the words, how it is answered, and what is wrong with that.

    `kind` is number, text, day, one (choose one, all in sight) or list. `choices` are value,
    words and a second line. `value` is what stands in the field.
    """

    name: str
    label: str
    hint: str
    kind: str
    value: str
    choices: tuple[tuple[str, str, str], ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together. `folded` ones are open only where they are needed."""

    title: str
    questions: tuple[Question, ...]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What is entered: a measure, or an answer without a figure to one source of the guide."""

    catalogue: Catalogue
    area: Area
    bullet: Bullet
    measure: EnteredMeasure | None

    def read(self, sent: QueryDict) -> dict[str, str]:
        """One row of a totals file from what was sent; other fields are not looked at.

        Raises
        ------
        SuspiciousOperation
            For an answer longer than the form takes: status 400.
        """
        cells = dict.fromkeys(ROW_COLUMNS, "")
        for name in self._names():
            cells[name] = " ".join(sent.get(name, "").split())
            if len(cells[name]) > LONGEST:
                raise SuspiciousOperation("too many signs")
        cells.update(bullet=self.bullet.id, measure=self.measure.id if self.measure else "")
        if self.measure is not None and not self.measure.open_unit:
            cells["unit"] = self.measure.unit
        cells["effort_unit"] = self._effort_unit() if cells["effort"] else ""
        return cells

    def begin(self) -> dict[str, str]:
        """The row that an empty form stands for."""
        cells = dict.fromkeys(ROW_COLUMNS, "")
        places = self._places()
        cells.update(
            place=places[0][0] if len(places) == 1 or self.area.is_one_county else "",
            status=SHOWN if self.measure else "",
            facility_type=_only(self.measure.facility_types if self.measure else ()),
            privacy_route=_only(self._routes()),
        )
        return cells

    def ask(self, cells: Mapping[str, str], faults: Sequence[Fault] = ()) -> tuple[Section, ...]:
        """The questions with their answers and faults. An answer in words that was refused is
        not repeated: what was wrong with it may be a name."""
        sections = (
            Section("Their answer", tuple(self._ask_answer())),
            Section("What it counts", tuple(self._ask_what())),
            Section("Is it only a part?", tuple(self._ask_parts()), folded=True),
            Section("Where it comes from", tuple(self._ask_origin(asks_name(cells, faults)))),
        )
        asked = []
        for section in sections:
            questions = tuple(_fill(q, cells, faults) for q in section.questions)
            needed = any(q.value or q.faults for q in questions)
            if questions:
                asked.append(Section(section.title, questions, section.folded and not needed))
        if cells.get("on_double") or any(fault.column == "on_double" for fault in faults):
            double = _choose("on_double", "What becomes of the earlier one?", "", DOUBLE)
            asked.insert(0, Section("You entered this before", (_fill(double, cells, faults),)))
        return tuple(asked)

    @property
    def title(self) -> str:
        """What is entered, in the words of the catalogue."""
        return self.measure.label if self.measure else self.bullet.text

    def name_place(self, place: str) -> str:
        """A place of the form by its name."""
        return next((words for value, words, _ in self._places() if value == place), place)

    def _names(self) -> Iterator[str]:
        for part in (
            *(self._ask_answer(), self._ask_what(), self._ask_parts(), self._ask_origin()),
        ):
            yield from (question.name for question in part)
        yield "on_double"

    def _ask_answer(self) -> Iterator[Question]:
        measure = self.measure
        answers = ANSWERS if measure else {k: v for k, v in ANSWERS.items() if k != SHOWN}
        yield _choose("status", "What did they answer?", "", answers)
        if measure is None:
            return
        unit = "How many?" if measure.open_unit else f"How many {measure.unit}?"
        label = unit if measure.counts else f"What is the total, in {measure.unit}?"
        hint = "Digits only: 1250. Blank is not zero."
        if measure.hide_up_to:
            hint += " From 1 to 10 the number itself is not kept; the page says that it is hidden."
        yield Question("value", label, hint, "number", "")
        yield Question("low", "Or a range: at least", "Only if they gave a range.", "number", "")
        yield Question("high", "and at most", "", "number", "")
        if measure.open_unit:
            yield Question("unit", "What is counted?", "One or two words: permits.", "text", "")
        if measure.rates:
            rate = measure.rates[0]
            yield Question(
                "effort",
                f"Out of how many {self._effort_unit()}?",
                f"If they know it. For: {rate.label}.",
                "number",
                "",
            )

    def _ask_what(self) -> Iterator[Question]:
        measure, words = self.measure, self.catalogue.entered_parts
        if measure is not None and measure.group:
            groups = tuple((g.id, g.name, "") for g in self.catalogue.populations if g.entered_for)
            yield Question("group", "Which group?", "", "list", "", groups)
        hint = "Only the place for which it was counted. A larger total is never shared out."
        yield Question("place", "For which place?", hint, "list", "", self._places())
        if measure is not None and measure.school_years:
            hint = "The year in which it began: school year 2024."
        else:
            hint = (
                "2025, or 2023-2025, school year 2024, 2025-03 for a month, July 2024-June 2025, "
                "as of 2025-10-01 for one day. Fiscal year 2025 is the federal one, October 2024 "
                "to September 2025."
            )
        yield Question("period", "For which time?", hint, "text", "")
        hint = f"Their words for whom or what they counted, and no count. {ASK}"
        yield Question("definition", "What did they count?", hint, "text", "")
        if measure is not None and measure.facility_types:
            kinds = tuple((n, words.facility_type[n], "") for n in measure.facility_types)
            yield Question("facility_type", "Which kind of facility?", "", "list", "", kinds)
        if measure is not None and measure.rationale:
            hint = f"One sentence: why it says something of trafficking here. {ASK}"
            yield Question("rationale", "Why did you choose it?", hint, "text", "")

    def _ask_parts(self) -> Iterator[Question]:
        if self.measure is None:
            return
        words = self.catalogue.entered_parts
        for name, label, known in (
            ("form", "Only one form of trafficking?", words.form),
            ("age", "Only one age?", {**words.age, **words.age_bands}),
            ("identified_by", "Only those identified in one way?", words.identified_by),
        ):
            every = ("", "No, all of them together", "")
            listed = (every, *((value, text, "") for value, text in known.items()))
            yield Question(name, label, "", "list", "", listed)
        if self.measure.districts:
            hint = "Its name, or blank for all of the place."
            yield Question("district", "Only one school district?", hint, "text", "")

    def _ask_origin(self, own_name: bool = True) -> Iterator[Question]:
        hint = "The organization, as it may be printed."
        yield Question("holder", "Whose figure is it?", hint, "text", "")
        if own_name:
            yield _choose("holder_is", "Is that the name of an organization?", "", OWN_NAME)
        hint = f"For example: letter to the leads with yearly totals. No name of a file. {ASK}"
        yield Question("document", "In which document?", hint, "text", "")
        hint = "The day on which you got it or the answer."
        yield Question("given_on", "On which day?", hint, "day", "")
        if self.measure is None:
            return
        hint = "A role, never a name: records supervisor."
        yield Question("given_by", "Who gave it to you?", hint, "text", "")
        routes = self._routes()
        if routes:
            listed = tuple((code, words, "") for code, words in routes.items())
            label = "In which lawful way is it shared?"
            yield Question("privacy_route", label, "", "list", "", listed)
        hint = "A role. Blank while nobody has: then it is kept, and stands in no report."
        yield Question("approved_by", "Who approved sharing it?", hint, "text", "")
        yield Question("approved_on", "Approved on which day?", "", "day", "")

    def _routes(self) -> Mapping[str, str]:
        if self.measure is None:
            return {}
        return self.catalogue.templates[self.measure.template].routes

    def _effort_unit(self) -> str:
        if self.measure is None or not self.measure.rates:
            return ""
        rate = self.measure.rates[0]
        return rate.effort_unit or self.catalogue.entered[rate.of].unit

    def _places(self) -> tuple[tuple[str, str, str], ...]:
        """The places for which it may be given, those of the area first."""
        area, states = self.area, self.catalogue.states.names
        places = [(Kind.COUNTY, county.fips, county.full_name) for county in area.counties]
        if not area.is_one_county:
            places.insert(0, (Kind.AREA, "area", f"All of it: {area.name}"))
        places += [(Kind.STATE, state, states[state]) for state in area.states]
        places.append((Kind.NATION, "US", "The United States"))
        levels = self.measure.levels if self.measure else tuple(kind.value for kind in Kind)
        return tuple((code, name, "") for kind, code, name in places if kind.value in levels)


def _only(values: Iterable[str]) -> str:
    listed = tuple(values)
    return listed[0] if len(listed) == 1 else ""


def _choose(name: str, label: str, hint: str, words: Mapping[str, tuple[str, str]]) -> Question:
    choices = tuple((value, text, more) for value, (text, more) in words.items())
    return Question(name, label, hint, "one", "", choices)


def _fill(question: Question, cells: Mapping[str, str], faults: Sequence[Fault]) -> Question:
    own = tuple(fault for fault in faults if fault.column == question.name)
    value = cells.get(question.name, "")
    if own and not _may_stand_again(question, value):
        value = ""
    return Question(
        question.name, question.label, question.hint, question.kind, value, question.choices, own
    )


def _may_stand_again(question: Question, value: str) -> bool:
    """True for an answer with a fault that can name nobody: digits, a day, one of a list."""
    if question.kind in ("one", "list"):
        return any(value == choice for choice, _, _ in question.choices)
    return question.kind in ("number", "day") and all(sign in "0123456789,-" for sign in value)


def asks_name(cells: Mapping[str, str], faults: Sequence[Fault]) -> bool:
    """True where a holder was refused as if it were a person, or was said to be none before."""
    refused = any(f.column == "holder" and f.do == DO_HOLDER for f in faults)
    return refused or bool(cells.get("holder_is"))


def advise(fault: Fault) -> str:
    """What is wrong and what to do about it, in the words of the form."""
    what = NOTHING if fault.what == BLANK else fault.what
    if fault.column == "on_double":
        what = BEFORE
    if fault.do == DO_HOLDER:
        return f"{what} {HOLDER_AGAIN}"
    return f"{what} {ADVICE.get(fault.column, fault.do)}"
