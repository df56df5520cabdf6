"""Odd worlds: places of one person, without towns or villages, growing or dying out fast, and coarse."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.random import Generator

from tests.worlds import BASE_YEAR, World, perturbed, random_drivers, random_levers, random_outside
from urbsim.model.setup import Area, Record, Settlement, Setup
from urbsim.model.urbanization import Draw

PEOPLE = (1, 2, 3, 10, 40, 300, 1500, 6000)
URBAN = (0.0, 0.0, 1.0, 1.0, 0.02, 0.5, 0.98)
CHILDREN, ELDERS = (0.0, 0.05, 0.17, 0.3), (0.0, 0.02, 0.1, 0.25)
WEIGHTS = (1, 1, 1, 2, 5, 7, 50, 1000)
GROWTH = (-0.05, -0.01, 0.0, 0.0, 0.01, 0.05, 0.2)
"""Growth of the rate in the base year, a year: from fast shrinking to fast growing towns."""


def odd_world(seed: int) -> World:
    """A world in which several figures at once are at an end of what a scenario may say."""
    rng = np.random.default_rng(seed)
    areas = tuple(odd_area(rng, number) for number in range(rng.integers(1, 4)))
    inside = [place for number, area in enumerate(areas) for place in odd_settlements(rng, number, area)]
    settlements = (*inside, *random_outside(rng))
    years = tuple(range(BASE_YEAR, BASE_YEAR + int(rng.integers(2, 26))))
    weight = int(rng.choice(WEIGHTS))
    setup = Setup(
        key="odd",
        level=str(rng.choice(["township", "county", "prefecture"])),
        years=years,
        areas=areas,
        settlements=settlements,
        drivers=odd_drivers(rng, len(years)),
        levers=random_levers(rng, (len(years), len(settlements), len(areas)), 400),
        record=Record(0.01, 0.003),
        away=(float(rng.choice([0.0, 0.05, 0.3])), float(rng.choice([0.0, 0.05, 0.3]))),
        weight=weight,
        feedback=bool(rng.random() < 0.8),
    )
    shock = np.cumsum(rng.normal(0, float(rng.choice([0.0, 0.1, 0.5])), len(years)))
    coefficients = perturbed(rng, float(rng.choice([0.0, 1.0])))
    world = World(setup, Draw(coefficients, int(rng.integers(2**62)), shock, float(rng.choice(GROWTH))))
    return world if rng.random() < 0.6 else world.without_policy()


def odd_area(rng: Generator, number: int) -> Area:
    people, share = int(rng.choice(PEOPLE)), float(rng.choice(URBAN))
    urban = round(people * share)
    if rng.random() < 0.2:
        urban = min(people, 1)
    return Area(
        key=f"area{number}",
        level=str(rng.choice(["township", "county"])),
        population=people,
        urban=urban,
        household_size=float(rng.uniform(2.2, 3.6)),
        share_0_14=float(rng.choice(CHILDREN)),
        share_65plus=float(rng.choice(ELDERS)),
        villages=int(rng.choice([1, 3, 100, 10_000])),
        x=float(rng.choice([0.0, 40.0])) * number,
    )


def odd_settlements(rng: Generator, number: int, area: Area) -> list[Settlement]:
    """One to three settlements, of which one may hold all urban people of the area."""
    tiers = [str(tier) for tier in rng.permutation(["town", "seat", "city"])[: rng.integers(1, 4)]]
    people = rng.multinomial(area.urban, rng.dirichlet(np.full(len(tiers), 0.3)))
    return [
        Settlement(
            f"{area.key}/{tier}",
            tier,
            number,
            int(persons),
            members=int(rng.integers(1, 4)) if tier == "town" else 1,
            stocks=odd_stocks(rng),
            dwellings=[None, None, 0, 10_000][rng.integers(4)],
        )
        for tier, persons in zip(tiers, people, strict=True)
    ]


def odd_stocks(rng: Generator) -> dict[str, float]:
    """What a scenario may say of a place: nothing, or stocks that are empty, full or far too many."""
    ends: dict[str, Any] = {
        "water": (0.0, 1.0),
        "road": (0.0, 60.0),
        "vacancy_rate": (0.0, 0.95),
        "hukou_barrier": (0.0, 1.0),
        "housing_price": (50.0, 90_000.0),
        "built_up_area": (0.001, 900.0),
        "jobs": (0.0, 1e6),
    }
    return {name: float(rng.choice(values)) for name, values in ends.items() if rng.random() < 0.15}


def odd_drivers(rng: Generator, years: int) -> Any:
    """Births and deaths from none to many times the base year's, and pay that rises or falls fast."""
    t, drivers = np.arange(years), random_drivers(rng, years)
    return replace(
        drivers,
        wage=drivers.wage * float(rng.choice([0.9, 1.0, 1.15])) ** t,
        births=np.maximum(0.0, 1 + float(rng.choice([-0.2, 0.0, 0.1])) * t),
        deaths=np.maximum(0.0, 1 + float(rng.choice([-0.2, 0.0, 0.3])) * t),
        birth_rate=float(rng.choice([0.0, 0.01, 0.04])),
        death_rate=float(rng.choice([0.0, 0.007, 0.04])),
        inflow=np.full(years, float(rng.choice([0.0, 0.01, 0.2]))),
    )
