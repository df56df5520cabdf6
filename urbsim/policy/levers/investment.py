"""Public investment in a service: roads, water, gas, sewers, green space, schools, clinics."""

from urbsim.policy import units
from urbsim.policy.bill import Amount, Bill, Charge
from urbsim.policy.lever import Field, Lever, Pull
from urbsim.policy.schedule import Schedule
from urbsim.vocabulary.kinds import SERVICES


class Investment(Lever):
    """Yuan a year for one service, shared by people, or growth over what is spent as usual.

    Read by eq. 6 (delivery in two years), eq. 7 and 7a. Of what is planned ``plan_realisation`` is done, and
    a yuan of measures buys 1 ÷ ``works_overrun`` of what unit costs say. An amount of 0 leaves every capital
    as it is.
    """

    name = "investment"
    english = "investment in a service"
    group = "works"
    unit = "yuan/yr"
    accepted = units.MONEY
    duration = "flow"
    low, high = 0.0, 1e14
    sign = 1
    usual = "investment"
    output = "investment_{service}"
    grows = True
    fields = (
        Field("service", "Which service an investment builds.", required=True, choices=SERVICES),
        Field(
            "feeder",
            "Share of road money that goes into roads to villages.",
            accepted=units.SHARE,
            belongs_to="road",
        ),
    )

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Nominal yuan by settlement, or the relative growth of usual spending in each.

        Feeder money goes by area, in proportion to rural people, and builds no street.
        """
        service = SERVICES.index(str(pull.measure.given("service")))
        if pull.measure.mode == "growth":
            schedule.growth[:, :, service] += pull.everywhere
        else:
            feeder = pull.number("feeder")
            schedule.investment[:, :, service] += (1 - feeder) * pull.shared
            schedule.feeder[...] += feeder * pull.path[:, None] * pull.reach.rural_shares

    def cost(self, bill: Bill) -> list[Charge]:
        """What was planned and what was built, service by service."""
        return [
            bill.charge(service, Amount(float(planned), float(built)))
            for service, planned, built in zip(SERVICES, *bill.works, strict=True)
        ]


LEVER = Investment()
