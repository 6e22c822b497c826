"""R40: where people move from and to, and what the data in hand lack."""

from __future__ import annotations

import re

from made_world import ALPHA, BETA


def test_R40_flows_are_listed_and_drawn(world, assess):
    """The largest flows stand in a list and on a map, returns and exemptions told apart.

    Page: assessment, chapter one, moves between counties
    Fails when: `_list_pairs` takes people who stayed or a summary code for a flow, or the page
    leaves the map out.
    """
    run = assess(ALPHA)
    figures = run.figures()

    listed = [name for name in figures if name.startswith(f"migration_flows.in.{ALPHA}.")]
    assert listed == [
        f"migration_flows.in.{ALPHA}.{other}.{column}"
        for column in ("exemptions", "returns")
        for other in (BETA, "06037", "36061")
    ]
    assert figures[f"migration_flows.in.{ALPHA}.06037.exemptions"]["value"] == 601
    assert figures[f"migration_flows.in.{ALPHA}.06037.returns"]["value"] == 300
    assert figures[f"migration_flows.out.{ALPHA}.48905.returns"]["value"] == 200
    assert figures[f"migration_all.{ALPHA}.in.us"]["value"] == 1911
    assert figures[f"migration_all.{ALPHA}.in.abroad"]["value"] == 51
    assert figures[f"migration_all.{ALPHA}.in.pooled"]["value"] == 250
    block = run.page().split('id="migration_flows"', 1)[1].split("</section>", 1)[0]
    assert "<svg" in block and "Moves into Alpha County" in block
    assert "fewer than 20 returns is pooled" in block


def test_R40_an_origin_without_a_boundary_is_a_point_and_the_map_says_so(world, assess):
    """A county of the flows whose boundary is not in hand is never left out in silence.

    Page: assessment, chapter one, map of moves
    Fails when: `draw_flows` draws only what has a boundary and says nothing.
    Differs: the made world has no boundary and no point of Los Angeles, so the map says that some
    origins could not be drawn.
    """
    page = assess(ALPHA).page()
    block = page.split('id="migration_flows"', 1)[1].split("</section>", 1)[0]
    assert "could not be drawn" in block


def test_R40_a_total_that_is_not_the_sum_of_its_parts_is_not_given(world, assess):
    """Where the file contradicts itself the total is refused, and a blank is hidden, not 0.

    Page: assessment, refusals
    Fails when: `read_moves_within` trusts the total, or a withheld flow is read as none.
    """
    run = assess(BETA)
    figures = run.figures()
    total = figures[f"migration_all.{BETA}.in.us"]
    assert (total["value"], total["status"]) == (None, "not_reportable")
    assert any(
        "not the sum of its two parts" in refusal["why"] for refusal in run.json()["refusals"]
    )
    assert figures[f"migration_all.{BETA}.out.us"]["value"] == 250
    assert figures[f"migration_all.{BETA}.in.abroad"]["status"] == "suppressed"


def test_R40_an_area_leaves_its_own_moves_out_and_is_not_added_up(world, assess):
    """Moves between two chosen counties are not moves into the area, and no sum is made.

    Page: assessment, chapter one, moves between counties
    Fails when: `_list_pairs` forgets which counties are inside.
    """
    run = assess(ALPHA, BETA)
    figures = run.figures()
    assert f"migration_flows.in.{ALPHA}.{BETA}.returns" not in figures
    assert f"migration_flows.in.{BETA}.{ALPHA}.returns" not in figures
    assert f"migration_flows.in.{ALPHA}.06037.returns" in figures
    whats = [refusal["what"] for refusal in run.json()["refusals"]]
    assert "Moves into and out of the area as a whole" in whats


def test_R40_what_is_lacking_is_named(world, assess):
    """Seasonal migration is not in hand, and the page says so.

    Page: assessment, chapter one, sources
    Fails when: the bullet on migration stops naming seasonal migration.
    """
    run = assess(ALPHA)
    sources = {source["id"]: source for source in run.json()["parameters"][0]["sources"]}
    assert sources["migration"]["status"] == "partly"
    assert any("seasonal migration" in words for words in sources["migration"]["lacking"])
    assert re.search(r"seasonal migration", run.page())
