"""Columns that a file has and the template has not: do they look as if they were about people?

A header is repeated only when it is made of plain words for columns, so that a first row that
holds a person (a file without a header) is never printed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

# Words of a column's name, and what it then looks as if it held; the first that fits.
PEOPLE_WORDS: tuple[tuple[str, str], ...] = (
    ("a Social Security or tax number", "ssn|social security|ein|fein|itin|tax id|tin"),
    ("a birth date or age", r"birth\w*|dob|age"),
    ("an address", r"address|street|addr|apt|zip\w*|lat|lon|latitude|longitude"),
    ("contact", "e ?mail|phone|telephone|fax|mobile"),
    ("who people are", r"race|ethnic\w*|gender|sex|national\w*|citizen\w*|language|tribe|religion"),
    ("free text", r"narrative|comment\w*|notes?|description|remarks"),
    (
        "a case number",
        "(?:case|claim|file|docket|booking|incident|report|arrest|receipt|alien|student|medical "
        "record) ?(?:no|num|number)|id|mrn|inmate|a number",
    ),
    ("a name", r"name\w*|first|last|surname|claimant\w*|employee\w*|worker\w*|attorney\w*"),
    ("a name", r"employer\w*|respondent\w*|complainant\w*|business|company|owner\w*"),
    ("a name", r"victim\w*|suspect\w*|client\w*|patient\w*|defendant\w*|arrestee\w*|alias\w*"),
)
PEOPLE = tuple((what, re.compile(rf"\b(?:{words})\b")) for what, words in PEOPLE_WORDS)
# A header made of these words alone is a header, and may be repeated.
PLAIN_WORDS = (
    "a address age alias alien apartment apt arrest arrestee birth birthdate booking case "
    "charge citizenship city claim client code comment comments contact county date day "
    "defendant description dob docket email employee employer ethnicity fax file first full "
    "gender given home id incident inmate last license maiden medical middle mobile mrn name "
    "names narrative nationality no notes num number of patient person phone plate race receipt "
    "record remarks report sex social security ssn state status street student surname suspect "
    "tax telephone the tribe victim worker zip zipcode "
)
PLAIN = frozenset(PLAIN_WORDS.split())


def look_like_people(column: str, *, but_county: bool = False) -> str:
    """What a column looks as if it held, in our words ("a name"), or nothing."""
    plain = _words(column)
    if but_county and "county" in plain.split():
        plain = plain.replace("name", "")
    return next((what for what, pattern in PEOPLE if pattern.search(plain)), "")


def list_people_columns(header: Sequence[str], known: Collection[str]) -> Iterator[str]:
    """Columns that are not ours and look like people: by letter, and by name where it is plain."""
    for index, name in enumerate(header):
        what = look_like_people(name)
        if what and name not in known:
            plain = _words(name).split()
            told = f" “{' '.join(plain)}”" if plain and PLAIN.issuperset(plain) else ""
            yield f"column {write_letter(index)}{told} ({what})"


def write_letter(index: int) -> str:
    """A column's letter as spreadsheets count: A, B, ..., Z, AA."""
    ahead, last = divmod(index, 26)
    return (write_letter(ahead - 1) if ahead else "") + chr(ord("A") + last)


def _words(column: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.sub(r"[^A-Za-z]+", " ", spaced).lower().split())
