"""Hazards, ageing, deaths and branches of packed households."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.households.columns.columns import in_band
from urbsim.households.life.events import branch_key, with_child
from urbsim.households.life.lifecycle import (
    aged,
    dying_band,
    has_turned,
    hazard,
    hazard_table,
    may_split,
    turns,
    workers,
    young_family,
)

BANDS = st.lists(st.integers(0, 3), min_size=15, max_size=15)
ALWAYS = 2**32


def word(bands: list[int]) -> np.uint64:
    return np.uint64(sum(n << 3 * band for band, n in enumerate(bands)))


def bands_of(life: np.uint64) -> list[int]:
    return [int(in_band.py_func(life, band)) for band in range(15)]


def alone(band: int, number: int = 1) -> np.uint64:
    return word([number if b == band else 0 for b in range(15)])


@pytest.mark.parametrize("band", range(15))
def test_a_household_of_one_has_the_hazard_of_its_band(band):
    chances = np.linspace(0.001, 0.15, 15)
    assert hazard(hazard_table(chances), alone(band)) == int(chances[band] * ALWAYS)


@given(BANDS)
def test_hazards_of_members_add_up(bands):
    chances = np.linspace(0.001, 0.02, 15)
    summed = int(hazard(hazard_table(chances), word(bands)))
    assert summed == pytest.approx(float(chances @ bands) * ALWAYS, abs=4)


@given(BANDS)
def test_everybody_is_one_band_older_and_nobody_is_lost(bands):
    older = bands_of(aged(word(bands)))
    assert older == [0, *bands[:13], bands[13] + bands[14]]


@given(BANDS, st.integers(0, 3))
def test_newborns_stay_in_the_first_band_at_one_turn(bands, newborns):
    bands[0] = newborns + bands[0]
    older = aged(word(bands) | np.uint64(newborns << 61))
    assert older >> np.uint64(61) == 0
    assert bands_of(older) == [newborns, bands[0] - newborns, *bands[1:13], bands[13] + bands[14]]
    assert bands_of(aged(older))[1] == newborns


@pytest.mark.parametrize("born", range(2011, 2031))
@pytest.mark.parametrize("key", range(5))
def test_who_is_born_in_the_same_five_years_turns_in_the_next_five(key, born):
    """2010 is the year of founding: a child of 2011-2015 is of the second band from 2016-2020 on."""
    life = with_child.py_func(word([0] * 15), not has_turned(np.uint32(key), born, 2010))
    turned = born
    while in_band.py_func(life, 1) == 0:
        turned += 1
        life = aged(life) if turns(np.uint32(key), turned) else life
    assert (turned - 2011) // 5 == (born - 2011) // 5 + 1


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1))
def test_a_branch_has_another_key_with_the_neighbourhood_and_the_turn_of_its_parents(key, bits):
    branch = int(branch_key(np.uint32(key), np.uint64(bits)))
    assert branch != key
    assert branch >> 16 == key >> 16
    assert branch % 5 == key % 5


def test_a_full_last_band_waits():
    crowd = word([1] * 13 + [4, 5])
    assert aged(crowd) == crowd


def test_a_household_turns_every_fifth_year():
    for key in (0, 3, 2**32 - 1):
        years = [year for year in range(2011, 2026) if turns(np.uint32(key), year)]
        assert np.diff(years).tolist() == [5, 5]


def test_the_death_falls_in_a_band_by_its_hazard():
    table = hazard_table(np.full(15, 0.1))
    home = word([0, 0, 0, 0, 2, 0, 0, 1, *[0] * 7])
    limit = int(0.2 * ALWAYS)
    assert dying_band(table, home, np.uint64(0)) == 4
    assert dying_band(table, home, np.uint64(limit - 10)) == 4
    assert dying_band(table, home, np.uint64(limit + 10)) == 7
    assert dying_band(table, home, np.uint64(ALWAYS - 1)) == 7


def test_workers_are_fifteen_to_fifty_nine():
    assert workers(word([1] * 15)) == 9
    assert workers(alone(2) + alone(12)) == 0


def test_only_a_couple_with_elders_founds_a_household():
    couple, child, elder = alone(5, 2), alone(0), alone(11)
    assert may_split(couple + child + elder)
    assert not may_split(couple + elder), "three stay together"
    assert not may_split(couple + child + alone(6)), "without elders"
    assert not may_split(alone(5) + child + alone(11, 2)), "without a couple"


def test_the_couple_takes_the_small_children():
    home = alone(5, 2) + alone(0) + alone(3) + alone(11, 2)
    assert young_family(home, 5) == alone(5, 2) + alone(0)
    assert young_family(home, 1) == 0, "one of the couple works in town"
