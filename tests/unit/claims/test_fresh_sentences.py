"""Sentences written after the rules, to see how they meet what nobody had in mind.

One sentence a line in `fresh_caught.txt` and `fresh_passed.txt`. A sentence that the
guard gets wrong belongs here first; then the rule is mended.
"""

from pathlib import Path

import pytest

from firstlight.claims import Severity, judge, read_rules

HERE = Path(__file__).parent


def read_lines(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("sentence", read_lines("fresh_caught.txt"))
def test_a_claim_beyond_the_evidence_is_caught(sentence: str) -> None:
    assert any(hit.severity != Severity.SOFT for hit in judge(sentence, rules=read_rules()))


@pytest.mark.parametrize("sentence", read_lines("fresh_passed.txt"))
def test_an_honest_sentence_passes(sentence: str) -> None:
    assert [hit.rule for hit in judge(sentence, rules=read_rules())] == []


def test_there_are_enough_of_both() -> None:
    assert len(read_lines("fresh_caught.txt")) >= 100
    assert len(read_lines("fresh_passed.txt")) >= 100
