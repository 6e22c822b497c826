"""One spelling for what can be written in many ways, and the way back."""

import pytest

from firstlight.claims.plain import read_plain


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("300,000", "300000"),
        ("300 000", "300000"),
        ("300\u00a0000", "300000"),
        ("300\u2009000", "300000"),
        ("300'000", "300000"),
        ("300.000", "300000"),
        ("300k", "300000"),
        ("300 thousand", "300000"),
        ("0.3 million", "300000"),
        ("three hundred thousand", "300000"),
        ("one hundred and ten gangs", "110 gangs"),
        ("one hundred thousand and three hundred thousand", "100000 and 300000"),
        ("$150bn", "$150 billion"),
        ("19.4%", "19.4 %"),
        ("19.4 percent", "19.4 %"),
        ("19.4\u00a0per cent", "19.4 %"),
        ("two percent", "2 %"),
        ("one percent", "1 %"),
        ("one in five", "1 in 5"),
        ("One out of every five", "1 in 5"),
        ("1-in-5", "1 in 5"),
        ("12–14", "12-14"),
        ("no one knows", "no one knows"),
        ("number one", "number one"),
        ("in 2019 300 people", "in 2019 300 people"),
        ("It’s here", "it is here"),
        ("can’t, cannot, won’t, doesn’t", "can not, can not, will not, does not"),
        ("“hub”", '"hub"'),
        ("«hub»", '"hub"'),
        ("here—now – then -- never", "here — now — then — never"),
        ("traf\u00adﬁcking", "trafficking"),
        ("traf-\nficking", "trafficking"),
        ("does not\n  occur", "does not occur"),
        ("**no** trafficking", "no trafficking"),
        ("in the U.S. and 18 U.S.C. 1591", "in the us and 18 usc 1591"),
    ],
)
def test_plain(written: str, plain: str) -> None:
    assert read_plain(written).text == plain


def test_the_way_back() -> None:
    written = "Each year  three hundred thousand kids can’t go home."
    plain = read_plain(written)
    start = plain.text.index("300000")
    first, last = plain.written(start, start + 6)
    assert written[first:last] == "three hundred thousand"
    start = plain.text.index("go home")
    first, last = plain.written(start, start + 7)
    assert written[first:last] == "go home"
