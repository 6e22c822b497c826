"""The addresses that the tests visit, and asking for them without a browser."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode

from firstlight.catalogue import read_catalogue

HOUSTON = read_catalogue().demonstrations[0].counties


def query(*places: str, **words: str) -> str:
    """The query of an address."""
    return "?" + urlencode([*words.items(), *(("place", place) for place in places)])


# Counties with enough counts that may be shown for a funnel plot.
SOUTH_FLORIDA = ("12057", "12071", "12086", "12095", "12099", "12103", "12127")
# One address of each kind of page, and of each state that looks different.
PAGES = {
    "choose": "/",
    "chosen": f"/{query(*HOUSTON)}",
    "found": f"/{query('48201', q='harris')}",
    "nothing": f"/{query(q='Hennipen')}",
    "assessment": f"/assessment/{query('48201')}",
    "indicator": f"/indicator/poverty/{query(*HOUSTON)}",
    "recorded": f"/indicator/recorded_offenses/{query(*HOUSTON)}",
    "no_figure": f"/indicator/poverty/{query('09110')}",
    "maps": f"/map/{query(*HOUSTON)}",
    "maps_alone": f"/map/{query('48301')}",
    "maps_none": "/map/",
    "map": f"/map/poverty/{query(*HOUSTON)}",
    "map_of_a_state": f"/map/poverty/{query('48301', extent='state')}",
    "map_of_counts": f"/map/homeless_students/{query('48201', extent='state')}",
    "map_of_points": f"/map/disability/{query('09110', extent='state')}",
    "map_refused": f"/map/recorded_offenses/{query('48201')}",
    "two_pictures": f"/two-pictures/{query(*HOUSTON)}",
    "funnel": f"/indicator/pictures_funnel/{query(*SOUTH_FLORIDA)}",
    "two_pictures_alone": f"/two-pictures/{query('48201', subject='form')}",
    "compare": f"/compare/{query(*HOUSTON)}",
    "compare_area": f"/compare/{query('48201', '48157', of='area')}",
    "compare_alone": f"/compare/{query('72127')}",
    "process": f"/process/{query(*HOUSTON)}",
    "sources": f"/sources/{query('48201')}",
    "sources_found": f"/sources/{query(q='census', parameter='1')}",
    "resources": "/resources/",
    "resources_found": f"/resources/{query(q='youth', kind='screening')}",
    "ambiguous": f"/assessment/{query('Harris County')}",
    "missing": "/nowhere/",
}


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Site:
    """The running site."""

    port: int

    @property
    def home(self) -> str:
        return f"http://localhost:{self.port}"

    def ask(self, path: str, *, method: str = "GET", host: str | None = None) -> Reply:
        """Ask without a browser and without following anything."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Host": host or f"localhost:{self.port}"}
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()
