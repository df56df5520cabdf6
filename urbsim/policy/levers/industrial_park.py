"""An industrial park: land whose firms bring jobs as it fills."""

import numpy as np

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import BASIS, CONTRACTS, LARGE_CITY, Field, Lever, Pull
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import BOUGHT


class IndustrialPark(Lever):
    """Hectares in force with so many jobs each once full, as far as firms come.

    Fewer do the farther a city of 500,000 is. The density is read as one of experience, the jobs on land that
    is built on; of one that contracts promise, only a part comes. Firms pay for their plants, as jobs do.

    Parks fill along a logistic curve around ``park_fill_midpoint`` years up to ``park_occupancy`` (0.77 on
    541 national zones in 2019), halved every ``park_reach`` km from a large city.
    """

    name = "industrial_park"
    english = "industrial park"
    ITEM = "park"
    group = "land"
    unit = "ha"
    accepted = units.AREA
    duration = "level"
    low, high = 0.0, 1e7
    sign = 1
    output = "jobs"
    fields = (
        Field(
            "density", "Jobs per hectare of an industrial park once it is full.",
            required=True, accepted=units.DENSITY, low=0.1, high=5000.0,
        ),
        LARGE_CITY,
        BASIS,
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Jobs on the opened land by settlement, as many as a full park has, and how far a large city is.

        Hectares times density; the largest distance that any measure states holds.
        """
        jobs = pull.shared * pull.number("density")
        schedule.park[...] += jobs
        schedule.park_promised[...] += (pull.measure.given(BASIS.name) == CONTRACTS) * jobs
        far = pull.active_places * pull.number(LARGE_CITY.name)
        schedule.large_city[...] = np.maximum(schedule.large_city, far)
        schedule.bought[:, :, BOUGHT.index(self.ITEM)] += pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """Land, roads and pipes of the hectares opened this year."""
        return [bill.charge(self.ITEM, bill.opened(self.ITEM))]


LEVER = IndustrialPark()
