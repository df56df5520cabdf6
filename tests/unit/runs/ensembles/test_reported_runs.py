"""What runs report of a prefecture hangs on nothing but scenario, mix and number of the draw."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from tests.unit.runs.texts import measure, scenario
from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.outlook.line import line_of
from urbsim.runs.results.ensemble_result import Ensemble

HOMES = measure("dwellings", "500 units/yr", "where: towns") + "mixes:\n  nothing: {measures: []}\n"
RATE = "resident_urbanization_rate"


@cache
def runs(*mixes: str, workers: int = 1, executor: str = "threads", seed: int = 1) -> tuple[Ensemble, ...]:
    options = Options(draws=3, weight=400, seed=seed, workers=workers, executor=executor, mixes=mixes)
    return run_mixes(scenario("211400", 2010, 2013, HOMES), options, lambda done, of: None).ensembles


@pytest.mark.parametrize(("workers", "executor"), [(2, "threads"), (2, "processes")])
def test_workers_change_nothing(workers: int, executor: str) -> None:
    for one, other in zip(
        runs("policy", "nothing"), runs("policy", "nothing", workers=workers, executor=executor), strict=True
    ):
        np.testing.assert_array_equal(one.values, other.values)


def test_a_mix_is_the_same_whichever_others_run_beside_it() -> None:
    (alone,), (beside, _) = runs("policy"), runs("policy", "nothing")
    np.testing.assert_array_equal(alone.values, beside.values)


def departures(runs: Ensemble, region: str) -> np.ndarray:
    """How far a region's rate is moved on the line of departures, (D, T)."""
    return np.asarray(line_of(runs.of(RATE, region)) - line_of(runs.of(f"simulated_{RATE}", region)))


@pytest.mark.parametrize("region", ["211400/211421", "211400/rest"])
def test_seeds_and_mixes_of_a_draw_have_the_same_deviates(region: str) -> None:
    (policy, nothing), (reseeded,) = runs("policy", "nothing"), runs("policy", seed=7)
    assert np.abs(departures(policy, region)[:, 1:]).min() > 1e-3
    # People are whole: the last digit of the line is theirs.
    for other in (nothing, reseeded):
        np.testing.assert_allclose(departures(policy, region), departures(other, region), atol=1e-4)


def test_reported_areas_add_up_to_the_prefecture() -> None:
    for each in runs("policy", "nothing"):
        areas = [key for key in each.regions if key.count("/") == 1]
        assert len(areas) == 4
        for name in ("population", "urban_population", "rural_population"):
            total = sum(each.of(name, key) for key in areas)
            np.testing.assert_array_equal(total, each.of(name, each.home))
