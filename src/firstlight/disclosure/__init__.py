"""May this table leave?

Takes   a `RawTable` of counts, the rule to hide by, and what was released before; or the counts
        of one report and what adds up among them.
Gives   a `ReleasedTable` with the attack it stood, or a refusal; the ledger of releases; or
        which counts of the report to hide.
Data    `catalogue/disclosure/`; the ledger holds what was released and no other count.
"""

from firstlight.disclosure.attack import Contradiction
from firstlight.disclosure.audit import Audit, AuditedCell, audit_tables
from firstlight.disclosure.ledger import append_release, find_earlier, lock_ledger, read_ledger
from firstlight.disclosure.linked import Fact, attack_linked, find_told, hide_linked
from firstlight.disclosure.linking import shares_dimension
from firstlight.disclosure.merging import Merged, merge_categories, merge_small_places
from firstlight.disclosure.published_file import (
    metadata_file,
    read_published,
    write_metadata,
    write_published,
    write_rates,
)
from firstlight.disclosure.rates import release_rates
from firstlight.disclosure.reading import ReadTable, read_raw_table
from firstlight.disclosure.release import Release, Utility, release
from firstlight.disclosure.residents import Residents, lay_denominators, read_residents

__all__ = [
    "Audit",
    "AuditedCell",
    "Contradiction",
    "Fact",
    "Merged",
    "ReadTable",
    "Release",
    "Residents",
    "Utility",
    "append_release",
    "attack_linked",
    "audit_tables",
    "find_earlier",
    "find_told",
    "hide_linked",
    "lay_denominators",
    "lock_ledger",
    "merge_categories",
    "merge_small_places",
    "metadata_file",
    "read_ledger",
    "read_published",
    "read_raw_table",
    "read_residents",
    "release",
    "release_rates",
    "shares_dimension",
    "write_metadata",
    "write_published",
    "write_rates",
]
