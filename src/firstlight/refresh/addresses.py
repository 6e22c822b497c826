"""Where a publisher's file is fetched from: the format's address, or the person's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from firstlight.base.errors import CatalogueFaults, Fault, InputFaults
from firstlight.catalogue import read_entry
from firstlight.catalogue.formats import Fetch, Format, fill_year

SETTINGS = "fetch.yaml"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What a person wrote into `fetch.yaml` in the data folder.

    `addresses` maps a series to another address (and SERIES_SIGNED_BY to another one that signs
    its files); `contact` is told to publishers that turn away whoever does not say who asks.
    """

    contact: str = ""
    addresses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of whom. `key` is the person's own and is never printed or kept."""

    series: str
    year: int
    kind: str
    address: str
    file: str
    key: str
    key_name: str
    contact: str
    page: int
    at_most: int
    columns: tuple[str, ...]
    listed_as: str = ""
    signed_by: str = ""
    stored_on: tuple[str, ...] = ()


def read_settings(folder: Path) -> FetchSettings:
    """Read `fetch.yaml` of the data folder, where there is one.

    Raises
    ------
    InputFaults
        When it cannot be understood.
    """
    file = folder / SETTINGS
    if not file.is_file():
        return FetchSettings()
    try:
        return read_entry(file, FetchSettings)
    except CatalogueFaults as error:
        raise InputFaults(error.faults) from None


def make_request(
    entry: Format, *, year: int, settings: FetchSettings, environ: Mapping[str, str]
) -> Request:
    """The address, key and contact for a series and year.

    The environment overrules the settings (`FIRSTLIGHT_ADDRESS_` and the series in capitals, the
    same with `_SIGNED_BY`, `FIRSTLIGHT_CONTACT`), and the settings the format.

    Raises
    ------
    InputFaults
        When the series is not fetched, its address for the year is not known, or a contact or
        key is wanted and none is set, or cannot be sent. The key is never repeated.
    """
    fetch = entry.fetch
    if fetch is None:
        do = f"Download it from {entry.address}, then run `firstlight sources load FILE`."
        what = f"{entry.id} is not fetched: its publisher has no lasting address for it."
        raise InputFaults([Fault(what, do)])
    own = _read_own(entry.id, settings, environ)
    address = fill_year(own or fetch.of_years.get(f"{year}", fetch.address), year)
    signed_by = ""
    if fetch.signed_by:
        signed_by = _read_own(f"{entry.id}_signed_by", settings, environ) or fetch.signed_by
    contact = environ.get("FIRSTLIGHT_CONTACT", "").strip() or settings.contact
    faults = []
    if fetch.needs_contact and not contact:
        what = f"{entry.publisher} answers only those who say who asks."
        do = "Set FIRSTLIGHT_CONTACT to your e-mail address. It is sent to the publisher."
        faults.append(Fault(what, do))
    key = environ.get(fetch.key, "").strip() if fetch.key else ""
    if fetch.needs_key and not key:
        what = f"{entry.publisher} wants a key for its interface."
        faults.append(
            Fault(what, f"A key is free; ask for one at {fetch.key_at} and set {fetch.key}.")
        )
    for name, text in (("FIRSTLIGHT_CONTACT", contact), (fetch.key, key)):
        if not _can_be_sent(text):
            what = f"{name} has a sign in it that cannot be sent, such as the end of a line."
            faults.append(Fault(what, "Set it again, in one line of plain letters and digits."))
    if not own and fetch.of_years and f"{year}" not in fetch.of_years:
        faults.append(_not_listed(entry, fetch, year))
    elif not all(is_safe(text) for text in (address, signed_by) if text):
        faults.append(Fault("The address does not begin with https://.", "Mend the address."))
    if faults:
        raise InputFaults(faults)
    return Request(
        series=entry.id,
        year=year,
        kind=fetch.kind,
        address=address,
        file=fill_year(fetch.file, year),
        key=key,
        key_name=fetch.key,
        contact=contact,
        page=fetch.page,
        at_most=fetch.at_most_mb * 1_000_000,
        columns=_columns_to_ask(entry, year, fetch),
        listed_as=fetch.listed_as,
        signed_by=signed_by,
        stored_on=fetch.stored_on,
    )


def is_safe(address: str) -> bool:
    """Whether an address is asked without others reading along, or lies on this computer."""
    return address.startswith(("https://", "http://127.0.0.1:", "http://localhost:"))


def _can_be_sent(text: str) -> bool:
    """Whether a text may stand in the head of a request: signs of one line, none beyond ASCII."""
    return text.isascii() and all(sign.isprintable() for sign in text)


def years_to_ask(
    entry: Format, years: Sequence[int], *, settings: FetchSettings, environ: Mapping[str, str]
) -> tuple[int, ...]:
    """The years to ask for, in this order.

    Where the addresses are known year by year, years without one are passed over when several
    were given; when none of them has one, every year that has is asked for, newest first. One
    year alone stays, so that its lack is told.
    """
    known = () if entry.fetch is None else tuple(sorted(map(int, entry.fetch.of_years)))[::-1]
    if not known or len(years) == 1 or _read_own(entry.id, settings, environ):
        return tuple(years)
    return tuple(year for year in years if year in known) or known


def _read_own(name: str, settings: FetchSettings, environ: Mapping[str, str]) -> str:
    """The person's own address, from the environment before the settings, or nothing."""
    of_environment = environ.get(f"FIRSTLIGHT_ADDRESS_{name.upper()}", "").strip()
    return of_environment or settings.addresses.get(name, "")


def _not_listed(entry: Format, fetch: Fetch, year: int) -> Fault:
    years = ", ".join(sorted(fetch.of_years))
    return Fault(
        f"The publisher's address for {year} is not known; it follows no rule. "
        f"Known are those of {years}.",
        f"Download it from {entry.address}, then run `firstlight sources load FILE`; "
        f"or set FIRSTLIGHT_ADDRESS_{entry.id.upper()}.",
    )


def _columns_to_ask(entry: Format, year: int, fetch: Fetch) -> tuple[str, ...]:
    """The columns a census request names: what is read, without those that place a row."""
    if fetch.kind != "census_api":
        return ()
    keys = {column for rule in entry.places for column in rule.columns}
    names = (w.column for w in entry.columns if w.column not in keys)
    return tuple(fill_year(name, year, entry.spans) for name in names)
