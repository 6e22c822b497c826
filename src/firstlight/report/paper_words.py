"""Fixed words of every report: titles, what it holds, how it was made."""

from __future__ import annotations

from firstlight.assessment import Assessment
from firstlight.catalogue import read_catalogue

WEAK = "Weak evidence"
LANE = "Public data only. Nothing in this report is about a single person."
LANE_INVENTED = (
    "Public data, and what is invented for this demonstration: totals and statements. Nothing in "
    "this report is about a single person."
)
INVENTED_ON_ITS_FACE = (
    "Invented for this demonstration: every total and statement that stands under these words. "
    "Nobody gave them, no such holder exists, and they say nothing of this place or of anybody in "
    "it. Without them the report holds public data only."
)
FOR_POLICE = "law_enforcement_only"  # the audience that reads restricted statements too
LANE_POLICE = (
    "For law enforcement only: not to be passed on. Nothing in this report is about a single "
    "person."
)
POLICE_ON_ITS_FACE = (
    "Made for law enforcement only. It holds statements that may not be passed on to others."
)
LANE_ENTERED = (
    "Public data, and what the leads entered. Nothing in this report is about a single person."
)
ON_ITS_FACE = (
    "This report also holds what the leads brought in from holders’ documents. It is marked as "
    "entered by the leads. It is not bundled, nobody here has checked it, and it is never added "
    "to a bundled figure."
)
METHOD_ENTERED = (
    "Every bundled figure is worked out from files as they were received, by the program "
    "Firstlight on one computer and without a network. What is marked as entered by the leads "
    "was read from files of theirs, and was typed there by a person. Where such a file holds a "
    "hidden count, the hash given is of what is shown of it."
)
AGES_TITLE = "How old this is, and who reported"
RECORDS_TITLE = "What police and providers recorded"
ENTERED_TITLE = "What the leads brought in, unchecked here"
CONDITIONS_TITLE = "Conditions here that could make people easier to exploit"
PLACE_TITLE = "The place"
CONDITIONS_WORDS = (
    "A condition is not trafficking. It says how hard life is for some people, and where help "
    "is worth planning."
)
BEYOND = "State, nation or other larger area"  # the head of a column of their figures
LACKING = "Nothing in hand here"
LACKING_WORDS = (
    "These measures were looked for and have no figure for this place. That does not mean none. "
    "Each stands with what is in hand of the larger area, and with whom to ask."
)
TITLE = "What is known about human trafficking in"

METHOD = (
    "Every figure is worked out from the files of the list above, as they were received, by the "
    "program Firstlight on one computer and without a network. Nothing was typed in by hand.",
    "A margin after ± is the Census Bureau’s margin of error at 90 percent, or is worked out "
    "from those margins by the Bureau’s own formulas. A range in its place is the publisher’s, "
    "or, where a share noticed was chosen, what an agency’s count cannot rule out under it, "
    "or, beside a smoothed figure, where the true one lies at 90 percent if what is assumed of "
    "the counties holds. "
    "Where neither stands, none is in hand, which does not mean that there is none.",
    "Where counties are joined, counts are added first and shares are worked out from the sums. "
    "A sum with a part that is missing or hidden is not given. A blank is never taken for zero.",
    "Small counts are hidden to protect people, and so is any other count of this report that "
    "would give one away. There is one word for it, hidden. States and the nation are worked "
    "out from their counties and have no margin: none is published with the county files.",
    "A figure of few people is shown a second time, drawn toward the other counties of its state, "
    "the more the less its own data can carry. The share of its own data stands beside it. A "
    "smoothed figure is never ranked and never scored. It is assumed that the true figures of the "
    "counties lie around one mean and that the margins are right. The methods are those of Fay and "
    "Herriot for estimates with a margin, and of Marshall for counts.",
    "Figures on susceptibility say how hard life is, not where crime is. They are not set "
    "against recorded cases. Place of birth, language and the like are context and never scored.",
    "The warnings beside the figures are fixed words and belong to them wherever they go.",
)


def say_lane(assessment: Assessment) -> str:
    """What sort of data the report holds, for its face and its foot."""
    if assessment.audience == FOR_POLICE:
        return LANE_POLICE
    if assessment.has_invented:
        return LANE_INVENTED
    return LANE_ENTERED if assessment.has_entered else LANE


def say_face(assessment: Assessment) -> str:
    """What a page says on its face: for whom it is made, and of entered figures."""
    return " ".join(filter(None, (say_audience(assessment), say_brought(assessment))))


def say_brought(assessment: Assessment) -> str:
    """What the first page says of entered figures, or nothing."""
    said = ON_ITS_FACE if assessment.has_entered else ""
    if assessment.has_invented:
        said = INVENTED_ON_ITS_FACE
    return said


def say_audience(assessment: Assessment) -> str:
    """The mark of a report that is not for everybody, or nothing."""
    return POLICE_ON_ITS_FACE if assessment.audience == FOR_POLICE else ""


def say_receipt(assessment: Assessment) -> str:
    """Through whose hands the bundled files came, in one sentence for the first page.

    A release that a person loaded is none of them: its evidence says where it came from.
    """
    bundled = read_catalogue().sources
    used = [source for source in assessment.cited if source.id in bundled]
    if not used:
        return ""
    altered = sum(source.altered_before_receipt.strip().lower() != "no" for source in used)
    share = "most" if 2 * altered > len(used) else "some"
    way = f", {share} of them altered on the way" if altered else ""
    return (
        f"The bundled files came through other hands than their publishers’{way}, as the evidence "
        "at the end says of each, and the day they were received says nothing of their age."
    )


def say_method(assessment: Assessment) -> tuple[str, ...]:
    """How the figures were made."""
    made = (METHOD_ENTERED, *METHOD[1:]) if assessment.has_entered else METHOD
    return (*made, say_help())


def say_help() -> str:
    """Whom to call now."""
    return read_catalogue().help.text
