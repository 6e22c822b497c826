"""What a negation or a doubt reaches, read off the simplest claim there is."""

import pytest

from firstlight.claims import judge, read_rules

CLAIM = "there is no trafficking in the county"


def is_caught(sentence: str) -> bool:
    return "absence_asserted" in {hit.rule for hit in judge(sentence, rules=read_rules())}


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "It is clear that {}",
        "The returns show that {}",
        "There is no doubt that {}",
        "Nobody disputes that {}",
        "No one can deny that {}",
        "It would not be wrong to say that {}",
        "It is no exaggeration to say that {}",
        "The data are not complete, but {}",
        "The sheriff did not answer; {}",
        "Few agencies reported, so {}",
        "No arrests were made, which means that {}",
        "No arrests means {}",
        "Because no case was reported this means that {}",
        "If no arrests were made, {}",
        "These records do not say much: {}",
        "We do not know everything, and {}",
        "The survey did not reach the farms and we conclude that {}",
        "This is not only a hope, {}",
        "It is false that many are exploited, {}",
    ],
)
def test_the_claim_is_made(frame: str) -> None:
    assert is_caught(frame.format(CLAIM) + ".")


@pytest.mark.parametrize(
    "frame",
    [
        "It does not mean that {}",
        "This should never be read as a sign that {}",
        "It cannot be taken to show that {}",
        "It does not, by itself, mean that {}",
        "Nothing in this chapter proves that {}",
        "No figure that we hold shows that {}",
        "Neither source implies that {}",
        "No one should conclude that {}",
        "It is not true that {}",
        "It is not the case that the data show that {}",
        "We doubt that {}",
        "The provider denies that {}",
        "It is too early to say that {}",
        "It would be wrong to say that {}",
        "One must not jump to the belief that {}",
        "Whether {} cannot be known",
        "Nobody knows whether {}",
        "The zero may mean that {}",
        "The zero could mean that {}, or that nobody looked",
        "If {}, the survey will still be useful",
        "Perhaps {}",
        "That {} is not shown by any record",
        "It is a myth that {}",
        "The claim that {} has no source",
        "No arrests were made, which does not mean that {}",
        "Arrests are few, but that is no proof that {}",
        "Four of 41 respondents said that {}",
        "{}, said two of the neighbors",
    ],
)
def test_the_claim_is_not_made(frame: str) -> None:
    assert not is_caught(frame.format(CLAIM) + ".")


def test_a_negation_in_a_leading_clause_does_not_reach_the_main_clause() -> None:
    rules = {
        hit.rule for hit in judge("Although nobody asked, girls were saved.", rules=read_rules())
    }
    assert "rescued_words" in rules


def test_a_negation_reaches_over_a_short_aside() -> None:
    sentence = "The city is not, by any measure, a hub, hotspot or capital of trafficking."
    assert judge(sentence, rules=read_rules()) == ()
