"""A process that finds the kernels of these sources compiled compiles nothing itself."""

from __future__ import annotations

import pytest

from tests.laws.test_interpreted import run_apart
from urbsim.households import kernel_cache

COUNTED = "tests.laws.compiled_in_world"


@pytest.mark.skipif(kernel_cache() is None, reason="no folder is private, so kernels are kept nowhere")
def test_kernels_are_compiled_once_for_all_runs() -> None:
    run_apart(COUNTED)
    assert run_apart(COUNTED).split() == []
