"""Every lever doubled alone, under the same luck: what it moves, and what urbanization does."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tests.scenarios.editing import Content, add_measure, assume, content_of, scenario_of
from urbsim.model.founding.founding import Foundation, found
from urbsim.model.setup import Setup
from urbsim.policy.levers import levers
from urbsim.policy.measures import Measure
from urbsim.runs.ensembles.simulate import simulate, variables_of
from urbsim.runs.setup.resolve import resolve
from urbsim.runs.setup.sampling import draw_of
from urbsim.scenario.file.values import Scenario
from urbsim.vocabulary.kinds import SERVICES

Values = np.ndarray[Any, np.dtype[np.float64]]
Key = tuple[str, str | None]
BY_PLACE = ("dwellings", "price_support", "land", "industrial_park", "jobs", "hukou", "trunk_transport")
KEYS: tuple[Key, ...] = (
    *(("investment", service) for service in SERVICES),
    *((name, None) for name in (*BY_PLACE, "relocation", "redesignation")),
)
RATE = "resident_urbanization_rate"


def key_of(measure: Measure) -> Key:
    return measure.lever, measure.service


def with_every_lever(name: str, start: int, end: int, given: Content | None = None) -> Content:
    """A scenario (the shipped one, unless given) and a measure of our own for each lever that it lacks.

    All add to the usual: what is a part of it moves nothing as long as it stays below.
    """
    content = content_of(name) if given is None else given
    for measure in content["measures"]:
        measure.pop("adds", None)
    lacking = set(KEYS) - {key_of(measure) for measure in scenario_of(content).measures}
    people = resolve(scenario_of(content), 1).setups["policy"].urban
    span = {"start": start, "end": end, "where": "all"}
    for service in SERVICES:
        if ("investment", service) in lacking:
            amount = round(60 * people)
            add_measure(content, f"own-{service}", "investment", amount, service=service, **span)
    for lever, value, fields in own_strengths(people):
        if (lever, None) in lacking:
            add_own(content, lever, value, span | fields)
    return content


def own_strengths(people: int) -> list[tuple[str, float, dict[str, Any]]]:
    """Modest programmes for a place with so many urban people."""
    return [
        ("dwellings", round(0.003 * people), {}),
        ("price_support", 0.1, {}),
        ("land", round(2e-4 * people, 1), {}),
        ("industrial_park", round(4e-4 * people, 1), {"density": 60}),
        ("jobs", round(0.002 * people), {}),
        ("hukou", -0.1, {}),
        ("relocation", max(2, round(2.5e-4 * people)), {"subsidy": 0.2}),
        ("redesignation", 1, {"kind": "村改居"}),
        ("trunk_transport", 1, {"kind": "rail", "city_distance": 40}),
    ]


def add_own(content: Content, lever: str, value: float, fields: dict[str, Any]) -> None:
    """Add a measure whose further numbers stand under assumptions, too."""
    fields = dict(fields)
    if levers()[lever].duration != "flow":
        del fields["end"]
    for name, unit in (("density", "jobs/ha"), ("subsidy", "share"), ("city_distance", "km")):
        if name in fields:
            fields[name] = assume(content, f"own_{name}", fields[name], unit)
    add_measure(content, f"own-{lever.replace('_', '-')}", lever, value, **fields)


def doubled(scenario: Scenario, key: Key) -> Scenario:
    """The same scenario with every measure of one lever (and service) twice as strong."""
    measures = tuple(
        replace(each, value=2 * each.value) if key_of(each) == key else each for each in scenario.measures
    )
    return replace(scenario, measures=measures)


@dataclass(frozen=True)
class Doubling:
    """Paired runs [draw, year] of the region with a lever as written and doubled."""

    lever: str
    service: str | None
    direct: tuple[Values, Values]
    rate: tuple[Values, Values]
    reclassified: tuple[Values, Values]

    @property
    def name(self) -> str:
        return f"{self.lever} {self.service or ''}".strip()

    @property
    def output(self) -> str:
        return levers()[self.lever].direct_output(self.service)

    @property
    def moved(self) -> float:
        """The largest change of the direct output in any year, mean over draws, with its sign."""
        change = (self.direct[1] - self.direct[0])[:, 1:].mean(axis=0)
        return float(change[np.abs(change).argmax()])

    @property
    def effects(self) -> Values:
        """Points of the rate in the last year, by draw."""
        return np.asarray(100 * (self.rate[1] - self.rate[0])[:, -1])

    @property
    def error(self) -> float:
        """Standard error of the mean effect."""
        return float(self.effects.std(ddof=1) / np.sqrt(len(self.effects)))


@dataclass(frozen=True)
class Trial:
    """A scenario with every lever, founded once, and its runs as written: [draw, variable, year]."""

    scenario: Scenario
    foundation: Foundation
    setup: Setup
    numbers: tuple[int, ...]
    weight: int
    plain: Values

    @property
    def variables(self) -> tuple[str, ...]:
        return variables_of(self.setup)

    def of(self, variable: str) -> Values:
        """[draw, year] of the region as written."""
        return np.asarray(self.plain[:, self.variables.index(variable)])

    def doubling(self, key: Key) -> Doubling:
        changed = doubled(self.scenario, key)
        setup = resolve(changed, self.weight).setups["policy"]
        runs = lived(changed, self.foundation, setup, self.numbers)
        output = levers()[key[0]].direct_output(key[1])
        pairs = [
            (self.of(name), np.asarray(runs[:, self.variables.index(name)]))
            for name in (output, RATE, "reclassified_population")
        ]
        return Doubling(*key, *pairs)


def lived(scenario: Scenario, foundation: Foundation, setup: Setup, numbers: Sequence[int]) -> Values:
    """The region's values [draw, variable, year] of these draws."""

    def one(number: int) -> Values:
        draw = draw_of(number, scenario.runs.seed, setup.years, setup.record, scenario.coefficients)
        return np.asarray(simulate(setup, foundation, draw)[:, 0])

    with ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(one, numbers)))


def trial(content: Content, numbers: Sequence[int], weight: int = 1) -> Trial:
    scenario = scenario_of(content)
    resolved = resolve(scenario, weight)
    setup = resolved.setups["policy"]
    foundation = found(setup, resolved.coefficients)
    plain = lived(scenario, foundation, setup, numbers)
    return Trial(scenario, foundation, setup, tuple(numbers), weight, plain)
