"""Jobs that investors promise come in part; those of experience all come."""

import numpy as np
import pytest

from tests.worlds import World, world
from urbsim.policy.bill import Amount

KEPT = 0.4


def opening(promised: float, jobs: float = 40.0, park: float = 0.0) -> World:
    """A small world with jobs in the first year, and a park, of which a part is promised."""
    made = world(4, areas=1, households=150, years=2).without_policy()
    made = made.with_coefficients(investor_realisation=KEPT)
    named, opened = np.zeros((2, *made.setup.levers.jobs.shape))
    named[1, made.setup.inside], opened[1:, made.setup.inside] = jobs, park
    shares = {"jobs_promised": promised * named, "park_promised": promised * opened}
    return made.with_levers(jobs=named, park=opened, **shares)


def first_year(made: World) -> tuple[float, Amount, float]:
    """Jobs created in the first town of the region, its bill for jobs, and what stands empty in its park."""
    model = made.model()
    model.step()
    town = next(town for town in model.towns if town.inside)
    government = model.governments[0]
    government.park_jobs[:] = 0.0
    bill = government.new_jobs(made.setup.levers)[government.towns.index(town)]
    return town.market.created, bill, town.empty_in_parks


@pytest.mark.parametrize("promised", [0.0, 0.5, 1.0])
def test_of_promised_jobs_a_share_comes_and_the_plan_names_all(promised: float) -> None:
    created, bill, _ = first_year(opening(promised))
    assert created == pytest.approx(40 * (1 - promised + promised * KEPT))
    assert bill == pytest.approx(Amount(40.0, created))


def test_a_park_of_contracts_fills_by_so_much_less_and_says_what_stands_empty() -> None:
    (sure, _, empty), (said, _, more_empty) = (first_year(opening(part, 0.0, 100.0)) for part in (0.0, 1.0))
    assert said == pytest.approx(KEPT * sure)
    assert more_empty == pytest.approx(100 - said)
    assert empty == pytest.approx(100 - sure)
