"""T11: the same world gives the same bits, and a policy of the future changes nothing before it begins."""

from __future__ import annotations

import numpy as np
import pytest

from tests.laws.runs import same_bits, values_of
from tests.worlds import world

SEEDS = [51, 52, 53]


@pytest.mark.parametrize("seed", SEEDS)
def test_one_and_two_threads_give_the_same_bits(seed):
    made = world(seed, areas=3, households=1500, years=6)
    first = values_of(made)
    assert same_bits(first, values_of(made))
    assert same_bits(first, values_of(made, threads=2))
    assert not same_bits(first, values_of(made.with_draw(seed=made.draw.seed + 1)))


@pytest.mark.parametrize("seed", SEEDS)
def test_levers_at_zero_are_the_baseline(seed):
    made = world(seed, areas=2, households=500, years=8)
    off = made.with_levers(**{name: 0.0 * strength for name, strength in made.setup.levers.__dict__.items()})
    assert same_bits(values_of(off), values_of(made.without_policy()))
    assert not same_bits(values_of(made), values_of(off))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_policy_changes_nothing_before_it_begins(seed):
    made, begins = world(seed, areas=2, households=500, years=8), 5
    late = made.with_levers(
        **{
            name: np.concatenate([np.zeros_like(strength[:begins]), strength[begins:]])
            for name, strength in made.setup.levers.__dict__.items()
        }
    )
    plain, changed = values_of(made.without_policy()), values_of(late)
    before = {key: series[:begins] for key, series in plain.items()}
    assert same_bits(before, {key: series[:begins] for key, series in changed.items()})
    assert not same_bits(plain, changed)
