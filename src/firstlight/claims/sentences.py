"""Where one sentence ends and the next begins.

Ends are a full stop, question mark or exclamation mark before a new beginning, an empty
line, a new list item or heading, a table cell, and a line break unless the line plainly
runs on. A stop after an abbreviation ("U.S.", "No. 5", "vs.", "St.") or an initial ends
nothing, unless a word follows that only begins sentences ("in the U.S. The county").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# A stop after these never ends a sentence.
_NEVER = re.compile(
    r"vs|e\.g|i\.e|cf|al|approx|ca|dr|mr|mrs|ms|prof|st|ft|mt|lt|sgt|capt|det|rep|sen|gov|hon"
    r"|rev|jr|sr|fig|figs|eq|sec|secs|ch|chs|art|arts|pp|vol|ed|eds|dept|u\.s\.c|c\.f\.r|r\.s"
    r"|tex|minn"
)
# These end one only where the next word looks like a beginning, "no" and "p" never before a digit.
_PERHAPS = re.compile(
    r"u\.s|u\.s\.a|u\.k|d\.c|n\.y|l\.a|etc|inc|co|corp|ltd|assn|bros|a\.m|p\.m|ph\.d|m\.d|j\.d"
    r"|r\.n|m\.s\.w|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|no|nos|p|para|tab|app"
    r"|b\.a|m\.a"
)
_BEGINNERS = re.compile(
    r"the|a|an|it|they|we|he|she|this|that|these|those|there|here|in|on|at|of|to|for|from|by"
    r"|with|no|nobody|nothing|none|zero|not|and|but|or|so|if|when|where|while|who|what|why|how"
    r"|because|since|although|however|our|its|their|his|her|my|your|i|you|most|many|some|few"
    r"|all|each|every|both|neither|several|human|sex|labor|labour|trafficking|traffickers"
    r"|victims|police|providers|child|children|people|does|do|did|is|are|was|were|one|two"
    r"|three|four|five|six|seven|eight|nine|ten"
)

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
_LAST_WORD = re.compile(r"([^\s(\[\"'“‘]+)$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘«(\[]*([^\s]*)")
_ITEM = re.compile(
    r"\s*(?:[-*•‣◦▪·–+]\s|#{1,6}\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s|>|\||\[\d+\]"
    r"|[☐☑✓✗]\s)"
)
_MARK = re.compile(r"\s*(?:[-*•‣◦▪·+#>|☐☑✓✗]+\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]\s+)+")
_RUNS_ON = re.compile(
    r"(?:,|\b(?:a|an|the|of|in|on|at|to|for|from|by|with|and|or|but|nor|that|which|than|as|is|are"
    r"|was|were|not|no|than|our|this|these|about|per|between|under))\s*$",
    re.IGNORECASE,
)
_LINE = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LONG_LINE = 48
_LONGEST_WORD = 40


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: paragraphs, list items, table cells."""
    start = previous = 0
    for match in (*_LINE.finditer(text), None):
        end = match.start() if match else len(text)
        line = text[previous:end]
        after = match.end() if match else len(text)
        following = _LINE.split(text[after : after + 400], maxsplit=1)[0] if match else ""
        if match is None or not _continues(line, following):
            yield from _cells(text, start, end)
            start = after
        previous = after


def _continues(line: str, following: str) -> bool:
    """Does a line run on into the next? A full stop may: it ends its sentence by itself."""
    if not line.strip() or not following.strip() or _ITEM.match(following):
        return False
    if line.lstrip().startswith(("#", "|")):
        return False
    if following.strip()[0].islower() or re.search(r"[.!?…][\"'”’»)\]]*\s*$", line):
        return True
    if re.search(r"[:;]\s*$", line):
        return False
    return bool(_RUNS_ON.search(line)) or len(line.strip()) >= _LONG_LINE


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    place = start
    for match in re.finditer(r"\t+|\s\|\s|^\s*\||\|\s*$", text[start:end]):
        yield place, start + match.start()
        place = start + match.end()
    yield place, end


def _ends(block: str, stop: re.Match[str]) -> bool:
    after = _NEXT_WORD.match(block, stop.end())
    following = after[1] if after else ""
    if not following:
        return True
    bare = following.strip(".,;:!?)\"'”’").lower()
    if "." not in stop[0] or "!" in stop[0] or "?" in stop[0]:
        return True
    word_match = _LAST_WORD.search(block[max(0, stop.start() - _LONGEST_WORD) : stop.start()])
    word = word_match[1].lower().lstrip("([") if word_match else ""
    if "..." in stop[0] or "…" in stop[0]:
        return not following[0].islower()
    if _NEVER.fullmatch(word):
        return False
    if word in ("no", "nos", "p", "para", "tab", "app") and not following[0].isdigit():
        return not following[0].islower()
    if _PERHAPS.fullmatch(word) or re.fullmatch(r"[a-z]|[a-z](?:\.[a-z])+", word):
        return following[0].isupper() and _BEGINNERS.fullmatch(bare) is not None
    return not following[0].islower()


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of every sentence in `text`, in order, without the white space around it.

    A list mark ("-", "3.", "(a)") at the start of an item is left out of its sentence.
    """
    found: list[tuple[int, int]] = []
    for start, end in _blocks(text):
        block = text[start:end]
        mark = _MARK.match(block)
        place = mark.end() if mark else 0
        for stop in _STOP.finditer(block, place):
            if _ends(block, stop):
                found.append((start + place, start + stop.end()))
                place = stop.end()
        found.append((start + place, end))
    trimmed = []
    for start, end in found:
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            trimmed.append((start + lead, start + lead + len(piece.strip())))
    return tuple(trimmed)
