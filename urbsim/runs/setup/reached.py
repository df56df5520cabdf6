"""Which settlements and areas of a region a measure speaks of."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from urbsim.model.setup import Array
from urbsim.policy.lever import Reach
from urbsim.policy.measures import Measure
from urbsim.runs.setup.key_towns import is_key_town
from urbsim.runs.setup.settlements import Ground

TIER_OF = {"towns": "town", "seats": "seat", "cities": "city"}


def reach_of(measure: Measure, ground: Ground) -> Reach:
    """The places that a measure reaches, with the people of the base year."""
    places = named(measure.where, ground)
    home = np.array([place.area for place in ground.settlements])
    return Reach(
        places=places,
        areas=np.array([float(places[home == a].any()) for a in range(len(ground.areas))]),
        people=np.array([float(place.population) for place in ground.settlements]),
        rural=np.array([float(area.population - area.urban) for area in ground.areas]),
        inside=(home >= 0).astype(float),
    )


def named(places: Iterable[str], ground: Ground) -> Array:
    """1 for every settlement of the region that a name means: all, a tier, an area or a town, (J,)."""
    wanted = set(places)
    tiers = {TIER_OF[name] for name in wanted & set(TIER_OF)}
    key_towns = "key-towns" in wanted
    chosen = [
        place.area >= 0
        and (
            "all" in wanted
            or place.tier in tiers
            or (key_towns and is_key_town(place.key))
            or bool(wanted & {place.key, ground.areas[place.area].key})
        )
        for place in ground.settlements
    ]
    return np.array(chosen, float)
