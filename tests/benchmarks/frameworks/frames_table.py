"""The table's rule in mesa-frames, a data frame of households: ``python … HOUSEHOLDS YEARS``."""

from __future__ import annotations

import numpy as np
import polars
from mesa_frames import AgentSetPolars, ModelDF
from table_rule import HOME, RETURN, Tables, asked, report


class Households(AgentSetPolars):
    """All households as columns; a year is a handful of expressions on them."""

    def __init__(self, model: Region, made: Tables) -> None:
        super().__init__(model)
        rows = len(made.village)
        columns = {"unique_id": np.arange(rows), "leave": made.leave[made.village, made.kind]}
        self.add(polars.DataFrame({**columns, "place": np.full(rows, HOME)}))

    def step(self) -> None:
        luck = self.model.luck
        rows = len(self.agents)
        stay, town = luck.random(rows), luck.random(rows)
        away = polars.col("place") != HOME
        self.agents = self.agents.with_columns(
            stay=polars.Series(stay),
            town=polars.Series(np.searchsorted(self.model.towns, town, side="right")),
        ).with_columns(
            place=polars.when(away & (polars.col("stay") < RETURN))
            .then(HOME)
            .when(~away & (polars.col("stay") < polars.col("leave")))
            .then(polars.col("town"))
            .otherwise(polars.col("place"))
        )


class Region(ModelDF):
    """Households and the tables that they read."""

    def __init__(self, made: Tables) -> None:
        super().__init__(seed=1)
        self.towns, self.luck = made.towns, np.random.default_rng(1)
        self.households = Households(self, made)
        self.agents += self.households

    def step(self) -> None:
        self.agents.do("step", inplace=True)

    def home(self) -> float:
        return float((self.agents["place"][self.held] == HOME).mean())

    @property
    def held(self) -> object:
        """The set as the model holds it, which is a copy of what was added."""
        return next(iter(self.agents._agentsets))


if __name__ == "__main__":
    made, years = asked()
    region = Region(made)
    report(region.step, region.home, made, years)
