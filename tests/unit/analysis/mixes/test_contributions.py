"""A planted model with known additive and interacting effects gives its contributions back."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbsim.analysis.mixes.contributions import Coalition, Contributions, Worth, contributions, sets_needed
from urbsim.analysis.mixes.required_strength import least

EFFECTS = {"roads": 3.0, "water": -1.0, "homes": 5.0, "park": 0.0, "hukou": 2.0}
PAIRS = {frozenset(("roads", "homes")): 4.0, frozenset(("water", "hukou")): -2.0}
MANY = {f"m{i}": float(i) for i in range(11)}
MANY_PAIRS = {frozenset(("m1", "m2")): 6.0, frozenset(("m3", "m10")): -3.0}


def planted(effects: dict[str, float], pairs: dict[Coalition, float]) -> Worth:
    """Worth of a set, twice as much of everything in a second variable, with luck that is shared."""

    def worth(measures: Coalition, draw: int) -> np.ndarray:
        scale = 1.0 + 0.1 * draw
        own = sum(effects[name] for name in measures)
        both = sum(value for pair, value in pairs.items() if pair <= measures)
        return np.array([1.0, 2.0]) * (100.0 * draw + scale * (own + both))

    return worth


def known(effects: dict[str, float], pairs: dict[Coalition, float], scale: float) -> dict[str, float]:
    return {
        name: scale * (own + sum(value / 2 for pair, value in pairs.items() if name in pair))
        for name, own in effects.items()
    }


def by_name(found: Contributions) -> dict[str, float]:
    return {name: float(value) for name, value in zip(found.measures, found.values[:, 0], strict=True)}


def test_exact_contributions_are_those_that_were_planted() -> None:
    found = contributions(EFFECTS, (1, 2, 3), planted(EFFECTS, PAIRS))
    assert found.exact
    assert by_name(found) == pytest.approx(known(EFFECTS, PAIRS, 1.2))
    np.testing.assert_allclose(found.values.sum(axis=0), found.total)
    np.testing.assert_allclose(found.values[:, 1], 2 * found.values[:, 0])
    assert by_name(found)["park"] == 0.0


def test_interactions_are_what_pairs_do_together() -> None:
    found = contributions(EFFECTS, (0,), planted(EFFECTS, PAIRS))
    values = {frozenset(pair): float(value[0]) for pair, value in found.interactions.items()}
    assert {pair: value for pair, value in values.items() if value} == pytest.approx(PAIRS)
    assert len(values) == 10


def test_sampled_contributions_agree_with_the_exact_ones_within_their_error() -> None:
    draws = tuple(range(40))
    sampled = contributions(MANY, draws, planted(MANY, MANY_PAIRS), seed=3)
    assert not sampled.exact
    truth = known(MANY, MANY_PAIRS, float(np.mean([1 + 0.1 * d for d in draws])))
    for name, value, error in zip(sampled.measures, sampled.values[:, 0], sampled.error[:, 0], strict=True):
        assert abs(value - truth[name]) <= error + 1e-9, name
    np.testing.assert_allclose(sampled.values.sum(axis=0), sampled.total)


def test_exact_and_sampled_agree_on_the_same_sets() -> None:
    draws = tuple(range(60))
    worth = planted(EFFECTS, PAIRS)
    exact, sampled = (contributions(EFFECTS, draws, worth, exact=way) for way in (True, False))
    assert (np.abs(exact.values - sampled.values) <= sampled.error + exact.error + 1e-9).all()


def test_the_order_of_measures_changes_nothing() -> None:
    worth = planted(EFFECTS, PAIRS)
    for way in (True, False):
        first = contributions(EFFECTS, (1, 2), worth, seed=5, exact=way)
        for order in list(permutations(EFFECTS))[::37]:
            again = contributions(order, (1, 2), worth, seed=5, exact=way)
            assert again.measures == first.measures
            np.testing.assert_array_equal(again.values, first.values)


@given(st.lists(st.sampled_from(sorted(MANY)), min_size=2, max_size=11, unique=True), st.integers(0, 50))
def test_only_the_sets_announced_are_asked_for(names: list[str], draw: int) -> None:
    asked: set[Coalition] = set()

    def worth(measures: Coalition, number: int) -> np.ndarray:
        asked.add(measures)
        return planted(MANY, MANY_PAIRS)(measures, number)

    contributions(names, (draw,), worth, seed=7)
    assert asked == sets_needed(names, draw, seed=7)


def test_enough_is_found_by_halving_where_the_chance_rises() -> None:
    times, tried = least(lambda x: min(1.0, x / 10), 0.8, 64.0)
    assert times == pytest.approx(8.0)
    assert all(chance < 0.8 for x, chance in tried.items() if x < 8)


def test_enough_may_be_nothing_or_out_of_reach() -> None:
    assert least(lambda x: 0.9, 0.8, 64.0)[0] == 0.0
    never, tried = least(lambda x: x / 1000, 0.8, 5.0)
    assert never is None
    assert max(tried.values()) == 0.005
