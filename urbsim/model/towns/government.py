"""The government of an area: what it takes in, what its measures cost, and the gap between them."""

from __future__ import annotations

from urbsim.model.mesa_core import Agent, Model
from urbsim.model.state import State
from urbsim.model.towns.town import Town
from urbsim.policy.lever import Bill
from urbsim.policy.levers import priced


class Government(Agent):
    """Budget of one area in nominal yuan. A gap is reported; it does not stop a measure."""

    def __init__(self, model: Model, state: State, area: int, towns: list[Town]) -> None:
        super().__init__(model)
        self.state, self.area, self.towns = state, area, towns
        self.revenue = self.spending = self.gap = 0.0

    def keep_accounts(self) -> None:
        """Revenue, the cost of the measures, and what neither land nor new debt can pay."""
        p, prices = self.state.p, self.state.prices
        taxes = (
            sum(p["tax_share_of_wages"] * town.market.wage * town.market.jobs for town in self.towns) * prices
        )
        transfers = sum(p["transfer_per_person"] * town.people for town in self.towns) * prices
        land = sum(p["land_price"] * p["land_margin"] * town.land.released for town in self.towns) * prices
        self.revenue = taxes + transfers + land
        self.spending = sum(self.cost_in(town) for town in self.towns)
        self.gap = max(0.0, self.spending - land - p["debt_cap"] * (taxes + transfers))

    def cost_in(self, town: Town) -> float:
        """Nominal yuan that the measures cost in one settlement this year."""
        bill = self.bill_of(town)
        return sum(lever.cost(bill) for lever in priced()) * self.state.prices

    def bill_of(self, town: Town) -> Bill:
        """What measures brought about in one settlement this year."""
        state = self.state
        return Bill(
            state.levers,
            state.t,
            settlement=town.index,
            area=self.area,
            works=float(town.works.by_policy.sum()),
            families=max(0, state.people.families_come(town.index)),
            relocated=int(state.programme.relocated_homes[town.index]),
            taken=state.programme.taken[town.index],
            dwelling=town.price * state.p["dwelling_size"],
        )
