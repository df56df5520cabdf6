"""Stratified numbers: every beginning that is a power of two is spread evenly, and keys are strangers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from urbsim.households.stratified import DOUBLINGS, LENGTH, stratified, stratified_numbers

KEYS = st.integers(0, 2**64 - 1)


@given(key=KEYS, doubling=st.integers(0, DOUBLINGS))
def test_each_cell_holds_one_of_the_first_numbers(key: int, doubling: int) -> None:
    count = 1 << doubling
    first = stratified_numbers(key)[:count]
    assert (first > 0).all()
    assert (first < 1).all()
    assert sorted((first * count).astype(int)) == list(range(count))


@given(key=KEYS, number=st.integers(1, LENGTH))
def test_a_number_is_the_same_however_it_is_asked_for(key: int, number: int) -> None:
    assert stratified(key, number) == stratified_numbers(key)[number - 1]
    again = stratified_numbers.__wrapped__(key)
    np.testing.assert_array_equal(again, stratified_numbers(key))


def test_keys_have_nothing_to_do_with_each_other() -> None:
    """Correlations between keys are nearly those of independent orders, of mean square 1 / (n - 1)."""
    numbers = np.array([stratified_numbers(key) for key in range(60)])
    for count in (16, 64, LENGTH):
        pairs = np.corrcoef(numbers[:, :count])[np.triu_indices(60, 1)]
        assert abs((pairs**2).mean() * (count - 1) - 1) < 0.3


def test_means_wander_far_less_than_those_of_independent_numbers() -> None:
    means = np.array([stratified_numbers(key)[:64].mean() for key in range(200)])
    assert means.std() < (1 / np.sqrt(12 * 64)) / 20
    between = np.array([stratified_numbers(key)[:50].mean() for key in range(200)])
    assert between.std() < (1 / np.sqrt(12 * 50)) / 2
