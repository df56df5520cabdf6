"""How much each judgement matters: from one of its bounds to the other, on a plain county.

One coefficient at a time is set as a scenario would set it, so that founding, anchor and years all follow.
Without measures the rate of the last year answers; of an open hukou and of homes at half price, what they
bring. All are simulated under the same few seeds with everything else amid its prior.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from urbsim.analysis.calibration.trials import coarse
from urbsim.analysis.levers.worlds.arms import setup_of
from urbsim.analysis.levers.worlds.sites import Site, ground_from
from urbsim.evidence.coefficients import Coefficient, coefficients
from urbsim.evidence.experiments import experiments, moments
from urbsim.model.setup import Array
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.sampling import CENTRAL, draw_of
from urbsim.scenario.file.values import Assumption

GROUND: Final = "county"
ARMS: Final = ("nothing", "hukou", "half_price")
SEEDS: Final = (1, 2)
URBAN, EVERYBODY = "urban_population", "population"


@dataclass(frozen=True)
class Influence:
    """What a coefficient moves from its low to its high bound.

    ``rate`` are points of the rate in the last year without measures; ``hukou`` and ``homes`` per cent of the
    townspeople by which what these measures bring changes.
    """

    of: Coefficient
    rate: float
    hukou: float
    homes: float

    @property
    def size(self) -> float:
        """By what the list is ranked: points of the rate and per cent of townspeople together."""
        return abs(self.rate) + abs(self.hukou) + abs(self.homes)


def judgements() -> tuple[Coefficient, ...]:
    """Coefficients that rest on judgement today."""
    return tuple(each for each in coefficients().values() if each.tag == "assumption")


def influences(chosen: Sequence[Coefficient], progress: Callable[[int, int], None]) -> list[Influence]:
    """The influence of coefficients, the largest first."""
    site, found = coarse(GROUND, moments()), list[Influence]()
    for done, each in enumerate(chosen):
        progress(done, len(chosen))
        low, high = (outcomes(site, each, value) for value in (each.low, each.high))
        found.append(Influence(each, *(high - low)))
    return sorted(found, key=lambda row: -row.size)


def outcomes(site: Site, coefficient: Coefficient, value: float) -> Array:
    """Rate in points, and what both measures bring in per cent of townspeople, under a value, (3,)."""
    because = coefficient.because or coefficient.source
    name = coefficient.name
    assumed = Assumption(
        name=name,
        value=value,
        unit=coefficient.unit,
        because=because,
        low=coefficient.low,
        high=coefficient.high,
    )
    scenario = replace(
        site.scenario, assumptions={**site.scenario.assumptions, f"coefficient.{name}": assumed}
    )
    ground = replace(ground_from(scenario, site.name, site.weight), sizes=site.sizes)
    people = np.array([lived(ground, arm) for arm in ARMS])
    brought = 100 * (people[1:, 0] / people[0, 0] - 1)
    return np.array([100 * people[0, 0] / people[0, 1], *brought])


def lived(ground: Site, arm: str) -> Array:
    """Urban people and all in the last year under an arm, means over the seeds, (2,)."""
    setup = setup_of(ground, experiments().arms[arm])
    foundation = foundation_of(setup, ground.resolved.coefficients)
    chosen = [variables_of(setup).index(name) for name in (URBAN, EVERYBODY)]
    fixed = ground.scenario.coefficients
    draws = [draw_of(CENTRAL, n, setup.years, setup.record, fixed, discrepancy=False) for n in SEEDS]
    return np.asarray(np.mean([simulate(setup, foundation, draw)[chosen, 0, -1] for draw in draws], axis=0))
