"""Every lever doubled alone: its direct output, and urbanization under the same luck."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from tests.scenarios.doubling import KEYS, Doubling, Trial, trial, with_every_lever
from tests.scenarios.reasons import NEGLIGIBLE, reason
from urbsim.policy.levers import levers
from urbsim.vocabulary.variables import variables

CASES = {"xuean-2010": (2010, 2014, 32), "huludao-2011": (2012, 2015, 16)}
"""First and last year of measures that a scenario lacks, and draws."""


def strengthened(scenario: Trial, doubling: Doubling) -> float:
    """+1 or -1: which way the direct output goes when the measure, as written, is made stronger."""
    values = [m.value for m in scenario.scenario.measures if m.lever == doubling.lever]
    return float(np.sign(values[0]))


def documented(scenario: Trial, doubling: Doubling) -> float:
    """+1 or -1: which way urbanization goes, by the lever's own documentation."""
    return levers()[doubling.lever].sign * strengthened(scenario, doubling)


def assert_direct(scenario: Trial, doubling: Doubling) -> None:
    assert doubling.moved * strengthened(scenario, doubling) > 0, f"{doubling.name}: {doubling.moved}"


def assert_direction(scenario: Trial, doubling: Doubling) -> None:
    """Not against the documented direction by more than the error; none only where no village changed."""
    effect = float(doubling.effects.mean()) * documented(scenario, doubling)
    assert effect > -2 * doubling.error - 1e-12, f"{doubling.name}: {effect:+.4f} ± {doubling.error:.4f}"
    if effect == 0:
        assert not np.any(doubling.reclassified[1] != doubling.reclassified[0])


def table(scenario: Trial, doublings: Iterable[Doubling]) -> str:
    rate = 100 * scenario.of("resident_urbanization_rate")[:, -1].mean()
    head = (
        f"{'lever':18} {'direct output':24} {'largest change':>16} {'unit':8} {'rate, pp':>12} {'error':>7}"
    )
    lines = [
        f"\n{scenario.scenario.name}: every lever doubled alone, {len(scenario.numbers)} draws at weight "
        f"{scenario.weight}; without doubling the rate in {scenario.setup.years[-1]} is {rate:.2f} %",
        f"{head} {'up':>4} {'down':>4} {'same':>4}",
    ]
    return "\n".join([*lines, *(row(scenario, each) for each in doublings)])


def row(scenario: Trial, doubling: Doubling) -> str:
    effects, unit = doubling.effects, variables()[doubling.output].unit
    up, down, same = ((effects > 0).sum(), (effects < 0).sum(), (effects == 0).sum())
    text = (
        f"{doubling.name:18} {doubling.output:24} {doubling.moved:16,.3f} {unit:8} {effects.mean():+12.4f} "
    )
    text += f"{doubling.error:7.4f} {up:4} {down:4} {same:4}"
    small = abs(effects.mean()) < NEGLIGIBLE or down > 0
    return f"{text}\n    {reason(scenario, doubling)}" if small else text


def test_every_lever_moves_its_own_output_in_a_township() -> None:
    scenario = trial(with_every_lever("xuean-2010", 2010, 2014), (1, 2))
    doublings = [scenario.doubling(key) for key in KEYS]
    for doubling in doublings:
        assert_direct(scenario, doubling)
    print(table(scenario, doublings))


@pytest.mark.prove
@pytest.mark.parametrize("name", CASES)
def test_every_lever_moves_urbanization_in_its_documented_direction(name: str) -> None:
    start, end, draws = CASES[name]
    scenario = trial(with_every_lever(name, start, end), range(1, draws + 1))
    doublings = [scenario.doubling(key) for key in KEYS]
    print(table(scenario, doublings))
    for doubling in doublings:
        assert_direct(scenario, doubling)
        assert_direction(scenario, doubling)
