"""Packed words: counting, bands, one year on, and room for more without losing anybody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.laws.boards import villagers
from urbsim.households.capacity import LIFE
from urbsim.households.columns.columns import (
    AWAY,
    Rows,
    commutes,
    copy_of,
    count,
    grown_older,
    in_band,
    living,
    newborns_of,
    one_in,
    out_of,
    place_at,
    programme_of,
    status_of,
    tenure_of,
    with_newborns,
    with_reserve,
)

BANDS = st.lists(st.integers(0, 7), min_size=15, max_size=15)


def word(bands: list[int]) -> np.uint64:
    return np.uint64(sum(n << 3 * band for band, n in enumerate(bands)))


def test_nobody_is_counted_in_an_empty_word():
    assert count(np.uint64(0)) == 0


@given(BANDS.filter(lambda bands: sum(bands) < 64))
def test_people_are_the_sum_of_the_bands(bands):
    assert count(word(bands)) == sum(bands)


@given(BANDS, st.integers(0, 14))
def test_a_band_is_read_and_written_alone(bands, band):
    assert in_band.py_func(word(bands), band) == bands[band]
    alone = one_in.py_func(band)
    assert [int(in_band.py_func(alone, b)) for b in range(15)] == [int(b == band) for b in range(15)]


@given(BANDS, st.integers(0, 7), st.integers(0, 15), st.integers(0, 7))
def test_fields_do_not_touch_each_other(bands, out, tenure, newborns):
    life = with_newborns.py_func(living.py_func(word(bands), out, tenure, AWAY), newborns)
    assert out_of.py_func(life) == out
    assert tenure_of.py_func(life) == tenure
    assert status_of.py_func(life) == AWAY
    assert newborns_of.py_func(life) == newborns
    assert (programme_of.py_func(life), commutes.py_func(life)) == (0, 0)
    assert life & np.uint64((1 << 45) - 1) == word(bands)


def test_the_fields_of_a_life_word_are_its_64_bits():
    bits = [field.first + bit for field in LIFE for bit in range(field.bits)]
    assert bits == list(range(64))


@given(st.integers(0, 2**64 - 1))
def test_every_field_is_read_where_it_stands(life):
    fields = np.uint64(life)
    assert programme_of.py_func(fields) == life >> 56 & 15
    assert commutes.py_func(fields) == life >> 60 & 1
    assert newborns_of.py_func(fields) == life >> 61


@pytest.mark.parametrize("place", [0, 255, 256, 2**16 - 1])
def test_a_place_is_read_as_it_was_written(place):
    rows = villagers(1)
    rows.place[0] = place
    assert place_at.py_func(rows, 0) == place


def test_tenure_stays_at_fifteen():
    life = living.py_func(word([1] * 15), 0, 14, AWAY)
    older = grown_older.py_func(life)
    assert tenure_of.py_func(older) == 15
    assert grown_older.py_func(older) == older


def content(rows: Rows) -> list[tuple[list[int], list[int]]]:
    spans = [slice(a, b) for a, b in zip(rows.start[:-1], rows.used, strict=True)]
    return [(rows.life[s].tolist(), rows.key[s].tolist()) for s in spans]


@pytest.mark.parametrize("reserve", [0, 1, 1000])
def test_reserve_moves_and_drops_nobody(reserve):
    rows = villagers(30, villages=4)
    grown = with_reserve(rows, np.full(4, reserve))
    assert content(grown) == content(rows)
    assert np.all(grown.start[1:] - grown.used >= reserve)
    assert np.all(grown.start[1:] - grown.start[:-1] >= rows.start[1:] - rows.start[:-1])


def test_a_copy_has_its_own_state():
    rows = villagers(3)
    other = copy_of(rows)
    other.life[0] = 0
    other.used[0] = 1
    assert rows.life[0] != 0
    assert rows.used[0] == 3


def test_a_household_takes_eighteen_bytes():
    rows = villagers(1)
    assert sum(column.itemsize for column in (rows.life, rows.place, rows.key, rows.traits)) == 18
