"""What a negation or a doubt reaches.

"Low arrests do not mean that trafficking is not happening" denies the claim inside it;
"No arrests were made, so trafficking is not happening" makes it. The difference is a
word that denies, a word that carries a claim (mean, show, say, conclude, be read as),
and no clause break between them and the claim. Two denials cancel: "there is no doubt
that", "nobody disputes that".

All texts here are plain texts (see `plain`).
"""

from __future__ import annotations

import re

# What ends the reach of whatever stands before it.
_BREAK = re.compile(
    r"[;?!—]|(?<!\bnot)(?<!\bnot\))(?<!\bnever):|\.(?= |$)"
    r"|,? (?:but|yet|however|therefore|thus|hence|consequently|nevertheless)\b"
    r"|, (?:so|and|which|because|since|although|though|while|whereas|meaning|showing|proving"
    r"|indicating|confirming|making|leaving|as (?:there|no|trafficking))\b(?! that\b)"
    r"|(?<! that)(?<! say) because\b(?! of\b)"
    r"| so (?!that\b|far\b|many\b|much\b|few\b|long\b|called\b|little\b|as\b)"
    r"| and (?:so|therefore|thus|hence)\b"
)

_NOTHING_NOUN = (
    r"(?:figures?|numbers?|findings?|results?|sources?|stud(?:y|ies)|tables?|maps?|charts?|pages?"
    r"|parts?|record|count|evidence|proof|sign|indication|basis|reasons?|grounds?|guarantee|way"
    r"|one|data|research|law|rule|survey|interview|answer|respondents?|reader|partner|agency"
    r"|chapter|sentence|method|estimate|model|assessment|report|of these|of them)"
)
_DENIES = (
    r"(?:not|never|nor|neither|nothing|nobody|no one|none|nowhere|without|hardly|scarcely|rarely"
    rf"|seldom|(?:no|few|little) (?:\w+ ){{0,2}}?{_NOTHING_NOUN})"
)
# Words that may stand between the denial and the verb it denies. A new subject may not,
# nor a word that denies by itself ("not wrong to say").
_GAP = (
    r"(?:(?!(?:this|that|which|it|these) (?:means?|shows?|proves?|indicates?|suggests?|tells?)\b)"
    r"(?!(?:so|only|just|merely|simply|solely|because|and|but|if|when|who|doubt\w*|wrong|false"
    r"|den(?:y|ied|ies)|untrue|mistake\w*|exaggerat\w*|incorrect|unfair|impossible|hesitat\w*"
    r"|afraid|fail\w*)\b)"
    r"[\w'%/.-]*[\w'%],? ){0,6}?"
)
_CARRIES = (
    r"(?:means?|meant|meaning|show(?:s|n|ed|ing)?|prov(?:e|es|ed|en|ing)|impl(?:y|ies|ied|ying)"
    r"|conclud(?:e|es|ed|ing)|conclusions?|say(?:s|ing)?|said|claim(?:s|ed|ing)?"
    r"|suggest(?:s|ed|ing)?|indicat(?:e|es|ed|ing|ion|ions)|demonstrat(?:e|es|ed|ing)"
    r"|establish(?:es|ed|ing)?|tell(?:s|ing)?|told|know(?:s|n|ing)?|knew|believ(?:e|es|ed|ing)"
    r"|thinks?|thought|assum(?:e|es|ed|ing|ption|ptions)|infer(?:s|red|ence|ences|ring)?"
    r"|evidence|proof|signs?|interpret(?:ed|ing|s)?|treat(?:ed|ing|s)?|read|reads|reading"
    r"|tak(?:e|en|es|ing)|underst(?:and|ood)|equat(?:e|ed|es|ing)|equals?|amounts? to"
    r"|mistak(?:e|en|ing)|confus(?:e|ed|ing)|support(?:s|ed|ing)?|confirm(?:s|ed|ing)?|reasons?"
    r"|grounds|guarantee(?:s|d)?|warrant(?:s|ed)?|justif(?:y|ies|ied)|argu(?:e|es|ed|ing)"
    r"|stat(?:e|es|ed|ing)|report(?:ed|s)? (?:that|as)|answer(?:s|ed)?|certain|sure|clear|true"
    r"|the case|a fact|right to|safe to|fair to|correct to|enough to|allow(?:s|ed)?|entitle[sd]?"
    r"|us(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|repeat(?:s|ed|ing)?|writ(?:e|es|ing|ten)"
    r"|print(?:s|ed)?|quot(?:e|es|ed|ing)|call(?:s|ed|ing)?|describ(?:e|es|ed|ing)"
    r"|label(?:s|ed|ing)?|speak(?:s|ing)?|refer(?:s|red|ring)? to|accept(?:s|ed)?|agree[sd]?"
    r"|endors(?:e|es|ed)|presum(?:e|es|ed)|the same as|find(?:s|ing)? that|found that|basis"
    r"|beliefs?|ideas?|views?|impression"
    r"|a (?:measure|count|finding|statement|picture|claim)|count(?:s|ed|ing)? as|stands? for"
    r"|see[ns]? as|regard(?:ed|s)? as|turn(?:s|ed)? (?:it|them|this) into|need to (?:show|prove)"
    r"|expect|(?:stands? )?behind|backs?|gives?)"
)
_NO_PROOF = (
    r"no (?:\w+ )?(?:proof|evidence|signs?|indications?|reasons?|basis|guarantee|grounds?|finding"
    r"|statement|measure|claim|assurance)(?= (?:that|of|for|to)\b)"
)
_DENIED = re.compile(rf"\b(?:{_DENIES},? {_GAP}{_CARRIES}(?!\w)|{_NO_PROOF})")

