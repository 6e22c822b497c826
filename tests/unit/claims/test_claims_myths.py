"""Myths set right, words spoken of, and other people's sentences."""

import pytest

from firstlight.claims import judge, judge_text, read_rules

MYTHS = [
    "“Trafficking does not occur here.”",
    "“300,000 children are trafficked every year.”",
    '"The Super Bowl causes trafficking."',
    "‘The average age of entry is 13.’",
]


@pytest.mark.parametrize("myth", MYTHS)
def test_a_quoted_myth_passes_only_in_a_myth_block(myth: str) -> None:
    rules = read_rules()
    assert judge(myth, rules=rules)
    assert judge(myth, in_myth_block=True, rules=rules) == ()


def test_what_a_myth_block_says_itself_is_judged() -> None:
    sentence = "In truth trafficking does not occur here."
    assert judge(sentence, in_myth_block=True, rules=read_rules())


def test_a_myth_may_run_over_sentences() -> None:
    text = "Said often: “It is rare. Trafficking does not occur here.” Known: nobody has looked."
    assert judge_text(text, in_myth_block=True, rules=read_rules()) == ()


def test_somebodys_words_may_run_over_sentences() -> None:
    text = 'One resident said: "It is quiet here. Trafficking does not happen in our town."'
    assert judge_text(text, rules=read_rules()) == ()
    own = text + " Trafficking does not happen in our town."
    assert [hit.rule for hit in judge_text(own, rules=read_rules())] == ["absence_asserted"]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a myth that 300,000 children are trafficked.",
        "Contrary to the myth that the Super Bowl causes trafficking, it goes on all year.",
        "The figure of $150 billion for trafficking has been withdrawn.",
        "That 1 % of victims are found has never been shown.",
        "The 300,000 children of the billboards cannot be traced to a count.",
        'The word "rescued" is not used for victims.',
        "The report “Trafficking Hotspots of the Gulf” was read for its method.",
        "We never call a county a hub of trafficking.",
    ],
)
def test_a_rejected_claim_passes(sentence: str) -> None:
    assert judge(sentence, rules=read_rules()) == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "This is no myth: 300,000 children are trafficked.",
        "300,000 children are trafficked, which is wrong.",
        "Contrary to the myth of safety, 300,000 children are trafficked each year.",
        "It is a myth that trafficking is rare; 300,000 children are trafficked each year.",
        'Our county is a "hub" of trafficking.',
        "The sheriff says that there is no trafficking here.",
        "Many people say that our county is a hub of trafficking.",
        "Did you know that 300,000 children are trafficked each year?",
    ],
)
def test_a_frame_that_rejects_nothing_does_not_help(sentence: str) -> None:
    assert judge(sentence, rules=read_rules())
