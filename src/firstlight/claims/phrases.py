"""The small language rules are written in.

A phrase is a regular expression over a plain text (see `plain`) with five shorthands:

`<name>`      a word list: of the rule (its key `words`) or of this file
` .. `        up to six words with no comma and no clause break between them
` ... `       up to fourteen words, commas allowed
` ~ `         up to six words, none of them a negation
`#300000#`    this number, written in any way, unless it is a figure of this report

A phrase matches whole words only. With `! ` at its start, a negation inside it is part
of the claim ("no crime is growing faster") and does not spare it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Words = Mapping[str, Sequence[str]]

WORDS: Words = {
    "trafficking": [
        r"(?:(?:human|sex|labor|labour|child|domestic|minor|youth|adult|local|such|persons)"
        r"(?:[ -](?:and|or)[ -](?:sex|labor))?[ -])*"
        r"(?:trafficking(?: in persons| of (?:persons|people|human beings|minors|children|adults"
        r"|workers|women|girls|boys|youth))?"
        r"|(?:commercial )?(?:sexual )?exploitation(?: of (?:minors|children|workers|youth))?"
        r"|forced labor|modern(?:-| )day slavery|modern slavery|slavery|involuntary servitude)"
    ],
    # What turns "trafficking" into the name of something else: "no trafficking unit".
    "not_compound": [
        r"(?!s?['-]?s?[ -](?:related )?(?:task force|tasks?|arrests?|charges?|prosecutions?"
        r"|convictions?|investigations?|investigators?|incidents?|offenses?|offences?|reports?|tips?"
        r"|calls?|signals?|data|units?|training|laws?|statutes?|counts?|records?|figures?|returns?"
        r"|indictments?|screening|questions?|numbers?|victims?|survivors?|coalitions?|response"
        r"|services?|programs?|definitions?|codes?|intakes?|clients?|polic(?:y|ies)|protocols?"
        r"|coordinators?|survey|assessment|hotline|flags?|box|fields?|cells?|cases?|specialists?"
        r"|courts?|shelters?|provisions?|bills?|liaison|detectives?|entries|rows?|columns?"
        r"|categor(?:y|ies)|label|literature|stud(?:y|ies)|module|plan|grants?|funding|situations?"
        r"|suspects?|staff|expert\w*|act|prevention|awareness|indicators?|referrals?)\b)"
    ],
    "area": [
        r"(?:this|our|the|your)(?: [\w.-]+){0,2} (?:county|counties|communit(?:y|ies)|city|cities"
        r"|area|state|region|place|town|neighborhoods?|jurisdiction|parish|borough|district|village"
        r"|nation|country|suburbs?|valley|metro)",
        r"(?:(?!(?:the|that|a|an|this|our|is|are|was|were|in|of|for|and|or|but|not|no|any|each"
        r"|every|whether|if|as|to|from|by|than|when|where|which|who|says?|said|its|their|with|on|at"
        r"|so|then)\b)[a-z][\w.'-]* ){1,3}(?:county|counties|parish|borough|city)",
        r"(?:all|both|most|\d+)(?: of)?(?: the)?(?: \w+)?"
        r" (?:counties|communities|cities|towns|states)",
        *("town", "america", "texas", "california", "ohio", "minnesota", "florida", "georgia"),
        *("nevada", "new york", "illinois", "michigan", "houston", "harris", "atlanta"),
        *("las vegas", "chicago", "dallas", "los angeles", "minneapolis", "the us"),
        "the united states",
    ],
    "where": [
        *("here", "locally", "nearby", "around here", "anywhere", "everywhere", "at all"),
        "among us",
        r"(?:in|within|across|around|throughout|inside|at|anywhere in) (?:<area>|(?!(?:(?:persons"
        r"|common|total|all|general|part|need|fact|court|question|particular|crisis|care|custody"
        r"|contact|services|any|which|whom)\b|(?:[\w-]+ ){0,3}?<a_record>))(?:(?:the|our|its) )?"
        r"(?:[\w-]+ )?[a-z][\w-]+)",
    ],
    "a_record": [
        r"(?:(?:the|this|that|these|those|any|our|its|either|all)(?: [\w-]+){0,3} )?(?:files?|data"
        r"|samples?|tables?|returns?|records?|lists?|series|releases?|columns?|rows?|counts?"
        r"|spreadsheets?|surveys?|interviews?|cells?|intakes?|charts?|incidents|reports?|answers?"
        r"|notes?|narratives?)\b"
    ],
    "victims": [
        r"victims?|survivors?|girls?|boys?|child(?:ren)?|kids?|wom[ae]n|m[ae]n|minors?|youths?",
        r"young people|people|persons?|teens?|teenagers?|adults?|individuals?|females?|juveniles?",
        "students?|immigrants?|migrants?",
    ],
    "young": [
        r"child(?:ren)?|kids?|minors?|girls?|boys?|youths?|teens?|teenage(?:rs?)?|juveniles?",
        "adolescents?|underage(?:d)?|young people|(?:people|persons|anyone) under 18|students?",
        "schoolgirls?|runaways?|under-18s?",
    ],
    "providers": [
        "(?:service |victim[- ]service )?providers?|victim services|services|shelters?|advocates",
        "victim[- ]service agencies|clinics?|nonprofits?",
    ],
    "police": ["police|law enforcement|sheriffs?|deputies|officers|the department|arrest records"],
    "be": ["is|are|was|were|be|been|being|remains?|becomes?|became|(?:has|have) (?:been|become)"],
    "many": [
        r"\d+|hundreds|thousands|dozens|scores|tens of thousands|hundreds of thousands|millions",
        "countless|many hundreds",
    ],
}

_NO_NEGATION = r"(?!(?:not|never|no|nor|neither|without|nothing|nobody|none|hardly|rarely)\b)"
_WORD = r"[^\s,;:?!—]*[^\s,;:?!—.]"
_LOOSE_WORD = r"[^\s;:?!—]*[^\s;:?!—.]"
_NUMBER = re.compile(r"#([^#]+)#")
_NAME = re.compile(r"(?<!\?P)<([a-z_]+)>")
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as a rule states it, and the expression made of it.

    `figures` names the groups that hold numbers a figure of this report may stand for.
    """

    text: str
    expression: re.Pattern[str]
    figures: tuple[str, ...]
    owns_negation: bool


