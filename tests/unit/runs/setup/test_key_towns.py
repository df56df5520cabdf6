"""Key towns told apart: nobody is lost, and no town is counted twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.model.setup import Settlement
from urbsim.runs.setup.key_towns import is_key_town, told_apart

PLACES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 400)), min_size=1, max_size=8)


def towns(sizes: list[tuple[int, int]]) -> tuple[Settlement, ...]:
    return tuple(
        Settlement(f"{area}/town", "town", area, people, members)
        for area, (people, members) in enumerate(sizes)
    )


@given(sizes=PLACES, number=st.integers(1, 1000))
def test_people_and_towns_are_kept(sizes: list[tuple[int, int]], number: int) -> None:
    before = towns(sizes)
    after = told_apart(before, number)
    assert sum(place.population for place in after) == sum(place.population for place in before)
    assert sum(place.members for place in after) == sum(place.members for place in before)
    assert all(place.members >= 1 and place.population >= 0 for place in after)
    assert len({place.key for place in after}) == len(after)


def test_as_many_are_told_apart_as_are_named() -> None:
    after = told_apart(towns([(100_000, 10), (300_000, 30)]), 8)
    assert [place.members for place in after if is_key_town(place.key)] == [2, 6]


def test_places_outside_seats_and_single_towns_stay_whole() -> None:
    whole = (
        Settlement("1/seat", "seat", 0, 5000),
        Settlement("outside/town", "town", -1, 0, 20),
        Settlement("雪岸镇", "town", 0, 9000),
    )
    assert told_apart(whole, 5) == whole


def test_counts_are_shared_and_rates_are_not() -> None:
    place = Settlement("1/town", "town", 0, 40_000, 4, {"jobs": 8000.0, "water": 0.7}, 12_000)
    key, others = told_apart((place,), 1)
    assert (key.stocks["jobs"], others.stocks["jobs"]) == (2000, 6000)
    assert key.stocks["water"] == others.stocks["water"] == pytest.approx(0.7)
    assert (key.dwellings, others.dwellings) == (3000, 9000)
