"""`firstlight hidden`: how many could lie behind the records?"""

from __future__ import annotations

import json

import click

from firstlight.base.errors import Fault, InputFaults, Refused
from firstlight.hidden import (
    BetaHiddenBound,
    BoundInWords,
    HiddenBound,
    describe_bound,
    parse_bound_request,
)

NO_SOURCE = (
    "Nobody has named a source for this range of shares, so these numbers must not be quoted. "
    "Name it with --detection-source: who says so, or where it is written."
)


@click.group()
def command() -> None:
    """How many people could lie behind the records?"""


# Options are read as text: the room lists every fault at once, click would stop at the first.
@command.command("bound")
@click.option("--recorded", required=True, metavar="X", help="People recorded; 0 is a count.")
@click.option(
    "--detection",
    metavar="D[..D2]",
    help="Lowest and highest share of people you think were noticed and recorded: 0.05..0.2.",
)
@click.option(
    "--beta",
    metavar="A,B",
    help="In place of --detection: the share follows a Beta law, such as 2,18.",
)
@click.option("--level", default="0.95", show_default=True, metavar="L", help="Confidence level.")
@click.option(
    "--mean-group-size",
    default="1",
    show_default=True,
    metavar="G",
    help="People found together, on average.",
)
@click.option(
    "--detection-source",
    metavar="TEXT",
    help="Who says so, or where the share is written: an office and its paper, not a person.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document for scripts.")
def bound(
    recorded: str,
    detection: str | None,
    beta: str | None,
    level: str,
    mean_group_size: str,
    detection_source: str | None,
    as_json: bool,
) -> None:
    """Say how many people could be there, given how many were recorded.

    A record is a floor. This puts a ceiling beside it that holds if the share of people
    noticed and recorded lies in the range you give. Name where that range is from with
    --detection-source: without a source the answer says that it must not be quoted.

    \b
    firstlight hidden bound --recorded 0 --detection 0.05..0.2 \\
        --detection-source "look-back sample of the county's agencies"
    firstlight hidden bound --recorded 3 --beta 2,18 --json
    """
    if detection is None and beta is None:
        raise click.UsageError(
            "Give --detection, the share noticed, as a range such as 0.05..0.2 (or --beta A,B)."
        )
    source = " ".join((detection_source or "").split())
    faults = _check_source(source) if source else []
    try:
        wanted = parse_bound_request(
            recorded=recorded,
            detection=detection,
            beta=beta,
            level=level,
            mean_group_size=mean_group_size,
        )
    except InputFaults as error:
        raise InputFaults([*error.faults, *faults]) from None
    if faults:
        raise InputFaults(faults)
    answer = wanted.answer()
    if answer.why_not:
        raise Refused(
            what="An upper bound on the people who could be there",
            why=answer.why_not,
            would_help="Evidence that more people are noticed would help, such as a look-back "
            "sample or more agencies that ask. A higher guess would not.",
        )
    words = describe_bound(answer)
    if as_json:
        click.echo(json.dumps(_document(answer, words, source), ensure_ascii=False, indent=2))
    else:
        click.echo(_page(words, source))


def _check_source(source: str) -> list[Fault]:
    """The faults of the words on where the range is from; late, for the lists are large."""
    from firstlight.assessment import check_typed_source
    from firstlight.cli.shipped import open_shipped_catalogue

    return check_typed_source(
        source, label="--detection-source", catalogue=open_shipped_catalogue()
    )


def _document(
    answer: HiddenBound | BetaHiddenBound, words: BoundInWords, source: str
) -> dict[str, object]:
    """Return the JSON document. Under a Beta law no fixed share has an entry."""
    document: dict[str, object] = {
        "recorded": answer.recorded,
        "level": answer.level,
        "tail": answer.tail,
        "mean_group_size": answer.mean_group_size,
        "binomial": [],
        "poisson": [],
        "low": answer.low,
        "high": answer.high,
        "method": answer.method,
        "sentence": words.sentence,
        "assumes": list(answer.assumes),
        "warning": {"id": "W01", "text": words.floor},
        "single_share": bool(words.single_share),
        "detection_source": source or None,
        "may_be_quoted": bool(source),
        "source_note": _say_source(source),
    }
    if isinstance(answer, BetaHiddenBound):
        law = answer.detection
        document["beta"] = {
            "a": law.a,
            "b": law.b,
            "mean": law.mean,
            "low": answer.low,
            "high": answer.high,
        }
        return document
    for name, entries in (("binomial", answer.binomial), ("poisson", answer.poisson)):
        document[name] = [
            {"detection": limits.detection, "low": limits.low, "high": limits.high}
            for limits in entries
        ]
    return document


def _say_source(source: str) -> str:
    """Say whose assumption the numbers rest on, or that nobody stands behind it."""
    if source:
        return f"The share noticed is an assumption. Its source: {source}."
    return NO_SOURCE


def _page(words: BoundInWords, source: str) -> str:
    """Return the answer as people read it: whose assumption it is, then the sentence."""
    lines = [_say_source(source), ""]
    lines += [words.sentence, *(f"  {line}" for line in words.by_share)]
    if words.single_share:
        lines += ["", words.single_share]
    lines += ["", words.meaning]
    lines += ["", "These numbers hold only if all of this is true:"]
    lines += [f"  - {sentence}" for sentence in words.assumes]
    lines += ["", "What makes the share noticed low:"]
    lines += [f"  - {sentence}" for sentence in words.lowers_detection]
    lines += ["", words.floor]
    return "\n".join(lines)
