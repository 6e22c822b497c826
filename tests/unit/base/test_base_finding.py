"""src/firstlight/base/finding.py and errors.py: no sentence and no figure without evidence."""

from __future__ import annotations

import pytest

from firstlight.base.cell import Cell, Status
from firstlight.base.errors import (
    CatalogueFaults,
    Fault,
    FirstlightError,
    InputFaults,
    PackDamaged,
    Refused,
)
from firstlight.base.finding import (
    Figure,
    Named,
    Sentence,
    Shown,
    UnsupportedSentence,
    When,
    Words,
    make_sentence,
)
from firstlight.base.period import Period
from firstlight.base.place import US
from firstlight.base.quantity import Quantity, Unit, UnitKind

PERCENT = Unit(UnitKind.SHARE, "%")


def make_figure(
    cell: Cell, evidence: tuple[str, ...] = ("e1",), name: str = "poverty.US"
) -> Figure:
    quantity = Quantity(cell, PERCENT)
    return Figure(name, "poverty", "Poverty", quantity, Period.year(2020), US, 1, evidence)


def test_a_figure_with_a_number_and_no_evidence_is_refused() -> None:
    # Fails if a number may be printed that walks back to nothing
    with pytest.raises(UnsupportedSentence, match=r"poverty\.US has no evidence"):
        make_figure(Cell.estimated(14.1), ())
    with pytest.raises(UnsupportedSentence):
        make_figure(Cell.counted(0), ())  # a zero is a number too


def test_a_figure_without_a_number_needs_no_evidence() -> None:
    assert make_figure(Cell.missing(Status.NOT_REPORTED, "no row"), ()).evidence == ()


@pytest.mark.parametrize("text", ["about 14 of them", "a ² here", "٣ people", "W01"])
def test_a_digit_in_plain_words_is_refused(text: str) -> None:
    # Fails if a number can be written into words, past its evidence
    with pytest.raises(UnsupportedSentence, match="plain words"):
        Words(text)
    assert Words("fourteen of them").text


def test_a_sentence_without_evidence_does_not_build() -> None:
    # Fails if words or a period alone make a claim
    with pytest.raises(UnsupportedSentence, match="no evidence: Poverty is high"):
        make_sentence([Words("Poverty is high in "), When(Period.year(2020))], {})
    with pytest.raises(UnsupportedSentence):
        Sentence((Words("Nothing was found."),), ())


def test_a_hidden_figure_alone_supports_no_sentence() -> None:
    # Fails if naming a figure that has nothing behind it counts as evidence
    hidden = make_figure(Cell.missing(Status.SUPPRESSED, "small"), ())
    with pytest.raises(UnsupportedSentence):
        make_sentence([Words("There were "), Shown(hidden.id)], {hidden.id: hidden})


def test_a_sentence_gathers_the_evidence_of_its_parts_once() -> None:
    figures = {
        f.id: f
        for f in (
            make_figure(Cell.estimated(1), ("e1", "e2"), "one.US"),
            make_figure(Cell.estimated(2), ("e2", "e3"), "two.US"),
        )
    }
    parts = [Shown("one.US"), Words(" and "), Shown("two.US"), Named("District 3", ("e4",))]
    assert make_sentence(parts, figures, evidence=["e1", "e5"]).evidence == (
        *("e1", "e2", "e3", "e4", "e5"),
    )


def test_a_sentence_about_an_unknown_figure_does_not_build() -> None:
    with pytest.raises(KeyError):
        make_sentence([Shown("no.such")], {})


# Errors --------------------------------------------------------------------------------------


def test_every_error_has_its_promised_exit_status() -> None:
    # Fails if wrong input ends like a fault of ours
    fault = Fault("It is wrong.", "Mend it.")
    assert InputFaults([fault]).exit_status == 3
    assert PackDamaged([fault]).exit_status == 3
    assert Refused(what="x", why="y").exit_status == 4
    assert CatalogueFaults([fault]).exit_status == 1
    assert FirstlightError.exit_status == UnsupportedSentence.exit_status == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("It is wrong.", "Mend it."), "It is wrong. Mend it."),
        (Fault("Wrong.", "Mend it.", "a.csv", 7, "n"), "a.csv, row 7, column n: Wrong. Mend it."),
        (Fault("Wrong.", "Mend it.", row=0), "row 0: Wrong. Mend it."),
        (Fault("Wrong.", "", column="n"), "column n: Wrong."),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(fault: Fault, words: str) -> None:
    assert str(fault) == words


def test_all_faults_are_carried() -> None:
    # Fails if only the first fault is told
    faults = [Fault(f"Fault {letter}.", "Mend it.") for letter in "abc"]
    error = InputFaults(faults)
    assert error.faults == tuple(faults)
    assert str(error).count("\n") == 2
    with pytest.raises(ValueError, match="at least one"):
        InputFaults([])
