"""Money that binds: measures wait for it, and where there is enough of it none waits."""

import numpy as np
import pytest
from numpy.typing import NDArray

from urbsim.runs.ensembles.ensemble import run_mixes
from urbsim.runs.options import Options
from urbsim.runs.results.ensemble_result import Ensemble
from urbsim.scenario.reading import read_text
from urbsim.scenario.starting.new_file import starting_text

TEXT = starting_text("small", "320682", 2010, 2014, own=True)
SIZE = Options(draws=2, seed=4, weight=100, workers=2)


def lived(budget: int, funding: str) -> Ensemble:
    text = TEXT.replace("value: 2400000", f"value: {budget}").replace(
        "measures:", f"funding: {funding}\nmeasures:", 1
    )
    return run_mixes(read_text(text, "small.yaml"), SIZE, lambda done, total: None).ensembles[0]


def total(runs: Ensemble, variable: str) -> NDArray[np.float64]:
    return np.nansum(runs.of(variable, runs.home), axis=1)


def test_a_plan_beyond_all_means_is_built_later_and_less() -> None:
    free, bound = lived(400_000_000, "reported"), lived(400_000_000, "binding")
    assert (total(bound, "realised_road") < 0.9 * total(free, "realised_road")).all()
    assert (total(bound, "planned_road") == total(free, "planned_road")).all()
    assert (total(bound, "funding_gap") < total(free, "funding_gap")).all()


def test_a_plan_within_means_does_not_wait() -> None:
    free, bound = lived(24_000, "reported"), lived(24_000, "binding")
    assert np.array_equal(free.values, bound.values, equal_nan=True)


def test_more_money_is_never_less_road() -> None:
    roads = [total(lived(budget, "binding"), "realised_road").mean() for budget in (10**6, 10**8, 4 * 10**8)]
    assert np.diff(roads).min() > -1e-9 * max(roads)


DEAR = """
  - {name: subsidised-homes, lever: dwellings, value: {assumption: homes}, newcomers: {assumption: all},
     subsidy: {assumption: most}, start: 2011, where: all}
  - {name: resettlement, lever: relocation, value: {assumption: places}, subsidy: {assumption: most},
     start: 2011, where: all}
  - {name: park, lever: industrial_park, value: {assumption: ground}, density: {assumption: dense},
     start: 2011, where: all}
  - {name: support, lever: employment_support, value: {assumption: training}, cost: {assumption: incomes},
     start: 2011, where: all}

targets:
"""
NUMBERS = """
  homes: {value: 400, unit: units/yr, because: an example}
  all: {value: 1, unit: share, because: an example}
  most: {value: 0.9, unit: share, because: an example}
  places: {value: 600, unit: persons/yr, because: an example}
  ground: {value: 40, unit: ha, because: an example}
  dense: {value: 30, unit: jobs/ha, because: an example}
  training: {value: 30000000, unit: yuan/yr, because: an example}
  incomes: {value: 2, unit: incomes/job, because: an example}
"""
ITEMS = ("dwelling", "relocation", "park", "employment_support")


def with_every_kind(funding: str) -> Ensemble:
    text = TEXT.replace("\ntargets:\n", DEAR, 1).replace("\nassumptions:\n", "\nassumptions:" + NUMBERS, 1)
    text = text.replace("measures:", f"funding: {funding}\nmeasures:", 1)
    return run_mixes(read_text(text, "small.yaml"), SIZE, lambda done, total: None).ensembles[0]


def test_measures_of_every_kind_wait_and_the_plan_stays() -> None:
    free, bound = with_every_kind("reported"), with_every_kind("binding")
    for item in ITEMS:
        assert total(bound, f"planned_{item}") == pytest.approx(total(free, f"planned_{item}"))
        assert (total(bound, f"realised_{item}") < 0.8 * total(free, f"realised_{item}")).all(), item
    assert (total(bound, "funding_gap") < total(free, "funding_gap")).all()
