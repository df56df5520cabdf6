"""Luck by address: the published generator, uniform, and the same in the kernel and in plain integers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numba import njit

from urbsim.households.draws import (
    CHOICE,
    address_of,
    combine,
    draw,
    exponential,
    mix,
    stream,
    uniform,
    uniform_of,
)
from urbsim.model.reference import random_numbers

WORDS = st.integers(0, 2**64 - 1)


@njit
def kernel_draw(seed, village, year, key):
    return draw(stream(seed, village, year, CHOICE), key)


@njit
def mixed(z):
    return mix(z)


@njit
def times(number, start):
    found = np.empty(number)
    for n in range(number):
        found[n] = exponential(draw(start, np.uint32(n)))
    return found


@njit
def shares(number, start):
    found = np.empty(number)
    for n in range(number):
        found[n] = uniform(draw(start, np.uint32(n)))
    return found


def test_the_finaliser_is_that_of_splitmix64():
    # The first outputs of SplitMix64 from the seed 1234567 (Vigna's reference code).
    expected = [6457827717110365317, 3203168211198807973, 9817491932198370423]
    state = 1234567
    for value in expected:
        state = (state + random_numbers.GAMMA) % 2**64
        assert int(mixed(np.uint64(state))) == value == random_numbers.finalised(state)


def test_zero_stays_zero():
    assert mixed(np.uint64(0)) == 0


@given(WORDS, WORDS, st.integers(1990, 2100), st.integers(0, 2**32 - 1))
def test_kernel_and_plain_integers_agree(seed, village, year, key):
    plain = random_numbers.bits_at(random_numbers.address(seed, village, year, random_numbers.CHOICE), key)
    assert int(kernel_draw(np.uint64(seed), np.uint64(village), np.int64(year), np.uint32(key))) == plain


def test_draws_are_uniform_and_exponential():
    drawn = shares(200_000, np.uint64(99))
    assert np.all((drawn > 0) & (drawn < 1))
    assert np.abs(np.bincount((drawn * 20).astype(int)) / 10_000 - 1).max() < 0.05
    assert times(200_000, np.uint64(5)).mean() == pytest.approx(1, abs=0.01)


def test_names_have_addresses_of_their_own():
    names = [f"area{n}/village" for n in range(2000)]
    assert len({address_of(name) for name in names}) == 2000
    assert address_of("") == 0xCBF29CE484222325


def test_combination_depends_on_every_part_and_its_place():
    assert len({combine(1, 2), combine(2, 1), combine(1, 2, 0), combine(1), combine(2)}) == 5
    assert 0 < uniform_of(1, 2) < 1
