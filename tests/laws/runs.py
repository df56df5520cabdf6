"""Whole runs as tables of values that can be compared by name."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.worlds import World
from urbsim.model.year.record import region_keys

Values = dict[tuple[str, str], np.ndarray]


def values_of(made: World, threads: int = 1) -> Values:
    """Every recorded series by variable and region."""
    return recorded(made.lived(threads))


def recorded(model: Any) -> Values:
    keys = region_keys(model.setup)
    return {
        (name, key): np.array([float(row[n]) for row in rows])
        for name, rows in model.datacollector.model_vars.items()
        for n, key in enumerate(keys)
    }


def same_bits(one: Values, other: Values) -> bool:
    return one.keys() == other.keys() and all(
        np.array_equal(one[key], other[key], equal_nan=True) for key in one
    )


def assert_close(one: Values, other: Values) -> None:
    """Integers equal, all else to 1e-9."""
    assert one.keys() == other.keys()
    for key, series in one.items():
        assert np.array_equal(np.isnan(series), np.isnan(other[key])), key
        whole = np.all(np.isnan(series) | (series == np.round(series)))
        if whole and "yuan" not in key[0]:
            assert np.array_equal(np.round(series, 9), np.round(other[key], 9), equal_nan=True), key
        else:
            np.testing.assert_allclose(other[key], series, rtol=1e-9, atol=1e-9, err_msg=str(key))
