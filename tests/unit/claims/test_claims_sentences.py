"""Where sentences end."""

import pytest

from firstlight.claims import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Agencies in the U.S. sent 41 returns.",
        "Ask No. 5 of the form.",
        "Police vs. provider counts differ.",
        "Some sources, e.g. Minnesota and St. Louis County, sent none.",
        "The share is 19.4 % of 911.",
        "See 18 U.S.C. § 1591 and § 1589.",
        "Dr. R. Alvarez and M. Tran led it.",
        "The figure (see Fig. 3) is from Jan. 2020.",
        "It was sent at 9 a.m. on Monday.",
        "Nobody looked... and nobody asked.",
        "The rate fell from 3.2 to 1.1 per 100,000.",
        "Table 4.2 shows offenses, arrests, etc. by year.",
    ],
)
def test_stays_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Did it? Yes! It did.", ["Did it?", "Yes!", "It did."]),
        ("Made in the U.S. The county waits.", ["Made in the U.S.", "The county waits."]),
        ("Is it none? No. Nobody looked.", ["Is it none?", "No.", "Nobody looked."]),
        ('He said "none." Then he left.', ['He said "none."', "Then he left."]),
        ("She said “none.” Then she left.", ["She said “none.”", "Then she left."]),
        ("The share is 19.4 %. It is old.", ["The share is 19.4 %.", "It is old."]),
        ("There were 12. Ten were read.", ["There were 12.", "Ten were read."]),
        ("Nobody looked... It does not mean none.", ["Nobody looked...", "It does not mean none."]),
        ("- food banks\n- clinics\n* courts", ["food banks", "clinics", "courts"]),
        ("1. Train first\n2) Look again\n(a) Ask", ["Train first", "Look again", "Ask"]),
        ("# A heading\nThe text begins.", ["A heading", "The text begins."]),
        ("A heading\nThe text begins.", ["A heading", "The text begins."]),
        ("No answer\n\nNo report", ["No answer", "No report"]),
        ("| Police | 245 |\n| Providers | 312 |", ["Police", "245", "Providers", "312"]),
        ("First line\r\n\r\nSecond line", ["First line", "Second line"]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_a_wrapped_line_runs_on() -> None:
    text = (
        "Two agencies recorded 232 of the 245 offenses of 2020 in\n"
        "Chambers County. The file cannot say whether that means\n"
        "none."
    )
    assert len(split(text)) == 2


def test_nothing_is_no_sentence() -> None:
    assert split("") == split(" \n \t ") == []


def test_long_paragraphs_are_split_in_linear_time() -> None:
    assert len(split("One agency sent a return. " * 5000)) == 5000
