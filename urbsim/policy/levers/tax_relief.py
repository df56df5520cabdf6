"""Taxes waived for investors, and the jobs that follow."""

from urbsim.policy import units
from urbsim.policy.lever import Field, Pull, Unpriced
from urbsim.policy.schedule import Schedule


class TaxRelief(Unpriced):
    """Yuan of tax waived a year, and so many jobs for a million of them. Revenue forgone is not counted."""

    name = "tax_relief"
    english = "tax waived for investors"
    group = "jobs"
    unit = "yuan/yr"
    accepted = units.MONEY
    duration = "flow"
    low, high = 0.0, 1e14
    sign = 1
    output = "jobs"
    fields = (
        Field(
            "leverage", "Jobs that a million yuan of waived tax brings (jobs/million yuan).",
            required=True, accepted=units.YIELD, low=0.0, high=1000.0,
        ),
    )  # fmt: skip

    def apply(self, pull: Pull, schedule: Schedule) -> None:
        """Jobs by settlement."""
        schedule.jobs[...] += pull.shared * (pull.number("leverage") / 1e6)


LEVER = TaxRelief()
