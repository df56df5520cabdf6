from dataclasses import replace

import numpy as np
import pytest

from tests.unit.runs.worlds import ensemble
from urbsim.runs.results.noise import at_unit_weight, seed_variance


def test_weight_one_and_silent_seeds_change_nothing() -> None:
    runs = ensemble(draws=9)
    nothing = np.zeros(runs.values.shape[1:])
    some = np.ones(runs.values.shape[1:])
    assert at_unit_weight(runs, 1, some) is runs
    assert at_unit_weight(runs, 50, None) is runs
    np.testing.assert_allclose(at_unit_weight(runs, 50, nothing).values, runs.values)


def test_pure_seed_noise_shrinks_by_the_root_of_the_weight() -> None:
    runs = ensemble(draws=9)
    total = runs.values.var(axis=0, ddof=1)
    shrunk = at_unit_weight(runs, 25, total).values
    np.testing.assert_allclose(shrunk.mean(axis=0), runs.values.mean(axis=0))
    np.testing.assert_allclose(np.std(shrunk, axis=0), np.std(runs.values, axis=0) / 5.0, atol=1e-9)


def test_parameters_and_seeds_add_up() -> None:
    """Parameters of variance 9 crossed with seeds of variance 16: at unit weight 9 + 16 / 16 remain."""
    runs = ensemble(draws=41)
    cells = runs.values.shape[1:]
    crossed = np.add.outer(np.tile([-3.0, 3.0], 100), [-4.0, 4.0]).reshape(-1, 1, 1, 1)
    noisy = replace(
        runs, draws=tuple(range(len(crossed))), values=np.broadcast_to(crossed, (len(crossed), *cells)).copy()
    )
    published = at_unit_weight(noisy, 16, np.full(cells, 16.0)).values
    assert np.std(published[:, 0, 0, 0]) == pytest.approx(np.sqrt(9.0 + 16.0 / 16.0), rel=0.01)


def test_variance_between_seeds_needs_eight_of_them() -> None:
    replicates = np.arange(8.0)[:, None, None, None] * np.ones((8, 2, 3, 4))
    np.testing.assert_allclose(seed_variance(replicates), np.full((2, 3, 4), 6.0))
    with pytest.raises(ValueError, match="8 seeds, got 7"):
        seed_variance(replicates[:7])
