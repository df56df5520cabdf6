"""A share of the housing price that governments bear for newcomers."""

from urbsim.policy import units
from urbsim.policy.bill import Bill, Charge
from urbsim.policy.lever import Lever, Pull
from urbsim.policy.schedule import Schedule


class PriceSupport(Lever):
    """A share of the price of a dwelling, for every family that comes.

    Enters eq. 2 as θ β_y ln(1 − share) less cost, for whole families alone; at most 95 % counts. No
    experiment of its own holds the response, which is that of the housing price.
    """

    name = "price_support"
    english = "support of newcomers' housing price"
    group = "homes"
    unit = "share"
    accepted = units.SHARE
    duration = "level"
    low, high = 0.0, 1.0
    sign = 1
    output = "public_spending"

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """The share in full wherever it holds."""
        schedule.price_support[...] += pull.everywhere

    def cost(self, bill: Bill) -> list[Charge]:
        """The share of a dwelling's price for every family that came."""
        paid = bill.in_force("price_support").times(bill.families * bill.dwelling)
        return [bill.charge("price_support", paid)]


LEVER = PriceSupport()
