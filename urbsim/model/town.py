"""A town, county seat or city: capital, jobs, dwellings, land, and the offer it posts each 1 January."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa
import numpy as np

from urbsim.model import housing, infrastructure, labour
from urbsim.model.setup import SERVICES, Settlement

if TYPE_CHECKING:
    from urbsim.model.urbanization import UrbanizationModel

BEFORE_START = -1
FLOOR, SITE, DENSITY = range(3)


class Town(mesa.Agent):  # type: ignore[misc]
    """One settlement as an institution.

    Outside the region (``inside`` false) a settlement keeps its base-year offer, but for the pay
    that the nation's wage brings; inside, everything it offers follows from what is built there.
    """

    def __init__(self, model: UrbanizationModel, index: int, place: Settlement) -> None:
        super().__init__(model)
        self.index, self.place, self.inside = index, place, place.area >= 0
        p = model.p
        self.people = self.people_at_base = max(1, model.residents(index))
        self.built_up_m2 = self.people * p["land_per_person"]
        self.barrier = p[f"barrier_{place.tier}"]
        self.ln_price, self.last_price_change = 0.0, 0.0
        self._found_capital()
        self._found_housing()
        self._found_jobs()

    def _found_capital(self) -> None:
        p, tier = self.model.p, "city" if self.place.tier == "outside" else self.place.tier
        stocks = [self.place.stocks.get(s, p[f"stock_{s}_{tier}"]) for s in SERVICES]
        self.capital = infrastructure.capital_for(np.array(stocks), self.people, self.built_up_m2, p)
        self.capital_per_person = self.capital / self.people
        self.usual = p["capital_depreciation"] * self.capital
        self.invested = self.invested_before = self.usual
        self.policy_invested = np.zeros(len(SERVICES))
        self._assess_services()

    def _found_housing(self) -> None:
        needed = self.model.occupied(self.index)
        stock = self.place.dwellings or math.ceil(needed / (1 - self.model.p["normal_vacancy"]))
        self.dwellings = max(stock, needed)
        self.completed = 0
        self.vacancy = housing.vacancy_rate(self.dwellings, needed)

    def _found_jobs(self) -> None:
        p = self.model.p
        self.labour_at_base = self.labour = self.model.labour(self.index)
        self.entrants = p["labour_participation"] * self.model.building_trend * self.people
        self.jobs = self.jobs_at_base = p["base_employment_probability"] * (self.labour + self.entrants)
        self.industrial = self.industrial_at_base = p["industry_share_of_jobs"] * self.jobs
        self.local_jobs_per_person = (self.jobs - self.industrial) / self.people
        self.employment = p["base_employment_probability"]
        self.wage = self.model.real_wage(0) * p[f"wage_factor_{self.place.tier}"]

    def build(self) -> None:
        """Public investment of the year becomes capital, and land becomes built-up area."""
        if not self.inside:
            return
        model, t = self.model, self.model.t
        levers, prices = model.setup.levers, model.drivers.prices[t]
        grown = self.usual * (1 + levers.growth[t, self.index])
        equipped = self.capital_per_person * max(0, self.people - self.people_before)
        planned = levers.investment[t, self.index] / prices + (grown - self.usual)
        self.policy_invested = model.p["plan_realisation"] * planned
        self.invested_before, self.invested = self.invested, self.usual + equipped + self.policy_invested
        self.capital = infrastructure.accumulated(self.capital, self.invested, self.invested_before, model.p)
        released = (levers.land[t, self.index] + self._land_growth(t)) * 1e4
        self.built_up_m2 = max(self.built_up_m2 + released, self.people * model.p["land_per_person"])
        self.released_m2 = released
        self._assess_services()

    def house(self) -> None:
        """Dwellings completed and lost before this year's newcomers apply."""
        if not self.inside:
            return
        model, t = self.model, self.model.t
        planned = model.setup.levers.dwellings[t, self.index]
        planned += model.setup.levers.building_growth[t, self.index, FLOOR] * self.private_at_base
        private = housing.privately_built(self.dwellings, self.demand_growth, self.last_price_change, model.p)
        lost = housing.demolished(self.dwellings, self.occupied_now, model.p)
        self.programme = self._whole(planned)
        self.completed = private + self.programme
        self.dwellings += self.completed - lost
        self.kept_by_locals = self._kept_by_locals(t)
        self.offered = max(
            0, housing.offered(self.dwellings, self.occupied_now, model.p) - self.kept_by_locals
        )

    def employ(self) -> None:
        """Jobs, pay and the chance of a job, from last year's people."""
        model, p, t = self.model, self.model.p, self.model.t
        if not self.inside:
            self.wage = model.real_wage(t) * p[f"wage_factor_{self.place.tier}"]
            return
        year = model.setup.years[t]
        self.labour = model.labour(self.index)
        trend = self.industrial_at_base * (1 + p["industry_job_growth"]) ** t
        self.industrial = trend + self.policy_jobs(t)
        construction = p["construction_jobs"] * float(self.policy_invested.sum()) / 1e6
        local = self.local_jobs_per_person * self.people
        added = (self.industrial - self.industrial_at_base) * labour.multiplier(year, p)
        self.jobs = self.industrial + added + local + construction
        slack = (self.labour / self.jobs) / (self.labour_at_base / self.jobs_at_base)
        factor = p[f"wage_factor_{self.place.tier}"]
        growth = labour.wage_effect(self.people / self.people_at_base, slack, p)
        self.wage = model.real_wage(t) * factor * growth
        self.employment = labour.employment_probability(self.jobs, self.labour, self.entrants)

    def policy_jobs(self, t: int) -> float:
        """Industrial jobs that measures have created up to year ``t``: parks as they fill, and direct ones."""
        levers, p = self.model.setup.levers, self.model.p
        direct = levers.jobs[: t + 1, self.index].sum()
        grown = levers.building_growth[: t + 1, self.index, DENSITY].max() * self.industrial_at_base
        opened = np.diff(levers.park[: t + 1, self.index], prepend=0.0)
        parks = sum(jobs * labour.park_filled(t - s, p) for s, jobs in enumerate(opened) if jobs)
        return float(direct + grown + parks)

    def ease_access(self) -> None:
        """Hukou rules of the year: the base-year barrier and what measures change, within 0–1."""
        if self.inside:
            change = self.model.setup.levers.barrier[self.model.t, self.index]
            self.barrier = min(1.0, max(0.0, self.model.p[f"barrier_{self.place.tier}"] + change))

    def clear_market(self) -> None:
        """After the moves: vacancy, queue and price; this year's entrants are next year's expectation."""
        if not self.inside:
            return
        occupied, self.occupied_now = self.occupied_now, self.model.occupied(self.index)
        self.demand_growth = self.occupied_now / max(1, occupied) - 1 + self.model.p["housing_depreciation"]
        self.dwellings = max(self.dwellings, self.occupied_now)
        self.vacancy = housing.vacancy_rate(self.dwellings, self.occupied_now)
        queue = self.model.queue(self.index)
        self.last_price_change = housing.price_change(self.vacancy, queue, self.dwellings, self.model.p)
        self.ln_price += self.last_price_change
        self.entrants = self.model.entrants(self.index)
        self.people_before, self.people = self.people, max(1, self.model.residents(self.index))

    def open_books(self) -> None:
        """What clearing a market needs before the first year: nobody has moved yet."""
        self.occupied_now = self.model.occupied(self.index)
        self.people_before = self.people
        self.demand_growth = self.model.building_trend + self.model.p["housing_depreciation"]
        self.private_at_base = self.model.building_trend * self.dwellings
        self.offered, self.programme, self.kept_by_locals, self.released_m2 = 0, 0, 0, 0.0

    @property
    def price(self) -> float:
        """Housing price in constant yuan of the base year, yuan/m²."""
        factor = self.model.p[f"price_factor_{self.place.tier}"]
        return float(self.model.drivers.dwelling_price * factor * math.exp(self.ln_price))

    @property
    def beds(self) -> int:
        """Beds for single workers in dormitories and let rooms; counted in towns only."""
        p = self.model.p
        empty = max(0, self.dwellings - self.occupied_now)
        return math.floor(p["beds_per_job"] * self.jobs + p["lodgers_per_dwelling"] * empty)

    def _assess_services(self) -> None:
        self.coverage = infrastructure.coverage(self.capital, self.people, self.built_up_m2, self.model.p)
        self.services = infrastructure.service_index(self.coverage, self.model.p)

    def _land_growth(self, t: int) -> float:
        usual = self.people_at_base * self.model.building_trend * self.model.p["land_per_person"] / 1e4
        return float(self.model.setup.levers.building_growth[t, self.index, SITE] * usual)

    def _kept_by_locals(self, t: int) -> int:
        share = 1 - self.model.setup.levers.newcomers[t, self.index] if self.programme else 0.0
        return math.floor(self.programme * share)

    def _whole(self, planned: float) -> int:
        """Whole dwellings of a plan; the fraction left over is carried to the next year."""
        self.carried = getattr(self, "carried", 0.0) + planned
        whole = math.floor(self.carried + 1e-9)
        self.carried -= whole
        return whole
