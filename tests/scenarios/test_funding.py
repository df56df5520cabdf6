"""Money that binds: public works wait for it, and where there is enough of it none waits."""

import numpy as np
from numpy.typing import NDArray

from urbsim.runs.ensembles.ensemble import Options, run_mixes
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
    assert roads == sorted(roads)
