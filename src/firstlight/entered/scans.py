"""Does a typed text name a person, or give people's origin as a reason? Nothing is repeated.

The signs of a person follow the design note on confidentiality (section 5): names, contact,
numbers, addresses, hashes. No scan is complete: a person reads each note before it is entered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from firstlight.base.place import Area
from firstlight.catalogue import Catalogue
from firstlight.catalogue.entered import OriginWords
from firstlight.catalogue.entries import NOT_A_SIGN
from firstlight.entered.counts import CountScan
from firstlight.entered.names import NameScan

MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
STREET = (
    r"street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|court|ct|highway|hwy|"
    r"parkway|pkwy|place|pl|circle|cir|way|terrace|trail|loop|suite|apartment|apt|unit"
)
NUMBERED = (
    r"\b(?:case|report|docket|file)\s*(?:no|number|#)[.:]?\s*\S*\d"
    # without the word: 2021-44512 or 4451200, and no span of years such as 2019-2021
    r"|\b(?:case|report|docket|file|cause|incident):?\s+"
    r"(?!(?:19|20)\d\d[-/](?:19|20)?\d\d\b)(?:[\w:]*\d\w*[-/](?:\w*[-/])?\w*\d{3,}|\d{5,})\b"
)
BORN = r"\b(?:born (?:on|in)|date of birth|d\.?o\.?b\.?|birthday|birth date)\b"
NAMED = r"(?:named|called|known as|nicknamed|(?:whose|my|her|his|their) name is)"
HOUSE = rf"\b\d{{1,6}}\s+(?:[NSEW]\.?\s+)?(?:[\w.'’-]+\s+){{1,4}}(?:{STREET})\b"
PHONE = r"(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]\d{4}(?!\d)|(?<!\d)\d{10}(?!\d)"
PERSON: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an e-mail address", re.compile(r"[\w.+-]+\s*@\s*[\w-]+\.\w+")),
    ("a web address", re.compile(r"\b(?:https?://|www\.)\S+", re.I)),
    ("a social media name", re.compile(r"(?:^|\s)@[A-Za-z_]\w{2,}")),
    ("a telephone number", re.compile(PHONE)),
    ("a Social Security number", re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")),
    ("an alien number", re.compile(r"\bA[- #]?\d{8,9}\b")),
    ("a case number", re.compile(NUMBERED, re.I)),
    ("a date of birth", re.compile(BORN, re.I)),
    ("a street address", re.compile(HOUSE, re.I)),
    ("a code that stands for a person", re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{16,}\b", re.I)),
    ("a person's name", re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z]")),
    ("a person's name", re.compile(rf"\b{NAMED}\s+[A-Z][a-z]+")),
)
# In a note a whole date can point at one event and so at one person.
WHOLE_DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|"
    rf"\b{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*%)|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\b",
    re.I,
)
ORIGIN_AS_REASON = re.compile(
    r"\b(?:ethnic\w*|nationalit\w*|race|races|racial\w*|tribes?|tribal|"
    r"country of (?:origin|birth)|skin color|those people|their kind|"
    r"(?:legal|immigration) status|undocumented|illegals?|aliens?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Scans:
    """What typed texts are held against: the catalogue's words, and the area's own names.

    `signs` are the signs of the checklists, which a statement may repeat.
    """

    origin: OriginWords
    names: NameScan
    counts: CountScan
    signs: tuple[str, ...] = ()


def make_scans(catalogue: Catalogue, area: Area | None) -> Scans:
    """The scans for one assessment: its counties and every state may stand in capitals."""
    chosen = area.counties if area is not None else ()
    counties = [name for county in chosen for name in _short_and_long(county.name)]
    places = frozenset((*counties, *catalogue.states.names.values()))
    return Scans(
        catalogue.origin_words,
        NameScan(catalogue.name_words, places),
        CountScan(catalogue.count_words),
        tuple(s.sign for s in catalogue.signs.values() if s.scope != NOT_A_SIGN),
    )


def _short_and_long(name: str) -> tuple[str, str]:
    """A county's name with its kind and without: "Fort Bend County", "Fort Bend"."""
    return name, re.sub(r" (?:County|Parish|Borough|Municipio|city)$", "", name)


def find_person(text: str, *, whole_dates: bool = False) -> str:
    """What in a text looks like one person, in our words ("a telephone number"), or nothing."""
    for what, pattern in PERSON:
        if pattern.search(text):
            return what
    if whole_dates and WHOLE_DATE.search(text):
        return "the date of one event"
    return ""


def names_origin(text: str, words: OriginWords) -> bool:
    """True when a text names a nationality, an ethnic group, a religion or a legal status.

    A language is a service need: "Karen-speaking" and "Somali interpreters" pass. So is what
    is done for people: "services for refugees".
    """
    return names_people(text, words) or names_status(text, words)


def names_people(text: str, words: OriginWords) -> bool:
    """True when a text names a nationality, an ethnic group, a religion or a country of birth."""
    return _people_of(words).search(text) is not None


def names_status(text: str, words: OriginWords) -> bool:
    """True when a text speaks of people by their legal status, or by origin as such."""
    return bool(_status_of(words).search(text) or ORIGIN_AS_REASON.search(text))


@functools.lru_cache(maxsize=4)
def _people_of(words: OriginWords) -> re.Pattern[str]:
    # "white" and "polish" are plain words too: in small letters a single one counts only before
    # a word for people, and the plural of "polish" is a verb.
    plain = {*words.plain_words}
    after = rf"(?![\s-]+{_one_of(words.language_words)}\b)"
    small = [*plain, "Brown"]
    many = [f"{name}s" for name in plain if not name.endswith("sh")]
    return re.compile(
        rf"\b(?i:{_one_of(name for name in words.peoples if name not in plain)})(?i:s|es)?\b{after}"
        rf"|\b{_one_of([*plain, *(name.upper() for name in plain)])}\b{after}"
        rf"|\b(?i:{_one_of(many)})\b"
        rf"|\b(?i:{_one_of(small)}s?[\s-]+{_one_of(words.people_words)})\b"
        rf"|\b(?i:from|in)\s+(?i:{_one_of(words.countries)})\b"
    )


@functools.lru_cache(maxsize=4)
def _status_of(words: OriginWords) -> re.Pattern[str]:
    status, doers = _one_of(words.statuses), _one_of(words.doers)
    behind = "".join(rf"(?<!\b{verb}\s)" for verb in words.served_by)
    many = _one_of(f"{word}s" for word in words.statuses)
    return re.compile(
        rf"{behind}\b{many}\b(?!['’])"
        rf"|\b(?:an?|the|is|was)\s+{status}\b(?!['’-])(?!\s+(?!who\b|that\b|and\b)\w)"
        rf"|\b(?:{status}|foreign(?:[\s-]born)?)[\s-]+{doers}\b",
        re.IGNORECASE,
    )


def _one_of(words: Iterable[str]) -> str:
    """An expression for any of these words; several words may be joined by a hyphen."""
    return "(?:" + "|".join(r"[\s-]+".join(map(re.escape, word.split())) for word in words) + ")"
