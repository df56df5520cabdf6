"""The government of an area: what it takes in, what its measures cost, and the gap between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urbsim.model.mesa_core import Agent
from urbsim.policy.lever import Bill
from urbsim.policy.levers import priced

if TYPE_CHECKING:
    from urbsim.model.town import Town
    from urbsim.model.urbanization import UrbanizationModel


class Government(Agent):
    """Budget of one area in nominal yuan. A gap is reported; it does not stop a measure."""

    model: UrbanizationModel

    def __init__(self, model: UrbanizationModel, area: int) -> None:
        super().__init__(model)
        self.area = area
        self.revenue = self.spending = self.gap = 0.0

    @property
    def towns(self) -> list[Town]:
        """The settlements of the area."""
        return [town for town in self.model.towns if town.place.area == self.area]

    def keep_accounts(self) -> None:
        """Revenue, the cost of the measures, and what neither land nor new debt can pay."""
        model, p = self.model, self.model.p
        prices = model.drivers.prices[model.t]
        taxes = (
            sum(p["tax_share_of_wages"] * town.market.wage * town.market.jobs for town in self.towns) * prices
        )
        transfers = sum(p["transfer_per_person"] * town.people for town in self.towns) * prices
        land = sum(p["land_price"] * p["land_margin"] * town.released_m2 for town in self.towns) * prices
        self.revenue = taxes + transfers + land
        self.spending = sum(self.cost_in(town) for town in self.towns)
        self.gap = max(0.0, self.spending - land - p["debt_cap"] * (taxes + transfers))

    def cost_in(self, town: Town) -> float:
        """Nominal yuan that the measures cost in one settlement this year."""
        bill = self.bill_of(town)
        return sum(lever.cost(bill) for lever in priced()) * float(self.model.drivers.prices[self.model.t])

    def bill_of(self, town: Town) -> Bill:
        """What measures brought about in one settlement this year."""
        model = self.model
        return Bill(
            model.setup.levers,
            model.t,
            settlement=town.index,
            area=self.area,
            works=float(town.works.by_policy.sum()),
            families=max(0, model.people.families_come(town.index)),
            relocated=model.relocated_households(self.area, town.index),
            dwelling=town.price * model.p["dwelling_size"],
        )
