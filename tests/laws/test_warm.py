"""A process that finds the kernels of these sources compiled compiles nothing itself."""

from __future__ import annotations

import pytest

from tests.laws.test_interpreted import run_apart
from urbsim.households import kernel_cache

kept = pytest.mark.skipif(kernel_cache() is None, reason="no folder is private, so kernels are kept nowhere")


@kept
def test_kernels_are_compiled_once_for_all_runs() -> None:
    counted = "tests.laws.compiled_in_world"
    run_apart(counted)
    assert run_apart(counted).split() == []


@kept
def test_after_warm_no_shipped_scenario_compiles_anything() -> None:
    assert str(kernel_cache()) in run_apart("urbsim", "warm")
    assert run_apart("tests.laws.compiled_in_scenarios").split() == []
