"""src/firstlight/refresh/fetch.py: a file that is named in a list and signed, or has odd addresses.

The answers are made after what is known of the FBI's Crime Data Explorer and of ED Data Express;
none was seen live.
"""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import pytest

from firstlight.base.errors import InputFaults
from firstlight.refresh import fetch_release
from made_files import PACK, make_file

DAY = datetime.date(2026, 11, 22)
KEY = "a-persons-own-key"
NAME = "additional-datasets/ht/human_trafficking_2013_2024.zip"
LIST = [{"id": "srs", "awsFile": "srs.csv"}, {"id": "ht", "awsFile": NAME}]


def offenses() -> bytes:
    """The zip as the Explorer gives it: the table, and a page about it that is no table."""
    made = make_file("fbi_ht", 2024)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("HT_2013_2024.csv", made.text())
        book.writestr("Human Trafficking Methodology.pdf", "%PDF")
    return out.getvalue()


def explorer(publisher, *, listed=LIST, signed=None, body=None):
    """The list, the signature and the storage, all on the publisher of the test."""

    def answer(path: str, query: dict[str, str]):
        if path == "/list":
            return 200, {}, json.dumps(listed).encode()
        if path == "/sign":
            there = {query["key"]: f"{publisher.address}/store?X-Amz-Signature=passing"}
            return 200, {}, json.dumps(there if signed is None else signed).encode()
        assert query == {"X-Amz-Signature": "passing"}
        return 200, {}, offenses() if body is None else body

    publisher.script = answer


@pytest.fixture
def ask(publisher, releases, slept):
    def run(**environ: str):
        return fetch_release(
            "fbi_ht",
            pack=PACK,
            releases=releases,
            today=DAY,
            years=(2026, 2025, 2024),
            environ={
                "FIRSTLIGHT_ADDRESS_FBI_HT": f"{publisher.address}/list",
                "FIRSTLIGHT_ADDRESS_FBI_HT_SIGNED_BY": f"{publisher.address}/sign",
                "FBI_CDE_API_KEY": KEY,
                **environ,
            },
            sleep=slept.append,
            wait=0.0,
        )

    return run


def test_the_file_that_the_list_names_is_fetched_once(publisher, ask, slept):
    # Fails if a year is written into the name of the file, or the list is asked again for a year
    explorer(publisher)
    outcome = ask()
    assert outcome.loaded.year == 2024 and outcome.loaded.seen_live == "2026-11-22"
    assert [path for path, *_ in publisher.asked] == ["/list", "/sign", "/store"]
    assert publisher.asked[1][1] == {"key": NAME}
    assert len(slept) == 2


def test_the_key_goes_to_the_signature_alone(publisher, ask, releases):
    # Fails if the key goes into an address, to the storage, or onto the disk; or the passing
    # address is kept
    explorer(publisher)
    ask()
    sent = [headers.get("X-Api-Key") for _, _, headers in publisher.asked]
    assert sent == [None, KEY, None]
    assert all(KEY not in str(query) and KEY not in path for path, query, _ in publisher.asked)
    files = [f for f in releases.folder.rglob("*") if f.is_file()]
    written = b"".join(f.read_bytes() for f in files)
    assert files and KEY.encode() not in written and b"X-Amz-Signature" not in written


def test_without_a_key_nobody_is_asked(publisher, ask):
    # Fails if the interface is asked although it will refuse
    with pytest.raises(InputFaults, match="FBI_CDE_API_KEY"):
        ask(FBI_CDE_API_KEY="")
    assert publisher.asked == []


@pytest.mark.parametrize("name", ["FBI_CDE_API_KEY", "FIRSTLIGHT_CONTACT"])
@pytest.mark.parametrize("sign", ["\n", "\x01", "\u2026", "\u540d"])
def test_what_cannot_be_sent_is_told_and_not_repeated(publisher, ask, name, sign):
    # Fails with a traceback that prints the key, as when a key was copied with a line break
    with pytest.raises(InputFaults) as caught:
        ask(**{name: f"{KEY}{sign}more"})
    assert name in str(caught.value) and KEY not in str(caught.value)
    assert publisher.asked == []


