"""Does a sentence claim more than the evidence carries?

Takes   a sentence or a text, and where the figures of this report stand in it.
Gives   hits: which rule, where, why, and what to say instead. No hit is no proof of truth.
Data    `catalogue/claims/`: one rule a file, with sentences it must catch and must pass.
"""

from firstlight.claims.judging import Hit, judge, judge_text
from firstlight.claims.rules import Rule, Rules, Severity, Spared, read_rules
from firstlight.claims.sentences import split_sentences

__all__ = [
    "Hit",
    "Rule",
    "Rules",
    "Severity",
    "Spared",
    "judge",
    "judge_text",
    "read_rules",
    "split_sentences",
]
