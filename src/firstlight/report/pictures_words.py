"""How a grade is written: the words of the catalogue’s list, and never more than they say."""

from __future__ import annotations

import re

from firstlight.assessment import TwoPictures

STRONGEST = "documented"
# What a finding below the strongest grade is never called, in any form of the word.
TOO_SURE = re.compile(r"\bconfirm(s|ed|ation)?\b", re.IGNORECASE)


def write_grade(pictures: TwoPictures, grade: str) -> str:
    """The words for a grade.

    Raises
    ------
    ValueError
        For a grade that is not of the list, or whose words claim more than it carries.
    """
    words = {name: label for name, label, _ in pictures.grades}
    if grade not in words:
        raise ValueError(f"there is no grade {grade}")
    return write_label(grade, words[grade])


def write_label(grade: str, label: str) -> str:
    """The words for a grade, where they claim no more than it carries.

    Raises
    ------
    ValueError
        When they do.
    """
    if grade != STRONGEST and TOO_SURE.search(label):
        raise ValueError("a grade below documented claims too much")
    return label
