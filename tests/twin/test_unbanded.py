"""What the bands cost: expected moves of classes against those of households with their own traits."""

from __future__ import annotations

import numpy as np
import pytest

from tests.twin.unbanded import UnbandedModel
from tests.worlds import World, world
from urbsim.evidence.coefficients import coefficients


def banding_error(made: World) -> np.ndarray:
    """Banded over unbanded expected move rate, less one, by year: in total, then by income quintile.

    Both are the mean probabilities of the same deciding households each year, so that chance is not in it.
    """
    model, errors = UnbandedModel(made.setup, made.foundation, made.draw), []
    for _ in made.setup.years[1:]:
        model.step()
        expected = model.people.households.offers.expected
        every = np.vstack([expected.sum(axis=0), expected])
        errors.append(every[:, 1] / every[:, 2] - 1)
    return np.array(errors)


def shown(name: str, errors: np.ndarray) -> str:
    total, quintiles = 100 * errors[:, 0], 100 * errors[:, 1:]
    worst = f"worst quintile {np.abs(quintiles).max():.2f} %"
    return f"{name}: total by year {np.round(total, 2).tolist()} %, {worst}"


def plain(seed: int, **size: int) -> World:
    """A world without policy at the central values of the coefficients."""
    made = world(seed, **size).without_policy()
    return made.with_coefficients(**{name: c.value for name, c in coefficients().items()})


def test_bands_are_nearly_unbiased_in_the_first_year():
    """One small world misses by a per cent or so either way; a bias would show in the mean of several."""
    worlds = [plain(seed, areas=1, households=1500, years=1) for seed in (2, 3, 4, 5)]
    errors = np.array([banding_error(made)[0] for made in worlds])
    assert abs(errors[:, 0].mean()) < 0.005
    assert np.abs(errors[:, 0]).max() < 0.015
    assert np.abs(errors[:, 1:].mean(axis=0)).max() < 0.02
    assert np.abs(errors[:, 1:]).max() < 0.05


@pytest.mark.prove
@pytest.mark.parametrize("seed", [1, 2, 4])
def test_bands_keep_the_yearly_move_rate_within_one_per_cent(seed):
    errors = banding_error(plain(seed, areas=seed % 3 + 1, households=10_000, years=15))
    print("\n" + shown(f"world {seed}", errors))
    assert np.abs(errors[:, 0]).max() < 0.01
    assert np.abs(errors[:, 1:]).max() < 0.05