# Words that deny by themselves what follows; a denial before them takes that back.
_DOUBTS = re.compile(
    r"\b(?:doubt(?:s|ed|ful|ing)?|den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|disagree[sd]?"
    r"|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|wrong to|wrongly|mistaken to|mistakenly"
    r"|(?:a|any) mistake to|an error to|incorrect(?:ly)?|false(?:ly)?|untrue|inaccurate"
    r"|mislead(?:s|ing)? to|misread(?:s|ing)? (?:\w+ ){0,3}as|fail(?:s|ed|ing)? to \w+"
    r"|refus(?:e|es|ed|ing) to|avoid(?:s|ed|ing)?"
    r"|too (?:early|soon|few|little|thin|weak) (?:\w+ )?to"
    r"|unable to|impossible to|unsafe to|unwise to|premature to|careless to|dangerous to|unfair to"
    r"|tempting to|tempted to|beware of|warn(?:s|ed|ing)? against|guard(?:s|ing)? against"
    r"|unlikely|improbable|little (?:evidence|proof|reason)|instead of|rather than|far from"
    r"|stop(?:s|ped|ping)? (?:short|saying|using|calling|writing)"
    r"|the (?:error|mistake|fallacy|trap) (?:of|that|is)"
    r"|(?:can|could) not (?:\w+ )?(?:rule|be ruled) out|mistake (?:\w+ ){1,6}for|unfounded"
    r"|drop(?:s|ped)?|delet(?:e|es|ed)|remov(?:e|es|ed)|cross(?:es|ed)? out|replac(?:e|es|ed))\b"
)
_TAKEN_BACK = re.compile(
    r"\b(?:not|no|never|nobody|no one|nothing|none|beyond|without|little|hardly|few)"
    r" (?:\w+ ){0,2}$"
)
_NEW_SUBJECT = re.compile(
    r"(?:,|\band) (?:there|it|they|we|he|she|this|our|trafficking|the \w+|in fact|instead)\b|,\s*$"
)

_SUPPOSES = re.compile(
    r"\b(?:whether|if|unless|suppose|supposing|assuming|as though|in case|imagine|either|perhaps"
    r"|maybe|possibly|(?:possible|chance|probability|likelihood|risk|question) that"
    r"|(?:may|might|could|would|can) (?:\w+ )?(?:mean|reflect|indicate|suggest|show|say|stand for"
    r"|be (?:that|because|read|taken (?:to|as))))\b"
)

