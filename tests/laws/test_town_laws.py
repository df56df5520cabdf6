"""The laws of towns against what is worked out by hand, and no drift of work without measures."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from tests.laws.closed_forms import Check
from tests.laws.mutants import survivors
from tests.laws.town_forms import LABOUR, LAND, WAYS, WORKS
from tests.worlds import world
from urbsim.model.towns import infrastructure, labour, land, ways

LAWS = ((labour, LABOUR), (infrastructure, WORKS), (land, LAND), (ways, WAYS))
CHECKS = [(module, check) for module, checks in LAWS for check in checks]


@pytest.mark.parametrize(("module", "check"), CHECKS, ids=lambda part: getattr(part, "__name__", ""))
def test_a_law_of_towns_gives_what_is_worked_out_by_hand(module: ModuleType, check: Check) -> None:
    check(module)


@pytest.mark.parametrize(("module", "checks"), LAWS[:2], ids=lambda part: getattr(part, "__name__", ""))
def test_changed_constants_and_signs_of_towns_are_noticed(
    module: ModuleType, checks: tuple[Check, ...]
) -> None:
    number, alive = survivors(module, checks)
    print(f"\n{module.__name__}: {number - len(alive)} of {number} mutants noticed; alive: {alive}")
    assert len(alive) <= 0.1 * number, alive


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_without_measures_work_does_not_drift_at_any_scale(seed: int) -> None:
    model = world(seed, areas=1 + seed % 3, households=500, years=15).without_policy().lived()
    found = np.stack(model.datacollector.model_vars["employment_probability"])
    assert np.nanmax(np.abs(found[1:] - found[:1])) < 1e-9
