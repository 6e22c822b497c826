"""Where a publisher's file is fetched from: the format's address, or the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from firstlight.base.errors import CatalogueFaults, Fault, InputFaults
from firstlight.catalogue import read_entry
from firstlight.catalogue.formats import Fetch, Format, fill_year

SETTINGS = "fetch.yaml"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """What a person wrote into `fetch.yaml` in the data folder.

    `addresses` maps a series to another address; `contact` is told to publishers that turn away
    whoever does not say who asks.
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

    The environment overrules the settings (`FIRSTLIGHT_ADDRESS_` and the series in capitals,
    `FIRSTLIGHT_CONTACT`), and the settings the format.

    Raises
    ------
    InputFaults
        When the series is not fetched, or a contact or key is wanted and none is set.
    """
    fetch = entry.fetch
    if fetch is None:
        do = f"Download it from {entry.address}, then run `firstlight sources load FILE`."
        what = f"{entry.id} is not fetched: its publisher has no lasting address for it."
        raise InputFaults([Fault(what, do)])
    own = environ.get(f"FIRSTLIGHT_ADDRESS_{entry.id.upper()}", "").strip()
    address = fill_year(own or settings.addresses.get(entry.id, "") or fetch.address, year)
    contact = environ.get("FIRSTLIGHT_CONTACT", "").strip() or settings.contact
    faults = []
    if fetch.needs_contact and not contact:
        what = f"{entry.publisher} answers only those who say who asks."
        do = "Set FIRSTLIGHT_CONTACT to your e-mail address. It is sent to the publisher."
        faults.append(Fault(what, do))
    key = environ.get(fetch.key, "").strip() if fetch.key else ""
    if fetch.kind == "dol_api" and not key:
        what = f"{entry.publisher} wants a key for its interface."
        faults.append(Fault(what, f"Ask there for a key and set {fetch.key}."))
    if not address.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
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
    )


def _columns_to_ask(entry: Format, year: int, fetch: Fetch) -> tuple[str, ...]:
    """The columns a census request names: what is read, without those that place a row."""
    if fetch.kind != "census_api":
        return ()
    keys = {column for rule in entry.places for column in rule.columns}
    names = (w.column for w in entry.columns if w.column not in keys)
    return tuple(fill_year(name, year, entry.spans) for name in names)
