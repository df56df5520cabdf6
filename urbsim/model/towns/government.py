"""The government of an area: what it takes in, what its measures cost and who pays, and its gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from urbsim.model.mesa_core import Agent, Model
from urbsim.model.setup import Array
from urbsim.model.state import State
from urbsim.model.towns.hiring import Industry, jobs_of_measures
from urbsim.model.towns.town import Town
from urbsim.policy.bill import Amount, Bill, Charge
from urbsim.policy.levers import priced
from urbsim.policy.prices import price_paths
from urbsim.policy.schedule import Schedule
from urbsim.policy.waiting import Funding, put_off
from urbsim.vocabulary.kinds import COSTS, PAYERS, PUBLIC, SERVICES

CENTRE = PAYERS.index("centre")


def industry_of(towns: Sequence[Town]) -> Industry:
    """The industrial jobs of settlements in the base year."""
    jobs = [town.market.industrial_at_base for town in towns]
    return Industry(np.array([town.index for town in towns], np.int64), np.array(jobs, float))


def booked(charges: Iterable[Charge], prices: float) -> tuple[Array, Array, Array]:
    """Nominal yuan planned and done by item, (16,) each, and paid by payer, (5,), at an index of ``prices``.

    Land is cleared from what its sale brings; only what is left of that is revenue, and nobody's spending.
    """
    planned, realised, paid = [0.0] * len(COSTS), [0.0] * len(COSTS), [0.0] * len(PAYERS)
    for charge in charges:
        if not (charge.planned or charge.realised):
            continue
        item, yuan = COSTS.index(charge.item), prices * charge.realised
        planned[item] += prices * charge.planned
        realised[item] += yuan
        if charge.item != "land":
            paid = [before + yuan * share for before, share in zip(paid, charge.payers, strict=True)]
    return np.array(planned), np.array(realised), np.array(paid)


class Government(Agent):
    """Budget of one area in nominal yuan. A gap is reported, and puts measures off only where money binds.

    ``planned`` and ``realised`` (16,) are what measures cost this year by item, whoever pays; ``spending`` is
    what governments pay of it, and the ``gap`` speaks of what the centre does not.
    """

    def __init__(self, model: Model, state: State, area: int, towns: list[Town]) -> None:
        super().__init__(model)
        self.state, self.area, self.towns = state, area, towns
        self.prices = state.setup.prices or price_paths(state.setup.years)
        self.revenue = self.spending = self.gap = 0.0
        self.planned, self.realised = np.zeros(len(COSTS)), np.zeros(len(COSTS))
        self.industry, self.park_jobs = industry_of(towns), np.zeros(len(towns))

    def fund(self) -> None:
        """Where money binds: put off what land and new debt cannot pay of what is due, as of last year.

        All measures wait alike, and for the whole of what is put off: what the centre and the users of a
        service pay for does not wait less, since works are built as a whole.

        ``due`` is met in full where means suffice; where there are none at all everything waits.
        """
        state, prices = self.state, self.state.drivers.prices
        if not state.setup.binding:
            return
        regular, land = self.income()
        most, own = land + state.p["debt_cap"] * regular, self.due()
        here = np.array([float(place.area == self.area) for place in state.setup.settlements])
        areas = (np.arange(len(state.setup.areas)) == self.area).astype(float)
        later = min(state.t + 1, len(prices) - 1)
        share = min(1.0, most / own) if own > 0 else 1.0
        put_off(state.levers, Funding(state.t, share, here, areas, float(prices[later] / prices[state.t])))

    def due(self) -> float:
        """Yuan of the base year that this government and its land have to pay this year for measures.

        With what waited from years before; families as they came last year.
        """
        return sum(
            charge.planned * sum(charge.payers[CENTRE + 1 : PUBLIC])
            for charge in self.charges(self.state.levers)
            if charge.item != "land"
        )

    def income(self) -> tuple[float, float]:
        """Taxes and transfers, and what land brings beyond its cost, in the last year known.

        Yuan of the base year a year: taxes on local wages, transfers by head, and the margin on released
        land.
        """
        p = self.state.p
        taxes = sum(p["tax_share_of_wages"] * town.market.wage * town.market.jobs for town in self.towns)
        transfers = sum(p["transfer_per_person"] * town.people for town in self.towns)
        land = sum(p["land_price"] * p["land_margin"] * town.land.released for town in self.towns)
        return float(taxes + transfers), float(land)

    def keep_accounts(self) -> None:
        """Revenue, the cost of the measures, and what neither land nor new debt can pay.

        Nominal yuan. Without measures spending and gap are 0.
        """
        p, prices = self.state.p, self.state.prices
        regular, land = (prices * part for part in self.income())
        self.revenue = regular + land
        self.planned, self.realised, paid = booked(self.charges(self.state.setup.levers), prices)
        self.spending = float(paid[:PUBLIC].sum())
        self.gap = max(0.0, self.spending - paid[CENTRE] - land - p["debt_cap"] * regular)

    def charges(self, plan: Schedule) -> Iterator[Charge]:
        """What every lever cost in every settlement this year against a plan, yuan of the base year."""
        for town, jobs in zip(self.towns, self.new_jobs(plan), strict=True):
            bill = self.bill_of(town, plan, jobs)
            for lever in priced():
                yield from lever.cost(bill)

    def bill_of(self, town: Town, plan: Schedule, jobs: Amount) -> Bill:
        """What measures brought about in one settlement this year, the new ``jobs`` too, against a plan."""
        state, j = self.state, town.index
        return Bill(
            plan=plan,
            schedule=state.levers,
            prices=self.prices,
            t=state.t,
            settlement=j,
            area=self.area,
            tier=town.place.tier,
            works=self.works_of(town, plan),
            families=max(0, state.people.families_come(j)),
            homes=self.homes_of(town, plan),
            relocated=self.relocated_to(town, plan),
            jobs=jobs,
            dwelling=town.price * state.p["dwelling_size"],
            size=state.p["dwelling_size"],
            released=max(0.0, town.land.released),
            deflator=state.prices,
        )

    def works_of(self, town: Town, plan: Schedule) -> Array:
        """Public works planned and done by service, (2, 7); feeder roads are shared by settlements."""
        state, road = self.state, SERVICES.index("road")
        works = np.array([town.works.planned(*town.works_in(plan)), town.works.by_policy])
        feeder = np.array([each.feeder[state.t, self.area] for each in (plan, state.levers)])
        share = np.array([1.0, state.p["plan_realisation"]]) / state.prices / len(self.towns)
        works[:, road] += share * feeder
        return works

    def homes_of(self, town: Town, plan: Schedule) -> Amount:
        """Homes of measures: planned, and completed this year."""
        at = self.state.t, town.index
        grown = plan.dwellings_growth[at] * town.homes.private_at_base
        return Amount(float(plan.dwellings[at] + grown), float(town.homes.by_policy))

    def relocated_to(self, town: Town, plan: Schedule) -> Amount:
        """Persons under quotas of the area, shared evenly by its settlements, and those who came here."""
        at = self.state.t, self.area
        quota = plan.quota[at] + plan.quota_listed[at]
        came = self.state.programme.relocated[self.area, town.index]
        return Amount(float(quota) / len(self.towns), float(came))

    def new_jobs(self, plan: Schedule) -> list[Amount]:
        """Jobs promised, and jobs that firms have brought this year, in parks and outside, by settlement.

        Promised and brought differ where investors keep only part of what they promise, and while parks fill.
        """
        t, own = self.state.t, self.industry.places
        opened = np.maximum(0.0, plan.park[t, own] - plan.park[t - 1, own])
        before, self.park_jobs = self.park_jobs, np.array([town.jobs_in_parks for town in self.towns])
        promised = self.new_jobs_outside(plan, 1.0) + opened
        came = self.new_jobs_outside(self.state.levers, self.state.p["investor_realisation"])
        brought = came + np.maximum(0.0, self.park_jobs - before)
        return [Amount(float(a), float(b)) for a, b in zip(promised, brought, strict=True)]

    def new_jobs_outside(self, levers: Schedule, kept: float) -> Array:
        """Jobs of the year outside parks, (n,) settlements, where a share of what is promised is ``kept``."""
        t = self.state.t
        before, now = (jobs_of_measures(levers, year, self.industry, kept) for year in (t - 1, t))
        return np.maximum(0.0, now - before)
