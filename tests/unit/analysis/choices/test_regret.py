"""Regret: of planted hits, in all draws and in those of a box."""

from dataclasses import replace

import numpy as np
import pytest

from urbsim.analysis.choices.enough import that_hold
from urbsim.analysis.choices.fresh import TriedMix
from urbsim.analysis.choices.prim import FailureBox, Side
from urbsim.analysis.choices.regret import hits_in_common, holding, mean_of, regret


def tried(hits: dict[int, float]) -> TriedMix:
    met = np.array(list(hits.values()))
    nothing = np.zeros(1)
    return TriedMix(nothing, 0.5, 1.0, float(met.mean()), 0.0, 1.0, met, np.array(list(hits)), met)


def reaching(strength: float, cost: float, probability: float) -> TriedMix:
    return replace(tried({51: 1}), strengths=np.array([strength]), cost=cost, probability=probability)


def test_whatever_reaches_the_probability_on_fresh_draws_is_enough_and_the_cheapest_comes_first() -> None:
    short, dear, cheap = reaching(0.1, 5, 0.7), reaching(0.2, 9, 0.8), reaching(0.3, 7, 0.9)
    assert that_hold([short], [short], 0.8) == ()
    assert that_hold([short], [dear, cheap], 0.8) == (cheap,)
    assert that_hold([dear], [cheap, dear], 0.8) == (cheap, dear)
    assert that_hold([cheap, dear], [reaching(0.3, 7, 0.9)], 0.8) == (cheap, dear)


def test_a_mix_is_regretted_where_it_misses_what_another_meets() -> None:
    hits, numbers = hits_in_common(
        [tried({51: 1, 52: 0, 53: 0, 54: 1}), tried({51: 0, 52: 1, 53: 0, 54: 1, 55: 1})]
    )
    assert numbers == [51, 52, 53, 54]
    assert regret(hits) == pytest.approx([0.25, 0.25])
    assert regret(hits[:1]) == pytest.approx([0.0])


def test_only_draws_inside_the_box_count_there() -> None:
    box = FailureBox((Side(0, True, 0.5), Side(1, False, 2.0)), 1.0, 1.0, 2)
    inside = holding(box, np.array([[0.4, 3.0], [0.6, 3.0], [0.5, 1.0], [0.1, 2.0]]))
    assert inside.tolist() == [True, False, False, True]
    hits = np.array([[0.0, 1.0, 1.0, 0.0], [1.0, 0.0, 0.0, 0.0]])
    assert regret(hits[:, inside]) == pytest.approx([0.5, 0.0])
    assert mean_of(hits[:, inside]) == pytest.approx([0.0, 0.5])


def test_there_is_no_regret_of_no_draws_or_no_mixes() -> None:
    assert np.isnan(regret(np.zeros((2, 0)))).all()
    hits, numbers = hits_in_common([])
    assert (hits.shape, numbers) == ((0, 0), [])
    assert regret(hits).shape == (0,)
