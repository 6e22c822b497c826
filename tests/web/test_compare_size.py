"""What a comparison says first of the size of its counties is true of every one of them."""

from __future__ import annotations

import re

import pytest

from firstlight.catalogue import read_catalogue
from web.visiting import Site, query

SAME = "counties of about the same size and kind"
LARGEST = read_catalogue().thresholds.peers_largest_ratio


@pytest.mark.parametrize("fips", ["48301", "48201", "04013", "36029", "15005", "27053"])
def test_the_lead_calls_no_county_of_five_times_the_size_alike(site: Site, fips: str) -> None:
    """Fails when the lead is the same for peers of about the size and of whatever size."""
    text = site.ask(f"/compare/{query(fips)}").text
    found = re.findall(r'value="([0-9.]+)" data-figure="peer_ratio', text)
    ratios = [float(ratio) for ratio in found]
    assert ratios
    alike = all(1 / LARGEST <= ratio <= LARGEST for ratio in ratios)
    lead = text.split('class="lede">')[1].split("</p>")[0]
    assert (SAME in lead) is alike
    assert ("too few have about its size" in lead) is not alike


def test_loving_county_has_larger_peers(site: Site) -> None:
    """Fails when the smallest county is again set beside counties "of about the same size"."""
    assert SAME not in site.ask(f"/compare/{query('48301')}").text
