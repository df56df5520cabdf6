"""T10: a row that stands for many households changes the luck of a run, not its mean.

With coefficients and shock fixed and reclassification off, the mean is that of weight 1 and the spread
over seeds grows as the root of the weight. A founding is the same for all seeds, so that its own luck
is seen only where the region is founded many times: here, under many names.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.worlds import World, world


def county(weight: int, households: int, years: int) -> World:
    """One and the same county at a weight; its villages are few enough to be kept apart at any of them."""
    made = world(61, areas=1, households=households, years=years).without_policy()
    area = replace(made.setup.areas[0], villages=20)
    places = tuple(replace(place, dwellings=place.population) for place in made.setup.settlements)
    fixed = made.but(areas=(area,), settlements=places, weight=weight).with_draw(growth=0.015)
    return fixed.with_coefficients(reclassification_rate=0.0)


def named(made: World, name: str) -> World:
    """The same county under another name: other villages and other households of the same kind."""
    return made.but(areas=(replace(made.setup.areas[0], key=name),))


def growth(made: World) -> float:
    """What the rate grows by over the years."""
    rate = made.lived().datacollector.model_vars["resident_urbanization_rate"]
    return float(rate[-1][0] - rate[0][0])


def spread(made: World, seeds: int) -> float:
    return float(np.std([growth(made.with_draw(seed=seed)) for seed in range(seeds)], ddof=1))


def difference_of_means(weight: int, size: tuple[int, int], foundings: int) -> tuple[float, float]:
    """Mean of the growth at a weight less that at weight 1 over pairs of the same villages, and its error."""
    one, other = county(1, *size), county(weight, *size)
    pairs = [(named(one, f"c{n}"), named(other, f"c{n}")) for n in range(foundings)]
    gaps = [growth(b.with_draw(seed=n)) - growth(a.with_draw(seed=n)) for n, (a, b) in enumerate(pairs)]
    return float(np.mean(gaps)), float(np.std(gaps, ddof=1) / np.sqrt(foundings))


def test_weight_ten_keeps_the_mean():
    gap, error = difference_of_means(10, (8_000, 4), 25)
    assert abs(gap) < 4 * error
    assert error < 0.004


@pytest.mark.prove
@pytest.mark.parametrize("weight", [10, 50])
def test_weights_keep_the_mean_and_scale_the_spread(weight):
    size = (40_000, 8)
    gap, error = difference_of_means(weight, size, 200)
    ratio = spread(county(weight, *size), 200) / spread(county(1, *size), 200) / np.sqrt(weight)
    mean = f"mean {100 * gap:+.3f} points (se {100 * error:.3f})"
    print(f"\nweight {weight}: {mean}, spread {ratio:.2f} of the root")
    assert abs(gap) < 4 * error
    assert 0.8 < ratio < 1.2
