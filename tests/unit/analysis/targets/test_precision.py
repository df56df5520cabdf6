"""Intervals of probabilities hold their level, and say how many draws a verdict still takes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.runs.worlds import ensemble, result
from urbsim.analysis.targets.outcomes import Outcome, jeffreys, score
from urbsim.analysis.targets.precision import STEPS, draws_for_all, draws_needed, settled

TRIALS = 1000
TRUTHS = (0.05, 0.95)
"""Truths are drawn evenly from this range; nearer to 0 or 1 whole hits allow no level to be held."""


def covered(draws: int, level: float, seed: int) -> float:
    """Share of synthetic ensembles whose interval holds the truth they were drawn from."""
    luck = np.random.default_rng(seed)
    truths = luck.uniform(*TRUTHS, TRIALS)
    hits = luck.binomial(draws, truths)
    ends = np.array([jeffreys(int(n), draws, level) for n in hits])
    return float(np.mean((ends[:, 0] <= truths) & (truths <= ends[:, 1])))


@pytest.mark.parametrize("draws", [50, 200])
def test_intervals_cover_the_truth_as_often_as_they_say(draws: int) -> None:
    assert 0.93 <= covered(draws, 0.95, seed=4) <= 0.97
    assert 0.87 <= covered(draws, 0.90, seed=4) <= 0.93


@pytest.mark.prove
@pytest.mark.parametrize("draws", [20, 50, 100, 200, 500, 1000])
def test_intervals_hold_their_level_at_any_number_of_draws(draws: int) -> None:
    shares = [covered(draws, 0.95, seed) for seed in range(20)]
    print(
        f"\n{draws} draws, truths from {TRUTHS[0]} to {TRUTHS[1]}: over 20 times {TRIALS} trials the 95 % "
        f"interval covers {np.mean(shares):.1%} ({min(shares):.1%} to {max(shares):.1%})"
    )
    assert 0.94 <= np.mean(shares) <= 0.96
    assert sum(0.93 <= share <= 0.97 for share in shares) >= 19


def outcome(hits: int, draws: int) -> Outcome:
    """A scored target with so many hits."""
    low, high = jeffreys(hits, draws)
    done = result(draws=draws)
    first = score(ensemble(draws), done.targets, done.observed)[0]
    return replace(first, probability=hits / draws, low=low, high=high)


def test_a_verdict_is_settled_when_its_interval_lies_between_two_steps() -> None:
    assert settled(outcome(50, 100))
    assert not settled(outcome(33, 100))
    assert not settled(outcome(4, 4))
    assert settled(outcome(64, 64))
    assert settled(replace(outcome(1, 2), low=None, high=None))


@pytest.mark.parametrize(("hits", "draws"), [(3, 10), (12, 40), (37, 100), (8, 10), (25, 40)])
def test_the_draws_said_to_be_needed_do_settle_the_verdict(hits: int, draws: int) -> None:
    """With the same share of hits, that many draws settle it, and three quarters of them do not."""
    needed = draws_needed(outcome(hits, draws), draws)
    assert needed > draws
    p = hits / draws
    assert settled(outcome(round(p * needed * 1.1), round(needed * 1.1)))
    assert not settled(outcome(round(p * needed * 0.75), round(needed * 0.75)))


def test_a_probability_on_a_step_is_never_settled() -> None:
    on_the_step = replace(outcome(33, 100), probability=STEPS[1])
    assert draws_needed(on_the_step, 100) == 10_000_000
    assert draws_for_all([outcome(50, 100), on_the_step], 100) == 10_000_000
    assert draws_for_all([outcome(50, 100)], 100) == 100
