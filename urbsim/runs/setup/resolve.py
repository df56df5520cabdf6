"""Scenario meets model: a scenario and its evidence become a ``Setup`` of plain numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from urbsim.evidence.statistics import base_count, driver
from urbsim.model.setup import Coefficients, Setup
from urbsim.policy.mixes import PLAIN
from urbsim.policy.prices import OF_YEAR, price_paths
from urbsim.runs.setup.canonical import in_order
from urbsim.runs.setup.check_places import check_places
from urbsim.runs.setup.drivers import VitalRates, drivers_of, last_observed, level_since, usable_bases
from urbsim.runs.setup.founding_faults import check_capacity
from urbsim.runs.setup.growth import inflow_of, record_of
from urbsim.runs.setup.sampling import central_coefficients
from urbsim.runs.setup.schedules import schedule_of, with_key_towns
from urbsim.runs.setup.settlements import Ground, ground_of
from urbsim.scenario.file.values import Scenario
from urbsim.text import say
from urbsim.vocabulary.errors import Fault, InputError

PERSONS_PER_WORKER = 1.4
"""People in a family that lives away whole, per worker among them."""
FIRST_ALIKE, SPAN = 2008, 5
"""The first of the surveys of migrants that are of one kind, and the years over which growth is taken."""


@dataclass(frozen=True)
class Resolved:
    """A scenario's setup under each mix, the ground it stands on, and whose record anchors it."""

    setups: dict[str, Setup]
    ground: Ground
    record_from: str
    coefficients: Coefficients

    @property
    def setup(self) -> Setup:
        """The setup of any mix, for what no policy changes."""
        return next(iter(self.setups.values()))


def resolve(scenario: Scenario, weight: int, mixes: tuple[str, ...] = (PLAIN,)) -> Resolved:
    """Plain numbers for every mix; they differ in nothing but what governments do.

    Raises InputError where drivers cannot be carried on, a name means no settlement of the region, or rows or
    memory cannot hold it.
    """
    check_base(scenario)
    p = central_coefficients(scenario.coefficients, scenario.base_year)
    ground = in_order(with_key_towns(ground_of(scenario, p), scenario.measures))
    check_places(scenario, ground, mixes)
    years = tuple(range(scenario.base_year, last_year(scenario) + 1))
    people = sum(area.population for area in ground.areas) + sum(ground.unallocated)
    urban = sum(area.urban for area in ground.areas) + ground.unallocated[1]
    record, whose = record_of(ground.lineage, ground.level, urban / people, years[0], p)
    vital = VitalRates(ground.birth_rate, ground.death_rate)
    drivers = drivers_of(scenario.drivers, range(years[0], years[-1] + 1), vital, p)
    plain = Setup(
        key=ground.key,
        level=ground.level,
        years=years,
        areas=ground.areas,
        settlements=ground.settlements,
        drivers=replace(drivers, inflow=ground.census.came * inflow_of(ground.level, years, p)),
        levers=schedule_of((), ground, years, p),
        record=record,
        away=away_shares(years[0], p),
        away_growth=away_growth(years[0], p),
        weight=weight,
        unallocated=ground.unallocated,
        prices=price_paths(years, level_since(OF_YEAR, drivers.prices_since_2000), scenario.prices),
        binding=scenario.funding == "binding",
    )
    check_capacity(scenario, plain)
    setups = {
        name: replace(
            plain,
            levers=schedule_of(scenario.in_force(name), ground, years, p, scenario.part_of_the_usual(name)),
        )
        for name in mixes
    }
    return Resolved(setups, ground, whose, p)


def check_base(scenario: Scenario) -> None:
    """Raise InputError, with its line, for a base year that no data lead on from."""
    usable, year = usable_bases(scenario.drivers), scenario.base_year
    if year in usable:
        return
    place = scenario.written_at("from")
    problem = say("runs.incomes_prices_births_deaths", year=year)
    remedy = say("runs.use_from", usable=usable[0], usable2=usable[-1])
    if scenario.drivers == "observed" and year > usable[-1]:
        problem = say("runs.observed_drivers_end_too", usable=usable[-1] + 1, year=year)
        remedy = say("runs.or_extrapolated", remedy=remedy)
    raise InputError((Fault(place.file, place.line, problem, remedy),))


def last_year(scenario: Scenario) -> int:
    """The last year that can be simulated: observed drivers end where their series end."""
    return scenario.until if scenario.drivers != "observed" else min(scenario.until, last_observed())


def away_shares(year: int, p: Coefficients) -> tuple[float, float]:
    """Workers away alone, and people away with their whole family, per rural resident.

    From the last migrant survey up to the base year that was read, or remembered where none is as old.
    """
    known = {y: f for y, f in driver("migrant_outgoing").items() if y <= year}
    nearest = max((y for y, f in known.items() if f.confidence != "memory"), default=max(known))
    nation = base_count("CN", nearest)
    assert nation is not None, "the nation has a count in every year of the migrant survey"
    workers = driver("migrant_outgoing")[nearest].value / (nation.population - nation.urban)
    whole = p["whole_family_share"]
    return workers * (1 - whole), workers * whole * PERSONS_PER_WORKER


def away_growth(year: int, p: Coefficients) -> float:
    """How fast the nation's people away for work grew, a year, over up to five years before ``year``.

    From surveys that were read and are of one kind; a coefficient where there were not two of them yet.
    """
    known = {
        y: f.value
        for y, f in driver("migrant_outgoing").items()
        if max(FIRST_ALIKE, year - SPAN) <= y <= year and f.confidence != "memory"
    }
    if len(known) < 2:
        return float(p["away_growth"])
    first, last = min(known), max(known)
    return float((known[last] / known[first]) ** (1 / (last - first)) - 1)
