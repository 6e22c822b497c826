"""What can never happen to a sentence before the guard."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.claims import judge, judge_text, read_rules, split_sentences
from firstlight.claims.plain import read_plain

RULES = read_rules()
CAUGHT = sorted({sentence for rule in RULES for sentence in rule.text.must_catch})
PASSED = sorted({sentence for rule in RULES for sentence in rule.text.must_pass})
SENTENCES = st.sampled_from(CAUGHT + PASSED)
FILLERS = st.sampled_from(
    [
        "Seven of 153 agencies sent a return.",
        "The table has six columns.",
        "Nobody asked the food banks.",
        "In the U.S. the law is of 2000.",
        "Low counts say little.",
        "We thank the 41 people who came.",
        "Is that so?",
    ]
)
SPACES = st.text(alphabet=" \t\n\u00a0\u2009", max_size=4)
# Letters that mean something to the guard come up often, so that the deep paths are walked.
PIECES = st.sampled_from(
    [
        *("trafficking", "no", "not", "does not mean that", "300,000", "19.4 %", "one in five"),
        *("victims", "“", "”", '"', "’", "'", "—", ";", ":", ".", "?", "\n", "U.S.", "No.", "§"),
        *("here", "county", "is", "arrests", "myth", "whether", "if", ",", "and", "Super Bowl"),
        *("\u00ad", "ﬁ", "İ", "ß", "�", "１９", "three hundred thousand", "- "),
    ]
)
ANY_TEXT = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES).map("".join),
)


def rules_hit(sentence: str) -> set[str]:
    return {hit.rule for hit in judge(sentence, rules=RULES)}


@given(ANY_TEXT, st.booleans(), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99))))
@settings(deadline=None, max_examples=300)
def test_no_text_breaks_the_guard(
    text: str, in_myth_block: bool, bound: list[tuple[int, int]]
) -> None:
    for hit in judge(text, bound=bound, in_myth_block=in_myth_block, rules=RULES):
        assert 0 <= hit.span[0] <= hit.span[1] <= len(text)
    for hit in judge_text(text, bound=bound, in_myth_block=in_myth_block, rules=RULES):
        start, end = hit.sentence_span
        assert text[start:end] == hit.sentence
        assert start <= hit.span[0] <= hit.span[1] <= end


@given(ANY_TEXT)
@settings(deadline=None)
def test_sentences_stand_in_order_and_lose_no_word(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


@given(ANY_TEXT)
@settings(deadline=None)
def test_the_way_back_stays_in_the_sentence(text: str) -> None:
    plain = read_plain(text)
    for start in range(0, len(plain.text), 7):
        first, last = plain.written(start, min(start + 5, len(plain.text)))
        assert 0 <= first <= last <= len(text)


@given(SENTENCES, SPACES, SPACES)
@settings(deadline=None)
def test_space_around_changes_nothing(sentence: str, before: str, after: str) -> None:
    assert rules_hit(before + sentence + after) == rules_hit(sentence)


@given(SENTENCES, st.sampled_from(["  ", "\u00a0", "\n", " \u200b", "\u2009"]))
@settings(deadline=None)
def test_the_kind_of_space_changes_nothing(sentence: str, space: str) -> None:
    assert rules_hit(sentence.replace(" ", space)) == rules_hit(sentence)


@given(SENTENCES, st.sampled_from(["“”", "„“", "«»", "″″"]), st.sampled_from("’ʼ＇"))
@settings(deadline=None)
def test_the_style_of_quotation_marks_changes_nothing(
    sentence: str, marks: str, apostrophe: str
) -> None:
    parts = sentence.replace("'", apostrophe).split('"')
    styled = parts[0]
    for place, part in enumerate(parts[1:]):
        styled += marks[place % 2] + part
    assert rules_hit(styled) == rules_hit(sentence)


@given(SENTENCES)
@settings(deadline=None)
def test_capitals_change_nothing(sentence: str) -> None:
    assert rules_hit(sentence.upper()) == rules_hit(sentence)


@given(
    st.sampled_from([s for s in CAUGHT if s[-1] in ".?!"]),
    st.lists(FILLERS, max_size=4),
    st.lists(FILLERS, max_size=4),
    st.sampled_from([" ", "\n", "\n\n", "  "]),
)
@settings(deadline=None)
def test_a_caught_sentence_stays_caught_in_a_longer_text(
    sentence: str, before: list[str], after: list[str], joint: str
) -> None:
    text = joint.join([*before, sentence, *after])
    found = {hit.rule for hit in judge_text(text, rules=RULES)}
    assert rules_hit(sentence) <= found


@given(st.sampled_from(PASSED), st.lists(FILLERS, min_size=1, max_size=3))
@settings(deadline=None)
def test_an_honest_text_stays_honest(sentence: str, others: list[str]) -> None:
    text = " ".join([*others, sentence])
    found = {hit.rule for hit in judge_text(text, rules=RULES)}
    assert found <= {hit.rule for hit in judge_text(sentence, rules=RULES)}


@given(SENTENCES)
@settings(deadline=None)
def test_binding_every_number_never_adds_a_hit(sentence: str) -> None:
    bound = [(0, len(sentence))]
    assert {hit.rule for hit in judge(sentence, bound=bound, rules=RULES)} <= rules_hit(sentence)
