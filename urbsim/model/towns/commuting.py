"""Villagers who work away from the fields and live at home: those of the base year, and whom measures add."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from urbsim.model.setup import Array
from urbsim.model.state import State
from urbsim.model.towns.town import Town
from urbsim.model.towns.ways import more_commuting


def commuting_now(state: State, towns: Sequence[Town]) -> Array:
    """Share of each village's households from which somebody commutes, (V,).

    That of the base year, one more household for each villager of the area whom jobs of measures hired, and
    what feeder roads add; at most all.

    Shares, 0–1.
    """
    people, land = state.people, state.people.land
    home = np.array([town.place.area for town in towns])
    hired = np.array([town.market.commuters for town in towns])
    by_area = np.bincount(home[home >= 0], hired[home >= 0], len(state.setup.areas))
    share = by_area / np.maximum(1, land.villages(people.count.households))
    return np.asarray(np.minimum(1.0, state.commuting + share[land.village] + more_commuting(state)))
