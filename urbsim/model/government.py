"""The government of an area: what it takes in, what its measures cost, and the gap between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urbsim.model.mesa_core import Agent

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
        model, t, j = self.model, self.model.t, town.index
        prices, levers = float(model.drivers.prices[t]), model.setup.levers
        dwelling = town.price * model.p["dwelling_size"]
        support = levers.price_support[t, j] * max(0, model.people.families_come(j)) * dwelling
        relocation = levers.subsidy[t, self.area] * model.relocated_households(self.area, j) * dwelling
        return float(town.works.by_policy.sum() + support + relocation) * prices
