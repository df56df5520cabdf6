"""An amount for the environment: texts name sewage works and green space and no split."""

from urbsim.policy import units
from urbsim.policy.lever import Pull, Unpriced
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import SERVICES

PAYS_FOR = ("sewer", "green")


class Environment(Unpriced):
    """Yuan a year for sewage works and green space in equal parts; charged as investment in these.

    No experiment holds it as such; the two services it pays for are held as investments.
    """

    name = "environment"
    english = "investment in sewage works and green space"
    group = "works"
    unit = "yuan/yr"
    accepted = units.MONEY
    duration = "flow"
    low, high = 0.0, 1e14
    sign = 1
    usual = "investment"
    output = "investment_sewer"

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Half of the money to each service."""
        for service in PAYS_FOR:
            schedule.investment[:, :, SERVICES.index(service)] += pull.shared / len(PAYS_FOR)


LEVER = Environment()
