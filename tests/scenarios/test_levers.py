"""Every lever doubled alone: its direct output, and urbanization under the same luck."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from tests.scenarios.doubling import KEYS, Doubling, Trial, trial, with_every_lever
from tests.scenarios.reasons import NEGLIGIBLE, reason
from urbsim.policy.levers import levers
from urbsim.vocabulary.variables import variables

CASES = {"xuean-2010": (2010, 2014, 32), "huludao-2011": (2012, 2015, 8)}
"""First and last year of measures that a scenario lacks, and draws."""
WHOLE_VILLAGES = ("land",)
"""Levers that act by villages changing whole or not at all: in a small place none may be on the edge."""


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
    """In the documented direction on the mean, and in more draws with it than against it."""
    effects = doubling.effects * documented(scenario, doubling)
    if doubling.lever in WHOLE_VILLAGES and not effects.any():
        return
    assert effects.mean() > -2 * doubling.error, (
        f"{doubling.name}: {effects.mean():+.4f} ± {doubling.error:.4f}"
    )
    assert effects.mean() > 0, doubling.name
    assert (effects > 0).sum() > (effects < 0).sum(), doubling.name


def table(scenario: Trial, doublings: Iterable[Doubling]) -> str:
    rate = 100 * scenario.of("resident_urbanization_rate")[:, -1].mean()
    head = (
        f"{'lever':18} {'direct output':24} {'largest change':>16} {'unit':8} {'rate, pp':>12} {'error':>7}"
    )
    lines = [
        f"\n{scenario.scenario.name}: every lever doubled alone, {len(scenario.numbers)} draws at weight "
        f"{scenario.weight}; without doubling the rate in {scenario.setup.years[-1]} is {rate:.2f} %",
        f"{head} {'with':>4} {'anti':>4} {'same':>4}",
    ]
    return "\n".join([*lines, *(row(scenario, each) for each in doublings)])


def row(scenario: Trial, doubling: Doubling) -> str:
    effects, unit = doubling.effects, variables()[doubling.output].unit
    way = documented(scenario, doubling)
    up, down, same = ((way * effects > 0).sum(), (way * effects < 0).sum(), (effects == 0).sum())
    text = (
        f"{doubling.name:18} {doubling.output:24} {doubling.moved:16,.3f} {unit:8} {effects.mean():+12.4f} "
    )
    text += f"{doubling.error:7.4f} {up:4} {down:4} {same:4}"
    if abs(effects.mean()) >= NEGLIGIBLE and down == 0:
        return text
    warning = "AGAINST ITS DIRECTION in most draws it moves: " if down > up else ""
    return f"{text}\n    {warning}{reason(scenario, doubling)}"


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
