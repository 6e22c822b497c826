"""Who says it: the report, a respondent, a headline, or a myth it sets right?

All texts here are plain texts (see `plain`).
"""

from __future__ import annotations

import re

_CLAIM_NOUN = (
    r"(?:claims?|figures?|numbers?|statistics?|estimates?|ideas?|beliefs?|notions?|statements?"
    r"|sayings?|assertions?|stor(?:y|ies)|headlines?|slogans?|phrases?|words?|wording|terms?"
    r"|labels?|shares?|percentages?|rankings?|comparisons?|assumptions?|myths?|lines?|sentences?"
    r"|multipliers?|totals?|averages?|rumou?rs?|images?|suggestions?|arguments?|calculations?)"
)
_MYTH = (
    r"(?:myths?|misconceptions?|fallac(?:y|ies)|urban legends?|folklore|misbeliefs?|hoax(?:es)?)"
)
_MYTH_BEFORE = re.compile(
    rf"\b(?:{_MYTH}|(?:false|untrue|wrong|mistaken|unsupported|untraceable|debunked|discredited"
    rf"|unfounded|unsourced|popular|withdrawn|inflated|invented) (?:\w+ )?{_CLAIM_NOUN})\b"
)
_TAKEN_BACK = re.compile(r"\b(?:not|no|never|hardly) (?:\w+ ){0,2}$")
_ENDS_MYTH = re.compile(r"[.!?] |[;—]|, (?:but|in fact|yet|so)\b")
_CONTRARY = re.compile(r"\b(?:contrary to|despite|against|unlike)\b[^,;:]*(?P<over>,)?")

_IS_FALSE = (
    r"(?:a myth|myths|false|wrong|untrue|incorrect|inaccurate|unsupported|untraceable|unfounded"
    r"|unsourced|withdrawn|retracted|debunked|discredited|refuted|misleading|disproved|disproven"
    r"|invented|guess(?:es|work)?|mistaken|a mistake|an error|left out|avoided|removed|deleted"
    r"|rejected|struck out|disputed"
    r"|not (?:supported|shown|true|traceable|sourced|a fact|facts|evidence|proof|used|valid|correct"
    r"|established|proven|known|ours|meaningful|reliable|repeated|cited|printed|local|accurate"
    r"|borne out|backed|based|quoted|allowed|possible|justified|applied"
    r"|a (?:finding|measure|count|local)\w*)"
    r"|never (?:a|an|the|shown|proven|traced|supported|sourced|meant|more than))"
)
_REJECTED = (
    rf"(?:(?:is|was|are|were|has been|have been|had been|remains?|proved|turned out to be|being)"
    rf" (?:\w+ ){{0,2}}?{_IS_FALSE}"
    r"|would (?:be (?:\w+ )?(?:wrong|false|a mistake|an error|misleading|unsafe|unfair|premature"
    r"|careless|a guess|unfounded)|repeat|mislead|go (?:too far|beyond)|overstate|claim more"
    r"|say more|misread|need|require|take)"
    r"|(?:has|have|had) (?:no|never had a) (?:\w+ )?(?:sources?|basis|support|stud(?:y|ies)|origin"
    r"|evidence|local meaning|meaning)"
    r"|(?:can|could) not be (?:\w+ )?(?:traced|supported|verified|sourced|shown|drawn|checked|used"
    r"|cited|found|confirmed|made|known|said|taken|read|applied|carried)"
    r"|(?:should|must|may|will|ought to|shall) (?:not|never) (?:(?:again )?be )?(?:\w+ )?(?:used"
    r"|cited|repeated|quoted|printed|written|said|applied|read|taken|treated|carried|made|appear"
    r"|stand|multiplied)"
    r"|do(?:es)? not (?:hold|apply|travel|stand|come from|appear in|describe|rest on|survive|fit"
    r"|transfer)"
    r"|(?:rests?|relies) on (?:no|nothing|guess\w*|a guess)|comes? from no"
    r"|lacks? (?:a |any )?(?:source|basis|support|evidence)|no study"
    r"|without (?:a |any )?(?:source|basis|study|evidence)"
    r"|asked (?:\w+ ){0,3}not to (?:cite|use|repeat)"
    r"|(?:draws?|drew) (?:\w+ )?(?:attention|eyes) away|distracts?|(?:gets?|stands?) in the way"
    r"|we (?:do not|never|did not|will not|leave|left) (?:\w+ )?(?:use|cite|repeat|print|out"
    r"|apply|accept|make|it out|them out))"
)
_REJECTED_AFTER = re.compile(rf"\b{_REJECTED}\b")
_OWN_SUBJECT = re.compile(
    r"(?:^|[,;—(] ?(?:(?:but|and|yet|though|although) )?)"
    rf"(?:the|this|that|these|both|neither|its) (?:\w+ ){{0,2}}?{_CLAIM_NOUN}(?: \w+)?"
    rf" {_REJECTED}\b"
)
# These reject a claim whatever the subject; "is wrong" may be said of the deed itself.
_UNTRACED = re.compile(
    r"\b(?:can|could) not be (?:\w+ )?(?:traced|verified|sourced|supported)"
    r"|\b(?:has|have|had) no (?:\w+ )?(?:source|basis|support|study|origin|local meaning)\b"
    r"|\b(?:is|are|was|were|has been|have been) (?:\w+ )?(?:untraceable|unsourced|debunked"
    r"|withdrawn|retracted|unsupported|discredited|made up)\b"
    r"|\b(?:has|have|had) never been (?:\w+ )?(?:shown|proven|traced|supported|counted|measured)\b"
    r"|\b(?:comes?|came) from no\b|\brests? on (?:no|a guess|guess\w*)\b"
)
_NO_SUPPORT = re.compile(
    r"\b(?:found|finds?|saw|sees|gives?|names?|has|have) no (?:\w+ )?(?:support|source|basis"
    r"|evidence|study|proof) (?:for|behind)"
    r" (?:it|them|this|that|the (?:figure|number|claim|share))\b"
)
_IS_A_MYTH = re.compile(rf"\b(?:is|are|was|were) (?:\w+ )?(?:only )?(?:an? (?:\w+ )?)?{_MYTH}")
_IS_NO_MYTH = re.compile(rf"\b(?:not|no|hardly) (?:an? )?{_MYTH}")
_ABOUT_BEFORE = re.compile(rf"\b{_CLAIM_NOUN}\b[^;:]*$")
_ABOUT_AFTER = re.compile(rf" (?:\w+ )?{_CLAIM_NOUN}\b")
_ABOUT_SAYING = re.compile(
    r"\"?(?:that|to|saying|calling|using|concluding|assuming|claiming|reading|writing) "
)
_NEXT_SENTENCE = re.compile(r"[.!?] ")

