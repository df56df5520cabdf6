"""The reference model without bands: households weigh places by their own traits."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from urbsim.households.board import Board
from urbsim.households.columns.columns import Rows
from urbsim.model.reference.household import ReferenceHousehold
from urbsim.model.reference.offers import YearOffers, move_units
from urbsim.model.reference.population import ReferenceHouseholds
from urbsim.model.reference.reference_model import ReferenceModel

QUINTILES = 5


class OwnOffers(YearOffers):
    """The board with what a household needs to do eq. 1–3 with its own traits."""

    def __init__(self, board: Board, model: ReferenceModel) -> None:
        super().__init__(board, model.terms())
        self.p, self.alone = (
            model.state.p,
            model.choice.anchor.intercept + float(model.state.draw.shock[model.state.t]),
        )
        self.pay = [(town.market.wage, town.market.employment) for town in model.towns]
        self.living_cost = self.p["living_cost_away"] * model.state.drivers.prices_since_2000
        real = model.state.drivers.income[model.state.t] / model.state.drivers.prices[model.state.t]
        self.incomes = [area.household_size * real for area in model.setup.areas]
        self.income_sd = math.sqrt(2) * NormalDist().inv_cdf((self.p["income_gini"] + 1) / 2)
        self.expected = np.zeros((QUINTILES, 3))
        self._worth: dict[tuple[int, int, int, int], list[float]] = {}

    def own_income(self, h: ReferenceHousehold) -> float:
        return self.incomes[h.area] * by_quantile(h.income, self.income_sd)

    def own_worth(self, h: ReferenceHousehold) -> list[float]:
        """Net gain to the power β/λ for every option."""
        traits = h.area, h.schooling, h.hands, h.income
        if traits not in self._worth:
            self._worth[traits] = [w for offer in self.pay for w in self._pair(h, *offer)]
        return self._worth[traits]

    def _pair(self, h: ReferenceHousehold, wage: float, chance: float) -> tuple[float, float]:
        p, income, hands = self.p, self.own_income(h), h.hands
        paid = chance * wage * math.exp(p["return_to_schooling"] * (h.schooling - 8))
        one = paid + (1 - chance) * p["unemployed_income"] * wage - self.living_cost
        sent = one + income * (1 - p["farm_income_loss"] / hands)
        joined = hands * one + p["land_rent_share"] * income
        power = p["income_response"] / p["dissimilarity"]
        return max(0.0, sent / income) ** power, max(0.0, joined / income) ** power

    def own_intercept(self, h: ReferenceHousehold) -> float:
        p = self.p
        decades = max(0.0, 5 * h.youngest_at_home + 2.5 - p["age_decline_from"]) / 10
        land = by_quantile(h.land, p["land_spread"])
        schooled = p["schooling_effect"] * (h.schooling - p["schooling_reference"])
        return self.alone + schooled - p["age_decline"] * decades - p["land_effect"] * (land - 1)


def by_quantile(index: int, sd: float) -> float:
    """The value of a lognormal of mean one at the middle of a 256th."""
    return math.exp(sd * NormalDist().inv_cdf((index + 0.5) / 256) - sd**2 / 2)


class UnbandedHousehold(ReferenceHousehold):
    """Decides by its own utility; notes what the class would have done."""

    def threshold(self, offers: YearOffers) -> int:
        assert isinstance(offers, OwnOffers)
        total = sum(self.weights(offers).values())
        own = move_units(total, offers.own_intercept(self), offers.terms.dissimilarity)
        offers.expected[self.income * QUINTILES // 256] += 1, super().threshold(offers), own
        return own

    def weights(self, offers: YearOffers) -> dict[int, float]:
        assert isinstance(offers, OwnOffers)
        pairs = zip(offers.pull[self.village], offers.own_worth(self), strict=True)
        return {k: a * b for k, (a, b) in enumerate(pairs)}


class UnbandedHouseholds(ReferenceHouseholds):
    """Households that decide alone, and what their classes would have decided."""

    kind = UnbandedHousehold

    def __init__(self, rows: Rows, settlements: int, model: ReferenceModel) -> None:
        self.model = model
        super().__init__(rows, settlements, model.terms)

    def read(self, board: Board) -> OwnOffers:
        return OwnOffers(board, self.model)


class UnbandedModel(ReferenceModel):
    """The reference model whose households are unbanded."""

    def as_agents(self, rows: Rows, settlements: int, threads: int) -> UnbandedHouseholds:
        self.households = households = UnbandedHouseholds(rows, settlements, self)
        return households
