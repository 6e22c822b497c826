"""A number of this report has its evidence; a borrowed one has none."""

import pytest

from firstlight.claims import judge, judge_text, read_rules


def spans_of(sentence: str, number: str) -> list[tuple[int, int]]:
    start = sentence.index(number)
    return [(start, start + len(number))]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("The two counties have 300,000 children at risk of missing school meals.", "300,000"),
        ("The clinic network asked 300 000 young people about exploitation.", "300 000"),
        ("In our shelters 19.4 % of homeless youth were exploited at work.", "19.4 %"),
        ("In our shelters one in five homeless youth was exploited.", "one in five"),
        ("The median age at first exploitation was 14.", "14"),
        ("Providers learned of 88 % of victims from a nurse.", "88 %"),
        ("The list names 110 gangs that sell sex.", "110"),
    ],
)
def test_a_bound_figure_passes_and_an_unbound_one_is_caught(sentence: str, number: str) -> None:
    rules = read_rules()
    assert judge(sentence, rules=rules)
    assert judge(sentence, bound=spans_of(sentence, number), rules=rules) == ()


def test_only_the_bound_number_is_spared() -> None:
    sentence = "We met 41 of the 300,000 children who are trafficked each year."
    hits = judge(sentence, bound=spans_of(sentence, "41"), rules=read_rules())
    assert "at_risk_number" in {hit.rule for hit in hits}


def test_binding_does_not_spare_a_total() -> None:
    sentence = "There are 412 victims in the county."
    hits = judge(sentence, bound=spans_of(sentence, "412"), rules=read_rules())
    assert [hit.rule for hit in hits] == ["victim_total"]


def test_spans_of_a_text_count_from_its_start() -> None:
    first = "Nobody asked. "
    sentence = "The clinics asked 300,000 young people about exploitation."
    text = first + sentence
    assert judge_text(text, bound=spans_of(text, "300,000"), rules=read_rules()) == ()
    (hit,) = judge_text(text, rules=read_rules())
    assert text[slice(*hit.span)] == "300,000"
    assert hit.sentence == sentence == text[slice(*hit.sentence_span)]