_PERSON = (
    r"(?:respondents?|participants?|interviewees?|residents?|advocates?|officers?|deput(?:y|ies)"
    r"|workers?|providers?|clerks?|landlords?|pastors?|teachers?|nurses?|neighbors?"
    r"|drivers?|managers?|partners?|agencies|answers)"
)
# "Many people say" names nobody and spares nothing; "14 of 52 people said" does.
_RESPONDENTS = (
    r"(?:respondents?|participants?|interviewees?|attendees|residents|neighbors|partners?|trainees"
    r"|members of the public|community members|survey takers?"
    r"|(?:people|those|persons|staff|officers|workers|providers|advocates|teachers|nurses)"
    r" (?:who|we|that) (?:\w+ )?(?:answered|interviewed|asked|came|responded|attended|heard)"
    r"|(?:one|an?|another|several|some|many|most|few|\d+(?: %)?|half|half of the|third)"
    rf" (?:of the )?(?:\d+ )?(?:\w+ ){{0,2}}?{_PERSON}"
    r"|\d+(?: %)?(?: of)?(?: the)?(?: \d+)? people)"
)
_SAYING = (
    r"(?:said|says?|saying|believ(?:e|es|ed)|thinks?|thought|f(?:eel|eels|elt)|answered|agreed?"
    r"|told us|wrote|writes?|perceiv(?:e|ed)|put it|commented|responded|called|described|stated"
    r"|fear(?:s|ed)?|worr(?:y|ies|ied)|suspect(?:s|ed)?|assum(?:e|ed)|expect(?:ed)?|mentioned"
    r"|ticked|chose|named|spoke of|used the (?:word|term|phrase))"
)
_SAID_BEFORE = re.compile(rf"\b{_RESPONDENTS}\b(?:[^;:?!.]| \.){{0,60}}?\b{_SAYING}\b")
_NEW_SPEAKER = re.compile(r"[;!?]|\. |, (?:but|so|and|which)\b")
_SAID_AFTER = re.compile(
    r"^[^;:]{0,60}?(?:,\"?|\"),? ?"
    rf"(?:{_SAYING} (?:\w+ ){{0,3}}?{_RESPONDENTS}|{_RESPONDENTS} (?:\w+ ){{0,2}}?{_SAYING}"
    rf"|according to (?:\w+ ){{0,3}}?{_RESPONDENTS}"
    r"|(?:one |a |the )?\w+(?: \w+)? (?:said|wrote|told us|answered|put it))"
)
_AGREEING = re.compile(r"\b(?:correctly|rightly|accurately)\b")

