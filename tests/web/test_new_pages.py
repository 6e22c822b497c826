"""Maps, comparison, sources and resources: the same figures, honest legends, reasons in words."""

from __future__ import annotations

import json
import re

import pytest

from firstlight.catalogue import read_catalogue
from firstlight_web.pages.shelves import list_lacking, list_sources
from web.visiting import HOUSTON, PAGES, Site, query


def list_of(text: str) -> dict[str, str]:
    """The list beside a map: each county with the row that it has."""
    body = text.partition('<div class="list"')[2].partition("</table>")[0]
    rows = re.findall(r'<tr[^>]*><th scope="row">([^<]+)</th>(.*?)</tr>', body, flags=re.S)
    return dict(rows)


def drawing_of(text: str) -> str:
    return text.partition('<div class="near ')[2].partition("</svg>")[0]


def test_map_and_list_say_the_same(site: Site) -> None:
    """Fails when a county is drawn and not listed, or its number differs."""
    text = site.ask(PAGES["map_of_a_state"]).text
    rows, drawing = list_of(text), drawing_of(text)
    told = re.findall(r"<title>([^:<]+), TX: ([^<]+)</title>", drawing)
    assert len(rows) == 254 and {name for name, _ in told} == set(rows)
    for name, words in told:
        value = re.search(r">([\d.,]+)</data>", rows[name])
        assert value is not None and words.startswith(value[1]), name
        shaded = f'fill="{_shade(rows[name])}"' if _shade(rows[name]) else "url(#"
        path = re.search(rf'<path d="[^"]+" ([^>]+)><title>{re.escape(name)}, TX:', drawing)
        assert path is not None and shaded in path[1].replace('fill="url(', "url("), name
    assert list(rows) == sorted(rows), "by name, never by number"


def _shade(row: str) -> str:
    found = re.search(r'fill="(#[0-9a-f]{6})" stroke="#857c6d"', row)
    return found[1] if found else ""


def test_a_legend_shows_only_what_the_map_uses(site: Site) -> None:
    """Fails when a hatch stands in a legend without a county, or a county without a legend."""
    near = site.ask(PAGES["map"]).text
    legend = near.partition('<div class="legend">')[2].partition("</div>")[0]
    assert "hidden to" not in legend and "no report" not in legend
    counts = site.ask(PAGES["map_of_counts"]).text
    legend = counts.partition('<div class="legend">')[2].partition("</div>")[0]
    assert "hidden to protect people" in legend and "no report" in legend
    drawing = drawing_of(counts)
    assert 'id="map-wide-hidden"' in drawing and 'id="map-wide-no_report"' in drawing
    assert "unreliable" not in drawing
    for shade in ("#e3c6b0", "#b79ba4", "#6a7093"):
        assert shade not in drawing, "a count is a circle, never a shade"


def test_a_hidden_county_has_neither_circle_nor_number_on_a_map_of_counts(site: Site) -> None:
    """Fails when the size of a circle gives a hidden count away."""
    drawing = drawing_of(site.ask(PAGES["map_of_counts"]).text)
    hidden = re.findall(r"<title>([^<]+): hidden to protect people</title>", drawing)
    assert hidden
    circles = re.findall(r"<circle [^>]+><title>([^:<]+):", drawing)
    assert circles and not set(hidden) & set(circles)


def test_a_county_without_a_boundary_is_a_point_and_the_map_says_so(site: Site) -> None:
    """Fails when a planning region is left out, or drawn with an old county's border."""
    text = site.ask(PAGES["map_of_points"]).text
    assert len(list_of(text)) == 9
    assert "Drawn as a point:" in text and "Capitol Planning Region, CT" in text
    assert drawing_of(text).count('r="7"') == 9


def test_no_red_and_five_classes_at_most(site: Site) -> None:
    """Fails with a sixth shade, or a color that accuses a place."""
    drawing = drawing_of(site.ask(PAGES["map_of_a_state"]).text)
    shades = set(re.findall(r'fill="(#[0-9a-f]{6})" stroke="#ffffff"', drawing))
    assert 1 < len(shades) <= 5
    assert not re.search(r"#[89a-f][0-9a-f](?:0\d|1\d|2\d){2}\b", drawing)


@pytest.mark.parametrize("measure", ["recorded_offenses", "missing_minors", "pit_youth"])
def test_what_is_never_mapped_is_refused_with_a_reason(site: Site, measure: str) -> None:
    """Fails when a map of cases, or of a list of children, can be asked for."""
    reply = site.ask(f"/map/{measure}/{query('48201')}")
    assert reply.status == 404
    assert "There is no map of this" in reply.text and "<svg viewBox" not in reply.text.replace(
        '<svg viewBox="0 0 32 32"', ""
    ).replace('<svg class="sprite"', "")
    assert f"/indicator/{measure}/" in reply.text


@pytest.mark.parametrize("name", ["map", "map_of_a_state", "map_of_counts", "compare"])
def test_no_arrest_and_no_case_stands_beside_a_map_or_a_peer(site: Site, name: str) -> None:
    """Fails when a figure of recorded crimes comes onto these pages."""
    text = site.ask(PAGES[name]).text
    figures = set(re.findall(r'data-figure="([a-z_]+)', text))
    assert figures and not figures & {"recorded_offenses", "offenses", "agencies_listed"}
    indicators = read_catalogue().indicators
    named = {name for name in figures if name in indicators}
    assert all(indicators[name].parameter not in (2, 4) for name in named)
    if name.startswith("map"):
        assert len(named) == 1, "one measure a page"
        assert text.count('<figure class="map') == 1


