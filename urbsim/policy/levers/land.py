"""Land released for building beyond the usual."""

from urbsim.policy import units
from urbsim.policy.bill import Amount, Bill, Charge
from urbsim.policy.lever import Field, Lever, Pull
from urbsim.policy.schedule import Schedule


class LandSupply(Lever):
    """Hectares a year, or growth over what is released as usual. Its sale brings in more than it costs.

    A quota, and growth below 0, limit what the market builds; without one land follows people.

    Moves the urban edge (eq. 11), and under a limit what the market can build. Land released without people
    does not change anybody's services: greening waits for those who need it.
    """

    name = "land"
    english = "land released for building"
    group = "land"
    unit = "ha/yr"
    accepted = units.AREA_FLOW
    duration = "flow"
    low, high = 0.0, 1e7
    sign = 1
    usual = "land"
    output = "built_up_area"
    grows = True
    fields = (
        Field(
            "rule", "Whether the amount comes on top of the usual (extra) or is the most of a year (quota).",
            choices=("extra", "quota"),
        ),
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Hectares by settlement."""
        if pull.measure.mode == "growth":
            schedule.land_growth[...] += pull.everywhere
        elif pull.measure.given("rule") == "quota":
            schedule.land_quota[...] += pull.shared
        else:
            schedule.land[...] += pull.shared

    def cost(self, bill: Bill) -> list[Charge]:
        """Compensation, clearing and preparation of every m² released, paid from the account of land."""
        return [bill.charge("land", Amount(bill.released, bill.released))]


LEVER = LandSupply()