_NOT_THIS_WORD = re.compile(r"\b(?:never|not|no longer|avoid|than):? ?$")
_MENTIONS = re.compile(
    r"\b(?:words?|terms?|phrases?|expressions?|wording|headlines?|titles?|titled|entitled|called"
    r"|named|so-called|slogans?|categor(?:y|ies)|field|column|code|options?|labels?|labell?ed"
    r"|heading|offense|question|answer|item|item \d+|box|report|article|book|poster|banner|film"
    r"|page|story|press release|status|say|write|reads?|saying|writing|using|search(?:ed)? for"
    r"|keywords?|tagged|marked|myth)\b[^\"]{0,40}$"
)
_SPEAKER = re.compile(
    r"\b(?:[\w']+ ){1,6}(?:said|says|wrote|told us|answered|put it|commented|asked):? ?$"
    rf"|\b{_RESPONDENTS}[^\"]{{0,60}}:? ?$"
)
_MENTIONED_AFTER = re.compile(
    r",? ?(?:(?:is|was|are|were) (?:a|an|the|one) (?:\w+ )?(?:word|term|phrase|label|wording"
    rf"|headline|answer|option|reply|title)|{_SAYING}\b"
    r"|(?:\w+ ){1,4}(?:said|wrote|answered|told us|put it)\b)"
)
_TELLS = re.compile(
    r"\bdid you know\b|\bwho knew\b|\bhow can (?:we|anyone)\b|\bwhy (?:is|are|do|does|did)\b"
)

Span = tuple[int, int]


def read_quotes(text: str) -> tuple[Span, ...]:
    """The stretches of a plain text that stand in quotation marks, marks included.

    A double mark without its partner reaches to the end, or back to the start, of the
    text. An apostrophe is never a quotation mark.
    """
    found: list[Span] = []
    opened: int | None = None
    for match in re.finditer(r"\"|(?<![\w'])'(?=\w)|(?<=[\w.,!?])'(?![\w'])", text):
        place = match.start()
        if match[0] == "'" and not _is_pair(text, place, opened):
            continue
        if opened is None:
            if match[0] == '"' and place and text[place - 1] not in " ([—-" and not found:
                found.append((0, place + 1))
                continue
            opened = place
        elif text[opened] == match[0]:
            found.append((opened, place + 1))
            opened = None
    if opened is not None and text[opened] == '"':
        found.append((opened, len(text)))
    return tuple(found)


def _is_pair(text: str, place: int, opened: int | None) -> bool:
    if opened is not None:
        return text[opened] == "'" and not text[place + 1 : place + 2].isalnum()
    starts = place == 0 or text[place - 1] in ' ([—"'
    return starts and re.search(r"(?<=[\w.,!?])'(?![\w'])", text[place + 1 :]) is not None


def is_quoted(quotes: tuple[Span, ...], start: int, end: int) -> bool:
    """Does the stretch stand wholly within one pair of quotation marks?"""
    return any(opening <= start and end <= closing for opening, closing in quotes)


def is_called_myth(text: str, start: int, end: int) -> bool:
    """Is the claim named as a myth, or does the sentence go on to reject it?

    "It is a myth that", "the figure of ... has no source", "the claim that ... cannot be
    traced". "This is no myth:" is not a rejection, nor is "which is wrong".
    """
    lead = text[:start]
    rest = _NEXT_SENTENCE.split(text[end:], maxsplit=1)[0]
    contrary = _CONTRARY.search(lead)
    if not (contrary and contrary["over"]):
        for match in _MYTH_BEFORE.finditer(lead):
            if not _TAKEN_BACK.search(lead[: match.start()]) and not _ENDS_MYTH.search(
                lead[match.end() :]
            ):
                return True
    if _IS_A_MYTH.search(rest):
        return not _IS_NO_MYTH.search(rest)
    if any(pattern.search(rest) for pattern in (_NO_SUPPORT, _UNTRACED, _OWN_SUBJECT)):
        return True
    about = _ABOUT_BEFORE.search(lead) or _ABOUT_SAYING.match(lead) or _ABOUT_AFTER.match(rest)
    return bool(about and _REJECTED_AFTER.search(rest))


def is_said_by_respondents(text: str, start: int, end: int) -> bool:
    """Does the sentence report what respondents believe or say?

    An official's word is not spared: it reads as the report's own.
    """
    for match in _SAID_BEFORE.finditer(text[:start]):
        if not _NEW_SPEAKER.search(text[match.end() : start]):
            return not _AGREEING.search(match[0])
    return bool(_SAID_AFTER.search(text[end:]))


def is_mentioned(text: str, quotes: tuple[Span, ...], start: int, end: int) -> bool:
    """Is the quoted stretch a word or title spoken of, or somebody's reported speech?"""
    for opening, closing in quotes:
        if opening <= start and end <= closing:
            before = text[:opening]
            return bool(
                _NOT_THIS_WORD.search(before)
                or _MENTIONS.search(before)
                or _SPEAKER.search(before)
                or _MENTIONED_AFTER.match(text[closing:])
            )
    return False


def opens_speech(lead: str) -> bool:
    """Do the words before a quotation say whose words, or what title, it is?"""
    return bool(_SPEAKER.search(lead.rstrip() + " ") or _MENTIONS.search(lead))


def is_asked(text: str) -> bool:
    """Is the sentence a plain question? "Did you know that ...?" is not one."""
    return bool(re.search(r"\?[\"')]*$", text)) and not _TELLS.search(text)
