"""Where the people who are registered elsewhere come from: the region itself, or other regions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from urbsim.households.equations import Number
from urbsim.model.setup import Array, Coefficients, Setup


def from_elsewhere(level: str, registered: Number, p: Mapping[str, Number]) -> Number:
    """Of the people ``registered`` (…, 3) elsewhere those who are from outside the region, in their unit."""
    county, province, beyond = (np.asarray(registered)[..., n] for n in range(3))
    part = part_of_county(level, p)
    return (1 - part) * county + province + beyond - within(level, registered, p)


def part_of_county(level: str, p: Mapping[str, Number]) -> Number:
    """Of those registered in another township of the county the part that is from the region itself."""
    return p["township_part_of_local"] if level == "township" else 1.0


def within(level: str, registered: Number, p: Mapping[str, Number]) -> Number:
    """Of the people registered in other counties those of the region.

    All of them in the nation, none in a county or township.
    """
    province, beyond = (np.asarray(registered)[..., n] for n in (1, 2))
    inside = {"nation": province + beyond, "province": province, "prefecture": near_part(p) * province}
    return inside.get(level, 0.0)


def near_part(p: Mapping[str, Number]) -> Number:
    """Of the people who left their county and stayed in the province, those who stayed in the prefecture.

    By the surveyed destinations of migrants from the levels above: a share, 0–1.
    """
    county, prefecture, province = (p[f"destination_share_{n}"] for n in ("county", "prefecture", "province"))
    return (prefecture - county) / (province - county)


def strangers(setup: Setup, p: Coefficients) -> Array:
    """People of each settlement who are registered in other regions in the base year, (J,).

    As the census tells of its area, 0 where it tells nothing; in the nation nobody is from elsewhere.
    """
    found = np.zeros(len(setup.settlements))
    for j, place in enumerate(setup.settlements):
        if place.area < 0 or setup.inside.all() or not setup.areas[place.area].registered:
            continue
        area = setup.areas[place.area]
        share = float(from_elsewhere(setup.level, np.array(area.registered), p))
        found[j] = share * area.population * place.population / max(1, area.urban)
    return found
