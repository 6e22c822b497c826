"""src/firstlight/refresh/fetch.py, against a publisher on this computer that plays its part.

The answers are made after the publishers' documentation; none was seen live.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from firstlight.base.errors import InputFaults
from firstlight.refresh import SHIPPED, Outcome, Releases, fetch_release
from firstlight.refresh import fetch as fetching
from made_files import FORMATS, PACK, MadeFile, make_file
from refresh_publisher import Answer, Publisher

DAY = datetime.date(2026, 11, 22)


@pytest.fixture
def fetch(publisher: Publisher, releases: Releases, slept: list[float]):
    """Fetch a series from the publisher of the test, waiting for nothing."""

    def run(series: str, path: str, years: tuple[int, ...] = (2024,), **environ: str) -> Outcome:
        return fetch_release(
            series,
            pack=PACK,
            releases=releases,
            today=DAY,
            years=years,
            environ={
                f"FIRSTLIGHT_ADDRESS_{series.upper()}": publisher.address + path,
                "FIRSTLIGHT_CONTACT": "lieutenant@county.example",
                **environ,
            },
            sleep=slept.append,
            wait=0.0,
        )

    return run


@pytest.fixture
def refused(fetch, releases):
    """What a fetch that must fail says; nothing may have changed by it."""

    def run(*words: object, **environ: str) -> str:
        with pytest.raises(InputFaults) as caught:
            fetch(*words, **environ)
        assert releases.series() == ()
        assert not [f for f in releases.folder.rglob("*") if f.is_file()]
        return str(caught.value)

    return run


def gives(body: bytes, **headers: str) -> Callable[[str, dict[str, str]], Answer]:
    return lambda path, query: (200, {k.replace("_", "-"): v for k, v in headers.items()}, body)


def pep(year: int = 2024) -> bytes:
    return make_file("census_pep", year).text().encode()


def test_a_fetched_file_takes_the_road_of_a_loaded_one_and_is_seen_live(
    publisher, fetch, releases, load, tmp_path
):
    # Fails if a fetched file goes past the checks, or a loaded one claims to be seen live
    publisher.script = gives(pep())
    outcome = fetch("census_pep", "/co-est{year}-alldata.csv")
    assert publisher.asked[0][0] == "/co-est2024-alldata.csv"
    assert outcome.in_use and outcome.loaded.seen_live == "2026-11-22"
    source = outcome.loaded.source
    assert source.altered_before_receipt == "no"
    assert publisher.address in source.received_from
    assert not any("not yet tried on a file" in defect for defect in source.defects)
    kept = releases.folder / "fetched" / "census_pep" / "2024"
    assert (kept / "co-est2024-alldata.csv").read_bytes() == pep()
    note = (kept / "fetched.yaml").read_text()
    assert "2026-11-22" in note and publisher.address in note
    by_hand = load(make_file("bls_laus", 2024).write(tmp_path))
    assert by_hand.loaded.seen_live == "no"


def test_a_file_loaded_by_hand_and_then_fetched_becomes_seen_live(publisher, fetch, load, tmp_path):
    # Fails if the same bytes from the publisher itself change nothing in what is said of them
    load(make_file("census_pep", 2024).write(tmp_path))
    publisher.script = gives(pep())
    outcome = fetch("census_pep", "/x.csv")
    assert not outcome.already and outcome.loaded.seen_live == "2026-11-22"


def test_who_asks_is_said(publisher, fetch):
    # Fails if the contact is not sent: the Bureau of Labor Statistics turns such requests away
    publisher.script = gives(make_file("bls_laus", 2024).text().encode())
    fetch("bls_laus", "/laucnty{yy}.csv")
    path, _, headers = publisher.asked[0]
    assert path == "/laucnty24.csv"
    assert headers["User-Agent"].startswith("Firstlight/")
    assert "(lieutenant@county.example)" in headers["User-Agent"]


def test_without_a_contact_the_bureau_is_not_asked(publisher, refused):
    assert "FIRSTLIGHT_CONTACT" in refused("bls_laus", "/x", FIRSTLIGHT_CONTACT="")
    assert publisher.asked == []


def test_unavailable_twice_and_then_fine(publisher, fetch):
    # Fails without retries
    answers = iter([(503, {}, b"busy"), (503, {}, b"busy")])
    publisher.script = lambda path, query: next(answers, (200, {}, pep()))
    assert fetch("census_pep", "/x.csv").in_use
    assert len(publisher.asked) == 3


def test_the_wait_that_is_asked_for_is_kept(publisher, fetch, monkeypatch):
    # Fails if Retry-After is passed over
    waits: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", waits.append)
    answers = iter([(429, {"Retry-After": "7"}, b"slowly")])
    publisher.script = lambda path, query: next(answers, (200, {}, pep()))
    assert fetch("census_pep", "/x.csv").in_use
    assert waits == [7]


def test_a_publisher_that_stays_busy_is_told_with_its_status(publisher, refused):
    # Fails if retries never end
    publisher.script = lambda path, query: (503, {}, b"busy")
    said = refused("census_pep", "/x.csv")
    assert "status 503" in said and "stays in use" in said
    assert len(publisher.asked) == fetching.TRIES + 1


@pytest.mark.parametrize(
    ("status", "words"), [(403, "turns this request away"), (401, "wants a key"), (400, "status")]
)
def test_a_refusal_is_told_in_words_and_not_tried_again(publisher, refused, status, words):
    publisher.script = lambda path, query: (status, {}, b"no")
    assert words in refused("census_pep", "/x.csv")
    assert len(publisher.asked) == 1


def test_the_newest_year_that_there_is(publisher, fetch, refused):
    # Fails if a year that is not out yet ends the search, or every year is asked after it is found
    publisher.script = lambda path, query: (
        (200, {}, pep(2024)) if path == "/co-est2024.csv" else (404, {}, b"none")
    )
    assert fetch("census_pep", "/co-est{year}.csv", (2026, 2025, 2024, 2023)).loaded.year == 2024
    assert [path for path, *_ in publisher.asked] == [
        "/co-est2026.csv",
        "/co-est2025.csv",
        "/co-est2024.csv",
    ]


def test_no_year_at_all(publisher, refused):
    assert "no such file" in refused("census_pep", "/co-est{year}.csv", (2026, 2025))


def test_an_answer_that_breaks_off_is_no_file(publisher, refused):
    # Fails if the length that was promised is not compared
    publisher.script = gives(pep()[:-5000], Content_Length=str(len(pep())))
    assert "broke off" in refused("census_pep", "/x.csv")


def test_an_answer_cut_at_a_line_is_caught_by_the_checks(publisher, refused):
    # Fails if a file without a promised length is believed to be whole
    lines = pep().split(b"\n")
    publisher.script = gives(b"\n".join(lines[:1500]) + b"\n")
    assert "may be cut off" in refused("census_pep", "/x.csv")


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/csv"])
def test_a_web_page_with_status_200_is_no_data(publisher, refused, kind):
    # Fails if an error page is loaded as a table
    page = b"<!doctype html>\n<html><title>Access Denied</title></html>"
    publisher.script = gives(page, Content_Type=kind)
    assert "web page" in refused("census_pep", "/x.csv")


def test_an_empty_answer_is_no_data(publisher, refused):
    publisher.script = gives(b"")
    assert "nothing" in refused("census_pep", "/x.csv")


def test_an_answer_may_move_on_its_own_host_only(publisher, fetch, refused):
    # Fails if a redirect can lead the request, and a key with it, to somebody else
    with Publisher() as other:
        publisher.script = lambda path, query: (302, {"Location": other.address + "/x"}, b"")
        said = refused("census_pep", "/x.csv")
        assert "another host" in said and "FIRSTLIGHT_ADDRESS_CENSUS_PEP" in said
        assert other.asked == []
    publisher.script = lambda path, query: (
        (200, {}, pep()) if path == "/new" else (301, {"Location": "/new"}, b"")
    )
    assert fetch("census_pep", "/x.csv").in_use


def test_an_answer_that_moves_for_ever_is_given_up(publisher, refused):
    publisher.script = lambda path, query: (302, {"Location": "/again"}, b"")
    assert "one address to the next" in refused("census_pep", "/x.csv")
    assert len(publisher.asked) == fetching.MOVES_AT_MOST


def test_more_than_it_ever_was_is_not_taken(publisher, refused):
    # Fails if a wrong address can fill the disk
    publisher.script = gives(b"x", Content_Length=str(400_000_000))
    assert "larger than 300 MB" in refused("census_pep", "/x.csv")


def test_a_renamed_column_is_named_with_the_nearest(publisher, refused):
    # Fails if a changed layout enters, or is told without the new name
    body = pep().replace(b"POPESTIMATE2020", b"POPESTIM2020", 1)
    publisher.script = gives(body)
    said = refused("census_pep", "/x.csv")
    assert "POPESTIMATE2020" in said and "Nearest: POPESTIM2020." in said


def test_a_publisher_that_is_away(releases, publisher, refused):
    address = publisher.address.replace(str(publisher.server_address[1]), "9")
    with pytest.raises(InputFaults, match="cannot be reached"):
        fetch_release(
            "census_pep", pack=PACK, releases=releases, today=DAY, years=(2024,), wait=0.0,
            environ={"FIRSTLIGHT_ADDRESS_CENSUS_PEP": address}, sleep=lambda s: None,
        )  # fmt: skip


def census(made: MadeFile, changed: dict[str, str] | None = None):
    """The Census API: the variables asked for, rows of text, state and county at the end."""

    def answer(path: str, query: dict[str, str]) -> Answer:
        asked = query["get"].split(",")
        assert len(asked) <= 50 and query["for"] == "county:*" and query["in"] == "state:*"
        names = {**dict(zip(made.columns, made.columns, strict=True)), **(changed or {})}
        table = [[*(names.get(name, name) for name in asked), "state", "county"]]
        for row in made.rows:
            cells = dict(zip(made.columns, row, strict=True))
            table.append(
                [*(cells.get(n, "a county") for n in asked), cells["state"], cells["county"]]
            )
        return 200, {"Content-Type": "application/json"}, json.dumps(table).encode()

    return answer


def test_the_census_interface_is_asked_fifty_variables_at_a_time(
    publisher, fetch, monkeypatch, slept
):
    # Fails if batches are joined by their order, or the fifty-first variable is lost
    monkeypatch.setattr(fetching, "CENSUS_AT_ONCE", 3)
    made = make_file("acs_poverty", 2023)
    plain = census(made)

    def shuffled(path: str, query: dict[str, str]) -> Answer:
        status, headers, body = plain(path, query)
        rows = json.loads(body)
        if "B17001_002E" in query["get"]:
            rows[1:] = rows[:0:-1]
        return status, headers, json.dumps(rows).encode()

    publisher.script = shuffled
    outcome = fetch("acs_poverty", "/data/{year}/acs/acs5", (2023,), CENSUS_API_KEY="secret-key")
    assert len(publisher.asked) == 2 and len(slept) == 1
    assert {query["key"] for _, query, _ in publisher.asked} == {"secret-key"}
    assert outcome.loaded.source.period == "2019-2023"
    assert outcome.loaded.used_rows == len(made.rows)


def test_a_key_is_never_kept_or_said(publisher, fetch, refused, releases):
    # Fails if the address with the key goes into a file or a message
    publisher.script = lambda path, query: (500, {}, b"")
    said = refused("acs_poverty", "/data", (2023,), CENSUS_API_KEY="secret-key")
    publisher.script = census(make_file("acs_poverty", 2023))
    fetch("acs_poverty", "/data", (2023,), CENSUS_API_KEY="secret-key")
    written = b"".join(f.read_bytes() for f in releases.folder.rglob("*") if f.is_file())
    assert b"secret-key" not in written and "secret-key" not in said


def test_without_the_key_nothing_is_asked_and_the_address_for_one_is_told(publisher, refused):
    # Fails if a person is told to get a key and not where
    said = refused("acs_poverty", "/data", (2023,))
    assert "https://api.census.gov/data/key_signup.html" in said and "CENSUS_API_KEY" in said
    assert publisher.asked == []


def test_a_column_that_the_interface_renamed_is_named(publisher, refused):
    made = make_file("acs_poverty", 2023)
    publisher.script = census(made, {"B17001_002E": "B17001_002EST"})
    said = refused("acs_poverty", "/data", (2023,), CENSUS_API_KEY="k")
    assert "B17001_002E" in said and "Nearest: B17001_002EST" in said


def test_an_interface_that_answers_with_an_error_record(publisher, refused):
    publisher.script = gives(b'{"error": "unknown variable"}')
    assert "no table" in refused("acs_poverty", "/data", (2023,), CENSUS_API_KEY="k")
    publisher.script = gives(b'[["NAME","B17001_001E"')
    assert "cut off" in refused("acs_poverty", "/data", (2023,), CENSUS_API_KEY="k")


def paged(series: str, kind: str, size: int, **more: object):
    """The format with another way to fetch, for the interfaces that come in pages."""
    import dataclasses

    entry = FORMATS[series]
    assert entry.fetch is not None
    new = dataclasses.replace(entry.fetch, kind=kind, page=size, file="records.json", **more)
    return {**FORMATS, series: dataclasses.replace(entry, fetch=new)}


@pytest.mark.parametrize("size", [60, 100, 1000])
def test_pages_are_asked_until_one_is_short(publisher, fetch, monkeypatch, slept, size):
    # Fails if the last page is left out, or a full last page ends nothing (200 = 2 x 100)
    made = make_file("dol_whd", 2024)
    records = [dict(zip(made.header, row, strict=True)) for row in made.rows]
    formats = paged("dol_whd", "socrata", size)
    monkeypatch.setattr("firstlight.refresh.newest.read_formats", lambda folder: formats)

    def answer(path: str, query: dict[str, str]) -> Answer:
        first = int(query["$offset"])
        page = records[first : first + int(query["$limit"])]
        return 200, {}, json.dumps(page).encode()

    publisher.script = answer
    outcome = fetch("dol_whd", "/records", (2024,))
    assert outcome.loaded.received_rows == len(records) == 200
    assert len(publisher.asked) == 200 // size + 1
    assert len(slept) == len(publisher.asked) - 1


def test_rows_about_employers_are_not_kept_as_they_came(publisher, fetch, releases):
    # Fails if the download stays on the disk beside the counts
    made = make_file("dol_whd", 2024)
    made.add("TRADE_NM", "Roe Farm Stand")
    publisher.script = gives(made.text().encode())
    fetch("dol_whd", "/WHD_enforcement.csv")
    assert not (releases.folder / "fetched").exists()
    written = b"".join(f.read_bytes() for f in releases.folder.rglob("*") if f.is_file())
    assert b"Roe Farm" not in written


def test_an_address_from_the_persons_own_file(publisher, releases):
    # Fails if a moved address needs a new edition of the software
    releases.folder.mkdir(parents=True)
    (releases.folder / "fetch.yaml").write_text(
        f"contact: me@county.example\naddresses: {{census_pep: '{publisher.address}/{{year}}'}}\n"
    )
    publisher.script = gives(pep())
    fetch_release(
        "census_pep", pack=PACK, releases=releases, today=DAY, years=(2024,), environ={},
        sleep=lambda s: None, wait=0.0,
    )  # fmt: skip
    assert publisher.asked[0][0] == "/2024"
    assert "me@county.example" in publisher.asked[0][2]["User-Agent"]


@pytest.mark.parametrize("address", ["ftp://x.example/a", "http://x.example/a", "file:///etc"])
def test_an_address_that_is_not_safe_is_not_asked(releases, address):
    with pytest.raises(InputFaults, match="https://"):
        fetch_release(
            "census_pep", pack=PACK, releases=releases, today=DAY, years=(2024,), wait=0.0,
            environ={"FIRSTLIGHT_ADDRESS_CENSUS_PEP": address}, sleep=lambda s: None,
        )  # fmt: skip


def test_a_series_without_an_address_says_where_to_download(releases):
    with pytest.raises(InputFaults, match="sources load FILE"):
        fetch_release(
            "dhs_lpr", pack=PACK, releases=releases, today=DAY, years=(2024,), environ={},
            sleep=lambda s: None,
        )  # fmt: skip
    assert releases.in_use("dhs_lpr") == SHIPPED


@pytest.mark.parametrize("series", [s for s, entry in FORMATS.items() if entry.fetch is not None])
def test_each_address_is_the_publishers_own(series):
    # Fails if data are fetched from a copy, or without encryption
    fetch = FORMATS[series].fetch
    assert fetch is not None
    host = urlsplit(fetch.address).hostname or ""
    assert fetch.address.startswith("https://") and host.endswith((".gov", "huduser.gov"))
    assert Path(fetch.file).name == fetch.file


def test_a_redirect_to_no_address_is_told(publisher, refused):
    # Fails with a traceback when the new address cannot be read
    publisher.script = lambda path, query: (302, {"Location": "http://[bad"}, b"")
    assert "address that is none" in refused("census_pep", "/x.csv")