def _expand(text: str, words: Words, depth: int = 0) -> str:
    def list_of(match: re.Match[str]) -> str:
        name = match[1]
        if name not in words:
            raise ValueError(f"there is no word list {name}; there are {', '.join(words)}")
        if depth == _DEEPEST:
            raise ValueError(f"the word list {name} leads back to itself")
        return _expand(f"(?:{'|'.join(words[name])})", words, depth + 1)

    return _NAME.sub(list_of, text)


def make_phrase(text: str, words: Words) -> Phrase:
    """Make the expression of a phrase; `words` are the rule's own lists.

    Raises
    ------
    ValueError
        Where the phrase names an unknown word list, hides a list of this file under a
        list of the rule, or is no regular expression.
    """
    hidden = sorted(WORDS.keys() & words.keys())
    if hidden:
        raise ValueError(f"the word list {hidden[0]} is one of the language; take another name")
    figures: list[str] = []

    def number(match: re.Match[str]) -> str:
        figures.append(f"figure{len(figures) + 1}")
        return rf"\(?(?<![\d.,])(?P<{figures[-1]}>{match[1]})(?![\w%]|[.,]\d)"

    made = _expand(_NUMBER.sub(number, text.removeprefix("! ")), {**WORDS, **words})
    made = made.replace(" ... ", rf"(?:,? {_LOOSE_WORD}){{0,14}}?,? ")
    made = made.replace(" .. ", rf"(?: {_WORD}){{0,6}}? ")
    made = made.replace(" ~ ", rf"(?: {_NO_NEGATION}{_WORD}){{0,6}}? ")
    try:
        expression = re.compile(rf"(?<!\w)(?:{made})(?!\w)")
    except re.error as error:
        raise ValueError(f"{text!r} is no phrase: {error}") from None
    return Phrase(text, expression, tuple(figures), text.startswith("! "))