@pytest.mark.parametrize("status", [401, 403, 429, 500])
def test_a_refused_signature_is_told_without_the_key(publisher, ask, status):
    # Fails if a message holds the key, or a busy interface is not asked again
    explorer(publisher)
    plain = publisher.script
    publisher.script = lambda path, query: (
        (status, {}, b"no") if path == "/sign" else plain(path, query)
    )
    with pytest.raises(InputFaults) as caught:
        ask()
    assert f"status {status}" in str(caught.value) and KEY not in str(caught.value)
    asked = sum(path == "/sign" for path, *_ in publisher.asked)
    assert asked == (6 if status in (429, 500) else 1)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://elsewhere.example/ht.zip?X-Amz-Signature=passing", "elsewhere.example"),
        ("https://amazonaws.com.elsewhere.example/ht.zip", "elsewhere.example"),
        ("https://anybody.s3.amazonaws.com/ht.zip", "anybody.s3.amazonaws.com"),
        ("http://s3-us-gov-west-1.amazonaws.com/ht.zip", "s3-us-gov-west-1.amazonaws.com"),
        ("https://xs3-us-gov-west-1.amazonaws.com/ht.zip", "xs3-us-gov-west-1.amazonaws.com"),
        ("file:///etc/hosts", ""),
    ],
)
def test_a_file_on_another_host_is_not_taken(publisher, ask, address, host):
    # Fails if whatever address the interface gives is asked; its signature is never told
    explorer(publisher, signed={NAME: address})
    with pytest.raises(InputFaults) as caught:
        ask()
    said = str(caught.value)
    assert "a host it did not use before" in said and host in said and "passing" not in said
    assert [path for path, *_ in publisher.asked] == ["/list", "/sign"]


def test_a_list_without_the_file_names_the_nearest(publisher, ask):
    # Fails if another file of the list is taken in its place
    explorer(publisher, listed=[{"id": "hts", "awsFile": NAME}])
    with pytest.raises(InputFaults, match="nearest name in it is hts"):
        ask()


@pytest.mark.parametrize("listed", [{"error": "x"}, ["ht"], [{"id": "ht"}], []])
def test_a_list_in_another_form_is_told(publisher, ask, listed):
    # Fails with a traceback when the list changes its form
    explorer(publisher, listed=listed)
    with pytest.raises(InputFaults, match="list of files"):
        ask()


@pytest.mark.parametrize("signed", [{}, [], {"other": "https://x.amazonaws.com/a"}, {NAME: 4}])
def test_a_signature_in_another_form_is_told(publisher, ask, signed):
    explorer(publisher, signed=signed)
    with pytest.raises(InputFaults, match="gave no address"):
        ask()


def test_a_signed_file_that_breaks_off_is_no_file(publisher, ask, releases):
    # Fails if half a zip replaces what is in use
    explorer(publisher, body=offenses()[:-300])
    with pytest.raises(InputFaults):
        ask()
    assert releases.in_use("fbi_ht") == "shipped"


def districts(publisher, releases, years, **environ: str):
    return fetch_release(
        "edfacts_homeless", pack=PACK, releases=releases, today=DAY, years=years,
        environ=environ, sleep=lambda s: None, wait=0.0,
    )  # fmt: skip


def test_districts_are_fetched_from_a_persons_own_address(publisher, releases):
    # Fails if a moved address needs a new edition of the software
    body = make_file("edfacts_homeless", 2021).text().encode()
    publisher.script = lambda path, query: (200, {}, body)
    outcome = districts(
        publisher, releases, (2021,),
        FIRSTLIGHT_ADDRESS_EDFACTS_HOMELESS=f"{publisher.address}/{{year}}.csv",
    )  # fmt: skip
    assert publisher.asked[0][0] == "/2021.csv"
    assert outcome.loaded.source.period == "2021" and outcome.loaded.seen_live == "2026-11-22"
    # a district's count is nobody's count of a county
    assert outcome.loaded.source.tables["school_districts"].place_is == "school district"


def test_a_year_whose_address_is_not_known_is_told(publisher, releases):
    # Fails if an address is made up for a year that has none
    with pytest.raises(InputFaults, match="Known are those of 2019, 2020, 2021"):
        districts(publisher, releases, (2023,))


def test_the_newest_year_with_an_address_is_asked_first(monkeypatch, publisher, releases):
    # Fails if years without an address end the search for the newest
    asked = []

    def note(self, into):
        asked.append(self.request.address)
        raise InputFaults([self._fault("stop")])

    monkeypatch.setattr("firstlight.refresh.newest.Fetcher.fetch", note)
    with pytest.raises(InputFaults, match="stop"):
        districts(publisher, releases, (2026, 2025, 2024, 2023))
    assert asked == [
        "https://eddataexpress.ed.gov/sites/default/files/data_download/EID_11718/"
        "SY2122_FS118_DG655_LEA_data_files.zip"
    ]
