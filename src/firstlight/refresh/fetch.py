"""Fetch a publisher's file when a person asks for it. The only file that opens a connection.

Retries with growing waits and what the publisher asks for (Retry-After) are urllib3's. What
comes is saved beside the day and the address and then taken by the very road of a file that was
loaded by hand. A passing address that a publisher signs is used once and never told or kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import urllib3
from urllib3.util import parse_url

from firstlight import __version__
from firstlight.base.errors import Fault, InputFaults
from firstlight.refresh.addresses import Request, is_safe
from firstlight.refresh.header import nearest

TRIES = 5
WAIT = 1.0  # seconds; doubled with each try
WAIT_AT_MOST = 120.0
PAUSE = 0.5  # seconds between pages: no publisher of ours asks for more
TIMEOUT = urllib3.Timeout(connect=20, read=120)
TRY_AGAIN = frozenset({429, 500, 502, 503, 504})
CENSUS_AT_ONCE = 50  # variables in one request, by the Census Bureau's documentation
CHUNK = 1 << 16
PAGES_AT_MOST = 10_000
MOVES_AT_MOST = 3
NOTHING_REPLACED = "What was in use stays in use."


class NotThere(InputFaults):
    """The publisher answered that it has no such file: perhaps it is not out yet."""


class Fetcher:
    """Asks one publisher. `wait` doubles with each try; `sleep` is called between pages."""

    def __init__(
        self, request: Request, *, sleep: Callable[[float], None], wait: float = WAIT
    ) -> None:
        self.request = request
        self._sleep = sleep
        self._received = 0
        contact = f" ({request.contact})" if request.contact else ""
        self._headers = {"User-Agent": f"Firstlight/{__version__}{contact}", "Accept": "*/*"}
        self._pool = urllib3.PoolManager(
            timeout=TIMEOUT,
            retries=urllib3.Retry(
                total=TRIES,
                redirect=0,
                backoff_factor=wait,
                backoff_max=WAIT_AT_MOST,
                status_forcelist=TRY_AGAIN,
                respect_retry_after_header=True,
                retry_after_max=int(WAIT_AT_MOST),
                raise_on_status=False,
                raise_on_redirect=False,
            ),
        )

    def fetch(self, into: Path) -> Path:
        """Save what the publisher sends as one file in `into`, and give the file.

        Raises
        ------
        InputFaults
            With what the publisher answered when it is not the file: a refusal, a web page, too
            little or too much, an answer that moved to another host.
        """
        into.mkdir(parents=True, exist_ok=True)
        target = into / self.request.file
        ways = {
            "file": self._fetch_file,
            "listed_file": self._fetch_listed,
            "census_api": self._fetch_census,
            "socrata": self._fetch_socrata,
        }
        ways[self.request.kind](target)
        return target

    # One file ----------------------------------------------------------------------------------

    def _fetch_file(self, target: Path, address: str = "") -> None:
        size = 0
        with target.open("wb") as out:
            for piece in self._stream({}, address):
                size += len(piece)
                out.write(piece)
        if size == 0:
            raise InputFaults([self._fault("The publisher sent nothing.")])

    def _fetch_listed(self, target: Path) -> None:
        """Find the file's name in the publisher's list, have it signed, and fetch it."""
        request = self.request
        name = self._find_listed(self._json({}))
        # the key goes in a header: an address is written down in more places than a header is
        headers = {"X-Api-Key": request.key} if request.key else {}
        self._sleep(PAUSE)
        signed = self._json({"key": name}, request.signed_by, headers)
        if isinstance(signed, dict) and isinstance(signed.get(name), str):
            passing = str(signed[name])
        else:
            raise InputFaults([self._fault("The publisher gave no address for its file.")])
        if not self._is_stored_there(passing):
            host = _host_of(passing)
            what = f"The publisher names a file on a host it did not use before, {host}."
            raise InputFaults([self._fault(what)])
        self._sleep(PAUSE)
        self._fetch_file(target, passing)

    def _find_listed(self, listed: object) -> str:
        """The file's name in the publisher's list, or a fault with what the list has."""
        request = self.request
        if not isinstance(listed, list) or not all(isinstance(r, dict) for r in listed):
            raise InputFaults([self._fault("The publisher's list of files is no list.")])
        for record in listed:
            name = record.get("awsFile")
            if record.get("id") == request.listed_as and isinstance(name, str) and name:
                return name
        near = nearest([request.listed_as], [str(record.get("id", ""))[:60] for record in listed])
        beside = f" The nearest name in it is {near}." if near else ""
        what = f"The publisher's list of files has none with the name {request.listed_as}.{beside}"
        raise InputFaults([self._fault(what)])

    def _is_stored_there(self, address: str) -> bool:
        """Whether a passing address is on the publisher's storage, or where it was signed."""
        if not is_safe(address):
            return False
        host = _host_of(address)
        stores = self.request.stored_on
        ours = host in stores or host.endswith(tuple(f".{store}" for store in stores))
        ours = ours and address.startswith("https://")
        return ours or _host_of(self.request.signed_by) == host

    # Tables in pages ---------------------------------------------------------------------------

    def _fetch_census(self, target: Path) -> None:
        """All counties, fifty variables at a time, joined by state and county."""
        columns = self.request.columns
        joined: dict[tuple[str, str], dict[str, str]] = {}
        for start in range(0, len(columns), CENSUS_AT_ONCE - 1):  # one is the name
            asked = columns[start : start + CENSUS_AT_ONCE - 1]
            query = {"get": ",".join(("NAME", *asked)), "for": "county:*", "in": "state:*"}
            if self.request.key:
                query["key"] = self.request.key
            if start:
                self._sleep(PAUSE)
            for record in self._census_records(self._json(query), asked):
                joined.setdefault((record["state"], record["county"]), {}).update(record)
        names = ["NAME", *columns, "state", "county"]
        table = [names, *([record.get(name) for name in names] for record in joined.values())]
        target.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")

    def _census_records(self, rows: object, asked: Sequence[str]) -> list[dict[str, str]]:
        if not isinstance(rows, list) or not rows or not all(isinstance(r, list) for r in rows):
            raise InputFaults([self._fault("The answer is no table.")])
        header = [str(name) for name in rows[0]]
        wanted = (*asked, "state", "county")
        lacking = [name for name in wanted if name not in header]
        if lacking or any(len(row) != len(header) for row in rows):
            spare = [name for name in header if name not in wanted]
            faults = []
            for name in lacking:
                near = nearest([name], spare)
                do = f"Nearest: {near}. " if near else ""
                fault = Fault(
                    "The publisher's answer lacks the column.",
                    f"{do}{NOTHING_REPLACED}",
                    column=name,
                )
                faults.append(fault)
            raise InputFaults(faults or [self._fault("The answer is cut off.")])
        return [
            {name: _text(cell) for name, cell in zip(header, row, strict=True)} for row in rows[1:]
        ]

    def _fetch_socrata(self, target: Path) -> None:
        """Pages of a set size until one is short."""
        size = self.request.page
        records: list[object] = []
        for number in range(PAGES_AT_MOST):
            page = self._page({"$limit": f"{size}", "$offset": f"{number * size}", "$order": ":id"})
            records += page
            if len(page) < size:
                break
            self._sleep(PAUSE)
        target.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")

    def _page(self, query: dict[str, str]) -> list[object]:
        page = self._json(query)
        if not isinstance(page, list):
            raise InputFaults([self._fault("The answer is no list of records.")])
        return page

    # Asking ------------------------------------------------------------------------------------

    def _json(
        self, query: Mapping[str, str], address: str = "", headers: Mapping[str, str] | None = None
    ) -> object:
        body = b"".join(self._stream(query, address, headers))
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise InputFaults([self._fault("The answer is cut off or is no JSON.")]) from None

    def _stream(
        self, query: Mapping[str, str], address: str = "", headers: Mapping[str, str] | None = None
    ) -> Iterator[bytes]:
        answer = self._ask(query, address or self.request.address, headers or {})
        try:
            expected = answer.headers.get("Content-Length")
            if expected is not None and expected.isdigit() and int(expected) > self.request.at_most:
                raise InputFaults([self._too_large()])
            first = True
            for piece in answer.stream(CHUNK, decode_content=True):
                if first and _is_page(piece, answer.headers.get("Content-Type", "")):
                    what = "The publisher answered with a web page and not with data."
                    raise InputFaults([self._fault(what)])
                first = False
                self._received += len(piece)
                if self._received > self.request.at_most:
                    raise InputFaults([self._too_large()])
                yield piece
        except urllib3.exceptions.HTTPError:
            what = "The answer broke off before it was whole."
            raise InputFaults([self._fault(what)]) from None
        finally:
            answer.release_conn()

    def _ask(
        self, query: Mapping[str, str], address: str, headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        """One request, its retries included. An answer may move on the same host only."""
        for _ in range(MOVES_AT_MOST):
            try:
                answer = self._pool.request(
                    "GET",
                    address,
                    fields=dict(query) or None,
                    headers={**self._headers, **headers},
                    preload_content=False,
                    redirect=False,
                    enforce_content_length=True,
                )
            except urllib3.exceptions.HTTPError:
                what = "The publisher cannot be reached, or kept no connection."
                raise InputFaults([self._fault(what)]) from None
            if answer.status == 200:
                return answer
            answer.close()  # what a refusal says is not read: it could be without end
            if answer.status in (301, 302, 303, 307, 308):
                address = self._moved(address, answer.headers.get("Location", ""))
                continue
            if answer.status == 404:
                raise NotThere([self._refused(answer.status)])
            raise InputFaults([self._refused(answer.status)])
        raise InputFaults([self._fault("The publisher sends from one address to the next.")])

    def _moved(self, address: str, to: str) -> str:
        old = parse_url(address)
        there = f"{old.scheme}://{old.netloc}{to}" if to.startswith("/") else to
        try:
            new = parse_url(there)
        except urllib3.exceptions.LocationParseError:
            what = "The publisher sends to an address that is none."
            raise InputFaults([self._fault(what)]) from None
        if (new.scheme, new.netloc) != (old.scheme, old.netloc):
            name = (new.netloc or "a place without a name")[:100]
            what = f"The publisher sends to another host, {name}."
            do = (
                "If you trust it, set the new address with "
                f"FIRSTLIGHT_ADDRESS_{self.request.series.upper()}. {NOTHING_REPLACED}"
            )
            raise InputFaults([Fault(what, do, file=self.request.file)])
        return there

    def _refused(self, status: int) -> Fault:
        words = {
            401: "The publisher wants a key, or does not know this one",
            403: "The publisher turns this request away",
            404: "The publisher has no such file; it may not be out yet, or may have moved",
            429: "The publisher says that too much was asked",
        }.get(status, "The publisher cannot answer now")
        return self._fault(f"{words} (status {status}).")

    def _too_large(self) -> Fault:
        mb = self.request.at_most // 1_000_000
        return self._fault(f"The file is larger than {mb:,} MB, more than it ever was.")

    def _fault(self, what: str) -> Fault:
        # the address without its query: a key may stand there
        bare = self.request.address.split("?")[0]
        hint = ""
        if self.request.key_name and not self.request.key:
            hint = f" The publisher may want a key: set {self.request.key_name}."
        do = f"Look at {bare}, and try again later.{hint} {NOTHING_REPLACED}"
        return Fault(what, do, file=self.request.file)


def _host_of(address: str) -> str:
    """The host (and port) of an address, or words for one that has none."""
    try:
        return (parse_url(address).netloc or "a place without a name")[:100]
    except urllib3.exceptions.LocationParseError:
        return "a place without a name"


def _is_page(start: bytes, kind: str) -> bool:
    bare = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    page = re.match(rb"<(!doctype html|html|head|body)", bare)
    return page is not None or (kind.startswith("text/html") and bare.startswith(b"<"))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
