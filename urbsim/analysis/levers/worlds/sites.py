"""Where experiments are made: plain places, or the region of a code or a scenario instead."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from urbsim.evidence.experiments import Experiments, PlainGround
from urbsim.model.urbanization import UrbanizationModel
from urbsim.policy.mixes import PLAIN
from urbsim.runs.ensembles.shared_founding import foundation_of
from urbsim.runs.setup.resolve import Resolved, resolve
from urbsim.runs.setup.sampling import CENTRAL, draw_of
from urbsim.scenario.file.values import Scenario
from urbsim.scenario.reading import read_text
from urbsim.text import block, chinese
from urbsim.vocabulary.kinds import SERVICES

ROWS = 10_000
"""Households that a region asked for is simulated by, about."""


@dataclass(frozen=True)
class Site:
    """A place without measures: its scenario, what it resolves to, its weight, and its sizes.

    ``sizes`` are people, urban and rural people, villages, towns, jobs, and yuan of public capital by service
    as ``capital/road``, at the base year.
    """

    name: str
    scenario: Scenario
    resolved: Resolved
    weight: int
    sizes: Mapping[str, float]


def ground_from(scenario: Scenario, name: str, weight: int) -> Site:
    """The ground of a scenario without its measures, targets and mixes."""
    bare = replace(scenario, measures=(), targets=(), mixes=MappingProxyType({}))
    resolved = resolve(bare, weight, (PLAIN,))
    return Site(name, bare, resolved, weight, sizes_of(resolved))


def plain_ground(plain: PlainGround, known: Experiments) -> Site:
    """One of the plain places."""
    text = json.dumps(content_of(plain, known.plain), ensure_ascii=False)
    return ground_from(read_text(text, f"{plain.name}.yaml"), plain.name, plain.weight)


def asked_ground(scenario: Scenario, name: str) -> Site:
    """The region of a scenario, at a weight that gives about as many rows as the plain places have."""
    return ground_from(scenario, name, rows_weight(scenario))


def rows_weight(scenario: Scenario) -> int:
    """The weight at which a scenario's villages hold about ``ROWS`` rows, at least 1."""
    bare = replace(scenario, measures=(), targets=(), mixes=MappingProxyType({}))
    setup = resolve(bare, 1_000_000, (PLAIN,)).setup
    return max(1, round((setup.population - setup.urban) / 3.2 / ROWS))


def content_of(plain: PlainGround, people: Mapping[str, int]) -> dict[str, Any]:
    """The scenario file of a plain place."""
    titles = {"zh": chinese("experiments")[f"ground_{plain.name}"]}
    titles["en"] = block("experiments")[f"ground_{plain.name}"]
    return {
        "schema": "urbsim/2",
        "name": f"plain-{plain.name}",
        "title": titles,
        "region": plain.region or own_figures(plain, people),
        "from": plain.base,
        "until": plain.until,
        "drivers": "extrapolated",
    }


def own_figures(plain: PlainGround, people: Mapping[str, int]) -> dict[str, Any]:
    """The figures of a plain place of its own."""
    figures = {key: number * plain.counties for key, number in people.items()}
    figures |= {"counties": plain.counties} if plain.counties > 1 else {}
    stocks = {} if plain.vacancy is None else {"stocks": {"vacancy_rate": plain.vacancy}}
    words = {"zh": chinese("experiments")["plain_source"], "en": block("experiments")["plain_source"]}
    name = chinese("experiments")[f"ground_{plain.name}"]
    return {
        "name": name, "level": plain.level, "parent": plain.parent, "year": plain.base, "source": words,
        **figures, **stocks,
    }  # fmt: skip


def sizes_of(resolved: Resolved) -> Mapping[str, float]:
    """What amounts are counted by, from the central draw's base year."""
    setup = resolved.setup
    foundation = foundation_of(setup, resolved.coefficients)
    draw = draw_of(CENTRAL, 1, setup.years, setup.record, {}, discrepancy=False)
    model = UrbanizationModel(setup, foundation, draw)
    inside = [town for town in model.towns if town.inside]
    capital = np.sum([town.works.capital for town in inside], axis=0)
    return MappingProxyType(
        {
            "people": float(setup.population),
            "urban": float(setup.urban),
            "rural": float(setup.population - setup.urban),
            "villages": float(sum(area.villages for area in setup.areas)),
            "towns": float(sum(town.place.members for town in inside if town.place.tier == "town")),
            "jobs": float(sum(town.market.jobs for town in inside)),
            **{f"capital/{name}": float(yuan) for name, yuan in zip(SERVICES, capital, strict=True)},
        }
    )
