"""A weight leaves the level of a run where it was: mean paired differences of the last year's rate.

Both runs of a pair share the draw and the luck of villages and towns, and differ by the weight:
the shipped weight less weight 1, for provinces and the nation less one eight times finer. What is left of
luck is that of households, founded and living, most of it in the coarse run: it is repeated with other
households for each fine one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np
import pytest

from tests.laws.test_weights import county, growth, named
from urbsim.households.draws import combine
from urbsim.households.population import in_place
from urbsim.model.founding.founding import FoundingPlan, plan_founding
from urbsim.model.state import Draw
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import draw_of
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_scenario

MOST_BIAS, MOST_ERROR = 0.03, 0.015
"""Points of the rate."""
FEWEST, MOST = 12, 2000
COARSE = {"huludao-2011": 20}
"""Weights at which scenarios that ship with weight 1 are tried, where it is not ten."""


@dataclass(frozen=True)
class Weighted:
    """A scenario planned at a weight."""

    scenario: Scenario
    plan: FoundingPlan

    def draw(self, number: int) -> Draw:
        setup = self.plan.setup
        return draw_of(number, 1, setup.years, setup.record, self.scenario.coefficients)

    def rate(self, draw: Draw, luck: int = 0) -> float:
        """The last year's urbanization rate in points; every ``luck`` has other households."""
        made = self.plan.founded(combine(draw.seed, luck) if luck else draw.seed)
        if luck:
            streams = [combine(int(key), luck) for key in made.rows.village]
            made = replace(made, rows=made.rows._replace(village=np.array(streams, np.uint64)))
        setup = self.plan.setup
        values = simulate(setup, made, draw, population=in_place)
        return 100 * float(values[variables_of(setup).index("resident_urbanization_rate"), 0, -1])


def at_weight(scenario: Scenario, weight: int) -> Weighted:
    resolved = resolve(scenario, weight)
    return Weighted(scenario, plan_founding(resolved.setup, resolved.coefficients))


def pair_of(scenario: Scenario) -> tuple[int, int]:
    """The weight to try, and the finer one to hold it against."""
    if scenario.runs.weight == 1:
        return COARSE.get(scenario.name, 10), 1
    large = scenario.region == "CN" or len(str(scenario.region)) == 2
    return scenario.runs.weight, scenario.runs.weight // 8 if large else 1


def bias(coarse: Weighted, fine: Weighted) -> tuple[float, float, int]:
    """Mean paired difference and its standard error in points, over as many draws as the error needs."""
    gaps: list[float] = []
    for gap in differences(coarse, fine):
        gaps.append(gap)
        if len(gaps) >= FEWEST and (error(gaps) <= MOST_ERROR or len(gaps) == MOST):
            break
    return float(np.mean(gaps)), error(gaps), len(gaps)


def differences(coarse: Weighted, fine: Weighted) -> Iterator[float]:
    """Paired differences draw by draw, without end."""
    number, lucks = 0, repeats(coarse.plan.setup.weight // fine.plan.setup.weight)
    while number := number + 1:
        draw = coarse.draw(number)
        yield float(np.mean([coarse.rate(draw, luck) for luck in range(lucks)])) - fine.rate(draw)


def repeats(ratio: int) -> int:
    """Coarse runs for each fine one: households' variance is ``ratio`` times, and a fine run costs more."""
    return round(sqrt(1.5 * ratio))


def error(gaps: list[float]) -> float:
    return float(np.std(gaps, ddof=1) / sqrt(len(gaps)))


@pytest.mark.prove
@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_shipped_weight_keeps_the_level(name: str) -> None:
    scenario = read_scenario(name)
    weights = pair_of(scenario)
    coarse, fine = (at_weight(scenario, weight) for weight in weights)
    mean, spread, pairs = bias(coarse, fine)
    tried = f"weight {weights[0]} less {weights[1]}"
    print(f"\n{name}: {tried}: {mean:+.3f} points (se {spread:.3f}, {pairs} pairs)")
    assert spread <= MOST_ERROR
    assert abs(mean) <= MOST_BIAS + 2 * spread


def test_a_weight_keeps_the_level_of_a_small_county_with_all_processes_on() -> None:
    one, ten = (county(weight, 6_000, 6).with_coefficients(reclassification_rate=0.01) for weight in (1, 10))
    gaps = [
        growth(named(ten.with_draw(seed=n), f"c{n}")) - growth(named(one.with_draw(seed=n), f"c{n}"))
        for n in range(30)
    ]
    assert abs(np.mean(gaps)) <= 3 * error(gaps)
    assert error(gaps) < 0.0015


def test_a_founding_from_few_rows_has_the_migrants_of_one_from_many() -> None:
    shares = [share_away(at_weight(read_scenario("jingtai-2012"), weight)) for weight in (1, 10, 50)]
    assert np.ptp(shares) < 0.003


def share_away(made: Weighted) -> float:
    """People of rural origin who live outside the region, of all residents."""
    setup = replace(made.plan.setup, years=made.plan.setup.years[:2])
    still = replace(made.draw(0), shock=np.zeros(len(made.plan.setup.years)))
    values = simulate(setup, made.plan.founded(), still)
    return float(values[variables_of(setup).index("away_population"), 0, 0]) / setup.population
