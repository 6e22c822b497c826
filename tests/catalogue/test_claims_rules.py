"""Every rule catches what it must, lets pass what it must, and stands on an idea."""

import re
from collections import Counter

import pytest

from firstlight.claims import Rule, Severity, judge, read_rules

RULES = tuple(read_rules())
IDEAS = {f"C{number:02d}" for number in range(1, 23)}
CATCHES = [(rule, sentence) for rule in RULES for sentence in rule.text.must_catch]
PASSES = [(rule, sentence) for rule in RULES for sentence in rule.text.must_pass]
REQUIRED_CATCHES = [
    "Trafficking does not occur here.",
    "There were no arrests, so trafficking is not a problem in this county.",
    "No trafficking has been found here, which shows the county is safe.",
    "Our county is free of human trafficking.",
    "There is zero trafficking in Chambers County.",
]
REQUIRED_PASSES = [
    "The poverty share is 19 %.",
    "81 % of respondents identified a gap.",
    "It does not mean that there is no trafficking.",
    "No agency reported, so not even a bound can be given.",
    "No cases were recorded by the seven agencies that reported.",
    "A lack of arrests never means a lack of trafficking.",
    "Low or no arrests do not mean that trafficking is not happening.",
    "Zero recorded does not mean none.",
    "An empty cell means nobody looked... It does not mean none.",
]


def test_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_idea_is_covered() -> None:
    covered = {rule.text.idea for rule in RULES}
    assert covered >= IDEAS
    assert all(re.fullmatch(r"[CN]\d\d", idea) for idea in covered)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_ten_sentences_of_each_kind(rule: Rule) -> None:
    for sentences in (rule.text.must_catch, rule.text.must_pass):
        assert len(sentences) >= 10
        assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_explains_itself(rule: Rule) -> None:
    text = rule.text
    assert all((text.why, text.say_instead, text.reference, text.kind))
    assert re.fullmatch(r"[a-z0-9_]+", rule.id)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_phrase_is_needed_or_at_least_reached(rule: Rule) -> None:
    """A word list that no phrase names is a slip of the pen."""
    named = set(
        re.findall(
            r"<([a-z_]+)>",
            " ".join(
                (
                    *rule.text.phrases,
                    *(word for words in rule.text.words.values() for word in words),
                    *(
                        word
                        for near in (*rule.text.near, *rule.text.unless_near)
                        for word in near.words
                    ),
                )
            ),
        )
    )
    assert set(rule.text.words) <= named


@pytest.mark.parametrize(
    ("rule", "sentence"), CATCHES, ids=lambda value: getattr(value, "id", value)
)
def test_must_catch(rule: Rule, sentence: str) -> None:
    (hit,) = (hit for hit in judge(sentence, rules=read_rules()) if hit.rule == rule.id)
    start, end = hit.span
    assert 0 <= start < end <= len(sentence)


@pytest.mark.parametrize(
    ("rule", "sentence"), PASSES, ids=lambda value: getattr(value, "id", value)
)
def test_must_pass(rule: Rule, sentence: str) -> None:
    """No rule that blocks or warns; a soft rule may, unless the sentence is its own."""
    hits = judge(sentence, rules=read_rules())
    assert [h.rule for h in hits if h.severity != Severity.SOFT or h.rule == rule.id] == []


@pytest.mark.parametrize("sentence", REQUIRED_CATCHES)
def test_required_catches_block(sentence: str) -> None:
    assert any(hit.severity == Severity.BLOCK for hit in judge(sentence, rules=read_rules()))


@pytest.mark.parametrize("sentence", REQUIRED_PASSES)
def test_required_passes(sentence: str) -> None:
    assert judge(sentence, rules=read_rules()) == ()


def test_no_sentence_is_both_caught_and_passed() -> None:
    catches = Counter(sentence for _, sentence in CATCHES)
    assert not catches.keys() & {sentence for _, sentence in PASSES}


def test_say_instead_passes_the_guard() -> None:
    """What the guard proposes must not itself be caught."""
    for rule in RULES:
        hits = judge(rule.text.say_instead, rules=read_rules())
        assert [hit.rule for hit in hits if hit.severity == Severity.BLOCK] == [], rule.id
