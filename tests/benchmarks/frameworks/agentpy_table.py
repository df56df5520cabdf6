"""The table's rule with one AgentPy agent a household: ``python … HOUSEHOLDS YEARS``."""

from __future__ import annotations

from bisect import bisect

import agentpy
from table_rule import HOME, RETURN, asked, report


class Household(agentpy.Agent):
    """At home or in a town."""

    def setup(self) -> None:
        self.leave, self.place = 0.0, HOME

    def live(self) -> None:
        luck = self.model.random
        if self.place != HOME:
            if luck.random() < RETURN:
                self.place = HOME
        elif luck.random() < self.leave:
            self.place = bisect(self.model.towns, luck.random())


class Region(agentpy.Model):
    """Households and the tables that they read."""

    def setup(self) -> None:
        made = self.p.made
        self.towns = made.towns.tolist()
        self.households = agentpy.AgentList(self, len(made.village), Household)
        self.households.leave = agentpy.AttrIter(made.leave[made.village, made.kind].tolist())

    def step(self) -> None:
        self.households.live()

    def home(self) -> float:
        return sum(each.place == HOME for each in self.households) / len(self.households)


if __name__ == "__main__":
    made, years = asked()
    region = Region({"made": made, "seed": 1})
    region.sim_setup()
    report(region.step, region.home, made, years)
