"""Each law against a closed form that shares no code with it, and the checks against mutants of the laws."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from tests.laws.boards import thresholds
from tests.laws.closed_forms import DEMOGRAPHY, EQUATIONS, Check
from tests.laws.mutants import survivors
from tests.laws.noticed import LAWS
from urbsim.households import equations
from urbsim.households.draws import ALWAYS
from urbsim.model import demography


@pytest.mark.parametrize("check", EQUATIONS, ids=lambda check: check.__name__)
def test_an_equation_gives_what_is_worked_out_by_hand(check: Check) -> None:
    check(equations)


@pytest.mark.parametrize("check", DEMOGRAPHY, ids=lambda check: check.__name__)
def test_births_deaths_and_ages_are_as_worked_out_by_hand(check: Check) -> None:
    check(demography)


def test_the_compiled_thresholds_are_those_of_the_equations() -> None:
    """The kernel forms eq. 3 by series of its own, one class at a time: equal to 2⁻³²."""
    rng = np.random.default_rng(5)
    pull, worth = rng.lognormal(0, 2, (40, 6)), rng.lognormal(0, 2, (1, 30, 6))
    intercept = rng.normal(-4, 2, (1, 30))
    found = thresholds(pull, worth, np.zeros(40, np.int64), intercept, 0.7)
    total = pull @ worth[0].T
    expected = equations.probability(equations.move_odds(intercept, total, 0.7)) * ALWAYS
    assert np.abs(found.astype(float) - expected).max() <= 1 + 1e-12 * ALWAYS


@pytest.mark.parametrize(("module", "checks"), LAWS, ids=lambda part: getattr(part, "__name__", ""))
def test_changed_constants_and_signs_are_noticed(module: ModuleType, checks: tuple[Check, ...]) -> None:
    number, alive = survivors(module, checks)
    print(f"\n{module.__name__}: {number - len(alive)} of {number} mutants noticed; alive: {alive}")
    assert number > 15
    assert len(alive) <= 0.05 * number, alive
