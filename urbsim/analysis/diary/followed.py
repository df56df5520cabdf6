"""The reference model whose households note what a year offered them before they decide."""

from __future__ import annotations

from dataclasses import dataclass

from urbsim.households.columns.columns import Rows
from urbsim.model.reference.household import ReferenceHousehold
from urbsim.model.reference.household_state import HOME, SPLIT
from urbsim.model.reference.offers import YearOffers
from urbsim.model.reference.population import ReferenceHouseholds
from urbsim.model.reference.reference_model import ReferenceModel

ALWAYS = 2.0**32
LISTED = 3
"""Places that are told, the likeliest first."""


@dataclass(frozen=True)
class Offered:
    """The chance that a household's class moves to town in a year, and the share of each place if it does."""

    chance: float
    places: tuple[tuple[int, float], ...]


class FollowedHousehold(ReferenceHousehold):
    """Decides as any other; ``offered`` is what it was offered this year, None where it had no choice."""

    offered: Offered | None = None

    def live(self, offers: YearOffers) -> ReferenceHousehold | None:
        """One year, beginning with nothing offered."""
        self.offered = None
        return super().live(offers)

    def decide(self, offers: YearOffers) -> None:
        """Note the offers, then decide."""
        if self.status in (HOME, SPLIT) and not self.commutes and self.hands > 0:
            self.offered = offered_to(self, offers)
        super().decide(offers)


def offered_to(household: ReferenceHousehold, offers: YearOffers) -> Offered:
    """What those at home are offered: family and single worker of a place are added up."""
    weights: dict[int, float] = {}
    for option, weight in household.weights(offers).items():
        weights[option // 2] = weights.get(option // 2, 0.0) + weight
    total = sum(weights.values())
    ranked = sorted(weights, key=lambda place: (-weights[place], place))[:LISTED]
    shares = tuple((place, weights[place] / total) for place in ranked if weights[place] > 0)
    chance = 0.0 if offers.never_moves(household.key) else household.threshold(offers) / ALWAYS
    return Offered(chance, shares)


class FollowedHouseholds(ReferenceHouseholds):
    """Households who note their offers."""

    kind = FollowedHousehold


class FollowedModel(ReferenceModel):
    """The reference model with households who note their offers; no figure of it differs."""

    def as_agents(self, rows: Rows, settlements: int, threads: int) -> ReferenceHouseholds:
        """The households of a founding, who read what this model posts."""
        self.households = FollowedHouseholds(rows, settlements, self.terms)
        return self.households
