"""The addresses that the tests visit, and asking for them without a browser."""

from __future__ import annotations

import http.client
import re
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
    "indications": f"/indications/{query(*HOUSTON)}",
    "indications_made_up": f"/indications/{query(*HOUSTON, totals='invented')}",
    "indications_alone": f"/indications/{query('48201', subject='population')}",
    "refer": "/report-and-refer/",
    "two_pictures_made_up": f"/two-pictures/{query(*HOUSTON, totals='invented')}",
    "enter": f"/enter/{query(*HOUSTON)}",
    "enter_total": f"/enter/total/dvsa_positive/{query(*HOUSTON)}",
    "enter_answer": f"/enter/answer/jail/{query('48201')}",
    "entered": f"/entered/{query('48201')}",
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
FORMS = ("enter_total", "enter_answer")  # the pages that give the browser a token


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

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        host: str | None = None,
        body: str = "",
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """Ask without a browser and without following anything."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            own = {"Host": host or f"localhost:{self.port}", **(headers or {})}
            connection.request(method, path, body=body or None, headers=own)
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def send(self, path: str, fields: dict[str, str], **changes: str) -> Reply:
        """Send a form as a browser does that has just opened it: cookie, token and origin.

        `changes` replace a header (with _ for -); an empty one is left out. `token` replaces
        the token.
        """
        opened = self.ask(f"/enter/total/episodes/{query('48201')}")
        cookie = opened.headers["Set-Cookie"].partition(";")[0]
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', opened.text)
        token = changes.pop("token", found[1] if found else "")
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookie,
            "Origin": self.home,
            **{name.replace("_", "-"): value for name, value in changes.items()},
        }
        kept = {name: value for name, value in headers.items() if value}
        body = urlencode({**fields, "csrfmiddlewaretoken": token})
        return self.ask(path, method="POST", body=body, headers=kept)
