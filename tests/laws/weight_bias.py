"""How far a weight moves the level of a run: mean paired differences of the last year's rate.

python -m tests.laws.weight_bias [--most PAIRS] [--weights COARSE FINE] [--at COEFFICIENT=VALUE]... [NAME...]

Both runs of a pair share the draw and the luck of villages and towns, and differ by the weight:
the shipped weight less weight 1, for provinces and the nation less one eight times finer. What is left of
luck is that of households, founded and living, most of it in the coarse run: it is repeated with other
households for each fine one. ``--most`` stops earlier and says what the error asked for would take.

``--weights`` and ``--at`` are for the search for a cause: a bias grows with the weight while a run costs
less, and what a coefficient brings about is gone where it is 0. So it was found that people who read how many
of their village have left from its few rows lower the rate (`--weights 160 20 --at network=0 laiwu-2007`).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil, sqrt

import numpy as np

from urbsim.households.draws import combine
from urbsim.households.population import in_place
from urbsim.model.founding.founding import FoundingPlan, plan_founding
from urbsim.model.state import Draw
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import draw_of
from urbsim.scenario.file.shipped import shipped
from urbsim.scenario.file.values import Assumption, Scenario
from urbsim.scenario.reading import read_scenario

MOST_BIAS, MOST_ERROR = 0.03, 0.015
"""Points of the rate."""
FEWEST, MOST = 30, 2000
"""Pairs: of fewer, the standard error itself is a matter of luck."""
COARSE = {"huludao-2011": 20}
"""Weights at which scenarios that ship with weight 1 are tried, where it is not ten."""


@dataclass(frozen=True)
class Weighted:
    """A scenario planned at a weight."""

    scenario: Scenario
    plan: FoundingPlan

    def draw(self, number: int) -> Draw:
        """The draw of that number under seed 1."""
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


@dataclass(frozen=True)
class Bias:
    """What a scenario's weight does to its level, in points, and the processor time it took to know."""

    name: str
    weights: tuple[int, int]
    gaps: tuple[float, ...]
    seconds: float

    @property
    def mean(self) -> float:
        """The mean paired difference."""
        return float(np.mean(self.gaps))

    @property
    def error(self) -> float:
        """Its standard error."""
        return error(self.gaps)

    @property
    def pairs_asked(self) -> int:
        """Pairs after which the standard error is as small as asked for, if luck stays as it was."""
        return max(FEWEST, ceil(len(self.gaps) * (self.error / MOST_ERROR) ** 2))

    @property
    def holds(self) -> bool:
        """Whether the level stays where it was, as far as the error allows to say."""
        return abs(self.mean) <= MOST_BIAS + 2 * self.error

    def __str__(self) -> str:
        coarse, fine = self.weights
        minutes = self.seconds / 60 / len(self.gaps) * self.pairs_asked
        gap = (
            f"{self.mean:+.3f} (se {self.error:.3f}, {len(self.gaps)} pairs, {self.seconds / 60:.1f} CPU min)"
        )
        asked = f"se {MOST_ERROR} takes {self.pairs_asked} pairs, {minutes:.0f} CPU min"
        said = "holds" if self.holds else "MOVED" if len(self.gaps) >= FEWEST else "too few pairs to say"
        return f"{self.name:26} {coarse:>4} less {fine:<4} {gap}; {asked}; {said}"


def at_weight(scenario: Scenario, weight: int) -> Weighted:
    """The scenario planned at another weight."""
    resolved = resolve(scenario, weight)
    return Weighted(scenario, plan_founding(resolved.setup, resolved.coefficients))


def pair_of(scenario: Scenario) -> tuple[int, int]:
    """The weight to try, and the finer one to hold it against."""
    if scenario.runs.weight == 1:
        return COARSE.get(scenario.name, 10), 1
    large = scenario.region == "CN" or len(str(scenario.region)) == 2
    return scenario.runs.weight, scenario.runs.weight // 8 if large else 1


def fixed_at(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """The scenario with some coefficients at one value in all draws."""
    named = {f"coefficient.{name}": value for name, value in values.items()}
    fixed = {name: Assumption(name, value, "", "held fixed", None, None) for name, value in named.items()}
    return replace(scenario, assumptions={**scenario.assumptions, **fixed})


def bias_of(scenario: Scenario, most: int = MOST, weights: tuple[int, int] | None = None) -> Bias:
    """The bias of a scenario's weight, over as many draws as the error needs, at most so many."""
    begun, weights = time.process_time(), weights or pair_of(scenario)
    gaps: list[float] = []
    for gap in differences(*(at_weight(scenario, weight) for weight in weights)):
        gaps.append(gap)
        if len(gaps) >= most or (len(gaps) >= FEWEST and error(gaps) <= MOST_ERROR):
            break
    return Bias(scenario.name, weights, tuple(gaps), time.process_time() - begun)


def differences(coarse: Weighted, fine: Weighted) -> Iterator[float]:
    """Paired differences draw by draw, without end."""
    number, lucks = 0, repeats(coarse.plan.setup.weight // fine.plan.setup.weight)
    while number := number + 1:
        draw = coarse.draw(number)
        yield float(np.mean([coarse.rate(draw, luck) for luck in range(lucks)])) - fine.rate(draw)


def repeats(ratio: int) -> int:
    """Coarse runs for each fine one: households' variance is ``ratio`` times, and a fine run costs more."""
    return round(sqrt(1.5 * ratio))


def error(gaps: list[float] | tuple[float, ...]) -> float:
    """The standard error of their mean."""
    return float(np.std(gaps, ddof=1) / sqrt(len(gaps)))


def coefficient(text: str) -> tuple[str, float]:
    """A coefficient and its value, as ``NAME=VALUE`` says."""
    name, _, value = text.partition("=")
    return name, float(value)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description="The table of weight bias, in points of the last year's rate."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="shipped scenarios; none: all")
    parser.add_argument("--most", type=int, default=MOST, help="pairs at most, two or more")
    parser.add_argument("--weights", nargs=2, type=int, metavar=("COARSE", "FINE"), help="other weights")
    parser.add_argument("--at", type=coefficient, action="append", default=[], metavar="COEFFICIENT=VALUE")
    asked = parser.parse_args()
    for each in asked.names or sorted(shipped()):
        tried = fixed_at(read_scenario(each), dict(asked.at))
        print(bias_of(tried, max(2, asked.most), asked.weights and tuple(asked.weights)), flush=True)
