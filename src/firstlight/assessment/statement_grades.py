"""How sure a statement or a checklist makes a finding: the catalogue's rules, the first that holds.

None of them gives `documented`: a statement is not a record.
"""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.catalogue.entries import ChecklistRule, Sign, StatementRule

MARKED = ("strong", "moderate")


def grade_statement(
    reliability: str, credibility: str, sources: int, rules: Sequence[StatementRule]
) -> StatementRule:
    """The rule that holds for a statement with these grades and so many separate sources."""
    return next(
        rule
        for rule in rules
        if reliability in rule.reliability
        and credibility in rule.credibility
        and sources >= rule.sources_at_least
    )


def grade_checklist(
    found: Sequence[Sign], offices: int, rules: Sequence[ChecklistRule]
) -> ChecklistRule:
    """The rule that holds for the signs that were found, two of one domain being one."""
    strong = sum(sign.weight == "strong" for sign in found)
    marked = len({sign.domain for sign in found if sign.weight in MARKED})
    anything = len({sign.domain for sign in found})
    return next(
        rule
        for rule in rules
        if strong >= rule.strong_at_least
        and marked >= rule.domains_at_least
        and anything >= rule.any_at_least
        and offices >= rule.offices_at_least
    )
