"""Villages, or cells of villages where a region has too many to keep apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from urbsim.households.draws import address_of, combine, uniform_of
from urbsim.model.setup import Addresses, Area, Array, Coefficients, Integers, Setup

LEAST_ROWS = 30
MOST_CELLS = 2048
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
    """Rows that live in the area's villages: rural residents ÷ household size ÷ weight."""
    rural = area.population - area.urban
    return max(1, round(rural / area.household_size / weight)) if rural else 0


def cells(area: Area, setup: Setup) -> int:
    """Cells to keep apart: real villages if they are few, and at least thirty rows in each."""
    rows = rural_rows(area, setup.weight)
    most = max(8, MOST_CELLS // len(setup.areas))
    return max(1, min(area.villages, most, rows // LEAST_ROWS)) if rows else 0


def lay_out(setup: Setup, p: Coefficients) -> Villages:
    """Villages of all areas with their distances; draws by name, so that order is irrelevant."""
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
        np.concatenate(multiplicity),
        np.concatenate(households),
        distances(setup, p, area, keys),
        network_spread(p, keys),
    )


def spread_evenly(total: int, parts: int) -> Integers:
    """``total`` things over ``parts``: equal shares, the remainder one each to the first."""
    if parts == 0:
        return np.zeros(0, np.int64)
    return (total // parts + (np.arange(parts) < total % parts)).astype(np.int64)


def distances(setup: Setup, p: Coefficients, area: Integers, keys: list[int]) -> Array:
    """Km from every village to every settlement, (V, J).

    Within an area the mean of the settlement's tier, spread by village; to another area the
    distance of the centres on top of that mean, or the tier's mean alone where centres coincide.
    """
    km = np.empty((len(keys), len(setup.settlements)))
    for j, place in enumerate(setup.settlements):
        mean = place.distance if place.distance is not None else p[f"distance_{place.tier}"]
        for v, key in enumerate(keys):
            home = setup.areas[area[v]]
            near = place.area == area[v] or place.area < 0
            spread = p["village_distance_spread"] * (2 * uniform_of(key, WITHIN, address_of(place.tier)) - 1)
            km[v, j] = (
                mean * (1 + spread) if near else mean + centre_distance(home, setup.areas[place.area], p)
            )
    return km


def centre_distance(home: Area, other: Area, p: Coefficients) -> float:
    """Km between the centres of two areas; twice the reach of a county seat where both are one point."""
    km = float(np.hypot(home.x - other.x, home.y - other.y))
    return km if km > 0 else 2 * p["distance_seat"]


def network_spread(p: Coefficients, keys: list[int]) -> Array:
    """Relative strength of a village's migrant network, mean about 1, never negative, (V,)."""
    relative = p["village_network_sd"] / 0.25
    draws = np.array([uniform_of(key, SPREAD) for key in keys])
    return np.asarray(np.maximum(0.1, 1 + relative * np.sqrt(3) * (2 * draws - 1)))
