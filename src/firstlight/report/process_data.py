"""The process for scripts: plain values, and two tables of the data package."""

from __future__ import annotations

from firstlight.assessment import FigureTable, OffenseState, ProactiveChoice, Process

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def describe_process(process: Process | None) -> Json:
    """The process as plain values; counts are the ids of figures, with what each table counts."""
    if process is None:
        return None
    return {
        "title": process.title,
        "about": process.about,
        "not_multiplied": process.not_multiplied,
        "never_a_reason": process.never_a_reason,
        "stages": [
            {
                "id": stage.id,
                "label": stage.words.label,
                "about": stage.words.about,
                "offenses": [state.entry.id for state in stage.offenses],
            }
            for stage in process.stages
        ],
        "apart": [
            {
                "kind": group.kind,
                "title": group.title,
                "offenses": [state.entry.id for state in group.offenses],
            }
            for group in process.apart
        ],
        "offenses": [describe_offense(state) for state in process.offenses],
        "lists": [
            {
                "id": entry.id,
                "label": entry.label,
                "about": entry.about,
                "lines": [{"code": line.code, "why": line.why} for line in entry.lines],
            }
            for entry in process.lists
        ],
        "proactive": [describe_choice(choice) for choice in process.proactive],
        "warnings": list(process.warnings),
        "checked": process.checked,
    }


def describe_offense(state: OffenseState) -> dict[str, Json]:
    """One offense. `counts` lists what was counted and the figures of it, never a victim count."""
    entry = state.entry
    return {
        "id": entry.id,
        "label": entry.label,
        "kind": entry.kind,
        "stage": entry.stage or None,
        "relation": entry.relation,
        "recorded_by": list(entry.recorded_by),
        "ask": entry.ask,
        "evidence_grade": entry.evidence,
        "base_rate_note": entry.caution,
        "law": entry.law,
        "codes": list(entry.codes),
        "other_tool": entry.other_tool,
        "status": state.status,
        "counts": [_describe_table(table) for table in state.tables],
        "checked": entry.checked_by is not None,
    }


def describe_choice(choice: ProactiveChoice) -> dict[str, Json]:
    """One proactive measure; `figures` say how large its sector is here."""
    entry = choice.entry
    return {
        "id": entry.id,
        "sector": entry.sector,
        "label": entry.label,
        "what": entry.what,
        "leads": list(entry.leads),
        "evidence_grade": entry.evidence,
        "evidence_source": entry.source,
        "rights_check": list(entry.rights_check),
        "never": list(entry.never),
        "stages": list(entry.stages),
        "figures": [row.figure for row in choice.table.rows] if choice.table else [],
        "checked": entry.checked_by is not None,
    }


def flatten_offense(state: OffenseState) -> dict[str, Json]:
    """One offense as a line of `process.csv`; `figures` are ids in figures.csv."""
    told = describe_offense(state)
    return {
        **{name: value for name, value in told.items() if name not in ("counts", "codes")},
        "stage": state.entry.stage,
        "codes": "; ".join(state.entry.codes),
        "figures": " ".join(row.figure for table in state.tables for row in table.rows),
    }


def flatten_choice(choice: ProactiveChoice) -> dict[str, Json]:
    """One measure as a line of `proactive.csv`; `figures` are ids in figures.csv."""
    told = describe_choice(choice)
    rows = choice.table.rows if choice.table else ()
    return {**told, "figures": " ".join(row.figure for row in rows)}


def _describe_table(table: FigureTable) -> Json:
    words = "".join(part.text for part in table.title if hasattr(part, "text"))
    return {
        "what": words,
        "unit": table.unit,
        "figures": [row.figure for row in table.rows],
    }
