"""Limits that decide what is shown, each with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits that decide what is shown, each with where it comes from."""

    unreliable_cv_percent: float
    unreliable_source: str
    estimate_fewest_people: int
    estimate_hide_up_to: int
    estimate_source: str
    nation_coverage_percent: float
    nation_coverage_source: str
    zone_minimum_residents: int
    zone_source: str
    small_population: int
    small_count: int
    small_source: str
    hidden_source: str
    bound_largest_share_percent: float
    bound_share_source: str
    bound_level: float
    bound_level_source: str
    addresses_at_most: int
    addresses_source: str
    continuum_smallest_percent: float
    continuum_source: str
    smoothing_counties_at_least: int
    smoothing_level: float
    smoothing_own_percent: float
    smoothing_own_source: str
    smoothing_source: str
    old_after_years: float
    old_source: str
    peers_wanted: int
    peers_largest_ratio: float
    peers_source: str
    context_said_at_most: int
    context_said_source: str


@dataclass(frozen=True, slots=True)
class AccessLimits:
    """Which roads, ports and airports distances are measured to, each rule with its source.

    `no_interstate_lines` and `no_land_border` list state prefixes; `earth_radius_km` is the
    radius of the sphere on which distances are measured.
    """

    interstate_step_km: float
    interstate_source: str
    port_step_miles: float
    port_source: str
    land_port_open_since: str
    land_port_source: str
    harbor_sizes: tuple[str, ...]
    harbor_source: str
    airport_shortest_runway_ft: float
    airport_source: str
    no_interstate_lines: tuple[str, ...]
    no_interstate_source: str
    no_interstate_names: tuple[str, ...]
    no_interstate_names_source: str
    no_land_border: tuple[str, ...]
    no_land_border_source: str
    crossings_within_miles: float
    crossings_within_source: str
    crossings_years: tuple[str, ...]
    crossings_source: str
    measures: tuple[str, ...]
    earth_radius_km: float
    earth_source: str
    km_per_mile: float
    mile_source: str
    flows_shown: int
    flows_source: str
    sites_shown: int
    sites_source: str
