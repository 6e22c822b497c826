"""R30: five parameters, each with the state of its sources."""

from __future__ import annotations

from firstlight.catalogue import read_catalogue
from made_world import ALPHA

SOURCE_STATUSES = {"in_hand", "partly", "not_collected", "waiting", "refused"}


def test_R30_exactly_five_parameters_each_with_the_state_of_every_source(world, assess):
    """Each parameter shows its sources: in hand, in part, nobody asked; and who holds them.

    Page: assessment, each chapter
    Fails when: a parameter file is taken out, or `list_sources` forgets a bullet.
    Differs: "waiting" and "refused" come with the ask list; no source can be in them yet.
    """
    run = assess(ALPHA)
    parameters = run.json()["parameters"]

    assert [parameter["id"] for parameter in parameters] == [1, 2, 3, 4, 5]
    page = run.page()
    for parameter, entry in zip(parameters, read_catalogue().parameters, strict=True):
        assert {source["id"] for source in parameter["sources"]} == {b.id for b in entry.bullets}
        assert entry.question in page
        for source in parameter["sources"]:
            assert source["status"] in SOURCE_STATUSES
            assert source["holder"]
    states = {s["id"]: s["status"] for p in parameters for s in p["sources"]}
    assert states["demographic"] == "in_hand"
    assert states["socio_economic"] == "partly"
    assert states["police_recorded"] == "not_collected"
    assert states["jail"] == "not_collected"


def test_R30_a_source_that_is_missing_here_is_not_in_hand(world, assess):
    """When a county's cells are blank, its bullet is no longer in hand.

    Page: assessment, chapter one
    Fails when: `list_sources` reads the catalogue only and not what was found.
    """
    world.change("census_pep_2023", "counties", ALPHA, POPESTIMATE2020="")
    run = assess(ALPHA)
    states = {s["id"]: s["status"] for p in run.json()["parameters"] for s in p["sources"]}
    assert states["demographic"] == "partly"
