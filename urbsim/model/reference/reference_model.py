"""The model whose households are agents: the same year, the same numbers, one household at a time."""

from __future__ import annotations

from urbsim.households.columns.columns import Rows
from urbsim.model.founding.founding import Foundation
from urbsim.model.reference.offers import Terms, terms_of
from urbsim.model.reference.population import ReferenceHouseholds
from urbsim.model.setup import Setup
from urbsim.model.state import Draw
from urbsim.model.urbanization import UrbanizationModel


class ReferenceModel(UrbanizationModel):
    """A region with every household an agent; towns, governments and the year are those of the model.

    It gives the numbers of `UrbanizationModel` under the same setup, founding and draw, bit for bit.
    """

    households: ReferenceHouseholds

    def __init__(self, setup: Setup, foundation: Foundation, draw: Draw) -> None:
        super().__init__(setup, foundation, draw, population=self.as_agents)

    def as_agents(self, rows: Rows, settlements: int, threads: int) -> ReferenceHouseholds:
        """The households of a founding, who read what this model posts."""
        self.households = ReferenceHouseholds(rows, settlements, self.terms)
        return self.households

    def terms(self) -> Terms:
        """The terms of the year that has been posted."""
        return terms_of(self.state, self.choice)

    def release(self) -> None:
        """Let go of a finished run and of its households."""
        super().release()
        self.households.release()