def test_a_comparison_says_only_what_both_margins_carry(site: Site) -> None:
    """Fails when a difference without margins is judged, or somebody is ranked."""
    text = site.ask(f"/compare/{query(*HOUSTON, of='48201')}").text
    poverty = text.partition('id="poverty"')[2].partition("</section>")[0]
    assert "By more than chance it is" in poverty
    growth = text.partition('id="population_growth"')[2].partition("</section>")[0]
    assert "no difference from a peer can be judged" in growth
    assert "By more than chance" not in growth
    plain = re.sub(r"<[^>]+>", " ", text)
    assert not re.search(
        r"\b(worst|best|winner|highest|lowest|top|first place|ranked (?:\w+ )?\w*th)\b", plain
    )
    for name in ("Dallas County, TX", "Cook County, IL", "San Diego County, CA"):
        assert name in text
    assert "the whole country was searched" in " ".join(plain.split())


def test_the_whole_area_is_compared_without_peers(site: Site) -> None:
    """Fails when an area of several counties is given the peers of one."""
    text = site.ask(PAGES["compare_area"]).text
    assert "beside its counties" in text and "Why these counties" not in text


def test_every_source_and_every_gap_stands_on_the_page(site: Site) -> None:
    """Fails when a release or a bullet is left out, or an old file does not show its age."""
    text = site.ask(PAGES["sources"]).text
    for row in list_sources():
        entry = text.partition(f'id="{row.source.id}"')[2].partition("</article>")[0]
        assert entry, row.source.id
        assert ("years old" in entry) is row.is_old, row.source.id
        assert all(hash_ in entry for _, hash_ in row.files)
    assert text.count("Who holds it:") == len(list_lacking())


def test_the_filter_of_sources_keeps_what_fits(site: Site) -> None:
    """Fails when a filter is ignored, or hides what fits."""
    text = site.ask(f"/sources/{query(parameter='2')}").text
    assert 'id="fbi_ht_2020"' in text and 'id="acs_2018_poverty"' not in text
    assert "No release that is in hand fits" in site.ask(f"/sources/{query(q='zeppelin')}").text


def test_old_figures_carry_their_age_and_young_ones_do_not(site: Site) -> None:
    """Fails when the age of a file is lost on its way to the page, or told of a fresh one."""
    text = site.ask(PAGES["indicator"]).text
    assert "years old</span>" in text
    fresh = site.ask(f"/indicator/residents/{query(*HOUSTON)}").text
    assert "years old" not in fresh


@pytest.mark.parametrize("measure", ["poverty", "homeless_students", "density"])
def test_a_county_has_one_number_on_its_map_its_comparison_and_its_assessment(
    site: Site, measure: str
) -> None:
    """Fails when a map or a comparison works a figure out in another way than the assessment."""
    document = json.loads(site.ask(f"/assessment/assessment.json{query('48301')}").text)
    (figure,) = (f for f in document["figures"] if f["id"] == f"{measure}.48301")
    pages = [f"/map/{measure}/{query('48301', extent='state')}", f"/map/{measure}/{query('48301')}"]
    if measure != "homeless_students":
        pages.append(f"/compare/{query('48301')}")
    for path in pages:
        found = re.findall(
            rf'<data value="([^"]*)"[^>]*data-figure="{measure}\.48301"', site.ask(path).text
        )
        shown = {value for value in found if value}
        wanted = figure["value"]
        assert (
            found and shown <= {f"{wanted}", repr(wanted), repr(figure["margin"])}
            if wanted is not None
            else not shown
        )


def test_a_peers_ratio_is_the_quotient_of_the_two_numbers_of_residents(site: Site) -> None:
    """Fails when the ratio is turned round, or taken from other numbers than those shown."""
    text = site.ask(f"/compare/{query('48201')}").text
    numbers = dict(re.findall(r'<data value="([^"]+)" data-figure="(peer_[a-z]+\.\d{5})"', text))
    values = {name: float(value) for value, name in numbers.items()}
    ratios = {name: value for name, value in values.items() if name.startswith("peer_ratio.")}
    assert len(ratios) == 5
    for name, ratio in ratios.items():
        residents = values[name.replace("ratio", "residents")]
        assert ratio == pytest.approx(residents / 4835125)


def test_a_source_says_every_measure_that_rests_on_it(site: Site) -> None:
    """Fails if a source of context, which no formula reads, is said to be of no use."""
    rows = {row.source.id: row for row in list_sources()}
    cited = {
        "airports_ourairports": "Access: borders, ports and airports",
        "irs_migration_2018": "Moves between counties, from tax returns",
        "fbi_ht_master_2015": "Who reported on trafficking, month by month, in one year",
    }
    page = site.ask("/sources/").text
    for source, title in cited.items():
        assert title in rows[source].shown_in
        article = page.split(f'id="{source}"')[1].split("</article>")[0]
        assert title in article and "No measure yet" not in article
    assert rows["fbi_ht_master_2015"].parameters & {2, 4}
    idle = {
        name
        for name, row in rows.items()
        if not (row.indicators or row.shown_in or row.source.also_used_for)
    }
    assert idle == {"rural_urban_classes"}  # kept for a comparison of classes that nobody reads yet


def test_an_area_is_compared_by_its_largest_county_first(site: Site) -> None:
    """Fails if the first by the alphabet stands for ten counties."""
    heading = re.search(r"<h1>(.*?)</h1>", site.ask(PAGES["compare"]).text)
    assert heading is not None and "Harris County, TX" in heading[1]
