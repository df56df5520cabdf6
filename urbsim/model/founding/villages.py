"""Villages, or cells of villages where a region has too many to keep apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.households.draws import address_of, combine
from urbsim.model.event_numbers import uniforms
from urbsim.model.setup import Addresses, Area, Array, Coefficients, Integers, Setup

MOST_CELLS = 2048
HOUSEHOLDS_OF_A_CELL = 30_000
FEWEST_CELLS, CELLS_OF_AN_AREA = 160, 4
"""The fewest cells of a region, and of an area, with too many villages to keep apart."""
LEAST_ROWS = 30
ROWS_OF_AN_AREA = 30
"""A row stands for at most one in thirty of an area's people."""
NEAR, WITHIN, SPREAD = 1, 2, 3


@dataclass(frozen=True)
class Villages:
    """Villages by area, in the order of the areas.

    ``key`` (V,) is a stable address, ``multiplicity`` the number of real villages in a cell,
    ``households`` the rows founded at home, ``distance`` (V, J) km to every settlement,
    ``network`` (V,) how much more than the mean a village has sent away.
    """

    key: Addresses
    area: Integers
    multiplicity: Integers
    households: Integers
    distance: Array
    network: Array


def rural_rows(area: Area, weight: int) -> int:
    """Rows that live in the area's villages: rural residents ÷ household size ÷ weight.

    Rounded to the nearest, but never more rows than people; 0 where everybody is urban.
    """
    rural = area.population - area.urban
    return min(round(rural / area.household_size / weight), rural // weight)


def largest_weight(area: Area) -> int:
    """The largest weight at which a row is at most one in thirty of an area's people; 1 always fits."""
    return max(1, int(area.population / (ROWS_OF_AN_AREA * area.household_size)))


def cells(area: Area, setup: Setup) -> int:
    """Cells to keep apart: real villages where they are few, else the area's part of the region's cells.

    Neither depends on the weight, but where a weight would leave a cell of many villages without thirty rows.
    """
    if area.population == area.urban:
        return 0
    most = max(8, MOST_CELLS // len(setup.areas))
    if area.villages <= most:
        return max(1, area.villages)
    households = sum(rural_households(each) for each in setup.areas)
    in_all = min(MOST_CELLS / 2, max(FEWEST_CELLS, households / HOUSEHOLDS_OF_A_CELL))
    part = int(in_all * rural_households(area) / households)
    wanted = min(most, max(CELLS_OF_AN_AREA, part))
    return max(1, min(wanted, rural_rows(area, setup.weight) // LEAST_ROWS))


def rural_households(area: Area) -> float:
    """Households in the villages of an area, about."""
    return (area.population - area.urban) / area.household_size


def lay_out(setup: Setup, p: Coefficients) -> Villages:
    """Villages of all areas with their distances; draws by name, so that order is irrelevant.

    Distances and networks depend on names alone, not on the order of areas.
    """
    number = [cells(area, setup) for area in setup.areas]
    area = np.repeat(np.arange(len(number)), number)
    keys, households, multiplicity = [], [], []
    for place, parts in zip(setup.areas, number, strict=True):
        keys += [combine(address_of(f"{place.key}/village"), i) for i in range(parts)]
        households.append(spread_evenly(rural_rows(place, setup.weight), parts))
        multiplicity.append(spread_evenly(max(place.villages, parts), parts))
    return Villages(
        np.array(keys, np.uint64),
        area,
        multiplicity=np.concatenate(multiplicity),
        households=np.concatenate(households),
        distance=distances(setup, p, area, keys),
        network=network_spread(p, keys),
    )


def spread_evenly(total: int, parts: int) -> Integers:
    """``total`` things over ``parts``, (P,): equal shares, the remainder one each to the first.

    7 over 3 are 3, 2, 2.
    """
    if parts == 0:
        return np.zeros(0, np.int64)
    return (total // parts + (np.arange(parts) < total % parts)).astype(np.int64)


def running_totals(shares: Array, area: Integers) -> Integers:
    """Whole numbers (n,) whose running total over an area is nearest to that of ``shares`` (n,).

    So many small shares (0.4 rows a village) give as many rows as they add up to, not none.
    """
    of_areas = np.split(shares, np.flatnonzero(np.diff(area)) + 1)
    whole = [np.diff(np.floor(np.cumsum(part) + 0.5), prepend=0.0) for part in of_areas]
    return np.concatenate(whole).astype(np.int64)


def distances(setup: Setup, p: Coefficients, area: Integers, keys: list[int]) -> Array:
    """Km from every village to every settlement, (V, J).

    Within an area the mean of the settlement's tier, spread by village; to another area the
    distance of the centres on top of that mean, or the tier's mean alone where centres coincide.
    """
    km = np.empty((len(keys), len(setup.settlements)))
    for j, place in enumerate(setup.settlements):
        mean = place.distance if place.distance is not None else p[f"distance_{place.tier}"]
        luck = uniforms(np.array(keys, np.uint64), WITHIN, address_of(place.tier))
        within = mean * (1 + p["village_distance_spread"] * (2 * luck - 1))
        centres = [mean + centre_distance(home, setup.areas[place.area], p) for home in setup.areas]
        near = (area == place.area) | (place.area < 0)
        km[:, j] = np.where(near, within, np.array(centres)[area])
    return km


def centre_distance(home: Area, other: Area, p: Coefficients) -> float:
    """Km between the centres of two areas; twice the reach of a county seat where both are one point."""
    km = float(np.hypot(home.x - other.x, home.y - other.y))
    return km if km > 0 else 2 * p["distance_seat"]


def network_spread(p: Coefficients, keys: list[int]) -> Array:
    """Relative strength of a village's migrant network, mean about 1, never negative, (V,).

    Uniform around 1; below a tenth it is cut.
    """
    relative = p["village_network_sd"] / 0.25
    draws = uniforms(np.array(keys, np.uint64), SPREAD)
    return np.asarray(np.maximum(0.1, 1 + relative * np.sqrt(3) * (2 * draws - 1)))
