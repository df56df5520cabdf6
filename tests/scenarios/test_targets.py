"""Huludao: the probability of reaching a rate falls as the rate rises, and no target moves a run."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.scenarios.editing import Content, bytes_of, content_of, run, without_targets
from urbsim.analysis.targets.outcomes import targets_table
from urbsim.analysis.targets.summary import summarize
from urbsim.runs.results.result import RunResult

RATES = (0.45, 0.48, 0.50, 0.52, 0.55)


def with_ladder() -> Content:
    """Huludao with five more targets for 2015, one above the other."""
    content = content_of("huludao-2011")
    content["targets"] += [
        {
            "name": f"rung-{100 * rate:.0f}",
            "variable": "resident_urbanization_rate",
            "comparator": "at_least",
            "value": rate,
            "year": 2015,
            "because": "a rung of a ladder",
        }
        for rate in RATES
    ]
    return content


def probabilities(result: RunResult) -> list[float]:
    """As `targets.csv` says, from the lowest rate to the highest."""
    summary = summarize(result.ensembles[0], result.targets, result.observed)
    table = targets_table(summary.outcomes).iloc[-len(RATES) :]
    assert table["target"].astype(float).tolist() == list(RATES)
    return [float(p) for p in table["probability"]]


def assert_never_rising(found: list[float]) -> None:
    assert all(0 <= p <= 1 for p in found)
    assert all(lower >= higher for lower, higher in pairwise(found))


def ladder(found: list[float]) -> str:
    return ", ".join(f"P(≥ {100 * r:.0f} %) = {p:.3f}" for r, p in zip(RATES, found, strict=True))


def test_higher_rates_are_never_likelier() -> None:
    assert_never_rising(probabilities(run(with_ladder(), draws=12, weight=200)))


@pytest.mark.prove
def test_higher_rates_are_never_likelier_in_200_draws_of_every_household() -> None:
    result = run(with_ladder(), draws=200)
    found = probabilities(result)
    rates = 100 * result.ensembles[0].at("resident_urbanization_rate", "211400", 2015)
    print(f"\nhuludao-2011, 200 draws at weight 1, the rate in 2015: {ladder(found)}")
    print(f"its median is {sorted(rates)[100]:.2f} %, from {rates.min():.2f} to {rates.max():.2f}")
    assert_never_rising(found)
    assert found[0] > found[-1]


@pytest.mark.prove
def test_targets_steer_nothing_in_200_draws() -> None:
    with_them, without = (
        bytes_of(run(each, draws=200, weight=20)) for each in (with_ladder(), without_targets(with_ladder()))
    )
    assert with_them == without
    print(f"\nhuludao-2011, 200 draws: {len(without):,} bytes alike with eight targets and with none")
