"""Key towns: as many of a region's towns as a measure designates, told apart from the others."""

from __future__ import annotations

from dataclasses import replace

from urbsim.model.setup import Settlement
from urbsim.policy.measures import Measure

ENDING = "/key-town"
TOTALS = ("built_up_area", "jobs")
"""Stocks of a settlement that are counts of all its towns, and no rates."""


def is_key_town(key: str) -> bool:
    """Whether a settlement's key is that of designated key towns."""
    return key.endswith(ENDING)


def number_of(measures: tuple[Measure, ...]) -> int:
    """How many key towns the measures of a scenario designate: the largest number any of them names."""
    named = [float(measure.given("towns") or 0.0) for measure in measures]
    return round(max(named, default=0.0))


def told_apart(places: tuple[Settlement, ...], number: int) -> tuple[Settlement, ...]:
    """The settlements with ``number`` key towns split off the towns, over areas by their numbers of towns.

    A key town is as large as the mean town of its area: people and towns are shared in one proportion.
    Whole people and towns are kept; a place of a single town stays whole.
    """
    towns = sum(place.members for place in places if is_many(place))
    share = min(1.0, number / towns) if towns else 0.0
    return tuple(part for place in places for part in split(place, share))


def is_many(place: Settlement) -> bool:
    """Whether a settlement of the region stands for several towns."""
    return place.area >= 0 and place.tier == "town" and place.members > 1


def split(place: Settlement, share: float) -> tuple[Settlement, ...]:
    """Key towns and the other towns of one place."""
    key = min(place.members - 1, max(1, round(place.members * share))) if is_many(place) and share else 0
    if not key:
        return (place,)
    people = round(place.population * key / place.members)
    named = replace(place, key=place.key.rpartition("/")[0] + ENDING, population=people, members=key)
    others = replace(place, population=place.population - people, members=place.members - key)
    return part_of(named, key / place.members), part_of(others, 1.0 - key / place.members)


def part_of(place: Settlement, share: float) -> Settlement:
    """The place with its share of what was counted for all of its towns; rates stay."""
    stocks = {name: value * share if name in TOTALS else value for name, value in place.stocks.items()}
    dwellings = None if place.dwellings is None else round(place.dwellings * share)
    return replace(place, stocks=stocks, dwellings=dwellings)
