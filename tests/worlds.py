"""Small random worlds: areas, settlements, drivers, levers and coefficients of our own making."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.random import Generator

from urbsim.evidence.coefficients import coefficients
from urbsim.households.population import Households
from urbsim.model.founding.founding import Foundation, found
from urbsim.model.setup import Area, Drivers, Record, Settlement, Setup
from urbsim.model.urbanization import Draw, UrbanizationModel
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import BOUGHT, SERVICES

BASE_YEAR = 2010
PROMISED = {name: f"{name}_promised" for name in ("park", "jobs", "jobs_growth")}
"""Of these jobs half are what investors promised."""
TOGETHER = ("household_size_share", "destination_share", "service_weight")
"""Coefficients that mean something only together are not moved one by one."""


@dataclass(frozen=True)
class World:
    """A setup and a draw: everything that a run needs."""

    setup: Setup
    draw: Draw

    @cached_property
    def foundation(self) -> Foundation:
        return found(self.setup, self.draw.coefficients)

    def model(self, threads: int = 1, population: Callable[..., Any] = Households) -> UrbanizationModel:
        return UrbanizationModel(self.setup, self.foundation, self.draw, threads, population)

    def lived(self, threads: int = 1) -> UrbanizationModel:
        """The model in its last year."""
        model = self.model(threads)
        for _ in self.setup.years[1:]:
            model.step()
        return model

    def but(self, **changes: Any) -> World:
        """The same world with other fields of its setup."""
        return World(replace(self.setup, **changes), self.draw)

    def with_levers(self, **changes: Any) -> World:
        return self.but(levers=replace(self.setup.levers, **changes))

    def with_coefficients(self, **changes: float) -> World:
        return World(self.setup, replace(self.draw, coefficients={**self.draw.coefficients, **changes}))

    def with_draw(self, **changes: Any) -> World:
        return World(self.setup, replace(self.draw, **changes))

    def without_policy(self) -> World:
        levers = Schedule.none(len(self.setup.years), len(self.setup.settlements), len(self.setup.areas))
        return self.but(levers=levers)


def world(seed: int, *, areas: int = 2, households: int = 600, years: int = 8, weight: int = 1) -> World:
    """A random world with about ``households`` rows in villages and some policy of every kind."""
    rng = np.random.default_rng(seed)
    lived = tuple(range(BASE_YEAR, BASE_YEAR + years + 1))
    places = tuple(random_area(rng, a, max(40, households // areas) * weight) for a in range(areas))
    settlements = [s for a, place in enumerate(places) for s in random_settlements(rng, a, place)]
    settlements = [*settlements, *random_outside(rng)]
    order = rng.permutation(len(settlements))
    setup = Setup(
        key="world",
        level=str(rng.choice(["township", "county", "prefecture"])),
        years=lived,
        areas=places,
        settlements=tuple(settlements[n] for n in order),
        drivers=random_drivers(rng, len(lived)),
        levers=random_levers(rng, (len(lived), len(settlements), areas), households * weight),
        record=Record(0.01, 0.003),
        away=(float(rng.uniform(0.02, 0.15)), float(rng.uniform(0.01, 0.06))),
        weight=weight,
    )
    shock = np.cumsum(rng.normal(0, 0.05, len(lived)))
    draw = Draw(perturbed(rng), int(rng.integers(2**62)), shock, float(rng.uniform(0.004, 0.02)))
    made = World(setup, draw)
    return crowded(made) if rng.random() < 0.5 else made


def crowded(made: World) -> World:
    """The same world where no dwelling stands empty, many want one and the market builds none."""
    full = tuple(replace(place, dwellings=1) for place in made.setup.settlements)
    rushed = {"whole_family_share": 0.6, "housing_supply_elasticity": 0.0, "housing_depreciation": 0.0}
    return made.but(settlements=full).with_coefficients(**rushed).with_draw(growth=0.03)


def worlds(households: int = 600, years: int = 8) -> st.SearchStrategy[World]:
    """Worlds of one to three areas."""

    def made(seed: int, areas: int) -> World:
        return world(seed, areas=areas, households=households, years=years)

    return st.builds(made, st.integers(0, 2**31), st.integers(1, 3))


def perturbed(rng: Generator, strength: float = 0.5) -> dict[str, float]:
    """Every coefficient moved towards one of its bounds by up to ``strength`` of the way."""
    moved = {}
    for name, c in coefficients().items():
        way = 0.0 if name.startswith(TOGETHER) else float(rng.uniform(-strength, strength))
        moved[name] = c.value + way * (c.high - c.value if way > 0 else c.value - c.low)
    return moved


def random_area(rng: Generator, number: int, households: int) -> Area:
    size = float(rng.uniform(2.8, 3.6))
    rural = int(households * size * rng.uniform(0.9, 1.1))
    urban = int(rural * rng.uniform(0.4, 1.2))
    return Area(
        key=f"area{number}",
        level=str(rng.choice(["township", "county"])),
        population=rural + urban,
        urban=urban,
        household_size=size,
        share_0_14=float(rng.uniform(0.14, 0.2)),
        share_65plus=float(rng.uniform(0.07, 0.12)),
        villages=int(rng.integers(1, 60)),
        x=float(number * rng.uniform(10, 60)),
        y=float(number * rng.uniform(0, 60)),
    )


def random_settlements(rng: Generator, number: int, area: Area) -> list[Settlement]:
    """One to three settlements of different tiers that share the area's urban people."""
    tiers = [str(t) for t in rng.permutation(["town", "seat", "city"])[: rng.integers(1, 4)]]
    people = np.floor(rng.dirichlet(np.full(len(tiers), 3.0)) * area.urban).astype(int)
    people[0] += area.urban - people.sum()
    return [
        Settlement(
            f"{area.key}/{tier}",
            tier,
            number,
            int(n),
            members=int(rng.integers(1, 4)) if tier == "town" else 1,
            stocks={"water": 0.5} if rng.random() < 0.3 else {},
        )
        for tier, n in zip(tiers, people, strict=True)
    ]


