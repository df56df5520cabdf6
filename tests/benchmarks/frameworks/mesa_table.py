"""The table's rule with one Mesa agent a household: ``python … HOUSEHOLDS YEARS``."""

from __future__ import annotations

import random
from bisect import bisect

import mesa
from table_rule import HOME, RETURN, Tables, asked, report


class Household(mesa.Agent):
    """At home or in a town."""

    def __init__(self, model: Region, leave: float) -> None:
        super().__init__(model)
        self.leave, self.place = leave, HOME

    def step(self) -> None:
        luck = self.model.random
        if self.place != HOME:
            if luck.random() < RETURN:
                self.place = HOME
        elif luck.random() < self.leave:
            self.place = bisect(self.model.towns, luck.random())


class Region(mesa.Model):
    """Households and the tables that they read."""

    def __init__(self, made: Tables) -> None:
        super().__init__(rng=1)
        self.random = random.Random(1)
        self.towns = made.towns.tolist()
        for leave in made.leave[made.village, made.kind].tolist():
            Household(self, leave)

    def step(self) -> None:
        self.agents.do("step")

    def home(self) -> float:
        return sum(each.place == HOME for each in self.agents) / len(self.agents)


if __name__ == "__main__":
    made, years = asked()
    region = Region(made)
    report(region.step, region.home, made, years)
