"""Money that binds: of every kind of measure what is not paid for this year waits for the next.

What households, firms or the centre pay for alone does not wait, nor do rules. The year's plan is cut in a
schedule of the run's own, and what is cut is added to the year after; a share of a price is not made up for.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from urbsim.policy.schedule import Array, Schedule
from urbsim.vocabulary.kinds import BOUGHT

YEARLY: Final = [BOUGHT.index(name) for name in ("employment_support", "tax_relief")]
"""What is bought by the year; parks stay once they are opened."""
PARK: Final = BOUGHT.index("park")


class Funding(NamedTuple):
    """The share ``funded`` that can be paid of what is due in year ``t``.

    ``towns`` (J,) and ``areas`` (A,) are 1 where that holds; ``inflation`` is by how much prices rise to the
    next year, so that yuan that wait keep their worth.
    """

    t: int
    funded: float
    towns: Array
    areas: Array
    inflation: float


def put_off(plan: Schedule, funding: Funding) -> None:
    """Cut the year's plan in some places to what is funded, and let the rest wait; nothing where all is."""
    if funding.funded >= 1:
        return
    wait(plan.investment, funding, funding.towns[:, None], funding.inflation)
    wait(plan.growth, funding, funding.towns[:, None])
    wait(plan.feeder, funding, funding.areas, funding.inflation)
    put_off_jobs(plan, funding)
    put_off_homes(plan, funding)
    put_off_places(plan, funding)
    for level in (plan.bought[:, :, PARK], plan.park, plan.park_promised):
        open_later(level, funding)
    plan.price_support[funding.t] *= 1 - (1 - funding.funded) * funding.towns


def wait(flow: Array, funding: Funding, where: Array, inflation: float = 1.0) -> Array:
    """Move what is not funded of a flow (T + 1, …) to the next year; returns it, (...)."""
    rest: Array = (1 - funding.funded) * flow[funding.t] * where
    carry(flow, funding, rest, inflation)
    return rest


def carry(flow: Array, funding: Funding, rest: Array, inflation: float = 1.0) -> None:
    """Move ``rest`` of a flow (T + 1, ...) to the next year; beyond the last one it is never done.

    ``rest`` is (...); yuan are carried with ``inflation``, so that they keep their worth.
    """
    flow[funding.t] -= rest
    flow[funding.t + 1 : funding.t + 2] += inflation * rest


def put_off_jobs(plan: Schedule, funding: Funding) -> None:
    """Support and taxes waived wait, and the jobs that they bring; those that firms bring do not."""
    for item in YEARLY:
        wait(plan.bought[:, :, item], funding, funding.towns, funding.inflation)
    carry(plan.jobs, funding, wait(plan.jobs_bought, funding, funding.towns))


def put_off_homes(plan: Schedule, funding: Funding) -> None:
    """Homes of which others than their families pay a part."""
    paid = funding.towns[:, None] * (plan.subsidised[funding.t] > 0)
    wait(plan.subsidised, funding, paid)
    carry(plan.dwellings, funding, wait(plan.reserved, funding, paid).sum(axis=1))


def put_off_places(plan: Schedule, funding: Funding) -> None:
    """Places of relocation of which others than their families pay a part; the programme then runs longer."""
    t, paid = funding.t, funding.areas * (plan.subsidy[funding.t] > 0)
    rest = sum(wait(quota, funding, paid) for quota in (plan.quota, plan.quota_listed))
    if np.any(rest):
        for terms, where in ((plan.subsidy, funding.areas), (plan.resettled, funding.towns)):
            terms[t + 1 : t + 2] = np.maximum(terms[t + 1 : t + 2], terms[t] * where)


def open_later(level: Array, funding: Funding) -> None:
    """Of what opens beyond the year before only the funded part does; the plan of later years stays.

    ``level`` (T + 1, J) is what is open; where all is funded nothing changes.
    """
    opened = np.maximum(0.0, level[funding.t] - level[funding.t - 1]) * funding.towns
    level[funding.t] -= (1 - funding.funded) * opened
