"""The columns of the data package: what stands in each, and of which type it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firstlight.base.cell import Status
from firstlight.report.source_words import SOURCE_WORDS


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its Frictionless type, what it holds, and the only words it may hold."""

    name: str
    type: str
    holds: str
    only: tuple[str, ...] = ()


def _fields(
    *fields: tuple[str, str, str], status: Iterable[str] = tuple(Status)
) -> tuple[Field, ...]:
    """Columns by name, type and meaning; a status is one of a closed list."""
    words = tuple(str(word) for word in status)
    return tuple(
        Field(name, kind, holds, words if name == "status" else ()) for name, kind, holds in fields
    )


FIGURE_FIELDS = _fields(
    ("id", "string", "the measure and the place"),
    ("indicator", "string", "the measure"),
    ("label", "string", "what it is, in words"),
    ("value", "number", "the whole number, not rounded; empty when there is none: see status"),
    ("status", "string", "what kind of value this is; see the report"),
    ("unreliable", "boolean", "true when the margin is too wide to lean on"),
    ("why", "string", "why there is no value"),
    ("unit", "string", "what is counted or measured"),
    ("universe", "string", "out of whom, for shares"),
    ("kind", "string", "count, share, rate, money or code"),
    ("period", "string", "when, in words"),
    ("period_first", "date", "first day"),
    ("period_last", "date", "last day"),
    ("age_years", "integer", "the year this was made in, less the year of its last day"),
    ("is_old", "boolean", "true when the report tells its age beside it"),
    ("place", "string", "FIPS code, state letters, US, area for all counties, or a larger place"),
    ("place_kind", "string", "what sort of place; coc is a Continuum of Care"),
    ("place_name", "string", "its name"),
    ("measured_for", "string", "whom the number belongs to, when that is not the place itself"),
    ("low", "number", "lower bound, or at least so much where no value stands"),
    ("high", "number", "upper bound; empty beside a lower bound where nobody knows how much more"),
    ("margin", "number", "90 percent margin; empty when none is in hand, which is not 0"),
    ("notes", "string", "remarks"),
    ("invented", "boolean", "true for a figure that is invented for a demonstration"),
    ("evidence", "string", "ids in evidence.csv, apart by a space"),
)
EVIDENCE_FIELDS = _fields(
    ("id", "string", "its name in figures.csv"),
    ("source", "string", "entry of the source catalogue"),
    ("publisher", "string", "who published it"),
    ("title", "string", "what the release is called"),
    ("release", "string", "which release"),
    ("received_from", "string", "who gave it to us"),
    ("altered_before_receipt", "string", "no, or what was done to it before it reached us"),
    ("file", "string", "the file as received"),
    ("row", "string", "line of that file, the header being 1; * for a run of cells"),
    ("n", "integer", "how many cells"),
    ("rows", "string", "the lines of a run of cells"),
    ("column", "string", "the column as the file names it"),
    ("sha256", "string", "hash of the file as received"),
    ("retrieved", "date", "when we received it"),
    ("licence", "string", "under which terms"),
    ("address", "string", "where the publisher keeps it"),
)
CASE_FIELDS = _fields(
    ("figure", "string", "id in figures.csv"),
    ("year", "integer", "year it is counted for, the last one of several"),
    ("holder", "string", "who counted"),
    ("form", "string", "form of trafficking"),
    ("stage", "string", "how far the case had come when it was counted"),
    ("value", "number", "the count; empty when there is none: see status"),
    ("status", "string", "what kind of value this is"),
    ("why", "string", "why there is no value"),
    ("unit", "string", "what is counted"),
    ("place", "string", "FIPS code, or area for all counties together"),
    ("source", "string", "entry of the source catalogue; empty for a hidden total"),
    ("definition", "string", "the definition that was used"),
    ("may_repeat", "string", "how a case can be counted again in this line"),
    ("same_as", "string", "holders in whose lines of that year the same cases can stand"),
    ("notice", "string", "the law that binds whoever counted"),
    ("evidence", "string", "ids in evidence.csv, apart by a space"),
)
SOURCE_FIELDS = _fields(
    ("parameter", "integer", "1 to 5"),
    ("id", "string", "the source, by the name it has in the guide"),
    ("status", "string", "in_hand, partly, not_collected, waiting or refused"),
    ("text", "string", "the source as the guide names it"),
    ("requirement", "string", "number of the requirement"),
    ("holder", "string", "who holds it"),
    ("ask", "string", "what to ask"),
    ("in_hand", "string", "what is in hand"),
    ("lacking", "string", "what is not"),
    status=SOURCE_WORDS,
)
FACTOR_FIELDS = _fields(
    ("id", "string", "number of the factor"),
    ("name", "string", "what it is"),
    ("role", "string", "susceptibility, context, detection or denominator"),
    ("status", "string", "in_hand, partly or not_collected"),
    ("with", "string", "what is in hand"),
    ("lacking", "string", "what is not, where some is"),
    ("holder", "string", "who holds it"),
    ("ask", "string", "what to ask"),
    ("scored", "boolean", "true when it may enter a score of susceptibility"),
    ("why_not_scored", "string", "why it may not"),
    ("caveat", "string", "what must stand beside it"),
    ("evidence_strength", "string", "how strong the research is said to be"),
    ("checked", "boolean", "false while nobody compared the references with the originals"),
    status=("in_hand", "partly", "not_collected"),
)
REFUSAL_FIELDS = _fields(
    ("what", "string", "the answer that is withheld"),
    ("why", "string", "the reason"),
    ("would_help", "string", "what would allow it"),
    ("place", "string", "where"),
    ("indicator", "string", "the measure, where it is one"),
)
WARNING_FIELDS = _fields(
    ("id", "string", "number of the warning"),
    ("name", "string", "its short name"),
    ("text", "string", "its fixed words"),
)
PROCESS_FIELDS = _fields(
    ("id", "string", "number of the offense"),
    ("label", "string", "what it is"),
    ("kind", "string", "process, vulnerability_signal or victim_response"),
    ("stage", "string", "one of six stages; empty for what is no stage"),
    ("relation", "string", "how it stands to trafficking"),
    ("recorded_by", "string", "who records it"),
    ("ask", "string", "what total to ask for"),
    ("evidence_grade", "string", "how strong the link is, not how often it is met"),
    ("base_rate_note", "string", "what to mind"),
    ("law", "string", "federal statutes, where named"),
    ("codes", "string", "NIBRS codes, where there are any"),
    ("other_tool", "string", "the other legal tool"),
    ("status", "string", "in_hand, no_number or not_in_hand"),
    ("figures", "string", "ids in figures.csv, apart by a space"),
    ("checked", "boolean", "false while nobody checked the entry"),
    status=("in_hand", "no_number", "not_in_hand"),
)
PROACTIVE_FIELDS = _fields(
    ("id", "string", "its name"),
    ("sector", "string", "where"),
    ("label", "string", "what it is called"),
    ("what", "string", "what to do"),
    ("leads", "string", "who leads"),
    ("evidence_grade", "string", "what is known of whether it helps"),
    ("evidence_source", "string", "where that is written"),
    ("rights_check", "string", "what to ask before it begins"),
    ("never", "string", "what it must never be"),
    ("stages", "string", "stages that it touches"),
    ("figures", "string", "ids in figures.csv, apart by a space"),
    ("checked", "boolean", "false while nobody checked the entry"),
)
ENTRY_FIELDS = _fields(
    ("subject_kind", "string", "population, criminal_group, locale or establishment"),
    ("subject", "string", "which of its kind"),
    ("about", "string", "the same in words"),
    ("where", "string", "the place, or a part of it that is large enough"),
    ("period", "string", "when, in words"),
    ("grade", "string", "strongly_indicated, suggested or unknown; never documented"),
    ("rule", "string", "the rule that gave the grade"),
    ("rule_says", "string", "the rule in words"),
    ("made_by", "string", "who made it: a role"),
    ("made_on", "string", "when"),
    ("approved_by", "string", "who approved it: a role"),
    ("approved_on", "string", "when"),
    ("audience", "string", "who may read it"),
    ("invented", "boolean", "true for an entry that is invented for a demonstration"),
    ("evidence", "string", "ids in evidence.csv, apart by a space"),
)
STATEMENT_FIELDS = ENTRY_FIELDS + _fields(
    ("form", "string", "form of trafficking"),
    ("sign", "string", "a sign of the checklists, if it speaks of one"),
    ("statement", "string", "the words of the author"),
    ("reliability", "string", "of the source: A to F"),
    ("reliability_words", "string", "the same in words"),
    ("credibility", "string", "of what it says: 1 to 6"),
    ("credibility_words", "string", "the same in words"),
    ("sources", "integer", "separate offices or sets of records; never people, never a count"),
)
CHECKLIST_FIELDS = ENTRY_FIELDS + _fields(
    ("offices", "integer", "separate offices that looked"),
    ("signs_looked_for", "integer", "how many signs were looked for"),
    ("signs_found", "integer", "how many of them were found"),
    ("signs_not_looked_for", "integer", "how many were not looked for"),
    ("sign", "string", "number of the sign"),
    ("sign_words", "string", "the sign"),
    ("answer", "string", "found, not_found or not_looked"),
    ("weight", "string", "weight of the sign beside others"),
    ("innocent", "string", "what else can explain it"),
)
TWIN_FIELDS = _fields(
    ("question", "string", "what is asked of both sides"),
    ("value", "string", "the value of the question; empty for all of it"),
    ("label", "string", "the row as it is printed"),
    ("police", "string", "ids in figures.csv of what police recorded, apart by a space"),
    ("providers", "string", "ids in figures.csv of what providers saw, apart by a space"),
    ("verdict", "string", "agree, both_saw, both_counted, differ, one_sided, neither or empty"),
    ("rules", "string", "the rules that gave the verdict"),
    ("why", "string", "what these rules say"),
    ("grade", "string", "how sure it is that there was some"),
    ("explanations", "string", "why the two differ, in the words of the leads"),
    ("ask_police", "string", "whom to ask, where police gave no count"),
    ("ask_providers", "string", "whom to ask, where providers gave no count"),
    ("invented", "boolean", "true when a count is invented for a demonstration"),
)
