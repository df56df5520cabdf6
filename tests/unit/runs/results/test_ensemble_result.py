from dataclasses import replace

import numpy as np
import pytest

from tests.unit.runs.worlds import HOME, TOWN, ensemble


def test_values_are_found_by_name() -> None:
    runs = ensemble(draws=5)
    assert (runs.home, runs.base_year) == (HOME, 2010)
    assert runs.of("population", HOME).shape == (5, 16)
    assert runs.at("population", HOME, 2012).tolist() == [2_599_541.0] * 5
    assert runs.at("housing_price", TOWN, 2025)[0] == 3450.0


def test_a_variable_that_applies_nowhere_is_not_held() -> None:
    runs = ensemble(draws=3)
    assert runs.has("housing_price", TOWN)
    assert not runs.has("housing_price", HOME)
    assert not runs.has("jobs", HOME)
    assert not runs.has("population", "21")


def test_asking_outside_the_run_names_what_is_missing() -> None:
    runs = ensemble(draws=3)
    with pytest.raises(ValueError, match="'jobs' for '211400'"):
        runs.of("jobs", HOME)
    with pytest.raises(ValueError, match="2026 lies outside the run 2010-2025"):
        runs.at("population", HOME, 2026)


def test_names_that_do_not_fit_the_values_are_refused() -> None:
    runs = ensemble(draws=3)
    with pytest.raises(ValueError, match="the names ask for"):
        replace(runs, draws=(0, 1))
    with pytest.raises(ValueError, match="distinct"):
        replace(runs, draws=(0, 1, 1))
    with pytest.raises(ValueError, match="without a gap"):
        replace(runs, years=(*range(2010, 2025), 2026), values=np.zeros(runs.values.shape))