_NEGATES = re.compile(
    r"\b(?:not(?! (?:only|just|merely|simply|solely|surprising\w*|an exaggeration"
    r"|an overstatement|too much)\b)|never|nor|neither|nothing|nobody|none|without|hardly|rarely"
    r"|seldom|nowhere|stop(?:s|ped)? short of"
    r"|few(?= (?:victims|people|of them|survivors|children|girls|workers) (?:are|were|is|was)\b)"
    r"|no(?! (?:doubt|question|longer|later|less|fewer|more than|surprise|wonder|matter"
    r"|exaggeration|overstatement|secret|coincidence|accident|mystery|mistake)\b)(?!\.))\b"
)
_NEGATES_AFTER = re.compile(
    r",? ?(?:is|are|was|were|do|does|did|has|have|can|could|should|must|may|will|would)"
    r" (?:\w+ly )?(?:not|never)\b(?! (?:only|just|merely|simply|solely)\b)"
)
_SUBORDINATE = re.compile(
    r"\s*(?:and |but )?(?:although|though|because|since|when|whenever|while|if|as|after|before"
    r"|with|without|despite|given|in|at|for|once|until|unlike|on|by|from|where|to|even)\b"
)
_FIRST_WORD = re.compile(r"\w+")


def _last_clause(before: str) -> str:
    """What stands between the last clause break and the claim."""
    end = 0
    for match in _BREAK.finditer(before):
        end = match.end()
    return before[end:]


def _reaches(between: str) -> bool:
    """Does a denial reach the claim over the words between the two?

    After "that" it reaches on over commas; without it a new subject ends it.
    """
    if re.match(r"\s*(?:\w+ ){0,4}?that\b", between):
        return not re.search(r", (?:there is|it is|we are|in fact|instead)\b", between)
    return not _NEW_SUBJECT.search(between)


def is_denied(text: str, start: int) -> bool:
    """Does an outer clause deny, doubt or withhold the claim that begins at `start`?"""
    clause = _last_clause(text[:start])
    # The verb that carries the claim may be the first word of the match: "never [means a lack".
    first_word = _FIRST_WORD.match(text, start)
    carrying = clause + first_word[0] if first_word else clause
    for match in _DENIED.finditer(carrying):
        if _reaches(carrying[match.end() :]):
            return True
    for match in _DOUBTS.finditer(clause):
        if not _TAKEN_BACK.search(clause[: match.start()]) and _reaches(clause[match.end() :]):
            return True
    return False


def is_supposed(text: str, start: int) -> bool:
    """Does the claim stand under "whether", "if", "may mean" or "perhaps"?

    A comma ends the reach of "if": in "if no arrests were made, there is no
    trafficking" the claim is made.
    """
    clause = _last_clause(text[:start])
    for match in _SUPPOSES.finditer(clause):
        between = clause[match.end() :]
        if match[0] == "whether" or match[0].endswith(("mean", "that")):
            if _reaches(" that" + between):
                return True
        elif "," not in between and not re.search(r"\bthen\b", between):
            return True
    return False


def is_negated(text: str, start: int, end: int, *, owns_negation: bool = False) -> bool:
    """Does a plain "not", "never", "no" or "without" of the same clause reach the claim?

    Short pieces between commas are stepped over ("is not, by any measure, a hub");
    a leading subordinate clause is not ("Although nobody asked, ..."). With
    `owns_negation` a negation inside the claim is the claim.
    """
    if not owns_negation and (
        _NEGATES.search(text[start:end]) or _NEGATES_AFTER.match(text[end:].lstrip())
    ):
        return True
    pieces = _last_clause(text[:start]).split(",")
    if _NEGATES.search(pieces[-1]):
        return True
    for later, piece in zip(reversed(pieces[1:]), reversed(pieces[:-1]), strict=True):
        if len(later.split()) > 4:
            return False
        if _NEGATES.search(piece):
            return not _SUBORDINATE.match(piece)
    return False
