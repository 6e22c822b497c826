"""R52: nearness of other task forces, what it does to counts, and ways to stand to one."""

from __future__ import annotations

import html
import re

from made_world import ALPHA, BETA


def words_of(run) -> str:
    """The measure as plain words."""
    block = run.page().split('id="task_force_list"', 1)[1].split("</section>", 1)[0]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", block).split()))


def test_R52_distance_to_listed_task_forces_and_what_they_overlap(world, assess):
    """Distance to each listed place, and whether district or border is shared.

    Page: assessment, chapter three, task forces on a historic list
    Fails when: a whole state is measured to, or the district is not compared.
    Differs: no list of today is in hand, so the list is a historic one and says so; drive time
    is refused, since no roads with travel times are in hand.
    """
    run = assess(BETA)
    figures = run.figures()
    assert figures["task_force_distance.2"]["value"] == 96  # Alpha, a degree of longitude
    assert figures["task_force_distance.3"]["value"] == 96
    assert not any(name.startswith("task_force_distance.4") for name in figures)
    words = words_of(run)
    assert "same federal district, Texas Invented" in words
    assert "in a neighboring county" in words
    assert any(r["what"] == "Drive time to a task force" for r in run.json()["refusals"])


def test_R52_the_historic_list_is_never_todays(world, assess):
    """Whatever the list names, the page says of when it is and that nobody has checked it.

    Page: assessment, chapter three, task forces on a historic list
    Fails when: a sentence names a listed place without saying that it is history.
    """
    run = assess(ALPHA)
    words = words_of(run)
    assert "The historic list names Alpha, Texas" in words
    named = re.findall(r"2009–2011[^;]{0,40}; nobody has checked whether it still works", words)
    assert len(named) == 2  # the county's own, and the nearest other
    assert "It is not a list of today’s task forces" in words
    sources = {source["id"]: source for source in run.json()["parameters"][2]["sources"]}
    assert sources["task_forces"]["status"] == "partly"


def test_R52_detection_and_the_ways_to_stand_to_a_task_force(world, assess):
    """The effect on counts is told beside the distance; four ways are told with whom to ask.

    Page: assessment, chapter three, task forces on a historic list
    Fails when: W10 leaves the measure, or an option loses its question.
    """
    run = assess(ALPHA)
    words = words_of(run)
    assert "Places with a task force find more." in words
    for name in ("Join", "Share", "Stay apart", "Overlap with a neighbor's task force"):
        assert name in words
    measures = {m["id"]: m for p in run.json()["parameters"] for m in p["measures"]}
    options = measures["task_force_list"]["options"]
    assert [option["id"] for option in options] == ["join", "share", "stay_apart", "overlap"]
    assert all(option["ask_whom"] and option["ask_what"].startswith("Ask ") for option in options)