def random_outside(rng: Generator) -> list[Settlement]:
    """No, one or two places outside the region."""
    return [
        Settlement(f"outside{n}", tier, -1, int(rng.integers(10**5, 10**6)))
        for n, tier in enumerate(["outside", "city"][: rng.integers(0, 3)])
    ]


def random_drivers(rng: Generator, years: int) -> Drivers:
    """Pay, incomes and prices that grow at constant rates; births and deaths that drift."""
    t = np.arange(years)
    return Drivers(
        wage=36539.0 * (1 + rng.uniform(0.02, 0.12)) ** t,
        income=rng.uniform(4000, 9000) * (1 + rng.uniform(0.02, 0.12)) ** t,
        prices=(1 + rng.uniform(0, 0.04)) ** t,
        births=1 + rng.uniform(-0.03, 0.01) * t,
        deaths=1 + rng.uniform(-0.01, 0.02) * t,
        birth_rate=float(rng.uniform(0.008, 0.014)),
        death_rate=float(rng.uniform(0.006, 0.009)),
        dwelling_price=float(rng.uniform(2500, 6000)),
        prices_since_2000=1.25,
        inflow=np.where(rng.random() < 0.5, 0.012, 0.0) * 0.95**t,
    )


def random_levers(rng: Generator, shape: tuple[int, int, int], households: int) -> Schedule:
    """About half of all levers at work, from a random year on, at strengths that matter to a small place."""
    years, settlements, areas = shape
    begun = (np.arange(years) >= rng.integers(1, years)).astype(float)[:, None]

    # Programmes draw from numbers of their own, so that the rest of a world does not hang on them.
    theirs, money = rng.spawn(2)

    def lever(*size: int, low: float = 0.0, high: float = 1.0, luck: Generator = rng) -> Any:
        on = float(luck.random() < 0.5)
        span = begun.reshape(-1, *[1] * len(size))
        return span * on * luck.uniform(low, high, (years, *size))

    schedule = Schedule(
        investment=lever(settlements, len(SERVICES), high=2e3 * households),
        growth=lever(settlements, len(SERVICES), high=0.5),
        dwellings=lever(settlements, high=0.03 * households),
        newcomers=lever(settlements),
        reserved=lever(settlements, 3, high=0.01 * households, luck=theirs),
        subsidised=lever(settlements, 3, high=0.01 * households, luck=theirs),
        rehoused=lever(settlements, high=0.003 * households, luck=theirs),
        price_support=lever(settlements, high=0.5),
        land=lever(settlements, high=0.003 * households),
        park=np.cumsum(lever(settlements, high=0.05 * households), axis=0),
        jobs=lever(settlements, high=0.05 * households),
        barrier=lever(settlements, low=-0.4, high=0.1),
        quota=lever(areas, high=0.1 * households),
        quota_listed=lever(areas, high=0.1 * households, luck=theirs),
        resettled=np.ones((years, settlements)),
        subsidy=lever(areas, high=0.6),
        redesignated=lever(areas, high=1.0),
        redesignated_share=lever(areas, high=0.1),
        **{f"{what}_growth": lever(settlements, high=0.2) for what in ("dwellings", "land", "jobs")},
        **dict.fromkeys((*PROMISED.values(), "jobs_bought"), np.zeros((years, settlements))),
        pay=lever(settlements, low=-0.1, high=0.1),
        large_city=lever(settlements, low=1.0, high=300.0),
        land_quota=lever(settlements, high=0.002 * households),
        **{f"trunk_{kind}": lever(settlements) for kind in ("highway", "rail")},
        feeder=lever(areas, high=1e5 * areas),
        **money_levers(money, begun, settlements, households),
    )
    return replace(schedule, **{part: getattr(schedule, whole) / 2 for whole, part in PROMISED.items()})


def money_levers(rng: Generator, begun: Any, settlements: int, households: int) -> dict[str, Any]:
    """What is bought beside works and homes, and what measures take over of the usual, where ``begun``."""
    size = (len(begun), settlements)
    span = begun[:, :, None] * (rng.random(3) < 0.5)
    return {
        "bought": np.cumsum(begun[:, :, None] * rng.uniform(0, 10, (*size, len(BOUGHT))), axis=0),
        "usual_investment": span[:, :, :1] * rng.uniform(0, 1e3 * households, (*size, len(SERVICES))),
        "usual_dwellings": span[:, :, 1] * rng.uniform(0, 0.02 * households, size),
        "usual_land": span[:, :, 2] * rng.uniform(0, 0.002 * households, size),
    }
